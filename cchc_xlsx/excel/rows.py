"""The rows of a sheet one by one: looking through a file of ours without holding its cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from cchc_xlsx.excel.package import OURS, Element, Package
from cchc_xlsx.excel.read import relations, sheet_parts, texts_of
from cchc_xlsx.excel.shared import unescaped
from cchc_xlsx.model.book import Cell, Kind

_KINDS = {"n": Kind.NUMBER, "b": Kind.BOOLEAN, "e": Kind.ERROR}


def visit_rows(data: bytes, title: str, visit: Callable[[Mapping[int, Cell]], None]) -> None:
    """Call `visit` for each row of the sheet of that title that holds anything, with its cells by column.

    For workbooks that this package has written: formulas are passed over, their results are told. KeyError where there
    is no such sheet, Unreadable where the bytes are none of ours.
    """
    package = Package(data, OURS)
    path, parts = sheet_parts(package)
    shared = dict(relations(package, path).values()).get("sharedstrings")
    strings = texts_of(package, shared) if shared else []
    line: dict[int, Cell] = {}
    held: list[str] = []

    def look(stack: list[Element]) -> None:
        element = stack[-1]
        match element.name:
            case "v" | "t":
                held.append(element.text)
            case "c" if held:
                kind, text = element.attributes.get("t", "n"), "".join(held)
                if kind == "s":
                    text = strings[int(text)]
                elif kind == "b":
                    text = "TRUE" if text == "1" else "FALSE"
                else:
                    text = unescaped(text)
                line[_column(element.attributes["r"])] = Cell(_KINDS.get(kind, Kind.TEXT), text)
                held.clear()
            case "row" if line:
                visit(line)
                line.clear()

    package.walk(parts[title], look, "part")


def _column(reference: str) -> int:
    return _number(reference.rstrip("0123456789"))


@lru_cache(maxsize=1024)
def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
