"""What a cell holds, as the XML of a sheet tells it behind the cell's place and style."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from xlsxwriter.worksheet import Worksheet

from cchc_xlsx.model.book import Cell, Kind

#: XML forbids these; they are cleaned at the door, and here once more for what did not come through it.
_ILLEGAL = dict.fromkeys([*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])
_LONGEST = 32_767
_ESCAPE = re.compile(r"(_x[0-9A-Fa-f]{4}_)")
#: Two things like an escape with one stroke between them: xlsxwriter would guard the first only.
_TWO_ESCAPES = re.compile(r"(_x[0-9A-Fa-f]{4})(?=_x[0-9A-Fa-f]{4}_)")
#: A text that is written as it is, but for `&` and the like.
_PLAIN = re.compile(r"[^\x00-\x1f\ud800-\udfff\ufffe\uffff_<]{0,32000}").fullmatch
#: What xlsxwriter takes for an error where it is a formula's result.
ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


def fit_text(text: str) -> str:
    """Return a text without what XML forbids and xlsxwriter would mistake, no longer than a cell can hold."""
    if _PLAIN(text):
        return text
    text = _TWO_ESCAPES.sub("\\1\u200b", text.translate(_ILLEGAL))
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "  # xlsxwriter would take it for rich text and write it as raw XML
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def stored_result(cell: Cell) -> float | str | bool:
    """Return a formula's result as xlsxwriter takes it."""
    match cell.kind:
        case Kind.NUMBER:
            number = float(cell.text)
            return int(number) if number.is_integer() else number
        case Kind.BOOLEAN:
            return cell.text == "TRUE"
        case _:
            # xlsxwriter escapes what looks like an escape in strings, but not in the results of formulas.
            return _ESCAPE.sub(r"_x005F\1", fit_text(cell.text))


def plotted(cell: Cell | None) -> float | str | bool | None:
    """Return what a chart keeps of a cell that it shows; None where there is none."""
    if cell is None or (cell.kind is Kind.EMPTY and not cell.formula):
        return None
    if cell.formula:
        return stored_result(cell)
    return f"{float(cell.text):.16g}" if cell.kind is Kind.NUMBER else fit_text(cell.text)


def content(cell: Cell) -> str:
    """Return the XML of a cell that holds no mere text."""
    if cell.formula:
        return _formula(cell)
    match cell.kind:
        case Kind.NUMBER:
            return number(cell.text)
        case Kind.BOOLEAN:
            return f' t="b"><v>{int(cell.text == "TRUE")}</v></c>'
        case Kind.ERROR:
            return f"{_type(cell.text)}><f>{escaped(cell.text)}</f><v>{escaped(cell.text)}</v></c>"
        case _:
            return "/>"


def _formula(cell: Cell) -> str:
    result = stored_result(cell)
    if isinstance(result, bool):
        kind, told = ' t="b"', str(int(result))
    else:
        kind, told = _type(result) if isinstance(result, str) else "", escaped(str(result))
    return f"{kind}><f>{escaped(cell.formula)}</f><v>{told}</v></c>"


def _type(result: str) -> str:
    return ' t="e"' if result in ERRORS else ' t="str"'


@lru_cache(maxsize=1024)
def number(text: str) -> str:
    """Return the XML of a number: with no digit more than it needs to be itself. ValueError for what is none."""
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text} is no number that a cell can hold")
    return f"><v>{repr(value).removesuffix('.0')}</v></c>"


@lru_cache(maxsize=512)
def inline(text: str) -> str:
    """Return the XML of a text that stands in its cell, not in the list that all sheets share."""
    if not _PLAIN(text):
        text = Worksheet._escape_control_characters(fit_text(text))
    kept = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f' t="inlineStr"><is><t{kept}>{escaped(text)}</t></is></c>'


def escaped(text: str) -> str:
    """Return a text as it stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
