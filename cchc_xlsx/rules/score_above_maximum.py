"""A self score is higher than the criterion's maximum."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import Verdict
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import at_stake
from cchc_xlsx.terms import Words

RULE = Rule(
    code="S04",
    name="score_above_maximum",
    severity=Severity.ERROR,
    scope=Scope.CONTENT,
    title=Words("Điểm tự chấm vượt điểm tối đa", "A self score above the maximum"),
    why=Words(
        "Điểm tối đa do quyết định ban hành bộ tiêu chí ấn định; điểm vượt quá không thể được công nhận.",
        "The maximum is laid down by the decision; points above it cannot be recognised.",
    ),
    message=Words(
        "{place}: điểm tự chấm {score} vượt điểm tối đa {maximum} của tiêu chí {code}.",
        "{place}: the self score {score} is above the maximum {maximum} of criterion {code}.",
    ),
    fix=Words("Hãy nhập từ {lowest} đến {maximum}.", "Please enter a number from {lowest} to {maximum}."),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each score above the maximum; at stake is all that the criterion decides."""
    for entry, criterion, score in submission.numbers(campaign.criteria):
        if criterion.verdict(score) is Verdict.ABOVE:
            yield RULE.found(
                entry.score.place,
                criterion=criterion.code,
                points_at_stake=at_stake(criterion),
                code=criterion.code,
                score=score,
                maximum=criterion.highest,
                lowest=criterion.lowest,
            )
