"""A decision on a file does not say which file, or what was decided."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import column, lacks, misread
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C57",
    name="choice_incomplete",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words("Quyết định xử lý tệp chưa đủ", "A decision on a file is incomplete"),
    why=Words(
        "Thiếu tên tệp hoặc thiếu quyết định thì không biết phải làm gì với tệp nào.",
        "Without the file or the decision nobody can tell what is to become of which file.",
    ),
    message=Words(
        "{place}: dòng này chưa có {which}.",
        "{place}: the row lacks its {which}.",
    ),
    fix=Words(
        "Hãy điền đủ cột này, hoặc xóa cả dòng.",
        "Please fill in that column, or clear the whole row.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each row of the sheet without a file or without a decision."""
    for choice in campaign.choices:
        if not choice.file and not lacks(campaign, "choices", "file"):
            yield RULE.found(choice.place, which=column("choices.file"))
        undecided = choice.decision is None and not misread(campaign, "choices.decision", choice.place)
        if undecided and not lacks(campaign, "choices", "decision"):
            yield RULE.found(choice.place, which=column("choices.decision"))
