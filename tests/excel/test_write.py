"""Writing: what a book says stands in the file, whole or not at all, and the same bytes each time."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest

from cchc_xlsx.excel import style
from cchc_xlsx.excel.read import read
from cchc_xlsx.excel.write import CREATED, written
from cchc_xlsx.model.book import Book, Cell, Condition, Kind, Look, Page, Sheet, Validation, cell


def book(*values, look=None, **more):
    """Return a book with a sheet whose first column holds these values."""
    cells = {(row, 0): value if isinstance(value, Cell) else cell(value) for row, value in enumerate(values)}
    return Book((Sheet("Trang", cells, look=look or Look()),), **more)


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def opened(made):
    return openpyxl.load_workbook(io.BytesIO(written(made)))


def sheet_xml(made):
    return part(written(made), "xl/worksheets/sheet1.xml")


# --- cells


def test_every_kind_of_cell_is_read_again_as_it_was():
    made = book("chữ", Decimal("2.5"), True, False, datetime(2023, 11, 30, 17, 30), Cell(Kind.NUMBER, "3", "1+2"))
    assert read(written(made)) == made


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+84", "-", "@x", "{=A1}", "http://a.vn", "internal:x", "external:x", "mailto:a@b", "1.10", "01", "1/2",
     " trước", "sau ", "a\nb", "a\tb", "_x0041_", "<b>&amp;", "'", '"', "TRUE", "#REF!", "😀"],
)  # fmt: skip
def test_text_stays_the_text_it_is(text):
    stored = opened(book(text)).active["A1"]
    assert stored.data_type == "s"
    assert read(written(book(text))).sheets[0].at(0, 0) == Cell(Kind.TEXT, text)


def test_what_looks_like_rich_text_stays_plain():
    assert read(written(book("<r><t>x</t></r>"))).sheets[0].at(0, 0).text.strip() == "<r><t>x</t></r>"


def test_what_xml_forbids_is_left_out_and_the_rest_is_kept():
    assert read(written(book("a\x00b\x0bc\ud800d\uffff"))).sheets[0].at(0, 0).text == "abcd"


def test_a_text_longer_than_a_cell_holds_is_cut_visibly():
    text = read(written(book("x" * 40_000))).sheets[0].at(0, 0).text
    assert len(text) == 32_767
    assert text.endswith("x…")


@pytest.mark.parametrize(
    ("stored", "kind"),
    [(Cell(Kind.NUMBER, "2.5", "A9"), "n"), (Cell(Kind.TEXT, "", "A9"), "str"), (Cell(Kind.TEXT, "chữ", "A9"), "str"),
     (Cell(Kind.BOOLEAN, "TRUE", "A9"), "b"), (Cell(Kind.TEXT, "_x0041_", "A9"), "str")],
)  # fmt: skip
def test_a_formula_has_the_result_it_was_given(stored, kind):
    found = re.search(r"<c ([^>]*)><f>A9</f><v>([^<]*)</v>", sheet_xml(book(stored)))
    assert found, "a formula without a result shows nothing in a preview"
    assert (re.search(r't="(\w+)"', found[1]) or ["", "n"])[1] == kind
    assert read(written(book(stored))).sheets[0].at(0, 0) == stored


@pytest.mark.parametrize("digits", ["0.123456", "0.557", "94.5", "0.1", "1234567.891", "-0.7", "100"])
def test_a_number_keeps_all_its_digits_and_gets_no_other(digits):
    assert read(written(book(Decimal(digits)))).sheets[0].at(0, 0).text == digits


def test_a_link_keeps_its_text_and_leads_where_it_says():
    look = Look(links={(0, 0): "internal:'Trang'!A1", (1, 0): "external:../nhan-ve/a b.xlsx#'LV 1'!G7"})
    sheet = opened(book("đến đây", "đến kia", look=look)).active
    assert (sheet["A1"].value, sheet["A1"].hyperlink.location) == ("đến đây", "'Trang'!A1")
    assert sheet["A2"].hyperlink.target.replace("\\", "/") == "../nhan-ve/a%20b.xlsx"
    assert sheet["A2"].hyperlink.location == "'LV 1'!G7"


# --- comments


def test_a_comment_stands_at_its_cell_whatever_it_says():
    notes = {(1, 0): "✗ Lỗi (mục 1): =1+1 & <b>\n→ Hãy sửa.", (3, 2): "chỗ trống"}
    sheet = opened(book("x", "y", look=Look(notes=notes))).active
    assert {(c.row - 1, c.column - 1): c.comment.text for row in sheet for c in row if c.comment} == notes
    assert {sheet["A2"].comment.author, sheet["C4"].comment.author} == {"cchc"}


def test_a_longer_comment_gets_a_larger_box():
    made = book("x", "y", look=Look(notes={(0, 0): "ngắn", (1, 0): "một câu dài " * 30}))
    short, long = map(float, re.findall(r";height:([0-9.]+)pt", part(written(made), "xl/drawings/vmlDrawing1.vml")))
    assert long > 3 * short


def test_comments_are_the_same_bytes_each_time_and_are_not_read_back():
    made = book("x", look=Look(notes={(2, 0): "b", (0, 0): "a"}))
    assert written(made) == written(made)
    assert read(written(made)) == made


# --- names, properties, time


def test_names_and_properties_are_there():
    made = book("x", names={"CCHC_ID": "'Trang'!$A$1"}, properties={"cchc": "CCHC1|a|b|1|c"})
    again = read(written(made))
    assert (again.names, again.properties) == (made.names, made.properties)


def test_the_time_is_the_books_own_and_never_the_clocks():
    assert CREATED.isoformat() + "Z" in part(written(book("x")), "docProps/core.xml")
    saved = datetime(2023, 11, 28, 2, 0)
    assert read(written(book("x", saved=saved))).saved == saved


def test_the_same_book_gives_the_same_bytes():
    made = book("x", Decimal("2.5"), Cell(Kind.TEXT, "a", "B1"), properties={"b": "1", "a": "2"})
    assert written(made) == written(made)


def test_no_part_carries_the_time_of_writing():
    with zipfile.ZipFile(io.BytesIO(written(book("x")))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# --- look


def test_a_styles_name_says_what_it_looks_like():
    looks = style.properties("score.open")
    assert looks["num_format"] == "0.##"
    assert looks["locked"] is False
    assert looks["font_name"] == "Times New Roman"
    assert "locked" not in style.properties("score")


@pytest.mark.parametrize("name", ["nobody", "text.nobody", "nobody.open"])
def test_a_style_nobody_knows_is_our_own_mistake(name):
    with pytest.raises(KeyError):
        style.properties(name)


def test_rows_are_as_high_as_their_text_and_go_on_growing():
    look = Look(styles={(0, 0): "text", (1, 0): "text"}, columns={0: (20, False, "")}, rows={2: (30, True)})
    made = book("ngắn", "một câu dài " * 20, look=look)
    sheet = opened(made).active
    assert sheet.row_dimensions[2].height > 5 * sheet.row_dimensions[1].height
    assert sheet.row_dimensions[3].hidden
    assert "customHeight" not in sheet_xml(made)


def test_no_row_is_higher_than_excel_shows():
    look = Look(styles={(0, 0): "text"}, columns={0: (5, False, "")})
    assert opened(book("dài " * 2000, look=look)).active.row_dimensions[1].height <= 409


def test_a_validation_keeps_its_words_and_its_condition():
    look = Look(
        validations=(
            Validation((0, 0, 3, 0), "A1>=0", prompt_title="Điểm", prompt="Nhập điểm.", error_title="Sai", error="Hãy"),
            Validation((0, 1, 3, 1), "$D$1:$D$3", choices=True, strict=False),
            Validation((0, 2, 3, 2), '"có,không"', choices=True),
            Validation((0, 3, 3, 3), "", strict=False, prompt="Chỉ là lời nhắc."),
        )
    )
    found = {str(v.sqref): v for v in opened(book("x", look=look)).active.data_validations.dataValidation}
    score = found["A1:A4"]
    assert (score.type, score.formula1, score.prompt, score.error) == ("custom", "A1>=0", "Nhập điểm.", "Hãy")
    assert (score.promptTitle, score.errorTitle, score.showErrorMessage) == ("Điểm", "Sai", True)
    assert (found["B1:B4"].type, found["B1:B4"].formula1, found["B1:B4"].showErrorMessage) == (
        "list",
        "$D$1:$D$3",
        False,
    )
    assert found["C1:C4"].formula1 == '"có,không"'
    assert (found["D1:D4"].type, found["D1:D4"].prompt) == (None, "Chỉ là lời nhắc.")


def test_a_condition_turns_a_style_on_by_a_formula():
    look = Look(conditions=(Condition((0, 0, 3, 0), "$A1>2", "bad"),), scales=(((0, 1, 0, 3), Decimal("2.5")),))
    xml = sheet_xml(book("x", look=look))
    assert 'type="expression"' in xml
    assert "<formula>$A1&gt;2</formula>" in xml
    assert '<cfvo type="num" val="2.5"/>' in xml


def test_a_protected_sheet_has_no_password_and_lets_widths_be_changed():
    protection = opened(book("x", look=Look(protected=True))).active.protection
    assert protection.sheet
    assert protection.password is None
    assert protection.formatColumns is False  # the format says what is forbidden
    assert protection.insertRows
    assert not opened(book("x")).active.protection.sheet


def test_a_page_prints_on_a4_fitted_to_its_width():
    page = Page(repeat=(1, 1), area=(0, 0, 9, 3), left="TRÁI\nHAI", right="PHẢI", below="9 & 10", breaks=(5,))
    sheet = opened(book("x", look=Look(page=page))).active
    assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.print_area == "'Trang'!$A$1:$D$10"
    assert [b.id for b in sheet.row_breaks.brk] == [5]
    assert sheet.oddHeader.left.text == "TRÁI\nHAI"
    assert (sheet.oddFooter.left.size, sheet.oddFooter.left.text) == (10, "9 && 10")
    assert sheet.oddFooter.right.text == "&P/&N"


def test_a_digit_at_the_start_of_a_margin_is_no_part_of_the_fonts_size():
    assert 'Regular"&amp;10 2023: x&amp;R' in sheet_xml(book("x", look=Look(page=Page(below="2023: x"))))


def test_portrait_is_portrait():
    look = Look(page=Page(landscape=False))
    assert opened(book("x", look=look)).active.page_setup.orientation != "landscape"


@pytest.mark.parametrize("text", ["x" * 300, "&" * 300, "1" * 300])
def test_a_margin_keeps_within_what_excel_reads(text):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        xml = sheet_xml(book("x", look=Look(page=Page(left=text, right="PHẢI", below=text))))
    for kind in ("oddHeader", "oddFooter"):
        margin = re.search(rf"<{kind}>(.*)</{kind}>", xml)[1].replace("&amp;", "&").replace("&quot;", '"')
        assert len(margin) <= 255
        left = margin[2 : margin.index("&R")]
        assert re.sub(r'^&"[^"]*"&\d+', "", left).replace("&&", "").count("&") == 0, "half an ampersand is left"


def test_hidden_and_active_sheets_are_so():
    made = Book((Sheet("ẩn", hidden=True), Sheet("đầu"), Sheet("giữa", look=Look(active=True))))
    workbook = opened(made)
    assert [sheet.sheet_state for sheet in workbook] == ["hidden", "visible", "visible"]
    assert workbook.active.title == "giữa"


@pytest.mark.parametrize("text", ["_x005F_x0007_", "_x005F_x005F_x0041_", "a_x0000_x0001_b"])
def test_escapes_that_share_a_stroke_are_read_as_the_text_they_are(text):
    (shown,) = read(written(book(text))).sheets[0].cells.values()
    assert shown.text.replace("\u200b", "") == text


@pytest.mark.parametrize("text", ["A&G", "&G", "&[Picture]", "x" * 40_000])
def test_no_name_makes_a_margin_vanish(text):
    xml = sheet_xml(book("x", look=Look(page=Page(left=text, right="phải"))))
    assert "phải" in xml
    assert not re.search(r"&amp;(?:&amp;)?(?:G|\[)", xml)
