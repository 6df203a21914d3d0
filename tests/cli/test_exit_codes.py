"""Exit codes are as fixed, and whatever goes wrong is said in a sentence."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cchc_xlsx.batch import intake, merging, pressing
from tests.builders import (
    PYTHON,
    ROOT,
    campaign,
    cchc,
    cchc_apart,
    environment_without_settings,
    filled,
    founded,
    send,
)

ON_A_CAMPAIGN = ["spec", "generate", "status", "check", "merge", "explain 00101"]


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch):
    monkeypatch.delenv("CCHC_LANGUAGE", raising=False)
    monkeypatch.delenv("CCHC_DEBUG", raising=False)


@pytest.fixture
def folder(tmp_path):
    return founded(tmp_path / "dot")


def said(ran, code):
    """Assert that a command failed as it should: exit code, nothing on stdout, a sentence on stderr."""
    assert ran.code == code, ran.err
    assert ran.out == ""
    assert ran.err.strip()
    assert not PYTHON.search(ran.err)
    return ran.err


def complete(folder):
    for unit in ("00101", "00102", "00103"):
        send(folder, f"{unit}.xlsx", filled(unit))


def test_0_where_all_is_well(folder):
    assert cchc("spec", "-C", folder.root).code == 0
    assert cchc("generate", "-C", folder.root).code == 0
    complete(folder)
    for command in ("status", "check", "merge"):
        assert cchc(command, "-C", folder.root).code == 0, command
    assert cchc("rule").code == cchc("rule", "S04").code == cchc("rule", "score_above_maximum").code == 0
    assert cchc("init", "--list").code == 0
    assert cchc("--help").code == cchc("--version").code == cchc("merge", "-h").code == 0


def test_1_where_there_are_errors_and_everything_is_written_all_the_same(folder):
    complete(folder)
    send(folder, "00103.xlsx", filled("00103", {"1.1": 50}))
    for command in ("status", "check", "merge"):
        assert cchc(command, "-C", folder.root).code == 1, command
    assert {path.name for path in folder.results.iterdir()} == {"tong-hop.xlsx", "tong-hop.json", "tong-hop.lock.json"}


def test_1_where_a_unit_is_missing(folder):
    assert cchc("merge", "-C", folder.root).code == 1
    assert (folder.results / "tong-hop.json").exists()


def test_0_where_there_are_only_warnings(folder):
    from datetime import datetime

    complete(folder)
    send(folder, "00103.xlsx", filled("00103", saved=datetime(2024, 12, 24)))
    ran = cchc("merge", "-C", folder.root, "--format", "json")
    assert ran.code == 0
    assert [finding["severity"] for finding in ran.told["findings"]] == ["warning"]


@pytest.mark.parametrize("command", ON_A_CAMPAIGN)
def test_2_where_there_is_no_campaign_workbook(tmp_path, command):
    assert "dot-cham.xlsx" in said(cchc(*command.split(), "-C", tmp_path), 2)
    assert "cchc init" in said(cchc(*command.split(), "-C", tmp_path / "không có"), 2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"PK\x03\x04 cut off", b"\0" * 5000, "mã;tên".encode()])
@pytest.mark.parametrize("command", ON_A_CAMPAIGN)
def test_2_where_the_campaign_workbook_is_damaged(folder, command, data):
    folder.campaign.write_bytes(data)
    assert "dot-cham.xlsx" in said(cchc(*command.split(), "-C", folder.root), 2)
    assert not folder.results.exists()
    assert not folder.issued.exists()


def test_2_where_the_campaign_workbook_is_cut_off_in_the_middle(folder):
    folder.campaign.write_bytes(folder.campaign.read_bytes()[:-2000])
    said(cchc("merge", "-C", folder.root), 2)


def test_2_where_another_workbook_stands_in_the_campaigns_place(folder):
    folder.campaign.write_bytes(filled("00101"))
    ran = cchc("generate", "-C", folder.root)
    assert ran.code == 2
    assert not folder.issued.exists()


@pytest.mark.parametrize("command", ["generate", "status", "check", "merge"])
def test_2_where_the_campaign_has_errors_and_they_are_said(tmp_path, command):
    folder = founded(tmp_path / "dot", campaign(units=(*campaign().units, campaign().units[0])))
    err = said(cchc(*command.split(), "-C", folder.root), 2)
    assert "00101" in err
    assert "cchc spec" in err
    assert not folder.results.exists()


def test_1_where_spec_finds_errors(tmp_path):
    folder = founded(tmp_path / "dot", campaign(units=(*campaign().units, campaign().units[0])))
    ran = cchc("spec", "-C", folder.root)
    assert ran.code == 1
    assert "00101" in ran.out


@pytest.mark.parametrize(
    "line",
    [
        ["khong-co-lenh-nay"],
        ["merge", "--khong-co"],
        ["merge", "--format", "xml"],
        ["status", "thừa"],
        ["merge", "-C"],
        ["init"],
        ["rule", "X99"],
        ["--language", "fr", "rule"],
        ["rule", "--language"],
        [],
    ],
    ids=" ".join,
)
def test_2_for_wrong_usage(tmp_path, monkeypatch, line):
    monkeypatch.chdir(tmp_path)
    said(cchc(*line), 2)
    assert list(tmp_path.iterdir()) == []


def test_2_for_an_unknown_unit(folder):
    assert "99999" in said(cchc("generate", "-C", folder.root, "--unit", "99999"), 2)
    assert not folder.issued.exists()


def test_2_where_the_campaign_folder_is_a_file(folder):
    said(cchc("merge", "-C", folder.campaign), 2)


def test_2_where_init_or_demo_would_go_into_a_file(folder):
    said(cchc("init", folder.campaign), 2)
    said(cchc("demo", folder.campaign), 2)


@pytest.mark.parametrize("command", ["status", "check", "merge"])
def test_3_where_the_folder_of_returns_is_missing(folder, command):
    shutil.rmtree(folder.received)
    assert "nhan-ve" in said(cchc(*command.split(), "-C", folder.root), 3)
    assert not folder.results.exists()


def test_3_where_another_folder_of_returns_is_missing(folder, tmp_path):
    assert "đâu đó" in said(cchc("merge", "-C", folder.root, "--from", tmp_path / "đâu đó"), 3)


def test_3_where_a_file_to_check_is_not_there(folder):
    assert "a.xlsx" in said(cchc("check", "-C", folder.root, folder.received / "a.xlsx"), 3)


@pytest.mark.parametrize("command", ON_A_CAMPAIGN)
def test_3_where_the_campaign_workbook_cannot_be_read(folder, command):
    folder.campaign.unlink()
    folder.campaign.mkdir()
    assert "dot-cham.xlsx" in said(cchc(*command.split(), "-C", folder.root), 3)


def test_3_where_the_folder_of_returns_does_not_open(folder, monkeypatch):
    real = os.scandir

    def scanned(path="."):
        if Path(path).name == "nhan-ve":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scanned)
    assert "nhan-ve" in said(cchc("merge", "-C", folder.root), 3)
    assert not folder.results.exists()


def test_3_where_a_workbook_cannot_be_written(folder):
    (folder.issued / "00102-xa-hai.xlsx").mkdir(parents=True)
    assert "00102-xa-hai.xlsx" in said(cchc("generate", "-C", folder.root), 3)


@pytest.mark.parametrize("command", ["init", "demo"])
def test_3_where_a_file_stands_above_the_new_folder(folder, command):
    said(cchc(command, folder.campaign / "dưới tệp"), 3)


def test_a_file_that_may_not_be_read_is_a_finding_and_not_wrong_usage(folder, monkeypatch):
    path = send(folder, "a.xlsx", filled("00101"))
    monkeypatch.setattr(os, "access", lambda *_: False)
    real = Path.open

    def opened(self, *arguments, **options):
        if self.name == "a.xlsx":
            raise PermissionError(13, "Permission denied", str(self))
        return real(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", opened)
    ran = cchc("check", "-C", folder.root, path, "--format", "json")
    assert ran.code == 1
    assert ran.told["files"][0]["outcome"] == "unreadable"


@pytest.mark.parametrize(
    ("home", "name", "command"),
    [(merging, "take_in", "merge"), (intake, "take_in", "check"), (pressing, "crew_of", "generate")],
)
def test_130_where_a_person_interrupts(folder, monkeypatch, home, name, command):
    def interrupted(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(home, name, interrupted)
    said(cchc(command, "-C", folder.root), 130)
    assert not folder.results.exists()


def started(*line):
    """Start a process whose streams are read here."""
    env = {**environment_without_settings(), "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(line, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no such signal to one process")
def test_130_where_the_key_is_pressed_in_a_terminal(folder):
    # The folder of returns holds a program that waits: the signal comes while the command is at work for certain.
    script = (
        "import signal, sys, time\nfrom cchc_xlsx.batch import merging\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell may have it ignored in what it starts
        "def wait(*a, **k):\n    print('ready', file=sys.stderr, flush=True)\n    time.sleep(60)\n"
        "merging.take_in = wait\nfrom cchc_xlsx.cli import main\nmain()\n"
    )
    with started(sys.executable, "-c", script, "merge", "-C", str(folder.root)) as process:
        assert process.stderr.readline() == b"ready\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, b"")
    assert not PYTHON.search(err.decode())
    assert not folder.results.exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_3_where_stdout_is_full_and_the_results_are_there_all_the_same(folder):
    complete(folder)
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        ran = subprocess.run(
            [sys.executable, "-m", "cchc_xlsx", "merge", "-C", str(folder.root), "--format", "json"],
            env={**environment_without_settings(), "PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ran.returncode == 3
    assert not PYTHON.search(ran.stderr.decode())
    assert (folder.results / "tong-hop.json").exists()


@pytest.mark.skipif(os.name == "nt", reason="pipes of Windows close otherwise")
def test_0_where_nobody_reads_to_the_end(folder):
    for command in (["rule", "--format", "json"], ["rule"], ["merge", "-C", str(folder.root)], ["--help"]):
        with started(sys.executable, "-m", "cchc_xlsx", *command) as process:
            process.stdout.close()
            err = process.stderr.read().decode()
            assert process.wait(timeout=60) == 0, command
        assert not PYTHON.search(err)
    assert (folder.results / "tong-hop.json").exists()


@pytest.mark.skipif(os.name == "nt", reason="needs a shell of POSIX")
def test_closed_streams_stop_nothing(folder):
    complete(folder)
    line = f"exec '{sys.executable}' -m cchc_xlsx merge -C '{folder.root}' >&- 2>&-"
    env = {**environment_without_settings(), "PYTHONPATH": str(ROOT)}
    assert subprocess.run(["sh", "-c", line], env=env, check=False).returncode == 0
    assert (folder.results / "tong-hop.json").exists()


def test_the_exit_code_is_that_of_the_process(folder):
    assert cchc_apart("merge", "-C", folder.root).returncode == 1
    assert cchc_apart("merge", "--khong-co").returncode == 2
    assert cchc_apart("merge", "-C", folder.root, "--from", "khong-co").returncode == 3
