"""A worksheet of xlsxwriter whose rows are laid down as XML at once, and some ways of xlsxwriter mended."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.url import Url
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from cchc_xlsx.excel import style
from cchc_xlsx.excel.content import content, escaped, fit_text, number, plotted
from cchc_xlsx.excel.heights import letters
from cchc_xlsx.model.book import EMPTY, ROW, Cell, Kind, Line, Piece, Position, Repeated, Sheet, a1, column_name
from cchc_xlsx.values import dataclass

_USUAL_HEIGHT = 20  # pixels
_CHOSEN = 1.28 * 12  # points: a row that something is said of, and that shows nothing
_BLOCK = 16  # rows that are told one span of columns


class Formats:
    """The formats of one workbook, made when first asked for; and its texts, as cells refer to them."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[str, Format] = {}
        self.slots: dict[tuple[object, ...], Slot] = {}
        self.texts: dict[str, str] = {}
        self.lines: dict[tuple[Line, tuple[object, ...]], _Made] = {}

    def __getitem__(self, name: str) -> Format:
        if name not in self._made:
            self._made[name] = self._workbook.add_format(style.properties(name))
        return self._made[name]

    def condition(self, name: str) -> Format:
        """Return the format that a condition turns on."""
        key = f"?{name}"
        if key not in self._made:
            self._made[key] = self._workbook.add_format(style.CONDITIONS[name])
        return self._made[key]

    def index(self, name: str) -> int:
        """Return the number by which cells name a format; numbers are given as they are asked for."""
        found: int = self[name]._get_xf_index()
        return found


@dataclass(frozen=True, slots=True)
class Slot:
    """What cells of the same column and style have in common: how their XML begins, and how high their texts stand."""

    begin: str
    style: str
    room: float  # characters that need one line
    least: float  # points: the height of that
    height: Callable[[str], float]


@dataclass(frozen=True, slots=True)
class _Made:
    """A line as XML, `ROW` for the number of its row: cells, height, ends, how many texts, links before and after."""

    cells: str
    height: float
    first: int
    last: int
    texts: int
    links: Sequence[tuple[str, str, str]]


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
        self._told: dict[int, tuple[str, int, int]] = {}  # the XML of a row's cells, its first and its last column
        self._linked: list[str] = []
        self.external_hyper_links = Targets()

    def lay(self) -> None:
        """Lay all rows down."""
        look, told = self._sheet.look, self._told
        for name in [name for _, (_, _, name) in sorted(look.columns.items())]:
            self._formats.index(name)  # columns are written first
        high: dict[int, float] = dict.fromkeys(look.rows, _CHOSEN)
        for piece in self._sheet.pieces():
            found = self._repeated(piece) if isinstance(piece, Repeated) else self._rows(piece)
            for row, height, cells, first, last in found:
                told[row] = cells, first, last
                if height:
                    high[row] = max(height, high.get(row, 0))
        for row, height in high.items():
            chosen, hidden = look.rows.get(row, (None, False))
            self.row_sizes[row] = [int((chosen or height) * 4 / 3 + 0.5), hidden]
        if rows := {*told, *high}:
            columns = {column for _, *ends in told.values() for column in ends}
            for edge in (min, max):
                self._check_dimensions(edge(rows), self.dim_colmin or 0)
                self._check_dimensions(0, edge(columns, default=0), ignore_row=True)

    def let_go(self) -> None:
        """Forget what has been laid down."""
        self._told.clear()
        self._linked.clear()
        self.external_hyper_links = Targets()

    def _rows(self, piece: Piece | Repeated) -> Iterator[tuple[int, float, str, int, int]]:
        """Yield each row, the height that it needs, the XML of its cells, and its first and last column."""
        cells, styles, links = piece.cells, piece.styles, piece.links
        bare = [at for part in (cells, links) for at in part if at not in styles]
        places = sorted({*styles, *bare} if bare else styles)
        for row, spots in itertools.groupby(places, itemgetter(0)):
            found = list(spots)
            height, told = self._row(cells, styles, links, f'{row + 1}"', found)
            yield row, height, told, found[0][1], found[-1][1]

    def _repeated(self, piece: Repeated) -> Iterator[tuple[int, float, str, int, int]]:
        """Yield what `_rows` yields of lines below each other: their XML is made once for all sheets."""
        linked = piece.link and any(line.spots for line in piece.lines)
        relation = self._relation(target(*piece.link.split(":", 1))) if linked else 0
        columns = tuple(sorted(self._sheet.look.columns.items()))
        for row, line in enumerate(piece.lines, piece.first):
            made = self._formats.lines.get((line, columns)) or self._line(line, columns)
            number = str(row + 1)
            self.str_table.count += made.texts
            if relation:
                for begin, spot, rest in made.links:
                    location = spot if piece.deep else ""
                    self._linked.append(f'<hyperlink ref="{begin}{number}" r:id="rId{relation}"{location}{rest}/>')
            yield row, made.height, made.cells.replace(ROW, number), made.first, made.last

    def _line(self, line: Line, columns: tuple[object, ...]) -> _Made:
        cells = {(0, column): cell for column, cell in line.cells.items()}
        styles = {(0, column): name for column, name in line.styles.items()}
        spots, before = sorted({*cells, *styles}), self.str_table.count
        height, told = self._row(cells, styles, {}, f'{ROW}"', spots)
        texts, self.str_table.count = self.str_table.count - before, before
        links = []
        for column, spot in sorted(line.spots.items()):
            text = fit_text(line.cells.get(column, EMPTY).text)
            links.append(
                (
                    column_name(column),
                    attributes({"location": spot.replace("/", "\\")}),
                    attributes({"tooltip": tip(text)}),
                )
            )
        made = _Made(told, height, spots[0][1], spots[-1][1], texts, links)
        self._formats.lines[line, columns] = made
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
            elif cell.kind is Kind.NUMBER:
                inside = number(text)
            elif cell.kind is Kind.TEXT:
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
        self._linked.append(self._hyperlink(a1(*at), link, text))

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
        if self._linked:
            self._xml_start_tag("hyperlinks")
            self.fh.write("".join(self._linked))
            self._xml_end_tag("hyperlinks")

    def _write_sheet_data(self) -> None:
        spans, told, sizes = self._spans(), self._told, self.row_sizes
        rows = sorted({*told, *sizes, *self.comments})
        if not rows:
            self._xml_empty_tag("sheetData")
            return
        self._xml_start_tag("sheetData")
        for row in rows:
            span = spans.get(row // _BLOCK)
            pixels, hidden = sizes.get(row, (_USUAL_HEIGHT, False))
            begin = opened(row, pixels, hidden, f' spans="{span}"' if span else "")
            self.fh.write(f"{begin}>{told[row][0]}</row>" if row in told else f"{begin}/>")
        self._xml_end_tag("sheetData")
        told.clear()

    def _spans(self) -> Mapping[int, str]:
        """Return the columns in which anything stands, by blocks of rows: reading programs make room by them."""
        ends: dict[int, list[int]] = defaultdict(list)
        for row, (_, first, last) in self._told.items():
            ends[row // _BLOCK] += first, last
        for row, noted in self.comments.items():
            ends[row // _BLOCK] += noted
        return {block: f"{min(columns) + 1}:{max(columns) + 1}" for block, columns in ends.items()}

    def _get_range_data(self, row_start: int, col_start: int, row_end: int, col_end: int) -> list[Any]:
        places = ((row, column) for row in range(row_start, row_end + 1) for column in range(col_start, col_end + 1))
        return [self._plotted(at) for at in places]

    def _plotted(self, at: Position) -> Any:
        found = plotted(self._sheet.cells.get(at))
        return "" if found is None and at in self._sheet.look.styles else found


def opened(row: int, pixels: int, hidden: bool, spans: str = "") -> str:
    """Return how the XML of a row begins."""
    high = f' ht="{pixels * 0.75:.16g}"' if pixels != _USUAL_HEIGHT else ""
    shut = ' hidden="1"' if hidden else ""
    return f'<row r="{row + 1}"{spans}{high}{shut}'


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
