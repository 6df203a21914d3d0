"""The promises of the door: whatever comes in, a book or the name of what came comes out."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_xlsx.excel import door
from cchc_xlsx.excel.door import is_leftover, open_book
from cchc_xlsx.excel.read import Limits, read
from cchc_xlsx.model.book import Book, Cell, Kind
from cchc_xlsx.model.received import Refusal, Refused
from tests.excel.test_read import ordinary
from tests.excel.workshop import OLE, ods, ole, parts, xls, xlsx, zipped

TYPES = "[Content_Types].xml"
ODF_TYPE = "application/vnd.oasis.opendocument."
ROW = '<row><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize("name", ["a.xlsx", "a.XLSM", "a.xls", "a.pdf", "a.zip", "không đuôi", "", "a.ods", "a.csv"])
def test_the_content_decides_and_not_the_name(name: str) -> None:
    assert open_book(ordinary(), name) == read(ordinary())
    assert open_book(b"%PDF-1.7\n", name) == Refused(Refusal.NOT_A_WORKBOOK, "pdf")


def test_an_ods_and_an_xls_are_books_too() -> None:
    one = Cell(Kind.NUMBER, "1")
    row = '<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
    for data in (ods(row), xls({(0, 0): 1.0})):
        book = open_book(data)
        assert isinstance(book, Book)
        assert book.sheets[0].at(0, 0) == one


LEFTOVERS = """~$x.xlsx .~lock.x.xlsx# ._x.xlsx .DS_Store Thumbs.db DESKTOP.INI x.xlsx.crdownload ~WRL01.tmp x.part
.cchc-ab12.tmp xã/~$x.xlsx xã\\~$x.xlsx ~$Xã.xlsx"""


@pytest.mark.parametrize("name", LEFTOVERS.split())
def test_leftovers_of_programs_are_known_by_name(name: str) -> None:
    assert is_leftover(name)
    assert open_book(ordinary(), name) == Refused(Refusal.LOCK_FILE)
    assert open_book(b"", name) == Refused(Refusal.LOCK_FILE)


@pytest.mark.parametrize("name", ["x.xlsx", "xã~$.xlsx", "thumbs.xlsx", "~x.xlsx", "tmp", "a.tmp/x.xlsx", "~$a/x.xlsx"])
def test_other_names_are_no_leftovers(name: str) -> None:
    assert not is_leftover(name)


@pytest.mark.parametrize(
    ("data", "reason", "detail"),
    [
        (b"", Refusal.EMPTY, ""),
        (b"\0" * 5000, Refusal.BROKEN, "zeros"),
        (b"%PDF-1.4 ...", Refusal.NOT_A_WORKBOOK, "pdf"),
        (b"\xff\xd8\xff\xe0JFIF", Refusal.NOT_A_WORKBOOK, "jpg"),
        (b"\x89PNG\r\n\x1a\n", Refusal.NOT_A_WORKBOOK, "png"),
        (b"{\\rtf1 x}", Refusal.NOT_A_WORKBOOK, "rtf"),
        (b"MZ\x90\0", Refusal.NOT_A_WORKBOOK, "exe"),
        (b"Rar!\x1a\x07", Refusal.ARCHIVE, "rar"),
        (b"7z\xbc\xaf\x27\x1c", Refusal.ARCHIVE, "7z"),
        (b"\x1f\x8b\x08", Refusal.ARCHIVE, "gz"),
        (b"PK\x07\x08", Refusal.ARCHIVE, "zip"),
        (b"\x09\x08\x08\x00\x00\x05\x05\x00", Refusal.OLD_FORMAT, "xls"),
        (b"<html><table><tr><td>1</td></tr></table></html>", Refusal.NOT_A_WORKBOOK, "html"),
        (b"\xef\xbb\xbf \n<!DOCTYPE HTML PUBLIC>", Refusal.NOT_A_WORKBOOK, "html"),
        (b"<table border=1>", Refusal.NOT_A_WORKBOOK, "html"),
        ("<html>".encode("utf-16"), Refusal.NOT_A_WORKBOOK, "html"),
        (b"<?xml version='1.0'?><a/>", Refusal.NOT_A_WORKBOOK, "xml"),
        (b"<?xml version='1.0'?><html xmlns='x'>", Refusal.NOT_A_WORKBOOK, "html"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            Refusal.OLD_FORMAT,
            "xml",
        ),
        (
            b'<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet">',
            Refusal.OLD_FORMAT,
            "fods",
        ),
        ("Mã;Điểm\n1.1;2,5\n".encode(), Refusal.NOT_A_WORKBOOK, "csv"),
        ("Mã\tĐiểm\n1.1\t2,5\n".encode("utf-16"), Refusal.NOT_A_WORKBOOK, "csv"),
        ("Kính gửi, xã\nđã nhận.".encode(), Refusal.NOT_A_WORKBOOK, "text"),
        (b"From: xa@example.vn\nSubject: x\n", Refusal.NOT_A_WORKBOOK, "eml"),
        (b"\x01\x02\x03\x04", Refusal.NOT_A_WORKBOOK, ""),
        (b"\xa7\xc2\xe9\xff" * 99, Refusal.NOT_A_WORKBOOK, ""),
    ],
)
def test_other_files_are_named(data: bytes, reason: Refusal, detail: str) -> None:
    assert open_book(data, "Xã.xlsx") == Refused(reason, detail)


@pytest.mark.parametrize(
    ("names", "reason", "detail"),
    [
        ([TYPES, "word/document.xml"], Refusal.NOT_A_WORKBOOK, "docx"),
        ([TYPES, "word/document.xml", "word/embeddings/a.xlsx"], Refusal.NOT_A_WORKBOOK, "docx"),
        ([TYPES, "ppt/presentation.xml"], Refusal.NOT_A_WORKBOOK, "pptx"),
        ([TYPES, "visio/document.xml"], Refusal.NOT_A_WORKBOOK, "vsdx"),
        ([TYPES, "xl/workbook.bin"], Refusal.OLD_FORMAT, "xlsb"),
        ([TYPES], Refusal.BROKEN, "xl/workbook.xml"),
        (["Index/Document.iwa"], Refusal.OLD_FORMAT, "numbers"),
        (["Xã 1.xlsx", "Xã 2.xlsx"], Refusal.ARCHIVE, "zip"),
        (["../../x", "../../X"], Refusal.ARCHIVE, "zip"),
        ([], Refusal.ARCHIVE, "zip"),
    ],
)
def test_other_zips_are_named(names: list[str], reason: Refusal, detail: str) -> None:
    assert open_book(zipped(dict.fromkeys(names, "x"))) == Refused(reason, detail)


@pytest.mark.parametrize(("kind", "detail"), [("text", "odt"), ("presentation", "odp"), ("graphics", "odf")])
def test_other_open_documents_are_named(kind: str, detail: str) -> None:
    data = zipped({"mimetype": ODF_TYPE + kind, "content.xml": "<x/>"}, zipfile.ZIP_STORED)
    assert open_book(data) == Refused(Refusal.NOT_A_WORKBOOK, detail)


def test_an_ods_that_is_packed_whole_with_a_password_is_named() -> None:
    made: dict[str, str | bytes] = {"mimetype": ODF_TYPE + "spreadsheet", "encrypted-package": b"\xaa" * 99}
    made["META-INF/manifest.xml"] = "<a><manifest:encryption-data/></a>"
    assert open_book(zipped(made, zipfile.ZIP_STORED)) == Refused(Refusal.PASSWORD)


def test_an_xls_with_a_password_is_named() -> None:
    assert open_book(xls({(0, 0): 1.0}, password=True)) == Refused(Refusal.PASSWORD)


def test_an_xls_with_its_stream_in_capitals_is_a_book() -> None:
    assert open_book(xls({(0, 0): 1.0}, name="WORKBOOK")) == open_book(xls({(0, 0): 1.0}))


@pytest.mark.parametrize(
    ("stream", "reason", "detail"),
    [
        ("EncryptedPackage", Refusal.PASSWORD, ""),
        ("WordDocument", Refusal.NOT_A_WORKBOOK, "doc"),
        ("PowerPoint Document", Refusal.NOT_A_WORKBOOK, "ppt"),
        ("__substg1.0_0037001F", Refusal.NOT_A_WORKBOOK, "msg"),
        ("Gì đó", Refusal.BROKEN, "ole"),
    ],
)
def test_containers_of_old_office_are_named(stream: str, reason: Refusal, detail: str) -> None:
    assert open_book(ole(stream, b"x")) == Refused(reason, detail)


@pytest.mark.parametrize("inner", ["Workbook", "EncryptedPackage", "WordDocument"])
def test_a_mail_is_a_mail_whatever_is_attached_to_it(inner: str) -> None:
    data = ole("__substg1.0_37010102", b"x" + inner.encode("utf-16-le") + b"\0\0")
    assert open_book(data) == Refused(Refusal.NOT_A_WORKBOOK, "msg")


@pytest.mark.parametrize("data", [b"", b"\0" * 99, b"\x01\x02 gone", ole("x", b"x")[:700], b"%PDF-1.7", zipped({})[:9]])
def test_a_file_named_as_a_mail_is_one_however_damaged(data: bytes) -> None:
    assert open_book(data, "Gửi điểm.MSG") == Refused(Refusal.NOT_A_WORKBOOK, "msg")


def test_a_workbook_or_a_zip_that_is_only_named_as_a_mail_is_opened() -> None:
    assert isinstance(open_book(ordinary(), "a.msg"), Book)
    assert open_book(zipped({"a.xlsx": "x"}), "a.msg") == Refused(Refusal.ARCHIVE, "zip")


def test_a_file_above_the_limit_is_refused_before_it_is_looked_at() -> None:
    assert open_book(ordinary(), limits=Limits(file=1000)) == Refused(Refusal.TOO_LARGE, "file")


def test_an_unsafe_workbook_is_refused_as_such() -> None:
    made = parts(ROW) | {"../x": "x"}
    assert open_book(zipped(made)) == Refused(Refusal.UNSAFE, "../x")


def test_what_nobody_thought_of_is_a_refused_file_too(monkeypatch: pytest.MonkeyPatch) -> None:
    for error, reason in (
        (KeyError("x"), Refusal.BROKEN),
        (RecursionError(), Refusal.BROKEN),
        (MemoryError(), Refusal.TOO_LARGE),
        (OSError(), Refusal.BROKEN),
    ):

        def fails(*_: object, opened: object = None, error: Exception = error) -> Book:
            raise error

        with monkeypatch.context() as patch:
            patch.setattr(door, "read", fails)
            assert open_book(ordinary()) == Refused(reason, type(error).__name__)


def test_a_file_cut_at_any_byte_is_refused() -> None:
    data = xlsx(ROW, strings="<si><t>a</t></si>")
    for length in range(len(data)):
        found = open_book(data[:length])
        assert isinstance(found, Refused)


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"<?xml", b"\xff\xfe", b"%PDF"]), st.text(max_size=9)
)
def test_any_bytes_give_a_book_or_a_refusal(data: bytes, start: bytes, name: str) -> None:
    assert isinstance(open_book(start + data, name), Book | Refused)


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_any_change_of_an_old_workbook_gives_a_book_or_a_refusal(data: st.DataObject) -> None:
    made = data.draw(st.sampled_from([xls({(0, 0): "a", (1, 1): 2.0}), ole("Workbook", b""), OLE + bytes(600)]))
    assert isinstance(open_book(mutated(data, made)), Book | Refused)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_change_of_a_workbook_gives_a_book_or_a_refusal(data: st.DataObject) -> None:
    method = data.draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><f>A1</f><v>2</v></c></row>'
    made = zipped(parts(row, strings="<si><t>a</t></si>"), method)
    assert isinstance(open_book(mutated(data, made)), Book | Refused)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_change_of_a_part_gives_a_book_or_a_refusal(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(ordinary())) as archive:
        made = {name: archive.read(name) for name in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(made)))
    made[name] = mutated(data, made[name])
    assert isinstance(open_book(zipped(made)), Book | Refused)


def mutated(data: st.DataObject, given: bytes) -> bytes:
    """Change, cut out or put in a few bytes."""
    changing = bytearray(given)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(changing)))
        length = data.draw(st.integers(0, 8))
        changing[at : at + length] = data.draw(st.binary(max_size=8))
    return bytes(changing)
