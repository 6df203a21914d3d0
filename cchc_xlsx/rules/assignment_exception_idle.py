"""An exception in an assignment takes nothing away, or everything."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign, Slip
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._flaws import flaws
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C63",
    name="assignment_exception_idle",
    severity=Severity.WARNING,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Phần “trừ” không có tác dụng",
        "An exception that does nothing",
    ),
    why=Words(
        "Phần “trừ” phải nêu một phần của tiêu chí đứng trước nó; nếu không, thường là mã bị gõ nhầm.",
        "An exception has to name a part of what stands before it; where it does not, a code is mostly mistyped.",
    ),
    message=Words(
        "{place}: “{part}” ({at}, phân công cho {assignee}) {what}.",
        "{place}: “{part}” ({at}, assigned to {assignee}) {what}.",
    ),
    fix=Words(
        "Hãy kiểm tra lại các mã trong phần “trừ”, hoặc bỏ phần đó.",
        "Please look at the codes of the exception again, or take it out.",
    ),
)
_WHAT = {
    Slip.EXCEPTS_NOTHING: Words(
        "không thuộc tiêu chí đứng trước chữ “trừ”", "is no part of what it is to be left out of"
    ),
    Slip.EXCEPTION_EMPTY: Words("chưa nêu mã nào sau chữ “trừ”", "names no code to be left out"),
    Slip.NOTHING_LEFT: Words("trừ hết, không còn tiêu chí nào", "leaves out everything there is"),
}


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each exception that takes away nothing, or all there is."""
    for slip in flaws(campaign, *_WHAT):
        yield RULE.found(
            slip.row.place,
            unit=slip.unit,
            part=slip.part,
            at=slip.at,
            assignee=slip.assignee,
            what=_WHAT[slip.flaw.slip],
        )
