"""The tables of a unit's page: points by area and source with a chart, losses, strengths, findings, every score."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cchc_xlsx.model.book import ROW, Chart, ChartKind, Series, Value, a1, column_name, quoted
from cchc_xlsx.model.criteria import Criterion, Source
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.submission import State
from cchc_xlsx.model.summary import CriterionScore, Result, Scorecard
from cchc_xlsx.terms import Words, heading
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.summary.figures import Means, applying, lost, percent
from cchc_xlsx.workbooks.summary.links import link_place, spot
from cchc_xlsx.workbooks.summary.listing import SEVERITY, SEVERITY_STYLE, SOURCE, STATE
from cchc_xlsx.workbooks.summary.profile_grid import CODE, FIFTH, LAST, MAXIMUM, MEAN, NAME, SCORE, TABLE, Told, Whole

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


def areas(draft: Draft, whole: Whole, card: Scorecard, group: Means, row: int) -> int:
    """Put points by area and by source beside the mean of the group, and the chart; return the row after them."""
    language, by_code = whole.language, whole.summary.campaign.criteria.by_code
    for column, words in enumerate(_BY_AREA, CODE):
        draft.put(row, column, words, "header")
    first = row + 1
    compared, there = 0, applying(card, whole.summary)
    for below, area in enumerate(sorted(card.areas, key=lambda area: not area.maximum), first):
        mean = group.areas.get(area.code)
        compared += mean is not None and bool(area.maximum)
        _share(draft, whole, below, area.points, area.maximum, mean)
        if area.code not in there and not area.maximum:
            draft.put(below, SCORE, STATE[State.NOT_APPLICABLE], "centre")
        draft.put(below, CODE, area.code, "code")
        draft.put(below, NAME, by_code[area.code].name, "text")
    row = first + len(card.areas)
    if len(card.sources) > 1:
        draft.put(row, CODE, _BY_SOURCE, "block")
        for column in range(NAME, LAST + 1):
            draft.put(row, column, None, "block")
        row += 1
        for part in card.sources:
            _share(draft, whole, row, part.points, part.maximum, None)
            draft.put(row, CODE, None, "text")
            draft.put(row, NAME, SOURCE[part.source].in_(language), "text")
            row += 1
    _share(draft, whole, row, card.points, card.maximum, group.index, ".total")
    draft.put(row, CODE, None, "text.total")
    draft.put(row, NAME, _SUM, "text.total")
    row += 1
    if compared >= _FEWEST:
        _chart(draft, whole, first, compared, row + 1)
        row += _CHART_ROWS + 2
    return row


def _share(
    draft: Draft, whole: Whole, row: int, points: Decimal, maximum: Decimal, mean: Decimal | None, total: str = ""
) -> None:
    """Put points, maximum and share beside the mean of the group; by how much it is above that, with a sign."""
    share = percent(points, maximum)
    draft.put(row, MAXIMUM, maximum or None, f"points{whole.decimals}{total}")
    draft.put(row, SCORE, points, f"points{whole.decimals}{total}")
    draft.put(row, FIFTH, share, f"percent{total}",
              formula=f"{a1(row, SCORE)}/{a1(row, MAXIMUM)}*100" if share is not None else "")  # fmt: skip
    draft.put(row, MEAN, mean, f"percent{total}")
    compared = share is not None and mean is not None
    draft.put(row, LAST, share - mean if share is not None and mean is not None else None, f"trend{total}",
              formula=f"{a1(row, FIFTH)}-{a1(row, MEAN)}" if compared else "")  # fmt: skip


def _chart(draft: Draft, whole: Whole, first: int, count: int, row: int) -> None:
    title = _CHART.in_(whole.language)
    last = first + count - 1
    codes = (first, CODE, last, CODE)
    series = tuple(Series((first - 1, column), codes, (first, column, last, column)) for column in (FIFTH, MEAN))
    within = all(Decimal(draft.cells[each, FIFTH].text) <= 100 for each in range(first, last + 1))
    below = row + _CHART_ROWS - 1
    for each in range(row, below + 1):
        draft.rows[each] = (_ROW, False)
    draft.chart(
        Chart(ChartKind.COLUMN, title, series, (row, CODE, below, LAST), about=title,
              category_title=_BY_AREA[1].in_(whole.language), lowest=ZERO, highest=Decimal(100) if within else None)
    )  # fmt: skip


def told(whole: Whole, result: Result, group: Means) -> list[Told]:
    """Return what each score of a unit comes to."""
    name, linked = result.unit.group, bool(result.file)
    found = []
    for score in result.card.criteria if result.card else ():
        key = name, score.code, score.score, score.state, score.place, linked
        if (known := whole.told.get(key)) is None and (criterion := whole.counted.get(score.code)):
            known = whole.told[key] = _told(whole, group, score, criterion, linked)
        if known:
            found.append(known)
    return found


def _told(whole: Whole, group: Means, score: CriterionScore, criterion: Criterion, linked: bool) -> Told:
    less, mean = lost(score, criterion), group.criteria.get(score.code)
    valid = score.score if score.state is State.SCORED else None
    above = None if valid is None or mean is None else valid - mean
    draft = Draft("", whole.language)
    _score(draft, whole, group, 0, score, criterion)
    of = f"{column_name(MAXIMUM)}{ROW}" if criterion.highest else ""
    draft.put(0, FIFTH, less or None, "points", formula=f"{of}-{column_name(SCORE)}{ROW}" if less else "")
    spots = {}
    if linked and score.place.sheet and criterion.source is not Source.SURVEY:
        spots[LAST] = f"{quoted(score.place.sheet)}!{score.place.cell or 'A1'}"
        draft.styles[0, LAST] = "link"
    return Told(score, criterion, draft.line(spots), less, above)


def criteria(
    draft: Draft, whole: Whole, result: Result, group: Means, row: int, scores: Sequence[Told]
) -> int:  # fmt: skip
    """Put the criteria on which the unit loses most, and those on which it is furthest above the others."""
    losses = sorted([(each.lost, each) for each in scores if each.lost], key=lambda pair: -pair[0])
    gains = sorted(
        [(each.above, each) for each in scores if each.above and each.above > ZERO], key=lambda pair: -pair[0]
    )
    fifth = TABLE.column("lost").header
    row = _listed(draft, whole, result, group, row, _LOST, fifth, losses[:_MOST_LOST])
    return _listed(draft, whole, result, group, row, _STRONG, _ABOVE, gains[:_MOST_STRONG])


def _listed(
    draft: Draft, whole: Whole, result: Result, group: Means, row: int, title: Words, fifth: Words,
    those: Sequence[tuple[Decimal, Told]],
) -> int:  # fmt: skip
    """Put some criteria with a figure each below a title; return the row after them, the same where there are none."""
    if not those:
        return row
    headings = [column.header for column in TABLE.columns]
    headings[NAME - 1], headings[FIFTH - 1] = title, fifth
    for column, words in enumerate(headings, CODE):
        draft.put(row, column, words, "header")
    for below, (figure, each) in enumerate(those, row + 1):
        score, criterion = each.score, each.criterion
        _score(draft, whole, group, below, score, criterion)
        draft.put(below, FIFTH, figure, "points2")
        if criterion.source is not Source.SURVEY:
            link_place(draft, (below, LAST), spot(result, score.place), whole.received, whole.containers)
    return row + len(those) + 2


def _score(draft: Draft, whole: Whole, group: Means, row: int, score: CriterionScore, criterion: Criterion) -> None:
    """Put a criterion's score with the mean of the group, and the place it stands at."""
    value: Value = score.score
    if score.score is None and score.state is not State.EMPTY:
        value = STATE[score.state].in_(whole.language)
    draft.put(row, CODE, score.code, "code")
    draft.put(row, NAME, criterion.name, "text")
    draft.put(row, MAXIMUM, criterion.maximum, "points")
    draft.put(row, SCORE, value, "points.invalid" if score.state is State.INVALID else "points")
    draft.put(row, MEAN, group.criteria.get(score.code), "points2")
    draft.put(row, LAST, str(score.place) if score.place.sheet else "", "text")


def findings(draft: Draft, whole: Whole, result: Result, row: int) -> int:
    """Put the worst findings of the unit; return the last row."""
    found = whole.found.get(result.unit.code, ())
    if not found:
        draft.put(row, CODE, _NO_FINDINGS, "note")
        return row
    for column, words in enumerate(_FOUND, CODE):
        draft.put(row, column, words, "header")
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
    draft.put(row, CODE, TABLE.about, "note")
    draft.skip((row - 1, row))
    draft.lay(TABLE, row + 1, 0, height=34)
    container = whole.containers.get(result.file or "")
    path = f"{whole.received}/{container or result.file}" if result.file else ""
    draft.repeat(row + 3, [each.line for each in scores], path, deep=not container)
