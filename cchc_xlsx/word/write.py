"""A paper as a .docx file in the form of an administrative appendix (Nghị định 30/2020/NĐ-CP, Phụ lục I).

A4 upright, the margins, the type and its sizes as laid down; page numbers centred in the upper margin, none on the
first page; the head of the table repeated on every page, no row broken across two. The same paper gives the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_xlsx.model.paper import Paper
from cchc_xlsx.word.page import ILLEGAL, element, frame, rule, saved

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph

_TABLE = 13  # points


def written(paper: Paper) -> bytes:
    """Return a paper as the bytes of a .docx file."""
    import docx

    document = docx.Document()
    frame(document, " ".join(paper.title), paper.language)
    _line(document, paper.label, bold=True)
    for line in paper.title:
        _line(document, line, bold=True)
    attached = _line(document, paper.attached, italic=True)
    rule(attached)
    _table(document, paper)
    return saved(document)


def _line(document: Document, text: str, *, bold: bool = False, italic: bool = False) -> Paragraph:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text.translate(ILLEGAL))
    run.bold, run.italic = bold, italic
    return paragraph


def _table(document: Document, paper: Paper) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Mm

    table = document.add_table(rows=0, cols=len(paper.columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, part in zip(table.columns, paper.columns, strict=True):
        column.width = Mm(part.width)
    head = table.add_row()
    head._tr.get_or_add_trPr().append(element("w:tblHeader", {}))
    for cell, part in zip(head.cells, paper.columns, strict=True):
        _fill(cell, part.header, part.width, bold=True, centred=True)
    for number, texts in enumerate(paper.rows):
        row = table.add_row()
        if number in paper.headings:
            _heading(row, texts[0])
            continue
        for cell, part, text in zip(row.cells, paper.columns, texts, strict=True):
            _fill(cell, text, part.width, centred=part.centred)
    for row in table.rows:
        # The schema wants this before the mark of a head.
        row._tr.get_or_add_trPr().insert(0, element("w:cantSplit", {}))


def _heading(row: _Row, text: str) -> None:
    cells = row.cells
    _fill(cells[0].merge(cells[-1]), text, 0, bold=True)
    row.cells[0].paragraphs[0].paragraph_format.keep_with_next = True


def _fill(cell: _Cell, text: str, width: int, *, bold: bool = False, centred: bool = False) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    if width:
        cell.width = Mm(width)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    lines = text.translate(ILLEGAL).split("\n")
    for place, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if not place else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(line)
        run.bold, run.font.size = bold, Pt(_TABLE)
