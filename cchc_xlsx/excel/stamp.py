"""Many workbooks from one: a stencil is poured and compressed once; then each workbook costs only what is its own.

A part of the archive is cut wherever a workbook has something of its own. What lies between the cuts is compressed
once; what goes into them is stored between these pieces, and the whole is one ordinary deflate stream. What stands
behind a cut may refer to what stands before it, which is what makes alike rows small. So the width of a cut is fixed,
and blanks fill it up where XML does not mind them; only behind a cut without a width nothing refers to anything before.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from cchc_xlsx.excel.heights import Letters, letters
from cchc_xlsx.excel.write import margin_above, stored_result, written
from cchc_xlsx.model.book import Cell, Kind, a1
from cchc_xlsx.model.stencil import Own, Spot, Stencil

#: Bytes for a stored text in a wide spot; the next are tried where the texts of a workbook outgrow the first.
WIDTHS = (160, 1_600)
_NARROW, _HEAD, _HEIGHT, _FREE = 48, 28, 6, 0
_EMPTY_BLOCK = b"\x00\x00\xff\xff"  # what ends a flush: the lengths of a stored block with nothing in it
_CUT = b"\0"  # fills a cut in the compressor's memory; no XML has it, so nothing behind it can refer to it
_ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))
_UNUSUAL = re.compile("_x[0-9A-Fa-f]{4}_|[\0-\x1f\ud800-\udfff\ufffe\uffff]|^\\s|\\s$|^<r>")
_LONGEST = 32_767
_MIDNIGHT = (0, 33)  # 1 January 1980 in a zip: a clock would make two runs differ


class Unfit(ValueError):
    """There is no room for a text, or it is one that the writer of whole workbooks treats in a way of its own."""


class _Ink(NamedTuple):
    """What goes into a cut: as the XML has it, and as it stands in the compressed stream."""

    plain: bytes
    packed: bytes


_NONE = _Ink(b"", b"")


class _Record(NamedTuple):
    """A part as the archive holds it."""

    crc: int
    size: int
    packed: bytes


class _Part(NamedTuple):
    """A part of the archive: its pieces and cuts from `first` up to `end`, or the record, which is always the same."""

    name: bytes
    attributes: int
    first: int
    end: int
    record: _Record


@dataclass(frozen=True, slots=True)
class _Place:
    """A spot as the stamp finds it. `head` is the cut with style and kind, where these differ at all.

    A text of more than `line` characters may raise the row, whose height without it is `height`.
    """

    cut: int
    head: int | None
    width: int
    formula: bool
    style: bytes
    letters: Letters
    line: float
    row: int
    height: float


#: What a cut is for, and its number; a cut itself has a beginning, an end and a width besides.
_Key: TypeAlias = tuple[str, int]
_Cut: TypeAlias = tuple[int, int, int, _Key]


class Master:
    """A stencil ready to be stamped. `width` is the room for texts, one of `WIDTHS`."""

    def __init__(self, stencil: Stencil, width: int = WIDTHS[0]) -> None:
        self._stencil, self._width = stencil, width
        self._plain: list[bytes] = []  # the pieces and, at odd places, the cuts of all parts that have cuts
        self._packed: list[bytes] = []
        self._cuts: dict[_Key, int] = {}
        self._parts: list[_Part] = []
        self._styles: dict[str, bytes] = {}
        data = written(stencil.book)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                self._take(info, archive.read(info), data)
        self._places = [self._place(place, spot) for place, spot in enumerate(stencil.spots)]

    def _take(self, info: zipfile.ZipInfo, xml: bytes, data: bytes) -> None:
        """Take a part of the archive: cut it, or keep it as it is compressed."""
        first, cuts = len(self._plain), []
        if sheet := re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", info.filename):
            cuts = list(self._sheet_cuts(int(sheet[1]) - 1, xml))
        elif info.filename == "xl/sharedStrings.xml":
            counts = _found(rb'count="(\d+)" uniqueCount="(\d+)"', xml)
            self._strings = int(counts[1]), int(counts[2])
            end = xml.index(b"</sst>")
            cuts = [(*counts.span(), _FREE, ("counts", 0)), (end, end, _FREE, ("strings", 0))]
        elif info.filename == "docProps/custom.xml":
            values = re.finditer(rb"(?<=<vt:lpwstr>)[^<]*", xml)
            cuts = [(*value.span(), _FREE, ("property", number)) for number, value in enumerate(values)]
        if cuts:
            self._cut(xml, sorted(cuts))
        at = info.header_offset + 30 + sum(struct.unpack_from("<2H", data, info.header_offset + 26))
        record = _Record(info.CRC, info.file_size, data[at : at + info.compress_size])
        self._parts.append(_Part(info.filename.encode(), info.external_attr, first, len(self._plain), record))

    def _sheet_cuts(self, number: int, xml: bytes) -> Iterator[_Cut]:
        sheet = self._stencil.book.sheets[number]
        used = dict(re.findall(rb'<c r="([A-Z]+\d+)"( s="\d+")', xml))
        for at, name in sheet.look.styles.items():
            self._styles.setdefault(name, used.get(a1(*at).encode(), b""))
        spots = [
            (each.row, each.column, place) for place, each in enumerate(self._stencil.spots) if each.sheet == number
        ]
        rows, behind = set(), 0
        for row, column, place in sorted(spots):
            spot = self._stencil.spots[place]
            behind = _found(rb'<c r="%s"' % a1(row, column).encode(), xml, behind).end()
            if (row, column) in sheet.cells:
                result = _found(rb"<v>[^<]*</v>", xml, behind)
                if spot.restyled:
                    yield behind, xml.index(b">", behind), _HEAD, ("head", place)
                yield *result.span(), self._width if spot.wide else _NARROW, ("cell", place)
            else:
                yield behind, xml.index(b"/>", behind) + 2, _NARROW, ("cell", place)
            if row not in rows and letters(sheet.look, column, sheet.look.styles[row, column]).wrapped:
                rows.add(row)
                height = _found(rb'<row r="%d"[^>]* ht="([\d.]+)"' % (row + 1), xml)
                yield *height.span(1), _HEIGHT, (f"row {number}", row)
        if number in self._stencil.pages:
            yield *_found(rb"(?s)<oddHeader>(.*?)</oddHeader>", xml).span(1), _FREE, ("page", number)

    def _cut(self, xml: bytes, cuts: Sequence[_Cut]) -> None:
        """Compress what lies between the cuts, and fill them with what stands there in the stencil."""
        machine, behind = zlib.compressobj(9, zlib.DEFLATED, -15), 0
        for start, end, width, key in cuts:
            flushed = machine.compress(xml[behind:start])
            flushed += machine.flush(zlib.Z_SYNC_FLUSH if width else zlib.Z_FULL_FLUSH)
            self._lay(_Ink(xml[behind:start], flushed.removesuffix(_EMPTY_BLOCK)))
            self._cuts[key] = len(self._plain)
            held = xml[start:end]
            self._lay(_ink(_height(float(held)) if width == _HEIGHT else held, width))
            machine.compress(_CUT * width)
            machine.flush(zlib.Z_SYNC_FLUSH)
            behind = end
        self._lay(_Ink(xml[behind:], machine.compress(xml[behind:]) + machine.flush()))

    def _lay(self, ink: _Ink) -> None:
        self._plain.append(ink.plain)
        self._packed.append(ink.packed)

    def _place(self, number: int, spot: Spot) -> _Place:
        sheet, at = self._stencil.book.sheets[spot.sheet], (spot.row, spot.column)
        kind = letters(sheet.look, spot.column, sheet.look.styles[at])
        row = self._cuts.get((f"row {spot.sheet}", spot.row), 0)
        return _Place(
            cut=self._cuts["cell", number],
            head=self._cuts.get(("head", number)),
            width=self._width if spot.wide else _NARROW,
            formula=at in sheet.cells,
            style=self._styles[sheet.look.styles[at]],
            letters=kind,
            line=kind.in_a_line if kind.wrapped else _LONGEST,
            row=row,
            height=float(self._plain[row]) if kind.wrapped else 0,
        )

    def stamp(self, own: Own) -> bytes:
        """Return the workbook that the stencil and what is its own make: that of `written`, cell by cell.

        Raises Unfit where a text is too long or unusual; such a workbook is to be written whole.
        """
        plain, packed, places = self._plain.copy(), self._packed.copy(), self._places
        strings: dict[str, int] = {}
        heights: dict[int, float] = {}
        count, unique = self._strings
        for change in own.changes:
            text, first = change.cell.text, places[change.places[0]]
            style = self._styles.get(change.style, b"") if change.style else first.style
            if len(text) > _LONGEST or not style or _UNUSUAL.search(text):
                raise Unfit(text)
            head = ink = _NONE
            if not first.formula:
                index = strings.setdefault(text, unique + len(strings)) if text else -1
                ink = _ink(b'%s t="s"><v>%d</v></c>' % (style, index) if text else style + b"/>", _NARROW)
                count += len(change.places) if text else 0
            elif change.cell.kind is Kind.NUMBER:
                head, ink = _head(style, b""), _number(change.cell)
            elif change.cell.kind is Kind.TEXT and text not in _ERRORS:
                head, ink = _head(style, b' t="str"'), _ink(b"<v>%s</v>" % _escaped(text), first.width)
            else:
                raise Unfit(text)
            for place in map(places.__getitem__, change.places):
                plain[place.cut], packed[place.cut] = ink
                if place.head is not None:
                    plain[place.head], packed[place.head] = head
                if len(text) > place.line:
                    height = int(place.letters.height(text) * 4 / 3 + 0.5) * 0.75  # whole pixels, as xlsxwriter does
                    if height > heights.get(place.row, place.height):
                        heights[place.row] = height
        inks = {row: _ink(_height(height), _HEIGHT) for row, height in heights.items()}
        for number, page in own.pages.items():
            inks[self._cuts["page", number]] = _ink(_escaped(margin_above(page)), _FREE)
        for number, name in enumerate(self._stencil.book.properties):
            inks[self._cuts["property", number]] = _ink(_escaped(own.properties[name]), _FREE)
        inks[self._cuts["counts", 0]] = _ink(b'count="%d" uniqueCount="%d"' % (count, unique + len(strings)), _FREE)
        inks[self._cuts["strings", 0]] = _compressed(b"".join(b"<si><t>%s</t></si>" % _escaped(s) for s in strings))
        for cut, ink in inks.items():
            plain[cut], packed[cut] = ink
        return _archive((part, self._record(part, plain, packed)) for part in self._parts)

    @staticmethod
    def _record(part: _Part, plain: Sequence[bytes], packed: Sequence[bytes]) -> _Record:
        if part.first == part.end:
            return part.record
        xml = b"".join(plain[part.first : part.end])
        return _Record(zlib.crc32(xml), len(xml), b"".join(packed[part.first : part.end]))


def _found(pattern: bytes, xml: bytes, start: int = 0) -> re.Match[bytes]:
    """Return where a pattern first stands; raises Unfit where it does not, so that nothing is stamped."""
    found = re.compile(pattern).search(xml, start)
    if found is None:
        raise Unfit(pattern)
    return found


def _escaped(text: str) -> bytes:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()


def _height(height: float) -> bytes:
    return f"{height:.5f}"[:_HEIGHT].encode()


def _ink(text: bytes, width: int) -> _Ink:
    """Return a text as it goes into a cut of that width; raises Unfit where it is too long."""
    if width == _FREE:
        width = len(text)
    blanks = width - len(text)
    if blanks < 0 or len(text) > 0xFFFF:
        raise Unfit(text)
    if blanks < _FEW:
        text, blanks = text.ljust(width), 0
    stored = struct.pack("<2H", len(text), len(text) ^ 0xFFFF) + text
    return _Ink(text.ljust(width), stored + _blanks(blanks))


_FEW = 12  # as many blanks are stored; more are compressed, which takes about as many bytes


@lru_cache(2 * max(WIDTHS))
def _blanks(number: int) -> bytes:
    if not number:
        return b""
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    return machine.compress(b" " * number) + machine.flush(zlib.Z_SYNC_FLUSH)


@lru_cache(1024)
def _number(cell: Cell) -> _Ink:
    return _ink(f"<v>{stored_result(cell)}</v>".encode(), _NARROW)


@lru_cache(256)
def _head(style: bytes, kind: bytes) -> _Ink:
    return _ink(style + kind, _HEAD)


def _compressed(xml: bytes) -> _Ink:
    """Return what goes into a cut without a width, compressed by itself."""
    machine = zlib.compressobj(6, zlib.DEFLATED, -15)
    return _Ink(xml, _EMPTY_BLOCK + machine.compress(xml) + machine.flush(zlib.Z_SYNC_FLUSH))


def _archive(parts: Iterable[tuple[_Part, _Record]]) -> bytes:
    """Return an archive of deflated parts."""
    pieces: list[bytes] = []
    central: list[bytes] = []
    at = 0
    for part, record in parts:
        common = (20, 0, 8, *_MIDNIGHT, record.crc, len(record.packed), record.size, len(part.name), 0)
        central.append(struct.pack("<4s6H3L5H2L", b"PK\1\2", 20 | 3 << 8, *common, 0, 0, 0, part.attributes, at))
        central.append(part.name)
        pieces += struct.pack("<4s5H3L2H", b"PK\3\4", *common), part.name, record.packed
        at += 30 + len(part.name) + len(record.packed)
    directory = b"".join(central)
    number = len(central) // 2
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, number, number, len(directory), at, 0)
    return b"".join((*pieces, directory, end))
