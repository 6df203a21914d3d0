"""What other programs make of a workbook when they save it: the same content in other clothes."""

from __future__ import annotations

import re
import zipfile

from tests.mangled.parts import (
    APP,
    AREA_1,
    BOOK,
    BOOK_RELATIONS,
    CORE,
    HIDDEN,
    ROOT,
    SHEETS,
    STRINGS,
    STYLES,
    TYPES,
    Parts,
)
from tests.mangled.registry import mangled

_PREFIXED = (*SHEETS, BOOK, STRINGS, STYLES)


@mangled()
def dimension_of_one_cell(parts):
    """WPS and libraries write `A1` as the range in use; some readers then see nothing else."""
    parts.change(AREA_1, '<dimension ref="[^"]*"/>', '<dimension ref="A1"/>')


@mangled()
def dimension_of_a_whole_sheet(parts):
    parts.change(AREA_1, '<dimension ref="[^"]*"/>', '<dimension ref="A1:XFD1048576"/>')


@mangled()
def dimension_that_is_none(parts):
    parts.change(AREA_1, '<dimension ref="[^"]*"/>', '<dimension ref="không rõ"/>')


@mangled()
def no_dimension(parts):
    parts.change(AREA_1, '<dimension ref="[^"]*"/>', "")


@mangled()
def a_text_in_the_farthest_cell(parts):
    """A stray cell makes the range in use enormous; a reader that lays it out whole runs out of memory."""
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>.</t></is></c></row>'
    parts.change(AREA_1, "</sheetData>", f"{far}</sheetData>")


@mangled()
def a_formatted_blank_in_the_farthest_cell(parts):
    parts.change(AREA_1, "</sheetData>", '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>')


@mangled()
def fifty_thousand_empty_rows(parts):
    rows = "".join(f'<row r="{row}" ht="15"><c r="A{row}" s="1"/></row>' for row in range(100, 50_100))
    parts.change(AREA_1, "</sheetData>", f"{rows}</sheetData>")


@mangled()
def texts_within_their_cells(parts):
    """Inline strings and no shared ones, as openpyxl and many exporters write."""
    texts = re.findall(rb"<si>(.*?)</si>", parts[STRINGS], re.DOTALL)
    for sheet in SHEETS:
        parts[sheet] = re.sub(
            rb' t="s"><v>(\d+)</v>', lambda m: b' t="inlineStr"><is>' + texts[int(m[1])] + b"</is>", parts[sheet]
        )
    parts.drop(STRINGS)


@mangled()
def elements_with_a_prefix(parts):
    """`<x:worksheet>`: what the Open XML SDK writes."""
    for name in _PREFIXED:
        parts[name] = re.sub(rb"<(/?)(\w)", rb"<\1x:\2", parts[name])
        parts.change(name, 'xmlns="', 'xmlns:x="')


@mangled()
def strict_office_open_xml(parts):
    """“Strict Open XML Spreadsheet” of Excel: the same words in other namespaces."""
    for name, content in parts.items():
        for old, new in (
            (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
            (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/", b"http://purl.oclc.org/ooxml/officeDocument/relationships/"),
            (b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"),
            (b"relationships/extended-properties", b"relationships/extendedProperties"),
            (b"relationships/custom-properties", b"relationships/customProperties"),
        ):  # fmt: skip
            content = content.replace(old, new)
        parts[name] = content


@mangled()
def a_byte_order_mark_before_each_part(parts):
    for name, content in parts.items():
        parts[name] = b"\xef\xbb\xbf" + content


@mangled()
def parts_in_utf_16(parts):
    for name, content in parts.items():
        parts[name] = content.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")


@mangled()
def a_part_in_latin_1(parts):
    """Numeric references for what the encoding has not."""
    text = parts[STRINGS].decode().replace('encoding="UTF-8"', 'encoding="ISO-8859-1"')
    parts[STRINGS] = text.encode("latin-1", "xmlcharrefreplace")


@mangled()
def targets_from_the_root(parts):
    parts.change(BOOK_RELATIONS, 'Target="', 'Target="/xl/')
    parts.change(ROOT, 'Target="', 'Target="/')


@mangled()
def part_names_with_backslashes(parts):
    """Old .NET libraries on Windows."""
    return Parts((name.replace("/", "\\"), content) for name, content in parts.items()).zipped()


@mangled()
def part_names_in_another_case(parts):
    return Parts((name.upper(), content) for name, content in parts.items()).zipped()


@mangled()
def cells_without_names(parts):
    """No `r` on rows and cells: they stand where they are told. What was left out is there as an empty cell."""
    body = re.search(rb"<sheetData>(.*)</sheetData>", parts[AREA_1], re.DOTALL)
    assert body
    made, next_row = b"", 1
    for row in re.finditer(rb'<row r="(\d+)"[^>]*>(.*?)</row>', body[1], re.DOTALL):
        made += b"<row/>" * (int(row[1]) - next_row)
        next_row = int(row[1]) + 1
        cells, column = b"", 0
        for cell in re.finditer(rb'<c r="([A-Z])\d+"([^>]*?)(/>|>.*?</c>)', row[2], re.DOTALL):
            there = cell[1][0] - 65
            cells += b"<c/>" * (there - column) + b"<c" + cell[2] + cell[3]
            column = there + 1
        made += b"<row>" + cells + b"</row>"
    parts[AREA_1] = parts[AREA_1].replace(body[1], made)


@mangled()
def a_formula_told_once_for_many_cells(parts):
    """Shared formulas: the first cell has the text, the others only its number."""
    for row, formula in ((8, '<f t="shared" ref="H8:H9" si="0">"✓"</f>'), (9, '<f t="shared" si="0"/>')):
        parts.cell(AREA_1, f"H{row}", f"{formula}<v>✓</v>", 't="str"')


@mangled()
def a_formula_over_an_area(parts):
    parts.cell(AREA_1, "H8", '<f t="array" ref="H8">"✓"</f><v>✓</v>', 't="str" cm="1"')


@mangled()
def totals_without_results(parts):
    """openpyxl keeps the formulas and drops every result; whoever opens the file next calculates them."""
    for sheet in SHEETS:
        parts[sheet] = re.sub(rb"(</f>|<f/>)<v>[^<]*</v>", rb"\1", parts[sheet])


@mangled()
def totals_that_nobody_has_calculated_anew(parts):
    """ExcelJS leaves the results as they were when the workbook was made: of an empty one."""
    parts.change(AREA_1, r'(<c r="H8"[^>]*><f>[^<]*</f><v>)✓', r"\1○ Chưa chấm")


@mangled()
def rich_text_in_pieces(parts):
    """A word made bold cuts a text into runs."""
    parts.change(
        STRINGS, "<t>Báo cáo năm</t>", '<r><t xml:space="preserve">Báo </t></r><r><rPr><b/></rPr><t>cáo năm</t></r>'
    )


@mangled()
def readings_beside_a_text(parts):
    """Phonetic runs of East Asian editions: not part of the text."""
    parts.change(
        STRINGS, "<t>Báo cáo năm</t>", '<t>Báo cáo năm</t><rPh sb="0" eb="3"><t>バオ</t></rPh><phoneticPr fontId="1"/>'
    )


@mangled()
def texts_that_are_composed_otherwise(parts):
    """macOS and some phones write ế as e, circumflex and acute."""
    parts.change(STRINGS, "Báo cáo năm", "Ba\u0301o ca\u0301o na\u0306m")


@mangled()
def a_count_of_texts_that_lies(parts):
    parts.change(STRINGS, 'count="[0-9]+" uniqueCount="[0-9]+"', 'count="4294967295" uniqueCount="4294967295"')


@mangled()
def dates_counted_from_1904(parts):
    """Old workbooks of the Mac; ours holds no date that would move."""
    parts.change(BOOK, "<workbookPr ", '<workbookPr date1904="1" ')


@mangled()
def no_core_and_no_extended_properties(parts):
    """Google's files name no program; then the time of saving is not known either."""
    parts.drop(CORE, APP)


@mangled()
def no_types_of_programs(parts):
    """A list of types that says of every part only that it is XML."""
    parts.change(TYPES, "<Override .*/>", "")


@mangled()
def stored_and_not_packed(parts):
    return parts.zipped(zipfile.ZIP_STORED)


@mangled()
def parts_in_another_order(parts):
    return Parts(reversed(parts.items())).zipped()


@mangled()
def comments_and_instructions_between_elements(parts):
    parts.change(AREA_1, "<sheetData>", "<!-- <c r='G8'><v>1</v></c> --><?mso-application progid='x'?><sheetData>")


@mangled()
def a_text_marked_as_literal(parts):
    """CDATA, as some generators write texts."""
    parts.change(STRINGS, "<t>Báo cáo năm</t>", "<t><![CDATA[Báo cáo năm]]></t>")


@mangled()
def unknown_extensions(parts):
    """What a newer program adds for itself lies in `extLst` and in namespaces of its own."""
    foreign = '<extLst><ext uri="{x}" xmlns:n="urn:new"><n:cells><n:v>1</n:v></n:cells></ext></extLst>'
    parts.change(AREA_1, "</worksheet>", f"{foreign}</worksheet>")


@mangled()
def a_compatible_alternative(parts):
    """`mc:AlternateContent` of Excel around what an older one would not know."""
    around = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="x14"><controls/></mc:Choice><mc:Fallback/></mc:AlternateContent>'
    )
    parts.change(AREA_1, "</worksheet>", f"{around}</worksheet>")


@mangled()
def thousands_of_styles(parts):
    """Years of copying from book to book."""
    each = (
        f'<xf numFmtId="{n % 163}" fontId="{n * 7 % 90}" fillId="{n * 31 % 71}" borderId="{n % 53}" xfId="{n}"/>'
        for n in range(20_000)
    )
    parts.change(STYLES, "</cellXfs>", "".join(each) + "</cellXfs>")


@mangled("I07")
def the_hidden_sheets_cell_emptied(parts):
    """A program that drops what is hidden and empty-looking."""
    parts.cell(HIDDEN, "A1", "")
