"""A file cannot be read as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.received import Outcome, Received, Refusal, Refused
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.terms import LIMITS, Words

RULE = Rule(
    code="F01",
    name="file_unreadable",
    severity=Severity.FATAL,
    scope=Scope.FILE,
    title=Words(
        "Không đọc được tệp",
        "The file cannot be read",
    ),
    why=Words(
        "Tệp hỏng, quá lớn hoặc ở định dạng không đọc được an toàn thì không thể tính điểm; tệp được giữ "
        "nguyên tại chỗ.",
        "Scores cannot be taken from a file that is damaged, too large or in a format that cannot be read"
        " safely; it is left where it is.",
    ),
    message=Words(
        "{place}: không đọc được tệp, vì {cause}.",
        "{place}: the file cannot be read, because {cause}.",
    ),
    fix=Words(
        "Hãy {cure}.",
        "Please {cure}.",
    ),
    outcome=Outcome.UNREADABLE,
)
SEND_AGAIN = Words(
    "đề nghị đơn vị mở tệp trên máy của mình, kiểm tra, lưu lại rồi gửi lại",
    "ask the unit to open the file on its own computer, check it, save it and send it again",
)
USE_OURS = Words(
    "đề nghị đơn vị dùng đúng tệp đã được phát hành, không chèn ảnh hoặc dữ liệu khác, rồi gửi lại",
    "ask the unit to use the workbook it was given, without pictures or other data put in, and to send it again",
)
SAVE_AS = Words(
    "mở tệp bằng Excel, WPS hoặc LibreOffice, chọn “Lưu dưới dạng” (Save As), loại tệp “Excel Workbook (*.xlsx)”, "
    "rồi gửi lại",
    "open the file in Excel, WPS or LibreOffice, choose “Save As”, type “Excel Workbook (*.xlsx)”, and send that again",
)
#: For each reason: why the file cannot be read, and how to mend it.
CAUSES = {
    Refusal.EMPTY: (Words("tệp trống, không có dữ liệu", "it is empty"), SEND_AGAIN),
    Refusal.BROKEN: (Words("tệp bị hỏng hoặc gửi chưa trọn vẹn", "it is damaged, or did not arrive whole"), SEND_AGAIN),
    Refusal.TOO_LARGE: (
        Words("tệp quá lớn so với tệp đã phát hành", "it is far larger than what was issued"),
        USE_OURS,
    ),
    Refusal.TOO_SLOW: (Words("tệp cần quá nhiều thời gian để đọc", "reading it takes too long"), USE_OURS),
    Refusal.CRASHED: (
        Words("tệp làm chương trình đọc bị dừng đột ngột", "the process that read it was brought down by it"),
        USE_OURS,
    ),
    Refusal.OLD_FORMAT: (
        Words("tệp ở định dạng bảng tính không đọc được an toàn", "its spreadsheet format cannot be read safely"),
        SAVE_AS,
    ),
    Refusal.UNSAFE: (
        Words("tệp có cấu trúc không an toàn nên không được mở", "its build is unsafe, so that it was not opened"),
        Words(
            "không mở tệp này, quét vi-rút, và đề nghị đơn vị gửi lại từ tệp đã được phát hành",
            "leave it closed, have it scanned for viruses, and ask the unit to send the workbook it was given",
        ),
    ),
}
PASSED = Words(
    "{cause} (vượt giới hạn “{limit}”: {what}, nhiều nhất {most})",
    "{cause} (beyond the limit “{limit}”: {what}, at most {most})",
)
PERHAPS = Words(
    "{cause}, có thể do hết bộ nhớ (giới hạn “{limit}”: {what}, nhiều nhất {most})",
    "{cause}, perhaps for want of memory (the limit “{limit}”: {what}, at most {most})",
)
RAISE = Words(
    "{cure}; nếu biết chắc tệp này đúng và cần đọc, chạy lại lệnh với --limit {limit}=N, trong đó N lớn hơn {most}",
    "{cure}; where you know that the file is right, run the command again with --limit {limit}=N, N being above {most}",
)


def check(received: Received) -> Iterator[Finding]:
    """Yield a finding for a file that is empty, damaged, too large, too slow, too old or unsafe."""
    if isinstance(received.content, Refused) and received.content.reason in CAUSES:
        cause, cure = CAUSES[received.content.reason]
        if received.content.limit:
            cause, cure = _limited(received.content, cause, cure)
        yield RULE.found(Place(file=received.path), cause=cause, cure=cure)


def _limited(refused: Refused, cause: Words, cure: Words) -> tuple[Words, Words]:
    """Return cause and cure with the limit that was passed, and how it is raised for one run."""
    words, most = (PERHAPS if refused.reason is Refusal.CRASHED else PASSED), Decimal(str(refused.most))
    told = filled(words, cause=cause, limit=refused.limit, what=LIMITS[refused.limit], most=most)
    return told, filled(RAISE, cure=cure, limit=refused.limit, most=most)
