"""A unit stands in two of the summaries that are put together."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.gathered import Gathered
from cchc_xlsx.model.place import Place
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="G04",
    name="unit_in_two_summaries",
    severity=Severity.ERROR,
    scope=Scope.GATHERED,
    title=Words(
        "Một đơn vị có trong hai kết quả",
        "A unit in two summaries",
    ),
    why=Words(
        "Mỗi đơn vị chỉ thuộc một nơi tổng hợp; tính hai lần thì sai cả số đơn vị lẫn thứ hạng.",
        "A unit belongs to one of them; counted twice, number of units and ranks would be wrong.",
    ),
    message=Words(
        "{place}: {name} (mã {code}) đã có trong “{other}”; đang lấy theo tệp đó và chưa xếp hạng đơn vị này.",
        "{place}: {name} (code {code}) stands in “{other}” already; that one is taken, and the unit is not ranked "
        "for now.",
    ),
    fix=Words(
        "Hãy xác định đơn vị thuộc nơi nào, bỏ đơn vị khỏi đợt chấm điểm kia, tổng hợp lại ở đó rồi gộp lại.",
        "Please find out where the unit belongs, take it out of the other campaign, merge there and put them "
        "together again.",
    ),
)


def check(gathered: Gathered, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each unit of a summary that one named before has too."""
    first: dict[str, str] = {}
    met: set[str] = set()
    for part in gathered.parts:
        if part.sha256 in met:
            continue
        met.add(part.sha256)
        for each in part.units:
            unit = each.unit
            other = first.setdefault(unit.code, part.path)
            if other != part.path:
                yield RULE.found(
                    Place(file=part.path), unit=unit.code, name=short(unit.name), code=unit.code, other=other
                )
