"""From a campaign folder to its results: what came back summed up, ranked and written, or only told."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from cchc_xlsx import __version__
from cchc_xlsx.batch.folder import Folder, put, received, told, way
from cchc_xlsx.batch.gathering import NEEDLESS, gather, summary_of_summaries
from cchc_xlsx.batch.intake import Taken, take_in
from cchc_xlsx.batch.means import MEANS, Means
from cchc_xlsx.batch.naming import spare
from cchc_xlsx.batch.opening import usable
from cchc_xlsx.batch.sealing import changed_limits, inputs_of, marks_of
from cchc_xlsx.batch.summing import owed_of, summary_of
from cchc_xlsx.batch.trouble import Wrong, cannot_read, cannot_write
from cchc_xlsx.exports.stored import Stored
from cchc_xlsx.exports.tong_hop_read import earlier_of
from cchc_xlsx.model.parts import Owing
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.seal import Mark, Seal, ranked
from cchc_xlsx.model.summary import Earlier, Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.values import dataclass

_LACKING = Words(
    "Chưa ghi được dạng Parquet vì máy chưa cài thư viện {library}. Hãy cài bằng “pip install cchc_xlsx[parquet]”, "
    "hoặc chọn dạng csv, json hay xlsx.",
    "Parquet files need the library {library}, which is not installed. Please run “pip install cchc_xlsx[parquet]”, "
    "or choose csv, json or xlsx.",
)
_NO_SUMMARY = Words(
    "“{path}” không phải là tệp tong-hop.json do lệnh tổng hợp ghi ra. Hãy nêu đúng tệp kết quả của năm trước.",
    "“{path}” is no tong-hop.json that a merge has written. Please name the results of the earlier year.",
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
    earlier: Path | None = None,
    summaries: Sequence[Path] = (),
) -> Merged:
    """Merge what came back into `tong-hop.xlsx` and `tong-hop.json`, and seal them: all of it is written, or nothing.

    With `summaries`, those of other campaign folders are put together instead. `earlier` is the `tong-hop.json` of an
    earlier year, which this one is put beside.
    `tables` are the formats (`csv`, `json`, `parquet`, `xlsx`) in which the table of scores is written besides.
    `now` dates the name of a result whose file is held by another program; without it, that is Unreachable.
    Raises Unusable for a campaign with errors, Wrong where the results would go among what came back, Unreachable
    where something cannot be read or written.
    """
    read, target = source or folder.received, to or folder.results
    for kept in (folder.received, read):
        spare(kept, target)
    made = make(
        folder, language, source=source, to=to, means=means, tables=tables, earlier=earlier, summaries=summaries
    )
    written = put({target / name: data for name, data in made.files.items()}, now)
    return Merged(made.summary, made.taken, written)


@dataclass(frozen=True)
class Made:
    """What a merge comes to before anything is written: the results by their file names, the seal among them."""

    summary: Summary
    taken: Taken
    files: Mapping[str, Stored]
    seal: Seal


def make(
    folder: Folder,
    language: Language = "vi",
    *,
    source: Path | None = None,
    to: Path | None = None,
    means: Means = MEANS,
    tables: Sequence[str] = (),
    earlier: Path | None = None,
    summaries: Sequence[Path] = (),
) -> Made:
    """Return what `merge` would write; raises as it does."""
    from cchc_xlsx import exports
    from cchc_xlsx.exports.lock_json import NAME, pieces, reads_as
    from cchc_xlsx.exports.proof import differences

    read, target = source or folder.received, to or folder.results
    if library := exports.lacking(tables):
        raise Wrong(filled(_LACKING, library=library))
    before = earlier_in(earlier) if earlier else None
    campaign = usable(folder, NEEDLESS if summaries else ())
    inputs = inputs_of(folder, earlier, summaries)
    marks: tuple[Mark, ...] = ()
    for mark in inputs:
        if not mark.sha256:
            raise cannot_read(folder.root / mark.path)
    if summaries:
        summary, taken = summary_of_summaries(gather(summaries), campaign, before)
    else:
        found = received(folder, source)
        taken = take_in(found, campaign, means, scored=True)
        marks = marks_of(found, taken)
        del found  # thousands of paths
        summary = summary_of(campaign, taken, before)
    try:
        with _uncollected():
            files = exports.made(summary, language, way(read, target), tables)
            wrong = differences(files, summary, language)
    except OSError as error:
        raise cannot_write(target) from error
    if wrong:  # a fault of ours: better no result than a wrong one
        raise RuntimeError(f"read back, {', '.join(wrong)} is not what was summed up")
    seal = Seal(
        version=__version__,
        campaign=summary.campaign.settings.id,
        language=language,
        received="" if summaries else told(Path(way(read, folder.root))),
        inputs=inputs,
        files=marks,
        results=tuple(Mark(name, data.sha256) for name, data in files.items()),
        ranking=tuple(map(ranked, summary.results)),
        limits=changed_limits(means),
    )
    lock = Stored()
    lock.file.writelines(piece.encode() for piece in pieces(seal))
    lock.file.seek(0)
    if not reads_as(lock.file, seal):
        raise RuntimeError(f"read back, {NAME} is not what was sealed")
    return Made(summary, taken, {**files, NAME: lock}, seal)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: hundreds of thousands of cells are made and let go, none of them in a circle."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def earlier_in(path: Path) -> Earlier:
    """Return the summary of an earlier year; raises Unreachable where it cannot be read, Wrong where it is none."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise cannot_read(path) from error
    found = earlier_of(data)
    if found is None:
        raise Wrong(filled(_NO_SUMMARY, path=path))
    return found


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
    taken = take_in(received(folder, source), campaign, means, scored=True)
    return Standing(summary_of(campaign, taken), owed_of(campaign, taken))
