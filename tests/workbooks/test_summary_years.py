"""This year beside an earlier one: what changed, who is new, who is gone, and what cannot be compared."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import openpyxl

from cchc_xlsx.excel.write import written
from cchc_xlsx.model.summary import Earlier, EarlierUnit, Status
from cchc_xlsx.workbooks.summary import fill_summary, moved, years
from cchc_xlsx.workbooks.tables import tables_in
from tests.workbooks.summaries import campaign_of, card_of, earlier_of, made, summary_of

YEARS, MOVED = years.TITLE.vi, moved.TITLE.vi
CAMPAIGN = campaign_of(3)
CRITERIA = {c.code: (c.name, c.maximum) for c in CAMPAIGN.criteria.criteria}


def unit(code, points, rank, scores=None):
    points = Decimal(points)
    return EarlierUnit(code, f"Xã {code}", points, points, rank, "Tốt", scores or {})


def summary(units, criteria=None, scores=None, states=None):
    """Return a summary of three units, of full points but for some scores, beside an earlier year."""
    cards = {u.code: card_of(CAMPAIGN, (scores or {}).get(u.code, {})) for u in CAMPAIGN.units}
    earlier = Earlier("Đợt 2022", 2022, {u.code: u for u in units}, CRITERIA if criteria is None else criteria)
    return made(CAMPAIGN, cards, states, earlier=earlier)


def rows(of, title, name):
    book = fill_summary(of, "vi").whole()
    return [r for t in tables_in(replace(book, sheets=(book.sheet(title),))) if t.name == name for r in t.rows]


def told(of, title):
    return "\n".join(cell.text for cell in fill_summary(of, "vi").sheet(title).cells.values())


def test_without_an_earlier_year_nothing_is_compared():
    titles = [sheet.title for sheet in fill_summary(summary_of(campaign_of(3)), "vi").sheets]
    assert not {YEARS, MOVED} & set(titles)


def test_points_index_and_rank_stand_beside_each_other_with_their_change():
    of = summary([unit("00001", 90, 3), unit("00002", 98, 2)], scores={"00002": {"1.1": Decimal(0)}})
    (first, second, new) = rows(of, YEARS, "last_year")
    lost = CAMPAIGN.criteria.by_code["1.1"].maximum
    assert [first.text(key) for key in ("unit", "points_then", "points_now", "points_change")] == [
        "00001", "90", "100", "10"]  # fmt: skip
    assert [first.text(key) for key in ("rank_then", "rank_now", "rank_change")] == ["3", "1", "2"]
    assert Decimal(second.text("index_change")) == Decimal(100) - lost - 98
    assert [new.text(key) for key in ("unit", "note", "index_change")] == ["00003", "+ mới", ""]


def test_a_change_is_a_number_by_formula_that_shows_its_sign():
    of = summary([unit("00001", 90, 3)])
    book = fill_summary(of, "vi").whole()
    sheet = openpyxl.load_workbook(io.BytesIO(written(book)))[YEARS]
    layout = years.table(2022, CAMPAIGN.settings.year)
    for key, form in (("index_change", "0.00"), ("points_change", "0.00"), ("rank_change", "0")):
        cell = sheet.cell(years.TOP + 3, layout.offset(key) + 1)
        assert cell.data_type == "f"
        assert cell.number_format.startswith(f'"▲ "+{form};"▼ "-{form};"=')


def test_a_unit_that_is_gone_is_named_and_one_without_a_rank_is_not_compared():
    of = summary([unit("00001", 90, 1), unit("09999", 80, 2)], states={"00001": Status.ERRORS})
    found = {row.text("unit"): row for row in rows(of, YEARS, "last_year")}
    assert found["09999"].text("note") == "– không còn"
    assert found["00001"].text("note") == "chưa xếp hạng"
    assert not found["00001"].text("index_change")
    assert "1 đơn vị có ở cả hai năm" in told(of, YEARS)
    assert "2 đơn vị mới, 1 đơn vị không còn" in told(of, YEARS)


def test_every_unit_of_either_year_stands_once_the_largest_rise_first():
    of = summary_of(campaign_of(60))
    of = replace(of, earlier=earlier_of(of))
    found = rows(of, YEARS, "last_year")
    codes = [row.text("unit") for row in found]
    assert sorted(codes) == sorted({r.unit.code for r in of.results} | set(of.earlier.units))
    changes = [Decimal(row.text("index_change")) for row in found if row.text("index_change")]
    assert changes == sorted(changes, reverse=True)
    assert len(changes) > 40


def test_only_criteria_of_the_same_name_and_maximum_are_compared_and_the_rest_is_counted():
    scores = {"1.1": Decimal(0), "1.2": Decimal(0), "1.3": Decimal(0), "1.4": Decimal(0)}
    criteria = {key: value for key, value in CRITERIA.items() if key != "1.4"}
    criteria["1.2"] = ("Tên khác", criteria["1.2"][1])
    criteria["1.3"] = (criteria["1.3"][0], criteria["1.3"][1] + 1)
    of = summary([unit("00001", 90, 1, scores)], criteria)
    (row,) = rows(of, MOVED, "criteria_moved")
    whole = CAMPAIGN.criteria.by_code["1.1"].maximum
    assert (row.text("criterion"), Decimal(row.text("change")), row.text("units")) == ("1.1", whole, "1")
    n = len(CAMPAIGN.counted)
    assert f"{n - 3} tiêu chí; không so sánh 3." in told(of, MOVED)


def test_criteria_that_the_earlier_year_does_not_tell_are_said_to_be_left_out():
    of = summary([unit("00001", 90, 1, {"1.1": Decimal(0)})], criteria={})
    assert not rows(of, MOVED, "criteria_moved")
    assert "không ghi tên và điểm tối đa" in told(of, MOVED)


def test_a_criterion_counts_only_units_scored_in_both_years():
    then = {"1.1": Decimal(0)}
    of = summary([unit("00001", 90, 1, then), unit("00002", 90, 1), unit("09999", 90, 1, then)])
    (row,) = rows(of, MOVED, "criteria_moved")
    assert (row.text("then"), row.text("units")) == ("0", "1")


def test_of_many_units_the_charts_show_those_that_moved_most():
    of = summary_of(campaign_of(60))
    of = replace(of, earlier=earlier_of(of))
    charts = fill_summary(of, "vi").sheet(MOVED).look.charts
    assert [chart.series[0].values[2] - chart.series[0].values[0] + 1 for chart in charts] == [20, 20]
    assert {chart.series[0].sheet for chart in charts} == {YEARS}
    assert "20 đơn vị tăng nhiều nhất" in told(of, MOVED)


def test_nothing_in_common_leaves_no_empty_chart():
    of = summary([unit("09999", 90, 1)])
    assert not fill_summary(of, "vi").sheet(MOVED).look.charts
    assert "0 đơn vị có ở cả hai năm" in told(of, YEARS)
