"""Words in both languages: what is filled in, and one or many."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cchc_xlsx.model.points import filled
from cchc_xlsx.terms import Words

CELLS = Words("{count} ô", "{count} {count:cell is|cells are} wrong")


@pytest.mark.parametrize(
    ("count", "en"),
    [
        (0, "0 cells are wrong"),
        (1, "1 cell is wrong"),
        (2, "2 cells are wrong"),
        (Decimal(1), "1 cell is wrong"),
        (Decimal("1.0"), "1 cell is wrong"),
        (Decimal("0.5"), "0.5 cells are wrong"),
    ],
)
def test_an_english_noun_goes_with_its_number(count: Decimal | int, en: str) -> None:
    assert filled(CELLS, count=count).en == en
    assert filled(CELLS, count=count).vi == en.split()[0].replace(".", ",") + " ô"


def test_numbers_are_counted_where_one_language_is_said() -> None:
    assert CELLS.say("en", count=1) == "1 cell is wrong"
    assert CELLS.say("vi", count=1) == "1 ô"
