"""A workbook is of a unit that the campaign does not know."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Outcome
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import SHEETS
from cchc_xlsx.rules._nearest import nearest_unit
from cchc_xlsx.terms import Words

RULE = Rule(
    code="I04",
    name="unknown_unit",
    severity=Severity.FATAL,
    scope=Scope.IDENTITY,
    title=Words(
        "Đơn vị không có trong danh sách",
        "A unit that is not in the list",
    ),
    why=Words(
        "Chỉ các đơn vị trong danh sách của đợt được tổng hợp, xếp hạng; có thể mã đơn vị đã được đổi sau"
        " khi phát hành.",
        "Only units in the campaign's list are summed up and ranked; perhaps the unit's code was changed "
        "after the workbooks went out.",
    ),
    message=Words(
        "{place}: tệp của đơn vị mang mã “{code}”, mã này không có trong danh sách đơn vị của đợt.",
        "{place}: the file is of a unit with the code “{code}”, which is not among the campaign's units.",
    ),
    fix=Words(
        "{suggestion}Hãy bổ sung hoặc sửa mã ở trang “{sheet}” của sổ đợt chấm điểm, hoặc đề nghị đơn vị "
        "gửi đúng tệp của mình.",
        "{suggestion}Please add or correct the code on the sheet “{sheet}” of the campaign workbook, or "
        "ask the unit for its own workbook.",
    ),
    outcome=Outcome.EXCLUDED,
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for a workbook of this campaign whose unit is not in the list."""
    identity = submission.identity
    if identity and identity.campaign == campaign.settings.id and identity.unit not in campaign.by_unit:
        yield RULE.found(
            Place(file=submission.file),
            code=identity.unit,
            suggestion=nearest_unit(identity.unit, campaign),
            sheet=SHEETS["units"],
        )
