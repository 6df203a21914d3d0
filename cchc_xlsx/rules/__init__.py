"""The rules, one a file; this file finds them and says what a rule is.

A rule's file holds `RULE` (its code, severity and words) and `check`, a generator of findings. What `check` is given
depends on the rule's scope; see `Scope`. Nothing has to be registered: a file in this folder is a rule, unless its
name begins with an underscore.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.gathered import Gathered
from cchc_xlsx.model.place import NOWHERE, Place
from cchc_xlsx.model.points import ZERO, filled
from cchc_xlsx.model.received import Intake, Outcome, Received, Refused
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.model.summary import Result
from cchc_xlsx.terms import Words
from cchc_xlsx.text import discreet


class Scope(StrEnum):
    """What a rule looks at, in the order of looking; a fatal finding ends the looking at that file."""

    CAMPAIGN = "campaign"  # check(campaign)
    FILE = "file"  # check(received)
    IDENTITY = "identity"  # check(submission, campaign)
    STRUCTURE = "structure"  # check(submission, campaign)
    CONTENT = "content"  # check(submission, campaign)
    INTAKE = "intake"  # check(intake, campaign)
    RESULT = "result"  # check(results, campaign)
    GATHERED = "gathered"  # check(gathered, campaign)


@dataclass(frozen=True)
class Rule:
    """A rule: a stable code, a readable name (that of its file), and every word it says.

    `message` and `fix` are sentences with `{facts}`; `{place}` is always known. `outcome` is what becomes of a file
    that has earned a fatal finding of this rule. `wanting`: something is only missing, nothing is wrong. `gone`: what
    it names is not in the file, and a fresh workbook has only the room for it. `doubtful`: what was read is likely,
    not certain, and somebody has to look at it. `superior`: only the superior can mend it, so no sender is asked to.
    """

    code: str
    name: str
    severity: Severity
    scope: Scope
    title: Words
    why: Words
    message: Words
    fix: Words
    outcome: Outcome | None = None
    wanting: bool = False
    gone: bool = False
    doubtful: bool = False
    superior: bool = False

    def found(
        self,
        place: Place = NOWHERE,
        *,
        unit: str = "",
        criterion: str = "",
        points_at_stake: Decimal = ZERO,
        also: tuple[Place, ...] = (),
        **facts: object,
    ) -> Finding:
        """Return a finding of this rule; Decimals and `Words` among the facts are put into each language.

        E-mail addresses and telephone numbers that somebody typed are made discreet, but for the campaign workbook's.
        """

        discreetly = discreet if self.scope is not Scope.CAMPAIGN else str
        return Finding(
            rule=self.code,
            name=self.name,
            severity=self.severity,
            message=_placed(filled(self.message, place=_HERE, **facts), place, discreetly),
            fix=_placed(filled(self.fix, place=_HERE, **facts), place, discreetly),
            place=place,
            unit=unit,
            criterion=criterion,
            points_at_stake=points_at_stake,
            also=also,
        )


#: Stands for the place while a message is made, which may hold what looks like a telephone number.
_HERE = "\0"


def _placed(words: Words, place: Place, discreetly: Callable[[str], str]) -> Words:
    """Return a message with its place put in, and what people typed made discreet: findings are passed on."""
    return Words(*(discreetly(text).replace(_HERE, str(place)) for text in words))


def outline(words: Words) -> Words:
    """Return the words of a rule with “…” where a finding has its facts: for explaining the rule itself."""
    return Words(*(re.sub(r"\{\w+\}", "…", re.sub(r"\{\w+:[^|}]*\|([^}]*)\}", r"\1", text)) for text in words))


@dataclass(frozen=True)
class Check:
    """A rule and its generator."""

    rule: Rule
    check: Callable[..., Iterator[Finding]]
    manual: str


@cache
def checks() -> tuple[Check, ...]:
    """Return every rule with its generator, by code."""
    found = []
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("_"):
            continue
        home: Any = importlib.import_module(f"{__name__}.{module.name}")
        found.append(Check(home.RULE, home.check, (home.__doc__ or "").strip()))
    return tuple(sorted(found, key=lambda check: check.rule.code))


@cache
def rules_by_code() -> dict[str, Rule]:
    """Return every rule by its code."""
    return {check.rule.code: check.rule for check in checks()}


def rule(code: str) -> Check | None:
    """Return the rule of that code or name; None where there is none."""
    wanted = code.strip().casefold()
    return next((c for c in checks() if wanted in (c.rule.code.casefold(), c.rule.name)), None)


def _run(scope: Scope, *things: object) -> Iterator[Finding]:
    for check in checks():
        if check.rule.scope is scope:
            yield from check.check(*things)


def audit(campaign: Campaign) -> tuple[Finding, ...]:
    """Return what is wrong with a campaign workbook, worst first."""
    return sorted_findings(_run(Scope.CAMPAIGN, campaign))


def inspect(received: Received, campaign: Campaign) -> tuple[Finding, ...]:
    """Return the findings on one received file; a fatal one ends the looking at its level."""
    found = list(_run(Scope.FILE, received))
    if isinstance(received.content, Refused):
        return sorted_findings(found)
    submission: Submission = received.content
    for scope in (Scope.IDENTITY, Scope.STRUCTURE, Scope.CONTENT):
        if any(finding.severity is Severity.FATAL for finding in found):
            break
        found += _run(scope, submission, campaign)
    return sorted_findings(found)


def structure(submission: Submission, campaign: Campaign) -> tuple[Finding, ...]:
    """Return what is wrong with the build of a file that is known to be ours: tables, columns and rows."""
    return sorted_findings(_run(Scope.STRUCTURE, submission, campaign))


def survey_intake(intake: Intake, campaign: Campaign) -> tuple[Finding, ...]:
    """Return the findings on the whole of what came back: units missing, files replaced."""
    return sorted_findings(_run(Scope.INTAKE, intake, campaign))


def look_at(results: Sequence[Result], campaign: Campaign) -> tuple[Finding, ...]:
    """Return what is worth knowing of the results themselves."""
    return sorted_findings(_run(Scope.RESULT, results, campaign))


def survey_gathered(gathered: Gathered, campaign: Campaign) -> tuple[Finding, ...]:
    """Return the findings on summaries that are put together into one."""
    return sorted_findings(_run(Scope.GATHERED, gathered, campaign))


def sorted_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings worst first, then by points at stake, then by place: the same in every run."""
    return tuple(
        sorted(
            findings,
            key=lambda f: (
                f.severity.rank,
                -f.points_at_stake,
                f.unit,
                f.place.file,
                f.place.sheet,
                f.place.row,
                f.place.column,
                f.rule,
                f.message.vi,
            ),
        )
    )
