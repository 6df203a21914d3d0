"""A unit has no name."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import lacks
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C33",
    name="unit_name_missing",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Đơn vị chưa có tên",
        "A unit has no name",
    ),
    why=Words(
        "Tên đơn vị được in trên các biểu, trong bảng xếp hạng và trong tên tệp phát hành.",
        "The name is printed on the forms and in the ranking, and is part of the workbook's file name.",
    ),
    message=Words(
        "{place}: đơn vị mã {code} chưa có tên.",
        "{place}: the unit with the code {code} has no name.",
    ),
    fix=Words(
        "Hãy nhập tên đầy đủ, ví dụ Xã Hà Bắc.",
        "Please enter the full name, such as Xã Hà Bắc.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each unit without a name."""
    if lacks(campaign, "units", "name"):
        return
    for unit in campaign.units:
        if unit.code and not unit.name:
            yield RULE.found(unit.place, unit=unit.code, code=unit.code)
