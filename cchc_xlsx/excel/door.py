"""The door: bytes that somebody sent become a `Book`, or a `Refused` that names what they are."""

from __future__ import annotations

import re

from cchc_xlsx.excel.package import LIMITS, Limits, Unreadable, broken, open_zip
from cchc_xlsx.excel.read import read
from cchc_xlsx.model.book import Book
from cchc_xlsx.model.received import Refusal, Refused
from cchc_xlsx.text import pattern


def open_book(data: bytes, name: str = "", limits: Limits = LIMITS) -> Book | Refused:
    """Return the book that a received file holds, or why it holds none; never raises, whatever the bytes.

    The content decides what a file is. Its name is only asked whether it is a program's leftover, and where nothing
    could be opened, whether it is an Outlook message. `detail` of the
    Refused is a short word for what was found (`pdf`, `docx`, `7z`) or the part of the file that is at fault.
    """
    try:
        found = _opened(data, name, limits)
    except Unreadable as error:
        found = error.refused
    except Exception as error:  # no sender's file may end the run for all others
        found = broken(error, type(error).__name__).refused
    holding = found in (Refused(Refusal.ARCHIVE, "zip"), Refused(Refusal.NOT_A_WORKBOOK, "eml"))
    if isinstance(found, Refused) and name.casefold().endswith(".msg") and not holding and not is_leftover(name):
        return Refused(Refusal.NOT_A_WORKBOOK, "msg")
    return found


def is_leftover(name: str) -> bool:
    """Say whether a file's name is that of a lock, a half download or a system's note, which holds no scores."""
    base = re.split(r"[/\\]", name)[-1].casefold()
    return (
        base in ("thumbs.db", "desktop.ini", "ehthumbs.db")
        or base.startswith(("~$", ".~", "._", ".ds_store"))
        or base.endswith((".tmp", ".crdownload", ".part", ".partial", ".download"))
    )


def _opened(data: bytes, name: str, limits: Limits) -> Book | Refused:
    if is_leftover(name):
        return Refused(Refusal.LOCK_FILE)
    if not data:
        return Refused(Refusal.EMPTY)
    if len(data) > max(limits.file, limits.container):
        return Refused(Refusal.TOO_LARGE, "file", "container" if name.casefold().endswith(_HOLDING) else "file")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data, limits)
    if data.startswith(_OLE):
        return _ole(data, limits)
    if data.startswith((b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00")):
        return Refused(Refusal.OLD_FORMAT, "xls")  # Excel 2 to 5 without a container
    if not data.strip(b"\0"):
        return Refused(Refusal.BROKEN, "zeros")  # what a failing disk or stick leaves
    for start, reason, kind in _SIGNATURES:
        if data.startswith(start):
            return Refused(reason, kind)
    return _text(data)


_HOLDING = (".zip", ".eml")
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_SIGNATURES = (
    (b"%PDF", Refusal.NOT_A_WORKBOOK, "pdf"),
    (b"\xff\xd8\xff", Refusal.NOT_A_WORKBOOK, "jpg"),
    (b"\x89PNG", Refusal.NOT_A_WORKBOOK, "png"),
    (b"GIF8", Refusal.NOT_A_WORKBOOK, "gif"),
    (b"II*\0", Refusal.NOT_A_WORKBOOK, "tif"),
    (b"MM\0*", Refusal.NOT_A_WORKBOOK, "tif"),
    (b"{\\rtf", Refusal.NOT_A_WORKBOOK, "rtf"),
    (b"MZ\x90", Refusal.NOT_A_WORKBOOK, "exe"),
    (b"SQLite format 3", Refusal.NOT_A_WORKBOOK, "sqlite"),
    (b"Rar!", Refusal.ARCHIVE, "rar"),
    (b"7z\xbc\xaf\x27\x1c", Refusal.ARCHIVE, "7z"),
    (b"\x1f\x8b", Refusal.ARCHIVE, "gz"),
    (b"PK", Refusal.ARCHIVE, "zip"),
)
#: How an e-mail saved as a file begins.
_HEADER = pattern(
    r"(received|return-path|from|to|cc|reply-to|sender|delivered-to|mime-version|message-id|date|subject|content-type|"
    r"dkim-signature|authentication-results|arc-[a-z-]+|x-[a-z0-9-]+):[ \t]"
)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."


def _zip(data: bytes, limits: Limits) -> Book | Refused:
    archive = open_zip(data)
    names = {member.filename.replace("\\", "/").casefold() for member in archive.infolist()}
    folders = {name.partition("/")[0] for name in names}
    if "[content_types].xml" in names:
        if "xl/workbook.bin" in names:
            return Refused(Refusal.OLD_FORMAT, "xlsb")  # its readers lose columns without a word
        if "xl" not in folders:
            for folder, kind in (("word", "docx"), ("ppt", "pptx"), ("visio", "vsdx")):
                if folder in folders:
                    return Refused(Refusal.NOT_A_WORKBOOK, kind)
        return read(data, limits, opened=archive)
    if "content.xml" in names or "encrypted-package" in names:
        # The first part of an OpenDocument file is its media type, stored as it is.
        at = data.find(_OPEN_DOCUMENT, 0, 200)
        type_ = data[at + len(_OPEN_DOCUMENT) :][:12] if at >= 0 else b"spreadsheet"
        if type_.startswith(b"spreadsheet"):
            from cchc_xlsx.excel.other import read_ods  # here: hardly a file is one

            return read_ods(data, limits)
        return Refused(Refusal.NOT_A_WORKBOOK, {b"text": "odt", b"pres": "odp"}.get(type_[:4], "odf"))
    if "index/document.iwa" in names:
        return Refused(Refusal.OLD_FORMAT, "numbers")
    return Refused(Refusal.ARCHIVE, "zip")


def _ole(data: bytes, limits: Limits) -> Book | Refused:
    lower = data.lower()

    def holds(stream: str) -> bool:
        return stream.lower().encode("utf-16-le") in lower

    if holds("__substg1.0_"):  # whatever may be attached
        return Refused(Refusal.NOT_A_WORKBOOK, "msg")
    if holds("EncryptedPackage"):
        return Refused(Refusal.PASSWORD)
    if holds("Workbook\0") or holds("Book\0"):
        from cchc_xlsx.excel.other import read_xls

        return read_xls(data, limits)
    for stream, kind in (("WordDocument", "doc"), ("PowerPoint Document", "ppt")):
        if holds(stream):
            return Refused(Refusal.NOT_A_WORKBOOK, kind)
    return Refused(Refusal.BROKEN, "ole")


def _text(data: bytes) -> Refused:
    """Name a file that is text, or nothing that is known here."""
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head[: len(head) // 2 * 2].decode("utf-16", "replace")
    else:
        text = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    lower = text.lstrip().lower()
    if lower.startswith("<?xml") and "schemas-microsoft-com:office:spreadsheet" in lower:
        return Refused(Refusal.OLD_FORMAT, "xml")  # “XML Spreadsheet 2003”
    if lower.startswith("<?xml") and "opendocument.spreadsheet" in lower:
        return Refused(Refusal.OLD_FORMAT, "fods")
    if lower.startswith("<") and re.search(r"<(!doctype html|html|head|body|table|meta)\b", lower):
        return Refused(Refusal.NOT_A_WORKBOOK, "html")
    if lower.startswith(("<?xml", "<!doctype")):
        return Refused(Refusal.NOT_A_WORKBOOK, "xml")
    if _HEADER.match(lower):
        return Refused(Refusal.NOT_A_WORKBOOK, "eml")
    if not lower or re.search(r"[\x00-\x08\x0e-\x1a]", text) or text.count("\ufffd") > len(text) // 4:
        return Refused(Refusal.NOT_A_WORKBOOK)
    first, second = [*text.strip().splitlines(), "", ""][:2]
    tabled = any(mark in first and first.count(mark) == second.count(mark) for mark in ";,\t")
    return Refused(Refusal.NOT_A_WORKBOOK, "csv" if tabled else "text")
