"""One received file, read once and judged: what a worker does, in a process that may be ended at any moment."""

from __future__ import annotations

import hashlib
import importlib
import stat
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cchc_xlsx import rules
from cchc_xlsx.batch.shelf import Light, Shelf, packed
from cchc_xlsx.batch.sources import Container, Source, Step
from cchc_xlsx.excel.door import open_book
from cchc_xlsx.excel.package import LIMITS, Limits, Unreadable
from cchc_xlsx.model.book import Book
from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding
from cchc_xlsx.model.received import Received, Refusal, Refused
from cchc_xlsx.values import dataclass

if TYPE_CHECKING:
    from cchc_xlsx.batch.cards import Cards, Told
    from cchc_xlsx.model.summary import Scorecard


@dataclass(frozen=True, slots=True)
class Judged:
    """A file with what the rules find."""

    received: Received
    findings: tuple[Finding, ...]
    card: Scorecard | None = None  # where it was asked for


@dataclass(frozen=True, slots=True)
class Sent:
    """A judged file as a worker tells of it: what its source does not tell, a submission and its card packed."""

    sha256: str
    modified: datetime | None
    findings: tuple[Finding, ...]
    content: Refused | Light
    whole: bytes = b""
    card: Told | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A workbook that was opened, before it is known by which criteria to read it."""

    book: Book
    sha256: str
    modified: datetime | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A container and the files in it, each a source of its own."""

    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """A source with what it was found to be before the campaign was known."""

    source: Source
    found: Held | Received | Opened


def ahead(source: Source, limits: Limits = LIMITS) -> Ahead:
    """Do what can be done with a file before the campaign is known: open it, and import what looks at it then."""
    found = unparsed(source, limits)
    ready()
    return Ahead(source, found)


def ready() -> None:
    """Import what looks at files, so that workers that are copies of this process have it already."""
    importlib.import_module("cchc_xlsx.workbooks.unit")
    rules.ready()


def judge(task: Source | Ahead, campaign: Campaign, limits: Limits = LIMITS) -> Judged | Opened:
    """Return a file as received with its findings, or what is in it where it is a container.

    Never raises for what a file holds; a file that a rule stumbles over is broken, not the run.
    """
    source = task.source if isinstance(task, Ahead) else task
    received: Received | None = None
    try:
        found = receive(task, campaign, limits)
        if isinstance(found, Opened):
            return found
        content = found.content
        content = bounded(content, limits) if isinstance(content, Refused) else content
        received = replace(found, content=content, containers=source.containers)
        return Judged(received, rules.inspect(received, campaign))
    except Exception as error:  # no sender's file may end the run for all others
        why = NO_MEMORY if isinstance(error, MemoryError) else Refused(Refusal.BROKEN)
        return refused(source, bounded(why, limits), campaign, received)


def send(
    task: Source | Ahead, campaign: Campaign, limits: Limits = LIMITS, *, scored: bool = False, loosely: bool = False
) -> Sent | Opened:
    """Do as `judge`, in a worker; with its scorecard where `scored`, packed `loosely` where there are few."""
    found = judge(task, campaign, limits)
    if isinstance(found, Opened):
        return found
    received, content = found.received, found.received.content
    if isinstance(content, Refused):
        return Sent(received.sha256, received.modified, found.findings, content)
    card = None
    if scored and content.identity:
        from cchc_xlsx.batch.cards import told  # here: who checks scores nothing
        from cchc_xlsx.scoring import score

        card = told(score(content, campaign))
    return Sent(received.sha256, received.modified, found.findings, *packed(content, loosely=loosely), card)


def unpacked(sent: Sent, source: Source, shelf: Shelf, cards: Cards) -> Judged:
    """Return a file that a worker has judged, its submission put on the shelf."""
    light = sent.content
    content = light if isinstance(light, Refused) else shelf.put(source.name, light, sent.whole)
    received = Received(source.name, sent.sha256, sent.modified, content, source.containers)
    return Judged(received, sent.findings, cards.held(sent.card) if sent.card else None)


NO_MEMORY = Refused(Refusal.TOO_LARGE, "", "memory")


def bounded(refused: Refused, limits: Limits) -> Refused:
    """Return a refusal with what the limit that was passed allows."""
    return replace(refused, most=getattr(limits, refused.limit)) if refused.limit else refused


def refused(source: Source, why: Refused, campaign: Campaign, received: Received | None = None) -> Judged:
    """Return a file that nothing could be made of, with the finding that says so."""
    known = received or Received(source.name, _mark(source), None, why, source.containers)
    broken = replace(known, content=why)
    return Judged(broken, rules.inspect(broken, campaign))


def _mark(source: Source) -> str:
    """Return the SHA-256 of a file that no worker could tell of; "" within a container, which is not opened here."""
    digest = hashlib.sha256()
    try:
        with source.path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    except OSError:
        return ""
    return "" if source.inside else digest.hexdigest()


def receive(task: Source | Ahead, campaign: Campaign, limits: Limits = LIMITS) -> Received | Opened:
    """Return a file as received: its bytes read once, hashed and parsed. Never raises for what a file holds."""
    source, found = (task.source, task.found) if isinstance(task, Ahead) else (task, unparsed(task, limits))
    if not isinstance(found, Held):
        return found
    from cchc_xlsx.workbooks.unit import parse_unit  # here: who waits for workers reads nothing

    try:
        submission = parse_unit(found.book, campaign.criteria, source.name)
        submission = replace(submission, saved=_sane(submission.saved))
    except MemoryError:
        return Received(source.name, found.sha256, found.modified, NO_MEMORY)
    return Received(source.name, found.sha256, found.modified, submission)


def unparsed(source: Source, limits: Limits = LIMITS) -> Held | Received | Opened:
    """Return the workbook in a file, what is in it where it is a container, or the file where it is neither."""
    try:
        about = source.path.stat()
        if not stat.S_ISREG(about.st_mode):  # a folder that did not open, a link to one; a pipe, which may never end
            kind = Refusal.LOCKED if stat.S_ISDIR(about.st_mode) else Refusal.NOT_A_WORKBOOK
            return Received(source.name, "", None, Refused(kind))
        with source.path.open("rb") as file:
            # Not more than it has: as much memory is taken as is asked for.
            data = file.read(min(about.st_size, max(limits.file, limits.container)) + 1)
            digest = hashlib.sha256(data)
            while more := file.read(1 << 20):  # too large to be held, not to be told by its mark
                digest.update(more)
    except OSError:
        return Received(source.name, "", None, Refused(Refusal.LOCKED))
    modified = _sane_timestamp(about.st_mtime)
    try:
        if source.inside:
            from cchc_xlsx.batch.containers import taken_out  # here, and below: most files lie in none

        for step in source.inside:
            data = taken_out(data, step.kind, step.index, limits)
            modified = _sane(step.modified) or modified
            digest = hashlib.sha256(data)
        return _content(source, data, digest.hexdigest(), modified, limits)
    except Unreadable as error:
        return Received(source.name, digest.hexdigest(), modified, error.refused)
    except MemoryError:
        return Received(source.name, digest.hexdigest(), modified, NO_MEMORY)


def _content(
    source: Source, data: bytes, sha256: str, modified: datetime | None, limits: Limits
) -> Held | Received | Opened:
    opened = open_book(data, source.name, limits)
    if not isinstance(opened, Refused):
        return Held(opened, sha256, modified)
    from cchc_xlsx.batch.containers import CONTAINERS

    kind = CONTAINERS.get(opened)
    # A zip within a mail is opened, a zip within a zip is not: nobody sends those, but whoever wants to harm.
    if kind and kind not in {step.kind for step in source.inside}:
        try:
            within = _sources(source, data, kind, limits)
        except Unreadable as error:
            opened = opened if error.refused.reason is Refusal.BROKEN else error.refused
        else:
            if within:
                return Opened(within)
            opened = Refused(Refusal.EMPTY, kind) if kind == "zip" else opened
    return Received(source.name, sha256, modified, opened)


def _sources(source: Source, data: bytes, kind: Container, limits: Limits) -> tuple[Source, ...]:
    """Return the files in a container, each with a name of its own."""
    from cchc_xlsx.batch.containers import members

    found: list[Source] = []
    met: set[str] = set()
    for index, member in enumerate(members(data, kind, limits)):
        unique, number = member.name, 2
        while unique in met:
            unique, number = f"{member.name} ({number})", number + 1
        met.add(unique)
        inside = (*source.inside, Step(kind, index, member.modified))
        found.append(Source(source.path, f"{source.name}/{unique}", inside, (*source.containers, source.name)))
    return tuple(found)


def _sane_timestamp(timestamp: float) -> datetime | None:
    try:
        return _sane(datetime.fromtimestamp(timestamp, UTC).replace(tzinfo=None, microsecond=0))
    except (OverflowError, OSError, ValueError):
        return None


def _sane(moment: datetime | None) -> datetime | None:
    """Return a time that can be reckoned with, to the second: at the end of the calendar no hour can be added."""
    return moment.replace(microsecond=0) if moment and datetime.min.year < moment.year < datetime.max.year else None
