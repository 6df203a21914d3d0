"""A sheet was copied within the workbook; the copy says the same."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.terms import Words

RULE = Rule(
    code="L06",
    name="sheet_copied",
    severity=Severity.NOTE,
    scope=Scope.STRUCTURE,
    title=Words("Trang tính được sao chép thêm", "A sheet copied within the workbook"),
    why=Words(
        "Trang sao chép có nội dung giống trang gốc nên chỉ tính một lần.",
        "A copy that says the same as the sheet it was made from counts once.",
    ),
    message=Words(
        "{place}: trang này là bản sao của trang “{original}”, nội dung giống nhau; chỉ tính trang “{original}”.",
        "{place}: this sheet is a copy of “{original}” and says the same; “{original}” is the one that counts.",
    ),
    fix=Words(
        "Không cần làm gì; nên xóa trang sao chép để tránh nhầm lẫn.",
        "Nothing has to be done; deleting the copy avoids mistakes.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a note for each copied sheet in which nothing differs."""
    for copy in submission.copies:
        if not copy.differing:
            yield RULE.found(Place(submission.file, copy.sheet), original=copy.original)
