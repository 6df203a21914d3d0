"""What people have merged: which cells are covered by another one, whose content they show."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from cchc_xlsx.model.book import Area, Position, Sheet
from cchc_xlsx.model.place import Place
from cchc_xlsx.workbooks.tables import Found


def shown_elsewhere(found: Found, keys: Iterable[str]) -> Mapping[Place, Place]:
    """Return the places of a table's columns that a merged area covers, each with the place whose content it shows."""
    if not any(area[2] > area[0] for area in found.sheet.merged):
        return {}
    places = (row.place(key) for key in keys for row in found.rows if key in row.columns)
    spots = {(place.row, place.column): place for place in places}
    heads = covered(found.sheet, spots)
    return {spots[spot]: spots[spot]._replace(row=row, column=column) for spot, (row, column) in heads.items()}


def covered(sheet: Sheet, positions: Iterable[Position]) -> dict[Position, Position]:
    """Return, of these positions, those that a merged area covers from above, with the cell whose content they show.

    Only what is merged across rows, and within its own column: a text beside is another column's. Of areas that
    overlap, as no program makes them, the one that begins lowest counts.
    """
    columns: dict[int, list[int]] = {}
    for row, column in positions:
        columns.setdefault(column, []).append(row)
    areas: dict[int, list[Area]] = {column: [] for column in columns}
    for area in sheet.merged:
        if area[2] > area[0] and area[1] in areas:
            areas[area[1]].append(area)
    found: dict[Position, Position] = {}
    for column, rows in columns.items():
        below = sorted(areas[column])
        tops = [area[0] for area in below]
        for row in rows if below else ():
            at = bisect_right(tops, row) - 1
            if at >= 0 and tops[at] < row <= below[at][2]:
                found[row, column] = (tops[at], column)
    return found
