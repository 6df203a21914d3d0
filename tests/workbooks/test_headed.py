"""Tables of people's own making: known by their headings, codes and names where that is certain, else listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from cchc_xlsx import rules
from cchc_xlsx.model.book import Book, Cell, Kind, Sheet, cell
from cchc_xlsx.model.received import Received
from cchc_xlsx.model.submission import ROW, State, Why
from cchc_xlsx.workbooks.layout import Table
from cchc_xlsx.workbooks.unit import TABLES, fill_unit, parse_unit, self_score, titles
from tests.builders import CAMPAIGN, entries
from tests.mishaps import cells_emptied, column_inserted, edited, moved, on, row_deleted
from tests.workbooks.by_hand import SCORES, lines, sheet, usual

NUMBERING = ["1", "2", "3", "4"]


def told(book):
    return parse_unit(book, CAMPAIGN.criteria, "a.xlsx")


def scores(book):
    """Return the scores that were read, by criterion; of a criterion in two rows the first."""
    return {c.code: e.score.value for e, c in told(book).matched(CAMPAIGN.criteria) if e.score.value is not None}


def unplaced(book):
    return [(each.code, each.key, each.text, each.why) for each in told(book).unplaced]


KNOWN = [
    "Mã | Tên tiêu chí | Điểm tối đa | Điểm tự chấm",
    "STT | Tên tiêu chí | Điểm tối đa | Điểm tự chấm",
    "TT | Lĩnh vực, tiêu chí | Điểm chuẩn | Điểm tự chấm",
    "Mã tiêu chí | Tiêu chí | Điểm tối đa | Tự chấm",
    "Mã | Tiêu chí | Điểm tối đa | Điểm tự đánh giá",
    "STT | Lĩnh vực, tiêu chí, tiêu chí thành phần | Điểm tối đa | Điểm tự đánh giá (tự chấm) | Điểm thẩm định"
    " | Tài liệu kiểm chứng | Giải trình / Ghi chú",
    "STT | Tiêu chí | Điểm tối đa | Điểm tự chấm | Điểm thẩm định | Ghi chú của đơn vị | Ghi chú của thẩm định",
    "MÃ | TÊN TIÊU CHÍ | ĐIỂM TỐI ĐA | ĐIỂM TỰ CHẤM",
    "Mã. | Tên tiêu chí : | Điểm tối đa (100) | Điểm tự chấm (2)",
    "Số TT | Nội dung | Thang điểm | Xã tự chấm",
    "No. | Criterion | Maximum | Self-score",
    "Code | Name | Max score | Self-assessment | Evidence",
    "Điểm tự chấm | Điểm tối đa | Tiêu chí | Mã",
    "Mã | | Tiêu chí | | Điểm tối đa | | Điểm tự chấm",
    "Mã | Điểm tự chấm",
    "Tiêu chí | Tự chấm",
    "Nội dung | Điểm chuẩn | Tự chấm | Tài liệu kiểm chứng/Giải trình | Điểm chấm thực tế | Ý kiến",
    " | Tên tiêu chí | Điểm tối đa | Điểm tự chấm",
]


@pytest.mark.parametrize("headings", KNOWN)
def test_common_headings_are_known_whatever_stands_over_the_codes(headings):
    book = sheet(lines(headings))
    assert scores(book) == SCORES
    assert told(book).by_headings == ("Bảng chấm",)
    assert unplaced(book) == []


@pytest.mark.parametrize("column", self_score.TABLE.columns, ids=lambda column: column.key)
def test_a_synonym_means_one_column_only(column):
    others = {
        name.casefold()
        for other in self_score.TABLE.columns
        if other is not column
        for name in (*other.header, *other.synonyms)
    }
    assert not others & {name.casefold() for name in (*column.header, *column.synonyms)}
    assert len(set(column.synonyms)) == len(column.synonyms)


def test_synonyms_are_told_for_columns_that_people_head_themselves():
    assert isinstance(self_score.TABLE, Table)
    assert all(self_score.TABLE.column(key).synonyms for key in ("criterion", "name", "maximum", "self_score"))
    assert any(column.synonyms for table in TABLES for column in table.columns)


def test_what_stands_below_the_other_headings_is_read_too():
    book = sheet(lines("STT | Tiêu chí | Điểm tối đa | Tự chấm | Minh chứng | Giải trình / Ghi chú"))
    entry = next(e for e in told(book).entries if e.criterion == "1.1")
    assert (entry.evidence, entry.explanation) == ("Báo cáo 1.1", "Lý do 1.1")


def test_codes_under_running_numbers_are_taken_from_their_own_column():
    rows = lines("Mã tiêu chí | Tên tiêu chí | Điểm tối đa | Điểm tự chấm")
    numbered = [["STT", *rows[0]], *([str(n), *row] for n, row in enumerate(rows[1:], 1))]
    assert scores(sheet(numbered)) == SCORES
    assert unplaced(sheet(numbered)) == []


def test_running_numbers_alone_leave_the_names_to_tell_and_that_is_said():
    rows = lines("STT | Tên tiêu chí | Điểm tối đa | Điểm tự chấm")
    numbered = [rows[0], *([Decimal(n), *row[1:]] for n, row in enumerate(rows[1:], 1))]
    book = sheet(numbered)
    assert scores(book) == SCORES
    assert {each.criterion for each in told(book).uncertain} >= set(SCORES)


def test_names_that_no_criterion_has_place_nothing():
    rows = lines("STT | Tên tiêu chí | Điểm tối đa | Điểm tự chấm")
    numbered = [rows[0], *([Decimal(n), f"Việc {n}", *row[2:]] for n, row in enumerate(rows[1:], 1))]
    assert scores(sheet(numbered)) == {}


def test_code_and_name_may_share_a_cell():
    def content(heading, criterion):
        value = usual(heading, criterion)
        return f"{criterion.code}. {value}" if heading == "Tiêu chí" else value

    assert scores(sheet(lines("Tiêu chí | Điểm tối đa | Điểm tự chấm", content))) == SCORES
    assert scores(sheet(lines("STT | Tiêu chí | Điểm tối đa | Điểm tự chấm", content))) == SCORES


@pytest.mark.parametrize("numbers", [NUMBERING, ["(1)", "(2)", "(3)", "(4)=(3)-(2)"], ["A", "B", "1", "2"]])
def test_numbers_under_the_headings_are_no_criterion(numbers):
    rows = lines("Mã | Tên tiêu chí | Điểm tối đa | Điểm tự chấm")
    for row in (numbers, [Decimal(n) if n.isdecimal() else n for n in numbers]):
        book = sheet([rows[0], row, *rows[1:]])
        assert scores(book) == SCORES
        assert unplaced(book) == []
        assert [each.criterion for each in told(book).printed].count("1") == 1


def test_headings_in_two_rows_merged_or_not():
    heads = [
        ["STT", "Tiêu chí", "Điểm", "", "", "Tài liệu kiểm chứng"],
        ["", "", "Tối đa", "Tự chấm", "Thẩm định", ""],
    ]
    rows = lines("Mã | Tiêu chí | Điểm tối đa | Điểm tự chấm | Điểm thẩm định | Tài liệu kiểm chứng")[1:]
    merged = ((4, 0, 5, 0), (4, 1, 5, 1), (4, 2, 4, 4), (4, 5, 5, 5))
    for areas in (merged, ()):
        book = sheet([*heads, *rows], areas)
        assert scores(book) == SCORES
        assert next(e for e in told(book).entries if e.criterion == "1.1").evidence == "Báo cáo 1.1"
    heads[1][2:4] = ["tối đa", "tự đánh giá"]
    assert scores(sheet([*heads, *rows], merged)) == SCORES


def test_areas_as_merged_rows_totals_and_signatures_are_no_criteria():
    rows = lines("STT | Tiêu chí | Điểm tối đa | Điểm tự chấm")
    merged, made = [], [rows[0]]
    for row in rows[1:]:
        if row[0] in ("1", "2"):
            merged.append((4 + len(made), 0, 4 + len(made), 3))
            made.append([f"{'I' * int(row[0])}. {row[1]}"])
        else:
            made.append(row)
    made += [["", "Tổng cộng", Decimal(100), Decimal("72")], ["TỔNG ĐIỂM", "", Decimal(100), Decimal("72")]]
    made += [[], ["", "NGƯỜI LẬP", "", "CHỦ TỊCH"]]
    book = sheet(made, tuple(merged))
    assert scores(book) == SCORES
    assert unplaced(book) == []
    parts = [rows[0], ["I", "Chỉ đạo", Decimal(60), Decimal(40)], *rows[2:4], ["II", "TTHC", Decimal(40), Decimal(39)]]
    assert unplaced(sheet([*parts, *rows[5:]])) == []
    assert scores(sheet([*parts, *rows[5:]])) == SCORES


def test_headings_once_more_in_the_middle_begin_a_table_with_columns_of_its_own():
    first = lines("Mã | Tiêu chí | Điểm tối đa | Điểm tự chấm")[:4]
    second = lines("Mã | Tiêu chí | Điểm tự chấm | Điểm tối đa")
    book = sheet([*first, [], [second[0][0], *second[0][1:]], *second[4:]])
    assert scores(book) == SCORES
    assert unplaced(book) == []


def test_a_row_of_an_unknown_code_is_kept_as_such_wherever_it_stands():
    rows = lines("Mã | Tên tiêu chí | Điểm tối đa | Điểm tự chấm")
    strange = ["9.9", "Tiêu chí lạ", Decimal(5), Decimal(4)]
    for made in ([*rows, strange], [*rows[:3], strange, *rows[3:]]):
        book = sheet(made)
        assert scores(book) == SCORES
        assert [e.score.value for e in told(book).entries if e.criterion == "9.9"] == [4]


def test_a_score_without_any_code_is_not_placed():
    rows = [*lines("Mã | Tên tiêu chí | Điểm tối đa | Điểm tự chấm"), ["", "Điểm thưởng", Decimal(5), Decimal(2)]]
    assert unplaced(sheet(rows)) == [("", "self_score", "2", Why.NO_CRITERION)]


def test_what_stands_in_a_column_of_their_own_is_not_placed_and_not_lost():
    def content(heading, criterion):
        leaf = criterion.code == "1.1"
        return {"Điểm thẩm định": Decimal(3) if leaf else None, "Ý kiến": "xem lại" if leaf else None}.get(
            heading, usual(heading, criterion)
        )

    book = sheet(lines("Mã | Tiêu chí | Điểm tối đa | Điểm tự chấm | Điểm thẩm định | Ý kiến", content))
    assert scores(book) == SCORES
    assert unplaced(book) == [
        ("1.1", "Điểm thẩm định", "3", Why.NO_COLUMN),
        ("1.1", "Ý kiến", "xem lại", Why.NO_COLUMN),
    ]


# --- never a guess


def rows_of(book):
    return [(code, text) for code, key, text, _ in unplaced(book) if key == ROW]


def test_two_columns_of_scores_are_listed_row_by_row_and_none_is_chosen():
    book = sheet(lines("Mã | Tên tiêu chí | Điểm tối đa | Điểm tự chấm | Điểm tự đánh giá"))
    assert scores(book) == {}
    assert {why for *_, why in unplaced(book)} == {Why.SEVERAL_SCORES}
    assert rows_of(book)[0] == ("1.1", "Kế hoạch | 40 | 12.5 | 12.5")
    assert [code for code, _ in rows_of(book)] == [*SCORES]


def test_a_second_column_of_scores_that_is_empty_is_no_choice():
    def content(heading, criterion):
        return None if heading == "Điểm tự đánh giá" else usual(heading, criterion)

    assert scores(sheet(lines("Mã | Tên tiêu chí | Điểm tự đánh giá | Điểm tự chấm", content))) == SCORES


UNKNOWN = ["A | B | C | D", " | | | ", "Mã | Tên tiêu chí | Điểm tối đa | Điểm", "Mã | Tiêu chí | Chuẩn | Đạt"]


@pytest.mark.parametrize("headings", UNKNOWN)
def test_a_table_that_is_not_known_is_listed_row_by_row(headings):
    def content(_heading, criterion):
        return None

    rows = lines("Mã | Tiêu chí | Điểm tối đa | Điểm tự chấm")
    book = sheet([lines(headings, content)[0], *rows[1:], ["9.9", "Lạ", Decimal(5), Decimal(4)]])
    assert scores(book) == {}
    assert [code for code, _ in rows_of(book)] == [*SCORES, "9.9"]
    assert {why for *_, why in unplaced(book)} == {Why.NO_TABLE}


def test_a_date_in_every_row_is_no_column_of_codes():
    rows = lines("Mã | Tiêu chí | Điểm tối đa | Đạt")
    book = sheet([["A", "B", "C", "D", "E"], *([*row, datetime(2024, 2, 1)] for row in rows[1:])])
    assert rows_of(book)[0] == ("1.1", "Kế hoạch | 40 | 01/02/2024")


def test_two_columns_of_codes_that_disagree_are_not_believed():
    rows = lines("Mã | Tiêu chí | Điểm tự chấm")
    swap = {"1.1": "1.2", "1.2": "1.1", "2.1": "2.2", "2.2": "2.1"}
    made = [["Mã cũ", "Mã mới", "Điểm tự chấm"], *([row[0], swap.get(row[0], row[0]), row[2]] for row in rows[1:])]
    assert scores(sheet(made)) == {}


def test_two_tables_that_differ_are_both_told_and_the_same_twice_is_one():
    rows = lines("Mã | Tiêu chí | Điểm tự chấm")
    one = sheet(rows).sheets[0]
    other = edited(one, lambda _r, _c, each: cell(3) if each.text == "12.5" else each)
    same = replace(sheet(rows), sheets=(one, replace(one, title="Bản 2")))
    assert len(told(same).entries) == len(SCORES)
    differing = replace(same, sheets=(one, replace(other, title="Bản 2")))
    assert scores(differing) == SCORES
    assert [e.score.value for e in told(differing).entries if e.criterion == "1.1"] == [Decimal("12.5"), 3]


# --- our own score sheets without their first rows

FIRST = self_score.FIRST
TYPED = {"1.1": Decimal(31), "1.2": Decimal("12.5"), "2.1": Decimal("20.25"), "2.2": Decimal(17)}


def sent():
    return fill_unit(CAMPAIGN, CAMPAIGN.by_unit["00101"], "vi", entries=entries(CAMPAIGN, TYPED))


def by_code(submission):
    assert len({entry.criterion for entry in submission.entries}) == len(submission.entries)
    return {entry.criterion: entry for entry in submission.entries}


def beheaded(book, *titles):
    """Return a book whose sheets have lost all rows above the criteria."""
    for title in titles:
        book = on(title, lambda s: moved(s, lambda row, column: (row - FIRST, column) if row >= FIRST else None))(book)
    return book


@pytest.mark.parametrize(
    ("titles", "shift"), [(("LV 1",), None), (("LV 1", "LV 2"), None), (("LV 1", "LV 2"), 0), (("LV 1",), 3)]
)
def test_a_sheet_without_its_first_rows_is_read_by_its_keys_and_the_layout_of_the_others(titles, shift):
    book = sent()
    for title in ("LV 1", "LV 2") if shift is not None else ():
        book = column_inserted(title, shift)(book)
    book = beheaded(book, *titles)
    assert scores(book) == TYPED
    assert by_code(told(book)) == by_code(told(sent()))
    assert told(book).by_headings == titles
    findings = rules.inspect(Received("a.xlsx", "00", None, told(book)), CAMPAIGN)
    assert "table_by_headings" in {each.name for each in findings}
    assert not {each.name for each in findings} & {"criterion_missing", "score_missing", "row_unplaced"}


SHIFTED = {
    "a column put in on this sheet alone": column_inserted("LV 1", self_score.column("self_score")),
    "a column put in before the maximum": column_inserted("LV 1", self_score.column("maximum")),
    "a column put in behind the state": column_inserted("LV 1", self_score.column("evidence")),
    "the codes gone": cells_emptied("LV 1", [(FIRST + n, self_score.column("criterion")) for n in range(3)]),
    "the maxima gone": cells_emptied("LV 1", [(FIRST + n, self_score.column("maximum")) for n in range(3)]),
}


@pytest.mark.parametrize("what", SHIFTED)
def test_where_the_layout_is_not_certain_rows_are_listed_and_no_score_is_taken(what):
    book = beheaded(SHIFTED[what](sent()), "LV 1")
    assert scores(book) == {"2.1": TYPED["2.1"], "2.2": TYPED["2.2"]}
    assert [code for code, _ in rows_of(book)] == ["1.1", "1.2"]
    assert "| 31 |" in rows_of(book)[0][1]
    assert ("1.1" in rows_of(book)[0][1]) is False
    names = [each.name for each in rules.inspect(Received("a.xlsx", "00", None, told(book)), CAMPAIGN)]
    assert {"row_unplaced", "criterion_missing"} <= set(names)


def test_what_only_repeats_the_scores_is_taken_for_no_table():
    book = row_deleted("Phân công", self_score.FIRST - 2)(beheaded(sent(), "LV 1"))
    assert by_code(told(book)) == by_code(told(sent()))


def test_a_whole_workbook_lists_nothing_of_the_kind():
    book = replace(sent(), sheets=(*sent().sheets, *sheet(lines("A | B | C | D")).sheets))
    assert unplaced(book) == []


def test_a_lost_sheet_alone_lists_nothing():
    book = replace(sent(), sheets=tuple(s for s in sent().sheets if s.title != "LV 1"))
    assert unplaced(book) == []
    assert told(book).entries
    assert all(entry.score.state is State.SCORED for entry in told(book).entries)
    assert Cell(Kind.TEXT, "cchc/self_score/1") in book.sheet("LV 2").cells.values()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2024 – XÃ HÀ BẮC", [(2024, "XÃ HÀ BẮC")]),
        ("  PHÂN CÔNG  THỰC HIỆN TIÊU CHÍ NĂM 2024 – XÃ A – B ", [(2024, "XÃ A – B")]),
        ("SELF SCORES FOR THE REFORM INDEX 2024 – A", [(2024, "A")]),
        ("SELF SCORES FOR THE REFORM INDEX 2024 – ", []),
        ("SELF SCORES FOR THE REFORM INDEX 2024 - A", []),
        ("SELF SCORES FOR THE REFORM INDEX 20245 – A", []),
        ("SELF SCORES FOR THE REFORM INDEX next – A", []),
        ("SELF SCORES FOR THE REFORM INDEX 2024 – A\nB", []),
        ("Our SELF SCORES FOR THE REFORM INDEX 2024 – A", []),
    ],
)
def test_a_title_prints_year_and_unit(text, said):
    book = Book((Sheet("1", {(1, 0): Cell(Kind.TEXT, text)}),))
    assert [(titles.year_in(book), each.text) for each in titles.titles_in(book)] == said
