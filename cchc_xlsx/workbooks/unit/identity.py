"""The hidden sheet: the identity in a cell, and the lists that drop-downs and formulas look into."""

from __future__ import annotations

from collections.abc import Mapping

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


def sheets_of(book: Book) -> Mapping[Identity, tuple[str, ...]]:
    """Return the titles of the sheets that carry each identity, in the order they stand."""
    found: dict[Identity, list[str]] = {}
    for sheet in book.sheets:
        texts = (cell.text for cell in sheet.cells.values() if cell.kind is Kind.TEXT and _SIGN in cell.text)
        for identity in dict.fromkeys(map(identity_in, texts)):
            if identity:
                found.setdefault(identity, []).append(sheet.title)
    return {identity: tuple(titles) for identity, titles in found.items()}


def parse(book: Book) -> Mapping[Identity, frozenset[str]]:
    """Return each distinct identity in a workbook, with the carriers it stands in."""
    found: dict[Identity, set[str]] = {}
    for sheet in book.sheets:
        for cell in sheet.cells.values():
            if cell.kind is Kind.TEXT and _SIGN in cell.text and (identity := identity_in(cell.text)):
                hidden = sheet.title.casefold() == HIDDEN_SHEET
                found.setdefault(identity, set()).add("hidden" if hidden else "cell")
    target = book.names.get(NAME, "").replace("'", "").replace("$", "").lstrip("=")
    for sheet in book.sheets:
        if target == f"{sheet.title}!A1" and (identity := identity_in(sheet.at(0, 0).text)):
            found.setdefault(identity, set()).add("name")
    if identity := identity_in(book.properties.get(PROPERTY, "")):
        found.setdefault(identity, set()).add("property")
    return {identity: frozenset(carriers) for identity, carriers in found.items()}
