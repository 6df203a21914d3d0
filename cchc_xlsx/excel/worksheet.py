"""A worksheet of an .xlsx file: every cell with its raw text, type, formula and place, and what is merged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TypeAlias

from cchc_xlsx.excel.package import Unreadable, parse
from cchc_xlsx.excel.shared import Styles, unescaped
from cchc_xlsx.model.book import EPOCH, Area, Cell, Kind, Position, a1, plain, serial
from cchc_xlsx.model.received import Refusal
from cchc_xlsx.values import dataclass

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})").fullmatch
_INDEX = re.compile(r"\s*[0-9]{1,9}\s*").fullmatch
is_row = re.compile(r"[1-9][0-9]{0,6}").fullmatch
ROWS, _COLUMNS = 1_048_576, 16_384


@lru_cache(maxsize=8192)
def position_of(reference: str) -> Position | None:
    """Return where a reference such as `D7` points; None where no sheet has such a place."""
    match = _REFERENCE(reference)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row - 1, column - 1) if row <= ROWS and column <= _COLUMNS else None


def area_of(reference: str) -> Area | None:
    """Return where a reference such as `D7:D9` points; None where no sheet has such places, or it is one cell."""
    first, _, last = reference.partition(":")
    start, end = position_of(first), position_of(last)
    if not start or not end or start == end or start[0] > end[0] or start[1] > end[1]:
        return None
    return (*start, *end)


class Room:
    """What is left of the limits that all sheets share."""

    def __init__(self, cells: int, text: int) -> None:
        self.cells = cells
        self.text = text
        self._owed: list[Mapping[Position, Cell]] = []
        self._most = 0  # characters in those, at most

    def take(self, characters: int, part: str) -> None:
        """Take the room of one cell; Unreadable where nothing is left."""
        self.cells -= 1
        self.text -= characters
        if self.cells < 0 or self.text < 0:
            raise Unreadable(Refusal.TOO_LARGE, part, "cells" if self.cells < 0 else "text")

    def owe(self, cells: Mapping[Position, Cell], merged: int, most: int) -> bool:
        """Take the room of a sheet at once, and tell whether there is enough; if not, nothing is taken.

        `most` is how many characters it has at most. They are counted only where that could be too many.
        """
        if len(cells) + merged > self.cells:
            return False
        if self._most + most > self.text:
            self.settle()
            if _characters(cells) > self.text:
                return False
        self.cells -= len(cells) + merged
        self._owed.append(cells)
        self._most += most
        return True

    def settle(self) -> None:
        """Count what is owed."""
        self.text -= sum(map(_characters, self._owed))
        self._owed, self._most = [], 0


def _characters(cells: Mapping[Position, Cell]) -> int:
    return sum(len(cell.text) + len(cell.formula) for cell in cells.values())


@dataclass(frozen=True, slots=True)
class Sources:
    """What a worksheet's cells refer to."""

    strings: Sequence[str]
    styles: Styles
    from_1904: bool
    room: Room


#: The cells of a worksheet that hold something, and its merged areas.
Content: TypeAlias = "tuple[Mapping[Position, Cell], tuple[Area, ...]]"


def content_of(data: bytes, part: str, sources: Sources, deepest: int) -> Content:
    """Return the cells of a worksheet's part that hold something, wherever in it they stand, and its merged areas.

    A merged area takes as much of the room as a cell, however far it reaches.
    """
    found: dict[Position, Cell] = {}
    merged: list[Area] = []
    shared: dict[str, str] = {}
    depth = 0
    level = 0  # of the cell
    row = column = -1
    table = inside = spoken = False  # within the table of cells; within a cell; within the reading of a text
    attributes: dict[str, str] = {}
    function: dict[str, str] | None = None  # attributes of the cell's formula
    formula = ""
    value: str | None = None
    inline: list[str] = []
    pieces: list[str] | None = None

    def start(tag: str, given: dict[str, str]) -> None:
        nonlocal depth, level, row, column, table, inside, spoken, attributes, function, formula, value, pieces
        depth += 1
        if depth > deepest:
            raise Unreadable(Refusal.UNSAFE, part, "depth")
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "sheetData" and depth == 2:
            table = True
        elif tag == "c" and table and not inside:  # elsewhere another program's element may be called so
            inside, level, attributes = True, depth, given
            value, formula, function = None, "", None
            inline.clear()
            reference = given.get("r")
            position = (row, column + 1) if reference is None else position_of(reference)
            if position is None or not (0 <= position[0] < ROWS and position[1] < _COLUMNS):
                raise Unreadable(Refusal.BROKEN, f"{part} {(reference or '')[:20]}".strip())
            row, column = position
        elif inside:
            if tag == "f":
                pieces, function = [], given
            elif tag in ("v", "t"):
                pieces = []
            elif tag == "rPh":
                spoken = True
        elif tag == "row" and table and depth == 3:
            number = given.get("r")
            if number is not None and not is_row(number):
                raise Unreadable(Refusal.BROKEN, f"{part} {number[:20]}")
            row, column = row + 1 if number is None else int(number) - 1, -1
        elif tag == "mergeCell" and (area := area_of(given.get("ref", ""))):
            sources.room.take(0, part)
            merged.append(area)

    def text(piece: str) -> None:
        if pieces is not None:
            pieces.append(piece)

    def end(tag: str) -> None:
        nonlocal depth, table, inside, spoken, formula, value, pieces
        depth -= 1
        if not inside:
            table = table and depth > 1
            return
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "c" and depth < level:
            inside = False
            if value is not None or formula or inline:
                keep()
        elif tag == "v":
            value, pieces = "".join(pieces or ()), None
        elif tag == "f":
            formula, pieces = "".join(pieces or ()).removeprefix("="), None
            if function and function.get("t"):  # a formula told once for many cells stands in the first of them
                key = function.get("si", "")
                formula = formula or shared.get(key, "?")
                shared.setdefault(key, formula)
        elif tag == "t":
            if not spoken:
                inline.append("".join(pieces or ()))
            pieces = None
        elif tag == "rPh":
            spoken = False

    def keep() -> None:
        cell = cell_of(attributes.get("t", "n"), attributes.get("s", "0"), value, inline, formula, sources)
        if cell is None:
            raise Unreadable(Refusal.BROKEN, f"{part} {a1(row, column)}")
        if cell.text or cell.formula or cell.kind is Kind.ERROR:
            if (row, column) in found:  # two contents of one cell: programs differ in which they show
                raise Unreadable(Refusal.BROKEN, f"{part} {a1(row, column)}")
            sources.room.take(len(cell.text) + len(formula), part)
            found[row, column] = cell

    parse(data, part, start, end, text)
    return found, tuple(merged)


# An enumeration is slow to tell its members.
_TEXT, _NUMBER, _EMPTY, _ERROR = Kind.TEXT, Kind.NUMBER, Kind.EMPTY, Kind.ERROR


def cell_of(
    kind: str, style: str, value: str | None, inline: Sequence[str], formula: str, sources: Sources
) -> Cell | None:
    """Return a cell by the words of its XML: what `t` says it is, `s` of its style, and what stands in it.

    None where it refers to a shared text that there is not.
    """
    if kind == "s" and value:
        index = int(value) if _INDEX(value) else -1
        return Cell(_TEXT, sources.strings[index], formula) if 0 <= index < len(sources.strings) else None
    if kind == "inlineStr" or (value is None and inline):
        return Cell(_TEXT, unescaped("".join(inline) or value or ""), formula)
    if value is None or (kind != "str" and not value.strip()):
        return Cell(_EMPTY, "", formula)
    bare = value.strip()
    if kind == "n":
        if style in sources.styles.dates:
            return Cell(_NUMBER, _from_1904(bare) if sources.from_1904 else bare, formula, date=True)
        return Cell(_NUMBER, bare, formula, percent=style in sources.styles.percents)
    if kind == "b" and bare in ("0", "1", "false", "true"):
        return Cell(Kind.BOOLEAN, "TRUE" if bare in ("1", "true") else "FALSE", formula)
    if kind == "e":
        # A writer that has no error values writes `=#REF!`: that is no more than the error itself.
        return Cell(_ERROR, bare, "" if formula == bare else formula)
    if kind == "d" and (number := _iso(bare)):
        return Cell(_NUMBER, number, formula, date=True)
    return Cell(_TEXT, unescaped(value), formula)


def _from_1904(text: str) -> str:
    """Return a date's number counted from 1900, where the file counts from 1904; the text itself if it is no date."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return plain(number + 1462) if number.is_finite() and number.adjusted() < 7 else text


def _iso(text: str) -> str:
    """Return Excel's number of a date, or of a time of day, in ISO form; "" where it is neither."""
    try:
        found = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        try:
            found = datetime.combine(EPOCH, time.fromisoformat(text).replace(tzinfo=None))
        except ValueError:
            return ""
    return serial(found)
