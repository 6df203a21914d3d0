"""Writing a `Book` as an .xlsx file with xlsxwriter: every cell, every stored result, the same bytes each time."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from cchc_xlsx.excel import chart, style
from cchc_xlsx.excel.content import fit_text
from cchc_xlsx.excel.content import stored_result as stored_result
from cchc_xlsx.excel.formats import Formats
from cchc_xlsx.excel.heights import lines_of
from cchc_xlsx.excel.laid import Laid
from cchc_xlsx.excel.packing import packed
from cchc_xlsx.model.book import Book, Look, Page, Sheet, Validation

#: Written as the time of a book that has none of its own: a clock would make two runs differ.
CREATED = datetime(2020, 1, 1)
_MARGIN = 100  # characters on each side of a margin; Excel allows 255 in all, codes of fonts included


def written(book: Book) -> bytes:
    """Return a book as the bytes of an .xlsx file; sheets that flow are held whole meanwhile (`flow.written` does not).

    The same book gives the same bytes.
    """
    buffer = io.BytesIO()
    with packed(buffer) as workbook:
        compose(workbook, book)
    return buffer.getvalue()


def compose(workbook: Workbook, book: Book, flowing: Callable[[Sheet, Formats], Laid] | None = None) -> None:
    """Put a book into an empty workbook of xlsxwriter; `flowing` makes the worksheet of a sheet that flows."""
    workbook.set_properties({"created": book.saved or CREATED, "author": "cchc_xlsx"})
    workbook.set_calc_mode("auto")
    for key, value in book.properties.items():
        workbook.set_custom_property(key, value, "text")
    formats = Formats(workbook)
    for sheet in book.sheets:
        kind = flowing if flowing and sheet.flow and not sheet.flow.few else Laid
        worksheet = workbook.add_worksheet(sheet.title, worksheet_class=partial(kind, sheet, formats))
        for column, (width, hidden, name) in sheet.look.columns.items():
            worksheet.set_column(column, column, width, formats[name], {"hidden": hidden})
        if kind is Laid:
            worksheet.lay()
        _look(workbook, worksheet, sheet, formats)
    for name, target in book.names.items():
        workbook.define_name(name, f"={target}")


def _look(workbook: Workbook, worksheet: Worksheet, sheet: Sheet, formats: Formats) -> None:
    look = sheet.look
    for (row, column), text in sorted(look.notes.items()):
        _note(worksheet, row, column, fit_text(text))
    for validation in look.validations:
        worksheet.data_validation(*validation.area, _validation(validation))
    for condition in look.conditions:
        worksheet.conditional_format(
            *condition.area,
            {"type": "formula", "criteria": f"={condition.formula}", "format": formats.condition(condition.style)},
        )
    for area, highest in look.scales:
        low, high = style.HEAT
        ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": float(highest)}
        worksheet.conditional_format(*area, {"type": "2_color_scale", "min_color": low, "max_color": high, **ends})
    if look.freeze:
        worksheet.freeze_panes(*look.freeze)
    if look.filter:
        worksheet.autofilter(*look.filter)
    if look.protected:
        worksheet.protect("", _ALLOWED)
    held = sheet.flow is None or sheet.flow.few
    for each in look.charts:
        chart.insert(workbook, worksheet, each, sheet.title, formats.charts if held else None)
    _page(worksheet, look)
    if look.tab:
        worksheet.set_tab_color(style.TABS[look.tab])
    worksheet.hide_gridlines(2)
    if sheet.hidden:
        worksheet.hide()
    elif look.active:
        worksheet.activate()
        worksheet.set_first_sheet()


_NOTE = (46, 320)  # the width of a comment in characters and in pixels
_NOTE_LINE = 17  # pixels


def _note(worksheet: Worksheet, row: int, column: int, text: str) -> None:
    """Put a comment at a cell, as large as its text."""
    characters, width = _NOTE
    lines = sum(lines_of(part, characters) for part in text.split("\n"))
    look = {"width": width, "height": lines * _NOTE_LINE + 14, "font_name": style.FONT, "font_size": 11}
    worksheet.write_comment(row, column, text, {"author": "cchc", **look})


#: Only structure is locked, and without a password: filter, sort, widths, heights and formats go on working.
_ALLOWED = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
    "insert_hyperlinks": True,
}


def _validation(validation: Validation) -> dict[str, Any]:
    options: dict[str, Any] = {
        "validate": "any",
        "input_title": validation.prompt_title,
        "input_message": validation.prompt,
        "show_error": bool(validation.formula) and validation.strict,
    }
    if validation.formula:
        options |= {"error_title": validation.error_title, "error_message": validation.error}
        if validation.choices and validation.formula.startswith('"'):
            options |= {"validate": "list", "source": validation.formula.strip('"').split(",")}
        elif validation.choices:
            options |= {"validate": "list", "source": f"={validation.formula}"}
        else:
            options |= {"validate": "custom", "value": f"={validation.formula}", "ignore_blank": True}
    return options


def _page(worksheet: Worksheet, look: Look) -> None:
    page = look.page
    worksheet.set_paper(9)  # A4
    if page.landscape:
        worksheet.set_landscape()
    worksheet.fit_to_pages(page.wide, int(page.single))
    worksheet.center_horizontally()
    # Nghị định 30/2020/NĐ-CP asks 20–25 mm above and below, 30–35 left, 15–20 right on portrait text pages; a table on
    # a landscape page is bound at its top, so there the wide margin lies above.
    if page.landscape:
        worksheet.set_margins(left=0.6, right=0.6, top=1.1 if page.left or page.right else 0.9, bottom=0.8)
    else:
        worksheet.set_margins(left=1.2, right=0.7, top=0.9, bottom=0.9)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # xlsxwriter takes the `&&G` of “A&G”, escaped as it asks, for a picture
        _margins(worksheet, page)
    if page.repeat:
        worksheet.repeat_rows(*page.repeat)
    if page.repeat_columns:
        worksheet.repeat_columns(*page.repeat_columns)
    if page.breaks:
        worksheet.set_h_pagebreaks(page.breaks)
    if page.area:
        worksheet.print_area(*page.area)


def _margins(worksheet: Worksheet, page: Page) -> None:
    if above := margin_above(page.left, page.right):
        worksheet.set_header(above, {"margin": 0.4})
    small = f'&"{style.FONT},Regular"&10'
    worksheet.set_footer(f"&L{small}{_margin(page.below, 150)}&R{small}&P/&N", {"margin": 0.4})


def margin_above(left: str, right: str) -> str:
    """Return the margin above a page as the file holds it, with its codes; "" where nothing stands there."""
    bold = f'&"{style.FONT},Bold"&11'
    return f"&L{bold}{_margin(left)}&R{bold}{_margin(right)}" if left or right else ""


def _margin(text: str, longest: int = _MARGIN) -> str:
    """Return a text for the margin; a digit right after a font's size would be taken for part of it."""
    text = fit_text(text)[:longest]
    # xlsxwriter takes `&G` for a picture even where the `&` is doubled.
    while len(escaped := re.sub(r"&&(?=[G[])", "&&\u200b", text.replace("&", "&&"))) > longest:
        text = text[:-1]
    return f" {escaped}" if text[:1].isdigit() else escaped
