"""What goes with the parts of a unit's work: the list of who gets what, and a message for each of them."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_xlsx.model.book import Book, Page, Sheet, Value
from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.model.parts import Owing
from cchc_xlsx.terms import Language, Words, heading
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table

TABLE = Table(
    "parts",
    1,
    Words("Danh sách", "List"),
    Words(
        "Ai nhận tệp nào, để chấm những tiêu chí nào.",
        "Who gets which workbook, to score which criteria.",
    ),
    (
        Column("number", Words("STT", "No."), Words("Số thứ tự.", "Running number."), 6, Holds.WHOLE),
        Column("officer", Words("Người, cơ quan thực hiện", "Officer"),
               Words("Người hoặc cơ quan được giao.", "The person or body."), 30),
        Column("codes", Words("Tiêu chí được giao", "Criteria"), Words("Mã các tiêu chí.", "Their codes."), 44,
               Holds.CODE),
        Column("criteria", Words("Số tiêu chí", "How many"), Words("Số tiêu chí được giao.", "How many they are."), 9,
               Holds.WHOLE),
        Column("maximum", heading("maximum"), Words("Tổng điểm tối đa.", "The sum of their maxima."), 9, Holds.POINTS),
        Column("owed", Words("Còn phải chấm", "Still to score"),
               Words("Số tiêu chí chưa chấm hoặc nhập sai trong tệp giao đi.", "Not scored yet in what is handed out."),
               9, Holds.WHOLE),
        Column("shared", Words("Chấm chung với", "Shared with"),
               Words("Tiêu chí giao cho nhiều người.", "Criteria that others have as well."), 36),
        Column("file", Words("Tệp", "File"), Words("Tệp gửi cho người đó.", "The workbook for them."), 32),
        Column("remark", Words("Ghi chú", "Remark"),
               Words("Ghi chú của bảng phân công.", "The remark of the assignment."), 26),
    ),
    optional=True,
)  # fmt: skip
_TITLE = Words("DANH SÁCH GIAO PHẦN VIỆC TỰ CHẤM ĐIỂM NĂM {year} – {unit}", "WHO SCORES WHAT {year} – {unit}")
_COUNT = Words(
    "Đã tạo {files} tệp cho {criteria} tiêu chí.",
    "{files} {files:workbook|workbooks} for {criteria} {criteria:criterion|criteria}.",
)
_NOBODYS = Words("! Chưa giao cho ai", "! Given to nobody")
_NOTHING = Words("(không có tiêu chí nào)", "(no criteria)")
_TOP = 5
FIRST = _TOP + 2


@dataclass(frozen=True, slots=True)
class Handed:
    """What one officer gets. `file` is "" where there is nothing to hand out; `codes` tells the criteria as text.

    `shared` are the criteria that others have as well, with those others.
    """

    owing: Owing
    codes: str
    file: str = ""
    shared: tuple[tuple[str, tuple[str, ...]], ...] = ()
    remark: str = ""


def fill_list(campaign: Campaign, unit: Unit, handed: Sequence[Handed], language: Language) -> Book:
    """Return the workbook with the list; it carries no identity, so that nobody takes it for a part."""
    return Book((_sheet(campaign, unit, handed, language),))


def told(shared: Sequence[tuple[str, tuple[str, ...]]]) -> str:
    """Return shared criteria in words, those of the same people together: `3.2.6, 3.2.7: Bình, Lan`."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for code, others in shared:
        groups.setdefault(others, []).append(code)
    return "; ".join(f"{', '.join(codes)}: {', '.join(others)}" for others, codes in groups.items())


def _sheet(campaign: Campaign, unit: Unit, handed: Sequence[Handed], language: Language) -> Sheet:
    settings = campaign.settings
    draft = Draft(TABLE.title.in_(language), language)
    draft.put(1, 1, _TITLE.say(language, year=settings.year, unit=unit.name.upper()), "title_left")
    draft.put(2, 1, settings.name, "note")
    files = sum(bool(each.file) for each in handed)
    draft.put(3, 1, _COUNT.say(language, files=files, criteria=len(campaign.criteria.scored)), "note")
    draft.skip(range(_TOP))
    draft.lay(TABLE, _TOP, 0, height=36)
    row = FIRST
    for row, each in enumerate(handed, FIRST):
        own = each.owing
        values: dict[str, Value] = {
            "number": row - FIRST + 1 if own.officer else None,
            "officer": own.officer or _NOBODYS.in_(language),
            "codes": each.codes or _NOTHING.in_(language),
            "criteria": len(own.criteria),
            "maximum": own.points,
            "owed": len(own.owed),
            "shared": told(each.shared),
            "file": each.file,
            "remark": each.remark,
        }
        for column in TABLE.columns:
            tone = "" if own.officer and own.criteria else ".warn"
            draft.put(row, TABLE.offset(column.key), values[column.key], column.style + tone)
        if each.file:
            draft.link_file(row, TABLE.offset("file"), each.file)
            draft.styles[row, TABLE.offset("file")] = "link"
    draft.tidy((FIRST, TABLE.offset("maximum"), row, TABLE.offset("maximum")))
    draft.freeze = (FIRST, TABLE.offset("codes"))
    draft.filter = (_TOP + 1, 1, row, len(TABLE.columns))
    draft.tab, draft.active = "result", True
    draft.page = Page(repeat=(_TOP + 1, _TOP + 1), area=(1, 1, row, len(TABLE.columns)), below=settings.name)
    return draft.sheet()
