"""A unit's workbook: guide, assignment, a score sheet an area, the overview, and the hidden carriers of identity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cchc_xlsx.model.book import Book, Extra
from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.model.criteria import CriteriaSet
from cchc_xlsx.model.submission import Entered, Entry, Given, Submission
from cchc_xlsx.terms import Language
from cchc_xlsx.workbooks.layout import Table
from cchc_xlsx.workbooks.tables import Found, lacking, lacking_on, tables_in
from cchc_xlsx.workbooks.unit import assignment, identity, self_check, self_score, who
from cchc_xlsx.workbooks.unit.headed import tables_by_headings
from cchc_xlsx.workbooks.unit.rows import parse_scores
from cchc_xlsx.workbooks.unit.strays import strays
from cchc_xlsx.workbooks.unit.titles import titles_in

if TYPE_CHECKING:
    from cchc_xlsx.model.returned import Returned

    TABLES: tuple[Table, ...]

#: The tables that are looked for in what came back.
_KNOWN: tuple[Table, ...] = (
    assignment.TABLE,
    assignment.OFFICERS,
    self_score.TABLE,
    self_check.TABLE,
    self_check.BY_OFFICER,
    who.TABLE,
)
#: The tables that are read back; the others are only shown.
READ: tuple[Table, ...] = (self_score.TABLE, assignment.TABLE)


def __getattr__(name: str) -> Any:
    if name == "TABLES":  # all that there are: the last ones stand in marked-up copies, which nobody reads back
        from cchc_xlsx.workbooks.unit import to_mend

        return (*_KNOWN, to_mend.TABLE, to_mend.LEFTOVERS)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def fill_unit(
    campaign: Campaign,
    unit: Unit,
    language: Language,
    *,
    entries: Sequence[Entry] = (),
    given: Sequence[Given] | None = None,
    officers: Sequence[str] = (),
    returned: Returned | None = None,
    entered: Sequence[Entered] = (),
    part: str = "",
) -> Book:
    """Return a unit's workbook, empty or with entries poured in; the mirror of `parse_unit`.

    `given` names the officers of each criterion; without it they are those of the campaign. `officers` are listed
    besides, whether anything is theirs or not. `returned` makes a marked-up copy of it: the same sheets with what is
    to be mended marked, and before them the sheet that lists it. `entered` adds the sheet that tells who gave what.
    `part` names one of the officers and leaves only what is theirs to do.
    """
    from cchc_xlsx.workbooks.unit import to_mend  # here: who reads workbooks makes none
    from cchc_xlsx.workbooks.unit.marking import marked
    from cchc_xlsx.workbooks.unit.mending import lines_of
    from cchc_xlsx.workbooks.unit.plan import Part
    from cchc_xlsx.workbooks.unit.planning import planned
    from cchc_xlsx.workbooks.unit.sheets import book_of, sheets_of

    named = campaign.officers_of(unit.code) if given is None else {g.criterion: g.officers for g in given}
    plan = planned(campaign, unit, language, named, officers=officers, entries=entries)
    if part:
        own = [code for code, names in plan.officers.items() if part in names]
        less = replace(campaign, criteria=campaign.criteria.only(own))
        plan = replace(plan, campaign=less, assignees=(part,), room=1, part=Part(part, campaign.criteria))
    sheets = sheets_of(plan, entered)
    if returned is not None:
        lines = lines_of(returned, plan)
        sheets = (to_mend.fill(plan, returned, lines), *marked(sheets, plan, lines))
    return book_of(plan, sheets)


def parse_unit(book: Book, criteria: CriteriaSet, file: str = "") -> Submission:
    """Return what a workbook says, whoever it is from; nothing is judged here.

    `criteria` only tells which rows are totals.
    """
    found: dict[str, list[Found]] = {}
    for each in tables_in(book, file, _KNOWN):
        found.setdefault(each.name, []).append(each)
    scores = parse_scores(book, found.get(self_score.TABLE.name, []), criteria, file)
    totals = scores.totals + self_check.parse(found.get(self_check.TABLE.name, []))
    if Extra.VALUES_ONLY in book.extras:
        totals = tuple(replace(total, formula=None) for total in totals)
    assigned = found.get(assignment.TABLE.name, [])
    if not assigned:
        used = {each.sheet.title for each in scores.tables}
        assigned = list(tables_by_headings(book, assignment.TABLE, "officers", file, criteria, used))[:1]
    given, officers = assignment.parse(assigned, found.get(assignment.OFFICERS.name, []))
    wanted = {criterion.code for criterion in criteria.scored} - {entry.criterion for entry in scores.entries}
    but = {*scores.seen, *(each.sheet.title for each in assigned)}
    stray = tuple(strays(book, file, criteria, wanted, but)) if wanted else ()
    read = {self_score.TABLE.name: list(scores.tables), assignment.TABLE.name: assigned}
    missing = tuple(part for table in READ for part in lacking(read[table.name], table))
    sheets, identities = identity.carried(book)
    return Submission(
        identities=identities,
        sheets=sheets,
        titled=tuple(titles_in(book, file)),
        entries=scores.entries,
        totals=totals,
        given=given,
        officers=officers,
        lacking=missing,
        lacking_on={part: on for part in missing if (on := lacking_on(read[part.partition(".")[0]], part))},
        entered=who.parse(found.get(who.TABLE.name, [])),
        printed=scores.printed,
        unplaced=(*scores.unplaced, *stray),
        copies=scores.copies,
        uncertain=scores.uncertain,
        by_headings=scores.by_headings,
        extras=book.extras,
        saved=book.saved,
        program=book.program,
        file=file,
    )
