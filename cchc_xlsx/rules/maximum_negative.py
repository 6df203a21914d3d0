"""A criterion's maximum is negative."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import column
from cchc_xlsx.rules._words import called
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C15",
    name="maximum_negative",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Điểm tối đa là số âm",
        "A negative maximum",
    ),
    why=Words(
        "Điểm tối đa là mức cao nhất có thể đạt, không thể nhỏ hơn 0; chỉ điểm phạt mới là số âm.",
        "A maximum is the most that can be reached and cannot be below zero; only penalties are negative.",
    ),
    message=Words(
        "{place}: điểm tối đa của {which} là {maximum}.",
        "{place}: the maximum of {which} is {maximum}.",
    ),
    fix=Words(
        "Hãy nhập số dương; nếu đây là điểm phạt thì chọn “Điểm phạt” ở cột “{source}”.",
        "Please enter a positive number; where it is a penalty, choose “Penalty” in the column “{source}”.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each maximum below zero, penalties apart."""
    for criterion in campaign.criteria:
        if criterion.maximum is not None and criterion.maximum < 0 and criterion.source is not Source.PENALTY:
            yield RULE.found(
                criterion.place,
                criterion=criterion.code,
                which=called(criterion.code),
                maximum=criterion.maximum,
                source=column("criteria.source"),
            )
