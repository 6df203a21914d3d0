"""What a summary still waits for, in sentences for the page that says it all."""

from __future__ import annotations

from cchc_xlsx.model.points import ZERO, shown
from cchc_xlsx.model.summary import Result, Status, Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.summary import findings
from cchc_xlsx.workbooks.summary.figures import at_stake
from cchc_xlsx.workbooks.summary.spans import NO_SURVEY, few, survey_lacking

_APPRAISAL = Words(
    "Chưa thẩm định: mọi số liệu là điểm tự chấm, còn thay đổi theo kết quả của Hội đồng thẩm định.",
    "Not yet appraised: all figures are self scores and may change with the council's appraisal.",
)
_STATES = {
    Status.MISSING: Words("Chưa có tệp được tính: {n} đơn vị ({names}).",
                          "Nothing received: {n} {n:unit|units} ({names})."),
    Status.ERRORS: Words("Có lỗi phải sửa nên chưa xếp hạng: {n} đơn vị ({names}).",
                         "Not ranked until errors are mended: {n} {n:unit|units} ({names})."),
    Status.INCOMPLETE: Words("Chưa chấm đủ nên chưa xếp hạng: {n} đơn vị ({names}).",
                             "Not ranked until all is scored: {n} {n:unit|units} ({names})."),
    Status.EXCLUDED: Words("Không xếp hạng: {n} đơn vị ({names}).", "Excluded: {n} {n:unit|units} ({names})."),
}  # fmt: skip
_DOUBTS = Words(
    "{units} đơn vị được xếp hạng còn {points} điểm cần làm rõ; xem trang “{sheet}”.",
    "{units} ranked {units:unit has|units have} points at stake, {points} in all; see the sheet “{sheet}”.",
)


def pending(summary: Summary, language: Language) -> list[str]:
    """Return what is pending, a sentence each; never empty, for the scores have not been appraised."""
    told = [_APPRAISAL.in_(language)]
    if survey_lacking(summary):
        told.append(NO_SURVEY.in_(language))
    for status, words in _STATES.items():
        units = [result for result in summary.results if result.status is status]
        if units:
            names = few([_named(result) for result in units], language)
            told.append(words.say(language, n=len(units), names=names))
    stakes = at_stake(summary)
    doubted = [r.unit.code for r in summary.results if r.rank is not None and stakes.get(r.unit.code)]
    if doubted:
        points = shown(sum((stakes[code] for code in doubted), ZERO), language)
        sheet = findings.TABLE.title.in_(language)
        told.append(_DOUBTS.say(language, units=len(doubted), points=points, sheet=sheet))
    return [f"– {sentence}" for sentence in told]


def _named(result: Result) -> str:
    return f"{result.unit.name}: {result.reason}" if result.reason else result.unit.name
