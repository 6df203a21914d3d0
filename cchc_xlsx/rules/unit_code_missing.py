"""A unit has no code."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import lacks
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C31",
    name="unit_code_missing",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Đơn vị chưa có mã",
        "A unit has no code",
    ),
    why=Words(
        "Tệp gửi về được nhận biết theo mã đơn vị; không có mã thì không biết tệp của ai.",
        "Files that come back are known by the unit's code; without one nobody can tell whose they are.",
    ),
    message=Words(
        "{place}: đơn vị “{name}” chưa có mã.",
        "{place}: the unit “{name}” has no code.",
    ),
    fix=Words(
        "Hãy nhập mã hành chính của đơn vị, giữ số 0 ở đầu, ví dụ 05596.",
        "Please enter the unit's administrative code with its leading zeros, such as 05596.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each unit without a code."""
    if lacks(campaign, "units", "code"):
        return
    for unit in campaign.units:
        if not unit.code:
            yield RULE.found(unit.place, name=short(unit.name))
