"""Nothing that counts has come from a unit."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.received import Intake
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="U01",
    name="unit_missing",
    severity=Severity.ERROR,
    scope=Scope.INTAKE,
    title=Words(
        "Chưa có tệp của đơn vị",
        "A unit is missing",
    ),
    why=Words(
        "Đơn vị chưa gửi được ghi là thiếu, không phải là 0 điểm, và chưa được xếp hạng.",
        "A unit that has sent nothing is shown as missing, never as zero, and is not ranked.",
    ),
    message=Words(
        "Chưa có tệp nào được tính của {name} (mã {code}).",
        "No file counts yet for {name} (code {code}).",
    ),
    fix=Words(
        "Hãy nhắc đơn vị gửi; nếu đã gửi, hãy xem lý do tệp không được tính trong danh sách tệp.",
        "Please remind the unit; if it did send one, the list of files says why it does not count.",
    ),
)


def check(intake: Intake, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each unit of the campaign without a file that counts, but for those kept out."""
    for unit in campaign.sorted_units:
        if unit.code and unit.code not in intake.counted and not unit.excluded:
            yield RULE.found(unit=unit.code, name=short(unit.name), code=unit.code)
