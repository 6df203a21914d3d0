"""What should decide between equal units is no criterion and no source of points."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C74",
    name="tie_break_unknown",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Không hiểu cách phân định khi bằng chỉ số",
        "What should decide between equals is not understood",
    ),
    why=Words(
        "Thứ hạng của các đơn vị bằng chỉ số phải theo đúng cách đã công bố, không được bỏ qua âm thầm.",
        "Ranks of equal units have to follow what was announced; nothing of it is passed over in silence.",
    ),
    message=Words(
        "Mục “Phân định khi bằng chỉ số” ở trang “Cài đặt”: “{typed}” không phải mã lĩnh vực, mã tiêu chí hay nguồn "
        "điểm.",
        "“What decides between equals” on the sheet “Settings”: “{typed}” is no code of an area or criterion and no "
        "source of points.",
    ),
    fix=Words(
        "Hãy nhập các mã có trong trang “Bộ tiêu chí”, hoặc: điều tra XHH, tự chấm, điểm thưởng, điểm phạt; cách "
        "nhau bằng dấu chấm phẩy.",
        "Please enter codes of the sheet “Criteria”, or: survey, self score, bonus, penalty; apart by semicolons.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each part that names nothing."""
    for typed in campaign.settings.tie_breaks:
        if typed not in campaign.criteria.by_code and typed not in set(Source):
            yield RULE.found(typed=short(typed))
