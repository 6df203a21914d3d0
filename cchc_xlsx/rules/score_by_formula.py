"""A self score is the result of a formula."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="S07",
    name="score_by_formula",
    severity=Severity.NOTE,
    scope=Scope.CONTENT,
    title=Words(
        "Điểm tự chấm là kết quả của công thức",
        "A self score by formula",
    ),
    why=Words(
        "Công thức do đơn vị tự đặt có thể lấy số từ ô khác hoặc tệp khác; kết quả được tính như đã hiển thị.",
        "A formula of the unit's own may take figures from other cells or files; its result counts as it is shown.",
    ),
    message=Words(
        "{place}: điểm {score} của tiêu chí {code} là kết quả của công thức ={formula}.",
        "{place}: the score {score} of criterion {code} is the result of the formula ={formula}.",
    ),
    fix=Words(
        "Không bắt buộc; nên nhập thẳng kết quả bằng số.",
        "Nothing has to be done; entering the number itself is safer.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a note for each numeric score that a formula gives."""
    for entry, criterion, score in submission.numbers(campaign.criteria):
        if entry.score.formula:
            yield RULE.found(
                entry.score.place,
                criterion=criterion.code,
                code=criterion.code,
                score=score,
                formula=short(entry.score.formula.lstrip("=")),
            )
