"""Taking in what came back: each file read once, judged, and for each unit the one that counts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from cchc_xlsx import rules
from cchc_xlsx.excel.door import open_book
from cchc_xlsx.model.book import Book
from cchc_xlsx.model.campaign import Campaign
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
from cchc_xlsx.model.summary import FileOutcome
from cchc_xlsx.workbooks.unit import parse_unit

#: Called after each file with how many are done and how many there are.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Taken:
    """What a set of returned files came to: intake, the outcome of every file, and all findings, worst first."""

    intake: Intake
    files: tuple[FileOutcome, ...]
    findings: tuple[Finding, ...]


def receive(path: Path, name: str, campaign: Campaign) -> Received:
    """Return a file as received: its bytes read once, hashed and parsed. Never raises for what a file holds."""
    try:
        data = path.read_bytes()
        modified = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(tzinfo=None, microsecond=0)
    except OSError as error:
        return Received(name, "", None, Refused(Refusal.LOCKED, error.strerror or ""))
    opened = open_book(data, path.name)
    content = parse_unit(opened, campaign.criteria, name) if isinstance(opened, Book) else opened
    return Received(name, hashlib.sha256(data).hexdigest(), modified, content)


def take_in(
    files: Iterable[tuple[Path, str]], campaign: Campaign, progress: Progress | None = None, *, all_units: bool = True
) -> Taken:
    """Return what files came to. With `all_units`, units of which nothing came are findings too."""
    listed = list(files)
    good: dict[str, list[Received]] = {}
    outcomes: dict[str, FileOutcome] = {}
    findings: list[Finding] = []
    own: dict[str, tuple[Finding, ...]] = {}
    for done, (path, name) in enumerate(listed, 1):
        received = receive(path, name, campaign)
        found = rules.inspect(received, campaign)
        outcome = _outcome(received, found)
        if outcome:
            outcomes[name] = outcome
            findings += [replace(finding, unit=outcome.unit or "") for finding in found]
        else:
            unit = _unit(received)
            good.setdefault(unit, []).append(received)
            own[name] = tuple(replace(finding, unit=unit) for finding in found)
        if progress:
            progress(done, len(listed))
    intake = _choose(good)
    for unit, received in intake.counted.items():
        outcomes[received.path] = FileOutcome(received.path, received.sha256, Outcome.COUNTED, unit)
        findings += own[received.path]
    about = rules.survey_intake(intake, campaign)
    findings += [f for f in about if all_units or f.place.file]
    for old in intake.replaced:
        why = next((finding for finding in about if finding.place.file == old.file.path), None)
        outcomes[old.file.path] = FileOutcome(old.file.path, old.file.sha256, Outcome.SUPERSEDED, old.unit, why)
    return Taken(intake, tuple(outcomes[name] for _, name in listed), rules.sorted_findings(findings))


def _outcome(received: Received, found: tuple[Finding, ...]) -> FileOutcome | None:
    """Return the outcome of a file that does not count whatever else came; None where it may count."""
    refused = isinstance(received.content, Refused)
    for finding in found:
        if finding.severity is Severity.FATAL or refused:
            outcome = rules.rules_by_code()[finding.rule].outcome or Outcome.UNREADABLE
            return FileOutcome(received.path, received.sha256, outcome, _unit(received) or None, finding)
    return None


def _unit(received: Received) -> str:
    content = received.content
    return content.identity.unit if isinstance(content, Submission) and content.identity else ""


def _choose(good: Mapping[str, list[Received]]) -> Intake:
    """Choose, for each unit, the file that counts: the newest by the time saved inside, then file time, then name."""
    counted: dict[str, Received] = {}
    replaced: list[Replaced] = []
    for unit, files in good.items():
        seen: dict[str, Received] = {}
        for file in sorted(files, key=lambda each: each.path):
            if file.sha256 in seen:
                replaced.append(Replaced(file, unit, seen[file.sha256], Preferred.SAME))
            else:
                seen[file.sha256] = file
        best = max(seen.values(), key=_newness)
        counted[unit] = best
        replaced += [Replaced(file, unit, best, _because(file, best)) for file in seen.values() if file is not best]
    return Intake(counted, tuple(sorted(replaced, key=lambda each: each.file.path)))


def _newness(file: Received) -> tuple[datetime, datetime, str]:
    inside = file.content.saved if isinstance(file.content, Submission) else None
    return inside or datetime.min, file.modified or datetime.min, file.path


def _because(old: Received, new: Received) -> Preferred:
    reasons = (Preferred.SAVED, Preferred.MODIFIED, Preferred.NAME)
    return next(
        reason for reason, a, b in zip(reasons, _newness(old), _newness(new), strict=True) if a != b
    )
