"""The workbook as a plain value: cells, references, dates, digits."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from cchc_xlsx.model.book import (
    EMPTY,
    Book,
    Cell,
    Kind,
    Look,
    Sheet,
    a1,
    a1_area,
    cell,
    column_name,
    moment_of,
    plain,
    quoted,
    serial,
)


@given(st.integers(0, 16_383))
def test_columns_have_the_letters_excel_gives_them(column):
    assert column_name(column) == get_column_letter(column + 1)


def test_references_are_those_of_excel():
    assert a1(6, 3) == "D7"
    assert a1(6, 3, fixed="c") == "$D7"
    assert a1(6, 3, fixed="r") == "D$7"
    assert a1(6, 27, fixed="rc") == "$AB$7"
    assert a1_area((6, 3, 19, 4)) == "D7:E20"
    assert a1_area((6, 3, 19, 3), fixed="rc") == "$D$7:$D$20"


def test_a_title_is_quoted_as_formulas_want_it():
    assert quoted("LV 1") == "'LV 1'"
    assert quoted("O'Hara") == "'O''Hara'"


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (None, EMPTY), ("", EMPTY), ("chữ", Cell(Kind.TEXT, "chữ")), (Decimal("2.50"), Cell(Kind.NUMBER, "2.5")),
        (7, Cell(Kind.NUMBER, "7")), (0, Cell(Kind.NUMBER, "0")), (True, Cell(Kind.BOOLEAN, "TRUE")),
        (False, Cell(Kind.BOOLEAN, "FALSE")), (date(2023, 11, 30), Cell(Kind.NUMBER, "45260", date=True)),
        (datetime(2023, 11, 30, 12), Cell(Kind.NUMBER, "45260.5", date=True)),
    ],
)  # fmt: skip
def test_a_value_becomes_a_cell(value, wanted):
    assert cell(value) == wanted


def test_a_formula_keeps_its_result_even_where_that_is_nothing():
    assert cell("", "A1") == Cell(Kind.TEXT, "", "A1")
    assert cell(None, "A1") == Cell(Kind.EMPTY, formula="A1")


@given(st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31)).map(lambda d: d.replace(microsecond=0)))
def test_a_moment_is_excels_number_and_comes_back_to_the_second(moment):
    assert abs(Decimal(serial(moment)) - Decimal(to_excel(moment))) < Decimal("1e-6")
    assert moment_of(Decimal(serial(moment))) == moment


@pytest.mark.parametrize("number", ["1e12", "-1e12"])
def test_a_number_no_calendar_reaches_is_no_moment(number):
    assert moment_of(Decimal(number)) is None


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("2.50", "2.5"),
        ("1E+2", "100"),
        ("-0.00", "0"),
        ("0", "0"),
        ("100", "100"),
        ("1E-6", "0.000001"),
        ("-1.10", "-1.1"),
    ],
)
def test_digits_are_plain(number, text):
    assert plain(Decimal(number)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9))
def test_plain_digits_lose_nothing(number):
    assert Decimal(plain(number)) == number
    assert "E" not in plain(number)


SHEET = Sheet("một", {(0, 0): Cell(Kind.TEXT, "x")}, look=Look(protected=True))
BOOK = Book((SHEET, Sheet("hai")))


def test_a_cell_nobody_filled_is_empty():
    assert SHEET.at(5, 5) == EMPTY


def test_a_sheet_is_found_by_its_title():
    assert BOOK.sheet("một") is SHEET
    with pytest.raises(KeyError):
        BOOK.sheet("ba")


def test_typing_over_a_cell_changes_that_cell_alone():
    changed = BOOK.put("một", (2, 1), cell(5))
    assert changed.sheet("một").cells == {(0, 0): Cell(Kind.TEXT, "x"), (2, 1): Cell(Kind.NUMBER, "5")}
    assert changed.sheet("hai") is BOOK.sheet("hai")
    assert changed.sheet("một").look is SHEET.look
    assert BOOK.sheet("một").at(2, 1) == EMPTY


def test_emptying_a_cell_leaves_nothing_behind():
    assert BOOK.put("một", (0, 0), EMPTY).sheet("một").cells == {}


def test_two_sheets_are_equal_whatever_they_look_like():
    assert Sheet("một", {(0, 0): Cell(Kind.TEXT, "x")}) == SHEET
