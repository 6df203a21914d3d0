"""The ranking as it is published: the columns a campaign needs, groups apart, and every rule printed below."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from cchc_xlsx.model.campaign import RankingRule
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.points import shown
from cchc_xlsx.model.summary import Status
from cchc_xlsx.terms import LANGUAGES
from cchc_xlsx.workbooks.summary import notes, ranking
from cchc_xlsx.workbooks.summary.figures import gaps, mean, order, ranked
from cchc_xlsx.workbooks.summary.links import MOST_PAGES
from cchc_xlsx.workbooks.tables import tables_in
from tests.workbooks.made_up import book_of, indices, made_up

SOURCES = {"self", "survey", "bonus", "penalty"}


def rows(summary, language="vi"):
    """Return the rows of units by code, each with its cells by key."""
    (table,) = tables_in(book_of(ranking.fill(summary, language)))
    return {row.text("unit"): row for row in table.rows}


def texts(summary, language="vi"):
    return [cell.text for cell in ranking.fill(summary, language).cells.values()]


def told(summary, language="vi"):
    return "\n".join(notes.notes(summary, language))


def test_a_campaign_that_scores_itself_only_has_one_column_of_points():
    keys = set(ranking.table(made_up(3)).keys)
    assert not keys & SOURCES
    assert {"unit", "name", "points", "maximum", "index", "rank", "gap"} <= keys
    assert "chưa thẩm định" in ranking.table(made_up(3)).column("points").header.vi


def test_every_source_of_a_campaign_has_its_column_and_they_add_up():
    summary = made_up(12, extra=True)
    assert set(ranking.table(summary).keys) >= SOURCES
    found = rows(summary)
    for result in summary.results:
        row = found[result.unit.code]
        if result.card is None:
            assert not any(row.text(key) for key in (*SOURCES, "points", "maximum", "index"))
            continue
        for part in result.card.sources:
            assert Decimal(row.text(part.source.value)) == part.points
        assert Decimal(row.text("points")) == result.card.points
        assert sum(Decimal(row.text(key)) for key in SOURCES) == result.card.points


def test_the_survey_has_no_column_before_it_has_come():
    summary = made_up(3, extra=True)
    early = replace(summary, campaign=replace(summary.campaign, survey=()))
    assert "survey" not in ranking.table(early).keys
    assert "Chưa có điểm điều tra" in told(early)
    assert "Chưa có điểm điều tra" not in told(summary)


@pytest.mark.parametrize(("key", "change"), [("group", {"groups": ("Xã", "Phường")}), ("late", {}), ("grade", {})])
def test_columns_that_a_campaign_does_not_need_are_not_there(key, change):
    assert key in ranking.table(made_up(6, **change)).keys
    plain = made_up(6, deadline=None)
    plain = replace(plain, campaign=replace(plain.campaign, bands=()))
    assert key not in ranking.table(plain).keys


def test_only_ranked_units_show_an_index_and_the_index_is_not_rounded():
    summary = made_up(12, leaves=56)
    found = rows(summary)
    for result in summary.results:
        row = found[result.unit.code]
        if result.rank is None:
            assert (row.text("index"), row.text("rank")) == ("", "–")
        else:
            assert row.text("rank") == f"{result.rank}/{result.ranked_among}"
            assert Decimal(row.cell("index").text) == result.card.index


def test_each_group_stands_in_a_block_with_its_name_and_its_mean():
    summary = made_up(14, groups=("Xã", "Phường"))
    sheet = ranking.fill(summary, "vi")
    table = ranking.table(summary)
    code, label = table.offset("unit"), table.offset("name")
    groups = {result.unit.code: result.unit.group for result in summary.results}
    column = [(r, c.text) for (r, col), c in sorted(sheet.cells.items()) if col == code and c.text in groups]
    assert [groups[text] for _, text in column] == ["Xã"] * 7 + ["Phường"] * 7
    for group in ("Xã", "Phường"):
        below = [row for row, text in column if groups[text] == group]
        assert sheet.cells[below[0] - 1, 1].text.startswith(f"Nhóm: {group} – 7 đơn vị")
        last = below[-1] + 1
        assert sheet.cells[last, label].text == f"Trung bình nhóm {group}"
        average = mean(index for result, _, index in ranked(summary) if result.unit.group == group)
        assert Decimal(sheet.cells[last, table.offset("index")].text) == average
    assert "Các nhóm đơn vị được xếp hạng riêng." in told(summary)


def test_units_are_shown_by_group_then_rank_then_points():
    summary = made_up(24, groups=("Xã", "Phường"))
    shown_order = [(r.unit.group, r.rank is None, r.rank or 0) for r in order(summary)]
    assert shown_order == sorted(shown_order, key=lambda each: (["Xã", "Phường"].index(each[0]), *each[1:]))


def test_the_gap_is_to_the_rank_above_whoever_shares_a_rank():
    summary = indices({"a": "96", "b": "94", "c": "92.5", "d": "92.5", "e": "92.25"})
    assert gaps(summary) == {"b": Decimal(2), "c": Decimal("1.5"), "d": Decimal("1.5"), "e": Decimal("0.25")}
    assert [rows(summary)[code].text("gap") for code in "abcde"] == ["", "2", "1.5", "1.5", "0.25"]
    assert [rows(summary)[code].text("rank") for code in "abcde"] == ["1/5", "2/5", "3/5", "3/5", "4/5"]


def test_a_group_begins_without_a_gap():
    summary = made_up(12, groups=("Xã", "Phường"))
    assert sum(result.rank == 1 for result in summary.results) == 2
    assert not {result.unit.code for result in summary.results if result.rank == 1} & set(gaps(summary))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", RankingRule)
def test_declared_tie_breaks_are_printed_in_their_order_with_the_rule_for_those_still_equal(rule, language):
    summary = made_up(3, extra=True, tie_breaks=("survey", "1.2", "penalty"), ranking=rule)
    line = notes.ties(summary.campaign, language)
    places = [line.index(words) for words in {
        "vi": ("điều tra xã hội học", "điểm mục 1.2", "điểm phạt"), "en": ("survey", "the points of 1.2", "penalty"),
    }[language]]  # fmt: skip
    assert places == sorted(places)
    assert ("1, 2, 2, 4" in line) == (rule is RankingRule.COMPETITION)
    assert f"– {line}"[:40] in "\n".join(texts(summary, language))


def test_caps_are_printed_with_the_units_they_cut():
    summary = made_up(6, extra=True, bonus_cap=Decimal("4.5"), penalty_cap=Decimal("0.25"))
    line = told(summary)
    assert "Tổng điểm thưởng không quá 4,5." in line
    assert "Tổng điểm phạt không quá 0,25." in line
    cut = [(r.unit.name, part.cut) for r in summary.results if r.card and (part := r.card.source(Source.BONUS))]
    assert any(by for _, by in cut)
    for name, by in cut:
        assert (f"{name} ({shown(by, 'vi')})" in line) == bool(by)


@pytest.mark.parametrize(
    ("index", "near"), [("79.989", False), ("79.99", True), ("79.996", True), ("80.01", True), ("80.011", False)]
)
def test_a_unit_within_a_hundredth_of_a_bound_is_named_with_its_unrounded_index(index, near):
    line = told(indices({"a": index, "b": "60"}))
    assert ("cách cận xếp loại" in line) == near
    assert (f"{index.replace('.', ',')}0"[:6] in line) == near
    assert ("Tốt" if Decimal(index) >= 80 else "Khá") in line or not near


def test_excluded_units_are_named_with_their_reason_and_have_no_rank():
    summary = made_up(12)
    (out,) = (result for result in summary.results if result.status is Status.EXCLUDED)
    (line,) = (line for line in notes.notes(summary, "vi") if line.startswith("◇"))
    assert f"{out.unit.name} (lý do: báo cáo không trung thực)" in line
    assert "dồn hạng" in line
    row = rows(summary)[out.unit.code]
    assert (row.text("rank"), row.text("grade"), row.text("status")) == ("–", "", "◇ Không xếp hạng")
    assert {result.ranked_among for result in summary.results if result.rank} == {8}


def test_doubts_that_outweigh_the_gap_to_the_next_rank_are_told():
    summary = indices({"a": "90", "b": "88", "c": "60"}, stake={"a": "2", "b": "27"})
    line = next(line for line in notes.notes(summary, "vi") if line.startswith("Thứ hạng có thể thay đổi"))
    assert "Xã b (hạng 2/3, kém hạng trên 2,00 %)" in line
    assert "Xã c" not in line


def test_more_units_than_pages_leave_the_pages_to_the_report_and_say_so():
    few, many = indices({f"{n:03}": "50" for n in range(MOST_PAGES)}), indices({f"{n:03}": "5" for n in range(201)})
    assert "cchc report" not in told(few)
    assert "cchc report" in told(many)


def test_notes_are_no_wider_than_the_table():
    summary = made_up(12, extra=True, bonus_cap=Decimal(1))
    table, sheet = ranking.table(summary), ranking.fill(summary, "vi")
    first = max(row for (row, column), cell in sheet.cells.items() if column == table.offset("status"))
    widest = sum(column.width for column in table.columns)
    lines = [c.text for (row, column), c in sheet.cells.items() if row > first and column == 1]
    assert len(lines) > len(notes.notes(summary, "vi"))
    assert max(map(len, lines)) <= widest * 1.05
