"""What people see in a row names another criterion than the row's hidden key."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.submission import Printed, Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import at_stake
from cchc_xlsx.terms import Words
from cchc_xlsx.text import fold

RULE = Rule(
    code="L13",
    name="row_contradicts_itself",
    severity=Severity.ERROR,
    scope=Scope.STRUCTURE,
    title=Words("Mã hoặc tên ở dòng khác với khóa ẩn", "A row that shows another criterion than its hidden key"),
    why=Words(
        "Khi chỉ một số cột bị sắp xếp hoặc chép sang dòng khác, điểm có thể nằm ở dòng của tiêu chí khác; không thể "
        "tự chọn "
        "thay cho đơn vị.",
        "Where only some columns were sorted or copied, scores may stand in the row of another criterion; the choice "
        "is "
        "the unit's.",
    ),
    message=Words(
        "{place}: dòng này có khóa ẩn của tiêu chí {code} nhưng ghi mã hoặc tên của tiêu chí {shown}; hiện đang tính "
        "cho "
        "tiêu chí {code}.",
        "{place}: the row's hidden key is that of criterion {code}, but its code or name is that of {shown}; for now "
        "it "
        "counts for {code}.",
    ),
    fix=Words(
        "Hãy đề nghị đơn vị kiểm tra điểm của cả hai tiêu chí, nhập lại vào tệp đã được phát hành rồi gửi lại.",
        "Please ask the unit to look at the scores of both, to enter them in the workbook it was given and send it "
        "again.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each row whose code or name is another criterion's; at stake is what the row decides."""
    identity = submission.identity
    same = identity and identity.fingerprint == campaign.criteria.fingerprint  # else names may have changed since
    for printed, criterion in submission.altered(campaign.criteria):
        if shown := _shown(printed, campaign, named=bool(same)):
            yield RULE.found(
                printed.place if shown == printed.code else printed.name_place,
                criterion=criterion.code,
                points_at_stake=at_stake(criterion),
                code=criterion.code,
                shown=shown,
            )


def _shown(printed: Printed, campaign: Campaign, *, named: bool) -> str:
    """Return the other criterion that a row shows by its code or, if `named`, by a name that only it has; else ""."""
    if printed.code != printed.criterion and printed.code in campaign.criteria.by_code:
        return printed.code
    ours = campaign.criteria.by_code[printed.criterion]
    if not named or not printed.name or printed.name == ours.name:
        return ""
    others = campaign.criteria.by_folded_name.get(fold(printed.name), frozenset())
    return next(iter(others)) if len(others) == 1 and printed.criterion not in others else ""
