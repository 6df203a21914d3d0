"""Two grades have the same name."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words
from cchc_xlsx.text import fold

RULE = Rule(
    code="C51",
    name="band_name_twice",
    severity=Severity.WARNING,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Tên mức xếp loại bị trùng",
        "Two grades of one name",
    ),
    why=Words(
        "Hai mức cùng tên thì đọc bảng xếp loại không phân biệt được.",
        "Two grades of one name cannot be told apart in the ranking.",
    ),
    message=Words(
        "{place}: tên mức “{name}” đã dùng ở dòng trước.",
        "{place}: the name “{name}” stands in an earlier row already.",
    ),
    fix=Words(
        "Hãy đặt tên khác hoặc xóa dòng thừa.",
        "Please give it another name, or remove the row too many.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each grade whose name, marks and case apart, an earlier one has."""
    met: set[str] = set()
    for band in campaign.bands:
        name = fold(band.name)
        if name and name in met:
            yield RULE.found(band.place, name=short(band.name))
        met.add(name)
