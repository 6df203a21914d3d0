"""Of a file only the values can be read, such as an .xls."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.book import Extra
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Received
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.terms import Words

RULE = Rule(
    code="F09",
    name="file_values_only",
    severity=Severity.NOTE,
    scope=Scope.FILE,
    title=Words("Tệp dạng cũ, chỉ đọc được giá trị", "An old format of which only values can be read"),
    why=Words(
        "Tệp .xls không cho biết ô nào là công thức, ô nào báo lỗi: ô báo lỗi và công thức chưa có kết quả được coi "
        "như ô trống, và không thể biết tổng nào đã được nhập bằng tay.",
        "An .xls file does not tell which cells are formulas or show errors: an error, and a formula without a result, "
        "look like empty cells, and which totals were typed by hand cannot be known.",
    ),
    message=Words(
        "{place}: tệp ở định dạng cũ (.xls) nên chỉ đọc được giá trị; ô báo lỗi được coi như ô trống, "
        "ô phần trăm đọc thành số thập phân (38,5 % là 0,385).",
        "{place}: the file is of an old format (.xls), of which only values can be read; cells with errors seem empty, "
        "and a percentage is the number behind it (38.5 % is 0.385).",
    ),
    fix=Words(
        "Không bắt buộc; lần sau hãy lưu tệp dưới dạng .xlsx rồi gửi.",
        "Nothing has to be done; please save the file as .xlsx before sending it next time.",
    ),
)


def check(received: Received) -> Iterator[Finding]:
    """Yield a note for a workbook of which only values could be read."""
    if isinstance(received.content, Submission) and Extra.VALUES_ONLY in received.content.extras:
        yield RULE.found(Place(file=received.path))
