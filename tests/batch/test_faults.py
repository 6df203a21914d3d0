"""A disk that fills, a file that is held, a person who presses Ctrl-C: at whatever step, nothing is half-written."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cchc_xlsx import batch
from cchc_xlsx.batch import Folder, Unreachable, merging
from cchc_xlsx.batch.folder import put
from tests.builders import PYTHON, Failing, bytes_of, cchc, filled, founded, send


class _FullDisk:
    """A file on a disk that is full: nothing more can be written."""

    def __init__(self, file):
        self._file = file

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._file.close()

    def write(self, data):
        self._file.write(data[: len(data) // 2])
        raise OSError(28, "No space left on device")


class FailingWrite(Failing):
    """`os.fdopen` whose n-th file can be written to by half."""

    def __call__(self, *arguments, **options):
        self.calls += 1
        file = self.real(*arguments, **options)
        return _FullDisk(file) if self.calls == self.at else file


STEPS = {
    "making a file": (tempfile, "mkstemp", Failing),
    "writing it": (os, "fdopen", FailingWrite),
    "bringing it to the disk": (os, "fsync", Failing),
    "putting it in its place": (os, "replace", Failing),
}
RESULTS = 3  # files that a merge makes


@pytest.fixture
def folder(tmp_path):
    """A campaign with results of yesterday, and something new among what came back."""
    folder = founded(tmp_path / "dot")
    send(folder, "a.xlsx", filled("00101"))
    batch.merge(folder)
    batch.generate(folder)
    send(folder, "b.xlsx", filled("00102", {"1.1": Decimal(3)}))
    return folder


def leftovers(folder):
    return [path for path in folder.root.rglob("*") if path.name.startswith(".cchc-")]


def broken_at(monkeypatch, step, number, error=None):
    home, name, kind = STEPS[step]
    failing = kind(getattr(home, name), number, error)
    monkeypatch.setattr(home, name, failing)
    return failing


@pytest.mark.parametrize("number", range(1, RESULTS + 1))
@pytest.mark.parametrize("step", STEPS)
def test_a_merge_that_cannot_write_leaves_yesterdays_results_whole(folder, monkeypatch, step, number):
    before = bytes_of(folder.results)
    failing = broken_at(monkeypatch, step, number)
    ran = cchc("merge", "-C", folder.root)
    assert failing.calls >= number
    assert ran.code == 3
    assert "ket-qua" in ran.err
    assert "Không ghi được" in ran.err
    assert not PYTHON.search(ran.err)
    assert ran.out == ""
    assert bytes_of(folder.results) == before
    assert leftovers(folder) == []


@pytest.mark.parametrize("step", STEPS)
def test_a_first_merge_that_cannot_write_leaves_nothing(tmp_path, monkeypatch, step):
    folder = founded(tmp_path / "dot")
    broken_at(monkeypatch, step, RESULTS)
    assert cchc("merge", "-C", folder.root).code == 3
    assert not folder.results.exists() or not list(folder.results.iterdir())


@pytest.mark.parametrize("step", ["making a file", "bringing it to the disk", "putting it in its place"])
def test_ctrl_c_while_results_are_written_leaves_yesterdays_whole(folder, monkeypatch, step):
    before = bytes_of(folder.results)
    broken_at(monkeypatch, step, RESULTS, KeyboardInterrupt())
    assert cchc("merge", "-C", folder.root).code == 130
    assert bytes_of(folder.results) == before
    assert leftovers(folder) == []


def test_the_steps_counted_here_are_all_the_steps_of_a_merge(folder, monkeypatch):
    counters = [broken_at(monkeypatch, step, 0) for step in STEPS]
    batch.merge(folder)
    assert [counter.calls for counter in counters] == [RESULTS] * len(STEPS)


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("step", STEPS)
def test_a_generate_that_cannot_write_leaves_each_workbook_whole_old_or_new(folder, monkeypatch, step, number):
    before = bytes_of(folder.issued)
    for path in folder.issued.iterdir():
        path.write_bytes(before[path.name] + b"yesterday")
    new = before
    old = bytes_of(folder.issued)
    failing = broken_at(monkeypatch, step, number)
    ran = cchc("generate", "-C", folder.root)
    together = step == "bringing it to the disk"  # in no order: all that wait for the disk wait at once
    assert number <= failing.calls <= (3 if together else number)
    assert ran.code == 3
    assert "phat-hanh" in ran.err
    assert not PYTHON.search(ran.err)
    after = bytes_of(folder.issued)
    assert set(after) == set(old)
    fresh = [after[name] == new[name] for name in sorted(after)]
    assert fresh == sorted(fresh, reverse=True)
    assert fresh.count(True) == number - 1 or together
    assert not all(fresh)
    assert all(after[name] in (old[name], new[name]) for name in after)
    assert leftovers(folder) == []


def test_ctrl_c_between_two_workbooks_leaves_whole_ones(folder, monkeypatch):
    broken_at(monkeypatch, "putting it in its place", 2, KeyboardInterrupt())
    target = folder.root / "moi"
    ran = cchc("generate", "-C", folder.root, "--to", target)
    assert ran.code == 130
    assert ran.out == ""
    (made,) = target.iterdir()
    assert zipfile.ZipFile(made).testzip() is None


@pytest.mark.parametrize("blocked", ["tong-hop.xlsx", "tong-hop.json"])
def test_where_a_folder_stands_in_the_way_of_one_result_neither_is_written(folder, blocked):
    other = ({"tong-hop.xlsx", "tong-hop.json"} - {blocked}).pop()
    (folder.results / blocked).unlink()
    (folder.results / blocked).mkdir()
    before = (folder.results / other).read_bytes()
    ran = cchc("merge", "-C", folder.root)
    assert ran.code == 3
    assert blocked in ran.err
    assert (folder.results / other).read_bytes() == before
    assert leftovers(folder) == []


def test_a_file_where_the_folder_of_results_should_be_is_left_alone(tmp_path):
    folder = founded(tmp_path / "dot")
    folder.results.write_text("của tôi", encoding="utf-8")
    assert cchc("merge", "-C", folder.root).code == 3
    assert folder.results.read_text(encoding="utf-8") == "của tôi"


def test_a_disk_that_knows_no_rights_takes_files_all_the_same(tmp_path, monkeypatch):
    def refused(*_arguments, **_options):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chmod", refused)
    put({tmp_path / "a": b"1"})
    assert (tmp_path / "a").read_bytes() == b"1"


def test_files_put_together_are_put_back_together(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "c").mkdir()
    with pytest.raises(Unreachable) as caught:
        put({tmp_path / "a": b"new", tmp_path / "b": b"new", tmp_path / "c": b"new"})
    assert "c" in caught.value.words.en
    assert bytes_of(tmp_path) == {"a": b"old"}


class _Held(Failing):
    """`os.replace` while another program holds the files of these names open, as Windows has it."""

    def __init__(self, real, names):
        super().__init__(real)
        self.names = names

    def __call__(self, source, target):
        self.calls += 1
        if os.path.basename(target) in self.names:  # noqa: PTH119  # a stand-in for a function of os
            raise PermissionError(13, "The process cannot access the file", str(target))
        return self.real(source, target)


def test_a_result_open_in_another_program_stays_and_the_new_one_lies_beside_it(folder, monkeypatch):
    before = bytes_of(folder.results)
    monkeypatch.setattr(os, "replace", _Held(os.replace, {"tong-hop.xlsx"}))
    merged = batch.merge(folder, now=datetime(2024, 12, 1, 17, 5))
    after = bytes_of(folder.results)
    assert after["tong-hop.xlsx"] == before["tong-hop.xlsx"]
    assert after["tong-hop.json"] != before["tong-hop.json"]
    dated = "tong-hop (2024-12-01 17.05).xlsx"
    assert {meant.name: went.name for meant, went in merged.written.items()} == {
        "tong-hop.xlsx": dated,
        "tong-hop.json": "tong-hop.json",
        "tong-hop.lock.json": "tong-hop.lock.json",
    }
    monkeypatch.undo()
    batch.merge(folder)
    assert after[dated] == bytes_of(folder.results)["tong-hop.xlsx"]
    assert leftovers(folder) == []


def test_the_command_says_which_result_was_open_and_where_the_new_one_is(folder, monkeypatch):
    monkeypatch.setattr(os, "replace", _Held(os.replace, {"tong-hop.xlsx"}))
    ran = cchc("merge", "-C", folder.root)
    assert ran.code in (0, 1)
    (dated,) = (path.name for path in folder.results.glob("tong-hop (*).xlsx"))
    assert dated in ran.err
    assert "đang được mở" in ran.err


def test_what_does_not_read_back_as_written_never_takes_its_name(folder, monkeypatch):
    before = bytes_of(folder.results)
    real = Path.open

    def spoilt(path, mode="r", **options):
        file = real(path, mode, **options)
        if mode != "rb" or not path.name.startswith(".cchc-"):
            return file
        with file:
            return io.BytesIO(file.read()[:-1] + b"?")

    monkeypatch.setattr(Path, "open", spoilt)
    assert cchc("merge", "-C", folder.root).code == 3
    monkeypatch.undo()
    assert bytes_of(folder.results) == before
    assert leftovers(folder) == []


def test_what_a_killed_run_left_behind_is_swept_away_and_what_another_run_is_writing_is_not(folder):
    old, young = folder.results / ".cchc-old.tmp", folder.results / ".cchc-young.tmp"
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (1, 1))
    batch.merge(folder)
    assert leftovers(folder) == [young]


def test_an_init_that_cannot_write_leaves_no_campaign_workbook(tmp_path, monkeypatch):
    broken_at(monkeypatch, "bringing it to the disk", 1)
    ran = cchc("init", tmp_path / "dot", "--template", "ha-trung-2023")
    assert ran.code == 3
    assert not Folder(tmp_path / "dot").campaign.exists()
    monkeypatch.undo()
    assert cchc("init", tmp_path / "dot", "--template", "ha-trung-2023").code == 0


def test_a_fault_of_the_programs_own_is_a_sentence_and_leaves_results_whole(folder, monkeypatch):
    before = bytes_of(folder.results)
    monkeypatch.delenv("CCHC_DEBUG", raising=False)

    def faulty(*_arguments):
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(merging, "summary_of", faulty)
    ran = cchc("merge", "-C", folder.root)
    assert ran.code == 3
    assert "CCHC_DEBUG" in ran.err
    assert not PYTHON.search(ran.err)
    assert "division" not in ran.err
    assert bytes_of(folder.results) == before
