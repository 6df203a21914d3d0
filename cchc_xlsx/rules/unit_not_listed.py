"""A summary tells of a unit that the campaign has not."""

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
    code="G05",
    name="unit_not_listed",
    severity=Severity.ERROR,
    scope=Scope.GATHERED,
    title=Words(
        "Kết quả có đơn vị ngoài danh sách",
        "A summary with a unit that is not listed",
    ),
    why=Words(
        "Danh sách đơn vị của sổ đợt chấm điểm là căn cứ; đơn vị ngoài danh sách không được xếp hạng mà không ai "
        "quyết định.",
        "The campaign workbook’s list of units holds; nobody is ranked whom it does not name.",
    ),
    message=Words(
        "{place}: {name} (mã {code}) không có trong trang “Đơn vị” của sổ đợt chấm điểm này.",
        "{place}: {name} (code {code}) is not on the sheet “Units” of this campaign workbook.",
    ),
    fix=Words(
        "Hãy thêm đơn vị vào trang “Đơn vị”, hoặc để trống cả trang để lấy mọi đơn vị có trong các kết quả.",
        "Please enter it on the sheet “Units”, or leave that sheet empty to take every unit of the summaries.",
    ),
)


def check(gathered: Gathered, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each unit of a summary that the campaign does not list."""
    for part in gathered.parts:
        for each in part.units:
            if each.unit.code not in campaign.by_unit:
                unit = each.unit
                yield RULE.found(Place(file=part.path), name=short(unit.name), code=unit.code)
