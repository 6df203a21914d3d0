"""The promises of the strict reader."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_xlsx.excel import read as reader
from cchc_xlsx.excel.package import _inflated
from cchc_xlsx.excel.read import LIMITS, Limits, Package, Unreadable, read
from cchc_xlsx.model.book import Book, Cell, Extra, Kind, Position, Sheet, plain
from cchc_xlsx.model.received import Refusal, Refused
from tests.excel.workshop import MAIN, OFFICE, SHEET, changed, converted, parts, relations, worksheet, xlsx, zipped

DATES = '<numFmts>{}</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="{}"/></cellXfs>'
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


def cells(data: bytes) -> dict[str, Cell]:
    """The cells of the first sheet's first row, by letter."""
    return {chr(65 + column): cell for (_, column), cell in read(data).sheets[0].cells.items()}


def only(rows: str, **kinds: str) -> Cell:
    """The one cell of these rows."""
    (cell,) = read(xlsx(rows, **kinds)).sheets[0].cells.values()
    return cell


def refused(data: bytes, limits: Limits = LIMITS) -> Refused:
    with pytest.raises(Unreadable) as caught:
        read(data, limits)
    return caught.value.refused


# What a cell holds


def test_a_number_keeps_the_digits_of_the_file() -> None:
    assert only('<row r="1"><c r="A1"><v>0.30000000000000004</v></c></row>') == Cell(Kind.NUMBER, "0.30000000000000004")


@pytest.mark.parametrize("text", ["NaN", "INF", "1E400", "-0", "1E-3", "9" * 100_000, "hai"])
def test_a_number_that_is_none_is_kept_as_written(text: str) -> None:
    assert only(f'<row><c r="A1"><v> {text}\n</v></c></row>') == Cell(Kind.NUMBER, text)


def test_shared_texts_glue_their_runs_and_leave_readings_out() -> None:
    strings = (
        "<si><t>một</t></si><si><r><rPr><b/></rPr><t>hai </t></r><r><t xml:space='preserve'>điểm</t></r>"
        "<rPh sb='0' eb='1'><t>đọc</t></rPh><phoneticPr fontId='1'/></si><si/>"
    )
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
    found = cells(xlsx(row, strings=strings))
    assert found == {"A": Cell(Kind.TEXT, "một"), "B": Cell(Kind.TEXT, "hai điểm")}


def test_inline_texts_are_read_as_shared_ones_are() -> None:
    row = '<row><c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>x</t></rPh></is></c></row>'
    assert only(row) == Cell(Kind.TEXT, "ab")
    assert only('<row><c r="A1" t="inlineStr"><is><t> a </t></is></c></row>') == Cell(Kind.TEXT, " a ")


def test_texts_stay_as_stored_without_normalising() -> None:
    decomposed = "Ha\u0300 Ba\u0306\u0301c\u200b "
    assert only(f'<row><c r="A1" t="inlineStr"><is><t>{decomposed}</t></is></c></row>').text == decomposed


def test_escapes_are_decoded_once() -> None:
    strings = "<si><t>_x0041_ _x005F_x0041_ _x000D_ _xD83D_ _x41_</t></si>"
    assert only('<row><c r="A1" t="s"><v>0</v></c></row>', strings=strings).text == "A _x0041_ \r _xD83D_ _x41_"


@pytest.mark.parametrize(("written", "text"), [("1", "TRUE"), ("0", "FALSE"), ("true", "TRUE"), ("false", "FALSE")])
def test_a_boolean_is_no_number(written: str, text: str) -> None:
    assert only(f'<row><c r="A1" t="b"><v>{written}</v></c></row>') == Cell(Kind.BOOLEAN, text)


def test_a_boolean_that_is_none_is_text() -> None:
    assert only('<row><c r="A1" t="b"><v>2</v></c></row>') == Cell(Kind.TEXT, "2")


def test_an_error_is_no_empty_cell() -> None:
    assert only('<row><c r="A1" t="e"><f>B1/0</f><v>#DIV/0!</v></c></row>') == Cell(Kind.ERROR, "#DIV/0!", "B1/0")


def test_a_formula_that_is_but_an_error_is_the_error() -> None:
    assert only('<row><c r="A1" t="e"><f>#REF!</f><v>#REF!</v></c></row>') == Cell(Kind.ERROR, "#REF!")


def test_blank_cells_are_left_out() -> None:
    row = '<row r="1"><c r="A1" s="1"/><c r="B1"><v/></c><c r="C1" t="s"><v></v></c><c r="D1" t="inlineStr"/></row>'
    assert cells(xlsx(row)) == {}


def test_unknown_types_are_text() -> None:
    assert only('<row><c r="A1" t="zz"><v>2</v></c></row>') == Cell(Kind.TEXT, "2")


# Formulas


@pytest.mark.parametrize("value", ["", "<v/>", "<v></v>", "<v> </v>"])
def test_a_formula_without_a_result_is_empty_and_keeps_its_formula(value: str) -> None:
    assert only(f'<row><c r="A1"><f>SUM(B1:C1)</f>{value}</c></row>') == Cell(Kind.EMPTY, "", "SUM(B1:C1)")


def test_a_formula_that_gave_an_empty_text_is_text() -> None:
    assert only('<row><c r="A1" t="str"><f>IF(B1,1,"")</f><v></v></c></row>') == Cell(Kind.TEXT, "", 'IF(B1,1,"")')


def test_a_formula_keeps_its_result() -> None:
    assert only('<row><c r="A1" t="str"><f>"a"</f><v>a</v></c></row>') == Cell(Kind.TEXT, "a", '"a"')
    assert only('<row><c r="A1"><f>=1+1</f><v>2</v></c></row>') == Cell(Kind.NUMBER, "2", "1+1")


def test_every_cell_of_a_shared_formula_has_a_formula() -> None:
    row = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:C1" si="0">D1*2</f><v>2</v></c>'
        '<c r="B1"><f t="shared" si="0"/><v>4</v></c><c r="C1"><f t="shared" si="7"/><v>6</v></c>'
        '<c r="D1"><f t="array" ref="D1"/><v>8</v></c><c r="E1"><f/><v>9</v></c></row>'
    )
    assert [cell.formula for cell in cells(xlsx(row)).values()] == ["D1*2", "D1*2", "?", "?", ""]


# Dates


@pytest.mark.parametrize("number", [14, 22, 27, 36, 45, 47, 50, 58])
def test_built_in_date_formats_are_dates(number: int) -> None:
    row = '<row><c r="A1" s="1"><v>46054</v></c></row>'
    assert only(row, styles=DATES.format("", number)) == Cell(Kind.NUMBER, "46054", date=True)


@pytest.mark.parametrize("number", [0, 1, 2, 9, 10, 11, 13, 37, 49, 59])
def test_other_built_in_formats_are_no_dates(number: int) -> None:
    assert not only('<row><c r="A1" s="1"><v>46054</v></c></row>', styles=DATES.format("", number)).date


@pytest.mark.parametrize(
    ("code", "date"),
    [
        ("dd/mm/yyyy", True),
        ("[$-42A]D MMMM", True),
        ("[h]:mm", True),
        ("[ss]", True),
        ("General", False),
        ("0.00", False),
        ('0.00 "điểm/sheet"', False),
        ("[Red]-0.00;[Magenta]0", False),
        ("0\\d", False),
        ("_d0_)* #,##0 [$đ-42A]", False),
        ('0"chưa đóng', False),
        ("", False),
    ],
)
def test_a_format_with_day_month_year_or_time_is_a_date(code: str, date: bool) -> None:
    escaped = code.replace('"', "&quot;")
    styles = DATES.format(f'<numFmt numFmtId="164" formatCode="{escaped}"/>', 164)
    assert only('<row><c r="A1" s="1"><v>1</v></c></row>', styles=styles).date is date


@pytest.mark.parametrize("number", [9, 10])
def test_built_in_percentages_are_percentages(number: int) -> None:
    row = '<row><c r="A1" s="1"><v>0.385</v></c></row>'
    assert only(row, styles=DATES.format("", number)) == Cell(Kind.NUMBER, "0.385", percent=True)


@pytest.mark.parametrize(
    ("code", "percent"),
    [("0.0%", True), ("0,0 %;[Red]-0 %", True), ("0.00", False), ('0" %"', False), ("0\\%", False), ("0_%", False)],
)
def test_a_format_with_a_per_cent_sign_is_a_percentage(code: str, percent: bool) -> None:
    escaped = code.replace('"', "&quot;")
    styles = DATES.format(f'<numFmt numFmtId="164" formatCode="{escaped}"/>', 164)
    assert only('<row><c r="A1" s="1"><v>1</v></c></row>', styles=styles).percent is percent


def test_a_style_that_there_is_not_is_no_date() -> None:
    assert only('<row><c r="A1" s="99"><v>1</v></c></row>') == Cell(Kind.NUMBER, "1")
    assert only('<row><c r="A1" s="x"><v>1</v></c></row>') == Cell(Kind.NUMBER, "1")


@pytest.mark.parametrize(
    ("iso", "number"),
    [("2026-02-01", "46054"), ("2026-02-01T12:00:00Z", "46054.5"), ("06:00:00", "0.25")],
)
def test_iso_dates_become_numbers_of_excel(iso: str, number: str) -> None:
    assert only(f'<row><c r="A1" t="d"><v>{iso}</v></c></row>') == Cell(Kind.NUMBER, number, date=True)


def test_an_iso_date_that_is_none_is_text() -> None:
    assert only('<row><c r="A1" t="d"><v>2026-02-31</v></c></row>') == Cell(Kind.TEXT, "2026-02-31")


def test_dates_counted_from_1904_are_counted_from_1900() -> None:
    row = "".join(
        f'<row r="{n}"><c r="A{n}" s="{style}"><v>{value}</v></c></row>'
        for n, (style, value) in enumerate([(1, "44592"), (0, "44592"), (1, "NaN"), (1, "1E999999"), (1, "x")], 1)
    )
    book = read(xlsx(row, styles=DATES.format("", 14), settings='date1904="1"'))
    texts = [book.sheets[0].at(row, 0).text for row in range(5)]
    assert texts == ["46054", "44592", "NaN", "1E999999", "x"]


# Places


def test_cells_without_a_reference_follow_each_other() -> None:
    row = '<row><c><v>1</v></c><c r="D1"><v>2</v></c><c><v>3</v></c></row><row r="5"><c><v>4</v></c></row>'
    row += "<row><c><v>5</v></c></row>"
    assert list(read(xlsx(row)).sheets[0].cells) == [(0, 0), (0, 3), (0, 4), (4, 0), (5, 0)]


def test_a_stray_cell_in_the_last_corner_is_just_a_cell() -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    assert list(read(xlsx(row)).sheets[0].cells) == [(0, 0), (1048575, 16383)]


@pytest.mark.parametrize("area", ["A1", "A1:XFD1048576", "ZZZZ0", ""])
def test_the_dimension_is_not_believed(area: str) -> None:
    sheet = worksheet('<row r="7"><c r="D7"><v>1</v></c></row>', f'<dimension ref="{area}"/>')
    assert read(changed(sheet=sheet)).sheets[0].at(6, 3) == Cell(Kind.NUMBER, "1")


@pytest.mark.parametrize(
    "reference", ["ZZZZZZ5", "A0", "A4294967296", "é1", "A1048577", "XFE1", "", "A", "1", "A1:B2", "$A$1", "A01", "A1 "]
)
def test_a_malformed_reference_is_refused(reference: str) -> None:
    found = refused(xlsx(f'<row><c r="{reference}"><v>1</v></c></row>'))
    assert found.reason is Refusal.BROKEN
    assert found.detail.startswith(SHEET)


@pytest.mark.parametrize("row", ["0", "-1", "x", "9999999", "1" * 5000])
def test_a_malformed_row_is_refused(row: str) -> None:
    assert refused(xlsx(f'<row r="{row}"><c><v>1</v></c></row>')).reason is Refusal.BROKEN


def test_a_cell_outside_any_row_is_refused() -> None:
    assert refused(xlsx("<c><v>1</v></c>")).reason is Refusal.BROKEN


def test_two_contents_of_one_cell_are_refused() -> None:
    found = refused(xlsx('<row><c r="B3"><v>1</v></c><c r="B3"><v>2</v></c></row>'))
    assert found == Refused(Refusal.BROKEN, f"{SHEET} B3")


@pytest.mark.parametrize("index", ["1", "-1", "1.0", "x", "4294967296", "9" * 5000])
def test_a_shared_text_that_there_is_not_is_refused(index: str) -> None:
    row = f'<row><c r="A1" t="s"><v>{index}</v></c></row>'
    assert refused(xlsx(row, strings="<si><t>a</t></si>")) == Refused(Refusal.BROKEN, f"{SHEET} A1")


def test_counts_of_shared_texts_are_not_believed() -> None:
    strings = f'<sst xmlns="{MAIN}" count="4294967295" uniqueCount="4294967295"><si><t>a</t></si></sst>'
    data = changed('<row><c r="A1" t="s"><v>0</v></c></row>', strings=strings)
    assert cells(data) == {"A": Cell(Kind.TEXT, "a")}


def test_blank_cells_do_not_count_however_many() -> None:
    blank = "".join(f'<row r="{row}"><c r="A{row}" s="1"/><c s="1"/></row>' for row in range(1, 50_000))
    assert read(changed(sheet=worksheet(blank)), Limits(cells=0)).sheets[0].cells == {}


# The workbook


def test_sheets_come_in_the_order_of_the_workbook_with_their_hiding() -> None:
    made = parts()
    made["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:q="{OFFICE}"><sheets><sheet name="B &amp; C" q:id="rId2"/>'
        '<sheet name="đồ thị" q:id="rId3"/><sheet name="hộp" q:id="rId4"/><sheet name="A" q:id="rId1" state="hidden"/>'
        '<sheet name="Ẩn" q:id="rId5" state="veryHidden"/></sheets></workbook>'
    )
    made["xl/_rels/workbook.xml.rels"] = relations(
        ("worksheet", "worksheets/sheet1.xml"),
        ("worksheet", "/xl/worksheets/sheet2.xml"),
        ("chartsheet", "chartsheets/sheet1.xml"),
        ("dialogsheet", "dialogsheets/sheet1.xml"),
        ("worksheet", "../tờ.xml"),
    )
    for number, name in enumerate([SHEET, "xl/worksheets/sheet2.xml", "tờ.xml"]):
        made[name] = worksheet(f"<row><c><v>{number}</v></c></row>")
    book = read(zipped(made))
    assert [(sheet.title, sheet.hidden, sheet.at(0, 0).text) for sheet in book.sheets] == [
        ("B & C", False, "1"),
        ("A", True, "0"),
        ("Ẩn", True, "2"),
    ]


def test_prefixes_and_the_strict_namespaces_are_understood() -> None:
    main, office = "http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument"
    data = changed(
        root=relations(("officeDocument", "xl/workbook.xml"), ("customProperties", "docProps/custom.xml"), base=office),
        workbook=f'<w:workbook xmlns:w="{main}" xmlns:q="{office}/relationships"><w:sheets>'
        '<w:sheet name="Sổ" sheetId="1" q:id="rId1"/></w:sheets></w:workbook>',
        rels=relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), base=office),
        strings=f'<y:sst xmlns:y="{main}"><y:si><y:t>chữ</y:t></y:si></y:sst>',
        sheet=f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c>'
        '<x:c r="B1"><x:f>A2</x:f><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>',
        custom="<p:Properties xmlns:p='u' xmlns:v='w'><p:property name='k'><v:lpwstr>g</v:lpwstr></p:property>"
        "</p:Properties>",
    )
    assert cells(data) == {"A": Cell(Kind.TEXT, "chữ"), "B": Cell(Kind.NUMBER, "2", "A2")}
    assert read(data).properties == {"k": "g"}


def test_utf_16_and_a_byte_order_mark_are_understood() -> None:
    row = '<row><c r="A1" t="inlineStr"><is><t>điểm</t></is></c></row>'
    for encoding in ("utf-16", "utf-8-sig"):
        assert cells(changed(sheet=worksheet(row).encode(encoding)))["A"].text == "điểm"


def test_part_names_in_another_case_or_with_backslashes_are_found() -> None:
    made = {name.replace("/", "\\").upper(): content for name, content in parts("<row><c><v>1</v></c></row>").items()}
    assert cells(zipped(made)) == {"A": Cell(Kind.NUMBER, "1")}


def test_a_workbook_without_relations_is_found_where_it_usually_is() -> None:
    assert cells(changed("<row><c><v>1</v></c></row>", root=None)) == {"A": Cell(Kind.NUMBER, "1")}


def test_texts_and_styles_may_be_missing() -> None:
    data = changed("<row><c><v>1</v></c></row>", rels=relations(("worksheet", "worksheets/sheet1.xml")), strings=None)
    assert cells(data) == {"A": Cell(Kind.NUMBER, "1")}


@pytest.mark.parametrize("missing", ["sheet", "strings", "styles", "workbook", "rels"])
def test_a_missing_part_is_refused_by_name(missing: str) -> None:
    found = refused(changed("<row><c><v>1</v></c></row>", **{missing: None}))
    assert found.reason is Refusal.BROKEN
    assert found.detail


def test_a_workbook_without_sheets_is_refused() -> None:
    assert refused(changed(workbook="<workbook/>")) == Refused(Refusal.BROKEN, "xl/workbook.xml")


def test_two_sheets_of_one_title_are_refused() -> None:
    sheets = '<sheets><sheet name="A" r:id="rId1"/><sheet name="a" r:id="rId1"/></sheets>'
    assert refused(changed(workbook=f'<workbook xmlns:r="{OFFICE}">{sheets}</workbook>')).reason is Refusal.BROKEN


def test_names_of_the_workbook_are_kept_and_those_of_sheets_and_of_printing_are_not() -> None:
    names = (
        '<definedName name="CCHC_ID">\'Sổ\'!$A$1</definedName><definedName name="hằng">"x"</definedName>'
        '<definedName name="_xlnm.Print_Area">Sổ!$A$1</definedName><definedName>A</definedName>'
        '<definedName name="riêng" localSheetId="0">Sổ!$A$1</definedName>'
    )
    assert read(xlsx(names=names)).names == {"CCHC_ID": "'Sổ'!$A$1", "hằng": '"x"'}


def test_properties_time_and_program_are_read() -> None:
    custom = (
        '<Properties xmlns:vt="v"><property pid="2" name="cchc"><vt:lpwstr>CCHC1|2026</vt:lpwstr></property>'
        '<property name="n"><vt:i4>7</vt:i4></property><property name="b"><vt:bool>true</vt:bool></property>'
        "</Properties>"
    )
    core = '<c:core xmlns:c="c" xmlns:d="d"><d:modified>2026-02-01T08:00:00+07:00</d:modified></c:core>'
    book = read(changed(custom=custom, core=core, app="<Properties><Application>WPS Bảng</Application></Properties>"))
    assert book.properties == {"cchc": "CCHC1|2026", "n": "7", "b": "true"}
    assert book.saved == datetime(2026, 2, 1, 1)
    assert book.program == "WPS Bảng"


@pytest.mark.parametrize("text", ["", "hôm qua", "0001-01-01T00:00:00+14:00", "<x", "2026-13-01T00:00:00Z"])
def test_broken_properties_do_not_cost_the_scores(text: str) -> None:
    core = f'<c xmlns:d="d"><d:modified>{text}</d:modified></c>'
    data = changed("<row><c><v>1</v></c></row>", core=core, custom="<a><b></a>", app=b"\xff\x00")
    book = read(data)
    assert book.saved is None
    assert book.sheets[0].at(0, 0).text == "1"


def test_a_wrong_checksum_in_the_properties_does_not_cost_the_scores() -> None:
    made = parts("<row><c><v>1</v></c></row>") | {"docProps/custom.xml": "<Properties>dấu</Properties>"}
    data = zipped(made, zipfile.ZIP_STORED).replace("dấu".encode(), "dầu".encode())
    assert cells(data) == {"A": Cell(Kind.NUMBER, "1")}


# What else a file carries


def merging(*references: str) -> bytes:
    cells = "".join(f'<mergeCell ref="{reference}"/>' for reference in references)
    sheet = worksheet("<row><c><v>1</v></c></row>").replace(
        "</worksheet>", f"<mergeCells>{cells}</mergeCells></worksheet>"
    )
    return changed(sheet=sheet)


def test_merged_areas_are_kept_however_far_they_reach() -> None:
    (sheet,) = read(merging("A1:A3", "B2:C2", "D1:D1048576", "A1:XFD1048576")).sheets
    assert sheet.merged == ((0, 0, 2, 0), (1, 1, 1, 2), (0, 3, 1_048_575, 3), (0, 0, 1_048_575, 16_383))
    assert len(sheet.cells) == 1


@pytest.mark.parametrize("reference", ["", "A1", "A1:A1", "A3:A1", "x", "A0:A2", "A1:ZZZZ9", "A:A", "A1:A2:A3"])
def test_a_merged_area_that_is_none_is_passed_over(reference: str) -> None:
    assert read(merging(reference)).sheets[0].merged == ()


def test_merged_areas_take_of_the_room_of_cells() -> None:
    assert read(merging("A1:A2", "B1:B2"), Limits(cells=3)).sheets
    assert refused(merging("A1:A2", "B1:B2", "C1:C2"), Limits(cells=3)) == Refused(Refusal.TOO_LARGE, SHEET)


TYPES = "[Content_Types].xml"
MACRO_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
)


def related(kind: str) -> str:
    return relations(("worksheet", "worksheets/sheet1.xml"), (kind, "elsewhere/part1.bin"))


@pytest.mark.parametrize(
    ("more", "extras"),
    [
        ({}, set()),
        ({"xl/vbaProject.bin": b"\0"}, {Extra.MACROS}),
        ({"xl/_rels/workbook.xml.rels": related("vbaProject")}, {Extra.MACROS}),
        ({"xl/_rels/workbook.xml.rels": related("xlMacrosheet")}, {Extra.MACROS}),
        ({TYPES: MACRO_TYPES}, {Extra.MACROS}),
        ({TYPES: MACRO_TYPES.encode("utf-16")}, {Extra.MACROS}),
        ({TYPES: "no xml"}, set()),
        ({"xl/externalLinks/externalLink1.xml": "<externalLink/>"}, {Extra.LINKS}),
        ({"xl/_rels/workbook.xml.rels": related("externalLink")}, {Extra.LINKS}),
        ({"xl/_rels/workbook.xml.rels": related("connections")}, {Extra.LINKS}),
        ({"xl/vbaProject.bin": b"", "xl/externalLinks/externalLink1.xml": ""}, {Extra.MACROS, Extra.LINKS}),
    ],
)
def test_macros_and_links_are_seen_and_never_opened(more: dict[str, str | bytes], extras: set[Extra]) -> None:
    book = read(zipped(parts("<row><c><v>1</v></c></row>") | more))
    assert book.extras == extras
    assert book.sheets[0].at(0, 0) == Cell(Kind.NUMBER, "1")


# What is refused


def test_running_out_of_memory_is_the_files_size_and_not_a_broken_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> bytes:
        raise MemoryError

    data = xlsx()
    for place, name in ((reader, "Package"), (zlib, "decompressobj"), (zipfile, "ZipFile")):
        with monkeypatch.context() as patch:
            patch.setattr(place, name, fails)
            assert refused(data).reason is Refusal.TOO_LARGE


def test_errors_of_others_come_out_as_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> Package:
        raise KeyError("x")

    monkeypatch.setattr(reader, "Package", fails)
    assert refused(xlsx()) == Refused(Refusal.BROKEN, "KeyError")


def test_nothing_is_refused_as_empty() -> None:
    assert refused(b"") == Refused(Refusal.EMPTY)


@pytest.mark.parametrize("part", ["sheet", "strings", "styles", "workbook", "rels", "root", "core", "app", "custom"])
@pytest.mark.parametrize("declaration", [BOMB, "<!DOCTYPE x>", '<!DOCTYPE x SYSTEM "file:///etc/passwd">'])
def test_a_document_type_is_refused_in_every_part(part: str, declaration: str) -> None:
    assert refused(changed(**{part: f"{declaration}<x>&b;</x>"})).reason is Refusal.UNSAFE


@pytest.mark.parametrize("part", ["sheet", "strings", "styles", "workbook", "custom"])
def test_elements_nested_too_deep_are_refused(part: str) -> None:
    deep = "<a>" * 200_000 + "</a>" * 200_000
    limits = Limits(ratio=10_000)
    assert refused(changed(**{part: deep}), limits).reason is Refusal.UNSAFE


@pytest.mark.parametrize("part", ["sheet", "strings", "styles", "workbook", "rels", "root"])
def test_broken_xml_is_refused(part: str) -> None:
    for xml in (b"", b"<a>", b"<a></b>", b"no xml", b'<?xml version="1.0" encoding="utf-7"?><a/>', b"<a>\xff</a>"):
        assert refused(changed(**{part: xml})).reason is Refusal.BROKEN


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    made = parts() | {"xl/media/image1.bmp": b"\0" * 5_000_000}
    assert refused(zipped(made)) == Refused(Refusal.UNSAFE, "xl/media/image1.bmp")


def test_small_parts_may_be_packed_as_tightly_as_they_can() -> None:
    assert read(zipped(parts() | {"xl/media/image1.bmp": b"\0" * 1_000_000})).sheets


def declare(data: bytes, name: str, size: int, *, stored: bool = False) -> bytes:
    """Change the size that the zip declares for a part: unpacked, and packed too where it is stored."""
    changing = bytearray(data)
    central = data.rindex(b"PK\x01\x02", 0, data.rindex(name.encode()))
    local = data.index(b"PK\x03\x04", struct.unpack_from("<I", data, central + 42)[0])
    for at in [local + 22, central + 24] + ([local + 18, central + 20] if stored else []):
        struct.pack_into("<I", changing, at, size)
    return bytes(changing)


def test_sizes_that_lie_are_refused() -> None:
    data = xlsx("<row><c><v>1</v></c></row>")
    true = zipfile.ZipFile(io.BytesIO(data)).getinfo(SHEET).file_size
    for size in (0, 1, true - 1, true + 1, true + 1000, 30_000_000, 100_000_000, 4_000_000_000):
        assert refused(declare(data, SHEET, size)).reason in (Refusal.UNSAFE, Refusal.BROKEN, Refusal.TOO_LARGE)


def test_a_wrong_checksum_is_refused() -> None:
    data = zipped(parts("<row><c><v>7654</v></c></row>"), zipfile.ZIP_STORED)
    assert refused(data.replace(b"7654", b"7655")) == Refused(Refusal.BROKEN, SHEET)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("twin", [SHEET, SHEET.upper(), SHEET.replace("/", "\\")])
def test_a_part_that_is_there_twice_is_refused(twin: str) -> None:
    buffer = io.BytesIO(xlsx())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(twin, worksheet(""))
    assert refused(buffer.getvalue()).reason is Refusal.UNSAFE


@pytest.mark.parametrize("name", ["../x", "xl/../../x", "/etc/x", "C:\\x", "..\\x", "c:x", "xl/.."])
def test_names_that_climb_out_are_refused(name: str) -> None:
    assert refused(zipped(parts() | {name: "x"})).reason is Refusal.UNSAFE


def test_links_are_refused() -> None:
    link = zipfile.ZipInfo("xl/link")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    buffer = io.BytesIO(xlsx())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert refused(buffer.getvalue()).reason is Refusal.UNSAFE


def test_encrypted_parts_are_refused_as_such() -> None:
    data = bytearray(xlsx())
    at = data.rindex(b"PK\x01\x02") + 8
    data[at] |= 1
    assert refused(bytes(data)).reason is Refusal.PASSWORD


def test_other_ways_of_packing_are_refused() -> None:
    assert refused(zipped(parts(), zipfile.ZIP_LZMA)).reason is Refusal.BROKEN


@pytest.mark.parametrize(
    ("limits", "detail"),
    [
        (Limits(file=100), "file"),
        (Limits(parts=5), "zip"),
        (Limits(unpacked=100), "zip"),
        (Limits(part=100), "xl/sharedStrings.xml"),
        (Limits(small=100), "_rels/.rels"),
        (Limits(sheets=0), "sheets"),
        (Limits(cells=2), SHEET),
        (Limits(text=8), SHEET),
    ],
)
def test_each_limit_holds(limits: Limits, detail: str) -> None:
    rows = "<row><c><v>111</v></c><c><v>222</v></c><c><v>333</v></c></row>"
    assert refused(xlsx(rows), limits) == Refused(Refusal.TOO_LARGE, detail)


def test_a_part_read_again_and_again_counts_each_time() -> None:
    package = Package(xlsx(), Limits(unpacked=3_000))
    for _ in range(3_000 // len(package.read(SHEET, "part")) - 1):
        package.read(SHEET, "part")
    with pytest.raises(Unreadable) as caught:
        package.read(SHEET, "part")
    assert caught.value.refused == Refused(Refusal.TOO_LARGE, SHEET)


def test_a_file_cut_anywhere_is_refused_as_broken() -> None:
    data = xlsx("<row><c><v>1</v></c></row>", strings="<si><t>a</t></si>")
    for length in range(1, len(data), 7):
        assert refused(data[:length]).reason is Refusal.BROKEN


def test_a_changed_byte_anywhere_never_gives_other_cells_silently() -> None:
    data = xlsx('<row r="1"><c r="A1"><v>1.25</v></c><c r="B1" t="s"><v>0</v></c></row>', strings="<si><t>a</t></si>")
    whole = read(data)
    for at in range(0, len(data), 3):
        hit = data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :]
        try:
            assert read(hit).sheets == whole.sheets
        except Unreadable:
            continue


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_the_xml_only_our_own_error_comes_out(data: st.DataObject) -> None:
    tags = st.sampled_from(["row", "c", "v", "f", "is", "t", "r", "rPh", "sheetData", "x:c", "si"])
    attribute = st.sampled_from(["r", "t", "s", "si", "ref"])
    value = st.sampled_from(["A1", "B2", "ZZZZ9", "s", "b", "e", "d", "n", "str", "inlineStr", "shared", "0", "1", "-"])
    texts = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="<&"), max_size=5)
    pieces = data.draw(st.lists(st.tuples(tags, st.dictionaries(attribute, value, max_size=3), texts), max_size=12))
    xml = "".join(
        f"<{tag} {' '.join(f'{k}={chr(34)}{v}{chr(34)}' for k, v in attributes.items())}>{text}"
        for tag, attributes, text in pieces
    )
    close = "".join(f"</{tag}>" for tag, _, _ in reversed(pieces))
    with suppress(Unreadable):
        assert isinstance(read(changed(sheet=f"<worksheet xmlns:x='x'>{xml}{close}</worksheet>")), Book)


# Second opinions


def ordinary() -> bytes:
    """A workbook as xlsxwriter makes it: texts, numbers, formulas, dates, names, properties, a hidden sheet."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        date = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for title in ("Lĩnh vực 1", "Lĩnh vực 2"):
            sheet = workbook.add_worksheet(title)
            for row in range(20):
                sheet.write_string(row, 0, f"1.{row}")
                sheet.write_string(row, 1, f"Tiêu chí “{row}” <b> & đoạn\nhai  ")
                sheet.write_number(row, 2, row / 8)
                sheet.write_formula(row, 3, f"=C{row + 1}*2", None, row / 4)
            sheet.write_datetime(20, 2, datetime(2026, 2, 1), date)
            sheet.write_boolean(21, 2, True)
            sheet.write_formula(22, 2, "=1/0", None, "#DIV/0!")
            sheet.write_formula(23, 2, '=IF(1,"a","b")', None, "a")
        workbook.add_worksheet("_an").hide()
        workbook.define_name("CCHC_ID", "='Lĩnh vực 1'!$A$1")
        workbook.set_custom_property("cchc", "CCHC1|2026", "text")
        workbook.set_properties({"created": datetime(2026, 3, 4, 5, 6, 7)})
    return buffer.getvalue()


def test_openpyxl_finds_the_same() -> None:
    data = ordinary()
    book = read(data)
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    assert [sheet.title for sheet in book.sheets] == values.sheetnames
    for sheet in book.sheets:
        theirs = {(c.row - 1, c.column - 1): c for row in values[sheet.title].rows for c in row if c.value is not None}
        assert set(theirs) == set(sheet.cells)
        for (row, column), cell in sheet.cells.items():
            other = theirs[row, column]
            written = formulas[sheet.title].cell(row + 1, column + 1).value
            assert cell.formula == (written[1:] if isinstance(written, str) and written.startswith("=") else "")
            assert cell.date == other.is_date
            match cell.kind:
                case Kind.NUMBER if not cell.date:
                    assert Decimal(cell.text) == Decimal(str(other.value))
                case Kind.BOOLEAN:
                    assert (cell.text == "TRUE") is other.value
                case Kind.TEXT | Kind.ERROR:
                    assert cell.text == other.value
    assert book.names == {"CCHC_ID": "'Lĩnh vực 1'!$A$1"}
    assert book.properties == {"cchc": "CCHC1|2026"}
    assert book.saved == datetime(2026, 3, 4, 5, 6, 7)
    assert book.program == "Microsoft Excel"
    assert [sheet.hidden for sheet in book.sheets] == [False, False, True]


def test_what_openpyxl_saves_again_reads_as_before_but_for_results() -> None:
    buffer = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(ordinary())).save(buffer)
    before, after = read(ordinary()), read(buffer.getvalue())
    for old, new in zip(before.sheets, after.sheets, strict=True):
        assert set(old.cells) == set(new.cells)
        for place, cell in old.cells.items():
            kept = Cell(Kind.EMPTY, "", cell.formula) if cell.formula else cell
            assert new.cells[place] == kept
    assert (after.names, after.properties) == (before.names, before.properties)


def settled(sheet: Sheet) -> dict[Position, Cell]:
    """The cells with numbers in their shortest form, and without LibreOffice's formula for a typed TRUE."""
    return {
        place: replace(
            cell,
            text=plain(Decimal(cell.text)) if cell.kind is Kind.NUMBER else cell.text,
            formula=cell.formula.replace("TRUE()", ""),
        )
        for place, cell in sheet.cells.items()
    }


@pytest.mark.office
def test_what_libreoffice_saves_again_reads_as_before(tmp_path: Path) -> None:
    before, after = read(ordinary()), read(converted(ordinary(), ".xlsx", "xlsx", tmp_path))
    assert [settled(sheet) for sheet in after.sheets] == [settled(sheet) for sheet in before.sheets]
    assert [sheet.hidden for sheet in after.sheets] == [sheet.hidden for sheet in before.sheets]
    assert (after.names, after.properties) == (before.names, before.properties)
    assert after.program.startswith("LibreOffice")


@pytest.mark.parametrize(
    "spoilt", ["nothing", "checksum", "size", "name", "signature", "stream", "behind", "flags", "overlap"]
)
def test_a_member_is_inflated_as_the_zip_module_does_or_left_to_it(spoilt: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.xml", b"<a>" + b"12345" * 99 + b"</a>")
        made.writestr("b.xml", b"<b/>")
    data = bytearray(buffer.getvalue())
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        member = found.getinfo("a.xml")
    end = data.index(b"PK\3\4", 4)
    match spoilt:
        case "checksum":
            member.CRC ^= 1
        case "size":
            member.file_size -= 1
        case "name":
            data[30] = ord("x")
        case "signature":
            data[0] = ord("x")
        case "stream":
            data[40] ^= 255
        case "behind":
            member.compress_size += 1
            end += 1
        case "flags":
            member.flag_bits |= 0x20
        case "overlap":
            end -= 1
    plain = _inflated(bytes(data), member, end)
    assert plain == (b"<a>" + b"12345" * 99 + b"</a>" if spoilt == "nothing" else None)
