"""Nobody waits for a library that is not used: what the commands import."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.builders import ROOT, environment_without_settings, filled, founded, send

HEAVY = ("pandas", "openpyxl", "xlsxwriter", "rich", "python_calamine", "numpy")


def imported(*arguments):
    """Return which heavy libraries a command line imports."""
    script = (
        "import sys\nfrom cchc_xlsx.cli.program import run\ncode = run(sys.argv[1:])\n"
        f"print('IMPORTED', code, *[name for name in {HEAVY!r} if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        env={**environment_without_settings(), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    _, code, *names = ran.stdout.decode().splitlines()[-1].split()
    assert code in "01", ran.stderr.decode()
    return set(names)


@pytest.mark.parametrize("line", [["--help"], ["merge", "--help"], ["--version"], ["init", "--list"]], ids=" ".join)
def test_help_imports_nothing_heavy(line):
    assert imported(*line) == set()


def test_checking_a_file_imports_no_writer_and_no_table_library(tmp_path):
    folder = founded(tmp_path)
    path = send(folder, "a.xlsx", filled("00101"))
    assert imported("check", "-C", tmp_path, path) == set()
    assert imported("check", "-C", tmp_path, path, "--format", "json") == set()
    assert imported("spec", "-C", tmp_path) == set()


def test_no_command_of_the_loop_needs_pandas(tmp_path):
    folder = founded(tmp_path)
    send(folder, "a.xlsx", filled("00101"))
    for command in ("generate", "status", "merge"):
        assert "pandas" not in imported(command, "-C", tmp_path)


def test_importing_the_package_imports_nothing_but_itself():
    script = "import sys, cchc_xlsx; print([n for n in sys.modules if n.startswith('cchc_xlsx.') or n == 'click'])"
    ran = subprocess.run(
        [sys.executable, "-c", script], env={**environment_without_settings(), "PYTHONPATH": str(ROOT)},
        capture_output=True, check=True,
    )  # fmt: skip
    assert ran.stdout.decode().strip() == "[]"


def test_the_verbs_of_the_package_are_those_of_the_command():
    import cchc_xlsx

    for name in cchc_xlsx.__all__:
        assert callable(getattr(cchc_xlsx, name))
    with pytest.raises(AttributeError):
        cchc_xlsx.khong_co  # noqa: B018
