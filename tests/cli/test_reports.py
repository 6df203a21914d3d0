"""`cchc report` as people type it: which reports, which template, and what is said of each."""

from __future__ import annotations

import io

import docx
import pytest

from tests.builders import PYTHON, cchc, filled, founded, send


@pytest.fixture
def folder(tmp_path):
    folder = founded(tmp_path / "dot")
    send(folder, "a.xlsx", filled("00101"))
    send(folder, "b.xlsx", filled("00102"))
    send(folder, "c.xlsx", filled("00103"))
    return folder


def test_without_a_unit_the_superiors_report_is_written(folder):
    ran = cchc("report", "-C", folder.root)
    assert (ran.code, ran.out.strip()) == (0, str(folder.results / "bao-cao.docx"))
    assert not (folder.results / "bao-cao").exists()


def test_units_by_code_or_all(folder):
    assert cchc("report", "-C", folder.root, "00103", "00101").code == 0
    names = ["00101-xa-mot.docx", "00103-phuong-ba.docx"]
    assert sorted(path.name for path in (folder.results / "bao-cao").iterdir()) == names
    told = cchc("report", "-C", folder.root, "--all", "--format", "json").told
    assert [each["unit"] for each in told["reports"]] == ["00101", "00102", "00103"]
    assert told["skipped"] == []


def test_a_unit_without_a_file_is_named(folder):
    (folder.received / "b.xlsx").unlink()
    ran = cchc("report", "-C", folder.root, "--all", "--format", "json")
    assert ran.code == 1  # a file is missing: a finding at error level
    assert ran.told["skipped"] == [{"code": "00102", "name": "Xã Hai"}]
    assert "Xã Hai" in ran.err


def test_a_unit_makes_its_own_without_a_campaign_workbook(folder, tmp_path, monkeypatch):
    home = tmp_path / "xa"
    home.mkdir()
    (home / "mot.xlsx").write_bytes(filled("00101"))
    monkeypatch.chdir(home)
    assert cchc("report", "--own", "mot.xlsx").code == 0
    assert [path.name for path in sorted(home.iterdir())] == ["mot-bao-cao.docx", "mot.xlsx"]


@pytest.mark.parametrize("options", [(), ("--all",), ("--own", "x.xlsx")])
def test_the_template_written_out_is_that_of_the_report_asked_for(tmp_path, options):
    path = tmp_path / "mau.docx"
    assert cchc("report", *options, "--write-template", path).code == 0
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(path.read_bytes())).paragraphs)
    assert ("{%p for line in area.lines %}" in text) is bool(options)
    assert cchc("report", *options, "--write-template", path).code == 2


@pytest.mark.parametrize(
    "line",
    [
        ("--all", "00101"),
        ("--all", "--own", "a.xlsx"),
        ("00199",),
        ("--template", "khong-co.docx"),
        ("--own", "khong-co.xlsx"),
        ("--to", "nhan-ve"),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_cannot_be_done_is_said_and_nothing_is_written(folder, monkeypatch, line, language):
    monkeypatch.chdir(folder.root)
    ran = cchc("report", *line, "--language", language)
    assert ran.code in (2, 3)
    assert ran.err
    assert not PYTHON.search(ran.err)
    assert not folder.results.exists()


def test_a_file_that_is_no_template_is_told_with_what_to_do(folder, tmp_path):
    (tmp_path / "mau.docx").write_bytes(b"%PDF-1.7")
    ran = cchc("report", "-C", folder.root, "--template", tmp_path / "mau.docx")
    assert ran.code == 2
    assert "--write-template" in ran.err
