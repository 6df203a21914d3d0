"""Documents as people make them, by an independent hand: python-docx, and XML put in where it has no words for it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence

import docx
from docx.document import Document

HEAD = ("TT", "Cơ quan, đơn vị, cán bộ, công chức thực hiện", "Tiêu chí", "Ghi chú")


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def document(*tables: Sequence[Sequence[str]], after: Callable[[Document], None] = lambda _: None) -> bytes:
    """Return a document with these tables, text around them; `after` may change it before it is saved."""
    made = docx.Document()
    made.add_paragraph("PHỤ LỤC")
    for rows in tables:
        table = made.add_table(rows=len(rows), cols=len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        made.add_paragraph("Nơi nhận: như trên")
    after(made)
    return saved(made)


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a package with one part changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, change(content) if member == name else content)
    return buffer.getvalue()
