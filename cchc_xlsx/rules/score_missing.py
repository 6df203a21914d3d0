"""A criterion has not been scored."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.submission import State, Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import at_stake
from cchc_xlsx.terms import Words

RULE = Rule(
    code="S01",
    name="score_missing",
    severity=Severity.ERROR,
    wanting=True,
    scope=Scope.CONTENT,
    title=Words(
        "Chưa nhập điểm tự chấm",
        "A self score is missing",
    ),
    why=Words(
        "Ô trống không phải là 0 điểm và cũng không phải là không áp dụng; chưa chấm đủ thì đơn vị chưa được xếp hạng.",
        "An empty cell is neither zero nor not applicable; until all is scored the unit is not ranked.",
    ),
    message=Words(
        "{place}: chưa nhập điểm tự chấm của tiêu chí {code}.",
        "{place}: the self score of criterion {code} is missing.",
    ),
    fix=Words(
        "Hãy nhập từ {lowest} đến {highest}; nếu không được điểm thì nhập 0, nếu không phát sinh nhiệm vụ"
        " thì nhập KAD.",
        "Please enter a number from {lowest} to {highest}; 0 for no points, KAD where there is no such task.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each empty score; at stake is all that the criterion decides."""
    for entry, criterion in submission.in_state(campaign.criteria, State.EMPTY):
        yield RULE.found(
            entry.score.place,
            criterion=criterion.code,
            points_at_stake=at_stake(criterion),
            code=criterion.code,
            lowest=criterion.lowest,
            highest=criterion.highest,
        )
