"""XML that is broken, or built to trip the one who reads it."""

from __future__ import annotations

from tests.mangled.parts import AREA_1, BOOK, BOOK_RELATIONS, CORE, CUSTOM, STRINGS, STYLES
from tests.mangled.registry import mangled

_HEAD = r"^(<\?xml[^>]*\?>)"


def unreadable(recipe):
    """Enter a recipe whose file cannot be read, and is said to be."""
    return mangled("F01", outcome="unreadable")(recipe)


def _declare(parts, part: str, what: str) -> None:
    parts.change(part, _HEAD, rf"\1<!DOCTYPE x [{what}]>", 1)


@unreadable
def a_billion_laughs(parts):
    lines = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    _declare(parts, STRINGS, lines)
    parts.change(STRINGS, "<t>Báo cáo năm</t>", "<t>&a9;</t>")


@unreadable
def a_quadratic_blow_up(parts):
    _declare(parts, AREA_1, f'<!ENTITY a "{"x" * 50_000}">')
    parts.change(
        AREA_1, "</sheetData>", f'<row r="99"><c r="A99" t="str"><v>{"&a;" * 20_000}</v></c></row></sheetData>'
    )


@unreadable
def an_entity_of_a_file(parts):
    _declare(parts, STRINGS, '<!ENTITY a SYSTEM "file:///etc/passwd">')
    parts.change(STRINGS, "<t>Báo cáo năm</t>", "<t>&a;</t>")


@unreadable
def an_entity_of_the_network(parts):
    _declare(parts, BOOK, '<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;')


@unreadable
def entities_where_the_identity_is_read(parts):
    _declare(parts, CUSTOM, '<!ENTITY a "x">')


@unreadable
def a_document_type_that_declares_nothing(parts):
    """No spreadsheet has one."""
    parts.change(AREA_1, _HEAD, r'\1<!DOCTYPE worksheet SYSTEM "http://127.0.0.1:9/x.dtd">', 1)


@unreadable
def an_entity_that_is_not_declared(parts):
    parts.change(STRINGS, "<t>Báo cáo năm</t>", "<t>&nbsp;</t>")


@unreadable
def elements_nested_two_hundred_thousand_deep(parts):
    parts.change(AREA_1, "</sheetData>", "</sheetData>" + "<a>" * 200_000 + "</a>" * 200_000)


@unreadable
def texts_nested_deep(parts):
    parts.change(STRINGS, "</sst>", "<si>" + "<r>" * 5_000 + "</r>" * 5_000 + "</si></sst>")


@unreadable
def a_sheet_of_garbage(parts):
    parts[AREA_1] = b"\x00\x01\x02" * 1000


@unreadable
def a_sheet_without_an_end(parts):
    parts[AREA_1] = parts[AREA_1][:-200]


@unreadable
def an_empty_sheet_part(parts):
    parts[AREA_1] = b""


@unreadable
def two_roots(parts):
    parts[AREA_1] += b"<worksheet/>"


@unreadable
def styles_of_garbage(parts):
    """Without them nobody knows which number is a date."""
    parts[STYLES] = parts[STYLES][:500]


@unreadable
def a_character_that_xml_forbids(parts):
    parts.change(STRINGS, "<t>Báo cáo năm</t>", "<t>Báo&#0;cáo</t>")


@unreadable
def an_encoding_nobody_knows(parts):
    parts.change(AREA_1, 'encoding="UTF-8"', 'encoding="TCVN-5712"')


@unreadable
def bytes_that_are_not_of_the_encoding(parts):
    parts[STRINGS] = parts[STRINGS].replace("Báo".encode(), b"B\xe1o")


@unreadable
def attributes_twice(parts):
    parts.change(AREA_1, '<c r="G8" ', '<c r="G8" r="G9" ')


@unreadable
def a_cell_in_row_nought(parts):
    parts.change(AREA_1, '<c r="G8" ', '<c r="A0" ')


@unreadable
def a_cell_in_a_column_there_is_not(parts):
    parts.change(AREA_1, '<c r="G8" ', '<c r="ZZZZZZ5" ')


@unreadable
def a_cell_in_a_row_there_is_not(parts):
    parts.change(AREA_1, '<c r="G8" ', '<c r="A4294967296" ')


@unreadable
def a_cell_with_an_accent_in_its_name(parts):
    parts.change(AREA_1, '<c r="G8" ', '<c r="É8" ')


@unreadable
def a_row_without_a_number(parts):
    parts.change(AREA_1, '<row r="8" ', '<row r="tám" ')


@unreadable
def a_cell_with_two_contents(parts):
    """Which of the two is seen depends on the program."""
    parts.change(AREA_1, "</row>", '<c r="G8"><v>40</v></c></row>')


@unreadable
def a_text_that_is_not_there(parts):
    parts.cell(AREA_1, "I8", "<v>99999</v>", 't="s"')


@unreadable
def a_text_number_below_nought(parts):
    parts.cell(AREA_1, "I8", "<v>-1</v>", 't="s"')


@unreadable
def a_million_cells(parts):
    """Each with something in it: no workbook of scores is like that."""
    row = "".join(f'<c r="{c}{{0}}"><v>1</v></c>' for c in "ABCDEFGHIJ")
    parts.change(
        AREA_1,
        "</sheetData>",
        "".join(f'<row r="{n}">{row.format(n)}</row>' for n in range(100, 21_100)) + "</sheetData>",
    )


@unreadable
def three_thousand_sheets(parts):
    many = "".join(f'<sheet name="s{n}" sheetId="{n + 10}" r:id="rId1"/>' for n in range(3000))
    parts.change(BOOK, "</sheets>", f"{many}</sheets>")


@unreadable
def one_text_shown_a_hundred_thousand_times(parts):
    """Small as it is sent, gigabytes as it is read: the text is shared, the cells are many."""
    parts.change(STRINGS, "</sst>", "<si><t>" + "dài " * 8_000 + "</t></si></sst>")
    last = parts[STRINGS].count(b"<si>") - 1
    cells = "".join(f'<row r="{n}"><c r="P{n}" t="s"><v>{last}</v></c></row>' for n in range(100, 5_000))
    parts.change(AREA_1, "</sheetData>", f"{cells}</sheetData>")


@unreadable
def no_sheets_at_all(parts):
    parts.change(BOOK, "<sheets>.*</sheets>", "<sheets/>")


@unreadable
def relations_of_garbage(parts):
    parts[BOOK_RELATIONS] = parts[BOOK_RELATIONS][:-50]


@mangled("I07")
def a_title_that_is_a_path(parts):
    """`../../x` is a title like any other; the name that points at the hidden sheet no longer finds it."""
    parts.change(BOOK, 'name="cchc"', 'name="..\\\\..\\\\x"')


@mangled()
def a_time_of_saving_that_is_none(parts):
    parts.change(CORE, r"(<dcterms:modified[^>]*>)[^<]*", r"\g<1>hôm qua")


@mangled()
def a_time_of_saving_at_the_end_of_time(parts):
    parts.change(CORE, r"(<dcterms:modified[^>]*>)[^<]*", r"\g<1>9999-12-31T23:59:59Z")


@mangled(texts=False)
def escapes_for_control_characters(parts):
    """`_x0007_` is a bell once it is decoded; none of it is kept."""
    parts.change(STRINGS, "<t>Báo cáo năm</t>", "<t>Báo cáo_x0007_ năm_x000D_</t>")


@mangled(texts=False)
def an_escape_of_an_escape(parts):
    """`_x005F_x0041_` is the text `_x0041_`, decoded once and not twice."""
    parts.change(STRINGS, "<t>Báo cáo năm</t>", "<t>_x005F_x0041_</t>")


@mangled(texts=False)
def half_of_a_surrogate_pair(parts):
    parts.change(STRINGS, "<t>Báo cáo năm</t>", "<t>_xD83D_ Báo cáo</t>")


@mangled(texts=False)
def forty_thousand_characters(parts):
    parts.change(STRINGS, "<t>Báo cáo năm</t>", f"<t>{'dài ' * 10_000}</t>")
