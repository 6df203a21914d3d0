"""Sheets that flow: what stands in the file is what the same sheet written whole has, and nothing is left behind."""

from __future__ import annotations

import io
import re
import tempfile
import tracemalloc
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from cchc_xlsx.excel import flow, write
from cchc_xlsx.excel.read import read
from cchc_xlsx.excel.rows import visit_rows
from cchc_xlsx.model.book import Book, Cell, Chart, ChartKind, Kind, Page, Series
from cchc_xlsx.workbooks.draft import Draft

TEXTS = (
    "xã",
    " đầu và cuối ",
    "a & b < c > \"d\" 'e'",
    "dòng\nmới",
    "x" * 300,
    "\x07chuông",
    "<r>thô</r>",
    "1.10",
    "=1",
)
TROUBLE = ("_x0041_", "_x0041_x0042_", "\ud800")


def book(rows=40, *, flows=True, texts=TEXTS, before=None):
    draft = Draft("Dài", "vi", flows=flows)
    draft.put(0, 0, "cchc/skip", "key")
    draft.put(0, 1, "Đầu trang", "title_left")
    draft.put(1, 1, "Tên", "header")
    draft.put(1, 2, "Điểm", "header")
    draft.columns |= {0: (2, True, ""), 1: (24, False, ""), 2: (9, False, "points"), 3: (9, False, "")}
    draft.rows[1] = (40, False)

    def lines(to):
        for row in range(2, 2 + rows):
            if before:
                before(row)
            to.put(row, 1, texts[row % len(texts)], "text")
            to.put(row, 2, Decimal(row) / 4, "points")
            to.put(row, 3, Decimal(row) / 2, "points2.bold", formula=f'IF(A{row}<"&",C{row + 1}*2,0)')
            to.put(row, 4, "không & có", "text", formula='"không & có"')
            to.put(row, 5, row % 2 == 0, "centre")
            to.put(row, 6, date(2024, 1, 1 + row % 28), "moment")
            to.put(row, 7, None, "text")
            to.put(row, 8, date(2024, 2, 2))
            to.put(row, 9, f"tệp {row % 3}", "text")
            to.cells[row, 10] = Cell(Kind.ERROR, "#N/A")
            if row % 3 == 0:
                to.link_file(row, 9, f"../nhan-ve/tệp {row % 5}.xlsx", "LV 1", "D7")
                to.link(row, 1, "Tóm tắt")
            yield

    draft.follow(2, lines)
    draft.put(2 + rows, 1, "Cuối", "text.total")
    draft.put(2 + rows, 2, Decimal(rows), "points.total", formula=f"SUM(C3:C{2 + rows})")
    draft.freeze, draft.filter = (2, 2), (1, 1, 1 + rows, 3)
    draft.page = Page(repeat=(1, 1), area=(0, 1, 2 + rows, 3), below="Đợt")
    draft.scales.append(((2, 2, 1 + rows, 2), Decimal(10)))
    first = Draft("Tóm tắt", "vi")
    first.put(0, 0, "Một trang thường", "text")
    series = Series((1, 2), (2, 1, 11, 1), (2, 2, 11, 2), "Dài")
    first.chart(Chart(ChartKind.BAR, "Điểm", (series,), (2, 0, 20, 6)))
    return Book((first.sheet(), draft.sheet()))


def test_the_whole_sheet_is_what_the_same_rows_put_down_at_once_come_to():
    flowing, whole = book().sheets[1], book(flows=False).sheets[1]
    assert flowing.flow
    assert not whole.flow
    assert flowing != whole, "what flows equals nothing but itself"
    made = flowing.whole()
    assert made == whole
    assert (made.look.styles, made.look.links) == (whole.look.styles, whole.look.links)
    assert sorted(made.cells) == sorted(at for piece in flowing.pieces() for at in piece.cells)


def test_a_sheet_flows_once():
    draft = Draft("Dài", "vi", flows=True)
    draft.follow(0, lambda _: ())
    with pytest.raises(ValueError, match="Dài"):
        draft.follow(1, lambda _: ())


def test_rows_come_from_top_to_bottom_and_can_be_asked_for_again():
    sheet = book().sheets[1]
    rows = [min(piece.cells)[0] for piece in sheet.pieces()]
    assert rows == sorted(rows)
    assert [dict(piece.cells) for piece in sheet.pieces()] == [dict(piece.cells) for piece in sheet.pieces()]


def test_what_is_read_back_is_the_book():
    assert read(flow.written(book())) == read(write.written(book(flows=False)))
    assert read(write.written(book())) == read(write.written(book(flows=False)))
    for text in TROUBLE:
        one, other = book(1, texts=(text,)), book(1, texts=(text,), flows=False)
        assert read(flow.written(one)).sheets[1] == read(write.written(other)).sheets[1]


def test_cells_look_as_they_do_written_whole():
    pair = (flow.written(book()), write.written(book(flows=False)))
    one, other = (openpyxl.load_workbook(io.BytesIO(data))["Dài"] for data in pair)
    for row in range(2, 44):
        assert one.row_dimensions[row].height == other.row_dimensions[row].height
        for column in range(1, 12):
            mine, its = one.cell(row, column), other.cell(row, column)
            for part in ("value", "font", "border", "fill", "alignment", "number_format", "data_type", "protection"):
                assert repr(getattr(mine, part)) == repr(getattr(its, part)), (row, column, part)
            assert (mine.hyperlink is None) == (its.hyperlink is None)
            if mine.hyperlink:
                for part in ("target", "location", "tooltip", "ref"):
                    assert getattr(mine.hyperlink, part) == getattr(its.hyperlink, part)
    assert (one.freeze_panes, one.auto_filter.ref) == (other.freeze_panes, other.auto_filter.ref)
    assert (one.print_area, one.print_title_rows) == (other.print_area, other.print_title_rows)
    assert {c: d.width for c, d in one.column_dimensions.items()} == {
        c: d.width for c, d in other.column_dimensions.items()
    }


def test_a_chart_of_rows_that_flow_keeps_its_figures():
    def chart(data):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return parts.read("xl/charts/chart1.xml")

    assert b"<c:v>2.5</c:v>" in chart(flow.written(book()))
    assert chart(flow.written(book())) == chart(write.written(book(flows=False)))


def test_what_many_cells_lead_to_is_told_once():
    with zipfile.ZipFile(io.BytesIO(flow.written(book()))) as parts:
        relations = parts.read("xl/worksheets/_rels/sheet2.xml.rels").decode()
        sheet = parts.read("xl/worksheets/sheet2.xml").decode()
    targets = re.findall(r'Target="([^"]*)"', relations)
    assert len(targets) == len(set(targets)) == 5
    assert len(re.findall("<hyperlink .*?r:id=", sheet)) == sum(row % 3 == 0 for row in range(2, 42))


def test_the_same_book_gives_the_same_bytes():
    assert flow.written(book()) == flow.written(book())


def test_a_book_without_such_a_sheet_has_the_parts_it_ever_had():
    def parts(data):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    assert parts(flow.written(book(flows=False))) == parts(write.written(book(flows=False)))


@pytest.mark.parametrize("fails", [False, True])
def test_no_file_is_left_behind(tmp_path, monkeypatch, fails):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(flow, "_IN_MEMORY", 0)
    seen = []

    def before(row):
        seen.append(row)
        if fails and row == 30:
            raise KeyboardInterrupt

    if fails:
        with pytest.raises(KeyboardInterrupt):
            flow.written(book(before=before))
    else:
        flow.written(book(before=before))
    assert seen
    assert not list(tmp_path.iterdir())


def most_while_written(book):
    """Return the most bytes that were held at a time while a book was written."""
    tracemalloc.start()
    flow.written(book)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_memory_does_not_grow_with_the_rows():
    def peak(rows):
        draft = Draft("Dài", "vi", flows=True)
        draft.follow(0, lambda to: (to.put(row, 0, "xã", "text") for row in range(rows)))
        return most_while_written(Book((draft.sheet(),)))

    peak(10)
    few = peak(2_000)
    assert peak(20_000) < few + 500_000, "a row takes more than 25 bytes, packed ones included"


def test_a_link_to_a_file_takes_little_once_its_sheet_is_written():
    def peak(links):
        drafts = [Draft(f"Trang {number}", "vi", flows=True) for number in range(4)]

        def rows(to):
            for row in range(links):
                to.put(row, 0, "xem", "link")
                to.link_file(row, 0, f"../nhan-ve/{row:06}.xlsx")
                yield

        for draft in drafts:
            draft.follow(0, rows)
        return most_while_written(Book(tuple(draft.sheet() for draft in drafts)))

    peak(10)
    assert peak(9_000) - peak(3_000) < 6_000 * 500, "four sheets' links, one of them being written, and all packed"


def test_rows_are_visited_one_by_one_with_what_they_show():
    found = []
    visit_rows(io.BytesIO(flow.written(book())), "Dài", lambda line: found.append(dict(line)))
    lines = {}
    for (row, column), cell in read(write.written(book(flows=False))).sheets[1].cells.items():
        if cell.text:
            lines.setdefault(row, {})[column] = (cell.kind, cell.text)
    assert [{at: (c.kind, c.text) for at, c in line.items()} for line in found] == [lines[row] for row in sorted(lines)]
    with pytest.raises(KeyError):
        visit_rows(io.BytesIO(flow.written(book())), "Không có", found.append)
