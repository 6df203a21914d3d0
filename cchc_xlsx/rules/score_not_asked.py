"""A unit scored a criterion whose points come from the survey."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.submission import State, Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="S08",
    name="score_not_asked",
    severity=Severity.WARNING,
    scope=Scope.CONTENT,
    title=Words(
        "Điểm ở tiêu chí do cấp trên cho điểm",
        "A score that was not asked for",
    ),
    why=Words(
        "Điểm điều tra xã hội học do cấp trên nhập cho từng đơn vị; đơn vị không tự chấm.",
        "Points from the survey are given by the superior unit; units do not score them.",
    ),
    message=Words(
        "{place}: tiêu chí {code} lấy điểm từ điều tra xã hội học, nên “{typed}” do đơn vị nhập không được tính.",
        "{place}: the points of criterion {code} come from the survey, so the unit's “{typed}” does not count.",
    ),
    fix=Words(
        "Không cần nhập gì ở dòng này; hãy để trống.",
        "Nothing is to be entered in this row; please leave it empty.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each score in a survey's row."""
    for entry in submission.entries:
        criterion = campaign.criteria.by_code.get(entry.criterion)
        if criterion and not criterion.scored_by_unit and entry.score.state is not State.EMPTY:
            yield RULE.found(
                entry.score.place,
                criterion=criterion.code,
                code=criterion.code,
                typed=short(entry.score.typed),
            )
