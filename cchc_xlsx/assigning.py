"""Who does what: the criteria of an appendix, from the text people write to the leaves it means."""

from __future__ import annotations

import re
from dataclasses import replace

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import CriteriaSet
from cchc_xlsx.text import clean, numeric

#: Between codes, but not within brackets.
_BETWEEN = re.compile(r"[;,\n](?![^(]*\))")
_RANGE = re.compile(r"(?:từ\s+)?([\w.]+?)\.?\s*(?:đến|-|–|—)\s*([\w.]+?)\.?", re.IGNORECASE)
_EXCEPT = re.compile(r"(.+?)\s*\(\s*trừ\s+(.*)\)\.?", re.IGNORECASE | re.DOTALL)


def codes_in(text: str, criteria: CriteriaSet) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (leaves, unknown parts) of a list of codes as appendices write it, each leaf once, in the order named.

    Codes are separated by `;`, `,` or line breaks; a code with others below it means all its leaves; `4.1.1 đến 4.1.4`
    is a range within one parent; `3.2 (trừ 3.2.6; 3.2.7)` leaves out.
    """
    leaves: list[str] = []
    unknown: list[str] = []
    for part in _BETWEEN.split(clean(text)):
        written = part.strip().rstrip(".").strip()
        if not written:
            continue
        less = _EXCEPT.fullmatch(written)
        meant = _meant(less[1] if less else written, criteria)
        without, wrong = codes_in(less[2], criteria) if less else ((), ())
        leaves += [code for code in meant if code not in without and code not in leaves]
        unknown += [*((written,) if not meant else ()), *wrong]
    return tuple(leaves), tuple(unknown)


def _meant(written: str, criteria: CriteriaSet) -> tuple[str, ...]:
    """Return the leaves of one code or range; none where it names no criterion, or a range runs across parents."""
    if written in criteria.by_code:
        return tuple(leaf.code for leaf in criteria.leaves_of(written))
    ends = _RANGE.fullmatch(written)
    first, last = (criteria.by_code.get(ends[1]), criteria.by_code.get(ends[2])) if ends else (None, None)
    if not (first and last and first.parent == last.parent):
        return ()
    low, high = numeric(first.code), numeric(last.code)
    within = (each for each in criteria.children(first.parent) if low <= numeric(each.code) <= high)
    return tuple(leaf.code for each in within for leaf in criteria.leaves_of(each.code))


def understood(campaign: Campaign) -> Campaign:
    """Return the campaign with the codes of every assignment understood."""
    assignments = []
    for assignment in campaign.assignments:
        codes, unknown = codes_in(assignment.criteria, campaign.criteria)
        assignments.append(replace(assignment, codes=codes, unknown=unknown))
    return replace(campaign, assignments=tuple(assignments))
