"""Which criterion a row is: by its hidden key, by its printed code, or by its place where a program spoilt the code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from cchc_xlsx.model.book import Cell, Kind, moment_of
from cchc_xlsx.model.criteria import CriteriaSet
from cchc_xlsx.model.points import WIDE, exact
from cchc_xlsx.model.submission import Uncertain
from cchc_xlsx.text import clean, fold
from cchc_xlsx.workbooks.tables import Row, text_of

#: What the hidden key of a row begins with.
KEY = "TC-"
_SIGNS = re.compile(r"[,\-/]")
_TEXT = Kind.TEXT  # an enumeration is slow to tell its members


class Coded(NamedTuple):
    """A row and the code of its criterion: "" where it has none, or none that is certain."""

    row: Row
    code: str
    uncertain: Uncertain | None = None


def coded(rows: Sequence[Row], criteria: CriteriaSet) -> tuple[Coded, ...]:
    """Return each row with its code, in their order.

    A printed code that a program has turned into a number (7.10 is 7.1 then) or into a date is recovered where only
    one criterion fits between the rows before and after, or only one has the very name that stands beside it.
    """
    written = [_written(row, criteria) for row in rows]
    certain = {at: code for at, code in enumerate(written) if code}
    spoilt = {
        at: candidates
        for at, code in enumerate(written)
        if not code and (candidates := _spoilt(rows[at], code, criteria)) is not None
    }
    found = _Places(rows, criteria, certain, spoilt).settled() if spoilt else certain
    return tuple(
        Coded(row, found.get(at, ""), _uncertain(row, found.get(at, ""), spoilt[at]) if at in spoilt else None)
        for at, row in enumerate(rows)
    )


def _spoilt(row: Row, written: str | None, criteria: CriteriaSet) -> tuple[str, ...] | None:
    """Return what a code may have been that a program has spoilt (None) or somebody wiped out; None for none."""
    if written is None:
        return tuple(candidates(row.cell("criterion"), criteria))
    name = fold(row.text("name"))
    return (tuple(code for code, each in criteria.by_code.items() if name == fold(each.name)) or None) if name else None


def _uncertain(row: Row, code: str, candidates: tuple[str, ...]) -> Uncertain:
    return Uncertain(text_of(row.cell("criterion")), code, candidates, row.place("criterion"))


def shown_code(row: Row) -> str:
    """Return the code that people see in a row; "" where a program has made something else of it."""
    return plain_code(row.cell("criterion"))


def plain_code(cell: Cell) -> str:
    """Return a text as a code is compared: plain digits, no blanks, no full stop behind; "" for what is no text."""
    return _code_in(cell.text[:_LONGEST]) if cell.kind is _TEXT else ""


_LONGEST = 300  # characters of a code, of which none has nearly so many


@lru_cache(maxsize=2048)
def _code_in(text: str) -> str:
    return clean(text).translate(WIDE).replace(" ", "").rstrip(".")


def known_code(cell: Cell, criteria: CriteriaSet) -> str:
    """Return the code of the criteria that a text stands for, 7.1 or 7,1 or 7-1 alike; "" for none."""
    text = plain_code(cell)
    return next((code for code in (text, _SIGNS.sub(".", text)) if code in criteria.by_code), "")


def _written(row: Row, criteria: CriteriaSet) -> str | None:
    """Return the code as it is written, "" where there is none; None where a program has spoilt it."""
    key = row.cell("key").text
    code = _keyed(key) if len(key) <= _LONGEST else _keyed.__wrapped__(key)
    if code is not None:
        return code
    cell = row.cell("criterion")
    if cell.kind is Kind.NUMBER:
        return None
    return known_code(cell, criteria) or shown_code(row)


@lru_cache(maxsize=2048)
def _keyed(text: str) -> str | None:
    """Return the code that a hidden key holds; None for any other text."""
    key = clean(text)
    return key.removeprefix(KEY) if key.startswith(KEY) else None


def candidates(cell: Cell, criteria: CriteriaSet) -> Iterator[str]:
    """Yield the codes that a program may have turned into a number or a date."""
    number = exact(cell.text)
    if number is None:
        return
    moment = moment_of(number)
    dates = _parts_of(moment) if moment else set()
    for code in criteria.by_code:
        parts = code.split(".")
        if not all(part.isdecimal() for part in parts):
            continue
        values = tuple(int(part) for part in parts)
        as_number = not cell.date and len(parts) <= 2 and Decimal(code) == number
        if as_number or (cell.date and values in dates):
            yield code


def _parts_of(moment: datetime) -> set[tuple[int, ...]]:
    """Return the figures that give a date when they are typed: 8.4.2 in any order, or 4.5 of whatever year."""
    day, month, year = moment.day, moment.month, moment.year % 100
    return {(day, month, year), (month, day, year), (year, month, day), (day, month), (month, day)}


class _Places:
    """The rows of a table, some with a certain code, the others to be settled by their place among those."""

    def __init__(
        self,
        rows: Sequence[Row],
        criteria: CriteriaSet,
        certain: dict[int, str],
        spoilt: dict[int, tuple[str, ...]],
    ) -> None:
        self.rows, self.certain, self.spoilt = rows, dict(certain), spoilt
        self.names = {code: fold(criterion.name) for code, criterion in criteria.by_code.items()}
        self.order = {code: place for place, code in enumerate(criteria.by_code)}
        met = [self.order[code] for _, code in sorted(certain.items()) if code in self.order]
        self.in_order = met == sorted(met)  # a table that somebody has sorted tells nothing by its places

    def settled(self) -> dict[int, str]:
        """Return the code of each row that has a certain one, those found by place or name among them."""
        while True:
            proposed = {at: code for at in self.spoilt if at not in self.certain and (code := self._only(at))}
            codes = list(proposed.values())
            sure = {at: code for at, code in proposed.items() if codes.count(code) == 1}
            if not sure:
                return self.certain
            self.certain |= sure

    def _only(self, at: int) -> str:
        """Return the one code that fits a row; "" where none does, or several."""
        taken = set(self.certain.values())
        free = [code for code in self.spoilt[at] if code not in taken]
        name = fold(self.rows[at].text("name"))
        named = [code for code in free if name and self.names[code] == name]
        if len(named) == 1:
            return named[0]
        low = self._nearest(range(at - 1, -1, -1), -1)
        high = self._nearest(range(at + 1, len(self.rows)), len(self.order))
        here = [code for code in free if low < self.order[code] < high]
        fits = self.in_order and len(here) == 1 and not (name and self.names[here[0]] and not named)
        return here[0] if fits else ""

    def _nearest(self, places: range, none: int) -> int:
        """Return the place among the criteria of the nearest row that has one."""
        codes = (self.certain.get(place, "") for place in places)
        return next((self.order[code] for code in codes if code in self.order), none)
