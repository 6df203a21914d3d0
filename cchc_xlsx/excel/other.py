"""Spreadsheets that are not OOXML (.xls, .ods), read by calamine in a process of its own, which it may bring down."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from cchc_xlsx.excel.opendocument import AREA, About, Content
from cchc_xlsx.excel.package import LIMITS, Limits, Package, Unreadable
from cchc_xlsx.model.book import EPOCH, Book, Cell, Extra, Kind, Sheet, plain, serial
from cchc_xlsx.model.received import Refusal

#: The start of an .xls stream (BOF), and soon after it the record that says how the rest is encrypted (FILEPASS).
_PASSWORD = re.compile(rb"\x09\x08(?:\x10\0.{16}|\x08\0.{8})(?:\x86\0\0\0)?\x2f\0", re.DOTALL).search


def read_xls(data: bytes, limits: Limits = LIMITS) -> Book:
    """Return the book that the bytes of an .xls file hold; Unreadable where there is none.

    Values only, and the book says so: calamine tells neither formulas nor percentages nor names nor properties. It
    returns nothing for a cell with an error, or with a formula that nobody has calculated: such a cell is missing here,
    as if never filled. And LibreOffice writes the number 0 into an .xls where a formula gives a text.
    """
    _sound(data)
    if _PASSWORD(data):
        raise Unreadable(Refusal.PASSWORD)
    code = "_VBA_PROJECT".encode("utf-16-le") in data
    return Book(_apart(data, limits), extras=frozenset([Extra.VALUES_ONLY, *([Extra.MACROS] if code else [])]))


def read_ods(data: bytes, limits: Limits = LIMITS) -> Book:
    """Return the book that the bytes of an .ods file hold; Unreadable where there is none.

    Values come from calamine, all it does not tell from the file itself: formulas, errors, merged areas, names.
    """
    package = Package(data, limits)
    manifest = "META-INF/manifest.xml"
    if manifest in package and b"encryption-data" in package.read(manifest, "small"):
        raise Unreadable(Refusal.PASSWORD)
    content = Content(limits)
    package.walk("content.xml", content.visit, "part")
    about = About()
    package.walk_optional("meta.xml", about.visit)
    sheets = tuple(content.completed(sheet) for sheet in _apart(data, limits))
    code = any(name.startswith(("basic/", "scripts/")) for name in package)
    found = {Extra.MACROS: code, Extra.LINKS: content.linked}
    extras = frozenset(extra for extra, there in found.items() if there)
    return Book(sheets, content.names, about.properties, about.saved, about.program, extras)


def _sound(data: bytes) -> None:
    """Raise Unreadable where the chains of sectors of an OLE file run in a circle: calamine would follow for ever."""
    exponent = int.from_bytes(data[30:32], "little")
    if exponent not in (9, 12):
        raise Unreadable(Refusal.BROKEN, "ole")
    size = 1 << exponent
    count = len(data) // size

    def words(sector: int) -> list[int]:
        block = data[(sector + 1) * size : (sector + 2) * size]
        return [int.from_bytes(block[at : at + 4], "little") for at in range(0, len(block) - 3, 4)]

    listed = [int.from_bytes(data[at : at + 4], "little") for at in range(76, 512, 4)]
    following = int.from_bytes(data[68:72], "little")
    for _ in range(count + 1):
        if following >= count:
            break
        *more, following = words(following) or [count]
        listed += more
    else:
        raise Unreadable(Refusal.BROKEN, "ole")
    table: list[int] = []
    for sector in listed:
        if sector < count and len(table) <= count:
            table += words(sector)
    if _circular(table):
        raise Unreadable(Refusal.BROKEN, "ole")


def _circular(table: list[int]) -> bool:
    """Say whether following a table's numbers from one place to the next ever returns to a place."""
    seen = [0] * len(table)  # the walk that first came by
    for first in range(len(table)):
        place = first
        while place < len(table) and not seen[place]:
            seen[place] = first + 1
            place = table[place]
        if place < len(table) and seen[place] == first + 1:
            return True
    return False


def _apart(data: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """Return the sheets as another process reads them; Unreadable where it finds none, dies or takes too long."""
    if len(data) > limits.file:
        raise Unreadable(Refusal.TOO_LARGE, "file", "file")
    # `-P` and the path in the environment: the child finds this package, and no module lying about in the folder.
    package = str(Path(__file__).resolve().parents[2])
    inherited = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    path = os.pathsep.join((package, *(entry for entry in inherited if Path(entry).is_absolute())))
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-m", "cchc_xlsx.excel.other", str(limits.cells), str(limits.text)],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds,
            check=False,
            env={**os.environ, "PYTHONPATH": path},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(Refusal.TOO_SLOW, "", "seconds") from error
    if child.returncode:
        raise Unreadable(Refusal.BROKEN, "crash")
    answer = json.loads(child.stdout)
    if "refused" in answer:
        raise Unreadable(Refusal(answer["refused"]), answer["detail"], answer["limit"])
    return tuple(
        Sheet(
            sheet["title"],
            {(row, column): Cell(Kind(kind), text, "", dated) for row, column, kind, text, dated in sheet["cells"]},
            sheet["hidden"],
        )
        for sheet in answer["sheets"]
    )


def _main() -> None:
    """Be the child: a file on standard input, its sheets or a refusal as JSON on standard output."""
    cells, text = int(sys.argv[1]), int(sys.argv[2])
    try:
        answer = _answer(sys.stdin.buffer.read(), cells, text)
    except Unreadable as error:
        answer = {"refused": error.refused.reason, "detail": error.refused.detail, "limit": error.refused.limit}
    except BaseException as error:  # a panic of Rust is no Exception
        name = type(error).__name__
        reason = {"PasswordError": Refusal.PASSWORD, "MemoryError": Refusal.TOO_LARGE}.get(name, Refusal.BROKEN)
        answer = {"refused": reason, "detail": name, "limit": "memory" if reason is Refusal.TOO_LARGE else ""}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()


def _answer(data: bytes, cells: int, text: int) -> dict[str, object]:
    # Imported here: the parent never loads the library that the child is there for.
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    sheets = []
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        for index, about in enumerate(workbook.sheets_metadata):
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_index(index)
            if sheet.total_height * sheet.total_width > AREA:
                raise Unreadable(Refusal.TOO_LARGE, about.name)
            first = sheet.start[1] if sheet.start else 0
            found = []
            for row, values in enumerate(sheet.iter_rows()):
                for column, value in enumerate(values, first):
                    if value != "":
                        kind, written, dated = _plain(value)
                        cells -= 1
                        text -= len(written)
                        found.append((row, column, kind, written, dated))
                if cells < 0 or text < 0:
                    raise Unreadable(Refusal.TOO_LARGE, about.name, "cells" if cells < 0 else "text")
            hidden = about.visible != SheetVisibleEnum.Visible
            sheets.append({"title": about.name, "hidden": hidden, "cells": found})
    if not sheets:
        raise Unreadable(Refusal.BROKEN, "sheets")
    return {"sheets": sheets}


def _plain(value: object) -> tuple[str, str, bool]:
    """Return a value of calamine's as a cell's kind, text and date flag."""
    match value:
        case bool():
            return Kind.BOOLEAN, "TRUE" if value else "FALSE", False
        case str():
            return Kind.TEXT, value, False
        case int():
            return Kind.NUMBER, str(value), False
        case float():
            number = Decimal(repr(value))
            return Kind.NUMBER, plain(number) if number.is_finite() else str(value), False
        case datetime():
            return Kind.NUMBER, serial(value), True
        case date():
            return Kind.NUMBER, serial(datetime(value.year, value.month, value.day)), True
        case time():
            return Kind.NUMBER, serial(datetime.combine(EPOCH, value)), True
        case timedelta():
            return Kind.NUMBER, serial(EPOCH + value), True
        case _:
            return Kind.TEXT, str(value), False


if __name__ == "__main__":
    _main()
