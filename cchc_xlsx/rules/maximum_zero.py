"""A criterion that is scored has a maximum of zero."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import called
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C16",
    name="maximum_zero",
    severity=Severity.WARNING,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Điểm tối đa bằng 0",
        "A maximum of zero",
    ),
    why=Words(
        "Tiêu chí có điểm tối đa bằng 0 không thể mang lại điểm nào; thường là do chưa nhập.",
        "A criterion with a maximum of zero can bring no points; mostly it has just not been filled in.",
    ),
    message=Words(
        "{place}: điểm tối đa của {which} là 0.",
        "{place}: the maximum of {which} is 0.",
    ),
    fix=Words(
        "Hãy kiểm tra lại theo quyết định và nhập điểm tối đa.",
        "Please compare with the decision and enter the maximum.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each scored criterion whose maximum is zero."""
    for criterion in campaign.criteria.leaves:
        if criterion.maximum == 0:
            yield RULE.found(criterion.place, criterion=criterion.code, which=called(criterion.code))
