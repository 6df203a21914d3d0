"""A unit's workbook: guide, assignment, a score sheet an area, the overview, and the hidden carriers of identity."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_xlsx.model.book import Book
from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.model.criteria import CriteriaSet
from cchc_xlsx.model.submission import Entry, Given, Submission
from cchc_xlsx.terms import Language
from cchc_xlsx.workbooks.layout import Table
from cchc_xlsx.workbooks.tables import Found, lacking, tables_in
from cchc_xlsx.workbooks.unit import assignment, guide, identity, self_check, self_score
from cchc_xlsx.workbooks.unit.plan import Plan

TABLES: tuple[Table, ...] = (
    assignment.TABLE,
    assignment.OFFICERS,
    self_score.TABLE,
    self_check.TABLE,
    self_check.BY_OFFICER,
)
#: The tables that are read back; the others are only shown.
READ: tuple[Table, ...] = (self_score.TABLE, assignment.TABLE)


def fill_unit(
    campaign: Campaign,
    unit: Unit,
    language: Language,
    *,
    entries: Sequence[Entry] = (),
    given: Sequence[Given] | None = None,
) -> Book:
    """Return a unit's workbook, empty or with entries poured in; the mirror of `parse_unit`.

    `given` names the officers of each criterion; without it they are those of the campaign.
    """
    named = campaign.officers_of(unit.code) if given is None else {g.criterion: g.officers for g in given}
    # One officer may have been typed as several, apart by semicolons, as in the workbook's own cells.
    officers = {code: assignment.people_in(";".join(names)) for code, names in named.items()}
    rows = campaign.assignments_of(unit.code)
    known = [name for row in rows for officer in row.named for name in assignment.people_in(officer)]
    everybody = dict.fromkeys((*known, *(name for names in officers.values() for name in names)))
    plan = Plan(
        campaign=campaign,
        unit=unit,
        language=language,
        entries={entry.criterion: entry for entry in entries},
        officers=officers,
        assignees=tuple(everybody),
    )
    return Book(
        (
            guide.fill(plan),
            assignment.fill(plan, self_score.lookup),
            *(self_score.fill(plan, area) for area in campaign.criteria.areas),
            self_check.fill(plan),
            identity.fill(plan),
        ),
        names={identity.NAME: identity.name_target()},
        properties={identity.PROPERTY: str(plan.identity)},
    )


def parse_unit(book: Book, criteria: CriteriaSet, file: str = "") -> Submission:
    """Return what a workbook says, whoever it is from; nothing is judged here.

    `criteria` only tells which rows are totals.
    """
    found: dict[str, list[Found]] = {}
    for each in tables_in(book, file):
        found.setdefault(each.name, []).append(each)
    entries, totals = self_score.parse(found.get(self_score.TABLE.name, []), criteria)
    given, officers = assignment.parse(found.get(assignment.TABLE.name, []), found.get(assignment.OFFICERS.name, []))
    return Submission(
        identities=identity.parse(book),
        entries=entries,
        totals=totals + self_check.parse(found.get(self_check.TABLE.name, [])),
        given=given,
        officers=officers,
        lacking=tuple(part for table in READ for part in lacking(found.get(table.name, []), table)),
        extras=book.extras,
        saved=book.saved,
        program=book.program,
        file=file,
    )
