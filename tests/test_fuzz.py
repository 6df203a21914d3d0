"""The fuzzer itself: a recipe gives its bytes again, and what breaks the contract is found and written down."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from benchmarks import fuzz
from cchc_xlsx.excel import door
from tests.builders import ROOT
from tests.mangled.registry import base

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the fuzzer needs POSIX")


def test_a_short_run_as_a_command_finds_nothing(tmp_path):
    command = [sys.executable, ROOT / "benchmarks" / "fuzz.py", "--inputs", "200", "--old", "2", "--seed", "5"]
    ran = subprocess.run([*command, "--folder", tmp_path], capture_output=True, text=True, check=False, timeout=300)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "200 inputs" in ran.stdout
    assert "read" in ran.stdout
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("death", ["an exception", "a swallowed one", "a hang", "the end of the process"])
def test_what_breaks_the_contract_is_found_with_its_recipe(tmp_path, monkeypatch, death):
    fuzz.seeds()  # made while the door is whole
    real = door.open_book

    def opened(data):
        if death == "an exception":
            raise KeyError("made up")
        if death == "a swallowed one":
            return door.Refused(door.Refusal.BROKEN, "MemoryError")
        if death == "a hang":
            while True:
                pass
        os._exit(3)

    monkeypatch.setattr(fuzz, "SECONDS", 0.2)
    monkeypatch.setattr(door, "open_book", opened)
    report = fuzz.run(2, 1, 60, tmp_path, quiet=True)
    assert report.tried == 2
    assert len(report.found) == 1
    (written,) = tmp_path.glob("*.xlsx")
    recipe = json.loads(written.with_suffix(".txt").read_text(encoding="utf-8").splitlines()[0])
    assert fuzz.again(recipe) == written.read_bytes()
    monkeypatch.setattr(door, "open_book", real)
    assert fuzz.judged(base())[0] == "read"


def test_a_run_is_the_same_with_the_same_seed(tmp_path):
    first, second = (fuzz.run(60, 3, 60, tmp_path, quiet=True) for _ in range(2))
    assert first.outcomes == second.outcomes
    assert first.novel == second.novel
