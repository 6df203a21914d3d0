"""A score above zero has no evidence."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import column
from cchc_xlsx.terms import Words

RULE = Rule(
    code="E01",
    name="evidence_missing",
    severity=Severity.WARNING,
    scope=Scope.CONTENT,
    title=Words(
        "Có điểm nhưng chưa nêu tài liệu kiểm chứng",
        "Points without evidence",
    ),
    why=Words(
        "Điểm tự chấm phải có tài liệu kiểm chứng hoặc giải trình cách tính; thiếu tài liệu, Hội đồng "
        "thẩm định có thể cho 0 điểm (Công văn 383/BNV-CCHC ngày 28/01/2021). Chương trình không tự trừ "
        "điểm.",
        "A self score needs evidence, or an explanation of how it was reckoned; without it the appraisal "
        "council may give zero (CV 383/BNV-CCHC, 28/01/2021). Nothing is deducted here.",
    ),
    message=Words(
        "{place}: tiêu chí {code} tự chấm {score} điểm nhưng chưa nêu tài liệu kiểm chứng.",
        "{place}: criterion {code} scores {score} {score:point|points} and names no evidence.",
    ),
    fix=Words(
        "Hãy ghi tên, số, ký hiệu và ngày ban hành của văn bản chứng minh; nếu không có văn bản, hãy nêu "
        "cách tính ở cột “{explanation}”.",
        "Please give title, number and date of the document that proves it; where there is none, say in "
        "the column “{explanation}” how it was reckoned.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each score above zero without title, number or date of evidence; at stake is the score."""
    for entry, criterion, score in submission.numbers(campaign.criteria):
        said = entry.evidence or entry.evidence_number or entry.evidence_date
        if score > 0 and not said and criterion.source is not Source.PENALTY:
            yield RULE.found(
                entry.place_of("evidence"),
                criterion=criterion.code,
                points_at_stake=score,
                code=criterion.code,
                score=score,
                explanation=column("self_score.explanation"),
            )
