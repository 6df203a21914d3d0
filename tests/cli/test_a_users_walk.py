"""The way of a user, from nothing to a ranking, each step a process of its own, in a folder with an odd name."""

from __future__ import annotations

import json
import shutil

import pytest

from cchc_xlsx import batch
from tests.builders import PYTHON, cchc_apart, state_of


def step(*line, cwd, code):
    ran = cchc_apart(*line, cwd=cwd)
    err = ran.stderr.decode("utf-8")
    assert ran.returncode == code, (line, err)
    assert not PYTHON.search(err + ran.stdout.decode("utf-8"))
    return ran.stdout.decode("utf-8")


@pytest.mark.parametrize("template", ["ha-trung-2023", "bo-lon-gia-dinh"])
def test_a_campaign_from_a_whole_template_runs_to_its_end(tmp_path, template):
    here = tmp_path / "năm 2024 [thử] $1"
    here.mkdir()
    step("init", "dot", "--template", template, cwd=here, code=0)
    dot = here / "dot"
    step("spec", cwd=dot, code=0)
    units = json.loads(step("status", "--format", "json", cwd=dot, code=1))["units"]
    chosen = [unit["code"] for unit in units][:3]
    assert all(unit["status"] == "missing" for unit in units)
    made = step("generate", *[part for code in chosen for part in ("--unit", code)], cwd=dot, code=0).splitlines()
    assert len(made) == len(chosen)
    for path in made:
        shutil.copy(dot / path, dot / "nhan-ve")
    before = state_of(dot / "nhan-ve")
    told = json.loads(step("check", "--format", "json", cwd=dot, code=1))
    assert [file["outcome"] for file in told["files"]] == ["counted"] * len(chosen)
    assert {f["rule"] for f in told["findings"] if f["unit"] in chosen} == {"S01"}
    step("merge", cwd=dot, code=1)
    result = json.loads((dot / "ket-qua" / "tong-hop.json").read_text(encoding="utf-8"))
    lines = {unit["code"]: unit for unit in result["units"]}
    for code in chosen:
        assert (lines[code]["status"], lines[code]["rank"], lines[code]["points"]) == ("incomplete", None, "0")
        assert {each["state"] for each in lines[code]["criteria"]} == {"empty"}
    assert "Chưa chấm" in step("status", cwd=dot, code=1)
    assert state_of(dot / "nhan-ve") == before


@pytest.mark.parametrize("template", sorted({"trong", "thai-nguyen-4203"} & set(batch.templates())))
def test_a_template_that_has_to_be_completed_says_so_and_generates_nothing(tmp_path, template):
    step("init", "dot", "--template", template, cwd=tmp_path, code=0)
    dot = tmp_path / "dot"
    told = json.loads(step("spec", "--format", "json", cwd=dot, code=1))
    assert any(finding["severity"] == "error" for finding in told["findings"])
    ran = cchc_apart("generate", cwd=dot)
    assert ran.returncode == 2
    assert "cchc spec" in ran.stderr.decode()
    assert list((dot / "phat-hanh").iterdir()) == []


def test_the_templates_walked_through_are_all_there_are():
    assert set(batch.templates()) == {"ha-trung-2023", "bo-lon-gia-dinh", "trong", "thai-nguyen-4203"}
