"""Something was entered in a row that belongs to no criterion."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.submission import Submission, Unplaced
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import listed, short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="L07",
    name="row_unplaced",
    severity=Severity.WARNING,
    scope=Scope.STRUCTURE,
    title=Words("Nội dung nằm ngoài dòng tiêu chí", "Something entered in no criterion’s row"),
    why=Words(
        "Nội dung ở dòng được chèn thêm, dòng mất mã hoặc dòng tổng không thuộc tiêu chí nào nên không được tính.",
        "What stands in a row that was put in, has lost its code or shows a total belongs to no criterion and does "
        "not count.",
    ),
    message=Words(
        "{place}: {count} ô có nội dung nhưng không thuộc tiêu chí nào: {cells}.",
        "{place}: {count} {count:cell holds|cells hold} something and {count:belongs|belong} to no criterion: {cells}.",
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
        told = [filled(CELL, place=each.place.cell, text=short(each.text, 30)) for each in cells]
        yield RULE.found(
            cells[0].place, also=tuple(each.place for each in cells[1:]), count=len(cells), cells=listed(told)
        )
