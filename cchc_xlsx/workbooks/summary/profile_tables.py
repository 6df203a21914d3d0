"""The tables of a unit's page: points by area and source with a chart, losses, strengths, findings, every score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from heapq import nlargest
from operator import attrgetter

from cchc_xlsx.model.book import Chart, ChartKind, Series, Value, quoted
from cchc_xlsx.model.criteria import Criterion, Source
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.submission import State
from cchc_xlsx.model.summary import CriterionScore, Result, Scorecard
from cchc_xlsx.terms import Words, heading
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.summary.figures import Means, applying, lost, percent
from cchc_xlsx.workbooks.summary.links import link_place
from cchc_xlsx.workbooks.summary.listing import SEVERITY, SEVERITY_STYLE, SOURCE, STATE
from cchc_xlsx.workbooks.summary.profile_grid import (
    CODE,
    FIFTH,
    LAST,
    MAXIMUM,
    MEAN,
    NAME,
    SCORE,
    TABLE,
    Told,
    Whole,
    at,
    blank,
    headings,
    text,
)

_BY_AREA = (
    Words("Mã", "Code"), Words("Lĩnh vực", "Area"), heading("maximum"), Words("Điểm", "Points"),
    Words("% điểm tối đa", "% of maximum"), Words("TB nhóm (%)", "Group mean (%)"),
    Words("So với TB nhóm", "Against the mean"),
)  # fmt: skip
_BY_SOURCE = Words("Theo nguồn điểm", "By source")
_SUM = Words("Tổng cộng", "Total")
_CHART = Words(
    "Tỷ lệ đạt theo lĩnh vực so với trung bình nhóm (%)", "Share of each area's maximum against the mean (%)"
)
_LOST = Words("Mất điểm nhiều nhất", "Most points lost")
_STRONG = Words("Cao hơn trung bình nhóm nhiều nhất", "Furthest above the mean of the group")
_ABOVE = Words("Cao hơn TB", "Above mean")
_FOUND = (
    Words("STT", "No."), Words("Lỗi và điều cần xem lại", "Errors and what to look at"), Words("Mức độ", "Severity"),
    Words("Tiêu chí", "Criterion"), Words("Điểm liên quan", "Points at stake"), Words("Quy tắc", "Rule"),
    Words("Vị trí", "Place"),
)  # fmt: skip
_NO_FINDINGS = Words("Không có lỗi hay điều gì cần xem lại.", "There is nothing wrong and nothing to look at.")
_MORE = Words("… và {count} điều khác ở trang “{sheet}”.", "… and {count} more on the sheet “{sheet}”.")
_CHART_ROWS = 11
_ROW = 16.5  # points: the height of a row below a chart
_MOST_LOST, _MOST_STRONG, _MOST_FINDINGS = 6, 4, 5
_FEWEST = 2  # areas: a chart of one tells nothing
_ALL = Decimal(100)  # per cent


def areas(draft: Draft, whole: Whole, card: Scorecard, group: Means, row: int) -> int:
    """Put points by area and by source beside the mean of the group, and the chart; return the row after them."""
    by_code = whole.summary.campaign.criteria.by_code
    draft.lines[row] = whole.line(headings, *_BY_AREA)
    first = row + 1
    shares, there = [], applying(card, whole.summary)
    for below, area in enumerate(sorted(card.areas, key=lambda area: not area.maximum), first):
        mean, share = group.areas.get(area.code), percent(area.points, area.maximum)
        if mean is not None and share is not None:
            shares.append(share)
        figures = area.points, area.maximum, share, mean
        name, there_is = by_code[area.code].name, bool(area.maximum) or area.code in there
        draft.lines[below] = whole.line(_area, whole.decimals, area.code, name, there_is, *figures)
    row = first + len(card.areas)
    if len(card.sources) > 1:
        draft.lines[row] = whole.line(_sources)
        for below, part in enumerate(card.sources, row + 1):
            figures = part.points, part.maximum, percent(part.points, part.maximum), None
            draft.lines[below] = whole.line(_source, whole.decimals, part.source, *figures)
        row += 1 + len(card.sources)
    figures = card.points, card.maximum, percent(card.points, card.maximum), group.index
    draft.lines[row] = whole.line(_total, whole.decimals, *figures)
    row += 1
    if len(shares) >= _FEWEST:
        _chart(draft, whole, (first, first + len(shares) - 1), row + 1, within=max(shares) <= _ALL)
        row += _CHART_ROWS + 2
    return row


def _area(
    draft: Draft, decimals: int, code: str, name: str, there: bool, points: Decimal, maximum: Decimal,
    share: Decimal | None, mean: Decimal | None,
) -> None:  # fmt: skip
    _share(draft, decimals, points, maximum, share, mean)
    if not there:
        draft.put(0, SCORE, STATE[State.NOT_APPLICABLE], "centre")
    draft.put(0, CODE, code, "code")
    draft.put(0, NAME, name, "text")


def _sources(draft: Draft) -> None:
    draft.put(0, CODE, _BY_SOURCE, "block")
    for column in range(NAME, LAST + 1):
        draft.put(0, column, None, "block")


def _source(
    draft: Draft, decimals: int, source: Source, points: Decimal, maximum: Decimal, share: Decimal | None, mean: None
) -> None:
    _share(draft, decimals, points, maximum, share, mean)
    draft.put(0, CODE, None, "text")
    draft.put(0, NAME, SOURCE[source], "text")


def _total(
    draft: Draft, decimals: int, points: Decimal, maximum: Decimal, share: Decimal | None, mean: Decimal | None
) -> None:
    _share(draft, decimals, points, maximum, share, mean, ".total")
    draft.put(0, CODE, None, "text.total")
    draft.put(0, NAME, _SUM, "text.total")


def _share(
    draft: Draft, decimals: int, points: Decimal, maximum: Decimal, share: Decimal | None, mean: Decimal | None,
    total: str = "",
) -> None:  # fmt: skip
    """Put points, maximum and share beside the mean of the group; by how much it is above that, with a sign."""
    draft.put(0, MAXIMUM, maximum or None, f"points{decimals}{total}")
    draft.put(0, SCORE, points, f"points{decimals}{total}")
    draft.put(0, FIFTH, share, f"percent{total}",
              formula=f"{at(SCORE)}/{at(MAXIMUM)}*100" if share is not None else "")  # fmt: skip
    draft.put(0, MEAN, mean, f"percent{total}")
    compared = share is not None and mean is not None
    draft.put(0, LAST, share - mean if share is not None and mean is not None else None, f"trend{total}",
              formula=f"{at(FIFTH)}-{at(MEAN)}" if compared else "")  # fmt: skip


def _chart(draft: Draft, whole: Whole, rows: tuple[int, int], row: int, *, within: bool) -> None:
    title, (first, last) = _CHART.in_(whole.language), rows
    codes = (first, CODE, last, CODE)
    series = tuple(Series((first - 1, column), codes, (first, column, last, column)) for column in (FIFTH, MEAN))
    below = row + _CHART_ROWS - 1
    for each in range(row, below + 1):
        draft.rows[each] = (_ROW, False)
    draft.chart(
        Chart(ChartKind.COLUMN, title, series, (row, CODE, below, LAST), about=title,
              category_title=_BY_AREA[1].in_(whole.language), lowest=ZERO, highest=_ALL if within else None)
    )  # fmt: skip


def told(whole: Whole, result: Result, group: Means) -> list[Told]:
    """Return what each score of a unit comes to."""
    name, linked = result.unit.group, bool(result.file)
    near = whole.near.setdefault((name, linked), {})
    scores = result.card.criteria if result.card else ()
    for score in scores:
        if id(score) not in near:  # units share what is the same
            told, criterion = None, whole.counted.get(score.code)
            if criterion:
                key = name, score.code, score.score, score.state, score.place, linked
                told = whole.told[key] = whole.told.get(key) or _told(whole, group, score, criterion, linked)
            near[id(score)] = score, told
    return [told for score in scores if (told := near[id(score)][1])]


def _told(whole: Whole, group: Means, score: CriterionScore, criterion: Criterion, linked: bool) -> Told:
    less, mean = lost(score, criterion), group.criteria.get(score.code)
    valid = score.score if score.state is State.SCORED else None
    above = ZERO if valid is None or mean is None else max(valid - mean, ZERO)
    spots = {}
    if linked and score.place.sheet and criterion.source is not Source.SURVEY:
        spots[LAST] = f"{quoted(score.place.sheet)}!{score.place.cell or 'A1'}"
    draft = Draft("", whole.language)
    _score(draft, score, criterion, mean, spots)
    of = at(MAXIMUM) if criterion.highest else ""
    draft.put(0, FIFTH, less or None, "points", formula=f"{of}-{at(SCORE)}" if less else "")
    return Told(score, criterion, mean, spots, draft.line(spots), less, above)


def criteria(draft: Draft, whole: Whole, row: int, scores: Sequence[Told]) -> int:
    """Put the criteria on which the unit loses most, and those on which it is furthest above the others."""
    losses = nlargest(_MOST_LOST, [each for each in scores if each.lost], key=attrgetter("lost"))
    gains = nlargest(_MOST_STRONG, [each for each in scores if each.above], key=attrgetter("above"))
    row = _listed(draft, whole, row, (_LOST, TABLE.column("lost").header), [(each, each.lost) for each in losses])
    return _listed(draft, whole, row, (_STRONG, _ABOVE), [(each, each.above) for each in gains])


def _listed(
    draft: Draft, whole: Whole, row: int, titles: tuple[Words, Words], those: Sequence[tuple[Told, Decimal]]
) -> int:
    """Put some criteria with a figure each below a title; return the row after them, the same where there are none."""
    if not those:
        return row
    named = [column.header for column in TABLE.columns]
    named[NAME - 1], named[FIFTH - 1] = titles
    draft.lines[row] = whole.line(headings, *named)
    for below, (each, figure) in enumerate(those, row + 1):
        draft.lines[below] = whole.line(_figure, each, figure)
    return row + len(those) + 2


def _figure(draft: Draft, told: Told, figure: Decimal) -> Mapping[int, str]:
    _score(draft, told.score, told.criterion, told.mean, told.spots)
    draft.put(0, FIFTH, figure, "points2")
    return told.spots


def _score(
    draft: Draft, score: CriterionScore, criterion: Criterion, mean: Decimal | None, spots: Mapping[int, str]
) -> None:
    """Put a criterion's score with the mean of the group, and the place it stands at."""
    value: Value | Words = score.score
    if score.score is None and score.state is not State.EMPTY:
        value = STATE[score.state]
    draft.put(0, CODE, score.code, "code")
    draft.put(0, NAME, criterion.name, "text")
    draft.put(0, MAXIMUM, criterion.maximum, "points")
    draft.put(0, SCORE, value, "points.invalid" if score.state is State.INVALID else "points")
    draft.put(0, MEAN, mean, "points2")
    draft.put(0, LAST, str(score.place) if score.place.sheet else "", "link" if LAST in spots else "text")


def findings(draft: Draft, whole: Whole, result: Result, row: int) -> int:
    """Put the worst findings of the unit; return the last row."""
    found = whole.found.get(result.unit.code, ())
    if not found:
        draft.lines[row] = whole.line(text, _NO_FINDINGS, "note")
        return row
    draft.lines[row] = whole.line(headings, *_FOUND)
    for number, finding in enumerate(found[:_MOST_FINDINGS], 1):
        row += 1
        draft.put(row, CODE, number, "whole")
        draft.put(row, NAME, finding.message.in_(whole.language), "text")
        severity = SEVERITY[finding.severity].in_(whole.language)
        draft.put(row, MAXIMUM, severity, f"sign{SEVERITY_STYLE[finding.severity]}")
        draft.put(row, SCORE, finding.criterion, "code")
        draft.put(row, FIFTH, finding.points_at_stake or None, "points")
        draft.put(row, MEAN, finding.rule, "code")
        draft.put(row, LAST, str(finding.place) if finding.place.sheet else "", "text")
        link_place(draft, (row, LAST), finding.place, whole.received, whole.containers)
    rest = len(found) - _MOST_FINDINGS
    if rest > 0:
        row += 1
        draft.put(row, CODE, _MORE.say(whole.language, count=rest, sheet=whole.findings), "note")
        draft.link(row, CODE, whole.findings)
    return row


def scores(draft: Draft, whole: Whole, result: Result, row: int, scores: Sequence[Told]) -> None:
    """Put every score below the page."""
    draft.lines[row - 1] = whole.line(blank)
    draft.lines[row] = whole.line(text, TABLE.about, "note")
    draft.lines[row + 1] = whole.line(_keys)
    draft.lines[row + 2] = whole.line(headings, *[column.header for column in TABLE.columns])
    draft.rows |= {row + 1: (None, True), row + 2: (34, False)}
    container = whole.containers.get(result.file or "")
    if result.file:
        draft.lead(f"{whole.received}/{container or result.file}", deep=not container)
    draft.repeat(row + 3, [each.line for each in scores])


def _keys(draft: Draft) -> None:
    draft.lay(TABLE, 0, 0)
