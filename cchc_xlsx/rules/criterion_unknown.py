"""A row with a score names no criterion of the set."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.submission import State, Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._nearest import perhaps
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="L05",
    name="criterion_unknown",
    severity=Severity.ERROR,
    scope=Scope.STRUCTURE,
    title=Words(
        "Dòng điểm không thuộc tiêu chí nào",
        "A score that belongs to no criterion",
    ),
    why=Words(
        "Điểm ở dòng có mã lạ không được cộng vào đâu; có thể mã đã bị sửa hoặc dòng được thêm vào.",
        "A score under an unknown code is added nowhere; perhaps the code was changed or the row put in.",
    ),
    message=Words(
        "{place}: mã “{code}” không có trong bộ tiêu chí, nên điểm {score} ở dòng này không được tính.",
        "{place}: the code “{code}” is not in the criteria set, so the score {score} in this row does not count.",
    ),
    fix=Words(
        "{suggestion}Hãy nhập điểm vào dòng có sẵn của tiêu chí, hoặc xóa dòng thừa, rồi gửi lại.",
        "{suggestion}Please enter the score in the criterion's own row, or remove the row, and send it again.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each row of an unknown code that holds a score; empty ones are let be."""
    for entry in submission.entries:
        if entry.criterion not in campaign.criteria.by_code and entry.score.state is not State.EMPTY:
            yield RULE.found(
                entry.place,
                points_at_stake=abs(entry.score.value or ZERO),
                code=short(entry.criterion),
                score=short(entry.score.typed, 30) if entry.score.value is None else entry.score.value,
                suggestion=perhaps(campaign.criteria.nearest(entry.criterion)),
            )
