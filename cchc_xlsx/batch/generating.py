"""The workbooks handed out: one a unit, and none that somebody has filled in written over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from cchc_xlsx.batch.folder import Folder
from cchc_xlsx.batch.means import Progress
from cchc_xlsx.batch.naming import chosen, file_names, spare
from cchc_xlsx.batch.opening import usable
from cchc_xlsx.batch.placing import put_each
from cchc_xlsx.batch.pressing import workbooks
from cchc_xlsx.batch.trouble import cannot_read
from cchc_xlsx.excel.door import open_book
from cchc_xlsx.model.book import Book
from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.submission import TEXTS, State
from cchc_xlsx.terms import Language
from cchc_xlsx.workbooks.unit import parse_unit


def generate(
    folder: Folder,
    language: Language = "vi",
    *,
    to: Path | None = None,
    units: Sequence[str] = (),
    progress: Progress | None = None,
    overwrite: bool = False,
    kept: Callable[[Path], None] | None = None,
    campaign: Campaign | None = None,
) -> list[Path]:
    """Write a workbook for each unit (or for those named) and return their paths, in the order of the units' codes.

    `campaign` is the folder's, where it has been read already. A workbook there that somebody has filled in is left
    as it is and told to `kept`, unless `overwrite` is given. Raises Unusable where the campaign workbook has
    errors, Wrong for a unit it does not know or where the workbooks would go among what came back, Unreachable where
    one cannot be written.
    """
    campaign = campaign or usable(folder)
    wanted = chosen(campaign, units)
    target = to or folder.issued
    spare(folder.received, target)
    names = file_names(campaign)

    def made() -> Iterator[tuple[Path, bytes]]:
        for done, (unit, data) in enumerate(workbooks(campaign, wanted, language), 1):
            path = target / names[unit.code]
            if overwrite or not path.is_file() or not _worth_keeping(path, data, campaign):
                yield path, data
            elif kept:
                kept(path)
            if progress:
                progress(done, len(wanted))

    return list(put_each(made()))


def _worth_keeping(path: Path, data: bytes, campaign: Campaign) -> bool:
    """Tell whether replacing a file by these bytes would lose what somebody has entered in it.

    What cannot be read may hold anything, unless it is empty. Raises Unreachable where it does not open at all.
    """
    try:
        there = path.read_bytes()
    except OSError as error:
        raise cannot_read(path) from error
    if there in (data, b""):
        return False
    book = open_book(there, path.name)
    if not isinstance(book, Book):
        return True
    submission = parse_unit(book, campaign.criteria, path.name)
    entered = (e.score.state is not State.EMPTY or any(e.text(key) for key in TEXTS) for e in submission.entries)
    return any(entered) or bool(submission.unplaced)


def stale(folder: Folder, to: Path | None = None, campaign: Campaign | None = None) -> list[Path]:
    """Return workbooks in the folder handed out that no unit of the campaign has (any more)."""
    names = set(file_names(campaign or usable(folder)).values())
    found = (path for path in (to or folder.issued).glob("*.xlsx") if not path.name.startswith("~$"))
    return sorted(path for path in found if path.name not in names)
