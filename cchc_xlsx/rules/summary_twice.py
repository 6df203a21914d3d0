"""The same summary was named twice."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.gathered import Gathered
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Outcome
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.terms import Words

RULE = Rule(
    code="G03",
    name="summary_twice",
    severity=Severity.NOTE,
    scope=Scope.GATHERED,
    title=Words(
        "Cùng một kết quả được nêu hai lần",
        "The same summary twice",
    ),
    why=Words(
        "Một kết quả chỉ được gộp một lần.",
        "A summary is taken once.",
    ),
    message=Words(
        "{place}: tệp này giống hệt “{other}”, nên chỉ tính một lần.",
        "{place}: this is the same as “{other}”, and counts once.",
    ),
    fix=Words(
        "Không cần làm gì.",
        "Nothing has to be done.",
    ),
    outcome=Outcome.SUPERSEDED,
)


def check(gathered: Gathered, campaign: Campaign) -> Iterator[Finding]:
    """Yield a note for each summary whose bytes are those of one named before."""
    first: dict[str, str] = {}
    for part in gathered.parts:
        other = first.setdefault(part.sha256, part.path)
        if other != part.path and not part.faulty:
            yield RULE.found(Place(file=part.path), other=other)
