"""The page that says it all: its figures are the summary's, its formulas come to them, its charts show cells."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from cchc_xlsx.excel.write import written
from cchc_xlsx.model.book import Kind
from cchc_xlsx.model.campaign import RankingRule
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.points import rounded
from cchc_xlsx.model.summary import Status
from cchc_xlsx.workbooks.summary import fill_summary, near
from cchc_xlsx.workbooks.summary.means import AREAS, SOURCES
from cchc_xlsx.workbooks.summary.spans import few
from cchc_xlsx.workbooks.summary.standing import STANDING
from cchc_xlsx.workbooks.tables import tables_in
from tests import office
from tests.workbooks.summaries import (
    campaign_of,
    card_of,
    earlier_of,
    finding,
    made,
    only_cells,
    summary_of,
    surveyed,
)

OVERVIEW, RANKING = "Tổng quan", "Xếp hạng"


def page(summary, language="vi"):
    return fill_summary(summary, language).sheets[0]


def told(summary, language="vi"):
    return "\n".join(cell.text for cell in page(summary, language).cells.values())


def lines(sheet, table):
    """Return the rows of a table on a sheet as what their keys hold, the row of the total among them."""
    top = next(row for (row, column), cell in sorted(sheet.cells.items()) if cell.text == table.marker)
    found = []
    row = top + 2
    while sheet.look.styles.get((row, 1), "note") not in ("note", "heading", "key"):
        found.append({key: sheet.at(row, table.offset(key)) for key in table.keys})
        row += 1
    return found


def number(cell):
    return Decimal(cell.text)


def ranked(summary, group=None):
    return [r.card for r in summary.results if r.rank is not None and group in (None, r.unit.group)]


SUMMARIES = {
    "three": lambda: summary_of(campaign_of(3), troubled=False),
    "twelve with a survey, bonus and penalty": lambda: summary_of(surveyed(campaign_of(12, survey=True, extra=True))),
    "sixty in two groups": lambda: summary_of(campaign_of(60, ("Xã", "Phường"))),
    "two hundred": lambda: summary_of(campaign_of(200)),
    "eight groups": lambda: summary_of(campaign_of(90, tuple(f"Huyện {n}" for n in range(8)))),
    "nobody": lambda: summary_of(campaign_of(0)),
    "nobody ranked": lambda: made(
        campaign_of(2), {f"0000{n}": card_of(campaign_of(2), {}) for n in (1, 2)},
        {"00001": Status.MISSING, "00002": Status.ERRORS},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SUMMARIES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_overview_is_the_first_sheet_and_the_one_that_opens(name, language):
    book = fill_summary(SUMMARIES[name](), language).whole()
    assert [sheet.title for sheet in book.sheets if sheet.look.active] == [book.sheets[0].title]
    assert book.sheets[0].title == STANDING.title.in_(language)
    workbook = openpyxl.load_workbook(io.BytesIO(written(book)))
    assert workbook.active.title == book.sheets[0].title
    page = workbook.active.page_setup
    assert (int(page.paperSize), page.orientation) == (9, "portrait")


def test_counts_are_those_of_the_units():
    summary = summary_of(campaign_of(200))
    (line,) = lines(page(summary), STANDING)
    states = [result.status for result in summary.results]
    assert {key: int(line[key].text) for key in ("units", "received", "late", "ranked")} == {
        "units": 200,
        "received": sum(r.file is not None for r in summary.results),
        "late": sum(r.late for r in summary.results),
        "ranked": sum(r.rank is not None for r in summary.results),
    }
    for key in ("errors", "incomplete", "missing", "excluded"):
        assert int(line[key].text) == states.count(Status(key)) > 0


def test_mean_highest_and_lowest_are_the_summarys_by_formula():
    summary = summary_of(campaign_of(12))
    (line,) = lines(page(summary), STANDING)
    indices = [card.index for card in ranked(summary)]
    assert number(line["mean"]) == sum(indices) / len(indices)
    assert (number(line["high"]), number(line["low"])) == (rounded(max(indices), 2), rounded(min(indices), 2))
    assert all(line[key].formula and RANKING in line[key].formula for key in ("mean", "high", "low"))
    best = next(r.unit.name for r in summary.results if r.rank == 1)
    assert f"Cao nhất: {best} (" in told(summary)


def test_each_group_has_its_line_and_all_units_theirs():
    summary = summary_of(campaign_of(60, ("Xã", "Phường")))
    *groups, total = lines(page(summary), STANDING)
    for line in groups:
        indices = [card.index for card in ranked(summary, line["group"].text)]
        assert number(line["mean"]) == sum(indices) / len(indices)
    assert sorted(line["group"].text for line in groups) == ["Phường", "Xã"]
    assert int(total["ranked"].text) == sum(int(line["ranked"].text) for line in groups) == len(ranked(summary))
    assert re.fullmatch(r"SUM\([A-Z]+\d+:[A-Z]+\d+\)", total["ranked"].formula)


def test_areas_are_told_by_their_mean_beside_the_maximum():
    summary = summary_of(campaign_of(12))
    found = lines(page(summary), AREAS)
    assert [line["code"].text for line in found] == [area.code for area in summary.campaign.criteria.areas]
    for place, line in enumerate(found):
        points = [card.areas[place].points for card in ranked(summary)]
        assert number(line["mean"]) == sum(points) / len(points)
        assert line["mean"].formula.startswith("AVERAGE('Theo lĩnh vực'!")
        assert number(line["share"]) == number(line["mean"]) / number(line["maximum"]) * 100


def test_points_by_source_are_told_where_there_is_more_than_the_self_score():
    summary = summary_of(surveyed(campaign_of(12, survey=True, extra=True)))
    *sources, total = lines(page(summary), SOURCES)
    assert len(sources) == len(Source)
    assert number(total["mean"]) == sum(card.points for card in ranked(summary)) / len(ranked(summary))
    assert abs(number(total["mean"]) - sum(number(line["mean"]) for line in sources)) < Decimal("1e-20")
    assert not [cell for cell in page(summary_of(campaign_of(12))).cells.values() if cell.text == SOURCES.marker]


def test_a_survey_that_has_not_come_is_said_and_never_a_zero():
    summary = summary_of(campaign_of(12, survey=True))
    assert "Chưa có điểm điều tra xã hội học" in told(summary)
    assert "8" not in [line["code"].text for line in lines(page(summary), AREAS)]
    assert "Chưa có điểm điều tra" not in told(summary_of(surveyed(campaign_of(12, survey=True))))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_says_that_nothing_has_been_appraised_yet(language):
    assert {"vi": "chưa thẩm định", "en": "not yet appraised"}[language] in told(summary_of(campaign_of(3)), language)


def test_what_is_pending_names_the_units_and_why_they_are_not_ranked():
    summary = summary_of(campaign_of(60))
    text = told(summary)
    for status in (Status.ERRORS, Status.MISSING, Status.INCOMPLETE, Status.EXCLUDED):
        assert next(r.unit.name for r in summary.results if r.status is status) in text
    assert "Không trung thực trong tài liệu kiểm chứng" in text


# --- charts


def series_of(sheet):
    """Return each series that shows cells of the ranking, with its chart."""
    return [(each, chart) for chart in sheet.look.charts for each in chart.series if each.sheet == RANKING]


@pytest.mark.parametrize("name", SUMMARIES)
def test_every_chart_shows_cells_that_people_see(name):
    book = fill_summary(SUMMARIES[name](), "vi").whole()
    for sheet in book.sheets:
        for chart in sheet.look.charts:
            for series in chart.series:
                shown = book.sheet(series.sheet or sheet.title)
                for top, left, bottom, right in (series.categories, series.values):
                    assert left == right
                    assert not any(shown.look.columns.get(c, (0, False, ""))[1] for c in range(left, right + 1))
                    assert not any(shown.look.rows.get(r, (None, False))[1] for r in range(top, bottom + 1))
                top, left, bottom, _ = series.values
                held = [shown.at(row, left).kind for row in range(top, bottom + 1)]
                assert Kind.NUMBER in held
                assert set(held) <= {Kind.NUMBER, Kind.EMPTY}, "a bonus has no maximum"
                top, left, bottom, _ = series.categories
                assert all(shown.at(row, left).text for row in range(top, bottom + 1))
                assert shown.at(*series.name).text


def test_charts_cover_no_figures_and_no_other_chart():
    for build in SUMMARIES.values():
        summary = build()
        if summary.results:
            summary = replace(summary, earlier=earlier_of(summary))
        for sheet in fill_summary(summary, "vi").whole().sheets:
            covered = set()
            for chart in sheet.look.charts:
                top, left, bottom, right = chart.area
                cells = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
                hit = {at for at in cells & set(sheet.cells) if not sheet.look.rows.get(at[0], (None, False))[1]}
                assert not hit - {at for at in hit if sheet.look.styles.get(at) == "note"}, (sheet.title, chart.title)
                assert not covered & cells
                covered |= cells


def test_bonus_and_penalty_have_no_bar_against_a_maximum_they_have_not_got():
    sheet = page(summary_of(campaign_of(8, extra=True)))
    chart = next(chart for chart in sheet.look.charts if chart.title.startswith("Điểm trung bình so với"))
    names = {sheet.at(row, 2).text for s in chart.series for row in range(s.categories[0], s.categories[2] + 1)}
    assert len(names) == 7
    assert not names & {"Điểm thưởng", "Điểm phạt"}
    assert {"Điểm thưởng", "Điểm phạt"} <= {cell.text for cell in sheet.cells.values()}


def test_no_chart_is_cut_where_one_page_does_not_hold_it_all():
    sheet = page(summary_of(campaign_of(120, ("Xã", "Phường", "Đặc khu"), extra=True)))
    assert not sheet.look.page.single
    (second,) = sheet.look.page.breaks
    assert sheet.at(second, 1).text == "XẾP HẠNG"
    assert all(chart.area[2] < second or chart.area[0] >= second for chart in sheet.look.charts)


def test_the_chart_of_a_few_units_shows_them_all_from_the_first_to_the_last():
    book = fill_summary(summary_of(campaign_of(12)), "vi").whole()
    ((series, chart),) = series_of(book.sheets[0])
    top, column, bottom, _ = series.values
    indices = [number(book.sheet(RANKING).at(row, column)) for row in range(top, bottom + 1)]
    assert indices == sorted(indices, reverse=True)
    assert len(indices) == 11
    assert chart.lowest == 0, "bars that do not begin at zero mislead"


@pytest.mark.parametrize(("units", "parts"), [(20, [20]), (21, [11, 10]), (40, [20, 20]), (41, [20, 20])])
def test_no_chart_of_the_ranking_has_more_bars_than_can_be_read(units, parts):
    summary = summary_of(campaign_of(units), troubled=False)
    found = [series.values[2] - series.values[0] + 1 for series, _ in series_of(page(summary))]
    assert found == parts
    said = f"20 đơn vị đầu và 20 đơn vị cuối trong {units} đơn vị được xếp hạng" in told(summary)
    assert said == (units > 40)


def test_of_many_groups_the_means_are_shown_and_it_is_said():
    summary = SUMMARIES["eight groups"]()
    assert not series_of(page(summary))
    assert "Chỉ số trung bình theo nhóm (%)" in [chart.title for chart in page(summary).look.charts]
    assert "Đợt có 8 nhóm xếp hạng riêng" in told(summary)


# --- near ties


def close(points, findings=(), **settings):
    """Return the near ties among units of these points out of 100."""
    campaign = campaign_of(len(points))
    campaign = replace(campaign, settings=replace(campaign.settings, **settings))
    leaf = campaign.criteria.scored[0]
    cards = {}
    for unit, value in zip(campaign.sorted_units, points, strict=True):
        lost = Decimal(100) - Decimal(value)
        cards[unit.code] = card_of(campaign, {leaf.code: (leaf.maximum or Decimal(0)) - lost})
    return near.near_ties(made(campaign, cards, findings=tuple(findings)))


def test_a_gap_up_to_the_bound_is_close_and_a_wider_one_is_not():
    (one,) = close(["99.5", "99.4", "99.2"])
    assert (one.result.unit.code, one.gap, one.turns) == ("00002", Decimal("0.1"), False)


def test_points_at_stake_that_reach_over_a_gap_could_change_the_order():
    stakes = [finding("00001", 1), finding("00003", Decimal("0.25"))]
    found = close(["99.5", "98.5", "98"], stakes)
    assert [(each.result.unit.code, each.turns) for each in found] == [("00002", True)]
    assert found[0].above_stake == 1


def test_a_criterion_is_at_stake_once_however_many_findings_it_has():
    stakes = [finding("00001", 1), finding("00001", 1), finding("00001", 1, criterion="1.2")]
    assert close(["99.5", "97.5"], stakes)[0].above_stake == 2


def test_a_finding_on_a_file_that_does_not_count_puts_nothing_at_stake():
    assert not close(["99.5", "98.5"], [finding("00001", 5, file="cũ.xlsx")])


@pytest.mark.parametrize("rule", RankingRule)
def test_equals_are_measured_against_the_rank_above_them_all(rule):
    found = close(["99.5", "99.5", "99.4", "99.4"], ranking=rule)
    assert [each.result.unit.code for each in found] == ["00003", "00004"]
    assert [len(each.above) for each in found] == [2, 2]


def test_near_ties_beyond_a_few_are_counted_and_listed_on_their_sheet():
    summary = summary_of(campaign_of(200))
    found = near.near_ties(summary)
    assert f"và {len(found) - 6} trường hợp nữa" in told(summary)
    (table,) = tables_in(_book_of(summary, near.TABLE.title.vi))
    assert [row.text("unit") for row in table.rows] == [each.result.unit.code for each in found]
    assert all(row.cell("gap").formula for row in table.rows)


def _book_of(summary, title):
    book = fill_summary(summary, "vi").whole()
    return replace(book, sheets=(book.sheet(title),))


def test_names_that_find_no_room_are_counted():
    assert few(["Xã Một", "Xã Hai"], "vi", 20) == "Xã Một, Xã Hai"
    assert few(["Xã Một", "Xã Hai", "Xã Ba"], "vi", 15) == "Xã Một, Xã Hai và 1 đơn vị khác"
    assert few(["Một tên rất dài", "B"], "en", 3) == "Một tên rất dài and 1 more"


# --- the file


@pytest.mark.parametrize("name", SUMMARIES)
def test_the_same_summary_gives_the_same_bytes_and_formulas_name_only_cells(name):
    summary = SUMMARIES[name]()
    book = fill_summary(summary, "vi").whole()
    assert written(book) == written(fill_summary(SUMMARIES[name](), "vi"))
    titles = [sheet.title for sheet in book.sheets]
    for sheet in book.sheets:
        assert all(only_cells(cell.formula, titles) for cell in sheet.cells.values())


@pytest.mark.parametrize("name", ["=1+1", "<b>&", "'Xã' Một", "*", ">=90"])
def test_a_unit_or_a_grade_of_any_name_counts_right(name):
    campaign = campaign_of(3, (name,))
    bands = (replace(campaign.bands[0], name=name, lower=Decimal(0)),)
    summary = summary_of(replace(campaign, bands=bands), troubled=False)
    assert written(fill_summary(summary, "vi"))
    assert lines(page(summary), STANDING)[0]["ranked"].text == "3"


@pytest.mark.office
@pytest.mark.parametrize(
    "name", ["three", "twelve with a survey, bonus and penalty", "sixty in two groups", "odd grades"]
)
def test_libreoffice_reckons_every_formula_to_the_figure_that_is_stored(name, tmp_path):
    if name == "odd grades":
        campaign = campaign_of(30)
        names = ("*", ">=90", "=1", "Tốt?")
        bands = tuple(replace(band, name=odd) for band, odd in zip(campaign.bands, names, strict=True))
        summary = summary_of(replace(campaign, bands=bands))
    else:
        summary = SUMMARIES[name]()
    book = fill_summary(replace(summary, earlier=earlier_of(summary)), "vi").whole()
    path = tmp_path / "tong-hop.xlsx"
    path.write_bytes(written(book))
    workbook = openpyxl.load_workbook(office.recalculated(path, tmp_path / "out"), data_only=True)
    checked = 0
    for sheet in book.sheets:
        for (row, column), cell in sheet.cells.items():
            if cell.formula:
                held = workbook[sheet.title].cell(row + 1, column + 1).value
                assert held == pytest.approx(float(cell.text), abs=1e-9), (sheet.title, row, column, cell.formula)
                checked += 1
    assert checked > 50
    charts = sum(len(sheet.look.charts) for sheet in book.sheets)
    assert sum(len(sheet._charts) for sheet in workbook) == charts, "they stay charts"
