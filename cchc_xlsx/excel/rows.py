"""The rows of a sheet one by one: looking through a file of ours without holding its cells, or the file."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import IO
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

from cchc_xlsx.excel.package import Unreadable
from cchc_xlsx.excel.shared import unescaped
from cchc_xlsx.model.book import Cell, Kind
from cchc_xlsx.model.received import Refusal

_KINDS = {"n": Kind.NUMBER, "b": Kind.BOOLEAN, "e": Kind.ERROR}
_CHUNK = 1 << 16
_WORKBOOK, _RELATIONS, _TEXTS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"


def visit_rows(file: IO[bytes], title: str, visit: Callable[[Mapping[int, Cell]], None]) -> None:
    """Call `visit` for each row of the sheet of that title that holds anything, with its cells by column.

    For workbooks that this package has written: formulas are passed over, their results are told. KeyError where there
    is no such sheet, Unreadable where the bytes are none of ours.
    """
    try:
        with ZipFile(file) as archive:
            part = _part(archive, title)
            texts = _texts(archive) if _TEXTS in archive.namelist() else []
            _visit(archive, part, texts, visit)
    except (BadZipFile, ExpatError) as error:
        raise Unreadable(Refusal.BROKEN, title) from error


def _part(archive: ZipFile, title: str) -> str:
    sheets: dict[str, str] = {}
    targets: dict[str, str] = {}

    def sheet(name: str, told: Mapping[str, str]) -> None:
        if name == "sheet":
            sheets[told["name"]] = told["r:id"]

    def relation(name: str, told: Mapping[str, str]) -> None:
        if name == "Relationship":
            targets[told["Id"]] = posixpath.join("xl", told["Target"])

    _walk(archive, _WORKBOOK, sheet)
    _walk(archive, _RELATIONS, relation)
    return targets[sheets[title]]


def _texts(archive: ZipFile) -> list[str]:
    """Return the texts that all sheets share, in their order."""
    found: list[str] = []

    def end(name: str, held: str) -> None:
        if name == "t":
            found.append(unescaped(held))

    _walk(archive, _TEXTS, lambda *_: None, end)
    return found


def _visit(archive: ZipFile, part: str, texts: list[str], visit: Callable[[Mapping[int, Cell]], None]) -> None:
    line: dict[int, Cell] = {}
    column, kind = 0, "n"

    def start(name: str, told: Mapping[str, str]) -> None:
        nonlocal column, kind
        if name == "c":
            column, kind = _column(told["r"]), told.get("t", "n")

    def end(name: str, held: str) -> None:
        if name in ("v", "t"):
            if kind == "s":
                text = texts[int(held)]
            elif kind == "b":
                text = "TRUE" if held == "1" else "FALSE"
            else:
                text = unescaped(held)
            line[column] = Cell(_KINDS.get(kind, Kind.TEXT), text)
        elif name == "row" and line:
            visit(line)
            line.clear()

    _walk(archive, part, start, end)


def _walk(
    archive: ZipFile,
    part: str,
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str, str], None] = lambda *_: None,
) -> None:
    """Walk through a part: `start` is told the elements and what they say, `end` the elements and the last text."""
    parser = ParserCreate()
    parser.buffer_text = True
    held: list[str] = []

    def begin(name: str, told: dict[str, str]) -> None:
        held.clear()
        start(name, told)

    def finish(name: str) -> None:
        end(name, "".join(held))
        held.clear()

    parser.StartElementHandler, parser.EndElementHandler = begin, finish
    parser.CharacterDataHandler = held.append
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
    parser.Parse(b"", True)


def _column(reference: str) -> int:
    return _number(reference.rstrip("0123456789"))


@lru_cache(maxsize=1024)
def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
