"""Putting a unit's rows of assignment into the campaign workbook, which belongs to a person: nothing else changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cchc_xlsx.batch.trouble import Unusable, Wrong
from cchc_xlsx.excel.door import open_book
from cchc_xlsx.model.book import Book, Position
from cchc_xlsx.model.campaign import Assignment
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.received import Refused
from cchc_xlsx.terms import Words
from cchc_xlsx.workbooks.campaign import assignments, parse_campaign
from cchc_xlsx.workbooks.tables import Found, tables_in

_NO_SHEET = Words(
    "Sổ đợt chấm điểm không có trang “Phân công” đúng mẫu để ghi vào. Hãy chép trang này từ một sổ mới (cchc init).",
    "The campaign workbook has no sheet “Assignments” to write to. Please copy it from a new one (cchc init).",
)
_NO_ROOM = Words(
    "Bên dưới bảng ở trang “Phân công” không còn chỗ cho {count} dòng. Hãy để trống các dòng dưới bảng.",
    "Below the table of the sheet “Assignments” there is no room for {count} more {count:row|rows}. Please keep the "
    "space free.",
)
_CANNOT_EDIT = Words(
    "Không ghi được phân công vào sổ đợt chấm điểm mà vẫn giữ nguyên phần còn lại. Sổ chưa bị thay đổi; hãy mở "
    "bằng Excel, lưu lại rồi chạy lại.",
    "The assignment cannot be written into the campaign workbook with the rest of it unharmed. Nothing was changed; "
    "please open it in Excel, save it and run this again.",
)


def entered(data: bytes, unit: str, rows: Sequence[Assignment]) -> tuple[bytes, bool]:
    """Return the campaign workbook with these rows as the unit's only ones, and whether they take the place of others.

    Everything else in it stays as it is; that is proved by reading the new one. Raises Wrong where it has no sheet for
    them or no room, Unusable where it cannot be changed unharmed.
    """
    from cchc_xlsx.excel.edit import with_texts
    from cchc_xlsx.excel.read import Unreadable

    old = open_book(data)
    table = _table(old)
    texts = _texts(table, unit, rows)
    try:
        new = with_texts(data, table.sheet.title, texts)
    except (Unreadable, ValueError, KeyError) as error:
        raise Unusable(_CANNOT_EDIT) from error
    if not _unharmed(old, open_book(new), table.sheet.title, texts, unit, rows):
        raise Unusable(_CANNOT_EDIT)
    return new, any(row.text("unit") == unit for row in table.rows)


def text_of_row(row: Assignment) -> tuple[str, str, str, str]:
    """Return what a row holds, in the order of its columns."""
    return row.unit, row.assignee, row.criteria, row.remark


def _table(book: Book | Refused) -> Found:
    """Return the table of assignments of a campaign workbook; Wrong where it has none that can be written to."""
    found = [each for each in tables_in(book) if each.name == assignments.TABLE.name] if isinstance(book, Book) else []
    if not found or not set(assignments.TABLE.keys) <= found[0].keys:
        raise Wrong(_NO_SHEET)
    return found[0]


def _texts(table: Found, unit: str, rows: Sequence[Assignment]) -> dict[Position, str]:
    """Return what to put into which cells: in place of the unit's rows as far as they go, then below the table."""
    marker, found = _columns(table)
    columns = {key: found[key] for key in assignments.TABLE.keys}
    taken = {row.row: row for row in table.rows}
    free = [number for number, row in taken.items() if row.text("unit") == unit]
    end = max(taken, default=marker + 1) + 1
    below = range(end, end + max(len(rows) - len(free), 0))
    if any(row in below and column in columns.values() for row, column in table.sheet.cells):
        raise Wrong(filled(_NO_ROOM, count=len(below)))
    texts: dict[Position, str] = {}
    blank = Assignment("", "", "", "")
    for number, row in zip([*free, *below], [*rows, *[blank] * (len(free) - len(rows))], strict=True):
        for key, text in zip(("unit", "assignee", "criteria", "remark"), text_of_row(row), strict=True):
            texts[number, columns[key]] = text
    return texts


def _columns(table: Found) -> tuple[int, Mapping[str, int]]:
    """Return the row of the keys and the column of each."""
    for (row, column), cell in table.sheet.cells.items():
        if cell.text.strip() == f"cchc/{table.name}/{table.version}":
            keys = {table.sheet.at(row, at).text.strip(): at for at in range(column + 60, column, -1)}
            return row, keys
    raise Wrong(_NO_SHEET)


def _unharmed(
    old: Book | Refused,
    new: Book | Refused,
    title: str,
    texts: Mapping[Position, str],
    unit: str,
    rows: Sequence[Assignment],
) -> bool:
    """Tell whether a changed workbook has the unit's rows as they should be, and all other cells as they were."""
    if not isinstance(old, Book) or not isinstance(new, Book):
        return False

    def rest(book: Book) -> list[tuple[str, bool, dict[Position, object]]]:
        return [
            (
                sheet.title,
                sheet.hidden,
                {at: cell for at, cell in sheet.cells.items() if sheet.title != title or at not in texts},
            )
            for sheet in book.sheets
        ]

    now = [text_of_row(row) for row in parse_campaign(new).assignments if row.unit == unit]
    same = rest(old) == rest(new) and old.names == new.names and old.properties == new.properties
    return same and sorted(now) == sorted(map(text_of_row, rows))
