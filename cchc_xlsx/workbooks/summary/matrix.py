"""Criteria × units: every score of every unit, with a heat scale along each criterion."""

from __future__ import annotations

from cchc_xlsx.model.book import Sheet, Value
from cchc_xlsx.model.submission import State
from cchc_xlsx.model.summary import CriterionScore, Summary
from cchc_xlsx.terms import Language, Words, heading
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.summary.listing import FIRST, begin, finish

_CRITERION = (
    Column("criterion", Words("Mã", "Code"), Words("Mã tiêu chí.", "The criterion's code."), 9, Holds.CODE),
    Column("name", Words("Tiêu chí", "Criterion"), Words("Tên tiêu chí.", "The criterion's name."), 46),
    Column("maximum", heading("maximum"), Words("Điểm tối đa.", "The maximum."), 8, Holds.POINTS),
)


def table(summary: Summary) -> Table:
    """Return the table: a row a criterion, a column a unit."""
    units = tuple(
        Column(f"unit_{r.unit.code}", Words(r.unit.name, r.unit.name), Words("Điểm.", "Points."), 10, Holds.POINTS)
        for r in summary.results
    )
    about = Words(
        "Điểm từng tiêu chí của từng đơn vị. Trống: chưa chấm hoặc chưa có tệp; KAD: không áp dụng; ✗: giá trị sai. "
        "Màu càng đậm là càng thấp so với điểm tối đa.",
        "The score of each criterion and unit. Empty: not scored or nothing received; N/A: not applicable; ✗: wrong. "
        "The deeper the colour, the further below the maximum.",
    )
    return Table("matrix", 1, Words("Ma trận điểm", "Matrix"), about, (*_CRITERION, *units))


def fill(summary: Summary, language: Language) -> Sheet:
    """Return the sheet."""
    layout = table(summary)
    draft = begin(layout, summary, language)
    draft.rows[FIRST - 1] = (72, False)
    scores = {r.unit.code: {score.code: score for score in r.card.criteria} if r.card else {} for r in summary.results}
    first, last = layout.offset("maximum") + 1, len(layout.columns)
    row = FIRST
    for criterion in summary.campaign.criteria.scored:
        draft.put(row, 1, criterion.code, "code")
        draft.put(row, 2, criterion.name, "text")
        draft.put(row, 3, criterion.maximum, "points")
        for column, result in enumerate(summary.results, first):
            score = scores[result.unit.code].get(criterion.code)
            style = "points.bad.bold" if score and score.state is State.INVALID else "points"
            draft.put(row, column, _shown(score, language), style)
        if criterion.highest and last >= first:
            draft.scales.append(((row, first, row, last), criterion.highest))
        row += 1
    finish(draft, layout, row, summary, frozen=4)
    return draft.sheet()


def _shown(score: CriterionScore | None, language: Language) -> Value:
    if score is None or score.state is State.EMPTY:
        return None
    if score.state is State.NOT_APPLICABLE:
        return Words("KAD", "N/A").in_(language)
    return score.score if score.score is not None else "✗"
