"""The short ASCII text by which a workbook says whose it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORM = re.compile(r"CCHC1\|([!-{}~]{1,60})\|([!-{}~]{1,30})\|([0-9]{1,4})\|([A-Z2-7]{12})")


@dataclass(frozen=True, slots=True)
class Identity:
    """Campaign, unit, layout version and fingerprint of the criteria."""

    campaign: str
    unit: str
    layout: int
    fingerprint: str

    def __str__(self) -> str:
        return f"CCHC1|{self.campaign}|{self.unit}|{self.layout}|{self.fingerprint}"


def identity_in(text: str) -> Identity | None:
    """Return the identity that stands in a text; None where there is none."""
    found = _FORM.search(text)
    return Identity(found[1], found[2], int(found[3]), found[4]) if found else None
