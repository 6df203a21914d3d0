"""Formulas of bare figures are reckoned exactly; anything else is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_xlsx.model.arithmetic import result


@pytest.mark.parametrize(
    ("formula", "number"),
    [("2+0.5", "2.5"), ("=2", "2"), ("1-2-3", "-4"), ("2+3*4", "14"), ("(2+3)*4", "20"), ("8/4/2", "1"), ("-2+5", "3"),
     ("+2+3", "5"), ("2--3", "5"), ("-(1+2)", "-3"), ("50%", "0.5"), ("10*50%%", "0.05"), ("-50%", "-0.5"),
     ("0.1+0.2", "0.3"), ("10/3", "3.333333333333"), ("10/3*3", "10"), ("SUM(1,2.5)", "3.5"), ("sum(1;2;3)", "6"),
     ("SUM((1+2)*2,-1)", "5"), ("ROUND(10/3,2)", "3.33"), ("ROUND(2.5,0)", "3"), ("ROUND(-2.5,0)", "-3"),
     ("ROUND(125,-1)", "130"), ("ROUND(SUM(1,2)/7;1)", "0.4"), (" 2 + 3 ", "5"), (".5+1.", "1.5"), ("0*5", "0")],
)  # fmt: skip
def test_plain_arithmetic_is_reckoned_as_a_spreadsheet_does(formula, number):
    assert str(result(formula)) == number


@pytest.mark.parametrize(
    "formula",
    ["", "=", "A1", "A1+1", "$G$7*2", "SUM(A1:A3)", "SUM()", "SUM 1", "SUM", "ROUND(1)", "ROUND(1,2,3)", "ROUND(1,0.5)",
     "ROUND(1,99)", "IF(1,2,3)", "2^3", "2+", "*2", "2 3", "(2", "2)", "()", "2,5", "1.5.2", '"2"', "2&3", "1E2", "1=1",
     "1/0", "1/(2-2)", "5%%)", "[1]a!A1", "PI()", "２+3", "٣", "TODAY()", "?", "cmd|'/c calc'!A0", "1000000*1000000",
     "(" * 21 + "1" + ")" * 21, "1+" * 300 + "1", "9" * 16],
)  # fmt: skip
def test_what_is_more_than_figures_or_has_no_result_is_left_alone(formula):
    assert result(formula) is None


def test_brackets_may_stand_in_brackets_as_people_write_them():
    assert result("(" * 20 + "1" + ")" * 20) == 1


@given(st.text(st.sampled_from("0123456789.+-*/%(),; SUMROND"), max_size=40))
def test_any_formula_gives_a_number_or_nothing(formula):
    found = result(formula)
    assert found is None or found.is_finite()


@given(st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=8))
def test_a_sum_written_out_is_the_sum(numbers):
    formula = "+".join(format(number, "f") for number in numbers)
    assert result(formula) == result(f"SUM({formula.replace('+', ',')})") == sum(numbers, Decimal(0))
