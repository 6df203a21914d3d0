"""A file that hangs its reader, brings it down or eats all memory costs itself, and the batch says so and goes on."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace

import pytest

from cchc_xlsx import batch
from cchc_xlsx.batch import Means, receiving, rescuing
from cchc_xlsx.excel.package import LIMITS
from tests.builders import PYTHON, cchc, file_of, filled, founded, results, send, unit_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what is patched here reaches only copied processes")
MEMORY = 700_000_000  # bytes: what the machine of the tests surely has
SHORT = Means(limits=replace(LIMITS, seconds=1, memory=MEMORY))


def hanging():
    time.sleep(60)


def crashing():
    os.abort()


def eating():
    return [bytearray(1 << 28) for _ in range(64)]


CASES = {"hang": (hanging, "thời gian"), "crash": (crashing, "dừng đột ngột"), "memory": (eating, "quá lớn")}


@pytest.fixture
def folder(tmp_path):
    folder = founded(tmp_path / "dot")
    send(folder, "a.xlsx", filled("00101"))
    send(folder, "hại.xlsx", b"PK\x03\x04 made to harm")
    send(folder, "z.xlsx", filled("00102"))
    return folder


@pytest.fixture(params=CASES)
def case(request, monkeypatch):
    harm, cause = CASES[request.param]
    real = receiving.open_book

    def opened(data, name, limits):
        if name == "hại.xlsx":
            harm()
        return real(data, name, limits)

    monkeypatch.setattr(receiving, "open_book", opened)
    return cause


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_harms_its_reader_costs_itself_and_is_said(folder, case, jobs):
    batch.merge(folder, means=replace(SHORT, jobs=jobs))
    told = results(folder)
    line = file_of(told, "hại.xlsx")
    assert line["outcome"] == "unreadable"
    assert case in line["reason"]
    assert len(line["sha256"]) == 64
    (found,) = (finding for finding in told["findings"] if finding["file"] == "hại.xlsx")
    assert found["fix"].endswith(".")
    assert [unit_of(told, code)["status"] for code in ("00101", "00102")] == ["complete", "complete"]


def test_the_command_ends_with_a_finding_and_no_words_of_the_programmers(folder, case):
    ran = cchc("check", "-C", folder.root, "--limit", "seconds=1", "--limit", f"memory={MEMORY}", "--jobs", "1")
    assert ran.code == 1
    assert case in ran.out
    assert not PYTHON.search(ran.out + ran.err)


@pytest.mark.parametrize("typed", ["giây=3", "seconds", "seconds=0", "seconds=-1", "seconds=x"])
def test_a_limit_that_there_is_not_is_told_with_those_there_are(folder, typed):
    ran = cchc("check", "-C", folder.root, "--limit", typed)
    assert ran.code == 2
    assert "seconds" in ran.err
    assert "container" in ran.err


def test_a_limit_can_be_changed_for_one_run(folder):
    ran = cchc("check", "-C", folder.root, "--limit", "cells=10", "--format", "json")
    assert {file["outcome"] for file in ran.told["files"]} == {"unreadable"}


def test_a_file_that_brings_down_its_reader_cannot_be_rescued_and_that_is_said(folder, monkeypatch):
    monkeypatch.setattr(rescuing, "open_book", lambda _data: crashing())
    ran = cchc("rescue", folder.received / "hại.xlsx", "-C", folder.root)
    assert ran.code == 3
    assert "dừng đột ngột" in ran.err
    assert not PYTHON.search(ran.err)
