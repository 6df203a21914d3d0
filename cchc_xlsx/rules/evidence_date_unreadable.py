"""The date of a document cannot be understood."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._evidence import resting_on_evidence, written_in
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="E04",
    name="evidence_date_unreadable",
    severity=Severity.NOTE,
    scope=Scope.CONTENT,
    title=Words(
        "Không đọc được ngày của tài liệu kiểm chứng",
        "The date of evidence cannot be understood",
    ),
    why=Words(
        "Ngày ban hành dùng để xét tài liệu có thuộc năm chấm điểm hay không.",
        "The date tells whether a document is of the year that is scored.",
    ),
    message=Words(
        "{place}: ngày ban hành “{typed}” của tài liệu ở tiêu chí {code} {flaw}.",
        "{place}: the date “{typed}” of the evidence of criterion {code} {flaw}.",
    ),
    fix=Words(
        "Hãy ghi theo dạng ngày/tháng/năm, ví dụ 30/01/2024; nhiều ngày cách nhau bằng dấu chấm phẩy.",
        "Please write day/month/year, such as 30/01/2024; several dates apart by semicolons.",
    ),
)
UNREADABLE = Words("không đọc được", "cannot be understood")
ONLY_YEAR = Words("chỉ ghi năm, chưa có ngày và tháng", "is only a year, without day and month")


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a note for each date of evidence in which no date can be found."""
    for entry, criterion, _ in resting_on_evidence(submission, campaign):
        written = written_in(entry.evidence_date)
        if not written.dates and entry.evidence_date:
            yield RULE.found(
                entry.place_of("evidence_date"),
                criterion=criterion.code,
                code=criterion.code,
                typed=short(entry.evidence_date),
                flaw=UNREADABLE if written.year is None else ONLY_YEAR,
            )
