"""An assignment names a criterion that is not in the set."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign, Slip
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._flaws import flaws
from cchc_xlsx.rules._nearest import nearest_criterion
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C41",
    name="assignment_unknown_criterion",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Phân công tiêu chí không có trong bộ tiêu chí",
        "An assignment of a criterion that is not in the set",
    ),
    why=Words(
        "Mã gõ nhầm (ví dụ 8.2.3.2 thay cho 8.3.2.2) làm cho một tiêu chí không ai thực hiện.",
        "A slip in a code (8.2.3.2 for 8.3.2.2) leaves a criterion that nobody answers for.",
    ),
    message=Words(
        "{place}: không có tiêu chí “{part}” ({at}, phân công cho {assignee}).",
        "{place}: there is no criterion “{part}” ({at}, assigned to {assignee}).",
    ),
    fix=Words(
        "{suggestion}Hãy sửa lại mã theo bộ tiêu chí; các mã cách nhau bằng dấu chấm phẩy.",
        "{suggestion}Please correct the code; codes stand apart by semicolons.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each part of the list of criteria that names none."""
    for slip in flaws(campaign, Slip.UNKNOWN):
        yield RULE.found(
            slip.row.place,
            unit=slip.unit,
            part=slip.part,
            at=slip.at,
            assignee=slip.assignee,
            suggestion=nearest_criterion(slip.flaw, slip.row, campaign),
        )
