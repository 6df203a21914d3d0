"""What the numbers of a summary promise, over made-up campaigns and whatever units type."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_xlsx import rules
from cchc_xlsx.batch import Taken, summary_of
from cchc_xlsx.batch.intake import Outcome
from cchc_xlsx.exports import tong_hop_json, tong_hop_xlsx
from cchc_xlsx.model.campaign import NotApplicablePolicy
from cchc_xlsx.model.criteria import CriteriaSet, Source
from cchc_xlsx.model.received import Intake, Received
from cchc_xlsx.model.submission import State
from cchc_xlsx.model.summary import FileOutcome, Status
from cchc_xlsx.workbooks.unit import fill_unit, parse_unit
from tests import builders
from tests.strategies import campaigns, entries

CLOSE = Decimal("1e-20")  # far below anything shown; far above what Decimal loses


def taken(campaign, sent):
    """Return what an intake comes to where each unit of `sent` has sent these entries."""
    counted, findings = {}, []
    for code, entered in sent.items():
        book = fill_unit(campaign, campaign.by_unit[code], "vi", entries=entered)
        received = Received(f"{code}.xlsx", code, None, parse_unit(book, campaign.criteria, f"{code}.xlsx"))
        counted[code] = received
        findings += [replace(f, unit=code) for f in rules.inspect(received, campaign)]
    intake = Intake(counted)
    findings += rules.survey_intake(intake, campaign)
    files = tuple(FileOutcome(r.path, r.sha256, Outcome.COUNTED, code) for code, r in counted.items())
    return Taken(intake, files, rules.sorted_findings(findings), found=len(files))


@st.composite
def summaries(draw):
    campaign = draw(campaigns())
    senders = draw(st.sets(st.sampled_from([unit.code for unit in campaign.units])))
    sent = {code: draw(entries(campaign.criteria)) for code in sorted(senders)}
    return summary_of(campaign, taken(campaign, sent))


def number(text):
    assert isinstance(text, str)
    assert "E" not in text.upper()
    return Decimal(text)


@given(summaries())
@settings(max_examples=60, deadline=None)
def test_sums_by_criterion_area_and_unit_agree(summary):
    campaign = summary.campaign
    policy = campaign.settings.not_applicable
    for result in summary.results:
        card = result.card
        if card is None:
            continue
        cut = sum((each.cut for each in card.sources), Decimal(0))
        for whole, parts in (
            (card.points + cut, [area.points for area in card.areas]),
            (card.maximum, [area.maximum for area in card.areas]),
        ):
            lost = abs(whole - sum(parts, Decimal(0)))
            assert lost < CLOSE if policy is NotApplicablePolicy.RESCALED else lost == 0
        assert {each.code for each in card.criteria} == {c.code for c in campaign.counted}
        away = [s for s in card.criteria if s.state is State.NOT_APPLICABLE]
        if not away:
            assert card.points + cut == sum((s.score or Decimal(0) for s in card.criteria), Decimal(0))
        own = {c.code: c.maximum for c in campaign.criteria.scored if c.source is Source.SELF}
        applying = sum((own[code] for code in own if code not in {s.code for s in away}), Decimal(0))
        whole = policy is NotApplicablePolicy.FULL or (policy is NotApplicablePolicy.RESCALED and applying)
        survey = sum((c.maximum for c in campaign.counted if c.source is Source.SURVEY), Decimal(0))
        assert card.maximum == (sum(own.values(), Decimal(0)) if whole else applying) + survey


@given(summaries())
@settings(max_examples=60, deadline=None)
def test_a_missing_unit_is_never_a_zero_and_a_unit_with_errors_is_never_ranked(summary):
    told = {unit["code"]: unit for unit in map(tong_hop_json.unit, summary.results)}
    for result in summary.results:
        line = told[result.unit.code]
        if result.status is Status.MISSING:
            assert result.card is None
            assert [line[key] for key in ("points", "maximum", "index", "rank", "grade", "file")] == [None] * 6
            assert line["areas"] == line["criteria"] == []
        if result.status is not Status.COMPLETE:
            assert (line["rank"], line["grade"], line["index"]) == (None, None, None)
        blocking = [f for f in summary.findings if f.unit == result.unit.code and f.blocking]
        assert not (result.rank and blocking)
    for group in {result.unit.group for result in summary.results}:
        ranks = sorted(r.rank for r in summary.results if r.unit.group == group and r.rank)
        assert not ranks or ranks[0] == 1


@given(summaries())
@settings(max_examples=40, deadline=None)
def test_every_number_in_the_json_is_a_plain_string_or_null(summary):
    for unit in map(tong_hop_json.unit, summary.results):
        for key in ("points", "maximum", "index"):
            assert unit[key] is None or number(unit[key]) is not None
        for area in unit["areas"]:
            number(area["points"]), number(area["maximum"])
        for criterion in unit["criteria"]:
            number(criterion["maximum"])
            scored = criterion["state"] == "scored"
            assert (criterion["score"] is not None) == scored or criterion["state"] == "invalid"
    for finding in tong_hop_json.findings(summary.findings, "vi"):
        number(finding["points_at_stake"])


@given(summaries())
@settings(max_examples=15, deadline=None)
def test_the_workbook_of_any_summary_can_be_written_and_shows_every_unit_and_finding(summary):
    workbook = openpyxl.load_workbook(BytesIO(tong_hop_xlsx.export(summary, "vi")))
    codes = {row[2] for row in workbook["Xếp hạng"].iter_rows(values_only=True)}
    assert {result.unit.code for result in summary.results} <= codes
    ids = [row[-1] for row in workbook["Cần xem lại"].iter_rows(min_row=6, values_only=True) if row[-1]]
    assert sorted(ids) == sorted(finding.rule for finding in summary.findings)


# --- empty, zero and not applicable are three things


def one(policy, typed):
    campaign = builders.campaign(not_applicable=policy)
    sent = {"00101": builders.entries(campaign, {"1.1": typed})}
    (result, *_) = summary_of(campaign, taken(campaign, sent)).results
    return result, tong_hop_json.unit(result)


POLICIES = {
    # points and maximum of the whole where 1.1 (40 of 100 points) does not apply
    NotApplicablePolicy.FULL: ("100", "100"),
    NotApplicablePolicy.DENOMINATOR: ("60", "60"),
    NotApplicablePolicy.RESCALED: ("100", "100"),
}


@pytest.mark.parametrize("policy", NotApplicablePolicy)
def test_zero_empty_and_not_applicable_are_three_things_under_every_policy(policy):
    zero, empty, away = (one(policy, typed) for typed in (Decimal(0), None, "KAD"))
    assert zero[1]["criteria"][0] == {"code": "1.1", "score": "0", "maximum": "40", "state": "scored"}
    assert empty[1]["criteria"][0] == {"code": "1.1", "score": None, "maximum": "40", "state": "empty"}
    assert away[1]["criteria"][0] == {"code": "1.1", "score": None, "maximum": "40", "state": "not_applicable"}
    assert (zero[1]["status"], zero[1]["points"], zero[1]["maximum"], zero[1]["rank"]) == ("complete", "60", "100", 1)
    assert (empty[1]["status"], empty[1]["points"], empty[1]["maximum"]) == ("incomplete", "60", "100")
    assert empty[1]["rank"] is empty[1]["index"] is None
    points, maximum = POLICIES[policy]
    assert away[1]["status"] == "complete"
    assert (number(away[1]["points"]), number(away[1]["maximum"])) == (Decimal(points), Decimal(maximum))
    assert number(away[1]["index"]) == 100


def test_a_unit_to_which_nothing_applies_has_no_index_and_no_rank():
    campaign = builders.campaign(not_applicable=NotApplicablePolicy.DENOMINATOR)
    sent = {"00101": builders.entries(campaign, dict.fromkeys(["1.1", "1.2", "2.1", "2.2"], "KAD"))}
    (result, *_) = summary_of(campaign, taken(campaign, sent)).results
    assert (result.card.index, result.rank, result.grade) == (None, None, None)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_share_of_the_applicable_points_gives_the_same_index_whatever_does_not_apply(data):
    """Rescaled or out of the denominator: the index is what was reached of what applies, and equal shares tie."""
    policy = data.draw(st.sampled_from([NotApplicablePolicy.DENOMINATOR, NotApplicablePolicy.RESCALED]))
    campaign = builders.campaign(not_applicable=policy)
    codes = [c.code for c in campaign.criteria.scored]
    away = data.draw(st.sets(st.sampled_from(codes), max_size=len(codes) - 1))
    share = data.draw(st.sampled_from([Decimal("0.5"), Decimal("0.25"), Decimal("0.9")]))
    free = CriteriaSet(tuple(replace(criterion, step=None) for criterion in campaign.criteria))
    campaign = replace(campaign, criteria=free)
    reached = {c.code: c.maximum * share for c in free.scored}
    sent = {
        "00101": builders.entries(campaign, reached),
        "00102": builders.entries(campaign, reached | dict.fromkeys(away, "KAD")),
    }
    results = {r.unit.code: r for r in summary_of(campaign, taken(campaign, sent)).results}
    assert results["00102"].card.index == share * 100
    assert results["00101"].rank == results["00102"].rank == 1
