"""A survey score is no number, or not within what its criterion allows."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.submission import State
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C73",
    name="survey_score_unsuitable",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Điểm điều tra không hợp lệ",
        "A survey score that cannot be",
    ),
    why=Words(
        "Điểm điều tra do cấp trên nhập và được cộng thẳng vào kết quả của đơn vị, nên phải đúng ngay từ sổ đợt chấm "
        "điểm.",
        "The superior enters the survey’s points and they go straight into the results, so they have to be right here.",
    ),
    message=Words(
        "{place}: điểm điều tra “{typed}” của đơn vị {code} không phải là một số từ 0 đến {maximum} (điểm tối đa của "
        "tiêu chí {which}).",
        "{place}: the survey score “{typed}” of unit {code} is not a number from 0 to {maximum}, the maximum of "
        "criterion {which}.",
    ),
    fix=Words(
        "Hãy nhập lại điểm điều tra, ví dụ {maximum}; để trống nếu chưa có.",
        "Please enter the survey’s points again, such as {maximum}; leave it empty where they are not known yet.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each score of the survey that is neither empty nor within its criterion's bounds."""
    for each in campaign.survey:
        criterion = campaign.criteria.by_code.get(each.criterion)
        if criterion is None or criterion.source is not Source.SURVEY:
            continue
        score = each.score
        outside = score.value is not None and not ZERO <= score.value <= criterion.highest
        if score.state is State.INVALID or outside:
            yield RULE.found(
                score.place,
                criterion=criterion.code,
                typed=short(score.typed),
                code=short(each.unit),
                maximum=criterion.highest,
                which=criterion.code,
            )
