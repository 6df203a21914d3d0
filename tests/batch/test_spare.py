"""A worker that is started before it is known what for: it is the first one taken, and gone when nobody needs it."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time

import pytest

from cchc_xlsx import cli
from cchc_xlsx.batch import spare
from cchc_xlsx.batch.workers import Begun, Workers
from cchc_xlsx.cli import program
from tests.batch.test_workers import begin, work
from tests.builders import ROOT, environment_without_settings, filled, founded, send

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are not copied there")


@pytest.fixture
def waiting(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    spare.prepare()
    (found,) = spare._waiting
    yield found
    spare.dismiss()
    found.end()


def test_it_is_the_first_worker_and_no_other(waiting):
    pid = waiting._id
    with Workers(work, jobs=2, seconds=30.0) as workers:
        told = {told for _, told in workers.run(["pid", "pid"], lambda _: ())}
    assert spare.taken() is None
    assert len(told) == 2
    assert str(pid) in told
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_it_begins_with_a_task_as_every_worker_does(waiting):
    pid = waiting._id
    with Begun(begin, ["pid"]) as begun, Workers(work, jobs=1, seconds=30.0, begun=begun) as workers:
        assert [told for _, told in workers.run([], lambda _: ())] == [f"{pid} begun"]


def test_where_it_has_died_another_takes_its_place(waiting):
    os.kill(waiting._id, signal.SIGKILL)
    time.sleep(0.2)
    with Workers(work, jobs=1, seconds=30.0, method="fork") as workers:
        assert list(workers.run(["a", "b"], lambda _: ())) == [("a", "a"), ("b", "b")]


def test_who_starts_processes_afresh_leaves_it_alone(waiting):
    with Workers(work, jobs=1, seconds=30.0, method="spawn") as workers:
        assert list(workers.run(["a"], lambda _: ())) == [("a", "a")]
    assert spare.taken() is waiting


def test_where_no_core_is_free_none_is_started(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    spare.prepare()
    assert spare.taken() is None


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (["check"], 1),
        (["check", "-C", "dot", "a.xlsx"], 1),
        (["check", "--help"], 0),
        (["merge"], 0),
        (["-h"], 0),
        ([], 0),
    ],
)
def test_it_is_started_for_a_check_and_for_nothing_else(monkeypatch, line, wanted):
    done = []
    monkeypatch.setattr(sys, "argv", ["cchc", *line])
    monkeypatch.setattr(spare, "prepare", lambda: done.append("prepared"))
    monkeypatch.setattr(spare, "dismiss", lambda: done.append("dismissed"))
    monkeypatch.setattr(program, "run", lambda _: done.append("run") or 0)
    monkeypatch.setattr(gc, "set_threshold", lambda *_: None)
    monkeypatch.setattr(os, "_exit", lambda _: None)
    cli.main()
    assert done == ["prepared"] * wanted + ["run", "dismissed"]


def run(*line, root):
    """Run a command in a session of its own; return what came of it, and whether a process of it is left soon after."""
    argv = [sys.executable, "-m", "cchc_xlsx", *line]
    env = {**environment_without_settings(), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        argv, cwd=root, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        out, err = process.communicate(timeout=60)
    for _ in range(100):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return process.returncode, out.decode(), err.decode(), False
        time.sleep(0.02)
    return process.returncode, out.decode(), err.decode(), True


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["check"], 2),  # no campaign here
        (["check", "--no-such-option"], 2),
        (["check", "--help"], 0),
        (["check", "-C", "dot"], 1),  # a unit is missing
        (["check", "-C", "dot", "dot/nhan-ve/a.xlsx", "--jobs", "1"], 0),
        (["check", "-C", "dot", "dot/nhan-ve/b.xlsx"], 3),  # no such file
        (["status", "-C", "dot"], 1),
    ],
)
def test_it_is_gone_when_the_command_is_done(tmp_path, line, code):
    folder = founded(tmp_path / "dot")
    for unit in ("00101", "00102"):
        send(folder, f"{'a' if unit == '00101' else unit}.xlsx", filled(unit))
    found, out, err, left = run(*line, root=tmp_path)
    assert (found, left) == (code, False), err
    assert bool(out) == (code < 2)


def test_what_is_checked_by_it_is_told_as_ever(tmp_path):
    folder = founded(tmp_path)
    path = send(folder, "a.xlsx", filled("00101"))
    first = run("check", str(path), root=tmp_path)
    assert first == run("--language=vi", "check", str(path), root=tmp_path)  # by a worker that is a copy made later
    assert "Được tính" in first[1]
