"""A range in an assignment runs from one criterion's parts into another's."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign, Slip
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._flaws import flaws
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C60",
    name="assignment_range_across",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Khoảng mã chạy qua hai tiêu chí cha",
        "A range that runs across parents",
    ),
    why=Words(
        "Khoảng mã chỉ có nghĩa trong cùng một tiêu chí cha, như 4.1.1 đến 4.1.4; qua tiêu chí cha khác thì không rõ "
        "gồm những mã nào.",
        "A range means something within one parent only, as 4.1.1 to 4.1.4; beyond it nobody can tell what is in it.",
    ),
    message=Words(
        "{place}: khoảng “{part}” ({at}, phân công cho {assignee}) có hai đầu không thuộc cùng một tiêu chí cha.",
        "{place}: the ends of the range “{part}” ({at}, assigned to {assignee}) do not stand under the same criterion.",
    ),
    fix=Words(
        "Hãy tách thành nhiều khoảng, mỗi khoảng trong một tiêu chí cha, cách nhau bằng dấu chấm phẩy.",
        "Please write a range for each parent, apart by semicolons.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each range whose ends stand under different parents."""
    for slip in flaws(campaign, Slip.ACROSS):
        yield RULE.found(slip.row.place, unit=slip.unit, part=slip.part, at=slip.at, assignee=slip.assignee)
