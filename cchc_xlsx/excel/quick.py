"""The quick look at the ordinary parts of an .xlsx file: patterns instead of a parser, and no answer where in doubt.

What Excel, LibreOffice, WPS, Google Sheets and this package write looks the same in every file but for what was
entered. Two parts are read here: a worksheet's table of cells, and the texts that cells share. Such a part is cut where
rows end and cells or texts begin, so that the pieces cover it without a gap. Each piece has been through expat once, in
this file or in one before (pieces are remembered by their very characters), or is of a form so narrow that no reader of
XML can take it for anything else. Of whatever is odd in any way nothing is told: then the strict reader looks at the
whole part and decides. Nothing is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from functools import cache, lru_cache
from typing import NamedTuple, TypeAlias

from cchc_xlsx.excel.package import Unreadable, parse
from cchc_xlsx.excel.shared import unescaped
from cchc_xlsx.excel.worksheet import Content, Sources, area_of, cell_of, is_row, position_of
from cchc_xlsx.model.book import MARKS, Area, Cell, Kind, Lines, Position, is_marked


class Texts(NamedTuple):
    """The cells that the shared texts give, by how a cell ends that refers to them; None for an empty text.

    Those with one of our marks in them are held apart.
    """

    plain: Mapping[bytes, Cell | None]
    marked: Mapping[bytes, Cell]


_Start: TypeAlias = Callable[[str, dict[str, str]], None]


class _Odd(Exception):
    """This part is not for the quick look."""


#: Bytes that XML forbids or changes (line ends), and what may not stand in a text: U+FFFE, U+FFFF, the end of a CDATA.
_CONTROLS = bytes({*range(0x20)} - {0x09, 0x0A})
_NEVER = (b"\xef\xbf\xbe", b"\xef\xbf\xbf", b"]]>")
#: How a part begins: in UTF-8, or without a word about it.
_BEGINNING = re.compile(
    rb'(?:<\?xml version="1\.0" encoding="(?:UTF|utf)-8"(?: standalone="(?:yes|no)")?\?>\s*)?<[a-z]'
)
_ROWS = re.compile(rb"(?:<row[^>]*+>)++")
#: A row's beginning as nearly all are, and its attributes: signs on which no reader of XML can differ.
_ROW = re.compile(rb'<row((?: [A-Za-z][A-Za-z0-9:]{0,30}="[ !#-%\'-;=?-~]{0,100}")*+)>')
_NAMED = re.compile(rb' ([A-Za-z0-9:]+)="([^"]*)"')
#: A blank cell, one with a bare number, or what one that refers to a shared text begins with.
_SIMPLE = re.compile(
    rb'([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,9})")?(?:(/>)|><v>(-?[0-9]{1,15}(?:\.[0-9]{1,17})?)</v></c>)?'
)
_PLAIN = re.compile(r' r="([A-Z]{1,3}[0-9]{1,7})"(?: s="([0-9]{1,9})")?(?: t="([a-z]{1,3})")?')
#: What follows `<c r="` in a cell as nearly all others are.
_USUAL = re.compile(
    r'([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,9})")?(?: t="([a-z]{1,3})")?'
    r"(?:/>|>(?:<f>([^<]*)</f>)?(?:<v>([^<]*)</v>)?</c>)"
)
_CELL = re.compile(r"<c( [^<>]*)(?:/>|(?<!/)>(?:<f([^<>/]*)(?:/>|>([^<]*)</f>))?(?:<v>([^<]*)</v>)?</c>)")

_SHORT = 300  # characters of a text that many units may have: what one unit says in many words no other will say
_LONG = 1_000  # characters or bytes of a piece that is not worth remembering
_ROOM = 8_000_000  # bytes that remembered pieces take, for one kind of styles
_EACH = 200  # bytes that a piece takes beside its own
#: What XML itself has names for.
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ENTITY = re.compile("&(amp|lt|gt|quot|apos);")
_LARGE = 8_000_000  # bytes of a part that is not ordinary


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
        if len(told) <= _LONG and row in self._rows:
            self._take(len(told))
            self._rows[row][0][told] = found

    def keep_place(self, row: int, head: bytes, column: int) -> None:
        """Remember where a cell stands that refers to a shared text."""
        if len(head) <= _LONG and row in self._rows:
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
    if len(data) > _LARGE or not 0 < start < end or not _BEGINNING.match(data):
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
    except _Odd:
        return None
    if not sources.room.owe(cells, len(merged), end - start + most * sources.longest):
        return None
    return cells, merged


def texts_in(data: bytes) -> list[str] | None:
    """Return the texts that cells share, in their order; None where the part is not ordinary."""
    start, end = data.find(b"<si>"), data.rfind(b"</si>") + len(b"</si>")
    if len(data) > _LARGE or not 0 < start < end or not _BEGINNING.match(data) or data[end:].rstrip() != b"</sst>":
        return None
    try:
        _parsed(data[:start] + b"</sst>", _nothing_but_the_list)
        return _texts(_allowed(data[start:end]), data.count(b"<", start, end))
    except _Odd:
        return None


def _nothing_but_the_list(tag: str, _: dict[str, str]) -> None:
    """See that no text, told in another way, stands before those that are told as usual: it has its number, too."""
    if tag != "sst":
        raise _Odd


#: How a text begins, in two ways that mean the same to a text between tags, and how it ends.
_SI, _SPACED, _END_SI = "<si><t>", '<si><t xml:space="preserve">', "</t></si>"


def _texts(told: str, tags: int) -> list[str]:
    """Return the texts of elements that follow each other: each a `si` with one `t` in it, and no other tag.

    `tags` is how often `<` stands in all of it.
    """
    told = told.replace(_SPACED, _SI)
    found = told[len(_SI) : -len(_END_SI)].split(_END_SI + _SI)
    if not (told.startswith(_SI) and told.endswith(_END_SI) and tags == 4 * len(found)):
        raise _Odd
    if "&" in told:
        found = [_text(text) if "&" in text else text for text in found]
    return [unescaped(text) for text in found] if "_x" in told else found


def _allowed(data: bytes) -> str:
    """Return bytes of a part as text; _Odd where XML forbids or changes any of it."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise _Odd from None
    if len(data) <= _LONG and text.isprintable() and "]]>" not in text:  # nothing of that kind is printable
        return text
    if len(data.translate(None, _CONTROLS)) < len(data) or any(never in data for never in _NEVER):
        raise _Odd
    return text


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
                        cell = plain(index, _MARKED)
                        if cell is _MARKED:
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
                raise _Odd
            if line:
                lines[at] = line
            count += len(pieces)
    except KeyError:  # a reference to no text, or written in another way
        raise _Odd from None
    if rest:
        _rows(rest + b'<row r="1">')
    return Lines(lines, tuple(marked)), count


def _place(row: int, head: bytes, seen: _Seen) -> int:
    """Return the column of a cell of this row that refers to a shared text, and remember it."""
    simple = _SIMPLE.fullmatch(head)
    if simple and simple[4] is None and simple[5] is None:
        column = _column(row, simple[1].decode(), simple[2].decode())
    else:
        column = _at(row, _attributes(f' r="{_allowed(head)} t="s"'))
    seen.keep_place(row, head, column)
    return column


def _column(row: int, letters: str, digits: str) -> int:
    """Return the column of a reference; it has to be one of this row."""
    if digits != str(row + 1):
        raise _Odd
    return _at(row, {"r": letters + digits}) if row + 1 >= _HIGH else _lettered(letters)


_HIGH = 1_000_000  # of a row that there may not be any more


@lru_cache(maxsize=1024)
def _lettered(letters: str) -> int:
    return _at(0, {"r": f"{letters}1"})


def _at(row: int, attributes: Mapping[str, str]) -> int:
    """Return the column of a cell, by its attributes; it has to be one of this row."""
    position = position_of(attributes.get("r", ""))
    if position is None or position[0] != row:
        raise _Odd
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
    told = _allowed(piece)
    several = ""
    if usual := _USUAL.fullmatch(told):
        letters, digits, style, kind, formula, value = usual.groups()
        attributes = {} if style is None else {"s": style}
        if kind is not None:
            attributes["t"] = kind
        column = _column(row, letters, digits)
        formula = _text(formula).removeprefix("=") if formula else ""
    else:
        attributes, function, formula, value = _parts_of(told)
        column = _at(row, attributes)
        several = function.get("t", "")
        if several:
            key = function.get("si", "")
            formula = formula or shared.get(key, "?")
            shared.setdefault(key, formula)
    if attributes.get("t") == "s" and value:
        raise _Odd
    cell = cell_of(attributes, None if value is None else _text(value), [], formula, sources)
    if cell is None:
        raise _Odd
    result = column, cell if cell.text or cell.formula or cell.kind is Kind.ERROR else None
    if not several and not is_marked(cell.text):
        seen.keep(row, piece, result)
    return result


def _parts_of(told: str) -> tuple[dict[str, str], dict[str, str], str, str | None]:
    """Return a cell's attributes and those of its formula, its formula, and its value as it is written."""
    found = _CELL.fullmatch(_BEGIN.decode() + told)
    if not found:
        raise _Odd
    head, function, formula, value = found.groups()
    return (
        _attributes(head),
        _attributes(function) if function else {},
        _text(formula or "").removeprefix("="),
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
    _parsed(f"<c{told}/>", lambda _tag, attributes: found.append(attributes))
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
        raise _Odd
    numbers: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            numbers.append(attributes.get("r", ""))
        elif tag != "x":
            raise _Odd

    _parsed(b"<x>%b</row></x>" % told, start)
    if not all(map(is_row, numbers)):
        raise _Odd
    return int(numbers[-1]) - 1


def _text(told: str) -> str:
    """Return a text between tags as XML means it."""
    if "&" not in told:
        return told
    bare, times = _ENTITY.subn(lambda found: _ENTITIES[found[1]], told)
    if times == told.count("&"):
        return bare
    return _decoded(told) if len(told) <= _LONG else _decoded.__wrapped__(told)


@lru_cache(maxsize=2048)
def _decoded(told: str) -> str:
    pieces: list[str] = []
    _parsed(f"<t>{told}</t>", text=pieces.append)
    return "".join(pieces)


def _around(piece: bytes, before: bytes, after: bytes, deepest: int) -> Sequence[Area]:
    """Return the merged areas told in what stands around the table of cells; it must be whole elements."""
    look = _looked_around if len(piece) <= 100 * _LONG else _looked_around.__wrapped__
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
            raise _Odd
        if name == "mergeCell" and (area := area_of(attributes.get("ref", ""))):
            found.append(area)

    def end(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    _parsed(before + piece + after, start, end=end)
    return tuple(found)


def _parsed(
    xml: str | bytes,
    start: _Start | None = None,
    text: Callable[[str], None] | None = None,
    end: Callable[[str], None] | None = None,
) -> None:
    """Run through a piece of XML; _Odd where it is broken or declares a document type."""
    try:
        parse(xml, "", start, end, text)
    except Unreadable:
        raise _Odd from None


_TEXT, _NUMBER = Kind.TEXT, Kind.NUMBER  # an enumeration is slow to tell its members
_MARKED = Cell(_TEXT, MARKS[0])  # in place of each that is marked
#: Cells of texts that were met before, by those texts; none that is marked is among them.
_remembered: dict[str, Cell] = {}


def cells_of_texts(texts: Sequence[str]) -> Texts:
    """Return the cells that refer to the shared texts."""
    if len(_remembered) > 16 * _LONG:
        _remembered.clear()
    while len(_numbers) < len(texts):
        _numbers.append(b"%d</v></c>" % len(_numbers))
    found = list(map(_remembered.get, texts))
    marked: dict[bytes, Cell] = {}
    for at, known in enumerate(found):
        if known is None and (text := texts[at]):
            cell = Cell(_TEXT, text)
            if is_marked(text):
                marked[_numbers[at]] = cell
            else:
                found[at] = cell
                if len(text) <= _SHORT:
                    _remembered[text] = cell
    plain: dict[bytes, Cell | None] = dict(zip(_numbers, found, strict=False))
    for end in marked:
        del plain[end]
    return Texts(plain, marked)


_numbers: list[bytes] = []


def forget() -> None:
    """Let go of what is remembered of cells and texts, as after a workbook of which there is only one."""
    for known in (_seen, _attributes_told, _rows, _decoded, _looked_around, position_of):
        known.cache_clear()
    _remembered.clear()
    _numbers.clear()
