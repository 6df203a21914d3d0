"""A book in the formats of before and beside: .xls and .ods, as recipes write them."""

from __future__ import annotations

import struct
import zipfile
from xml.sax.saxutils import escape, quoteattr

from cchc_xlsx.excel.door import open_book
from cchc_xlsx.model.book import Book, Cell, Kind, Sheet
from tests.excel.workshop import ODF, ole, zipped

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def book_of(data: bytes) -> Book:
    """Return the book in these bytes."""
    opened = open_book(data)
    assert isinstance(opened, Book)
    return opened


def ods_of(book: Book) -> bytes:
    """Return a book as an .ods file: values, defined names that point at a cell, properties."""
    tables = "".join(_table(sheet) for sheet in book.sheets)
    ranges = "".join(
        f"<table:named-range table:name={quoteattr(name)} table:cell-range-address={quoteattr(f'${at}')}/>"
        for name, at in ((name, target.replace("!", ".")) for name, target in book.names.items())
    )
    properties = "".join(
        f"<meta:user-defined meta:name={quoteattr(name)}>{escape(text)}</meta:user-defined>"
        for name, text in book.properties.items()
    )
    tables += f"<table:named-expressions>{ranges}</table:named-expressions>"
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    return zipped(
        {
            "mimetype": _TYPE,
            "content.xml": f"<office:document-content {ODF}>{body}</office:document-content>",
            "meta.xml": f"<office:document-meta {ODF}><office:meta>{properties}</office:meta></office:document-meta>",
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest'
            f':1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/></manifest:manifest>',
        },
        zipfile.ZIP_STORED,
    )


def _table(sheet: Sheet) -> str:
    rows = ""
    for row in range(max((r for r, _ in sheet.cells), default=-1) + 1):
        last = max((c for r, c in sheet.cells if r == row), default=-1)
        cells = "".join(_ods_cell(sheet.at(row, column)) for column in range(last + 1))
        rows += f"<table:table-row>{cells or '<table:table-cell/>'}</table:table-row>"
    return f"<table:table table:name={quoteattr(sheet.title)}>{rows}</table:table>"


def _ods_cell(cell: Cell) -> str:
    formula = ' table:formula="of:=1"' if cell.formula else ""  # which one, no test asks
    match cell.kind:
        case Kind.EMPTY:
            return "<table:table-cell/>"
        case Kind.NUMBER:
            return f'<table:table-cell{formula} office:value-type="float" office:value="{cell.text}"/>'
        case _:
            lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.text.split("\n"))
            return f'<table:table-cell{formula} office:value-type="string">{lines}</table:table-cell>'


def xls_of(book: Book) -> bytes:
    """Return a book as an .xls file (BIFF8): values only, no names and no properties."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def begin(kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))

    def content(cell: Cell, row: int, column: int) -> bytes:
        place = struct.pack("<HHH", row, column, 0)
        if cell.kind is Kind.NUMBER:
            return record(0x0203, place + struct.pack("<d", float(cell.text)))
        text = cell.text[:4000]
        return record(0x0204, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))

    sheets = []
    for sheet in book.sheets:
        cells = (content(cell, *at) for at, cell in sorted(sheet.cells.items()) if cell.kind is not Kind.EMPTY)
        sheets.append(begin(0x0010) + b"".join(cells) + record(0x000A, b""))
    start = begin(0x0005) + record(0x0042, struct.pack("<H", 1200))
    titles = [sheet.title.encode("utf-16-le") for sheet in book.sheets]
    at = len(start) + sum(4 + 8 + len(title) for title in titles) + 4
    for title, made, sheet in zip(titles, sheets, book.sheets, strict=True):
        about = struct.pack("<IBBBB", at, sheet.hidden, 0, len(title) // 2, 1)
        start += record(0x0085, about + title)
        at += len(made)
    return ole("Workbook", start + record(0x000A, b"") + b"".join(sheets))
