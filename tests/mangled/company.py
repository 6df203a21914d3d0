"""What else programs put into a workbook: sheets, names, pictures, remarks. None of it touches a score."""

from __future__ import annotations

from tests.mangled.parts import AREA_1, BOOK, MICROSOFT, Parts, sheet_of
from tests.mangled.registry import mangled

_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@mangled()
def an_extra_sheet(parts):
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>Ghi chú riêng</t></is></c><c r="B1"><v>99</v></c></row>'
    parts.new_sheet("Sheet1", sheet_of(row))


@mangled()
def an_empty_extra_sheet(parts):
    parts.new_sheet("Sheet2", sheet_of(""))


@mangled()
def a_sheet_of_very_many_columns(parts):
    cells = "".join(f'<c r="{c}1"><v>1</v></c>' for c in ("A", "ZZ", "XFD"))
    parts.new_sheet("Rộng", sheet_of(f'<row r="1">{cells}</row>'))


@mangled()
def a_chart_sheet(parts):
    parts.add("xl/chartsheets/sheet1.xml", "<chartsheet/>", f"{_SPREADSHEET}.chartsheet+xml")
    id_ = parts.relate(BOOK, "chartsheet", "chartsheets/sheet1.xml")
    parts.change(BOOK, "</sheets>", f'<sheet name="Biểu đồ" sheetId="99" r:id="{id_}"/></sheets>')


@mangled()
def names_of_add_ins(parts):
    names = "".join(
        f'<definedName name="{name}" hidden="1">{value}</definedName>'
        for name, value in (
            ("_xlfn.IFERROR", "#NAME?"),
            ("BExMNB0XYVYH6LKVMM4IDQWB1Y5S", "#REF!"),
            ("__bookmark_1", "Sheet1!$A$1"),
            ("HTML_Control", "{\"'Sheet1'!$A$1:$B$2\"}"),
        )
    )
    parts.change(BOOK, "</definedNames>", f"{names}</definedNames>")


@mangled()
def twenty_thousand_names(parts):
    """Years of copying from book to book."""
    names = "".join(f'<definedName name="n{n}" hidden="1">#REF!</definedName>' for n in range(20_000))
    parts.change(BOOK, "</definedNames>", f"{names}</definedNames>")


@mangled()
def a_remark_at_a_cell(parts):
    """A comment and the drawing it is shown in."""
    list_ = '<commentList><comment ref="G8" authorId="0"><text><t>1</t></text></comment></commentList>'
    text = f"<comments><authors><author>TP</author></authors>{list_}</comments>"
    parts.add("xl/comments1.xml", text, f"{_SPREADSHEET}.comments+xml")
    parts.add("xl/drawings/vmlDrawing1.vml", "<xml><br></xml>", _VML)
    parts.relate(AREA_1, "comments", "../comments1.xml")
    id_ = parts.relate(AREA_1, "vmlDrawing", "../drawings/vmlDrawing1.vml")
    parts.change(AREA_1, "</worksheet>", f'<legacyDrawing r:id="{id_}"/></worksheet>')


@mangled()
def a_conversation_at_a_cell(parts):
    """Threaded comments and the people in them."""
    thread = (
        '<ThreadedComments><threadedComment ref="G8" id="{1}"><text>38?</text></threadedComment></ThreadedComments>'
    )
    parts.add("xl/threadedComments/threadedComment1.xml", thread, "application/vnd.ms-excel.threadedcomments+xml")
    parts.add("xl/persons/person.xml", "<personList/>", "application/vnd.ms-excel.person+xml")
    parts.relate(
        AREA_1, MICROSOFT.replace("2006", "2017/10") + "/threadedComment", "../threadedComments/threadedComment1.xml"
    )
    parts.relate(BOOK, MICROSOFT.replace("2006", "2017/10") + "/person", "persons/person.xml")


@mangled()
def a_picture_on_the_sheet(parts):
    """Scans of the evidence, dropped onto the sheet."""
    parts.add("xl/media/image1.png", b"\x89PNG\r\n\x1a\n" + bytes(5000))
    parts.add(
        "xl/drawings/drawing1.xml",
        "<xdr:wsDr xmlns:xdr='urn:x'/>",
        "application/vnd.openxmlformats-officedocument.drawing+xml",
    )
    parts.relate("xl/drawings/drawing1.xml", "image", "../media/image1.png")
    id_ = parts.relate(AREA_1, "drawing", "../drawings/drawing1.xml")
    parts.change(AREA_1, "</worksheet>", f'<drawing r:id="{id_}"/></worksheet>')


@mangled()
def a_link_at_a_cell(parts):
    """A hyperlink of a cell is neither followed nor kept."""
    id_ = parts.relate(AREA_1, "hyperlink", "https://vidu.example/x?a=1", external=True)
    parts.change(AREA_1, "</worksheet>", f'<hyperlinks><hyperlink ref="I8" r:id="{id_}"/></hyperlinks></worksheet>')


@mangled()
def a_table_over_the_rows(parts):
    """“Format as table”."""
    columns = '<tableColumns count="1"><tableColumn id="1" name="Mã"/></tableColumns>'
    table = f'<table id="1" name="Bang1" ref="C6:M9">{columns}</table>'
    parts.add("xl/tables/table1.xml", table, f"{_SPREADSHEET}.table+xml")
    id_ = parts.relate(AREA_1, "table", "../tables/table1.xml")
    parts.change(AREA_1, "</worksheet>", f'<tableParts count="1"><tablePart r:id="{id_}"/></tableParts></worksheet>')


@mangled()
def the_order_of_calculation(parts):
    parts.add("xl/calcChain.xml", '<calcChain><c r="G7" i="99"/></calcChain>', f"{_SPREADSHEET}.calcChain+xml")
    parts.relate(BOOK, "calcChain", "calcChain.xml")


@mangled()
def settings_of_a_printer(parts):
    parts.add("xl/printerSettings/printerSettings1.bin", bytes(2000))
    parts.relate(AREA_1, "printerSettings", "../printerSettings/printerSettings1.bin")


@mangled()
def parts_that_belong_to_nothing(parts):
    parts.add("xl/worksheets/sheet99.xml", "<worksheet><broken")
    parts.add("customXml/item1.xml", "<x/>")
    parts.add("thumbnail.jpg", b"\xff\xd8\xff\xe0")


@mangled()
def relations_to_parts_that_are_not_there(parts):
    parts.relate(BOOK, "calcChain", "calcChain.xml")
    parts.relate(AREA_1, "drawing", "../drawings/drawing9.xml")


@mangled()
def a_folder_among_the_parts(parts):
    return Parts([("xl/", b""), ("docProps/", b""), *parts.items()]).zipped()


@mangled()
def marks_of_wps(parts):
    """WPS Office adds properties of its own."""
    value = "<vt:lpwstr>1033-12.2</vt:lpwstr>"
    line = f'<property fmtid="{{x}}" pid="9" name="KSOProductBuildVer">{value}</property>'
    parts.change("docProps/custom.xml", "</Properties>", f"{line}</Properties>")


@mangled()
def a_program_with_a_strange_name(parts):
    parts.change("docProps/app.xml", "<Application>.*</Application>", "<Application>=cmd|' /C calc'!A0</Application>")
