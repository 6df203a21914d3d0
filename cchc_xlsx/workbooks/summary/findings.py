"""The findings, worst first and then by points at stake, with what to do and links to the cell and the unit."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.book import Sheet
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.summary.figures import weighed
from cchc_xlsx.workbooks.summary.links import containers_of, link_page, link_place, page_titles
from cchc_xlsx.workbooks.summary.listing import FIRST, SEVERITY, SEVERITY_STYLE, begin, finish

TABLE = Table(
    "findings",
    1,
    Words("Cần xem lại", "Findings"),
    Words(
        "Các lỗi và điều cần xem lại, nặng trước nhẹ sau, cùng mức thì nhiều điểm trước; bấm vào ô “Vị trí” để mở tệp "
        "đúng chỗ.",
        "What is wrong or worth a look, worst first, then by points at stake; the cell “Place” opens the file at the "
        "spot.",
    ),
    (
        Column("severity", Words("Mức độ", "Severity"), Words("Mức độ.", "How bad it is."), 17, Holds.SIGN),
        Column("unit", Words("Mã đơn vị", "Unit"), Words("Mã đơn vị.", "The unit's code."), 10, Holds.CODE),
        Column("name", Words("Đơn vị", "Name"), Words("Tên đơn vị.", "The unit's name."), 18),
        Column("criterion", Words("Tiêu chí", "Criterion"), Words("Mã tiêu chí.", "The criterion."), 9, Holds.CODE),
        Column("points", Words("Điểm liên quan", "Points at stake"), Words("Số điểm liên quan.", "Points at stake."),
               9, Holds.POINTS),
        Column("message", Words("Nội dung", "What was found"), Words("Điều đã thấy.", "What was found."), 52),
        Column("fix", Words("Cách sửa", "How to mend it"), Words("Cách sửa.", "How to mend it."), 38),
        Column("place", Words("Vị trí", "Place"), Words("Trang và ô.", "Sheet and cell."), 18),
        Column("file", Words("Tệp", "File"), Words("Tệp nhận về.", "The returned file."), 24),
        Column("rule", Words("Quy tắc", "Rule"), Words("Mã quy tắc; xem “cchc rule MÃ”.",
                                                       "The rule's code; see “cchc rule CODE”."), 8),
    ),
)  # fmt: skip


def fill(summary: Summary, language: Language, received: str) -> Sheet:
    """Return the sheet; `received` is the path to the returned files, for links."""
    draft = begin(TABLE, summary, language)
    draft.follow(FIRST, lambda to: _rows(to, summary, received))
    finish(draft, TABLE, FIRST + len(summary.findings), summary)
    return draft.sheet()


def _rows(draft: Draft, summary: Summary, received: str) -> Iterator[None]:
    language = draft.language
    names = {result.unit.code: result.unit.name for result in summary.results}
    containers, pages = containers_of(summary), page_titles(summary)
    for row, finding in enumerate(weighed(summary), FIRST):
        place = finding.place
        values = {
            "severity": SEVERITY[finding.severity].in_(language),
            "unit": finding.unit,
            "name": names.get(finding.unit, ""),
            "criterion": finding.criterion,
            "points": finding.points_at_stake or None,
            "message": finding.message.in_(language),
            "fix": finding.fix.in_(language),
            "place": str(place) if place.sheet else "",
            "file": place.file,
            "rule": finding.rule,
        }
        for column in TABLE.columns:
            tone = SEVERITY_STYLE[finding.severity] if column.key == "severity" else ""
            draft.put(row, TABLE.offset(column.key), values[column.key], column.style + tone)
        link_page(draft, row, TABLE.offset("name"), finding.unit, pages)
        link_place(draft, (row, TABLE.offset("place")), place, received, containers)
        yield
