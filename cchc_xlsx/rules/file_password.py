"""A file can only be opened with a password."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Outcome, Received, Refusal, Refused
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.terms import Words

RULE = Rule(
    code="F02",
    name="file_password",
    severity=Severity.FATAL,
    scope=Scope.FILE,
    title=Words(
        "Tệp có mật khẩu",
        "The file has a password",
    ),
    why=Words(
        "Tệp đặt mật khẩu mở thì nội dung đã được mã hóa; không thử đoán mật khẩu.",
        "The content of a file with a password to open is encrypted; no password is guessed.",
    ),
    message=Words(
        "{place}: tệp được đặt mật khẩu mở nên không đọc được.",
        "{place}: the file can only be opened with a password, and was not read.",
    ),
    fix=Words(
        "Hãy đề nghị đơn vị bỏ mật khẩu (trong Excel: Tệp, Thông tin, Bảo vệ sổ làm việc, Mã hóa bằng mật"
        " khẩu, xóa trống ô mật khẩu), lưu và gửi lại.",
        "Please ask the unit to remove the password (in Excel: File, Info, Protect Workbook, Encrypt with"
        " Password, clear the box), to save and send it again.",
    ),
    outcome=Outcome.UNREADABLE,
)


def check(received: Received) -> Iterator[Finding]:
    """Yield a finding for a file with a password to open."""
    if isinstance(received.content, Refused) and received.content.reason is Refusal.PASSWORD:
        yield RULE.found(Place(file=received.path))
