"""A workbook holds only one assignee's part of a unit's work."""

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
    code="I12",
    name="part_of_workbook",
    severity=Severity.FATAL,
    scope=Scope.IDENTITY,
    title=Words(
        "Tệp chỉ là phần việc của một người",
        "A workbook with one person's part only",
    ),
    why=Words(
        "Tệp phần việc chỉ có các tiêu chí của một người; tổng hợp từ đó thì các tiêu chí còn lại bị coi là chưa chấm.",
        "Such a workbook has one person's criteria only; summed up by itself all others would be missing.",
    ),
    message=Words(
        "{place}: tệp này chỉ là phần việc của “{assignee}”, không phải tệp tự chấm điểm của cả đơn vị.",
        "{place}: this file is only the part of “{assignee}”, not the workbook of the whole unit.",
    ),
    fix=Words(
        "Đề nghị đơn vị ghép phần việc này vào tệp chung của mình (lệnh “cchc combine”) rồi gửi tệp chung.",
        "Please ask the unit to put this part into its own workbook (“cchc combine”) and send that.",
    ),
    outcome=Outcome.EXCLUDED,
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for a workbook of this campaign that is one assignee's part."""
    identity = submission.identity
    if identity and identity.part and identity.campaign == campaign.settings.id:
        yield RULE.found(Place(file=submission.file), assignee=submission.assignee)
