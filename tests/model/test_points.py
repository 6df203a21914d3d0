"""Points: what people type, what files write, what is shown."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_xlsx.model.points import exact, rounded, says_not_applicable, settled, shown, typed


@pytest.mark.parametrize(
    ("text", "number"),
    [("2", "2"), ("2,5", "2.5"), ("2.5", "2.5"), (" 2.5 ", "2.5"), ("\u00a02,5\u200b", "2.5"), ("02,50", "2.5"),
     ("2.5 điểm", "2.5"), ("2,5đ", "2.5"), ("2,5 đ.", "2.5"), ("2 points", "2"), ("２，５", "2.5"), ("-1", "-1"),
     ("+3", "3"), ("－1", "-1"), ("0", "0"), ("0,000", "0"), ("0.250", "0.25"), ("0,125", "0.125"), ("1234", "1234")],
)  # fmt: skip
def test_what_a_person_means_by_a_number_is_understood(text, number):
    assert typed(text) == Decimal(number)
    assert str(typed(text)) == number


@pytest.mark.parametrize(
    "text",
    ["", " ", "hai điểm", "x", "-", "1/2", "15/17", "1,5/2", "1-2", "10%", "½", "2²", "1_5", "nan", "inf", "1e3", "0x1",
     "2,5,1", "2.5.1", "1 000", "(2)", "≤2", "2;5", "đ", "điểm", "٣", "1,", ",5", "12345678"],
)  # fmt: skip
def test_what_is_no_number_is_none(text):
    assert typed(text) is None


@pytest.mark.parametrize("text", ["1.000", "1,000", "12.500", "-1.250", "999,999"])
def test_one_or_a_thousand_is_not_guessed(text):
    assert typed(text) is None


@pytest.mark.parametrize(
    ("digits", "number"),
    [("2.5", "2.5"), ("0.30000000000000004", "0.3"), ("2.4999999999999996", "2.5"), ("1E-7", "0"), ("25E-1", "2.5"),
     ("100", "100"), ("-0", "0"), ("0.1234565", "0.123457"), ("46054", "46054")],
)  # fmt: skip
def test_a_files_digits_lose_the_dust_of_binary_arithmetic_and_nothing_else(digits, number):
    assert str(exact(digits)) == number


@pytest.mark.parametrize("digits", ["", "x", "NaN", "INF", "-Infinity", "1E400", "1" * 30, "1 2"])
def test_what_is_no_finite_number_of_reasonable_size_is_none(digits):
    assert exact(digits) is None


@given(st.decimals(-(10**6), 10**6, places=6))
def test_six_decimals_survive_a_float(number):
    assert exact(repr(float(number))) == number


@given(st.decimals(-1000, 1000, places=9))
def test_settling_is_done_once(number):
    assert settled(settled(number)) == settled(number)


@pytest.mark.parametrize(
    "text", ["KAD", "kad", " KAD ", "KAD.", "(KAD)", "Không áp dụng", "KHÔNG ÁP DỤNG", "khong ap dung", "N/A", "n/a",
             "Not applicable", "KAD - không áp dụng", "KAD – Không áp dụng"]
)  # fmt: skip
def test_not_applicable_is_known_however_it_is_written(text):
    assert says_not_applicable(text)


@pytest.mark.parametrize("text", ["", "0", "không", "K", "KADA", "áp dụng", "KAD 2", "N", "không áp dụng vì chưa có"])
def test_what_may_mean_something_else_is_not_taken_for_not_applicable(text):
    assert not says_not_applicable(text)


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [("2.5", 0, "3"), ("1.5", 0, "2"), ("0.125", 2, "0.13"), ("-0.125", 2, "-0.13"), ("94.994999", 2, "94.99"),
     ("94.995", 2, "95.00"), ("2", 2, "2.00"), ("0.0000005", 6, "0.000001")],
)  # fmt: skip
def test_rounding_is_half_up_as_taught_at_school(number, decimals, text):
    assert str(rounded(Decimal(number), decimals)) == text


def test_a_number_is_shown_with_the_languages_decimal_sign():
    assert shown(Decimal("2.50"), "vi") == "2,5"
    assert shown(Decimal("2.50"), "en") == "2.5"
    assert shown(Decimal("94.5"), "vi", 2) == "94,50"
    assert shown(Decimal(100), "vi") == "100"
    assert shown(Decimal("1E+2"), "en") == "100"


@pytest.mark.parametrize("decimals", [None, 2])
def test_what_is_absent_is_a_dash_and_never_a_zero(decimals):
    assert shown(None, "vi", decimals) == "–"


@given(st.decimals(-999, 999, places=3))
def test_what_is_shown_in_vietnamese_is_understood_when_typed(number):
    text = shown(number, "vi")
    assert typed(text) in (number, None)  # None: 1,125 might be a thousand and more
    assert (typed(text) is None) == (len(text.partition(",")[2]) == 3 and abs(number) >= 1)
