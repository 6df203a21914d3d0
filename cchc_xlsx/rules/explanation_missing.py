"""Points are lost, or a criterion is said not to apply, and nobody says why."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.points import ZERO, filled
from cchc_xlsx.model.submission import State, Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import column
from cchc_xlsx.terms import Words

RULE = Rule(
    code="E06",
    name="explanation_missing",
    severity=Severity.WARNING,
    scope=Scope.CONTENT,
    title=Words(
        "Mất điểm nhưng chưa giải trình",
        "Points lost without an explanation",
    ),
    why=Words(
        "Báo cáo tự chấm phải giải trình tiêu chí bị mất điểm hoặc thiếu tài liệu (Công văn 383/BNV-CCHC "
        "ngày 28/01/2021); khai không áp dụng cũng phải nêu lý do. Chương trình không tự trừ điểm.",
        "A self report has to explain where points are lost or evidence is wanting (CV 383/BNV-CCHC, "
        "28/01/2021); so has a claim that a criterion does not apply. Nothing is deducted here.",
    ),
    message=Words(
        "{place}: tiêu chí {code} {state} nhưng chưa có giải trình.",
        "{place}: criterion {code} {state} and there is no explanation.",
    ),
    fix=Words(
        "Hãy nêu ngắn gọn lý do ở cột “{explanation}”.",
        "Please give the reason in a few words in the column “{explanation}”.",
    ),
)
LOST = Words("tự chấm {score}, thấp hơn mức cao nhất {highest}", "scores {score}, below the highest of {highest},")
NOT_APPLICABLE = Words("được khai không áp dụng (KAD)", "is declared not applicable (KAD)")


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each score below the highest and each KAD unexplained; at stake is what is not reached."""
    kad = State.NOT_APPLICABLE
    for entry, criterion in submission.matched(campaign.criteria):
        score, not_applicable = entry.score.value, entry.score.state is kad
        lost = score is not None and criterion.lowest <= score < criterion.highest
        if (lost or not_applicable) and not entry.explanation:
            yield RULE.found(
                entry.place_of("explanation"),
                criterion=criterion.code,
                points_at_stake=criterion.highest - (score or ZERO),
                code=criterion.code,
                state=NOT_APPLICABLE if not_applicable else filled(LOST, score=score, highest=criterion.highest),
                explanation=column("self_score.explanation"),
            )
