"""One finding for many alike: criteria of one area that all lack the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import Criterion
from cchc_xlsx.model.points import filled
from cchc_xlsx.rules._words import called, listed
from cchc_xlsx.terms import Words

#: So many of an area are told one by one; more of them become one finding.
ONE_BY_ONE = 5
_MANY = Words("{count} tiêu chí thuộc {area} ({codes})", "{count} criteria of {area} ({codes})")


def by_area(campaign: Campaign, lacking: Iterable[Criterion]) -> Iterator[tuple[Criterion, Words, list[Criterion]]]:
    """Yield each criterion and what it is called; more than five of one area as one, by the first of them.

    With each come the criteria it stands for.
    """
    areas: dict[str, list[Criterion]] = {}
    for criterion in lacking:
        areas.setdefault(campaign.criteria.area_of(criterion.code), []).append(criterion)
    for area, criteria in areas.items():
        if len(criteria) > ONE_BY_ONE:
            codes = listed([criterion.code for criterion in criteria])
            yield criteria[0], filled(_MANY, count=len(criteria), area=called(area), codes=codes), criteria
        else:
            yield from ((criterion, called(criterion.code), [criterion]) for criterion in criteria)
