"""A range in an assignment ends before it begins."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign, Slip
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._flaws import flaws
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C61",
    name="assignment_range_upside_down",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Khoảng mã viết ngược",
        "A range written upside down",
    ),
    why=Words(
        "Khoảng mã đi từ mã nhỏ đến mã lớn, theo cách đếm: 3.2.9 đứng trước 3.2.10.",
        "A range goes from the lower code to the higher one, as people count: 3.2.9 comes before 3.2.10.",
    ),
    message=Words(
        "{place}: khoảng “{part}” ({at}, phân công cho {assignee}) có mã cuối đứng trước mã đầu.",
        "{place}: the range “{part}” ({at}, assigned to {assignee}) ends with a code that comes before its first.",
    ),
    fix=Words(
        "Hãy viết lại từ mã nhỏ đến mã lớn, hoặc sửa mã bị nhầm.",
        "Please write it from the lower code to the higher one, or correct the code that is wrong.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each range that ends before it begins."""
    for slip in flaws(campaign, Slip.UPSIDE_DOWN):
        yield RULE.found(slip.row.place, unit=slip.unit, part=slip.part, at=slip.at, assignee=slip.assignee)
