"""A self score is not one of those the criterion allows."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import Verdict
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import at_stake, listed
from cchc_xlsx.terms import Words

RULE = Rule(
    code="S05",
    name="score_off_list",
    severity=Severity.ERROR,
    scope=Scope.CONTENT,
    title=Words(
        "Điểm tự chấm không thuộc các mức được phép",
        "A self score that is not on the list",
    ),
    why=Words(
        "Hướng dẫn chấm điểm của tiêu chí chỉ cho phép một số mức điểm.",
        "The guidance on this criterion allows certain scores only.",
    ),
    message=Words(
        "{place}: điểm tự chấm {score} không thuộc các mức được phép của tiêu chí {code}: {allowed}.",
        "{place}: the self score {score} is not one of those allowed for criterion {code}: {allowed}.",
    ),
    fix=Words(
        "Hãy chọn một trong các mức: {allowed}.",
        "Please choose one of these: {allowed}.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each score off the list; at stake is all that the criterion decides."""
    for entry, criterion, score in submission.judged(campaign.criteria, Verdict.OFF_LIST):
        yield RULE.found(
            entry.score.place,
            criterion=criterion.code,
            points_at_stake=at_stake(criterion),
            code=criterion.code,
            score=score,
            allowed=listed(criterion.allowed, len(criterion.allowed)),
        )
