"""The quick look at a table of cells, as in `quick`: what stands between texts that cells share is remembered.

A table is cut at each reference to a shared text. What stands between two is a run: the end of a row and whole rows may
be in it, and it is the same in many files. One that was never met is cut where rows end and cells begin, so that the
pieces cover it without a gap; each has to be a row's beginning or one whole cell of that row, but for the last, which
refers to the text that follows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from cchc_xlsx.excel import quick_memory
from cchc_xlsx.excel.pieces import Odd, allowed, meant, run_through
from cchc_xlsx.excel.quick_memory import BEFORE, Cells, Found, Row, Run, seen_by
from cchc_xlsx.excel.quick_texts import Texts
from cchc_xlsx.excel.worksheet import Sources, cell_of, is_row, position_of
from cchc_xlsx.model.book import Cell, Kind, Lines, Position, is_marked
from cchc_xlsx.text import pattern

_ROWS = re.compile(rb"(?:<row[^>]*+>)++")
#: A row's beginning as nearly all are, its number and its other attributes: signs on which no reader of XML can differ.
_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"((?: [A-Za-z][A-Za-z0-9:]{0,30}="[ !#-%\'-;=?-~]{0,100}")*+)>')
_NAMES = re.compile(rb' ([A-Za-z0-9:]+)="[^"]*"')
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

_NUMBER = Kind.NUMBER  # an enumeration is slow to tell its members
#: How each cell begins; what stands between a cell's other attributes and the number of a shared text, and behind that.
_BEGIN, _REFERS, _REFERRED = b'<c r="', b' t="s"><v>', b"</v></c>"
_ROW_ENDS = b"</row>"


class Table:
    """The cells of one worksheet, as they are found; Odd is raised where they are not ordinary."""

    def __init__(self, sources: Sources, texts: Texts) -> None:
        self.references = 0  # to shared texts
        self.repeated = 0  # characters of formulas that are told once for many cells
        self._lines: dict[int, dict[int, Cell]] = {}
        self._marked: list[tuple[Position, Cell]] = []
        self._sources, self._texts = sources, texts
        self._seen = seen_by(sources)
        self._formulas: dict[str, str] = {}  # told once for many cells, by their number

    @property
    def cells(self) -> Lines:
        """The cells that hold something."""
        return Lines(self._lines, tuple(self._marked))

    def take(self, data: bytes) -> None:
        """Take in all rows: what stands between `<sheetData>` and its end."""
        plain, lines = self._texts.plain.get, self._lines
        row = self._seen.row(BEFORE)
        line: Cells = {}
        held = 0
        first, *others = data.split(_REFERS)
        self.references += len(others)
        known = row.runs.get
        run = known(first) or self._run(row, first, last=not others)
        for other in (*others, b""):  # the last run has no reference behind it
            column, cells, rows = run
            if cells:
                line.update(cells)
                held += len(cells)
            for following, cells in rows:
                if line:
                    if len(line) < held or row.number in lines:  # two contents of one cell
                        raise Odd
                    lines[row.number] = line
                row, line, held = following, cells.copy(), len(cells)
                known = row.runs.get
            if not other:
                break
            index, _, behind = other.partition(_REFERRED)  # without it nothing is behind, which is no run
            cell = plain(index)
            if cell is not None:
                line[column] = cell
                held += 1
            elif index not in self._texts.plain:
                line[column] = self._marked_at(row, column, index)
                held += 1
            run = known(behind) or self._run(row, behind, last=other is others[-1])
        if row.number != BEFORE:
            raise Odd

    def _run(self, row: Row, told: bytes, *, last: bool) -> Run:
        """Return what a run says that begins in this row, up to the next reference, or the `last` one, to the end.

        None can be both: only the last ends behind a row and in no cell.
        """
        rows: list[tuple[Row, Cells]] = []
        if _ROW_ENDS in told or last or row.number == BEFORE:
            segments = told.split(_ROW_ENDS)
            if row.number == BEFORE:
                segments.insert(0, b"")  # which ends at once
            if last and (rest := segments.pop()):
                _rows(rest + b'<row r="1">')
            if not segments:  # the last row is left open
                raise Odd
            column, cells, lasting = self._cells(row, segments[0], ends=last or len(segments) > 1)
            for number, segment in enumerate(segments[1:], 2):
                beginning, begin, behind = segment.partition(_BEGIN)
                at = self._seen.row(_rows(beginning))
                column, found, known = self._cells(at, begin + behind, ends=last or number < len(segments))
                lasting = lasting and known
                rows.append((at, found))
            if last:
                rows.append((self._seen.row(BEFORE), {}))
        else:
            column, cells, lasting = self._cells(row, told, ends=False)
        run = column, cells, tuple(rows)
        if lasting:
            pieces = 2 + len(cells)
            for _, found in rows:
                pieces += 2 + len(found)
            self._seen.keep(row, row.runs, told, run, pieces)
        return run

    def _cells(self, row: Row, told: bytes, *, ends: bool) -> tuple[int, Cells, bool]:
        """Return the cells of a row that hold something, and whether all say the same wherever they stand.

        Before them, if the row does not end there, the column of the cell that refers to the text that follows.
        """
        cells: Cells = {}
        lasting = True
        pieces = told.split(_BEGIN)
        if pieces[0]:
            raise Odd
        column = BEFORE if ends else _place(row, pieces.pop())
        for piece in pieces[1:]:
            known = row.cells.get(piece)
            if known is None:
                known = self._met(row, piece)
                lasting = lasting and piece in row.cells
            at, cell = known
            if cell is not None:
                if at in cells:
                    raise Odd
                cells[at] = cell
        return column, cells, lasting

    def _marked_at(self, row: Row, column: int, index: bytes) -> Cell:
        """Return the marked text of this number; Odd where there is none."""
        cell = self._texts.marked.get(index)
        if cell is None:  # a reference to no text, or written in another way
            raise Odd
        self._marked.append(((row.number, column), cell))
        return cell

    def _met(self, row: Row, piece: bytes) -> Found:
        """Return a cell of this row that was not met before."""
        result: Found
        if simple := _SIMPLE.fullmatch(piece):
            letters, digits, style, blank, number = simple.groups()
            if blank or (number and not self._sources.styles.shown(style)):
                cell = None if blank else Cell(_NUMBER, number.decode())
                result = _column(row, letters.decode(), digits.decode()), cell
                self._seen.keep(row, row.cells, piece, result)
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
            column = _at(row.number, attributes)
            several = function.get("t", "")
            if several:
                key = function.get("si", "")
                formula = formula or self._formulas.get(key, "?")
                self._formulas.setdefault(key, formula)
                self.repeated += len(formula)
        if attributes.get("t") == "s" and value:
            raise Odd
        cell = cell_of(attributes, None if value is None else meant(value), [], formula, self._sources)
        if cell is None:
            raise Odd
        result = column, cell if cell.text or cell.formula or cell.kind is Kind.ERROR else None
        if is_marked(cell.text):
            self._marked.append(((row.number, column), cell))
        elif not several:
            self._seen.keep(row, row.cells, piece, result)
        return result


def _place(row: Row, head: bytes) -> int:
    """Return the column of a cell of this row, by what stands of it before the reference to a shared text."""
    simple = _SIMPLE.fullmatch(head)
    if simple and simple.lastindex and simple.lastindex <= 3:  # nothing behind the style
        return _column(row, simple[1].decode(), simple[2].decode())
    return _at(row.number, _attributes(f' r="{allowed(head)} t="s"'))


def _column(row: Row, letters: str, digits: str) -> int:
    """Return the column of a reference; it has to be one of this row."""
    if digits != row.digits:
        raise Odd
    return _at(row.number, {"r": letters + digits}) if row.number >= _HIGH else _lettered(letters)


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


@lru_cache(maxsize=512)
def _apart(told: bytes) -> bool:
    """Tell whether these attributes of a row are each of another name, and none is its number."""
    names = _NAMES.findall(told)
    return len({b"r", *names}) > len(names)


def _rows(told: bytes) -> int:
    """Return the number of the last of these rows, from zero: they are rows' beginnings, all but that at once ended."""
    usual = _ROW.fullmatch(told)
    if usual and _apart(usual[2]):
        return int(usual[1]) - 1
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


def forget() -> None:
    """Let go of what is remembered of cells."""
    quick_memory.forget()
    for known in (_attributes_told, _apart, position_of):
        known.cache_clear()
