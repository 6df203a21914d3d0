"""The list of a group's people has an open end."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._flaws import unit_of
from cchc_xlsx.rules._words import listed, short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C67",
    name="assignment_group_open",
    severity=Severity.NOTE,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Danh sách nhóm thực hiện còn để ngỏ",
        "A group whose list has an open end",
    ),
    why=Words(
        "Danh sách kết thúc bằng “…” thì chưa rõ còn ai; các tiêu chí được giữ cho cả nhóm.",
        "With “…” at its end nobody can tell who else belongs to it; the criteria are kept for the group as a whole.",
    ),
    message=Words(
        "{place}: nhóm “{assignee}” gồm {members} và những người chưa nêu tên (danh sách kết thúc bằng “…”).",
        "{place}: the group “{assignee}” is {members} and others who are not named (the list ends in “…”).",
    ),
    fix=Words(
        "Nên ghi đủ tên ở cột Ghi chú, hoặc giao từng tiêu chí cho người cụ thể.",
        "It is better to name them all in the remark, or to give each criterion to somebody.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a note for each group whose list of people ends in “…”."""
    for row in campaign.assignments:
        if row.group and row.members and row.open_ended:
            unit = unit_of(row, campaign)
            yield RULE.found(row.place, unit=unit, assignee=short(row.assignee), members=listed(row.members))
