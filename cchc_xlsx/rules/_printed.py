"""How what a file prints of the criteria differs from the campaign workbook."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.submission import Printed, Submission
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words
from cchc_xlsx.text import fold

MAXIMUM = Words("{code}: điểm tối đa {theirs}, sổ đợt ghi {ours}", "{code}: maximum {theirs}, ours {ours}")
NAME = Words("{code}: tên “{theirs}”, sổ đợt ghi “{ours}”", "{code}: name “{theirs}”, ours “{ours}”")
GONE = Words("{code}: không còn trong bộ tiêu chí", "{code}: no longer in the set")
NEW = Words("{code}: mới có trong bộ tiêu chí", "{code}: new in the set")
_MISSING = Words("trống", "empty")


def differing(submission: Submission, campaign: Campaign) -> Iterator[tuple[Printed, Place, Words]]:
    """Yield each printed criterion whose maximum or name is not the campaign's, its cell, and how it differs."""
    for printed, ours in submission.altered(campaign.criteria):
        if printed.maximum != ours.maximum and not (printed.maximum is None and not submission.identities):
            theirs = _MISSING if printed.maximum is None else printed.maximum
            known = _MISSING if ours.maximum is None else ours.maximum
            yield printed, printed.maximum_place, filled(MAXIMUM, code=printed.criterion, theirs=theirs, ours=known)
        if printed.name and printed.name != ours.name and fold(printed.name) != fold(ours.name):
            yield (
                printed,
                printed.name_place,
                filled(NAME, code=printed.criterion, theirs=short(printed.name, 40), ours=short(ours.name, 40)),
            )


def is_another_set(submission: Submission, campaign: Campaign) -> bool:
    """Tell whether a file is of another criteria set, not of an earlier state of this one.

    It is where fewer than half of the criteria it prints are ours by code and name, or fewer than half of ours are
    among them. A name that either side leaves empty proves nothing, and counts as equal.
    """
    ours = campaign.criteria.by_code
    alike = {
        printed.criterion
        for printed in submission.printed
        if printed.criterion in ours
        and (
            not printed.name
            or not ours[printed.criterion].name
            or fold(printed.name) == fold(ours[printed.criterion].name)
        )
    }
    codes = {printed.criterion for printed in submission.printed}
    return bool(codes) and (2 * len(alike) < len(codes) or 2 * len(alike) < len(ours))
