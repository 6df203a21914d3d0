"""From a submission to a scorecard: exact sums by criterion, area and unit, and the index."""

from __future__ import annotations

from collections.abc import Iterable
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
    same factor, maximum / (maximum - what does not apply), so that the areas still add up to the whole.
    """
    scores = tuple(scores)
    criteria = campaign.criteria
    policy = campaign.settings.not_applicable
    maximum = sum((s.maximum for s in scores if criteria.by_code[s.code].source in _IN_MAXIMUM), ZERO)
    applicable = maximum - sum((_removed(s, campaign) for s in scores), ZERO)
    factor = maximum / applicable if policy is NotApplicablePolicy.RESCALED and applicable else Decimal(1)
    areas = tuple(_area(area.code, scores, campaign, factor) for area in criteria.areas)
    points = sum((area.points for area in areas), ZERO)
    counted = sum((area.maximum for area in areas), ZERO)
    return Scorecard(points, counted, points / counted * 100 if counted else None, areas, scores)


def _maximum(criterion: Criterion) -> Decimal:
    return criterion.maximum or ZERO


def _removed(score: CriterionScore, campaign: Campaign) -> Decimal:
    """Return what leaves the maximum because the criterion does not apply."""
    counts = campaign.criteria.by_code[score.code].source in _IN_MAXIMUM
    return score.maximum if counts and score.state is State.NOT_APPLICABLE else ZERO


def _area(code: str, scores: tuple[CriterionScore, ...], campaign: Campaign, factor: Decimal) -> AreaScore:
    criteria = campaign.criteria
    points = on_top = maximum = removed = ZERO
    for each in scores:
        if criteria.area_of(each.code) != code:
            continue
        removed += _removed(each, campaign)
        if criteria.by_code[each.code].source in _IN_MAXIMUM:
            maximum += each.maximum
            points += each.score or ZERO
        else:
            on_top += each.score or ZERO
    if campaign.settings.not_applicable is NotApplicablePolicy.FULL:
        return AreaScore(code, points + removed + on_top, maximum)
    return AreaScore(code, points * factor + on_top, (maximum - removed) * factor)
