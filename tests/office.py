"""LibreOffice as a stand-in for the person at the other end: opens, types, recalculates, saves, converts."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

REQUIRED = os.environ.get("CCHC_REQUIRE_LIBREOFFICE") == "1"
_SECONDS = 180


def office() -> str | None:
    """Return the program of LibreOffice; None where there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice")


@functools.cache
def python_with_uno() -> str | None:
    """Return an interpreter that can talk to LibreOffice; None where there is none."""
    program = office()
    beside = str(Path(program).resolve().parent / "python") if program else None
    for python in (beside, "/usr/bin/python3", shutil.which("python3")):
        if python and Path(python).exists():
            tried = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)
            if tried.returncode == 0:
                return python
    return None


def require_office(*, uno: bool = False) -> None:
    """Skip the test with a visible reason where LibreOffice (and `uno`) is lacking; fail where it is required."""
    lacking = "LibreOffice is not installed" if not office() else ""
    if uno and not lacking and not python_with_uno():
        lacking = "no Python here can talk to LibreOffice (Debian's python3-uno)"
    if lacking:
        if REQUIRED:
            pytest.fail(lacking)
        pytest.skip(lacking)


def _profile(folder: Path, *, recalculate: bool = False, locale: str = "en-US") -> str:
    """Return the option for a profile of its own, so that tests do not meet.

    It may ask to recalculate on loading; numbers are typed in it as people of `locale` type them.
    """
    profile = folder / f"profile{'-recalculating' * recalculate}-{locale}"
    wanted = [("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", locale)]
    if recalculate:
        wanted.append(("/org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"))
    if not profile.exists():
        (profile / "user").mkdir(parents=True)
        item = "".join(
            f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
            for path, name, value in wanted
        )
        (profile / "user" / "registrymodifications.xcu").write_text(
            '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
            'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"{item}</oor:items>",
            encoding="utf-8",
        )
    return f"-env:UserInstallation={profile.as_uri()}"


def convert(path: Path, to: str, outdir: Path, *, recalculate: bool = False) -> Path:
    """Open a file without a screen and save it as `to` (xlsx, ods, pdf) into a folder; return the new file."""
    require_office()
    outdir.mkdir(parents=True, exist_ok=True)
    program = office()
    assert program
    kind = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods:calc8"}.get(to, to)
    command = [program, _profile(outdir, recalculate=recalculate), "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(outdir), str(path)], check=True, capture_output=True, timeout=_SECONDS)
    made = outdir / f"{path.stem}.{to}"
    assert made.is_file(), f"LibreOffice did not make {made.name}"
    return made


def recalculated(path: Path, outdir: Path) -> Path:
    """Return a copy of a workbook in which LibreOffice has calculated every formula anew."""
    return convert(path, "xlsx", outdir, recalculate=True)


def type_into(
    path: Path, out: Path, cells: Mapping[tuple[str, str], object], *, save_as: str = "xlsx", locale: str = "en-US"
) -> Path:
    """Open a workbook, type into cells as a person does, save.

    `cells` are by sheet title and cell name. A number is a number; a text is taken as its keys would be in `locale`:
    "2.5" becomes a number in en-US and stays a text in vi-VN, where "2,5" is the number. A locked cell refuses.
    """
    require_office(uno=True)
    python, program = python_with_uno(), office()
    assert python
    assert program
    out.parent.mkdir(parents=True, exist_ok=True)
    told = {
        "path": path.resolve().as_uri(),
        "out": out.resolve().as_uri(),
        "filter": {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8"}[save_as],
        "cells": [[sheet, cell, str(v), isinstance(v, str)] for (sheet, cell), v in cells.items()],
        "office": program,
        "profile": _profile(out.parent, locale=locale),
        "pipe": f"cchc{os.getpid()}x{abs(hash(out)) % 10**8}",
    }
    done = subprocess.run(
        [python, "-c", _TYPIST], input=json.dumps(told), text=True, capture_output=True, timeout=_SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr
    return out


#: Runs under the interpreter that has `uno`: starts LibreOffice, types, saves, ends it.
_TYPIST = """
import json, subprocess, sys, time
import uno
from com.sun.star.beans import PropertyValue

told = json.load(sys.stdin)
accept = "--accept=pipe,name=%s;urp;" % told["pipe"]
office = subprocess.Popen([told["office"], told["profile"], "--headless", "--norestore", "--nodefault", accept])
try:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for attempt in range(240):
        try:
            context = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % told["pipe"])
            break
        except Exception:
            time.sleep(0.25)
    else:
        sys.exit("LibreOffice did not answer")
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    document = desktop.loadComponentFromURL(told["path"], "_blank", 0, (PropertyValue("Hidden", 0, True, 0),))
    for sheet, name, value, text in told["cells"]:
        cell = document.Sheets.getByName(sheet).getCellRangeByName(name)
        if document.Sheets.getByName(sheet).isProtected() and cell.CellProtection.IsLocked:
            sys.exit("%s!%s is locked" % (sheet, name))
        if text:
            cell.FormulaLocal = value  # as the keyboard does; setFormula reads English whatever the locale
        else:
            cell.setValue(float(value))
    document.calculateAll()
    document.storeToURL(told["out"], (PropertyValue("FilterName", 0, told["filter"], 0),))
    document.close(True)
finally:
    try:
        desktop.terminate()  # after a failure, too: ending the launcher would leave the program itself running
    except Exception:
        pass
    try:
        office.wait(30)
    except subprocess.TimeoutExpired:
        office.terminate()
"""
