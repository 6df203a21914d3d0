"""The guide: what to do, made from the very columns and marks that check it, so that it cannot contradict them."""

from __future__ import annotations

from cchc_xlsx.model.book import Page, Sheet
from cchc_xlsx.model.criteria import Criterion
from cchc_xlsx.model.points import shown
from cchc_xlsx.terms import Words
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.tables import written_moment
from cchc_xlsx.workbooks.unit import assignment, self_check, self_score
from cchc_xlsx.workbooks.unit.marks import ADVICE, SIGNS
from cchc_xlsx.workbooks.unit.plan import Plan

TITLE = Words("Hướng dẫn", "Guide")
_HEADLINE = Words(
    "HƯỚNG DẪN TỰ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {year}",
    "HOW TO SCORE YOURSELVES FOR THE REFORM INDEX {year}",
)
_PART_HEADLINE = Words(
    "HƯỚNG DẪN CHẤM ĐIỂM PHẦN VIỆC ĐƯỢC GIAO – CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {year}",
    "HOW TO SCORE THE PART GIVEN TO YOU – REFORM INDEX {year}",
)
_FACTS = (
    (Words("Đơn vị", "Unit"), lambda plan: f"{plan.unit.name} ({plan.unit.code})"),
    (Words("Đợt chấm điểm", "Campaign"), lambda plan: plan.campaign.settings.name),
    (Words("Căn cứ", "Under"), lambda plan: plan.campaign.settings.decision),
    (Words("Gửi về", "Send it to"), lambda plan: plan.campaign.settings.superior),
    (Words("Hạn gửi", "Deadline"),
     lambda plan: written_moment(plan.campaign.settings.deadline) if plan.campaign.settings.deadline else ""),
)  # fmt: skip
_PART_FACTS = (
    (Words("Người thực hiện", "Officer"), lambda plan: plan.part.assignee),
    *_FACTS[:3],
    (Words("Gửi lại cho", "Send it back to"),
     lambda plan: Words("Người tổng hợp của {unit}", "The clerk of {unit}").say(plan.language, unit=plan.unit.name)),
    (Words("Hạn của đơn vị", "The unit's deadline"), _FACTS[4][1]),
)  # fmt: skip
_PART_STEPS = (
    Words("Xem trang “{assignment}”: các tiêu chí được giao và những người cùng thực hiện; trang này chỉ để xem.",
          "Look at the sheet “{assignment}”: the criteria given to you and who shares them; nothing is entered there."),
    Words("Mở từng trang lĩnh vực ({first} … {last}): nhập điểm tự chấm, tài liệu kiểm chứng và giải trình vào các ô "
          "nền vàng nhạt. Tệp này chỉ có các tiêu chí được giao.",
          "Open the sheet of each area ({first} … {last}): enter scores, evidence and explanations in the light yellow "
          "cells. This workbook has only the criteria given to you."),
    Words("Xem trang “{overview}”: dòng lớn phải là “{ready}”; sửa các ô còn thiếu hoặc sai.",
          "Look at the sheet “{overview}”: its large line has to read “{ready}”; mend what is missing or wrong."),
    Words("Lưu và gửi lại chính tệp này, giữ nguyên định dạng .xlsx, cho người tổng hợp của {unit}. Muốn sửa sau khi "
          "gửi thì sửa chính tệp này rồi gửi lại.",
          "Save this very workbook and send it back as .xlsx to the clerk of {unit}. To change something afterwards, "
          "change it in this workbook and send it again."),
)  # fmt: skip
_STEPS = (
    Words("Mở trang “{assignment}”: kiểm tra, bổ sung người thực hiện từng tiêu chí.",
          "Open the sheet “{assignment}”: check and complete who answers for each criterion."),
    Words("Mở từng trang lĩnh vực ({first} … {last}): nhập điểm tự chấm, tài liệu kiểm chứng và giải trình vào các ô "
          "nền vàng nhạt. Có thể lọc theo người thực hiện.",
          "Open the sheet of each area ({first} … {last}): enter scores, evidence and explanations in the light yellow "
          "cells. You may filter by officer."),
    Words("Xem trang “{overview}”: dòng lớn phải là “{ready}”; sửa các ô còn thiếu hoặc sai.",
          "Look at the sheet “{overview}”: its large line has to read “{ready}”; mend what is missing or wrong."),
    Words("In trang “{overview}” và các trang lĩnh vực để ký; gửi tệp này về cơ quan tổng hợp, giữ nguyên định dạng "
          ".xlsx.",
          "Print the overview and the areas to be signed; send this workbook back as it is, as .xlsx."),
)  # fmt: skip
_PLEASE = Words(
    "Không xóa, thêm dòng hoặc cột trong bảng; không đổi mã, điểm tối đa. Các trang được khóa cấu trúc, không đặt "
    "mật khẩu; vẫn lọc, đổi độ rộng cột và chiều cao dòng được. Điểm tối đa lấy theo bộ tiêu chí, các tổng "
    "được cộng lại khi tổng hợp.",
    "Please do not delete or add rows or columns in a table, nor change codes and maxima. The sheets are locked "
    "without a password; filtering, column widths and row heights work. Maxima and totals are reckoned anew "
    "when merging.",
)
_SHEETS = Words("Ý nghĩa các cột", "What the columns mean")
_MARKS = Words("Ý nghĩa cột “{state}”", "What the column “{state}” says")
_STEPS_TITLE = Words("Các bước", "What to do")
_EMPTY = Words(
    "Để trống là chưa chấm; 0 là không được điểm; KAD là không áp dụng. Ba điều này khác nhau.",
    "Empty is not scored; 0 is no points; KAD is not applicable. These are three things.",
)


def fill(plan: Plan) -> Sheet:
    """Return the guide."""
    language = plan.language
    draft = Draft(TITLE.in_(language), language, protected=True)
    draft.columns = {0: (3, True, ""), 1: (27, False, ""), 2: (74, False, "")}
    draft.put(0, 1, str(plan.identity), "identity")
    headline = _PART_HEADLINE if plan.part else _HEADLINE
    draft.put(1, 1, headline.say(language, year=plan.campaign.settings.year), "title_left")
    row = 3
    for label, fact in _PART_FACTS if plan.part else _FACTS:
        if text := fact(plan):
            draft.put(row, 1, label, "label")
            draft.put(row, 2, text, "text")
            row += 1
    row = _steps(draft, plan, row + 1)
    row = _columns(draft, plan, row + 1)
    row = _marks(draft, plan, row + 1)
    row = _grains(draft, plan, row + 1)
    draft.tab = "guide"
    draft.active = True
    draft.page = Page(landscape=False, area=(1, 1, row, 2), below=plan.campaign.settings.name)
    return draft.sheet()


def _steps(draft: Draft, plan: Plan, row: int) -> int:
    language, areas = plan.language, plan.campaign.criteria.areas
    draft.put(row, 1, _STEPS_TITLE, "heading")
    names = {
        "assignment": assignment.title(plan),
        "overview": self_check.TABLE.title.in_(language),
        "ready": self_check.READY.in_(language),
        "first": plan.area_title(areas[0]) if areas else "",
        "last": plan.area_title(areas[-1]) if areas else "",
        "unit": plan.unit.name,
    }
    steps = _PART_STEPS if plan.part else _STEPS
    targets = (names["assignment"], names["first"], names["overview"], names["overview"])
    for number, (words, target) in enumerate(zip(steps, targets, strict=True), 1):
        draft.put(row + number, 1, Words(f"Bước {number}: {target}", f"Step {number}: {target}"), "link")
        if target:
            draft.link(row + number, 1, target)
        draft.put(row + number, 2, words.say(language, **names), "text")
    end = row + len(_STEPS) + 1
    draft.put(end, 1, Words("Xin lưu ý", "Please note"), "label")
    draft.put(end, 2, _PLEASE, "text")
    draft.put(end + 1, 1, Words("Trống, 0, KAD", "Empty, 0, KAD"), "label")
    draft.put(end + 1, 2, _EMPTY, "text")
    return end + 2


def _columns(draft: Draft, plan: Plan, row: int) -> int:
    draft.put(row, 1, _SHEETS, "heading")
    row += 1
    for table in (self_score.TABLE,) if plan.part else (assignment.TABLE, assignment.OFFICERS, self_score.TABLE):
        for column in table.columns:
            if column.open:
                draft.put(row, 1, column.header, "label")
                draft.put(row, 2, (column.prompt or column.about), "text")
                row += 1
    return row


def _marks(draft: Draft, plan: Plan, row: int) -> int:
    state = self_score.TABLE.column("sign").header.in_(plan.language)
    draft.put(row, 1, _MARKS.say(plan.language, state=state), "heading")
    for below, (sign, advice) in enumerate(zip(SIGNS, ADVICE, strict=True), 1):
        draft.put(row + below, 1, sign, "label")
        draft.put(row + below, 2, advice, "text")
    return row + len(SIGNS) + 1


def _grains(draft: Draft, plan: Plan, row: int) -> int:
    grained = [c for c in plan.campaign.criteria.scored if c.allowed or c.step or c.scoring or c.evidence]
    if not grained:
        return row
    draft.put(row, 1, Words("Cách chấm và tài liệu cần có", "How to score, and the evidence needed"), "heading")
    for criterion in grained:
        row += 1
        draft.put(row, 1, f"{criterion.code}. {criterion.name}", "label")
        draft.put(row, 2, "\n".join(_about(plan, criterion)), "text")
    return row + 1


def _about(plan: Plan, criterion: Criterion) -> list[str]:
    language, lines = plan.language, []
    if criterion.allowed:
        values = "; ".join(shown(value, language) for value in criterion.allowed)
        lines.append(Words("Các mức điểm: ", "Allowed scores: ").in_(language) + values + ".")
    elif criterion.step:
        lines.append(Words("Bước điểm: ", "Step: ").in_(language) + shown(criterion.step, language) + ".")
    if criterion.scoring:
        lines.append(Words("Cách chấm: ", "Scoring: ").in_(language) + criterion.scoring)
    if criterion.evidence:
        lines.append(Words("Tài liệu: ", "Evidence: ").in_(language) + criterion.evidence)
    return lines
