"""The first sheet of a marked-up copy: what is to be mended, worst first, and what found no place."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from cchc_xlsx.model.book import Page, Sheet, Value
from cchc_xlsx.model.finding import Severity
from cchc_xlsx.model.points import shown
from cchc_xlsx.model.returned import Left, Leftover, Mend, Returned
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.tables import written_moment
from cchc_xlsx.workbooks.unit import who
from cchc_xlsx.workbooks.unit.mending import SEVERITY, Line
from cchc_xlsx.workbooks.unit.plan import Plan
from cchc_xlsx.workbooks.unit.pouring import header_of, quiet

_NUMBER = Column(
    "number",
    Words("STT", "No."),
    Words("Số thứ tự, được ghi cả ở cột “Tình trạng” của ô cần sửa.", "The number that also stands beside the cell."),
    5,
    Holds.WHOLE,
)
TABLE = Table(
    "to_mend",
    1,
    Words("Cần sửa", "To mend"),
    Words(
        "Trang đầu của tệp trả lại: những điều cần sửa, nặng trước nhẹ sau; bấm vào “Vị trí” để đến đúng ô.",
        "The first sheet of a marked-up copy: what is to be mended, worst first; click on “Place” to go to the cell.",
    ),
    (
        _NUMBER,
        Column("severity", Words("Mức độ", "Severity"), Words("Mức độ.", "How bad it is."), 14, Holds.SIGN),
        Column("place", Words("Vị trí", "Place"), Words("Trang và ô trong tệp này; bấm để mở.",
                                                        "Sheet and cell of this workbook; click to go there."), 13),
        Column("criterion", Words("Tiêu chí", "Criterion"), Words("Mã tiêu chí.", "The criterion."), 9, Holds.CODE),
        Column("message", Words("Nội dung", "What was found"), Words("Điều đã thấy.", "What was found."), 50),
        Column("fix", Words("Cách sửa", "How to mend it"), Words("Cách sửa.", "How to mend it."), 44),
        Column("points", Words("Điểm liên quan", "Points at stake"),
               Words("Số điểm liên quan; tiêu chí có nhiều dòng chỉ tính ở dòng đầu.",
                     "Points at stake; those of a criterion in several lines stand in the first."),
               9, Holds.POINTS),
        Column("left", Words("Việc còn lại", "Left to do"),
               Words("Còn phải sửa, cần kiểm tra, hay đã được chỉnh sẵn trong tệp này.",
                     "Still to be mended, to be checked, or mended in this workbook already."), 15, Holds.SIGN),
        Column("count", Words("Số chỗ", "Places"), Words("Dòng này nói về bao nhiêu chỗ.",
                                                         "How many places the line is about."), 7, Holds.WHOLE),
    ),
    optional=True,
)  # fmt: skip
#: It stands below the first, in the same columns.
LEFTOVERS = Table(
    "not_placed",
    1,
    Words("Nội dung chưa đặt được vào tệp này", "What found no place in this workbook"),
    Words(
        "Những gì có trong tệp đã gửi mà không có ô tương ứng; nếu còn cần, xin nhập vào đúng ô.",
        "What stood in the file and has no cell of its own here; where it is needed, please enter it in its cell.",
    ),
    (
        _NUMBER,
        Column("column", Words("Cột", "Column"), Words("Cột trong tệp đã gửi.", "Its column in the file sent."), 14),
        Column("place", Words("Vị trí trong tệp đã gửi", "Place in the file sent"),
               Words("Trang và ô trong tệp đã gửi.", "Sheet and cell of the file sent."), 13),
        Column("code", Words("Mã trong tệp", "Code there"), Words("Dòng đó mang mã nào.", "What its row calls itself."),
               9, Holds.CODE),
        Column("text", Words("Nội dung đã nhập", "What was entered"), Words("Nguyên văn.", "Word for word."), 50),
        Column("why", Words("Lý do", "Reason"), Words("Vì sao chưa đặt được.", "Why it found no place."), 44),
    ),
    optional=True,
)  # fmt: skip

LEFT = {
    Left.TO_MEND: Words("☐ Cần sửa", "☐ To mend"),
    Left.TO_CHECK: Words("? Cần kiểm tra", "? To check"),
    Left.MENDED: Words("✓ Đã chỉnh sẵn", "✓ Mended here"),
    Left.TOLD: Words("i Để biết", "i To know"),
}
_TONE = {Severity.FATAL: ".bad", Severity.ERROR: ".bad", Severity.WARNING: ".warn", Severity.NOTE: ""}
_COUNTS = {
    Severity.FATAL: Words(
        "{n} lý do khiến tệp không dùng được", "{n} {n:reason|reasons} why the file could not be used"
    ),
    Severity.ERROR: Words("{n} lỗi phải sửa", "{n} {n:error|errors} to mend"),
    Severity.WARNING: Words("{n} điều cần xem lại", "{n} {n:thing|things} to check"),
    Severity.NOTE: Words("{n} ghi chú", "{n} {n:note|notes}"),
}
_TITLE = Words("NHỮNG ĐIỀU CẦN SỬA – {unit}", "WHAT IS TO BE MENDED – {unit}")
_ANSWERS = Words("Trả lời tệp “{file}”{saved}.", "In answer to the file “{file}”{saved}.")
_COMBINED = Words(
    "Ghép từ tệp “{file}” và {parts} phần việc nhận trong lần này.",
    "Put together from the file “{file}” and {parts} {parts:part|parts} received this time.",
)
_SAVED = Words(" lưu lúc {saved}", " saved at {saved}")
_DEADLINE = Words(" Hạn gửi của đợt: {deadline}.", " The campaign's deadline: {deadline}.")
_THERE_ARE = Words("Có {counts}; điểm liên quan: {points}.", "To deal with: {counts}; points at stake: {points}.")
_NOTHING = Words("Không còn ô nào phải sửa trong tệp này.", "No cell of this workbook is left to mend.")
_NOT_PLACED = Words(
    " {n} nội dung chưa đặt được, nêu ở bảng dưới.", " {n} {n:entry|entries} found no place; see the table below."
)
_HOW = Words(
    "Tệp này được tạo mới và đã điền sẵn những gì đọc được từ tệp đơn vị gửi. Ô cần sửa có viền đậm, có lời nhắc, và "
    "số thứ tự dưới đây được ghi ở cột “Tình trạng” cùng dòng. Sửa xong, xin lưu và gửi lại chính tệp này; trang này "
    "cứ để nguyên.",
    "This is a fresh workbook with what could be read of your file filled in. Cells to mend have a thick border and a "
    "note, and the number below stands in the column “State” of their row. Please mend them, save, and send this very "
    "workbook back; leave this sheet as it is.",
)
_HOW_COMBINED = Words(
    "Tệp này là tệp tự chấm điểm của đơn vị, đã ghép các phần việc nhận được; nguồn của từng giá trị nêu ở trang "
    "“{who}”. Ô cần sửa có viền đậm, có lời nhắc, và số thứ tự dưới đây được ghi ở cột “Tình trạng” cùng dòng. Có thêm "
    "phần việc thì ghép tiếp vào chính tệp này.",
    "This is the unit's workbook with the parts received put in; the sheet “{who}” tells who gave what. Cells to mend "
    "have a thick border and a note, and the number below stands in the column “State” of their row. Combine later "
    "parts into this very workbook.",
)
_TOP = 8  # the row of the keys
FIRST = _TOP + 2
_BESIDE = 6  # so many lines leave room on the page for the second table
_LINE = 230  # characters beside each other, at the size of a note


def title(language: Language) -> str:
    """Return the sheet's title."""
    return TABLE.title.in_(language)


def counted(mends: Sequence[Mend], language: Language) -> str:
    """Return how many findings there are of each severity, worst first."""
    counts = {severity: sum(mend.severity is severity for mend in mends) for severity in Severity}
    return ", ".join(_COUNTS[severity].say(language, n=n) for severity, n in counts.items() if n)


def fill(plan: Plan, returned: Returned, lines: Sequence[Line]) -> Sheet:
    """Return the sheet."""
    language = plan.language
    draft = Draft(title(language), language, protected=True)
    draft.put(0, 2, str(plan.identity), "identity")
    draft.put(1, 1, _TITLE.say(language, unit=plan.unit.name.upper()), "title_left")
    for row, text in enumerate(_head(plan, returned), 2):
        draft.put(row, 1, text, "heading" if row == 4 else "note")
    draft.skip(range(_TOP))
    draft.lay(TABLE, _TOP, 0, height=36)
    row = FIRST
    for line in lines:
        _line(draft, row, line)
        row += 1
    if lines:
        draft.filter = (_TOP + 1, 1, row - 1, len(TABLE.columns))
        draft.tidy((FIRST, TABLE.offset("points"), row - 1, TABLE.offset("points")))
    below = row + 1
    if returned.leftovers:
        row = _leftovers(draft, below, returned.leftovers)
    draft.freeze = (FIRST, 0)
    draft.tab = "mend"
    draft.active = True
    draft.page = Page(
        repeat=(_TOP + 1, _TOP + 1) if not returned.leftovers else None,
        area=(1, 1, row, len(TABLE.columns)),
        below=plan.campaign.settings.name,
        breaks=(below,) if returned.leftovers and len(lines) > _BESIDE else (),
    )
    return draft.sheet()


def _head(plan: Plan, returned: Returned) -> list[str]:
    """Return the lines above the table: campaign, what it answers, how many, what to do."""
    language, settings = plan.language, plan.campaign.settings
    saved = _SAVED.say(language, saved=written_moment(returned.saved)) if returned.saved else ""
    whole = returned.parts is None
    words = _ANSWERS if whole else _COMBINED
    answers = words.say(language, file=quiet(returned.file.rpartition("/")[2]), saved=saved, parts=returned.parts)
    if settings.deadline:
        answers += _DEADLINE.say(language, deadline=written_moment(settings.deadline))
    there = _NOTHING.in_(language)
    if returned.open:
        points = shown(returned.points_at_stake, language)
        there = _THERE_ARE.say(language, counts=counted(returned.open, language), points=points)
    if returned.leftovers:
        there += _NOT_PLACED.say(language, n=len(returned.leftovers))
    how = _HOW.in_(language) if whole else _HOW_COMBINED.say(language, who=who.TABLE.title.in_(language))
    return [settings.name, answers, there, *wrap(how, _LINE)]


def _line(draft: Draft, row: int, line: Line) -> None:
    language, first = draft.language, line.first
    values: dict[str, Value] = {
        "number": line.number,
        "severity": SEVERITY[first.severity].in_(language),
        "place": str(line.place) if line.place.cell else "–",
        "criterion": line.criterion,
        "message": quiet(line.message.in_(language)),
        "fix": quiet(line.fix.in_(language)),
        "points": line.points or None,
        "left": LEFT[first.left].in_(language),
        "count": len(line.mends),
    }
    for column in TABLE.columns:
        tone = _TONE[first.severity] if column.key == "severity" and first.left.open else ""
        draft.put(row, TABLE.offset(column.key), values[column.key], column.style + tone)
    if line.place.cell:
        at = TABLE.offset("place")
        draft.link(row, at, line.place.sheet, line.place.cell)
        draft.styles[row, at] = "link"


def _leftovers(draft: Draft, row: int, leftovers: Sequence[Leftover]) -> int:
    """Put the second table at `row`; return the row after its last."""
    language = draft.language
    draft.put(row, 1, LEFTOVERS.title, "heading")
    draft.put(row + 1, 1, LEFTOVERS.about, "note")
    draft.skip((row, row + 1))
    widths = dict(draft.columns)
    draft.lay(LEFTOVERS, row + 2, 0, height=36)
    draft.columns = widths  # those of the first table hold for both
    for number, each in enumerate(leftovers, 1):
        values: dict[str, Value] = {
            "number": number,
            "column": header_of(each.key).in_(language) if each.key else "–",
            "place": str(each.place) if each.place.sheet else "–",
            "code": quiet(each.code),
            "text": quiet(each.text),
            "why": quiet(each.why.in_(language)),
        }
        for column in LEFTOVERS.columns:
            draft.put(row + 3 + number, LEFTOVERS.offset(column.key), values[column.key], column.style)
    return row + 4 + len(leftovers)
