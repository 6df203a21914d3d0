"""A self score was typed as text and read as a number."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="S09",
    name="score_typed_as_text",
    severity=Severity.NOTE,
    scope=Scope.CONTENT,
    title=Words("Điểm tự chấm được nhập dưới dạng chữ", "A self score typed as text"),
    why=Words(
        "Tùy máy, 2,5 hoặc 2.5 có thể bị lưu thành chữ; nội dung chỉ có một cách hiểu vẫn được tính, nhưng các tổng "
        "trong tệp không cộng ô này.",
        "Depending on the computer 2,5 or 2.5 is stored as text; what can be read one way only counts all the same, "
        "but the totals in the file leave it out.",
    ),
    message=Words(
        "{place}: “{typed}” của tiêu chí {code} được lưu dưới dạng chữ và được hiểu là {score}.",
        "{place}: “{typed}” of criterion {code} is stored as text and was read as {score}.",
    ),
    fix=Words(
        "Không bắt buộc; nếu cách hiểu này không đúng, hãy nhập lại bằng số.",
        "Nothing has to be done; if it was read wrongly, please enter a number.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a note for each score that was read from a text."""
    for entry, criterion, score in submission.numbers(campaign.criteria):
        if entry.score.as_text and not entry.score.formula:
            yield RULE.found(
                entry.score.place,
                criterion=criterion.code,
                code=criterion.code,
                typed=short(entry.score.typed),
                score=score,
            )
