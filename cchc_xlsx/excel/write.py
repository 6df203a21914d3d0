"""Writing a `Book` as an .xlsx file with xlsxwriter: every cell, every stored result, the same bytes each time."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import CellFormulaTuple, Worksheet

from cchc_xlsx.excel import chart, style
from cchc_xlsx.excel.heights import heights, lines_of
from cchc_xlsx.model.book import Book, Cell, Kind, Look, Page, Sheet, Validation, column_name

#: Written as the time of a book that has none of its own: a clock would make two runs differ.
CREATED = datetime(2020, 1, 1)
#: XML forbids these; they are cleaned at the door, and here once more for what did not come through it.
_ILLEGAL = dict.fromkeys([*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])
_LONGEST = 32_767
_MARGIN = 100  # characters on each side of a margin; Excel allows 255 in all, codes of fonts included
_ESCAPE = re.compile(r"(_x[0-9A-Fa-f]{4}_)")
#: Two things like an escape with one stroke between them: xlsxwriter would guard the first only.
_TWO_ESCAPES = re.compile(r"(_x[0-9A-Fa-f]{4})(?=_x[0-9A-Fa-f]{4}_)")


#: What xlsxwriter takes for an error where it is a formula's result.
ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))
#: A text is a text, whatever it looks like.
AS_TYPED = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def written(book: Book) -> bytes:
    """Return a book as the bytes of an .xlsx file; sheets that flow are held whole meanwhile (`flow.written` does not).

    The same book gives the same bytes.
    """
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, **AS_TYPED})
    compose(workbook, replace(book, sheets=tuple(sheet.whole() if sheet.flow else sheet for sheet in book.sheets)))
    workbook.close()
    return buffer.getvalue()


def compose(workbook: Workbook, book: Book, flowing: Callable[[Sheet, Formats], Worksheet] | None = None) -> None:
    """Put a book into an empty workbook of xlsxwriter; `flowing` makes the worksheet of a sheet that flows."""
    workbook.set_properties({"created": book.saved or CREATED, "author": "cchc_xlsx"})
    workbook.set_calc_mode("auto")
    for key, value in book.properties.items():
        workbook.set_custom_property(key, value, "text")
    formats = Formats(workbook)
    for sheet in book.sheets:
        made = partial(flowing, sheet, formats) if flowing and sheet.flow else Mended
        worksheet = workbook.add_worksheet(sheet.title, worksheet_class=made)
        for column, (width, hidden, name) in sheet.look.columns.items():
            worksheet.set_column(column, column, width, formats[name], {"hidden": hidden})
        if made is Mended:
            _cells(worksheet, sheet, formats)
        _look(workbook, worksheet, sheet, formats)
    for name, target in book.names.items():
        workbook.define_name(name, f"={target}")


class Formats:
    """The formats of one workbook, made when first asked for."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[str, Format] = {}

    def __getitem__(self, name: str) -> Format:
        if name not in self._made:
            self._made[name] = self._workbook.add_format(style.properties(name))
        return self._made[name]

    def condition(self, name: str) -> Format:
        """Return the format that a condition turns on."""
        key = f"?{name}"
        if key not in self._made:
            self._made[key] = self._workbook.add_format(style.CONDITIONS[name])
        return self._made[key]


class Mended(Worksheet):  # type: ignore[misc]
    """A worksheet with four ways of xlsxwriter mended.

    It marks every height as chosen by hand, so that rows would not grow when somebody types into them; it stores an
    empty text, where that is a formula's result, as no result at all; it writes 0.557 as 0.5570000000000001, with a
    digit more than a number needs to be itself; and it searches every formula for over a hundred functions newer than
    Excel 2010, of which ours use none: that took half of the time, and could change a text. The cells that there are
    most of it writes a piece at a time; here each is one line.
    """

    def _write_formula(self, row: int, col: int, formula: str, cell_format: Any = None, value: Any = 0) -> int:
        if outside := self._check_dimensions(row, col):
            return int(outside)
        self.table[row][col] = CellFormulaTuple(formula.removeprefix("="), cell_format, value)
        return 0

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        match type(cell).__name__:
            case "Blank":
                rest = "/>"
            case "String":
                rest = f' t="s"><v>{cell.string}</v></c>'
            case "Formula" if not isinstance(cell.value, bool) and cell.value not in ERRORS:
                kind = ' t="str"' if isinstance(cell.value, str) else ""
                rest = f"{kind}><f>{self._escape_data(cell.formula)}</f><v>{self._escape_data(cell.value)}</v></c>"
            case _:
                super()._write_cell(row, col, cell)
                return
        self.fh.write(f'<c r="{column_name(col)}{row + 1}" s="{cell.format._get_xf_index()}"{rest}')

    def _prepare_formula(self, formula: str, _expand: bool = False) -> str:
        return formula.removeprefix("=")

    def _xml_number_element(self, number: float, attributes: Any = ()) -> None:
        told = "".join(f' {key}="{value}"' for key, value in attributes)
        self.fh.write(f"<c{told}><v>{repr(number).removesuffix('.0')}</v></c>")

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        super()._xml_start_tag_unencoded(tag, _not_by_hand(tag, attributes))

    def _xml_empty_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        super()._xml_empty_tag_unencoded(tag, _not_by_hand(tag, attributes))


def _not_by_hand(tag: str, attributes: Any) -> Any:
    return [each for each in attributes if each[0] != "customHeight"] if tag == "row" else attributes


def _cells(worksheet: Worksheet, sheet: Sheet, formats: Formats) -> None:
    look = sheet.look
    for row, height in heights(sheet).items():
        chosen, hidden = look.rows.get(row, (None, False))
        worksheet.set_row(row, chosen or height, None, {"hidden": hidden})
    for row, column in sorted(set(sheet.cells) | set(look.styles) | set(look.links)):
        _cell(worksheet, row, column, sheet.at(row, column), look, formats)


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
    for each in look.charts:
        chart.insert(workbook, worksheet, each, sheet.title)
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


def _cell(worksheet: Worksheet, row: int, column: int, cell: Cell, look: Look, formats: Formats) -> None:
    name = look.styles.get((row, column), "")
    form = formats[name or ("moment" if cell.date else "")]
    link = look.links.get((row, column))
    if link:
        text = fit_text(cell.text)
        worksheet.write_url(row, column, link, form, string=text, tip=text[:255])
    elif cell.formula:
        worksheet.write_formula(row, column, f"={cell.formula}", form, stored_result(cell))
    else:
        match cell.kind:
            case Kind.EMPTY:
                worksheet.write_blank(row, column, None, form)
            case Kind.TEXT:
                worksheet.write_string(row, column, fit_text(cell.text), form)
            case Kind.NUMBER:
                worksheet.write_number(row, column, float(cell.text), form)
            case Kind.BOOLEAN:
                worksheet.write_boolean(row, column, cell.text == "TRUE", form)
            case Kind.ERROR:
                worksheet.write_formula(row, column, f"={cell.text}", form, cell.text)


def stored_result(cell: Cell) -> float | str | bool:
    """Return a formula's result as xlsxwriter takes it."""
    match cell.kind:
        case Kind.NUMBER:
            number = float(cell.text)
            return int(number) if number.is_integer() else number
        case Kind.BOOLEAN:
            return cell.text == "TRUE"
        case _:
            # xlsxwriter escapes what looks like an escape in strings, but not in the results of formulas.
            text = fit_text(cell.text)
            return _ESCAPE.sub(r"_x005F\1", text) if "_x" in text else text


def fit_text(text: str) -> str:
    """Return a text without what XML forbids and xlsxwriter would mistake, no longer than a cell can hold."""
    if text.isprintable() and "_x" not in text and text[:1] != "<" and len(text) <= _LONGEST:
        return text  # as nearly all are
    text = _TWO_ESCAPES.sub("\\1\u200b", text.translate(_ILLEGAL))
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # xlsxwriter would take it for rich text and write it as raw XML
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


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
