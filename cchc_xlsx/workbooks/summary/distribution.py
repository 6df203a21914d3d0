"""How the units spread over the grades and over the scale of the index, group by group."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from cchc_xlsx.model.book import Chart, ChartKind, Page, Series, Sheet, a1
from cchc_xlsx.model.campaign import HAIR
from cchc_xlsx.model.points import ZERO, rounded, shown
from cchc_xlsx.model.summary import Result, Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.summary.listing import fit, note, section
from cchc_xlsx.workbooks.summary.spans import (
    UNAPPRAISED,
    Group,
    Ranked,
    Shown,
    everybody,
    few,
    groups,
    index_of,
    ranked_in,
)

_MOST_BINS = 12
_STEPS = tuple(map(Decimal, ("0.1", "0.2", "0.5", "1", "2", "5", "10", "20", "50")))

TITLE = Words("Phân bố xếp loại", "Distribution")
_ABOUT = Words(
    "Số đơn vị theo từng mức xếp loại và theo khoảng chỉ số; chỉ tính đơn vị được xếp hạng.",
    "How many units have each grade and each range of the index; only units with a rank are counted.",
)
_NUMBER = Column("number", Words("TT", "No."), Words("Số thứ tự.", "Running number."), 6, Holds.WHOLE)
_COUNT = Column("count", Words("Số lượng", "Units"), Words("Số đơn vị.", "How many units."), 11, Holds.WHOLE)
_SHARE = Column("share", Words("Tỷ lệ (%)", "Share (%)"), Words("Trên số được xếp hạng.", "Of the units ranked."),
                11, Holds.POINTS)  # fmt: skip
GRADES = Table(
    "distribution",
    1,
    TITLE,
    _ABOUT,
    (
        _NUMBER,
        Column("grade", Words("Xếp loại", "Grade"), Words("Mức xếp loại.", "The grade."), 24),
        _COUNT,
        _SHARE,
        Column("note", Words("Ghi chú", "Remark"), Words("Cận của mức.", "The bounds of the grade."), 58),
    ),
)
_BINS = Table(
    "histogram",
    1,
    TITLE,
    _ABOUT,
    (
        _NUMBER,
        Column("range", Words("Khoảng chỉ số (%)", "Range of index (%)"), Words("Khoảng.", "The range."), 24),
        _COUNT,
        _SHARE,
    ),
)
UNGRADED = Words("Dưới mọi mức", "Below every grade")
_FROM_TO = Words("Từ {lower} đến dưới {upper}", "From {lower} to below {upper}")
_FROM_INCLUDING = Words("Từ {lower} đến {upper}", "From {lower} to {upper}")
_FROM = Words("Từ {lower} trở lên", "From {lower} up")
_BELOW = Words("Dưới {upper}", "Below {upper}")
_NEAR = Words("Sát cận (không quá {hair}): {names}.", "Within {hair} of a bound: {names}.")
TOTAL = Words("Cộng", "Total")
_NOT_HUNDRED = Words(
    "Các tỷ lệ đã làm tròn cộng lại được {sum} %, do làm tròn; tổng đúng là 100 %.",
    "The rounded shares add up to {sum} % because they are rounded; the true sum is 100 %.",
)
_NO_BANDS = Words("Đợt chấm điểm chưa quy định mức xếp loại.", "The campaign lays down no grades.")
NOBODY = Words("Chưa có đơn vị nào được xếp hạng.", "No unit has a rank yet.")
_UNROUNDED = Words(
    "Xếp loại và khoảng chỉ số theo chỉ số chưa làm tròn.", "Grades and ranges go by the unrounded index."
)
_GROUP = Words("Nhóm: {name}", "Group: {name}")
_BY_GRADE = Words("Số đơn vị theo xếp loại", "Units by grade")
_BY_INDEX = Words("Số đơn vị theo khoảng chỉ số", "Units by range of the index")
_COLUMNS = (6, 24, 11, 11, 58, *[9] * 5)
_LAST = len(_COLUMNS)
_LEAST_ROWS = 11  # of a chart
_ROOM = 60  # characters below a table


@dataclass(frozen=True)
class Share:
    """A line of a distribution: its name, how many, and the units within a hair of its lower bound."""

    name: str
    count: int
    lower: Decimal | None = None
    upper: Decimal | None = None
    near: tuple[Result, ...] = ()


def shares(summary: Summary, group: Group) -> tuple[Share, ...]:
    """Return how the units of a group that have a rank spread over the grades, the best one first.

    Where some lie below every grade, they are the last line; a campaign without grades has no line.
    """
    bounds = sorted(
        {band.name: (band.lower, band) for band in summary.campaign.bands if band.lower is not None}.items(),
        key=lambda each: each[1][0],
        reverse=True,
    )
    lines = []
    upper: Decimal | None = None
    for name, (lower, band) in bounds:
        near = tuple(r for r in group.ranked if band.near(index_of(r)))
        lines.append(Share(name, sum(r.grade == name for r in group.ranked), lower, upper, near))
        upper = lower
    left = len(group.ranked) - sum(line.count for line in lines)
    return (*lines, Share("", left, None, upper)) if lines and left else tuple(lines)


def bins(ranked: Sequence[Result]) -> tuple[tuple[Decimal, Decimal], ...]:
    """Return ranges of the index that hold all units: lower bound, upper bound; the last one holds its upper bound."""
    values = [index_of(result) for result in ranked]
    if not values:
        return ()
    low, high = min(values), max(values)
    steps = [step for step in _STEPS if (high - low) / step <= _MOST_BINS - 2] if high > low else [Decimal(1)]
    step = steps[0] if steps else high - low
    edge = (low / step).to_integral_value(ROUND_FLOOR) * step
    edges = [edge]
    while edges[-1] < high or len(edges) == 1:
        edges.append(edges[-1] + step)
    return tuple(itertools.pairwise(edges))


def fill(summary: Summary, language: Language, ranking: Shown) -> Sheet:
    """Return the sheet; its formulas count in the ranking."""
    draft = Draft(TITLE.in_(language), language)
    draft.put(0, 1, f"{TITLE.in_(language).upper()} – {summary.campaign.settings.name}", "title_left")
    draft.put(1, 1, f"{_ABOUT.in_(language)} {_UNROUNDED.in_(language)} {UNAPPRAISED.in_(language)}", "note")
    row = 3
    found = groups(summary)
    every = everybody(summary, language)
    ranges = bins(every.ranked)
    parts = [(_GROUP.say(language, name=group.called(language)), group) for group in found]
    breaks = []
    for title, group in parts if len(found) > 1 else [("", every)]:
        if row > 3:
            breaks.append(row)
        if title:
            row = section(draft, row, title)
        row = _group(draft, row, summary, group, ranked_in(ranking, group), ranges) + 1
    draft.skip(range(3))
    draft.tab = "result"
    area = (0, 1, max(row - 1, 3), fit(draft, _COLUMNS))
    draft.page = Page(area=area, below=summary.campaign.settings.name, breaks=tuple(breaks))
    return draft.sheet()


def _group(
    draft: Draft,
    row: int,
    summary: Summary,
    group: Group,
    ranked: Ranked | None,
    ranges: Sequence[tuple[Decimal, Decimal]],
) -> int:
    """Put down both tables of a group with their charts, and return the row after them."""
    if not group.ranked:
        return note(draft, row, NOBODY)
    if lines := shares(summary, group):
        row = grade_rows(draft, row, summary, lines, ranked)
        row += 1
    else:
        row = note(draft, row, _NO_BANDS) + 1
    return _histogram(draft, row, summary, group, ranked, ranges)


def grade_rows(
    draft: Draft,
    top: int,
    summary: Summary,
    lines: Sequence[Share],
    ranked: Ranked | None,
    *,
    remarks: bool = True,
    chart: tuple[int, int] = (len(GRADES.columns) + 1, _LAST),
) -> int:
    """Put the table of grades at a row with its chart in columns beside it, and return the row after both.

    Without `remarks` the table ends with the shares; what is to be said of bounds stands there only.
    """
    language, decimals = draft.language, summary.campaign.settings.decimals
    all_of_them = sum(line.count for line in lines)
    table = GRADES if remarks else Table(GRADES.name, 1, TITLE, _ABOUT, GRADES.columns[:-1])
    draft.lay(table, top, 0, height=24)
    first = top + 2
    for number, line in enumerate(lines, 1):
        row = first + number - 1
        name = line.name or UNGRADED.in_(language)
        draft.put(row, 1, number, "whole")
        draft.put(row, 2, name, "text")
        counted = f"SUMPRODUCT(--({ranked.grades.reference}={a1(row, 2)}))" if ranked and ranked.grades else ""
        draft.put(row, 3, line.count, "whole", formula=counted if line.name else "")
        _share(draft, row, line.count, all_of_them, first + len(lines), decimals)
        if remarks:
            draft.put(row, 5, _remark(line, language, decimals), "text")
    row = first + len(lines)
    _total(draft, row, first, all_of_them, decimals, len(table.columns))
    area = (top, chart[0], max(row, top + _LEAST_ROWS), chart[1])
    draft.chart(
        Chart(
            ChartKind.COLUMN,
            _BY_GRADE.in_(language),
            (Series((top + 1, 3), (first, 2, row - 1, 2), (first, 3, row - 1, 3)),),
            area,
            value_title=_COUNT.header.in_(language),
            lowest=ZERO,
            step=_step(max(line.count for line in lines)),
            labels=True,
        )
    )
    row += 1
    if told := _not_hundred([line.count for line in lines], language, decimals):
        row = note(draft, row, told, _ROOM)
    return max(row, area[2] + 1)


def _histogram(
    draft: Draft,
    top: int,
    summary: Summary,
    group: Group,
    ranked: Ranked | None,
    ranges: Sequence[tuple[Decimal, Decimal]],
) -> int:
    language, decimals = draft.language, summary.campaign.settings.decimals
    values = [index_of(result) for result in group.ranked]
    draft.lay(_BINS, top, 0, height=36)
    first = top + 2
    counts = []
    for number, (lower, upper) in enumerate(ranges):
        row, last = first + number, number == len(ranges) - 1
        counts.append(sum(lower <= value < upper or (last and value == upper) for value in values))
        words = _FROM_INCLUDING if last else _FROM_TO
        draft.put(row, 1, number + 1, "whole")
        draft.put(row, 2, words.say(language, lower=shown(lower, language), upper=shown(upper, language)), "text")
        formula = ranked.within(f"{lower:f}", f"{'<=' if last else '<'}{upper:f}") if ranked else ""
        draft.put(row, 3, counts[-1], "whole", formula=formula)
        _share(draft, row, counts[-1], len(values), first + len(ranges), decimals)
    row = first + len(ranges)
    _total(draft, row, first, len(values), decimals, len(_BINS.columns))
    area = (top, 5, max(row, top + _LEAST_ROWS + 4), _LAST)
    draft.chart(
        Chart(
            ChartKind.COLUMN,
            _BY_INDEX.in_(language),
            (Series((top + 1, 3), (first, 2, row - 1, 2), (first, 3, row - 1, 3)),),
            area,
            category_title=_BINS.column("range").header.in_(language),
            value_title=_COUNT.header.in_(language),
            lowest=ZERO,
            step=_step(max(counts)),
            labels=True,
        )
    )
    row += 1
    if told := _not_hundred(counts, language, decimals):
        row = note(draft, row, told, _ROOM)
    return max(row, area[2] + 1)


def _step(most: int) -> Decimal:
    """Return the step of an axis of counts: whole, and round."""
    return next(
        (step for step in map(Decimal, (1, 2, 5, 10, 20, 50, 100, 200, 500)) if most / step <= 8), Decimal(1000)
    )


def _share(draft: Draft, row: int, count: int, whole: int, total: int, decimals: int) -> None:
    formula = f"{a1(row, 3)}/{a1(total, 3, fixed='rc')}*100"
    draft.put(row, 4, Decimal(count) * 100 / whole, f"points{decimals}", formula=formula)


def _total(draft: Draft, row: int, first: int, whole: int, decimals: int, columns: int) -> None:
    for column in range(1, columns + 1):
        draft.put(row, column, None, "text.total")
    draft.put(row, 2, TOTAL, "text.total")
    draft.put(row, 3, whole, "whole.total", formula=f"SUM({a1(first, 3)}:{a1(row - 1, 3)})")
    draft.put(row, 4, Decimal(100), f"points{decimals}.total", formula=f"SUM({a1(first, 4)}:{a1(row - 1, 4)})")
    draft.skip((row,))


def _not_hundred(counts: Sequence[int], language: Language, decimals: int) -> str:
    """Return the sentence for shares that, as they are shown, do not add up to 100; "" where they do."""
    whole = sum(counts)
    added = sum((rounded(Decimal(count) * 100 / whole, decimals) for count in counts), ZERO)
    return "" if added == 100 else _NOT_HUNDRED.say(language, sum=shown(added, language, decimals))


def _remark(line: Share, language: Language, decimals: int) -> str:
    lower, upper = (shown(bound, language) for bound in (line.lower, line.upper))
    words = _BELOW if line.lower is None else _FROM if line.upper is None else _FROM_TO
    told = f"{words.say(language, lower=lower, upper=upper)}."
    if not line.near:
        return told
    fine = max(decimals, 4)
    names = [f"{r.unit.name} ({shown(index_of(r), language, fine)} %: {_grade(r, language)})" for r in line.near]
    return f"{told} {_NEAR.say(language, hair=shown(HAIR, language), names=few(names, language, 200))}"


def _grade(result: Result, language: Language) -> str:
    return result.grade or UNGRADED.in_(language)
