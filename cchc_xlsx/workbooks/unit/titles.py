"""Whose a sheet says it is in its title: evidence beside the identity, for a sheet that was pasted over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cchc_xlsx.model.book import Book, Kind
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.submission import Said
from cchc_xlsx.text import clean
from cchc_xlsx.workbooks.unit import assignment, self_score

_TITLE_ROWS = 6  # of a sheet, where its title may stand
_TITLES = tuple(
    re.compile(re.escape(text).replace(r"\{year\}", r"\d{4}").replace(r"\{unit\}", "(.+)"))
    for words in (self_score.TITLE, assignment.TITLE)
    for text in words
)


def titles_in(book: Book, file: str = "") -> Iterator[Said]:
    """Yield the names of units that the titles of sheets print, in capitals as they stand there."""
    for sheet in book.sheets:
        for (row, column), cell in sheet.cells.items():
            if row < _TITLE_ROWS and cell.kind is Kind.TEXT:
                found = next(filter(None, (title.fullmatch(clean(cell.text)) for title in _TITLES)), None)
                if found:
                    yield Said(found[1], Place(file, sheet.title, row, column))
