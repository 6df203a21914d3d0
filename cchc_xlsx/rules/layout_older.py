"""A workbook has an older layout."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import LAYOUT, Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.terms import Words

RULE = Rule(
    code="I10",
    name="layout_older",
    severity=Severity.NOTE,
    scope=Scope.IDENTITY,
    title=Words("Tệp có bố cục cũ", "A workbook of an older layout"),
    why=Words(
        "Tệp do phiên bản trước phát hành vẫn được đọc bình thường nếu bộ tiêu chí không đổi.",
        "A workbook that an earlier version issued is read all the same, where the criteria are the same.",
    ),
    message=Words(
        "{place}: tệp có bố cục số {layout}, phiên bản hiện tại dùng bố cục số {known}; tệp vẫn được đọc.",
        "{place}: the file has layout number {layout}, this version issues number {known}; it was read all the same.",
    ),
    fix=Words(
        "Không cần làm gì.",
        "Nothing has to be done.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a note for a workbook of this campaign whose layout is older than ours."""
    identity = submission.identity
    if identity and identity.campaign == campaign.settings.id and identity.layout < LAYOUT:
        yield RULE.found(Place(file=submission.file), layout=identity.layout, known=LAYOUT)
