"""The summary workbook: what is shown of the points, and that what came from outside stays text."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest

from cchc_xlsx.excel.read import read
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.campaign import Campaign, RankingRule, Settings, Unit
from cchc_xlsx.model.criteria import CriteriaSet, Criterion
from cchc_xlsx.model.received import Outcome
from cchc_xlsx.model.submission import State
from cchc_xlsx.model.summary import AreaScore, CriterionScore, FileOutcome, Result, Scorecard, Status, Summary
from cchc_xlsx.workbooks.summary import areas, board, files, fill_summary, notes, ranking
from tests.workbooks.summaries import only_cells

THIRD = Decimal("71.42857142857142857142857143")


def result(code, points, rank, name="Xã"):
    card = Scorecard(
        points,
        Decimal(100),
        points,
        (AreaScore("1", points, Decimal(100)),),
        (CriterionScore("1", points, Decimal(100), State.SCORED),),
    )
    return Result(Unit(code, name), Status.COMPLETE, card, rank, 2, "Khá", f"{code}.xlsx")


def summary(decimals=2, results=None, path="a.xlsx", rule=RankingRule.DENSE):
    campaign = Campaign(
        Settings("thu", "Thử", 2023, "UBND", decimals=decimals, ranking=rule),
        CriteriaSet((Criterion("1", "Lĩnh vực", Decimal(100)),)),
    )
    results = results or (result("00001", THIRD, 1), result("00002", Decimal("62.5"), 2))
    return Summary(campaign, results, (FileOutcome(path, "0" * 64, Outcome.COUNTED, "00001"),), ())


def opened(made):
    return openpyxl.load_workbook(io.BytesIO(written(fill_summary(made, "vi"))))


def found(sheet, table, key, row):
    """Return the cell of a key in the n-th data row below the heading."""
    top = next(r for r in range(1, 30) if sheet.cell(r, 1).value == table.marker)
    return sheet.cell(top + 2 + row, table.offset(key) + 1)


@pytest.mark.parametrize(("decimals", "form"), [(0, "0"), (2, "0.00"), (3, "0.000"), (6, "0.000000")])
def test_points_are_shown_with_the_campaigns_decimals_and_kept_in_full(decimals, form):
    made = summary(decimals)
    workbook = opened(made)
    for sheet, table, keys in (
        (workbook[ranking.TABLE.title.vi], ranking.table(made), ("points", "maximum", "index")),
        (workbook["Theo lĩnh vực"], areas.table(made), ("area_1", "points")),
    ):
        for key in keys:
            assert found(sheet, table, key, 0).number_format == form
        assert found(sheet, table, "points", 0).value == pytest.approx(float(THIRD), abs=1e-12)


@pytest.mark.parametrize("rule", RankingRule)
def test_the_rule_for_equals_is_printed_under_the_table(rule):
    texts = {cell.text for cell in fill_summary(summary(rule=rule), "vi").sheet(ranking.TABLE.title.vi).cells.values()}
    assert f"– {notes.TIES[rule].vi}" in texts


@pytest.mark.parametrize(
    "name", ["=1+1", "=cmd|x!A1", "+1", "<b>", "http://a.vn", "a#b & 'c' \"d\".xlsx", "a%20b.xlsx"]
)
def test_names_from_outside_stay_text(name):
    made = summary(results=(result("00001", Decimal("62.5"), 1, name),), path=f"lan 1/{name}.xlsx")
    book = fill_summary(made, "vi").whole()
    assert read(written(book)) == book
    workbook = opened(made)
    formulas = [c.value for sheet in workbook for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert all(only_cells(formula.removeprefix("="), workbook.sheetnames) for formula in formulas)


def test_units_of_which_nothing_came_are_listed_and_never_a_zero():
    absent = Result(Unit("00003", "Xã Ba"), Status.MISSING)
    made = summary(results=(result("00001", THIRD, 1), absent))
    workbook = opened(made)
    sheet, layout = workbook[board.TABLE.title.vi], board.table(made)
    assert [found(sheet, layout, key, 0).value for key in ("unit", "status", "next")] == [
        "00003",
        "– Chưa có tệp",
        "Nhắc đơn vị gửi tệp.",
    ]
    sheet = workbook[ranking.TABLE.title.vi]
    assert found(sheet, ranking.table(made), "unit", 1).value == "00003"
    assert [found(sheet, ranking.table(made), key, 1).value for key in ("points", "index", "rank")] == [None, None, "–"]


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("lan 1/a b.xlsx", "lan%201/a%20b.xlsx"),
        ("a#b.xlsx", "a%23b.xlsx"),
        ("a%20b.xlsx", "a%2520b.xlsx"),
        ("[1] tiếng Việt.xlsx", "%5B1%5D%20tiếng%20Việt.xlsx"),
    ],
)
def test_a_link_leads_to_the_file_whatever_its_name(path, target):
    sheet = opened(summary(path=path))[files.TABLE.title.vi]
    link = found(sheet, files.TABLE, "path", 0).hyperlink
    assert link.target.replace("\\", "/") == f"../nhan-ve/{target}"
    assert link.location is None
