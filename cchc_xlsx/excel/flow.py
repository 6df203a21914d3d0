"""Writing sheets whose rows come one by one: straight into the file, so that no row is held longer than it takes."""

from __future__ import annotations

import io
import itertools
import math
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from operator import itemgetter
from typing import IO, Any

import xlsxwriter
from xlsxwriter.url import Url, UrlTypes
from xlsxwriter.worksheet import Worksheet

from cchc_xlsx.excel import write
from cchc_xlsx.excel.heights import Letters, letters
from cchc_xlsx.excel.write import AS_TYPED, Formats, Mended, compose, fit_text, stored_result
from cchc_xlsx.model.book import EMPTY, Book, Cell, Kind, Piece, Position, Sheet, column_name
from cchc_xlsx.values import dataclass

_USUAL_HEIGHT = 20  # pixels
#: A text that is written as it is, but for `&` and the like.
_PLAIN = re.compile(r"[^\x00-\x1f\ud800-\udfff\ufffe\uffff_<]{0,32000}").fullmatch
_CHUNK = 1 << 16


def written(book: Book) -> bytes:
    """Return a book as the bytes of an .xlsx file; of sheets that flow, only a row at a time is held.

    Sheets on their way lie in a folder for temporary files, which is gone afterwards, whatever happens.
    """
    if not any(sheet.flow for sheet in book.sheets):
        return write.written(book)
    buffer = _Buffer()
    with tempfile.TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True) as folder:
        workbook = xlsxwriter.Workbook(buffer, {"tmpdir": folder, **AS_TYPED})
        try:
            compose(workbook, book, partial(Flowing, _charted(book)))
            workbook.close()
        finally:
            for worksheet in workbook.worksheets():
                if worksheet.fh is not None:
                    worksheet.fh.close()  # some systems remove no file that is open
    return buffer.getvalue()


class _Buffer(io.BytesIO):
    """A buffer that stays open: where a row cannot be made, xlsxwriter leaves its zip to close itself later."""

    def close(self) -> None:
        pass


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


@dataclass(frozen=True, slots=True)
class _Slot:
    """What cells of the same column and style have in common: how their XML begins, and their letters."""

    begin: str
    style: str
    letters: Letters
    room: float  # characters that need one line
    height: float  # of that


class Flowing(Mended):
    """A worksheet of xlsxwriter that makes its rows when the file is put together, and lets go of each at once.

    The XML of its cells is its own: xlsxwriter would keep links and look at each cell four times. Texts stand in their
    cells, not in the list that all sheets share. It tells no dimension, which is for readers a hint at best.
    """

    def __init__(self, charted: Mapping[str, frozenset[int]], sheet: Sheet, formats: Formats) -> None:
        super().__init__()
        self._sheet, self._formats = sheet, formats
        self._charted = charted.get(sheet.title, frozenset())
        self._shown: Mapping[Position, Cell] | None = None
        self._slots: dict[int, dict[str, _Slot]] = defaultdict(dict)
        self._links: IO[str] | None = None
        self._targets: dict[str, int] = {}

    def _get_range_data(self, row_start: int, col_start: int, row_end: int, col_end: int) -> list[Any]:
        if self._shown is None:
            pieces = self._sheet.pieces() if self._charted else iter(())
            self._shown = {at: cell for piece in pieces for at, cell in piece.cells.items() if at[0] in self._charted}
        places = ((row, column) for row in range(row_start, row_end + 1) for column in range(col_start, col_end + 1))
        return [_plotted(self._shown.get(place)) for place in places]

    def _write_dimension(self) -> None:
        pass

    def _write_sheet_data(self) -> None:
        self._xml_start_tag("sheetData")
        for piece in self._sheet.pieces():
            self.fh.write("".join(self._rows(piece)))
        self._xml_end_tag("sheetData")

    def _rows(self, piece: Piece) -> Iterator[str]:
        styles = piece.styles
        bare = [at for part in (piece.cells, piece.links) for at in part if at not in styles]
        places = sorted({*styles, *bare} if bare else styles)
        for row, spots in itertools.groupby(places, itemgetter(0)):
            height, told = self._row(piece, row, spots)
            chosen, hidden = self._sheet.look.rows.get(row, (None, False))
            pixels = int((chosen or height or 15) * 4 / 3 + 0.5)
            high = f' ht="{pixels * 0.75:.16g}"' if pixels != _USUAL_HEIGHT else ""
            shut = ' hidden="1"' if hidden else ""
            yield f'<row r="{row + 1}"{high}{shut}>{"".join(told)}</row>'

    def _row(self, piece: Piece, row: int, spots: Iterable[Position]) -> tuple[float, Sequence[str]]:
        """Return the height that a row needs, and the XML of its cells."""
        cells, styles, links, slots = piece.cells, piece.styles, piece.links, self._slots
        height, number, told = 0.0, f'{row + 1}"', []
        for at in spots:
            name, cell = styles.get(at, ""), cells.get(at, EMPTY)
            slot = slots[at[1]].get(name) or self._slot(at[1], name)
            text = cell.text
            if name:
                if slot.height > height:
                    height = slot.height
                if len(text) > slot.room or "\n" in text:
                    height = max(height, slot.letters.height(text))
            if links and at in links:
                text = fit_text(text)
                self._link(at, links[at], text)
                content = _inline(text)
            elif cell.kind is Kind.NUMBER and not cell.formula:
                content = _number(text)
            else:
                content = _content(cell)
            style = slot.style if name or not cell.date else self._style("moment")
            told.append(f"{slot.begin}{number}{style}{content}")
        return height, told

    def _slot(self, column: int, name: str) -> _Slot:
        own = letters(self._sheet.look, column, name)
        room = own.in_a_line if own.wrapped else math.inf
        slot = _Slot(f'<c r="{column_name(column)}', self._style(name), own, room, own.height(""))
        self._slots[column][name] = slot
        return slot

    def _style(self, name: str) -> str:
        return f' s="{self._formats[name]._get_xf_index()}"'

    def _link(self, at: Position, link: str, text: str) -> None:
        """Keep a link for the part of the file that tells of them, on disk; what leads to one file is told once."""
        if self._links is None:
            self._links = tempfile.TemporaryFile("w+", encoding="utf-8", dir=self.tmpdir)  # noqa: SIM115
        url = Url(link)
        url.text, url.tip = text, text[:255]
        rows: Any = self.fh  # type: ignore[has-type]
        self.fh = self._links
        try:
            if url._link_type is UrlTypes.INTERNAL:
                self._write_hyperlink_internal(*at, url)
            else:
                target = url._target()
                if target not in self._targets:
                    self.rel_count += 1
                    self._targets[target] = self.rel_count
                    self.external_hyper_links.append(["/hyperlink", target, "External"])
                self._write_hyperlink_external(*at, self._targets[target], url)
        finally:
            self.fh = rows

    def _write_hyperlinks(self) -> None:
        if self._links is None:
            return
        self._xml_start_tag("hyperlinks")
        self._links.seek(0)
        while chunk := self._links.read(_CHUNK):
            self.fh.write(chunk)
        self._xml_end_tag("hyperlinks")
        self._links.close()
        self._targets.clear()


def _plotted(cell: Cell | None) -> Any:
    """Return what a chart keeps of a cell that it shows."""
    if cell is None or (cell.kind is Kind.EMPTY and not cell.formula):
        return None
    if cell.formula:
        return stored_result(cell)
    return f"{float(cell.text):.16g}" if cell.kind is Kind.NUMBER else fit_text(cell.text)


def _content(cell: Cell) -> str:
    """Return the XML of a cell behind its place and its style."""
    if cell.formula:
        return _formula(cell)
    match cell.kind:
        case Kind.NUMBER:
            return _number(cell.text)
        case Kind.TEXT:
            return _inline(cell.text)
        case Kind.EMPTY:
            return "/>"
        case Kind.BOOLEAN:
            return f' t="b"><v>{int(cell.text == "TRUE")}</v></c>'
        case Kind.ERROR:
            return f' t="e"><f>{cell.text}</f><v>{cell.text}</v></c>'


def _formula(cell: Cell) -> str:
    kind = {Kind.NUMBER: "", Kind.BOOLEAN: ' t="b"', Kind.ERROR: ' t="e"'}.get(cell.kind, ' t="str"')
    result = stored_result(cell)
    told = str(int(result)) if isinstance(result, bool) else _escaped(str(result))
    return f"{kind}><f>{_escaped(cell.formula)}</f><v>{told}</v></c>"


@lru_cache(maxsize=4096)
def _number(text: str) -> str:
    return f"><v>{repr(float(text)).removesuffix('.0')}</v></c>"


@lru_cache(maxsize=2048)
def _inline(text: str) -> str:
    if not _PLAIN(text):
        text = Worksheet._escape_control_characters(fit_text(text))
    kept = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f' t="inlineStr"><is><t{kept}>{_escaped(text)}</t></is></c>'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
