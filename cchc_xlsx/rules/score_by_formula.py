"""A self score is the result of a formula."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import NOTHING, short
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
        "Công thức do đơn vị tự đặt có thể lấy số từ ô khác hoặc tệp khác; kết quả được tính như đã hiển thị. Công "
        "thức chưa có kết quả chỉ được tính thay khi gồm toàn các con số.",
        "A formula of the unit's own may take figures from other cells or files; its result counts as it is shown. One "
        "without a result is reckoned here only where it is made of figures alone.",
    ),
    message=Words(
        "{place}: điểm {score} của tiêu chí {code} là kết quả của công thức ={formula}{how}.",
        "{place}: the score {score} of criterion {code} is the result of the formula ={formula}{how}.",
    ),
    fix=Words(
        "Không bắt buộc; nên nhập thẳng kết quả bằng số.",
        "Nothing has to be done; entering the number itself is safer.",
    ),
)
RECKONED = Words(
    "; tệp chưa lưu kết quả nên điểm được tính từ chính các số trong công thức",
    "; the file holds no result yet, so it was reckoned from the figures in the formula",
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
                how=RECKONED if entry.score.reckoned else NOTHING,
            )
