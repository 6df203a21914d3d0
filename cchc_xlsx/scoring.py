"""From a submission to a scorecard: exact sums by criterion, area and unit, and the index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from cchc_xlsx.model.campaign import Campaign, NotApplicablePolicy
from cchc_xlsx.model.criteria import Criterion, Source, Verdict
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.submission import State, Submission
from cchc_xlsx.model.summary import AreaScore, CriterionScore, Scorecard

_IN_MAXIMUM = (Source.SELF,)  # bonus and penalty come on top; the survey is not in the unit's hands


def score(submission: Submission, campaign: Campaign) -> Scorecard:
    """Return a unit's scorecard; maxima come from the campaign, never from the file.

    Scores count as they were entered, the wrong ones too: whether the unit may be ranked is not decided here. The
    index is points / maximum × 100 (QĐ 1149/QĐ-BNV, 30/12/2020).
    """
    entered = {criterion.code: entry.score for entry, criterion in submission.matched(campaign.criteria)}
    scores = []
    for criterion in campaign.criteria.scored:
        given = entered.get(criterion.code)
        state = given.state if given else State.EMPTY
        value = given.value if given else None
        if value is not None and criterion.verdict(value) not in (Verdict.FINE, Verdict.OFF_STEP):
            state = State.INVALID
        scores.append(CriterionScore(criterion.code, value, _maximum(criterion), state))
    return scorecard(scores, campaign)


def scorecard(scores: Iterable[CriterionScore], campaign: Campaign) -> Scorecard:
    """Return the scorecard of single scores, the campaign's policy for what does not apply at work.

    Rescaling (policy `rescaled`) is done over the whole self-scored part: every area's points and maximum grow by the
    same factor, maximum / (maximum - what does not apply). That factor may have no end in decimals, so each sum is
    multiplied before it is divided, and the whole is not summed from the areas: equal shares stay equal to the last
    digit, and the areas add up to the whole but for the last of 28 digits.
    """
    scores = tuple(scores)
    criteria = campaign.criteria
    whole = _sum(scores, campaign)
    applicable = whole.maximum - whole.removed
    rescaled = campaign.settings.not_applicable is NotApplicablePolicy.RESCALED and applicable
    scale = (whole.maximum, applicable) if rescaled else (Decimal(1), Decimal(1))

    def applied(part: _Sum) -> tuple[Decimal, Decimal]:
        if campaign.settings.not_applicable is NotApplicablePolicy.FULL:
            return part.points + part.removed + part.on_top, part.maximum
        up, down = scale
        return part.points * up / down + part.on_top, (part.maximum - part.removed) * up / down

    by_area: dict[str, list[CriterionScore]] = {area.code: [] for area in criteria.areas}
    for each in scores:
        by_area.setdefault(criteria.area_of(each.code), []).append(each)
    areas = tuple(AreaScore(area.code, *applied(_sum(by_area[area.code], campaign))) for area in criteria.areas)
    points, counted = applied(whole)
    return Scorecard(points, counted, points / counted * 100 if counted else None, areas, scores)


@dataclass(frozen=True, slots=True)
class _Sum:
    """Sums over some scores: their points and maxima, what does not apply of those, and what comes on top."""

    points: Decimal = ZERO
    maximum: Decimal = ZERO
    removed: Decimal = ZERO
    on_top: Decimal = ZERO


def _sum(scores: Iterable[CriterionScore], campaign: Campaign) -> _Sum:
    points = maximum = removed = on_top = ZERO
    for each in scores:
        if campaign.criteria.by_code[each.code].source in _IN_MAXIMUM:
            maximum += each.maximum
            points += each.score or ZERO
            removed += each.maximum if each.state is State.NOT_APPLICABLE else ZERO
        else:
            on_top += each.score or ZERO
    return _Sum(points, maximum, removed, on_top)


def _maximum(criterion: Criterion) -> Decimal:
    return criterion.maximum or ZERO
