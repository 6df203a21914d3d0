"""Combining: the parts that came back are put into a fresh workbook of their unit; what differs is told, not chosen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from cchc_xlsx import rules
from cchc_xlsx.batch.folder import Folder, files_below, put, told
from cchc_xlsx.batch.intake import judged_files
from cchc_xlsx.batch.means import MEANS, Means
from cchc_xlsx.batch.naming import spare
from cchc_xlsx.batch.opening import usable
from cchc_xlsx.batch.own import Own, officers_by, own_workbook
from cchc_xlsx.batch.receiving import Judged
from cchc_xlsx.batch.returning import answered
from cchc_xlsx.batch.sources import Source
from cchc_xlsx.batch.splitting import LIST
from cchc_xlsx.batch.telling import (
    about_dispute,
    about_file,
    about_finding,
    about_outside,
    about_owed,
    about_picks,
    outside,
)
from cchc_xlsx.batch.trouble import Wrong, cannot_read
from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.identity import part_of
from cchc_xlsx.model.parts import Came, Dispute, Share, Turn
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.received import Received, Refused
from cchc_xlsx.model.returned import Leftover, Mend, Returned
from cchc_xlsx.model.submission import Entry, Given, Submission
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.unit.combining import Part, combined, picked_apart
from cchc_xlsx.workbooks.unit.mending import Line
from cchc_xlsx.workbooks.unit.owing import owing
from cchc_xlsx.workbooks.unit.plan import Plan
from cchc_xlsx.workbooks.unit.pouring import Poured, by_name, left_over, pour

SUFFIX = "-ghep"
_COUNTED = re.compile(rf"{SUFFIX}(?:-[0-9]+)?$")
_PART_RULE, _ROW_RULE = "part_of_workbook", "criterion_missing"
_AN_INPUT = Words(
    "Không ghi đè “{path}”, vì đó là một trong các tệp được ghép. Hãy chọn tên khác.",
    "“{path}” is one of the files to be combined and is not overwritten. Please choose another name.",
)
_OF_FILE = Words("Tệp “{file}”: {why}", "File “{file}”: {why}")


@dataclass(frozen=True)
class Joined:
    """A unit's workbook put together from parts: where it was written, and what there is to say about it."""

    path: Path
    unit: Unit
    files: tuple[Came, ...]
    shares: tuple[Share, ...]
    disputes: tuple[Dispute, ...]
    returned: Returned
    lines: tuple[Line, ...]

    @property
    def blocking(self) -> bool:
        """Whether something is left to do that keeps the unit from being ranked, or a file was not taken."""
        return any(m.severity in (Severity.FATAL, Severity.ERROR) for m in self.returned.open)


def combine(
    folder: Folder,
    file: Path,
    parts: Sequence[Path],
    language: Language = "vi",
    *,
    to: Path | None = None,
    means: Means = MEANS,
) -> Joined:
    """Put the parts among `parts` (files, folders, zips, e-mails) into a fresh copy of a unit's workbook.

    Without `to` it is written beside `file`, under a name that nothing has yet; an input is never overwritten. Raises
    Unusable for a campaign with errors, Wrong where `file` is no unit's workbook or would be overwritten, Unreachable
    where something cannot be read or written.
    """
    from cchc_xlsx.excel.write import written

    campaign = usable(folder)
    sources = _sources(parts)
    inputs = {file.resolve(), *(source.path.resolve() for source in sources)}
    if to and to.resolve() in inputs:
        raise Wrong(filled(_AN_INPUT, path=to))
    spare(folder.received, (to or file).parent)
    own = own_workbook(file, campaign, means)
    officers = officers_by(campaign, own.unit, own.poured)
    desk = _Desk(campaign, own, officers)
    judged, _ = judged_files([each for each in sources if not _beside(each)], campaign, means)
    desk.sort((each for _, each in judged), (each for each in sources if _beside(each)))
    poured, disputes, taken = desk.poured()
    shares = tuple(_shares(campaign, officers, poured, disputes))
    plan = Plan(campaign, own.unit, language, {}, {}, ())
    mends = [
        *desk.mends,
        *(about_dispute(each, campaign, plan) for each in disputes),
        *(about_picks(each, told(Path(file.name))) for each in picked_apart(own.submission.entered)),
        *(about_owed(share.owing, share.file) for share in shares if share.owing.owed),
    ]
    stem = _COUNTED.sub("", file.stem) + SUFFIX
    name = to.name if to else f"{stem}.xlsx"
    copy = answered(own.received, poured, (), campaign, own.unit, language, name, mends, taken)
    data = written(copy.book)
    path = to or _free(file.parent, stem, data, inputs)
    put({path: data})
    return Joined(path, own.unit, tuple(desk.came), shares, disputes, copy.returned, copy.lines)


def _sources(parts: Sequence[Path]) -> list[Source]:
    """Return the files among what was named, folders gone through, each once and with a name of its own.

    Files that would go by one name go by their paths.
    """
    found: dict[Path, tuple[Path, str]] = {}
    for path in parts:
        try:
            within = files_below(path) if path.is_dir() else ((path, told(Path(path.name))),)
            for each, name in within:
                if not path.is_dir() and not each.is_file():
                    raise cannot_read(each)
                found.setdefault(each.resolve(), (each, name))
        except OSError as error:
            raise cannot_read(path) from error
    names: dict[str, Source] = {}
    alike = Counter(name for _, name in found.values())
    for each, name in found.values():
        unique, number = told(each) if alike[name] > 1 else name, 2
        while unique in names:
            unique, number = f"{told(each)} ({number})", number + 1
        names[unique] = Source(each, unique)
    return list(names.values())


def _beside(source: Source) -> bool:
    """Tell whether a file is what `split` itself puts beside the parts: its list, a message."""
    path = source.path
    return path.name == LIST or (path.suffix == ".txt" and path.with_suffix(".xlsx").is_file())


def _free(folder: Path, stem: str, data: bytes, inputs: set[Path]) -> Path:
    """Return a path for the result under which nothing stands yet, or this very result."""
    path, number = folder / f"{stem}.xlsx", 1
    while path.resolve() in inputs or (path.exists() and path.read_bytes() != data):
        number += 1
        path = folder / f"{stem}-{number}.xlsx"
    return path


def _shares(
    campaign: Campaign, officers: Mapping[str, tuple[str, ...]], poured: Poured, disputes: Sequence[Dispute]
) -> Iterator[Share]:
    """Yield where each officer stands; who has given a score that is in dispute does not owe it."""
    files = {each.officer: each.file for each in poured.entered if not each.key}
    done = {(given.officer, dispute.criterion) for dispute in disputes for given in dispute.given}
    for each in owing(campaign.criteria, poured.entries, officers, poured.officers):
        owed = tuple(criterion for criterion in each.owed if (each.officer, criterion.code) not in done)
        yield Share(replace(each, owed=owed), files.get(each.officer, "") if each.officer else "")


class _Desk:
    """The desk on which the files are sorted: whose each is, which one of several counts, and what is said of them."""

    def __init__(self, campaign: Campaign, own: Own, officers: Mapping[str, tuple[str, ...]]) -> None:
        self.campaign, self.own, self.officers = campaign, own, officers
        self.came: list[Came] = []
        self.mends: list[Mend] = []
        self.leftovers: list[Leftover] = list(own.poured.leftovers)
        self._best: dict[str, Received] = {}
        people = dict.fromkeys([*own.poured.officers, *(name for names in officers.values() for name in names)])
        self._names = {part_of(name): name for name in people}
        self._before = {each.officer: each for each in own.poured.entered if not each.key}

    def sort(self, judged: Iterable[Judged], beside: Iterable[Source]) -> None:
        """Sort all files."""
        theirs: dict[str, list[Received]] = {}
        for each in judged:
            came = self._one(each)
            if came.turn is Turn.TAKEN:
                theirs.setdefault(came.officer, []).append(each.received)
                self.mends += [about_finding(f) for f in each.findings if f.severity is not Severity.FATAL]
            else:
                self._say(came)
            if came.turn is Turn.STRANGER and isinstance(each.received.content, Submission):
                poured = self._poured(each.received.content)
                self._leave(each.received, poured.entries, outside(came.officer))
        for officer, files in theirs.items():
            self._choose(officer, files)
        for source in beside:
            self._say(Came(source.name, "", Turn.PASSED_OVER))
        self.came.sort(key=lambda each: each.path)

    def _say(self, came: Came) -> None:
        self.came.append(came)
        if mend := about_file(came, self.own.unit):
            self.mends.append(mend)

    def _one(self, judged: Judged) -> Came:
        """Return what a file is, looked at by itself."""
        received, content = judged.received, judged.received.content
        if received.sha256 == self.own.received.sha256:
            return Came(received.path, received.sha256, Turn.PASSED_OVER)
        built = rules.structure(content, self.campaign) if isinstance(content, Submission) else ()
        fatal = [f for f in (*judged.findings, *built) if f.severity is Severity.FATAL and f.name != _PART_RULE]
        if isinstance(content, Refused) or fatal or content.identity is None:
            reason = next(iter((*fatal, *judged.findings)), None)
            return Came(received.path, received.sha256, Turn.REFUSED, reason=reason)
        if content.identity.unit != self.own.unit.code:
            unit = self.campaign.by_unit[content.identity.unit]
            return Came(received.path, received.sha256, Turn.ANOTHER_UNIT, by=f"{unit.name} ({unit.code})")
        if not content.identity.part:
            return Came(received.path, received.sha256, Turn.WHOLE)
        officer = self._names.get(content.identity.part)
        if officer is None:
            return Came(received.path, received.sha256, Turn.STRANGER, content.assignee)
        return Came(received.path, received.sha256, Turn.TAKEN, officer)

    def _choose(self, officer: str, files: Sequence[Received]) -> None:
        """Choose the one of an officer's files that counts: the one last saved, earlier runs included."""
        before = self._before.get(officer)
        newest = max(files, key=_newness)
        known = (before.saved or datetime.min, before.file, before.sha256) if before else None
        best = newest.path
        if before and known and (newest.sha256 == before.sha256 or _newness(newest) <= known):
            best = before.file
        else:
            self._best[officer] = newest
        met: dict[str, str] = {}
        for each in sorted(files, key=lambda each: (each is not newest, each.path)):
            came = Came(each.path, each.sha256, Turn.TAKEN, officer)
            if before and each.sha256 == before.sha256:
                came = replace(came, turn=Turn.KNOWN, by=before.file)
            elif each.sha256 in met:
                came = replace(came, turn=Turn.SAME, by=met[each.sha256])
            elif self._best.get(officer) is not each:
                came = replace(came, turn=Turn.SUPERSEDED, by=best)
            met.setdefault(each.sha256, each.path)
            self._say(came)

    def _poured(self, content: Submission) -> Poured:
        changed = content.identity and content.identity.fingerprint != self.campaign.criteria.fingerprint
        code = self.own.unit.code
        if changed:  # of another state of the criteria set: only rows that are called the same
            return pour(content, self.campaign, code, by_name(content, self.campaign))
        return pour(content, self.campaign, code)

    def _built(self, content: Submission, codes: Collection[str]) -> Iterator[Finding]:
        """Yield what is wrong with the build of a part: of the rows it has to have, only its own may be missing."""
        part = replace(self.campaign, criteria=self.campaign.criteria.only(codes))
        yield from (f for f in rules.structure(content, self.campaign) if f.name != _ROW_RULE)
        yield from (f for f in rules.structure(content, part) if f.name == _ROW_RULE)

    def _leave(self, received: Received, entries: Iterable[Entry], why: Words) -> bool:
        """List what is entered in rows that are not the officer's, but for what the unit's workbook holds as well."""
        held = {entry.criterion: entry for entry in self.own.poured.entries}
        found = [left for entry in entries for left in left_over(entry, why, held.get(entry.criterion))]
        self._list(received, found)
        return bool(found)

    def _list(self, received: Received, leftovers: Iterable[Leftover]) -> None:
        for each in leftovers:
            self.leftovers.append(replace(each, why=filled(_OF_FILE, file=received.path, why=each.why)))

    def poured(self) -> tuple[Poured, tuple[Dispute, ...], int]:
        """Return what goes into the fresh workbook, the scores in dispute, and how many parts were put in."""
        parts = []
        for officer, received in sorted(self._best.items()):
            content = received.content
            assert isinstance(content, Submission)
            poured = self._poured(content)
            self._list(received, poured.leftovers)
            codes = frozenset(code for code, names in self.officers.items() if officer in names)
            self.mends += [about_finding(finding) for finding in self._built(content, codes)]
            own = {entry.criterion: entry for entry in poured.entries if entry.criterion in codes}
            places = {entry.criterion: entry for entry in content.entries}  # with the places, which pouring drops
            others = (_placed(e, places[e.criterion]) for e in poured.entries if e.criterion not in codes)
            if self._leave(received, others, outside(officer)):
                self.mends.append(about_outside(received.path, officer))
            parts.append(Part(officer, codes, own, received.path, received.sha256, received.saved))
        given = [Given(code, names) for code, names in self.officers.items()]
        base = self.own.poured
        made = combined(self.campaign.criteria, base.entries, given, base.entered, parts)
        leftovers = (*self.leftovers, *made.leftovers)
        return Poured(made.entries, base.given, base.officers, leftovers, made.entered), made.disputes, len(parts)


def _placed(entry: Entry, place: Entry) -> Entry:
    """Return an entry as it is poured, with the places it came from."""
    score = replace(entry.score, place=place.score.place)
    return replace(entry, score=score, place=place.place, columns=place.columns)


def _newness(file: Received) -> tuple[datetime, str, str]:
    """Return the key by which an officer's files are compared: the time saved, then the name."""
    return file.saved or datetime.min, file.path, file.sha256
