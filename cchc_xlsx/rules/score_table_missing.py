"""The table of self scores, or what makes it readable, is missing."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Outcome
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import named
from cchc_xlsx.rules._table import TABLE, lost
from cchc_xlsx.terms import Words

RULE = Rule(
    code="L01",
    name="score_table_missing",
    severity=Severity.FATAL,
    scope=Scope.STRUCTURE,
    gone=True,
    title=Words(
        "Không còn bảng tự chấm điểm",
        "The table of self scores is missing",
    ),
    why=Words(
        "Bảng và cột được nhận biết bằng hàng khóa ẩn; xóa hàng đó, xóa trang hoặc xóa cột thì không còn "
        "biết ô nào là điểm.",
        "Tables and columns are known by a hidden row of keys; with that row, the sheet or the column "
        "gone, nobody can tell which cells are scores.",
    ),
    message=Words(
        "{place}: trong tệp không tìm thấy {which}.",
        "{place}: in this file, {which} cannot be found.",
    ),
    fix=Words(
        "Hãy đề nghị đơn vị chép điểm vào tệp đã được phát hành (tải lại bản gốc nếu cần), không xóa "
        "hàng, cột, trang, rồi gửi lại.",
        "Please ask the unit to enter its scores in the workbook it was given (a fresh copy if need be), "
        "deleting no rows, columns or sheets, and send it again.",
    ),
    outcome=Outcome.EXCLUDED,
)
SCORE_TABLE = Words("bảng tự chấm điểm", "the table of self scores")


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding where the score table, its scores, or both ways of knowing a row are lacking."""
    parts = lost(submission)
    if parts:
        which = SCORE_TABLE if TABLE in parts else named(parts[-1], submission.lacking_on.get(parts[-1], ()))
        yield RULE.found(Place(file=submission.file), which=which)
