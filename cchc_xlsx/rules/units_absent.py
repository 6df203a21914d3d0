"""There are no units."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import SHEETS
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C30",
    name="units_absent",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Chưa có đơn vị",
        "There are no units",
    ),
    why=Words(
        "Mỗi đơn vị nhận một tệp riêng; không có đơn vị thì không phát hành được gì.",
        "Each unit gets a workbook of its own; without units there is nothing to issue.",
    ),
    message=Words(
        "Trang “{sheet}” chưa có đơn vị nào.",
        "The sheet “{sheet}” holds no units.",
    ),
    fix=Words(
        "Hãy nhập mã và tên của từng đơn vị được chấm điểm.",
        "Please enter the code and the name of each unit that is scored.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding where there is no unit at all."""
    if not campaign.units and "units" not in campaign.missing:
        yield RULE.found(sheet=SHEETS["units"])
