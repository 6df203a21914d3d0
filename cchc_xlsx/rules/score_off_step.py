"""A self score is not a multiple of the criterion's step."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import Verdict
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.terms import Words

RULE = Rule(
    code="S06",
    name="score_off_step",
    severity=Severity.WARNING,
    scope=Scope.CONTENT,
    title=Words(
        "Điểm tự chấm không đúng bước điểm",
        "A self score off the step",
    ),
    why=Words(
        "Điểm của tiêu chí được chấm theo bước; điểm lẻ hơn bước cần được người thẩm định xem lại.",
        "The criterion is scored in steps; a finer score should be looked at by whoever appraises it.",
    ),
    message=Words(
        "{place}: điểm tự chấm {score} không phải là bội số của bước điểm {step} ở tiêu chí {code}.",
        "{place}: the self score {score} is not a multiple of the step {step} of criterion {code}.",
    ),
    fix=Words(
        "Hãy chấm lại theo bước {step}; mức gần nhất là {lower} hoặc {upper}.",
        "Please score in steps of {step}; the nearest are {lower} and {upper}.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each score off the step; at stake is what stands above the step below."""
    for entry, criterion, score in submission.judged(campaign.criteria, Verdict.OFF_STEP):
        if criterion.step:
            lower = score // criterion.step * criterion.step
            lower = lower - criterion.step if lower > score else lower
            yield RULE.found(
                entry.score.place,
                criterion=criterion.code,
                points_at_stake=abs(score - lower),
                code=criterion.code,
                score=score,
                step=criterion.step,
                lower=lower,
                upper=lower + criterion.step,
            )
