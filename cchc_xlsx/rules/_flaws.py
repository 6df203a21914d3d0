"""The slips in lists of codes, and where each of them stands."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Assignment, Campaign, Flaw, Slip
from cchc_xlsx.model.points import filled
from cchc_xlsx.rules._columns import lacks
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words
from cchc_xlsx.values import dataclass

_EVERYONE = Words("mọi đơn vị", "all units")
_UNIT = Words("{name} (mã {code})", "{name} (code {code})")
_SIGNS = Words("từ ký tự thứ {first}", "from sign {first} on")


@dataclass(frozen=True)
class Slipped:
    """A slip and its row, with what every message about one says: the unit, the part, where it stands, for whom."""

    row: Assignment
    flaw: Flaw
    unit: str
    part: str
    at: Words
    assignee: str


def flaws(campaign: Campaign, *slips: Slip) -> Iterator[Slipped]:
    """Yield each slip of these kinds; nothing where there is no set of criteria to measure the lists by."""
    if lacks(campaign, "criteria", "criterion") or not campaign.criteria.criteria:
        return
    for row in campaign.assignments:
        for flaw in row.flaws:
            if flaw.slip in slips:
                at = filled(_SIGNS, first=flaw.start + 1)
                unit = unit_of(row, campaign)
                yield Slipped(row, flaw, unit, short(flaw.text), at, short(row.assignee) or "…")


def unit_of(assignment: Assignment, campaign: Campaign) -> str:
    """Return the code of a row's unit; "" where it is none that is known."""
    return assignment.unit if assignment.unit in campaign.by_unit else ""


def alike(name: str) -> str:
    """Return a name as it is compared: capitals and blanks make no two people, marks of tone do."""
    return " ".join(name.split()).casefold()


def by_unit(campaign: Campaign) -> dict[str, list[Assignment]]:
    """Return the rows of each known unit, and under "" those that hold for all others."""
    rows: dict[str, list[Assignment]] = {}
    for assignment in campaign.assignments:
        if not assignment.unit or assignment.unit in campaign.by_unit:
            rows.setdefault(assignment.unit, []).append(assignment)
    return rows


def whose(unit: str, campaign: Campaign) -> Words:
    """Return whose rows are meant: those of a unit by its code, or ("") of all."""
    return filled(_UNIT, name=campaign.by_unit[unit].name, code=unit) if unit else _EVERYONE
