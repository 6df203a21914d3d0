"""Tables on a terminal: headers, a line, rows; as wide as they are where the output is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from unicodedata import combining, east_asian_width

import click

from cchc_xlsx.text import pattern

_GAP = "   "
_LEAST = 8  # columns are not made narrower than that
_CONTROL = pattern(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")  # what a file's name may tell a terminal to do


def show_table(headers: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> None:
    """Print a table to stdout, on a terminal folded to its width; `right` are the columns of numbers."""
    cells = [[text if text.isprintable() else _CONTROL.sub("�", text) for text in row] for row in (headers, *rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    if sys.stdout.isatty():
        widths = _narrowed(widths, _room())
    across = sum(widths) + len(_GAP) * (len(widths) - 1)
    head, *body = ([_folded(text, width) for text, width in zip(row, widths, strict=True)] for row in cells)
    lines = [" " * across, *(click.style(line, bold=True) for line in _lines(head, widths, right)), "─" * across]
    lines += [line for row in body for line in _lines(row, widths, right)]
    click.echo("\n".join(f" {line} " for line in (*lines, " " * across)))


def _lines(row: Sequence[Sequence[str]], widths: Sequence[int], right: Sequence[int]) -> list[str]:
    """Return the lines of a row, whose cells are lines themselves."""
    lines = []
    for number in range(max(map(len, row))):
        texts = [cell[number] if number < len(cell) else "" for cell in row]
        blanks = [" " * (width - _width(text)) for text, width in zip(texts, widths, strict=True)]
        pairs = enumerate(zip(texts, blanks, strict=True))
        lines.append(_GAP.join(blank + text if place in right else text + blank for place, (text, blank) in pairs))
    return lines


def _width(text: str) -> int:
    """Return how many columns of a terminal the widest line of a text takes."""
    if text.isascii() and "\n" not in text:
        return len(text)
    return max((sum(map(_columns, line)) for line in text.split("\n")), default=0)


def _columns(letter: str) -> int:
    return 0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1


def _room() -> int:
    """Return the columns of the terminal for the widths of a table, its margins left out."""
    import shutil

    return shutil.get_terminal_size().columns - 2


def _narrowed(widths: Sequence[int], room: int) -> list[int]:
    """Return widths that fit, the widest columns made narrower first."""
    narrowed = list(widths)
    room -= len(_GAP) * (len(narrowed) - 1)
    while sum(narrowed) > room and max(narrowed) > _LEAST:
        narrowed[narrowed.index(max(narrowed))] -= 1
    return narrowed


def _folded(text: str, width: int) -> list[str]:
    """Return a text in lines of at most that width, broken between words where it can be."""
    if _width(text) <= width:
        return text.split("\n")
    from textwrap import wrap

    return [line for part in text.split("\n") for line in wrap(part, width, break_on_hyphens=False) or [""]]
