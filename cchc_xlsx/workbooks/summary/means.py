"""Mean points by area and by source, for the overview."""

from __future__ import annotations

from decimal import Decimal

from cchc_xlsx.model.book import Chart, ChartKind, Series, Value, a1
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Words, heading
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.summary.distribution import TOTAL
from cchc_xlsx.workbooks.summary.figures import applying
from cchc_xlsx.workbooks.summary.listing import section
from cchc_xlsx.workbooks.summary.spans import Group, Shown, cards, mean
from cchc_xlsx.workbooks.summary.standing import HALF, LAST, points, whole

_ABOUT = Words("Số liệu chính của đợt.", "The main figures.")
AREAS = Table(
    "area_means",
    1,
    Words("Tổng quan", "Overview"),
    _ABOUT,
    (
        Column("code", Words("Mã", "Code"), Words("Mã lĩnh vực.", "The area's code."), 6, Holds.CODE),
        Column("name", heading("area"), Words("Tên lĩnh vực.", "The area's name."), 26),
        points("mean", "Điểm trung bình", "Mean points"),
        points("maximum", "Điểm tối đa", "Maximum"),
        points("share", "Tỷ lệ (%)", "Share (%)"),
    ),
)
SOURCES = Table(
    "source_means",
    1,
    Words("Tổng quan", "Overview"),
    _ABOUT,
    (
        whole("number", "TT", "No."),
        Column("name", Words("Nguồn điểm", "Source of points"), Words("Nguồn điểm.", "The source."), 26),
        *AREAS.columns[2:],
    ),
)
SOURCE_NAMES = {
    Source.SELF: heading("self_score"),
    Source.SURVEY: heading("survey"),
    Source.BONUS: heading("bonus"),
    Source.PENALTY: heading("penalty"),
}
_CUT = Words(
    "Mức trần đã bớt điểm của {n} đơn vị ({source}).",
    "The cap took points off {n} {n:unit|units} ({source}).",
)
_BY_AREA = Words("ĐIỂM TRUNG BÌNH THEO LĨNH VỰC", "MEAN POINTS BY AREA")


def by_area(draft: Draft, row: int, summary: Summary, every: Group, areas: Shown) -> int:
    """Put the means by area beside a chart of them against the maximum."""
    language, decimals = draft.language, summary.campaign.settings.decimals
    row = top = section(draft, row, _BY_AREA)
    draft.lay(AREAS, row, 0, height=36)
    first = end = row = row + 2
    found = [(card, applying(card, summary)) for card in cards(every.ranked)]
    counted = {summary.campaign.criteria.area_of(leaf.code) for leaf in summary.campaign.counted}
    for number, area in enumerate(summary.campaign.criteria.areas):
        if area.code not in counted:  # its points have not come, which is no zero
            continue
        these = [card.areas[number] for card, there in found if area.code in there or card.areas[number].maximum]
        points, maximum = [each.points for each in these], mean([each.maximum for each in these])
        span = areas.span(f"area_{area.code}", every.ranked)
        _mean_row(draft, row, (area.code, "code"), area.name, (mean(points), maximum), decimals,
                  f"AVERAGE({span.reference})" if span else "")  # fmt: skip
        row += 1
        end = row if maximum else end  # bonus and penalty, with no maximum to stand against, come last
    bottom = max(row + 1, top + 11)
    series = tuple(
        Series((top + 1, AREAS.offset(key)), (first, 1, end - 1, 1), (first, column, end - 1, column))
        for key in ("mean", "maximum")
        if (column := AREAS.offset(key))
    )
    draft.chart(
        Chart(
            ChartKind.COLUMN,
            Words("Điểm trung bình so với điểm tối đa", "Mean points against the maximum").in_(language),
            series if end > first else (),
            (top, HALF, bottom - 1, LAST),
            category_title=heading("area").in_(language),
            lowest=ZERO,
            decimals=min(decimals, 2),
            labels=end - first <= 5,
        )
    )
    return bottom


def _mean_row(
    draft: Draft,
    row: int,
    first: tuple[Value, str],
    name: str,
    figures: tuple[Decimal, Decimal],
    decimals: int,
    formula: str = "",
) -> None:
    """Put a row of a mean, its maximum and their ratio; without a maximum there is no ratio."""
    average, maximum = figures
    draft.put(row, 1, *first)
    draft.put(row, 2, name, "text")
    draft.put(row, 3, average, f"points{decimals}", formula=formula)
    draft.put(row, 4, maximum or None, f"points{decimals}")
    ratio = f"{a1(row, 3)}/{a1(row, 4)}*100" if maximum else ""
    draft.put(row, 5, average / maximum * 100 if maximum else None, f"points{decimals}", formula=ratio)


def by_source(draft: Draft, row: int, summary: Summary, every: Group, ranking: Shown) -> int:
    """Put the means by source, where points come from more than the units themselves."""
    language, decimals = draft.language, summary.campaign.settings.decimals
    found = cards(every.ranked)
    sources = [each for each in Source if any(card.source(each) for card in found)]
    if len(sources) < 2:
        return row
    draft.lay(SOURCES, row, 0, height=36)
    first = row = row + 2
    for number, source in enumerate(sources, 1):
        parts = [card.source(source) for card in found]
        figures = tuple(mean([getattr(part, key) if part else ZERO for part in parts]) for key in ("points", "maximum"))
        _mean_row(draft, row, (number, "whole"), SOURCE_NAMES[source].in_(language), (figures[0], figures[1]), decimals)
        cut = sum(bool(part and part.cut) for part in parts)
        if cut:
            told = _CUT.say(language, n=cut, source=SOURCE_NAMES[source].in_(language).lower())
            draft.put(row, HALF, told, "note")
        row += 1
    whole = (mean([card.points for card in found]), mean([card.maximum for card in found]))
    _mean_row(
        draft, row, (None, "whole"), TOTAL.in_(language), whole, decimals, f"SUM({a1(first, 3)}:{a1(row - 1, 3)})"
    )
    for column in range(1, 6):
        draft.styles[row, column] += ".total"
    draft.skip((row,))
    return row + 1
