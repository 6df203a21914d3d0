"""The file that counts was saved after the deadline."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Intake
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import apart
from cchc_xlsx.terms import Words

RULE = Rule(
    code="U04",
    name="submitted_late",
    severity=Severity.WARNING,
    scope=Scope.INTAKE,
    title=Words(
        "Gửi sau hạn",
        "Saved after the deadline",
    ),
    why=Words(
        "Việc gửi muộn được ghi nhận để cơ quan cấp trên xem xét; không có điểm nào bị trừ.",
        "Lateness is recorded for the superior unit to consider; no points are deducted.",
    ),
    message=Words(
        "{place}: tệp được lưu lúc {saved}, sau hạn gửi {deadline}; không trừ điểm.",
        "{place}: the file was saved at {saved}, after the deadline of {deadline}; nothing is deducted.",
    ),
    fix=Words(
        "Không cần sửa tệp; nếu đơn vị đã gửi một bản trước hạn, hãy xem xét tính theo bản đó.",
        "The file needs no mending; if the unit had sent one in time, please consider taking that one.",
    ),
)


def check(intake: Intake, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each file that counts and was saved after the deadline."""
    deadline = campaign.settings.deadline
    for unit, received in intake.counted.items():
        if deadline and received.saved and received.saved > deadline:
            saved, due = apart(received.saved, deadline)
            yield RULE.found(Place(file=received.path), unit=unit, saved=saved, deadline=due)
