"""Workers: long-lived processes of their own, so that a file that hangs or brings down its reader costs only itself."""

from __future__ import annotations

import faulthandler
import gc
import os
import pickle
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from enum import Enum, StrEnum
from functools import partial
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import Any, Generic, Literal, TypeAlias, TypeVar

from cchc_xlsx.batch.processes import Copied, Fresh, Line, told_by
from cchc_xlsx.batch.spare import taken
from cchc_xlsx.values import dataclass

T = TypeVar("T")
R = TypeVar("R")
Method = Literal["fork", "spawn"]
_Worker: TypeAlias = Copied | Fresh


class Lost(StrEnum):
    """Why a task gave nothing."""

    SLOW = "slow"  # its time was over
    DEAD = "dead"  # its process ended: a crash of the interpreter, or no more memory
    FULL = "full"  # there was no more memory


@dataclass(frozen=True, slots=True)
class _Fault:
    """An exception of a task, told as text: not every exception can travel."""

    told: str


class _Told(Enum):
    """What a worker tells besides results."""

    BEGUN = "begun"  # its task as far as that goes without `work`


class Begun(Generic[T]):
    """Tasks that processes of their own have begun with, while it is not known yet what is to be done with them.

    `begin` (a function of a module, or a `partial` of one) is what can be done before: what it returns for a task is
    what `work` will be given in its place. Where it fails, `work` is given the task itself, and meets the same fault
    where it can be told. Nobody waits for these tasks, and their time does not run, until `Workers` take them over. As
    a context manager it ends the processes that were not taken over.
    """

    def __init__(
        self, begin: Callable[[T], object], tasks: Sequence[T], *, memory: int = 0, method: Method | None = None
    ) -> None:
        """Start a process for each task."""
        method = method or _method()
        self.tasks = tuple(tasks)
        self._workers: list[_Worker] = []
        try:
            for task in self.tasks:
                self._workers.append(worker := _started(method, begin, memory, ahead=True))
                _give(worker, pickle.dumps(task))
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self) -> Begun[T]:
        return self

    def __exit__(self, *_: object) -> None:
        for worker, _task in self.taken_over():
            worker.end()

    def taken_over(self) -> list[tuple[_Worker, T]]:
        """Return the processes with their tasks; who takes them over ends them."""
        workers, self._workers = self._workers, []
        return list(zip(workers, self.tasks, strict=False))


class Workers(Generic[T, R]):
    """Processes that each do one task at a time, in the order given; what comes back comes as it is done.

    `work` has to be a function of a module (or a `partial` of one), so that a process that starts afresh finds it.
    The parent has no threads, and no lock that a dead worker could hold. As a context manager it ends its processes.
    """

    def __init__(
        self,
        work: Callable[[T], R],
        *,
        jobs: int,
        seconds: float,
        memory: int = 0,
        method: Method | None = None,
        begun: Begun[T] | None = None,
    ) -> None:
        """Start nothing yet; `seconds` is a task's time, `memory` a worker's bytes (0: as many as there are).

        Those are what it may take beyond what it begins with: a copy of a large process is large itself. Memory is
        limited where the system can: not on Windows. Tasks that were `begun` come first, and their workers stay.
        """
        self._work, self._seconds, self._memory = work, seconds, memory
        self._jobs = max(1, jobs)
        self._method: Method = method or _method()
        self._idle: list[_Worker] = []
        self._leaving: list[_Worker] = []  # for whom nothing was left to be done
        self._busy: dict[_Worker, tuple[T, float]] = {}
        taken = begun.taken_over() if begun else []
        self._packed = pickle.dumps(work) if taken else b""
        self._untold: set[_Worker] = set()  # those begun that wait for `work`, or will
        for worker, task in taken:
            self._busy[worker] = task, monotonic() + seconds
            if worker.holds(len(self._packed)):
                _give(worker, self._packed)
            else:
                self._untold.add(worker)

    def __enter__(self) -> Workers[T, R]:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in (*self._idle, *self._leaving, *self._busy):
            worker.end()
        self._idle.clear()
        self._leaving.clear()
        self._busy.clear()

    def run(self, tasks: Iterable[T], follow: Callable[[R], Iterable[T]]) -> Iterator[tuple[T, R | Lost]]:
        """Yield each task with its result or how it was lost; `follow` tells the tasks that a result leads to.

        Raises RuntimeError for an exception within a task: tasks are ours, and have to catch what a file may cause.
        """
        coming = iter(tasks)
        led: deque[T] = deque()
        self._give_all(led, coming)
        while self._busy:
            found = self._ready()
            led.extend(chain.from_iterable(follow(result) for _, result in found if not isinstance(result, Lost)))
            self._give_all(led, coming)  # before what came is looked at: no worker waits for that
            if not self._busy:
                self._leaving += self._idle
                self._idle.clear()
                for worker in self._leaving:  # the system takes its time to clear up behind them
                    worker.stop()
            yield from found

    def _give_all(self, led: deque[T], coming: Iterator[T]) -> None:
        """Give each worker who is free a task, as long as there are any: first those that results have led to."""
        while len(self._busy) < self._jobs and (task := led.popleft() if led else next(coming, None)) is not None:
            self._give(task)

    def _give(self, task: T) -> None:
        worker = self._idle.pop() if self._idle else _started(self._method, self._work, self._memory)
        _give(worker, pickle.dumps(task))
        self._busy[worker] = task, monotonic() + self._seconds

    def _ready(self) -> list[tuple[T, R | Lost]]:
        """Wait until a task is done or its time is over; return what came of those."""
        soonest = min(until for _, until in self._busy.values())
        found: list[tuple[T, R | Lost]] = []
        for worker in told_by(list(self._busy), max(0.0, soonest - monotonic())):
            task, _ = self._busy.pop(worker)
            try:
                result: Any = worker.hear()
            except Exception:  # the pipe is closed, or holds the half of an answer
                worker.end()
                found.append((task, Lost.DEAD))
                continue
            if isinstance(result, _Told):
                if worker in self._untold:
                    _give(worker, self._packed)
                self._busy[worker] = task, monotonic() + self._seconds
                continue
            if result is Lost.FULL:  # what is left of its memory would not do for the next
                worker.end()
            else:
                self._idle.append(worker)
            if isinstance(result, _Fault):
                raise RuntimeError(result.told)
            found.append((task, result))
        now = monotonic()
        for worker, (task, until) in list(self._busy.items()):
            if until <= now:
                del self._busy[worker]
                worker.end()
                found.append((task, Lost.SLOW))
        return found


def _started(method: Method, work: Callable[..., object], memory: int, *, ahead: bool = False) -> _Worker:
    if method == "fork" and (waiting := taken()):
        try:
            waiting.tell((work, memory, ahead))
        except OSError:  # it has gone meanwhile
            waiting.end()
        else:
            return waiting
    life = partial(_serve, work=work, memory=memory, ahead=ahead)
    return Copied(life) if method == "fork" else Fresh(life)


def _give(worker: _Worker, packed: bytes) -> None:
    """Tell a worker what to do, or with what; it has to wait for that, so that nobody waits for it."""
    with suppress(OSError):  # it died meanwhile: then its end of the pipe says so
        worker.give(packed)


def _method() -> Method:
    """Return how to start a process: a copy of this one where that is safe, which takes a few milliseconds."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _serve(line: Line, *, work: Callable[[object], object], memory: int, ahead: bool) -> None:
    """Be a worker until the parent is gone; with `ahead`, begin with the first task before the work itself is told."""
    _be_modest(memory)
    spare_collector()
    try:
        task = line.hear()
        if ahead:
            with suppress(Exception):  # it comes again with the work, and is told then
                task = work(task)
            line.tell(_Told.BEGUN)
            work = line.hear()  # type: ignore[assignment]
        while True:
            line.tell(_done(work, task))
            task = line.hear()
    except (EOFError, OSError, KeyboardInterrupt):  # Ctrl-C reaches every process; the parent ends the run
        return


def serve_when_told(line: Line) -> None:
    """Be a worker who is told first what for: the work, its memory, and whether to begin ahead."""
    with suppress(EOFError, OSError, KeyboardInterrupt):
        told: Any = line.hear()
        work, memory, ahead = told
        _serve(line, work=work, memory=memory, ahead=ahead)


def _done(work: Callable[[object], object], task: object) -> object:
    """Return what comes of a task, or why nothing does."""
    try:
        return work(task)
    except MemoryError:
        return Lost.FULL
    except Exception as error:
        return _Fault(f"{type(error).__name__}: {error}")


def spare_collector() -> None:
    """Let the collector seldom look: what is there stays, and of what a file brings little is left when it is done."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _be_modest(memory: int) -> None:
    """Limit this process, where the system can: its memory, no core dumps, and no words on the terminal."""
    if sys.platform != "win32":
        import resource

        most = memory + _taken(resource.getpagesize()) if memory else 0
        for kind, limit in ((resource.RLIMIT_AS, most), (resource.RLIMIT_CORE, 0)):
            if limit or kind == resource.RLIMIT_CORE:
                _, hard = resource.getrlimit(kind)
                with suppress(ValueError, OSError):
                    resource.setrlimit(kind, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
    faulthandler.disable()
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 2)  # a crash of a library speaks to nobody
    os.close(quiet)


def _taken(page: int) -> int:
    """Return the bytes of address space that this process has; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[0]) * page
    except (OSError, ValueError, IndexError):
        return 0
