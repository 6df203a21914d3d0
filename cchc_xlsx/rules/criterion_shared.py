"""Criteria are given to several persons or bodies."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._flaws import alike, by_unit, whose
from cchc_xlsx.rules._words import listed
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C66",
    name="criterion_shared",
    severity=Severity.NOTE,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Tiêu chí giao cho nhiều người",
        "Criteria given to several",
    ),
    why=Words(
        "Mỗi người được giao sẽ nhận tiêu chí đó; người nêu trước là người chủ trì, trừ khi ghi “chủ trì” cho người "
        "khác.",
        "Each of them is given the criterion; who is named first leads, unless somebody else is marked “chu tri”.",
    ),
    message=Words(
        "{place}: trong phân công của {whose} có {count} tiêu chí giao cho nhiều người (số người): {codes}.",
        "{place}: in the assignment of {whose}, criteria given to several number {count} (how many people): {codes}.",
    ),
    fix=Words(
        "Không cần sửa nếu đúng như vậy. Muốn đổi người chủ trì, hãy ghi “(chủ trì)” sau mã ở dòng của người đó.",
        "Nothing has to be done where this is meant. To let somebody else lead, please write “(chu tri)” behind the "
        "code in that row.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield one note for each set of rows, that of all units or a unit's own, that shares criteria out."""
    for unit, rows in by_unit(campaign).items():
        officers = campaign.officers_of(unit)
        several = {code: named for code, named in officers.items() if len(named) > 1}
        counts = {code: len({alike(name) for name in named}) for code, named in several.items()}
        shared = [f"{code} ({count})" for code, count in counts.items() if count > 1]
        if shared:
            yield RULE.found(
                rows[0].place, unit=unit, whose=whose(unit, campaign), count=len(shared), codes=listed(shared)
            )
