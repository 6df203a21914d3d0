"""Two units have the same code."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C32",
    name="unit_code_twice",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Mã đơn vị bị trùng",
        "A unit's code stands twice",
    ),
    why=Words(
        "Hai đơn vị cùng mã sẽ nhận cùng một tệp và điểm của đơn vị này bị tính cho đơn vị kia.",
        "Two units of one code would share a workbook, and the scores of one would count for the other.",
    ),
    message=Words(
        "{place}: mã {code} của đơn vị “{name}” đã dùng cho đơn vị “{first}”.",
        "{place}: the code {code} of the unit “{name}” is that of the unit “{first}” already.",
    ),
    fix=Words(
        "Hãy kiểm tra mã hành chính của hai đơn vị và sửa mã sai, hoặc xóa dòng thừa.",
        "Please check the administrative codes of the two and correct the wrong one, or remove the row too many.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each row whose unit code an earlier row has."""
    for unit in campaign.units:
        first = campaign.by_unit[unit.code]
        if unit.code and unit is not first:
            yield RULE.found(unit.place, unit=unit.code, code=unit.code, name=short(unit.name), first=short(first.name))
