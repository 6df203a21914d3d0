"""Whose a sheet says it is in its title: evidence beside the identity, for a sheet that was pasted over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from cchc_xlsx.model.book import Book, Cell, Kind
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.submission import Said
from cchc_xlsx.text import clean
from cchc_xlsx.workbooks.unit import assignment, self_score

_LONGEST = 1_000  # characters of a title
_TITLE_ROWS = 6  # of a sheet, where its title may stand
_NO_LINE: Mapping[int, Cell] = {}
#: How they begin. What begins with another letter of ASCII is none, however it is cleaned.
_FIRST = frozenset(text[0] for words in (self_score.TITLE, assignment.TITLE) for text in words)
#: What stands in each before the year, and between the year and the unit, which is the last.
_TITLES = tuple(
    tuple(text.removesuffix("{unit}").split("{year}"))
    for words in (self_score.TITLE, assignment.TITLE)
    for text in words
)


class _Title(NamedTuple):
    """What a title prints."""

    year: int
    unit: str


def titles_in(book: Book, file: str = "") -> Iterator[Said]:
    """Yield the names of units that the titles of sheets print, in capitals as they stand there."""
    for found, place in _titles(book, file):
        yield Said(found.unit, place)


def year_in(book: Book) -> int:
    """Return the year that the first title prints; 0 without any."""
    return next((found.year for found, _ in _titles(book, "")), 0)


def name_in(book: Book, code: str) -> str:
    """Return what a workbook calls the unit of a code, as the guide writes it before the code; "" where nothing does.

    A title, which has it in capitals, is the second choice.
    """
    written = re.compile(rf"(.+?)\s*\({re.escape(code)}\)")
    texts = (clean(cell.text) for sheet in book.sheets for cell in sheet.cells.values() if cell.kind is Kind.TEXT)
    named = next(filter(None, map(written.fullmatch, texts)), None)
    return named[1] if named else next((said.text for said in titles_in(book)), "")


def _titles(book: Book, file: str) -> Iterator[tuple[_Title, Place]]:
    kind = Kind.TEXT
    for sheet in book.sheets:
        for row in range(_TITLE_ROWS):
            for column, cell in sheet.lines.get(row, _NO_LINE).items():
                first = cell.text[:1]
                if cell.kind is not kind or (first not in _FIRST and first.isascii() and first.isalnum()):
                    continue
                if found := _title(cell.text[:_LONGEST]):
                    yield found, Place(file, sheet.title, row, column)


@lru_cache(maxsize=1024)
def _title(text: str) -> _Title | None:
    """Return year and unit as a title prints them; None where a text is no title."""
    bare = clean(text)
    for before, between in _TITLES:
        if bare.startswith(before):
            year, parts, unit = bare.removeprefix(before).partition(between)
            if len(year) == 4 and year.isdecimal() and parts and unit and "\n" not in unit:
                return _Title(int(year), unit)
    return None
