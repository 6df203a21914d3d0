"""An assignment names a unit that is not in the list."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import lacks
from cchc_xlsx.rules._nearest import nearest_unit
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C40",
    name="assignment_unknown_unit",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Phân công cho đơn vị không có trong danh sách",
        "An assignment for a unit that is not in the list",
    ),
    why=Words(
        "Dòng phân công ghép với đơn vị theo mã; mã sai thì phân công không đến được đơn vị nào.",
        "A row of the assignment is matched with a unit by code; with a wrong code it reaches nobody.",
    ),
    message=Words(
        "{place}: không có đơn vị nào mang mã “{code}”.",
        "{place}: no unit has the code “{code}”.",
    ),
    fix=Words(
        "{suggestion}Hãy sửa mã đơn vị, hoặc để trống nếu phân công áp dụng cho mọi đơn vị.",
        "{suggestion}Please correct the code, or leave it empty where the row holds for every unit.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each row whose unit is not known."""
    if lacks(campaign, "units", "code"):
        return
    for assignment in campaign.assignments:
        if assignment.unit and assignment.unit not in campaign.by_unit:
            suggestion = nearest_unit(assignment.unit, campaign)
            yield RULE.found(assignment.place, code=short(assignment.unit), suggestion=suggestion)
