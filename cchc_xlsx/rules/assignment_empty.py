"""An assignee is given no criteria."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import lacks
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C45",
    name="assignment_empty",
    severity=Severity.WARNING,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Người thực hiện chưa được giao tiêu chí",
        "An assignee without criteria",
    ),
    why=Words(
        "Dòng không có tiêu chí thì không giao việc gì; thường là chưa nhập xong.",
        "A row without criteria assigns nothing; mostly it is unfinished.",
    ),
    message=Words(
        "{place}: {assignee} chưa được giao tiêu chí nào.",
        "{place}: {assignee} is given no criteria.",
    ),
    fix=Words(
        "Hãy nhập các mã tiêu chí, cách nhau bằng dấu chấm phẩy, hoặc xóa dòng này.",
        "Please enter the codes, apart by semicolons, or remove the row.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each row with an assignee and nothing in its list."""
    if lacks(campaign, "assignments", "criteria"):
        return
    for assignment in campaign.assignments:
        if assignment.assignee and not assignment.codes and not assignment.flaws:
            unit = assignment.unit if assignment.unit in campaign.by_unit else ""
            yield RULE.found(assignment.place, unit=unit, assignee=short(assignment.assignee))
