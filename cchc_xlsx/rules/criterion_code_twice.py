"""A criterion's code stands in two rows."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C11",
    name="criterion_code_twice",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Mã tiêu chí bị trùng",
        "A criterion's code stands twice",
    ),
    why=Words(
        "Điểm của đơn vị được ghép với bộ tiêu chí theo mã; mã trùng thì không biết điểm thuộc dòng nào.",
        "A unit's scores are matched with the criteria by code; with a code that stands twice nobody can "
        "tell whose score it is.",
    ),
    message=Words(
        "{place}: mã {code} đã có ở dòng trước ({first}).",
        "{place}: the code {code} stands in an earlier row already ({first}).",
    ),
    fix=Words(
        "Hãy đối chiếu với quyết định, sửa lại mã của một trong hai dòng hoặc xóa dòng thừa.",
        "Please compare with the decision, and correct the code of one of the two rows or remove the one too many.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each row whose code an earlier row has."""
    for criterion in campaign.criteria:
        first = campaign.criteria.by_code[criterion.code]
        if criterion.code and criterion is not first:
            yield RULE.found(
                criterion.place,
                criterion=criterion.code,
                code=criterion.code,
                first=str(first.place) or short(first.name),
            )
