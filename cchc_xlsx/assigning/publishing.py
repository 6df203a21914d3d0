"""The appendix written anew from what was understood: by assignee in the shortest notation, or by criterion."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from cchc_xlsx.assigning.appendix import NOBODY
from cchc_xlsx.assigning.grammar import read
from cchc_xlsx.assigning.writing import written
from cchc_xlsx.model.campaign import Assignment, Campaign
from cchc_xlsx.model.criteria import CriteriaSet
from cchc_xlsx.model.paper import Paper, PaperColumn
from cchc_xlsx.model.points import shown
from cchc_xlsx.terms import Language, Words


class Direction(StrEnum):
    """Which way an appendix is told."""

    ASSIGNEE = "assignee"  # who → the criteria
    CRITERION = "criterion"  # the criterion → who


_LABEL = Words("Phụ lục", "Appendix")
_TITLE = Words(
    "PHÂN CÔNG THỰC HIỆN CÁC TIÊU CHÍ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {year}",
    "ASSIGNMENT OF THE CRITERIA OF THE ADMINISTRATIVE REFORM INDEX {year}",
)
_OF = Words("CỦA {unit}", "OF {unit}")
_ATTACHED = Words(
    "(Kèm theo văn bản số        /……… ngày      tháng      năm …… của Ủy ban nhân dân {unit})",
    "(Attached to document No.        /……… of …… …… …… of the People's Committee of {unit})",
)
_NUMBER = Words("TT", "No.")
_WHO = Words("Cơ quan, đơn vị, cán bộ, công chức thực hiện", "Assignee")
_CRITERIA = Words("Tiêu chí", "Criteria")
_CODE = Words("Mã", "Code")
_MAXIMUM = Words("Điểm tối đa", "Maximum")
_REMARK = Words("Ghi chú", "Remark")
_UNKNOWN = Words("không có trong bộ tiêu chí", "not in the set of criteria")
_LEADS, _HELPS = "chủ trì", "phối hợp"
_WIDTH = 165  # millimetres between the margins of a portrait page


def paper(campaign: Campaign, unit: str, by: Direction, language: Language) -> Paper:
    """Return the appendix of a unit ("" for the rows that hold for every unit without its own)."""
    make = _by_assignee if by is Direction.ASSIGNEE else _by_criterion
    columns, rows, headings = make(campaign, unit, language)
    known = campaign.by_unit.get(unit)
    name = known.name if known else ""
    title = [_TITLE.say(language, year=campaign.settings.year or "……")]
    title += [_OF.say(language, unit=name.upper())] if name else []
    return Paper(
        label=_LABEL.in_(language),
        title=tuple(title),
        attached=_ATTACHED.say(language, unit=name[:1].lower() + name[1:] if name else "………"),
        columns=columns,
        rows=rows,
        language=language,
        headings=headings,
    )


def told(row: Assignment, criteria: CriteriaSet) -> str:
    """Return the list of a row's criteria in the fewest letters; what gave no criterion stays as it was written."""
    reading = read(row.criteria, criteria)
    marked = {*reading.leads, *reading.helps}
    parts = [written([code for code in reading.codes if code not in marked], criteria), *row.unknown]
    for role, codes in ((_LEADS, reading.leads), (_HELPS, reading.helps)):
        if codes:
            parts.append(f"{role}: {written(codes, criteria)}")
    return "; ".join(part for part in parts if part)


_Table = tuple[tuple[PaperColumn, ...], tuple[tuple[str, ...], ...], frozenset[int]]


def _by_assignee(campaign: Campaign, unit: str, language: Language) -> _Table:
    columns = (
        PaperColumn(_NUMBER.in_(language), 12, centred=True),
        PaperColumn(_WHO.in_(language), 46),
        PaperColumn(_CRITERIA.in_(language), 62),
        PaperColumn(_REMARK.in_(language), 45),
    )
    rows = tuple(
        (str(number), row.assignee, told(row, campaign.criteria), row.remark)
        for number, row in enumerate(campaign.assignments_of(unit), 1)
    )
    return columns, rows, frozenset()


def _by_criterion(campaign: Campaign, unit: str, language: Language) -> _Table:
    criteria = campaign.criteria
    named = any(criterion.name for criterion in criteria.scored)
    known = any(criterion.maximum is not None for criterion in criteria.scored)
    officers = campaign.officers_of(unit)
    remarks = {
        code: row.remark for row in campaign.assignments_of(unit) if row.group and row.members for code in row.codes
    }
    columns = [PaperColumn(_NUMBER.in_(language), 12, centred=True), PaperColumn(_CODE.in_(language), 18)]
    columns += [PaperColumn(_CRITERIA.in_(language), 50)] if named else []
    columns += [PaperColumn(_MAXIMUM.in_(language), 15, centred=True)] if known else []
    left = _WIDTH - sum(column.width for column in columns)
    remark = 28 if named else 45
    columns += [PaperColumn(_WHO.in_(language), left - remark), PaperColumn(_REMARK.in_(language), remark)]
    rows: list[tuple[str, ...]] = []
    headings = set()
    number = 0
    for area, codes in _areas(campaign):
        if area:
            headings.add(len(rows))
            rows.append((f"{area}. {criteria.by_code[area].name}", *[""] * (len(columns) - 1)))
        for code in codes:
            number += 1
            row = [str(number), code]
            row += [criteria.by_code[code].name] if named else []
            row += [shown(criteria.by_code[code].maximum, language)] if known else []
            rows.append((*row, "; ".join(officers[code]) or NOBODY.in_(language), remarks.get(code, "")))
    for assignment in campaign.assignments_of(unit):
        for part in assignment.unknown:  # it is nobody's loss to see what was written, and it can be mended here
            number += 1
            blank = [""] * (len(columns) - 4)
            rows.append((str(number), part, *blank, "; ".join(assignment.named), _UNKNOWN.in_(language)))
    return tuple(columns), tuple(rows), frozenset(headings)


def _areas(campaign: Campaign) -> Iterator[tuple[str, list[str]]]:
    """Yield the areas that have a name, each with the criteria in it that the unit scores; "" for one without."""
    criteria = campaign.criteria
    below: dict[str, list[str]] = {}
    for criterion in criteria.scored:
        below.setdefault(criteria.area_of(criterion.code), []).append(criterion.code)
    for area, codes in below.items():
        headed = area in criteria.by_code and criteria.by_code[area].name and codes != [area]
        yield (area if headed else ""), codes
