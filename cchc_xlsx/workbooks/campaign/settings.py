"""The sheet of settings: one row a setting."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from cchc_xlsx.model.book import Cell, Page, Sheet, Value, a1
from cchc_xlsx.model.campaign import (
    Level,
    Misread,
    NotApplicablePolicy,
    RankingRule,
    Settings,
)
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.text import fold
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.draft import Draft, words_list
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.tables import Found, blank, moment_in, number_of, text_of

TABLE = Table(
    "settings",
    1,
    Words("Cài đặt", "Settings"),
    Words(
        "Thông tin chung của đợt chấm điểm. Chỉ nhập vào cột “Giá trị”.",
        "What holds for the whole campaign. Please fill in the column “Value” only.",
    ),
    (
        Column("setting", Words("Mã", "Key"), Words("Tên nội bộ của mục.", "The setting's key."), 4, Holds.CODE,
               required=True, hidden=True),
        Column("label", Words("Nội dung", "Setting"), Words("Tên của mục.", "What the setting is."), 34),
        Column("value", Words("Giá trị", "Value"), Words("Giá trị của mục.", "The setting's value."), 60,
               open=True, required=True),
        Column("hint", Words("Hướng dẫn", "How to fill it in"), Words("Cách nhập.", "How to fill it in."), 70),
    ),
)  # fmt: skip

#: Each setting is told here: its words, what it holds, its choices. The keys are the fields of `Settings`.
SETTINGS: tuple[Column, ...] = (
    Column("id", Words("Mã đợt chấm điểm", "Campaign id"),
           Words("Chữ không dấu, số, gạch nối; không đổi sau khi đã phát hành. Ví dụ: ha-trung-2023.",
                 "ASCII letters, digits, hyphens; do not change it once workbooks are out. Example: ha-trung-2023."),
           0, Holds.CODE, required=True),
    Column("name", Words("Tên đợt chấm điểm", "Name"),
           Words("Tên đầy đủ, in trên các biểu.", "The full name, printed on every form."), 0, required=True),
    Column("year", Words("Năm chấm điểm", "Year scored"),
           Words("Năm được đánh giá, bốn chữ số.", "The year that is scored, four digits."), 0, Holds.WHOLE,
           required=True),
    Column("superior", Words("Cơ quan cấp trên", "Superior unit"),
           Words("Cơ quan tổng hợp, xếp hạng. Ví dụ: UBND tỉnh Thanh Hóa.",
                 "Who collects and ranks. Example: UBND tỉnh Thanh Hóa."), 0, required=True),
    Column("level", Words("Cấp của cơ quan cấp trên", "Level of the superior unit"),
           Words("Chọn trong danh sách.", "Choose from the list."), 0, Holds.CHOICE,
           choices=((Level.PROVINCE, Words("Cấp tỉnh", "Province")), (Level.DISTRICT, Words("Cấp huyện", "District")),
                    (Level.MINISTRY, Words("Bộ, ngành", "Ministry")))),
    Column("decision", Words("Văn bản ban hành bộ tiêu chí", "Decision"),
           Words("Số, ngày, cơ quan ban hành.", "Number, date and issuing body."), 0),
    Column("deadline", Words("Hạn gửi", "Deadline"),
           Words("Ngày/tháng/năm giờ:phút, ví dụ 30/11/2023 17:00. Gửi muộn chỉ được ghi nhận, không bị trừ điểm.",
                 "Day/month/year hour:minute, such as 30/11/2023 17:00. Lateness is noted; nothing is deducted."),
           0, Holds.MOMENT),
    Column("decimals", Words("Số chữ số thập phân", "Decimals shown"),
           Words("Từ 0 đến 6; điểm chỉ làm tròn khi hiển thị.", "0 to 6; points are rounded only where shown."),
           0, Holds.WHOLE),
    Column("ranking", Words("Cách xếp hạng khi bằng điểm", "Ranking rule"),
           Words("Liên tục: 1, 2, 2, 3. Nhảy bậc: 1, 2, 2, 4.", "Dense: 1, 2, 2, 3. Competition: 1, 2, 2, 4."),
           0, Holds.CHOICE,
           choices=((RankingRule.DENSE, Words("Liên tục", "Dense")),
                    (RankingRule.COMPETITION, Words("Nhảy bậc", "Competition")))),
    Column("not_applicable", Words("Tiêu chí không áp dụng", "Not-applicable policy"),
           Words("Tính đủ điểm; loại khỏi điểm tối đa; hoặc quy đổi theo phần còn lại.",
                 "It counts in full; leaves the maximum; or the rest is scaled up."),
           0, Holds.CHOICE,
           choices=((NotApplicablePolicy.DENOMINATOR, Words("Loại khỏi điểm tối đa", "Out of the maximum")),
                    (NotApplicablePolicy.FULL, Words("Tính đủ điểm", "Full score")),
                    (NotApplicablePolicy.RESCALED, Words("Quy đổi theo phần còn lại", "Rescaled")))),
    Column("bonus_cap", Words("Trần điểm thưởng", "Cap of the bonus"),
           Words("Tổng điểm thưởng cao nhất được tính; để trống nếu không có trần chung.",
                 "The most bonus points that count; empty where there is no cap over all."), 0, Holds.POINTS),
    Column("penalty_cap", Words("Trần điểm phạt", "Cap of the penalty"),
           Words("Tổng điểm phạt nhiều nhất bị trừ, nhập số dương; để trống nếu không có trần chung.",
                 "The most that penalties take off, a positive number; empty where there is no cap over all."),
           0, Holds.POINTS),
    Column("tie_breaks", Words("Phân định khi bằng chỉ số", "What decides between equals"),
           Words("Theo thứ tự, cách nhau bằng dấu chấm phẩy: mã lĩnh vực, mã tiêu chí, điều tra XHH, tự chấm, điểm "
                 "thưởng, "
                 "điểm phạt; ai cao hơn xếp trước. Để trống: đồng hạng. Ví dụ: 3; điều tra XHH.",
                 "In their order, apart by semicolons: codes of areas or criteria, survey, self score, bonus, "
                 "penalty; the "
                 "higher comes first. Empty: they share the rank. Example: 3; survey."), 0),
    Column("sign_off", Words("Thể thức ký của đơn vị", "Sign-off"),
           Words("Mỗi dòng cách nhau bằng dấu |. Ví dụ: TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH.",
                 "Lines apart by |. Example: TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH."), 0),
    Column("notice", Words("Lưu ý", "Notice"),
           Words("Điều cần nói rõ về đợt này; để trống nếu không có. “cchc spec” nhắc lại lưu ý này.",
                 "What has to be said plainly about this campaign, if anything; “cchc spec” repeats it."), 0),
)  # fmt: skip

_TOP = 2


@dataclass(frozen=True)
class _Reading:
    """Reading one setting's cell into a field; what cannot be read is reported and left at its default."""

    column: Column
    cell: Cell

    def value(self) -> Any:
        """Return the field's value, or None where the cell cannot be understood."""
        match self.column.holds:
            case Holds.WHOLE:
                number = number_of(self.cell)
                return int(number) if number is not None and number == int(number) else None
            case Holds.MOMENT:
                return moment_in(self.cell)
            case Holds.CHOICE:
                return self.column.choice(text_of(self.cell))
            case Holds.POINTS:
                number = number_of(self.cell)
                return number if number is not None and number >= 0 else None
            case _:
                return text_of(self.cell)


_KINDS: dict[str, Callable[[Any], Any]] = {
    "level": Level,
    "ranking": RankingRule,
    "not_applicable": NotApplicablePolicy,
    "tie_breaks": lambda text: tuple(_decider(part) for part in re.split(r"[;\n]", text) if part.strip(" .")),
}
#: What may decide between equal indices beside a code.
DECIDERS: dict[Source, Words] = {
    Source.SELF: Words("tự chấm", "self score"),
    Source.SURVEY: Words("điều tra XHH", "survey"),
    Source.BONUS: Words("điểm thưởng", "bonus"),
    Source.PENALTY: Words("điểm phạt", "penalty"),
}


def _decider(text: str) -> str:
    """Return a source by what a person calls it, or the code as it was typed."""
    wanted = fold(text).strip(" .")
    for source, words in DECIDERS.items():
        if wanted in (source.value, fold(words.vi), fold(words.en), f"diem {fold(words.vi)}"):
            return source
    return text.strip(" .")


def fill(settings: Settings, language: Language) -> Sheet:
    """Return the sheet of settings."""
    draft = Draft(TABLE.title.in_(language), language)
    draft.put(0, 2, TABLE.title, "title_left")
    draft.put(1, 2, TABLE.about, "note")
    draft.skip((0, 1))
    draft.lay(TABLE, _TOP, 0, height=24)
    value_column = TABLE.offset("value")
    for row, column in enumerate(SETTINGS, _TOP + 2):
        draft.put(row, 1, column.key, "code")
        draft.put(row, 2, column.header, "label")
        draft.put(row, value_column, _shown(column, getattr(settings, column.key), language), f"{_style(column)}.open")
        draft.put(row, 4, column.about, "hint")
        area = (row, value_column, row, value_column)
        first = a1(row, value_column)
        if column.choices:
            draft.choose(area, words_list(column, language), column)
        elif column.holds is Holds.POINTS:
            draft.demand(area, f"AND(ISNUMBER({first}),{first}>=0)", column,
                         Words("Hãy nhập một số không âm.", "Please enter a number, not below zero."))  # fmt: skip
        elif column.holds is Holds.WHOLE:
            draft.demand(area, f"AND(ISNUMBER({first}),{first}=INT({first}),{first}>=0)", column,
                         Words("Hãy nhập một số nguyên không âm.", "Please enter a whole number."))  # fmt: skip
        else:
            draft.guide(area, column)
    draft.freeze = (_TOP + 2, 0)
    draft.page = Page(area=(0, 2, _TOP + 1 + len(SETTINGS), 4))
    return draft.sheet()


def _style(column: Column) -> str:
    return {
        Holds.WHOLE: "whole_left",
        Holds.POINTS: "points_left",
        Holds.MOMENT: "moment_left",
        Holds.CODE: "code_left",
    }.get(column.holds, "text")


def _shown(column: Column, value: Any, language: Language) -> Value:
    if column.choices:
        return column.words_of(value, language)
    if column.key == "year":
        return value or None
    if column.key == "tie_breaks":
        return "; ".join(DECIDERS[Source(part)].in_(language) if part in set(Source) else part for part in value)
    return value  # type: ignore[no-any-return]


def parse(found: Sequence[Found], misread: list[Misread]) -> Settings:
    """Return the settings; a cell that is empty leaves the default, one that cannot be read is reported."""
    columns = {column.key: column for column in SETTINGS}
    fields: dict[str, Any] = {}
    for row in (row for each in found for row in each.rows):
        column = columns.get(row.text("setting"))
        cell = row.cell("value")
        if column is None or blank(cell):
            continue
        value = _Reading(column, cell).value()
        if value is None or (column.key == "decimals" and not 0 <= value <= 6):
            misread.append(Misread(f"{TABLE.name}.{column.key}", text_of(cell), row.place("value")))
        else:
            fields[column.key] = _KINDS.get(column.key, lambda same: same)(value)
    return Settings(**fields)
