"""A criterion stands in two rows of the unit's workbook."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.submission import Score, State, Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import at_stake, short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="L04",
    name="criterion_twice",
    severity=Severity.ERROR,
    scope=Scope.STRUCTURE,
    title=Words(
        "Tiêu chí có hai dòng",
        "A criterion stands in two rows",
    ),
    why=Words(
        "Dòng bị chép thêm làm cho một tiêu chí có hai điểm; không thể tự chọn thay cho đơn vị.",
        "A row that was copied gives one criterion two scores; the choice is the unit's.",
    ),
    message=Words(
        "{place}: tiêu chí {code} ({second}) đã có ở {first} ({earlier}).",
        "{place}: criterion {code} ({second}) stands at {first} already ({earlier}).",
    ),
    fix=Words(
        "Hãy giữ một dòng có điểm đúng, xóa nội dung dòng kia và gửi lại; hiện đang tính theo dòng đứng trước.",
        "Please keep the row with the right score, remove the other and send it again; for now the "
        "earlier row is taken.",
    ),
)
SCORED = Words("điểm {typed}", "score {typed}")
EMPTY = Words("chưa có điểm", "no score")


def _said(score: Score) -> Words:
    return EMPTY if score.state is State.EMPTY else filled(SCORED, typed=score.value or short(score.typed, 30))


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each row of a criterion that an earlier row has; at stake is its maximum."""
    first = {criterion.code: entry for entry, criterion in submission.matched(campaign.criteria)}
    for entry in submission.entries:
        earlier = first.get(entry.criterion)
        if earlier and entry is not earlier:
            criterion = campaign.criteria.by_code[entry.criterion]
            yield RULE.found(
                entry.place,
                criterion=criterion.code,
                points_at_stake=at_stake(criterion),
                code=criterion.code,
                first=earlier.place,
                second=_said(entry.score),
                earlier=_said(earlier.score),
            )
