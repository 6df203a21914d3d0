"""The public verbs: what the commands do, as functions. They print nothing and ask no clock."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cchc_xlsx.batch.assigning import Assigned, Load, assign, enter, publish, unit_of
    from cchc_xlsx.batch.checking import check
    from cchc_xlsx.batch.combining import Joined, combine
    from cchc_xlsx.batch.explaining import explain, explained
    from cchc_xlsx.batch.folder import Folder, way
    from cchc_xlsx.batch.founding import EMPTY_TEMPLATE, init, templates
    from cchc_xlsx.batch.generating import generate, stale
    from cchc_xlsx.batch.intake import Taken
    from cchc_xlsx.batch.means import Means
    from cchc_xlsx.batch.merging import Merged, Standing, merge, standing, summarise
    from cchc_xlsx.batch.naming import file_names
    from cchc_xlsx.batch.opening import audit, campaign_of, usable
    from cchc_xlsx.batch.reminding import Reminded, remind
    from cchc_xlsx.batch.reporting import Kind, Reports, report, report_own, report_units, write_template
    from cchc_xlsx.batch.rescuing import Rescued, rescue
    from cchc_xlsx.batch.returning import Copies, return_copies
    from cchc_xlsx.batch.splitting import Split, split
    from cchc_xlsx.batch.summing import summary_of
    from cchc_xlsx.batch.trouble import Trouble, Unreachable, Unusable, Wrong
    from cchc_xlsx.batch.verifying import verify
    from cchc_xlsx.model.summary import Summary

__all__ = [
    "EMPTY_TEMPLATE",
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

#: Where verbs and results are; each file is read when first asked for, so that who only checks waits for no other.
_LATER = {
    "assigning": ("Assigned", "Load", "assign", "enter", "publish", "unit_of"),
    "checking": ("check",),
    "combining": ("Joined", "combine"),
    "explaining": ("explain", "explained"),
    "folder": ("Folder", "way"),
    "founding": ("EMPTY_TEMPLATE", "init", "templates"),
    "generating": ("generate", "stale"),
    "intake": ("Taken",),
    "means": ("Means",),
    "merging": ("Merged", "Standing", "Summary", "merge", "standing", "summarise"),
    "naming": ("file_names",),
    "opening": ("audit", "campaign_of", "usable"),
    "reminding": ("Reminded", "remind"),
    "reporting": ("Kind", "Reports", "report", "report_own", "report_units", "write_template"),
    "rescuing": ("Rescued", "rescue"),
    "returning": ("Copies", "return_copies"),
    "splitting": ("Split", "split"),
    "summing": ("summary_of",),
    "trouble": ("Trouble", "Unreachable", "Unusable", "Wrong"),
    "verifying": ("verify",),
}
_ROOMS = {name: room for room, names in _LATER.items() for name in names}


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return getattr(importlib.import_module(f"{__name__}.{_ROOMS[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
