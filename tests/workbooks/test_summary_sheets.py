"""Areas, matrix, points lost, status board, findings, files: figures are the summary's, links lead where they say."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from cchc_xlsx import scoring
from cchc_xlsx.excel import style
from cchc_xlsx.model.book import serial
from cchc_xlsx.model.finding import Severity
from cchc_xlsx.model.received import Outcome
from cchc_xlsx.model.submission import State
from cchc_xlsx.model.summary import FileOutcome, Status
from cchc_xlsx.terms import LANGUAGES
from cchc_xlsx.workbooks.summary import areas, board, files, fill_summary, findings, lost, matrix
from cchc_xlsx.workbooks.summary.figures import percent, ranked
from cchc_xlsx.workbooks.summary.listing import WIDEST
from cchc_xlsx.workbooks.tables import tables_in
from tests.workbooks.made_up import book_of, made_up

SUMMARY = made_up(24, extra=True, groups=("Xã", "Phường"))


def rows(sheet, key):
    """Return the rows of a sheet's only table, by the text of a column."""
    (table,) = tables_in(book_of(sheet))
    return {row.text(key): row for row in table.rows}


def number(row, key):
    return Decimal(row.cell(key).text)


def close(one, other):
    return abs(one - other) < Decimal("1e-12")


# --- areas


def test_points_and_shares_by_area_are_the_summarys():
    found = rows(areas.fill(SUMMARY, "vi"), "unit")
    for result in SUMMARY.results:
        for area in result.card.areas if result.card else ():
            row = found[result.unit.code]
            assert number(row, f"area_{area.code}") == area.points
            if area.maximum:
                assert number(row, f"share_{area.code}") == percent(area.points, area.maximum)
    assert not {"share_10", "share_11"} & set(areas.table(SUMMARY).keys), "bonus and penalty have no share"


def test_the_best_and_the_worst_of_each_group_carry_a_sign_and_stay_numbers():
    sheet, table = areas.fill(SUMMARY, "vi"), areas.table(SUMMARY)
    found = rows(sheet, "unit")
    for group in ("Xã", "Phường"):
        shares = {r.unit.code: number(found[r.unit.code], "share_1") for r, _, _ in ranked(SUMMARY)
                  if r.unit.group == group}  # fmt: skip
        for code, share in shares.items():
            place = found[code].place("share_1")
            look = sheet.look.styles[place.row, table.offset("share_1")]
            assert look.endswith(".best") == (share == max(shares.values()))
            assert look.endswith(".worst") == (share == min(shares.values()))
    signs = [style.properties(f"percent.{mark}")["num_format"][1] for mark in ("best", "worst")]
    assert signs == ["▲", "▼"]


def test_what_half_of_the_units_share_is_no_distinction():
    same = replace(SUMMARY, results=tuple(
        replace(r, card=replace(r.card, areas=SUMMARY.results[0].card.areas)) if r.card else r for r in SUMMARY.results
    ))  # fmt: skip
    assert not {look for look in areas.fill(same, "vi").look.styles.values() if re.search("best|worst", look)}


# --- matrix and points lost


def test_the_matrix_shows_every_criterion_that_counts_and_every_score():
    found = rows(matrix.fill(SUMMARY, "vi"), "criterion")
    assert list(found) == [criterion.code for criterion in SUMMARY.campaign.counted]
    assert {"9.1", "10.1", "11.1"} <= set(found)
    for result in SUMMARY.results:
        for score in result.card.criteria if result.card else ():
            cell = found[score.code].cell(f"unit_{result.unit.code}")
            if score.state is State.NOT_APPLICABLE:
                assert cell.text == "KAD"
            else:
                assert (Decimal(cell.text) if cell.text else None) == score.score


def test_the_survey_is_not_in_the_matrix_before_it_has_come():
    early = replace(SUMMARY, campaign=replace(SUMMARY.campaign, survey=()))
    assert "9.1" not in rows(matrix.fill(early, "vi"), "criterion")


def test_an_invalid_score_has_a_sign_beside_its_colour_and_stays_the_number_it_is():
    sheet = matrix.fill(SUMMARY, "vi")
    found = rows(sheet, "criterion")
    wrong = [(r.unit.code, s) for r in SUMMARY.results if r.card for s in r.card.criteria if s.state is State.INVALID]
    assert wrong
    for code, score in wrong:
        place = found[score.code].place(f"unit_{code}")
        assert sheet.look.styles[place.row, place.column] == "points.invalid"
    assert "✗" in style.properties("points.invalid")["num_format"]


def test_means_shares_and_counts_of_the_matrix_are_of_the_ranked_units():
    found = rows(matrix.fill(SUMMARY, "vi"), "criterion")
    cards = [card for _, card, _ in ranked(SUMMARY)]
    for criterion in SUMMARY.campaign.counted:
        scores = [s.score for card in cards for s in card.criteria if s.code == criterion.code and s.score is not None]
        row = found[criterion.code]
        assert close(number(row, "mean"), sum(scores) / len(scores))
        below = sum(score < criterion.highest for score in scores)
        assert row.cell("losing").text == ("" if criterion.code == "10.1" else str(below))
        if criterion.highest:
            assert close(number(row, "share"), sum(scores) / len(scores) / criterion.highest * 100)
        else:
            assert row.cell("share").text == ""


def test_the_criteria_with_most_points_lost_come_first_and_none_is_forgotten():
    sheet = lost.fill(SUMMARY, "vi")
    found = rows(sheet, "criterion")
    points = [number(row, "lost") for row in found.values()]
    assert points == sorted(points, reverse=True)
    by_hand = {}
    for _, card, _ in ranked(SUMMARY):
        for score in card.criteria:
            highest = SUMMARY.campaign.criteria.by_code[score.code].highest
            if score.score is not None and score.code != "10.1":
                by_hand[score.code] = by_hand.get(score.code, Decimal(0)) + highest - score.score
    assert {code: number(row, "lost") for code, row in found.items()} == {c: p for c, p in by_hand.items() if p}
    assert close(sum(number(row, "share") for row in found.values()), Decimal(100))
    for row in found.values():
        assert close(number(row, "each"), number(row, "lost") / number(row, "units"))


def test_nothing_lost_is_told():
    texts = {cell.text for cell in lost.fill(made_up(0), "vi").cells.values()}
    assert "Chưa có điểm mất để liệt kê." in texts


def test_a_wide_matrix_prints_on_several_pages_with_the_criteria_on_each():
    page = matrix.fill(made_up(60), "vi").look.page
    assert page.wide > 1
    assert page.repeat_columns == (1, matrix.table(made_up(60)).offset("name"))
    assert matrix.fill(made_up(6), "vi").look.page.wide == 1


# --- the status board


def test_the_board_has_every_unit_and_those_waited_for_come_first():
    found = rows(board.fill(SUMMARY, "vi", "../nhan-ve", "Tệp nhận về"), "unit")
    assert set(found) == {result.unit.code for result in SUMMARY.results}
    signs = [row.text("status").split(" ")[0] for row in found.values()]
    assert list(dict.fromkeys(signs)) == ["–", "✗", "○", "◇", "✓"]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.MISSING, "Nhắc đơn vị gửi tệp."),
        (Status.ERRORS, "đề nghị đơn vị sửa 1 lỗi"),
        (Status.INCOMPLETE, "chấm nốt 1 tiêu chí"),
        (Status.EXCLUDED, "báo cáo không trung thực"),
        (Status.COMPLETE, "Không còn việc phải làm."),
    ],
)
def test_the_board_says_what_to_do_next(status, words):
    found = rows(board.fill(SUMMARY, "vi", "../nhan-ve", "Tệp nhận về"), "unit")
    assert any(words in found[r.unit.code].text("next") for r in SUMMARY.results if r.status is status)


def test_a_complete_unit_with_warnings_is_to_be_looked_at():
    found = rows(board.fill(SUMMARY, "vi", "../nhan-ve", "Tệp nhận về"), "unit")
    doubtful = {f.unit for f in SUMMARY.findings if f.severity is Severity.WARNING}
    those = [r.unit.code for r in SUMMARY.results if r.status is Status.COMPLETE and r.unit.code in doubtful]
    assert those
    for code in those:
        assert found[code].text("next") == "Xem 7 cảnh báo trước khi thẩm định."
        assert (found[code].text("warnings"), found[code].text("stake")) == ("7", "7")


def test_the_board_counts_the_files_of_each_unit_by_what_became_of_them():
    code = SUMMARY.results[3].unit.code  # nothing of it counts
    more = (
        FileOutcome("a.xlsx", "1" * 64, Outcome.UNREADABLE, code),
        FileOutcome("b.xlsx", "2" * 64, Outcome.EXCLUDED, code),
        FileOutcome("c.xlsx", "3" * 64, Outcome.SUPERSEDED, SUMMARY.results[0].unit.code),
        FileOutcome("d.pdf", "4" * 64, Outcome.FOREIGN),
    )
    sheet = board.fill(replace(SUMMARY, files=(*SUMMARY.files, *more)), "vi", "../nhan-ve", "Tệp nhận về")
    found = rows(sheet, "unit")
    keys = ("received", "superseded", "excluded", "unreadable")
    assert [found[code].text(key) for key in keys] == ["2", "", "1", "1"]
    assert [found[SUMMARY.results[0].unit.code].text(key) for key in keys] == ["2", "1", "", ""]
    assert found[code].text("next").startswith("Đã nhận 2 tệp nhưng không tệp nào tính được")
    assert any("có 1 tệp chưa rõ của đơn vị nào" in cell.text for cell in sheet.cells.values())


def test_the_board_tells_when_the_file_that_counts_was_saved_and_leads_to_it():
    sheet = board.fill(SUMMARY, "vi", "../nhan-ve", "Tệp nhận về")
    found = rows(sheet, "unit")
    for result in SUMMARY.results:
        row = found[result.unit.code]
        assert row.text("late") == ("muộn" if result.late else "")
        assert row.cell("saved").text == (serial(result.saved) if result.saved else "")
        place = row.place("file")
        led = f"external:../nhan-ve/{result.file.replace(' ', '%20')}" if result.file else None
        assert sheet.look.links.get((place.row, place.column)) == led


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_counts_above_the_board_are_formulas_over_it_with_their_results(language):
    sheet = board.fill(SUMMARY, language, "../nhan-ve", "Files")
    counts = [(c.text, c.formula) for (row, _), c in sorted(sheet.cells.items()) if c.formula]
    by_status = [sum(r.status is s for r in SUMMARY.results) for s in board._WAITING]
    assert [int(text) for text, _ in counts] == [24, *by_status, sum(r.late for r in SUMMARY.results)]
    assert all(formula.startswith(("COUNTA(", "COUNTIF(")) for _, formula in counts)


# --- findings and files


def test_findings_are_sorted_by_severity_and_then_by_points_at_stake():
    sheet = findings.fill(SUMMARY, "vi", "../nhan-ve")
    (table,) = tables_in(book_of(sheet))
    signs = {"✗✗": 0, "✗": 1, "!": 2, "i": 3}
    keys = [(signs[r.text("severity").split(" ")[0]], -Decimal(r.text("points") or 0)) for r in table.rows]
    assert keys == sorted(keys)
    assert len(keys) == len(SUMMARY.findings)


def test_a_finding_leads_to_its_cell_and_to_the_page_of_its_unit():
    book = fill_summary(SUMMARY, "vi").whole()
    sheet = book.sheet(findings.TABLE.title.vi)
    (table,) = tables_in(book_of(sheet))
    for row in table.rows:
        place, name = row.place("place"), row.place("name")
        link = sheet.look.links.get((place.row, place.column), "")
        spot = re.sub("^LV 1", "'LV 1'", row.text("place"))
        assert link == (f"external:../nhan-ve/{row.text('file').replace(' ', '%20')}#{spot}" if spot else "")
        assert sheet.look.links[name.row, name.column] == f"internal:'{row.text('unit')}'!A1"


def test_a_file_in_a_container_names_it_and_leads_to_it():
    packed = FileOutcome("gói.zip/a.xlsx", "1" * 64, Outcome.COUNTED, SUMMARY.results[0].unit.code, container="gói.zip")
    sheet = files.fill(replace(SUMMARY, files=(packed,)), "vi", "../nhan-ve")
    row = rows(sheet, "path")["gói.zip/a.xlsx"]
    place = row.place("container")
    assert (row.text("container"), row.text("name")) == ("gói.zip", SUMMARY.results[0].unit.name)
    assert sheet.look.links[place.row, place.column] == "external:../nhan-ve/gói.zip"


# --- all sheets


def test_every_link_within_the_workbook_leads_to_a_sheet_of_it():
    book = fill_summary(SUMMARY, "vi").whole()
    titles = {sheet.title for sheet in book.sheets}
    inner = [link for sheet in book.sheets for link in sheet.look.links.values() if link.startswith("internal:")]
    assert {re.fullmatch(r"internal:'(.*)'!A1", link)[1] for link in inner} <= titles
    assert len(inner) > 100


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [0, 1, 24])
def test_sheets_fit_the_paper_and_freeze_their_heads(size, language):
    for sheet in fill_summary(made_up(size), language).whole().sheets:
        page = sheet.look.page
        assert page.area
        widths = [sheet.look.columns[c][0] for c in range(page.area[1], page.area[3] + 1)]
        assert sum(widths) / page.wide <= WIDEST
        assert sheet.look.freeze or page.single or sheet.look.charts or not size


def test_every_coloured_cell_says_in_words_or_signs_what_its_colour_says():
    for sheet in fill_summary(SUMMARY, "vi").whole().sheets:
        for position, look in sheet.look.styles.items():
            if re.search(r"\.(bad|warn|good)", look):
                assert not sheet.cells[position].text[0].isalnum()


def test_an_area_that_does_not_apply_is_no_zero_and_not_in_the_mean():
    summary = made_up(6, 20)
    area = summary.campaign.criteria.areas[0].code
    one = next(result for result in summary.results if result.rank)
    scores = [
        replace(each, score=None, state=State.NOT_APPLICABLE) if each.code.startswith(f"{area}.") else each
        for each in one.card.criteria
    ]
    card = scoring.scorecard(scores, summary.campaign)
    changed = replace(summary, results=tuple(replace(r, card=card) if r is one else r for r in summary.results))
    found = rows(areas.fill(changed, "vi"), "unit")
    assert found[one.unit.code].text(f"area_{area}") == "KAD"
    others = [r.card.areas[0].points for r in summary.results if r.rank and r is not one]
    overview = fill_summary(changed, "vi").sheets[0]
    means = [overview.cells[at] for at in sorted(overview.cells) if overview.cells[at].formula.startswith("AVERAGE(")]
    assert close(Decimal(means[0].text), sum(others) / len(others))
