"""What an .ods file says that calamine does not tell: formulas, errors, merged areas, names, and who saved it when."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime

from cchc_xlsx.excel.package import Element, Limits, Unreadable, moment
from cchc_xlsx.model.book import Area, Cell, Kind, Position, Sheet
from cchc_xlsx.model.received import Refusal

#: Places of a sheet's used rectangle, empty ones too: calamine lays it out whole, 24 bytes a place.
AREA = 20_000_000


@dataclass
class _Table:
    """What is known of one sheet: its cells with a formula or an error, each as it is without a value."""

    cells: dict[Position, Cell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)


class Content:
    """Reads an .ods file's content beside its values, and measures it: a few bytes can repeat a row a million times."""

    def __init__(self, limits: Limits) -> None:
        """Begin before the first sheet."""
        self.names: dict[str, str] = {}
        self.linked = False
        self._limits = limits
        self._tables: dict[str, _Table] = {}
        self._table = _Table()
        self._waiting: list[tuple[int, Cell]] = []  # of the row being read, by column
        self._shown: str | None = None  # what the cell being read shows
        self._cells = self._row = self._column = self._kept = 0
        self._last_row = self._last_column = self._in_row = 0

    def completed(self, sheet: Sheet) -> Sheet:
        """Return a sheet of values with the formulas, errors and merged areas that belong to it."""
        table = self._tables.get(sheet.title, _Table())
        cells = dict(sheet.cells)
        for position, cell in table.cells.items():
            value = cells.get(position)
            if value and cell.kind is not Kind.ERROR:
                cells[position] = replace(value, formula=cell.formula, percent=cell.percent)
            elif cell != _PERCENT:
                cells[position] = cell
        return replace(sheet, cells=cells, merged=tuple(table.merged))

    def visit(self, stack: list[Element]) -> None:
        """Take in an element as it ends; Unreadable where a sheet passes the limits."""
        element = stack[-1]
        match element.name:
            case "p" if len(stack) > 1 and stack[-2].name == "table-cell":
                self._shown = element.text
            case "table-cell" | "covered-table-cell":
                self._cell(element)
            case "table-row":
                self._end_row(_count(element, "number-rows-repeated"))
            case "table":
                if self._cells > self._limits.cells:
                    raise Unreadable(Refusal.TOO_LARGE, "content.xml", "cells")
                if self._last_row * self._last_column > AREA:
                    raise Unreadable(Refusal.TOO_LARGE, "content.xml")
                self._row = self._last_row = self._last_column = 0
                self._tables.setdefault(element.attributes.get("name", ""), self._table)
                self._table = _Table()
            case "named-range" if all(above.name != "table" for above in stack):
                address = element.attributes.get("cell-range-address", "")
                self.names.setdefault(element.attributes.get("name", ""), _reference(address))
            case "dde-source" | "table-source":
                self.linked = True

    def _cell(self, element: Element) -> None:
        attributes = element.attributes
        repeated = _count(element, "number-columns-repeated")
        if (cell := _beside_value(attributes, self._shown)) is not None:
            self._keep(repeated)
            self._waiting += ((self._column + n, cell) for n in range(repeated))
            self.linked = self.linked or "file:///" in cell.formula or "DDE(" in cell.formula
        below, right = _count(element, "number-rows-spanned"), _count(element, "number-columns-spanned")
        if below > 1 or right > 1:
            self._keep(1)
            area = (self._row, self._column, self._row + below - 1, self._column + right - 1)
            self._table.merged.append(area)
        self._shown = None
        self._column += repeated
        if "value-type" in attributes or "formula" in attributes:
            self._in_row += repeated
            self._last_column = max(self._last_column, self._column)

    def _end_row(self, repeated: int) -> None:
        self._keep(len(self._waiting) * (repeated - 1))
        for row in range(self._row, self._row + (repeated if self._waiting else 0)):
            self._table.cells.update({(row, column): cell for column, cell in self._waiting})
        self._waiting.clear()
        self._row += repeated
        if self._in_row:
            self._last_row = self._row
        self._cells += repeated * self._in_row
        self._in_row = self._column = 0

    def _keep(self, count: int) -> None:
        self._kept += count
        if self._kept > self._limits.cells:
            raise Unreadable(Refusal.TOO_LARGE, "content.xml", "cells")


_PERCENT = Cell(Kind.EMPTY, percent=True)


def _beside_value(attributes: dict[str, str], shown: str | None) -> Cell | None:
    """Return a cell with a formula, an error or a percentage as it is without its value; None for any other cell.

    A formula that gave an empty text shows one; a formula that nobody has calculated shows nothing at all.
    """
    formula = re.sub(r"^(?:[a-z]+:)?=", "", attributes.get("formula", ""))
    if attributes.get("value-type") == "error":  # LibreOffice's own attribute; it stands after the official one
        return Cell(Kind.ERROR, shown or "#", formula)
    if attributes.get("value-type") == "percentage":
        return replace(_PERCENT, formula=formula)
    if formula:
        return Cell(Kind.EMPTY if shown is None else Kind.TEXT, "", formula)
    return None


class About:
    """What an .ods file says about itself."""

    def __init__(self) -> None:
        self.properties: dict[str, str] = {}
        self.saved: datetime | None = None
        self.program = ""

    def visit(self, stack: list[Element]) -> None:
        """Take in an element as it ends."""
        element = stack[-1]
        match element.name:
            case "user-defined":
                self.properties.setdefault(element.attributes.get("name", ""), element.text)
            case "date":
                self.saved = moment(element.text)
            case "generator":
                self.program = element.text.strip()


def _count(element: Element, attribute: str) -> int:
    text = element.attributes.get(attribute, "1")
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise Unreadable(Refusal.BROKEN, "content.xml")
    return int(text)


def _reference(address: str) -> str:
    """Return an address of OpenDocument as Excel writes it: `$'Sổ 1'.$A$1` gives `'Sổ 1'!$A$1`."""
    title = r"\$?((?:'(?:[^']|'')*'|[^'.:]+))"
    match = re.fullmatch(rf"{title}\.([^.:]+)(?::(?:{title})?\.([^.:]+))?", address)
    if not match:
        return address
    return f"{match[1]}!{match[2]}" + (f":{match[4]}" if match[4] else "")
