"""The public verbs: what the commands do, as functions. They print nothing and ask no clock."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc_xlsx import rules
from cchc_xlsx.assigning import understood
from cchc_xlsx.batch.folder import Folder, files_below, put, told
from cchc_xlsx.batch.intake import MEANS, Means, Progress, Taken, take_in
from cchc_xlsx.batch.naming import chosen, file_names, spare
from cchc_xlsx.batch.summing import owed_of, summary_of
from cchc_xlsx.batch.trouble import (
    Trouble,
    Unreachable,
    Unusable,
    Wrong,
    cannot_read,
    cannot_write,
)
from cchc_xlsx.excel.door import open_book
from cchc_xlsx.model.book import Book
from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding
from cchc_xlsx.model.parts import Owing
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.stock import templates_folder
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.campaign import fill_campaign, parse_campaign
from cchc_xlsx.workbooks.unit import fill_unit

if TYPE_CHECKING:
    from cchc_xlsx.batch.assigning import Assigned, Load, assign, enter, publish, unit_of
    from cchc_xlsx.batch.combining import Joined, combine
    from cchc_xlsx.batch.rescuing import Rescued, rescue
    from cchc_xlsx.batch.returning import Copies, return_copies
    from cchc_xlsx.batch.splitting import Split, split

__all__ = [
    "Assigned",
    "Copies",
    "Folder",
    "Joined",
    "Load",
    "Means",
    "Merged",
    "Rescued",
    "Split",
    "Standing",
    "Summary",
    "Taken",
    "Trouble",
    "Unreachable",
    "Unusable",
    "Wrong",
    "assign",
    "audit",
    "campaign_of",
    "check",
    "combine",
    "enter",
    "file_names",
    "generate",
    "init",
    "merge",
    "publish",
    "rescue",
    "return_copies",
    "split",
    "standing",
    "summarise",
    "templates",
    "unit_of",
]

#: Verbs and results whose own files are read when first asked for: who only checks does not wait for them.
_LATER = {
    "Assigned": "assigning",
    "Load": "assigning",
    "assign": "assigning",
    "enter": "assigning",
    "publish": "assigning",
    "unit_of": "assigning",
    "Joined": "combining",
    "combine": "combining",
    "Rescued": "rescuing",
    "rescue": "rescuing",
    "Copies": "returning",
    "return_copies": "returning",
    "Split": "splitting",
    "split": "splitting",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(importlib.import_module(f"{__name__}.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


EMPTY_TEMPLATE = "trong"
_CANNOT_USE = Words(
    "Chưa dùng được sổ đợt chấm điểm “{path}”: có {count} lỗi cần sửa (chạy “cchc spec” để xem).",
    "The campaign workbook “{path}” cannot be used yet: {count} errors to mend (see “cchc spec”).",
)
_NOT_A_WORKBOOK = Words(
    "Không mở được “{path}” như một tệp Excel. Hãy mở bằng Excel và lưu lại ở định dạng .xlsx, hoặc tạo mới bằng "
    "“cchc init”.",
    "“{path}” cannot be opened as an Excel workbook. Please save it again as .xlsx, or begin anew with “cchc init”.",
)
_NO_CAMPAIGN = Words(
    "Không tìm thấy “{path}”. Hãy chạy lệnh trong thư mục đợt chấm điểm, hoặc tạo thư mục mới bằng “cchc init”.",
    "“{path}” is not there. Please run this inside a campaign folder, or make one with “cchc init”.",
)
_THERE_ALREADY = Words(
    "“{path}” đã có sẵn; không ghi đè. Hãy chọn thư mục khác.",
    "“{path}” is there already and is left alone. Please choose another folder.",
)
_NO_TEMPLATE = Words(
    "Không có mẫu “{name}”. Các mẫu hiện có: {known}.", "There is no template “{name}”. There are: {known}."
)
_NO_FOLDER = Words(
    "Không tìm thấy thư mục “{path}”. Hãy chép các tệp nhận về vào đó rồi chạy lại.",
    "There is no folder “{path}”. Please put what came back into it and run again.",
)


def templates() -> dict[str, Path]:
    """Return the campaign workbooks people may start from, by name."""
    return {path.parent.name: path for path in sorted(templates_folder().glob("*/dot-cham.xlsx"))}


def init(folder: Folder, template: str = EMPTY_TEMPLATE, language: Language = "vi") -> Path:
    """Make a campaign folder from a template; return its campaign workbook, its headings in `language`.

    Raises Wrong for an unknown template or a campaign that is there already, Unreachable where nothing can be written.
    """
    known = templates()
    if template not in known:
        raise Wrong(filled(_NO_TEMPLATE, name=template, known=", ".join(known)))
    if folder.campaign.exists():
        raise Wrong(filled(_THERE_ALREADY, path=folder.campaign))
    path = folder.root
    try:
        data = known[template].read_bytes()
        for path in (folder.issued, folder.received, folder.returned, folder.results):
            path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(path) from error
    if language != "vi":
        data = _in_language(data, language)
    put({folder.campaign: data})
    return folder.campaign


def _in_language(data: bytes, language: Language) -> bytes:
    """Return a campaign workbook with the headings and prompts of another language."""
    from cchc_xlsx.excel.write import written

    opened = open_book(data)
    return written(fill_campaign(parse_campaign(opened), language)) if isinstance(opened, Book) else data


def campaign_of(folder: Folder) -> Campaign:
    """Return what the campaign workbook says, right or wrong.

    Raises Unusable where there is none or it is no workbook, Unreachable where it cannot be read.
    """
    try:
        data = folder.campaign.read_bytes()
    except FileNotFoundError as error:
        raise Unusable(filled(_NO_CAMPAIGN, path=folder.campaign)) from error
    except OSError as error:
        raise cannot_read(folder.campaign) from error
    opened = open_book(data, folder.campaign.name)
    if not isinstance(opened, Book):
        raise Unusable(filled(_NOT_A_WORKBOOK, path=folder.campaign))
    return understood(parse_campaign(opened))


def audit(folder: Folder) -> tuple[Campaign, tuple[Finding, ...]]:
    """Return the campaign and what is wrong with its workbook, worst first."""
    campaign = campaign_of(folder)
    return campaign, rules.audit(campaign)


def usable(folder: Folder) -> Campaign:
    """Return a campaign without errors; raises Unusable with the findings where there are any."""
    campaign, findings = audit(folder)
    errors = tuple(finding for finding in findings if finding.blocking)
    if errors:
        raise Unusable(filled(_CANNOT_USE, path=folder.campaign, count=len(errors)), findings)
    return campaign


def generate(
    folder: Folder,
    language: Language = "vi",
    *,
    to: Path | None = None,
    units: Sequence[str] = (),
    progress: Progress | None = None,
) -> list[Path]:
    """Write a workbook for each unit (or for those named) and return their paths, in the order of the units' codes.

    Raises Unusable where the campaign workbook has errors, Wrong for a unit it does not know or where the workbooks
    would go among what came back, Unreachable where one cannot be written.
    """
    from cchc_xlsx.excel.write import written

    campaign = usable(folder)
    wanted = chosen(campaign, units)
    target = to or folder.issued
    spare(folder.received, target)
    names = file_names(campaign)
    paths = []
    for done, unit in enumerate(wanted, 1):
        path = target / names[unit.code]
        put({path: written(fill_unit(campaign, unit, language))})
        paths.append(path)
        if progress:
            progress(done, len(wanted))
    return paths


def stale(folder: Folder, to: Path | None = None) -> list[Path]:
    """Return workbooks in the folder handed out that no unit of the campaign has (any more)."""
    names = set(file_names(usable(folder)).values())
    found = (path for path in (to or folder.issued).glob("*.xlsx") if not path.name.startswith("~$"))
    return sorted(path for path in found if path.name not in names)


def check(folder: Folder, files: Sequence[Path] = (), means: Means = MEANS) -> tuple[Campaign, Taken]:
    """Return the campaign and what the given files (or all received ones) came to. Writes nothing."""
    campaign = usable(folder)
    if files:
        once: dict[Path, tuple[Path, str]] = {}
        for path in files:
            if not path.is_file():
                raise cannot_read(path)
            once.setdefault(path.resolve(), (path, told(path)))
        return campaign, take_in(once.values(), campaign, means, all_units=False)
    return campaign, take_in(_received(folder), campaign, means)


def _received(folder: Folder, source: Path | None = None) -> Iterable[tuple[Path, str]]:
    root = source or folder.received
    if not root.is_dir():
        raise Unreachable(filled(_NO_FOLDER, path=root))
    try:
        return list(files_below(root))
    except OSError as error:
        raise cannot_read(root) from error


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
) -> Merged:
    """Merge what came back into `tong-hop.xlsx` and `tong-hop.json`, both or neither.

    `now` dates the name of a result whose file is held by another program; without it, that is Unreachable.
    Raises Unusable for a campaign with errors, Wrong where the results would go among what came back, Unreachable
    where something cannot be read or written.
    """
    from cchc_xlsx.exports import EXPORTS
    from cchc_xlsx.exports.proof import differences

    read, target = source or folder.received, to or folder.results
    for kept in (folder.received, read):
        spare(kept, target)
    campaign = usable(folder)
    taken = take_in(_received(folder, source), campaign, means, scored=True)
    summary = summary_of(campaign, taken)
    received = way(read, target)
    made = {name: make(summary, language, received) for name, make in EXPORTS.items()}
    if wrong := differences(made, summary, language):  # a fault of ours: better no result than a wrong one
        raise RuntimeError(f"read back, {', '.join(wrong)} is not what was summed up")
    written = put({target / name: data for name, data in made.items()}, now)
    return Merged(summary, taken, written)


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
    taken = take_in(_received(folder, source), campaign, means, scored=True)
    return Standing(summary_of(campaign, taken), owed_of(campaign, taken))
