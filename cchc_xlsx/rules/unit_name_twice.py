"""Two units of one group have the same name."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words
from cchc_xlsx.text import clean

RULE = Rule(
    code="C34",
    name="unit_name_twice",
    severity=Severity.WARNING,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Tên đơn vị bị trùng",
        "A unit's name stands twice",
    ),
    why=Words(
        "Hai đơn vị cùng tên trong một nhóm dễ bị nhầm khi gửi tệp và khi đọc bảng xếp hạng; có thể một "
        "dòng được nhập hai lần.",
        "Two units of one name in a group are easily mixed up in the post and in the ranking; perhaps one"
        " was entered twice.",
    ),
    message=Words(
        "{place}: tên “{name}” (mã {code}) đã có ở đơn vị mã {first}.",
        "{place}: the name “{name}” (code {code}) is that of the unit with the code {first} already.",
    ),
    fix=Words(
        "Nếu là một đơn vị nhập hai lần, hãy xóa một dòng; nếu là hai đơn vị, hãy viết tên cho phân biệt được.",
        "Where one unit was entered twice, please remove a row; where there are two, please tell them "
        "apart in their names.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each unit whose name, but for case, another of its group has: Đông Hải is not Đồng Hải."""
    first: dict[tuple[str, str], Unit] = {}
    for unit in campaign.units:
        other = first.setdefault((clean(unit.group).casefold(), clean(unit.name).casefold()), unit)
        if unit.name and other.code != unit.code:
            yield RULE.found(unit.place, unit=unit.code, name=short(unit.name), code=unit.code, first=other.code)
