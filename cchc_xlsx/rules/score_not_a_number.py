"""A score cell holds something that is no score."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cchc_xlsx.model import arithmetic, points
from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import Criterion
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.submission import Score, State, Submission, Trouble
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._meant import either, fits, meant_by_date, shown_date
from cchc_xlsx.rules._words import NOTHING, at_stake, short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="S02",
    name="score_not_a_number",
    severity=Severity.ERROR,
    scope=Scope.CONTENT,
    title=Words(
        "Điểm tự chấm không phải là số",
        "A self score that is not a number",
    ),
    why=Words(
        "Chỉ số hoặc KAD mới được hiểu là điểm; nội dung khác không được đoán, vì đoán sai là sai điểm.",
        "Only numbers and KAD are scores; nothing else is guessed, since a wrong guess would be a wrong score.",
    ),
    message=Words(
        "{place}: “{typed}” chưa phải là điểm của tiêu chí {code}, vì {cause}.",
        "{place}: “{typed}” is not a score of criterion {code}: {cause}.",
    ),
    fix=Words(
        "Hãy nhập một số từ {lowest} đến {highest}, hoặc KAD nếu không phát sinh nhiệm vụ.{hint}",
        "Please enter a number from {lowest} to {highest}, or KAD where there is no such task.{hint}",
    ),
)
TEXT = Words("nội dung không phải là số", "it is not a number")
CAUSES = {
    Trouble.ERROR: Words("ô đang báo lỗi của bảng tính", "the cell shows an error of the spreadsheet"),
    Trouble.BOOLEAN: Words("ô chứa giá trị đúng/sai", "the cell says true or false"),
    Trouble.TOO_LARGE: Words("số này lớn đến mức không thể là điểm", "the number is far too large for a score"),
    Trouble.UNCALCULATED: Words("công thức trong ô chưa có kết quả", "the formula in the cell has no result yet"),
    Trouble.AMBIGUOUS: Words(
        "dấu phân cách có thể là dấu hàng nghìn, có thể hiểu là {readings}",
        "its separator may stand for thousands, it can be read as {readings}",
    ),
    Trouble.DATE: Words("bảng tính đã đổi số vừa nhập thành ngày tháng", "the spreadsheet made a date of the number"),
    Trouble.PERCENT: Words(
        "ô hiển thị phần trăm, có thể hiểu là {readings} điểm",
        "it is shown as a percentage, and can be read as {readings} points",
    ),
    Trouble.OTHER_MAXIMUM: Words(
        "số sau dấu gạch chéo là {whole}, còn điểm tối đa là {maximum}",
        "what stands after the slash is {whole}, while the maximum is {maximum}",
    ),
    Trouble.STALE: Words(
        "các số trong công thức cho kết quả {reckoned}, khác với kết quả đang lưu trong ô",
        "the figures in the formula give {reckoned}, which is not the result stored in the cell",
    ),
}
PERCENT = Words(
    " Có lẽ số định nhập là {meant}; hãy đổi định dạng ô về dạng số rồi nhập lại điểm, không ghi dấu %.",
    " Perhaps {meant} was meant; please turn the cell back to a number format and enter the points without a % sign.",
)
NO_PERCENT = Words(
    " Hãy đổi định dạng ô về dạng số rồi nhập lại điểm, không ghi dấu %.",
    " Please turn the cell back to a number format and enter the points without a % sign.",
)
MEANT = Words(
    " Có lẽ số định nhập là {meant}; hãy đổi định dạng ô về dạng số trước khi nhập lại.",
    " Perhaps {meant} was meant; please turn the cell back to a number format before entering it again.",
)
NOT_A_DATE = Words(
    " Hãy đổi định dạng ô về dạng số trước khi nhập lại.",
    " Please turn the cell back to a number format before entering it again.",
)


def _cause(score: Score, criterion: Criterion) -> Words:
    words = CAUSES.get(score.trouble, TEXT)
    match score.trouble:
        case Trouble.AMBIGUOUS:
            return filled(words, readings=either(points.readings(score.typed)))
        case Trouble.PERCENT:
            return filled(words, readings=either(_readings(score)))
        case Trouble.OTHER_MAXIMUM:
            _, whole = points.out_of(score.typed) or (None, None)
            return filled(words, whole=whole, maximum=abs(criterion.maximum or points.ZERO))
        case Trouble.STALE:
            return filled(words, reckoned=arithmetic.result(score.formula))
        case _:
            return words


def _hint(score: Score, criterion: Criterion) -> Words:
    """Return, for a date or a percentage, the numbers that were perhaps meant: 4.5 becomes 4 May. They never count."""
    if score.trouble is Trouble.PERCENT:
        fitting = [number for number in _readings(score) if fits(number, criterion)]
        return filled(PERCENT, meant=either(fitting)) if fitting else NO_PERCENT
    moment = shown_date(score.typed)  # a text, too, where a program saved the date as it is shown
    meant = meant_by_date(moment, criterion) if moment else NOTHING
    if meant != NOTHING:
        return filled(MEANT, meant=meant)
    return NOT_A_DATE if score.trouble is Trouble.DATE else NOTHING


def _readings(score: Score) -> list[Decimal]:
    """Return the points that a percentage may stand for: 38,5 % for 38.5 or for 0.385, 0 % for 0."""
    number = points.percentage(score.typed) or points.ZERO
    return list(dict.fromkeys((points.settled(number), points.settled(number / 100))))


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each score that is no number; at stake is all that the criterion decides."""
    for entry, criterion in submission.in_state(campaign.criteria, State.INVALID):
        yield RULE.found(
            entry.score.place,
            criterion=criterion.code,
            points_at_stake=at_stake(criterion),
            typed=short(entry.score.typed),
            code=criterion.code,
            cause=_cause(entry.score, criterion),
            hint=_hint(entry.score, criterion),
            lowest=criterion.lowest,
            highest=criterion.highest,
        )
