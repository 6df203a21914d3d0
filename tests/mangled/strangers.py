"""Files that are no workbook of ours at all, under the name of one."""

from __future__ import annotations

import zipfile

from tests.excel.workshop import OLE, ods, ole, xls, zipped
from tests.mangled.old_formats import book_of, ods_of
from tests.mangled.registry import base, mangled

_ODF = "application/vnd.oasis.opendocument."


def foreign(recipe):
    """Enter a recipe of a file of another kind."""
    return mangled("F03", outcome="foreign")(recipe)


def unreadable(recipe):
    """Enter a recipe of a file that should be a workbook and cannot be read."""
    return mangled("F01", outcome="unreadable")(recipe)


def packed(recipe):
    """Enter a recipe of an archive that is not opened."""
    return mangled("F04", outcome="foreign")(recipe)


def with_password(recipe):
    """Enter a recipe of a workbook that asks for a password."""
    return mangled("F02", outcome="unreadable")(recipe)


@foreign
def a_table_of_commas(_parts):
    return "Mã,Điểm\n1.1,38.5\n1.2,KAD\n".encode()


@foreign
def a_web_page(_parts):
    """What web systems call “export to Excel”."""
    return b"<html><body><table><tr><td>1.1</td><td>38,5</td></tr></table></body></html>"


@foreign
def a_web_page_in_utf_16(_parts):
    return "<table><tr><td>1.1</td></tr></table>".encode("utf-16")


@unreadable
def a_spreadsheet_of_2003_in_xml(_parts):
    return b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'


@foreign
def a_print_as_pdf(_parts):
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


@foreign
def a_photograph(_parts):
    return b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(2000)


@foreign
def a_letter_in_word(_parts):
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document xmlns:w='urn:w'/>"})


@foreign
def a_letter_in_open_document(_parts):
    return zipped({"mimetype": _ODF + "text", "content.xml": "<x/>"}, zipfile.ZIP_STORED)


@foreign
def a_letter_in_old_word(_parts):
    return ole("WordDocument", b"x")


@unreadable
def a_binary_workbook(_parts):
    """.xlsb: its readers lose columns without a word."""
    return zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\x83\x01"})


@unreadable
def a_workbook_of_numbers(_parts):
    return zipped({"Index/Document.iwa": b"\0", "preview.jpg": b"\xff\xd8\xff"})


@packed
def an_archive_of_rar(_parts):
    return b"Rar!\x1a\x07\x01\0" + bytes(100)


@packed
def an_archive_of_7z(_parts):
    return b"7z\xbc\xaf\x27\x1c\0\x04" + bytes(100)


@packed
def an_archive_of_gzip(_parts):
    return b"\x1f\x8b\x08\0" + bytes(100)


@unreadable
def nothing(_parts):
    return b""


@unreadable
def zeros(_parts):
    """What a failing disk leaves of a file."""
    return bytes(20_000)


@foreign
def noise(_parts):
    return bytes((n * 167 + 89) % 251 + 1 for n in range(5000))


@mangled("F05", outcome="foreign", file="~$gui-lai.xlsx")
def the_lock_of_a_workbook_that_is_open(_parts):
    return b"\x05admin" + bytes(159)


@mangled("F05", outcome="foreign", file="gui-lai.xlsx.crdownload")
def half_a_download(parts):
    return parts.zipped()[:5000]


@with_password
def a_workbook_with_a_password(_parts):
    return ole("EncryptedPackage", b"\xaa" * 4096)


@with_password
def an_old_workbook_with_a_password(_parts):
    return xls({(0, 0): 1.0}, password=True)


@with_password
def an_ods_with_a_password(_parts):
    return ods("", manifest="<manifest:encryption-data/>")


@unreadable
def an_old_workbook_whose_sectors_run_in_a_circle(_parts):
    """One of these ends the interpreter of a reader that follows them."""
    return ole("Workbook", b"x", following=1)


@unreadable
def an_old_workbook_cut_off(_parts):
    return xls({(0, 0): 1.0})[:1500]


@unreadable
def an_old_container_of_garbage(_parts):
    return OLE + bytes(600)


@mangled()
def an_ods_of_ours(_parts):
    """LibreOffice's own format: every score, the names and the properties."""
    return ods_of(book_of(base()))


@mangled("I01", outcome="foreign")
def somebody_elses_ods(_parts):
    cell = '<table:table-cell office:value-type="float" office:value="1"/>'
    return ods(f"<table:table-row>{cell}</table:table-row>")


@unreadable
def an_ods_of_a_billion_cells(_parts):
    """A few bytes repeat a row a million times."""
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="1000"/>'
    return ods(f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>')


@unreadable
def an_ods_with_entities(_parts):
    head = '<!DOCTYPE x [<!ENTITY a "ha">]>'
    return zipped(
        {"mimetype": _ODF + "spreadsheet", "content.xml": f"{head}<office:x xmlns:office='urn:o'>&a;</office:x>"},
        zipfile.ZIP_STORED,
    )
