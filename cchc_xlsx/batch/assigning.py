"""An appendix of assignments into the campaign workbook, and out of it again: the verbs of `cchc assign`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from cchc_xlsx import rules
from cchc_xlsx.assigning import understood_row
from cchc_xlsx.assigning.appendix import of_unit, turned
from cchc_xlsx.assigning.publishing import Direction, paper
from cchc_xlsx.batch.appendices import read_appendix
from cchc_xlsx.batch.entering import text_of_row
from cchc_xlsx.batch.folder import Folder, put, told
from cchc_xlsx.batch.naming import spare
from cchc_xlsx.batch.trouble import Wrong, cannot_read
from cchc_xlsx.model.campaign import Assignment, Campaign
from cchc_xlsx.model.finding import Finding
from cchc_xlsx.model.points import ZERO, filled
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.values import dataclass

_NO_UNIT = Words(
    "Không có đơn vị nào mang mã {code}. Hãy xem cột “Mã đơn vị” ở trang “Đơn vị”.",
    "There is no unit {code}. Please see the column “Code” of the sheet “Units”.",
)
_WHICH_UNIT = Words(
    "Đợt chấm điểm có {count} đơn vị; hãy nêu đơn vị bằng --unit, ví dụ --unit {code}.",
    "The campaign has {count} {count:unit|units}; please say which one by --unit, such as --unit {code}.",
)
_NO_UNITS = Words(
    "Trang “Đơn vị” chưa có đơn vị nào; hãy nhập đơn vị trước khi nhập phân công.",
    "The sheet “Units” has no unit yet; please enter it before its assignment.",
)
_OTHER_UNITS = Words(
    "Bảng phân công trong “{file}” không có dòng nào của đơn vị {code}.",
    "The table of assignments in “{file}” has no row of unit {code}.",
)
_NO_ROWS = Words(
    "Đơn vị {code} chưa có phân công trong sổ đợt chấm điểm.", "Unit {code} has no assignment in the campaign workbook."
)
_NO_FORMAT = Words(
    "Không ghi được phụ lục thành “{path}”: tên tệp cần kết thúc bằng một trong các đuôi {known}.",
    "The appendix cannot be written as “{path}”: the name has to end in one of {known}.",
)
#: The rules about assignments; what else ails a campaign is `cchc spec`'s to tell.
RULES = frozenset((*(f"C4{n}" for n in range(6)), *(f"C6{n}" for n in range(10))))


@dataclass(frozen=True)
class Load:
    """What an assignee answers for: the row, its leaves that the unit scores, their points.

    `points` sums the maxima that are known, None where none is; `unknown_maxima` counts the others.
    """

    row: Assignment
    codes: tuple[str, ...]
    points: Decimal | None
    unknown_maxima: int


@dataclass(frozen=True)
class Assigned:
    """What an appendix came to: the campaign with it, the unit, the load of each assignee, what is wrong with it.

    `changed`: it says something else than the campaign workbook did. `written` tells where the workbook went and
    where its former self is kept; empty where nothing was written.
    """

    campaign: Campaign
    unit: str
    loads: tuple[Load, ...]
    findings: tuple[Finding, ...]
    changed: bool
    written: tuple[Path, ...] = ()

    @property
    def errors(self) -> bool:
        """Whether anything keeps the appendix from being used as it is."""
        return any(finding.blocking for finding in self.findings)


def unit_of(campaign: Campaign, code: str | None) -> str:
    """Return the code of the unit that is meant: the only one where none is named; Wrong where that says nothing."""
    if code is None:
        if len(campaign.by_unit) == 1:
            return next(iter(campaign.by_unit))
        if not campaign.by_unit:
            raise Wrong(_NO_UNITS)
        raise Wrong(filled(_WHICH_UNIT, count=len(campaign.by_unit), code=next(iter(campaign.by_unit))))
    if code not in campaign.by_unit:
        raise Wrong(filled(_NO_UNIT, code=code))
    return code


def assign(
    campaign: Campaign,
    unit: str,
    path: Path | None = None,
    language: Language = "vi",
) -> Assigned:
    """Return what an appendix comes to as the assignment of a unit; without one, what the campaign workbook says.

    Nothing is written. Raises as `read_appendix` does, and Wrong where the appendix has no row of that unit.
    """
    if path is None:
        return _assigned(campaign, unit, campaign.assignments_of(unit), changed=False)
    appendix = read_appendix(path, language)
    mine = tuple(understood_row(row, campaign.criteria) for row in of_unit(appendix.rows, unit))
    if appendix.rows and not mine:
        raise Wrong(filled(_OTHER_UNITS, file=told(Path(path.name)), code=unit))
    if appendix.by_criterion:
        mine = tuple(understood_row(row, campaign.criteria) for row in turned(mine, campaign))
    before = tuple(row for row in campaign.assignments if row.unit == unit)
    others = tuple(row for row in campaign.assignments if row.unit != unit)
    new = replace(campaign, assignments=(*others, *mine), numeric=appendix.numeric)
    return _assigned(new, unit, mine, changed=list(map(text_of_row, before)) != list(map(text_of_row, mine)))


def _assigned(campaign: Campaign, unit: str, rows: Sequence[Assignment], *, changed: bool) -> Assigned:
    places = {row.place for row in rows}
    typed = {each.place for each in campaign.numeric if each.column == "assignments.criteria"} & places
    found = tuple(
        finding
        for finding in rules.audit(campaign)
        if (finding.rule in RULES and (finding.unit == unit or finding.place in places))
        or (finding.name == "code_typed_as_number" and finding.place in typed)
    )
    return Assigned(campaign, unit, tuple(_load(row, campaign) for row in rows), found, changed)


def _load(row: Assignment, campaign: Campaign) -> Load:
    scored = {criterion.code: criterion.maximum for criterion in campaign.criteria.scored}
    codes = tuple(code for code in row.codes if code in scored)
    known = [points for code in codes if (points := scored[code]) is not None]
    return Load(row, codes, sum(known, ZERO) if known else None, len(codes) - len(known))


def enter(folder: Folder, assigned: Assigned, now: datetime | None = None) -> Assigned:
    """Write the assignment of a unit into the campaign workbook, in place of the rows it had there.

    Where rows are replaced and `now` is told, the workbook as it was is kept beside it under the date. Raises as
    `entered` does, and Unreachable where the workbook cannot be read or written.
    """
    from cchc_xlsx.batch.entering import entered

    path = folder.campaign
    try:
        data = path.read_bytes()
    except OSError as error:
        raise cannot_read(path) from error
    new, replaced = entered(data, assigned.unit, [load.row for load in assigned.loads])
    kept = {path.with_name(f"{path.stem} ({now:%Y-%m-%d %H.%M.%S}){path.suffix}"): data} if now and replaced else {}
    put({**kept, path: new})
    return replace(assigned, written=(path, *kept))


def publish(
    folder: Folder, campaign: Campaign, unit: str, by: Direction, to: Path | None = None, language: Language = "vi"
) -> Path:
    """Write the appendix of a unit as a .docx, .xlsx or .csv file, by the name's ending; return its path.

    Raises Wrong where the unit has no assignment, the ending is another, or the file would go among what came back;
    Unreachable where it cannot be written.
    """
    from cchc_xlsx.exports.phan_cong import FORMATS

    tail = "-theo-tieu-chi" if by is Direction.CRITERION else ""
    path = to or folder.results / f"phan-cong-{unit}{tail}.docx"
    make = FORMATS.get(path.suffix.casefold())
    if make is None:
        raise Wrong(filled(_NO_FORMAT, path=path, known=", ".join(FORMATS)))
    spare(folder.received, path)
    if not campaign.assignments_of(unit):
        raise Wrong(filled(_NO_ROWS, code=unit))
    put({path: make(paper(campaign, unit, by, language))})
    return path
