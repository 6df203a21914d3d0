"""Tables are found by their hidden keys, wherever people have moved them; single cells are read without guessing."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_xlsx.model.book import EMPTY, Book, Cell, Kind, Sheet, cell
from cchc_xlsx.model.place import NOWHERE, Place
from cchc_xlsx.model.submission import State, Trouble
from cchc_xlsx.terms import Words
from cchc_xlsx.workbooks.layout import SKIP, Column, Holds, Table
from cchc_xlsx.workbooks.tables import blank, lacking, moment_in, number_of, score_of, tables_in, text_of, total_of
from cchc_xlsx.workbooks.unit import fill_unit, parse_unit, self_score
from tests.workbooks.cases import entry, template

WORDS = Words("x", "x")
TABLE = Table("thu", 1, WORDS, WORDS, (Column("a", WORDS, WORDS, 5, required=True), Column("b", WORDS, WORDS, 5)))


def number(digits, date=False):
    return Cell(Kind.NUMBER, digits, date=date)


def book(*rows, top=0, left=0, title="Trang"):
    """Return a book with one sheet that has these rows of texts at a place."""
    cells = {(top + r, left + c): cell(text) for r, row in enumerate(rows) for c, text in enumerate(row) if text}
    return Book((Sheet(title, cells),))


PLAIN = (("cchc/thu/1", "a", "b"), (SKIP, "Tiêu đề", "Khác"), ("", "1", "2"), ("", "3", ""))


def rows_of(found):
    return [(row.text("a"), row.text("b")) for row in found.rows]


@pytest.mark.parametrize(("top", "left"), [(0, 0), (7, 3), (100, 0)])
def test_a_table_is_found_wherever_it_stands(top, left):
    (found,) = tables_in(book(*PLAIN, top=top, left=left))
    assert (found.name, found.version) == ("thu", 1)
    assert rows_of(found) == [("1", "2"), ("3", "")]
    assert found.rows[0].place("b") == Place("", "Trang", top + 2, left + 2)


def test_columns_may_change_places_and_others_come_between():
    (found,) = tables_in(book(("cchc/thu/1", "b", "của tôi", "a"), ("", "2", "ghi chú", "1")))
    assert rows_of(found) == [("1", "2")]


def test_two_tables_beside_and_below_each_other_keep_apart():
    rows = (
        ("cchc/thu/1", "a", "cchc/khac/2", "a"),
        ("", "1", "", "9"),
        ("cchc/thu/1", "a", "", ""),
        ("", "2", "", "8"),
    )
    found = list(tables_in(book(*rows)))
    assert [(each.name, [row.text("a") for row in each.rows]) for each in found] == [
        ("thu", ["1"]), ("khac", ["9", "8"]), ("thu", ["2"]),
    ]  # fmt: skip


def test_furniture_and_empty_rows_are_no_data():
    (found,) = tables_in(book(*PLAIN[:2], ("", " ", ""), (SKIP, "chữ ký", ""), ("", "1", "")))
    assert rows_of(found) == [("1", "")]


def test_what_is_no_marker_is_no_table():
    assert list(tables_in(book(("cchc/thu", "a"), ("cchc/THU/1", "a"), ("x cchc/thu/1", "a"), (SKIP, "a")))) == []


def test_what_a_table_lacks_is_named():
    assert lacking(list(tables_in(book(("cchc/thu/1", "b")))), TABLE) == ("thu.a",)
    assert lacking(list(tables_in(book(*PLAIN))), TABLE) == ()
    assert lacking([], TABLE) == ("thu",)


def test_a_table_that_may_be_absent_is_not_missed():
    assert lacking([], Table("thu", 1, WORDS, WORDS, (), optional=True)) == ()


def test_a_key_one_of_two_sheets_has_lost_is_missed():
    found = [*tables_in(book(*PLAIN)), *tables_in(book(("cchc/thu/1", "b"), ("", "1")))]
    assert lacking(found, TABLE) == ("thu.a",)


# --- a workbook that people have worked on


@pytest.fixture
def filled():
    campaign = template("ha-trung-2023")
    book = fill_unit(campaign, campaign.units[0], "vi", entries=[entry("2.1", 1, "x"), entry("2.2", 5, "x", "y")])
    return campaign, book


def changed(book, title, change):
    """Return the book with the cells of one sheet put through `change`."""
    return Book(
        tuple(Sheet(s.title, change(s.cells), s.hidden) if s.title == title else s for s in book.sheets),
        book.names, book.properties,
    )  # fmt: skip


def entries_of(book, campaign):
    return {e.criterion: e for e in parse_unit(book, campaign.criteria).entries}


@pytest.mark.parametrize("shift", [(0, 2), (3, 0), (5, 5)])
def test_rows_and_columns_put_in_front_change_nothing(filled, shift):
    campaign, book = filled
    moved = changed(book, "LV 2", lambda cells: {(r + shift[0], c + shift[1]): cell for (r, c), cell in cells.items()})
    assert entries_of(moved, campaign) == entries_of(book, campaign)


def test_rows_sorted_otherwise_and_the_heading_retyped_change_nothing(filled):
    campaign, book = filled
    first = self_score.FIRST

    def shuffled(cells):
        rows = {first + 1: first + 3, first + 2: first + 1, first + 3: first + 2}
        return {(rows.get(r, r), c): cell for (r, c), cell in cells.items()} | {
            (first - 1, 6): cell("Điểm của chúng tôi")
        }

    assert entries_of(changed(book, "LV 2", shuffled), campaign) == entries_of(book, campaign)


def test_a_sheet_under_another_name_is_the_same_sheet(filled):
    campaign, book = filled
    renamed = Book(
        tuple(Sheet(f"bản sao {s.title}", s.cells, s.hidden) for s in book.sheets), book.names, book.properties
    )
    assert entries_of(renamed, campaign) == entries_of(book, campaign)


@pytest.mark.parametrize("printed", [number("2.1"), cell("2.1"), cell("2.1."), cell(" 2.1 ")])
def test_a_row_whose_hidden_key_is_gone_is_known_by_its_printed_code(filled, printed):
    campaign, book = filled
    row = self_score.FIRST + 1
    lost = book.put("LV 2", (row, self_score.column("key")), EMPTY).put(
        "LV 2", (row, self_score.column("criterion")), printed
    )
    assert entries_of(lost, campaign)["2.1"].score.value == 1


def test_a_printed_code_typed_over_does_not_matter_while_the_key_is_there(filled):
    campaign, book = filled
    spot = (self_score.FIRST + 1, self_score.column("criterion"))
    assert entries_of(book.put("LV 2", spot, number("45000", date=True)), campaign)["2.1"].score.value == 1


# --- single cells


@pytest.mark.parametrize(
    ("stored", "state", "value", "trouble"),
    [
        (EMPTY, State.EMPTY, None, Trouble.NONE),
        (Cell(Kind.TEXT, "  \u200b"), State.EMPTY, None, Trouble.NONE),
        (number("0"), State.SCORED, "0", Trouble.NONE),
        (number("2.5"), State.SCORED, "2.5", Trouble.NONE),
        (number("0.30000000000000004"), State.SCORED, "0.3", Trouble.NONE),
        (Cell(Kind.NUMBER, "2", "1+1"), State.SCORED, "2", Trouble.NONE),
        (cell("2,5"), State.SCORED, "2.5", Trouble.NONE),
        (cell("KAD"), State.NOT_APPLICABLE, None, Trouble.NONE),
        (cell("hai điểm"), State.INVALID, None, Trouble.NOT_A_NUMBER),
        (cell("-"), State.INVALID, None, Trouble.NOT_A_NUMBER),
        (cell("1.000"), State.INVALID, None, Trouble.AMBIGUOUS),
        (number("1E400"), State.INVALID, None, Trouble.TOO_LARGE),
        (number("46054", date=True), State.INVALID, None, Trouble.DATE),
        (number("46054"), State.SCORED, "46054", Trouble.NONE),  # a rule sees that it is above the maximum
        (Cell(Kind.ERROR, "#REF!"), State.INVALID, None, Trouble.ERROR),
        (Cell(Kind.BOOLEAN, "TRUE"), State.INVALID, None, Trouble.BOOLEAN),
        (Cell(Kind.EMPTY, formula="A1"), State.INVALID, None, Trouble.UNCALCULATED),
        (Cell(Kind.TEXT, "\u00a0\ufeff\u2060 "), State.EMPTY, None, Trouble.NONE),
        (Cell(Kind.TEXT, "'"), State.EMPTY, None, Trouble.NONE),
        (Cell(Kind.TEXT, "", 'IF(A1="","",A1)'), State.EMPTY, None, Trouble.NONE),
        (cell("2½"), State.SCORED, "2.5", Trouble.NONE),
        (cell("2.5 điểm"), State.SCORED, "2.5", Trouble.NONE),
        (cell("'2,5"), State.SCORED, "2.5", Trouble.NONE),
        (cell("4/5.5"), State.SCORED, "4", Trouble.NONE),
        (cell("4/5,5 điểm"), State.SCORED, "4", Trouble.NONE),
        (cell("4/5"), State.INVALID, None, Trouble.OTHER_MAXIMUM),
        (cell("6/5,5"), State.SCORED, "6", Trouble.NONE),  # a rule sees that it is above the maximum
        (cell("1.000/5,5"), State.INVALID, None, Trouble.NOT_A_NUMBER),
        (cell("⅓"), State.INVALID, None, Trouble.NOT_A_NUMBER),
        (cell("1.234,5"), State.INVALID, None, Trouble.AMBIGUOUS),
        (cell("1 000"), State.INVALID, None, Trouble.AMBIGUOUS),
        (cell("2.5.1"), State.INVALID, None, Trouble.NOT_A_NUMBER),
        (cell("–"), State.INVALID, None, Trouble.NOT_A_NUMBER),
        (cell("x"), State.INVALID, None, Trouble.NOT_A_NUMBER),
        (cell("không"), State.INVALID, None, Trouble.NOT_A_NUMBER),
        (cell("1e2"), State.INVALID, None, Trouble.NOT_A_NUMBER),
        (number("1_5"), State.INVALID, None, Trouble.NOT_A_NUMBER),
        (number("NaN"), State.INVALID, None, Trouble.NOT_A_NUMBER),
        (number("1e308"), State.INVALID, None, Trouble.TOO_LARGE),
        (cell("99999999"), State.INVALID, None, Trouble.TOO_LARGE),
        (number("0.1234567"), State.SCORED, "0.1234567", Trouble.NONE),
        (cell("0,1234567"), State.SCORED, "0.1234567", Trouble.NONE),
        (cell("K.A.D"), State.NOT_APPLICABLE, None, Trouble.NONE),
        (Cell(Kind.TEXT, "KAD", 'IF(1,"KAD","")'), State.NOT_APPLICABLE, None, Trouble.NONE),
        (cell("=2+3"), State.INVALID, None, Trouble.NOT_A_NUMBER),  # a text, whatever it looks like
        (Cell(Kind.EMPTY, formula="2+0.5"), State.SCORED, "2.5", Trouble.NONE),
        (Cell(Kind.EMPTY, formula="1/0"), State.INVALID, None, Trouble.UNCALCULATED),
        (Cell(Kind.NUMBER, "5", "2+3"), State.SCORED, "5", Trouble.NONE),
        (Cell(Kind.NUMBER, "0.30000000000000004", "0.1+0.2"), State.SCORED, "0.3", Trouble.NONE),
        (Cell(Kind.NUMBER, "3.3333333333333335", "10/3"), State.SCORED, "3.333333333333", Trouble.NONE),
        (Cell(Kind.NUMBER, "3.33", "10/3"), State.SCORED, "3.33", Trouble.NONE),  # reckoned “as displayed”
        (Cell(Kind.NUMBER, "0", "2+3"), State.INVALID, None, Trouble.STALE),
        (Cell(Kind.NUMBER, "0", "0.4"), State.INVALID, None, Trouble.STALE),
        (Cell(Kind.TEXT, "4", "2+3"), State.INVALID, None, Trouble.STALE),
        (Cell(Kind.NUMBER, "7", "A1+A2"), State.SCORED, "7", Trouble.NONE),
    ],
)
def test_a_score_cell_is_what_it_holds_and_nothing_is_guessed(stored, state, value, trouble):
    score = score_of(stored, NOWHERE, Decimal("5.50"))
    assert (score.state, score.value, score.trouble) == (state, Decimal(value) if value else None, trouble)
    assert bool(score.typed) == (state is not State.EMPTY), "what was typed is kept for the person to see"


@pytest.mark.parametrize(
    "name",
    ["#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA",
     "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!", "#PYTHON!", "#LỖI!", "Err:502", "Err:522"],
)  # fmt: skip
def test_every_error_is_an_error_stored_as_one_or_as_a_text(name):
    for kind in (Kind.ERROR, Kind.TEXT):
        score = score_of(Cell(kind, name), NOWHERE)
        assert (score.state, score.value, score.trouble, score.typed) == (State.INVALID, None, Trouble.ERROR, name)


def test_without_a_known_maximum_points_out_of_one_are_no_score():
    assert score_of(cell("4/5"), NOWHERE).trouble is Trouble.NOT_A_NUMBER


def test_a_penalty_out_of_its_maximum_is_understood_whatever_the_sign_of_the_maximum():
    for maximum in ("5", "-5"):
        assert score_of(cell("-1/5"), NOWHERE, Decimal(maximum)).value == -1


def test_a_number_stored_as_text_says_so_and_one_reckoned_here_does_too():
    assert score_of(cell("3"), NOWHERE).as_text
    assert not score_of(number("3"), NOWHERE).as_text
    assert score_of(Cell(Kind.EMPTY, formula="1+2"), NOWHERE).reckoned
    assert not score_of(Cell(Kind.NUMBER, "3", "1+2"), NOWHERE).reckoned


def test_a_stale_result_is_told_with_its_formula():
    assert score_of(Cell(Kind.NUMBER, "0", "2+3"), NOWHERE).typed == "0 (=2+3)"


@given(st.text(), st.sampled_from(Kind), st.text(max_size=20), st.booleans())
def test_any_cell_at_all_gives_a_score(text, kind, formula, date):
    score = score_of(Cell(kind, text, formula, date), NOWHERE, Decimal(5))
    assert (score.value is not None) == (score.state is State.SCORED)
    assert (score.trouble is not Trouble.NONE) == (score.state is State.INVALID)
    assert score.value is None or score.value.is_finite()


@pytest.mark.parametrize(
    ("stored", "value", "formula"),
    [(number("5"), "5", False), (Cell(Kind.NUMBER, "5", "SUM(G7:G9)"), "5", True), (cell("5"), "5", False),
     (Cell(Kind.NUMBER, "5", "2+3"), "5", False), (Cell(Kind.EMPTY, formula="SUM(G7:G9)"), None, True),
     (cell("5/5,5"), "5", False), (cell("–"), None, False)],
)  # fmt: skip
def test_a_total_is_a_formula_only_where_it_adds_cells(stored, value, formula):
    total = total_of("1", stored, NOWHERE, Decimal("5.5"))
    assert (total.value, total.formula) == (Decimal(value) if value else None, formula)


def test_blank_is_what_nobody_can_see():
    assert blank(EMPTY)
    assert blank(cell(" \n\u200b"))
    assert not blank(cell("0"))
    assert not blank(number("0"))


@pytest.mark.parametrize(
    ("stored", "text"),
    [(cell("  a  b "), "a b"), (number("7.10"), "7.1"), (number("45260", date=True), "30/11/2023"),
     (number("45260.5", date=True), "30/11/2023 12:00"), (EMPTY, ""), (Cell(Kind.BOOLEAN, "TRUE"), "TRUE"),
     (number("NaN"), "NaN"), (number("1e99", date=True), "1e99")],
)  # fmt: skip
def test_any_cell_can_be_read_as_text(stored, text):
    assert text_of(stored) == text


@pytest.mark.parametrize("text", ["30/11/2023 17:00", "2023-11-30 17:00"])
def test_a_moment_is_read_from_text(text):
    assert moment_in(cell(text)) == datetime(2023, 11, 30, 17)


@pytest.mark.parametrize("stored", [cell("30/11/2023"), cell("2023-11-30"), cell("30-11-2023"), cell("30.11.2023"),
                                    number("45260", date=True)])  # fmt: skip
def test_a_day_is_a_moment_too(stored):
    assert moment_in(stored) == datetime(2023, 11, 30)


@pytest.mark.parametrize("stored", [cell("31/02/2023"), cell("mai"), number("45260"), EMPTY, cell("11/2023")])
def test_what_is_no_moment_is_none(stored):
    assert moment_in(stored) is None


def test_numbers_of_the_campaign_workbook_are_read_typed_either_way():
    assert [number_of(c) for c in (number("2.5"), cell("2,5"), cell("x"), EMPTY, number("45260", date=True))] == [
        Decimal("2.5"), Decimal("2.5"), None, None, None,
    ]  # fmt: skip


def test_a_choice_is_known_by_its_value_or_its_words_in_either_language():
    choice = Column("a", WORDS, WORDS, 5, Holds.CHOICE, choices=(("x", Words("Cấp tỉnh", "Province")),))
    assert [choice.choice(text) for text in ("x", "cấp  TỈNH", "cap tinh", "PROVINCE", "huyện")] == ["x"] * 4 + [None]


@pytest.mark.parametrize(
    ("cell", "typed"),
    [
        (Cell(Kind.NUMBER, "0.385", percent=True), "38.5%"),
        (Cell(Kind.NUMBER, "1", percent=True), "100%"),
        (Cell(Kind.NUMBER, "0", percent=True), "0%"),
        (Cell(Kind.NUMBER, "0.385", "A1/A2", percent=True), "38.5%"),
        (Cell(Kind.TEXT, "38,5 %"), "38,5 %"),
        (Cell(Kind.TEXT, "38,5\uff05"), "38,5\uff05"),
    ],
)
def test_a_percentage_is_no_score_and_nothing_is_guessed(cell, typed):
    score = score_of(cell, NOWHERE)
    assert (score.state, score.value, score.trouble, score.typed) == (State.INVALID, None, Trouble.PERCENT, typed)


def test_a_total_shown_as_a_percentage_is_its_number():
    assert total_of("1", Cell(Kind.NUMBER, "38.5", "SUM(A1:A2)", percent=True), NOWHERE).value == Decimal("38.5")
