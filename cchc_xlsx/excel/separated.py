"""A table in a text file (.csv, or what a spreadsheet program copies) as a `Book`, whatever parts its columns."""

from __future__ import annotations

import csv
import io
from collections import Counter

from cchc_xlsx.excel.read import LIMITS, Limits
from cchc_xlsx.model.book import Book, Cell, Kind, Position, Sheet
from cchc_xlsx.model.received import Refusal, Refused
from cchc_xlsx.text import clean

_MARKS = (";", "\t", ",", "|")
_SAMPLE = 100_000  # characters by which the mark between columns is found
_PLAIN = frozenset("\t\n\r")


def read_csv(data: bytes, title: str = "csv", limits: Limits = LIMITS) -> Book | Refused:
    """Return the one sheet of a text file, every cell a text, or why there is none; never raises.

    UTF-8 and UTF-16 are read, and the Windows code page of Vietnamese (1258) where it is neither. What parts the
    columns (`;`, tab, `,` or `|`) is found by what gives the most even table; a first line `sep=;` says it.
    """
    if len(data) > limits.file:
        return Refused(Refusal.TOO_LARGE, "file")
    text = _decoded(data)
    if text is None:
        return Refused(Refusal.NOT_A_WORKBOOK)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and first.strip()[4:5] in _MARKS:
        mark, text = first.strip()[4], rest
    else:
        mark = max(_MARKS, key=lambda each: _evenness(text[:_SAMPLE], each))
    cells: dict[Position, Cell] = {}
    left = limits.text
    try:
        for row, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=mark)):
            for column, value in enumerate(values):
                left -= len(value)
                if clean(value):
                    cells[row, column] = Cell(Kind.TEXT, clean(value))
                if left < 0 or len(cells) > limits.cells:
                    return Refused(Refusal.TOO_LARGE, "file")
    except csv.Error as error:
        return Refused(Refusal.BROKEN, type(error).__name__)
    return Book((Sheet(title, cells),))


def _decoded(data: bytes) -> str | None:
    """Return the text of a file; None where it is none that anybody could read."""
    for start, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(start):
            return data.decode(encoding, "replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1258", "replace")
    return None if any(sign < " " and sign not in _PLAIN for sign in text[:_SAMPLE]) else text


def _evenness(text: str, mark: str) -> tuple[bool, float, int]:
    """Return how much of a table these marks make: columns at all, the share of lines with as many of them, and how
    many.
    """
    try:
        widths = Counter(len(line) for line in csv.reader(io.StringIO(text, newline=""), delimiter=mark) if line)
    except csv.Error:
        return False, 0, 0
    if not widths:
        return False, 0, 0
    width, count = widths.most_common(1)[0]
    return width > 1, count / widths.total(), width
