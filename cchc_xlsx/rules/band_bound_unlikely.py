"""A grade begins at an index that is hardly meant."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C54",
    name="band_bound_unlikely",
    severity=Severity.WARNING,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Cận dưới của mức xếp loại bất thường",
        "A grade's lower bound is unlikely",
    ),
    why=Words(
        "Chỉ số tính bằng phần trăm, thường từ 0 đến 100, có điểm thưởng thì cao hơn một ít.",
        "The index is in per cent, 0 to 100 as a rule and a little above with bonus points.",
    ),
    message=Words(
        "{place}: cận dưới của mức “{name}” là {lower} %, nằm ngoài khoảng từ 0 đến 120.",
        "{place}: the grade “{name}” begins at {lower} %, outside 0 to 120.",
    ),
    fix=Words(
        "Hãy kiểm tra lại và nhập cận dưới theo phần trăm, ví dụ 80.",
        "Please check it and enter the bound in per cent, such as 80.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each bound outside 0 to 120."""
    for band in campaign.bands:
        if band.lower is not None and not 0 <= band.lower <= 120:
            yield RULE.found(band.place, name=short(band.name), lower=band.lower)
