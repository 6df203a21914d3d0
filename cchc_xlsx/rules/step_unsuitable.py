"""A criterion's step or allowed scores do not fit its maximum."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import Criterion
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.points import filled
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import at_stake, called, listed
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C20",
    name="step_unsuitable",
    severity=Severity.WARNING,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Bước điểm hoặc các mức điểm không khớp điểm tối đa",
        "Step or allowed scores do not fit the maximum",
    ),
    why=Words(
        "Bước điểm phải chia hết điểm tối đa và các mức điểm phải nằm trong khoảng điểm của tiêu chí, nếu"
        " không đơn vị không thể đạt điểm tối đa hoặc chấm vượt khung.",
        "The maximum must be a multiple of the step, and allowed scores must lie within the criterion's "
        "range; otherwise a unit could never reach the maximum, or would go beyond it.",
    ),
    message=Words(
        "{place}: {wrong} của {which} (điểm từ {lowest} đến {highest}).",
        "{place}: {wrong} of {which} (scores from {lowest} to {highest}).",
    ),
    fix=Words(
        "Hãy sửa bước điểm hoặc các mức điểm cho khớp với điểm tối đa, hoặc để trống nếu không quy định.",
        "Please make the step or the allowed scores fit the maximum, or leave them empty where none are laid down.",
    ),
)
STEP = Words("bước điểm {step} không khớp với điểm tối đa", "the step {step} does not fit the maximum")
ALLOWED = Words("có mức điểm nằm ngoài khoảng điểm ({scores})", "there are allowed scores out of range ({scores})")


def _flaws(criterion: Criterion) -> Iterator[Words]:
    size, step = at_stake(criterion), criterion.step
    if step is not None and (step <= 0 or step > size or size % step):
        yield filled(STEP, step=step)
    if outside := [score for score in criterion.allowed if not criterion.lowest <= score <= criterion.highest]:
        yield filled(ALLOWED, scores=listed(outside))


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each step and each list of allowed scores that does not fit."""
    for criterion in campaign.criteria.leaves:
        for wrong in _flaws(criterion) if criterion.maximum is not None else ():
            yield RULE.found(
                criterion.place,
                criterion=criterion.code,
                wrong=wrong,
                which=called(criterion.code),
                lowest=criterion.lowest,
                highest=criterion.highest,
            )
