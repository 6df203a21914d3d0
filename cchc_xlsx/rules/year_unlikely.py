"""The year scored is far from any that could be meant."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import SHEETS
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C06",
    name="year_unlikely",
    severity=Severity.WARNING,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Năm chấm điểm bất thường",
        "The year scored is unlikely",
    ),
    why=Words(
        "Năm chấm điểm được in trên các biểu và dùng để xét ngày ban hành của tài liệu kiểm chứng.",
        "The year is printed on the forms, and the dates of evidence are held against it.",
    ),
    message=Words(
        "Trang “{sheet}”: năm chấm điểm là {year}, nằm ngoài khoảng từ 2000 đến 2100.",
        "Sheet “{sheet}”: the year scored is {year}, which is outside 2000 to 2100.",
    ),
    fix=Words(
        "Hãy kiểm tra và nhập năm được đánh giá bằng bốn chữ số, ví dụ 2024.",
        "Please check it and enter the year that is scored in four digits, such as 2024.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for a year outside 2000 to 2100."""
    year = campaign.settings.year
    if year and not 2000 <= year <= 2100:
        yield RULE.found(sheet=SHEETS["settings"], year=year)
