"""A decision on a file has no reason."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C58",
    name="choice_reason_missing",
    severity=Severity.WARNING,
    scope=Scope.CAMPAIGN,
    title=Words("Quyết định xử lý tệp chưa nêu lý do", "A decision on a file without a reason"),
    why=Words(
        "Lý do được in trong kết quả để đơn vị và Hội đồng hiểu vì sao một tệp được tính hoặc không được tính.",
        "The reason is printed in the results, so that the unit and the council see why a file counts or does not.",
    ),
    message=Words(
        "{place}: quyết định về tệp “{file}” chưa nêu lý do.",
        "{place}: the decision on “{file}” has no reason.",
    ),
    fix=Words(
        "Hãy nêu lý do ngắn gọn ở cột “Lý do”.",
        "Please give a short reason in the column “Reason”.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a warning for each decision without a reason."""
    for choice in campaign.choices:
        if choice.file and choice.decision and not choice.reason:
            yield RULE.found(choice.place, file=short(choice.file))
