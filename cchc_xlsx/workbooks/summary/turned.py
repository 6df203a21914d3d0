"""The matrix of many units, turned: a row a unit, a column a criterion; what is told of a criterion stands on top."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from cchc_xlsx.model.book import Sheet, a1, a1_area
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.submission import State
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.summary.figures import Tally, percent, ranked
from cchc_xlsx.workbooks.summary.listing import begin, finish
from cchc_xlsx.workbooks.summary.matrix import CRITERION, RANK, TITLE, named, shown_score, units_of

_ABOUT = Words(
    "Dòng đơn vị theo thứ tự xếp hạng. Trống: chưa chấm hoặc chưa có tệp; KAD: không áp dụng; ✗: giá trị sai. Màu càng "
    "đậm là càng thấp so với điểm tối đa.",
    "Units in the order of the ranking. Empty: not scored or nothing received; N/A: not applicable; ✗: wrong. The "
    "deeper the colour, the further below the maximum.",
)
_UNIT = (
    Column("unit", Words("Mã đơn vị", "Code"), Words("Mã đơn vị.", "The unit's code."), 9, Holds.CODE),
    Column("name", Words("Đơn vị", "Unit"), Words("Tên đơn vị.", "The unit's name."), 28),
    Column("rank", RANK, Words("Hạng / số đơn vị được xếp hạng trong nhóm.", "Rank / units ranked in the group."), 12),
)
#: What is told of each criterion above its heading, by the columns of the matrix that is not turned, and its style.
_TOLD = {"maximum": "points", "mean": "points2", "share": "percent", "losing": "whole"}
_ABOVE = 2  # the row of the first of them
_TOP = _ABOVE + len(_TOLD)
_FIRST = _TOP + 2


def table(summary: Summary) -> Table:
    """Return the table: a row a unit, a column a criterion."""
    criteria = []
    for each in summary.campaign.counted:
        header = Words(*(f"{each.code}. {named(each, language)}" for language in ("vi", "en")))
        criteria.append(Column(f"criterion_{each.code}", header, Words("Điểm.", "Points."), 12, Holds.POINTS))
    return Table("matrix_by_unit", 1, TITLE, _ABOUT, (*_UNIT, *criteria))


def fill(summary: Summary, language: Language, sums: Mapping[str, Tally]) -> Sheet:
    """Return the sheet; `sums` are those of `tally`."""
    layout = table(summary)
    draft = begin(layout, summary, language, top=_TOP)
    draft.rows[_FIRST - 1] = (120, False)
    first, end = len(_UNIT) + 1, _FIRST + len(summary.results)
    _above(draft, summary, first, sums)
    draft.follow(_FIRST, lambda to: _rows(to, summary, first))
    for column, criterion in enumerate(summary.campaign.counted, first):
        if criterion.highest and summary.results:
            draft.scales.append(((_FIRST, column, end - 1, column), criterion.highest))
    finish(draft, layout, end, summary, frozen=first, top=_TOP)
    return draft.sheet()


def _rows(draft: Draft, summary: Summary, first: int) -> Iterator[None]:
    language, codes = draft.language, [criterion.code for criterion in summary.campaign.counted]
    for row, result in enumerate(units_of(summary), _FIRST):
        draft.put(row, 1, result.unit.code, "code")
        draft.put(row, 2, result.unit.name, "text")
        draft.put(row, 3, f"{result.rank}/{result.ranked_among}" if result.rank is not None else "–", "centre")
        scores = {score.code: score for score in result.card.criteria} if result.card else {}
        for column, code in enumerate(codes, first):
            score = scores.get(code)
            if score is not None and score.state is State.SCORED:
                draft.put(row, column, score.score, "points")
            else:
                wrong = score is not None and score.state is State.INVALID
                draft.put(row, column, shown_score(score, language), "points.invalid" if wrong else "points")
        yield


def _above(draft: Draft, summary: Summary, first: int, sums: Mapping[str, Tally]) -> None:
    """Put down what is told of each criterion: figures of the ranked units, whose rows are the first."""
    rows = {key: row for row, key in enumerate(_TOLD, _ABOVE)}
    headers = {column.key: column.header for column in CRITERION}
    for key, row in rows.items():
        draft.put(row, 2, headers[key], "note")
    units = ranked(summary)
    for column, criterion in enumerate(summary.campaign.counted, first):
        area = a1_area((_FIRST, column, _FIRST + max(len(units), 1) - 1, column))
        most, mid = a1(rows["maximum"], column), a1(rows["mean"], column)
        of = sums[criterion.code]
        values: dict[str, tuple[Decimal | int | None, str]] = {"maximum": (criterion.maximum, "")}
        if of.scored:
            average = of.points / of.scored
            values["mean"] = average, f"AVERAGE({area})"
            if criterion.highest:
                values["share"] = percent(average, criterion.highest), f"{mid}/{most}*100"
        if units and criterion.source is not Source.BONUS:
            bound = f'"<"&{most}' if criterion.highest else '"<0"'
            values["losing"] = of.losing, f"COUNTIF({area},{bound})"
        for key, style in _TOLD.items():
            value, formula = values.get(key, (None, ""))
            draft.put(rows[key], column, value, f"{style}.total", formula=formula)
