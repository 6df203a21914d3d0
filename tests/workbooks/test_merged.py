"""Merged cells: a text that is merged over several rows holds for all of them, a score for the first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_xlsx.model.book import EMPTY, Cell, Kind, Sheet, cell
from cchc_xlsx.model.place import NOWHERE
from cchc_xlsx.model.submission import State
from cchc_xlsx.workbooks.merged import covered
from cchc_xlsx.workbooks.unit import fill_unit, parse_unit, self_score
from tests.workbooks.cases import entry, template

TITLE = "LV 2"


def row_of(book, code):
    sheet = book.sheet(TITLE)
    return next(r for (r, c), found in sheet.cells.items() if c == 1 and found.text == f"TC-{code}")


def merged(book, key, first, last, right=None):
    """Return the book after “merge cells” over a column from one criterion's row to another's: the first is kept."""
    column, top, bottom = self_score.column(key), row_of(book, first), row_of(book, last)
    end = self_score.column(right or key)
    for row in range(top, bottom + 1):
        for each in range(column, end + 1):
            if (row, each) != (top, column):
                book = book.put(TITLE, (row, each), EMPTY)
    sheet = book.sheet(TITLE)
    joined = replace(sheet, merged=(*sheet.merged, (top, column, bottom, end)))
    return replace(book, sheets=tuple(joined if each is sheet else each for each in book.sheets))


@pytest.fixture
def workbook():
    campaign = template("ha-trung-2023")
    entries = [entry(f"2.{n}", 1, f"Báo cáo {n}", f"Lý do {n}") for n in (1, 2, 3)]
    return campaign, fill_unit(campaign, campaign.units[0], "vi", entries=entries)


def entries_of(book, campaign):
    return {e.criterion: e for e in parse_unit(book, campaign.criteria).entries}


@pytest.mark.parametrize("key", ["evidence", "evidence_number", "evidence_date", "explanation", "remark"])
def test_a_text_merged_over_rows_holds_for_all_of_them_and_each_keeps_its_place(workbook, key):
    campaign, book = workbook
    book = book.put(TITLE, (row_of(book, "2.1"), self_score.column(key)), cell("Kế hoạch chung"))
    found = entries_of(merged(book, key, "2.1", "2.3"), campaign)
    for code in ("2.1", "2.2", "2.3"):
        said = found[code]
        assert said.text(key) == "Kế hoạch chung"
        assert (said.place_of(key).row, said.place_of(key).column) == (row_of(book, code), self_score.column(key))
    assert not getattr(found["1.1"], key)


def test_of_merged_score_cells_only_the_first_is_scored_and_the_others_know_by_what_they_are_covered(workbook):
    campaign, book = workbook
    found = entries_of(merged(book, "self_score", "2.1", "2.2"), campaign)
    assert found["2.1"].score.value == 1
    assert found["2.1"].score.covered_by == NOWHERE
    assert found["2.2"].score.state is State.EMPTY
    assert found["2.2"].score.covered_by == found["2.1"].score.place
    assert found["2.3"].score.covered_by == NOWHERE


def test_a_block_merged_over_columns_too_fills_its_first_column_only(workbook):
    campaign, book = workbook
    found = entries_of(merged(book, "evidence", "2.1", "2.2", "explanation"), campaign)
    assert [found[code].evidence for code in ("2.1", "2.2")] == ["Báo cáo 1", "Báo cáo 1"]
    assert [found[code].explanation for code in ("2.1", "2.2")] == ["", ""]


def test_columns_merged_within_a_row_change_nothing_in_other_rows(workbook):
    campaign, book = workbook
    found = entries_of(merged(book, "evidence", "2.1", "2.1", "evidence_number"), campaign)
    assert [found[code].evidence for code in ("2.1", "2.2")] == ["Báo cáo 1", "Báo cáo 2"]


def test_a_text_that_stands_in_a_covered_cell_all_the_same_is_its_own(workbook):
    campaign, book = workbook
    book = merged(book, "evidence", "2.1", "2.2")
    book = book.put(TITLE, (row_of(book, "2.2"), self_score.column("evidence")), cell("Riêng"))
    assert entries_of(book, campaign)["2.2"].evidence == "Riêng"


def test_a_score_that_stands_in_a_covered_cell_all_the_same_is_not_counted(workbook):
    """LibreOffice may keep what a merged cell hides; nobody can see it."""
    campaign, book = workbook
    book = merged(book, "self_score", "2.1", "2.2")
    book = book.put(TITLE, (row_of(book, "2.2"), self_score.column("self_score")), cell(1))
    found = entries_of(book, campaign)
    assert [found[code].score.state for code in ("2.1", "2.2")] == [State.SCORED, State.EMPTY]


def test_a_column_that_is_lacking_takes_no_other_columns_text(workbook):
    campaign, book = workbook
    book = merged(book, "criterion", "2.1", "2.2")
    keys = next(r for (r, c), found in book.sheet(TITLE).cells.items() if found.text == "remark")
    book = book.put(TITLE, (keys, self_score.column("remark")), EMPTY)
    assert [each.remark for each in entries_of(book, campaign).values()] == [""] * len(campaign.criteria.scored)


def test_a_hundred_thousand_merges_to_the_last_row_cost_next_to_nothing():
    areas = tuple((row, 0, 1_048_575, 0) for row in range(100_000))
    positions = [(row, 0) for row in range(1, 100_001)]
    assert len(covered(Sheet("a", {}, merged=areas), positions)) > 0


@given(st.lists(st.tuples(*[st.integers(0, 12)] * 4), max_size=8), st.sets(st.tuples(*[st.integers(0, 12)] * 2)))
def test_what_covers_a_cell_is_above_it_in_its_column_and_reaches_it(areas, positions):
    found = covered(Sheet("a", {}, merged=tuple(areas)), positions)
    assert set(found) <= positions
    for (row, column), (top, left) in found.items():
        assert left == column
        assert top < row
        assert any(a[0] == top and a[1] == left and a[2] >= row for a in areas)


def test_a_merged_first_cell_may_hold_a_number_or_a_date(workbook):
    campaign, book = workbook
    spot = (row_of(book, "2.1"), self_score.column("evidence_date"))
    book = book.put(TITLE, spot, Cell(Kind.NUMBER, "45260", date=True))
    assert entries_of(merged(book, "evidence_date", "2.1", "2.2"), campaign)["2.2"].evidence_date == "30/11/2023"
