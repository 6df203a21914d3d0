"""One command a file; none imports another. `COMMANDS` is their order in the help, with what each is for.

A file is imported when its command is run or explained, so that nobody waits for the other commands.
"""

from __future__ import annotations

from cchc_xlsx.terms import Words

COMMANDS = {
    "init": Words("Tạo thư mục đợt chấm điểm từ một mẫu.", "Make a campaign folder from a template."),
    "spec": Words("Kiểm tra sổ đợt chấm điểm.", "Audit the campaign workbook."),
    "assign": Words("Nhập, kiểm tra, xuất phụ lục phân công.", "Take in, audit, give out who does what."),
    "generate": Words("Tạo tệp cho từng đơn vị.", "Make a workbook for every unit."),
    "split": Words("Chia tệp của đơn vị cho từng người thực hiện.", "Give each officer their part."),
    "combine": Words("Ghép các phần việc vào tệp của đơn vị.", "Put the parts into the unit's workbook."),
    "status": Words("Xem đơn vị nào đã gửi, chưa gửi, còn lỗi.", "Show who has sent and who owes."),
    "check": Words("Kiểm tra các tệp nhận về.", "Check what came back."),
    "merge": Words("Tổng hợp và xếp hạng.", "Merge and rank."),
    "explain": Words("Giải thích một con số của kết quả.", "Explain a figure of the results."),
    "verify": Words("Đối chiếu kết quả với niêm phong.", "Hold the results against their seal."),
    "report": Words("Lập báo cáo Word.", "Write reports in Word."),
    "remind": Words("Soạn lời nhắc cho các đơn vị.", "Word reminders to the units."),
    "rescue": Words("Cứu một tệp hỏng hoặc tự kẻ lại.", "Rescue a damaged or rebuilt workbook."),
    "rule": Words("Giải thích một quy tắc kiểm tra.", "Explain a rule."),
    "demo": Words("Chạy thử toàn bộ quy trình trong một thư mục mới.", "Try the whole loop in a new folder."),
}
