"""Groups of units, and where columns of their figures stand on the sheets of the summary, for formulas and charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from cchc_xlsx.model.book import Area, Position, a1_area, quoted
from cchc_xlsx.model.points import ZERO, shown
from cchc_xlsx.model.summary import Result, Scorecard, Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.layout import Table
from cchc_xlsx.workbooks.summary.figures import order

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
    members: dict[str, list[Result]] = {}
    for result in summary.results:
        members.setdefault(result.unit.group, []).append(result)
    ranked: dict[str, list[Result]] = {}
    for result in _ranked(summary):
        ranked.setdefault(result.unit.group, []).append(result)
    return tuple(Group(name, tuple(those), tuple(ranked.get(name, ()))) for name, those in members.items())


def everybody(summary: Summary, language: Language) -> Group:
    """Return all units as one group."""
    return Group(EVERYBODY.in_(language), summary.results, tuple(_ranked(summary)))


def _ranked(summary: Summary) -> Iterator[Result]:
    return (result for result in order(summary) if result.rank is not None and result.card)


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
    taken, length = 0, -2
    for name in names:
        length += 2 + len(name)
        if taken and length > room:
            break
        taken += 1
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
    """A table of the summary as it stands on a sheet: the row of each unit, by code, and that of the headings."""

    sheet: str
    table: Table
    rows: Mapping[str, int]
    heading: int

    def span(self, key: str, results: Sequence[Result]) -> Span | None:
        """Return the cells of a key for units, in their order; None where they are not one below the other."""
        rows = [self.rows.get(result.unit.code) for result in results]
        if key not in self.table.by_key or not rows or rows[0] is None:
            return None
        if rows != list(range(rows[0], rows[0] + len(rows))):
            return None
        column = self.table.offset(key)
        return Span(self.sheet, (rows[0], column, rows[0] + len(rows) - 1, column))

    def head(self, span: Span) -> Position:
        """Return the cell of the heading over a span."""
        return (self.heading, span.area[1])


@dataclass(frozen=True)
class Ranked:
    """Where the ranking shows the units of a group: their names, indices and grades, and what the index is made of."""

    names: Span
    indices: Span
    heading: Position
    highest: Decimal
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
    points, maxima = ranking.span("points", results), ranking.span("maximum", results)
    reckoned = f"{points.reference}/{maxima.reference}*100" if points and maxima else ""
    held = [index_of(result) for result in results]
    grades = ranking.span("grade", results)
    return Ranked(names, indices, ranking.head(indices), max(held), min(held), grades, reckoned)
