"""Whose a sheet says it is in its title: evidence beside the identity, for a sheet that was pasted over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cchc_xlsx.model.book import Book, Cell, Kind, Sheet
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.submission import Said
from cchc_xlsx.text import clean
from cchc_xlsx.workbooks.unit import assignment, self_score

_LONGEST = 1_000  # characters of a title
_TITLE_ROWS = 6  # of a sheet, where its title may stand
_TITLES = tuple(
    re.compile(re.escape(text).replace(r"\{year\}", r"\d{4}").replace(r"\{unit\}", "(.+)"))
    for words in (self_score.TITLE, assignment.TITLE)
    for text in words
)


def _top(sheet: Sheet) -> Iterator[tuple[int, int, Cell]]:
    """Yield the cells of the rows where a title may stand, in the order of the file."""
    for row, line in sheet.lines.items():
        if row < _TITLE_ROWS:
            for column, cell in line.items():
                yield row, column, cell


def titles_in(book: Book, file: str = "") -> Iterator[Said]:
    """Yield the names of units that the titles of sheets print, in capitals as they stand there."""
    for sheet in book.sheets:
        for row, column, cell in _top(sheet):
            if cell.kind is Kind.TEXT and (named := _named(cell.text[:_LONGEST])):
                yield Said(named, Place(file, sheet.title, row, column))


@lru_cache(maxsize=1024)
def _named(text: str) -> str:
    """Return the name of the unit that a title prints; "" where a text is no title."""
    found = next(filter(None, (title.fullmatch(clean(text)) for title in _TITLES)), None)
    return found[1] if found else ""
