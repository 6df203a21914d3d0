"""Checking what came back: what it came to, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_xlsx.batch.folder import Folder, received, told
from cchc_xlsx.batch.means import MEANS, Means
from cchc_xlsx.batch.sources import Source
from cchc_xlsx.batch.trouble import Trouble, cannot_read
from cchc_xlsx.batch.workers import Begun
from cchc_xlsx.excel.package import Limits

if TYPE_CHECKING:
    from cchc_xlsx.batch.intake import Taken
    from cchc_xlsx.model.campaign import Campaign


def check(folder: Folder, files: Sequence[Path] = (), means: Means = MEANS) -> tuple[Campaign, Taken]:
    """Return the campaign and what the given files (or all received ones) came to. Writes nothing.

    Few files are opened by workers while the campaign workbook is read here, and judged while it is audited.
    """
    missing: Trouble | None = None
    found: list[tuple[Path, str]] = []
    try:
        found = _named(files) if files else received(folder)
    except Trouble as error:
        missing = error  # told after what the campaign workbook has earned
    with begin_with(found, means) as begun:
        from cchc_xlsx.batch.opening import campaign_of, fit  # here: each imports what it needs while the other does

        campaign = campaign_of(folder)
        if missing:
            fit(campaign, folder)
            raise missing
        from cchc_xlsx.batch.intake import take_in

        audit = partial(fit, campaign, folder)
        return campaign, take_in(found, campaign, means, all_units=not files, begun=begun, meanwhile=audit)


def begin_with(files: Iterable[tuple[Path, str]], means: Means = MEANS) -> Begun[Source]:
    """Let workers open files while the campaign is not known yet, where all can be opened at a time; else none.

    With more files than that nothing would be won: the workers have enough to do later on.
    """
    sources = [Source(path, name) for path, name in files]
    few = sources if len(sources) <= means.processes else []
    return Begun(partial(_ahead, limits=means.limits), few, memory=means.limits.memory, method=means.method)


def _ahead(source: Source, limits: Limits) -> object:
    from cchc_xlsx.batch.receiving import ahead

    return ahead(source, limits)


def _named(files: Sequence[Path]) -> list[tuple[Path, str]]:
    """Return each file, once, with the name it goes by; raises Unreachable for one that is not there."""
    once: dict[Path, tuple[Path, str]] = {}
    for path in files:
        if not path.is_file():
            raise cannot_read(path)
        once.setdefault(path.resolve(), (path, told(path)))
    return list(once.values())
