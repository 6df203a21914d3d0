"""A file that should be a summary of another campaign folder is none."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.gathered import Gathered
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Outcome
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.terms import Words

RULE = Rule(
    code="G01",
    name="summary_unreadable",
    severity=Severity.FATAL,
    scope=Scope.GATHERED,
    title=Words(
        "Tệp không phải là kết quả tổng hợp",
        "A file that is no summary",
    ),
    why=Words(
        "Chỉ tệp tong-hop.json do lệnh tổng hợp ghi ra mới gộp được.",
        "Only a tong-hop.json that a merge has written can be put together with others.",
    ),
    message=Words(
        "{place}: không đọc được tệp này như một tệp tong-hop.json.",
        "{place}: this cannot be read as a tong-hop.json.",
    ),
    fix=Words(
        "Hãy chép lại tệp tong-hop.json từ thư mục ket-qua của đợt chấm điểm đó, không sửa bằng tay.",
        "Please copy tong-hop.json from that campaign’s folder ket-qua again, and do not edit it.",
    ),
    outcome=Outcome.UNREADABLE,
)


def check(gathered: Gathered, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each file that is no summary."""
    for part in gathered.parts:
        if part.faulty:
            yield RULE.found(Place(file=part.path))
