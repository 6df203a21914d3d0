"""From a submission to a scorecard: exact sums by criterion, area, source and unit, and the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from cchc_xlsx.model.campaign import Campaign, NotApplicablePolicy
from cchc_xlsx.model.criteria import Criterion, Source, Verdict
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.submission import NO_SCORE, Score, State, Submission
from cchc_xlsx.model.summary import AreaScore, CriterionScore, Scorecard, SourceScore
from cchc_xlsx.values import dataclass

_IN_MAXIMUM = (Source.SELF, Source.SURVEY)  # bonus and penalty come on top


def score(submission: Submission, campaign: Campaign, unit: str = "") -> Scorecard:
    """Return a unit's scorecard; maxima and the survey's points come from the campaign, never from the file.

    Scores count as they were entered, the wrong ones too: whether the unit may be ranked is not decided here. The
    index is points / maximum × 100 (QĐ 1149/QĐ-BNV, 30/12/2020). `unit` is by default the one the file says.
    """
    unit = unit or (submission.identity.unit if submission.identity else "")
    given = {criterion.code: entry.score for entry, criterion in submission.matched(campaign.criteria)}
    given |= {code: each.score for code, each in campaign.survey_scores.get(unit, {}).items()}
    return scorecard(
        [judged(criterion, given.get(criterion.code, NO_SCORE)) for criterion in campaign.counted], campaign
    )


def judged(criterion: Criterion, given: Score) -> CriterionScore:
    """Return what a score cell comes to under its criterion; one out of bounds counts as entered, and is invalid."""
    # A survey file beside the campaign workbook keeps its name; what is the unit's own is the file that counts.
    file, sheet, row, column = given.place
    own = "" if criterion.scored_by_unit else file
    return _judged(criterion, given.state, given.value, given.typed, own, sheet, row, column)


@lru_cache(maxsize=1 << 15)
def _judged(
    criterion: Criterion, state: State, value: Decimal | None, typed: str, *place: *tuple[str, str, int, int]
) -> CriterionScore:
    """Return one object for all units that were given the same."""
    if value is not None and criterion.verdict(value) not in (Verdict.FINE, Verdict.OFF_STEP):
        state = State.INVALID
    return CriterionScore(criterion.code, value, criterion.maximum or ZERO, state, typed, Place(*place))


def scorecard(scores: Iterable[CriterionScore], campaign: Campaign) -> Scorecard:
    """Return the scorecard of single scores, the campaign's policy for what does not apply and its caps at work.

    Rescaling (policy `rescaled`) is done over the whole self-scored part: every area's points and maximum of that
    part grow by the same factor, maximum / (maximum - what does not apply); the survey's are added as they are. That
    factor may have no end in decimals, so each sum is multiplied before it is divided, and the whole is not summed
    from the areas: equal shares stay equal to the last digit, and the areas add up to the whole but for the last of
    28 digits. A cap holds for the whole, so the areas add up to the whole and what it cut.
    """
    scores = tuple(scores)
    criteria = campaign.criteria
    whole = dict(sums(scores, campaign))
    own = whole.get(Source.SELF, Sum())
    areas = []
    within: dict[str, list[CriterionScore]] = {area.code: [] for area in criteria.areas}
    for each in scores:
        within[criteria.area_by_code[each.code]].append(each)
    for area in criteria.areas:
        parts = [applied(source, part, own, campaign) for source, part in sums(within[area.code], campaign)]
        areas.append(AreaScore(area.code, _total(points for points, _ in parts), _total(most for _, most in parts)))
    sources = []
    for source, part in whole.items():
        points, maximum = applied(source, part, own, campaign)
        kept = _capped(source, points, campaign)
        sources.append(SourceScore(source, kept, maximum, points - kept))
    points = _total(each.points for each in sources)
    counted = _total(each.maximum for each in sources)
    index = points / counted * 100 if counted else None
    return Scorecard(points, counted, index, tuple(areas), scores, tuple(sources))


def applied(source: Source, part: Sum, own: Sum, campaign: Campaign) -> tuple[Decimal, Decimal]:
    """Return points and maximum of a sum, the policy for what does not apply at work, the caps not.

    `own` is the whole self-scored part, by which rescaling goes.
    """
    policy = campaign.settings.not_applicable
    if source not in _IN_MAXIMUM:
        return part.points, ZERO
    if policy is NotApplicablePolicy.FULL:
        return part.points + part.removed, part.maximum
    if policy is NotApplicablePolicy.RESCALED and source is Source.SELF and own.applicable:
        scale = own.maximum, own.applicable
        return part.points * scale[0] / scale[1], part.applicable * scale[0] / scale[1]
    return part.points, part.applicable


def _capped(source: Source, points: Decimal, campaign: Campaign) -> Decimal:
    settings = campaign.settings
    if source is Source.BONUS and settings.bonus_cap is not None:
        return min(points, settings.bonus_cap)
    if source is Source.PENALTY and settings.penalty_cap is not None:
        return max(points, -settings.penalty_cap)
    return points


@dataclass(frozen=True, slots=True)
class Sum:
    """Sums over scores of one source: their points and maxima, and what does not apply of those."""

    points: Decimal = ZERO
    maximum: Decimal = ZERO
    removed: Decimal = ZERO

    @property
    def applicable(self) -> Decimal:
        """The maximum of what applies."""
        return self.maximum - self.removed


def sums(scores: Iterable[CriterionScore], campaign: Campaign) -> Iterator[tuple[Source, Sum]]:
    """Yield the sums of each source that has a score among these, in the order of `Source`."""
    found: dict[Source, list[CriterionScore]] = {}
    by_code, not_applicable = campaign.criteria.by_code, State.NOT_APPLICABLE
    for each in scores:
        source = by_code[each.code].source
        if source in found:
            found[source].append(each)
        else:
            found[source] = [each]
    for source in Source:
        if part := found.get(source):
            removed = _total([each.maximum for each in part if each.state is not_applicable])
            points = _total([each.score or ZERO for each in part])
            yield source, Sum(points, _total([each.maximum for each in part]), removed)


def _total(numbers: Iterable[Decimal]) -> Decimal:
    return sum(numbers, ZERO)


def order_of(card: Scorecard, campaign: Campaign) -> tuple[Decimal, ...]:
    """Return what a unit is ranked by: its index, then the points that the campaign names to decide between equals.

    Raises ValueError for a card without index: nothing can be ranked by it.
    """
    if card.index is None:
        raise ValueError("a card without an index has no rank")
    return (card.index, *(_points_by(name, card, campaign) for name in campaign.settings.tie_breaks))


def _points_by(name: str, card: Scorecard, campaign: Campaign) -> Decimal:
    if name in set(Source):
        found = card.source(Source(name))
        return found.points if found else ZERO
    leaves = {leaf.code for leaf in campaign.criteria.leaves_of(name)}
    return _total(each.score or ZERO for each in card.criteria if each.code in leaves)
