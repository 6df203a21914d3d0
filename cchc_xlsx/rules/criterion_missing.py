"""A criterion has no row in the unit's workbook."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._table import lost
from cchc_xlsx.rules._words import at_stake, short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="L03",
    name="criterion_missing",
    severity=Severity.ERROR,
    wanting=True,
    scope=Scope.STRUCTURE,
    title=Words(
        "Thiếu dòng của tiêu chí",
        "A criterion has no row",
    ),
    why=Words(
        "Mỗi tiêu chí đơn vị tự chấm phải có một dòng; dòng bị xóa thì không có điểm, và không có điểm "
        "không phải là 0.",
        "Each criterion a unit scores needs its row; where the row is gone there is no score, and no "
        "score is not zero.",
    ),
    message=Words(
        "{place}: không tìm thấy dòng của tiêu chí {code} ({name}), tối đa {maximum} điểm.",
        "{place}: there is no row for criterion {code} ({name}), maximum {maximum}.",
    ),
    fix=Words(
        "Hãy đề nghị đơn vị chấm bổ sung tiêu chí này trong tệp đã được phát hành và gửi lại.",
        "Please ask the unit to score it in the workbook it was given and send that again.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each criterion the unit scores that has no row; at stake is its maximum."""
    if lost(submission):
        return
    found = {criterion.code for _, criterion in submission.matched(campaign.criteria)}
    for criterion in campaign.criteria.scored:
        if criterion.code not in found:
            yield RULE.found(
                Place(file=submission.file),
                criterion=criterion.code,
                points_at_stake=at_stake(criterion),
                code=criterion.code,
                name=short(criterion.name),
                maximum=at_stake(criterion),
            )
