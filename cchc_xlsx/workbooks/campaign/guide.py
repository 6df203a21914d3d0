"""The first sheet of the campaign workbook: what it is for, how to fill it, made from the tables themselves."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_xlsx.model.book import Page, Sheet
from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Table

TITLE = Words("Hướng dẫn", "Guide")
_STEPS: tuple[Words, ...] = (
    Words("Điền các trang tính theo thứ tự từ trái sang phải; ô nền vàng nhạt là ô để nhập.",
          "Fill in the sheets from left to right; the light yellow cells are yours."),
    Words("Lưu tệp, rồi chạy lệnh “cchc spec” để kiểm tra: lỗi phải sửa, cảnh báo nên xem.",
          "Save, then run “cchc spec”: errors must be mended, warnings are worth a look."),
    Words("Chạy “cchc generate” để tạo cho mỗi đơn vị một tệp trong thư mục phat-hanh.",
          "Run “cchc generate”: each unit gets a workbook in the folder phat-hanh."),
    Words("Gửi tệp cho các đơn vị; chép các tệp nhận về vào thư mục nhan-ve.",
          "Send them out; put what comes back into the folder nhan-ve."),
    Words("Chạy “cchc status” để biết đơn vị nào đã gửi, “cchc merge” để tổng hợp, xếp hạng; kết quả nằm "
          "trong thư mục ket-qua.",
          "Run “cchc status” to see who has sent, “cchc merge” to merge and rank into ket-qua."),
    Words("Sau khi đã phát hành, không đổi mã đợt, mã đơn vị và bộ tiêu chí.",
          "Once workbooks are out, leave the campaign id, the units' codes and the criteria as they are."),
)  # fmt: skip


def fill(campaign: Campaign, tables: Sequence[Table], language: Language) -> Sheet:
    """Return the guide."""
    draft = Draft(TITLE.in_(language), language)
    draft.columns = {0: (3, False, ""), 1: (28, False, ""), 2: (78, False, "")}
    draft.put(0, 1, Words("SỔ ĐỢT CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH", "CAMPAIGN WORKBOOK OF THE REFORM INDEX"),
              "title_left")  # fmt: skip
    draft.put(1, 1, campaign.settings.name, "heading")
    row = 3
    if campaign.settings.notice:
        draft.put(row, 1, Words("Lưu ý", "Notice"), "notice")
        draft.put(row, 2, campaign.settings.notice, "notice")
        row += 2
    draft.put(row, 1, Words("Cách làm", "How to go about it"), "heading")
    for number, step in enumerate(_STEPS, 1):
        draft.put(row + number, 1, Words(f"Bước {number}", f"Step {number}"), "label")
        draft.put(row + number, 2, step, "text")
    row += len(_STEPS) + 2
    for table in tables:
        draft.put(row, 1, table.title, "heading")
        draft.link(row, 1, table.title.in_(language))
        draft.put(row, 2, table.about, "hint")
        row += 1
        for column in (c for c in table.columns if not c.hidden):
            draft.put(row, 1, column.header, "label")
            draft.put(row, 2, column.about, "text")
            row += 1
        row += 1
    draft.page = Page(landscape=False, area=(0, 1, row, 2))
    draft.active = True
    return draft.sheet()
