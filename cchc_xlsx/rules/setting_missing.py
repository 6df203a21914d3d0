"""A setting that every form needs is empty."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import SHEETS, column, lacks, misread
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C03",
    name="setting_missing",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Chưa nhập thông tin chung bắt buộc",
        "A setting that is needed is missing",
    ),
    why=Words(
        "Mã đợt và năm dùng để nhận biết tệp gửi về; tên đợt và cơ quan cấp trên được in trên mọi biểu.",
        "The campaign id and the year tell which files belong to the campaign; its name and the superior "
        "unit are printed on every form.",
    ),
    message=Words(
        "Trang “{sheet}”: chưa nhập mục “{setting}”.",
        "Sheet “{sheet}”: the setting “{setting}” is empty.",
    ),
    fix=Words(
        "Hãy nhập mục này vào cột “{value}” của trang “{sheet}”.",
        "Please enter it in the column “{value}” of the sheet “{sheet}”.",
    ),
)
NEEDED = ("id", "name", "year", "superior")


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each of id, name, year and superior unit that is empty."""
    if lacks(campaign, "settings", "value") or lacks(campaign, "settings", "setting"):
        return
    for key in NEEDED:
        part = f"settings.{key}"
        if not getattr(campaign.settings, key) and not misread(campaign, part):
            yield RULE.found(setting=column(part), sheet=SHEETS["settings"], value=column("settings.value"))
