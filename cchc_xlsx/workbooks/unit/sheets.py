"""The sheets of a unit's workbook in their order, and the book they make."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_xlsx.model.book import Book, Sheet
from cchc_xlsx.model.submission import Entered
from cchc_xlsx.workbooks.unit import assignment, guide, identity, self_check, self_score, who
from cchc_xlsx.workbooks.unit.plan import Plan


def sheets_of(plan: Plan, entered: Sequence[Entered] = ()) -> tuple[Sheet, ...]:
    """Return the sheets of a plan; `entered` adds the one that tells who gave what."""
    return (
        guide.fill(plan),
        assignment.fill(plan, self_score.lookup),
        *(self_score.fill(plan, area) for area in plan.campaign.criteria.areas),
        self_check.fill(plan),
        *((who.fill(plan, entered),) if entered else ()),
        identity.fill(plan),
    )


def book_of(plan: Plan, sheets: tuple[Sheet, ...]) -> Book:
    """Return sheets as a book that carries the plan's identity."""
    return Book(
        sheets,
        names={identity.NAME: identity.name_target()},
        properties={identity.PROPERTY: str(plan.identity)},
    )
