"""What the quick look remembers of tables of cells: bounded, and by the very characters that stand in them."""

from __future__ import annotations

from dataclasses import fields
from functools import cache, lru_cache
from typing import TypeAlias, TypeVar

from cchc_xlsx.excel.pieces import LONG
from cchc_xlsx.excel.worksheet import Sources
from cchc_xlsx.model.book import Cell

_ROOM = 8_000_000  # bytes that remembered pieces take, for one kind of styles
_EACH = 200  # bytes that a piece takes beside its own
LOWEST = 4_096  # rows from the top in which anything is remembered
#: Cells by column.
Cells: TypeAlias = dict[int, Cell]
#: What a run says: the column of the cell at its end, which refers to a text; the cells of the row in which it begins
#: that hold something; the numbers of the rows that begin in it, with the same of each. It holds no row itself: rows
#: hold runs, and what holds itself stays until somebody looks for that.
Run: TypeAlias = tuple[int, Cells, tuple[tuple[int, Cells], ...]]
T = TypeVar("T")
BEFORE = -1  # in place of a row's number, where none has begun


class Row:
    """A row's runs met before, by their characters; a run belongs to the row in which it begins."""

    __slots__ = ("digits", "number", "runs")

    def __init__(self, number: int) -> None:
        self.number, self.digits = number, b'%d"' % (number + 1)  # from zero, and as the references of cells end
        self.runs: dict[bytes, Run] = {}


class Seen:
    """What was met before. What cells are depends on the styles of the file, and on nothing else.

    `cells` are by what follows their reference, since nothing else of a cell depends on where it stands, `EMPTY` for
    those that hold nothing; `heads` are what stands there before the number of a shared text.
    """

    def __init__(self) -> None:
        self.cells: dict[bytes, Cell] = {}
        self.heads: dict[bytes, None] = {}
        self._rows: dict[int, Row] = {}
        self._room = _ROOM

    def row(self, number: int) -> Row:
        """Return what is remembered of a row; nothing, and not for long, where it is too low."""
        known = self._rows.get(number)
        if known is None:
            known = Row(number)
            if number < LOWEST:
                self._rows[number] = known
        return known

    def keep(self, known: dict[bytes, T], told: bytes, found: T, pieces: int = 1) -> None:
        """Remember a cell, a head or a run among those `known`, if that is worth it.

        All else is forgotten where there would be too much; a run is as much as so many `pieces`.
        """
        if len(told) > LONG:
            return
        self._room -= len(told) + pieces * _EACH
        if self._room < 0:
            self.cells.clear()
            self.heads.clear()
            for each in self._rows.values():  # each is in use where it was asked for
                each.runs.clear()
            self._room = _ROOM
        known[told] = found


def seen_by(sources: Sources) -> Seen:
    """Return what was seen in files of these styles and this calendar."""
    return _seen(tuple(getattr(sources, name) for name in _facts()))


@lru_cache(maxsize=4)
def _seen(_styles: tuple[object, ...]) -> Seen:
    return Seen()


@cache
def _facts() -> tuple[str, ...]:
    """What a cell depends on beside its own characters, but for the shared texts: those are looked up each time."""
    return tuple(field.name for field in fields(Sources) if field.name not in ("strings", "room"))


def forget() -> None:
    """Let go of it all."""
    _seen.cache_clear()
