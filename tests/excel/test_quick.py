"""Whatever the quick look takes, the strict reader reads the same, down to the order of the cells."""

from __future__ import annotations

import gc
import random
from contextlib import contextmanager
from dataclasses import replace
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_xlsx.excel import quick, quick_cells, quick_memory, quick_texts
from cchc_xlsx.excel.door import open_book
from cchc_xlsx.excel.package import LIMITS
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.book import Book
from cchc_xlsx.model.received import Refusal, Refused
from cchc_xlsx.workbooks.unit import fill_unit
from tests.excel.workshop import SHEET, parts, worksheet, zipped
from tests.mangled.mutate import mutated, packed
from tests.mangled.parts import Parts
from tests.mangled.registry import base, collection
from tests.strategies import campaigns


@contextmanager
def strict():
    """Let nothing be read quickly."""
    nothing = mock.Mock(return_value=None)
    with mock.patch.object(quick, "cells_in", nothing), mock.patch.object(quick_texts, "texts_in", nothing):
        yield


def told(data, limits=LIMITS):
    """Return all that is read of a file, in its order; or why it is refused."""
    book = open_book(data, "x.xlsx", limits)
    if isinstance(book, Refused):
        return book
    sheets = [(s.title, list(s.cells.items()), s.merged, s.hidden) for s in book.sheets]
    return sheets, book.names, book.properties, book.saved, book.program, book.extras


def alike(data, limits=LIMITS):
    """Return what is read of a file, both ways alike."""
    quickly = told(data, limits)
    with strict():
        assert quickly == told(data, limits)
    return quickly


def taken(data):
    """Return for each worksheet and text part whether the quick look took it."""
    found = []

    def looking(look):
        def looked(*given):
            result = look(*given)
            found.append(result is not None)
            return result

        return looked

    with (
        mock.patch.object(quick, "cells_in", looking(quick.cells_in)),
        mock.patch.object(quick_texts, "texts_in", looking(quick_texts.texts_in)),
    ):
        assert isinstance(open_book(data), Book)
    return found


@pytest.mark.parametrize("name", collection())
def test_everything_in_the_collection_is_read_the_same_both_ways(name):
    alike(collection()[name].make())


@given(campaigns())
@settings(max_examples=20)
def test_what_this_package_writes_is_ordinary_and_read_the_same_both_ways(campaign):
    data = written(fill_unit(campaign, campaign.units[0], "vi"))
    assert all(taken(data))
    alike(data)


@given(st.integers(0, 10**9))
@settings(max_examples=150)
def test_a_workbook_with_anything_changed_is_read_the_same_both_ways(seed):
    chance = random.Random(seed)
    file = tuple(Parts.of(base()).items())
    alike(packed(mutated(file, chance, [file]), chance))


SIGNS = st.one_of(
    st.sampled_from(["1", "0", "007", "-1", "2.5", "1e5", "99999999999", " 3 ", "", "x", "ế", "ê\u0301", "\U0001f600"]),
    st.sampled_from(
        ["a&amp;b", "&lt;", "&#10;", "&#0;", "&x;", "&", "]]>", "]]&gt;", ">", '"', "_x0041_", "=1", "#REF!"]
    ),
    st.sampled_from(["\r\n", "\r", "\t", "\n", "\x01", "\ufffe"]),
)
REFERENCES = st.sampled_from(
    ["A1", "B1", "A2", "C7", "ZZ999999", "AAA1", "XFD1048576", "XFE1", "A0", "a1", "A1048577", "A", "1"]
)
KINDS = st.sampled_from(["s", "str", "n", "b", "e", "inlineStr", "d", "", "é"])
OTHERS = [
    ' s="1"',
    ' s="0"',
    " s='1'",
    ' s="é"',
    ' s="1" s="1"',
    ' x:s="1"',
    ' cm="1"',
    ' s="&lt',
    '"',
    ' s="<"',
    "/",
    " ",
]
ATTRIBUTES = st.lists(
    st.one_of(st.builds(' r="{}"'.format, REFERENCES), st.sampled_from(OTHERS), st.builds(' t="{}"'.format, KINDS)),
    max_size=4,
).map("".join)
USUAL = st.builds('<c r="{}"{}{}>'.format, REFERENCES, st.sampled_from(["", ' s="1"']),
                  st.sampled_from(["", ' t="s"', ' t="s"', ' t="str"', ' t="e"']))  # fmt: skip
FUNCTIONS = st.one_of(
    st.builds("<f>{}</f>".format, SIGNS),
    st.builds('<f t="shared" si="{}">{}</f>'.format, st.integers(0, 1), SIGNS),
    st.sampled_from(['<f t="shared" si="0"/>', '<f t="shared" si="1"></f>', "<f/>", '<f aca="false">A1+1</f>']),
)
VALUES = st.one_of(
    st.builds("<v>{}</v>".format, SIGNS),
    st.sampled_from(["<v/>", "<v></v>", "<is><t>x</t></is>", "<!-- -->", "<x/>"]),
)
BEGUN = st.one_of(USUAL, USUAL, ATTRIBUTES.map("<c{}>".format))
ANY = st.one_of(
    st.builds("{}{}{}</c>".format, BEGUN, FUNCTIONS, VALUES),
    st.builds("{}{}</c>".format, BEGUN, st.one_of(VALUES, FUNCTIONS, st.just(""))),
    ATTRIBUTES.map("<c{}/>".format),
)
PLAIN = st.builds("{}<v>{}</v></c>".format, USUAL, st.sampled_from(["0", "1", "2"]))
CELLS = st.one_of(PLAIN, PLAIN, ANY)
BEGINNINGS = st.sampled_from(["", ' r="1"', ' r="1"', ' r="2" spans="1:9"', ' r="0"', ' r="1" r="1"', "s"])
ROWS = st.one_of(
    *3 * [st.builds("<row{}>{}</row>".format, BEGINNINGS, st.lists(CELLS, max_size=4).map("".join))],
    st.sampled_from(
        ['<row r="3"/>', '<row r="x"/>', "<row>", "</row>", "text", "<row><row></row></row>", "<!-- x -->"]
    ),
)
AROUND = st.sampled_from(["", "", "", "<a/>", "<sheetData/>", "<a>", "<!-- <sheetData> -->", "<a><sheetData/></a>"])
AFTER = st.sampled_from(
    [
        "",
        "",
        "",
        "",
        '<mergeCells><mergeCell ref="A1:A3"/><x:mergeCell ref="B1:B2"/></mergeCells>',
        "<headerFooter><a>&amp;</a></headerFooter>",
        "<headerFooter></headerFooter><headerFooter/>",
        "<a><headerFooter/></a>",
        "</a>",
        '<sheetData><row><c r="A9"><v>1</v></c></row></sheetData>',
    ]
)
TEXTS = st.lists(
    st.one_of(
        st.builds("<si><t>{}</t></si>".format, SIGNS),
        st.builds('<si><t xml:space="preserve">{}</t></si>'.format, SIGNS),
        st.sampled_from(["<si/>", "<si><t/></si>", "<si><r><t>a</t></r><rPh><t>b</t></rPh></si>", "<si>", " ", "x"]),
    ),
    max_size=3,
).map("".join)


@given(st.lists(ROWS, max_size=4).map("".join), AROUND, AFTER, TEXTS)
@settings(max_examples=800)
def test_whatever_a_sheet_is_made_of_it_is_read_the_same_both_ways(rows, around, after, texts):
    made = parts(strings="<si><t>một</t></si>" + texts, styles='<cellXfs><xf/><xf numFmtId="14"/></cellXfs>')
    made[SHEET] = worksheet(rows, around).replace("</worksheet>", f"{after}</worksheet>")
    alike(zipped(made))


@given(
    st.lists(
        st.builds('<row r="1"><c r="{}" t="s"><v>{}</v></c></row>'.format, REFERENCES, st.integers(0, 3)), max_size=9
    )
)
@settings(max_examples=60)
def test_ordinary_cells_are_taken_or_told_to_be_broken(rows):
    made = parts("".join(rows), strings="<si><t>a</t></si><si><t></t></si><si><t>c</t></si>")
    alike(zipped(made))


@pytest.mark.parametrize("first", ["<si ><t>x</t></si>", "<si/>", "<si><r><t>x</t></r></si>", "<x/>", "<!-- -->"])
def test_a_first_text_told_in_another_way_keeps_its_number(first):
    cells = row('<c r="A1" t="s"><v>0</v></c>', '<c r="B1" t="s"><v>1</v></c>')
    alike(zipped(parts(cells, strings=f"{first}<si><t>a</t></si><si><t>b</t></si>")))


@given(st.text(st.sampled_from("rspan1:2=\"'<>&;/ \t\n\x01\x7fé\ufffe_-."), max_size=14))
@settings(max_examples=200)
def test_rows_are_told_alike_whatever_is_said_of_them(said):
    alike(zipped(parts(f'<row r="1"{said}><c r="A1"><v>1</v></c></row>')))
    alike(zipped(parts(f'<row r="1" spans="{said}"><c r="A1"><v>1</v></c></row>')))


def row(*cells):
    return f'<row r="1" spans="1:3">{"".join(cells)}</row>'


ONE = '<c r="A1" s="1" t="s"><v>0</v></c>'
ORDINARY = {
    "of xlsxwriter": row(ONE, '<c r="B1" s="2"/>', '<c r="C1"><f>A1</f><v>1</v></c>'),
    "of Excel": row(ONE, '<c r="B1" t="str"><f t="shared" ref="B1:B2" si="0">A1</f><v>x</v></c>').replace(
        "<row", '<row r="9" ht="30" customHeight="1" x14ac:dyDescent="0.25"/><row'
    ),
    "of LibreOffice": row('<c r="A1" s="1" t="n"><f aca="false">A2&amp;&quot;&quot;</f><v></v></c>'),
}
ODD = {
    "no reference": row("<c><v>1</v></c>"),
    "inline text": row('<c r="A1" t="inlineStr"><is><t>x</t></is></c>'),
    "a prefix": row('<x:c r="A1"><x:v>1</x:v></x:c>'),
    "a comment": row("<!-- -->", ONE),
    "between cells": row(ONE, " ", ONE.replace("A1", "B1")),
    "an entity of nobody": row('<c r="A1" t="str"><v>&a;</v></c>'),
    "twice the same": row(ONE, ONE),
    "no such text": row(ONE.replace("<v>0", "<v>9")),
    "a row with what XML forbids": f'<row r="1" spans="\x01">{ONE}</row>',
    "a row told its number twice": f'<row r="1" r="1">{ONE}</row>',
    "rows in a row": f'<row r="1">{row(ONE)}</row>',
    "a row left open": row(ONE) + '<row r="2">',
    "a row that no sheet has": '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
    "a column that no sheet has": row('<c r="XFE1"><v>1</v></c>'),
    "a cell of another row": row('<c r="A21"><v>1</v></c>'),
    "a cell of no row": row('<c r="A"><v>1</v></c>'),
    "a cell of no row, and a style that ends as references do": row('<c r="A" s="1"><v>1</v></c>'),
    "a blank cell like that": row('<c r="A" s="1"/>'),
    "a text like that": row('<c r="A" s="1" t="s"><v>0</v></c>'),
    "a text told twice what it is": row('<c r="A1" t="n" t="s"><v>0</v></c>'),
    "a value that XML forbids": row('<c r="A1" t="str"><v>\ufffe</v></c>'),
    "a value that ends what was not begun": row('<c r="A1" t="str"><v>]]></v></c>'),
    "an element whose name begins like a formula's": row('<c r="A1"><fx>1</f><v>1</v></c>'),
    "a formula that XML forbids": row('<c r="A1"><f>\x01</f><v>1</v></c>'),
}


@pytest.mark.parametrize("name", ORDINARY)
def test_what_the_usual_programs_write_is_taken(name):
    data = zipped(parts(ORDINARY[name], strings="<si><t>a</t></si>"))
    assert taken(data) == [True, True]
    alike(data)


def test_a_cell_is_remembered_wherever_it_stands():
    cell = '<row r="{0}"><c r="A{0}" s="1"><f>Z1&lt;2</f><v>0.5</v></c></row>'
    rows = [cell.format(number) for number in (1, 2, 11, 1048576)]
    quick.forget()
    with mock.patch.object(quick_cells, "cell_of", side_effect=quick_cells.cell_of) as made:
        assert taken(zipped(parts("".join(rows))))[-1]
    assert made.call_count == 1
    alike(zipped(parts("".join(rows))))


@pytest.mark.parametrize("name", ODD)
def test_what_is_not_ordinary_is_left_to_the_strict_reader(name):
    data = zipped(parts(ODD[name], strings="<si><t>a</t></si>"))
    alike(data)
    with mock.patch.object(quick, "cells_in", side_effect=quick.cells_in) as looked:
        open_book(data)
    assert looked.call_count == 1
    assert quick.cells_in(*looked.call_args.args) is None


@pytest.mark.parametrize("text", [0, 5, 6, 7, 11, 12, 13, 40])
@pytest.mark.parametrize("cells", [0, 1, 2, 3])
def test_limits_hold_to_the_cell_and_to_the_letter(text, cells):
    made = parts(row(ONE, '<c r="B1"><f>A1+A1</f><v>1</v></c>'), strings="<si><t>chữ “a”</t></si>")
    made[SHEET] = made[SHEET].replace("</worksheet>", '<mergeCells><mergeCell ref="A4:A5"/></mergeCells></worksheet>')
    found = alike(zipped(made), replace(LIMITS, text=text, cells=cells))
    assert (found == Refused(Refusal.TOO_LARGE, SHEET)) == (text < 13 or cells < 3)  # 7 + 1 + 5 letters; 3 cells


def test_cells_remembered_from_one_file_are_not_taken_for_dates_in_another():
    rows = row('<c r="A1" s="1"><v>45000</v></c>')
    dated = '<cellXfs><xf/><xf numFmtId="14"/></cellXfs>'
    for styles, settings_ in ((dated, ""), ("", ""), (dated, 'date1904="1"'), (dated, "")):
        alike(zipped(parts(rows, styles=styles, settings=settings_)))


TEXT = '<c r="{}" t="s"><v>0</v></c>'


def told_in_rows(*rows):
    """Return a workbook with these rows, each of cells that are numbers or, where they end with a `!`, texts."""
    made = [
        f'<row r="{number}">'
        + "".join(TEXT.format(at[:-1]) if at.endswith("!") else f'<c r="{at}"><v>7</v></c>' for at in cells.split())
        + "</row>"
        for number, cells in rows
    ]
    return zipped(parts("".join(made), strings="<si><t>a</t></si>"))


@pytest.mark.parametrize(
    "rows",
    [
        [(1, "A1! B1 C1!"), (2, "A2 B2! C2")],
        [(1, "A1!"), (2, "B1 C1!")],  # cells of the row above
        [(1, "A1! B1"), (1, "C1! D1")],  # one row in two
        [(1, "A1! B1"), (2, ""), (2, "A2!")],
        [(2, "A2! B2"), (1, "A1! B1")],  # from below
        [(1, "A1 B1"), (3, "A3")],  # no text at all
        [(1, "A1! B1 A1")],  # a cell told twice, around a text and beside one
        [(1, "A1! B1 B1")],
        [(1, "A1! B1! A1!")],
        [(1, ""), (2, "")],
        [(5000, "A5000! B5000"), (5001, "A5001!")],  # so low that nothing is remembered
        [(4096, "A4096!"), (4097, "A4097! B4097"), (4098, "A4098!")],
    ],
)
def test_runs_of_cells_are_read_the_same_both_ways_wherever_rows_end(rows):
    for tried in (rows, [(1, "A1! B1 C1!"), (2, "A2 B2!")], rows):  # with nothing, then with something remembered
        alike(told_in_rows(*tried))


@pytest.mark.parametrize("end", ["", "</c>", '<c r="B1"', '<c r="B1" t="s"><v>0', "</row>", '</row><row r="2">', "<v>"])
def test_what_follows_the_last_text_has_to_end_its_row(end):
    whole = row(ONE)
    for rows in (whole, whole.replace("</row>", end), whole + end, whole.replace("</c></row>", end)):
        alike(zipped(parts(rows, strings="<si><t>a</t></si>")))


def test_what_is_remembered_stays_small(monkeypatch):
    monkeypatch.setattr(quick_memory, "_ROOM", 2_000)
    quick_memory._seen.cache_clear()
    for number in range(200):
        data = zipped(parts(row(ONE, f'<c r="B1"><v>{number}</v></c>'), strings="<si><t>a</t></si>"))
        assert taken(data) == [True, True]
        alike(data)
    (seen,) = [held for held in gc.get_objects() if isinstance(held, quick_memory.Seen)]
    assert 1 < len(seen.cells) + len(seen.heads) + sum(len(known.runs) for known in seen._rows.values()) < 20
    quick_memory._seen.cache_clear()


@pytest.mark.parametrize("letters", [6_000, 13_000])
def test_formulas_told_once_for_many_cells_count_for_each_of_them(letters):
    formula = "+".join(["A1"] * 200)  # 599 letters
    cells = [f'<c r="A{n}"><f t="shared" si="0"/><v>1</v></c>' for n in range(2, 21)]
    first = f'<row r="1"><c r="A1"><f t="shared" ref="A1:A20" si="0">{formula}</f><v>1</v></c></row>'
    rows = first + "".join(f'<row r="{n}">{cell}</row>' for n, cell in enumerate(cells, 2))
    found = alike(zipped(parts(rows)), replace(LIMITS, text=letters))
    assert (found == Refused(Refusal.TOO_LARGE, SHEET)) == (letters < 20 * (len(formula) + 1))


def test_the_fields_that_a_remembered_cell_depends_on_are_all_but_those_of_texts_and_room():
    assert set(quick_memory._facts()) == {"styles", "from_1904"}
