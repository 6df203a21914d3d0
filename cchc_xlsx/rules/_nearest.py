"""The suggestion for a wrong code: the known one most like it."""

from __future__ import annotations

from cchc_xlsx.model.campaign import Assignment, Campaign, Flaw
from cchc_xlsx.model.points import filled
from cchc_xlsx.rules._words import NOTHING
from cchc_xlsx.terms import Words
from cchc_xlsx.text import fold, numeric, pattern

_PERHAPS = Words("Có lẽ là {meant}. ", "Perhaps {meant} is meant. ")
_OR = Words("{first}, hoặc theo vị trí trong danh sách là {second}", "{first}, or by its place in the list {second}")
_FREE = Words("{code}, tiêu chí chưa giao cho ai", "{code}, which is nobody's yet,")
_CODE = pattern(r"\w+(?:\.\w+)*")


def perhaps(meant: str | Words) -> Words:
    """Return “Perhaps … is meant. ”; nothing where nothing is near."""
    return filled(_PERHAPS, meant=meant) if meant else NOTHING


def nearest_unit(text: str, campaign: Campaign) -> Words:
    """Return the suggestion of the unit whose code or name is most like `text`."""
    from difflib import get_close_matches  # here: seldom is a code wrong

    known = {fold(word): unit for unit in campaign.by_unit.values() for word in (unit.code, unit.name) if word}
    near = get_close_matches(fold(text), list(known), n=1, cutoff=0.6)
    return perhaps(f"{known[near[0]].code} ({known[near[0]].name})" if near else "")


def nearest_criterion(flaw: Flaw, row: Assignment, campaign: Campaign) -> Words:
    """Return the suggestion of what a code in a list was meant to be, by its letters and by its place in the list.

    Between two equally near, what stands between the codes named beside it is preferred, then what is nobody's yet.
    """
    if not _CODE.fullmatch(flaw.text):
        return NOTHING
    from difflib import SequenceMatcher

    criteria = campaign.criteria
    officers = campaign.officers_of(row.unit)
    free = {code for code, named in officers.items() if not named and code not in row.codes}
    parts = flaw.text.split(".")

    def between(code: str) -> bool:
        known = bool(flaw.before and flaw.after)
        return known and numeric(flaw.before) < numeric(code) < numeric(flaw.after)

    def far(code: str) -> tuple[bool, bool, bool, float]:
        likeness = SequenceMatcher(None, flaw.text, code).ratio()
        return code.count(".") != flaw.text.count("."), not between(code), code not in free, -likeness

    near = min((code for code in criteria.by_code if _steps(parts, code.split(".")) == 1), key=far, default="")
    gap = [code for code in free if between(code)]
    by_place = gap[0] if len(gap) == 1 and flaw.text not in gap else ""
    if near and by_place and near != by_place:
        return perhaps(filled(_OR, first=near, second=by_place))
    meant = near or by_place or criteria.nearest(flaw.text)
    return perhaps(filled(_FREE, code=meant) if meant in free else meant)


def _steps(left: list[str], right: list[str]) -> int:
    """Return how many parts were changed, added, left out or swapped with the next to make one code the other."""
    above: list[int] = []
    last = list(range(len(right) + 1))
    for i, mine in enumerate(left, 1):
        row = [i]
        for j, other in enumerate(right, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (mine != other))
            if i > 1 and j > 1 and mine == right[j - 2] and left[i - 2] == other:
                best = min(best, above[j - 2] + 1)
            row.append(best)
        above, last = last, row
    return last[-1]
