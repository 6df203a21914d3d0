"""A file carries macros."""

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
    code="F07",
    name="file_carries_macros",
    severity=Severity.NOTE,
    scope=Scope.FILE,
    title=Words("Tệp có chứa macro", "A file with macros"),
    why=Words(
        "Sổ chấm điểm không cần macro; macro trong tệp có thể do đơn vị tự thêm hoặc do mã độc. Chương trình không bao "
        "giờ chạy macro, chỉ đọc nội dung các ô.",
        "The workbook needs no macros; those in a file were added by the unit, or by malware. They are never run here: "
        "only the cells are read.",
    ),
    message=Words(
        "{place}: tệp có chứa macro; macro không được chạy và không được giữ lại, nội dung các ô vẫn được đọc.",
        "{place}: the file carries macros; they are neither run nor kept, and the cells are read all the same.",
    ),
    fix=Words(
        "Không bắt buộc; lần sau hãy lưu tệp dưới dạng .xlsx. Nếu không biết macro từ đâu ra, hãy quét vi-rút.",
        "Nothing has to be done; please save as .xlsx next time, and scan for viruses if nobody knows of them.",
    ),
)


def check(received: Received) -> Iterator[Finding]:
    """Yield a note for a workbook with macros."""
    if isinstance(received.content, Submission) and Extra.MACROS in received.content.extras:
        yield RULE.found(Place(file=received.path))
