"""A sheet was copied within the workbook, and the two do not say the same."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import at_stake, listed
from cchc_xlsx.terms import Words

RULE = Rule(
    code="L12",
    name="sheet_copied_differs",
    severity=Severity.ERROR,
    scope=Scope.STRUCTURE,
    title=Words("Trang sao chép khác trang gốc", "A copied sheet that differs"),
    why=Words(
        "Một lĩnh vực có hai trang với nội dung khác nhau; việc chọn trang nào thuộc về đơn vị.",
        "One area has two sheets that differ; which of them holds is for the unit to say.",
    ),
    message=Words(
        "{place}: trang này là bản sao của trang “{original}” nhưng khác ở {count} tiêu chí ({codes}); hiện đang "
        "tính theo "
        "trang “{original}”.",
        "{place}: this sheet is a copy of “{original}”, but differs in {count} {count:criterion|criteria} ({codes}); "
        "for now “{original}” counts.",
    ),
    fix=Words(
        "Hãy đề nghị đơn vị giữ một trang đúng, xóa trang kia rồi gửi lại.",
        "Please ask the unit to keep the sheet that is right, delete the other and send it again.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield one finding for each copied sheet that differs; at stake is what the criteria decide in which it does."""
    for copy in submission.copies:
        if copy.differing:
            known = [campaign.criteria.by_code[code] for code in copy.differing if code in campaign.criteria.by_code]
            yield RULE.found(
                Place(submission.file, copy.sheet),
                criterion=copy.differing[0],
                points_at_stake=sum((at_stake(criterion) for criterion in known), ZERO),
                original=copy.original,
                count=len(copy.differing),
                codes=listed(copy.differing),
            )
