"""Figures that several sheets of the summary need: order, means of groups, points lost, gaps, what findings weigh."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from cchc_xlsx.model.criteria import Criterion, Source
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.submission import State
from cchc_xlsx.model.summary import CriterionScore, Result, Scorecard, Summary

# Asking an enumeration takes longer than what is asked for, and these are asked for by the hundred thousand.
_SCORED, _NOT_APPLICABLE, _BONUS = State.SCORED, State.NOT_APPLICABLE, Source.BONUS


def groups(summary: Summary) -> tuple[str, ...]:
    """Return the groups that are ranked apart, in the order of their first units; ("",) where there are none."""
    return tuple(dict.fromkeys(result.unit.group for result in summary.results))


def order(summary: Summary) -> list[Result]:
    """Return the results as the ranking shows them: group by group, ranked ones by rank, then the others by points."""
    place = {group: number for number, group in enumerate(groups(summary))}
    return sorted(
        summary.results,
        key=lambda r: (
            place[r.unit.group],
            r.rank is None,
            r.rank or 0,
            r.card is None,
            -(r.card.points if r.card else ZERO),
        ),
    )


def ranked(summary: Summary) -> list[tuple[Result, Scorecard, Decimal]]:
    """Return the ranked units in the order of the ranking, each with its card and its index."""
    found = ((r, r.card) for r in order(summary) if r.rank is not None)
    return [(r, card, card.index) for r, card in found if card and card.index is not None]


def mean(values: Iterable[Decimal]) -> Decimal | None:
    """Return the mean of some numbers; None of none."""
    numbers = tuple(values)
    return sum(numbers, ZERO) / len(numbers) if numbers else None


def percent(points: Decimal, maximum: Decimal) -> Decimal | None:
    """Return points in per cent of a maximum; None where that is 0."""
    return points / maximum * 100 if maximum else None


def applying(card: Scorecard, summary: Summary) -> frozenset[str]:
    """Return the codes of the areas of which anything applies to a unit: what does not apply throughout is no zero."""
    areas = summary.campaign.criteria.area_by_code
    return frozenset([areas[each.code] for each in card.criteria if each.state is not _NOT_APPLICABLE])


@dataclass(frozen=True)
class Means:
    """The means of the ranked units of a group: points, maximum, index, per cent of each area, score of each criterion.

    Nothing is told of an area or a criterion that applies to none of them.
    """

    units: int
    points: Decimal | None
    maximum: Decimal | None
    index: Decimal | None
    areas: Mapping[str, Decimal]
    criteria: Mapping[str, Decimal]


def means(summary: Summary) -> Mapping[str, Means]:
    """Return the means of each group."""
    members: dict[str, list[tuple[Scorecard, Decimal]]] = {group: [] for group in groups(summary)}
    for result, card, index in ranked(summary):
        members[result.unit.group].append((card, index))
    return {group: _means(cards) for group, cards in members.items()}


def _means(cards: list[tuple[Scorecard, Decimal]]) -> Means:
    areas: dict[str, list[Decimal]] = defaultdict(list)
    criteria: dict[str, list[Decimal]] = defaultdict(list)
    for card, _ in cards:
        for area in card.areas:
            share = percent(area.points, area.maximum)
            if share is not None:
                areas[area.code].append(share)
        for each in card.criteria:
            if each.score is not None:
                criteria[each.code].append(each.score)
    return Means(
        len(cards),
        mean(card.points for card, _ in cards),
        mean(card.maximum for card, _ in cards),
        mean(index for _, index in cards),
        {code: sum(found, ZERO) / len(found) for code, found in areas.items()},
        {code: sum(found, ZERO) / len(found) for code, found in criteria.items()},
    )


def gaps(summary: Summary) -> Mapping[str, Decimal]:
    """Return, for each ranked unit but the first of a group, by how much its index is below that of the rank above."""
    found: dict[str, Decimal] = {}
    for _, result, index, above in _pairs(summary):
        found[result.unit.code] = above - index
    return found


def _pairs(summary: Summary) -> Iterator[tuple[Result, Result, Decimal, Decimal]]:
    """Yield each ranked unit behind the last unit of the rank above: that one, this one, this index, that index."""
    above: tuple[Result, Decimal] | None = None
    last: tuple[Result, Decimal] | None = None
    for result, _, index in ranked(summary):
        if last and last[0].unit.group != result.unit.group:
            above = last = None
        if last and last[0].rank != result.rank:
            above = last
        last = (result, index)
        if above:
            yield above[0], result, index, above[1]


def at_stake(summary: Summary) -> dict[str, Decimal]:
    """Return the points that the pending findings of each unit's own file put in doubt; each criterion counts once."""
    files = {result.unit.code: result.file for result in summary.results}
    most: dict[str, dict[str, Decimal]] = {}
    for finding in summary.findings:
        if finding.points_at_stake and finding.unit in files and finding.place.file in ("", files[finding.unit]):
            of_unit = most.setdefault(finding.unit, {})
            of_unit[finding.criterion] = max(of_unit.get(finding.criterion, ZERO), finding.points_at_stake)
    return {unit: sum(points.values(), ZERO) for unit, points in most.items()}


def findings_of(summary: Summary) -> Mapping[str, tuple[Finding, ...]]:
    """Return the findings of each unit, worst first, in each severity those with most points at stake first."""
    found: dict[str, list[Finding]] = {}
    for finding in weighed(summary):
        found.setdefault(finding.unit, []).append(finding)
    return {unit: tuple(those) for unit, those in found.items()}


def tallies(summary: Summary) -> Mapping[str, tuple[int, int]]:
    """Return how many errors and how many warnings each unit has, of those that have a finding."""
    found: dict[str, tuple[int, int]] = {}
    for finding in summary.findings:
        wrong, doubted = found.get(finding.unit, (0, 0))
        found[finding.unit] = wrong + finding.blocking, doubted + (finding.severity is Severity.WARNING)
    return found


def weighed(summary: Summary) -> list[Finding]:
    """Return all findings by severity, then by points at stake, most first; else in their order."""
    return sorted(summary.findings, key=lambda f: (f.severity.rank, -f.points_at_stake))


def errors(findings: Iterable[Finding]) -> int:
    """Return how many findings keep their unit from being ranked."""
    return sum(finding.blocking for finding in findings)


def warnings(findings: Iterable[Finding]) -> int:
    """Return how many findings are warnings."""
    return sum(finding.severity is Severity.WARNING for finding in findings)


def lost(score: CriterionScore, criterion: Criterion) -> Decimal:
    """Return the points a unit has lost on a criterion: 0 for a bonus, and where there is no valid score."""
    if score.state is not _SCORED or score.score is None or criterion.source is _BONUS:
        return ZERO
    return max(criterion.highest - score.score, ZERO)


@dataclass(slots=True)
class Tally:
    """What the ranked units have on a criterion: points, how many have a score, how many lose points, and how many."""

    points: Decimal = ZERO
    scored: int = 0
    losing: int = 0
    lost: Decimal = ZERO


def tally(summary: Summary) -> Mapping[str, Tally]:
    """Return what the ranked units have on each criterion that counts."""
    found = {criterion.code: (Tally(), criterion, criterion.highest) for criterion in summary.campaign.counted}
    for _, card, _ in ranked(summary):
        for score in card.criteria:
            points = score.score
            if points is None or score.code not in found:
                continue
            each, criterion, highest = found[score.code]
            each.points += points
            each.scored += 1
            if points != highest and (less := lost(score, criterion)):
                each.losing += 1
                each.lost += less
    return {code: each for code, (each, _, _) in found.items()}


def sources(summary: Summary) -> tuple[Source, ...]:
    """Return where the points that count come from, in the order of `Source`."""
    found = {criterion.source for criterion in summary.campaign.counted}
    return tuple(source for source in Source if source in found)
