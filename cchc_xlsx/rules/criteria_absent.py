"""The criteria set is empty."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import SHEETS
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C10",
    name="criteria_absent",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Chưa có bộ tiêu chí",
        "There are no criteria",
    ),
    why=Words(
        "Không có tiêu chí thì không có gì để chấm điểm.",
        "Without criteria there is nothing to score.",
    ),
    message=Words(
        "Trang “{sheet}” chưa có tiêu chí nào.",
        "The sheet “{sheet}” holds no criteria.",
    ),
    fix=Words(
        "Hãy nhập các lĩnh vực, tiêu chí, tiêu chí thành phần và điểm tối đa theo quyết định ban hành bộ tiêu chí.",
        "Please enter the areas, criteria and sub-criteria with their maxima, as the decision lays them down.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding where there is no criterion at all."""
    if not campaign.criteria.criteria and "criteria" not in campaign.missing:
        yield RULE.found(sheet=SHEETS["criteria"])
