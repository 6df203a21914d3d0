"""Appendices as tables: found by their headings in any file, read row by row, published and read again the same."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cchc_xlsx.assigning import understood
from cchc_xlsx.assigning.appendix import NOBODY, Appendix, headings, of_unit, rows_in, turned
from cchc_xlsx.assigning.publishing import Direction, paper
from cchc_xlsx.batch.appendices import read_appendix
from cchc_xlsx.batch.trouble import Unreachable, Wrong
from cchc_xlsx.excel.write import written
from cchc_xlsx.exports.phan_cong import FORMATS
from cchc_xlsx.model.book import Book, Sheet, cell
from cchc_xlsx.model.campaign import Assignment
from cchc_xlsx.text import fold
from cchc_xlsx.workbooks.campaign import fill_campaign
from cchc_xlsx.workbooks.tables import text_of
from cchc_xlsx.workbooks.unit import fill_unit
from tests.strategies import campaigns
from tests.word.documents import HEAD, document

ROWS = (HEAD, ("1", "Đảng ủy", "1.7; 7.1", ""), ("2", "HĐND", "1.4", "x"))
MEANT = [("Đảng ủy", "1.7; 7.1", ""), ("HĐND", "1.4", "x")]


def told(appendix):
    return [(row.assignee, row.criteria, row.remark) for row in appendix.rows]


def sheet(*rows, title="Bảng 1", merged=()):
    cells = {
        (r, c): cell(value) for r, row in enumerate(rows) for c, value in enumerate(row) if value not in ("", None)
    }
    return Sheet(title, cells, merged=tuple(merged))


def rows_of(*sheets, flowing=True):
    return rows_in(Book(sheets), text_of, "a.docx", flowing=flowing)


# Headings.


@pytest.mark.parametrize(
    "row",
    [
        HEAD,
        ("STT", "CƠ QUAN, ĐƠN VỊ THỰC HIỆN", "TIÊU CHÍ", "GHI CHÚ"),
        ("Stt", "Người phụ trách", "Các tiêu chí được giao", "Ghi  chú"),
        ("TT", "Co quan, don vi", "Tieu chi (theo Bộ tiêu chí cấp xã)", ""),
        ("No.", "Assignee", "Criteria", "Remark"),
    ],
)
def test_the_columns_are_known_by_their_headings_however_they_are_written(row):
    found = headings(dict(enumerate(row)))
    assert (found["number"], found["assignee"], found["criteria"]) == (0, 1, 2)


@pytest.mark.parametrize(
    "row",
    [
        ("Công chức 07", "1.1; 1.2"),
        ("1", "Công chức 07", "các tiêu chí 1.1; 1.2", ""),
        ("TT", "Họ và tên", "Tiêu chí"),
        (),
    ],
)
def test_other_rows_are_no_headings(row):
    assert headings(dict(enumerate(row))) == {}


def test_the_column_of_codes_is_taken_before_that_of_names():
    appendix = rows_of(sheet(("TT", "Mã", "Tiêu chí", "Người thực hiện"), (1, "1.1", "Kế hoạch", "Ông A")))
    assert told(appendix) == [("Ông A", "1.1", "")]
    assert appendix.by_criterion


def test_columns_may_stand_in_any_order_and_without_numbers():
    appendix = rows_of(sheet(("Ghi chú", "Tiêu chí", "Cơ quan thực hiện"), ("", "1.1", "Ông A")))
    assert told(appendix) == [("Ông A", "1.1", "")]


def test_helpers_in_a_column_of_their_own_help():
    head = ("TT", "Cơ quan chủ trì", "Cơ quan phối hợp", "Tiêu chí")
    appendix = rows_of(sheet(head, ("1", "Ông A", "Bà B; Ông C", "1.1")))
    assert told(appendix) == [("Ông A; Bà B (phối hợp); Ông C (phối hợp)", "1.1", "")]


def test_a_criterion_whose_name_reads_like_a_heading_is_none():
    head = ("Mã", "Tên", "Cơ quan thực hiện")
    appendix = rows_of(sheet(head, ("1.1", "Tiêu chí về cán bộ", "Công chức 07"), ("1.2", "Tiêu chí", "Cán bộ")))
    assert told(appendix) == [("Công chức 07", "1.1", ""), ("Cán bộ", "1.2", "")]


# Rows.


def test_a_heading_may_come_again_and_again():
    assert told(rows_of(sheet(*ROWS[:2], HEAD, ("(1)", "(2)", "(3)", "(4)"), *ROWS[2:]))) == MEANT


def test_a_row_that_numbers_the_columns_is_no_assignee():
    assert told(rows_of(sheet(HEAD, ("1", "2", "3", "4"), *ROWS[1:]))) == MEANT
    assert told(rows_of(sheet(HEAD, ("A", "B", "C", "D"), *ROWS[1:]))) == MEANT


def test_a_table_cut_into_pages_goes_on():
    assert told(rows_of(sheet(*ROWS[:2]), sheet(*ROWS[2:], title="Bảng 2"))) == MEANT
    assert told(rows_of(sheet(*ROWS[:2]), sheet(*ROWS[2:], title="Bảng 2"), flowing=False)) == MEANT[:1]
    assert told(rows_of(sheet(*ROWS[:2]), sheet(HEAD, *ROWS[2:], title="Bảng 2"))) == MEANT


def test_each_table_may_have_headings_of_its_own():
    other = sheet(("STT", "Tiêu chí", "Người thực hiện", "Ghi chú"), ("1", "1.4", "HĐND", "x"), title="Bảng 2")
    assert told(rows_of(sheet(*ROWS[:2]), other)) == MEANT


def test_a_row_cut_at_the_end_of_a_page_goes_on():
    appendix = rows_of(
        sheet(HEAD, ("1", "Ông A", "3.2 (trừ 3.2.6;", "")), sheet(("", "", "3.2.7); 7.1", "mới"), title="Bảng 2")
    )
    assert told(appendix) == [("Ông A", "3.2 (trừ 3.2.6;\n3.2.7); 7.1", "mới")]


def test_a_row_with_a_number_and_nobody_is_a_row_of_its_own():
    assert told(rows_of(sheet(*ROWS, ("3", "", "1.5", "")))) == [*MEANT, ("", "1.5", "")]


def test_an_assignee_merged_over_rows_has_the_criteria_of_all_of_them():
    made = sheet(
        HEAD, ("1", "Ông A", "1.1", "x"), ("", "", "1.2", "y"), ("2", "Bà B", "1.3", ""), merged=[(1, 1, 2, 1)]
    )
    assert told(rows_of(made)) == [("Ông A", "1.1\n1.2", "x\ny"), ("Bà B", "1.3", "")]


def test_criteria_merged_over_rows_are_those_of_each_assignee():
    made = sheet(HEAD, ("1", "Ông A", "1.1", "x"), ("2", "Bà B", "", ""), merged=[(1, 2, 2, 2), (1, 3, 2, 3)])
    assert told(rows_of(made)) == [("Ông A", "1.1", "x"), ("Bà B", "1.1", "x")]


def test_lines_across_the_table_and_totals_are_no_assignees():
    made = sheet(HEAD, ("I. Khối Đảng", "", "", ""), *ROWS[1:], ("", "Tổng cộng", "5", ""), merged=[(1, 0, 1, 3)])
    assert told(rows_of(made)) == MEANT


def test_who_signs_below_a_table_is_no_assignee():
    made = sheet(("UBND XÃ MỘT",), ("PHỤ LỤC",), (), *ROWS, (), ("", "NGƯỜI LẬP", "", "CHỦ TỊCH"), title="Sheet1")
    assert told(rows_of(made, flowing=False)) == MEANT


def test_whoever_is_not_assigned_is_nobody():
    made = sheet(("Mã", "Người thực hiện"), ("1.1", "(chưa phân công)"), ("1.2", "Ông A"))
    assert told(rows_of(made)) == [("Ông A", "1.2", "")]


def test_a_list_that_a_program_took_for_a_number_is_told():
    appendix = rows_of(sheet(("Cơ quan", "Tiêu chí"), ("Ông A", 7), ("Bà B", Decimal("7.1"))))
    assert told(appendix) == [("Ông A", "7", ""), ("Bà B", "7.1", "")]
    assert [(each.typed, each.place.cell) for each in appendix.numeric] == [("7.1", "B3")]


def test_only_the_rows_of_a_unit_are_its_own():
    rows = (Assignment("", "Chung", "1"), Assignment("01", "Một", "1"), Assignment("02", "Hai", "1"))
    assert [row.assignee for row in of_unit(rows, "01")] == ["Một"]
    assert [(row.assignee, row.unit) for row in of_unit(rows, "03")] == [("Chung", "03")]


@given(
    st.lists(st.lists(st.sampled_from(["", *HEAD, "1", "1.1; 7", "Ông A", "…", "trừ"]), max_size=5), max_size=8),
    st.data(),
)
def test_whatever_the_table_nothing_raises(rows, data):
    areas = data.draw(
        st.lists(st.tuples(*[st.integers(0, 6)] * 4).map(lambda a: (*a[:2], a[0] + a[2], a[1] + a[3])), max_size=3)
    )
    assert isinstance(rows_of(sheet(*rows, merged=areas)), Appendix)


# Files.


def workbook(rows, title="Phụ lục"):
    made = openpyxl.Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def lines(mark, rows=ROWS):
    return "\r\n".join(mark.join(f'"{text}"' if mark in text else text for text in row) for row in rows)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", document([["Số:", "Độc lập"]], [list(row) for row in ROWS])),
        ("a.xlsx", workbook([["UBND XÃ MỘT"], [], *ROWS])),
        ("a.bin", workbook(ROWS)),
        ("a.csv", lines(",").encode()),
        ("a.csv", b"\xef\xbb\xbf" + lines(";").encode()),
        ("a.csv", lines("\t").encode("utf-16")),
        ("a.txt", lines("\t").encode()),
        ("a.csv", b"sep=;\r\n" + lines(";").encode()),
    ],
)
def test_an_appendix_is_read_from_any_of_its_files(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    found = read_appendix(tmp_path / name)
    assert [(criteria, remark) for _, criteria, remark in told(found)] == [(c, r) for _, c, r in MEANT]
    if b"cp1258" not in data and name != "a.csv":
        assert told(found) == MEANT


def test_the_code_page_of_vietnamese_windows_is_read(tmp_path):
    text = "TT;Cơ quan thực hiện;Tiêu chí\r\n1;Đảng ủy xã Bộc Nhiêu;1.7\r\n"
    data = b"".join(sign.encode("cp1258") for sign in _as_1258(text))
    (tmp_path / "a.csv").write_bytes(data)
    assert told(read_appendix(tmp_path / "a.csv")) == [("Đảng ủy xã Bộc Nhiêu", "1.7", "")]


def _as_1258(text):
    """Yield the signs of a text as that code page has them: letters with their hat, marks of tone apart."""
    for sign in text:
        try:
            sign.encode("cp1258")
            yield sign
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", sign)
            tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
            yield unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark not in tones))
            yield from tones


@settings(max_examples=15)
@given(campaigns())
def test_a_campaigns_and_a_units_workbook_are_appendices_too(tmp_path_factory, campaign):
    folder = tmp_path_factory.mktemp("a")
    unit = campaign.sorted_units[0]
    (folder / "dot.xlsx").write_bytes(written(fill_campaign(campaign, "vi")))
    (folder / "unit.xlsx").write_bytes(written(fill_unit(campaign, unit, "vi")))
    whole = tuple(of_unit(read_appendix(folder / "dot.xlsx").rows, unit.code))
    assert understood(replace(campaign, assignments=whole)).officers_of(unit.code) == campaign.officers_of(unit.code)
    one = read_appendix(folder / "unit.xlsx")
    assert one.by_criterion
    mine = understood(replace(campaign, assignments=tuple(of_unit(one.rows, unit.code)))).assignments
    again = understood(replace(campaign, assignments=turned(mine, campaign)))
    assert_same(again.officers_of(unit.code), campaign.officers_of(unit.code))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.pdf", b"%PDF-1.4", "không phải tệp Word"),
        ("a.docx", b"", "tệp trống"),
        ("a.docx", b"PK\x03\x04", "bị hỏng"),
        ("a.docx", document([["a", "b"]]), "Không tìm thấy bảng phân công"),
        ("a.docx", document(), "Không tìm thấy bảng phân công"),
        ("a.xlsx", workbook([["x"]]), "Không tìm thấy bảng phân công"),
        ("a.csv", b"x;y\n1;2\n", "Không tìm thấy bảng phân công"),
        ("a.csv", b"\x00\x01\x02", "không phải tệp Word"),
        ("~$a.docx", b"x", "tệp tạm"),
    ],
)
def test_what_is_no_appendix_is_refused_with_a_sentence(tmp_path, name, data, words):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Wrong) as caught:
        read_appendix(tmp_path / name)
    assert words in caught.value.words.vi


def test_a_file_that_is_not_there_is_unreachable(tmp_path):
    with pytest.raises(Unreachable):
        read_appendix(tmp_path / "a.docx")


# Published and read again.


def assert_same(found, meant):
    """Each criterion has the same officers, the same one of them leading; who follows whom may differ."""
    assert {code: set(named) for code, named in found.items()} == {code: set(named) for code, named in meant.items()}
    assert {code: named[:1] for code, named in found.items()} == {code: named[:1] for code, named in meant.items()}


def essence(row):
    kept = (set(row.codes), set(row.unknown), row.officers, set(row.leads), set(row.helps), row.members, row.open_ended)
    return row.assignee, " ".join(row.remark.split()), kept


def published(campaign, unit, by, form, folder, language):
    path = folder / f"a{form}"
    path.write_bytes(FORMATS[form](paper(campaign, unit, by, language)))
    return read_appendix(path)


@pytest.mark.parametrize("form", list(FORMATS))
@pytest.mark.parametrize("language", ["vi", "en"])
@settings(max_examples=12)
@given(campaign=campaigns())
def test_an_appendix_read_again_is_the_appendix_that_was_written(tmp_path_factory, form, language, campaign):
    # A name has a letter or a digit in it: a dot alone ends a list. Nobody is named by what says that nobody is.
    named = {officer for row in campaign.assignments for officer in row.named}
    assume(all(any(map(str.isalnum, officer)) for officer in named))
    assume(not {fold(officer) for officer in named} & {fold(words) for words in NOBODY})
    folder = tmp_path_factory.mktemp("a")
    for unit in ("00001", "99999"):
        rows = campaign.assignments_of(unit)
        if not rows:
            continue
        back = published(campaign, unit, Direction.ASSIGNEE, form, folder, language)
        assert not back.by_criterion
        again = understood(replace(campaign, assignments=back.rows)).assignments
        assert list(map(essence, again)) == list(map(essence, rows))
        if not campaign.criteria.scored:
            continue
        back = published(campaign, unit, Direction.CRITERION, form, folder, language)
        assert back.by_criterion
        mine = understood(replace(campaign, assignments=back.rows))
        assert mine.officers_of("") == campaign.officers_of(unit)
        again = understood(replace(campaign, assignments=turned(mine.assignments, campaign)))
        assert_same(again.officers_of(""), campaign.officers_of(unit))
