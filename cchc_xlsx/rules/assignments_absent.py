"""The campaign assigns nothing."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import SHEETS
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C43",
    name="assignments_absent",
    severity=Severity.NOTE,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Chưa có phân công",
        "There is no assignment",
    ),
    why=Words(
        "Phân công có thể để trống: mỗi đơn vị tự hoàn chỉnh trong tệp của mình.",
        "The assignment may stay empty: each unit completes it in its own workbook.",
    ),
    message=Words(
        "Trang “{sheet}” chưa có dòng nào.",
        "The sheet “{sheet}” has no rows.",
    ),
    fix=Words(
        "Không bắt buộc. Nếu muốn ghi sẵn người thực hiện vào tệp phát hành, hãy nhập theo phụ lục phân công.",
        "Nothing has to be done. To have the officers in the workbooks from the start, please enter the "
        "appendix of assignments.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield one note where there are no assignments."""
    if not campaign.assignments and "assignments" not in campaign.missing:
        yield RULE.found(sheet=SHEETS["assignments"])
