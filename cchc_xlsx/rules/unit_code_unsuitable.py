"""A unit's code holds characters that do not survive in files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C37",
    name="unit_code_unsuitable",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Mã đơn vị không phù hợp",
        "A unit's code is unsuitable",
    ),
    why=Words(
        "Mã đơn vị được ghi trong tệp và trong tên tệp phát hành; dấu tiếng Việt, dấu cách và ký tự đặc "
        "biệt có thể bị thay đổi trên đường đi.",
        "The code is written into the workbook and into its file name; marks, spaces and special "
        "characters may change on the way.",
    ),
    message=Words(
        "{place}: mã đơn vị “{code}” của {name} không dùng được.",
        "{place}: the code “{code}” of {name} cannot be used.",
    ),
    fix=Words(
        "Hãy dùng chữ không dấu, số, gạch nối, gạch dưới hoặc dấu chấm, không quá 30 ký tự; nên dùng mã "
        "hành chính, ví dụ 05596.",
        "Please use ASCII letters, digits, hyphens, underscores or dots, at most 30 in all; best is the "
        "administrative code, such as 05596.",
    ),
)
CODE = re.compile(r"[A-Za-z0-9._-]{1,30}")


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each code that is not of the form that files can carry."""
    for unit in campaign.units:
        if unit.code and not CODE.fullmatch(unit.code):
            yield RULE.found(unit.place, unit=unit.code, code=short(unit.code), name=short(unit.name))
