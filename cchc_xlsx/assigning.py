"""Who does what: the criteria of an appendix, from the text people write to the leaves it means."""

from __future__ import annotations

import re
from dataclasses import replace

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import CriteriaSet
from cchc_xlsx.text import clean


def codes_in(text: str, criteria: CriteriaSet) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (leaves, unknown parts) of a list of codes such as `1.1; 4.2; 7.10.`.

    Codes are separated by `;`, `,` or line breaks; a code with others below it means all its leaves.
    """
    leaves: list[str] = []
    unknown: list[str] = []
    for part in re.split(r"[;,\n]", clean(text)):
        code = part.strip().rstrip(".").strip()
        if not code:
            continue
        meant = criteria.leaves_of(code) if code in criteria.by_code else ()
        leaves += [criterion.code for criterion in meant if criterion.code not in leaves]
        if not meant:
            unknown.append(code)
    return tuple(leaves), tuple(unknown)


def understood(campaign: Campaign) -> Campaign:
    """Return the campaign with the codes of every assignment understood."""
    assignments = []
    for assignment in campaign.assignments:
        codes, unknown = codes_in(assignment.criteria, campaign.criteria)
        assignments.append(replace(assignment, codes=codes, unknown=unknown))
    return replace(campaign, assignments=tuple(assignments))
