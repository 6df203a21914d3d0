"""What the list sheets of the campaign workbook share: title, hidden keys, rows to fill, prompts, printing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cchc_xlsx.model.book import Page, Value
from cchc_xlsx.terms import Language
from cchc_xlsx.workbooks.draft import Draft, words_list
from cchc_xlsx.workbooks.layout import Holds, Table

TOP = 2  # the row of the keys; the title and its sentence stand above
FIRST = TOP + 2  # the first row of data
LAST = 5_000  # prompts and drop-downs reach down to here


def list_sheet(
    table: Table,
    rows: Sequence[Mapping[str, Value]],
    language: Language,
    *,
    spare: int,
    choices: Mapping[str, str] | None = None,
) -> Draft:
    """Return a sheet with one table on it, its rows and `spare` empty ones ready to be filled.

    `choices` gives the range of a drop-down for columns whose choices stand elsewhere in the workbook.
    """
    draft = Draft(table.title.in_(language), language)
    draft.put(0, 1, table.title, "title_left")
    draft.put(1, 1, table.about, "note")
    draft.skip((0, 1))
    draft.lay(table, TOP, 0, height=36)
    for offset, column in enumerate(table.columns, 1):
        width, hidden, _ = draft.columns[offset]
        draft.columns[offset] = (width, hidden, "code.free" if column.holds is Holds.CODE else "")
        area = (FIRST, offset, LAST, offset)
        if column.key in (choices or {}):
            draft.choose(area, (choices or {})[column.key], column, strict=False)
        elif column.choices:
            draft.choose(area, words_list(column, language), column)
        elif column.open:
            draft.guide(area, column)
    for row in range(FIRST, FIRST + len(rows) + spare):
        values = rows[row - FIRST] if row - FIRST < len(rows) else {}
        for offset, column in enumerate(table.columns, 1):
            draft.put(row, offset, values.get(column.key), column.style)
    last = len(table.columns)
    draft.freeze = (FIRST, 1 if table.columns[0].hidden else 2)
    draft.filter = (TOP + 1, 1, FIRST + len(rows) + spare - 1, last)
    draft.page = Page(repeat=(TOP + 1, TOP + 1), area=(0, 1, FIRST + max(len(rows), 1) - 1, last))
    return draft
