"""Checking what came back: what it came to, and nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cchc_xlsx.batch.folder import Folder, received, told
from cchc_xlsx.batch.intake import MEANS, Means, Taken, begin_with, take_in
from cchc_xlsx.batch.trouble import Trouble, cannot_read
from cchc_xlsx.model.campaign import Campaign


def check(folder: Folder, files: Sequence[Path] = (), means: Means = MEANS) -> tuple[Campaign, Taken]:
    """Return the campaign and what the given files (or all received ones) came to. Writes nothing.

    Few files are opened by workers while the campaign workbook is read and audited here.
    """
    missing: Trouble | None = None
    found: list[tuple[Path, str]] = []
    try:
        found = _named(files) if files else received(folder)
    except Trouble as error:
        missing = error  # told after what the campaign workbook has earned
    with begin_with(found, means) as begun:
        from cchc_xlsx.batch.opening import usable  # here: what the campaign needs is imported while workers read

        campaign = usable(folder)
        if missing:
            raise missing
        return campaign, take_in(found, campaign, means, all_units=not files, begun=begun)


def _named(files: Sequence[Path]) -> list[tuple[Path, str]]:
    """Return each file, once, with the name it goes by; raises Unreachable for one that is not there."""
    once: dict[Path, tuple[Path, str]] = {}
    for path in files:
        if not path.is_file():
            raise cannot_read(path)
        once.setdefault(path.resolve(), (path, told(path)))
    return list(once.values())
