"""The campaign has no deadline."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import SHEETS, lacks, misread
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C04",
    name="deadline_missing",
    severity=Severity.WARNING,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Chưa có hạn gửi",
        "No deadline",
    ),
    why=Words(
        "Không có hạn gửi thì không thể ghi nhận đơn vị nào gửi muộn.",
        "Without a deadline nothing can be told late.",
    ),
    message=Words(
        "Trang “{sheet}”: chưa nhập hạn gửi của các đơn vị.",
        "Sheet “{sheet}”: the deadline for the units is empty.",
    ),
    fix=Words(
        "Hãy nhập ngày/tháng/năm giờ:phút, ví dụ 30/11/2024 17:00; nếu đợt này không có hạn thì có thể bỏ qua.",
        "Please enter day/month/year hour:minute, such as 30/11/2024 17:00; where there is no deadline "
        "this may stay as it is.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding where no deadline is given."""
    if lacks(campaign, "settings", "value") or lacks(campaign, "settings", "setting"):
        return
    if campaign.settings.deadline is None and not misread(campaign, "settings.deadline"):
        yield RULE.found(sheet=SHEETS["settings"])
