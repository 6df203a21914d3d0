"""Ranks and grades, as published tables show them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_xlsx.model.campaign import Band, RankingRule
from cchc_xlsx.ranking import grade, ranks

#: Five wards of Quận 3 as its table was published: two of them equal.
QUAN_3 = {
    "Phường 1": Decimal(96),
    "Phường 2": Decimal(94),
    "Phường 3": Decimal("92.5"),
    "Phường 4": Decimal("92.50"),
    "Phường 5": Decimal("92.25"),
}
BANDS = (Band("Tốt", Decimal(80)), Band("Xuất sắc", Decimal(90)), Band("Chưa rõ", None), Band("Khá", Decimal(65)))
values = st.dictionaries(st.text("abcdefgh", min_size=1), st.integers(0, 12).map(lambda n: Decimal(n) / 4))


def test_quan_3_ranks_as_it_was_published():
    assert list(ranks(QUAN_3, RankingRule.DENSE).values()) == [1, 2, 3, 3, 4]


def test_competition_ranking_leaves_a_gap_after_equals():
    assert list(ranks(QUAN_3, RankingRule.COMPETITION).values()) == [1, 2, 3, 3, 5]


def test_equal_numbers_written_otherwise_are_equal():
    assert set(ranks({"a": Decimal("92.5"), "b": Decimal("92.500")}, RankingRule.DENSE).values()) == {1}


def test_a_hair_decides():
    hair = Decimal("92.5000000000000000000000001")
    assert ranks({"a": Decimal("92.5"), "b": hair}, RankingRule.DENSE) == {"b": 1, "a": 2}


def test_nobody_is_ranked_where_there_is_nobody():
    assert ranks({}, RankingRule.DENSE) == {}


@pytest.mark.parametrize("rule", RankingRule)
@given(points=values, rearranged=st.randoms(use_true_random=False))
def test_ranks_do_not_depend_on_the_order_of_units(rule, points, rearranged):
    names = list(points)
    rearranged.shuffle(names)
    assert ranks({name: points[name] for name in names}, rule) == ranks(points, rule)


@given(values)
def test_a_higher_value_has_a_better_rank_and_an_equal_one_the_same(points):
    for rule in RankingRule:
        found = ranks(points, rule)
        for a in points:
            for b in points:
                assert (points[a] > points[b]) == (found[a] < found[b])


@given(values)
def test_dense_ranks_leave_no_gap_and_competition_ranks_count_who_is_before(points):
    dense, competition = ranks(points, RankingRule.DENSE), ranks(points, RankingRule.COMPETITION)
    assert set(dense.values()) == set(range(1, len(set(points.values())) + 1))
    for name, value in points.items():
        assert competition[name] == 1 + sum(other > value for other in points.values())


@pytest.mark.parametrize(
    ("index", "name"),
    [("100", "Xuất sắc"), ("90", "Xuất sắc"), ("89.9999999", "Tốt"), ("80", "Tốt"), ("79.99", "Khá"), ("65", "Khá"),
     ("64.99", None), ("-1", None)],
)  # fmt: skip
def test_a_grade_begins_at_its_lower_bound(index, name):
    assert grade(Decimal(index), BANDS) == name


def test_without_bands_there_is_no_grade():
    assert grade(Decimal(90), ()) is None
