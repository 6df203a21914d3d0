"""An assignment names criteria that no unit scores itself."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign, Slip
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._flaws import flaws
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C65",
    name="assignment_unscored",
    severity=Severity.WARNING,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Phân công tiêu chí mà đơn vị không tự chấm",
        "An assignment of what the unit does not score",
    ),
    why=Words(
        "Tiêu chí do điều tra xã hội học chấm không có trong tệp tự chấm, nên người được giao không có gì để nhập.",
        "Criteria scored by a survey are not in the unit's workbook, so whoever is given them has nothing to fill in.",
    ),
    message=Words(
        "{place}: “{part}” ({at}, phân công cho {assignee}) không có tiêu chí nào do đơn vị tự chấm.",
        "{place}: “{part}” ({at}, assigned to {assignee}) holds no criterion that the unit scores itself.",
    ),
    fix=Words(
        "Nếu đúng là điểm điều tra xã hội học thì có thể bỏ mã này; nếu gõ nhầm, hãy sửa lại mã.",
        "Where it is indeed scored by a survey the code may go; where it is a slip, please correct it.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each part of a list in which the unit scores nothing."""
    for slip in flaws(campaign, Slip.UNSCORED):
        yield RULE.found(slip.row.place, unit=slip.unit, part=slip.part, at=slip.at, assignee=slip.assignee)
