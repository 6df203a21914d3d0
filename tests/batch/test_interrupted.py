"""Killed at any moment, or run twice at once: every result is whole, old or new, and the next run works."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from decimal import Decimal

import pytest

from cchc_xlsx import batch
from cchc_xlsx.batch import Folder
from tests.builders import ROOT, bytes_of, environment_without_settings, filled, founded, results, send, state_of

MOMENTS = 30
RESULTS = {"tong-hop.xlsx", "tong-hop.json", "tong-hop.lock.json"}


@pytest.fixture
def folder(tmp_path):
    """A campaign with results of yesterday, and more among what came back."""
    folder = founded(tmp_path / "dot")
    send(folder, "a.xlsx", filled("00101"))
    batch.merge(folder)
    for number in range(10):
        send(folder, f"b{number}.xlsx", filled("00102", {"1.1": Decimal(number)}))
    return folder


def expected(folder, elsewhere):
    """Return the results that a merge of this folder comes to, made in a copy of it."""
    copy = Folder(elsewhere / "dot")
    shutil.copytree(folder.root, copy.root)
    batch.merge(copy)
    return bytes_of(copy.results)


def started(folder, *command):
    return subprocess.Popen(
        [sys.executable, "-m", "cchc_xlsx", *command, "-C", str(folder.root)],
        env={**environment_without_settings(), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def ended(process):
    """Return what a process said when it had ended, and its code."""
    said = process.communicate(timeout=120)[1].decode()
    return said, process.returncode


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL for a group of processes")
def test_killed_at_thirty_moments_results_are_whole_and_the_next_merge_works(folder, tmp_path):
    old, new = bytes_of(folder.results), expected(folder, tmp_path / "khác")
    received = state_of(folder.received)
    assert old != new
    begun = time.monotonic()
    assert ended(started(folder, "merge"))[1] == 1  # a unit is missing
    lasts = time.monotonic() - begun
    killed = 0
    for _ in range(5 * MOMENTS):
        if killed == MOMENTS:
            break
        for path in folder.results.iterdir():
            path.unlink()
        for name, data in old.items():
            (folder.results / name).write_bytes(data)
        process = started(folder, "merge")
        # Half of the moments lie in the last third, where the results are written.
        half = MOMENTS / 2
        part = killed / half * 0.7 if killed < half else 0.7 + (killed - half) / half * 0.3
        time.sleep(lasts * part)
        os.killpg(process.pid, signal.SIGKILL)
        if ended(process)[1] == -signal.SIGKILL:
            killed += 1
        else:  # it had ended before: what else runs on this machine has made way
            lasts *= 0.9
        after = bytes_of(folder.results)
        for name in RESULTS:
            assert after[name] in (old[name], new[name])
        with zipfile.ZipFile(io.BytesIO(after["tong-hop.xlsx"])) as archive:
            assert archive.testzip() is None
        assert json.loads(after["tong-hop.json"])["format"] == 1
        assert all(name in RESULTS or name.startswith(".cchc-") for name in after)
        assert state_of(folder.received) == received
    assert killed == MOMENTS
    assert ended(started(folder, "merge"))[1] == 1
    assert {name: data for name, data in bytes_of(folder.results).items() if name in RESULTS} == new
    assert not any(".cchc-" in line["path"] for line in results(folder)["files"])


def test_two_merges_at_once_both_end_well_and_leave_one_whole_result(folder, tmp_path):
    new = expected(folder, tmp_path / "khác")
    for _ in range(3):
        both = [started(folder, "merge") for _ in range(2)]
        for process in both:
            said, code = ended(process)
            assert code == 1, said
        assert bytes_of(folder.results) == new


def test_two_generates_at_once_leave_whole_workbooks(folder, tmp_path):
    batch.generate(folder, to=tmp_path / "khác")
    new = bytes_of(tmp_path / "khác")
    both = [started(folder, "generate") for _ in range(2)]
    assert [ended(process)[1] for process in both] == [0, 0]
    assert bytes_of(folder.issued) == new
