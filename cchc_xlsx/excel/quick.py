"""The quick look at an ordinary worksheet of an .xlsx file: patterns instead of a parser, no answer where in doubt.

What Excel, LibreOffice, WPS, Google Sheets and this package write looks the same in every file but for what was
entered. Two parts have such a look: a worksheet with its table of cells, and the texts that cells share. A part is cut
where rows, cells and texts begin or end, so that the pieces cover it without a gap. Each piece has been through expat
once, in this file or in one before (pieces are remembered by their very characters), or is of a form so narrow that no
reader of XML can take it for anything else. Of whatever is odd in any way nothing is told: then the strict reader looks
at the whole part and decides. Nothing is refused here.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from cchc_xlsx.excel import quick_cells, quick_texts
from cchc_xlsx.excel.pieces import LARGE, LONG, Odd, begins, run_through
from cchc_xlsx.excel.quick_cells import Table
from cchc_xlsx.excel.quick_texts import Texts
from cchc_xlsx.excel.worksheet import Content, Sources, area_of
from cchc_xlsx.model.book import Area


def cells_in(data: bytes, sources: Sources, texts: Texts, deepest: int) -> Content | None:
    """Return the cells and merged areas of a worksheet's part, their room taken; None where it is not ordinary.

    `deepest` is how deep elements may lie within each other.
    """
    start, end = data.find(b"<sheetData>"), data.rfind(b"</sheetData>")
    if len(data) > LARGE or not 0 < start < end or not begins(data):
        return None
    start += len(b"<sheetData>")
    tail = end + len(b"</sheetData>")
    at = data.find(b"<headerFooter", tail)  # what names the unit; the rest is the same in most files
    at = tail if at < 0 else at
    try:
        merged = (
            *_around(data[:start], b"", b"</sheetData></worksheet>", deepest),
            *_around(data[tail:at], b"<worksheet>", b"</worksheet>", deepest),
            *_around(data[at:], b"<worksheet>", b"", deepest),
        )
        table = Table(sources, texts)
        table.take(data[start:end])
    except Odd:
        return None
    cells = table.cells
    most = end - start + table.references * texts.longest + table.repeated
    return (cells, merged) if sources.room.owe(cells, len(merged), most) else None


def _around(piece: bytes, before: bytes, after: bytes, deepest: int) -> Sequence[Area]:
    """Return the merged areas told in what stands around the table of cells; it must be whole elements."""
    look = _looked_around if len(piece) <= 100 * LONG else _looked_around.__wrapped__
    return look(piece, before, after, deepest)


@lru_cache(maxsize=128)
def _looked_around(piece: bytes, before: bytes, after: bytes, deepest: int) -> tuple[Area, ...]:
    whole = before + piece + after
    # Nothing in it that counts, and fewer ends of elements than may lie within each other.
    if b"mergeCell" not in piece and piece.count(b"sheetData") == (not before) and whole.count(b"</") < deepest:
        run_through(whole)
        return ()
    found: list[Area] = []
    tables = 0 if before else -1
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, tables
        depth += 1
        name = tag.rpartition(":")[2] if ":" in tag else tag
        if name == "mergeCell" and (area := area_of(attributes.get("ref", ""))):
            found.append(area)
        elif name == "sheetData":
            tables += 1
        if tables > 0 or depth > deepest:
            raise Odd

    def end(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    run_through(whole, start, end=end)
    return tuple(found)


def forget() -> None:
    """Let go of what is remembered of cells and texts, as after a workbook of which there is only one."""
    _looked_around.cache_clear()
    quick_cells.forget()
    quick_texts.forget()
