"""No correct answer is refused for its clothes: whatever happened to a workbook, its scores are read or it is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_xlsx import rules
from cchc_xlsx.model.book import Cell, Kind
from cchc_xlsx.model.criteria import CriteriaSet, Criterion
from cchc_xlsx.model.finding import Severity
from cchc_xlsx.model.received import Received
from cchc_xlsx.workbooks.unit import assignment, fill_unit, parse_unit, self_score
from tests.builders import CAMPAIGN, campaign, entries
from tests.mishaps import (
    carriers_dropped,
    cells_emptied,
    code_as_date,
    codes_as_numbers,
    column_deleted,
    column_inserted,
    column_moved,
    edited,
    on,
    row_deleted,
    row_inserted,
    rows_sorted,
    sheet_added,
    sheet_copied,
    sheet_renamed,
    sheets_hidden,
    sheets_reordered,
    texts_in_nfd,
)

KEYS, HEADINGS, FIRST = self_score.FIRST - 2, self_score.FIRST - 1, self_score.FIRST
KEY, CODE, NAME, SCORE = (self_score.column(key) for key in ("key", "criterion", "name", "self_score"))
SCORES = {"1.1": Decimal(31), "1.2": Decimal("12.5"), "2.1": Decimal("20.25"), "2.2": Decimal(17)}


@cache
def sent(of=CAMPAIGN):
    scores = SCORES if of is CAMPAIGN else {c.code: Decimal(n % 2) for n, c in enumerate(of.criteria.scored)}
    return fill_unit(of, of.by_unit["00101"], "vi", entries=entries(of, scores))


def told(book, of=CAMPAIGN):
    return parse_unit(book, of.criteria, "a.xlsx")


def found(book, of=CAMPAIGN):
    """Return the findings on a workbook, worst first."""
    return rules.inspect(Received("a.xlsx", "00", None, told(book, of)), of)


def entered(book, of=CAMPAIGN):
    """Return everything a unit has entered, by criterion."""
    read = told(book, of)
    texts = ("evidence", "evidence_number", "evidence_date", "explanation", "remark")
    return {
        e.criterion: (e.score.state, e.score.value, *(e.text(key) for key in texts))
        for e, _ in read.matched(of.criteria)
    }


def placed(book, title, key):
    """Return the column that a key stands in."""
    return next(column for (row, column), cell in book.sheet(title).cells.items() if cell.text == key)


HARMLESS = {
    "renamed": sheet_renamed("LV 1"),
    "reordered": sheets_reordered,
    "hidden": sheets_hidden,
    "a sheet of their own": sheet_added,
    "a row put in": row_inserted("LV 1", FIRST + 1),
    "a row put in above": row_inserted("LV 2", 0),
    "sorted": rows_sorted("LV 1", FIRST, FIRST + 2),
    "a column put in": column_inserted("LV 1", SCORE),
    "columns exchanged": column_moved("LV 2", NAME, SCORE),
    "a column of ours deleted": lambda book: column_deleted("LV 1", placed(book, "LV 1", "sign"))(book),
    "the hidden keys of rows emptied": cells_emptied("LV 1", [(FIRST + n, KEY) for n in range(3)]),
    "printed codes emptied": cells_emptied("LV 1", [(FIRST + n, CODE) for n in range(3)]),
    "decomposed": texts_in_nfd,
    "only the cells kept": carriers_dropped,
}


@pytest.mark.parametrize("mishap", HARMLESS)
def test_what_is_harmless_changes_no_score_and_no_word(mishap):
    book = HARMLESS[mishap](sent())
    assert entered(book) == entered(sent())
    assert not [each for each in found(book) if each.severity in (Severity.FATAL, Severity.ERROR)]


@given(st.lists(st.sampled_from(sorted(HARMLESS)), max_size=5, unique=True))
def test_any_of_them_together_change_nothing_either(mishaps):
    book = sent()
    for name in sorted(mishaps, key=lambda each: each == "renamed"):  # a sheet is found by its title here
        book = HARMLESS[name](book)
    assert entered(book) == entered(sent())


# --- hidden keys gone


LOST = {
    "the key row": [row_deleted("LV 1", KEYS)],
    "the marker's column": [column_deleted("LV 1", 0)],
    "both, and the row's keys": [column_deleted("LV 1", KEY), column_deleted("LV 1", 0), row_deleted("LV 1", KEYS)],
    "the key row of every sheet": [row_deleted("LV 1", KEYS), row_deleted("LV 2", KEYS)],
}


@pytest.mark.parametrize("what", LOST)
def test_a_table_without_its_keys_is_known_by_its_headings_and_said(what):
    book = sent()
    for change in LOST[what]:
        book = change(book)
    assert entered(book) == entered(sent())
    names = {each.name for each in found(book)}
    assert "table_by_headings" in names
    assert not names & {"score_table_missing", "criterion_missing", "criterion_twice"}


@pytest.mark.parametrize("key", ["self_score", "criterion", "maximum", "evidence", "explanation"])
def test_a_single_lost_key_is_found_by_its_heading(key):
    book = cells_emptied("LV 1", [(KEYS, self_score.column(key))])(sent())
    assert entered(book) == entered(sent())
    assert found(book) == found(sent())


def test_headings_cut_short_or_in_english_are_known_too():
    english = fill_unit(CAMPAIGN, CAMPAIGN.by_unit["00101"], "en", entries=entries(CAMPAIGN, SCORES))
    book = row_deleted("Area 1", KEYS)(english)
    assert entered(book) == entered(sent())
    short = {"Tài liệu kiểm chứng: tên, trích yếu": "TÀI LIỆU KIỂM CHỨNG", "Điểm tự chấm": "Điểm\ntự chấm"}
    change = on("LV 1", lambda s: edited(s, lambda r, c, cell: replace(cell, text=short.get(cell.text, cell.text))))
    assert entered(row_deleted("LV 1", KEYS)(change(sent()))) == entered(sent())


def test_somebodys_own_list_of_the_scores_does_not_count_twice():
    """A sheet with our headings and no keys, beside the sheets that have theirs."""

    def own(sheet):
        bare = edited(sheet, lambda r, c, cell: None if c == 0 or r == KEYS else cell)
        doubled = edited(bare, lambda r, c, cell: Cell(Kind.NUMBER, "1") if (r, c) == (FIRST + 1, SCORE) else cell)
        return replace(doubled, title="Bảng riêng")

    book = sent()
    book = replace(book, sheets=(own(book.sheet("LV 1")), *book.sheets))
    assert entered(book) == entered(sent())
    assert {each.name for each in found(book)} == {each.name for each in found(sent())}


def test_the_assignment_is_known_by_its_headings_too():
    book = row_deleted(assignment.TABLE.title.vi, assignment.FIRST - 2)(sent())
    assert told(book).given == told(sent()).given
    assert told(book).given


# --- codes that a program has spoilt


def area(code, count):
    """Return an area with so many criteria of one point each."""
    numbers = range(1, count + 1)
    below = [Criterion(f"{code}.{number}", f"Tiêu chí {code}.{number}", Decimal(1)) for number in numbers]
    return (Criterion(code, f"Lĩnh vực {code}", Decimal(count)), *below)


LONG = campaign(criteria=CriteriaSet((*area("7", 12), *area("8", 3))))


def bare(book, title="LV 7"):
    """Return a book whose rows have lost their hidden keys."""
    return on(title, lambda s: edited(s, lambda r, c, cell: None if c == KEY and r >= FIRST else cell))(book)


def test_codes_that_became_numbers_are_recovered_from_their_place_and_said():
    book = codes_as_numbers("LV 7", CODE, FIRST)(bare(sent(LONG)))
    assert entered(book, LONG) == entered(sent(LONG), LONG)
    (said,) = (each for each in found(book, LONG) if each.name == "code_recovered")
    assert "7.1 → 7.10" in said.message.vi
    assert not [each for each in found(book, LONG) if each.blocking]


def without_names(book):
    return on("LV 7", lambda s: edited(s, lambda r, c, cell: None if c == NAME and r >= FIRST else cell))(book)


def test_without_names_their_place_is_enough():
    book = codes_as_numbers("LV 7", CODE, FIRST)(without_names(bare(sent(LONG))))
    assert entered(book, LONG) == entered(sent(LONG), LONG)


def test_in_a_sorted_table_only_names_tell():
    book = rows_sorted("LV 7", FIRST, FIRST + 12)(codes_as_numbers("LV 7", CODE, FIRST)(bare(sent(LONG))))
    assert entered(book, LONG) == entered(sent(LONG), LONG)
    nameless = without_names(book)
    both = entered(sent(LONG), LONG)
    kept = entered(nameless, LONG)
    assert kept == {code: said for code, said in both.items() if code not in ("7.1", "7.10")}
    uncertain = [each for each in found(nameless, LONG) if each.name == "code_uncertain"]
    assert len(uncertain) == 2
    assert all("7.1; 7.10" in each.message.vi and each.blocking for each in uncertain)


DEEP = campaign(
    criteria=CriteriaSet(
        (
            Criterion("8", "Lĩnh vực", Decimal(3)),
            Criterion("8.4", "Tiêu chí", Decimal(3)),
            *(Criterion(f"8.4.{n}", f"Thành phần {n}", Decimal(1)) for n in (1, 2, 3)),
        )
    )
)


@pytest.mark.parametrize("moment", [datetime(2002, 4, 8), datetime(2002, 8, 4), datetime(2008, 4, 2)])
def test_a_code_that_became_a_date_is_recovered_from_its_place(moment):
    book = code_as_date("LV 8", (FIRST + 3, CODE), moment)(bare(sent(DEEP), "LV 8"))
    assert entered(book, DEEP) == entered(sent(DEEP), DEEP)
    assert "code_recovered" in {each.name for each in found(book, DEEP)}


def test_a_date_that_is_no_code_is_said_and_not_counted():
    book = code_as_date("LV 8", (FIRST + 3, CODE), datetime(2024, 12, 31))(bare(sent(DEEP), "LV 8"))
    assert "8.4.2" not in entered(book, DEEP)
    names = [each.name for each in found(book, DEEP)]
    assert names.count("code_uncertain") == 1
    assert "row_unplaced" not in names, "the row is told once"


@pytest.mark.parametrize("typed", ["7,1", " 7.1. ", "７．１", "7\u00a0.1", "7/1", "7-1"])
def test_a_code_typed_otherwise_is_the_same_code(typed):
    book = bare(sent(LONG)).put("LV 7", (FIRST + 1, CODE), Cell(Kind.TEXT, typed))
    assert entered(book, LONG) == entered(sent(LONG), LONG)


# --- copies, rows that belong nowhere, changes by hand


def test_a_copied_sheet_counts_once_and_is_said():
    book = sheet_copied("LV 1")(sent())
    assert entered(book) == entered(sent())
    assert [each.name for each in found(book)].count("sheet_copied") == 1
    assert "criterion_twice" not in {each.name for each in found(book)}


def test_a_copied_sheet_that_differs_is_one_error_that_names_the_criteria():
    def change(sheet):
        return edited(sheet, lambda r, c, cell: Cell(Kind.NUMBER, "3") if (r, c) == (FIRST + 1, SCORE) else cell)

    book = sheet_copied("LV 1", change)(sent())
    assert entered(book) == entered(sent())
    (said,) = (each for each in found(book) if each.name == "sheet_copied_differs")
    assert said.blocking
    assert "1.1" in said.message.vi
    assert said.points_at_stake == 40
    assert "criterion_twice" not in {each.name for each in found(book)}


def test_a_single_row_that_was_copied_is_still_told_by_itself():
    def double(sheet):
        row = {(FIRST + 3, c): cell for (r, c), cell in sheet.cells.items() if r == FIRST + 1}
        return replace(sheet, cells={**sheet.cells, **row})

    names = [each.name for each in found(on("LV 1", double)(sent()))]
    assert names.count("criterion_twice") == 1
    assert not {"sheet_copied", "sheet_copied_differs"} & set(names)


def test_what_is_entered_in_a_row_without_a_criterion_is_said_with_its_cells():
    book = row_inserted("LV 1", FIRST + 1)(sent()).put("LV 1", (FIRST + 1, SCORE), Cell(Kind.NUMBER, "2.5"))
    assert entered(book) == entered(sent())
    (said,) = (each for each in found(book) if each.name == "row_unplaced")
    assert said.place.cell == "G8"
    assert "“2.5”" in said.message.vi
    assert not said.blocking


def test_a_text_beside_a_total_is_said_too():
    book = sent().put("LV 1", (FIRST, self_score.column("evidence")), Cell(Kind.TEXT, "Báo cáo chung"))
    assert "Báo cáo chung" in next(each for each in found(book) if each.name == "row_unplaced").message.vi


@pytest.mark.parametrize(
    ("key", "cell", "said"),
    [
        ("maximum", Cell(Kind.NUMBER, "45"), "điểm tối đa 45, sổ đợt ghi 40"),
        ("name", Cell(Kind.TEXT, "Khác"), "“Khác”"),
    ],
)
def test_a_criterion_changed_by_hand_is_found_and_named(key, cell, said):
    book = sent().put("LV 1", (FIRST + 1, self_score.column(key)), cell)
    (altered,) = (each for each in found(book) if each.name == "criterion_altered")
    assert f"1.1: {'tên ' if key == 'name' else ''}{said}" in altered.message.vi
    assert altered.place.cell == {"name": "D8", "maximum": "F8"}[key]


@pytest.mark.parametrize(
    ("digits", "date", "told_as"),
    [("2023", True, "2023"), ("2023", False, "2023"), ("1900", True, "1900"), ("45000", True, "15/03/2023")],
)
def test_a_bare_year_in_a_cell_of_dates_is_a_year_and_no_day_of_1905(digits, date, told_as):
    book = sent().put("LV 1", (FIRST + 1, self_score.column("evidence_date")), Cell(Kind.NUMBER, digits, date=date))
    entry = next(each for each in told(book).entries if each.criterion == "1.1")
    assert entry.evidence_date == told_as


@pytest.mark.parametrize(("column", "header"), [(KEY, "Khóa"), (self_score.column("evidence_date"), "Ngày ban hành")])
def test_a_column_deleted_is_told_with_the_sheet_it_was_on(column, header):
    book = column_deleted("LV 2", column)(sent())
    (said,) = (each for each in found(book) if each.name == "column_missing")
    assert f"cột “{header}” của trang “LV 2”" in said.message.vi
    assert "Tự chấm" not in said.message.vi


def test_a_name_and_a_maximum_changed_in_one_row_are_told_with_a_cell_each():
    book = sent().put("LV 1", (FIRST + 1, self_score.column("maximum")), Cell(Kind.NUMBER, "41"))
    book = book.put("LV 1", (FIRST + 1, NAME), Cell(Kind.TEXT, "Kế hoạch và báo cáo quý"))
    (altered,) = (each for each in found(book) if each.name == "criterion_altered")
    assert [place.cell for place in (altered.place, *altered.also)] == ["F8", "D8"]


@pytest.mark.parametrize("columns", [(CODE,), (NAME,), (CODE, NAME)])
def test_a_row_that_shows_another_criterion_than_its_key_is_an_error_that_names_both(columns):
    book = sent()
    sheet = book.sheet("LV 1")
    for column in columns:
        for row, other in ((FIRST + 1, FIRST + 2), (FIRST + 2, FIRST + 1)):
            book = book.put("LV 1", (row, column), sheet.at(other, column))
    said = [each for each in found(book) if each.name == "row_contradicts_itself"]
    assert [each.criterion for each in said] == ["1.1", "1.2"]
    assert all(each.blocking for each in said)
    assert [each.place.cell for each in said] == (["C8", "C9"] if CODE in columns else ["D8", "D9"])
    assert "tiêu chí 1.1" in said[0].message.vi
    assert "tiêu chí 1.2" in said[0].message.vi


def changed(**by_code):
    """Return the campaign with other maxima or names, as it may be after workbooks were issued."""
    new = [replace(c, **by_code.get(f"c{c.code.replace('.', '_')}", {})) for c in CAMPAIGN.criteria]
    return campaign(criteria=CriteriaSet(tuple(new)))


def test_criteria_changed_since_are_named():
    now = changed(c1_1={"maximum": Decimal(41)}, c2_1={"name": "Tên mới"})
    (said,) = (each for each in found(sent(), now) if each.name == "criteria_changed")
    assert "1.1: điểm tối đa 40, sổ đợt ghi 41" in said.message.vi
    assert "2.1: tên “Một cửa”, sổ đợt ghi “Tên mới”" in said.message.vi
    assert "criterion_altered" not in {each.name for each in found(sent(), now)}


def test_a_workbook_of_another_criteria_set_is_refused_with_the_reason():
    other = campaign(
        criteria=CriteriaSet(tuple(replace(c, name=f"Hoàn toàn khác {c.code}") for c in CAMPAIGN.criteria))
    )
    (said, *_) = found(sent(), other)
    assert (said.name, said.severity) == ("another_criteria_set", Severity.FATAL)


def test_a_sheet_whose_title_names_another_unit_is_said_where_its_identity_is_gone():
    other = fill_unit(CAMPAIGN, CAMPAIGN.by_unit["00102"], "vi", entries=entries(CAMPAIGN, SCORES))
    pasted = edited(other.sheet("LV 1"), lambda r, c, cell: None if cell.text.startswith("CCHC1|") else cell)
    book = replace(sent(), sheets=tuple(pasted if s.title == "LV 1" else s for s in sent().sheets))
    (said,) = (each for each in found(book) if each.name == "heading_names_another_unit")
    assert said.blocking
    assert "XÃ HAI" in said.message.vi
    assert "Xã Một" in said.message.vi


def test_a_sheet_of_another_unit_names_both_and_where_they_stand():
    other = fill_unit(CAMPAIGN, CAMPAIGN.by_unit["00102"], "vi", entries=entries(CAMPAIGN, SCORES))
    book = replace(sent(), sheets=tuple(other.sheet("LV 1") if s.title == "LV 1" else s for s in sent().sheets))
    (said, *_) = found(book)
    assert said.name == "identity_conflicting"
    assert "Xã Hai (00102), đợt lam-mau-2024 (trang LV 1)" in said.message.vi


# --- anything at all


CELLS = st.builds(
    Cell,
    st.sampled_from(Kind),
    st.sampled_from(["", "cchc/self_score/1", "key", "criterion", "self_score", "TC-1.1", "1.1", "7.1", "x", "45000",
                     "KAD", "cchc/skip", "Mã", "Điểm tự chấm", "Tổng hợp", "nan", "CCHC1|a|b|1|ABCDEFGHIJKL"]),
    st.sampled_from(["", "1+1", "A1"]),
    st.booleans(),
)  # fmt: skip


@given(st.dictionaries(st.tuples(st.integers(0, 8), st.integers(0, 8)), CELLS, max_size=30))
def test_no_book_at_all_raises(cells):
    book = replace(sent(), sheets=(replace(sent().sheets[0], cells=cells), *sent().sheets[1:]))
    found(book)
    found(replace(book, sheets=book.sheets[:1]))
