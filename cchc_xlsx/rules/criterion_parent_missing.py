"""Criteria stand under a code that has no row."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import Criterion
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._codes import flaw
from cchc_xlsx.rules._words import listed
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C12",
    name="criterion_parent_missing",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Thiếu dòng của tiêu chí cấp trên",
        "The criterion above is missing",
    ),
    why=Words(
        "Điểm được cộng theo từng cấp mã; tiêu chí không có cấp trên sẽ không được cộng vào lĩnh vực nào.",
        "Points are added up level by level along the codes; a criterion with nothing above it would be "
        "added to no area.",
    ),
    message=Words(
        "{place}: chưa có dòng mã {parent} là cấp trên của {codes}.",
        "{place}: there is no row with the code {parent} for what stands below it ({codes}).",
    ),
    fix=Words(
        "Hãy thêm dòng {parent} (tên và điểm tối đa) theo quyết định, hoặc sửa lại mã của các tiêu chí này.",
        "Please add the row {parent} with its name and maximum as the decision has it, or correct the "
        "codes of these criteria.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each code that has criteria right below it and no row of its own."""
    orphans: dict[str, list[Criterion]] = {}
    for criterion in campaign.criteria:
        if criterion.parent and criterion.parent not in campaign.criteria.by_code and not flaw(criterion.code):
            orphans.setdefault(criterion.parent, []).append(criterion)
    for parent, criteria in orphans.items():
        yield RULE.found(
            criteria[0].place,
            criterion=criteria[0].code,
            parent=parent,
            codes=listed([criterion.code for criterion in criteria]),
        )
