"""A document is dated outside the year that is scored."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import column
from cchc_xlsx.rules._evidence import resting_on_evidence, written_in
from cchc_xlsx.rules._words import listed
from cchc_xlsx.terms import Words

RULE = Rule(
    code="E03",
    name="evidence_date_outside_year",
    severity=Severity.WARNING,
    scope=Scope.CONTENT,
    title=Words(
        "Tài liệu kiểm chứng không thuộc năm chấm điểm",
        "Evidence of another year",
    ),
    why=Words(
        "Tài liệu kiểm chứng phải phản ánh kết quả của năm được chấm; văn bản của năm khác có thể bị Hội "
        "đồng thẩm định cho 0 điểm. Chương trình không tự trừ điểm.",
        "Evidence has to show what was done in the year that is scored; for a document of another year "
        "the appraisal council may give zero. Nothing is deducted here.",
    ),
    message=Words(
        "{place}: tài liệu kiểm chứng của tiêu chí {code} có ngày {dates}, không thuộc năm {year}; Hội "
        "đồng thẩm định có thể cho 0 điểm.",
        "{place}: the evidence of criterion {code} is dated {dates}, which is not in {year}; the council "
        "may give zero.",
    ),
    fix=Words(
        "Hãy kiểm tra ngày ban hành; nếu đúng (ví dụ kế hoạch ban hành cuối năm trước), hãy nêu lý do ở "
        "cột “{explanation}”.",
        "Please check the date; if it is right (a plan issued late in the year before, say), give the "
        "reason in the column “{explanation}”.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each row with dates outside the campaign's year; at stake is the score."""
    year = campaign.settings.year
    for entry, criterion, points in resting_on_evidence(submission, campaign) if year else ():
        written = written_in(entry.evidence_date)
        outside = list(dict.fromkeys(day.strftime("%d/%m/%Y") for day in written.dates if day.year != year))
        if written.year not in (None, year):
            outside.append(str(written.year))
        if outside:
            yield RULE.found(
                entry.place_of("evidence_date"),
                criterion=criterion.code,
                points_at_stake=points,
                code=criterion.code,
                dates=listed(outside),
                year=year,
                explanation=column("self_score.explanation"),
            )
