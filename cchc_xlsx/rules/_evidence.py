"""What the rules on evidence share: the rows whose points hang on it, and the dates people write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import Criterion, Source
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.submission import Entry, Submission

_DAY_FIRST = r"(?<!\d)(\d{1,2})\s*(?:/|\.|-|tháng)\s*(\d{1,2})\s*(?:/|\.|-|năm)\s*(\d{4})(?!\d)"
_YEAR_FIRST = r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)"
_DATE = re.compile(f"{_YEAR_FIRST}|{_DAY_FIRST}", re.IGNORECASE)


def resting_on_evidence(submission: Submission, campaign: Campaign) -> Iterator[tuple[Entry, Criterion, Decimal]]:
    """Yield the rows whose points hang on evidence, and those points; a zero or a penalty has none to lose."""
    penalty = Source.PENALTY
    for entry, criterion in submission.matched(campaign.criteria):
        points = entry.score.value
        if criterion.source is not penalty and (points is None or points > 0):
            yield entry, criterion, points or ZERO


class Written(NamedTuple):
    """What a text says for a date: dates, or the year that stands in place of any."""

    dates: tuple[date, ...]
    year: int | None


def written_in(text: str) -> Written:
    """Return what a text says for a date."""
    return _written_in(text) if len(text) <= _LONG else Written(tuple(_found_in(text)), year_in(text))


def year_in(text: str) -> int | None:
    """Return the year that stands in place of a date: 2023, năm 2023; None where anything else does."""
    bare = text.strip()
    word, year = bare[:-4].rstrip().casefold(), bare[-4:]
    plausible = year.isascii() and year.isdigit() and 1900 <= int(year) <= 2100
    return int(year) if plausible and word in ("", "năm", "year") else None


def dates_in(text: str) -> tuple[date, ...]:
    """Return each date written in a text: 30/01/2023, 30-1-2023, 30.1.2023, 2023-01-30, 30 tháng 01 năm 2023."""
    return written_in(text).dates


_LONG = 100  # characters of a text that is not worth remembering


@lru_cache(maxsize=2048)
def _written_in(text: str) -> Written:
    return Written(tuple(_found_in(text)), year_in(text))


def _found_in(text: str) -> Iterator[date]:
    for found in _DATE.finditer(text):
        year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
        try:
            yield date(int(year), int(month), int(day))
        except ValueError:
            continue
