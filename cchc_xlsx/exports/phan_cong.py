"""The appendix of assignments as a file: a document, a workbook, or a table in a text file, by the name's ending."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping

from cchc_xlsx.model.book import Book, Page
from cchc_xlsx.model.paper import Paper
from cchc_xlsx.terms import Words
from cchc_xlsx.workbooks.draft import Draft

_SHEET = Words("Phân công", "Assignments")
_CHARACTERS = 0.52  # of a column's width, to a millimetre


def as_docx(paper: Paper) -> bytes:
    """Return the appendix as an administrative document."""
    from cchc_xlsx.word.write import written

    return written(paper)


def as_xlsx(paper: Paper) -> bytes:
    """Return the appendix as a workbook of one sheet that prints like the document."""
    from cchc_xlsx.excel.write import written

    draft = Draft(_SHEET.in_(paper.language), paper.language)
    last = len(paper.columns) - 1
    top = 0
    for text, style in (
        (paper.label, "title"),
        *((line, "title") for line in paper.title),
        (paper.attached, "subtitle"),
    ):
        for line in _folded(text, sum(column.width for column in paper.columns), style):
            draft.across(top, 0, last, line, style)
            top += 1
    draft.rows[top] = (8, False)
    top += 1
    for place, column in enumerate(paper.columns):
        draft.columns[place] = (round(column.width * _CHARACTERS, 1), False, "")
        draft.put(top, place, column.header, "header")
    for number, texts in enumerate(paper.rows):
        row = top + 1 + number
        if number in paper.headings:
            draft.put(row, 0, texts[0], ".group")
            for place in range(1, last + 1):
                draft.put(row, place, "", ".group")
            continue
        for place, (column, text) in enumerate(zip(paper.columns, texts, strict=True)):
            value = int(text) if column.centred and text.isdecimal() else text
            draft.put(row, place, value, "centre" if column.centred else "code")
    draft.freeze = (top + 1, 0)
    draft.page = Page(landscape=False, repeat=(top, top), area=(0, 0, top + len(paper.rows), last))
    return written(Book((draft.sheet(),)))


def _folded(text: str, width: int, style: str) -> list[str]:
    """Return a title as lines that fit between the margins: text centred over several cells does not wrap itself."""
    most = int(width * (0.42 if style == "title" else 0.5))
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append(word)
        else:
            lines[-1] += f" {word}" if lines[-1] or not word else word
    return lines


def as_csv(paper: Paper) -> bytes:
    """Return the table alone as UTF-8 with its mark, commas between the columns: for programs."""
    buffer = io.StringIO(newline="")
    lines = csv.writer(buffer)
    lines.writerow(column.header for column in paper.columns)
    lines.writerows(texts for number, texts in enumerate(paper.rows) if number not in paper.headings)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


FORMATS: Mapping[str, Callable[[Paper], bytes]] = {".docx": as_docx, ".xlsx": as_xlsx, ".csv": as_csv}
