"""What stands in cells, and what a file carries beside them (S02, S10, T02, E07, F07, F08, F09)."""

from __future__ import annotations

from tests.excel.workshop import xls
from tests.mangled.old_formats import book_of, xls_of
from tests.mangled.parts import AREA_1, AREA_2, BOOK, MICROSOFT, SCORE, TYPES
from tests.mangled.registry import EMPTY, INVALID, base, mangled

_EXTERNAL = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"


@mangled("F07", file="gui-lai.xlsm")
def a_workbook_with_macros(parts):
    """They are never run, and never kept."""
    old = "openxmlformats-officedocument.spreadsheetml.sheet.main"
    parts.change(TYPES, old, "ms-excel.sheet.macroEnabled.main")
    parts.add("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(2000), "application/vnd.ms-office.vbaProject")
    parts.relate(BOOK, f"{MICROSOFT}/vbaProject", "vbaProject.bin")


@mangled("F08")
def a_link_to_another_workbook(parts):
    parts.add("xl/externalLinks/externalLink1.xml", "<externalLink/>", _EXTERNAL)
    parts.relate("xl/externalLinks/externalLink1.xml", "externalLinkPath", "file:///C:/x.xlsx", external=True)
    id_ = parts.relate(BOOK, "externalLink", "externalLinks/externalLink1.xml")
    parts.change(
        BOOK, "</sheets>", f'</sheets><externalReferences><externalReference r:id="{id_}"/></externalReferences>'
    )


@mangled("F08")
def a_call_to_another_program(parts):
    """DDE: a cell that starts a program, as soon as somebody says yes."""
    link = '<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"><ddeItems/></ddeLink></externalLink>'
    parts.add("xl/externalLinks/externalLink1.xml", link, _EXTERNAL)
    parts.relate(BOOK, "externalLink", "externalLinks/externalLink1.xml")
    cell = "<c r=\"Z90\"><f>cmd|'/c calc'!A0</f><v>0</v></c>"
    parts.change(AREA_1, "</sheetData>", f'<row r="90">{cell}</row></sheetData>')


@mangled("F09", "I07")
def an_old_workbook_of_ours(_parts):
    """.xls: no names, no properties, no formulas; every score."""
    return xls_of(book_of(base()))


@mangled("F09", "I01", outcome="foreign")
def somebody_elses_old_workbook(_parts):
    return xls({(0, 0): "Danh sách", (1, 0): 1.0})


@mangled("S09")
def a_score_as_the_text_of_another_library(parts):
    """`t="str"` without a formula."""
    parts.cell(AREA_1, SCORE, "<v>38.5</v>", 't="str"')


@mangled("S02", changed={"1.1": INVALID})
def a_number_that_only_a_programming_language_knows(parts):
    """What Python's `Decimal` takes for 38.5 is no number of a spreadsheet."""
    parts.score("<v>3_8.5</v>")


@mangled("S02", changed={"1.1": INVALID})
def digits_of_another_script(parts):
    parts.score("<v>\u0663\u0668.5</v>")


@mangled("S09", "T01")
def points_out_of_the_maximum(parts):
    parts.score_text("38,5/40")


@mangled("S02", changed={"1.1": INVALID})
def points_out_of_another_maximum(parts):
    parts.score_text("38,5/50")


@mangled("S09", "T01")
def a_half_as_one_character(parts):
    parts.score_text("38½")


@mangled("S09", "T01")
def full_width_digits(parts):
    parts.score_text("３８．５")


@mangled("S02", changed={"1.1": INVALID})
def one_or_a_thousand(parts):
    parts.score_text("1.000")


@mangled("S07")
def a_plain_sum_that_nobody_has_calculated(parts):
    parts.cell(AREA_1, SCORE, "<f>30+8.5</f>")


@mangled("S02", changed={"1.1": INVALID})
def a_plain_sum_with_another_result(parts):
    """The figures say 38.5, the stored result says 12: neither is chosen."""
    parts.score("<f>30+8.5</f><v>12</v>", sum_="0")


@mangled("T02")
def a_total_typed_over(parts):
    parts.cell(AREA_1, "G7", "<v>38.5</v>")


@mangled("S01", "S10", changed={"1.2": EMPTY})
def scores_merged(parts):
    """One figure for two criteria: it counts for the first."""
    parts.cell(AREA_1, "G9", "")
    parts.change(
        AREA_1,
        "<conditionalFormatting",
        '<mergeCells count="1"><mergeCell ref="G8:G9"/></mergeCells><conditionalFormatting',
        1,
    )


@mangled()
def evidence_merged(parts):
    """One document for two criteria: it is shown beside both."""
    for column in ("I", "J", "K", "L"):
        parts.cell(AREA_1, f"{column}9", "")
    areas = "".join(f'<mergeCell ref="{column}8:{column}9"/>' for column in ("I", "J", "K", "L"))
    parts.change(
        AREA_1, "<conditionalFormatting", f'<mergeCells count="4">{areas}</mergeCells><conditionalFormatting', 1
    )


@mangled("E07", texts=False)
def texts_in_an_old_encoding(parts):
    """TCVN3 read as Latin-1."""
    parts.write(AREA_2, "L9", "B¸o c¸o kÕt qu¶ c¶i c¸ch hµnh chÝnh n¨m")
