"""Charts: native, over the cells they are to cover, of the figures that stand in the cells, and readable in grey."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from cchc_xlsx.excel import style
from cchc_xlsx.excel.read import read
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.book import Book, Cell, Chart, ChartKind, Kind, Look, Page, Series, Sheet, cell
from tests import office

UNITS = ("Xã Một", "Xã 'Hai' & <b>", "=1+1", "Phường Bốn")
CHART = Chart(
    ChartKind.BAR,
    "Xếp hạng",
    (
        Series((0, 1), (1, 0, 4, 0), (1, 1, 4, 1), "Số 'ghi' kèm"),
        Series((0, 2), (1, 0, 4, 0), (1, 2, 4, 2), "Số 'ghi' kèm"),
    ),
    area=(1, 1, 20, 6),
    about="Chỉ số từng đơn vị",
    category_title="Đơn vị",
    value_title="Chỉ số (%)",
    lowest=Decimal(0),
    highest=Decimal(100),
    decimals=2,
    labels=True,
)


def book(*charts):
    cells = {(0, 1): cell("Điểm"), (0, 2): cell("Tối đa")}
    for row, name in enumerate(UNITS, 1):
        cells |= {
            (row, 0): cell(name),
            (row, 1): cell(Decimal(row) * Decimal("20.125")),
            (row, 2): Cell(Kind.NUMBER, "100", "50+50"),
        }
    look = Look(charts=charts, columns={0: (2, True, ""), 1: (20, False, "")}, rows={3: (40, False), 4: (None, True)})
    return Book((Sheet("Hình", {(0, 0): cell("x")}, look=look), Sheet("Số 'ghi' kèm", cells)))


def parts(data, pattern=r"xl/charts/chart\d+\.xml"):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name).decode() for name in sorted(archive.namelist()) if re.fullmatch(pattern, name)]


def part(chart=CHART):
    (xml,) = parts(written(book(chart)))
    return xml


@pytest.mark.parametrize("kind", ChartKind)
def test_every_kind_of_chart_is_native_and_names_the_cells_it_shows(kind):
    (made,) = openpyxl.load_workbook(io.BytesIO(written(book(replace(CHART, kind=kind)))))["Hình"]._charts
    shape = {ChartKind.STACKED: "barChart", ChartKind.COLUMN: "barChart"}.get(kind, f"{kind.value}Chart")
    assert made.tagname == shape
    assert [each.val.numRef.f for each in made.series] == ["'Số ''ghi'' kèm'!$B$2:$B$5", "'Số ''ghi'' kèm'!$C$2:$C$5"]
    assert {each.cat.strRef.f for each in made.series} == {"'Số ''ghi'' kèm'!$A$2:$A$5"}
    assert made.series[0].tx.strRef.f == "'Số ''ghi'' kèm'!$B$1"


def test_the_figures_are_kept_in_the_chart_for_programs_that_do_not_look_them_up():
    first, second = re.findall(r"<c:ser>.*?</c:ser>", part(), re.DOTALL)
    assert "<c:v>20.125</c:v>" in first
    assert "<c:v>100</c:v>" in second, "the stored result of a formula"
    assert "<c:v>Xã 'Hai' &amp; &lt;b&gt;</c:v>" in first


def test_a_title_that_looks_like_a_formula_stays_a_text():
    xml = part(replace(CHART, title="=1+1", series=(replace(CHART.series[0], name="=2+2"),)))
    assert re.search(r"<a:t>\u200b=1\+1</a:t>", xml)
    assert re.search(r"<c:v>\u200b=2\+2</c:v>", xml)


def test_a_chart_covers_the_cells_it_is_given():
    (drawing,) = parts(written(book(CHART)), r"xl/drawings/drawing1\.xml")
    corner = re.findall(r"<xdr:(col|row|colOff|rowOff)>(\d+)</xdr", drawing)
    assert corner[:4] == [("col", "1"), ("colOff", "0"), ("row", "1"), ("rowOff", "0")]
    assert corner[4:] == [("col", "7"), ("colOff", "0"), ("row", "21"), ("rowOff", "0")]
    assert 'descr="Chỉ số từng đơn vị"' in drawing


def test_bounds_titles_and_decimals_are_those_asked_for():
    xml = part()
    assert '<c:min val="0"/>' in xml
    assert '<c:max val="100"/>' in xml
    assert '<c:dLbls><c:numFmt formatCode="0.00" sourceLinked="0"/>' in xml
    assert {"Xếp hạng", "Đơn vị", "Chỉ số (%)"} <= set(re.findall(r"<a:t>([^<]*)</a:t>", xml))
    assert '<c:showVal val="1"/>' in xml
    assert "<c:showVal" not in part(replace(CHART, labels=False))


def test_the_first_of_lying_bars_is_on_top():
    assert re.search(r'<c:catAx><c:axId val="\d+"/><c:scaling><c:orientation val="maxMin"/>', part())
    assert '<c:orientation val="maxMin"/>' not in part(replace(CHART, kind=ChartKind.COLUMN))


def test_a_legend_stands_only_where_there_is_something_to_tell_apart():
    assert "<c:legend>" in part()
    assert "<c:legend>" not in part(replace(CHART, series=CHART.series[:1]))


def test_series_differ_without_their_colours():
    fills = [str(style.filling(number)) for number in range(6)]
    lines = [style.stroke(number) for number in range(5)]
    assert len(set(fills)) == 6
    assert len({(line["line"]["dash_type"], line["marker"]["type"]) for line in lines}) == 5


def test_the_same_charts_give_the_same_bytes_and_are_not_read_back():
    made = book(CHART, replace(CHART, kind=ChartKind.RADAR, area=(22, 1, 40, 6)))
    assert written(made) == written(made)
    assert len(parts(written(made))) == 2
    assert read(written(made)) == made


def test_a_page_that_says_it_all_prints_on_one_sheet():
    for page, height in ((Page(single=True), None), (Page(), 0)):  # one is what the format means where it says nothing
        made = Book((Sheet("x", {(0, 0): cell("x")}, look=Look(page=page)),))
        sheet = openpyxl.load_workbook(io.BytesIO(written(made))).active
        assert sheet.page_setup.fitToHeight == height


@pytest.mark.office
@pytest.mark.parametrize("kind", ChartKind)
def test_libreoffice_keeps_a_chart_a_chart(kind, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(written(book(replace(CHART, kind=kind))))
    (xml,) = parts(office.convert(path, "xlsx", tmp_path / "out").read_bytes())
    assert len(re.findall(r"<c:ser>", xml)) == 2
    assert "<c:v>20.125</c:v>" in xml
