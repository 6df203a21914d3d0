"""A file is the same as another, byte by byte."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Intake, Outcome, Preferred
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.terms import Words

RULE = Rule(
    code="U03",
    name="file_duplicate",
    severity=Severity.NOTE,
    scope=Scope.INTAKE,
    title=Words(
        "Tệp trùng hoàn toàn với tệp khác",
        "A file that is the same as another",
    ),
    why=Words(
        "Một tệp được gửi hai lần chỉ được tính một lần.",
        "A file that came twice counts once.",
    ),
    message=Words(
        "{place}: tệp này giống hệt tệp “{other}”, nên chỉ tính một lần.",
        "{place}: this file is the same as “{other}”, and counts once.",
    ),
    fix=Words(
        "Không cần làm gì.",
        "Nothing has to be done.",
    ),
    outcome=Outcome.SUPERSEDED,
)


def check(intake: Intake, campaign: Campaign) -> Iterator[Finding]:
    """Yield a note for each file whose bytes are those of another one."""
    for old in intake.replaced:
        if old.because is Preferred.SAME:
            yield RULE.found(Place(file=old.file.path), unit=old.unit, other=old.by.path)
