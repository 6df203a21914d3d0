"""What a unit's workbook is made of: what is locked, hidden, asked, printed, and which formulas stand in it."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from functools import cache
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from python_calamine import CalamineWorkbook

from cchc_xlsx.excel.write import written
from cchc_xlsx.model.book import Kind
from cchc_xlsx.model.points import shown
from cchc_xlsx.workbooks.layout import SKIP
from cchc_xlsx.workbooks.unit import TABLES, assignment, fill_unit, identity, parse_unit, self_score
from cchc_xlsx.workbooks.unit.plan import HIDDEN_SHEET
from tests.workbooks.cases import every_entry, every_kind, in_turn, template

#: Functions that Excel 2010 knows, and every program that reads its files; none of them looks at a clock, a place
#: elsewhere or the locale.
KNOWN = frozenset(
    [
        "ABS",
        "AND",
        "CHAR",
        "CHOOSE",
        "COUNT",
        "COUNTIF",
        "FIND",
        "IF",
        "IFERROR",
        "INDEX",
        "INT",
        "ISNA",
        "ISNUMBER",
        "LEN",
        "MATCH",
        "OR",
        "ROUND",
        "SUBSTITUTE",
        "SUM",
        "SUMPRODUCT",
        "TRIM",
        "UPPER",
    ]
)

CASES = {
    "ha-trung": lambda: (template("ha-trung-2023"), ()),
    "large": lambda: (template("bo-lon-gia-dinh"), in_turn(template("bo-lon-gia-dinh"))),
    "every-kind": lambda: (every_kind(), every_entry(every_kind())),
}


@cache
def made(name, language="vi"):
    """Return a case's campaign, book and bytes."""
    campaign, entries = CASES[name]()
    book = fill_unit(campaign, campaign.units[0], language, entries=entries)
    return campaign, book, written(book)


@cache
def opened(name):
    """Return a case's workbook as openpyxl opens it."""
    return openpyxl.load_workbook(io.BytesIO(made(name)[2]))


every_case = pytest.mark.parametrize("name", CASES)


def parts(name, pattern):
    """Return the XML parts of a case whose name fits, as (name, text)."""
    with zipfile.ZipFile(io.BytesIO(made(name)[2])) as archive:
        return [(each, archive.read(each).decode()) for each in archive.namelist() if re.search(pattern, each)]


def formulas(name):
    """Yield every formula of a case: those of cells, conditional formats, validations and names."""
    for _, xml in parts(name, r"xl/worksheets/sheet|xl/workbook\.xml"):
        for element in ElementTree.fromstring(xml).iter():
            if (
                element.tag.rpartition("}")[2] in ("f", "formula", "formula1", "formula2", "definedName")
                and element.text
            ):
                yield element.text


def score_sheets(name):
    campaign, book, _ = made(name)
    width = len(campaign.criteria.areas)
    return [(area, opened(name)[book.sheets[2 + n].title]) for n, area in enumerate(campaign.criteria.areas[:width])]


def score_cells(name):
    """Yield (criterion, sheet, row) of each score cell; rows as openpyxl counts them."""
    campaign = made(name)[0]
    for _, sheet in score_sheets(name):
        for row in range(self_score.FIRST + 1, sheet.max_row + 1):
            key = str(sheet.cell(row, self_score.column("key") + 1).value or "")
            criterion = campaign.criteria.by_code.get(key.removeprefix("TC-"))
            if criterion and criterion in campaign.criteria.scored:
                yield criterion, sheet, row


@every_case
def test_every_score_cell_is_there(name):
    found = [criterion.code for criterion, _, _ in score_cells(name)]
    assert sorted(found) == sorted(c.code for c in made(name)[0].criteria.scored)


@every_case
def test_every_sheet_is_locked_without_a_password(name):
    for sheet in opened(name):
        assert sheet.protection.sheet, sheet.title
        assert sheet.protection.password is None
        assert sheet.protection.hashValue is None


@every_case
def test_filter_sort_widths_and_heights_go_on_working(name):
    for sheet in opened(name):
        allowed = sheet.protection
        assert not any(
            (allowed.autoFilter, allowed.sort, allowed.formatColumns, allowed.formatRows, allowed.formatCells)
        )


@every_case
def test_what_is_to_be_filled_in_is_open_and_all_else_is_locked(name):
    campaign, book, _ = made(name)
    asked = {(sheet.title, row) for _, sheet, row in score_cells(name)}
    entered = [self_score.column(c.key) + 1 for c in self_score.TABLE.columns if c.open]
    titles = {sheet.title for _, sheet in score_sheets(name)}
    officers, listed = assignment.column("officers") + 1, assignment.beside("officer") + 1
    count = len(campaign.criteria.scored)
    for sheet in opened(name):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if sheet.title in titles:
                wanted = (sheet.title, cell.row) in asked and cell.column in entered
            elif sheet.title == book.sheets[1].title and cell.row > assignment.FIRST:
                spare = sheet.cell(cell.row, listed).protection.locked is False  # how many there are is not told here
                wanted = (cell.column == officers and cell.row <= assignment.FIRST + count) or (
                    cell.column == listed and spare
                )
            else:
                wanted = False
            assert (not cell.protection.locked) == wanted, f"{sheet.title}!{cell.coordinate}"


@every_case
def test_there_is_room_for_more_officers_than_are_known(name):
    _, book, _ = made(name)
    sheet = opened(name)[book.sheets[1].title]
    column = assignment.beside("officer") + 1
    free = [r for r in range(assignment.FIRST + 1, sheet.max_row + 1)
            if not sheet.cell(r, column).protection.locked and sheet.cell(r, column).value is None]  # fmt: skip
    assert len(free) >= 10


@every_case
def test_score_cells_are_numbers_by_their_format(name):
    for _, sheet, row in score_cells(name):
        assert sheet.cell(row, self_score.column("self_score") + 1).number_format == "0.##"


@every_case
def test_codes_are_text_and_numbers_of_documents_too(name):
    for _, sheet, row in score_cells(name):
        for key in ("criterion", "evidence_number", "evidence_date"):
            assert sheet.cell(row, self_score.column(key) + 1).number_format == "@"


@every_case
def test_the_row_of_keys_and_the_columns_of_keys_are_hidden(name):
    hidden = {f"{table.marker}/{c.key}" for table in TABLES if not table.optional for c in table.columns if c.hidden}
    met = set()
    for sheet in opened(name):
        for row in sheet.iter_rows():
            for cell in row:
                table = next((t for t in TABLES if t.marker == cell.value), None)
                if table is None:
                    continue
                assert sheet.row_dimensions[cell.row].hidden, f"{sheet.title}: row {cell.row}"
                assert _hidden(sheet, cell.column), f"{sheet.title}: the marker's column"
                for offset, column in enumerate(table.columns, 1):
                    assert sheet.cell(cell.row, cell.column + offset).value == column.key
                    assert _hidden(sheet, cell.column + offset) == column.hidden, f"{sheet.title}: {column.key}"
                    met |= {f"{table.marker}/{column.key}"} if column.hidden else set()
    assert met == hidden


def _hidden(sheet, column):
    return any(d.min <= column <= d.max and d.hidden for d in sheet.column_dimensions.values())


@every_case
def test_no_cells_are_merged(name):
    assert [sheet.title for sheet in opened(name) if sheet.merged_cells.ranges] == []
    assert not any("mergeCell" in xml for _, xml in parts(name, "worksheets/sheet"))


@every_case
def test_formulas_use_only_what_every_program_knows(name):
    used = {found for text in formulas(name)
            for found in re.findall(r"([A-Za-z_.][\w.]*)\(", re.sub(r'"[^"]*"|\'[^\']*\'', "", text))}  # fmt: skip
    assert used <= KNOWN
    assert {"SUMPRODUCT", "COUNTIF", "IFERROR"} <= used  # so it is known that functions were found at all


@every_case
def test_no_formula_is_an_array_or_newer_than_the_format(name):
    for _, xml in parts(name, "worksheets/sheet"):
        assert "_xlfn" not in xml
        assert 't="array"' not in xml


@every_case
def test_no_formula_is_longer_than_excel_takes(name):
    assert max(map(len, formulas(name))) <= 8192
    for sheet in opened(name):
        for validation in sheet.data_validations.dataValidation:
            assert len(validation.formula1 or "") <= 255


@every_case
def test_conditional_formats_are_of_the_kind_with_a_formula_only(name):
    kinds = {rule.type for sheet in opened(name) for rules in sheet.conditional_formatting for rule in rules.rules}
    assert kinds == {"expression"}


def _validation_at(sheet, row, column):
    found = [
        each
        for each in sheet.data_validations.dataValidation
        for left, top, right, bottom in map(range_boundaries, str(each.sqref).split())
        if left <= column <= right and top <= row <= bottom
    ]
    assert len(found) == 1, f"{sheet.title}: {len(found)} validations at row {row}, column {column}"
    return found[0]


@every_case
def test_every_score_cell_is_checked_with_a_vietnamese_prompt_and_message(name):
    score = self_score.TABLE.column("self_score")
    for criterion, sheet, row in score_cells(name):
        check = _validation_at(sheet, row, self_score.column("self_score") + 1)
        assert check.type == ("list" if criterion.allowed else "custom")
        assert check.formula1
        assert check.showErrorMessage
        assert check.showInputMessage
        assert check.promptTitle == score.header.vi
        if criterion.lowest < 0:
            assert check.prompt == check.error
            assert f"từ {shown(criterion.lowest, 'vi')} đến 0" in check.prompt
        elif criterion.step and not criterion.allowed:
            assert check.prompt == check.error
            assert f"bội số của {shown(criterion.step, 'vi')};" in check.prompt
        else:
            assert check.prompt == score.about.vi
            assert check.error.startswith("Hãy ")


@every_case
def test_every_cell_to_fill_in_tells_what_to_fill_in(name):
    wanted = [c for c in self_score.TABLE.columns if c.open and c.key != "self_score"]
    for _, sheet, row in score_cells(name):
        for column in wanted:
            prompt = _validation_at(sheet, row, self_score.column(column.key) + 1).prompt
            assert prompt == (column.prompt or column.about).vi


@every_case
def test_texts_of_validations_keep_within_excels_limits(name):
    for sheet in opened(name):
        for check in sheet.data_validations.dataValidation:
            assert len(check.promptTitle or "") <= 32
            assert len(check.errorTitle or "") <= 32
            assert len(check.prompt or "") <= 255
            assert len(check.error or "") <= 255
            if check.type == "list" and (check.formula1 or "").startswith('"'):
                assert len(check.formula1) <= 257


@every_case
def test_tables_print_on_a4_across_fitted_to_the_width_with_their_headings_repeated(name):
    _, book, _ = made(name)
    for sheet in opened(name):
        if sheet.sheet_state == "hidden":
            continue
        setup = sheet.page_setup
        assert int(setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (int(setup.fitToWidth or 1), int(setup.fitToHeight)) == (1, 0)  # one page wide is what is not written
        assert "&P/&N" in sheet.oddFooter.right.text + (sheet.oddFooter.left.text or "")
        assert sheet.print_area
        if sheet.title == book.sheets[0].title:
            continue
        assert setup.orientation == "landscape"
        heading = int(sheet.print_title_rows.split(":")[0].strip("$"))
        assert any(sheet.cell(heading - 1, c).value in {t.marker for t in TABLES} for c in range(1, 30))


@every_case
def test_rows_grow_when_somebody_types_into_them(name):
    for part, xml in parts(name, "worksheets/sheet"):
        assert "customHeight" not in xml, part


@every_case
def test_the_identity_stands_on_every_sheet_and_in_all_four_carriers(name):
    campaign, book, _ = made(name)
    wanted = parse_unit(book, campaign.criteria).identity
    assert (wanted.campaign, wanted.unit) == (campaign.settings.id, campaign.units[0].code)
    for sheet in opened(name):
        texts = [str(c.value) for row in sheet.iter_rows() for c in row if str(c.value).startswith("CCHC1|")]
        assert texts == [str(wanted)], sheet.title
    assert parse_unit(book, campaign.criteria).identities == {wanted: frozenset(identity.CARRIERS)}
    workbook = opened(name)
    assert workbook.defined_names[identity.NAME].attr_text == f"'{HIDDEN_SHEET}'!$A$1"
    assert {p.name: p.value for p in workbook.custom_doc_props.props} == {identity.PROPERTY: str(wanted)}
    assert workbook[HIDDEN_SHEET].sheet_state == "hidden"
    assert str(wanted).isascii()
    assert ";" not in str(wanted)
    assert str(wanted).encode() in b"".join(xml.encode() for _, xml in parts(name, r"docProps/custom"))


@every_case
def test_furniture_rows_are_marked_so_that_nobody_reads_them_as_data(name):
    campaign, book, _ = made(name)
    submission = parse_unit(book, campaign.criteria)
    assert [e.criterion for e in submission.entries] == [
        c.code for area in campaign.criteria.areas for c in campaign.criteria.leaves_of(area.code)
    ]
    assert [g.criterion for g in submission.given] == [c.code for c in campaign.criteria.scored]
    assert any(cell.text == SKIP for sheet in book.sheets for cell in sheet.cells.values())


@every_case
def test_other_programs_open_it(name):
    _, book, data = made(name)
    assert opened(name).sheetnames == [sheet.title for sheet in book.sheets]
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names == [sheet.title for sheet in book.sheets]
    for part, xml in parts(name, r"\.xml$|\.rels$"):
        ElementTree.fromstring(xml)
        assert "\x00" not in xml, part


@every_case
def test_sheets_names_and_texts_keep_within_excels_limits(name):
    _, book, _ = made(name)
    titles = [sheet.title for sheet in book.sheets]
    assert max(map(len, titles)) <= 31
    assert len({title.casefold() for title in titles}) == len(titles)
    assert not any(set(title) & set("[]:*?/\\") for title in titles)
    assert max(len(c.text) for sheet in book.sheets for c in sheet.cells.values()) <= 32_767
    for _, xml in parts(name, r"xl/workbook\.xml"):
        for element in ElementTree.fromstring(xml).iter():
            if element.tag.endswith("}definedName"):
                assert re.fullmatch(r"(_xlnm\.)?[A-Za-z_][A-Za-z_]*", element.get("name"))


@every_case
def test_only_formulas_are_formulas(name):
    """What people wrote is never taken for a formula, a link or rich text."""
    _, book, _ = made(name)
    workbook = opened(name)
    for sheet in book.sheets:
        for (row, column), cell in sheet.cells.items():
            stored = workbook[sheet.title].cell(row + 1, column + 1)
            assert (stored.data_type == "f") == bool(cell.formula), f"{sheet.title}!{stored.coordinate}"
            if not cell.formula and cell.kind is Kind.TEXT:
                assert stored.value == cell.text


def test_a_unit_gets_the_same_bytes_whichever_units_came_before_it():
    campaign = template("bo-lon-gia-dinh")
    one, other = campaign.units[:2]
    alone = written(fill_unit(campaign, one, "vi"))
    written(fill_unit(campaign, other, "vi"))
    assert written(fill_unit(campaign, one, "vi")) == alone


def test_a_unit_gets_the_same_bytes_in_every_run():
    code = (
        "import hashlib; from tests.workbooks.test_unit_structure import made;"
        "print(hashlib.sha256(made('every-kind')[2]).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."}, capture_output=True,
            text=True, check=True, cwd=TOP,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(runs) == 1
    assert len(runs.pop().strip()) == 64


TOP = __file__.rsplit("tests", 1)[0]
