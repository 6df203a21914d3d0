"""A code of the campaign workbook was typed as a number, which may have lost a zero."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import column
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C07",
    name="code_typed_as_number",
    severity=Severity.WARNING,
    scope=Scope.CAMPAIGN,
    title=Words("Mã được nhập dưới dạng số", "A code typed as a number"),
    why=Words(
        "Mã luôn là chữ: dưới dạng số, 05596 thành 5596, và 7.10 không còn khác 7.1.",
        "Codes are text always: as a number 05596 becomes 5596, and 7.10 is no longer another than 7.1.",
    ),
    message=Words(
        "{place}: “{typed}” ở cột “{which}” được nhập dưới dạng số; số 0 ở đầu hoặc ở cuối, nếu có, đã mất.",
        "{place}: “{typed}” in the column “{which}” was typed as a number; a zero at its beginning or end, if any, is "
        "lost.",
    ),
    fix=Words(
        "Hãy định dạng ô là Văn bản (Text) rồi nhập lại mã cho đủ, ví dụ 05596 hoặc 7.10; nên sửa trước khi phát hành.",
        "Please format the cell as text and enter the whole code, such as 05596 or 7.10, before workbooks go out.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each code typed as a number that may have lost a zero."""
    for numeric in campaign.numeric:
        yield RULE.found(numeric.place, typed=short(numeric.typed), which=column(numeric.column))
