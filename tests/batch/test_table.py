"""The tidy table of scores: the same rows in every format, exact, harmless, and the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from importlib import util

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cchc_xlsx
from cchc_xlsx import batch, exports
from cchc_xlsx.exports import bang_diem
from cchc_xlsx.exports.bang_diem import FORMATS, as_csv, as_xlsx, from_csv
from cchc_xlsx.exports.table import SCORES, score_lines
from cchc_xlsx.model.campaign import SurveyScore
from cchc_xlsx.model.criteria import CriteriaSet, Criterion, Source
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.submission import Score, State
from cchc_xlsx.terms import LANGUAGES
from tests.batch.test_outputs_never_act import HOSTILE
from tests.batch.test_sums import summaries
from tests.builders import CAMPAIGN, campaign, cchc, filled, founded, send

TABLES = tuple(FORMATS)
EXACT = [form for form in TABLES if form != "xlsx"]


def sent(root, of=CAMPAIGN):
    folder = founded(root, of)
    send(folder, "a.xlsx", filled("00101", {"1.1": Decimal("2.5"), "1.2": "KAD", "2.1": "hai điểm"}, of))
    send(folder, "b.xlsx", filled("00102", {"1.1": Decimal("33.3")}, of))
    return folder


def as_floats(lines):
    """Return rows with the digits that a spreadsheet program keeps."""
    return [tuple(float(str(v)) if isinstance(v, Decimal) else v for v in line) for line in lines]


def named(line):
    return dict(zip(SCORES.keys, line, strict=True))


@given(summaries())
@settings(max_examples=60, deadline=None)
def test_every_format_read_back_is_the_table(summary):
    lines = list(score_lines(summary))
    for form in EXACT:
        write, read = FORMATS[form]
        assert read(write(summary, "vi")) == lines
    write, read = FORMATS["xlsx"]
    assert as_floats(read(write(summary, "en"))) == as_floats(lines)


def test_a_row_tells_where_its_score_stands(tmp_path):
    summary = batch.summarise(sent(tmp_path / "dot"))
    lines = [named(line) for line in score_lines(summary)]
    assert [(line["unit"], line["criterion"]) for line in lines] == [
        (unit, code) for unit in ("00101", "00102", "00103") for code in ("1.1", "1.2", "2.1", "2.2")
    ]
    wrong = lines[2]
    assert (wrong["typed"], wrong["state"], wrong["score"]) == ("hai điểm", "invalid", None)
    assert (wrong["file"], wrong["sheet"], wrong["cell"]) == ("a.xlsx", "LV 2", "G8")
    assert wrong["sha256"] == summary.files[0].sha256
    assert (wrong["maximum"], wrong["area"], wrong["source"]) == (Decimal("22.5"), "2", "self")
    ranked = lines[4]
    assert (ranked["rank"], ranked["ranked_among"], ranked["index"]) == (1, 1, Decimal("93.3"))


def test_a_unit_without_a_file_has_its_rows_and_no_zero(tmp_path):
    summary = batch.summarise(sent(tmp_path / "dot"))
    missing = [line for line in map(named, score_lines(summary)) if line["unit"] == "00103"]
    assert [line["criterion"] for line in missing] == ["1.1", "1.2", "2.1", "2.2"]
    assert {line["status"] for line in missing} == {"missing"}
    assert {(line["score"], line["state"], line["file"], line["rank"]) for line in missing} == {(None,) * 4}


def test_a_score_of_the_survey_tells_the_superiors_cell_and_not_the_units_file(tmp_path):
    of_60, *others = CAMPAIGN.criteria.criteria[:3]
    surveyed = Criterion("2", "Người dân", Decimal(40)), Criterion("2.1", "Hài lòng", Decimal(40), Source.SURVEY)
    criteria = CriteriaSet((of_60, *others, *surveyed))
    score = Score(State.SCORED, Decimal("4.5"), "4,5", place=Place("", "Điều tra", 6, 3))
    beside = replace(score, place=Place("dieu-tra.csv", "dieu-tra", 1, 2))
    survey = (SurveyScore("00101", "2.1", score), SurveyScore("00102", "2.1", beside))
    of = replace(campaign(criteria=criteria, assignments=()), survey=survey)
    folder = founded(tmp_path / "dot", of)
    for unit in ("00101", "00102"):
        send(folder, f"{unit}.xlsx", filled(unit, {}, of))
    taken = batch.check(folder)[1]
    lines = [named(line) for line in score_lines(batch.summary_of(of, taken))]
    first, second, third = [line for line in lines if line["criterion"] == "2.1"]
    assert (first["source"], first["score"], first["typed"]) == ("survey", Decimal("4.5"), "4,5")
    assert (first["file"], first["sheet"], first["cell"], first["sha256"]) == ("dot-cham.xlsx", "Điều tra", "D7", None)
    assert second["file"] == "dieu-tra.csv"
    assert third["file"] is third["sheet"] is third["state"] is None


def test_the_library_gives_the_same_as_data_frames(tmp_path):
    summary = cchc_xlsx.summarise(sent(tmp_path / "dot"))
    frame = cchc_xlsx.scores_frame(summary)
    assert tuple(frame.columns) == SCORES.keys
    assert [tuple(line) for line in frame.itertuples(index=False)] == list(score_lines(summary))
    units = cchc_xlsx.units_frame(summary)
    assert list(units["self_points"]) == [Decimal("20.0"), Decimal("93.3"), None]
    assert list(units["points"]) == [Decimal("20.0"), Decimal("93.3"), None]
    assert list(units["survey_points"]) == [None, None, None]


def test_other_programs_read_what_is_written(tmp_path):
    folder = sent(tmp_path / "dot")
    batch.merge(folder, tables=TABLES)
    wanted = list(score_lines(batch.summarise(folder)))
    parquet = pd.read_parquet(folder.results / "bang-diem.parquet")
    assert [None if pd.isna(v) else v for v in parquet["score"]] == [named(line)["score"] for line in wanted]
    assert list(parquet["unit"]) == [named(line)["unit"] for line in wanted]
    book = pd.read_excel(folder.results / "bang-diem.xlsx", dtype={"unit": str, "criterion": str}, engine="openpyxl")
    assert tuple(book.columns) == SCORES.keys
    assert list(book["criterion"]) == [named(line)["criterion"] for line in wanted]
    assert list(book["score"].dropna()) == [float(s) for line in wanted if (s := named(line)["score"]) is not None]
    text = pd.read_csv(folder.results / "bang-diem.csv", dtype=str, keep_default_na=False)
    assert list(text["unit"])[:1] == ["00101"]


def test_a_code_stays_a_text_in_the_workbook(tmp_path):
    leaves = (Criterion(f"1.{number}", f"Tiêu chí {number}", Decimal(10)) for number in range(1, 11))
    of = campaign(criteria=CriteriaSet((Criterion("1", "Một", Decimal(100)), *leaves)), assignments=())
    folder = founded(tmp_path / "dot", of)
    send(folder, "a.xlsx", filled("00101", {}, of))
    batch.merge(folder, tables=["xlsx"])
    from openpyxl import load_workbook

    sheet = load_workbook(folder.results / "bang-diem.xlsx").worksheets[0]
    cells = {cell.value: place for place, cell in enumerate(sheet[1])}
    row = sheet[11]
    assert (row[cells["unit"]].value, row[cells["criterion"]].value) == ("00101", "1.10")
    assert row[cells["criterion"]].number_format == "@"
    assert row[cells["score"]].value == 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_runs_give_the_same_bytes(tmp_path, language):
    folder = sent(tmp_path / "dot")
    made = []
    for _ in range(2):
        batch.merge(folder, language, tables=TABLES)
        made.append({form: (folder.results / f"bang-diem.{form}").read_bytes() for form in TABLES})
    assert made[0] == made[1]


def test_a_parquet_file_names_neither_pandas_nor_a_time(tmp_path):
    from pyarrow import parquet

    folder = sent(tmp_path / "dot")
    batch.merge(folder, tables=["parquet"])
    about = parquet.ParquetFile(folder.results / "bang-diem.parquet")
    assert about.schema_arrow.metadata is None
    assert str(about.schema_arrow.field("index").type) == "decimal128(38, 28)"
    assert str(about.schema_arrow.field("unit").type) == "string"


def with_typed(summary, text):
    """Return a summary in which a unit has typed a text into its first score cell."""
    first, *others = summary.results
    score, *scores = first.card.criteria
    card = replace(first.card, criteria=(replace(score, score=None, state=State.INVALID, typed=text), *scores))
    return replace(summary, results=(replace(first, card=card), *others))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_was_typed_acts_in_no_format(tmp_path, text):
    summary = with_typed(batch.summarise(sent(tmp_path / "dot")), text)
    lines = list(score_lines(summary))
    for form, (write, read) in FORMATS.items():
        assert read(write(summary, "vi"))[1:] == lines[1:] or form == "xlsx"
        if form != "xlsx":
            assert read(write(summary, "vi")) == lines
    book = as_xlsx(summary)
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheets = b"".join(parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets"))
    assert b"<f" not in sheets
    assert b"<hyperlink" not in sheets


@given(st.text(st.sampled_from("=+-@'; \t\n＝a1\""), min_size=1, max_size=12))
@settings(max_examples=200, deadline=None)
def test_no_field_of_a_csv_file_begins_like_a_formula_and_nothing_is_lost(text):
    field = bang_diem._field(text)
    for mark in (";", "\n", "\t"):
        for part in field.split(mark):
            assert not re.match(r"\s*[=+\-@＝＋－＠]", part)
    assert bang_diem._GUARDED.sub(r"\1", field) == text


def test_a_csv_file_opens_as_unicode_and_its_lines_end_as_windows_ends_them(tmp_path):
    data = as_csv(batch.summarise(sent(tmp_path / "dot")))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == SCORES.keys
    assert data.count(b"\r\n") == len(rows) == 13
    assert from_csv(data)[0][2] == "00101"


def test_json_gives_points_as_strings(tmp_path):
    folder = sent(tmp_path / "dot")
    batch.merge(folder, tables=["json"])
    rows = json.loads((folder.results / "bang-diem.json").read_bytes())
    assert (rows[4]["score"], rows[4]["index"], rows[4]["rank"], rows[4]["late"]) == ("33.3", "93.3", 1, False)
    assert rows[8]["score"] is None


def test_an_index_without_end_is_held_to_its_last_digit_and_a_monstrous_one_stops_nothing(tmp_path):
    summary = batch.summarise(sent(tmp_path / "dot"))
    first, second, *others = summary.results
    write, read = FORMATS["parquet"]
    for index, kept in (
        (Decimal(200) / 3, Decimal(200) / 3),
        (Decimal(1) / 300, (Decimal(1) / 300).quantize(Decimal("1e-28"))),
        (Decimal("1e17"), None),
    ):
        card = replace(second.card, index=index)
        changed = replace(summary, results=(first, replace(second, card=card), *others))
        assert named(read(write(changed, "vi"))[4])["index"] == kept


def test_more_rows_than_a_sheet_holds_go_on_a_second_one(tmp_path, monkeypatch):
    summary = batch.summarise(sent(tmp_path / "dot"))
    monkeypatch.setattr(bang_diem, "_ROWS", 5)
    data = as_xlsx(summary, "en")
    assert as_floats(FORMATS["xlsx"][1](data)) == as_floats(score_lines(summary))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert re.findall(rb'<sheet name="([^"]*)"', parts.read("xl/workbook.xml")) == [
            b"Scores", b"Scores 2", b"Scores 3", b"Legend",
        ]  # fmt: skip


def test_a_table_that_differs_from_the_summary_is_never_written(tmp_path, monkeypatch):
    folder = sent(tmp_path / "dot")
    for form in TABLES:
        write, read = FORMATS[form]

        def wrong(summary, language, write=write):
            return write(with_typed(summary, "sai"), language)

        monkeypatch.setitem(bang_diem.FORMATS, form, (wrong, read))
        with pytest.raises(RuntimeError, match=f"bang-diem.{form}"):
            batch.merge(folder, tables=[form])
        assert not folder.results.exists()
        monkeypatch.undo()


def test_a_library_that_is_lacking_is_a_sentence_before_anything_is_read(tmp_path, monkeypatch):
    folder = sent(tmp_path / "dot")
    monkeypatch.setattr(exports, "find_spec", lambda name: None if name == "pyarrow" else util.find_spec(name))
    ran = cchc("merge", "-C", folder.root, "--export", "parquet")
    assert ran.code == 2
    assert "cchc_xlsx[parquet]" in ran.err
    assert not folder.results.exists()
    assert cchc("merge", "-C", folder.root, "--export", "csv").code == 1


def test_the_command_writes_the_formats_asked_for_and_names_them(tmp_path):
    folder = sent(tmp_path / "dot")
    ran = cchc("merge", "-C", folder.root, "--export", "csv", "--export", "json", "--export", "csv")
    assert ran.code == 1
    assert "bang-diem.csv, bang-diem.json" in ran.err
    assert {path.name for path in folder.results.glob("bang-diem.*")} == {"bang-diem.csv", "bang-diem.json"}
    assert cchc("merge", "-C", folder.root, "--export", "pdf").code == 2
