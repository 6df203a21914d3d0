"""A program has spoilt a criterion's code, and nobody can tell which it was."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import NOTHING, listed, short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="L09",
    name="code_uncertain",
    severity=Severity.ERROR,
    scope=Scope.STRUCTURE,
    title=Words("Mã tiêu chí bị biến đổi, không rõ là mã nào", "A code that was changed, and could be several"),
    why=Words(
        "Một số chương trình đổi mã 7.10 thành số 7,1 hoặc đổi 8.4.2 thành ngày; khi có nhiều khả năng thì không "
        "được đoán.",
        "Some programs make the number 7.1 of the code 7.10, or a date of 8.4.2; where it could be several, nothing "
        "is guessed.",
    ),
    message=Words(
        "{place}: mã “{typed}” ở dòng này đã bị biến đổi{candidates}; nội dung của dòng chưa được tính.",
        "{place}: the code “{typed}” of this row was changed{candidates}; what stands in the row does not count.",
    ),
    fix=Words(
        "Hãy đề nghị đơn vị nhập lại dòng này vào tệp đã được phát hành rồi gửi lại.",
        "Please ask the unit to enter the row in the workbook it was given and send that again.",
    ),
)
ONE_OF = Words(", có thể là {codes}", "; it may be {codes}")


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each row whose code could not be recovered, and name what it may have been."""
    for each in submission.uncertain:
        if not each.criterion:
            candidates = filled(ONE_OF, codes=listed(each.candidates)) if each.candidates else NOTHING
            yield RULE.found(each.place, typed=short(each.typed, 30), candidates=candidates)
