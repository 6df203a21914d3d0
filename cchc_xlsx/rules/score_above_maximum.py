"""A self score is higher than the criterion's maximum."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cchc_xlsx.model.book import moment_of
from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import Criterion, Verdict
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._meant import either, meant_by_date, of_other_sign, without_comma
from cchc_xlsx.rules._words import NOTHING, at_stake
from cchc_xlsx.terms import Words

RULE = Rule(
    code="S04",
    name="score_above_maximum",
    severity=Severity.ERROR,
    scope=Scope.CONTENT,
    title=Words("Điểm tự chấm vượt điểm tối đa", "A self score above the maximum"),
    why=Words(
        "Điểm tối đa do quyết định ban hành bộ tiêu chí ấn định; điểm vượt quá không thể được công nhận.",
        "The maximum is laid down by the decision; points above it cannot be recognised.",
    ),
    message=Words(
        "{place}: điểm tự chấm {score} vượt điểm tối đa {maximum} của tiêu chí {code}.",
        "{place}: the self score {score} is above the maximum {maximum} of criterion {code}.",
    ),
    fix=Words("Hãy nhập từ {lowest} đến {maximum}.{hint}", "Please enter a number from {lowest} to {maximum}.{hint}"),
)
MEANT = Words(
    " Có lẽ số định nhập là {meant}; hãy xem lại dấu thập phân.",
    " Perhaps {meant} was meant; please look at the decimal sign.",
)
NEGATIVE = Words(
    " Điểm phạt là số âm: có lẽ số định nhập là {meant}.",
    " A penalty is negative: perhaps {meant} was meant.",
)
DATE = Words(
    " Số này giống số ngày {date} của bảng tính: có lẽ nội dung vừa nhập (ví dụ 1/2) đã bị đổi thành ngày tháng.",
    " This looks like the spreadsheet's number of the date {date}: perhaps it made a date of what was typed, say 1/2.",
)
DATE_MEANT = Words(
    " Số này giống số ngày {date} của bảng tính: có lẽ số định nhập là {meant}.",
    " This looks like the spreadsheet's number of the date {date}: perhaps {meant} was meant.",
)
#: The first day of 2000 and of 2100 as spreadsheets count days; no score is as high.
_DAYS = (36526, 73050)


def _hint(score: Decimal, criterion: Criterion) -> Words:
    """Return what was perhaps meant. It is only said, never counted."""
    if _DAYS[0] <= score <= _DAYS[1] and score == int(score) and (moment := moment_of(score)):
        meant = meant_by_date(moment, criterion)
        return filled(DATE_MEANT if meant.vi else DATE, date=moment.strftime("%d/%m/%Y"), meant=meant)
    if negative := of_other_sign(score, criterion):
        return filled(NEGATIVE, meant=either(negative))
    numbers = without_comma(score, criterion)
    return filled(MEANT, meant=either(numbers)) if numbers else NOTHING


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each score above the maximum; at stake is all that the criterion decides."""
    for entry, criterion, score in submission.judged(campaign.criteria, Verdict.ABOVE):
        yield RULE.found(
            entry.score.place,
            criterion=criterion.code,
            points_at_stake=at_stake(criterion),
            code=criterion.code,
            score=score,
            maximum=criterion.highest,
            lowest=criterion.lowest,
            hint=_hint(score, criterion),
        )
