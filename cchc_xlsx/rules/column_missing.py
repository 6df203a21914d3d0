"""The workbook lacks a column or a table that scores can do without."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import named
from cchc_xlsx.rules._table import lost
from cchc_xlsx.terms import Words

RULE = Rule(
    code="L02",
    name="column_missing",
    severity=Severity.WARNING,
    scope=Scope.STRUCTURE,
    gone=True,
    title=Words(
        "Thiếu cột hoặc trang",
        "A column or a sheet is missing",
    ),
    why=Words(
        "Thiếu cột này vẫn tính được điểm, nhưng nội dung của cột không còn để kiểm tra.",
        "Scores can be taken without it, but what stood in it can no longer be checked.",
    ),
    message=Words(
        "{place}: trong tệp không tìm thấy {which}.",
        "{place}: in this file, {which} cannot be found.",
    ),
    fix=Words(
        "Nếu cột đã bị xóa nhầm, hãy đề nghị đơn vị chép lại vào tệp đã được phát hành và gửi lại.",
        "If it was deleted by mistake, please ask the unit to enter it in the workbook it was given and "
        "send that again.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each column or table that is lacking, but for those without which nothing can be read.

    A table that somebody has made, in a workbook that is not ours, has the columns it has.
    """
    if not submission.identities:
        return
    fatal = lost(submission)
    for part in submission.lacking:
        if part not in fatal:
            yield RULE.found(Place(file=submission.file), which=named(part, submission.lacking_on.get(part, ())))
