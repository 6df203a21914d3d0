"""The units of which nothing that counts has come."""

from __future__ import annotations

from cchc_xlsx.model.book import Sheet, Value
from cchc_xlsx.model.summary import Status, Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.summary.listing import begin, finish, rows

TABLE = Table(
    "missing",
    1,
    Words("Chưa có tệp", "Missing"),
    Words("Các đơn vị chưa có tệp được tính.", "The units without a file that counts."),
    (
        Column("unit", Words("Mã đơn vị", "Code"), Words("Mã đơn vị.", "The unit's code."), 12, Holds.CODE),
        Column("name", Words("Đơn vị", "Unit"), Words("Tên đơn vị.", "The unit's name."), 40),
        Column("group", Words("Nhóm", "Group"), Words("Nhóm xếp hạng.", "The group."), 16),
    ),
)


def fill(summary: Summary, language: Language) -> Sheet:
    """Return the sheet."""
    draft = begin(TABLE, summary, language)
    lines: list[dict[str, Value]] = [
        {"unit": r.unit.code, "name": r.unit.name, "group": r.unit.group}
        for r in summary.results
        if r.status is Status.MISSING
    ]
    finish(draft, TABLE, rows(draft, TABLE, lines, summary), summary)
    return draft.sheet()
