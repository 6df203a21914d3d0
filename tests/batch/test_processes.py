"""A process hears and tells whatever is picklable and however long, and it ends when it is told to."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cchc_xlsx.batch.processes import Copied, Fresh, told_by
from tests.builders import ROOT

KINDS = [Fresh] if sys.platform == "win32" else [Copied, Fresh]
kinds = pytest.mark.parametrize("kind", KINDS)


def echo(line):
    """Tell what is heard until the parent is gone."""
    try:
        while True:
            line.tell(line.hear())
    except (EOFError, OSError):
        return


def vanish(line):
    """Hear once, and be gone without a word."""
    line.hear()
    os._exit(3)


@pytest.fixture
def started():
    """Start processes that are ended after the test."""
    processes = []

    def start(kind, life):
        processes.append(kind(life))
        return processes[-1]

    yield start
    for process in processes:
        process.end()


@kinds
@pytest.mark.parametrize("thing", [None, "điểm", b"", bytes(3_000_000), [1, {"a": (2.5,)}]], ids=lambda t: str(t)[:9])
def test_what_it_is_told_comes_back_whole(started, kind, thing):
    process = started(kind, echo)
    process.give(pickle.dumps(thing))
    assert process.hear() == thing


@kinds
def test_several_things_come_one_by_one_in_their_order(started, kind):
    process = started(kind, echo)
    for number in range(50):
        process.give(pickle.dumps(number))
    assert [process.hear() for _ in range(50)] == list(range(50))


@kinds
def test_only_those_are_named_that_have_told_something(started, kind):
    silent, speaking = started(kind, echo), started(kind, echo)
    assert told_by([silent, speaking], 0.0) == []
    speaking.give(pickle.dumps("x"))
    assert told_by([silent, speaking], 60.0) == [speaking]
    assert told_by([silent], 0.01) == []


@kinds
def test_the_end_of_a_process_is_heard(started, kind):
    process = started(kind, vanish)
    process.give(pickle.dumps("go"))
    assert told_by([process], 60.0) == [process]
    with pytest.raises(EOFError):
        process.hear()


@kinds
def test_a_process_is_ended_at_once_and_twice_is_no_harm(started, kind):
    process = started(kind, echo)
    began = time.monotonic()
    process.end()
    process.end()
    assert time.monotonic() - began < 30
    other, there = os.pipe()  # takes the numbers of the pipes that were closed
    with pytest.raises(OSError, match=r"Bad file descriptor|handle is closed"):
        process.give(pickle.dumps("x"))
    for end in (other, there):
        os.close(end)


@pytest.mark.skipif(sys.platform != "linux", reason="pipes grow there only")
def test_what_a_process_holds_is_given_while_it_hears_nothing(started):
    process = started(Copied, sleep)
    process.give(pickle.dumps("sleep"))
    thing = pickle.dumps(bytes(500_000))
    assert process.holds(len(thing))
    process.give(thing)  # would wait for ever
    assert not process.holds(1 << 40)


def sleep(line):
    """Hear nothing."""
    time.sleep(600)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows copies no processes")
def test_a_copy_says_nothing_that_waited_to_be_said_and_leaves_no_open_pipes():
    script = """
import os, pickle, sys
from cchc_xlsx.batch.processes import Copied
from tests.batch.test_processes import echo
sys.stdout.write("once ")
before = len(os.listdir("/dev/fd"))
for _ in range(3):
    process = Copied(echo)
    process.give(pickle.dumps("x"))
    process.hear()
    process.end()
print(len(os.listdir("/dev/fd")) - before)
"""
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True, timeout=60)
    assert ran.stdout.split() == [b"once", b"0"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows copies no processes")
def test_where_the_system_has_no_room_for_one_more_no_pipe_stays_open(monkeypatch):
    def full():
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", full)
    before = len(list(Path("/dev/fd").iterdir()))
    with pytest.raises(BlockingIOError):
        Copied(echo)
    assert len(list(Path("/dev/fd").iterdir())) == before
