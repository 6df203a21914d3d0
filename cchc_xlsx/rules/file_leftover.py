"""A file is a leftover of a program, not something that was sent."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Outcome, Received, Refusal, Refused
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.terms import Words

RULE = Rule(
    code="F05",
    name="file_leftover",
    severity=Severity.NOTE,
    scope=Scope.FILE,
    title=Words(
        "Tệp tạm của chương trình",
        "A program's leftover",
    ),
    why=Words(
        "Khi mở bảng tính hoặc tải tệp, chương trình và máy tính tạo ra các tệp tạm như ~$tên.xlsx; chúng"
        " không chứa điểm.",
        "While a workbook is open or on its way, programs leave files such as ~$name.xlsx behind; they hold no scores.",
    ),
    message=Words(
        "{place}: đây là tệp tạm của chương trình, không phải tệp của đơn vị.",
        "{place}: this is a program's leftover, not a unit's file.",
    ),
    fix=Words(
        "Không cần làm gì; có thể xóa tệp này khi đã đóng chương trình bảng tính.",
        "Nothing has to be done; it may be deleted once the spreadsheet program is closed.",
    ),
    outcome=Outcome.FOREIGN,
)


def check(received: Received) -> Iterator[Finding]:
    """Yield a note for a lock file and the like."""
    if isinstance(received.content, Refused) and received.content.reason is Refusal.LOCK_FILE:
        yield RULE.found(Place(file=received.path))
