"""A table had lost its hidden keys and was known by what people see."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.terms import Words

RULE = Rule(
    code="L08",
    name="table_by_headings",
    severity=Severity.WARNING,
    scope=Scope.STRUCTURE,
    doubtful=True,
    title=Words("Bảng bị mất khóa ẩn", "A table without its hidden keys"),
    why=Words(
        "Hàng và cột khóa ẩn giúp nhận biết chắc chắn từng ô; khi bị xóa, bảng được nhận biết theo tiêu đề cột và mã "
        "tiêu chí, hoặc theo bố cục của các trang tự chấm khác.",
        "Hidden keys tell for sure which cell is which; without them a table is known by its headings and codes, or "
        "by the layout of the other score sheets.",
    ),
    message=Words(
        "{place}: trang “{sheet}” không có đủ khóa ẩn; điểm được đọc theo tiêu đề hoặc thứ tự cột và theo mã, "
        "tên tiêu chí.",
        "{place}: the sheet “{sheet}” has not got all its hidden keys; scores were read by the headings or the "
        "order of the columns, and by codes and names.",
    ),
    fix=Words(
        "Hãy đối chiếu điểm của trang này với bản đơn vị gửi; lần sau đề nghị đơn vị không xóa hàng, cột ẩn.",
        "Please hold its scores against what the unit sent; next time the hidden rows and columns should stay.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a warning for each sheet that was read by its headings."""
    for sheet in submission.by_headings:
        yield RULE.found(Place(submission.file, sheet), sheet=sheet)
