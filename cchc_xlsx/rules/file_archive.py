"""A file is an archive that has not been unpacked."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Outcome, Received, Refusal, Refused
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.terms import Words

RULE = Rule(
    code="F04",
    name="file_archive",
    severity=Severity.FATAL,
    scope=Scope.FILE,
    title=Words(
        "Tệp nén chưa giải nén",
        "An archive that has not been unpacked",
    ),
    why=Words(
        "Tệp .zip được mở sẵn một lớp; tệp nén loại khác, hoặc tệp nén nằm trong tệp nén, phải được giải nén trước.",
        "Zips are opened, one level deep; archives of other kinds, or within archives, have to be unpacked first.",
    ),
    message=Words(
        "{place}: đây là tệp nén ({kind}), các tệp bên trong chưa được đọc.",
        "{place}: this is an archive ({kind}); the files in it were not read.",
    ),
    fix=Words(
        "Hãy giải nén vào thư mục này rồi chạy lại lệnh.",
        "Please unpack it into this folder and run the command again.",
    ),
    outcome=Outcome.FOREIGN,
)


def check(received: Received) -> Iterator[Finding]:
    """Yield a finding for an archive."""
    content = received.content
    if isinstance(content, Refused) and content.reason is Refusal.ARCHIVE:
        yield RULE.found(Place(file=received.path), kind=content.detail or "zip")
