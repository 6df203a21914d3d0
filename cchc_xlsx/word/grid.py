"""Column widths of tables whose columns a template has multiplied: Word and LibreOffice follow the table's grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.table import CT_Row, CT_Tbl
    from docx.oxml.xmlchemy import BaseOxmlElement


def mend_grids(document: Document) -> None:
    """Make the grid of each table that of its cells' widths, made narrower where it is wider than its page.

    Left alone are tables with cells across columns and tables whose cells tell no widths.
    """
    from docx.oxml.ns import qn

    waiting: list[CT_Tbl] = []
    for part in document.element.body:
        if part.tag == qn("w:tbl"):
            waiting.append(part)
        section = part if part.tag == qn("w:sectPr") else part.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if section is not None:
            for table in waiting:
                _mend(table, _room(section))
            waiting = []


def _room(section: BaseOxmlElement) -> int | None:
    """Return how wide the text of a section is; None where it does not tell."""
    page, margins = getattr(section, "pgSz", None), getattr(section, "pgMar", None)
    if page is None or margins is None or page.w is None:
        return None
    return int(page.w - (margins.left or 0) - (margins.right or 0))


def _mend(table: CT_Tbl, room: int | None) -> None:
    from docx.shared import Emu

    rows: list[CT_Row] = table.tr_lst
    if not rows or any(cell.grid_span > 1 for row in rows for cell in row.tc_lst):
        return
    widths = [cell.width for cell in max(rows, key=lambda row: len(row.tc_lst)).tc_lst]
    known = [width for width in widths if width is not None]
    columns = table.tblGrid.gridCol_lst
    if len(known) != len(widths) or len(columns) != len(widths):
        return
    whole = sum(known)
    share = room / whole if room and whole > room else 1
    if share == 1 and [column.w for column in columns] == known:
        return
    for column, width in zip(columns, known, strict=True):
        column.w = Emu(int(width * share))
    for row in rows:
        if len(row.tc_lst) == len(known):
            for cell, width in zip(row.tc_lst, known, strict=True):
                cell.width = Emu(int(width * share))
