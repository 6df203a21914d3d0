"""A criterion is given twice to the same person or body."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign, Slip
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.points import filled
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._flaws import alike, by_unit, flaws
from cchc_xlsx.rules._words import NOTHING, listed
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C64",
    name="assignment_twice",
    severity=Severity.WARNING,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Một tiêu chí giao hai lần cho cùng một người",
        "A criterion given twice to the same assignee",
    ),
    why=Words(
        "Giao hai lần không sai kết quả, nhưng thường là gõ nhầm một mã khác, khi đó mã kia không ai thực hiện.",
        "Nothing is scored twice for it, but mostly another code was meant, which nobody answers for then.",
    ),
    message=Words(
        "{place}: {assignee} được giao hai lần: {codes}{at}.",
        "{place}: {assignee} is given this twice: {codes}{at}.",
    ),
    fix=Words(
        "Hãy bỏ mã thừa, hoặc sửa thành mã đúng nếu gõ nhầm.",
        "Please remove what is said once too often, or correct it where another code was meant.",
    ),
)
_IN_THE_ROW = Words(" ({at})", " ({at})")


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each part of a list that repeats another, and for each row that repeats one before it."""
    for slip in flaws(campaign, Slip.TWICE):
        at = filled(_IN_THE_ROW, at=slip.at)
        yield RULE.found(slip.row.place, unit=slip.unit, assignee=slip.assignee, codes=slip.part, at=at)
    for unit, rows in by_unit(campaign).items():
        given: set[tuple[str, str]] = set()
        for row in rows:
            named = {officer: alike(officer) for officer in row.named}
            for officer, bare in named.items():
                again = [code for code in row.codes if (bare, code) in given]
                if again:
                    yield RULE.found(row.place, unit=unit, assignee=officer, codes=listed(again), at=NOTHING)
            given |= {(bare, code) for bare in named.values() for code in row.codes}
