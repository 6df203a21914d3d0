"""A page a unit: its figures, what it is compared with, and links to the cell of each score and back."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from xlsxwriter.workbook import Workbook

from cchc_xlsx.excel.write import written
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.submission import State
from cchc_xlsx.model.summary import Status
from cchc_xlsx.terms import LANGUAGES
from cchc_xlsx.workbooks.summary import fill_summary, links, profile, profile_grid, ranking
from cchc_xlsx.workbooks.summary.figures import means
from cchc_xlsx.workbooks.tables import tables_in
from tests.workbooks.made_up import book_of, indices, made_up

SUMMARY = made_up(12, extra=True, groups=("Xã", "Phường"), earlier=True)


def pages(summary, language="vi"):
    """Return the page of each unit, by code."""
    made = profile.pages(summary, language, "../nhan-ve", findings="Cần xem lại", ranking="Xếp hạng")
    return {r.unit.code: sheet.whole() for r, sheet in zip(summary.results, made, strict=True)}


def row_of(sheet, text, column=1):
    """Return the row in which a text stands."""
    return next(row for (row, col), cell in sorted(sheet.cells.items()) if col == column and cell.text == text)


def of(status):
    return next(result for result in SUMMARY.results if result.status is status)


def test_every_unit_has_a_page_titled_by_its_code_that_prints_on_one_sheet_of_paper():
    made = pages(SUMMARY)
    assert [sheet.title for sheet in made.values()] == list(made)
    for sheet in made.values():
        assert sheet.look.page.single
        assert not sheet.look.page.landscape


def test_the_ranking_leads_to_each_page_and_each_page_back():
    book = fill_summary(SUMMARY, "vi").whole()
    names = book.sheet("Xếp hạng")
    assert set(names.look.links.values()) == {f"internal:'{result.unit.code}'!A1" for result in SUMMARY.results}
    for result in SUMMARY.results:
        assert book.sheet(result.unit.code).look.links[0, 1] == "internal:'Xếp hạng'!A1"


def test_every_score_stands_on_the_page_with_its_place_and_a_link_to_the_cell():
    made = pages(SUMMARY)
    for result in SUMMARY.results:
        if not result.card:
            continue
        sheet = made[result.unit.code]
        (table,) = tables_in(book_of(sheet))
        assert table.name == profile_grid.TABLE.name
        scores = {score.code: score for score in result.card.criteria}
        assert {row.text("criterion") for row in table.rows} == set(scores)
        for row in table.rows:
            score, place = scores[row.text("criterion")], row.place("place")
            assert row.text("place") == str(score.place)
            link = sheet.look.links.get((place.row, place.column))
            if SUMMARY.campaign.criteria.by_code[score.code].source is Source.SURVEY:
                assert link is None, "the campaign workbook is the reader's own"
            else:
                path = result.file.replace(" ", "%20")
                assert link == f"external:../nhan-ve/{path}#'LV 1'!{score.place.cell}"
            if score.state is State.SCORED:
                assert Decimal(row.cell("score").text) == score.score


def test_the_whole_result_is_told_beside_the_mean_of_the_group():
    group = means(SUMMARY)
    made = pages(SUMMARY)
    for result in SUMMARY.results:
        sheet = made[result.unit.code]
        row = row_of(sheet, "Năm 2024")
        card = result.card
        told = [sheet.at(row, column).text for column in (3, 4)]
        assert [Decimal(text) if text else None for text in told] == (
            [card.maximum, card.points] if card else [None] * 2
        )
        rank = f"{result.rank}/{result.ranked_among}" if result.rank else "–"
        assert (sheet.at(row, 6).text, sheet.at(row, 7).text) == (result.grade or "–", rank)
        assert sheet.at(row + 1, 1).text.startswith(f"Trung bình nhóm {result.unit.group} (")
        assert Decimal(sheet.at(row + 1, 5).text) == group[result.unit.group].index


def test_areas_and_sources_add_up_to_the_whole_and_are_compared_with_the_group():
    group = means(SUMMARY)
    for code, sheet in pages(SUMMARY).items():
        result = next(r for r in SUMMARY.results if r.unit.code == code)
        if not result.card:
            continue
        top, total = row_of(sheet, "Lĩnh vực", 2), row_of(sheet, "Tổng cộng", 2)
        sources = row_of(sheet, "Theo nguồn điểm")
        for first, last in ((top + 1, sources), (sources + 1, total)):
            points = [Decimal(sheet.at(row, 4).text) for row in range(first, last)]
            assert sum(points) == result.card.points == Decimal(sheet.at(total, 4).text)
        for row in range(top + 1, sources):
            area = sheet.at(row, 1).text
            if sheet.at(row, 6).text:
                assert Decimal(sheet.at(row, 6).text) == group[result.unit.group].areas[area]
                gap = Decimal(sheet.at(row, 5).text) - Decimal(sheet.at(row, 6).text)
                assert abs(Decimal(sheet.at(row, 7).text) - gap) < Decimal("1e-12")


def test_the_chart_shows_the_shares_that_stand_in_the_table():
    sheet = pages(SUMMARY)[SUMMARY.results[0].unit.code]
    (chart,) = sheet.look.charts
    for series in chart.series:
        first, column, last, _ = series.values
        assert all(sheet.at(row, column).text for row in range(first, last + 1))
        assert sheet.at(*series.name).text
    assert last - first + 1 == 9, "all areas but bonus and penalty"


def test_losses_are_the_largest_and_strengths_are_above_the_mean():
    result = SUMMARY.results[0]
    sheet = pages(SUMMARY)[result.unit.code]
    by_code = SUMMARY.campaign.criteria.by_code
    lost = sorted((by_code[s.code].highest - s.score for s in result.card.criteria if s.code != "10.1"), reverse=True)
    top = row_of(sheet, "Mất điểm nhiều nhất", 2)
    assert [Decimal(sheet.at(top + n, 5).text) for n in range(1, 7)] == lost[:6]
    strong = row_of(sheet, "Cao hơn trung bình nhóm nhiều nhất", 2)
    gains = [Decimal(sheet.at(strong + n, 5).text) for n in range(1, 5)]
    assert gains == sorted(gains, reverse=True)
    assert all(gain > 0 for gain in gains)


def test_last_year_stands_beside_this_year_with_the_change_of_points_index_and_rank():
    result = next(r for r in SUMMARY.results if r.rank is not None)
    before = SUMMARY.earlier.units[result.unit.code]
    sheet = pages(SUMMARY)[result.unit.code]
    then, change = row_of(sheet, "Năm 2023"), row_of(sheet, "Thay đổi so với năm 2023")
    assert Decimal(sheet.at(then, 4).text) == before.points
    assert Decimal(sheet.at(change, 4).text) == result.card.points - before.points
    assert abs(Decimal(sheet.at(change, 5).text) - (result.card.index - before.index)) < Decimal("1e-12")
    assert int(sheet.at(change, 7).text) == before.rank - result.rank
    assert sheet.at(change + 1, 1).text.startswith("Tiêu chí thay đổi nhiều nhất so với năm 2023: ")


def test_criteria_whose_maximum_has_changed_are_not_compared():
    known = {code: (name, Decimal(99)) for code, (name, _) in SUMMARY.earlier.criteria.items()}
    other = replace(SUMMARY, earlier=replace(SUMMARY.earlier, criteria=known))
    texts = [cell.text for sheet in pages(other).values() for cell in sheet.cells.values()]
    assert not any(text.startswith("Tiêu chí thay đổi") for text in texts)
    assert any(text.startswith("Thay đổi so với năm 2023") for text in texts)


def test_without_an_earlier_summary_nothing_is_said_of_last_year():
    texts = [c.text for sheet in pages(replace(SUMMARY, earlier=None)).values() for c in sheet.cells.values()]
    assert not any("2023" in text or "Thay đổi" in text for text in texts)


def test_the_worst_findings_stand_on_the_page_and_the_rest_is_counted():
    unit = of(Status.ERRORS).unit.code
    sheet = pages(SUMMARY)[unit]
    top = row_of(sheet, "Lỗi và điều cần xem lại", 2)
    assert sheet.at(top + 1, 3).text == "✗ Lỗi"
    assert [sheet.at(top + n, 5).text for n in range(2, 6)] == ["7", "6", "5", "4"]
    assert sheet.at(top + 6, 1).text == "… và 3 điều khác ở trang “Cần xem lại”."
    assert sheet.look.links[top + 6, 1] == "internal:'Cần xem lại'!A1"


def test_a_unit_without_a_file_has_a_page_that_says_so():
    sheet = pages(SUMMARY)[of(Status.MISSING).unit.code]
    assert any(cell.text == "Chưa nhận được tệp nào tính được của đơn vị." for cell in sheet.cells.values())
    assert not sheet.look.charts


def test_an_excluded_unit_has_its_reason_on_its_page():
    texts = [cell.text for cell in pages(SUMMARY)[of(Status.EXCLUDED).unit.code].cells.values()]
    assert any("báo cáo không trung thực" in text for text in texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_below_the_score_table_is_printed(language):
    for sheet in pages(SUMMARY, language).values():
        if found := list(tables_in(book_of(sheet))):
            assert sheet.look.page.area[2] < found[0].rows[0].place("criterion").row


def test_more_units_than_the_limit_have_no_pages():
    many = indices({f"{n:03}": "50" for n in range(links.MOST_PAGES + 1)})
    assert not links.page_titles(many)
    book = fill_summary(many, "vi").whole()
    assert not [sheet for sheet in book.sheets if re.search("[0-9]", sheet.title)]
    assert not book.sheet(ranking.TABLE.title.vi).look.links


@pytest.mark.parametrize(
    ("codes", "titles"),
    [
        (("00001", "00002"), ("00001", "00002")),
        (("a1", "A1"), ("a1", "A1 (1)")),
        (("matrix", "History"), ("matrix (1)", "History (1)")),
        (("x" * 29 + "1y", "x" * 29 + "1yz"), ("x" * 29 + "1y", "x" * 27 + " (1)")),
        (("a/1:[2]", "'1'"), ("a-1--2-", "-1-")),
    ],
)
def test_titles_are_such_as_excel_takes_and_no_two_are_one(codes, titles):
    made = links.page_titles(indices(dict.fromkeys(codes, "50")))
    assert tuple(made[code] for code in codes) == titles
    assert all(len(title) <= 31 for title in made.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_other_sheet_has_a_digit_in_its_title(language):
    assert not [sheet for sheet in fill_summary(made_up(0), language).sheets if re.search("[0-9]", sheet.title)]


def test_what_pages_have_in_common_is_put_down_once():
    def rows(units):
        summary = made_up(units)
        made = profile.pages(summary, "vi", "../nhan-ve", findings="Cần xem lại", ranking="Xếp hạng")
        lines = [line for sheet in made for piece in sheet.flow.pieces() for line in piece.lines]
        return len(lines), len(set(lines))

    (few, of_few), (many, of_many) = rows(20), rows(60)
    assert of_many - of_few < (many - few) / 10


def test_more_pages_take_no_more_charts_of_xlsxwriters(monkeypatch):
    made = []
    add = Workbook.add_chart
    monkeypatch.setattr(Workbook, "add_chart", lambda *told: made.append(0) or add(*told))

    def charts(units):
        made.clear()
        book = fill_summary(made_up(units), "vi")
        written(book)
        return len(made), sum(len(sheet.look.charts) for sheet in book.sheets)

    (few, _), (many, shown) = charts(20), charts(60)
    assert many <= few + 1, "one more kind of page, where a share is above 100"
    assert shown > 60
