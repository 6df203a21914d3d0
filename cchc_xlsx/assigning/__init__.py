"""Who does what: an appendix of assignments from the text people write to what it means, and back."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial

from cchc_xlsx.assigning.grammar import Reading, read
from cchc_xlsx.assigning.people import people_of
from cchc_xlsx.assigning.writing import written
from cchc_xlsx.model.campaign import Assignment, Campaign
from cchc_xlsx.model.criteria import CriteriaSet

__all__ = ["codes_in", "people_of", "read", "understood", "understood_row", "written"]


def codes_in(text: str, criteria: CriteriaSet) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (leaves, unknown parts) of a list of codes as appendices write it, each leaf once, in the order named.

    The language is described in `grammar`, which also says what is wrong and where.
    """
    reading = read(text, criteria)
    return reading.codes, tuple(flaw.text for flaw in reading.flaws if flaw.slip.lost)


def understood_row(row: Assignment, criteria: CriteriaSet) -> Assignment:
    """Return a row of an appendix with its codes and its people understood."""
    return _understood(row, read(row.criteria, criteria))


def _understood(row: Assignment, reading: Reading) -> Assignment:
    people = people_of(row.assignee, row.remark)
    said = {*reading.leads, *reading.helps}
    rest = tuple(code for code in reading.codes if code not in said)  # of these the people's own mark speaks
    return replace(
        row,
        codes=reading.codes,
        unknown=tuple(flaw.text for flaw in reading.flaws if flaw.slip.lost),
        flaws=reading.flaws,
        officers=people.officers,
        leads=reading.leads + (rest if people.role == "leads" else ()),
        helps=reading.helps + (rest if people.role == "helps" else ()),
        group=people.group,
        members=people.members,
        open_ended=people.open_ended,
    )


def understood(campaign: Campaign) -> Campaign:
    """Return the campaign with every assignment understood."""
    reading = lru_cache(None)(partial(read, criteria=campaign.criteria))  # units copy each other's lists
    rows = tuple(_understood(row, reading(row.criteria)) for row in campaign.assignments)
    return replace(campaign, assignments=rows)
