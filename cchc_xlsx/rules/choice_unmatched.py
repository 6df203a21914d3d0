"""A decision in the campaign workbook is about a file that has not come."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.received import Intake
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="U06",
    name="choice_unmatched",
    severity=Severity.WARNING,
    scope=Scope.INTAKE,
    title=Words("Quyết định về một tệp không có trong thư mục", "A decision on a file that is not there"),
    why=Words(
        "Nếu tên tệp gõ sai, quyết định không có hiệu lực mà không ai hay biết.",
        "Where a file is misspelt, the decision would be without effect and nobody would know.",
    ),
    message=Words(
        "{place}: không tìm thấy tệp “{file}” nào trong số các tệp nhận về.",
        "{place}: no file “{file}” is among those that came back.",
    ),
    fix=Words(
        "Hãy chép đúng tên tệp từ trang “Tệp nhận về” của kết quả, hoặc xóa dòng này.",
        "Please copy the file’s name from the sheet “Files” of the results, or clear the row.",
    ),
)


def check(intake: Intake, campaign: Campaign) -> Iterator[Finding]:
    """Yield a warning for each decision that no received file answers to."""
    for choice in intake.unmatched:
        yield RULE.found(choice.place, file=short(choice.file))
