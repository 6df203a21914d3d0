"""Groups of units, and where columns of their figures stand on the sheets of the summary, for formulas and charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc_xlsx.model.book import Area, Book, Position, Sheet, Value, a1_area, cell, quoted
from cchc_xlsx.model.points import ZERO, shown
from cchc_xlsx.model.summary import Result, Scorecard, Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.summary.figures import order
from cchc_xlsx.workbooks.tables import Row, tables_in

UNAPPRAISED = Words("Điểm tự chấm, chưa thẩm định.", "Self scores, not yet appraised.")
NO_SURVEY = Words(
    "Chưa có điểm điều tra xã hội học: phần điểm này chưa nằm trong điểm và điểm tối đa.",
    "The survey's points have not come: they are in neither points nor maximum yet.",
)
UNGROUPED = Words("(không ghi nhóm)", "(no group)")
EVERYBODY = Words("Toàn đợt", "All units")
_AND_MORE = Words("{names} và {more} đơn vị khác", "{names} and {more} more")


@dataclass(frozen=True)
class Group:
    """The units that are ranked together: all of them, and those that have a rank, the first one first."""

    name: str
    results: tuple[Result, ...]
    ranked: tuple[Result, ...]

    def called(self, language: Language) -> str:
        """Return its name for people."""
        return self.name or UNGROUPED.in_(language)


def groups(summary: Summary) -> tuple[Group, ...]:
    """Return the groups of a campaign in the order in which the ranking shows them."""
    return tuple(
        _group(name, [r for r in summary.results if r.unit.group == name], summary)
        for name in dict.fromkeys(result.unit.group for result in summary.results)
    )


def everybody(summary: Summary, language: Language) -> Group:
    """Return all units as one group."""
    return _group(EVERYBODY.in_(language), summary.results, summary)


def _group(name: str, results: Sequence[Result], summary: Summary) -> Group:
    codes = {result.unit.code for result in results}
    ranked = tuple(r for r in order(summary) if r.unit.code in codes and r.rank is not None and r.card)
    return Group(name, tuple(results), ranked)


def index_of(result: Result) -> Decimal:
    """Return the index of a unit that has a rank."""
    return (result.card.index if result.card else None) or ZERO


def cards(ranked: Iterable[Result]) -> list[Scorecard]:
    """Return the scorecards of units."""
    return [result.card for result in ranked if result.card]


def mean(numbers: Sequence[Decimal]) -> Decimal:
    """Return the mean; 0 of nothing."""
    return sum(numbers, ZERO) / len(numbers) if numbers else ZERO


def survey_lacking(summary: Summary) -> bool:
    """Tell whether the criteria have a survey whose points have not come."""
    return not summary.campaign.surveyed and any(not c.scored_by_unit for c in summary.campaign.criteria.leaves)


def few(names: Sequence[str], language: Language, room: int = 90) -> str:
    """Return names in a row, no longer than so many characters: what has no room is counted."""
    taken = len(names)
    while taken > 1 and len(", ".join(names[:taken])) > room:
        taken -= 1
    told = ", ".join(names[:taken])
    return told if taken == len(names) else _AND_MORE.say(language, names=told, more=len(names) - taken)


def percent(number: Decimal, language: Language, decimals: int) -> str:
    """Return a share or an index for a sentence: `84,58 %`."""
    return f"{shown(number, language, decimals)} %"


@dataclass(frozen=True)
class Span:
    """Cells of a column of a sheet that follow each other without a gap."""

    sheet: str
    area: Area

    @property
    def reference(self) -> str:
        """How formulas call it."""
        return f"{quoted(self.sheet)}!{a1_area(self.area, fixed='rc')}"

    def part(self, first: int, last: int) -> Span:
        """Return the cells from the n-th to the m-th, counted from zero, ends included."""
        top, column, _, _ = self.area
        return Span(self.sheet, (top + first, column, top + last, column))

    def beside(self, other: Span) -> bool:
        """Tell whether another span has the same rows of the same sheet."""
        return (self.sheet, self.area[0], self.area[2]) == (other.sheet, other.area[0], other.area[2])


@dataclass(frozen=True)
class Shown:
    """A table of the summary as it stands on its sheet: a row for each unit, by code."""

    sheet: Sheet
    rows: Mapping[str, Row]
    heading: int = 0  # the row of the headings

    def span(self, key: str, results: Sequence[Result], values: Sequence[Value] | None = None) -> Span | None:
        """Return the cells of a key for units, in their order; None where they are not one below the other.

        Where `values` are given, None too unless the cells hold just these: a formula over them has to come to what
        the summary says.
        """
        lines = [self.rows.get(result.unit.code) for result in results]
        places = [line.places.get(key) for line in lines if line]
        spots = [(place.row, place.column) for place in places if place]
        if not spots or len(spots) != len(results):
            return None
        row, column = spots[0]
        if spots != [(row + number, column) for number in range(len(spots))]:
            return None
        if values is not None:
            held = [self.sheet.at(*spot) for spot in spots]
            if [(c.kind, c.text) for c in held] != [(c.kind, c.text) for c in map(cell, values)]:
                return None
        return Span(self.sheet.title, (row, column, row + len(spots) - 1, column))

    def head(self, span: Span) -> Position:
        """Return the cell of the heading over a span."""
        return (self.heading, span.area[1])


def shown_in(sheet: Sheet, table: str) -> Shown:
    """Return a table that stands on a sheet of the summary, its rows by the code under the key `unit`."""
    rows: dict[str, Row] = {}
    for found in tables_in(Book((sheet,))):
        if found.name == table:
            rows |= {code: row for row in found.rows if (code := row.text("unit"))}
    marker = min((row for (row, _), held in sheet.cells.items() if held.text.startswith(f"cchc/{table}/")), default=0)
    return Shown(sheet, rows, marker + 1)


@dataclass(frozen=True)
class Ranked:
    """Where the ranking shows the units of a group: their names, indices and grades, and what the index is made of."""

    names: Span
    indices: Span
    heading: Position
    highest: Decimal  # as the cells show it, as is the lowest
    lowest: Decimal
    grades: Span | None = None
    reckoned: str = ""  # a formula for all their unrounded indices

    @property
    def mean(self) -> str:
        """The formula of the mean index; "" where there is none."""
        top, _, bottom, _ = self.indices.area
        return f"SUMPRODUCT({self.reckoned})/{bottom - top + 1}" if self.reckoned else ""

    def within(self, lower: str, upper: str) -> str:
        """Return the formula that counts the unrounded indices from a bound to another; "" where there is none."""
        # A product of binary numbers may miss a bound by its last digit.
        index = f"ROUND({self.reckoned},9)"
        return f"SUMPRODUCT(({index}>={lower})*({index}{upper}))" if self.reckoned else ""


def ranked_in(ranking: Shown, group: Group) -> Ranked | None:
    """Return where the ranking shows the units of a group that have a rank; None where it has not got them in a row."""
    results = group.ranked
    names, indices = ranking.span("name", results), ranking.span("index", results)
    if not names or not indices or not names.beside(indices):
        return None
    points = ranking.span("points", results, [card.points for card in cards(results)])
    maxima = ranking.span("maximum", results, [card.maximum for card in cards(results)])
    reckoned = f"{points.reference}/{maxima.reference}*100" if points and maxima else ""
    grades = ranking.span("grade", results, [result.grade for result in results])
    top, column, bottom, _ = indices.area
    held = [Decimal(ranking.sheet.at(row, column).text) for row in range(top, bottom + 1)]
    return Ranked(names, indices, ranking.head(indices), max(held), min(held), grades, reckoned)
