"""A list of criteria has a bracket without its other half."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign, Slip
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._flaws import flaws
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C62",
    name="assignment_bracket_open",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Danh sách tiêu chí thiếu hoặc thừa dấu ngoặc",
        "A bracket without its other half",
    ),
    why=Words(
        "Thiếu dấu ngoặc thì không rõ phần “trừ” kết thúc ở đâu, tiêu chí có thể bị giao nhầm.",
        "Without it nobody can tell where an exception ends, and criteria may go to the wrong person.",
    ),
    message=Words(
        "{place}: dấu ngoặc “{part}” ({at}, phân công cho {assignee}) không có dấu ngoặc đi đôi.",
        "{place}: the bracket “{part}” ({at}, assigned to {assignee}) has no other half.",
    ),
    fix=Words(
        "Hãy thêm dấu ngoặc còn thiếu hoặc xóa dấu ngoặc thừa, ví dụ: 3.2 (trừ 3.2.6; 3.2.7).",
        "Please add the missing bracket or remove the odd one, as in: 3.2 (tru 3.2.6; 3.2.7).",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each bracket that has no other half."""
    for slip in flaws(campaign, Slip.BRACKET):
        yield RULE.found(slip.row.place, unit=slip.unit, part=slip.part, at=slip.at, assignee=slip.assignee)
