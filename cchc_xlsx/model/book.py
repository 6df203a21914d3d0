"""A workbook as a plain value: the port between Excel and meaning. No file, no library, no colour in here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TypeAlias

from cchc_xlsx.values import dataclass

#: A cell's position in a sheet: (row, column), both counted from zero.
Position: TypeAlias = tuple[int, int]
#: A rectangle of cells: (first row, first column, last row, last column), from zero, ends included.
Area: TypeAlias = tuple[int, int, int, int]
#: What a writer may put into a cell; `None` leaves it empty but for its style.
Value: TypeAlias = "str | Decimal | int | bool | date | None"

#: Excel's day 0 (its false leap day of 1900 never matters here: no date before March 1900 is meant).
EPOCH = datetime(1899, 12, 30)


class Kind(StrEnum):
    """What a cell holds."""

    EMPTY = "empty"  # nothing, or a formula that nobody has calculated yet
    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    ERROR = "error"  # #REF!, #N/A …


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it stands in the file.

    `text` is the raw content: the digits of a number as the file writes them (`0.30000000000000004`), the text,
    `TRUE` or `FALSE`, the error's name. `formula` is the formula without its equals sign, "" where the cell is
    typed. `date` says that a number is shown as a date, `percent` that it is shown as a percentage (0.385 as 38,5 %).
    """

    kind: Kind
    text: str = ""
    formula: str = ""
    date: bool = False
    percent: bool = False


EMPTY = Cell(Kind.EMPTY)


@dataclass(frozen=True, slots=True)
class Validation:
    """What a cell accepts. `formula` is a condition, true where the entry is right, or (`choices`) a range.

    With no formula anything is accepted, and only the prompt is shown. `strict` refuses, otherwise it only advises.
    """

    area: Area
    formula: str
    choices: bool = False
    strict: bool = True
    prompt_title: str = ""
    prompt: str = ""
    error_title: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A style that a formula turns on. The formula is written for the first cell of the area."""

    area: Area
    formula: str
    style: str


class ChartKind(StrEnum):
    """The shape of a chart."""

    BAR = "bar"  # lying bars, the first row on top
    STACKED = "stacked"  # lying bars, the series one behind another
    COLUMN = "column"  # standing bars
    LINE = "line"
    RADAR = "radar"


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of a chart that go together: where their name, their categories and their values stand.

    `name` is a cell, mostly the heading over the values, or a text. `sheet` is the title of the sheet of this book that
    holds all of them, "" for the one that shows the chart.
    """

    name: Position | str
    categories: Area
    values: Area
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of cells that people see in a table of this book; it stays a chart in every program.

    `area` are the cells that it covers. `about` is its text for those who cannot see it. The axis of the values goes
    from `lowest` to `highest` in steps of `step`, where they are given. `labels`: each value is written at its bar or
    point, with so many decimals. Series differ by pattern, dashes and markers, so that it reads without colours.
    """

    kind: ChartKind
    title: str
    series: tuple[Series, ...]
    area: Area
    about: str = ""
    category_title: str = ""
    value_title: str = ""
    lowest: Decimal | None = None
    highest: Decimal | None = None
    step: Decimal | None = None
    decimals: int = 0
    labels: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """How a sheet prints: A4, fitted to `wide` pages in width (to one in all, where it is `single`), page numbers.

    `repeat` are rows, `repeat_columns` columns that stand on every page, the first and the last.
    """

    landscape: bool = True
    repeat: tuple[int, int] | None = None
    area: Area | None = None
    left: str = ""  # of the margin above, as is `right`; lines apart by \n
    right: str = ""
    below: str = ""  # of the margin below, beside the page number
    breaks: tuple[int, ...] = ()  # rows that begin a new page
    single: bool = False
    wide: int = 1
    repeat_columns: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """How a sheet is shown; never read back. Styles are names, and the writer alone knows what they look like."""

    styles: Mapping[Position, str] = field(default_factory=dict)
    columns: Mapping[int, tuple[float, bool, str]] = field(default_factory=dict)  # width in characters, hidden, style
    rows: Mapping[int, tuple[float | None, bool]] = field(default_factory=dict)  # height in points, hidden
    validations: tuple[Validation, ...] = ()
    conditions: tuple[Condition, ...] = ()
    scales: tuple[tuple[Area, Decimal], ...] = ()  # a heat scale over points, from 0 (deep) to a maximum (white)
    links: Mapping[Position, str] = field(default_factory=dict)  # `internal:'LV 1'!A1` or `external:` and a path
    notes: Mapping[Position, str] = field(default_factory=dict)  # comments that people see at a cell
    charts: tuple[Chart, ...] = ()
    freeze: Position | None = None
    filter: Area | None = None
    protected: bool = False
    page: Page = Page()
    tab: str = ""  # name of a style whose colour the tab takes
    active: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of a sheet that flows: their cells, styles and links, as `Sheet` and `Look` have them."""

    cells: Mapping[Position, Cell]
    styles: Mapping[Position, str]
    links: Mapping[Position, str]


#: Stands in the formulas of a `Line` for the number of its row.
ROW = "\0"


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A row that many sheets have: its cells and styles by column, and the spots of a file that cells lead to.

    Which file that is, and which row, each sheet says for itself. A line equals none but itself.
    """

    cells: Mapping[int, Cell]
    styles: Mapping[int, str]
    spots: Mapping[int, str]  # such as `'LV 1'!D7`


@dataclass(frozen=True, slots=True)
class Repeated:
    """A piece of lines below each other, from row `first` on.

    `link` leads to the file that their spots are in, "" for none; `deep`: to the very spots.
    """

    first: int
    lines: Sequence[Line]
    link: str
    deep: bool

    @property
    def cells(self) -> Mapping[Position, Cell]:
        """The cells, the rows in their formulas put in."""
        return {
            (row, column): replace(cell, formula=cell.formula.replace(ROW, str(row + 1))) if cell.formula else cell
            for row, line in enumerate(self.lines, self.first)
            for column, cell in line.cells.items()
        }

    @property
    def styles(self) -> Mapping[Position, str]:
        """The styles."""
        rows = enumerate(self.lines, self.first)
        return {(row, column): style for row, line in rows for column, style in line.styles.items()}

    @property
    def links(self) -> Mapping[Position, str]:
        """The links."""
        rows = enumerate(self.lines if self.link else (), self.first)
        spots = (((row, column), spot) for row, line in rows for column, spot in line.spots.items())
        return {at: f"{self.link}#{spot}" if self.deep else self.link for at, spot in spots}


@dataclass(frozen=True, slots=True)
class Flow:
    """Rows of a sheet that are made anew each time they are asked for.

    They come from top to bottom, the first of them in the row `first`; the sheet holds no cells of its own in them.
    They are so many that they are never held all at once, or (`few`) they are held nowhere but in a file.
    """

    first: int
    pieces: Callable[[], Iterator[Piece | Repeated]]
    few: bool = False


#: What this package marks with what is its own: the beginning of a table, an identity.
MARKS = ("cchc", "CCHC")
#: Cells and where they stand.
Placed: TypeAlias = tuple[tuple[Position, Cell], ...]


def is_marked(text: str) -> bool:
    """Tell whether a text holds one of our marks."""
    return "cchc" in text or "CCHC" in text


class Lines(Mapping[Position, Cell]):
    """Cells by their positions, held row by row: for each row that holds any, its cells by column.

    `marked` are those with one of our marks in their text, in their order.
    """

    __slots__ = ("lines", "marked")

    def __init__(self, lines: Mapping[int, Mapping[int, Cell]], marked: Placed) -> None:
        self.lines, self.marked = lines, marked

    def __getitem__(self, position: Position) -> Cell:
        row, column = position
        return self.lines[row][column]

    def __iter__(self) -> Iterator[Position]:
        return ((row, column) for row, line in self.lines.items() for column in line)

    def __len__(self) -> int:
        return sum(map(len, self.lines.values()))


@dataclass(frozen=True)
class Sheet:
    """A sheet: its title and its cells that are not empty. Two sheets are equal when their content is.

    `merged` are the areas that somebody has made one cell of; the content stands in the first of each.

    A sheet with a `flow` has more rows than its `cells` tell of. It equals none but itself: compare `whole()`.
    """

    title: str
    cells: Mapping[Position, Cell] = field(default_factory=dict)
    hidden: bool = False
    look: Look = field(default=Look(), compare=False, repr=False)
    merged: tuple[Area, ...] = field(default=(), compare=False)
    flow: Flow | None = None

    @cached_property
    def marked(self) -> Placed:
        """The cells whose text holds one of our marks."""
        if isinstance(self.cells, Lines):
            return self.cells.marked
        return tuple((position, cell) for position, cell in self.cells.items() if is_marked(cell.text))

    @cached_property
    def lines(self) -> Mapping[int, Mapping[int, Cell]]:
        """The cells row by row: for each row that holds anything, its cells by column."""
        if isinstance(self.cells, Lines):
            return self.cells.lines
        lines: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in self.cells.items():
            lines.setdefault(row, {})[column] = cell
        return lines

    def at(self, row: int, column: int) -> Cell:
        """Return the cell at (row, column), from zero; an empty one where the file has none."""
        return self.cells.get((row, column), EMPTY)

    def pieces(self) -> Iterator[Piece | Repeated]:
        """Yield all rows of the sheet from top to bottom; at once where it does not flow."""
        if self.flow is None:
            yield Piece(self.cells, self.look.styles, self.look.links)
            return
        first = self.flow.first
        held = (self.cells, self.look.styles, self.look.links)
        yield Piece(*({at: what for at, what in part.items() if at[0] < first} for part in held))  # type: ignore[arg-type]
        yield from self.flow.pieces()
        yield Piece(*({at: what for at, what in part.items() if at[0] >= first} for part in held))  # type: ignore[arg-type]

    def whole(self) -> Sheet:
        """Return the same sheet with all its rows put down."""
        cells: dict[Position, Cell] = {}
        styles: dict[Position, str] = {}
        links: dict[Position, str] = {}
        for piece in self.pieces():
            cells |= piece.cells
            styles |= piece.styles
            links |= piece.links
        return replace(self, cells=cells, look=replace(self.look, styles=styles, links=links), flow=None)


class Extra(StrEnum):
    """What is to be known of a file beside its cells; what it carries is never run, followed or kept."""

    MACROS = "macros"
    LINKS = "links"  # to other workbooks, to servers, or to programs (DDE)
    VALUES_ONLY = "values_only"  # its formulas and errors cannot be seen (.xls)


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its sheets in order, its defined names, its custom properties (both text to text).

    `saved` is the time its last program wrote into it (UTC, without zone), `program` what that program calls
    itself; both None or "" where the file does not say. `extras` are what it carries beside its cells.
    """

    sheets: tuple[Sheet, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    saved: datetime | None = field(default=None, compare=False)
    program: str = field(default="", compare=False)
    extras: frozenset[Extra] = field(default=frozenset(), compare=False)

    def sheet(self, title: str) -> Sheet:
        """Return the sheet of that title; KeyError where there is none."""
        for sheet in self.sheets:
            if sheet.title == title:
                return sheet
        raise KeyError(title)

    def whole(self) -> Book:
        """Return the same book with all rows of its sheets put down."""
        return replace(self, sheets=tuple(sheet.whole() if sheet.flow else sheet for sheet in self.sheets))

    def put(self, title: str, position: Position, cell: Cell) -> Book:
        """Return this book with one cell replaced, as when a person types over it; nothing is recalculated."""
        old = self.sheet(title)
        cells = {key: value for key, value in old.cells.items() if key != position}
        if cell != EMPTY:
            cells[position] = cell
        new = replace(old, cells=MappingProxyType(cells))
        return replace(self, sheets=tuple(new if sheet is old else sheet for sheet in self.sheets))


def cell(value: Value, formula: str = "") -> Cell:
    """Return the cell that holds `value`; with a formula, `value` is its result."""
    if type(value) is Decimal and not formula:  # by far the most
        return _number(value)
    match value:
        case None:
            return Cell(Kind.EMPTY, formula=formula) if formula else EMPTY
        case bool():
            return Cell(Kind.BOOLEAN, "TRUE" if value else "FALSE", formula)
        case str():
            return Cell(Kind.TEXT, value, formula) if value or formula else EMPTY
        case datetime() | date():
            moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
            return Cell(Kind.NUMBER, serial(moment), formula, date=True)
        case _:
            return Cell(Kind.NUMBER, plain(Decimal(value)), formula) if formula else _number(value)


@lru_cache(maxsize=1024)
def _number(value: Decimal | int) -> Cell:
    """Return the cell that holds a number: one for all cells of the same, for scores are few numbers many times."""
    return Cell(Kind.NUMBER, plain(Decimal(value)))


def serial(moment: datetime) -> str:
    """Return Excel's number of a moment: days since the epoch, the time as a fraction."""
    gone = moment - EPOCH
    return plain(Decimal(gone.days) + (Decimal(gone.seconds) / 86400).quantize(Decimal("1e-11")))


def moment_of(number: Decimal) -> datetime | None:
    """Return the moment an Excel number stands for, to the second; None where no calendar reaches."""
    try:
        return EPOCH + timedelta(seconds=int((number * 86400).to_integral_value()))
    except (OverflowError, ValueError):
        return None


def plain(number: Decimal) -> str:
    """Return a Decimal in plain digits without needless zeros: 2.50 gives `2.5`, 1E+2 gives `100`."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


@lru_cache(1024)
def column_name(column: int) -> str:
    """Return the letters of a column counted from zero: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def a1(row: int, column: int, *, fixed: str = "") -> str:
    """Return a reference such as `D7`; `fixed` holds "r", "c" or both for the parts that stay when copied."""
    return f"{'$' if 'c' in fixed else ''}{column_name(column)}{'$' if 'r' in fixed else ''}{row + 1}"


def a1_area(area: Area, *, fixed: str = "") -> str:
    """Return a reference such as `D7:D20` of an area."""
    return f"{a1(area[0], area[1], fixed=fixed)}:{a1(area[2], area[3], fixed=fixed)}"


def quoted(title: str) -> str:
    """Return a sheet's title as formulas and links write it."""
    return "'" + title.replace("'", "''") + "'"
