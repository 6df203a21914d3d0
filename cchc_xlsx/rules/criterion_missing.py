"""A criterion has no row in the unit's workbook."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._gather import by_area
from cchc_xlsx.rules._table import lost
from cchc_xlsx.rules._words import at_stake
from cchc_xlsx.terms import Words

RULE = Rule(
    code="L03",
    name="criterion_missing",
    severity=Severity.ERROR,
    scope=Scope.STRUCTURE,
    gone=True,
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
        "{place}: không tìm thấy dòng của {which}, tối đa {maximum} điểm; dòng hoặc trang đã bị xóa, hoặc mất khóa ẩn.",
        "{place}: there is no row for {which}, maximum {maximum}; rows or a sheet were deleted, or lost their "
        "hidden keys.",
    ),
    fix=Words(
        "Hãy đề nghị đơn vị nhập lại vào tệp đã được phát hành và gửi lại.",
        "Please ask the unit to enter it in the workbook it was given and send that again.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each criterion without a row, more than five of an area as one; at stake are their maxima."""
    if lost(submission):
        return
    found = {criterion.code for _, criterion in submission.matched(campaign.criteria)}
    missing = [criterion for criterion in campaign.criteria.scored if criterion.code not in found]
    for criterion, which, alike in by_area(campaign, missing):
        points = sum((at_stake(each) for each in alike), ZERO)
        yield RULE.found(
            Place(file=submission.file),
            criterion=criterion.code,
            points_at_stake=points,
            which=which,
            maximum=points,
        )
