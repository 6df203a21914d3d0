"""From cards to the summary: what holds whatever the units entered."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cchc_xlsx import scoring
from cchc_xlsx.batch.summing import placed
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.submission import State
from cchc_xlsx.model.summary import CriterionScore, Result, Scorecard, Status, Summary
from tests.summaries import points, summaries

_LAST_DIGIT = Decimal("1e-20")


def bare(result: Result) -> Result:
    return replace(result, rank=None, ranked_among=0, grade=None)


def cards(summary: Summary) -> list[Scorecard]:
    return [result.card for result in summary.results if result.card]


@given(summaries())
def test_sums_over_any_grouping_agree(summary: Summary) -> None:
    """By area, by source, by leaf: the same points and the same maximum."""
    for card in cards(summary):
        cut = sum(each.cut for each in card.sources)
        assert sum(each.points for each in card.sources) == card.points
        assert sum(each.maximum for each in card.sources) == card.maximum
        assert abs(sum(each.points for each in card.areas) - card.points - cut) < _LAST_DIGIT
        assert abs(sum(each.maximum for each in card.areas) - card.maximum) < _LAST_DIGIT
        if not any(each.state is State.NOT_APPLICABLE for each in card.criteria):
            assert sum(each.score or 0 for each in card.criteria) == card.points + cut


@given(summaries(), st.data())
def test_a_changed_score_of_one_unit_changes_nobody_elses_points(summary: Summary, data: st.DataObject) -> None:
    campaign = summary.campaign
    able = [result for result in summary.results if result.card]
    if not able:
        return
    one = data.draw(st.sampled_from(able))
    leaf = data.draw(st.sampled_from([leaf for leaf in campaign.counted if leaf.source is Source.SELF]))
    value = data.draw(points(leaf.highest))
    scores = [
        CriterionScore(each.code, value, each.maximum, State.SCORED) if each.code == leaf.code else each
        for each in one.card.criteria
    ]
    changed = replace(bare(one), card=scoring.scorecard(scores, campaign))
    after = placed([changed if r is one else bare(r) for r in summary.results], campaign)
    for was, now in zip(summary.results, after, strict=True):
        if was.unit != one.unit:
            assert (now.card, now.grade) == (was.card, was.grade)
            if was.unit.group != one.unit.group:
                assert now == was


@given(summaries(), st.randoms(use_true_random=False))
def test_ranks_go_by_index_and_tie_breaks_and_by_nothing_else(summary: Summary, random) -> None:
    """Not by the order of the units, their codes, their names or their files."""
    campaign = summary.campaign
    shuffled = list(summary.results)
    random.shuffle(shuffled)
    renamed = [
        replace(bare(r), unit=replace(r.unit, code=f"{n:05}", name="x"), file=f"{n}.xlsx")
        for n, r in enumerate(shuffled)
    ]
    assert [(r.rank, r.grade) for r in placed(renamed, campaign)] == [(r.rank, r.grade) for r in shuffled]
    ranked = [result for result in summary.results if result.rank is not None]
    for one in ranked:
        for two in ranked:
            if one.unit.group == two.unit.group:
                higher = scoring.order_of(one.card, campaign) > scoring.order_of(two.card, campaign)
                assert higher is (one.rank < two.rank)


@given(summaries())
def test_only_complete_units_are_ranked_and_ranks_close_up(summary: Summary) -> None:
    for group in {result.unit.group for result in summary.results}:
        within = [result for result in summary.results if result.unit.group == group]
        ranks = sorted({result.rank for result in within if result.rank is not None})
        assert ranks == list(range(1, len(ranks) + 1))
    assert all((r.rank is None) or r.status is Status.COMPLETE for r in summary.results)
