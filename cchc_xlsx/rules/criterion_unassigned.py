"""Criteria that a unit scores are assigned to nobody."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._flaws import by_unit, whose
from cchc_xlsx.rules._words import listed
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C42",
    name="criterion_unassigned",
    severity=Severity.WARNING,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Tiêu chí chưa có người thực hiện",
        "Criteria that nobody answers for",
    ),
    why=Words(
        "Tiêu chí không ai được phân công thường bị bỏ trống khi chấm điểm.",
        "What nobody is assigned is mostly what comes back empty.",
    ),
    message=Words(
        "{place}: trong phân công của {whose} có {count} tiêu chí chưa có người thực hiện: {codes}.",
        "{place}: in the assignment of {whose}, criteria that nobody answers for number {count}: {codes}.",
    ),
    fix=Words(
        "Hãy bổ sung các mã này cho người hoặc cơ quan thực hiện; đơn vị cũng có thể tự bổ sung trong tệp của mình.",
        "Please add these codes to the person or body that answers for them; a unit may also do so in its"
        " own workbook.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield one finding for the general rows, and one for each unit with rows of its own, that leave criteria out."""
    for code, assignments in by_unit(campaign).items():
        given = {leaf for assignment in assignments for leaf in assignment.codes}
        left = [criterion.code for criterion in campaign.criteria.scored if criterion.code not in given]
        if left:
            yield RULE.found(
                assignments[0].place, unit=code, whose=whose(code, campaign), count=len(left), codes=listed(left)
            )
