"""A summary was made with another criteria set."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.gathered import Gathered
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Outcome
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import listed, short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="G02",
    name="summary_of_other_criteria",
    severity=Severity.FATAL,
    scope=Scope.GATHERED,
    title=Words(
        "Kết quả của một bộ tiêu chí khác",
        "A summary of another criteria set",
    ),
    why=Words(
        "Điểm theo hai bộ tiêu chí khác nhau không so sánh, không xếp hạng chung được.",
        "Points under two criteria sets can neither be compared nor ranked together.",
    ),
    message=Words(
        "{place}: bộ tiêu chí của “{name}” khác với sổ đợt chấm điểm này ở: {codes}.",
        "{place}: the criteria of “{name}” differ from this campaign workbook in: {codes}.",
    ),
    fix=Words(
        "Hãy dùng đúng bộ tiêu chí ở cả hai nơi rồi tổng hợp lại, hoặc bỏ tệp này ra.",
        "Please use the same criteria set in both places and merge again, or leave this file out.",
    ),
    outcome=Outcome.FOREIGN,
)


def check(gathered: Gathered, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each summary whose criteria are not the campaign's, with the codes that differ."""
    own = {each.code: (each.name, each.maximum, each.source) for each in campaign.criteria}
    for part in gathered.parts:
        if part.faulty or part.criteria is None or part.criteria == own:
            continue
        codes = [code for code in (*own, *part.criteria) if own.get(code) != part.criteria.get(code)]
        yield RULE.found(Place(file=part.path), name=short(part.name), codes=listed(list(dict.fromkeys(codes))))
