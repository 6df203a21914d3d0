"""The criteria set: the tree told by codes, and what a score may be."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from cchc_xlsx.model.criteria import CriteriaSet, Criterion, Source, Verdict
from cchc_xlsx.model.place import Place
from tests.strategies import criteria_sets

SET = CriteriaSet(
    (
        Criterion("1", "A", Decimal(6)),
        Criterion("1.1", "A1", Decimal(2)),
        Criterion("1.10", "A10", Decimal(1)),
        Criterion("1.2", "A2", Decimal(3)),
        Criterion("1.2.1", "A21", Decimal(3)),
        Criterion("2", "Điều tra", Decimal(4), source=Source.SURVEY),
        Criterion("3", "Thưởng", Decimal(1), source=Source.BONUS),
        Criterion("4", "Phạt", Decimal(2), source=Source.PENALTY),
    )
)


def codes(criteria):
    return [c.code for c in criteria]


def test_the_tree_is_told_by_the_codes():
    assert codes(SET.areas) == ["1", "2", "3", "4"]
    assert codes(SET.children("1")) == ["1.1", "1.10", "1.2"]
    assert codes(SET.below("1")) == ["1.1", "1.10", "1.2", "1.2.1"]
    assert codes(SET.leaves) == ["1.1", "1.10", "1.2.1", "2", "3", "4"]
    assert codes(SET.leaves_of("1.2")) == ["1.2.1"]
    assert codes(SET.leaves_of("1.1")) == ["1.1"]
    assert SET.leaves_of("9") == ()
    assert (SET.area_of("1.2.1"), SET.depth("1.2.1"), SET.depth("1")) == ("1", 3, 1)


def test_a_code_that_begins_alike_is_no_child():
    """7.1 and 7.10 are two criteria, and 1 is no parent of 10.1."""
    criteria = CriteriaSet((Criterion("1", "x", None), Criterion("10", "x", None), Criterion("10.1", "x", None)))
    assert criteria.is_leaf("1")
    assert codes(criteria.leaves_of("10")) == ["10.1"]


def test_the_unit_scores_all_leaves_but_the_surveys():
    assert codes(SET.scored) == ["1.1", "1.10", "1.2.1", "3", "4"]


def test_the_whole_leaves_bonus_and_penalty_out():
    assert SET.maximum == 10


def test_a_code_twice_or_without_a_parent_breaks_nothing():
    twice = CriteriaSet(
        (Criterion("1", "erste", Decimal(1)), Criterion("1", "zweite", Decimal(2)), Criterion("2.1", "x", None))
    )
    assert twice.by_code["1"].name == "erste"
    assert len(twice) == 3
    assert codes(twice.leaves) == ["1", "2.1"]
    assert twice.maximum == 1


@pytest.mark.parametrize(("slip", "meant"), [("8.2.3.2", "8.3.2.2"), ("4.1.5", "4.1.4"), ("xyz", ""), ("", "")])
def test_the_nearest_known_code_is_found_for_a_slip(slip, meant):
    criteria = CriteriaSet(tuple(Criterion(code, "x", None) for code in ("8.3.2.2", "4.1.4", "7.1")))
    assert criteria.nearest(slip) == meant


PLAIN = Criterion("1", "x", Decimal(2))
LIST = replace(PLAIN, allowed=(Decimal(0), Decimal("0.5"), Decimal(2)))
STEP = replace(PLAIN, step=Decimal("0.25"))
PENALTY = replace(PLAIN, source=Source.PENALTY, step=Decimal("0.5"))


@pytest.mark.parametrize(
    ("criterion", "score", "verdict"),
    [
        (PLAIN, "0", Verdict.FINE), (PLAIN, "2", Verdict.FINE), (PLAIN, "2.0", Verdict.FINE),
        (PLAIN, "1.37", Verdict.FINE),
        (PLAIN, "2.000001", Verdict.ABOVE), (PLAIN, "-0.000001", Verdict.BELOW),
        (LIST, "0.5", Verdict.FINE), (LIST, "0.50", Verdict.FINE), (LIST, "1", Verdict.OFF_LIST),
        (LIST, "3", Verdict.ABOVE),
        (STEP, "1.75", Verdict.FINE), (STEP, "1.8", Verdict.OFF_STEP), (STEP, "0", Verdict.FINE),
        (STEP, "-1", Verdict.BELOW),
        (replace(LIST, step=Decimal(2)), "0.5", Verdict.FINE),  # a list says it all
        (PENALTY, "0", Verdict.FINE), (PENALTY, "-1.5", Verdict.FINE), (PENALTY, "-2", Verdict.FINE),
        (PENALTY, "-1.2", Verdict.OFF_STEP), (PENALTY, "-2.5", Verdict.BELOW), (PENALTY, "0.5", Verdict.ABOVE),
        (replace(PENALTY, maximum=Decimal(-2)), "-2", Verdict.FINE),
        (replace(PLAIN, maximum=None), "1", Verdict.ABOVE), (replace(PLAIN, maximum=None), "0", Verdict.FINE),
    ],
)  # fmt: skip
def test_a_score_is_judged_by_what_the_criterion_allows(criterion, score, verdict):
    assert criterion.verdict(Decimal(score)) is verdict


def test_the_key_of_a_row_is_a_text_to_every_program():
    assert Criterion("1.10", "x", None).key == "TC-1.10"


def test_the_fingerprint_is_short_ascii_and_stays():
    assert SET.fingerprint == CriteriaSet(SET.criteria).fingerprint
    assert SET.fingerprint.isascii()
    assert len(SET.fingerprint) == 12
    same = CriteriaSet(tuple(replace(c, maximum=Decimal(f"{c.maximum}.00"), place=Place("a", "b", 1, 2)) for c in SET))
    assert same.fingerprint == SET.fingerprint


@pytest.mark.parametrize(
    "change",
    [{"code": "1.3"}, {"name": "khác"}, {"maximum": Decimal("2.5")}, {"maximum": None}, {"source": Source.BONUS}],
)
def test_the_fingerprint_changes_with_what_is_scored(change):
    changed = CriteriaSet((SET.criteria[0], replace(SET.criteria[1], **change), *SET.criteria[2:]))
    assert changed.fingerprint != SET.fingerprint


def test_the_fingerprint_changes_with_the_order():
    assert CriteriaSet(SET.criteria[::-1]).fingerprint != SET.fingerprint


@given(criteria_sets())
def test_every_leaf_belongs_to_one_area_and_nothing_is_lost(criteria):
    of_areas = [leaf for area in criteria.areas for leaf in criteria.leaves_of(area.code)]
    assert sorted(codes(of_areas)) == sorted(codes(criteria.leaves))
    for area in criteria.areas:
        assert all(criteria.area_of(c.code) == area.code for c in criteria.below(area.code))
    assert len(criteria) == sum(1 + len(criteria.below(area.code)) for area in criteria.areas)
