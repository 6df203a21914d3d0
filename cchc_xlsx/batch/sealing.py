"""The seal of a summary: the marks of what it is made of, set by every merge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from hashlib import sha256
from pathlib import Path

from cchc_xlsx.batch.folder import Folder, told, way
from cchc_xlsx.batch.intake import Taken
from cchc_xlsx.batch.means import Means
from cchc_xlsx.batch.opening import inputs
from cchc_xlsx.excel.package import LIMITS
from cchc_xlsx.model.seal import Mark

CAMPAIGN, SURVEY, EARLIER, SUMMARY = "campaign", "survey", "earlier", "summary"


def inputs_of(folder: Folder, earlier: Path | None = None, summaries: Sequence[Path] = ()) -> tuple[Mark, ...]:
    """Return the marks of what a summary is made of beside the files that came back, by their paths from the folder.

    A campaign workbook that is not there is left out; the mark of what cannot be read is "".
    """
    campaign, *survey = inputs(folder)
    named = [*([(CAMPAIGN, campaign)] if campaign.exists() else []), *((SURVEY, path) for path in survey)]
    named += [(EARLIER, earlier)] if earlier else []
    named += [(SUMMARY, path) for path in summaries]
    return tuple(Mark(told(Path(way(path, folder.root))), mark_of(path), role) for role, path in named)


def marks_of(found: Sequence[tuple[Path, str]], taken: Taken) -> tuple[Mark, ...]:
    """Return the marks of what came back: of each file as it was read, and of the zips and e-mails they lie in."""
    marks = {file.path: Mark(file.path, file.sha256, container=file.container) for file in taken.files}
    for path, name in found:
        if name not in marks:
            marks[name] = Mark(name, mark_of(path))
    return tuple(mark for _, mark in sorted(marks.items()))


def marks_on_disk(found: Sequence[tuple[Path, str]]) -> tuple[Mark, ...]:
    """Return the marks of files as they lie there now; what is in zips and e-mails is not looked at."""
    return tuple(Mark(name, mark_of(path)) for path, name in found)


def mark_of(path: Path) -> str:
    """Return the SHA-256 of a file; "" where it is none or cannot be read."""
    digest = sha256()
    try:
        if not path.is_file():  # a pipe may never end
            return ""
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    except OSError:
        return ""
    return digest.hexdigest()


def changed_limits(means: Means) -> dict[str, float]:
    """Return the limits that are not the usual ones: they decide which files can be read."""
    values = {each.name: getattr(means.limits, each.name) for each in fields(means.limits)}
    return {name: value for name, value in values.items() if value != getattr(LIMITS, name)}
