"""A self score is lower than the criterion allows."""

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
    code="S03",
    name="score_below_minimum",
    severity=Severity.ERROR,
    scope=Scope.CONTENT,
    title=Words(
        "Điểm tự chấm thấp hơn mức thấp nhất",
        "A self score below the lowest allowed",
    ),
    why=Words(
        "Điểm của tiêu chí không thể nhỏ hơn 0; riêng điểm phạt là số âm và không vượt mức phạt tối đa.",
        "A criterion cannot bring less than zero; only a penalty is negative, and no more than the whole penalty.",
    ),
    message=Words(
        "{place}: điểm tự chấm {score} thấp hơn mức thấp nhất {lowest} của tiêu chí {code}.",
        "{place}: the self score {score} is below the lowest allowed, {lowest}, of criterion {code}.",
    ),
    fix=Words(
        "Hãy nhập từ {lowest} đến {highest}.",
        "Please enter a number from {lowest} to {highest}.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each score below the lowest allowed; at stake is all that the criterion decides."""
    for entry, criterion, score in submission.numbers(campaign.criteria):
        if criterion.verdict(score) is Verdict.BELOW:
            yield RULE.found(
                entry.score.place,
                criterion=criterion.code,
                points_at_stake=at_stake(criterion),
                code=criterion.code,
                score=score,
                lowest=criterion.lowest,
                highest=criterion.highest,
            )
