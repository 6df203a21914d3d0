"""Every sample is story, document and test at once: the commands of its `cmd.txt` give what stands in `expected/`.

A line of `cmd.txt` is a command, `# exit N` behind it the exit code where it is not 0. The commands run one after the
other in a copy of the sample; what they print goes to `stdout.txt`.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
from pathlib import Path

import pytest

from cchc_xlsx.cli.program import run
from cchc_xlsx.stock import samples_folder

STORIES = sorted(path.parent for path in samples_folder().glob("*/cmd.txt"))


def play(story: Path) -> str:
    """Run a story's commands in the working folder and return what they print to stdout."""
    out = io.StringIO()
    for line in (story / "cmd.txt").read_text(encoding="utf-8").splitlines():
        command, _, comment = line.partition("#")
        if not command.strip():
            continue
        wanted = re.search(r"exit (\d+)", comment)
        name, *arguments = shlex.split(command)
        assert name == "cchc"
        with contextlib.redirect_stdout(out):
            code = run(arguments)
        assert code == (int(wanted[1]) if wanted else 0), line
    return out.getvalue()


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_samples_commands_give_what_it_expects(story, tmp_path, monkeypatch):
    shutil.copytree(story, tmp_path / "story")
    monkeypatch.chdir(tmp_path / "story")
    (tmp_path / "story" / "stdout.txt").write_text(play(story), encoding="utf-8")
    expected = sorted(path for path in (story / "expected").rglob("*") if path.is_file())
    assert expected
    for path in expected:
        made = tmp_path / "story" / path.relative_to(story / "expected")
        assert made.read_text(encoding="utf-8") == path.read_text(encoding="utf-8"), made.name


def test_there_are_samples():
    assert [story.name for story in STORIES]
