"""The short text by which a workbook says whose it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_xlsx.model.identity import Identity, identity_in

_visible = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="|"), min_size=1, max_size=30)
identities = st.builds(
    Identity,
    _visible,
    _visible,
    st.integers(0, 9999),
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=12, max_size=12),
)
ONE = Identity("ha-trung-2023", "15280", 1, "ABCDEFGH2345")


@given(identities)
def test_an_identity_is_read_back_from_its_text(identity):
    assert identity_in(str(identity)) == identity


@given(identities)
def test_its_text_is_ascii_on_one_line(identity):
    assert str(identity).isascii()
    assert str(identity).isprintable()


def test_its_form_is_what_older_workbooks_carry():
    assert str(ONE) == "CCHC1|ha-trung-2023|15280|1|ABCDEFGH2345"


@pytest.mark.parametrize("around", ["{}", "  {}  ", "'{}", "Mã tệp: {}", "{}\n", "{} (không sửa)"])
def test_an_identity_is_found_with_something_around_it(around):
    assert identity_in(around.format(ONE)) == ONE


@pytest.mark.parametrize(
    "text",
    ["", "CCHC1", "CCHC1|campaign-workbook", "CCHC1|a|b|1|", "CCHC1|a|b|một|ABCDEFGH2345", "CCHC1|a|b|1|abcdefgh2345",
     "CCHC1||b|1|ABCDEFGH2345", "CCHC1|a b|c|1|ABCDEFGH2345", "CCHC2|a|b|1|ABCDEFGH2345", "CCHC1|á|b|1|ABCDEFGH2345"],
)  # fmt: skip
def test_what_is_cut_or_changed_is_no_identity(text):
    assert identity_in(text) is None
