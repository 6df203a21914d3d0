"""The promises of reading .ods and .xls files, in a process of their own."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from cchc_xlsx.excel import other
from cchc_xlsx.excel.other import read_ods, read_xls
from cchc_xlsx.excel.read import Limits, Unreadable, read
from cchc_xlsx.model.book import Book, Cell, Extra, Kind
from cchc_xlsx.model.received import Refusal, Refused
from tests.excel.test_read import ordinary, settled
from tests.excel.workshop import OLE, converted, ods, ole, xls

FLOAT = '<table:table-cell office:value-type="float" office:value="{}"/>'
REPEATED = '<table:table-cell table:number-columns-repeated="{}" office:value-type="float" office:value="1"/>'


def row(cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def refused(call: object, data: bytes, limits: Limits | None = None) -> Refused:
    assert callable(call)
    with pytest.raises(Unreadable) as caught:
        call(data, limits or Limits())
    return caught.value.refused


def values(book: Book) -> list[dict[tuple[int, int], Cell]]:
    """The cells without formulas, and without those that have an error: what calamine can tell."""
    return [
        {
            place: Cell(cell.kind, cell.text, date=cell.date)
            for place, cell in settled(sheet).items()
            if cell.kind not in (Kind.ERROR, Kind.EMPTY)
        }
        for sheet in book.sheets
    ]


@pytest.mark.office
def test_an_ods_of_libreoffice_reads_as_the_xlsx_it_was(tmp_path: Path) -> None:
    before, after = read(ordinary()), read_ods(converted(ordinary(), ".xlsx", "ods", tmp_path))
    expected = values(before)
    for cells in expected[:2]:
        cells[21, 2] = Cell(Kind.NUMBER, "1")  # LibreOffice itself makes a number of a typed TRUE in a General cell
    assert values(after) == expected
    for one, other_ in zip(before.sheets[:2], after.sheets[:2], strict=True):
        formulas = [{at for at, cell in sheet.cells.items() if cell.formula} for sheet in (one, other_)]
        assert formulas[1] == formulas[0] | {(21, 2)}  # and that number is the formula TRUE()
        assert other_.at(22, 2) == Cell(Kind.ERROR, "#DIV/0!", "1/0")
    assert [(sheet.title, sheet.hidden) for sheet in after.sheets] == [(s.title, s.hidden) for s in before.sheets]
    assert after.names == before.names
    assert after.properties.items() >= before.properties.items()
    assert after.program.startswith("LibreOffice")
    assert after.saved is not None


@pytest.mark.office
def test_an_xls_of_libreoffice_reads_as_the_xlsx_it_was(tmp_path: Path) -> None:
    before, after = read(ordinary()), read_xls(converted(ordinary(), ".xlsx", "xls", tmp_path))
    expected = values(before)
    for cells in expected[:2]:
        cells[23, 2] = Cell(Kind.NUMBER, "0")  # LibreOffice itself writes 0 into an .xls where a formula gave a text
    assert values(after) == expected
    assert [(sheet.title, sheet.hidden) for sheet in after.sheets] == [(s.title, s.hidden) for s in before.sheets]


def test_an_xls_keeps_places_texts_and_numbers() -> None:
    book = read_xls(xls({(2, 1): "Điểm", (2, 3): 2.5, (9, 3): 0.1, (65535, 255): 3.0}))
    assert [sheet.title for sheet in book.sheets] == ["So"]
    assert book.sheets[0].cells == {
        (2, 1): Cell(Kind.TEXT, "Điểm"),
        (2, 3): Cell(Kind.NUMBER, "2.5"),
        (9, 3): Cell(Kind.NUMBER, "0.1"),
        (65535, 255): Cell(Kind.NUMBER, "3"),
    }


def test_an_ods_keeps_places_dates_booleans_and_repeated_rows() -> None:
    rows = row("", 3) + row('<table:table-cell table:number-columns-repeated="2"/>' + FLOAT.format("2.50"), 2)
    rows += row(
        '<table:table-cell office:value-type="date" office:date-value="2026-02-01"/>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
        '<table:table-cell office:value-type="string"><text:p>hai</text:p><text:p>dòng</text:p></table:table-cell>'
    )
    assert read_ods(ods(rows)).sheets[0].cells == {
        (3, 2): Cell(Kind.NUMBER, "2.5"),
        (4, 2): Cell(Kind.NUMBER, "2.5"),
        (5, 0): Cell(Kind.NUMBER, "46054", date=True),
        (5, 1): Cell(Kind.BOOLEAN, "TRUE"),
        (5, 2): Cell(Kind.TEXT, "hai\ndòng"),
    }


def test_a_percentage_of_an_ods_is_told_as_one() -> None:
    share = '<table:table-cell office:value-type="percentage" office:value="0.385"/>'
    reckoned = share.replace("<table:table-cell", '<table:table-cell table:formula="of:=[.A1]"')
    assert read_ods(ods(row(share + FLOAT.format("2.5") + reckoned))).sheets[0].cells == {
        (0, 0): Cell(Kind.NUMBER, "0.385", percent=True),
        (0, 1): Cell(Kind.NUMBER, "2.5"),
        (0, 2): Cell(Kind.NUMBER, "0.385", "[.A1]", percent=True),
    }


def test_errors_and_formulas_of_an_ods_are_kept_with_and_without_a_result() -> None:
    error = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
        'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    )
    formula = (
        '<table:table-cell table:formula="of:=[.C1]"/>'
        '<table:table-cell table:formula="of:=&quot;&quot;"><text:p/></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="2" table:formula="of:=SUM(1;2)" office:value-type="float" '
        'office:value="3"><text:p>3</text:p></table:table-cell>'
    )
    sum_of_both = Cell(Kind.NUMBER, "3", "SUM(1;2)")
    (sheet,) = read_ods(ods(row(error + formula, 2))).sheets
    for line in (0, 1):
        assert [sheet.at(line, column) for column in range(5)] == [
            Cell(Kind.ERROR, "#DIV/0!", "1/0"),
            Cell(Kind.EMPTY, "", "[.C1]"),
            Cell(Kind.TEXT, "", '""'),
            sum_of_both,
            sum_of_both,
        ]
    assert len(sheet.cells) == 10


def test_merged_cells_links_and_macros_of_an_ods_are_seen() -> None:
    merged = FLOAT.format("1").replace("<table:table-cell", '<table:table-cell table:number-rows-spanned="3"')
    book = read_ods(ods(row("") + row("<table:table-cell/>" + merged)))
    assert book.sheets[0].merged == ((1, 1, 3, 1),)
    assert book.extras == frozenset()
    far = """<table:table-cell table:formula="of:='file:///a.ods'#$a.A1\""""
    linked = FLOAT.format("1").replace("<table:table-cell", far)
    assert read_ods(ods(row(linked))).extras == {Extra.LINKS}
    buffer = io.BytesIO(ods(row(FLOAT.format("1"))))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("Basic/Standard/Module1.xml", "x")
    assert read_ods(buffer.getvalue()).extras == {Extra.MACROS}


def test_formulas_repeated_beyond_the_limit_are_refused() -> None:
    many = '<table:table-cell table:number-columns-repeated="3000" table:formula="of:=1"/>'
    assert read_ods(ods(row(many)), Limits(cells=3_000)).sheets
    for rows in (row(many, 2), row(many * 2), row(many, 999_999_999)):
        assert refused(read_ods, ods(rows), Limits(cells=3_000)) == Refused(Refusal.TOO_LARGE, "content.xml")


def test_of_an_xls_only_values_are_known_and_the_book_says_so() -> None:
    assert read_xls(xls({(0, 0): 1.0})).extras == {Extra.VALUES_ONLY}
    assert read_xls(xls({(0, 0): 1.0, (1, 0): "_VBA_PROJECT"})).extras == {Extra.VALUES_ONLY, Extra.MACROS}


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("$Sổ.$A$1", "Sổ!$A$1"),
        ("$'Sổ 1'.$A$1", "'Sổ 1'!$A$1"),
        ("$'a.b''c'.$A$1:.$B$2", "'a.b''c'!$A$1:$B$2"),
        ("$S.$A$1:$S.$B$2", "S!$A$1:$B$2"),
        ("#REF!", "#REF!"),
    ],
)
def test_names_of_an_ods_are_written_as_excel_writes_them(address: str, text: str) -> None:
    named = f'<table:named-range table:name="CCHC_ID" table:cell-range-address="{address}"/>'
    after = f"<table:named-expressions>{named}</table:named-expressions>"
    assert read_ods(ods(row(FLOAT.format(1)), after=after)).names == {"CCHC_ID": text}


def test_names_of_a_sheet_are_not_the_workbooks() -> None:
    named = '<table:named-range table:name="riêng" table:cell-range-address="$Sổ.$A$1"/>'
    assert (
        read_ods(ods(f"{row(FLOAT.format(1))}<table:named-expressions>{named}</table:named-expressions>")).names == {}
    )


def test_properties_time_and_program_of_an_ods_are_read() -> None:
    meta = '<meta:user-defined meta:name="cchc">CCHC1</meta:user-defined><dc:date>2026-02-01T08:00:00.5</dc:date>'
    book = read_ods(ods(row(FLOAT.format(1)), meta=f"{meta}<meta:generator>LibreOffice/7</meta:generator>"))
    assert (book.properties, book.program) == ({"cchc": "CCHC1"}, "LibreOffice/7")
    assert book.saved == datetime(2026, 2, 1, 8, 0, 0, 500_000)


def test_an_ods_with_a_password_is_refused_as_such() -> None:
    manifest = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    assert refused(read_ods, ods("", manifest=manifest)).reason is Refusal.PASSWORD


@pytest.mark.parametrize(
    "rows",
    [
        row(REPEATED.format(16_384), 1_048_576),
        row(REPEATED.format(300_000)),
        row(FLOAT.format(1), 300_000),
        row(FLOAT.format(1))
        + row("", 1_000_000)
        + row('<table:table-cell table:number-columns-repeated="9999"/>' + FLOAT.format(1)),
    ],
)
def test_a_few_bytes_that_repeat_a_cell_for_ever_are_refused(rows: str) -> None:
    assert refused(read_ods, ods(rows)) == Refused(Refusal.TOO_LARGE, "content.xml")


@pytest.mark.parametrize("count", ["-1", "x", "", "9" * 5000])
def test_a_malformed_repetition_is_refused(count: str) -> None:
    assert refused(read_ods, ods(row(REPEATED.format(count)))).reason is Refusal.BROKEN


def test_empty_rows_to_the_end_of_the_sheet_are_nothing() -> None:
    rows = row(FLOAT.format(1)) + row('<table:table-cell table:number-columns-repeated="16384"/>', 1_048_575)
    assert len(read_ods(ods(rows)).sheets[0].cells) == 1


def test_a_document_type_in_an_ods_is_refused() -> None:
    data = ods("").replace(b"<office:document-content", b"<!DOCTYPE a []><office:document-content")
    assert refused(read_ods, data).reason in (Refusal.UNSAFE, Refusal.BROKEN)


def test_limits_hold_in_the_child() -> None:
    data = xls({(0, 0): 1.0, (0, 1): 22.0, (0, 2): "ba"})
    assert refused(read_xls, data, Limits(cells=2)).reason is Refusal.TOO_LARGE
    assert refused(read_xls, data, Limits(text=4)).reason is Refusal.TOO_LARGE
    assert refused(read_xls, data, Limits(file=100)).reason is Refusal.TOO_LARGE
    assert refused(read_xls, data, Limits(seconds=0.001)) == Refused(Refusal.TOO_SLOW)


@pytest.mark.parametrize("code", ["raise SystemExit(3)", "import os; os.abort()"])
def test_a_child_that_dies_is_a_refused_file(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    run = subprocess.run

    def dying(_: list[str], **options: object) -> object:
        return run([sys.executable, "-c", code], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", dying)
    assert refused(read_xls, xls({(0, 0): 1.0})) == Refused(Refusal.BROKEN, "crash")


def test_modules_lying_about_are_not_imported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    (tmp_path / "python_calamine.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert read_xls(xls({(0, 0): 1.0})).sheets[0].at(0, 0) == Cell(Kind.NUMBER, "1")


def test_chains_that_run_in_a_circle_are_refused() -> None:
    looping = bytearray(xls({(0, 0): 1.0}))
    assert refused(read_xls, ole("Workbook", b"\x09\x08", following=1)).reason is Refusal.BROKEN
    sectors = len(looping) // 512 - 1
    looping[68:76] = sectors.to_bytes(4, "little") + (1).to_bytes(4, "little")
    looping += b"\xff" * 508 + sectors.to_bytes(4, "little")
    assert refused(read_xls, bytes(looping)).reason is Refusal.BROKEN


@pytest.mark.parametrize("data", [OLE, OLE + b"\0" * 504, ole("Workbook", b""), ole("Workbook", b"\x09\x08\xff\xff")])
def test_a_broken_xls_is_refused(data: bytes) -> None:
    assert refused(read_xls, data).reason is Refusal.BROKEN


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (True, (Kind.BOOLEAN, "TRUE", False)),
        (False, (Kind.BOOLEAN, "FALSE", False)),
        (3, (Kind.NUMBER, "3", False)),
        (2.0, (Kind.NUMBER, "2", False)),
        (0.1 + 0.2, (Kind.NUMBER, "0.30000000000000004", False)),
        (1e20, (Kind.NUMBER, "100000000000000000000", False)),
        (float("nan"), (Kind.NUMBER, "nan", False)),
        ("2,5", (Kind.TEXT, "2,5", False)),
        (datetime(2026, 2, 1, 12), (Kind.NUMBER, "46054.5", True)),
        (date(2026, 2, 1), (Kind.NUMBER, "46054", True)),
        (time(6), (Kind.NUMBER, "0.25", True)),
        (timedelta(days=1, hours=12), (Kind.NUMBER, "1.5", True)),
        (None, (Kind.TEXT, "None", False)),
    ],
)
def test_each_kind_of_value_becomes_a_cell(value: object, cell: tuple[Kind, str, bool]) -> None:
    assert other._plain(value) == cell
