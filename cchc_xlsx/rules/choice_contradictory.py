"""Two decisions on one file contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign, Decision
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C59",
    name="choice_contradictory",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words("Hai quyết định trái nhau về một tệp", "Two decisions on a file contradict each other"),
    why=Words(
        "Một tệp không thể vừa được tính vừa không được tính.",
        "A file cannot count and be left out.",
    ),
    message=Words(
        "{place}: tệp “{file}” đã có quyết định khác ở dòng trước.",
        "{place}: an earlier row decides otherwise on “{file}”.",
    ),
    fix=Words(
        "Hãy giữ một dòng đúng và xóa dòng kia.",
        "Please keep the row that is right and clear the other.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each decision that an earlier one on the same file contradicts."""
    met: dict[str, Decision] = {}
    for choice in campaign.choices:
        if (
            choice.file
            and choice.decision
            and met.setdefault(choice.file.casefold(), choice.decision) != choice.decision
        ):
            yield RULE.found(choice.place, file=short(choice.file))
