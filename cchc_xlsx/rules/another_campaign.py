"""A workbook was issued for another campaign."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Outcome
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.terms import Words

RULE = Rule(
    code="I03",
    name="another_campaign",
    severity=Severity.FATAL,
    scope=Scope.IDENTITY,
    title=Words(
        "Tệp của đợt chấm điểm khác",
        "A workbook of another campaign",
    ),
    why=Words(
        "Mỗi đợt có bộ tiêu chí và năm riêng; điểm của đợt khác không được tính vào đợt này.",
        "Each campaign has its own criteria and year; scores of another one do not count here.",
    ),
    message=Words(
        "{place}: tệp này thuộc đợt “{other}”, còn đợt đang tổng hợp là “{own}”.",
        "{place}: this file belongs to the campaign “{other}”, while “{own}” is being summed up.",
    ),
    fix=Words(
        "Hãy đề nghị đơn vị gửi tệp được phát hành cho đợt này, hoặc chuyển tệp sang thư mục của đợt kia.",
        "Please ask the unit for the workbook of this campaign, or move the file to the other campaign's folder.",
    ),
    outcome=Outcome.FOREIGN,
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for a workbook of another campaign."""
    identity = submission.identity
    if identity and identity.campaign != campaign.settings.id:
        yield RULE.found(Place(file=submission.file), other=identity.campaign, own=campaign.settings.id)
