"""Splitting a unit's work: a workbook of their own for each assignee, a message for each, and the list of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from cchc_xlsx import assigning
from cchc_xlsx.batch.folder import Folder, put
from cchc_xlsx.batch.means import MEANS, Means, Progress
from cchc_xlsx.batch.naming import chosen, file_names, spare
from cchc_xlsx.batch.opening import usable
from cchc_xlsx.batch.own import listed, names_in, officers_by, own_workbook
from cchc_xlsx.batch.returning import posted
from cchc_xlsx.batch.trouble import Wrong
from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.model.parts import Owing
from cchc_xlsx.model.submission import Entered, Entry
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.text import slug
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.handout import Handed, fill_list
from cchc_xlsx.workbooks.handout.message import message
from cchc_xlsx.workbooks.unit import fill_unit
from cchc_xlsx.workbooks.unit.combining import disputed
from cchc_xlsx.workbooks.unit.owing import owing
from cchc_xlsx.workbooks.unit.pouring import Poured

FOLDER = "-phan-viec"  # how the name of a folder with parts ends
LIST = "danh-sach.xlsx"
_LONGEST = 40  # of a name within a file's name
_EITHER = Words(
    "Hãy nêu tệp của đơn vị hoặc --unit, không nêu cả hai: tệp đã cho biết đơn vị của nó.",
    "Please name a unit's workbook or --unit, not both: the workbook tells its unit.",
)


@dataclass(frozen=True)
class Split:
    """What a unit's work came to: the folder, what each officer got, and files of an earlier run not needed any more.

    The last of `handed` has no officer where there are criteria given to nobody.
    """

    unit: Unit
    folder: Path
    handed: tuple[Handed, ...]
    stale: tuple[Path, ...] = ()


def split(
    folder: Folder,
    file: Path | None = None,
    language: Language = "vi",
    *,
    units: Sequence[str] = (),
    to: Path | None = None,
    means: Means = MEANS,
    progress: Progress | None = None,
) -> list[Split]:
    """Write the parts of a unit's workbook, or of the units named (all without any) straight from the campaign.

    What the workbook holds already stands in the parts. A file's parts go into a folder beside it, a unit's into one
    within `phat-hanh`; with `to`, into that folder. Raises Unusable for a campaign with errors, Wrong for a unit or a
    file that cannot be used or where the parts would go among what came back, Unreachable where something cannot be
    read or written.
    """
    campaign = usable(folder)
    if file and units:
        raise Wrong(_EITHER)
    if file:
        own = own_workbook(file, campaign, means)
        jobs = [(own.unit, own.poured, file.stem, to or file.parent)]
    else:
        names = file_names(campaign)
        jobs = [(u, Poured(), Path(names[u.code]).stem, to or folder.issued) for u in chosen(campaign, units)]
    done = []
    for number, (unit, poured, stem, root) in enumerate(jobs, 1):
        # One unit's parts go right where they were asked for; those of several would get into each other's way.
        target = to if to and len(jobs) == 1 else root / f"{stem}{FOLDER}"
        spare(folder.received, target)
        done.append(_split(campaign, unit, poured, target, language))
        if progress:
            progress(number, len(jobs))
    return done


def _split(campaign: Campaign, unit: Unit, poured: Poured, target: Path, language: Language) -> Split:
    from cchc_xlsx.excel.write import written

    officers = officers_by(campaign, unit, poured)
    shares = owing(campaign.criteria, poured.entries, officers, listed(campaign, unit, poured))
    files: dict[Path, bytes] = {}
    handed: list[Handed] = []
    digits = len(str(max(len(shares), 10)))
    for number, own in enumerate(shares, 1):
        share = _handed(campaign, unit, own, officers)
        if own.officer and own.criteria:
            name = f"{number:0{digits}}-{slug(own.officer)[:_LONGEST].strip('-') or 'x'}.xlsx"
            share = replace(share, file=name)
            book = fill_unit(
                campaign, unit, language,
                entries=_theirs(poured, own.officer), given=poured.given, officers=poured.officers, part=own.officer,
            )  # fmt: skip
            files[target / name] = written(book)
            files[(target / name).with_suffix(".txt")] = posted(message(campaign, unit, share, language))
        handed.append(share)
    files[target / LIST] = written(fill_list(campaign, unit, handed, language))
    old = sorted(path for path in target.glob("[0-9]*-*") if path.suffix in (".xlsx", ".txt") and path not in files)
    put(files)
    return Split(unit, target, tuple(handed), tuple(old))


def _handed(campaign: Campaign, unit: Unit, own: Owing, officers: Mapping[str, tuple[str, ...]]) -> Handed:
    shared = []
    for criterion in own.criteria:
        others = tuple(name for name in officers.get(criterion.code, ()) if name != own.officer)
        if others:
            shared.append((criterion.code, others))
    rows = campaign.assignments_of(unit.code)
    remark = next((row.remark for row in rows if own.officer in names_in(row)), "") if own.officer else ""
    codes = assigning.written([criterion.code for criterion in own.criteria], campaign.criteria)
    return Handed(own, codes, shared=tuple(shared), remark=remark)


def _theirs(poured: Poured, officer: str) -> tuple[Entry, ...]:
    """Return the entries as they stand in an officer's part: of a score in dispute it has their own."""
    dispute = disputed(poured.entered)
    own: dict[str, Entered] = {
        each.criterion: each
        for each in poured.entered
        if each.officer == officer and each.key == "self_score" and each.criterion in dispute
    }
    return tuple(
        replace(entry, score=own[entry.criterion].score) if entry.criterion in own else entry
        for entry in poured.entries
    )
