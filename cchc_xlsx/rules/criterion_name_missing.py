"""Criteria have no name."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import lacks
from cchc_xlsx.rules._gather import by_area
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C19",
    name="criterion_name_missing",
    severity=Severity.WARNING,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Thiếu tên tiêu chí",
        "The name of a criterion is missing",
    ),
    why=Words(
        "Người chấm cần đọc tên tiêu chí; chỉ có mã thì dễ chấm nhầm dòng.",
        "Whoever scores needs to read what is scored; with a code alone, rows are easily mixed up.",
    ),
    message=Words(
        "{place}: {which} chưa có tên.",
        "{place}: the name of {which} is missing.",
    ),
    fix=Words(
        "Hãy nhập tên nguyên văn theo quyết định ban hành bộ tiêu chí.",
        "Please enter the name as the decision has it.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each criterion without a name, or one for an area where more than five lack it."""
    if lacks(campaign, "criteria", "name"):
        return
    for first, which, _ in by_area(campaign, (c for c in campaign.criteria if c.code and not c.name)):
        yield RULE.found(first.place, criterion=first.code, which=which)
