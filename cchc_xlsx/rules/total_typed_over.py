"""A total that agrees has been typed over its formula."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.points import difference
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._sums import sums_of
from cchc_xlsx.rules._words import called, listed
from cchc_xlsx.terms import Words

RULE = Rule(
    code="T02",
    name="total_typed_over",
    severity=Severity.NOTE,
    scope=Scope.CONTENT,
    title=Words("Tổng đã được nhập bằng tay", "A total typed by hand"),
    why=Words(
        "Tổng luôn được cộng lại từ các ô điểm, nên con số nhập tay không được dùng kể cả khi đang khớp; nếu sau này "
        "sửa điểm, ô tổng trong tệp sẽ không tự thay đổi theo.",
        "Totals are always summed anew, so one typed by hand is not used even where it agrees; should a score change, "
        "the total in the file will not follow.",
    ),
    message=Words(
        "{place}: tổng của {which} đã được nhập bằng tay thay cho công thức; hiện vẫn khớp với các điểm tự chấm.",
        "{place}: the total of {which} was typed over its formula; for now it agrees with the self scores.",
    ),
    fix=Words(
        "Không bắt buộc; tổng hợp dùng tổng được cộng lại. Nếu còn sửa điểm, nên khôi phục công thức ở ô này.",
        "Nothing has to be done; the summary sums anew. If scores are still to change, restore the formula first.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield one note for all totals that are typed and agree; those that differ are told by another rule."""
    sums = sums_of(submission, campaign)
    typed = [
        total
        for total in submission.totals
        if total.formula is False
        and total.value is not None
        and sums.knows(total.criterion)
        and not difference(total.value, sums.reckoned(total.criterion))
    ]
    if typed:
        yield RULE.found(
            typed[0].place,
            criterion=typed[0].criterion,
            also=tuple(total.place for total in typed[1:]),
            which=listed([called(code) for code in dict.fromkeys(total.criterion for total in typed)]),
        )
