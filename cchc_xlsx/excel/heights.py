"""How high rows have to be: LibreOffice and previews do not fit rows to wrapped text on loading."""

from __future__ import annotations

from functools import lru_cache

from cchc_xlsx.excel import style
from cchc_xlsx.model.book import Look
from cchc_xlsx.values import dataclass

_USUAL = (8.43, False, "")  # a column that nobody has set: its width in characters, hidden, style
_LINE = 1.28  # a line's height in font sizes
_HIGHEST = 400  # points


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a cell: how many characters a line takes, the font's size, and whether a text takes more lines."""

    in_a_line: float
    size: float
    wrapped: bool

    def height(self, text: str) -> float:
        """Return the height in points of a row that shows a text whole."""
        lines = 1 if self.fits(text) else sum(lines_of(part, self.in_a_line) for part in text.split("\n"))
        return min(lines * self.size * _LINE + 3, _HIGHEST)

    def fits(self, text: str) -> bool:
        """Tell whether a text surely needs no more than a line."""
        return not self.wrapped or (len(text) <= self.in_a_line and "\n" not in text)


def letters(look: Look, column: int, name: str) -> Letters:
    """Return the letters of a cell in a column of a sheet, in the style of that name."""
    width, hidden, _ = look.columns.get(column, _USUAL)
    return _letters(width, hidden, name)


@lru_cache(1024)
def _letters(width: float, hidden: bool, name: str) -> Letters:
    form = style.properties(name)
    size = form["font_size"]
    return Letters(_in_a_line(width, size, bool(form.get("bold"))), size, bool(form.get("text_wrap")) and not hidden)


def _in_a_line(width: float, size: float, bold: bool) -> float:
    return width * 12 / size * (1.05 if bold else 1.18)


def row_height(text: str, width: float, size: float, *, bold: bool = False) -> float:
    """Return the height in points of a row that shows a wrapped text whole in a column of so many characters."""
    return Letters(_in_a_line(width, size, bold), size, True).height(text)


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes, broken between words."""
    lines, used = 1, 0.0
    for word in text.split(" "):
        if used and used + 1 + len(word) > width:
            lines, used = lines + 1, 0.0
        used += len(word) + (1 if used else 0)
        while used > width:
            lines, used = lines + 1, used - width
    return lines
