"""The campaign has no grades."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import SHEETS
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C53",
    name="bands_absent",
    severity=Severity.NOTE,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Chưa có mức xếp loại",
        "There are no grades",
    ),
    why=Words(
        "Có địa phương chỉ xếp hạng, không xếp loại; khi đó trang này để trống.",
        "Some places rank without grading; then this sheet stays empty.",
    ),
    message=Words(
        "Trang “{sheet}” chưa có mức nào; các đơn vị sẽ được xếp hạng nhưng không được xếp loại.",
        "The sheet “{sheet}” is empty; units will be ranked but not graded.",
    ),
    fix=Words(
        "Nếu quyết định có xếp loại, hãy nhập tên và cận dưới của từng mức.",
        "Where the decision grades, please enter the name and the lower bound of each grade.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield one note where there are no grades."""
    if not campaign.bands and "bands" not in campaign.missing:
        yield RULE.found(sheet=SHEETS["bands"])
