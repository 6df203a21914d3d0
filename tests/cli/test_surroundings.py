"""The same results whatever surrounds the program: locale, encoding, rights; inputs are only ever read."""

from __future__ import annotations

import os

import pytest

from cchc_xlsx import batch
from tests.builders import ROOT, bytes_of, cchc_apart, filled, founded, send, state_of

#: Loaded by every Python that starts with its folder on the path: notes whatever would change a file of the inputs.
WATCHING = """
import os, sys

kept = os.environ["CCHC_TEST_KEPT"].split(os.pathsep)

def inside(path):
    path = os.path.abspath(os.fsdecode(path)) if isinstance(path, (str, bytes, os.PathLike)) else ""
    return any(path == root or path.startswith(root + os.sep) for root in kept)

def watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        changes = inside(path) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
    else:
        changes = event in CHANGING and any(inside(each) for each in arguments)
    if changes:
        os.write(noted, f"{event} {arguments}\\n".encode())

CHANGING = {"os.remove", "os.rename", "os.chmod", "os.chown", "os.utime", "os.mkdir", "os.rmdir", "os.truncate",
            "os.link", "os.symlink", "os.setxattr", "shutil.move", "shutil.copyfile", "tempfile.mkstemp"}
noted = os.open(os.environ["CCHC_TEST_NOTED"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
sys.addaudithook(watch)
"""


@pytest.fixture
def folder(tmp_path):
    folder = founded(tmp_path / "đợt chấm")
    send(folder, "a.xlsx", filled("00101"))
    send(folder, "sâu/b.xlsx", filled("00102", {"1.1": "hai"}))
    send(folder, "c.xlsx", b"%PDF-1.4")
    return folder


def watched(folder, tmp_path, command):
    """Run a command with the inputs watched; return its code and what it tried to change."""
    home, noted = tmp_path / "site", tmp_path / "noted"
    home.mkdir(exist_ok=True)
    (home / "sitecustomize.py").write_text(WATCHING)
    noted.write_bytes(b"")
    ran = cchc_apart(
        command, "-C", folder.root,
        PYTHONPATH=f"{home}{os.pathsep}{ROOT}",
        CCHC_TEST_KEPT=os.pathsep.join(map(str, (folder.received, folder.campaign))),
        CCHC_TEST_NOTED=str(noted),
    )  # fmt: skip
    return ran.returncode, noted.read_text()


@pytest.mark.parametrize(("command", "code"), [("check", 1), ("merge", 1), ("status", 1), ("generate", 0), ("spec", 0)])
def test_what_came_back_and_the_campaign_workbook_are_opened_for_reading_only(folder, tmp_path, command, code):
    """Whoever may do anything, like root, is not stopped by rights: what is tried is watched instead."""
    for path in (*folder.received.rglob("*.xlsx"), folder.campaign):
        path.chmod(0o444)
    for path in (folder.received / "sâu", folder.received):
        path.chmod(0o555)
    before = state_of(folder.root)
    try:
        assert watched(folder, tmp_path, command) == (code, "")
    finally:
        for path in (folder.received, folder.received / "sâu"):
            path.chmod(0o755)
    after = state_of(folder.root)
    assert {path: mark for path, mark in after.items() if path in before} == before


def test_the_watch_itself_works(folder, tmp_path):
    (tmp_path / "site").mkdir()
    wrong = WATCHING + f"\nopen({str(folder.received / 'x')!r}, 'w').close()\n"
    noted = tmp_path / "noted"
    (tmp_path / "site" / "sitecustomize.py").write_text(wrong)
    cchc_apart(
        "--version",
        PYTHONPATH=f"{tmp_path / 'site'}{os.pathsep}{ROOT}",
        CCHC_TEST_KEPT=str(folder.received),
        CCHC_TEST_NOTED=str(noted),
    )
    assert "open" in noted.read_text()


SURROUNDINGS = {
    "the plain locale": {"LC_ALL": "C"},
    "a plain locale, no UTF-8 mode": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "a console of ASCII": {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    "a Vietnamese locale that is not installed": {"LC_ALL": "vi_VN.UTF-8", "LANG": "vi_VN.UTF-8"},
    "a locale with a decimal comma": {"LC_ALL": "de_DE.UTF-8"},
    "a Turkish locale": {"LC_ALL": "tr_TR.UTF-8"},
    "another time zone": {"TZ": "Pacific/Kiritimati"},
    "another seed of hashing": {"PYTHONHASHSEED": "4242"},
    "no home and no terminal": {"HOME": "/nonexistent", "TERM": "dumb"},
}


@pytest.mark.parametrize("surroundings", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_results_are_the_same_bytes_in_any_surroundings(folder, surroundings):
    batch.merge(folder)
    batch.generate(folder)
    results, issued = bytes_of(folder.results), bytes_of(folder.issued)
    for path in (*folder.results.iterdir(), *folder.issued.iterdir()):
        path.unlink()
    merged = cchc_apart("merge", "-C", folder.root, **surroundings)
    assert merged.returncode == 1, merged.stderr.decode()
    assert "điểm" in merged.stdout.decode("utf-8")
    assert cchc_apart("generate", "-C", folder.root, **surroundings).returncode == 0
    assert bytes_of(folder.results) == results
    assert bytes_of(folder.issued) == issued
