"""Something was entered that belongs to no criterion, or in a column that none of ours is."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.submission import ROW, Submission, Unplaced
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import listed, short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="L07",
    name="row_unplaced",
    severity=Severity.WARNING,
    scope=Scope.STRUCTURE,
    title=Words("Nội dung chưa đặt được vào tiêu chí, cột nào", "Something entered that has no place"),
    why=Words(
        "Nội dung ở dòng được chèn thêm, dòng mất mã, dòng tổng hoặc ở bảng, cột không nhận ra tiêu đề thì không biết "
        "chắc thuộc ô nào nên không được tính.",
        "What stands in a row that was put in, has lost its code or shows a total, or below headings that are not "
        "known, has no place that is certain and does not count.",
    ),
    message=Words(
        "{place}: có {count} nội dung không xác định được thuộc tiêu chí, cột nào: {cells}.",
        "{place}: {count} {count:entry belongs|entries belong} to no criterion or column for certain: {cells}.",
    ),
    fix=Words(
        "Nếu đó là điểm hoặc tài liệu của một tiêu chí, hãy đề nghị đơn vị nhập vào đúng dòng của tiêu chí rồi gửi "
        "lại.",
        "Where that is a criterion’s score or evidence, please ask the unit to enter it in the criterion’s own row "
        "and send it again.",
    ),
)
CELL = Words("{place} “{text}”", "{place} “{text}”")


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each sheet with such cells, but for rows whose code is told as uncertain."""
    doubtful = {(each.place.sheet, each.place.row) for each in submission.uncertain}
    sheets: dict[str, list[Unplaced]] = {}
    for each in submission.unplaced:
        if (each.place.sheet, each.place.row) not in doubtful:
            sheets.setdefault(each.place.sheet, []).append(each)
    for cells in sheets.values():
        told = [filled(CELL, place=each.place.cell, text=short(_text(each), 30)) for each in cells]
        yield RULE.found(
            cells[0].place, also=tuple(each.place for each in cells[1:]), count=len(cells), cells=listed(told)
        )


def _text(each: Unplaced) -> str:
    """Return what was entered; of a whole row with the code that it shows."""
    return f"{each.code}: {each.text}" if each.key == ROW else each.text
