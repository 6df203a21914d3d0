"""A file carries links to other files or programs."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.book import Extra
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Received
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.terms import Words

RULE = Rule(
    code="F08",
    name="file_carries_links",
    severity=Severity.NOTE,
    scope=Scope.FILE,
    title=Words("Tệp có liên kết ra bên ngoài", "A file with links to the outside"),
    why=Words(
        "Liên kết tới tệp, máy chủ hoặc chương trình khác chỉ mở được trên máy của người lập. Chương trình không mở "
        "bất kỳ liên kết nào, chỉ dùng giá trị đang lưu trong ô.",
        "Links to other files, servers or programs open only on the computer of whoever made them. No link is ever "
        "followed here: only the values stored in the cells are used.",
    ),
    message=Words(
        "{place}: tệp có liên kết tới tệp hoặc chương trình khác; không liên kết nào được mở, chỉ dùng giá trị đã lưu.",
        "{place}: the file links to other files or programs; no link is followed, only stored values are used.",
    ),
    fix=Words(
        "Không bắt buộc; nên ngắt liên kết (Data, Edit Links, Break Link) và nhập thẳng giá trị vào ô.",
        "Nothing has to be done; breaking the links (Data, Edit Links, Break Link) and typing the values is safer.",
    ),
)


def check(received: Received) -> Iterator[Finding]:
    """Yield a note for a workbook with links to the outside."""
    if isinstance(received.content, Submission) and Extra.LINKS in received.content.extras:
        yield RULE.found(Place(file=received.path))
