"""The hidden sheet: the identity in a cell, and the lists that drop-downs and formulas look into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cchc_xlsx.model.book import Book, Kind, Sheet, a1, quoted
from cchc_xlsx.model.identity import Identity, identity_in
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.unit.plan import HIDDEN_SHEET, LIST_TOP, Plan

NAME = "CCHC_ID"  # the defined name that points at the cell
PROPERTY = "cchc"  # the custom property
_SIGN = "CCHC1|"
CARRIERS = ("cell", "hidden", "name", "property")


def fill(plan: Plan) -> Sheet:
    """Return the hidden sheet."""
    draft = Draft(HIDDEN_SHEET, plan.language, hidden=True, protected=True)
    draft.put(0, 0, str(plan.identity), "key")
    for allowed, column in plan.lists.items():
        for row, value in enumerate(allowed, LIST_TOP):
            draft.put(row, column, value, "key")
        draft.put(LIST_TOP + len(allowed), column, "KAD", "key")
    draft.skip((1,))
    return draft.sheet()


def name_target() -> str:
    """Return what the defined name points at."""
    return f"{quoted(HIDDEN_SHEET)}!{a1(0, 0, fixed='rc')}"


def _signed(sheet: Sheet) -> Iterator[Identity]:
    """Yield the identities in the cells of a sheet."""
    for _, cell in sheet.marked:
        if _SIGN in cell.text and cell.kind is Kind.TEXT and (identity := identity_in(cell.text)):
            yield identity


def carried(book: Book) -> tuple[Mapping[Identity, tuple[str, ...]], Mapping[Identity, frozenset[str]]]:
    """Return both: the titles of the sheets that carry each identity, and the carriers it stands in."""
    titles: dict[Identity, list[str]] = {}
    found: dict[Identity, set[str]] = {}
    for sheet in book.sheets:
        carrier = "hidden" if sheet.title.casefold() == HIDDEN_SHEET else "cell"
        for identity in dict.fromkeys(_signed(sheet)):
            titles.setdefault(identity, []).append(sheet.title)
            found.setdefault(identity, set()).add(carrier)
    target = book.names.get(NAME, "").replace("'", "").replace("$", "").lstrip("=")
    for sheet in book.sheets:
        if target == f"{sheet.title}!A1" and (named := identity_in(sheet.at(0, 0).text)):
            found.setdefault(named, set()).add("name")
    if owner := identity_in(book.properties.get(PROPERTY, "")):
        found.setdefault(owner, set()).add("property")
    return (
        {identity: tuple(sheets) for identity, sheets in titles.items()},
        {identity: frozenset(carriers) for identity, carriers in found.items()},
    )
