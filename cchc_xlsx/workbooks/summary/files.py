"""Every file received and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.book import Sheet
from cchc_xlsx.model.received import Outcome
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.summary.links import link_page, page_titles
from cchc_xlsx.workbooks.summary.listing import FIRST, OUTCOME, account_told, begin, finish

TABLE = Table(
    "files",
    1,
    Words("Tệp nhận về", "Files"),
    Words(
        "Mọi tệp trong thư mục nhận về và kết quả xử lý; không tệp nào bị bỏ qua mà không nêu lý do.",
        "Every file that came back and what became of it; none is passed over without a reason.",
    ),
    (
        Column("path", Words("Tệp", "File"), Words("Đường dẫn trong thư mục nhận về.", "Path below the folder."), 42),
        Column("outcome", Words("Kết quả", "Outcome"), Words("Kết quả xử lý.", "What became of it."), 20, Holds.SIGN),
        Column("unit", Words("Mã đơn vị", "Code"), Words("Mã đơn vị.", "The unit's code."), 11, Holds.CODE),
        Column("name", Words("Đơn vị", "Unit"), Words("Tên đơn vị.", "The unit's name."), 22),
        Column("reason", Words("Lý do", "Reason"), Words("Vì sao không được tính.", "Why it does not count."), 52),
        Column("container", Words("Nằm trong", "Lies in"),
               Words("Tệp nén hoặc thư chứa tệp này.", "The zip or e-mail that it lies in."), 18),
        Column("sha256", Words("Mã băm SHA-256", "SHA-256"), Words("Để đối chiếu tệp gốc.",
                                                                        "To tell the very file."), 40),
    ),
)  # fmt: skip


def fill(summary: Summary, language: Language, received: str) -> Sheet:
    """Return the sheet; `received` is the path to the returned files, for links."""
    draft = begin(TABLE, summary, language)
    draft.put(2, 1, " ".join(account_told(summary.account, language)), "note")
    draft.follow(FIRST, lambda to: _rows(to, summary, received))
    finish(draft, TABLE, FIRST + len(summary.files), summary)
    return draft.sheet()


def _rows(draft: Draft, summary: Summary, received: str) -> Iterator[None]:
    names = {result.unit.code: result.unit.name for result in summary.results}
    language, pages = draft.language, page_titles(summary)
    for row, file in enumerate(summary.files, FIRST):
        values = {
            "path": file.path,
            "outcome": OUTCOME[file.outcome].in_(language),
            "unit": file.unit,
            "name": names.get(file.unit or ""),
            "container": file.container,
            "reason": file.reason.message.in_(language) if file.reason else None,
            "sha256": file.sha256,
        }
        tone = {Outcome.COUNTED: "", Outcome.SUPERSEDED: ""}.get(file.outcome, ".warn")
        for column in TABLE.columns:
            tint = tone if column.key == "outcome" else ""
            style = "hash" if column.key == "sha256" else column.style
            draft.put(row, TABLE.offset(column.key), values[column.key], style + tint)
        if file.outcome in (Outcome.COUNTED, Outcome.SUPERSEDED):
            draft.link_file(row, 1, f"{received}/{file.container or file.path}")
            draft.styles[row, 1] = "link"
            if file.container:
                draft.link_file(row, TABLE.offset("container"), f"{received}/{file.container}")
                draft.styles[row, TABLE.offset("container")] = "link"
        link_page(draft, row, TABLE.offset("name"), file.unit or "", pages)
        yield
