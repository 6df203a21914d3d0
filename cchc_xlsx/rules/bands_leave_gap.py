"""No grade begins at zero, so that low indices get none."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C55",
    name="bands_leave_gap",
    severity=Severity.WARNING,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Có khoảng chỉ số không thuộc mức nào",
        "Some indices get no grade",
    ),
    why=Words(
        "Mức thấp nhất thường bắt đầu từ 0; nếu không, đơn vị có chỉ số thấp hơn sẽ không được xếp loại.",
        "The lowest grade usually begins at 0; otherwise units below it get none.",
    ),
    message=Words(
        "{place}: mức thấp nhất “{name}” bắt đầu từ {lower} %; đơn vị có chỉ số thấp hơn sẽ không được xếp loại.",
        "{place}: the lowest grade “{name}” begins at {lower} %; units below it get no grade.",
    ),
    fix=Words(
        "Hãy nhập cận dưới 0 cho mức thấp nhất, hoặc thêm một mức bắt đầu từ 0.",
        "Please enter 0 for the lowest grade, or add one that begins at 0.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield one finding where the lowest of the known bounds is above zero."""
    known = [(band.lower, number) for number, band in enumerate(campaign.bands) if band.lower is not None]
    if known and len(known) == len(campaign.bands) and min(known)[0] > 0:
        lowest = campaign.bands[min(known)[1]]
        yield RULE.found(lowest.place, name=short(lowest.name), lower=min(known)[0])
