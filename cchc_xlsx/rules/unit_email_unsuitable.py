"""An e-mail address cannot be one."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._mail import addresses
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words
from cchc_xlsx.text import pattern

RULE = Rule(
    code="C36",
    name="unit_email_unsuitable",
    severity=Severity.WARNING,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Thư điện tử không hợp lệ",
        "An e-mail address is not well written",
    ),
    why=Words(
        "Địa chỉ sai thì tệp không đến được đơn vị.",
        "With a wrong address the workbook does not reach the unit.",
    ),
    message=Words(
        "{place}: thư điện tử “{email}” của {name} không đúng dạng.",
        "{place}: the e-mail address “{email}” of {name} is not well written.",
    ),
    fix=Words(
        "Hãy nhập như ten@tinh.gov.vn; nhiều địa chỉ cách nhau bằng dấu chấm phẩy.",
        "Please write it like name@province.gov.vn; several addresses stand apart by semicolons.",
    ),
)
ADDRESS = pattern(r"[^@\s,;<>]+@[^@\s,;<>.]+(\.[^@\s,;<>.]+)+")


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each address that lacks what an address has."""
    for unit in campaign.units:
        for address in addresses(unit.email):
            if not ADDRESS.fullmatch(address):
                yield RULE.found(unit.place, unit=unit.code, email=short(address), name=short(unit.name))
