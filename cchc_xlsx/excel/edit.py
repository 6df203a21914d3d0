"""Putting texts into a workbook that a person owns: those cells change, and everything else stays as it is.

Only the XML of one sheet is touched, and where the table has outgrown them, its filter and its area for printing.
Charts, pictures, comments, colours, other sheets and the stored results of formulas are copied unread. openpyxl, which
would be the usual way, drops every stored result, so that a campaign with formulas could no longer be read, and shapes,
sparklines and the formats of single words besides.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from cchc_xlsx.excel.heights import row_height
from cchc_xlsx.excel.read import LIMITS, Limits, Package, Unreadable, parse, sheet_parts
from cchc_xlsx.excel.style import properties
from cchc_xlsx.model.book import Position, a1
from cchc_xlsx.model.received import Refusal

_ILLEGAL = dict.fromkeys([*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])
_ESCAPE = re.compile(r"(_x[0-9A-Fa-f]{4}_)")
_LAST_ROW = re.compile(r"(\$?[A-Z]+\$?)(\d+)$")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_USUAL_WIDTH = 8.43
_LONGEST = 32_767  # characters that Excel takes into a cell


def with_texts(data: bytes, title: str, texts: Mapping[Position, str], limits: Limits = LIMITS) -> bytes:
    """Return a workbook whose sheet of that title holds these texts; an empty one clears its cell, the style stays.

    A cell that was not there takes the style of the one above it. Raises Unreadable where the file is no workbook that
    can be changed so, KeyError where it has no such sheet.
    """
    package = Package(data, limits)
    workbook, parts = sheet_parts(package)
    part = parts[title]
    root = _xml(package, part, limits)
    _Sheet(root).put(texts)
    changed = {part.casefold(): _bytes(root)}
    last = max((row for (row, _), text in texts.items() if text), default=-1) + 1
    outline = _xml(package, workbook, limits)
    if _stretched(root, outline, list(parts).index(title), last):
        changed = {part.casefold(): _bytes(root), workbook.casefold(): _bytes(outline)}
    return _zipped(data, changed)


def _xml(package: Package, part: str, limits: Limits) -> Any:
    data = package.read(part, "part")
    parse(data, part, lambda _tag, _attributes: None, lambda _tag: None, lambda _text: None)  # no types declared
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _bytes(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


class _Sheet:
    """The rows and cells of a sheet's XML by their numbers, those that leave them out counted."""

    def __init__(self, root: Any) -> None:
        self.name = f"{{{etree.QName(root).namespace}}}%s"
        self.data = root.find(self.name % "sheetData")
        if self.data is None:
            raise Unreadable(Refusal.BROKEN, "sheetData")
        self.rows = dict(_counted(self.data, self.name % "row", _row_of))
        self.cells = {
            (number, column): cell
            for number, row in self.rows.items()
            for column, cell in _counted(row, self.name % "c", _column_of)
        }
        self.widths = dict(self._widths(root))

    def _widths(self, root: Any) -> Iterator[tuple[int, float]]:
        for column in root.iterfind(f"{self.name % 'cols'}/{self.name % 'col'}"):
            first, last = int(column.get("min")), int(column.get("max"))
            for number in range(first - 1, min(last, first + 200)):
                yield number, float(column.get("width", _USUAL_WIDTH))

    def put(self, texts: Mapping[Position, str]) -> None:
        touched: dict[int, float] = {}
        for (row, column), text in sorted(texts.items()):
            cell = self.cells.get((row, column))
            if cell is None and text:
                cell = self.cell(row, column)
            if cell is None:
                continue
            for child in list(cell):
                cell.remove(child)
            for attribute in ("t", "cm", "vm"):
                cell.attrib.pop(attribute, None)
            if text:
                self.fill(cell, text)
            height = row_height(text, self.widths.get(column, _USUAL_WIDTH), properties("text")["font_size"])
            touched[row] = max(touched.get(row, 0), height)
        for row, height in touched.items():
            if row in self.rows and self.rows[row].get("customHeight") not in ("1", "true"):
                self.rows[row].set("ht", f"{max(height, float(self.rows[row].get('ht', 0))):g}")

    def fill(self, cell: Any, text: str) -> None:
        if len(text) > _LONGEST:
            raise Unreadable(Refusal.TOO_LARGE, cell.get("r"))
        cell.set("t", "inlineStr")
        inline = etree.SubElement(etree.SubElement(cell, self.name % "is"), self.name % "t")
        inline.set(_XML_SPACE, "preserve")
        inline.text = _ESCAPE.sub(r"_x005F\1", text.translate(_ILLEGAL))

    def cell(self, row: int, column: int) -> Any:
        """Make a cell, and its row where there is none, at their places in the order."""
        if row not in self.rows:
            before = sum(number < row for number in self.rows)
            self.rows[row] = etree.Element(self.name % "row", {"r": str(row + 1)})
            self.data.insert(before, self.rows[row])
        beside = [number for at, number in self.cells if at == row]
        cell = etree.Element(self.name % "c", {"r": a1(row, column)})
        above = max((at for at, number in self.cells if number == column and at < row), default=-1)
        if above >= 0 and (look := self.cells[above, column].get("s")):
            cell.set("s", look)
        self.rows[row].insert(sum(number < column for number in beside), cell)
        self.rows[row].attrib.pop("spans", None)  # only a hint, and now a wrong one
        self.cells[row, column] = cell
        return cell


def _row_of(element: Any) -> int | None:
    number = element.get("r")
    return int(number) - 1 if number else None


def _column_of(element: Any) -> int | None:
    letters = re.match(r"[A-Z]+", element.get("r", ""))
    if not letters:
        return None
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _counted(parent: Any, name: str, number_of: Any) -> Iterator[tuple[int, Any]]:
    """Yield the children of a name with their numbers; one without a number is the next after the one before it."""
    number = -1
    for child in parent.iterchildren(name):
        told = number_of(child)
        number = number + 1 if told is None else told
        yield number, child


def _stretched(sheet: Any, workbook: Any, index: int, last: int) -> bool:
    """Let the sheet's filter, its extent and its area for printing reach down to a row; tell whether any had to."""
    name = f"{{{etree.QName(sheet).namespace}}}%s"
    changed = False
    for tag in ("autoFilter", "dimension"):
        for element in sheet.iterfind(name % tag):
            wanted = _reaching(element.get("ref", ""), last)
            if wanted != element.get("ref", ""):
                element.set("ref", wanted)
                changed = True
    for defined in workbook.iter(f"{{{etree.QName(workbook).namespace}}}definedName"):
        ours = defined.get("localSheetId") == str(index)
        if ours and defined.get("name") in ("_xlnm.Print_Area", "_xlnm._FilterDatabase") and defined.text:
            wanted = _reaching(defined.text, last)
            if wanted != defined.text:
                defined.text = wanted
                changed = True
    return changed


def _reaching(area: str, last: int) -> str:
    """Return an area such as `A1:D7` that reaches down to a row at least; several areas stay as they are."""
    found = _LAST_ROW.search(area) if ":" in area and "," not in area else None
    return f"{area[: found.start()]}{found[1]}{max(int(found[2]), last)}" if found else area


def _zipped(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Return a zip with some parts changed, the others' content, order and times as they were."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, member.date_time)
            info.compress_type = member.compress_type
            info.external_attr, info.create_system = member.external_attr, member.create_system
            name = member.filename.replace("\\", "/").casefold()
            new.writestr(info, changed[name] if name in changed else old.read(member))
    return buffer.getvalue()
