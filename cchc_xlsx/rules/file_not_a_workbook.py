"""A file is no workbook, whatever its name says."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.received import Outcome, Received, Refusal, Refused
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.terms import Words

RULE = Rule(
    code="F03",
    name="file_not_a_workbook",
    severity=Severity.FATAL,
    scope=Scope.FILE,
    title=Words(
        "Tệp không phải là sổ tính Excel",
        "The file is not a workbook",
    ),
    why=Words(
        "Điểm chỉ được lấy từ các ô của tệp đã phát hành; bản in, ảnh chụp, văn bản đính kèm không có các ô đó.",
        "Scores are taken from the cells of the workbook that was issued; prints, pictures and letters "
        "have no such cells.",
    ),
    message=Words(
        "{place}: đây là {kind}, không phải là sổ tính Excel.",
        "{place}: this is {kind}, not a workbook.",
    ),
    fix=Words(
        "Hãy {cure}.",
        "Please {cure}.",
    ),
    outcome=Outcome.FOREIGN,
)
ASK = Words(
    "đề nghị đơn vị gửi đúng tệp Excel đã được phát hành, nếu đơn vị định gửi điểm bằng tệp này; nếu đây chỉ là tài "
    "liệu kèm theo thì không cần làm gì",
    "ask the unit for the Excel workbook it was given, if it meant to send its scores in this file; if it only came "
    "along with them, nothing has to be done",
)
SAVE = Words(
    "mở thư này bằng chương trình thư điện tử (như Outlook), lưu tệp Excel đính kèm vào thư mục các tệp nhận về rồi "
    "chạy lại lệnh; nếu thư không có tệp đính kèm thì không cần làm gì",
    "open it in a mail program (such as Outlook), save the Excel workbook attached to it among the files that came "
    "back, and run the command again; if nothing is attached, nothing has to be done",
)
PICTURE = Words("tệp ảnh", "a picture")
LETTER = Words("văn bản Word", "a Word document")
SLIDES = Words("tệp trình chiếu", "a presentation")
MAIL = Words("thư điện tử được lưu thành tệp", "an e-mail saved as a file")
OTHER = Words("tệp loại khác ({kind})", "a file of another kind ({kind})")
UNKNOWN = Words("tệp không rõ loại", "a file of an unknown kind")
KINDS = {
    "pdf": Words("tệp PDF", "a PDF file"),
    "html": Words("trang web", "a web page"),
    "csv": Words("tệp văn bản dạng bảng (CSV)", "a text file with a table (CSV)"),
    "text": Words("tệp văn bản thuần", "a plain text file"),
    "xml": Words("tệp XML", "an XML file"),
    "exe": Words("tệp chương trình", "a program"),
    **dict.fromkeys(("jpg", "jpeg", "png", "gif", "tif", "bmp", "webp", "heic"), PICTURE),
    **dict.fromkeys(("doc", "docx", "odt", "rtf"), LETTER),
    **dict.fromkeys(("ppt", "pptx", "odp"), SLIDES),
    **dict.fromkeys(("msg", "eml"), MAIL),
}


def check(received: Received) -> Iterator[Finding]:
    """Yield a finding for a file of another kind, and name the kind."""
    content = received.content
    if isinstance(content, Refused) and content.reason is Refusal.NOT_A_WORKBOOK:
        kind = content.detail.casefold().lstrip(".")
        told = KINDS.get(kind, filled(OTHER, kind=kind) if kind else UNKNOWN)
        yield RULE.found(Place(file=received.path), kind=told, cure=SAVE if told is MAIL else ASK)
