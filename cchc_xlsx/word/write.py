"""A paper as a .docx file in the form of an administrative appendix (Nghị định 30/2020/NĐ-CP, Phụ lục I).

A4 upright, the margins, the type and its sizes as laid down; page numbers centred in the upper margin, none on the
first page; the head of the table repeated on every page, no row broken across two. The same paper gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from cchc_xlsx.model.paper import Paper

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph

_FONT = "Times New Roman"
_BODY, _TABLE = 14, 13  # points
_MARGINS = (20, 20, 30, 15)  # millimetres: above, below, left, right
_CREATED = datetime(2020, 1, 1)
_ZIP_TIME = (2020, 1, 1, 0, 0, 0)
_ILLEGAL = dict.fromkeys([*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])


def written(paper: Paper) -> bytes:
    """Return a paper as the bytes of a .docx file."""
    import docx

    document = docx.Document()
    _frame(document, paper)
    _line(document, paper.label, bold=True)
    for line in paper.title:
        _line(document, line, bold=True)
    attached = _line(document, paper.attached, italic=True)
    _rule(attached)
    _table(document, paper)
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_clock(buffer.getvalue())


def _frame(document: Document, paper: Paper) -> None:
    """Set the page, the type, the page numbers and what the file says of itself."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, _MARGINS)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(_BODY)
    fonts = normal.element.rPr.rFonts
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), _FONT)
    normal.element.rPr.append(_element("w:lang", {"w:val": "vi-VN" if paper.language == "vi" else "en-GB"}))
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    _page_number(section.header.paragraphs[0])
    about = document.core_properties
    about.author = about.last_modified_by = "cchc_xlsx"
    about.title, about.comments, about.keywords = " ".join(paper.title).translate(_ILLEGAL)[:255], "", ""
    about.created = about.modified = _CREATED
    about.language, about.revision = paper.language, 1


def _page_number(paragraph: Paragraph) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("1", ""), ("end", "")):
        run = paragraph.add_run("1" if kind == "1" else "")
        if text:
            code = _element("w:instrText", {})
            code.text = text
            run._r.append(code)
        elif kind != "1":
            run._r.append(_element("w:fldChar", {"w:fldCharType": kind}))


def _line(document: Document, text: str, *, bold: bool = False, italic: bool = False) -> Paragraph:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text.translate(_ILLEGAL))
    run.bold, run.italic = bold, italic
    return paragraph


def _rule(above: Paragraph) -> None:
    """Draw the line below the head of an appendix: centred, a third to a half as long as the text above it."""
    from docx.shared import Mm, Pt

    line = above._parent.add_paragraph()  # type: ignore[attr-defined]
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Mm(55)
    line.paragraph_format.line_spacing = Pt(4)
    line.paragraph_format.space_after = Pt(10)
    border = _element("w:pBdr", {})
    border.append(_element("w:bottom", {"w:val": "single", "w:sz": "6", "w:space": "1", "w:color": "auto"}))
    line._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:spacing", "w:ind", "w:jc"
    )


def _table(document: Document, paper: Paper) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Mm

    table = document.add_table(rows=0, cols=len(paper.columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, part in zip(table.columns, paper.columns, strict=True):
        column.width = Mm(part.width)
    head = table.add_row()
    head._tr.get_or_add_trPr().append(_element("w:tblHeader", {}))
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
        row._tr.get_or_add_trPr().insert(0, _element("w:cantSplit", {}))


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
    lines = text.translate(_ILLEGAL).split("\n")
    for place, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if not place else cell.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(line)
        run.bold, run.font.size = bold, Pt(_TABLE)


def _element(name: str, attributes: dict[str, str]) -> BaseOxmlElement:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key), value)
    return element


def _without_clock(data: bytes) -> bytes:
    """Return a package whose parts all bear the same time, so that two runs give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 0
            new.writestr(info, old.read(name))
    return buffer.getvalue()
