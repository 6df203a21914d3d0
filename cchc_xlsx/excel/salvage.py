"""Salvaging a damaged .xlsx file: a sound zip made of the parts that are still whole. Only rescuing uses it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import quoteattr

from cchc_xlsx.excel.read import LIMITS, Limits, Unreadable, parse
from cchc_xlsx.values import dataclass

_LOCAL = b"PK\x03\x04"
_HEADER = struct.Struct("<4sHHHHHIIIHH")
_STREAMED = 1 << 3  # the sizes stand behind the data
_ENCRYPTED = 1
_STEP = 1 << 16
#: What a workbook is read from; pictures and the like are left behind.
_WANTED = re.compile(r"\[content_types\]\.xml|_rels/\.rels|docprops/\w+\.xml|xl/(?:\w+/)*(?:_rels/)?[\w.-]+")
_BOOK, _BOOK_RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_TYPES, _STRINGS, _STYLES = "[content_types].xml", "xl/sharedstrings.xml", "xl/styles.xml"
_WORKSHEET = re.compile(r"xl/worksheets/\D*(\d*)\.xml")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
_COUNT = re.compile(r"<(?:\w+:)?i4>(\d+)<")
_TITLES = re.compile(r"<(?:\w+:)?lpstr>([^<]{1,31})<")
_SHARED = re.compile(rb"""\st=["']s["']""")  # a cell whose text stands in the list of strings
_TARGET = re.compile(r'target="/?(?:xl/)?(worksheets/[\w.-]+)"')


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A sound zip with what was whole. `lost` and `doubtful` (checksum wrong) are names of parts.

    `rebuilt`: the list of sheets was lost, so their titles and order may be others than they were.
    """

    data: bytes
    lost: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    rebuilt: bool = False

    @property
    def styles_lost(self) -> bool:
        """Whether nothing tells any more which numbers are dates."""
        return _STYLES in self.lost


def salvage(data: bytes, limits: Limits = LIMITS) -> Salvaged | None:
    """Return a sound workbook of the parts that inflate whole and are whole XML; None where no worksheet is.

    The list of parts at the end of a zip is not asked: each part is found by its own header. The limits of the reader
    hold for what is inflated, whether it turns out to be whole or not.
    """
    if len(data) > limits.file:
        return None
    parts: dict[str, bytes] = {}
    lost: set[str] = set()
    doubtful: set[str] = set()
    for name, content, sound in _parts(data, limits):
        if name in parts:
            continue
        if content is None or not _is_xml(content, name):
            lost.add(name)
            continue
        parts[name] = content
        if not sound:
            doubtful.add(name)
    sheets = sorted((name for name in parts if _WORKSHEET.fullmatch(name)), key=_number)
    if not sheets:
        return None
    lost -= parts.keys()
    rebuilt = _mend(parts, sheets, lost)
    return Salvaged(_zipped(parts), tuple(sorted(lost)), tuple(sorted(doubtful)), rebuilt)


def _parts(data: bytes, limits: Limits) -> Iterator[tuple[str, bytes | None, bool]]:
    """Yield each wanted part by its local header: its name in small letters, its content, its checksum right.

    The content is None where it is not whole.
    """
    left, at, met = limits.unpacked, data.find(_LOCAL), 0
    while 0 <= at <= len(data) - _HEADER.size and met < limits.parts and left > 0:
        _, _, flags, method, _, _, crc, packed, _, name_length, extra_length = _HEADER.unpack_from(data, at)
        start = at + _HEADER.size + name_length + extra_length
        name = data[at + _HEADER.size : at + _HEADER.size + name_length].decode("utf-8", "replace")
        name = name.replace("\\", "/").casefold()
        met += 1
        content, end = None, at + len(_LOCAL)
        if _WANTED.fullmatch(name) and not flags & _ENCRYPTED and ".." not in name:
            if method == zipfile.ZIP_DEFLATED:
                content, used, spent = _inflated(data, start, min(limits.part, left))
                left -= spent
                end = start + used if content is not None else end
            elif method == zipfile.ZIP_STORED and not flags & _STREAMED and start + packed <= len(data):
                content, end = data[start : start + min(packed, limits.part)], start + packed
                left -= len(content)
            if content is not None and flags & _STREAMED:
                crc = _checksum_behind(data, end)
            yield name, content, content is not None and zlib.crc32(content) == crc
        at = data.find(_LOCAL, end)


def _inflated(data: bytes, start: int, most: int) -> tuple[bytes | None, int, int]:
    """Return what inflates from a place (None where it is not whole), how far it reaches, and how much came out."""
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    pieces: list[bytes] = []
    at, spent = start, 0
    try:
        while not machine.eof and at < len(data) and spent < most:
            pieces.append(machine.decompress(data[at : at + _STEP], most - spent))
            at, spent = at + _STEP, spent + len(pieces[-1])
    except zlib.error:
        return None, 0, spent
    if not machine.eof:
        return None, 0, spent
    return b"".join(pieces), min(at, len(data)) - len(machine.unused_data) - start, spent


def _checksum_behind(data: bytes, end: int) -> int:
    """Return the checksum that stands behind streamed data; -1, which none is, where the file ends there."""
    end += 4 if data[end : end + 4] == b"PK\x07\x08" else 0
    return int.from_bytes(data[end : end + 4], "little") if end + 4 <= len(data) else -1


def _is_xml(content: bytes, name: str) -> bool:
    """Tell whether a part is whole XML, and such as the reader takes."""
    try:
        parse(content, name, lambda *_: None, lambda _: None, lambda _: None)
    except Unreadable:
        return False
    return True


def _number(name: str) -> tuple[int, str]:
    found = _WORKSHEET.fullmatch(name)
    return int(found[1] or 0) if found else 0, name


def _mend(parts: dict[str, bytes], sheets: list[str], lost: set[str]) -> bool:
    """Add what the reader has to find, empty where it is lost; return whether the list of sheets was made anew."""
    wanted = {_STYLES: f'<styleSheet xmlns="{_MAIN}"/>', _STRINGS: f'<sst xmlns="{_MAIN}"/>'}
    listed = _BOOK in parts and _BOOK_RELATIONS in parts
    if listed:
        targets = _TARGET.findall(parts[_BOOK_RELATIONS].decode("utf-8", "replace").casefold())
        wanted |= {f"xl/{target}": f'<worksheet xmlns="{_MAIN}"><sheetData/></worksheet>' for target in targets}
    # Some libraries write texts into the cells themselves, and no list of strings at all.
    unneeded = () if any(_SHARED.search(parts[sheet]) for sheet in sheets) else (_STRINGS,)
    for name, empty in wanted.items():
        if name not in parts:
            parts[name] = empty.encode()
            lost |= {name} - {*unneeded}
    parts.setdefault(_TYPES, f'<Types xmlns="{_CONTENT}"/>'.encode())
    if not listed:
        _list_anew(parts, sheets)
    return not listed


def _list_anew(parts: dict[str, bytes], sheets: list[str]) -> None:
    """Make a list of the sheets that are there."""
    titles = _titles(parts, len(sheets))
    rows = "".join(f'<sheet name={quoteattr(title)} sheetId="{n}" r:id="s{n}"/>' for n, title in enumerate(titles, 1))
    parts[_BOOK] = f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{rows}</sheets></workbook>'.encode()
    targets = [(f"s{n}", "worksheet", name) for n, name in enumerate(sheets, 1)]
    targets += [("t", "sharedStrings", _STRINGS), ("f", "styles", _STYLES)]
    links = "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target="/{name}"/>' for id_, kind, name in targets
    )
    parts[_BOOK_RELATIONS] = f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>'.encode()


def _titles(parts: Mapping[str, bytes], count: int) -> list[str]:
    """Return titles for the sheets: those that the properties list where their number fits, else made-up ones."""
    about = parts.get("docprops/app.xml", b"").decode("utf-8", "replace")
    listed = _TITLES.findall(about.partition("TitlesOfParts>")[2])[:count]
    fits = (found := _COUNT.search(about)) is not None and int(found[1]) == count
    if fits and len({title.casefold() for title in listed}) == count and "&" not in "".join(listed):
        return listed
    return [f"Trang {number}" for number in range(1, count + 1)]


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
