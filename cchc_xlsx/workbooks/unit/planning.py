"""From a campaign and a unit to the plan of its workbook: who is named for what, in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.model.submission import Entry
from cchc_xlsx.terms import Language
from cchc_xlsx.workbooks.unit.assignment import people_in, room_for
from cchc_xlsx.workbooks.unit.plan import Plan


def people_of(named: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the officers of each criterion one by one.

    One officer may have been typed as several, apart by semicolons, as in the workbook's own cells.
    """
    known: dict[Sequence[str], tuple[str, ...]] = {}
    people = {}
    for code, names in named.items():
        if names not in known:
            known[names] = tuple(dict.fromkeys(person for name in names for person in people_in(name)))
        people[code] = known[names]
    return people


def everybody(
    campaign: Campaign, unit: Unit, people: Mapping[str, tuple[str, ...]], officers: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return each officer once: those of the campaign's rows first, then those named beside them, then `officers`."""
    rows = campaign.assignments_of(unit.code)
    known = [name for row in rows for officer in row.named for name in people_in(officer)]
    return tuple(
        dict.fromkeys((*known, *(name for names in dict.fromkeys(people.values()) for name in names), *officers))
    )


def planned(
    campaign: Campaign,
    unit: Unit,
    language: Language,
    named: Mapping[str, tuple[str, ...]],
    *,
    officers: Sequence[str] = (),
    entries: Sequence[Entry] = (),
) -> Plan:
    """Return the plan of a unit's whole workbook; `named` are the officers of each criterion, as they are typed."""
    people = people_of(named)
    assignees = everybody(campaign, unit, people, officers)
    return Plan(
        campaign=campaign,
        unit=unit,
        language=language,
        entries={entry.criterion: entry for entry in entries},
        officers=people,
        assignees=assignees,
        room=room_for(len(assignees)),
    )
