"""Workers: what hangs, dies or eats all memory costs one task; order and results do not hang on their number."""

from __future__ import annotations

import mmap
import os
import signal
import subprocess
import sys
import time
from functools import partial

import pytest

from cchc_xlsx.batch.processes import Copied
from cchc_xlsx.batch.workers import Begun, Lost, Workers
from tests.builders import ROOT

METHODS = ["spawn"] if sys.platform == "win32" else ["fork", "spawn"]
MEMORY = 600_000_000


def work(task: str, *, factor: int = 1, spare: bytes = b"") -> str:
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


def test_the_next_task_is_given_before_what_came_is_looked_at():
    given = []

    def tasks():
        for task in "abc":
            given.append(task)
            yield task

    with Workers(work, jobs=1, seconds=30.0) as workers:
        found = [(task, "".join(given)) for task, _ in workers.run(tasks(), lambda _: ())]
    assert found == [("a", "ab"), ("b", "abc"), ("c", "abc")]


def test_more_can_be_run_when_all_was_done():
    with Workers(work, jobs=2, seconds=30.0) as workers:
        for tasks in (["a"], ["b", "c"], []):
            assert sorted(workers.run(tasks, lambda _: ())) == [(task, task) for task in tasks]


def test_no_process_is_left_behind():
    with Workers(work, jobs=2, seconds=30.0) as workers:
        pids = [int(str(pid)) for _, pid in workers.run(["pid", "pid", "pid"], lambda _: ())]
    for pid in set(pids):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def begin(task: str) -> str:
    if task.startswith("not yet "):
        raise ValueError(task)
    return f"{work(task)} begun"


def gone_on(tasks, more=(), *, jobs=2, seconds=30.0, memory=0, method=None):
    limits = {"memory": memory, "method": method}
    with (
        Begun(begin, tasks, **limits) as begun,
        Workers(work, jobs=jobs, seconds=seconds, begun=begun, **limits) as workers,
    ):
        return dict(workers.run(more, lambda _: ()))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_was_begun_is_gone_on_with_and_then_the_others(method, jobs):
    found = gone_on(["a", "b"], ["c", "d"], jobs=jobs, method=method)
    assert found == {"a": "a begun", "b": "b begun", "c": "c", "d": "d"}


def test_it_is_gone_on_with_where_the_work_has_no_room_in_a_pipe(monkeypatch):
    monkeypatch.setattr(Copied, "holds", lambda *_: False)
    assert gone_on(["a", "b"], ["c"]) == {"a": "a begun", "b": "b begun", "c": "c"}


def test_a_worker_that_began_ahead_serves_the_others_too():
    with Begun(begin, ["pid"]) as begun, Workers(work, jobs=1, seconds=30.0, begun=begun) as workers:
        found = [told for _, told in workers.run(["pid"] * 3, lambda _: ())]
    assert {told.removesuffix(" begun") for told in found} == {found[1]}


def test_where_the_beginning_fails_the_work_is_given_the_task_itself():
    assert gone_on(["not yet a", "b"]) == {"not yet a": "not yet a", "b": "b begun"}
    with pytest.raises(RuntimeError, match="made up"):
        gone_on(["raise"])


@pytest.mark.parametrize(("harm", "lost"), [("die", Lost.DEAD), ("abort", Lost.DEAD), ("starve", Lost.FULL)])
def test_what_harms_its_worker_ahead_costs_itself_only(harm, lost):
    assert gone_on(["a", harm], ["b"]) == {"a": "a begun", harm: lost, "b": "b"}


def test_what_hangs_ahead_is_ended_once_its_time_runs():
    assert gone_on(["hang", "a"], ["b"], seconds=1.0) == {"hang": Lost.SLOW, "a": "a begun", "b": "b"}


@pytest.mark.skipif(sys.platform != "linux", reason="only there is the memory of a process limited")
def test_what_is_begun_gets_no_more_memory_than_it_is_given():
    assert gone_on(["eat"], memory=MEMORY) == {"eat": "no more memory begun"}


def test_what_was_begun_and_is_not_wanted_leaves_no_process_behind():
    with Begun(begin, ["hang", "a"]) as begun:
        pids = [worker._id if isinstance(worker, Copied) else worker._process.pid for worker in begun._workers]
    assert len(pids) == 2
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_nobody_waits_for_a_worker_that_hangs_to_take_in_a_large_piece_of_work():
    large = partial(work, factor=1, spare=bytes(1_000_000))
    with Begun(begin, ["hang", "a"]) as begun, Workers(large, jobs=2, seconds=1.0, begun=begun) as workers:
        assert dict(workers.run([], lambda _: ())) == {"hang": Lost.SLOW, "a": "a begun"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends no process this way")
@pytest.mark.parametrize("method", METHODS)
def test_workers_end_where_their_parent_was_killed(method):
    script = (
        "import os, signal\nfrom cchc_xlsx.batch.workers import Workers\nfrom tests.batch.test_workers import work\n"
        "if __name__ == '__main__':\n"
        f"    with Workers(work, jobs=2, seconds=30.0, method={method!r}) as workers:\n"
        "        print(*{pid for _, pid in workers.run(['pid'] * 4, lambda _: ())}, flush=True)\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    # What it prints to is held open by its workers: this comes back when all of them are gone.
    line = [sys.executable, "-c", script]
    ran = subprocess.run(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False, timeout=60)
    assert ran.returncode == -signal.SIGKILL
    assert ran.stdout.split()
