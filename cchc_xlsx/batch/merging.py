"""From a campaign folder to its results: what came back summed up, ranked and written, or only told."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cchc_xlsx import __version__
from cchc_xlsx.batch.folder import Folder, put, told
from cchc_xlsx.batch.intake import MEANS, Means, Taken, take_in
from cchc_xlsx.batch.naming import spare
from cchc_xlsx.batch.opening import received, usable
from cchc_xlsx.batch.sealing import changed_limits, inputs_of, marks_of
from cchc_xlsx.batch.summing import owed_of, summary_of
from cchc_xlsx.batch.trouble import Wrong, cannot_read
from cchc_xlsx.model.parts import Owing
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.seal import Mark, Seal, ranked
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language, Words

_LACKING = Words(
    "Chưa ghi được dạng Parquet vì máy chưa cài thư viện {library}. Hãy cài bằng “pip install cchc_xlsx[parquet]”, "
    "hoặc chọn dạng csv, json hay xlsx.",
    "Parquet files need the library {library}, which is not installed. Please run “pip install cchc_xlsx[parquet]”, "
    "or choose csv, json or xlsx.",
)


@dataclass(frozen=True)
class Merged:
    """What a merge came to: the summary, what it was made from, and where each result was written.

    `written` tells for each result the file that holds it: another, beside it, where it was open in a program.
    """

    summary: Summary
    taken: Taken
    written: Mapping[Path, Path]


def merge(
    folder: Folder,
    language: Language = "vi",
    *,
    source: Path | None = None,
    to: Path | None = None,
    means: Means = MEANS,
    now: datetime | None = None,
    tables: Sequence[str] = (),
) -> Merged:
    """Merge what came back into `tong-hop.xlsx` and `tong-hop.json`, and seal them: all of it is written, or nothing.

    `tables` are the formats (`csv`, `json`, `parquet`, `xlsx`) in which the table of scores is written besides.
    `now` dates the name of a result whose file is held by another program; without it, that is Unreachable.
    Raises Unusable for a campaign with errors, Wrong where the results would go among what came back, Unreachable
    where something cannot be read or written.
    """
    read, target = source or folder.received, to or folder.results
    for kept in (folder.received, read):
        spare(kept, target)
    made = make(folder, language, source=source, to=to, means=means, tables=tables)
    written = put({target / name: data for name, data in made.files.items()}, now)
    return Merged(made.summary, made.taken, written)


@dataclass(frozen=True)
class Made:
    """What a merge comes to before anything is written: the results by their file names, the seal among them."""

    summary: Summary
    taken: Taken
    files: Mapping[str, bytes]
    seal: Seal


def make(
    folder: Folder,
    language: Language = "vi",
    *,
    source: Path | None = None,
    to: Path | None = None,
    means: Means = MEANS,
    tables: Sequence[str] = (),
) -> Made:
    """Return what `merge` would write; raises as it does."""
    from cchc_xlsx import exports
    from cchc_xlsx.exports.lock_json import NAME, export, parsed
    from cchc_xlsx.exports.proof import differences

    read, target = source or folder.received, to or folder.results
    if library := exports.lacking(tables):
        raise Wrong(filled(_LACKING, library=library))
    campaign = usable(folder)
    inputs = inputs_of(folder)
    for mark in inputs:
        if not mark.sha256:  # it could be read a moment ago
            raise cannot_read(folder.root / mark.path)
    found = received(folder, source)
    taken = take_in(found, campaign, means)
    summary = summary_of(campaign, taken)
    files = exports.made(summary, language, way(read, target), tables)
    if wrong := differences(files, summary, language):  # a fault of ours: better no result than a wrong one
        raise RuntimeError(f"read back, {', '.join(wrong)} is not what was summed up")
    seal = Seal(
        version=__version__,
        campaign=campaign.settings.id,
        language=language,
        received=told(Path(way(read, folder.root))),
        inputs=inputs,
        files=marks_of(found, taken),
        results=tuple(Mark(name, sha256(data).hexdigest()) for name, data in files.items()),
        ranking=tuple(map(ranked, summary.results)),
        limits=changed_limits(means),
    )
    lock = export(seal)
    if parsed(lock) != seal:
        raise RuntimeError(f"read back, {NAME} is not what was sealed")
    return Made(summary, taken, {**files, NAME: lock}, seal)


def way(goal: Path, start: Path) -> str:
    """Return the path to `goal` as links in `start` write it: relative, or whole where another drive holds it."""
    try:
        return Path(os.path.relpath(goal.resolve(), start.resolve())).as_posix()
    except ValueError:
        return goal.resolve().as_posix()


def summarise(folder: Folder, *, source: Path | None = None, means: Means = MEANS) -> Summary:
    """Return the summary of what came back; writes nothing."""
    return standing(folder, source=source, means=means).summary


@dataclass(frozen=True)
class Standing:
    """Where a campaign stands: the summary, and for each unit who of it still owes what."""

    summary: Summary
    owed: Mapping[str, tuple[Owing, ...]]


def standing(folder: Folder, *, source: Path | None = None, means: Means = MEANS) -> Standing:
    """Return where the campaign stands; writes nothing.

    Who owes what is told by the assignment in the file that counts, and by the campaign's where none does.
    """
    campaign = usable(folder)
    taken = take_in(received(folder, source), campaign, means)
    return Standing(summary_of(campaign, taken), owed_of(campaign, taken))
