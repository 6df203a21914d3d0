"""Dates that became bare numbers where a file has lost its styles: read as dates again, and told one by one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from cchc_xlsx.model.book import Book, Kind, moment_of
from cchc_xlsx.model.submission import Entry, Submission
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.tables import written_moment

_WHOLE = re.compile(r"[0-9]{5}")
_EARLIEST = 2000  # no evidence is older


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of evidence that stood there as a number: of which criterion, the number, and the date as written."""

    criterion: str
    number: str
    date: str


def dated(submission: Submission, book: Book, year: int) -> tuple[Submission, tuple[Dated, ...]]:
    """Return a submission with its dates of evidence as dates, and those that were numbers.

    Only whole numbers that stand for a day from 2000 to the end of the year after the one scored; others stay as they
    are. `book` is what it was read from: a number that was typed as a text is none.
    """
    changed: list[Dated] = []
    entries = tuple(_dated(entry, book, year, changed) for entry in submission.entries)
    return replace(submission, entries=entries), tuple(changed)


def _dated(entry: Entry, book: Book, year: int, changed: list[Dated]) -> Entry:
    moment = _moment(entry, book)
    if moment is None or not _EARLIEST <= moment.year <= year + 1:
        return entry
    changed.append(Dated(entry.criterion, entry.evidence_date, written_moment(moment)))
    return replace(entry, evidence_date=changed[-1].date)


def _moment(entry: Entry, book: Book) -> datetime | None:
    """Return the moment that the number in a row's date stands for; None for any other text."""
    if not _WHOLE.fullmatch(entry.evidence_date):
        return None
    place = entry.place_of("evidence_date")
    typed = book.sheet(place.sheet).at(place.row, place.column).kind is Kind.TEXT
    return None if typed else moment_of(Decimal(entry.evidence_date))
