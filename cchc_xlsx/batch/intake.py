"""Taking in what came back: each file read once, judged, and for each unit the one that counts."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from cchc_xlsx import rules
from cchc_xlsx.excel.door import open_book
from cchc_xlsx.excel.read import LIMITS
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
_Newness: TypeAlias = tuple[datetime, datetime, str]


@dataclass(frozen=True)
class Taken:
    """What a set of returned files came to: intake, the outcome of every file, and all findings, worst first.

    `overtaken` are the paths of files that could not be used and are no newer than the one that counts for the unit.
    """

    intake: Intake
    files: tuple[FileOutcome, ...]
    findings: tuple[Finding, ...]
    overtaken: frozenset[str] = frozenset()


def receive(path: Path, name: str, campaign: Campaign) -> Received:
    """Return a file as received: its bytes read once, hashed and parsed. Never raises for what a file holds."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):  # a folder that did not open, a link to one; a pipe, which may never end
            kind = Refusal.LOCKED if stat.S_ISDIR(about.st_mode) else Refusal.NOT_A_WORKBOOK
            return Received(name, "", None, Refused(kind))
        with path.open("rb") as file:
            data = file.read(LIMITS.file + 1)
            digest = hashlib.sha256(data)
            while more := file.read(1 << 20):  # too large to be held, not to be told by its mark
                digest.update(more)
    except OSError:
        return Received(name, "", None, Refused(Refusal.LOCKED))
    return Received(name, digest.hexdigest(), _modified(about.st_mtime), _content(data, path, name, campaign))


def _modified(timestamp: float) -> datetime | None:
    try:
        return _sane(datetime.fromtimestamp(timestamp, UTC).replace(tzinfo=None, microsecond=0))
    except (OverflowError, OSError, ValueError):
        return None


def _sane(moment: datetime | None) -> datetime | None:
    """Return a time that can be reckoned with: at the end of the calendar no hour can be added."""
    return moment if moment and datetime.min.year < moment.year < datetime.max.year else None


def _content(data: bytes, path: Path, name: str, campaign: Campaign) -> Submission | Refused:
    opened = open_book(data, path.name)
    if isinstance(opened, Refused):
        return opened
    try:
        submission = parse_unit(opened, campaign.criteria, name)
    except Exception as error:  # as in `_judged`: no sender's file may end the run for all others
        return Refused(Refusal.BROKEN, type(error).__name__)
    return replace(submission, saved=_sane(submission.saved))


def take_in(
    files: Iterable[tuple[Path, str]], campaign: Campaign, progress: Progress | None = None, *, all_units: bool = True
) -> Taken:
    """Return what files came to. With `all_units`, units of which nothing came are findings too."""
    listed = list(files)
    good: dict[str, list[Received]] = {}
    outcomes: dict[str, FileOutcome] = {}
    findings: list[Finding] = []
    own: dict[str, tuple[Finding, ...]] = {}
    unused: list[Received] = []
    for done, (path, name) in enumerate(listed, 1):
        received, found = _judged(receive(path, name, campaign), campaign)
        outcome = _outcome(received, found, campaign)
        if outcome:
            outcomes[name] = outcome
            unused.append(received)
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
    overtaken = frozenset(each.path for each in unused if _is_overtaken(each, intake.counted.get(_unit(each))))
    files_in_order = tuple(outcomes[name] for _, name in listed)
    return Taken(intake, files_in_order, rules.sorted_findings(findings), overtaken)


def _judged(received: Received, campaign: Campaign) -> tuple[Received, tuple[Finding, ...]]:
    """Return a file with what the rules find; a file a rule stumbles over is broken, not the run."""
    try:
        return received, rules.inspect(received, campaign)
    except Exception:
        broken = replace(received, content=Refused(Refusal.BROKEN))
        return broken, rules.inspect(broken, campaign)


def _outcome(received: Received, found: tuple[Finding, ...], campaign: Campaign) -> FileOutcome | None:
    """Return the outcome of a file that does not count whatever else came; None where it may count."""
    refused = isinstance(received.content, Refused)
    unit = _unit(received)
    for finding in found:
        if finding.severity is Severity.FATAL or refused:
            outcome = rules.rules_by_code()[finding.rule].outcome or Outcome.UNREADABLE
            owner = None if outcome is Outcome.FOREIGN else unit or None  # another campaign's codes are not ours
            return FileOutcome(received.path, received.sha256, outcome, owner, finding)
    if refused or unit not in campaign.by_unit:  # no rule lets this come about; it must not count all the same
        return FileOutcome(received.path, received.sha256, Outcome.UNREADABLE if refused else Outcome.EXCLUDED)
    return None


def _is_overtaken(file: Received, counted: Received | None) -> bool:
    """Tell whether a file that could not be used is no newer than the one that counts for its unit."""
    return counted is not None and max((file, counted), key=_newness((file, counted))) is counted


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
        newness = _newness(seen.values())
        best = max(seen.values(), key=newness)
        counted[unit] = best
        for file in seen.values():
            if file is not best:
                replaced.append(Replaced(file, unit, best, _because(newness(file), newness(best))))
    return Intake(counted, tuple(sorted(replaced, key=lambda each: each.file.path)))


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
