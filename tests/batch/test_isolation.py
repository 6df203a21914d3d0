"""A file that hangs its reader, brings it down or eats all memory costs itself, and the batch says so and goes on."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace

import pytest

from cchc_xlsx import batch, rules
from cchc_xlsx.batch import Means, receiving, rescuing
from cchc_xlsx.cli.options import BOUNDS
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


@pytest.mark.parametrize("typed", ["giây=3", "seconds", "seconds="])
def test_a_limit_that_there_is_not_is_told_with_those_there_are(folder, typed):
    ran = cchc("check", "-C", folder.root, "--limit", typed)
    assert ran.code == 2
    assert "seconds" in ran.err
    assert "container" in ran.err


@pytest.mark.parametrize("typed", ["seconds=0", "seconds=-1", "seconds=0.5", "seconds=x", "seconds=99999999999"])
def test_a_limit_beyond_its_bounds_is_told_with_them(folder, typed):
    ran = cchc("check", "-C", folder.root, "--limit", typed)
    assert ran.code == 2
    assert "từ 1 đến 86400" in ran.err
    assert f"“{typed.partition('=')[2]}”" in ran.err


def test_too_little_memory_to_read_anything_is_refused_and_the_least_is_told(folder):
    ran = cchc("check", "-C", folder.root, "--limit", "memory=1000")
    assert ran.code == 2
    assert "từ 100000000 đến" in ran.err


@pytest.mark.parametrize(("name", "least"), [(name, least) for name, (least, _) in BOUNDS.items()])
def test_no_limit_however_low_ends_in_words_of_the_programmers(folder, name, least):
    ran = cchc("check", "-C", folder.root, "--limit", f"{name}={least}", "--format", "json")
    assert ran.code in (0, 1)
    assert not PYTHON.search(ran.out + ran.err)
    found = [each for each in ran.told["findings"] if each["rule"] == "F01" and each["file"] == "a.xlsx"]
    assert all(f"--limit {name}=N" in each["fix"] and str(least) in each["message"] for each in found)
    assert bool(found) is (name not in ("seconds", "container", "members", "memory", "ratio"))


def test_a_worker_that_has_no_memory_even_to_say_so_costs_the_file_only(folder, monkeypatch):
    real = rules.inspect

    def starved(received, of):
        if received.path == "hại.xlsx" and os.getpid() != parent:
            raise MemoryError
        return real(received, of)

    parent = os.getpid()
    monkeypatch.setattr(rules, "inspect", starved)
    _, taken = batch.check(folder, means=Means(jobs=1, method="fork"))
    assert [each.outcome for each in taken.files] == ["counted", "unreadable", "counted"]
    assert "“memory”" in taken.files[1].reason.message.vi


@pytest.mark.parametrize(
    ("limits", "name"),
    [
        ({"file": 1000}, "file"),
        ({"file": 1000, "container": 1000}, "file"),
        ({"parts": 3}, "parts"),
        ({"unpacked": 1000}, "unpacked"),
        ({"part": 1000}, "part"),
        ({"small": 100}, "small"),
        ({"sheets": 1}, "sheets"),
        ({"cells": 5}, "cells"),
        ({"text": 5}, "text"),
        ({"depth": 2}, "depth"),
    ],
)
def test_a_file_beyond_a_limit_says_which_and_how_it_is_raised(folder, limits, name):
    _, taken = batch.check(folder, [folder.received / "a.xlsx"], Means(limits=replace(LIMITS, **limits), jobs=1))
    (found,) = taken.findings
    assert f"“{name}”" in found.message.vi
    assert f"“{name}”" in found.message.en
    assert str(limits[name]) in found.message.vi
    assert f"--limit {name}=N" in found.fix.vi
    assert f"--limit {name}=N" in found.fix.en


def test_a_file_above_the_limit_of_containers_is_read_where_its_own_limit_allows(folder):
    means = Means(limits=replace(LIMITS, container=1000), jobs=1)
    _, taken = batch.check(folder, [folder.received / "a.xlsx"], means)
    assert [each.outcome for each in taken.files] == ["counted"]


def test_rescue_takes_limits_too(folder):
    ran = cchc("rescue", folder.received / "a.xlsx", "-C", folder.root, "--limit", "cells=10")
    assert ran.code == 3
    assert "--limit cells=N" in ran.err


def test_a_limit_can_be_changed_for_one_run(folder):
    ran = cchc("check", "-C", folder.root, "--limit", "cells=10", "--format", "json")
    assert {file["outcome"] for file in ran.told["files"]} == {"unreadable"}


def test_a_file_that_brings_down_its_reader_cannot_be_rescued_and_that_is_said(folder, monkeypatch):
    monkeypatch.setattr(rescuing, "open_book", lambda _data, limits: crashing())
    ran = cchc("rescue", folder.received / "hại.xlsx", "-C", folder.root)
    assert ran.code == 3
    assert "dừng đột ngột" in ran.err
    assert not PYTHON.search(ran.err)
