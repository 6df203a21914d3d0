"""Criteria × units: every score of every unit, with a heat scale along each criterion and what is lost on it."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_xlsx.model.book import EMPTY, Cell, Sheet, Value, a1, a1_area, cell
from cchc_xlsx.model.criteria import Criterion, Source
from cchc_xlsx.model.submission import State
from cchc_xlsx.model.summary import CriterionScore, Result, Summary
from cchc_xlsx.terms import Language, Words, heading
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.summary.figures import Tally, order, percent, ranked, tally
from cchc_xlsx.workbooks.summary.listing import FIRST, SOURCE, begin, finish

#: Where there are more units, the matrix is turned (`turned`): nobody reads so many columns.
MOST_ACROSS = 250
TITLE = Words("Ma trận điểm", "Matrix")
CRITERION = (
    Column("criterion", Words("Mã", "Code"), Words("Mã tiêu chí.", "The criterion's code."), 9, Holds.CODE),
    Column("name", Words("Tiêu chí", "Criterion"), Words("Tên tiêu chí.", "The criterion's name."), 46),
    Column("maximum", heading("maximum"), Words("Điểm tối đa.", "The maximum."), 8, Holds.POINTS),
    Column("mean", Words("Trung bình", "Mean"),
           Words("Trung bình các đơn vị được xếp hạng có điểm.", "Mean of the ranked units that have a score."), 9,
           Holds.POINTS),
    Column("share", Words("% điểm tối đa", "% of maximum"), Words("Trung bình / điểm tối đa × 100.",
                                                                  "Mean / maximum × 100."), 9, Holds.POINTS),
    Column("losing", Words("Số đơn vị mất điểm", "Units losing points"),
           Words("Số đơn vị được xếp hạng chưa đạt điểm tối đa.", "Ranked units below the maximum."), 9,
           Holds.WHOLE),
)  # fmt: skip
_ABOUT = Words(
    "Cột đơn vị theo thứ tự xếp hạng. Trống: chưa chấm hoặc chưa có tệp; KAD: không áp dụng; ✗: giá trị sai. Màu càng "
    "đậm là càng thấp so với điểm tối đa.",
    "Units in the order of the ranking. Empty: not scored or nothing received; N/A: not applicable; ✗: wrong. The "
    "deeper the colour, the further below the maximum.",
)
RANK = Words("Xếp hạng", "Rank")


def turns(summary: Summary) -> bool:
    """Tell whether the matrix has a row a unit, and a column a criterion."""
    return len(summary.results) > MOST_ACROSS


def units_of(summary: Summary) -> list[Result]:
    """Return the units in the order of the matrix: the ranked ones first, in the order of the ranking."""
    return sorted(order(summary), key=lambda result: result.rank is None)


def table(summary: Summary) -> Table:
    """Return the table: a row a criterion, a column a unit."""
    units = tuple(
        Column(f"unit_{r.unit.code}", Words(r.unit.name, r.unit.name), Words("Điểm.", "Points."), 10, Holds.POINTS)
        for r in units_of(summary)
    )
    return Table("matrix", 1, TITLE, _ABOUT, (*CRITERION, *units))


def fill(summary: Summary, language: Language, sums: Mapping[str, Tally] | None = None) -> Sheet:
    """Return the sheet; `sums` are those of `tally`, where they are known."""
    layout, units = table(summary), units_of(summary)
    draft = begin(layout, summary, language)
    draft.rows[FIRST - 1] = (72, False)
    scores = {r.unit.code: {score.code: score for score in r.card.criteria} if r.card else {} for r in units}
    first, last = len(CRITERION) + 1, len(layout.columns)
    sums, units_ranked = sums or tally(summary), len(ranked(summary))
    each_in_order = [scores[r.unit.code] for r in units]
    #: By the identity of scores, for units share what is the same; they are kept, so that no other gets it.
    shown: dict[int, tuple[Cell, str, CriterionScore | None]] = {}
    _ranks(draft, units, first)
    row = FIRST
    for criterion in summary.campaign.counted:
        _criterion(draft, layout, row, criterion, sums[criterion.code], units_ranked)
        for column, of_unit in enumerate(each_in_order, first):
            score = of_unit.get(criterion.code)
            if (known := shown.get(id(score))) is None:
                style = "points.invalid" if score and score.state is State.INVALID else "points"
                known = shown[id(score)] = cell(shown_score(score, language)), style, score
            if known[0] is not EMPTY:
                draft.cells[row, column] = known[0]
            draft.styles[row, column] = known[1]
        if criterion.highest and last >= first:
            draft.scales.append(((row, first, row, last), criterion.highest))
        row += 1
    finish(draft, layout, row, summary, frozen=layout.offset("name") + 1)
    return draft.sheet()


def _ranks(draft: Draft, units: list[Result], first: int) -> None:
    """Put the rank of each unit above its name."""
    draft.put(FIRST - 3, first - 1, RANK, "note")
    for column, result in enumerate(units, first):
        rank = f"{result.rank}/{result.ranked_among}" if result.rank is not None else "–"
        draft.put(FIRST - 3, column, rank, "centre")


def _criterion(draft: Draft, layout: Table, row: int, criterion: Criterion, whole: Tally, units: int) -> None:
    """Put down what is told of a criterion: as figures of the ranked units, whose columns are the first."""
    first = len(CRITERION) + 1
    area = a1_area((row, first, row, first + max(units, 1) - 1))
    average = whole.points / whole.scored if whole.scored else None
    most, mid = a1(row, layout.offset("maximum")), a1(row, layout.offset("mean"))
    values: dict[str, Value] = {
        "criterion": criterion.code,
        "name": named(criterion, draft.language),
        "maximum": criterion.maximum,
        "mean": average,
    }
    formulas = {"mean": f"AVERAGE({area})"} if average is not None else {}
    if average is not None and criterion.highest:
        values["share"], formulas["share"] = percent(average, criterion.highest), f"{mid}/{most}*100"
    if units and criterion.source is not Source.BONUS:
        values["losing"] = whole.losing
        bound = f'"<"&{most}' if criterion.highest else '"<0"'
        formulas["losing"] = f"COUNTIF({area},{bound})"
    styles: Mapping[str, str] = {"mean": "points2", "share": "percent"}
    for column in CRITERION:
        style = styles.get(column.key, column.style)
        draft.put(row, layout.offset(column.key), values.get(column.key), style, formula=formulas.get(column.key, ""))


def named(criterion: Criterion, language: Language) -> str:
    """Return a criterion's name, with the source of its points where that is not the unit."""
    own = criterion.source is Source.SELF
    return criterion.name if own else f"{criterion.name} ({SOURCE[criterion.source].in_(language)})"


def shown_score(score: CriterionScore | None, language: Language) -> Value:
    """Return what stands in the cell of a score."""
    if score is None or score.state is State.EMPTY:
        return None
    if score.state is State.NOT_APPLICABLE:
        return Words("KAD", "N/A").in_(language)
    return score.score if score.score is not None else "✗"
