"""The findings of a marked-up copy as lines that people read: numbered, many alike gathered into one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from cchc_xlsx.model.book import column_name
from cchc_xlsx.model.finding import Severity
from cchc_xlsx.model.place import NOWHERE, Place
from cchc_xlsx.model.points import ZERO, filled
from cchc_xlsx.model.returned import Left, Mend, Returned, counted_once
from cchc_xlsx.terms import Words
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.layout import Column
from cchc_xlsx.workbooks.unit import assignment, self_score
from cchc_xlsx.workbooks.unit.plan import Plan

#: So many alike are told one by one; more of them become one line.
ONE_BY_ONE = 5
SEVERITY = {
    Severity.FATAL: Words("✗✗ Không dùng được", "✗✗ Unusable"),
    Severity.ERROR: Words("✗ Lỗi", "✗ Error"),
    Severity.WARNING: Words("! Cần xem lại", "! Please check"),
    Severity.NOTE: Words("i Ghi chú", "i Note"),
}
_GATHERED = Words("{title}: {count} ô ở cột “{column}” ({cells}).", "{title}: {count} cells of “{column}” ({cells}).")
_SEVERAL = Words("{title}: {count} chỗ{criteria}.", "{title}: {count} places{criteria}.")
_CRITERIA = Words(" (tiêu chí {codes})", " (criteria {codes})")
_MORE = Words("{cells} và {rest} ô khác", "{cells} and {rest} more")
_CELLS = 250  # characters of cells' names in one line


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: `number` as people quote it, `mends` what it stands for, `place` the first cell to go to.

    `points` is what hangs on it beyond the lines before: of a criterion told twice the points count once, so that all
    lines add up to what hangs on the whole.
    """

    number: int
    mends: tuple[Mend, ...]
    message: Words
    fix: Words
    place: Place = NOWHERE
    points: Decimal = ZERO

    @property
    def first(self) -> Mend:
        """The finding that the line is named after: all are of one severity and state."""
        return self.mends[0]

    @property
    def criterion(self) -> str:
        """The criterion of a line that is about one."""
        codes = {mend.criterion for mend in self.mends}
        return codes.pop() if len(codes) == 1 else ""


def lines_of(returned: Returned, plan: Plan) -> tuple[Line, ...]:
    """Return the lines: those to be dealt with first, worst first, each with a number of its own."""
    groups: dict[tuple[str, Words, Left, Severity, str], list[Mend]] = {}
    for mend in returned.mends:
        column = column_at(mend.places[0], plan) if mend.places else None
        key = (mend.rule, mend.title, mend.left, mend.severity, column.key if column else "")
        groups.setdefault(key, []).append(mend)
    parts: list[tuple[Mend, ...]] = []
    for (rule, *_, column_key), group in groups.items():
        alike = (rule or column_key) and len(group) > ONE_BY_ONE
        parts += [tuple(group)] if alike else [(mend,) for mend in group]
    lines = [_line(mends, plan) for mends in parts]
    lines.sort(key=_urgency)
    met: dict[str, Decimal] = {}
    return tuple(
        replace(line, number=number, points=counted_once(line.mends, met)) for number, line in enumerate(lines, 1)
    )


def _urgency(line: Line) -> tuple[bool, int, int, Decimal]:
    """Return the key of the order: what made the file unusable, then what is left to do, worst first."""
    fatal = line.first.severity is Severity.FATAL
    settled = (Left.TO_MEND, Left.TO_CHECK, Left.MENDED, Left.TOLD).index(line.first.left)
    return (
        not fatal,
        max(settled - 1, 0),
        line.first.severity.rank,
        -sum((mend.points_at_stake for mend in line.mends), ZERO),
    )


def _line(mends: tuple[Mend, ...], plan: Plan) -> Line:
    first = mends[0]
    if len(mends) == 1:
        return Line(0, mends, first.message, first.fix, first.places[0] if first.places else NOWHERE)
    places = in_order((mend.places[0] for mend in mends if mend.places), plan)
    column = column_at(places[0], plan) if places else None
    if column is None:
        codes = list(dict.fromkeys(mend.criterion for mend in mends if mend.criterion))
        some = "; ".join(codes[:10]) + ("; …" if len(codes) > 10 else "")
        criteria = filled(_CRITERIA, codes=some) if codes else Words("", "")
        message = filled(_SEVERAL, title=first.title, count=len(mends), criteria=criteria)
    else:
        cells = cells_named(places)
        message = filled(_GATHERED, title=first.title, count=len(mends), column=column.header, cells=cells)
    return Line(0, mends, message, _fix(mends, column), places[0] if places else NOWHERE)


def _fix(mends: Sequence[Mend], column: Column | None) -> Words:
    """Return how to mend many alike: what each says where all say the same, else what their column asks for."""
    first = mends[0].fix
    if column is None or all(mend.fix == first for mend in mends):
        return first
    return self_score.ENTER if column.key == "self_score" else column.about


def column_at(place: Place, plan: Plan) -> Column | None:
    """Return the column of the table that a place of the workbook stands in; None outside the two that are filled."""
    table = assignment.TABLE if place.sheet == assignment.title(plan) else self_score.TABLE
    if table is self_score.TABLE and place.sheet not in map(plan.area_title, plan.campaign.criteria.areas):
        return None
    return table.columns[place.column - 1] if 1 <= place.column <= len(table.columns) else None


def in_order(places: Iterable[Place], plan: Plan) -> list[Place]:
    """Return places in the order of the sheets, from top to bottom."""
    titles = [assignment.title(plan), *map(plan.area_title, plan.campaign.criteria.areas)]
    order = {title: number for number, title in enumerate(titles)}
    return sorted(places, key=lambda place: (order.get(place.sheet, len(order)), place.column, place.row))


def cells_named(places: Sequence[Place]) -> Words:
    """Return cells as people name them, those below each other as one: `LV 1!G7:G12,G14; LV 2!G7`."""
    sheets: dict[tuple[str, int], list[int]] = {}
    for place in places:
        sheets.setdefault((place.sheet, place.column), []).append(place.row)
    text, told = "", 0
    for (sheet, column), rows in sheets.items():
        part = f"{sheet}!{self_score.ranges(sorted(rows), column_name(column))}"
        if text and len(text) + len(part) > _CELLS:
            return filled(_MORE, cells=text, rest=len(places) - told)
        text, told = f"{text}; {part}" if text else part, told + len(rows)
    return Words(text, text)


def spot(code: str, plan: Plan) -> Place:
    """Return the cell of the workbook that holds a criterion's score or total; NOWHERE for other codes."""
    criteria = plan.campaign.criteria
    if code not in criteria.by_code:
        return NOWHERE
    area = criteria.by_code[criteria.area_of(code)]
    row = self_score.FIRST + [each.code for each in plan.rows_of(area)].index(code)
    return Place("", plan.area_title(area), row, self_score.column("self_score"))
