"""Writing sheets whose rows come one by one: straight into the file, so that no row is held longer than it takes."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Mapping
from functools import partial
from typing import IO, Any

from cchc_xlsx.excel.content import inline, plotted
from cchc_xlsx.excel.formats import Formats
from cchc_xlsx.excel.laid import Laid, opened
from cchc_xlsx.excel.packing import packed
from cchc_xlsx.excel.write import compose
from cchc_xlsx.model.book import Book, Cell, Piece, Position, Repeated, Sheet, a1

_CHUNK = 1 << 16
_IN_MEMORY = 1 << 18  # characters of links that a sheet holds before it takes to a temporary file
_QUICK = 2  # a third of the time of 6, and 16 % more bytes


def written(book: Book) -> bytes:
    """Return a book as the bytes of an .xlsx file; of sheets that flow, only a row at a time is held."""
    buffer = io.BytesIO()
    write(book, buffer)
    return buffer.getvalue()


def write(book: Book, target: IO[bytes]) -> None:
    """Write a book into an open file as an .xlsx file; of sheets that flow, only a row at a time is held.

    The same book gives the same bytes. A large book is packed a little looser than a small one, for speed.
    """
    with packed(target, level=_QUICK) as workbook:
        compose(workbook, book, partial(Flowing, _charted(book)))


def _charted(book: Book) -> Mapping[str, frozenset[int]]:
    """Return the rows of each sheet that charts show."""
    found: dict[str, set[int]] = {}
    for sheet in book.sheets:
        for series in (series for chart in sheet.look.charts for series in chart.series):
            rows = found.setdefault(series.sheet or sheet.title, set())
            for top, _, bottom, _ in (series.categories, series.values):
                rows |= set(range(top, bottom + 1))
            if not isinstance(series.name, str):
                rows.add(series.name[0])
    return {title: frozenset(rows) for title, rows in found.items()}


class Flowing(Laid):
    """A worksheet of xlsxwriter that makes its rows when the file is put together, and lets go of each at once.

    The XML of its cells is its own: xlsxwriter would keep links and look at each cell four times. Texts stand in their
    cells, not in the list that all sheets share. It tells no dimension, which is for readers a hint at best.
    """

    def __init__(self, charted: Mapping[str, frozenset[int]], sheet: Sheet, formats: Formats) -> None:
        super().__init__(sheet, formats)
        self._charted = charted.get(sheet.title, frozenset())
        self._shown: Mapping[Position, Cell] | None = None
        self._links: IO[str] | None = None

    def _plotted(self, at: Position) -> Any:
        if self._shown is None:
            pieces = self._sheet.pieces() if self._charted else iter(())
            self._shown = {at: cell for piece in pieces for at, cell in piece.cells.items() if at[0] in self._charted}
        return plotted(self._shown.get(at))

    def _write_dimension(self) -> None:
        pass

    def _write_sheet_data(self) -> None:
        self._xml_start_tag("sheetData")
        for piece in self._sheet.pieces():
            self.fh.write("".join(self._xml(piece)))
            self.fh.drain()
        self._xml_end_tag("sheetData")

    def _xml(self, piece: Piece | Repeated) -> Iterator[str]:
        for row, height, cells, _, _ in self._rows(piece):
            chosen, hidden = self._sheet.look.rows.get(row, (None, False))
            yield f"{opened(row, int((chosen or height or 15) * 4 / 3 + 0.5), hidden)}>{cells}</row>"

    def _text(self, text: str) -> str:
        return inline(text)

    def _link(self, at: Position, link: str, text: str) -> None:
        """Keep a link for the part of the file that tells of them, on disk."""
        if self._links is None:
            self._links = tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8")  # noqa: SIM115
        self._links.write(self._hyperlink(a1(*at), link, text))

    def _write_hyperlinks(self) -> None:
        self.external_hyper_links.close()
        if self._links is None:
            return
        self._xml_start_tag("hyperlinks")
        self._links.seek(0)
        while chunk := self._links.read(_CHUNK):
            self.fh.write(chunk)
            self.fh.drain()
        self._xml_end_tag("hyperlinks")
        self._links.close()
        self._links = None

    def let_go(self) -> None:
        """Forget what has been made, on disk too."""
        super().let_go()
        if self._links is not None:
            self._links.close()
            self._links = None
