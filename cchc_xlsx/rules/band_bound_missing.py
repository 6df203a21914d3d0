"""A grade has no lower bound."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import lacks, misread
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C52",
    name="band_bound_missing",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Mức xếp loại chưa có cận dưới",
        "A grade has no lower bound",
    ),
    why=Words(
        "Không có cận dưới thì không biết mức này bắt đầu từ chỉ số nào.",
        "Without a bound nobody can tell where the grade begins.",
    ),
    message=Words(
        "{place}: mức “{name}” chưa có cận dưới.",
        "{place}: the grade “{name}” has no lower bound.",
    ),
    fix=Words(
        "Hãy nhập cận dưới của chỉ số, ví dụ 80; mức thấp nhất nhập 0.",
        "Please enter the index it begins at, such as 80; 0 for the lowest grade.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each grade without a bound."""
    if lacks(campaign, "bands", "from"):
        return
    for band in campaign.bands:
        if band.lower is None and not misread(campaign, "bands.from", band.place):
            yield RULE.found(band.place, name=short(band.name))
