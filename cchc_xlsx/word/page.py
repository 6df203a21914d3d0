"""What every document has in common: the page and the type of Nghị định 30/2020/NĐ-CP (Phụ lục I), and no clock."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from cchc_xlsx.terms import Language

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

FONT, SIZE = "Times New Roman", 14  # points
_MARGINS = (20, 20, 30, 15)  # millimetres: above, below, left, right
_CREATED = datetime(2020, 1, 1)
_ZIP_TIME = (2020, 1, 1, 0, 0, 0)
#: What no document may hold.
ILLEGAL = dict.fromkeys([*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])


def frame(document: Document, title: str, language: Language) -> None:
    """Set the page, the type, the page numbers and what the file says of itself.

    Page numbers are centred in the upper margin, none on the first page.
    """
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, _MARGINS)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(SIZE)
    fonts = normal.element.rPr.rFonts
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    normal.element.rPr.append(element("w:lang", {"w:val": "vi-VN" if language == "vi" else "en-GB"}))
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    _page_number(section.header.paragraphs[0])
    about = document.core_properties
    about.author = about.last_modified_by = "cchc_xlsx"
    about.title, about.comments, about.keywords = title.translate(ILLEGAL)[:255], "", ""
    about.created = about.modified = _CREATED
    about.language, about.revision = language, 1


def _page_number(paragraph: Paragraph) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("1", ""), ("end", "")):
        run = paragraph.add_run("1" if kind == "1" else "")
        if text:
            code = element("w:instrText", {})
            code.text = text
            run._r.append(code)
        elif kind != "1":
            run._r.append(element("w:fldChar", {"w:fldCharType": kind}))


def rule(above: Paragraph, indent: float = 55, after: float = 10) -> None:
    """Draw a line below a paragraph, between indents in millimetres: a third to a half as long as the text above."""
    from docx.shared import Mm, Pt

    line = above._parent.add_paragraph()  # type: ignore[attr-defined]
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Mm(indent)
    line.paragraph_format.line_spacing = Pt(4)
    line.paragraph_format.space_after = Pt(after)
    border = element("w:pBdr", {})
    border.append(element("w:bottom", {"w:val": "single", "w:sz": "6", "w:space": "1", "w:color": "auto"}))
    line._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:spacing", "w:ind", "w:jc"
    )


def element(name: str, attributes: dict[str, str]) -> BaseOxmlElement:
    """Return a new element of a document's XML; names with their prefix."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key), value)
    return made


def saved(document: Document) -> bytes:
    """Return a document as the bytes of its file, the same for the same document."""
    buffer = io.BytesIO()
    document.save(buffer)
    return without_clock(buffer.getvalue())


def without_clock(data: bytes) -> bytes:
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
