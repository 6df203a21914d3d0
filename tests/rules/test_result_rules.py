"""Results themselves: what is worth knowing before they are published."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from cchc_xlsx.model.summary import Result, Scorecard, Status
from cchc_xlsx.rules import look_at
from tests.rules.builders import BANDS, UNITS, band, campaign, only


def ranked(index: str, rank: int | None = 1) -> Result:
    value = Decimal(index)
    return Result(UNITS[0], Status.COMPLETE, Scorecard(value, Decimal(100), value, (), ()), rank, 1, "Khá")


@pytest.mark.parametrize("index", ["79.99", "79.999999", "80", "80.01"])
def test_an_index_within_a_hundredth_of_a_bound_is_noted(index: str) -> None:
    found = only(look_at([ranked(index)], campaign(bands=BANDS)), "index_near_bound")
    assert found.unit == "05596"
    assert not found.blocking
    assert "80 %" in found.message.vi


@pytest.mark.parametrize("index", ["79.989999", "80.010001", "65"])
def test_an_index_further_off_is_not(index: str) -> None:
    assert look_at([ranked(index)], campaign(bands=BANDS)) == ()


def test_the_note_shows_the_digits_that_decide() -> None:
    assert "79,99996 %" in only(look_at([ranked("79.99996")], campaign(bands=BANDS)), "index_near_bound").message.vi


def test_a_unit_that_is_not_ranked_is_near_nothing() -> None:
    assert look_at([replace(ranked("80"), rank=None)], campaign(bands=BANDS)) == ()


def test_between_two_bounds_that_lie_close_both_are_named() -> None:
    found = look_at([ranked("80.005")], campaign(bands=(band("Tốt", "80"), band("Rất tốt", "80.01", 5))))
    assert sorted(finding.name for finding in found) == ["index_near_bound"] * 2
