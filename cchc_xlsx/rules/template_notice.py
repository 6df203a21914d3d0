"""The campaign workbook carries a notice that has to be said plainly."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import SHEETS
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C22",
    name="template_notice",
    severity=Severity.WARNING,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Sổ đợt chấm điểm có lưu ý",
        "The campaign workbook carries a notice",
    ),
    why=Words(
        "Lưu ý cho biết dữ liệu là ví dụ hoặc còn phải hoàn thiện; người dùng cần biết trước khi phát hành.",
        "A notice says that data are made up or still to be completed; one needs to know before workbooks go out.",
    ),
    message=Words(
        "Lưu ý của đợt chấm điểm: “{notice}”.",
        "The campaign's notice: “{notice}”.",
    ),
    fix=Words(
        "Khi đã hoàn thiện, hãy xóa mục “Lưu ý” ở trang “{sheet}”.",
        "Once all is complete, please clear the setting “Notice” on the sheet “{sheet}”.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding that repeats the notice, where there is one."""
    if campaign.settings.notice:
        notice = short(campaign.settings.notice, 500).rstrip(".")
        yield RULE.found(notice=notice, sheet=SHEETS["settings"])
