"""Filled in and saved by libraries of the web: score for score, evidence for evidence, and what was lost is said."""

from __future__ import annotations

import pytest

from cchc_xlsx import batch
from tests.builders import file_of, founded, merged, send, state_of, unit_of
from tests.mangled.registry import SCORES, TOLD, UNIT, base, base_entries, texts_of
from tests.web.node import saved_by

pytestmark = pytest.mark.web

#: The score cells of the made-up campaign, and its columns of texts.
CELLS = {"1.1": ("LV 1", 8), "1.2": ("LV 1", 9), "2.1": ("LV 2", 8), "2.2": ("LV 2", 9)}
COLUMNS = "IJKLM"
#: What is said of a file, by library and format: properties are dropped, no total is calculated anew, an .xls has
#: values only.
SAID = {
    ("exceljs", "xlsx"): {"I07", "T01"},
    ("sheetjs", "xlsx"): {"T01"},
    ("sheetjs", "xls"): {"F09", "I07", "T01"},
}


@pytest.fixture
def folder(tmp_path):
    return founded(tmp_path / "dot")


def typed():
    """Return what a person types: scores, evidence, explanations, by sheet and cell."""
    cells = {}
    for code, (sheet, row) in CELLS.items():
        value = SCORES[code]
        cells[sheet, f"G{row}"] = value if isinstance(value, str) else float(value)
        for column, text in zip(COLUMNS, texts_of(base_entries()[code]), strict=True):
            if text:
                cells[sheet, f"{column}{row}"] = text
    return cells


def come_back(folder, name):
    """Return what is told of a file, its scores and its texts as they came back."""
    told = merged(folder)
    scores = {line["code"]: (line["state"], line["score"]) for line in unit_of(told, UNIT)["criteria"]}
    (received,) = batch.check(folder)[1].intake.counted.values()
    texts = {entry.criterion: texts_of(entry) for entry in received.content.entries}
    rules = {finding["rule"] for finding in told["findings"] if finding["file"] == name}
    return file_of(told, name), scores, texts, rules


@pytest.mark.parametrize(("library", "form"), SAID)
def test_a_workbook_typed_into_and_saved_counts_score_for_score(folder, tmp_path, library, form):
    issued = next(path for path in batch.generate(folder) if path.name.startswith(UNIT))
    out = saved_by(library, issued, tmp_path / f"gui-lai.{form}", typed())
    send(folder, out.name, out.read_bytes())
    before = state_of(folder.received)
    line, scores, texts, rules = come_back(folder, out.name)
    assert line["outcome"] == "counted"
    assert scores == TOLD
    assert texts == {code: texts_of(entry) for code, entry in base_entries().items()}
    assert rules == SAID[library, form]
    assert state_of(folder.received) == before


@pytest.mark.parametrize("library", ["exceljs", "sheetjs"])
def test_a_filled_workbook_saved_without_a_change_keeps_every_score(folder, tmp_path, library):
    (tmp_path / "goc.xlsx").write_bytes(base())
    out = saved_by(library, tmp_path / "goc.xlsx", tmp_path / "gui-lai.xlsx", {})
    send(folder, out.name, out.read_bytes())
    line, scores, texts, rules = come_back(folder, out.name)
    assert line["outcome"] == "counted"
    assert scores == TOLD
    assert texts == {code: texts_of(entry) for code, entry in base_entries().items()}
    assert rules == SAID[library, "xlsx"] - {"T01"}


def test_an_ods_that_calamine_cannot_read_is_said_to_be_unreadable(folder, tmp_path):
    """SheetJS sets its .ods in lines; calamine takes the blanks between the cells for a fault of the file."""
    (tmp_path / "goc.xlsx").write_bytes(base())
    out = saved_by("sheetjs", tmp_path / "goc.xlsx", tmp_path / "gui-lai.ods", {})
    send(folder, out.name, out.read_bytes())
    told = merged(folder)
    assert file_of(told, out.name)["outcome"] == "unreadable"
    assert [finding["rule"] for finding in told["findings"] if finding["file"]] == ["F01"]


def test_one_library_after_the_other_keeps_every_score(folder, tmp_path):
    """Opened on the web, then by somebody else's program, then on the web again."""
    (tmp_path / "0.xlsx").write_bytes(base())
    for number, library in enumerate(("sheetjs", "exceljs", "sheetjs", "exceljs")):
        saved_by(library, tmp_path / f"{number}.xlsx", tmp_path / f"{number + 1}.xlsx", {})
    send(folder, "gui-lai.xlsx", (tmp_path / "4.xlsx").read_bytes())
    assert come_back(folder, "gui-lai.xlsx")[1] == TOLD
