"""Mishaps: what people and programs do to a workbook between sending and receiving, as changes of a book."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType

from cchc_xlsx.model.book import Book, Cell, Kind, Position, Sheet, serial

Change = Callable[[Book], Book]


def on(title: str, change: Callable[[Sheet], Sheet]) -> Change:
    """Return the change of one sheet of a book."""

    def after(book: Book) -> Book:
        return replace(book, sheets=tuple(change(s) if s.title == title else s for s in book.sheets))

    return after


def moved(sheet: Sheet, where: Callable[[int, int], Position | None]) -> Sheet:
    """Return a sheet whose cells stand elsewhere; a cell that goes nowhere is gone."""
    cells = {new: cell for (row, column), cell in sheet.cells.items() if (new := where(row, column)) is not None}
    return replace(sheet, cells=MappingProxyType(cells))


def edited(sheet: Sheet, change: Callable[[int, int, Cell], Cell | None]) -> Sheet:
    """Return a sheet whose cells are changed one by one; None takes a cell away."""
    cells = {at: new for at, cell in sheet.cells.items() if (new := change(*at, cell)) is not None}
    return replace(sheet, cells=MappingProxyType(cells))


def sheet_renamed(title: str, to: str = "Bảng điểm mới") -> Change:
    return on(title, lambda sheet: replace(sheet, title=to))


def sheets_reordered(book: Book) -> Book:
    return replace(book, sheets=tuple(reversed(book.sheets)))


def sheets_hidden(book: Book) -> Book:
    return replace(book, sheets=tuple(replace(sheet, hidden=True) for sheet in book.sheets))


def sheet_copied(title: str, change: Callable[[Sheet], Sheet] = lambda sheet: sheet) -> Change:
    def after(book: Book) -> Book:
        copy = change(replace(book.sheet(title), title=f"{title} (2)"))
        return replace(book, sheets=(*book.sheets, copy))

    return after


def sheet_added(book: Book) -> Book:
    own = Sheet("Ghi chép riêng", {(0, 0): Cell(Kind.TEXT, "Mã"), (1, 0): Cell(Kind.TEXT, "1.1")})
    return replace(book, sheets=(own, *book.sheets))


def row_inserted(title: str, at: int, text: str = "") -> Change:
    def change(sheet: Sheet) -> Sheet:
        shifted = moved(sheet, lambda row, column: (row + (row >= at), column))
        return replace(shifted, cells={**shifted.cells, (at, 3): Cell(Kind.TEXT, text)}) if text else shifted

    return on(title, change)


def row_deleted(title: str, at: int) -> Change:
    return on(title, lambda s: moved(s, lambda row, column: None if row == at else (row - (row > at), column)))


def rows_sorted(title: str, first: int, last: int) -> Change:
    """Turn the rows upside down, as sorting by another column would."""
    return on(title, lambda s: moved(s, lambda r, c: (first + last - r, c) if first <= r <= last else (r, c)))


def column_inserted(title: str, at: int) -> Change:
    return on(title, lambda s: moved(s, lambda row, column: (row, column + (column >= at))))


def column_deleted(title: str, at: int) -> Change:
    return on(title, lambda s: moved(s, lambda r, c: None if c == at else (r, c - (c > at))))


def column_moved(title: str, at: int, to: int) -> Change:
    def where(row: int, column: int) -> Position:
        return row, to if column == at else at if column == to else column

    return on(title, lambda sheet: moved(sheet, where))


def cells_emptied(title: str, places: Iterable[Position]) -> Change:
    gone = set(places)
    return on(title, lambda s: edited(s, lambda r, c, cell: None if (r, c) in gone else cell))


def texts_in_nfd(book: Book) -> Book:
    def change(_r: int, _c: int, cell: Cell) -> Cell:
        return replace(cell, text=unicodedata.normalize("NFD", cell.text)) if cell.kind is Kind.TEXT else cell

    return replace(book, sheets=tuple(edited(sheet, change) for sheet in book.sheets))


def codes_as_numbers(title: str, column: int, first: int) -> Change:
    """Turn printed codes of one or two levels into numbers, as some libraries do: 7.10 becomes 7.1."""

    def change(row: int, at: int, cell: Cell) -> Cell:
        if at != column or row < first or cell.text.count(".") > 1 or not cell.text.replace(".", "").isdecimal():
            return cell
        return Cell(Kind.NUMBER, format(Decimal(cell.text).normalize(), "f"))

    return on(title, lambda sheet: edited(sheet, change))


def code_as_date(title: str, place: Position, moment: datetime) -> Change:
    return on(title, lambda s: replace(s, cells={**s.cells, place: Cell(Kind.NUMBER, serial(moment), date=True)}))


def carriers_dropped(book: Book) -> Book:
    """Leave only the identity in the cells, as some programs do."""
    sheets = tuple(sheet for sheet in book.sheets if sheet.title != "cchc")
    return replace(book, sheets=sheets, names={}, properties={})


def typed(book: Book, title: str, values: Mapping[Position, Cell]) -> Book:
    for place, cell in values.items():
        book = book.put(title, place, cell)
    return book
