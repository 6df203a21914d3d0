"""A row stands for several people, and none of them is named."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._flaws import unit_of
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C68",
    name="assignment_group_unnamed",
    severity=Severity.WARNING,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Nhóm thực hiện chưa nêu tên ai",
        "A group of nobody",
    ),
    why=Words(
        "Dòng ghi chung “nhiều người thực hiện” mà không nêu tên thì không ai biết đó là việc của mình.",
        "Where a row says only that several answer for it, nobody knows that it is meant for them.",
    ),
    message=Words(
        "{place}: nhóm “{assignee}” chưa nêu tên người hoặc cơ quan nào.",
        "{place}: the group “{assignee}” names no person or body.",
    ),
    fix=Words(
        "Hãy ghi tên những người, cơ quan của nhóm ở cột Ghi chú, cách nhau bằng dấu phẩy.",
        "Please name the people or bodies in the remark, apart by commas.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each group without a name."""
    for row in campaign.assignments:
        if row.group and not row.members:
            yield RULE.found(row.place, unit=unit_of(row, campaign), assignee=short(row.assignee))
