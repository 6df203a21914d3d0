"""What the cells of an .xlsx file refer to: shared texts, and styles that show a number as a date or a percentage."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cchc_xlsx.excel.package import Element, Unreadable, parse, remembered, walk
from cchc_xlsx.model.received import Refusal
from cchc_xlsx.text import pattern

_ESCAPE = pattern(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Return text with `_x0041_` and its like decoded once; halves of surrogate pairs stay as written."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda m: m[0] if 0xD800 <= int(m[1], 16) < 0xE000 else chr(int(m[1], 16)), text)


def strings_of(data: bytes, part: str, deepest: int) -> list[str]:
    """Return the shared texts in order, the runs of rich text glued, without readings (`rPh`)."""
    found: list[str] = []
    pieces: list[str] = []
    depth = 0
    heard = spoken = False

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal depth, heard, spoken
        depth += 1
        if depth > deepest:
            raise Unreadable(Refusal.UNSAFE, part, "depth")
        match tag.rpartition(":")[2]:
            case "si":
                pieces.clear()
            case "rPh":
                spoken = True
            case "t":
                heard = not spoken

    def end(tag: str) -> None:
        nonlocal depth, heard, spoken
        depth -= 1
        match tag.rpartition(":")[2]:
            case "si":
                found.append(unescaped("".join(pieces)))
            case "rPh":
                spoken = False
            case "t":
                heard = False

    def text(piece: str) -> None:
        if heard:
            pieces.append(piece)

    parse(data, part, start, end, text)
    return found


#: Number formats that every program knows by number and that show a date or a time.
_BUILT_IN_DATES = frozenset(str(number) for number in [*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_BUILT_IN_PERCENTS = frozenset(("9", "10"))
_LITERAL = pattern(r'"[^"]*"?|[\\_*].|\[(?![hmsHMS]+\])[^\]]*\]', re.DOTALL)


@lru_cache(maxsize=1024)
def _shows_percent(code: str) -> bool:
    """Say whether a number format has a per cent sign outside quotes, brackets and escapes."""
    return "%" in _LITERAL.sub("", code[:255])


@lru_cache(maxsize=1024)
def _shows_date(code: str) -> bool:
    """Say whether a number format has day, month, year, hour or second outside quotes, brackets and escapes."""
    return not set("dmyhsDMYHS").isdisjoint(_LITERAL.sub("", code[:255]))


class Styles(NamedTuple):
    """The cell styles that show a number as a date, and those that show it as a percentage, by their numbers."""

    dates: frozenset[str] = frozenset()
    percents: frozenset[str] = frozenset()

    def shown(self, style: bytes | None) -> bool:
        """Tell whether a style shows a number as anything but a number."""
        number = "0" if style is None else style.decode()
        return number in self.dates or number in self.percents


@remembered
def styles_of(data: bytes, part: str, deepest: int) -> Styles:
    """Return what the cell styles make of a number."""
    codes: dict[str, str] = {}
    formats: list[str] = []

    def visit(stack: list[Element]) -> None:
        element = stack[-1]
        parent = stack[-2].name if len(stack) > 1 else ""
        if element.name == "numFmt" and parent == "numFmts":
            codes[element.attributes.get("numFmtId", "")] = element.attributes.get("formatCode", "")
        elif element.name == "xf" and parent == "cellXfs":
            formats.append(element.attributes.get("numFmtId", "0"))

    walk(data, part, deepest, visit)
    dates = {key for key, code in codes.items() if _shows_date(code)} | (_BUILT_IN_DATES - set(codes))
    percents = {key for key, code in codes.items() if _shows_percent(code)} | (_BUILT_IN_PERCENTS - set(codes))
    return Styles(*(frozenset(str(at) for at, key in enumerate(formats) if key in keys) for keys in (dates, percents)))
