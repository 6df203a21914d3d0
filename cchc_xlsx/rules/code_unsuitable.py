"""A criterion's code is not written as a code."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._codes import flaw
from cchc_xlsx.rules._columns import lacks
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C21",
    name="code_unsuitable",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Mã tiêu chí không hợp lệ",
        "A criterion's code is not well written",
    ),
    why=Words(
        "Mã cho biết tiêu chí thuộc lĩnh vực nào và là khóa để ghép điểm gửi về; mã phải gồm chữ, số, "
        "cách nhau bằng dấu chấm.",
        "The code tells which area a criterion belongs to and is the key by which scores are matched; it "
        "has to be letters and digits with dots between.",
    ),
    message=Words(
        "{place}: mã tiêu chí “{code}” không dùng được, vì {flaw}.",
        "{place}: the criterion's code “{code}” cannot be used: {flaw}.",
    ),
    fix=Words(
        "Hãy nhập mã như 3.2.6: các số cách nhau bằng một dấu chấm, không có dấu chấm ở đầu và cuối.",
        "Please write it like 3.2.6: numbers with one dot between them, and none at either end.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each code that is empty, has empty parts or holds other characters."""
    if lacks(campaign, "criteria", "criterion"):
        return
    for criterion in campaign.criteria:
        if wrong := flaw(criterion.code):
            yield RULE.found(criterion.place, criterion=criterion.code, code=short(criterion.code), flaw=wrong)
