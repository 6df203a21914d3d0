"""A sheet in the making: cells and look are put down one by one, then frozen into a `Sheet`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import groupby
from types import MappingProxyType
from typing import TypeAlias

from cchc_xlsx.model.book import (
    EMPTY,
    Area,
    Cell,
    Chart,
    Condition,
    Flow,
    Line,
    Look,
    Page,
    Piece,
    Position,
    Repeated,
    Sheet,
    Validation,
    Value,
    a1,
    cell,
    quoted,
)
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.text import pattern
from cchc_xlsx.workbooks.layout import SKIP, Column, Table

#: Excel follows no more links than this on a sheet.
_MOST_LINKS = 60_000
_LONGEST_LINK = 2_000  # characters; Excel takes no more than 2,079
_LONGEST_SPOT = 200
#: What the name of a folder may hold on some systems and no XML can tell.
_NO_TEXT = pattern("[\x00-\x1f\ud800-\udfff]")
#: What the name of a file may hold and a link may not.
_IN_A_LINK = str.maketrans({sign: f"%{ord(sign):02X}" for sign in '%# "<>[]^`{}'})


class Draft:
    """A sheet being put together; it knows its language and nothing of Excel.

    Where it `flows`, the rows that `follow` are made when the sheet is written, one by one.
    """

    def __init__(
        self, title: str, language: Language, *, hidden: bool = False, protected: bool = False, flows: bool = False
    ) -> None:
        self.title = title
        self.language = language
        self.hidden = hidden
        self.protected = protected
        self.cells: dict[Position, Cell] = {}
        self.styles: dict[Position, str] = {}
        self.columns: dict[int, tuple[float, bool, str]] = {}
        self.rows: dict[int, tuple[float | None, bool]] = {}
        self.links: dict[Position, str] = {}
        self.lines: dict[int, Line] = {}  # rows that other sheets have too
        self._runs: list[tuple[int, Sequence[Line]]] = []  # more of them, right below each other
        self.validations: list[Validation] = []
        self.conditions: list[Condition] = []
        self.scales: list[tuple[Area, Decimal]] = []
        self.charts: list[Chart] = []
        self.freeze: Position | None = None
        self.filter: Area | None = None
        self.page = Page()
        self.tab = ""
        self.active = False
        self.flows = flows
        self._flow: Flow | None = None
        self._link, self._deep = "", False
        self._linked = 0  # cells handed over that lead to files

    def follow(self, first: int, rows: Rows) -> None:
        """Put rows that follow each other, from row `first` on; where the sheet flows, they come later, once a sheet.

        `rows` has to come to the same whenever it is called. Raises ValueError for a second flow on a sheet.
        """
        if self.flows:
            if self._flow:
                raise ValueError(f"{self.title} flows already")
            self._flow = Flow(first, partial(_pieces, self.title, self.language, rows))
        else:
            for _ in rows(self):
                pass

    def repeat(self, first: int, lines: Sequence[Line]) -> None:
        """Put lines below each other, from row `first` on, where nothing else is put."""
        if lines:
            self._runs.append((first, lines))

    def lead(self, path: str, *, deep: bool) -> None:
        """Name the file that the spots of lines are in, relative to this workbook; `deep`: to the very spots."""
        link = f"external:{path.translate(_IN_A_LINK)}"
        self._link, self._deep = (
            "" if len(link) > _LONGEST_LINK - _LONGEST_SPOT or _NO_TEXT.search(link) else link,
            deep,
        )

    def handed_over(self) -> Piece:
        """Return what has been put down, and forget it."""
        piece = Piece(self.cells, self.styles, self.links)
        self._linked += len(self.links)
        self.cells, self.styles, self.links = {}, {}, {}
        return piece

    def put(self, row: int, column: int, value: Value | Words, style: str = "", *, formula: str = "") -> None:
        """Put a value, or a formula with its result, into a cell."""
        shown = value.in_(self.language) if isinstance(value, Words) else value
        content = cell(shown, formula)
        if content is not EMPTY:
            self.cells[row, column] = content
        if style:
            self.styles[row, column] = style

    def across(self, row: int, first: int, last: int, value: Value | Words, style: str) -> None:
        """Put a value centred over several columns, without merging them; `style` must be one that centres so."""
        self.put(row, first, value, style)
        for column in range(first + 1, last + 1):
            self.styles[row, column] = style

    def link(self, row: int, column: int, sheet: str, target: str = "A1") -> None:
        """Make a cell lead to a place of this workbook."""
        self.links[row, column] = f"internal:{quoted(sheet)}!{target}"

    def link_file(self, row: int, column: int, path: str, sheet: str = "", target: str = "") -> None:
        """Make a cell lead to a file, and to a cell of it where one is named; `path` is relative to this workbook."""
        spot = f"#{quoted(sheet)}!{target or 'A1'}" if sheet else ""
        link = f"external:{path.translate(_IN_A_LINK)}{spot}"
        if self._linked + len(self.links) < _MOST_LINKS and len(link) <= _LONGEST_LINK and not _NO_TEXT.search(link):
            self.links[row, column] = link

    def line(self, spots: Mapping[int, str]) -> Line:
        """Return what has been put down in the first row as a line, and forget it; `spots` are by column."""
        piece = self.handed_over()
        parts = piece.cells, piece.styles
        cells, styles = ({column: it for (row, column), it in part.items() if not row} for part in parts)
        told = {at: spot for at, spot in spots.items() if len(spot) <= _LONGEST_SPOT and not _NO_TEXT.search(spot)}
        return Line(cells, styles, told)  # type: ignore[arg-type]

    def lay(self, table: Table, row: int, column: int, *, height: float | None = None) -> None:
        """Lay a table's key row (hidden) at (row, column) and its header below; set widths and hidden columns.

        The marker's column is `column`. Data begins at `row + 2`.
        """
        self.put(row, column, table.marker, "key")
        self.put(row + 1, column, SKIP, "key")
        self.columns[column] = (2, True, "")
        self.rows[row] = (None, True)
        if height:
            self.rows[row + 1] = (height, False)
        for offset, part in enumerate(table.columns, 1):
            self.put(row, column + offset, part.key, "key")
            self.put(row + 1, column + offset, part.header, "header")
            self.columns[column + offset] = (part.width, part.hidden, "")

    def tidy(self, area: Area) -> None:
        """Show whole numbers of an area without a decimal sign, whatever is typed or reckoned there."""
        cell = a1(area[0], area[1])
        self.conditions.append(Condition(area, f"AND(ISNUMBER({cell}),{cell}=INT({cell}))", "integral"))

    def skip(self, rows: Iterable[int], column: int = 0) -> None:
        """Mark rows as furniture, so that nobody reads them as data."""
        for row in rows:
            self.put(row, column, SKIP, "key")

    def choose(self, area: Area, choices: str, column: Column, *, strict: bool = True) -> None:
        """Give an area a drop-down; `choices` is a range or a quoted list."""
        self.validations.append(
            Validation(
                area,
                choices,
                choices=True,
                strict=strict,
                prompt_title=_title(column.header.in_(self.language)),
                prompt=_prompt(column, self.language),
                error_title=_title(column.header.in_(self.language)),
                error=Words("Hãy chọn một mục trong danh sách.", "Please choose from the list.").in_(self.language),
            )
        )

    def demand(self, area: Area, condition: str, column: Column, error: Words, *, prompt: Words | None = None) -> None:
        """Give an area a condition that an entry has to meet, written for its first cell.

        `prompt` stands for the column's own where one is given.
        """
        self.validations.append(
            Validation(
                area,
                condition,
                prompt_title=_title(column.header.in_(self.language)),
                prompt=prompt.in_(self.language) if prompt else _prompt(column, self.language),
                error_title=_title(column.header.in_(self.language)),
                error=error.in_(self.language),
            )
        )

    def guide(self, area: Area, column: Column) -> None:
        """Show a column's prompt over an area; nothing is refused."""
        title = _title(column.header.in_(self.language))
        self.validations.append(
            Validation(area, "", strict=False, prompt_title=title, prompt=_prompt(column, self.language))
        )

    def chart(self, chart: Chart) -> None:
        """Show a chart of this book's cells; one without a single value would be an empty frame, and is left out."""
        if chart.series:
            self.charts.append(chart)

    def sheet(self) -> Sheet:
        """Return the finished sheet; raises ValueError where it flows and has lines of other sheets besides."""
        if self.lines or self._runs:
            if self._flow:
                raise ValueError(f"{self.title} flows already")
            runs = tuple(Repeated(*run, self._link, self._deep) for run in (*_runs(self.lines), *self._runs))
            self._flow = Flow(0, lambda: iter(runs), few=True)
        look = Look(
            styles=MappingProxyType(self.styles),
            columns=MappingProxyType(self.columns),
            rows=MappingProxyType(self.rows),
            validations=tuple(self.validations),
            conditions=tuple(self.conditions),
            scales=tuple(self.scales),
            links=MappingProxyType(self.links),
            charts=tuple(self.charts),
            freeze=self.freeze,
            filter=self.filter,
            protected=self.protected,
            page=self.page,
            tab=self.tab,
            active=self.active,
        )
        return Sheet(self.title, MappingProxyType(self.cells), self.hidden, look, flow=self._flow)


def _runs(lines: Mapping[int, Line]) -> Iterator[tuple[int, Sequence[Line]]]:
    """Yield the lines that stand right below each other, and the row of the first."""
    for _, run in groupby(enumerate(sorted(lines)), lambda each: each[1] - each[0]):
        rows = [row for _, row in run]
        yield rows[0], tuple([lines[row] for row in rows])


#: Puts rows onto a draft, one after the other, and yields after each.
Rows: TypeAlias = Callable[[Draft], Iterable[object]]


def _pieces(title: str, language: Language, rows: Rows) -> Iterator[Piece]:
    draft = Draft(title, language)
    for _ in rows(draft):
        yield draft.handed_over()


def _title(text: str) -> str:
    """Return at most the 32 characters that Excel shows as a prompt's title."""
    return text if len(text) <= 32 else text[:31] + "…"


def _prompt(column: Column, language: Language) -> str:
    text = (column.prompt or column.about).in_(language)
    return text if len(text) <= 255 else text[:254] + "…"


def words_list(column: Column, language: Language) -> str:
    """Return a column's choices as a quoted list for a drop-down."""
    return '"' + ",".join(words.in_(language) for _, words in column.choices) + '"'
