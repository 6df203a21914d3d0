"""A survey score is given to a unit that the campaign has not."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C70",
    name="survey_unit_unknown",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Điểm điều tra của đơn vị không có trong danh sách",
        "A survey score of an unknown unit",
    ),
    why=Words(
        "Mã gõ sai làm cho đơn vị được điều tra không có điểm, mà không ai hay biết.",
        "A code misspelt leaves the unit that was meant without its points, and nobody would know.",
    ),
    message=Words(
        "{place}: mã đơn vị “{code}” không có trong trang “Đơn vị”.",
        "{place}: there is no unit “{code}” on the sheet “Units”.",
    ),
    fix=Words(
        "Hãy chép đúng mã từ trang “Đơn vị”, hoặc xóa dòng này.",
        "Please copy the code from the sheet “Units”, or clear the row.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each row of the survey whose unit the campaign does not know."""
    for each in campaign.survey:
        if each.unit not in campaign.by_unit:
            yield RULE.found(each.place, code=short(each.unit))
