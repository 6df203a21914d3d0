"""Filled in and saved by LibreOffice, as people of two locales type: score for score, evidence for evidence."""

from __future__ import annotations

import pytest

from cchc_xlsx import batch
from tests.builders import file_of, founded, merged, send, unit_of
from tests.mangled.registry import SCORES, TOLD, UNIT, base, base_entries, texts_of
from tests.office import convert, recalculated, type_into

pytestmark = pytest.mark.office

CELLS = {"1.1": ("LV 1", 8), "1.2": ("LV 1", 9), "2.1": ("LV 2", 8), "2.2": ("LV 2", 9)}
COLUMNS = "IJKLM"


@pytest.fixture
def folder(tmp_path):
    return founded(tmp_path / "dot")


def come_back(folder, path):
    """Send a file; assert that it counts with every score and text, and return the rules that speak of it."""
    send(folder, path.name, path.read_bytes())
    told = merged(folder)
    assert file_of(told, path.name)["outcome"] == "counted"
    scores = {line["code"]: (line["state"], line["score"]) for line in unit_of(told, UNIT)["criteria"]}
    assert scores == TOLD
    (received,) = batch.check(folder)[1].intake.counted.values()
    texts = {entry.criterion: texts_of(entry) for entry in received.content.entries}
    assert texts == {code: texts_of(entry) for code, entry in base_entries().items()}
    assert unit_of(told, UNIT)["status"] == "complete"
    # LibreOffice writes the time of the test, which is past the made-up deadline.
    return {finding["rule"] for finding in told["findings"] if finding["file"] == path.name} - {"U04"}


def filled_in(tmp_path):
    path = tmp_path / "gui-lai.xlsx"
    path.write_bytes(base())
    return path


@pytest.mark.parametrize("to", ["xlsx", "ods"])
def test_a_filled_workbook_saved_in_another_format_keeps_everything(folder, tmp_path, to):
    assert come_back(folder, convert(filled_in(tmp_path), to, tmp_path / "ra")) == set()


def test_a_filled_workbook_through_two_formats_keeps_everything(folder, tmp_path):
    there = convert(filled_in(tmp_path), "ods", tmp_path / "ra")
    assert come_back(folder, convert(there, "xlsx", tmp_path / "ve")) == set()


def test_a_filled_workbook_calculated_anew_keeps_everything(folder, tmp_path):
    assert come_back(folder, recalculated(filled_in(tmp_path), tmp_path / "ra")) == set()


def keys(locale):
    """Return what a person's keys put into the cells: numbers with the comma or the point of the locale."""
    cells = {}
    for code, (sheet, row) in CELLS.items():
        text = str(SCORES[code])
        cells[sheet, f"G{row}"] = text.replace(".", ",") if locale == "vi-VN" else text
        for column, said in zip(COLUMNS, texts_of(base_entries()[code]), strict=True):
            if said:
                cells[sheet, f"{column}{row}"] = said
    return cells


@pytest.mark.parametrize(("locale", "form"), [("vi-VN", "xlsx"), ("vi-VN", "ods"), ("en-US", "xlsx"), ("en-US", "ods")])
def test_a_workbook_typed_into_by_people_of_a_locale_counts_score_for_score(folder, tmp_path, locale, form):
    issued = next(path for path in batch.generate(folder) if path.name.startswith(UNIT))
    out = type_into(issued, tmp_path / f"gui-lai.{form}", keys(locale), save_as=form, locale=locale)
    assert come_back(folder, out) == set()


def test_a_point_typed_on_a_vietnamese_computer_counts_and_is_said(folder, tmp_path):
    """The spreadsheet takes it for a text, which no total sums; the score is there all the same."""
    cells = keys("vi-VN") | {("LV 1", "G8"): "38.5"}
    issued = next(path for path in batch.generate(folder) if path.name.startswith(UNIT))
    out = type_into(issued, tmp_path / "gui-lai.xlsx", cells, locale="vi-VN")
    assert "T01" in come_back(folder, out)
