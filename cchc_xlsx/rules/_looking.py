"""The rules at work: each scope's rules looking at what is theirs, their findings in one order."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.received import Received, Refused
from cchc_xlsx.rules._listing import listed
from cchc_xlsx.rules._rule import Rule, Scope
from cchc_xlsx.values import dataclass

if TYPE_CHECKING:
    from cchc_xlsx.model.campaign import Campaign
    from cchc_xlsx.model.gathered import Gathered
    from cchc_xlsx.model.received import Intake
    from cchc_xlsx.model.submission import Submission
    from cchc_xlsx.model.summary import Result


@dataclass(frozen=True)
class Check:
    """A rule and its generator."""

    rule: Rule
    check: Callable[..., Iterator[Finding]]
    manual: str


@cache
def _check(name: str) -> Check:
    """Return the rule of a file."""
    home: Any = importlib.import_module(f"cchc_xlsx.rules.{name}")
    return Check(home.RULE, home.check, (home.__doc__ or "").strip())


@cache
def checks(scope: Scope | None = None) -> tuple[Check, ...]:
    """Return every rule (of a scope) with its generator, by code; the files of other scopes are not imported."""
    return tuple(_check(each.name) for each in listed() if scope is None or each.scope == scope)


class _ByCode(Mapping[str, Rule]):
    """Every rule by its code, its file imported when it is asked for."""

    def __init__(self) -> None:
        self._names = {each.code: each.name for each in listed()}

    def __getitem__(self, code: str) -> Rule:
        return _check(self._names[code]).rule

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@cache
def rules_by_code() -> Mapping[str, Rule]:
    """Return every rule by its code."""
    return _ByCode()


def rule(code: str) -> Check | None:
    """Return the rule of that code or name; None where there is none."""
    wanted = code.strip().casefold()
    name = next((each.name for each in listed() if wanted in (each.code.casefold(), each.name)), None)
    return _check(name) if name else None


def _run(scope: Scope, *things: object) -> Iterator[Finding]:
    for check in checks(scope):
        yield from check.check(*things)


_RECEIVED = (Scope.FILE, Scope.IDENTITY, Scope.STRUCTURE, Scope.CONTENT)


def ready(*scopes: Scope) -> None:
    """Import rules before they are needed, those for received files where no scope is named.

    So workers that are copies of this process have them already, or who waits for workers has something to do.
    """
    for scope in scopes or _RECEIVED:
        checks(scope)


def audit(campaign: Campaign) -> tuple[Finding, ...]:
    """Return what is wrong with a campaign workbook, worst first."""
    return sorted_findings(_run(Scope.CAMPAIGN, campaign))


def inspect(received: Received, campaign: Campaign) -> tuple[Finding, ...]:
    """Return the findings on one received file; a fatal one ends the looking at its level."""
    found = list(_run(Scope.FILE, received))
    if isinstance(received.content, Refused):
        return sorted_findings(found)
    submission: Submission = received.content
    for scope in _RECEIVED[1:]:
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
