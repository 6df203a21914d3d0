"""Who has to be reminded of what: the sheet with all reminders, for the office that merges."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from cchc_xlsx.model.book import Book, Page, Value
from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table


class Why(StrEnum):
    """Why a unit is written to; the order in which they are told."""

    MISSING = "missing"  # nothing has come
    UNUSABLE = "unusable"  # something has come, nothing of it counts
    ERRORS = "errors"
    INCOMPLETE = "incomplete"
    LATE = "late"


WHY: dict[Why, Words] = {
    Why.MISSING: Words("chưa gửi tệp", "nothing received"),
    Why.UNUSABLE: Words("tệp gửi chưa dùng được", "the file cannot be used"),
    Why.ERRORS: Words("có lỗi", "errors"),
    Why.INCOMPLETE: Words("chưa chấm đủ", "incomplete"),
    Why.LATE: Words("gửi muộn", "late"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """What there is to remind a unit of. `issued` is the name of the workbook handed out to it.

    `unscored` tells the criteria not scored, `count` how many they are; `errors` are findings that keep it from being
    ranked, besides. `file` is the file they are about, or the one that cannot be used, and then `reason` says why;
    `copy` is the marked-up copy's name.
    """

    unit: Unit
    why: tuple[Why, ...]
    issued: str = ""
    errors: int = 0
    count: int = 0
    unscored: str = ""
    file: str = ""
    reason: Words | None = None
    copy: str = ""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder: what it is about, and its text, ready to be pasted; lines end in \\n."""

    due: Due
    text: str


TABLE = Table(
    "reminders",
    1,
    Words("Nhắc việc", "Reminders"),
    Words(
        "Mỗi dòng một đơn vị cần nhắc; chép nội dung ở cột cuối để gửi qua Zalo hoặc thư điện tử.",
        "A row for each unit to be reminded; copy the last column into a message or e-mail.",
    ),
    (
        Column("unit", Words("Mã đơn vị", "Code"), Words("Mã đơn vị.", "The unit's code."), 11, Holds.CODE),
        Column("name", Words("Đơn vị", "Unit"), Words("Tên đơn vị.", "The unit's name."), 26),
        Column("contact", Words("Đầu mối", "Contact"),
               Words("Theo trang Đơn vị của sổ đợt chấm điểm.", "As in the campaign workbook."), 22),
        Column("email", Words("Thư điện tử", "E-mail"),
               Words("Theo trang Đơn vị của sổ đợt chấm điểm.", "As in the campaign workbook."), 24),
        Column("why", Words("Vì sao", "Why"), Words("Vì sao cần nhắc.", "Why it is reminded."), 18),
        Column("text", Words("Nội dung nhắc", "Text"), Words("Nội dung để gửi.", "What to send."), 80),
    ),
    optional=True,
)  # fmt: skip
_TITLE = Words("NHẮC VIỆC – {campaign}", "REMINDERS – {campaign}")
_NOBODY = Words("Không đơn vị nào cần nhắc.", "No unit has to be reminded.")
_TOP = 3
FIRST = _TOP + 2


def why_told(due: Due, language: Language) -> str:
    """Return why a unit is reminded, on one line."""
    return ", ".join(WHY[why].in_(language) for why in due.why)


def fill_reminders(campaign: Campaign, reminders: Sequence[Reminder], language: Language) -> Book:
    """Return the workbook with all reminders; it carries no identity, so that nobody takes it for a unit's."""
    draft = Draft(TABLE.title.in_(language), language)
    draft.put(0, 1, _TITLE.say(language, campaign=campaign.settings.name), "title_left")
    draft.put(1, 1, TABLE.about if reminders else _NOBODY, "note")
    draft.skip(range(_TOP))
    draft.lay(TABLE, _TOP, 0, height=24)
    row = FIRST
    for row, each in enumerate(reminders, FIRST):
        unit = each.due.unit
        values: dict[str, Value] = {
            "unit": unit.code,
            "name": unit.name,
            "contact": unit.contact,
            "email": unit.email,
            "why": why_told(each.due, language),
            "text": each.text.rstrip("\n"),
        }
        for column in TABLE.columns:
            draft.put(row, TABLE.offset(column.key), values[column.key], column.style)
    last = len(TABLE.columns)
    draft.freeze = (FIRST, TABLE.offset("contact"))
    if reminders:
        draft.filter = (_TOP + 1, 1, row, last)
    draft.tab, draft.active = "result", True
    draft.page = Page(repeat=(_TOP + 1, _TOP + 1), area=(0, 1, row, last), below=campaign.settings.name)
    return Book((draft.sheet(),))
