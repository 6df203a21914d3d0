"""A self score is lower than the criterion allows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import Criterion, Verdict
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._meant import either, of_other_sign, without_comma
from cchc_xlsx.rules._words import NOTHING, at_stake
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
        "Hãy nhập từ {lowest} đến {highest}.{hint}",
        "Please enter a number from {lowest} to {highest}.{hint}",
    ),
)
MEANT = Words(" Có lẽ số định nhập là {meant}.", " Perhaps {meant} was meant.")


def _hint(score: Decimal, criterion: Criterion) -> Words:
    """Return what was perhaps meant. It is only said, never counted."""
    meant = of_other_sign(score, criterion) or without_comma(score, criterion)
    return filled(MEANT, meant=either(meant)) if meant else NOTHING


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each score below the lowest allowed; at stake is all that the criterion decides."""
    for entry, criterion, score in submission.judged(campaign.criteria, Verdict.BELOW):
        yield RULE.found(
            entry.score.place,
            criterion=criterion.code,
            points_at_stake=at_stake(criterion),
            code=criterion.code,
            score=score,
            lowest=criterion.lowest,
            highest=criterion.highest,
            hint=_hint(score, criterion),
        )
