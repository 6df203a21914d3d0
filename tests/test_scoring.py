"""From a submission to points: exact, by criterion, area and unit, whatever the policy for what does not apply."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_xlsx.model.book import cell
from cchc_xlsx.model.campaign import Campaign, NotApplicablePolicy, Settings, SurveyScore
from cchc_xlsx.model.criteria import CriteriaSet, Criterion, Source
from cchc_xlsx.model.identity import Identity
from cchc_xlsx.model.place import NOWHERE, Place
from cchc_xlsx.model.submission import State, Submission
from cchc_xlsx.scoring import order_of, score
from cchc_xlsx.workbooks.tables import score_of
from tests.strategies import campaigns, entries
from tests.workbooks.cases import entry

CRITERIA = CriteriaSet(
    (
        Criterion("1", "Chung", Decimal(60)),
        Criterion("1.1", "Kế hoạch", Decimal(40)),
        Criterion("1.2", "Báo cáo", Decimal(20), step=Decimal("0.5")),
        Criterion("2", "Thủ tục", Decimal(40)),
        Criterion("2.1", "Một cửa", Decimal(30)),
        Criterion("2.2", "Trực tuyến", Decimal(10), allowed=(Decimal(0), Decimal(10))),
    )
)
ON_TOP = CriteriaSet(
    (
        *CRITERIA,
        Criterion("3", "Điều tra", Decimal(15), source=Source.SURVEY),
        Criterion("4", "Thưởng", Decimal(3), source=Source.BONUS),
        Criterion("5", "Phạt", Decimal(5), source=Source.PENALTY),
    )
)


def card(*entered, criteria=CRITERIA, policy=NotApplicablePolicy.DENOMINATOR, survey=None, **settings):
    given = () if survey is None else (SurveyScore("1", "3", score_of(cell(survey), NOWHERE)),)
    campaign = Campaign(Settings(not_applicable=policy, **settings), criteria, survey=given)
    submission = Submission({Identity("a", "1", 1, "AAAAAAAAAAAA"): frozenset({"cell"})}, tuple(entered))
    return score(submission, campaign)


def states(found):
    return {each.code: each.state for each in found.criteria}


def test_points_add_up_by_area_and_unit_and_the_index_is_their_share():
    found = card(entry("1.1", 40), entry("1.2", Decimal("17.5")), entry("2.1", Decimal("22.25")), entry("2.2", 10))
    assert [(a.code, a.points, a.maximum) for a in found.areas] == [
        ("1", Decimal("57.5"), 60),
        ("2", Decimal("32.25"), 40),
    ]
    assert (found.points, found.maximum, found.index) == (Decimal("89.75"), 100, Decimal("89.75"))


def test_sums_are_exact():
    """0,1 ten times is one, as on paper."""
    rows = [Criterion(f"1.{n}", "x", Decimal("0.1")) for n in range(1, 11)]
    criteria = CriteriaSet((Criterion("1", "x", Decimal(1)), *rows))
    found = card(*(entry(c.code, Decimal("0.1")) for c in rows), criteria=criteria)
    assert (str(found.points), str(found.index)) == ("1.0", "100")


def test_empty_zero_and_not_applicable_are_three_things():
    found = card(entry("1.1"), entry("1.2", 0), entry("2.1", "KAD"))
    assert states(found) == {
        "1.1": State.EMPTY, "1.2": State.SCORED, "2.1": State.NOT_APPLICABLE, "2.2": State.EMPTY,
    }  # fmt: skip
    assert [c.score for c in found.criteria] == [None, Decimal(0), None, None]


@pytest.mark.parametrize(
    ("policy", "points", "maximum", "index"),
    [
        (NotApplicablePolicy.FULL, "80", "100", "80"),  # 50 achieved, 30 given
        (NotApplicablePolicy.DENOMINATOR, "50", "70", "71.42857142857142857142857143"),
        (NotApplicablePolicy.RESCALED, "71.42857142857142857142857143", "100", "71.42857142857142857142857143"),
    ],
)
def test_what_does_not_apply_follows_the_campaigns_policy(policy, points, maximum, index):
    found = card(entry("1.1", 40), entry("1.2", 10), entry("2.1", "KAD"), entry("2.2", 0), policy=policy)
    assert (found.points, found.maximum, found.index) == (Decimal(points), Decimal(maximum), Decimal(index))
    assert abs(sum(a.points for a in found.areas) - found.points) < Decimal("1e-20")
    assert abs(sum(a.maximum for a in found.areas) - found.maximum) < Decimal("1e-20")


@pytest.mark.parametrize("policy", NotApplicablePolicy)
def test_without_kad_the_policy_changes_nothing(policy):
    found = card(entry("1.1", 30), entry("2.1", Decimal("7.5")), policy=policy)
    assert (found.points, found.maximum, found.index) == (Decimal("37.5"), 100, Decimal("37.5"))


@pytest.mark.parametrize("policy", [NotApplicablePolicy.DENOMINATOR, NotApplicablePolicy.RESCALED])
def test_where_nothing_applies_there_is_no_index(policy):
    found = card(*(entry(c.code, "KAD") for c in CRITERIA.scored), policy=policy)
    assert found.points == 0
    assert found.index is None


def test_bonus_and_penalty_come_on_top_and_the_survey_is_not_the_units():
    found = card(entry("1.1", 40), entry("4", 3), entry("5", -2), entry("3", 15), criteria=ON_TOP)
    assert [(a.code, a.points, a.maximum) for a in found.areas] == [
        ("1", 40, 60), ("2", 0, 40), ("3", 0, 0), ("4", 3, 0), ("5", -2, 0),
    ]  # fmt: skip
    assert (found.points, found.maximum) == (41, 100)


def test_the_survey_counts_in_points_and_maximum_once_it_has_come():
    found = card(entry("1.1", 40), entry("4", 3), entry("5", -2), criteria=ON_TOP, survey=Decimal("12.5"))
    assert (found.points, found.maximum) == (Decimal("53.5"), 115)
    assert [(s.source, s.points, s.maximum) for s in found.sources] == [
        (Source.SELF, 40, 100), (Source.SURVEY, Decimal("12.5"), 15), (Source.BONUS, 3, 0), (Source.PENALTY, -2, 0),
    ]  # fmt: skip
    assert states(found)["3"] is State.SCORED


def test_a_unit_without_its_survey_score_has_an_empty_one_and_not_a_zero():
    campaign = Campaign(Settings(), ON_TOP, survey=(SurveyScore("2", "3", score_of(cell(15), NOWHERE)),))
    submission = Submission({Identity("a", "1", 1, "AAAAAAAAAAAA"): frozenset({"cell"})}, (entry("1.1", 40),))
    assert states(score(submission, campaign))["3"] is State.EMPTY


def test_rescaling_leaves_the_surveys_part_as_it_is():
    """The appraised part is scaled up to its whole, then the survey is added (the rule of Hải Phòng)."""
    given = [entry("1.1", 40), entry("1.2", 10), entry("2.1", "KAD"), entry("2.2", 6)]
    found = card(*given, criteria=ON_TOP, policy=NotApplicablePolicy.RESCALED, survey=12)
    assert (found.points, found.maximum) == (Decimal(56) * 100 / 70 + 12, 115)


@pytest.mark.parametrize(
    ("caps", "points", "cuts"),
    [
        ({}, 40 + 3 - 5, [0, 0, 0]),
        ({"bonus_cap": Decimal(2)}, 40 + 2 - 5, [0, 1, 0]),
        ({"penalty_cap": Decimal(4)}, 40 + 3 - 4, [0, 0, -1]),
        ({"bonus_cap": Decimal(0), "penalty_cap": Decimal(0)}, 40, [0, 3, -5]),
        ({"bonus_cap": Decimal(9), "penalty_cap": Decimal(9)}, 40 + 3 - 5, [0, 0, 0]),
    ],
)
def test_a_cap_holds_for_the_whole_and_says_what_it_cut(caps, points, cuts):
    found = card(entry("1.1", 40), entry("4", 3), entry("5", -5), criteria=ON_TOP, **caps)
    assert found.points == points
    assert [each.cut for each in found.sources] == cuts
    assert sum(area.points for area in found.areas) == found.points + sum(cuts)


def test_between_equal_indices_the_campaigns_choice_decides():
    one = card(entry("1.1", 40), entry("2.1", 10), criteria=ON_TOP)
    two = card(entry("1.1", 30), entry("2.1", 20), criteria=ON_TOP)
    by_area = Campaign(Settings(tie_breaks=("2", "1.1")), ON_TOP)
    assert one.index == two.index
    assert order_of(one, by_area) == (one.index, 10, 40)
    assert order_of(two, by_area) > order_of(one, by_area)
    assert order_of(one, Campaign(Settings(tie_breaks=("bonus", "survey")), ON_TOP)) == (one.index, 0, 0)


def test_a_total_may_pass_the_whole():
    full = [entry("1.1", 40), entry("1.2", 20), entry("2.1", 30), entry("2.2", 10), entry("4", 3)]
    assert card(*full, criteria=ON_TOP).index == 103


def test_a_bonus_that_does_not_apply_takes_nothing_away():
    found = card(entry("1.1", 40), entry("4", "KAD"), criteria=ON_TOP)
    assert (found.points, found.maximum) == (40, 100)


@pytest.mark.parametrize(
    ("code", "typed", "state", "counted"),
    [
        ("1.1", Decimal("40.5"), State.INVALID, Decimal("40.5")),  # shown as entered; the unit is not ranked
        ("1.1", -1, State.INVALID, -1),
        ("2.2", 5, State.INVALID, 5),  # not on the list
        ("1.2", Decimal("0.25"), State.SCORED, Decimal("0.25")),  # off the step: for a person to look at
        ("1.1", "hai điểm", State.INVALID, None),
        ("1.1", "1.000", State.INVALID, None),
        ("1.1", True, State.INVALID, None),
        ("1.1", "2,5", State.SCORED, Decimal("2.5")),
        ("1.1", "2.5 điểm", State.SCORED, Decimal("2.5")),
    ],
)
def test_a_wrong_score_counts_as_it_was_entered_and_is_called_wrong(code, typed, state, counted):
    found = {each.code: each for each in card(entry(code, typed)).criteria}[code]
    assert (found.state, found.score) == (state, counted)


def test_a_row_entered_twice_counts_once_the_first_time():
    found = card(entry("1.1", 40), entry("1.1", 10))
    assert found.points == 40


def test_rows_nobody_asked_for_do_not_count():
    found = card(entry("1.1", 40), entry("9.9", 5), entry("1", 60), entry("3", 15), criteria=ON_TOP)
    assert found.points == 40


def test_a_code_is_text_and_7_10_is_not_7_1():
    rows = [Criterion("7", "x", Decimal(3)), Criterion("7.1", "x", Decimal(1)), Criterion("7.10", "x", Decimal(2))]
    found = card(entry("7.10", 2), criteria=CriteriaSet(tuple(rows)))
    assert {c.code: c.score for c in found.criteria} == {"7.1": None, "7.10": 2}


def test_maxima_come_from_the_campaign_alone():
    assert {c.code: c.maximum for c in card().criteria} == {"1.1": 40, "1.2": 20, "2.1": 30, "2.2": 10}


@given(st.data(), st.randoms(use_true_random=False))
def test_points_do_not_depend_on_the_order_of_rows_or_where_they_stand(data, shuffler):
    campaign = data.draw(campaigns())
    entered = list(data.draw(entries(campaign.criteria)))
    straight = score(Submission({}, tuple(entered)), campaign)
    moved = [replace(each, place=Place("a.xlsx", "b", n, 1)) for n, each in enumerate(entered)]
    shuffler.shuffle(moved)
    assert score(Submission({}, tuple(moved)), campaign) == straight


@given(st.data())
def test_areas_add_up_to_the_unit(data):
    campaign = data.draw(campaigns())
    found = score(Submission({}, data.draw(entries(campaign.criteria))), campaign)
    cut = sum(source.cut for source in found.sources)
    assert abs(sum(a.points for a in found.areas) - found.points - cut) < Decimal("1e-18")
    assert abs(sum(a.maximum for a in found.areas) - found.maximum) < Decimal("1e-18")
    assert len(found.criteria) == len(campaign.counted)
    if found.index is not None:
        assert abs(found.index * found.maximum / 100 - found.points) < Decimal("1e-18")
