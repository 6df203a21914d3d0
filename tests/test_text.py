"""Text from anywhere: cleaned, compared, made into file names, sorted."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_xlsx.text import clean, fold, numeric, pattern, slug


def test_decomposed_text_becomes_composed():
    assert clean(unicodedata.normalize("NFD", "Đơn vị Hà Bắc")) == "Đơn vị Hà Bắc"


@pytest.mark.parametrize("hidden", ["\u200b", "\ufeff", "\u200d", "\u202e", "\u2066", "\u00ad", "\x00", "\x07", "\x85"])
def test_what_cannot_be_seen_goes(hidden):
    assert clean(f"Hà{hidden} Bắc{hidden}") == "Hà Bắc"


@given(st.text() | st.text(" 'aàÀ\u0300đ\u00a0\u3000\n;", max_size=8))
def test_the_quick_way_of_ordinary_text_is_the_long_way(text):
    assert clean(text) == clean(f"\u200b{text}")  # what is invisible goes, and nothing else


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u2003", "\u3000", "\t", "  \u00a0 "])
def test_every_kind_of_blank_becomes_one_space(blank):
    assert clean(f"{blank}Hà{blank}Bắc{blank}") == "Hà Bắc"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_stay_apart(ending):
    assert clean(f" một {ending} hai {ending}") == "một\nhai"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Đông Hòa", "đông  hoà"), ("XÃ HÀ BẮC", "xa ha bac"), ("Tỉnh\u00a0Thanh Hóa", "tinh thanh hoa"),
     ("Đặc khu", "dac khu"), ("Straße", "strasse")],
)  # fmt: skip
def test_texts_are_one_whatever_their_marks_case_and_blanks(one, other):
    assert fold(one) == fold(other)


def test_different_letters_stay_different():
    assert len({fold(name) for name in ("Hà Bắc", "Hà Bác Hai", "Hà Đông", "Ha Tay")}) == 4


@pytest.mark.parametrize(
    ("text", "name"),
    [("Xã Hà Bắc", "xa-ha-bac"), ("Đặc khu Phú Quốc", "dac-khu-phu-quoc"), ("  A/B\\C:*?\"<>|.xlsx ", "a-b-c-xlsx"),
     ("../../etc", "etc"), ("中文", ""), ("", "")],
)  # fmt: skip
def test_a_slug_is_fit_for_any_file_system(text, name):
    assert slug(text) == name


@given(st.text())
def test_a_slug_is_ascii_without_anything_a_path_could_stumble_over(text):
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug(text).startswith("-")


def test_codes_sort_as_people_count():
    codes = ["3.2.10", "3.10", "10", "3.2.9", "3.2", "2", "3.2.9a", "A.1", "3"]
    assert sorted(codes, key=numeric) == ["2", "3", "3.2", "3.2.9", "3.2.10", "3.2.9a", "3.10", "10", "A.1"]


@given(st.lists(st.text("0123456789.abAB ²٣", max_size=8)))
def test_any_codes_can_be_sorted(codes):
    keys = [numeric(code) for code in sorted(codes, key=numeric)]
    assert all(one <= other for one, other in pairwise(keys))


def test_a_pattern_is_compiled_once_and_when_it_is_first_used(monkeypatch):
    compiled, plainly = [], re.compile
    monkeypatch.setattr(re, "compile", lambda *told: compiled.append(told) or plainly(*told))
    vowels = pattern("[aeo]", re.IGNORECASE)
    assert not compiled
    assert [vowels.sub("-", "Hoa") for _ in range(3)] == ["H--"] * 3
    assert compiled == [("[aeo]", re.IGNORECASE)]
    assert (vowels.fullmatch("E")[0], vowels.fullmatch("i"), vowels.pattern) == ("E", None, "[aeo]")
