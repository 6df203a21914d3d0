"""Points: what people type, what files write, what is shown."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_xlsx.model.book import plain
from cchc_xlsx.model.points import (
    difference,
    exact,
    far_too_large,
    out_of,
    points_told,
    readings,
    rounded,
    says_not_applicable,
    settled,
    shown,
    typed,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [("2", "2"), ("2,5", "2.5"), ("2.5", "2.5"), (" 2.5 ", "2.5"), ("\u00a02,5\u200b", "2.5"), ("02,50", "2.5"),
     ("2.5 điểm", "2.5"), ("2,5đ", "2.5"), ("2,5 đ.", "2.5"), ("2 points", "2"), ("２，５", "2.5"), ("-1", "-1"),
     ("+3", "3"), ("－1", "-1"), ("−1", "-1"), ("0", "0"), ("\ufeff3", "3"), ("2.5 đie\u0302\u0309m", "2.5"),
     ("2,5 ĐIỂM", "2.5"), ("2 diem", "2"), ("'2,5", "2.5"), ("’3", "3"), ("2.50", "2.5"), ("2½", "2.5"), ("½", "0.5"),
     ("¼", "0.25"), ("1 ½", "1.5"), ("1\u00a0¾ điểm", "1.75"), ("-½", "-0.5"), ("２½", "2.5"), ("3⅛", "3.125"),
     ("⅖", "0.4"), ("0½", "0.5"), ("0,000", "0"), ("0.250", "0.25"), ("0,125", "0.125"), ("1234", "1234")],
)  # fmt: skip
def test_what_a_person_means_by_a_number_is_understood(text, number):
    assert typed(text) == Decimal(number)
    assert str(typed(text)) == number


@pytest.mark.parametrize(
    "text",
    ["", " ", "hai điểm", "x", "-", "1/2", "15/17", "1,5/2", "1-2", "10%", "2²", "1_5", "nan", "inf", "1e3", "0x1",
     "2,5,1", "2.5.1", "1 000", "(2)", "≤2", "2;5", "đ", "điểm", "٣", "1,", ",5", "12345678",
     "–", "—", "không", "KAD", "⅓", "2⅔", "½½", "½2", "2,5½", "11⁄2", "1 1/2", "2 3", "2-3", "2 hoặc 3", "- 1", "--1",
     "1e2", "1E2", "+", "'", "''", "Infinity", "NaN", "0b1", "2,5 triệu", "2.5%", "#N/A", "1.2.3.4", "1:2",
     "0,5,", "２²"],
)  # fmt: skip
def test_what_is_no_number_is_none(text):
    assert typed(text) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("1.000", ["1", "1000"]), ("1,000", ["1", "1000"]), ("12.500", ["12.5", "12500"]), ("-1.250", ["-1.25", "-1250"]),
     ("999,999 điểm", ["999.999", "999999"]), ("1 000", ["1000"]), ("1\u00a0000", ["1000"]), ("1'000", ["1000"]),
     ("1.234,5", ["1234.5"]), ("1,234.5", ["1234.5"]), ("1.234.567", ["1234567"]), ("1 234,50", ["1234.5"])],
)  # fmt: skip
def test_one_or_a_thousand_is_not_guessed_and_every_reading_is_told(text, numbers):
    assert typed(text) is None
    assert [str(number) for number in readings(text)] == numbers


@pytest.mark.parametrize("text", ["x", "", "2.5.1", "1,234,5", "0.000.000", "12.34.567", "1_000", "4/5"])
def test_what_is_no_number_has_no_readings(text):
    assert readings(text) == ()


@pytest.mark.parametrize(
    ("text", "points", "maximum"),
    [("4/5.5", "4", "5.5"), ("4/5,5", "4", "5.5"), ("15/17", "15", "17"), (" 4 / 5,50 điểm", "4", "5.5"),
     ("4đ/5đ", "4", "5"), ("½/1", "0.5", "1"), ("４／５", "4", "5"), ("-1/5", "-1", "5"), ("0/3", "0", "3"),
     ("6/5", "6", "5")],
)  # fmt: skip
def test_points_out_of_a_maximum_are_told_apart(text, points, maximum):
    assert out_of(text) == (Decimal(points), Decimal(maximum))
    assert typed(text) is None


@pytest.mark.parametrize(
    "text", ["", "/", "4/", "/5", "4", "1/2/2024", "1.000/5", "4/1.000", "x/5", "12/KH", "4//5", "4:5"]
)
def test_what_is_no_points_out_of_a_maximum_is_none(text):
    assert out_of(text) is None


@given(st.text())
def test_any_text_can_be_read(text):
    number, pair = typed(text), out_of(text)
    assert number is None or readings(text) == (number,)
    assert number is None or pair is None
    says_not_applicable(text)


@pytest.mark.parametrize(
    ("digits", "number"),
    [("2.5", "2.5"), ("0.30000000000000004", "0.3"), ("2.4999999999999996", "2.5"), ("0.0000012", "0.0000012"),
     ("1E-13", "0"), ("5.5511151231257827e-17", "0"), ("25E-1", "2.5"),
     ("100", "100"), ("-0", "0"), ("0.1234567", "0.1234567"), ("12.3456789012", "12.3456789012"),
     ("0.33333333333333331", "0.333333333333"), ("46054", "46054")],
)  # fmt: skip
def test_a_files_digits_lose_the_dust_of_binary_arithmetic_and_nothing_else(digits, number):
    assert str(exact(digits)) == number


@pytest.mark.parametrize(
    "digits",
    [
        "",
        "x",
        "1_5",
        "٣",
        "１",
        "0x1",
        "1e",
        "1" * 100_000,
        "1E9999999",
        "NaN",
        "INF",
        "-Infinity",
        "1E400",
        "1" * 30,
        "1 2",
    ],
)
def test_what_is_no_finite_number_of_reasonable_size_is_none(digits):
    assert exact(digits) is None


@given(st.decimals(-(10**6), 10**6, places=6) | st.decimals(-100, 100, places=12))
def test_decimals_survive_a_float(number):
    assert exact(repr(float(number))) == number


@given(st.decimals(-999, 999, places=12))
def test_no_digit_of_a_score_typed_as_text_is_lost(number):
    assert typed(f"{number:f}".replace(".", ",")) == number


@pytest.mark.parametrize("text", ["1e308", "1E400", "9999999", "-1e9", "12345678,5", "1" * 40])
def test_a_number_that_no_score_can_be_is_known_as_one(text):
    assert far_too_large(text)
    assert typed(text) is None


@pytest.mark.parametrize("text", ["999999", "2,5", "x", "", "1e", "NaN", "1 000 000"])
def test_what_may_be_a_score_or_is_no_number_is_not_too_large(text):
    assert not far_too_large(text)


def test_sums_that_differ_by_what_binary_leaves_are_the_same():
    assert difference(Decimal(1), Decimal("0.999999999999")) == 0
    assert difference(Decimal("1.01"), Decimal(1)) == Decimal("0.01")


@given(st.decimals(-1000, 1000, places=9))
def test_settling_is_done_once(number):
    assert settled(settled(number)) == settled(number)


@pytest.mark.parametrize(
    "text", ["KAD", "kad", " KAD ", "KAD.", "(KAD)", "Không áp dụng", "KHÔNG ÁP DỤNG", "khong ap dung", "N/A", "n/a",
             "Not applicable", "KAD - không áp dụng", "KAD – Không áp dụng", "K.A.D", "k.a.d.", "K A D",
             "Không áp dụng (KAD)", "KAD (không áp dụng)", "KAD: không áp dụng", "Kho\u0302ng a\u0301p du\u0323ng",
             "KA\u200bD",             " không\u00a0 áp  dụng. ", "[KAD]", "N/A (not applicable)"]
)  # fmt: skip
def test_not_applicable_is_known_however_it_is_written(text):
    assert says_not_applicable(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "không",
        "K",
        "KADA",
        "áp dụng",
        "KAD 2",
        "N",
        "không áp dụng vì chưa có",
        "-",
        "x",
        "#N/A",
        "na",
        "có áp dụng",
        "KAD?",
        "()",
    ],
)
def test_what_may_mean_something_else_is_not_taken_for_not_applicable(text):
    assert not says_not_applicable(text)


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [("2.5", 0, "3"), ("1.5", 0, "2"), ("0.125", 2, "0.13"), ("-0.125", 2, "-0.13"), ("94.994999", 2, "94.99"),
     ("94.995", 2, "95.00"), ("2", 2, "2.00"), ("0.0000005", 6, "0.000001")],
)  # fmt: skip
def test_rounding_is_half_up_as_taught_at_school(number, decimals, text):
    assert str(rounded(Decimal(number), decimals)) == text


def test_points_are_told_in_all_their_digits_or_rounded_where_they_have_no_end():
    assert points_told(Decimal("26.0255"), "vi", 2) == "26,0255"
    assert points_told(Decimal(200) / 3, "vi", 2) == "66,67"
    assert points_told(None, "vi", 2) == "–"


def test_a_number_is_shown_with_the_languages_decimal_sign():
    assert shown(Decimal("2.50"), "vi") == "2,5"
    assert shown(Decimal("2.50"), "en") == "2.5"
    assert shown(Decimal("94.5"), "vi", 2) == "94,50"
    assert shown(Decimal(200) / 3, "vi") == "66,666667"
    assert shown(Decimal(100), "vi") == "100"
    assert shown(Decimal("1E+2"), "en") == "100"


@pytest.mark.parametrize("decimals", [None, 2])
def test_what_is_absent_is_a_dash_and_never_a_zero(decimals):
    assert shown(None, "vi", decimals) == "–"


@pytest.mark.parametrize("language", ["vi", "en"])
@given(number=st.decimals(-999, 999, places=3))
def test_what_is_shown_is_understood_when_typed(language, number):
    text = shown(number, language)
    if abs(number) >= 1 and len(plain(number).partition(".")[2]) == 3:  # 1,125 might be a thousand and more
        assert readings(text) == (number, number * 1000)
    else:
        assert typed(text) == number
