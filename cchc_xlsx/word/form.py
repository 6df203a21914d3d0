"""A report's template in the making: a document in the form of Nghị định 30/2020/NĐ-CP, with tags to be filled in.

What stands here is only form; the words and the tags (`{{ … }}`, `{%p … %}`) are given by who builds it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from cchc_xlsx.terms import Language, Words
from cchc_xlsx.values import dataclass
from cchc_xlsx.word.page import element, frame, rule, saved

if TYPE_CHECKING:
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

Align = Literal["left", "center", "right", "justify"]
_NATION, _HEAD, _RECIPIENTS, _LIST = 12, 13, 12, 11  # points
_WIDTH, _FIRST_LINE = 165, 10  # millimetres: between the margins, of the indent of a first line


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, the tag of its cells, its width in millimetres, how its cells stand.

    `foot` is what stands below it in the table's last row, where the table has one. A column with `each` comes once
    for each of something: that tells what of, in the head (`area in areas`) and in a row (`points in unit.areas`).
    """

    header: Words | str
    text: str
    width: int
    align: Align = "left"
    foot: Words | str = ""
    each: tuple[str, str] | None = None


class Form:
    """A template being put together from above to below."""

    def __init__(self, title: str, language: Language) -> None:
        import docx

        self.document = docx.Document()
        self.language = language
        frame(self.document, title, language)

    def head(self, left: Sequence[str], number: str, right: Sequence[str], date: str) -> None:
        """Put the head: the issuing office with its number on the left; nation, motto and date line on the right."""
        table = self._blank((63, 102))
        own, state = table.rows[0].cells
        for text in left:
            self._say(own, text, _NATION, bold=True)
        rule(own.paragraphs[-1], 22, 2)
        self._say(own, number, _HEAD)
        self._say(state, right[0], _NATION, bold=True)
        self._say(state, right[1], _HEAD, bold=True)
        rule(state.paragraphs[-1], 24, 2)
        self._say(state, date, _HEAD, italic=True)

    def title(self, *lines: str) -> None:
        """Put the kind of document and what it is about, with the line below."""
        for place, line in enumerate(lines):
            self.line(line, align="center", bold=True, before=16 if not place else 0, after=0, first=0)
        rule(self.document.paragraphs[-1], 58)

    def line(
        self,
        text: str,
        *,
        align: Align = "justify",
        bold: bool = False,
        italic: bool = False,
        before: float = 0,
        after: float = 6,
        first: float = _FIRST_LINE,
        keep: bool = False,
    ) -> None:
        """Put a paragraph; `before` and `after` in points, `first` (indent) in millimetres, `keep`: with the next."""
        paragraph = self.document.add_paragraph()
        self._set(paragraph, align, before, after)
        from docx.shared import Mm

        paragraph.paragraph_format.first_line_indent = Mm(first)
        paragraph.paragraph_format.keep_with_next = keep
        run = paragraph.add_run(text)
        run.bold, run.italic = bold, italic

    def heading(self, text: str) -> None:
        """Put the heading of a section."""
        self.line(text, bold=True, before=6, keep=True)

    def tag(self, text: str) -> None:
        """Put a tag that governs whole paragraphs and tables, such as `for area in areas`."""
        self.document.add_paragraph(f"{{%p {text} %}}")

    def blanks(self, count: int = 3) -> None:
        """Put dotted lines to be written on."""
        from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
        from docx.shared import Mm

        for _ in range(count):
            self.line("\t", align="left", first=0)
            stops = self.document.paragraphs[-1].paragraph_format.tab_stops
            stops.add_tab_stop(Mm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)

    def table(self, columns: Sequence[Column], rows: str, *, size: float = 12, foot: bool = False) -> None:
        """Put a table whose rows come once for each of `rows`, such as `unit in units`; its head on every page."""
        from docx.enum.table import WD_TABLE_ALIGNMENT
        from docx.shared import Mm

        wide = sum(3 if column.each else 1 for column in columns)
        made = self.document.add_table(rows=0, cols=wide, style="Table Grid")
        made.autofit, made.alignment = False, WD_TABLE_ALIGNMENT.CENTER
        widths = [each.width for each in columns for _ in range(3 if each.each else 1)]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Mm(width)
        head = self._row(made, columns, [column.header for column in columns], size, head=True)
        head._tr.get_or_add_trPr().append(element("w:tblHeader", {}))
        self._tag_row(made, f"for {rows}")
        self._row(made, columns, [column.text for column in columns], size)
        self._tag_row(made, "endfor")
        if foot:
            self._row(made, columns, [column.foot for column in columns], size, bold=True)
        self.document.add_paragraph().paragraph_format.space_after = _points(0)

    def closing(self, recipients_title: str, recipients: Sequence[str], signer: str) -> None:
        """Put the block that ends a document: recipients on the left, who signs on the right; `signer` is a list."""
        table = self._blank((82, 83))
        left, right = table.rows[0].cells
        self._say(left, recipients_title, _RECIPIENTS, bold=True, italic=True, align="left")
        for text in recipients:
            self._say(left, text, _LIST, align="left")
        self._say(right, f"{{%p for line in {signer} %}}", _HEAD)
        self._say(right, "{{ line }}", _HEAD, bold=True)
        self._say(right, "{%p endfor %}", _HEAD)
        for _ in range(5):
            self._say(right, "", _HEAD)

    def across(self) -> None:
        """Begin a page laid across."""
        from docx.enum.section import WD_ORIENT, WD_SECTION

        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        section.different_first_page_header_footer = False

    def data(self) -> bytes:
        """Return the template as the bytes of its file."""
        return saved(self.document)

    def _blank(self, widths: Sequence[int]) -> Table:
        """Return a table of one row, without lines."""
        from docx.shared import Mm

        table = self.document.add_table(rows=1, cols=len(widths))
        table.autofit = False
        for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
            column.width = cell.width = Mm(width)
        table.rows[0]._tr.get_or_add_trPr().append(element("w:cantSplit", {}))
        return table  # type: ignore[no-any-return]  # python-docx leaves much untyped

    def _say(
        self, cell: _Cell, text: str, size: float, *, bold: bool = False, italic: bool = False, align: Align = "center"
    ) -> None:
        first = cell.paragraphs[0]
        empty = len(cell.paragraphs) == 1 and not first.text and not cell.tables
        paragraph = first if empty and text else cell.add_paragraph()
        self._set(paragraph, align, 0, 0)
        run = paragraph.add_run(text)
        run.bold, run.italic, run.font.size = bold, italic, _points(size)

    def _row(
        self,
        table: Table,
        columns: Sequence[Column],
        texts: Sequence[Words | str],
        size: float,
        *,
        head: bool = False,
        bold: bool = False,
    ) -> _Row:
        from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
        from docx.shared import Mm

        row: _Row = table.add_row()  # type: ignore[no-untyped-call]
        row._tr.get_or_add_trPr().insert(0, element("w:cantSplit", {}))
        cells = iter(row.cells)
        for column, words in zip(columns, texts, strict=True):
            text = words.in_(self.language) if isinstance(words, Words) else words
            around: tuple[str, ...] = (text,)
            if column.each:
                around = (f"{{%tc for {column.each[0 if head else 1]} %}}", text, "{%tc endfor %}")
            for part in around:
                cell = next(cells)
                cell.width = Mm(column.width)
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
                paragraph = cell.paragraphs[0]
                self._set(paragraph, "center" if head else column.align, 2, 2)
                run = paragraph.add_run(part)
                run.bold, run.font.size = head or bold, _points(size)
        return row

    def _tag_row(self, table: Table, tag: str) -> None:
        row: _Row = table.add_row()  # type: ignore[no-untyped-call]
        row.cells[0].paragraphs[0].add_run(f"{{%tr {tag} %}}")

    def _set(self, paragraph: Paragraph, align: Align, before: float, after: float) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())
        paragraph.paragraph_format.space_before = _points(before)
        paragraph.paragraph_format.space_after = _points(after)


def _points(size: float) -> int:
    from docx.shared import Pt

    return Pt(size)
