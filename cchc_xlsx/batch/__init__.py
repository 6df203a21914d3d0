"""The public verbs: what the commands do, as functions. They print nothing and ask no clock."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc_xlsx.batch.folder import Folder, put, told
from cchc_xlsx.batch.intake import MEANS, Means, Taken, take_in
from cchc_xlsx.batch.opening import audit, campaign_of, received, usable
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
from cchc_xlsx.model.points import filled
from cchc_xlsx.stock import templates_folder
from cchc_xlsx.terms import Language, Words

if TYPE_CHECKING:
    from cchc_xlsx.batch.assigning import Assigned, Load, assign, enter, publish, unit_of
    from cchc_xlsx.batch.combining import Joined, combine
    from cchc_xlsx.batch.explaining import explain, explained
    from cchc_xlsx.batch.folder import way
    from cchc_xlsx.batch.generating import generate, stale
    from cchc_xlsx.batch.merging import Merged, Standing, merge, standing, summarise
    from cchc_xlsx.batch.naming import file_names
    from cchc_xlsx.batch.reminding import Reminded, remind
    from cchc_xlsx.batch.reporting import Kind, Reports, report, report_own, report_units, write_template
    from cchc_xlsx.batch.rescuing import Rescued, rescue
    from cchc_xlsx.batch.returning import Copies, return_copies
    from cchc_xlsx.batch.splitting import Split, split
    from cchc_xlsx.batch.summing import summary_of
    from cchc_xlsx.batch.verifying import verify
    from cchc_xlsx.model.summary import Summary

__all__ = [
    "Assigned",
    "Copies",
    "Folder",
    "Joined",
    "Kind",
    "Load",
    "Means",
    "Merged",
    "Reminded",
    "Reports",
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
    "explain",
    "explained",
    "file_names",
    "generate",
    "init",
    "merge",
    "publish",
    "remind",
    "report",
    "report_own",
    "report_units",
    "rescue",
    "return_copies",
    "split",
    "stale",
    "standing",
    "summarise",
    "summary_of",
    "templates",
    "unit_of",
    "usable",
    "verify",
    "way",
    "write_template",
]

#: Verbs and results whose own files are read when first asked for: who only checks does not wait for them.
_LATER = {
    "assigning": ("Assigned", "Load", "assign", "enter", "publish", "unit_of"),
    "combining": ("Joined", "combine"),
    "explaining": ("explain", "explained"),
    "folder": ("way",),
    "generating": ("generate", "stale"),
    "merging": ("Merged", "Standing", "Summary", "merge", "standing", "summarise"),
    "naming": ("file_names",),
    "reminding": ("Reminded", "remind"),
    "reporting": ("Kind", "Reports", "report", "report_own", "report_units", "write_template"),
    "rescuing": ("Rescued", "rescue"),
    "returning": ("Copies", "return_copies"),
    "splitting": ("Split", "split"),
    "summing": ("summary_of",),
    "verifying": ("verify",),
}
_ROOMS = {name: room for room, names in _LATER.items() for name in names}


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return getattr(importlib.import_module(f"{__name__}.{_ROOMS[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


EMPTY_TEMPLATE = "trong"
_THERE_ALREADY = Words(
    "“{path}” đã có sẵn; không ghi đè. Hãy chọn thư mục khác.",
    "“{path}” is there already and is left alone. Please choose another folder.",
)
_NO_TEMPLATE = Words(
    "Không có mẫu “{name}”. Các mẫu hiện có: {known}.", "There is no template “{name}”. There are: {known}."
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
    from cchc_xlsx.workbooks.campaign import fill_campaign, parse_campaign

    opened = open_book(data)
    return written(fill_campaign(parse_campaign(opened), language)) if isinstance(opened, Book) else data


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
    return campaign, take_in(received(folder), campaign, means)
