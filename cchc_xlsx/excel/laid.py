"""A worksheet of xlsxwriter whose rows are laid down as XML at once, and some ways of xlsxwriter mended."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import merge
from operator import itemgetter
from typing import Any

from xlsxwriter.url import Url
from xlsxwriter.worksheet import Worksheet

from cchc_xlsx.excel.content import content, escaped, fit_text, number, plotted
from cchc_xlsx.excel.formats import Formats, Row, Slot
from cchc_xlsx.excel.heights import letters
from cchc_xlsx.model.book import EMPTY, ROW, Cell, Kind, Line, Piece, Position, Repeated, Sheet, a1, column_name

_USUAL_HEIGHT = 20  # pixels
_CHOSEN = 1.28 * 12  # points: a row that something is said of, and that shows nothing
_BLOCK = 16  # rows that are told one span of columns
_NUMBER, _TEXT = Kind.NUMBER, Kind.TEXT  # asking the enumeration takes longer than all the rest
_RELATION = "\1"  # stands in the XML of a line for the relation to the file that it leads to


class Mended(Worksheet):  # type: ignore[misc]
    """A worksheet that does not search every formula for over a hundred functions newer than Excel 2010.

    Ours use none of them; that took half of the time, and could change a text.
    """

    def _prepare_formula(self, formula: str, _expand: bool = False) -> str:
        return formula.removeprefix("=")


class Targets:
    """The files that the links of a sheet lead to, each told once, and the numbers by which links refer to them."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._told = ""

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        """Yield the files by their numbers, as xlsxwriter tells them."""
        for path in self._told.split("\n") if self._told else self._numbers:
            yield "/hyperlink", path, "External"

    def number(self, path: str, following: int) -> int:
        """Return the number of a file, which is `following` where it has none yet."""
        return self._numbers.setdefault(path, following)

    def close(self) -> None:
        """Hold them tighter: there are no more to come."""
        self._told = "\n".join(self._numbers)  # a link with a line break in it would be none
        self._numbers.clear()


class Laid(Mended):
    """A worksheet whose rows are made as XML when they are laid down, as xlsxwriter would write them, but for this.

    Heights are not marked as chosen by hand, so that rows grow when somebody types into them; an empty text, where that
    is a formula's result, is one; 0.557 is not written as 0.5570000000000001, with a digit more than it needs. And
    xlsxwriter would keep an object for each cell and look at it four times.
    """

    rel_count: int

    def __init__(self, sheet: Sheet, formats: Formats) -> None:
        super().__init__()
        self._sheet, self._formats = sheet, formats
        self._slots: dict[int, dict[str, Slot]] = defaultdict(dict)
        self._told: dict[int, Row] = {}  # the sheet's own rows
        self._runs: list[tuple[Repeated, int]] = []  # and the others, with the relation to what they lead to
        self._lines = formats.lines[tuple(sorted(sheet.look.columns.items()))]
        self._linked: list[tuple[int, str]] = []  # by rows
        self.external_hyper_links = Targets()

    def lay(self) -> None:
        """Lay all rows down."""
        look, told = self._sheet.look, self._told
        for name in [name for _, (_, _, name) in sorted(look.columns.items())]:
            self._formats.index(name)  # columns are written first
        high: dict[int, float] = dict.fromkeys(look.rows, _CHOSEN)
        pieces = [
            iter([(piece.first, piece, [])]) if isinstance(piece, Repeated) else _spots(piece)
            for piece in self._sheet.pieces()
        ]
        for row, piece, spots in merge(*pieces, key=itemgetter(0)):  # texts are numbered from top to bottom
            if isinstance(piece, Repeated):
                self._repeat(piece)
                continue
            height, cells = self._row(piece.cells, piece.styles, piece.links, f'{row + 1}"', spots)
            told[row] = Row((f">{cells}</row>",), height, (spots[0][1], spots[-1][1]))
            if height:
                high[row] = max(height, high.get(row, 0))
        for row, height in high.items():
            chosen, hidden = look.rows.get(row, (None, False))
            if chosen is None and (line := self._line_at(row)):
                height = max(height, self._lines[line].height)
            self.row_sizes[row] = [_pixels(chosen or height), hidden]
        if rows := {*told, *high, *(row for piece, _ in self._runs for row in (piece.first, _last(piece)))}:
            lines = (self._lines[line] for piece, _ in self._runs for line in piece.lines)
            columns = {column for ends in {each.ends for each in (*told.values(), *lines)} for column in ends}
            for edge in (min, max):
                self._check_dimensions(edge(rows), self.dim_colmin or 0)
                self._check_dimensions(0, edge(columns, default=0), ignore_row=True)

    def let_go(self) -> None:
        """Forget what has been laid down."""
        self._told.clear()
        self._runs.clear()
        self._linked.clear()
        self.external_hyper_links = Targets()

    def _rows(self, piece: Piece | Repeated) -> Iterator[tuple[int, float, str, int, int]]:
        """Yield each row, the height that it needs, the XML of its cells, and its first and last column."""
        cells, styles, links = piece.cells, piece.styles, piece.links
        for row, _, spots in _spots(piece):
            height, told = self._row(cells, styles, links, f'{row + 1}"', spots)
            yield row, height, told, spots[0][1], spots[-1][1]

    def _repeat(self, piece: Repeated) -> None:
        """Lay lines down below each other; the XML of each is made once for all sheets."""
        known, linked = self._lines, False
        for line in piece.lines:
            made = known.get(line) or self._line(line)
            self.str_table.count += made.texts
            linked = linked or bool(made.links)
        path = target(*piece.link.split(":", 1)) if piece.link and linked else ""
        self._runs.append((piece, self._relation(path) if path else 0))

    def _line(self, line: Line) -> Row:
        cells = {(0, column): cell for column, cell in line.cells.items()}
        styles = {(0, column): name for column, name in line.styles.items()}
        spots, before = sorted({*cells, *styles}), self.str_table.count
        height, told = self._row(cells, styles, {}, f'{ROW}"', spots)
        texts, self.str_table.count = self.str_table.count - before, before
        links = ["", ""]
        for column, spot in sorted(line.spots.items()):
            begin = f'<hyperlink ref="{column_name(column)}{ROW}" r:id="{_RELATION}"'
            rest = attributes({"tooltip": tip(fit_text(line.cells.get(column, EMPTY).text))})
            for deep, location in enumerate(("", attributes({"location": spot.replace("/", "\\")}))):
                links[deep] += f"{begin}{location}{rest}/>"
        ends = spots[0][1], spots[-1][1]
        pieces = [told.split(ROW) for told in links] if links[0] else ()
        made = self._lines[line] = Row(f"{_high(height)}>{told}</row>".split(ROW), height, ends, texts, pieces)
        return made

    def _row(
        self,
        cells: Mapping[Position, Cell],
        styles: Mapping[Position, str],
        links: Mapping[Position, str],
        place: str,
        spots: Sequence[Position],
    ) -> tuple[float, str]:
        """Return the height that a row needs, and the XML of its cells; `place` is how their places end."""
        slots, height, told = self._slots, 0.0, []
        for at in spots:
            name, cell = styles.get(at, ""), cells.get(at, EMPTY)
            slot = slots[at[1]].get(name) or self._slot(at[1], name)
            text = cell.text
            if name:
                if slot.least > height:
                    height = slot.least
                if len(text) > slot.room or "\n" in text:
                    height = max(height, slot.height(text))
            if links and at in links:
                text = fit_text(text)
                self._link(at, links[at], text)
                inside = self._text(text)
            elif cell.formula:
                inside = content(cell)
            elif cell.kind is _NUMBER:
                inside = number(text)
            elif cell.kind is _TEXT:
                inside = self._text(text)
            else:
                inside = content(cell)
            form = slot.style if name or not cell.date else f' s="{self._formats.index("moment")}"'
            told.append(f"{slot.begin}{place}{form}{inside}")
        return height, "".join(told)

    def _slot(self, column: int, name: str) -> Slot:
        look = self._sheet.look
        key = column, name, look.columns.get(column)
        slot = self._formats.slots.get(key)
        if slot is None:
            own = letters(look, column, name)
            room = own.in_a_line if own.wrapped else math.inf
            form = f' s="{self._formats.index(name)}"'
            high = lru_cache(maxsize=64)(own.height)
            slot = self._formats.slots[key] = Slot(f'<c r="{column_name(column)}', form, room, own.height(""), high)
        self._slots[column][name] = slot
        return slot

    def _text(self, text: str) -> str:
        """Return the XML of a text: its number in the list that all sheets share."""
        known = self._formats.texts
        if text in known:
            self.str_table.count += 1
        else:
            known[text] = f' t="s"><v>{self.str_table._get_shared_string_index(fit_text(text))}</v></c>'
        return known[text]

    def _link(self, at: Position, link: str, text: str) -> None:
        """Keep a link for the part of the file that tells of them."""
        self._linked.append((at[0], self._hyperlink(a1(*at), link, text)))

    def _hyperlink(self, place: str, link: str, text: str) -> str:
        kind, _, way = link.partition(":")
        if kind == "internal":
            told = {"location": way, "tooltip": tip(text), "display": text}
        else:
            path, _, spot = way.partition("#")
            told = {"r:id": f"rId{self._relation(target(kind, path))}", "location": spot.replace("/", "\\")}
            told["tooltip"] = tip(text)
        return f'<hyperlink ref="{place}"{attributes(told)}/>'

    def _relation(self, path: str) -> int:
        """Return the number by which links refer to a file; what leads to one file is told once."""
        number = self.external_hyper_links.number(path, self.rel_count + 1)
        self.rel_count = max(number, self.rel_count)
        return number

    def _write_hyperlinks(self) -> None:
        linked = [*self._linked]
        for piece, relation in self._runs:
            if relation:
                rows = enumerate(map(self._lines.__getitem__, piece.lines), piece.first + 1)
                told = "".join([str(number).join(made.links[piece.deep]) for number, made in rows if made.links])
                linked.append((piece.first, told.replace(_RELATION, f"rId{relation}")))
        if linked:
            linked.sort(key=itemgetter(0))
            self._xml_start_tag("hyperlinks")
            self.fh.write("".join([link for _, link in linked]))
            self._xml_end_tag("hyperlinks")

    def _write_sheet_data(self) -> None:
        told, sizes = self._told, self.row_sizes
        for piece, _ in self._runs:
            told.update(enumerate(map(self._lines.__getitem__, piece.lines), piece.first))
        spans, rows = self._spans(), sorted({*told, *sizes, *self.comments})
        if not rows:
            self._xml_empty_tag("sheetData")
            return
        xml = []
        for row in rows:
            number, made = str(row + 1), told.get(row)
            if made and row not in sizes:
                xml.append(f'<row r="{number}"{spans[row // _BLOCK]}{number.join(made.pieces)}')
                continue
            pixels, hidden = sizes.get(row, (_USUAL_HEIGHT, False))
            begin = opened(row, pixels, hidden, spans.get(row // _BLOCK, ""))
            xml.append(f"{begin}>{number.join(made.pieces).partition('>')[2]}" if made else f"{begin}/>")
        self._xml_start_tag("sheetData")
        self.fh.write("".join(xml))
        self._xml_end_tag("sheetData")
        told.clear()

    def _spans(self) -> Mapping[int, str]:
        """Return the columns in which anything stands, by blocks of rows: reading programs make room by them."""
        ends: dict[int, set[int]] = defaultdict(set)
        for row, made in self._told.items():
            ends[row // _BLOCK].update(made.ends)
        for row, noted in self.comments.items():
            ends[row // _BLOCK].update(noted)
        return {block: f' spans="{min(columns) + 1}:{max(columns) + 1}"' for block, columns in ends.items()}

    def _size_row(self, row: int, anchor: int = 0) -> int:
        if row not in self.row_sizes and (line := self._line_at(row)) and (height := self._lines[line].height):
            return _pixels(height)
        size: int = super()._size_row(row, anchor)
        return size

    def _line_at(self, row: int) -> Line | None:
        """Return the line in a row, where one stands there that other sheets have too."""
        for piece, _ in self._runs:
            if row <= _last(piece):
                return piece.lines[row - piece.first] if row >= piece.first else None
        return None

    def _get_range_data(self, row_start: int, col_start: int, row_end: int, col_end: int) -> list[Any]:
        found = []
        for row in range(row_start, row_end + 1):
            line = self._line_at(row)
            for column in range(col_start, col_end + 1):
                if line:
                    shown, styled = plotted(line.cells.get(column)), column in line.styles
                else:
                    shown, styled = self._plotted((row, column)), (row, column) in self._sheet.look.styles
                found.append("" if shown is None and styled else shown)
        return found

    def _plotted(self, at: Position) -> Any:
        return plotted(self._sheet.cells.get(at))


def _spots(piece: Piece | Repeated) -> Iterator[tuple[int, Piece | Repeated, list[Position]]]:
    """Yield the rows of a piece, and where anything stands in each."""
    styles = piece.styles
    bare = [at for part in (piece.cells, piece.links) for at in part if at not in styles]
    for row, spots in itertools.groupby(sorted({*styles, *bare} if bare else styles), itemgetter(0)):
        yield row, piece, list(spots)


def _last(piece: Repeated) -> int:
    return piece.first + len(piece.lines) - 1


def opened(row: int, pixels: int, hidden: bool, spans: str = "") -> str:
    """Return how the XML of a row begins."""
    high = f' ht="{pixels * 0.75:.16g}"' if pixels != _USUAL_HEIGHT else ""
    shut = ' hidden="1"' if hidden else ""
    return f'<row r="{row + 1}"{spans}{high}{shut}'


def _pixels(points: float) -> int:
    return int(points * 4 / 3 + 0.5)


def _high(points: float) -> str:
    return opened(0, _pixels(points) if points else _USUAL_HEIGHT, hidden=False).removeprefix('<row r="1"')


def attributes(told: Mapping[str, str]) -> str:
    """Return attributes as XML, those that say nothing left out but for `display`."""
    return "".join(f' {key}="{_in_quotes(value)}"' for key, value in told.items() if value or key == "display")


def _in_quotes(text: str) -> str:
    return escaped(text).replace('"', "&quot;").replace("\n", "&#xA;")


@lru_cache(maxsize=256)
def target(kind: str, path: str) -> str:
    """Return the path of a file as links have it."""
    found: str = Url(f"{kind}:{path}")._target()
    return found


def tip(text: str) -> str:
    """Return what is shown over a link: no more than Excel takes, which counts in UTF-16."""
    return text.encode("utf-16-le")[:510].decode("utf-16-le", "ignore") if len(text) > 127 else text
