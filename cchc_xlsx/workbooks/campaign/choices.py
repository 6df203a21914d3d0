"""The sheet of decisions on files: which of the files received counts, and which is kept out, with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_xlsx.model.book import Sheet
from cchc_xlsx.model.campaign import Decision, FileChoice, Misread
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.campaign.listing import list_sheet
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.tables import Found, blank

TABLE = Table(
    "choices",
    1,
    Words("Xử lý tệp", "Decisions on files"),
    Words(
        "Chỉ điền khi cần quyết định thay cho chương trình: tệp nào được tính, tệp nào không tính; lý do được in trong "
        "kết quả.",
        "Only where people decide instead of the program: which file counts, which does not, and why; the reason is "
        "printed in the results.",
    ),
    (
        Column("file", Words("Tệp", "File"),
               Words("Tên hoặc đường dẫn của tệp trong thư mục nhan-ve (như ở trang Tệp nhận về), hoặc mã băm SHA-256. "
                     "Ghi tên tệp .zip hoặc .eml thì quyết định áp dụng cho mọi tệp bên trong, trừ tệp có dòng riêng.",
                     "The file's name or path below nhan-ve, as the sheet Files shows it, or its SHA-256. The name of "
                     "a zip or e-mail stands for every file in it, but for those with a row of their own."),
               60, open=True, required=True),
        Column("decision", Words("Quyết định", "Decision"),
               Words("Tính tệp này cho đơn vị, hoặc không tính.", "This file counts for its unit, or it does not."),
               20, Holds.CHOICE, open=True, required=True,
               choices=(
                   (Decision.COUNT, Words("Tính tệp này", "Count this file")),
                   (Decision.EXCLUDE, Words("Không tính", "Leave it out")),
               )),
        Column("reason", Words("Lý do", "Reason"),
               Words("Lý do, ví dụ: Bản thử, đơn vị đã báo rút.",
                     "The reason, such as: a trial, withdrawn by the unit."),
               60, open=True),
    ),
    optional=True,
)  # fmt: skip


def fill(choices: Sequence[FileChoice], language: Language) -> Sheet:
    """Return the sheet of decisions on files."""
    decision = TABLE.column("decision")
    rows = [
        {
            "file": choice.file,
            "decision": decision.words_of(choice.decision, language) if choice.decision else None,
            "reason": choice.reason,
        }
        for choice in choices
    ]
    return list_sheet(TABLE, rows, language, spare=20).sheet()


def parse(found: Sequence[Found], misread: list[Misread]) -> tuple[FileChoice, ...]:
    """Return the decisions in the order of their rows."""
    choices = []
    for row in (row for each in found for row in each.rows):
        value = TABLE.column("decision").choice(row.text("decision"))
        if value is None and not blank(row.cell("decision")):
            misread.append(Misread(f"{TABLE.name}.decision", row.text("decision"), row.place("decision")))
        decision = Decision(value) if value else None
        choices.append(FileChoice(row.text("file"), decision, row.text("reason"), row.place("file")))
    return tuple(choices)
