"""A unit is kept out of the ranking, for a reason that is printed."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.received import Intake
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="U11",
    name="unit_excluded",
    severity=Severity.NOTE,
    scope=Scope.INTAKE,
    title=Words(
        "Đơn vị không xếp hạng",
        "A unit that is not ranked",
    ),
    why=Words(
        "Đơn vị không được xếp hạng theo quyết định của cấp trên vẫn được nêu trong kết quả cùng lý do; các hạng sau "
        "được dồn lên.",
        "A unit that the superior keeps out of the ranking is shown with the reason; ranks close up.",
    ),
    message=Words(
        "Đơn vị {name} (mã {code}) không xếp hạng: {reason}.",
        "Unit {name} (code {code}) is not ranked: {reason}.",
    ),
    fix=Words(
        "Nếu đơn vị được xếp hạng, hãy xóa lý do ở cột “Không xếp hạng (lý do)” của trang “Đơn vị”.",
        "If it is to be ranked, please clear the column “Not ranked (reason)” of the sheet “Units”.",
    ),
)


def check(intake: Intake, campaign: Campaign) -> Iterator[Finding]:
    """Yield a note for each unit that is kept out."""
    for unit in campaign.sorted_units:
        if unit.excluded:
            reason = short(unit.excluded.rstrip(" ."), 200)
            yield RULE.found(unit=unit.code, name=short(unit.name), code=unit.code, reason=reason)
