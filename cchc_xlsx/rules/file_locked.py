"""The system does not let a file be read."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Outcome, Received, Refusal, Refused
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.terms import Words

RULE = Rule(
    code="F06",
    name="file_locked",
    severity=Severity.FATAL,
    scope=Scope.FILE,
    title=Words(
        "Tệp đang bị khóa",
        "The file is locked",
    ),
    why=Words(
        "Tệp đang mở trong chương trình khác, hoặc tài khoản đang dùng không có quyền đọc, thì không lấy được dữ liệu.",
        "While another program holds a file, or the account has no right to read it, nothing can be taken from it.",
    ),
    message=Words(
        "{place}: máy không cho đọc tệp này; có thể tệp đang mở ở chương trình khác hoặc chưa có quyền đọc.",
        "{place}: the computer does not let this file be read; perhaps another program has it open, or "
        "the right to read it is lacking.",
    ),
    fix=Words(
        "Hãy đóng tệp ở chương trình đang mở, hoặc chép tệp sang chỗ khác rồi chép lại, sau đó chạy lại lệnh.",
        "Please close it where it is open, or copy it elsewhere and back, then run the command again.",
    ),
    outcome=Outcome.UNREADABLE,
)


def check(received: Received) -> Iterator[Finding]:
    """Yield a finding for a file that the system does not let us read."""
    if isinstance(received.content, Refused) and received.content.reason is Refusal.LOCKED:
        yield RULE.found(Place(file=received.path))
