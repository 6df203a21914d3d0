"""The tables of a .docx file as sheets of a `Book`, whoever made the file.

The zip is checked by the strict reader of workbooks, and the XML for declarations of types, before python-docx sees a
byte; and it sees the main part only: a document with a broken picture or a link to nowhere is read all the same.
Proposed insertions count, proposed deletions do not, as the page shows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cchc_xlsx.excel.read import LIMITS, Limits, Package, Unreadable, parse, relations
from cchc_xlsx.model.book import Area, Book, Cell, Kind, Position, Sheet
from cchc_xlsx.model.received import Refusal, Refused
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.text import clean

if TYPE_CHECKING:
    from docx.oxml.table import CT_Tbl, CT_Tc
    from docx.oxml.xmlchemy import BaseOxmlElement

_TITLE = Words("Bảng {n}", "Table {n}")
_WIDEST = 200  # columns of a table
#: The namespace of documents saved as “Strict Open XML”, and the one that python-docx knows.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#: What stands within these is not on the page, or stands there a second time.
_UNSHOWN = ("del", "moveFrom", "Fallback", "txbxContent")


def read_docx(data: bytes, language: Language = "vi", limits: Limits = LIMITS) -> Book | Refused:
    """Return the tables of a document, a sheet for each in their order, or why it holds none; never raises.

    A table within a cell of another is a table of its own. Numbers that Word makes itself are shown as “•”.
    """
    try:
        return Book(tuple(_sheets(Package(data, limits), language, limits)))
    except Unreadable as error:
        return error.refused
    except Exception as error:  # lxml and python-docx raise many kinds on bytes made to trip them
        return Refused(Refusal.BROKEN, type(error).__name__)


def _sheets(package: Package, language: Language, limits: Limits) -> Iterator[Sheet]:
    from docx.oxml import parse_xml

    part = dict(relations(package, "").values()).get("officedocument", "word/document.xml")
    xml = package.read(part, "part")
    _safe(xml, part, limits)
    document = parse_xml(xml.replace(_STRICT, _USUAL))
    room = _Room(limits, part)
    for number, table in enumerate(_within(document, "tbl"), 1):
        cells, merged = _table(table, room)
        yield Sheet(_TITLE.say(language, n=number), cells, merged=merged)


class _Room:
    """How much of what the limits allow is left for the tables of a document."""

    def __init__(self, limits: Limits, part: str) -> None:
        self.cells, self.text, self.part = limits.cells, limits.text, part

    def take(self, text: str) -> None:
        self.cells -= 1
        self.text -= len(text)
        if self.cells < 0 or self.text < 0:
            raise Unreadable(Refusal.TOO_LARGE, self.part)


def _safe(xml: bytes, part: str, limits: Limits) -> None:
    """Raise Unreadable where a part declares types, is no XML, or nests beyond all measure."""
    depth = 0

    def start(_tag: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.depth:
            raise Unreadable(Refusal.UNSAFE, part)

    def end(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    parse(xml, part, start, end, lambda _text: None)


def _name(element: BaseOxmlElement) -> str:
    return str(element.tag).rpartition("}")[2]


def _within(element: BaseOxmlElement, name: str, *, through_tables: bool = True) -> Iterator[BaseOxmlElement]:
    """Yield the elements of a name within another one, in their order, what is not shown passed over."""
    for child in element:
        if _name(child) == name:
            yield child
        if _name(child) in _UNSHOWN or (not through_tables and _name(child) in ("tbl", name)):
            continue
        yield from _within(child, name, through_tables=through_tables)


def _table(table: CT_Tbl, room: _Room) -> tuple[dict[Position, Cell], tuple[Area, ...]]:
    """Return the cells of a table by their places in its grid, and the areas made one cell of."""
    cells: dict[Position, Cell] = {}
    areas: dict[Position, Area] = {}
    above: dict[int, Position] = {}  # column → first cell of the merged area that reaches down to here
    number = 0
    for row in _within(table, "tr", through_tables=False):
        if _removed(row):
            continue
        column: int = row.grid_before
        reaching: dict[int, Position] = {}
        for found in _within(row, "tc", through_tables=False):
            cell: CT_Tc = found
            span = max(cell.grid_span, 1)
            if column + span > _WIDEST:
                raise Unreadable(Refusal.TOO_LARGE, room.part)
            here = number, column
            if cell.vMerge == "continue" and column in above:
                first = above[column]
                areas[first] = (*first, number, areas[first][3])
            else:
                first = here
                areas[first] = (*here, number, column + span - 1)
                text = _text(cell)
                room.take(text)
                if text:
                    cells[here] = Cell(Kind.TEXT, text)
            if cell.vMerge:
                reaching[column] = first
            column += span
        above = reaching
        number += 1
    return cells, tuple(area for area in areas.values() if area[:2] != area[2:])


def _removed(row: BaseOxmlElement) -> bool:
    """Tell whether somebody has proposed to delete a whole row."""
    return any(_name(child) == "trPr" and any(_name(mark) == "del" for mark in child) for child in row)


def _text(cell: CT_Tc) -> str:
    lines = []
    for paragraph in _within(cell, "p", through_tables=False):
        text = "".join(_pieces(paragraph))
        numbered = any(_name(child) == "pPr" and any(_name(mark) == "numPr" for mark in child) for child in paragraph)
        lines.append("•" if numbered and not clean(text) else text)
    return clean("\n".join(lines))


def _pieces(element: BaseOxmlElement) -> Iterator[str]:
    for child in element:
        match _name(child):
            case "t":
                yield child.text or ""
            case "tab" | "ptab":
                yield " " if _name(element) == "r" else ""  # among the properties it is where a tab stands
            case "br" | "cr":
                yield "\n"
            case "noBreakHyphen":
                yield "-"
            case name if name not in _UNSHOWN:
                yield from _pieces(child)
