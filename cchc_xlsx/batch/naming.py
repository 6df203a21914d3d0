"""What the files we write are called, and where none may be written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from cchc_xlsx.batch.trouble import Wrong
from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.model.points import filled
from cchc_xlsx.terms import Words

_NOT_THERE = Words(
    "Không ghi vào “{path}”, vì đó là nơi giữ các tệp nhận về. Hãy chọn thư mục khác.",
    "Nothing is written to “{path}”, where what came back is kept. Please choose another folder.",
)
_NO_UNIT = Words(
    "Không có đơn vị nào mang mã {codes}. Hãy xem cột “Mã đơn vị” ở trang “Đơn vị”.",
    "There is no unit {codes}. Please see the column “Code” of the sheet “Units”.",
)
_LONGEST_STEM = 100  # of a file name; with its folder a path has to fit into Windows' 260 characters


def file_names(campaign: Campaign) -> Mapping[str, str]:
    """Return the name of each unit's workbook by its code: no two alike in any file system, none too long for one."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for unit in campaign.sorted_units:
        stem = unit.file_name.removesuffix(".xlsx")[:_LONGEST_STEM].rstrip("-")
        name, number = stem, 2
        while name.casefold() in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add(name.casefold())
        names[unit.code] = name
    return {code: f"{name}.xlsx" for code, name in names.items()}


def spare(received: Path, target: Path) -> None:
    """Raise Wrong where writing to `target` would change what came back."""
    kept, goal = received.resolve(), target.resolve()
    if goal == kept or kept in goal.parents:
        raise Wrong(filled(_NOT_THERE, path=target))


def chosen(campaign: Campaign, codes: Sequence[str]) -> tuple[Unit, ...]:
    """Return the units of these codes, or all where none is named; raises Wrong for one that is not there."""
    unknown = [code for code in codes if code not in campaign.by_unit]
    if unknown:
        raise Wrong(filled(_NO_UNIT, codes=", ".join(unknown)))
    return tuple(unit for unit in campaign.sorted_units if not codes or unit.code in codes)
