"""LibreOffice does for the tests what `office.py` says it does."""

from __future__ import annotations

import pytest
import xlsxwriter
from openpyxl import load_workbook

from tests import office

pytestmark = pytest.mark.office


@pytest.fixture
def workbook(tmp_path):
    """A sheet with a locked cell, open cells of which one has a limit, and a formula whose stored result is wrong."""
    path = tmp_path / "sổ.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Tự chấm")
        is_open = book.add_format({"locked": False})
        sheet.write_number("A1", 1)
        for cell in ("A2", "A3", "A4"):
            sheet.write_blank(cell, None, is_open)
        sheet.data_validation("A2", {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 2})
        sheet.write_formula("B1", "=SUM(A1:A4)", None, 99)
        sheet.protect()
    return path


def values(path, *cells):
    sheet = load_workbook(path, data_only=True)["Tự chấm"]
    return [sheet[cell].value for cell in cells]


def test_a_conversion_keeps_stored_results(workbook, tmp_path):
    assert values(office.convert(workbook, "xlsx", tmp_path / "out"), "B1") == [99]


def test_recalculated_computes_them_anew(workbook, tmp_path):
    assert values(office.recalculated(workbook, tmp_path / "out"), "B1") == [1]


def test_numbers_and_texts_are_typed_as_by_a_person(workbook, tmp_path):
    cells = {("Tự chấm", "A2"): 0.5, ("Tự chấm", "A3"): "2.5", ("Tự chấm", "A4"): "hai điểm"}
    out = office.type_into(workbook, tmp_path / "out.xlsx", cells)
    assert values(out, "A2", "A3", "A4", "B1") == [0.5, 2.5, "hai điểm", 4]


def test_vietnamese_settings_keep_a_decimal_point_as_text(workbook, tmp_path):
    cells = {("Tự chấm", "A3"): "2.5", ("Tự chấm", "A4"): "2,5"}
    out = office.type_into(workbook, tmp_path / "out.xlsx", cells, locale="vi-VN")
    assert values(out, "A3", "A4", "B1") == ["2.5", 2.5, 3.5]


def test_a_locked_cell_refuses(workbook, tmp_path):
    with pytest.raises(AssertionError, match="locked"):
        office.type_into(workbook, tmp_path / "out.xlsx", {("Tự chấm", "A1"): 2})
