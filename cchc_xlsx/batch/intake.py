"""Taking in what came back: each file judged in a worker, its outcome told, and for each unit the one that counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeAlias

from cchc_xlsx import rules
from cchc_xlsx.batch.cards import Cards
from cchc_xlsx.batch.means import MEANS, Means
from cchc_xlsx.batch.receiving import (
    NO_MEMORY,
    Judged,
    Opened,
    Sent,
    bounded,
    ready,
    refused,
    send,
    unpacked,
)
from cchc_xlsx.batch.shelf import Shelf
from cchc_xlsx.batch.sources import Source
from cchc_xlsx.batch.workers import Begun, Lost, Workers
from cchc_xlsx.model.campaign import Campaign, Decision, FileChoice
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.received import (
    Intake,
    Outcome,
    Preferred,
    Received,
    Refusal,
    Refused,
    Replaced,
)
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.model.summary import FileOutcome, Scorecard
from cchc_xlsx.text import forget
from cchc_xlsx.values import dataclass

_Newness: TypeAlias = tuple[datetime, datetime, str]
#: What a file is whose worker gave nothing.
LOST = {
    Lost.SLOW: Refused(Refusal.TOO_SLOW, "", "seconds"),
    Lost.DEAD: Refused(Refusal.CRASHED, "", "memory"),
    Lost.FULL: NO_MEMORY,
}
_FEW = 500  # files of which what was read takes no more than 20 MB of disk, loosely packed
GRACE = 2.0  # seconds for a worker to start, and for a child of its own to be ended first


@dataclass(frozen=True)
class Taken:
    """What a set of returned files came to: intake, the outcome of every file, and all findings, worst first.

    `overtaken` are the paths of files that could not be used and are no newer than the one that counts for the unit;
    `unused` are all that could not be used; `found` is how many files there were, those in zips and e-mails each for
    itself; `cards` are the scorecards of what counts, by unit, where they were asked for.
    """

    intake: Intake
    files: tuple[FileOutcome, ...]
    findings: tuple[Finding, ...]
    overtaken: frozenset[str] = frozenset()
    unused: tuple[Received, ...] = ()
    found: int = 0
    cards: Mapping[str, Scorecard] = field(default_factory=dict)


def take_in(
    files: Iterable[tuple[Path, str]],
    campaign: Campaign,
    means: Means = MEANS,
    *,
    all_units: bool = True,
    scored: bool = False,
    begun: Begun[Source] | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> Taken:
    """Return what files came to. With `all_units`, units of which nothing came are findings too.

    What workers have `begun` with are some of the files, by the same means. What is to be done `meanwhile` is done
    while they are at those, before any other file; where it raises, nothing comes of any.
    """
    sources = [Source(path, name) for path, name in files]
    judged, found = judged_files(sources, campaign, means, scored=scored, begun=begun, meanwhile=meanwhile)
    good: dict[str, list[Received]] = {}
    outcomes: dict[str, FileOutcome] = {}
    findings: list[Finding] = []
    own: dict[str, tuple[Finding, ...]] = {}
    unused: list[Received] = []
    excluded: list[tuple[Received, FileChoice]] = []
    for source, each in judged:
        received, unit = each.received, _unit(each.received)
        choice = _choice(received, campaign)
        line = FileOutcome(received.path, received.sha256, Outcome.COUNTED, unit, container=source.container)
        outcome = _outcome(each, campaign)
        if choice and choice.decision is Decision.EXCLUDE:
            excluded.append((received, choice))
            outcomes[received.path] = replace(line, outcome=Outcome.EXCLUDED, unit=unit or None)
        elif outcome:
            outcomes[received.path] = replace(line, outcome=outcome[0], unit=outcome[1], reason=outcome[2])
            unused.append(received)
            findings += [replace(finding, unit=outcome[1] or "") for finding in each.findings]
        else:
            good.setdefault(unit, []).append(received)
            outcomes[received.path] = line
            own[received.path] = tuple(replace(finding, unit=unit) for finding in each.findings)
    unmatched = tuple(
        choice for choice in campaign.choices if not any(_about(choice, each.received) for _, each in judged)
    )
    intake = replace(choose(good, campaign), excluded=tuple(excluded), unmatched=unmatched)
    for received in intake.counted.values():
        findings += own[received.path]
    about = [f for f in rules.survey_intake(intake, campaign) if all_units or f.place.file]
    findings += about
    why = {finding.place.file: finding for finding in reversed(about)}
    for old in intake.replaced:
        outcomes[old.file.path] = replace(
            outcomes[old.file.path], outcome=Outcome.SUPERSEDED, reason=why.get(old.file.path)
        )
    for file, _ in excluded:
        outcomes[file.path] = replace(outcomes[file.path], reason=why.get(file.path))
    return Taken(
        intake,
        tuple(outcomes[source.name] for source, _ in judged),
        rules.sorted_findings(findings),
        frozenset(each.path for each in unused if _is_overtaken(each, intake.counted.get(_unit(each)), campaign)),
        tuple(unused),
        found,
        _cards(judged, intake),
    )


def _cards(judged: Iterable[tuple[Source, Judged]], intake: Intake) -> dict[str, Scorecard]:
    cards = {each.received.path: each.card for _, each in judged}
    counted = ((unit, cards[received.path]) for unit, received in intake.counted.items())
    return {unit: card for unit, card in counted if card}


def judged_files(
    sources: Sequence[Source],
    campaign: Campaign,
    means: Means,
    *,
    scored: bool = False,
    begun: Begun[Source] | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> tuple[list[tuple[Source, Judged]], int]:
    """Return every file as a worker judges it, by name, and how many there are; an opened container is none itself."""
    limits, count = means.limits, len(sources)
    judged: list[tuple[Source, Judged]] = []
    shelf, cards = Shelf(), Cards()
    fresh = [source for source in sources if not begun or source not in begun.tasks]
    if fresh:
        ready()
        forget()  # the names of all units
    with Workers(
        partial(send, campaign=campaign, limits=limits, scored=scored, loosely=count <= _FEW),
        jobs=min(means.processes, max(1, count)),
        seconds=limits.seconds + GRACE,
        memory=limits.memory,
        method=means.method,
        begun=begun,
    ) as workers:
        if meanwhile:
            meanwhile()
        if begun and begun.tasks:
            rules.ready(rules.Scope.INTAKE)
        for source, result in workers.run(fresh, _within):
            if isinstance(result, Opened):
                count += len(result.sources) - 1
                continue
            if isinstance(result, Lost):
                judged.append((source, refused(source, bounded(LOST[result], limits), campaign)))
            else:
                judged.append((source, unpacked(result, source, shelf, cards)))
            if means.progress:
                means.progress(len(judged), count)
    return sorted(judged, key=lambda each: each[0].name), count


def _within(result: Sent | Opened) -> tuple[Source, ...]:
    return result.sources if isinstance(result, Opened) else ()


def _choice(received: Received, campaign: Campaign) -> FileChoice | None:
    """Return what people decided about a file, else about what it lies in, the innermost; the first row that does."""
    decided = [choice for choice in campaign.choices if choice.decision]
    for path, sha256 in _called(received):
        if found := next((choice for choice in decided if choice.means(path, sha256)), None):
            return found
    return None


def _about(choice: FileChoice, received: Received) -> bool:
    return any(choice.means(path, sha256) for path, sha256 in _called(received))


def _called(received: Received) -> Iterator[tuple[str, str]]:
    """Yield the paths and marks by which a decision may mean a file: its own, then those of what it lies in."""
    yield received.path, received.sha256
    for container in reversed(received.containers):
        yield container, ""


def _outcome(judged: Judged, campaign: Campaign) -> tuple[Outcome, str | None, Finding | None] | None:
    """Return outcome, unit and reason of a file that does not count whatever else came; None where it may count."""
    received = judged.received
    refusal = isinstance(received.content, Refused)
    unit = _unit(received)
    for finding in judged.findings:
        if finding.severity is Severity.FATAL or refusal:
            outcome = rules.rules_by_code()[finding.rule].outcome or Outcome.UNREADABLE
            owner = None if outcome is Outcome.FOREIGN else unit or None  # another campaign's codes are not ours
            return outcome, owner, finding
    if refusal or unit not in campaign.by_unit:  # no rule lets this come about; it must not count all the same
        return Outcome.UNREADABLE if refusal else Outcome.EXCLUDED, None, None
    return None


def _is_overtaken(file: Received, counted: Received | None, campaign: Campaign) -> bool:
    """Tell whether a file that could not be used is no newer than the one that counts, and nobody chose it before."""
    if counted is None:
        return False
    chosen, other = _choice(file, campaign), _choice(counted, campaign)
    if chosen is not other:  # not both by one row, as two files of a zip are
        return chosen is None
    return max((file, counted), key=_newness((file, counted))) is counted


def _unit(received: Received) -> str:
    content = received.content
    return content.identity.unit if isinstance(content, Submission) and content.identity else ""


def choose(good: Mapping[str, list[Received]], campaign: Campaign) -> Intake:
    """Choose, for each unit, the file that counts: the one that people chose, else the newest.

    Newest by the time saved inside, then by file time, then by name. Of the same bytes twice the chosen one counts.
    """
    counted: dict[str, Received] = {}
    decided: dict[str, FileChoice] = {}
    replaced: list[Replaced] = []
    for unit, files in good.items():
        seen: dict[str, Received] = {}
        choices = {file.path: choice for file in files if (choice := _choice(file, campaign))}
        chosen: dict[str, FileChoice] = {}
        for file in sorted(files, key=lambda each: (each.path not in choices, each.path)):
            if choice := choices.get(file.path):
                chosen.setdefault(file.sha256, choice)
            if file.sha256 in seen:
                replaced.append(Replaced(file, unit, seen[file.sha256], Preferred.SAME))
            else:
                seen[file.sha256] = file
        newness = _newness(seen.values())
        best = max((file for file in seen.values() if not chosen or file.sha256 in chosen), key=newness)
        counted[unit] = best
        if best.path in choices:
            decided[unit] = choices[best.path]
        for file in seen.values():
            if file is best:
                continue
            if chosen and file.sha256 not in chosen:
                reason = chosen[best.sha256].reason
                replaced.append(Replaced(file, unit, best, Preferred.CHOSEN, reason))
            else:
                replaced.append(Replaced(file, unit, best, _because(newness(file), newness(best))))
    return Intake(counted, tuple(sorted(replaced, key=lambda each: each.file.path)), decided)


def _newness(files: Iterable[Received]) -> Callable[[Received], _Newness]:
    """Return the key by which these files are compared: the time saved inside, then the file's time, then the name.

    Times inside are compared where every file has one; against a file without, they would prove nothing.
    """
    comparable = all(_inside(file) for file in files)

    def newness(file: Received) -> _Newness:
        return (_inside(file) if comparable else None) or datetime.min, file.modified or datetime.min, file.path

    return newness


def _inside(file: Received) -> datetime | None:
    return file.content.saved if isinstance(file.content, Submission) else None


def _because(old: _Newness, new: _Newness) -> Preferred:
    reasons = (Preferred.SAVED, Preferred.MODIFIED, Preferred.NAME)
    return next(reason for reason, a, b in zip(reasons, old, new, strict=True) if a != b)
