"""From the bytes of one cell to its score in the result: every form that people and programs give to a score."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from xml.sax.saxutils import escape

import pytest

from tests.builders import filled, founded, merged, send, unit_of

SHEET = "xl/worksheets/sheet3.xml"  # of area 1; criterion 1.2 stands in row 9, its maximum is 20


def repacked(data, change, more=()):
    """Return a workbook with the XML of area 1's sheet changed, and with more parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part.decode()) if name == SHEET else part)
        for name, part in more:
            new.writestr(name, part)
    return out.getvalue()


def with_cell(reference, attributes, inside):
    """Return a change of a sheet that puts another cell in a place; its style stays unless the attributes tell one."""

    def change(xml):
        style = "" if " s=" in attributes else r"\1"
        new = f'<c r="{reference}"{style} {attributes}>{inside}</c>'
        made, count = re.subn(rf'<c r="{reference}"( s="\d+")[^>]*?(?:/>|>.*?</c>)', new.replace("\\1", "\\g<1>"), xml)
        assert count == 1
        return made

    return change


def text(value):
    return 't="inlineStr"', f'<is><t xml:space="preserve">{escape(value)}</t></is>'


def number(digits):
    return "", f"<v>{digits}</v>"


def formula(written, stored="", kind=""):
    return kind, f"<f>{escape(written)}</f>{stored}"


def told_of(tmp_path, attributes, inside, reference="G9"):
    """Return the criterion's line of the result, and the rules that speak of its cell."""
    folder = founded(tmp_path / "dot")
    send(folder, "00101.xlsx", repacked(filled("00101"), with_cell(reference, attributes, inside)))
    told = merged(folder)
    (line,) = (each for each in unit_of(told, "00101")["criteria"] if each["code"] == "1.2")
    rules = sorted(f["rule"] for f in told["findings"] if f["sheet"] == "LV 1" and f["cell"] == reference)
    return line, rules


@pytest.mark.parametrize(
    ("given", "score", "rules"),
    [
        (number("2.5"), "2.5", []),
        (number("0.30000000000000004"), "0.3", []),
        (number("25E-1"), "2.5", []),
        (number("0"), "0", []),
        (text("2,5"), "2.5", ["S09"]),
        (text("2.5 điểm"), "2.5", ["S09"]),
        (text("\u00a02,5\u200b "), "2.5", ["S09"]),
        (text("２，５"), "2.5", ["S09"]),
        (text("2½"), "2.5", ["S09"]),
        (text("'2,5"), "2.5", ["S09"]),
        (text("3"), "3", ["S09"]),
        (text("4/20"), "4", ["S09"]),
        (text("4,5/20,0 điểm"), "4.5", ["S09"]),
        (formula("2+0.5", "<v>2.5</v>"), "2.5", ["S07"]),
        (formula("2+0.5"), "2.5", ["S07"]),
        (formula("SUM(1,1.5)", "<v></v>"), "2.5", ["S07"]),
        (formula("F9/8", "<v>2.5</v>"), "2.5", ["S07"]),
        (formula("F9", "<v>2,5</v>", 't="str"'), "2.5", ["S07"]),
    ],
)
def test_a_number_counts_in_whatever_clothes(tmp_path, given, score, rules):
    line, found = told_of(tmp_path, *given)
    assert (line["score"], line["state"]) == (score, "scored")
    assert found == rules


@pytest.mark.parametrize(
    "given",
    [
        text("1.000"), text("1,000"), text("1.234,5"), text("1 000"), text("4/5"), text("-"), text("x"), text("–"),
        text("không"), text("hai điểm"), text("⅓"), text("nan"), text("1_5"), text("1e2"), text("2²"), text("=2+3"),
        text("#REF!"), number("NaN"), number("1_5"), number("INF"), ('t="b"', "<v>1</v>"), ('t="e"', "<v>#N/A</v>"),
        ('t="e"', "<v>#SPILL!</v>"), ('t="e"', "<f>1/0</f><v>#DIV/0!</v>"), formula("A1"), formula("1/0"),
        formula("2+3", "<v>0</v>"), ('t="d"', "<v>2026-05-02</v>"),
    ],
)  # fmt: skip
def test_what_has_no_one_reading_is_an_error_and_never_a_score(tmp_path, given):
    line, found = told_of(tmp_path, *given)
    assert (line["score"], line["state"]) == (None, "invalid")
    assert found == ["S02"]


@pytest.mark.parametrize(
    "typed",
    ["KAD", "kad", "K.A.D", "Không áp dụng", "không áp dụng (KAD)", unicodedata.normalize("NFD", "Không áp dụng"),
     "\u200bKAD\u00a0", "KAD – Không áp dụng", "n/a"],
)  # fmt: skip
def test_not_applicable_is_understood_however_it_is_written(tmp_path, typed):
    line, found = told_of(tmp_path, *text(typed))
    assert (line["score"], line["state"]) == (None, "not_applicable")
    assert found == []


@pytest.mark.parametrize("typed", ["", " ", "\u00a0", "\u200b\ufeff", "'", "\u2060\n\t"])
def test_what_nobody_can_see_is_empty_and_not_zero(tmp_path, typed):
    line, found = told_of(tmp_path, *text(typed))
    assert (line["score"], line["state"]) == (None, "empty")
    assert found == ["S01"]


def test_the_maximum_that_counts_is_the_campaigns_and_not_the_sheets(tmp_path):
    folder = founded(tmp_path / "dot")
    lie = with_cell("F9", *number("99"))
    score = with_cell("G9", *text("4/99"))
    send(folder, "00101.xlsx", repacked(filled("00101"), lambda xml: score(lie(xml))))
    told = merged(folder)
    (found,) = (f for f in told["findings"] if f["rule"] == "S02")
    assert "là 99, còn điểm tối đa là 20" in found["message"]


def test_a_total_typed_over_that_agrees_is_noted_and_ours_is_used(tmp_path):
    _, found = told_of(tmp_path, *number("60"), reference="G7")
    assert found == ["T02"]


def test_a_total_of_bare_figures_is_as_good_as_typed(tmp_path):
    _, found = told_of(tmp_path, *formula("40+20", "<v>60</v>"), reference="G7")
    assert found == ["T02"]


def test_merged_score_cells_and_texts_come_through_from_the_file(tmp_path):
    folder = founded(tmp_path / "dot")
    empty = [with_cell(f"{column}9", "", "") for column in "GI"]

    def change(xml):
        for each in empty:
            xml = each(xml)
        merges = '<mergeCells count="2"><mergeCell ref="G8:G9"/><mergeCell ref="I8:I9"/></mergeCells>'
        return xml.replace("</sheetData>", f"</sheetData>{merges}")

    send(folder, "00101.xlsx", repacked(filled("00101"), change))
    told = merged(folder)
    spoken = {(f["rule"], f["cell"]) for f in told["findings"] if f["sheet"] == "LV 1"}
    assert {("S10", "G8"), ("S01", "G9")} <= spoken
    assert ("E01", "I9") not in spoken


def test_macros_and_links_are_noted_and_the_file_counts(tmp_path):
    folder = founded(tmp_path / "dot")
    more = [("xl/vbaProject.bin", b"\0"), ("xl/externalLinks/externalLink1.xml", "<externalLink/>")]
    send(folder, "00101.xlsm", repacked(filled("00101"), str, more))
    told = merged(folder)
    assert {f["rule"] for f in told["findings"] if f["file"] == "00101.xlsm"} == {"F07", "F08"}
    assert unit_of(told, "00101")["status"] == "complete"
