"""Texts put into a workbook that a person owns: those cells change, and nothing else does."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from cchc_xlsx.excel.door import open_book
from cchc_xlsx.excel.edit import with_texts
from cchc_xlsx.excel.read import Unreadable
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.book import Book, Sheet, cell
from cchc_xlsx.workbooks.campaign import fill_campaign
from tests.builders import CAMPAIGN
from tests.office import convert

TITLE = "Phân công"


@pytest.fixture(scope="module")
def owned():
    """A campaign workbook as its owner has gone on with it: colours, a comment, a chart, a sheet and a column more."""
    workbook = openpyxl.load_workbook(io.BytesIO(written(fill_campaign(CAMPAIGN, "vi"))))
    sheet = workbook[TITLE]
    sheet["C5"].fill = PatternFill("solid", fgColor="FFAACC")
    sheet["C5"].comment = Comment("hỏi lại", "Lan")
    sheet["G5"] = "riêng"
    sheet.row_dimensions[20].hidden = True
    notes = workbook.create_sheet("Ghi chép")
    notes["A1"], notes["A2"] = 3, "=A1*2"
    chart = BarChart()
    chart.add_data(Reference(notes, min_col=1, min_row=1, max_row=2))
    notes.add_chart(chart, "C3")
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def texts(data, title=TITLE):
    book = open_book(data)
    assert isinstance(book, Book), book
    return {at: each.text for at, each in book.sheet(title).cells.items()}


def test_the_cells_named_hold_the_texts_and_every_other_cell_what_it_held(owned):
    wanted = {(4, 2): "Ông <A> & “B”\nBà _x0041_", (4, 3): "", (12, 1): "00101", (60, 3): " 1.1 "}
    before, after = texts(owned), texts(with_texts(owned, TITLE, wanted))
    expected = {**before, **wanted}
    assert after == {at: text for at, text in expected.items() if text}


def test_every_part_but_the_sheet_stays_byte_for_byte(owned):
    before, after = parts(owned), parts(with_texts(owned, TITLE, {(4, 2): "Ông A"}))
    assert list(before) == list(after)
    changed = [name for name in before if before[name] != after[name]]
    assert len(changed) == 1
    assert changed[0].startswith("xl/worksheets/sheet")
    assert any("chart" in name for name in after)
    assert any("comment" in name for name in after)


def test_style_width_comment_and_hidden_rows_stay(owned):
    after = openpyxl.load_workbook(io.BytesIO(with_texts(owned, TITLE, {(4, 2): "Ông A", (4, 3): ""})))[TITLE]
    before = openpyxl.load_workbook(io.BytesIO(owned))[TITLE]
    assert after["C5"].value == "Ông A"
    assert after["C5"].fill.fgColor.rgb == before["C5"].fill.fgColor.rgb
    assert after["D5"].value is None
    assert after["D5"].style_id == before["D5"].style_id
    assert after["C5"].comment.text == "hỏi lại"
    assert after.row_dimensions[20].hidden
    assert len(after.data_validations.dataValidation) == len(before.data_validations.dataValidation)
    assert {key: each.width for key, each in after.column_dimensions.items()} == {
        key: each.width for key, each in before.column_dimensions.items()
    }


def test_a_table_that_grows_takes_its_styles_its_filter_and_its_print_area_along():
    data = written(fill_campaign(CAMPAIGN, "vi"))
    after = openpyxl.load_workbook(io.BytesIO(with_texts(data, TITLE, {(90, 1): "00101", (90, 2): "Ông A"})))[TITLE]
    assert after.auto_filter.ref.endswith(":E91")
    assert after.print_area.endswith("$E$91")
    assert after["C91"].border.left.style == "thin"


def test_a_long_text_gets_a_row_as_high_as_it_needs():
    data = written(fill_campaign(CAMPAIGN, "vi"))
    sheet = openpyxl.load_workbook(io.BytesIO(with_texts(data, TITLE, {(4, 3): "1.1; " * 100})))[TITLE]
    assert sheet.row_dimensions[5].height > 80


def test_the_same_texts_give_the_same_bytes(owned, monkeypatch):
    first = with_texts(owned, TITLE, {(4, 2): "Ông A"})
    monkeypatch.setattr("time.localtime", lambda *_: datetime(2031, 5, 6).timetuple())
    assert with_texts(owned, TITLE, {(4, 2): "Ông A"}) == first


def test_rows_and_cells_without_numbers_are_counted():
    data = written(Book((Sheet("A", {(0, 0): cell("a"), (0, 1): cell("b"), (1, 0): cell("c")}),)))
    bare = parts(data)
    xml = bare["xl/worksheets/sheet1.xml"]
    for number in (b' r="1"', b' r="2"', b' r="A1"', b' r="B1"', b' r="A2"'):
        xml = xml.replace(number, b"")
    bare["xl/worksheets/sheet1.xml"] = xml
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in bare.items():
            archive.writestr(name, content)
    assert texts(with_texts(buffer.getvalue(), "A", {(0, 1): "B"}), "A") == {(0, 0): "a", (0, 1): "B", (1, 0): "c"}


def test_what_is_no_workbook_is_unreadable_and_a_sheet_that_is_not_there_is_told(owned):
    with pytest.raises(Unreadable):
        with_texts(b"PK\x03\x04", TITLE, {})
    with pytest.raises(KeyError):
        with_texts(owned, "Không có", {})


@pytest.mark.office
def test_libreoffice_opens_it_and_sees_the_texts(tmp_path, owned):
    (tmp_path / "a.xlsx").write_bytes(with_texts(owned, TITLE, {(4, 2): "Ông A\nBà B", (70, 3): "1.1 đến 1.2"}))
    again = texts(convert(tmp_path / "a.xlsx", "xlsx", tmp_path / "out").read_bytes())
    assert again[4, 2] == "Ông A\nBà B"
    assert again[70, 3] == "1.1 đến 1.2"
