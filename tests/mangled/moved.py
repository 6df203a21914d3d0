"""Sheets, rows and columns that people move about: what counts is found by its keys, wherever it stands."""

from __future__ import annotations

import re

from tests.mangled.parts import AREA_1, AREA_2, ASSIGNMENT, BOOK, CHECK, GUIDE, HIDDEN, SHEETS
from tests.mangled.registry import EMPTY, mangled


@mangled()
def a_sheet_with_another_title(parts):
    parts.change(BOOK, 'name="LV 1"', 'name="Sheet1"')


@mangled()
def all_visible_sheets_with_other_titles(parts):
    for number, title in enumerate(("Hướng dẫn", "Phân công", "LV 1", "LV 2", "Tổng hợp"), 1):
        parts.change(BOOK, f'name="{title}"', f'name="Trang tính {number}"')


@mangled()
def sheets_in_another_order(parts):
    sheets = re.findall(rb"<sheet [^>]*/>", parts[BOOK])
    parts[BOOK] = parts[BOOK].replace(b"".join(sheets), b"".join(reversed(sheets)))


@mangled()
def a_score_sheet_that_is_hidden(parts):
    parts.change(BOOK, 'name="LV 1" ', 'name="LV 1" state="hidden" ')


@mangled()
def a_score_sheet_that_is_hidden_from_the_menu_too(parts):
    parts.change(BOOK, 'name="LV 1" ', 'name="LV 1" state="veryHidden" ')


@mangled()
def the_hidden_sheet_shown(parts):
    """Gnumeric shows every sheet."""
    parts.change(BOOK, ' state="hidden"', "")


@mangled()
def the_guide_thrown_away(parts):
    parts.change(BOOK, r'<sheet name="Hướng dẫn"[^>]*/>', "")
    parts.drop(GUIDE)


@mangled()
def the_overview_thrown_away(parts):
    parts.change(BOOK, r'<sheet name="Tổng hợp"[^>]*/>', "")
    parts.drop(CHECK)


@mangled("L02")
def the_assignment_thrown_away(parts):
    parts.change(BOOK, r'<sheet name="Phân công"[^>]*/>', "")
    parts.drop(ASSIGNMENT)


@mangled("L03", "T01", changed={"1.1": EMPTY, "1.2": EMPTY})
def a_score_sheet_thrown_away(parts):
    parts.change(BOOK, r'<sheet name="LV 1"[^>]*/>', "")
    parts.drop(AREA_1)


@mangled("L01", outcome="excluded")
def all_score_sheets_thrown_away(parts):
    for title, part in (("LV 1", AREA_1), ("LV 2", AREA_2)):
        parts.change(BOOK, rf'<sheet name="{title}"[^>]*/>', "")
        parts.drop(part)


@mangled()
def a_blank_row_put_in(parts):
    parts.move(AREA_1, lambda row, column: (row + (row > 7), column))


@mangled()
def blank_rows_put_in_everywhere(parts):
    """Between the title, the keys, the heading and each row."""
    parts.move(AREA_1, lambda row, column: (row * 3, column))


@mangled()
def rows_put_in_above_all(parts):
    parts.move(AREA_1, lambda row, column: (row + 40, column))


@mangled()
def a_remark_in_a_row_of_its_own(parts):
    """A person writes below the table, in a column that has no key."""
    parts.change(
        AREA_1, "</sheetData>", '<row r="90"><c r="Z90" t="inlineStr"><is><t>xem lại</t></is></c></row></sheetData>'
    )


@mangled("L08")
def all_rows_above_the_criteria_cut_out(parts):
    """The title, the keys and the headings; the hidden keys of the rows are left."""
    parts.move(AREA_1, lambda row, column: None if row <= 6 else (row - 6, column))


@mangled("L03", changed={"1.2": EMPTY})
def a_row_cut_out(parts):
    parts.move(AREA_1, lambda row, column: None if row == 8 else (row - (row > 8), column))


@mangled()
def rows_sorted_the_other_way_round(parts):
    parts.move(AREA_1, lambda row, column: (15 - row if row in (7, 8) else row, column))


@mangled()
def the_areas_row_sorted_to_the_end(parts):
    parts.move(AREA_1, lambda row, column: ({6: 8, 7: 6, 8: 7}.get(row, row), column))


@mangled()
def rows_hidden_by_a_filter(parts):
    parts.change(AREA_1, r'<row r="8" ', '<row r="8" hidden="1" ')
    parts.change(
        AREA_1,
        "(<autoFilter [^>]*)/>",
        r'\1><filterColumn colId="4"><filters><filter val="x"/></filters></filterColumn></autoFilter>',
    )


@mangled()
def the_row_of_keys_shown(parts):
    parts.change(AREA_1, '(<row r="5" [^>]*?) hidden="1"', r"\1")


@mangled()
def a_column_put_in(parts):
    parts.move(AREA_1, lambda row, column: (row, column + (column > 3)))


@mangled()
def columns_put_in_before_all(parts):
    parts.move(AREA_1, lambda row, column: (row, column + 5))


@mangled()
def a_column_moved(parts):
    """The scores dragged to the end of the table."""
    parts.move(AREA_1, lambda row, column: (row, {6: 13}.get(column, column - (6 < column < 14))))


@mangled()
def columns_in_the_opposite_order(parts):
    """All but the first: the marker begins the table."""
    parts.move(AREA_1, lambda row, column: (row, 14 - column if 1 <= column <= 13 else column))


@mangled()
def a_column_hidden(parts):
    parts.change(AREA_1, '<col min="7" max="7" ', '<col min="7" max="7" hidden="1" ')


@mangled("L02", texts=False)
def a_column_of_texts_cut_out(parts):
    """The dates of the evidence; the scores are all there."""
    parts.move(AREA_1, lambda row, column: None if column == 10 else (row, column - (column > 10)))


@mangled("L01", outcome="excluded")
def the_column_of_scores_cut_out(parts):
    for part in (AREA_1, AREA_2):
        parts.move(part, lambda row, column: None if column == 6 else (row, column - (column > 6)))


@mangled()
def protection_taken_off(parts):
    for sheet in SHEETS:
        parts[sheet] = re.sub(rb"<sheetProtection [^>]*/>", b"", parts[sheet])
    assert b"sheetProtection" not in parts[AREA_1]


@mangled()
def a_title_merged_over_the_sheet(parts):
    parts.change(
        AREA_1,
        "</sheetData>(.*?)(?=<conditionalFormatting)",
        r'</sheetData>\1<mergeCells count="1"><mergeCell ref="C2:M2"/></mergeCells>',
    )


@mangled()
def drop_downs_and_prompts_gone(parts):
    """A paste over a score cell takes its validation away; libraries drop them all."""
    parts.change(AREA_1, "<dataValidations.*</dataValidations>", "")
    parts.change(AREA_1, "<conditionalFormatting.*</conditionalFormatting>", "")


@mangled()
def widths_heights_and_panes_gone(parts):
    parts.change(AREA_1, "<cols>.*?</cols>", "")
    parts.change(AREA_1, "<sheetViews>.*?</sheetViews>", "")


@mangled("I07")
def the_hidden_sheet_thrown_away(parts):
    parts.change(BOOK, r'<sheet name="cchc"[^>]*/>', "")
    parts.change(
        BOOK, r"<definedName name=\"CCHC_ID\">.*?</definedName>", '<definedName name="CCHC_ID">#REF!</definedName>'
    )
    parts.drop(HIDDEN)


@mangled("L04")
def a_row_copied_below_the_table(parts):
    """The first one counts; which was meant a person has to say."""
    row = re.search(rb'<row r="8".*?</row>', parts[AREA_1], re.DOTALL)
    assert row
    copy = re.sub(rb'r="([A-Z]*)8"', rb'r="\g<1>90"', row[0]).replace(b"<v>38.5</v>", b"<v>1</v>")
    parts.change(AREA_1, "</sheetData>", copy.decode() + "</sheetData>")


@mangled("L05")
def a_row_of_ones_own(parts):
    """A criterion that the campaign has not got."""
    cells = "".join(
        f'<c r="{name}90" t="inlineStr"><is><t>{text}</t></is></c>' for name, text in (("B", "TC-1.9"), ("C", "1.9"))
    )
    parts.change(AREA_1, "</sheetData>", f'<row r="90">{cells}<c r="G90"><v>5</v></c></row></sheetData>')
