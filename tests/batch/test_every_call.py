"""Whichever call to the system fails, the first or the last: results stay whole, old or new, and the batch goes on."""

from __future__ import annotations

import builtins
import io
import json
import multiprocessing
import os
import random
import sys
import tempfile
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from cchc_xlsx import batch
from tests.builders import PYTHON, bytes_of, cchc, file_of, filled, founded, results, send, state_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what is patched here reaches only copied processes")
FULL, DENIED, BROKEN, READ_ONLY = (
    OSError(28, "No space left on device"),
    PermissionError(13, "Permission denied"),
    OSError(5, "Input/output error"),
    OSError(30, "Read-only file system"),
)
MOST = 200  # calls that a run of these may need; it needs far fewer


class Faults:
    """Counts the calls that touch files of a folder and lets the n-th fail; `failed` is that call's name and path."""

    def __init__(self, root, at=0, error=BROKEN, kinds=()):
        self.root, self.at, self.error, self.kinds = os.fspath(root), at, error, kinds
        self._calls = multiprocessing.Value("i", 0)  # shared with the workers, which are copies of this process
        self._failed = multiprocessing.Array("c", 4096)

    @property
    def calls(self):
        return self._calls.value

    @property
    def failed(self):
        kind, _, path = self._failed.value.decode().partition(" ")
        return kind, path

    def call(self, kind, path):
        if self.kinds and kind not in self.kinds:
            return
        with self._calls.get_lock():
            self._calls.value += 1
            mine = self._calls.value == self.at
        if mine:
            self._failed.value = f"{kind} {path}".encode()
            raise type(self.error)(*self.error.args, path)

    def ours(self, path):
        return isinstance(path, str | os.PathLike) and os.fspath(path).startswith(self.root)

    def patched(self, home, name, kind, which=0):
        real = getattr(home, name)

        def call(*arguments, **options):
            if len(arguments) > which and self.ours(arguments[which]):
                self.call(kind, os.fspath(arguments[which]))
            return real(*arguments, **options)

        return call

    def install(self, patch):
        opened = self.patched(io, "open", "open")

        def opening(path, *arguments, **options):
            file = opened(path, *arguments, **options)
            return _Reading(file, self) if self.ours(path) and "r" in (*arguments, "r")[0] else file

        patch.setattr(io, "open", opening)
        patch.setattr(builtins, "open", io.open)
        patch.setattr(os, "replace", self.patched(os, "replace", "replace", 1))
        patch.setattr(os, "scandir", self.patched(os, "scandir", "list"))
        patch.setattr(os, "mkdir", self.patched(os, "mkdir", "mkdir"))
        patch.setattr(os, "chmod", self.patched(os, "chmod", "chmod"))
        real_temporary, real_open, real_sync = tempfile.mkstemp, os.fdopen, os.fsync

        def made(*arguments, **options):
            self.call("create", os.fspath(options["dir"]))
            return real_temporary(*arguments, **options)

        def synced(handle):
            self.call("fsync", str(handle))
            real_sync(handle)

        patch.setattr(tempfile, "mkstemp", made)
        patch.setattr(os, "fdopen", lambda *a, **o: _Watched(real_open(*a, **o), self))
        patch.setattr(os, "fsync", synced)


class _Watched:
    """A file being written whose every write and flush is counted; one that fails has written half."""

    def __init__(self, file, faults):
        self._file, self._faults = file, faults

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._file.close()

    def write(self, data):
        try:
            self._faults.call("write", str(self._file.name))
        except OSError:
            self._file.write(data[: len(data) // 2])
            raise
        return self._file.write(data)

    def close(self):
        self._file.close()

    def flush(self):
        self._faults.call("flush", str(self._file.name))
        self._file.flush()

    def fileno(self):
        return self._file.fileno()


class _Reading:
    """A file being read whose every read is counted: a stick may be pulled out in the middle."""

    def __init__(self, file, faults):
        self._file, self._faults = file, faults

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._file.close()

    def read(self, *most):
        self._faults.call("read", os.fspath(self._file.name))
        return self._file.read(*most)

    def __getattr__(self, name):
        return getattr(self._file, name)


@pytest.fixture
def folder(tmp_path):
    """A campaign with results of yesterday and workbooks handed out, and something new among what came back."""
    folder = founded(tmp_path / "dot")
    send(folder, "a.xlsx", filled("00101"))
    batch.merge(folder)
    batch.generate(folder)
    send(folder, "b.xlsx", filled("00102", {"1.1": Decimal(3)}))
    send(folder, "sâu/c.xlsx", filled("00103"))
    return folder


def whole(data):
    """Tell whether a result is whole."""
    if data.startswith(b"{"):
        return json.loads(data)["format"] == 1
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.testzip() is None


def run_with(faults, *command):
    """Run a command line under faults; whatever happens, it ends with a code and without a programmer's word."""
    with pytest.MonkeyPatch.context() as patch:
        faults.install(patch)
        ran = cchc(*command)
    assert ran.code in (0, 1, 3)
    assert not PYTHON.search(ran.err + ran.out)
    return ran


def fail_one_after_the_other(root, command, reset, check, error=BROKEN, kinds=()):
    """Let the first call fail, then the second, until a run needs fewer; return how many there were."""
    for number in range(1, MOST):
        reset()
        faults = Faults(root, number, error, kinds)
        ran = run_with(faults, *command)
        if faults.calls < number:
            return number - 1
        check(ran, faults)
    raise AssertionError("there is no end of calls")


@pytest.mark.parametrize("error", [BROKEN, DENIED, FULL, READ_ONLY], ids=lambda error: str(error.args[1]))
def test_whichever_call_of_a_merge_fails_results_are_the_old_ones_or_new_ones_and_whole(folder, error):
    old = bytes_of(folder.results)
    received = state_of(folder.received)
    batch.merge(folder)
    new = bytes_of(folder.results)
    names = {"a.xlsx", "b.xlsx", "sâu/c.xlsx"}
    assert old != new
    kinds = set()

    def reset():
        for name, data in old.items():
            (folder.results / name).write_bytes(data)

    def check(ran, faults):
        kind, path = faults.failed
        kinds.add(kind)
        after = bytes_of(folder.results)
        assert all(whole(data) for data in after.values())
        assert state_of(folder.received) == received
        if ran.code == 3:
            assert after == old, faults.failed
            assert ran.err.strip()
            assert ran.out == ""
        elif str(folder.received) in path:  # what one file costs is that file, or that folder
            told = results(folder)
            lost = {line["path"] for line in told["files"] if line["outcome"] == "unreadable"}
            assert len(lost) == 1, faults.failed
            assert {line["path"] for line in told["files"]} <= names | {"sâu"}
            assert all(file_of(told, name)["reason"] for name in lost)
            assert sum(line["outcome"] == "counted" for line in told["files"]) == 2
        else:
            assert after == new, faults.failed

    calls = fail_one_after_the_other(folder.root, ("merge", "-C", folder.root, "--jobs", "1"), reset, check, error)
    assert calls >= 16
    assert {"open", "read", "create", "write", "fsync", "replace", "list"} <= kinds
    assert cchc("merge", "-C", folder.root, "--jobs", "1").code == 0
    assert bytes_of(folder.results) == new


def test_whichever_call_of_a_generate_fails_each_workbook_is_whole(folder):
    new = bytes_of(folder.issued)
    old = {name: data + b"yesterday" for name, data in new.items()}

    def reset():
        for name, data in old.items():
            (folder.issued / name).write_bytes(data)

    def check(ran, faults):
        after = bytes_of(folder.issued)
        assert set(after) == set(old), faults.failed
        assert all(after[name] in (old[name], new[name]) for name in after), faults.failed
        assert ran.code == 3 or after == new, faults.failed

    calls = fail_one_after_the_other(folder.root, ("generate", "-C", folder.root), reset, check)
    assert calls >= 3 * 5


@pytest.mark.parametrize("line", ["check", "status", "verify", "explain 00101"])
def test_whichever_call_of_a_reading_command_fails_nothing_is_written(folder, line):
    before = state_of(folder.root)

    def check(_ran, _faults):
        assert state_of(folder.root) == before

    command = (*line.split(), "-C", folder.root, "--jobs", "1")
    assert fail_one_after_the_other(folder.root, command, lambda: None, check) >= 5


def test_a_first_merge_that_fails_anywhere_leaves_nothing_half_done(tmp_path):
    folder = founded(tmp_path / "dot")
    send(folder, "a.xlsx", filled("00101"))

    def reset():
        for path in folder.results.glob("*"):
            path.unlink()

    def check(ran, faults):
        made = bytes_of(folder.results) if folder.results.exists() else {}
        assert set(made) in (set(), {"tong-hop.xlsx", "tong-hop.json", "tong-hop.lock.json"}), faults.failed
        assert bool(made) == (ran.code != 3), faults.failed

    fail_one_after_the_other(folder.root, ("merge", "-C", folder.root, "--jobs", "1"), reset, check, FULL)


def test_the_order_in_which_a_disk_lists_its_files_changes_no_byte(folder, monkeypatch):
    for number in range(12):
        send(folder, f"thư mục {number % 4}/{number}.xlsx", filled("00101", {"1.1": Decimal(number)}))
    batch.merge(folder)
    first = bytes_of(folder.results)
    real = os.scandir
    for number in range(5):
        chance = random.Random(number)

        class Shuffled:
            def __init__(self, path=".", chance=chance):
                with real(path) as entries:
                    self.entries = sorted(entries, key=lambda entry: entry.name)
                chance.shuffle(self.entries)

            def __iter__(self):
                return iter(self.entries)

            def __next__(self):
                if not self.entries:
                    raise StopIteration
                return self.entries.pop()

            def __enter__(self):
                return self

            def __exit__(self, *_error):
                pass

            def close(self):
                pass

        monkeypatch.setattr(os, "scandir", Shuffled)
        batch.merge(folder)
        assert bytes_of(folder.results) == first


def test_what_an_interrupted_run_left_behind_is_named_and_never_counted(folder):
    leftover = folder.received / ".cchc-abc123.tmp"
    leftover.write_bytes((folder.received / "a.xlsx").read_bytes())
    batch.merge(folder)
    told = results(folder)
    assert file_of(told, ".cchc-abc123.tmp")["outcome"] == "foreign"
    assert [line["path"] for line in told["files"] if line["outcome"] == "counted"] == [
        "a.xlsx",
        "b.xlsx",
        "sâu/c.xlsx",
    ]
    assert Path(leftover).exists()
