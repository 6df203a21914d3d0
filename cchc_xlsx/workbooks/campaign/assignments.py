"""The sheet of assignments: who answers for what, a row an assignee, as appendices are written."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_xlsx.model.book import Sheet
from cchc_xlsx.model.campaign import Assignment
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.campaign import units
from cchc_xlsx.workbooks.campaign.listing import list_sheet
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.tables import Found

TABLE = Table(
    "assignments",
    1,
    Words("Phân công", "Assignments"),
    Words(
        "Ai thực hiện tiêu chí nào, mỗi dòng một người hoặc một cơ quan. Có thể để trống; mỗi đơn vị tự hoàn chỉnh "
        "trong tệp của mình.",
        "Who answers for which criteria, a row a person or body. May stay empty; each unit completes it in its own "
        "workbook.",
    ),
    (
        Column("unit", Words("Mã đơn vị", "Unit"),
               Words("Mã của đơn vị; để trống là áp dụng cho mọi đơn vị chưa có phân công riêng.",
                     "The unit's code; empty holds for every unit without rows of its own."),
               12, Holds.CODE, open=True, required=True),
        Column("assignee", Words("Cơ quan, đơn vị, cán bộ, công chức thực hiện", "Assignee"),
               Words("Người hoặc cơ quan thực hiện; nhiều người cách nhau bằng dấu chấm phẩy, người đứng đầu là người "
                     "chủ trì.",
                     "The person or body; several apart by semicolons, the first one leads."),
               40, open=True, required=True),
        Column("criteria", Words("Tiêu chí", "Criteria"),
               Words("Các mã, cách nhau bằng dấu chấm phẩy; mã có tiêu chí con nghĩa là mọi tiêu chí con. Viết được cả "
                     "“4.1.1 đến 4.1.4” và “3.2 (trừ 3.2.6; 3.2.7)”.",
                     "Codes, apart by semicolons; a code with others below it means all of them. “4.1.1 đến 4.1.4” and "
                     "“3.2 (trừ 3.2.6; 3.2.7)” are understood too."),
               70, Holds.CODE, open=True, required=True),
        Column("remark", Words("Ghi chú", "Remark"), Words("Không bắt buộc.", "Optional."), 40, open=True),
    ),
    optional=True,
)  # fmt: skip


def fill(assignments: Sequence[Assignment], language: Language) -> Sheet:
    """Return the sheet of assignments."""
    rows = [{"unit": a.unit, "assignee": a.assignee, "criteria": a.criteria, "remark": a.remark} for a in assignments]
    return list_sheet(TABLE, rows, language, spare=30, choices={"unit": units.codes_in(language)}).sheet()


def parse(found: Sequence[Found]) -> tuple[Assignment, ...]:
    """Return the assignments in the order of their rows, their codes not yet understood."""
    return tuple(
        Assignment(
            unit=row.text("unit"),
            assignee=row.text("assignee"),
            criteria=row.text("criteria"),
            remark=row.text("remark"),
            place=row.place("criteria"),
        )
        for each in found
        for row in each.rows
    )
