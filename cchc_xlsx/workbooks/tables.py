"""Finding the tables of a workbook by their hidden keys, and reading single cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from cchc_xlsx.model import arithmetic, points
from cchc_xlsx.model.book import EMPTY, Book, Cell, Kind, Position, Sheet, moment_of, plain
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.submission import Score, State, Total, Trouble
from cchc_xlsx.text import clean, pattern
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.headings import headings_in
from cchc_xlsx.workbooks.layout import MARKER, SKIP, Table

# What follows is done for thousands of cells of each file. An enumeration is slow to tell its members, and a named
# tuple to be made by its own name.
_TEXT, _NUMBER, _EMPTY = Kind.TEXT, Kind.NUMBER, Kind.EMPTY
_place = tuple.__new__
#: The column of a key's cell, and that of its place.
Spot: TypeAlias = tuple[int, int]


class Row(NamedTuple):
    """A data row: its cells by column, the column of each key that the table has, and where it stands.

    `stands` are the columns of the sheet that the keys are shown in: as `columns`, but where two keys share a cell.
    """

    line: Mapping[int, Cell]
    columns: Mapping[str, int]
    file: str
    sheet: str
    row: int
    stands: Mapping[str, int]

    @property
    def places(self) -> Mapping[str, Place]:
        """The place of each key."""
        return {key: Place(self.file, self.sheet, self.row, column) for key, column in self.stands.items()}

    def cell(self, key: str) -> Cell:
        """Return the cell of a key; an empty one where the table has not got that column."""
        return self.line.get(self.columns.get(key, -1), EMPTY)

    def place(self, key: str) -> Place:
        """Return the place of a key, or of the row's first cell where the column is lacking."""
        _, _, file, sheet, row, stands = self
        return _place(Place, (file, sheet, row, stands[key] if key in stands else next(iter(stands.values()))))

    def place_at(self, column: int) -> Place:
        """Return the place of a column in this row."""
        _, _, file, sheet, row, _ = self
        return _place(Place, (file, sheet, row, column))

    def column(self, key: str) -> int:
        """Return the column of a key's place."""
        stands = self.stands
        return stands[key] if key in stands else next(iter(stands.values()))

    def text(self, key: str) -> str:
        """Return the cleaned text of a key's cell."""
        cell = self.line.get(self.columns.get(key, -1))
        return "" if cell is None else text_of(cell)

    def spots(self, keys: Iterable[str]) -> tuple[Spot, ...]:
        """Return where each key stands: the column of its cell, -1 for none, and that of its place."""
        return tuple((self.columns.get(key, -1), self.column(key)) for key in keys)

    def texts(self, spots: Iterable[Spot]) -> list[str]:
        """Return the cleaned texts of some keys, by their spots: rows of one table share those."""
        found = self.line.get
        return ["" if (cell := found(column)) is None else text_of(cell) for column, _ in spots]

    def read_as(self, cells: Mapping[str, Cell], stands: Mapping[str, int]) -> Row:
        """Return the row with these cells for its keys, whatever its columns hold, each shown where `stands` says."""
        line = dict(enumerate(cells.values()))
        return self._replace(line=line, columns={key: at for at, key in enumerate(cells)}, stands=stands)


@dataclass(frozen=True)
class Found:
    """A table found on a sheet: its name and version by the marker, its keys, its rows from top to bottom.

    `by_headings`: its hidden keys are gone, and it was known by what people see.
    """

    name: str
    version: int
    sheet: Sheet
    keys: frozenset[str]
    rows: tuple[Row, ...]
    by_headings: bool = False


def tables_in(book: Book, file: str = "", known: Iterable[Table] = ()) -> Iterator[Found]:
    """Yield every table of a book, sheet by sheet; the same marker twice gives two tables.

    A column of a `known` table whose key is gone is found by its heading below the key row.
    """
    tables = {table.name: table for table in known}
    for sheet in book.sheets:
        markers = sorted((position, found) for position, cell in sheet.marked if (found := _marker(cell)) is not None)
        if not markers:
            continue
        lines = sheet.lines
        for (row, column), (name, version) in markers:
            right = min((c for (r, c), _ in markers if r == row and c > column), default=1 << 20)
            below = min((r for (r, c), _ in markers if r > row and c == column), default=1 << 20)
            keys = _keys(lines, (row, column), right, tables.get(name))
            rows = tuple(_rows(sheet, lines, file, (row, column), below, keys))
            yield Found(name, version, sheet, frozenset(keys), rows)


def headed_tables(book: Book, table: Table, file: str = "") -> Iterator[Found]:
    """Yield a table for each sheet with a row whose headings name every column that the table must have.

    Its rows are all that hold something below the first such row.
    """
    needed = {column.key for column in table.columns if column.required}
    for sheet in book.sheets:
        lines = lines_of(sheet)
        headed = {row: headings_in(lines[row], table) for row in sorted(lines)}
        top = next((row for row, keys in headed.items() if keys.keys() >= needed), None)
        if top is not None:
            rows = (row_of(sheet, lines[row], file, row, headed[top]) for row in sorted(lines) if row > top)
            kept = tuple(row for row in rows if not all(blank(row.cell(key)) for key in row.columns))
            yield Found(table.name, table.version, sheet, frozenset(headed[top]), kept, by_headings=True)


_SIGN = "cchc/"  # of a marker
#: A sheet's cells row by row: for each row that holds anything, its cells by column.
Lines: TypeAlias = Mapping[int, Mapping[int, Cell]]


def lines_of(sheet: Sheet) -> Lines:
    """Return a sheet's cells row by row."""
    return sheet.lines


def _keys(lines: Lines, marker: Position, right: int, table: Table | None) -> dict[str, int]:
    """Return the column of each key to the right of a marker; of a lost key, that of its heading in the row below."""
    row, first = marker
    keys: dict[str, int] = {}
    for column, cell in sorted(lines[row].items()):
        if first < column < right and cell.kind is _TEXT:
            keys.setdefault(clean(cell.text), column)
    if table and not keys.keys() >= {column.key for column in table.columns if column.required}:
        taken = set(keys.values())
        for key, column in headings_in(lines.get(row + 1, {}), table).items():
            if first < column < right and column not in taken:
                keys.setdefault(key, column)
    return keys


def _marker(cell: Cell) -> tuple[str, int] | None:
    if cell.kind is not _TEXT or not cell.text.lstrip().startswith(_SIGN):
        return None
    found = MARKER.fullmatch(clean(cell.text))
    return (found[1], int(found[2])) if found else None


def _rows(
    sheet: Sheet, lines: Lines, file: str, marker: Position, below: int, keys: Mapping[str, int]
) -> Iterator[Row]:
    top, left = marker
    columns = sorted(keys.values())
    for row in sorted(lines):
        if top < row < below:
            line = lines[row]
            cells = line.get
            sign = cells(left, EMPTY).text
            if len(sign) >= len(SKIP) and clean(sign) == SKIP:
                continue
            for column in columns:
                cell = cells(column)
                if cell is not None and (cell.text[:1].isalnum() or not blank(cell)):
                    yield row_of(sheet, line, file, row, keys)
                    break


def row_of(sheet: Sheet, line: Mapping[int, Cell], file: str, row: int, keys: Mapping[str, int]) -> Row:
    """Return a row of a table: of each key, the cell in its column and where it stands."""
    return tuple.__new__(Row, (line, keys, file, sheet.title, row, keys))


def lacking(found: list[Found], table: Table) -> tuple[str, ...]:
    """Return what a table must have and has not: its name where it is not there, else `table.key` for each key."""
    if not found:
        return () if table.optional else (table.name,)
    have = frozenset.intersection(*(each.keys for each in found))
    # What was known by its headings has lost its hidden columns: that is said, and they are not asked for again.
    asked = [c for c in table.columns if c.required and not (c.hidden and any(each.by_headings for each in found))]
    return tuple(f"{table.name}.{column.key}" for column in asked if column.key not in have)


def lacking_on(found: Iterable[Found], part: str) -> tuple[str, ...]:
    """Return the titles of the sheets whose table is without the column `table.key`."""
    _, _, key = part.partition(".")
    return tuple(each.sheet.title for each in found if key and key not in each.keys)


def blank(cell: Cell) -> bool:
    """Tell whether a cell holds nothing a person could see."""
    kind = cell.kind
    return not clean(cell.text) if kind is _TEXT else kind is _EMPTY and not cell.formula


def text_of(cell: Cell) -> str:
    """Return a cell as cleaned text: numbers in plain digits, dates as dd/mm/yyyy, percentages as 38.5%."""
    kind = cell.kind
    if kind is _TEXT:
        return clean(cell.text)
    if kind is _NUMBER:
        return _number_told(cell.text, cell.date, cell.percent)
    return "" if kind is _EMPTY else clean(cell.text)


@lru_cache(maxsize=2048)
def _number_told(digits: str, date: bool, percent: bool) -> str:
    number = points.exact(digits)
    if number is None:
        return digits
    moment = moment_of(number) if date else None
    if moment:
        return written_moment(moment)
    return f"{points.shown(number * 100, 'en')}%" if percent else points.shown(number, "en")


def bare_year(cell: Cell) -> str:
    """Return the year that was typed into a cell that shows dates, where 2023 becomes 15/07/1905; else ""."""
    number = points.exact(cell.text) if cell.kind is Kind.NUMBER and cell.date else None
    return plain(number) if number is not None and number == int(number) and 1900 <= number <= 2100 else ""


def written_moment(moment: datetime) -> str:
    """Return a moment as people write it here: 30/12/2021, with the time where there is one."""
    return moment.strftime("%d/%m/%Y" if not (moment.hour or moment.minute) else "%d/%m/%Y %H:%M")


_SCORED, _NONE = State.SCORED, Trouble.NONE
#: An error of a spreadsheet that was pasted or saved as a text.
_ERROR = pattern(r"#[A-ZÀ-Ỹ0-9/_]+[!?]?|Err:[0-9]{3}")


def score_of(cell: Cell, place: Place, maximum: Decimal | None = None) -> Score:
    """Read a score cell; whatever it holds becomes a `Score`, nothing is guessed.

    `maximum` is the campaign's: `4/5,5` is a score only where it is the second number. A formula counts by its
    result; one without a result by what its figures give, if it is made of nothing else.
    """
    typed = text_of(cell)
    reckoned = arithmetic.result(cell.formula) if cell.formula else None
    if cell.kind is _NUMBER and reckoned is None and not (cell.date or cell.percent):  # what nearly all are
        number = points.exact(cell.text)
        if number is not None:
            return Score(_SCORED, number, typed, _NONE, cell.formula, place)
    given = Score(State.INVALID, None, typed or f"={cell.formula}", Trouble.NONE, cell.formula, place)
    if cell.kind is Kind.EMPTY and cell.formula:
        if reckoned is None:
            return replace(given, trouble=Trouble.UNCALCULATED)
        return replace(given, state=State.SCORED, value=reckoned, typed=plain(reckoned), reckoned=True)
    if blank(cell):
        return replace(given, state=State.EMPTY, typed="")
    as_text = cell.kind is Kind.TEXT
    if as_text and points.says_not_applicable(typed):
        return replace(given, state=State.NOT_APPLICABLE)
    number, trouble = _number_or_trouble(cell, typed, maximum)
    if number is None:
        return replace(given, trouble=trouble)
    if reckoned is not None and not _same(number, reckoned):
        return replace(given, typed=f"{typed} (={cell.formula})", trouble=Trouble.STALE)
    return replace(given, state=State.SCORED, value=number, as_text=as_text)


def _number_or_trouble(cell: Cell, typed: str, maximum: Decimal | None) -> tuple[Decimal | None, Trouble]:
    """Return the number of a score cell that is not empty, or why it gives none."""
    match cell.kind:
        case Kind.ERROR:
            return None, Trouble.ERROR
        case Kind.BOOLEAN:
            return None, Trouble.BOOLEAN
        case Kind.NUMBER if cell.date:
            return None, Trouble.DATE
        case Kind.NUMBER if cell.percent:
            return None, Trouble.PERCENT
        case Kind.NUMBER:
            exact = points.exact(cell.text)
            large = exact is None and points.far_too_large(cell.text)
            return exact, Trouble.TOO_LARGE if large else Trouble.NOT_A_NUMBER
        case _:
            pass
    if typed.startswith(("#", "Err:")) and _ERROR.fullmatch(typed):
        return None, Trouble.ERROR
    if pair := points.out_of(typed):
        part, whole = pair
        if maximum is None:
            return None, Trouble.NOT_A_NUMBER
        return (part, Trouble.NONE) if whole == abs(maximum) else (None, Trouble.OTHER_MAXIMUM)
    if points.percentage(typed) is not None:
        return None, Trouble.PERCENT
    number = points.typed(typed)
    if points.readings(typed):
        return number, Trouble.AMBIGUOUS
    return number, Trouble.TOO_LARGE if points.far_too_large(typed) else Trouble.NOT_A_NUMBER


def _same(stored: Decimal, reckoned: Decimal) -> bool:
    """Tell whether a stored result is that of the figures; a book may reckon “as displayed”, to fewer decimals."""
    decimals = -int(stored.as_tuple().exponent)
    shown = points.rounded(reckoned, decimals) if decimals > 0 else reckoned
    return abs(stored - reckoned) <= points.GRAIN or stored == shown


def total_of(code: str, cell: Cell, place: Place, maximum: Decimal | None = None) -> Total:
    """Read a cell that shows a total, be it as a percentage; a formula of bare figures is as good as typed."""
    reckoned = bool(cell.formula) and arithmetic.result(cell.formula) is None
    if cell.kind is _NUMBER and reckoned and not cell.date:  # what nearly all are
        value = points.exact(cell.text)
    else:
        value = score_of(replace(cell, percent=False) if cell.percent else cell, place, maximum).value
    return Total(code, value, reckoned, place)


def number_of(cell: Cell) -> Decimal | None:
    """Read a number of the campaign workbook, typed as a number or as text; None where it is none."""
    if cell.kind is _NUMBER and not cell.date:
        return points.exact(cell.text)
    return points.typed(cell.text) if cell.kind is _TEXT else None


def moment_in(cell: Cell) -> datetime | None:
    """Read a date, with or without a time: a date cell, or 30/11/2023 17:00, 2023-11-30."""
    if cell.kind is Kind.NUMBER:
        number = points.exact(cell.text)
        return moment_of(number) if number is not None and cell.date else None
    text = clean(cell.text)
    for form in ("%d/%m/%Y %H:%M", "%d/%m/%Y", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    return None
