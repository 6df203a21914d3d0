"""The short ASCII text by which a workbook says whose it is."""

from __future__ import annotations

import base64
import hashlib

from cchc_xlsx.text import clean, pattern, slug
from cchc_xlsx.values import dataclass

_FORM = pattern(r"CCHC1\|([!-{}~]{1,60})\|([!-{}~]{1,30})\|([0-9]{1,4})\|([A-Z2-7]{12})(?:\|P-([a-z0-9-]{1,60}))?")
_SLUG, _MARK = 40, 6  # letters of a name's slug, and of the mark that tells “Tuân” from “Tuấn”


@dataclass(frozen=True, slots=True)
class Identity:
    """Campaign, unit, layout version and fingerprint of the whole criteria set.

    `part` is "" in the workbook of a unit; in that of one assignee it is what `part_of` gives for the name.
    """

    campaign: str
    unit: str
    layout: int
    fingerprint: str
    part: str = ""

    def __str__(self) -> str:
        whole = f"CCHC1|{self.campaign}|{self.unit}|{self.layout}|{self.fingerprint}"
        return f"{whole}|P-{self.part}" if self.part else whole


def identity_in(text: str) -> Identity | None:
    """Return the identity that stands in a text; None where there is none."""
    found = _FORM.search(text)
    return Identity(found[1], found[2], int(found[3]), found[4], found[5] or "") if found else None


def part_of(assignee: str) -> str:
    """Return the ASCII text that stands for an assignee in an identity.

    It depends on the name alone; names that differ only in their marks or capitals give different ones.
    """
    name = " ".join(clean(assignee).split())
    mark = base64.b32encode(hashlib.sha256(name.encode()).digest()).decode()[:_MARK].lower()
    return "-".join(filter(None, (slug(name)[:_SLUG].strip("-"), mark)))
