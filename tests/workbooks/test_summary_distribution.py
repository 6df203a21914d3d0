"""The distribution over grades and over the scale of the index."""

from __future__ import annotations

import itertools
from dataclasses import replace
from decimal import Decimal

import pytest

from cchc_xlsx.model.campaign import Band
from cchc_xlsx.workbooks.summary import distribution, fill_summary
from cchc_xlsx.workbooks.summary.spans import everybody
from cchc_xlsx.workbooks.tables import tables_in
from tests.workbooks.summaries import campaign_of, card_of, made, summary_of

TITLE = distribution.TITLE.vi


def of_indices(*indices, bands=None, groups=("",), decimals=2):
    """Return a summary of units with these indices, out of a hundred points."""
    campaign = campaign_of(len(indices), groups)
    campaign = replace(campaign, settings=replace(campaign.settings, decimals=decimals))
    if bands is not None:
        campaign = replace(campaign, bands=bands)
    cards = {}
    for unit, index in zip(campaign.sorted_units, indices, strict=True):
        lost = Decimal(100) - Decimal(index)
        scores = {}
        for leaf in campaign.criteria.scored:
            part = min(lost, leaf.maximum or Decimal(0))
            scores[leaf.code] = (leaf.maximum or Decimal(0)) - part
            lost -= part
        cards[unit.code] = card_of(campaign, scores)
    return made(campaign, cards)


def tables(summary, name):
    book = fill_summary(summary, "vi").whole()
    return [t for t in tables_in(replace(book, sheets=(book.sheet(TITLE),))) if t.name == name]


def grades(summary):
    (table,) = tables(summary, distribution.GRADES.name)
    return {row.text("grade"): row for row in table.rows}


def told(summary):
    return "\n".join(cell.text for cell in fill_summary(summary, "vi").sheet(TITLE).cells.values())


def test_every_unit_with_a_rank_is_in_one_grade_best_grade_first():
    summary = of_indices("95", "90", "89.99", "80", "50", "49.99")
    assert [(name, int(row.cell("count").text)) for name, row in grades(summary).items()] == [
        ("Xuất sắc", 2),
        ("Tốt", 2),
        ("Khá", 0),
        ("Trung bình", 1),
        ("Dưới mọi mức", 1),
    ]


def test_nobody_below_every_grade_needs_no_line():
    assert "Dưới mọi mức" not in grades(of_indices("95"))


def test_counts_and_shares_are_formulas_one_can_follow():
    summary = of_indices("95", "85", "85")
    row = grades(summary)["Tốt"]
    assert row.cell("count").formula.startswith("SUMPRODUCT(--('Xếp hạng'!")
    assert Decimal(row.cell("share").text) == Decimal(200) / 3
    assert row.cell("share").formula.endswith("*100")


@pytest.mark.parametrize(
    ("indices", "added"),
    [(["95", "85", "75"], "99,99"), (["95", "85"], ""), (["95"] + ["85"] * 2 + ["75"] * 3, "")],
)
def test_shares_that_are_rounded_past_a_hundred_are_explained(indices, added):
    said = [line for line in told(of_indices(*indices)).split("\n") if line.startswith("Các tỷ lệ đã làm tròn")]
    assert bool(said) == bool(added)
    assert all(added in line for line in said)


def test_hue_2021_adds_up_to_a_hundred_and_one_hundredth_and_it_is_said():
    # 9, 62, 41 and 24 of 136 units: 6,62 + 45,59 + 30,15 + 17,65 = 100,01
    summary = of_indices(*["95"] * 9, *["85"] * 62, *["75"] * 41, *["60"] * 24)
    assert "100,01 %" in told(summary)


@pytest.mark.parametrize(("index", "near"), [("89.996", True), ("90.01", True), ("90.011", False), ("89.98", False)])
def test_a_unit_a_hair_from_a_bound_is_named_with_its_grade(index, near):
    note = grades(of_indices(index, "70.5"))["Xuất sắc"].text("note")
    assert note.startswith("Từ 90 trở lên.")
    assert ("Xã" in note) == near
    if near:
        assert f"({Decimal(index):.4f} %: ".replace(".", ",") in note
        assert ("Tốt" if Decimal(index) < 90 else "Xuất sắc") in note


def test_the_bounds_of_each_grade_are_told():
    notes = [row.text("note").partition(".")[0] for row in grades(of_indices("95", "40")).values()]
    assert notes == ["Từ 90 trở lên", "Từ 80 đến dưới 90", "Từ 70 đến dưới 80", "Từ 50 đến dưới 70", "Dưới 50"]


def test_a_campaign_without_grades_says_so_and_shows_the_scale_alone():
    summary = of_indices("95", "85", bands=())
    assert not tables(summary, distribution.GRADES.name)
    assert "chưa quy định mức xếp loại" in told(summary)
    assert len(fill_summary(summary, "vi").sheet(TITLE).look.charts) == 1


def test_a_grade_without_a_bound_or_named_twice_stands_once_or_not_at_all():
    bands = (Band("Tốt", Decimal(80)), Band("Tốt", Decimal(80)), Band("Chưa rõ", None))
    assert list(grades(of_indices("95", bands=bands))) == ["Tốt"]


def test_each_group_has_tables_of_its_own_over_the_same_ranges():
    summary = of_indices("95", "85", "75", "65", groups=("Xã", "Phường"))
    by_group = tables(summary, "histogram")
    assert len(by_group) == len(tables(summary, distribution.GRADES.name)) == 2
    assert [row.text("range") for row in by_group[0].rows] == [row.text("range") for row in by_group[1].rows]
    assert [sum(int(row.cell("count").text) for row in table.rows) for table in by_group] == [2, 2]


@pytest.mark.parametrize(
    "indices",
    [("70",), ("70", "70"), ("99.9", "100"), ("0", "100"), ("52.1", "97.3", "60"), ("70", "70.04"), ("104", "-3")],
)
def test_ranges_follow_each_other_and_hold_every_unit_once(indices):
    campaign = campaign_of(len(indices))
    cards = {}
    for unit, index in zip(campaign.sorted_units, indices, strict=True):
        cards[unit.code] = replace(card_of(campaign, {}), points=Decimal(index), index=Decimal(index))
    summary = made(campaign, cards)
    ranges = distribution.bins(everybody(summary, "vi").ranked)
    assert 1 <= len(ranges) <= 12
    assert all(before[1] == after[0] for before, after in itertools.pairwise(ranges))
    (table,) = tables(summary, "histogram")
    assert sum(int(row.cell("count").text) for row in table.rows) == len(indices)


def test_a_range_counts_the_unrounded_index():
    summary = of_indices("89.996", "70")
    (table,) = tables(summary, "histogram")
    counts = {row.text("range"): row.cell("count") for row in table.rows}
    assert [name for name, cell in counts.items() if cell.text == "1"] == ["Từ 70 đến dưới 72", "Từ 88 đến 90"]
    assert all("ROUND(" in cell.formula for cell in counts.values())


def test_nobody_ranked_leaves_no_empty_chart():
    sheet = fill_summary(summary_of(campaign_of(0)), "vi").sheet(TITLE)
    assert not sheet.look.charts
    assert not any(cell.formula for cell in sheet.cells.values())
