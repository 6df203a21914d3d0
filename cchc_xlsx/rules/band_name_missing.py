"""A grade has no name."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import lacks
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C56",
    name="band_name_missing",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Mức xếp loại chưa có tên",
        "A grade has no name",
    ),
    why=Words(
        "Tên mức được in trong bảng xếp loại.",
        "The name is what the ranking prints.",
    ),
    message=Words(
        "{place}: mức bắt đầu từ {lower} % chưa có tên.",
        "{place}: the grade that begins at {lower} % has no name.",
    ),
    fix=Words(
        "Hãy nhập tên mức, ví dụ Tốt, hoặc xóa dòng này.",
        "Please enter its name, such as Tốt, or remove the row.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each grade without a name."""
    if lacks(campaign, "bands", "name"):
        return
    for band in campaign.bands:
        if not band.name and band.lower is not None:
            yield RULE.found(band.place, lower=band.lower)
