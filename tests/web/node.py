"""JavaScript libraries as stand-ins for the programs of the web that open, change and save a workbook."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

HOME = Path(__file__).parent
REQUIRED = os.environ.get("CCHC_REQUIRE_NODE") == "1"


def require_node() -> None:
    """Skip the test with a visible reason where node or its libraries are lacking; fail where they are required."""
    lacking = "" if shutil.which("node") else "node is not installed"
    if not lacking and not (HOME / "node_modules").is_dir():
        lacking = "its libraries are not installed: npm ci --ignore-scripts --prefix tests/web"
    if lacking:
        if REQUIRED:
            pytest.fail(lacking)
        pytest.skip(lacking)


def saved_by(library: str, path: Path, out: Path, cells: Mapping[tuple[str, str], float | str]) -> Path:
    """Open a workbook with a library (`exceljs`, `sheetjs`), type into cells by sheet and name, save it as `out`."""
    require_node()
    told = json.dumps([[sheet, cell, value] for (sheet, cell), value in cells.items()])
    command = ["node", str(HOME / "save.js"), library, str(path), str(out)]
    done = subprocess.run(command, input=told, text=True, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return out
