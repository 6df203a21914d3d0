"""Workers: what hangs, dies or eats all memory costs one task; order and results do not hang on their number."""

from __future__ import annotations

import mmap
import os
import signal
import sys
import time
from functools import partial

import pytest

from cchc_xlsx.batch.workers import Lost, Workers

METHODS = ["spawn"] if sys.platform == "win32" else ["fork", "spawn"]
MEMORY = 600_000_000


def work(task: str, *, factor: int = 1) -> str:
    match task.split(":"):
        case ["hang"]:
            time.sleep(60)
        case ["die"]:
            os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        case ["abort"]:
            os.abort()
        case ["leave"]:
            os._exit(0)
        case ["raise"]:
            raise ValueError("made up")
        case ["eat"]:
            try:
                return str(len(bytearray(4 * MEMORY)))
            except MemoryError:
                return "no more memory"
        case ["starve"]:
            raise MemoryError
        case ["taste"]:
            return str(len(bytearray(MEMORY // 4)))
        case ["pid"]:
            return str(os.getpid())
    return task * factor


def ran(tasks, *, jobs=2, seconds=30.0, memory=0, method=None, factor=1):
    with Workers(partial(work, factor=factor), jobs=jobs, seconds=seconds, memory=memory, method=method) as workers:
        return dict(workers.run(tasks, lambda _: ()))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("jobs", [1, 3])
def test_every_task_gives_its_result(method, jobs):
    tasks = [str(number) for number in range(20)]
    assert ran(tasks, jobs=jobs, method=method, factor=2) == {task: task * 2 for task in tasks}


@pytest.mark.skipif(sys.platform != "linux", reason="the system copies no processes, or does not limit their memory")
def test_what_the_program_has_mapped_already_is_not_a_workers_own():
    with mmap.mmap(-1, 4 * MEMORY, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, prot=mmap.PROT_READ):
        told = ran(["taste", "eat"], jobs=1, memory=MEMORY, method="fork")
    assert told == {"taste": str(MEMORY // 4), "eat": "no more memory"}


@pytest.mark.parametrize("fatal", ["die", "abort", "leave"])
def test_a_worker_that_dies_costs_its_own_task_only(fatal):
    tasks = ["a", fatal, "b", "c"]
    assert ran(tasks, jobs=1) == {"a": "a", fatal: Lost.DEAD, "b": "b", "c": "c"}


def test_a_task_that_hangs_is_ended_and_the_others_go_on():
    began = time.monotonic()
    assert ran(["a", "hang", "b"], jobs=1, seconds=1.0) == {"a": "a", "hang": Lost.SLOW, "b": "b"}
    assert time.monotonic() - began < 30, "nobody waits for what hangs"


@pytest.mark.skipif(sys.platform != "linux", reason="only there is the memory of a process limited")
def test_a_task_gets_no_more_memory_than_it_is_given():
    assert ran(["eat"], memory=MEMORY) == {"eat": "no more memory"}


@pytest.mark.skipif(sys.platform != "linux", reason="only there is the memory of a process limited")
def test_what_a_process_has_when_its_copy_is_made_is_not_counted_against_the_copy():
    with mmap.mmap(-1, 2 * MEMORY):
        assert ran(["a"], memory=MEMORY // 2, method="fork") == {"a": "a"}


def test_a_task_that_runs_out_of_memory_is_told_as_that_and_the_others_go_on():
    assert ran(["a", "starve", "b"], jobs=1) == {"a": "a", "starve": Lost.FULL, "b": "b"}


def test_a_worker_serves_many_tasks():
    with Workers(work, jobs=1, seconds=30.0) as workers:
        pids = {pid for _, pid in workers.run(["pid"] * 5, lambda _: ())}
    assert len(pids) == 1
    assert pids != {str(os.getpid())}


def test_a_fault_of_our_own_is_not_taken_for_a_lost_file():
    with pytest.raises(RuntimeError, match="made up"):
        ran(["raise"])


def test_what_a_result_leads_to_is_done_too():
    with Workers(work, jobs=2, seconds=30.0) as workers:
        found = dict(workers.run(["a"], lambda told: [told + "a"] if len(str(told)) < 4 else []))
    assert sorted(found) == ["a", "aa", "aaa", "aaaa"]


def test_no_process_is_left_behind():
    with Workers(work, jobs=2, seconds=30.0) as workers:
        pids = [int(str(pid)) for _, pid in workers.run(["pid", "pid", "pid"], lambda _: ())]
    for pid in set(pids):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
