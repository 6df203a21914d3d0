"""What the sheets and columns are called in messages, and which of them a workbook lacks.

Keys are `table` and `table.key` of the layout; a test holds these words against the headers of the layout.
"""

from __future__ import annotations

from collections.abc import Sequence

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.points import filled
from cchc_xlsx.terms import Words

SHEETS: dict[str, Words] = {
    "settings": Words("Cài đặt", "Settings"),
    "criteria": Words("Bộ tiêu chí", "Criteria"),
    "units": Words("Đơn vị", "Units"),
    "assignments": Words("Phân công", "Assignments"),
    "bands": Words("Xếp loại", "Grades"),
    "survey": Words("Điều tra XHH", "Survey"),
    "choices": Words("Xử lý tệp", "Decisions on files"),
    "self_score": Words("Tự chấm", "Self score"),
    "assignment": Words("Phân công", "Assignment"),
}
COLUMNS: dict[str, Words] = {
    "settings.setting": Words("Mã", "Key"),
    "settings.value": Words("Giá trị", "Value"),
    "settings.id": Words("Mã đợt chấm điểm", "Campaign id"),
    "settings.name": Words("Tên đợt chấm điểm", "Name"),
    "settings.year": Words("Năm chấm điểm", "Year scored"),
    "settings.superior": Words("Cơ quan cấp trên", "Superior unit"),
    "settings.level": Words("Cấp của cơ quan cấp trên", "Level of the superior unit"),
    "settings.deadline": Words("Hạn gửi", "Deadline"),
    "settings.decimals": Words("Số chữ số thập phân", "Decimals shown"),
    "settings.ranking": Words("Cách xếp hạng khi bằng điểm", "Ranking rule"),
    "settings.not_applicable": Words("Tiêu chí không áp dụng", "Not-applicable policy"),
    "settings.bonus_cap": Words("Trần điểm thưởng", "Cap of the bonus"),
    "settings.penalty_cap": Words("Trần điểm phạt", "Cap of the penalty"),
    "settings.tie_breaks": Words("Phân định khi bằng chỉ số", "What decides between equals"),
    "criteria.criterion": Words("Mã", "Code"),
    "criteria.name": Words("Tên lĩnh vực, tiêu chí", "Name"),
    "criteria.maximum": Words("Điểm tối đa", "Maximum"),
    "criteria.source": Words("Nguồn điểm", "Points from"),
    "criteria.step": Words("Bước điểm", "Step"),
    "criteria.allowed": Words("Các mức điểm được phép", "Allowed scores"),
    "units.code": Words("Mã đơn vị", "Code"),
    "units.name": Words("Tên đơn vị", "Name"),
    "units.group": Words("Nhóm xếp hạng", "Group"),
    "units.email": Words("Thư điện tử", "E-mail"),
    "assignments.unit": Words("Mã đơn vị", "Unit"),
    "assignments.assignee": Words("Cơ quan, đơn vị, cán bộ, công chức thực hiện", "Assignee"),
    "assignments.criteria": Words("Tiêu chí", "Criteria"),
    "assignments.remark": Words("Ghi chú", "Remark"),
    "bands.name": Words("Xếp loại", "Grade"),
    "bands.from": Words("Từ (%)", "From (%)"),
    "survey.unit": Words("Mã đơn vị", "Unit"),
    "survey.criterion": Words("Mã tiêu chí", "Criterion"),
    "survey.score": Words("Điểm điều tra", "Survey score"),
    "choices.file": Words("Tệp", "File"),
    "choices.decision": Words("Quyết định", "Decision"),
    "choices.reason": Words("Lý do", "Reason"),
    "self_score.key": Words("Khóa", "Key"),
    "self_score.criterion": Words("Mã", "Code"),
    "self_score.maximum": Words("Điểm tối đa", "Maximum"),
    "self_score.self_score": Words("Điểm tự chấm", "Self score"),
    "self_score.evidence": Words("Tài liệu kiểm chứng: tên, trích yếu", "Evidence: title"),
    "self_score.evidence_number": Words("Số, ký hiệu", "Number"),
    "self_score.evidence_date": Words("Ngày ban hành", "Date"),
    "self_score.explanation": Words("Giải trình", "Explanation"),
    "self_score.remark": Words("Ghi chú", "Remark"),
    "assignment.criterion": Words("Mã", "Code"),
    "assignment.officers": Words("Người thực hiện", "Officers"),
}
_SHEETS = 8  # so many are named
_SHEET = Words("trang “{sheet}”", "the sheet “{sheet}”")
_COLUMN = Words("cột “{column}” của trang “{sheet}”", "the column “{column}” of the sheet “{sheet}”")


def named(part: str, on: Sequence[str] = ()) -> Words:
    """Return what a `table` or `table.key` is called; an unknown key is called by itself.

    `on` are the sheets that are meant, where the table stands on sheets with titles of their own.
    """
    table, _, key = part.partition(".")
    sheet = SHEETS.get(table, Words(table, table))
    if on:
        titles = "”, “".join(on[:_SHEETS]) + ("”, “…" if len(on) > _SHEETS else "")
        sheet = Words(titles, titles)
    if not key:
        return filled(_SHEET, sheet=sheet)
    return filled(_COLUMN, column=COLUMNS.get(part, Words(key, key)), sheet=sheet)


def column(part: str) -> Words:
    """Return the bare name of the column or setting `table.key`."""
    return COLUMNS.get(part, Words(part, part))


def lacks(campaign: Campaign, table: str, key: str = "") -> bool:
    """Tell whether a whole sheet, or one column of it, is missing: then its cells need no finding of their own."""
    return table in campaign.missing or f"{table}.{key}" in campaign.missing


def misread(campaign: Campaign, part: str, place: Place | None = None) -> bool:
    """Tell whether the cell of column `part` in the row of `place` (or any) held what could not be understood."""
    return any(
        wrong.column == part and (place is None or (wrong.place.sheet, wrong.place.row) == (place.sheet, place.row))
        for wrong in campaign.misread
    )
