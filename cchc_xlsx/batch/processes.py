"""A process of our own and the pipes to it and from it: a copy of this one, or one that starts afresh.

The copy is made by the system's own means, since `multiprocessing` takes as long to import as a file to be judged; what
starts afresh is left to it. Both look the same to who gives them something to do.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


class _Pipes:
    """A pipe to read from and one to write to: two, since one for both ways would be a socket."""

    def __init__(self, reading: int, writing: int) -> None:
        self.reading, self._writing = reading, writing

    def hear(self) -> object:
        """Return what came; EOFError or OSError where nobody is there any more."""
        length = int.from_bytes(self._read(_HEAD), "big")
        return pickle.loads(self._read(length))

    def tell(self, thing: object) -> None:
        """Tell the other side; OSError where it is gone."""
        self.give(pickle.dumps(thing, protocol=5))

    def give(self, packed: bytes) -> None:
        """Tell the other side what was pickled already."""
        left = memoryview(len(packed).to_bytes(_HEAD, "big") + packed)
        while left:
            left = left[os.write(self._writing, left) :]

    def close(self) -> None:
        """Hear and tell no more."""
        ends = self.reading, self._writing
        self.reading = self._writing = -1  # their numbers are soon those of other files
        for end in ends:
            os.close(end)

    def _read(self, length: int) -> bytes:
        pieces = []
        while length:
            piece = os.read(self.reading, min(length, _PIECE))
            if not piece:
                raise EOFError
            pieces.append(piece)
            length -= len(piece)
        return b"".join(pieces)


#: SIGKILL, wherever a process can be copied; the module that names it takes a millisecond of a short run to import.
_KILL = 9
_HEAD = 8  # bytes that tell how many follow
_BESIDE = 1 << 15  # bytes of a pipe that what was given before may still take
_PIECE = 1 << 20  # bytes asked for at a time: as much memory is taken as is asked for


class _Connections:
    """The same by the connections of `multiprocessing`."""

    def __init__(self, reading: Connection, writing: Connection) -> None:
        self.reading, self._writing = reading, writing

    def hear(self) -> object:
        return self.reading.recv()

    def tell(self, thing: object) -> None:
        self._writing.send(thing)

    def give(self, packed: bytes) -> None:
        self._writing.send_bytes(packed)


#: What a process hears from its parent, and tells it.
Line: TypeAlias = _Pipes | _Connections
#: What a process does: all its life it hears and tells.
Life: TypeAlias = Callable[[Line], None]


class Copied(_Pipes):
    """A process that is a copy of this one; only for systems that can, and a process without threads."""

    def __init__(self, life: Life) -> None:
        """Start it; OSError where the system has no room for one more."""
        assert sys.platform != "win32"
        given, tasks = os.pipe()
        answers, told = os.pipe()
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):  # what waits in it would be written twice
                stream.flush()
        try:
            self._id = os.fork()
        except OSError:
            for end in (given, tasks, answers, told):
                os.close(end)
            raise
        if not self._id:
            _live(life, _Pipes(given, told), (tasks, answers))
        os.close(given)
        os.close(told)
        super().__init__(answers, tasks)

    def holds(self, length: int) -> bool:
        """Tell whether so much can be given at a time when the process hears nothing, and nobody has to wait for it."""
        try:
            from fcntl import F_SETPIPE_SZ, fcntl  # Linux only, and only so much without being root

            return fcntl(self._writing, F_SETPIPE_SZ, length + _HEAD + _BESIDE) >= length + _HEAD + _BESIDE
        except (ImportError, OSError):
            return False

    def stop(self) -> None:
        """Stop the process, whatever it does, and do not wait until it has gone: `end` does."""
        if self._id and sys.platform != "win32":
            os.kill(self._id, _KILL)

    def end(self) -> None:
        """End the process, whatever it does; once more is no harm."""
        if self._id and sys.platform != "win32":
            self.stop()
            pid, self._id = self._id, 0
            with suppress(ChildProcessError):  # who started us may not want to know of children
                os.waitpid(pid, 0)
            self.close()


def _live(life: Life, line: Line, others: Sequence[int]) -> None:
    """Be the copy, to the end: of what the parent had still to do, nothing is done here."""
    try:
        for end in others:  # the parent's: while one is open here, nobody would see that the parent is gone
            os.close(end)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        life(line)
    finally:
        os._exit(0)


class Fresh(_Connections):
    """A process that starts afresh: `life` has to be a function of a module, or a `partial` of one."""

    def __init__(self, life: Life) -> None:
        """Start it; OSError where the system has no room for one more."""
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        given, tasks = context.Pipe(duplex=False)
        answers, told = context.Pipe(duplex=False)
        self._process = context.Process(target=life, args=(_Connections(given, told),), daemon=True)
        self._process.start()
        given.close()
        told.close()
        super().__init__(answers, tasks)

    def holds(self, _length: int) -> bool:
        """Tell that nobody knows."""
        return False

    def stop(self) -> None:
        """Stop the process, whatever it does, and do not wait until it has gone: `end` does."""
        self._process.kill()

    def end(self) -> None:
        """End the process, whatever it does; once more is no harm."""
        self.stop()
        self._process.join()
        self.reading.close()
        self._writing.close()


P = TypeVar("P", bound="Copied | Fresh")


def told_by(processes: Sequence[P], seconds: float) -> list[P]:
    """Return the processes, all of one kind, of which something is to be heard, waiting for it not longer than that.

    The end of a process is something, too.
    """
    if sys.platform != "win32" and isinstance(processes[0], Copied):
        import select

        poll = select.poll()
        by_pipe = {process.reading: process for process in processes if isinstance(process, Copied)}
        for pipe in by_pipe:
            poll.register(pipe, select.POLLIN)
        return [by_pipe[pipe] for pipe, _ in poll.poll(seconds * 1000)]
    from multiprocessing.connection import wait

    ready = wait([process.reading for process in processes if isinstance(process, Fresh)], timeout=seconds)
    return [process for process in processes if isinstance(process, Fresh) and process.reading in ready]
