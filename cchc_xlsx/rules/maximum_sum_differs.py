"""A criterion's maximum is not the sum of those right below it."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import Source, counts_in
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import called, listed
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C17",
    name="maximum_sum_differs",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Điểm tối đa không bằng tổng các tiêu chí thành phần",
        "A maximum is not the sum of its parts",
    ),
    why=Words(
        "Điểm tối đa của một dòng là tổng điểm tối đa của các dòng ngay dưới nó; lệch tổng là chỉ số của "
        "mọi đơn vị sai.",
        "The maximum of a row is the sum of those right below it; where they differ, the index of every unit is wrong.",
    ),
    message=Words(
        "{place}: điểm tối đa của {which} là {maximum}, nhưng tổng các dòng ngay dưới là {total}, chênh "
        "lệch {difference}.",
        "{place}: the maximum of {which} is {maximum}, but the rows right below it add up to {total}, a "
        "difference of {difference}.",
    ),
    fix=Words(
        "Hãy đối chiếu với quyết định và sửa số sai. Các dòng được cộng: {codes}.",
        "Please compare with the decision and correct the wrong figure. The rows added up: {codes}.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each maximum that differs from the sum below it; at stake is the difference."""
    for criterion in campaign.criteria.by_code.values():
        parts = [child for child in campaign.criteria.children(criterion.code) if counts_in(child, criterion)]
        known = [abs(c.maximum) if c.source is Source.PENALTY else c.maximum for c in parts if c.maximum is not None]
        if not criterion.code or not parts or criterion.maximum is None or len(known) < len(parts):
            continue
        maximum = abs(criterion.maximum) if criterion.source is Source.PENALTY else criterion.maximum
        total = sum(known, ZERO)
        if maximum != total:
            yield RULE.found(
                criterion.place,
                criterion=criterion.code,
                points_at_stake=abs(maximum - total),
                which=called(criterion.code),
                maximum=maximum,
                total=total,
                difference=abs(maximum - total),
                codes=listed([part.code for part in parts]),
            )
