"""Many workbooks from one: a stencil is poured once; then each workbook costs only what it has of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from cchc_xlsx.excel.content import ERRORS, stored_result
from cchc_xlsx.excel.heights import Letters, letters
from cchc_xlsx.excel.splice import FREE, Cut, Ink, Known, Spliced, TooLong, Unfit, compressed, ink
from cchc_xlsx.excel.write import margin_above, written
from cchc_xlsx.model.book import Cell, Kind, a1
from cchc_xlsx.model.stencil import Own, Spot, Stencil
from cchc_xlsx.values import dataclass

__all__ = ["WIDTHS", "Master", "TooLong", "Unfit"]

#: Bytes for a stored text in a wide spot; the next are tried where the texts of a workbook outgrow the first.
WIDTHS = (160, 1_600)
_NARROW, _HEAD, _HEIGHT = 48, 28, 12
_LONGEST = 32_767


@dataclass(frozen=True, slots=True)
class _Place:
    """A spot as the stamp finds it. A text of more than `line` characters may raise its row above `height`."""

    width: int
    formula: bool
    restyled: bool
    style: bytes  # as the XML has it: ` s="5"`
    letters: Letters
    line: float
    row: int  # the cut with the row's height
    height: float


class Master:
    """A stencil ready to be stamped. `width` is the room for texts, one of `WIDTHS`; `known` is shared by its like.

    Raises Unfit where the stencil cannot be cut.
    """

    def __init__(self, stencil: Stencil, width: int = WIDTHS[0], known: Known | None = None) -> None:
        self._stencil, self._width = stencil, width
        self._styles: dict[str, bytes] = {}
        try:
            self._spliced = Spliced(written(stencil.book), self._cuts_in, {} if known is None else known)
        except ValueError as error:  # the XML is not as it is known
            raise Unfit(error) from error
        cuts, spots = self._spliced.cuts, range(len(stencil.spots))
        self._cells = [cuts["cell", place] for place in spots]
        self._heads = [cuts.get(("head", place), 0) for place in spots]
        self._places = [self._place(spot) for spot in stencil.spots]

    def _cuts_in(self, name: str, xml: bytes) -> Sequence[Cut]:
        """Return where a part of the archive is to be cut."""
        if sheet := re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name):
            return list(self._cuts_in_sheet(int(sheet[1]) - 1, xml))
        if name == "xl/sharedStrings.xml":
            start, end = xml.index(b'count="'), xml.index(b"</sst>")
            after = xml.index(b">", start)
            _, count, _, unique, _ = xml[start:after].split(b'"')
            self._strings = int(count), int(unique)
            return [Cut(start, after, FREE, "counts"), Cut(end, end, FREE, "strings")]
        if name == "docProps/custom.xml":
            values = re.finditer(rb"(?<=<vt:lpwstr>)[^<]*", xml)
            return [Cut(*each.span(), FREE, ("property", number)) for number, each in enumerate(values)]
        return []

    def _cuts_in_sheet(self, number: int, xml: bytes) -> Iterator[Cut]:
        sheet = self._stencil.book.sheets[number]
        used = dict(re.findall(rb'<c r="([A-Z]+\d+)"( s="\d+")', xml))
        for at, name in sheet.look.styles.items():
            if name not in self._styles:
                self._styles[name] = used.get(a1(*at).encode(), b"")
        spots = [(each.row, each.column, at) for at, each in enumerate(self._stencil.spots) if each.sheet == number]
        rows, behind, top = set(), 0, 0
        for row, column, place in sorted(spots):
            spot = self._stencil.spots[place]
            behind = _after(b'<c r="%s"' % a1(row, column).encode(), xml, behind)
            if (row, column) in sheet.cells:
                if spot.restyled:
                    yield Cut(behind, xml.index(b">", behind), _HEAD, ("head", place))
                end = _after(b"</v>", xml, behind)
                yield Cut(xml.rindex(b"<v>", behind, end), end, self._width if spot.wide else _NARROW, ("cell", place))
            else:
                yield Cut(behind, _after(b"/>", xml, behind), _NARROW, ("cell", place))
            if row not in rows and letters(sheet.look, column, sheet.look.styles[row, column]).wrapped:
                rows.add(row)
                top = _after(b'<row r="%d" ' % (row + 1), xml, top)
                height = xml.index(b"ht=", top, xml.index(b">", top))
                yield Cut(height, _after(b'"', xml, height + 4), _HEIGHT, ("row", number, row))
        if number in self._stencil.pages:
            above = _after(b"<oddHeader>", xml)
            yield Cut(above, xml.index(b"</oddHeader>", above), FREE, ("page", number))

    def _place(self, spot: Spot) -> _Place:
        sheet, at = self._stencil.book.sheets[spot.sheet], (spot.row, spot.column)
        kind, row = letters(sheet.look, spot.column, sheet.look.styles[at]), ("row", spot.sheet, spot.row)
        return _Place(
            width=self._width if spot.wide else _NARROW,
            formula=at in sheet.cells,
            restyled=spot.restyled and at in sheet.cells,
            style=self._styles[sheet.look.styles[at]],
            letters=kind,
            line=kind.in_a_line if kind.wrapped else _LONGEST,
            row=self._spliced.cuts.get(row, 0),
            height=float(self._spliced.standing(row).split(b'"')[1]) if kind.wrapped else 0,
        )

    def stamp(self, own: Own) -> bytes:
        """Return the workbook that the stencil and what is its own make: that of `written`, cell by cell.

        Raises TooLong where a text needs another width, Unfit where the workbook is to be written whole.
        """
        cells, heads = self._cells, self._heads
        plain, packed = self._spliced.filling()
        strings: dict[str, int] = {}
        heights: dict[int, float] = {}
        count, unique = self._strings
        for places, text, named, number in own.changes:
            place = self._places[places[0]]
            style = self._styles.get(named, b"") if named else place.style
            if not style:
                raise Unfit(named)
            if place.formula:
                put = _number(text) if number else _result(text, place.width)
            elif not text:
                put = ink(style + b"/>", _NARROW)
            elif number:
                raise Unfit(text)
            else:
                count += len(places)
                put = ink(b'%s t="s"><v>%d</v></c>' % (style, strings.setdefault(text, unique + len(strings))), _NARROW)
            xml, stream = put
            for at in places:
                cut = cells[at]
                plain[cut] = xml
                packed[cut] = stream
            if place.restyled:
                xml, stream = _head(style, b"" if number else b' t="str"')
                for at in places:
                    cut = heads[at]
                    plain[cut] = xml
                    packed[cut] = stream
            if len(text) > place.line:
                self._raise_rows(places, text, heights)
        cuts = self._spliced.cuts
        inks = {row: ink(_height(height), _HEIGHT) for row, height in heights.items()}
        for at, left in own.lefts.items():
            inks[cuts["page", at]] = _margin(left, self._stencil.book.sheets[at].look.page.right)
        for at, name in enumerate(self._stencil.book.properties):
            inks[cuts["property", at]] = ink(_escaped(own.properties[name]), FREE)
        inks[cuts["counts"]] = ink(b'count="%d" uniqueCount="%d"' % (count, unique + len(strings)), FREE)
        inks[cuts["strings"]] = compressed(b"".join([b"<si><t>%s</t></si>" % _usual(text) for text in strings]))
        for cut, put in inks.items():
            plain[cut], packed[cut] = put
        return self._spliced.filled(plain, packed)

    def _raise_rows(self, places: Sequence[int], text: str, heights: dict[int, float]) -> None:
        """Note the rows that have to be higher for a text."""
        kind, height = None, 0.0
        for place in map(self._places.__getitem__, places):
            if place.letters is not kind:
                kind, height = place.letters, _pixels(place.letters.height(text))
            if height > heights.get(place.row, place.height):
                heights[place.row] = height


def _after(mark: bytes, xml: bytes, start: int = 0) -> int:
    """Return where a mark ends; ValueError where there is none."""
    return xml.index(mark, start) + len(mark)


def _escaped(text: str) -> bytes:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()


@lru_cache(1024)  # a workbook says most of its texts in several places
def _usual(text: str) -> bytes:
    """Return a text as XML; raises Unfit where xlsxwriter would not simply write it down."""
    unusual = not text.isprintable() or text.strip(" ") != text or "_x" in text or text.startswith("<r>")
    if unusual or len(text) > _LONGEST:
        raise Unfit(text)
    return _escaped(text)


def _result(text: str, width: int) -> Ink:
    if not text or text in ERRORS:
        raise Unfit(text)
    return ink(b"<v>%s</v>" % _usual(text), width)


@lru_cache(1024)
def _number(digits: str) -> Ink:
    return ink(f"<v>{stored_result(Cell(Kind.NUMBER, digits))}</v>".encode(), _NARROW)


@lru_cache(16)
def _margin(left: str, right: str) -> Ink:
    return ink(_escaped(margin_above(left, right)), FREE)


@lru_cache(256)
def _head(style: bytes, kind: bytes) -> Ink:
    return ink(style + kind, _HEAD)


def _pixels(height: float) -> float:
    """Return a height in points as xlsxwriter sets it: in whole pixels."""
    return int(height * 4 / 3 + 0.5) * 0.75


@lru_cache(1024)
def _height(points: float) -> bytes:
    return f'ht="{points:.16g}"'.encode()
