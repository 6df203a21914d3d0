"""A workbook carries no identity: it was not issued for any campaign."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Outcome
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.terms import Words

RULE = Rule(
    code="I01",
    name="not_our_workbook",
    severity=Severity.FATAL,
    scope=Scope.IDENTITY,
    title=Words(
        "Không phải tệp đã phát hành",
        "Not a workbook that was issued",
    ),
    why=Words(
        "Mỗi tệp phát hành mang mã nhận biết đợt và đơn vị; tệp không có mã thì không biết điểm của ai. "
        "Tên tệp chỉ để gợi ý.",
        "Every workbook that is issued says for which campaign and unit; without that nobody can tell "
        "whose scores it holds. A file name is only a hint.",
    ),
    message=Words(
        "{place}: tệp không mang mã nhận biết của đợt chấm điểm nào.",
        "{place}: the file does not say which campaign and unit it belongs to.",
    ),
    fix=Words(
        "Nếu đây là điểm của một đơn vị, hãy đề nghị đơn vị chấm vào đúng tệp đã được phát hành, hoặc chạy “cchc "
        "rescue” với --unit và mã đơn vị để chuyển nội dung sang một tệp mới.",
        "If these are a unit's scores, please ask the unit to enter them in the workbook it was given, or run “cchc "
        "rescue” with --unit and the unit's code to carry them over into a fresh one.",
    ),
    outcome=Outcome.FOREIGN,
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for a workbook without any identity."""
    if not submission.identities:
        yield RULE.found(Place(file=submission.file))
