"""Two grades begin at the same index."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cchc_xlsx.model.campaign import Band, Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C50",
    name="bands_overlap",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Hai mức xếp loại cùng cận dưới",
        "Two grades with the same lower bound",
    ),
    why=Words(
        "Mỗi chỉ số chỉ được thuộc một mức; hai mức cùng cận dưới thì không xếp loại được.",
        "An index belongs to one grade only; with two that begin at the same bound it cannot be told which.",
    ),
    message=Words(
        "{place}: mức “{name}” và mức “{first}” cùng bắt đầu từ {lower} %.",
        "{place}: the grades “{name}” and “{first}” both begin at {lower} %.",
    ),
    fix=Words(
        "Hãy sửa cận dưới của một trong hai mức theo quyết định, hoặc xóa mức thừa.",
        "Please correct the bound of one of them as the decision has it, or remove the one too many.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each grade whose bound an earlier one has."""
    first: dict[Decimal, Band] = {}
    for band in campaign.bands:
        if band.lower is not None and (other := first.setdefault(band.lower, band)) is not band:
            yield RULE.found(band.place, name=short(band.name), first=short(other.name), lower=band.lower)
