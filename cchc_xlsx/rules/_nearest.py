"""The suggestion for a wrong code: the known one most like it."""

from __future__ import annotations

import difflib

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.points import filled
from cchc_xlsx.rules._words import NOTHING
from cchc_xlsx.terms import Words
from cchc_xlsx.text import fold

_PERHAPS = Words("Có lẽ là {meant}. ", "Perhaps {meant} is meant. ")


def perhaps(meant: str) -> Words:
    """Return “Perhaps … is meant. ”; nothing where nothing is near."""
    return filled(_PERHAPS, meant=meant) if meant else NOTHING


def nearest_unit(text: str, campaign: Campaign) -> Words:
    """Return the suggestion of the unit whose code or name is most like `text`."""
    known = {fold(word): unit for unit in campaign.by_unit.values() for word in (unit.code, unit.name) if word}
    near = difflib.get_close_matches(fold(text), list(known), n=1, cutoff=0.6)
    return perhaps(f"{known[near[0]].code} ({known[near[0]].name})" if near else "")
