"""A row of the assignment has criteria but nobody to answer for them."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import lacks
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C44",
    name="assignee_missing",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Phân công chưa có người thực hiện",
        "An assignment without an assignee",
    ),
    why=Words(
        "Phân công phải nêu rõ người hoặc cơ quan thực hiện.",
        "An assignment has to say who answers for it.",
    ),
    message=Words(
        "{place}: các tiêu chí “{criteria}” chưa ghi người hoặc cơ quan thực hiện.",
        "{place}: for the criteria “{criteria}” no person or body is named.",
    ),
    fix=Words(
        "Hãy nhập người hoặc cơ quan thực hiện ở cùng dòng.",
        "Please enter the person or body in the same row.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each row with criteria and no assignee."""
    if lacks(campaign, "assignments", "assignee"):
        return
    for assignment in campaign.assignments:
        if assignment.criteria and not assignment.assignee:
            unit = assignment.unit if assignment.unit in campaign.by_unit else ""
            yield RULE.found(assignment.place, unit=unit, criteria=short(assignment.criteria))
