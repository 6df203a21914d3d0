"""What sheets have in common is made once, and is what xlsxwriter makes of each: charts, their places, rows."""

from __future__ import annotations

import gc
import io
import weakref
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from xlsxwriter.packager import Packager
from xlsxwriter.workbook import Workbook

from cchc_xlsx.excel import chart, flow, laid, packing
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.book import ROW, Book, Cell, Chart, ChartKind, Kind, Series, Sheet
from cchc_xlsx.workbooks.draft import Draft

SHEETS = 6


def drawn(kind=ChartKind.COLUMN, first=3, **about):
    """Return a chart of two columns below each other's headings, from a row on."""
    codes = (first, 1, first + 3, 1)
    series = tuple(Series((first - 1, column), codes, (first, column, first + 3, column)) for column in (2, 3))
    return replace(Chart(kind, "Tỷ lệ & <đạt>", series, (first + 6, 1, first + 16, 4), about="Lời tả"), **about)


def page(number, shown, *, codes=("1", "2", "1.10", "4"), first=3):
    draft = Draft(f"Trang '{number}' & <b>", "vi")
    draft.columns |= {0: (2, True, ""), 1: (24, False, "")}
    for column, words in ((2, "Điểm"), (3, "")):
        draft.put(first - 1, column, words, "header")
    for row, code in enumerate(codes, first):
        draft.put(row, 1, code, "code")
        draft.put(row, 2, Decimal(row * number) / 8, "points", formula=f"D{row + 1}/8")
        draft.put(row, 3, None if row == first + 1 else Decimal(number), "points")
    draft.cells[first + 3, 3] = Cell(Kind.NUMBER, "0.30000000000000004")
    draft.chart(shown)
    return draft.sheet()


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def each_made_anew(book, monkeypatch):
    """Return the parts of a book of whose charts xlsxwriter makes each, and where each stands."""
    with monkeypatch.context() as patch:
        insert = chart.insert
        patch.setattr(chart, "insert", lambda *told: insert(*told[:4]))
        patch.setattr(packing._Packager, "_write_drawing_files", Packager._write_drawing_files)
        return parts(written(book))


def counted(monkeypatch, where, name):
    """Return a list that grows with each call of a method."""
    calls, method = [], getattr(where, name)
    monkeypatch.setattr(where, name, lambda *told, **more: calls.append(name) or method(*told, **more))
    return calls


@pytest.mark.parametrize("kind", ChartKind)
@pytest.mark.parametrize("codes", [("1", "2", "1.10", "4"), ("Xã 'Một' & <b>", "2", "=1+1", "_x0041_")])
def test_charts_like_one_made_before_are_those_xlsxwriter_makes(kind, codes, monkeypatch):
    sheets = [page(n, drawn(kind, first=3 + n % 3), codes=codes, first=3 + n % 3) for n in range(1, SHEETS + 1)]
    anew = each_made_anew(Book(tuple(sheets)), monkeypatch)
    made = counted(monkeypatch, Workbook, "add_chart")
    stamped = parts(written(Book(tuple(sheets))))
    assert len(made) == 1
    assert [name for name in anew if name.startswith("xl/charts/")] == [
        f"xl/charts/chart{n}.xml" for n in range(1, SHEETS + 1)
    ]
    assert stamped == anew


def test_a_chart_is_like_another_only_where_nothing_but_its_figures_differs(monkeypatch):
    names = drawn().series[0]
    charts = [
        drawn(),
        drawn(),
        drawn(title="Khác"),
        drawn(highest=Decimal(100)),
        drawn(labels=True, decimals=2),
        drawn(series=(names,)),
        drawn(series=(replace(names, name="Tên"), drawn().series[1])),
        drawn(series=(replace(names, name="Nơi khác 1!C3"), drawn().series[1]), title="Nơi khác 1!B2"),
        drawn(series=(replace(names, name="Nơi khác 1!C3"), drawn().series[1]), title="Nơi khác 1!B2"),
        drawn(about="Chỉ khác lời tả"),
    ]
    sheets = [page(n, each) for n, each in enumerate(charts, 1)]
    sheets.append(page(20, drawn(), codes=("mã", "chữ", "không", "số")))
    elsewhere = tuple(replace(each, sheet=sheets[0].title) for each in drawn().series)
    sheets += [Sheet(f"Nơi khác {n}", look=page(n, drawn(series=elsewhere)).look) for n in (1, 2)]
    anew = each_made_anew(Book(tuple(sheets)), monkeypatch)
    made = counted(monkeypatch, Workbook, "add_chart")
    assert parts(written(Book(tuple(sheets)))) == anew
    assert len(made) == len(sheets) - 3, "the second, the ninth and the tenth"


def lined(number, lines):
    """Return a sheet with lines among rows of its own."""
    draft = Draft(f"Trang {number}", "vi")
    draft.columns |= {0: (2, True, ""), 1: (12, False, ""), 2: (9, False, "")}
    draft.put(0, 1, f"Của trang {number}", "title_left")
    draft.link(0, 1, "Trang 1")
    draft.lines |= {1: lines[0], 2: lines[1], 4: lines[0]}
    draft.put(3, 1, f"Giữa {number}", "text")
    draft.put(5, 2, Decimal(number), "points")
    draft.rows |= {1: (40, False), 2: (None, True)}
    draft.repeat(7, lines)
    draft.lead(f"../nhan-ve/tệp {number}.xlsx", deep=number % 2 == 1)
    draft.put(7 + len(lines), 1, "Cuối", "text")
    series = Series((1, 1), (7, 1, 9, 1), (7, 2, 9, 2))
    draft.chart(Chart(ChartKind.COLUMN, "Của các dòng", (series,), (4, 3, 8, 6)))
    return draft.sheet()


def lines_of(count=3):
    found = []
    for number in range(count):
        draft = Draft("", "vi")
        draft.put(0, 1, "chữ dài " * 4 * (number % 2) + str(number), "text")
        draft.put(0, 2, Decimal(number), "points.bold", formula=f"A{ROW}+B{ROW}")
        draft.put(0, 4, None, "text")
        found.append(draft.line({1: f"'LV 1'!D{number}"}))
    return found


def test_lines_come_to_the_bytes_of_the_same_rows_put_down_on_each_sheet():
    book = Book(tuple(lined(number, lines) for lines in [lines_of()] for number in range(1, 4)))
    assert written(book) == written(book.whole())


def test_a_line_is_laid_down_once_for_all_sheets(monkeypatch):
    def rows(sheets):
        lines = lines_of(20)
        book = Book(tuple(lined(number, lines) for number in range(1, sheets + 1)))
        with monkeypatch.context() as patch:
            calls = counted(patch, laid.Laid, "_row")
            written(book)
        return len(calls)

    own = 4
    assert rows(5) - rows(3) == 2 * own


def test_a_sheet_has_either_lines_or_a_flow():
    draft = Draft("Cả hai", "vi", flows=True)
    draft.follow(3, lambda _: iter(()))
    draft.lines[0] = lines_of(1)[0]
    with pytest.raises(ValueError, match="flows already"):
        draft.sheet()


@pytest.mark.parametrize("write", [written, flow.written])
def test_what_has_been_written_is_let_go_of_without_the_garbage_collector(write):
    book = Book(tuple(page(n, drawn()) for n in range(1, 4)))
    held = [weakref.ref(sheet) for sheet in book.sheets]
    gc.disable()
    try:
        write(book)
        del book
        assert [each() for each in held] == [None] * 3
    finally:
        gc.enable()


@pytest.mark.parametrize("path", ["x" * 2_000, "tệp\x01.xlsx", ""])
def test_lines_lead_nowhere_where_no_link_can_name_the_file(path):
    draft = Draft("Trang", "vi")
    draft.repeat(0, lines_of())
    if path:
        draft.lead(path, deep=True)
    sheet = draft.sheet().whole()
    assert sheet.at(0, 1).text == "0"
    assert not sheet.look.links


def test_a_spot_that_no_link_can_name_is_left_out():
    draft = Draft("", "vi")
    draft.put(0, 1, "một", "link")
    assert set(draft.line({1: "'LV 1'!D7", 2: "'" + "x" * 300 + "'!D7", 3: "'\x01'!D7"}).spots) == {1}
