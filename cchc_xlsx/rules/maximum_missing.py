"""Criteria have no maximum."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import lacks, misread
from cchc_xlsx.rules._gather import by_area
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C14",
    name="maximum_missing",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Thiếu điểm tối đa",
        "The maximum is missing",
    ),
    why=Words(
        "Không có điểm tối đa thì không kiểm tra được điểm tự chấm và không tính được chỉ số; để trống là"
        " chưa biết, không phải là 0.",
        "Without a maximum a score cannot be checked nor an index reckoned; an empty cell means not "
        "known, which is not zero.",
    ),
    message=Words(
        "{place}: {which} chưa có điểm tối đa.",
        "{place}: the maximum of {which} is missing.",
    ),
    fix=Words(
        "Hãy nhập điểm tối đa theo quyết định ban hành bộ tiêu chí.",
        "Please enter the maximum that the decision lays down.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each criterion without a maximum, or one for an area where more than five lack it."""
    if lacks(campaign, "criteria", "maximum"):
        return
    lacking = (
        c
        for c in campaign.criteria
        if c.code and c.maximum is None and not misread(campaign, "criteria.maximum", c.place)
    )
    for first, which, _ in by_area(campaign, lacking):
        yield RULE.found(first.place, criterion=first.code, which=which)
