"""The quick look at an ordinary worksheet of an .xlsx file: patterns instead of a parser, no answer where in doubt.

What Excel, LibreOffice, WPS, Google Sheets and this package write looks the same in every file but for what was
entered. Two parts have such a look: a worksheet's table of cells, here, and the texts that cells share. A part is cut
where rows end and cells or texts begin, so that the pieces cover it without a gap. Each piece has been through expat
once, in this file or in one before (pieces are remembered by their very characters), or is of a form so narrow that no
reader of XML can take it for anything else. Of whatever is odd in any way nothing is told: then the strict reader looks
at the whole part and decides. Nothing is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache, lru_cache
from typing import TypeAlias

from cchc_xlsx.excel import quick_texts
from cchc_xlsx.excel.pieces import BEGINNING, LARGE, LONG, Odd, allowed, meant, run_through
from cchc_xlsx.excel.quick_texts import MARKED, Texts
from cchc_xlsx.excel.worksheet import Content, Sources, area_of, cell_of, is_row, position_of
from cchc_xlsx.model.book import Area, Cell, Kind, Lines, Position, is_marked
from cchc_xlsx.text import pattern

_ROWS = re.compile(rb"(?:<row[^>]*+>)++")
#: A row's beginning as nearly all are, and its attributes: signs on which no reader of XML can differ.
_ROW = re.compile(rb'<row((?: [A-Za-z][A-Za-z0-9:]{0,30}="[ !#-%\'-;=?-~]{0,100}")*+)>')
_NAMED = re.compile(rb' ([A-Za-z0-9:]+)="([^"]*)"')
#: A blank cell, one with a bare number, or what one that refers to a shared text begins with.
_SIMPLE = re.compile(
    rb'([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,9})")?(?:(/>)|><v>(-?[0-9]{1,15}(?:\.[0-9]{1,17})?)</v></c>)?'
)
_PLAIN = pattern(r' r="([A-Z]{1,3}[0-9]{1,7})"(?: s="([0-9]{1,9})")?(?: t="([a-z]{1,3})")?')
#: What follows `<c r="` in a cell as nearly all others are.
_USUAL = re.compile(
    r'([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,9})")?(?: t="([a-z]{1,3})")?'
    r"(?:/>|>(?:<f>([^<]*)</f>)?(?:<v>([^<]*)</v>)?</c>)"
)
_CELL = pattern(r"<c( [^<>]*)(?:/>|(?<!/)>(?:<f([^<>/]*)(?:/>|>([^<]*)</f>))?(?:<v>([^<]*)</v>)?</c>)")

_ROOM = 8_000_000  # bytes that remembered pieces take, for one kind of styles
_EACH = 200  # bytes that a piece takes beside its own
#: A cell's column and what it holds, None for nothing.
_Found: TypeAlias = tuple[int, Cell | None]
#: What is remembered of a row: its cells by their characters; the columns of those that refer to a shared text, by the
#: attributes before that is said.
_Known: TypeAlias = tuple[dict[bytes, _Found], dict[bytes, int]]
_LOWEST = 4_096  # rows from the top of which anything is remembered


class _Seen:
    """Cells met before, row by row. What they are depends on the styles of the file, and on nothing else."""

    def __init__(self) -> None:
        self._rows: dict[int, _Known] = {}
        self._room = _ROOM

    def row(self, row: int) -> _Known:
        """Return what is remembered of a row; nothing, and not for long, where it is too low."""
        known = self._rows.get(row)
        if known is None:
            known = {}, {}
            if row < _LOWEST:
                self._rows[row] = known
        return known

    def keep(self, row: int, told: bytes, found: _Found) -> None:
        """Remember a cell."""
        if len(told) <= LONG and row in self._rows:
            self._take(len(told))
            self._rows[row][0][told] = found

    def keep_place(self, row: int, head: bytes, column: int) -> None:
        """Remember where a cell stands that refers to a shared text."""
        if len(head) <= LONG and row in self._rows:
            self._take(len(head))
            self._rows[row][1][head] = column

    def _take(self, length: int) -> None:
        """Take the room of one more, and forget all others where there would be too many."""
        self._room -= length + _EACH
        if self._room < 0:
            for known in self._rows.values():  # each is in use where it was asked for
                known[0].clear()
                known[1].clear()
            self._room = _ROOM


@lru_cache(maxsize=4)
def _seen(_styles: tuple[object, ...]) -> _Seen:
    return _Seen()


@cache
def _facts() -> tuple[str, ...]:
    """What a cell depends on beside its own characters, but for the shared texts: those are looked up each time."""
    return tuple(field.name for field in fields(Sources) if field.name not in ("strings", "room", "longest"))


def cells_in(data: bytes, sources: Sources, texts: Texts, deepest: int) -> Content | None:
    """Return the cells and merged areas of a worksheet's part, their room taken; None where it is not ordinary.

    `deepest` is how deep elements may lie within each other.
    """
    start, end = data.find(b"<sheetData>"), data.rfind(b"</sheetData>")
    if len(data) > LARGE or not 0 < start < end or not BEGINNING.match(data):
        return None
    start += len(b"<sheetData>")
    tail = end + len(b"</sheetData>")
    at = data.find(b"<headerFooter", tail)  # what names the unit; the rest is the same in most files
    at = tail if at < 0 else at
    try:
        merged = (
            *_around(data[:start], b"", b"</sheetData></worksheet>", deepest),
            *_around(data[tail:at], b"<worksheet>", b"</worksheet>", deepest),
            *_around(data[at:], b"<worksheet>", b"", deepest),
        )
        cells, most = _table(data[start:end], sources, texts)
    except Odd:
        return None
    if not sources.room.owe(cells, len(merged), end - start + most * sources.longest):
        return None
    return cells, merged


_NUMBER = Kind.NUMBER  # an enumeration is slow to tell its members
#: How each cell begins, and what stands between a cell's other attributes and the number of a shared text.
_BEGIN, _REFERS = b'<c r="', b' t="s"><v>'


def _table(data: bytes, sources: Sources, texts: Texts) -> tuple[Lines, int]:
    """Return the cells that hold something, and how many of them there may be that refer to a shared text.

    The table is cut at each end of a row, and each row at each beginning of a cell: what stands before the first cell
    has to begin rows, and every piece behind has to be one whole cell of that row.
    """
    seen = _seen(tuple(getattr(sources, name) for name in _facts()))
    plain = texts.plain.get
    lines: dict[int, dict[int, Cell]] = {}
    marked: list[tuple[Position, Cell]] = []
    shared: dict[str, str] = {}
    count = 0
    *rows, rest = data.split(b"</row>")
    try:
        for told in rows:
            beginning, *pieces = told.split(_BEGIN)
            at = _rows(beginning)
            line: dict[int, Cell] = {}
            blank = 0
            cells, columns = seen.row(at)
            known, places = cells.get, columns.get
            for piece in pieces:
                found = known(piece)
                if found is not None:
                    column, cell = found
                else:
                    head, refers, index = piece.partition(_REFERS)
                    if refers:
                        column = places(head, -1)
                        if column < 0:
                            column = _place(at, head, seen)
                        cell = plain(index, MARKED)
                        if cell is MARKED:
                            cell = texts.marked[index]
                            marked.append(((at, column), cell))
                    else:
                        column, cell = _met(at, piece, sources, shared, seen)
                        if cell is not None and is_marked(cell.text):
                            marked.append(((at, column), cell))
                if cell is None:
                    blank += 1
                else:
                    line[column] = cell
            if len(line) + blank < len(pieces) or at in lines:  # two contents of one cell
                raise Odd
            if line:
                lines[at] = line
            count += len(pieces)
    except KeyError:  # a reference to no text, or written in another way
        raise Odd from None
    if rest:
        _rows(rest + b'<row r="1">')
    return Lines(lines, tuple(marked)), count


def _place(row: int, head: bytes, seen: _Seen) -> int:
    """Return the column of a cell of this row that refers to a shared text, and remember it."""
    simple = _SIMPLE.fullmatch(head)
    if simple and simple[4] is None and simple[5] is None:
        column = _column(row, simple[1].decode(), simple[2].decode())
    else:
        column = _at(row, _attributes(f' r="{allowed(head)} t="s"'))
    seen.keep_place(row, head, column)
    return column


def _column(row: int, letters: str, digits: str) -> int:
    """Return the column of a reference; it has to be one of this row."""
    if digits != str(row + 1):
        raise Odd
    return _at(row, {"r": letters + digits}) if row + 1 >= _HIGH else _lettered(letters)


_HIGH = 1_000_000  # of a row that there may not be any more


@lru_cache(maxsize=1024)
def _lettered(letters: str) -> int:
    return _at(0, {"r": f"{letters}1"})


def _at(row: int, attributes: Mapping[str, str]) -> int:
    """Return the column of a cell, by its attributes; it has to be one of this row."""
    position = position_of(attributes.get("r", ""))
    if position is None or position[0] != row:
        raise Odd
    return position[1]


def _met(row: int, piece: bytes, sources: Sources, shared: dict[str, str], seen: _Seen) -> _Found:
    """Return a cell of this row; `shared` are the formulas told once for many."""
    result: _Found
    simple = _SIMPLE.fullmatch(piece)
    if simple and (simple[4] or (simple[5] and not sources.styles.shown(simple[3]))):
        cell = Cell(_NUMBER, simple[5].decode()) if simple[5] else None
        result = _column(row, simple[1].decode(), simple[2].decode()), cell
        seen.keep(row, piece, result)
        return result
    told = allowed(piece)
    several = ""
    if usual := _USUAL.fullmatch(told):
        letters, digits, style, kind, formula, value = usual.groups()
        attributes = {} if style is None else {"s": style}
        if kind is not None:
            attributes["t"] = kind
        column = _column(row, letters, digits)
        formula = meant(formula).removeprefix("=") if formula else ""
    else:
        attributes, function, formula, value = _parts_of(told)
        column = _at(row, attributes)
        several = function.get("t", "")
        if several:
            key = function.get("si", "")
            formula = formula or shared.get(key, "?")
            shared.setdefault(key, formula)
    if attributes.get("t") == "s" and value:
        raise Odd
    cell = cell_of(attributes, None if value is None else meant(value), [], formula, sources)
    if cell is None:
        raise Odd
    result = column, cell if cell.text or cell.formula or cell.kind is Kind.ERROR else None
    if not several and not is_marked(cell.text):
        seen.keep(row, piece, result)
    return result


def _parts_of(told: str) -> tuple[dict[str, str], dict[str, str], str, str | None]:
    """Return a cell's attributes and those of its formula, its formula, and its value as it is written."""
    found = _CELL.fullmatch(_BEGIN.decode() + told)
    if not found:
        raise Odd
    head, function, formula, value = found.groups()
    return (
        _attributes(head),
        _attributes(function) if function else {},
        meant(formula or "").removeprefix("="),
        value,
    )


def _attributes(told: str) -> dict[str, str]:
    """Return the attributes of an element, by its characters between name and end."""
    if plain := _PLAIN.fullmatch(told):
        return {key: value for key, value in zip("rst", plain.groups(), strict=True) if value is not None}
    return _attributes_told(told)


@lru_cache(maxsize=1024)
def _attributes_told(told: str) -> dict[str, str]:
    found: list[dict[str, str]] = []
    run_through(f"<c{told}/>", lambda _tag, attributes: found.append(attributes))
    return found[0]


@lru_cache(maxsize=8192)
def _rows(told: bytes) -> int:
    """Return the number of the last of these rows, from zero: they are rows' beginnings, all but that at once ended."""
    if plain := _ROW.fullmatch(told):
        said = _NAMED.findall(plain[1])
        number = dict(said).get(b"r", b"").decode()
        if len(dict(said)) == len(said) and is_row(number):
            return int(number) - 1
    if not _ROWS.fullmatch(told):
        raise Odd
    numbers: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            numbers.append(attributes.get("r", ""))
        elif tag != "x":
            raise Odd

    run_through(b"<x>%b</row></x>" % told, start)
    if not all(map(is_row, numbers)):
        raise Odd
    return int(numbers[-1]) - 1


def _around(piece: bytes, before: bytes, after: bytes, deepest: int) -> Sequence[Area]:
    """Return the merged areas told in what stands around the table of cells; it must be whole elements."""
    look = _looked_around if len(piece) <= 100 * LONG else _looked_around.__wrapped__
    return look(piece, before, after, deepest)


@lru_cache(maxsize=128)
def _looked_around(piece: bytes, before: bytes, after: bytes, deepest: int) -> tuple[Area, ...]:
    found: list[Area] = []
    tables = 0 if before else -1
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, tables
        depth += 1
        name = tag.rpartition(":")[2]
        tables += name == "sheetData"
        if tables > 0 or depth > deepest:
            raise Odd
        if name == "mergeCell" and (area := area_of(attributes.get("ref", ""))):
            found.append(area)

    def end(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    run_through(before + piece + after, start, end=end)
    return tuple(found)


def forget() -> None:
    """Let go of what is remembered of cells and texts, as after a workbook of which there is only one."""
    for known in (_seen, _attributes_told, _rows, _looked_around, position_of):
        known.cache_clear()
    quick_texts.forget()
