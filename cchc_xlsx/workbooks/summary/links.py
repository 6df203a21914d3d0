"""Where the cells of the summary lead: to the page of a unit, to the cell of a returned file."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cchc_xlsx.model.book import Position
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.summary import Result, Summary
from cchc_xlsx.workbooks.draft import Draft

#: More pages of single units would make the workbook heavy and slow to open.
MOST_PAGES = 200
_UNFIT = re.compile(r"[\[\]:*?/\\']")  # in a sheet's title
_LONGEST_TITLE = 31


def page_titles(summary: Summary) -> Mapping[str, str]:
    """Return the title of each unit's page; empty where there are too many units for pages.

    A title is the unit's code. No other sheet has a digit in its title, so a code without one gets a number.
    """
    if len(summary.results) > MOST_PAGES:
        return {}
    titles: dict[str, str] = {}
    taken: set[str] = set()
    for result in summary.results:
        bare = _UNFIT.sub("-", result.unit.code) or "-"
        title, number = bare[:_LONGEST_TITLE], 1
        while title.casefold() in taken or not re.search("[0-9]", title):
            tail = f" ({number})"
            title, number = bare[: _LONGEST_TITLE - len(tail)] + tail, number + 1
        taken.add(title.casefold())
        titles[result.unit.code] = title
    return titles


def link_page(draft: Draft, row: int, column: int, unit: str, pages: Mapping[str, str]) -> None:
    """Make a cell lead to a unit's page, where it has one."""
    if title := pages.get(unit):
        draft.link(row, column, title)
        draft.styles[row, column] = "link"


def link_place(draft: Draft, at: Position, place: Place, received: str, containers: Mapping[str, str]) -> None:
    """Make a cell lead to a cell of a returned file, or to the zip or e-mail that the file lies in."""
    if not (place.file and place.sheet):
        return
    if container := containers.get(place.file):
        draft.link_file(*at, f"{received}/{container}")
    else:
        draft.link_file(*at, f"{received}/{place.file}", place.sheet, place.cell)
    draft.styles[at] = "link"


def containers_of(summary: Summary) -> Mapping[str, str]:
    """Return the zip or e-mail of each file that lies in one."""
    return {file.path: file.container for file in summary.files if file.container}


def spot(result: Result, place: Place) -> Place:
    """Return the place of a score with the file it is in: the unit's own, where it names none."""
    return place if place.file or not place.sheet else place._replace(file=result.file or "")
