"""The sheet of the sociological survey: what each unit was given, entered by the superior; or a file of that shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cchc_xlsx.model.book import Book, Sheet
from cchc_xlsx.model.campaign import SurveyScore
from cchc_xlsx.model.criteria import CriteriaSet, Criterion, Source
from cchc_xlsx.model.points import ZERO, readings
from cchc_xlsx.model.submission import Score, State, Trouble
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.campaign import units
from cchc_xlsx.workbooks.campaign.listing import list_sheet
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.tables import Found, headed_tables, score_of, tables_in

TABLE = Table(
    "survey",
    1,
    Words("Điều tra XHH", "Survey"),
    Words(
        "Điểm điều tra xã hội học của từng đơn vị, do cấp trên nhập khi có kết quả; để trống khi chưa có. Từ khi có "
        "điểm "
        "đầu tiên, điểm điều tra được tính vào điểm và điểm tối đa của mọi đơn vị.",
        "The sociological survey's points of each unit, entered by the superior when they are known; empty until then. "
        "From the first score on, the survey counts in the points and the maximum of every unit.",
    ),
    (
        Column("unit", Words("Mã đơn vị", "Unit"),
               Words("Mã của đơn vị ở trang Đơn vị.", "The unit's code, as on the sheet Units."),
               12, Holds.CODE, open=True, required=True),
        Column("criterion", Words("Mã tiêu chí", "Criterion"),
               Words("Mã tiêu chí có nguồn điểm là điều tra XHH; để trống nếu bộ tiêu chí chỉ có một tiêu chí như vậy.",
                     "The code of a criterion whose points come from the survey; empty where the set has only one."),
               12, Holds.CODE, open=True),
        Column("score", Words("Điểm điều tra", "Survey score"),
               Words("Điểm điều tra của đơn vị, từ 0 đến điểm tối đa của tiêu chí.",
                     "The unit's points, from 0 to the criterion's maximum."),
               14, Holds.SCORE, open=True, required=True),
        Column("remark", Words("Ghi chú", "Remark"),
               Words("Nguồn số liệu, số phiếu điều tra.", "Where the figure comes from, how many forms."), 60,
               open=True),
    ),
    optional=True,
)  # fmt: skip


def fill(survey: Sequence[SurveyScore], language: Language) -> Sheet:
    """Return the sheet of the survey's points."""
    rows = [
        {
            "unit": each.unit,
            "criterion": each.criterion,
            "score": each.score.value if each.score.state is State.SCORED else each.score.typed,
            "remark": each.remark,
        }
        for each in survey
    ]
    return list_sheet(TABLE, rows, language, spare=20, choices={"unit": units.codes_in(language)}).sheet()


def parse(found: Sequence[Found], criteria: CriteriaSet) -> tuple[SurveyScore, ...]:
    """Return the survey's scores in the order of their rows; the only survey criterion need not be named."""
    leaves = [leaf.code for leaf in criteria.leaves if leaf.source is Source.SURVEY]
    only = leaves[0] if len(leaves) == 1 else ""
    scores = []
    for row in (row for each in found for row in each.rows):
        code = row.text("criterion").rstrip(".") or only
        known = criteria.by_code.get(code)
        score = score_of(row.cell("score"), row.place("score"), known.maximum if known else None)
        scores.append(SurveyScore(row.text("unit"), code, _meant(score, known), row.text("remark"), row.place("unit")))
    return tuple(scores)


def _meant(score: Score, criterion: Criterion | None) -> Score:
    """Return a score as the mean of a survey: `9,025` of 15 points is no nine thousand, and a CSV holds texts only."""
    if score.trouble is not Trouble.AMBIGUOUS or criterion is None:
        return score
    fitting = [number for number in readings(score.typed) if ZERO <= number <= criterion.highest]
    if len(fitting) != 1:
        return score
    return replace(score, state=State.SCORED, value=fitting[0], trouble=Trouble.NONE, as_text=True)


def parse_survey(book: Book, file: str, criteria: CriteriaSet) -> tuple[SurveyScore, ...] | None:
    """Return what a file beside the campaign workbook gives: its hidden keys or its headings tell the columns.

    None where it holds no such table.
    """
    found = [each for each in tables_in(book, file, (TABLE,)) if each.name == TABLE.name]
    found = found or list(headed_tables(book, TABLE, file))
    return parse(found, criteria) if found else None
