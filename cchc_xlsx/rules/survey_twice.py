"""A unit has two survey scores under one criterion."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign, SurveyScore
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C72",
    name="survey_twice",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Đơn vị có hai điểm điều tra cho cùng một tiêu chí",
        "Two survey scores of one unit and criterion",
    ),
    why=Words(
        "Không thể tự chọn một trong hai điểm thay cho cấp trên.",
        "Which of the two counts is the superior’s to say.",
    ),
    message=Words(
        "{place}: đơn vị {code} đã có điểm điều tra của tiêu chí {which} ở {first}.",
        "{place}: unit {code} has its survey score of criterion {which} at {first} already.",
    ),
    fix=Words(
        "Hãy giữ lại một dòng có điểm đúng và xóa dòng kia.",
        "Please keep the row with the right score and clear the other.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each row of the survey that gives a score once more."""
    first: dict[tuple[str, str], SurveyScore] = {}
    for each in campaign.survey:
        earlier = first.setdefault((each.unit, each.criterion), each)
        if earlier is not each:
            yield RULE.found(each.place, code=short(each.unit), which=short(each.criterion), first=earlier.place)
