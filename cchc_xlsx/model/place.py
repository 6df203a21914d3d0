"""Where a thing stands: file, sheet and cell. Every value that came from a spreadsheet carries one."""

from __future__ import annotations

from typing import NamedTuple

from cchc_xlsx.model.book import a1


class Place(NamedTuple):
    """A cell of a sheet of a file; `row` and `column` from zero, -1 where the place is wider than a cell.

    `file` is the path below the folder that was read, with `/`; "" for the campaign workbook.
    """

    file: str = ""
    sheet: str = ""
    row: int = -1
    column: int = -1

    @property
    def cell(self) -> str:
        """The cell's name, such as `D7`; "" where the place is wider than a cell."""
        return a1(self.row, self.column) if self.row >= 0 and self.column >= 0 else ""

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet or self.file


NOWHERE = Place()
