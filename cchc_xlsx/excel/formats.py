"""What the sheets of one workbook have in common while they are written: formats, texts, rows, charts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from cchc_xlsx.excel import style
from cchc_xlsx.excel.alike import Models
from cchc_xlsx.model.book import Line
from cchc_xlsx.values import dataclass


class Formats:
    """The formats of one workbook, made when first asked for; its texts, as cells refer to them; what sheets share."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[str, Format] = {}
        self.slots: dict[tuple[object, ...], Slot] = {}
        self.texts: dict[str, str] = {}
        self.lines: dict[tuple[object, ...], dict[Line, Row]] = defaultdict(dict)  # by the columns of their sheets
        self.charts: Models = {}

    def __getitem__(self, name: str) -> Format:
        if name not in self._made:
            self._made[name] = self._workbook.add_format(style.properties(name))
        return self._made[name]

    def condition(self, name: str) -> Format:
        """Return the format that a condition turns on."""
        key = f"?{name}"
        if key not in self._made:
            self._made[key] = self._workbook.add_format(style.CONDITIONS[name])
        return self._made[key]

    def index(self, name: str) -> int:
        """Return the number by which cells name a format; numbers are given as they are asked for."""
        found: int = self[name]._get_xf_index()
        return found


@dataclass(frozen=True, slots=True)
class Slot:
    """What cells of the same column and style have in common: how their XML begins, and how high their texts stand."""

    begin: str
    style: str
    room: float  # characters that need one line
    least: float  # points: the height of that
    height: Callable[[str], float]


class Row(NamedTuple):
    """A row as XML: what follows on its number and span, in pieces, its height, its first and its last column.

    Between the pieces of a line stands the number of the row. Besides, how many texts it has, and its links, in pieces
    too: to the file that its spots are in, and to the very spots.
    """

    pieces: Sequence[str]
    height: float  # points, 0 for the usual
    ends: tuple[int, int]
    texts: int = 0
    links: Sequence[Sequence[str]] = ()
