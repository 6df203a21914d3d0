"""A survey score is given under a criterion that the survey does not score."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import listed, short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C71",
    name="survey_criterion_unsuitable",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Điểm điều tra ghi cho tiêu chí không do điều tra cho điểm",
        "A survey score under a criterion the survey does not score",
    ),
    why=Words(
        "Chỉ tiêu chí không có tiêu chí con và có nguồn điểm “Điều tra XHH” mới nhận điểm điều tra; điểm ghi cho "
        "tiêu chí khác sẽ không được tính.",
        "Only criteria without others below them whose points come from the survey take its scores; under any other "
        "they would not count.",
    ),
    message=Words(
        "{place}: mã tiêu chí “{code}” không phải là tiêu chí chấm bằng điều tra xã hội học. Các tiêu chí như vậy: "
        "{known}.",
        "{place}: “{code}” is no criterion that the survey scores. Those are: {known}.",
    ),
    fix=Words(
        "Hãy nhập một trong các mã đã nêu; nếu tiêu chí này đúng là do điều tra cho điểm, hãy chọn nguồn điểm “Điều "
        "tra XHH” ở trang “Bộ tiêu chí”.",
        "Please enter one of those codes; if the survey does score this criterion, choose “Survey” for it on the "
        "sheet “Criteria”.",
    ),
)
NONE = Words("không có", "none")
EMPTY = Words("(để trống)", "(empty)")


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each row of the survey whose criterion takes no points from it."""
    known = [leaf.code for leaf in campaign.criteria.leaves if leaf.source is Source.SURVEY]
    for each in campaign.survey:
        if each.criterion not in known:
            code = short(each.criterion) or EMPTY
            yield RULE.found(each.place, criterion=each.criterion, code=code, known=listed(known) if known else NONE)
