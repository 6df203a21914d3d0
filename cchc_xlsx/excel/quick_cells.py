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
from cchc_xlsx.excel.quick_memory import BEFORE, LOWEST, Cells, Row, Run, seen_by
from cchc_xlsx.excel.quick_texts import Texts
from cchc_xlsx.excel.worksheet import ROWS, Sources, cell_of, is_row, position_of
from cchc_xlsx.model.book import EMPTY, Cell, Kind, Lines, Position, is_marked
from cchc_xlsx.text import pattern

_ROWS = pattern(rb"(?:<row[^>]*+>)++")
#: A row's beginning as nearly all are, its number and its other attributes: signs on which no reader of XML can differ.
_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"((?: [A-Za-z][A-Za-z0-9:]{0,30}="[ !#-%\'-;=?-~]{0,100}")*+)>')
_NAMES = re.compile(rb' ([A-Za-z0-9:]+)="[^"]*"')
#: What a text between tags nearly always consists of: no sign that XML forbids or changes, none that ends a CDATA, and
#: no byte with which U+FFFE or U+FFFF begin.
_TEXT = rb"[ -;=?-~\x80-\xee\xf0-\xff]*+"
#: What follows the reference of a cell, as nearly all are.
_USUAL = re.compile(
    rb'(?: s="([0-9]{1,9})")?(?: t="([a-z]{1,3})")?(?:/>|>(?:<f>(%b)</f>)?(?:<v>(%b)</v>)?</c>)' % (_TEXT, _TEXT)
)
#: The same of a cell that refers to a shared text, up to what tells that.
_STYLED = re.compile(rb'(?: s="[0-9]{1,9}")?')
_LETTERS = re.compile(rb"[A-Z]{1,3}")
_PLAIN = pattern(r' r="([A-Z]{1,3}[0-9]{1,7})"(?: s="([0-9]{1,9})")?(?: t="([a-z]{1,3})")?')
_CELL = pattern(r"<c( [^<>]*)(?:/>|(?<!/)>(?:<f( [^<>/]*)?(?:/>|>([^<]*)</f>))?(?:<v>([^<]*)</v>)?</c>)")

_ERROR = Kind.ERROR  # an enumeration is slow to tell its members
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
            for number, cells in rows:
                if line:
                    if len(line) < held or row.number in lines:  # two contents of one cell
                        raise Odd
                    lines[row.number] = line
                row, line, held = self._seen.row(number), cells.copy(), len(cells)
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
        rows: list[tuple[int, Cells]] = []
        if _ROW_ENDS in told or last or row.number == BEFORE:
            segments = told.split(_ROW_ENDS)
            if row.number == BEFORE:
                segments.insert(0, b"")  # which ends at once
            if last and (rest := segments.pop()):
                _rows(rest + b'<row r="1">')
            if not segments:  # the last row is left open
                raise Odd
            column, cells, lasting = self._cells(row, segments[0], ends=True) if segments[0] else (BEFORE, {}, True)
            for place, segment in enumerate(segments[1:], 2):
                beginning, begin, behind = segment.partition(_BEGIN)
                number = _rows(beginning)
                ends = last or place < len(segments)
                column, found, known = self._cells(self._seen.row(number), begin + behind, ends=ends)
                lasting = lasting and known
                rows.append((number, found))
            if last:
                rows.append((BEFORE, {}))
        elif told.rfind(_BEGIN):
            column, cells, lasting = self._cells(row, told, ends=False)
        else:  # as more than a third are: nothing but the beginning of a cell
            column, cells, lasting = self._place(row, told[len(_BEGIN) :]), {}, True
        run = column, cells, tuple(rows)
        if lasting and row.number < LOWEST:
            pieces = 2 + len(cells)
            for _, found in rows:
                pieces += 2 + len(found)
            self._seen.keep(row.runs, told, run, pieces)
        return run

    def _cells(self, row: Row, told: bytes, *, ends: bool) -> tuple[int, Cells, bool]:
        """Return the cells of a row that hold something, and whether all say the same in every file.

        Before them, if the row does not end there, the column of the cell that refers to the text that follows.
        """
        cells: Cells = {}
        lasting = True
        pieces = told.split(_BEGIN)
        if pieces[0]:
            raise Odd
        last = BEFORE if ends else self._place(row, pieces.pop())
        met = self._seen.cells.get
        for piece in pieces[1:]:
            letters, digits, rest = piece.partition(row.digits)
            column, cell = _columns.get(letters), met(rest)
            if column is None or cell is None or not digits:
                column, cell = self._met(row, piece)
                lasting = lasting and rest in self._seen.cells
            if cell is not EMPTY:
                if column in cells:
                    raise Odd
                cells[column] = cell
        return last, cells, lasting

    def _place(self, row: Row, head: bytes) -> int:
        """Return the column of a cell of this row, by what stands of it before the reference to a shared text."""
        letters, digits, rest = head.partition(row.digits)
        column = _columns.get(letters)
        if column is not None and digits and rest in self._seen.heads:
            return column
        if digits and _STYLED.fullmatch(rest):
            self._seen.keep(self._seen.heads, rest, None)
            return _column(letters)
        return _at(row, _attributes(f' r="{allowed(head)} t="s"'))

    def _marked_at(self, row: Row, column: int, index: bytes) -> Cell:
        """Return the marked text of this number; Odd where there is none."""
        cell = self._texts.marked.get(index)
        if cell is None:  # a reference to no text, or written in another way
            raise Odd
        self._marked.append(((row.number, column), cell))
        return cell

    def _met(self, row: Row, piece: bytes) -> tuple[int, Cell]:
        """Return a cell of this row, and its column, of a kind that was not met before."""
        letters, digits, rest = piece.partition(row.digits)
        usual = _USUAL.fullmatch(rest) if digits else None
        several = ""
        if usual:
            column = _column(letters)
            told, is_a, function, content = usual.groups()
            style, kind = told.decode() if told else "0", is_a.decode() if is_a else "n"
            try:
                formula = meant(function.decode()).removeprefix("=") if function else ""
                value = None if content is None else meant(content.decode())
            except UnicodeDecodeError:
                raise Odd from None
        else:
            attributes, about, formula, value = _parts_of(allowed(piece))
            column = _at(row, attributes)
            style, kind = attributes.get("s", "0"), attributes.get("t", "n")
            several = about.get("t", "")
            if several:
                key = about.get("si", "")
                formula = formula or self._formulas.get(key, "?")
                self._formulas.setdefault(key, formula)
                self.repeated += len(formula)
        if value and kind == "s":
            raise Odd
        cell = cell_of(kind, style, value, (), formula, self._sources)
        if cell is None:
            raise Odd
        if not (cell.text or cell.formula or cell.kind is _ERROR):
            cell = EMPTY
        if is_marked(cell.text):
            self._marked.append(((row.number, column), cell))
        elif digits and not several and row.number < LOWEST:
            self._seen.keep(self._seen.cells, rest, cell)
        return column, cell


#: Columns by their letters.
_columns: dict[bytes, int] = {}


def _column(letters: bytes) -> int:
    """Return the column of these letters; Odd where they name none."""
    column = _columns.get(letters)
    if column is None:
        position = position_of(f"{letters.decode()}1") if _LETTERS.fullmatch(letters) else None
        if position is None:
            raise Odd
        column = _columns[letters] = position[1]
    return column


def _at(row: Row, attributes: Mapping[str, str]) -> int:
    """Return the column of a cell, by its attributes; it has to be one of this row."""
    position = position_of(attributes.get("r", ""))
    if position is None or position[0] != row.number:
        raise Odd
    return position[1]


def _parts_of(told: str) -> tuple[dict[str, str], dict[str, str], str, str | None]:
    """Return a cell's attributes and those of its formula, its formula, and its value."""
    found = _CELL.fullmatch(_BEGIN.decode() + told)
    if not found:
        raise Odd
    head, function, formula, value = found.groups()
    return (
        _attributes(head),
        _attributes(function) if function else {},
        meant(formula or "").removeprefix("="),
        None if value is None else meant(value),
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
    number = int(usual[1] if usual and _apart(usual[2]) else _numbers_of(told)[-1])
    if number > ROWS:
        raise Odd
    return number - 1


def _numbers_of(told: bytes) -> list[str]:
    """Return the numbers of rows, by their beginnings."""
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
    return numbers


def forget() -> None:
    """Let go of what is remembered of cells."""
    quick_memory.forget()
    _columns.clear()
    for known in (_attributes_told, _apart, position_of):
        known.cache_clear()
