"""Several units share an e-mail address."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._mail import addresses
from cchc_xlsx.rules._words import listed, short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C35",
    name="unit_email_twice",
    severity=Severity.WARNING,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Nhiều đơn vị chung một thư điện tử",
        "Several units share an e-mail address",
    ),
    why=Words(
        "Gửi nhầm tệp của đơn vị này cho đơn vị khác thường bắt đầu từ một địa chỉ chép nhầm dòng.",
        "A workbook sent to the wrong unit often begins with an address copied into the wrong row.",
    ),
    message=Words(
        "{place}: địa chỉ {email} được dùng cho nhiều đơn vị: {units}.",
        "{place}: the address {email} stands for several units: {units}.",
    ),
    fix=Words(
        "Hãy kiểm tra lại địa chỉ của từng đơn vị; nếu đúng là dùng chung thì có thể bỏ qua.",
        "Please check the address of each unit; where they do share it, this may stay.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each address that more than one unit has."""
    sharing: dict[str, dict[str, Unit]] = {}
    for unit in campaign.units:
        for address in addresses(unit.email):
            sharing.setdefault(address.casefold(), {}).setdefault(unit.code, unit)
    for address, units in sharing.items():
        if len(units) > 1:
            second = list(units.values())[1]
            names = listed([f"{unit.name} ({unit.code})" for unit in units.values()])
            yield RULE.found(second.place, unit=second.code, email=short(address), units=names)
