"""The real case: xã Hà Bắc's self scores of 2023, typed into its workbook, come out as 94.5 of 100."""

from __future__ import annotations

import csv
from decimal import Decimal

import openpyxl
import pytest

from cchc_xlsx import batch
from cchc_xlsx.batch import Folder
from cchc_xlsx.stock import samples_folder
from tests.builders import merged, unit_of

AREAS = {"1": "15", "2": "11", "3": "18", "4": "11", "5": "12", "6": "12", "7": "15.5"}
MAXIMA = ("17", "11", "18", "11", "14", "12", "17")  # of the areas, by the guidance 3683/HD-UBND


@pytest.fixture
def folder(tmp_path):
    """The campaign folder, with the workbook that xã Hà Bắc was handed out filled in as a person fills it."""
    folder = Folder(tmp_path / "dot")
    batch.init(folder, "ha-trung-2023")
    (issued,) = batch.generate(folder)
    workbook = openpyxl.load_workbook(issued)
    with (samples_folder() / "ha-bac-2023" / "diem-tu-cham.csv").open(encoding="utf-8", newline="") as file:
        typed = {row["criterion"]: row["self_score"] for row in csv.DictReader(file)}
    assert len(typed) == 40
    for sheet in workbook.worksheets:
        keys = {}
        for row in sheet.iter_rows():
            values = {cell.value: cell.column for cell in row if isinstance(cell.value, str)}
            if "cchc/self_score/1" in values:
                keys = values
            elif keys:
                key = sheet.cell(row[0].row, keys["key"]).value
                code = str(key or "").removeprefix("TC-")
                if code in typed:
                    score = float(typed.pop(code).replace(",", "."))
                    sheet.cell(row[0].row, keys["self_score"]).value = score
    assert not typed
    workbook.save(folder.received / "gui lai.xlsx")
    return folder


def test_ha_bacs_real_scores_give_the_right_areas_and_94_5_of_100_in_json(folder):
    unit = unit_of(merged(folder), "15280")
    assert {area["code"]: area["points"] for area in unit["areas"]} == AREAS
    assert (unit["points"], unit["maximum"]) == ("94.5", "100")
    assert [area["maximum"] for area in unit["areas"]] == list(MAXIMA)
    assert len(unit["criteria"]) == 40
    assert unit["file"] == "gui lai.xlsx"


def test_ha_bacs_real_scores_give_the_right_areas_and_94_5_of_100_in_the_workbook(folder):
    batch.merge(folder)
    workbook = openpyxl.load_workbook(folder.results / "tong-hop.xlsx")
    rows = {title: list(workbook[title].iter_rows(values_only=True)) for title in ("Theo lĩnh vực", "Xếp hạng")}
    areas = next(row for row in rows["Theo lĩnh vực"] if row[1] == "15280")
    keys = next(row for row in rows["Theo lĩnh vực"] if row[0] == "cchc/areas/1")
    by_key = dict(zip(keys, areas, strict=True))
    assert {key: Decimal(str(by_key[f"area_{key}"])) for key in AREAS} == {k: Decimal(v) for k, v in AREAS.items()}
    assert by_key["points"] == 94.5
    ranking = next(row for row in rows["Xếp hạng"] if "15280" in row)
    assert 94.5 in ranking
    assert 100 in ranking
