"""The campaign's id holds characters that do not survive in files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import SHEETS
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C05",
    name="campaign_id_unsuitable",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Mã đợt chấm điểm không phù hợp",
        "The campaign id is unsuitable",
    ),
    why=Words(
        "Mã đợt được ghi vào từng tệp để nhận biết khi gửi về; dấu tiếng Việt, dấu cách và ký tự đặc biệt"
        " có thể bị thay đổi trên đường đi.",
        "The id is written into every workbook so that it is known when it returns; marks, spaces and "
        "special characters may change on the way.",
    ),
    message=Words(
        "Trang “{sheet}”: mã đợt chấm điểm “{id}” không dùng được.",
        "Sheet “{sheet}”: the campaign id “{id}” cannot be used.",
    ),
    fix=Words(
        "Hãy dùng chữ không dấu, số, gạch nối, gạch dưới hoặc dấu chấm, bắt đầu bằng chữ hoặc số, không "
        "quá 60 ký tự; ví dụ ha-trung-2023.",
        "Please use ASCII letters, digits, hyphens, underscores or dots, a letter or digit first, at most"
        " 60 in all; for example ha-trung-2023.",
    ),
)
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding where the id is not of the form that files can carry."""
    if campaign.settings.id and not ID.fullmatch(campaign.settings.id):
        yield RULE.found(sheet=SHEETS["settings"], id=short(campaign.settings.id))
