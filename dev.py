"""The one developer command: `python dev.py check` checks everything; `python dev.py` tells the others."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent
PYTHON = sys.executable
CODE = ("cchc_xlsx", "tests", "docs", "benchmarks", "workbook_templates", "dev.py", "setup.py")

#: What `check` runs, in this order: quick things first, the tests last.
STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("format", (PYTHON, "-m", "ruff", "format", "--check", *CODE)),
    ("lint", (PYTHON, "-m", "ruff", "check", *CODE)),
    ("types", (PYTHON, "-m", "mypy", "--strict", "cchc_xlsx")),
    ("import contracts", (PYTHON, "-c", "from importlinter.cli import lint_imports_command as run; run()")),
    ("generated docs", (PYTHON, "docs/make.py", "--check")),
    ("tests", (PYTHON, "-m", "pytest", "-q")),
)
COMMANDS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "check": STEPS,
    "format": (
        ("format", (PYTHON, "-m", "ruff", "format", *CODE)),
        ("lint", (PYTHON, "-m", "ruff", "check", "--fix", *CODE)),
    ),
    "docs": (("docs", (PYTHON, "docs/make.py")),),
    "pictures": (("pictures", (PYTHON, "docs/make.py", "pictures")),),
    "templates": (("templates", (PYTHON, "tests/remake_templates.py")),),
    "words": (("words", (PYTHON, "-m", "babel.messages.frontend", "compile", "-d", "cchc_xlsx/locale")),),
    "wheel": (("wheel", (PYTHON, "-m", "build", "--wheel")),),
}


def main(arguments: list[str]) -> int:
    """Run a command's steps one after the other; return the exit code of the first that fails."""
    steps = COMMANDS.get(arguments[0] if arguments else "")
    if steps is None:
        print(f"usage: python dev.py {'|'.join(COMMANDS)}", file=sys.stderr)
        return 2
    for name, command in steps:
        print(f"== {name}", flush=True)
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        if code:
            print(f"== {name}: failed", file=sys.stderr)
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
