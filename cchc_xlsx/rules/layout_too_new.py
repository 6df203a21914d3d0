"""A workbook was issued by a newer version of the program."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import LAYOUT, Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Outcome
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.terms import Words

RULE = Rule(
    code="I05",
    name="layout_too_new",
    severity=Severity.FATAL,
    scope=Scope.IDENTITY,
    title=Words(
        "Tệp do phiên bản mới hơn phát hành",
        "A workbook of a newer version",
    ),
    why=Words(
        "Phiên bản mới có thể bố trí tệp khác đi; phiên bản cũ đọc vào có thể lấy nhầm ô.",
        "A newer version may lay a workbook out otherwise; an older one might read the wrong cells.",
    ),
    message=Words(
        "{place}: tệp dùng bố cục số {layout}, phiên bản đang dùng chỉ đọc được đến số {known}.",
        "{place}: the file has layout number {layout}; the version in use reads up to number {known}.",
    ),
    fix=Words(
        "Hãy cập nhật chương trình lên phiên bản đã dùng để phát hành, rồi chạy lại.",
        "Please update the program to the version that issued the workbooks, and run it again.",
    ),
    outcome=Outcome.EXCLUDED,
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for a workbook of this campaign whose layout is newer than ours."""
    identity = submission.identity
    if identity and identity.campaign == campaign.settings.id and identity.layout > LAYOUT:
        yield RULE.found(Place(file=submission.file), layout=identity.layout, known=LAYOUT)
