"""A program has spoilt codes of criteria; their place or name tells which they were."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.submission import Submission, Uncertain
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import listed, short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="L10",
    name="code_recovered",
    severity=Severity.WARNING,
    scope=Scope.STRUCTURE,
    doubtful=True,
    title=Words("Mã tiêu chí bị mất hoặc biến đổi, đã nhận lại được", "Codes lost or changed, and recovered"),
    why=Words(
        "Mã bị mất, bị đổi thành số hoặc ngày được nhận lại khi vị trí giữa các dòng hoặc tên tiêu chí chỉ cho phép "
        "một mã.",
        "A code that is lost or was made a number or a date is recovered where its place among the rows, or the name "
        "beside it, leaves one.",
    ),
    message=Words(
        "{place}: {count} mã tiêu chí bị trống hoặc đã bị đổi thành số, ngày và được nhận lại theo vị trí hoặc tên: "
        "{codes}.",
        "{place}: {count} {count:code|codes} {count:was|were} empty or had become numbers or dates, and "
        "{count:was|were} recovered by place or name: {codes}.",
    ),
    fix=Words(
        "Hãy đối chiếu các dòng này với bản đơn vị gửi; nếu sai, đề nghị đơn vị nhập vào tệp đã được phát hành.",
        "Please hold these rows against what the unit sent; where one is wrong, ask for the workbook as it was issued.",
    ),
)
EMPTY = Words("trống", "empty")
ONE = Words("{typed} → {code}", "{typed} → {code}")


def _told(each: Uncertain) -> Words | str:
    if each.typed == each.criterion:
        return each.criterion
    return filled(ONE, typed=short(each.typed, 30) or EMPTY, code=each.criterion)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a warning for each sheet with recovered codes."""
    sheets: dict[str, list[Uncertain]] = {}
    for each in submission.uncertain:
        if each.criterion:
            sheets.setdefault(each.place.sheet, []).append(each)
    for found in sheets.values():
        changed = [each for each in found if each.typed != each.criterion]  # others only became numbers
        told = [_told(each) for each in changed or found]
        places = tuple(each.place for each in found[1:])
        yield RULE.found(found[0].place, also=places, count=len(found), codes=listed(told))
