"""The title of a sheet names another unit than the workbook's own."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words
from cchc_xlsx.text import fold

RULE = Rule(
    code="I11",
    name="heading_names_another_unit",
    severity=Severity.ERROR,
    scope=Scope.IDENTITY,
    title=Words("Tiêu đề trang ghi tên đơn vị khác", "A title that names another unit"),
    why=Words(
        "Trang dán từ tệp của đơn vị khác có thể mang theo điểm của đơn vị đó; cần người xem trước khi xếp hạng.",
        "A sheet pasted from another unit’s workbook may hold that unit’s scores; somebody has to look before it is "
        "ranked.",
    ),
    message=Words(
        "{place}: tiêu đề của trang ghi “{title}”, trong khi tệp là của {name}.",
        "{place}: the sheet’s title says “{title}”, while the file is that of {name}.",
    ),
    fix=Words(
        "Hãy đề nghị đơn vị kiểm tra trang này có đúng là điểm của mình, nhập lại vào tệp đã được phát hành rồi gửi "
        "lại.",
        "Please ask the unit whether these scores are its own, and for the workbook it was given, filled in again.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each title that names a unit of the campaign other than the one the file is from."""
    own = campaign.by_unit.get(submission.identity.unit) if submission.identity else None
    if not own:
        return
    for title in submission.titled:
        named = fold(title.text)
        if named != fold(own.name) and named in campaign.folded_names:
            yield RULE.found(title.place, title=short(title.text), name=own.name)
