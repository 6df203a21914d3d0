"""The short message that goes with a marked-up copy: ready for e-mail or Zalo, plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.model.points import shown
from cchc_xlsx.model.returned import Left, Returned
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.text import clean
from cchc_xlsx.workbooks.unit import to_mend
from cchc_xlsx.workbooks.unit.mending import Line

_WORST = 3
_TO = Words("Kính gửi: {unit}", "To: {unit}")
_ABOUT = Words("Về: {campaign}", "About: {campaign}")
_RECEIVED = Words(
    "{superior} đã nhận tệp tự chấm điểm “{file}” của {unit}{saved}.",
    "{superior} has received the workbook “{file}” of {unit}{saved}.",
)
_SAVED = Words(", lưu lúc {saved}", ", saved at {saved}")
_SOMEBODY = Words("Cơ quan tổng hợp", "The office that merges")
_FOUND = Words(
    "Qua kiểm tra, tệp có {counts}; điểm liên quan: {points}. {which}:",
    "It holds {counts}; points at stake: {points}. {which}:",
)
_ALL = Words("Cụ thể", "These are")
_SOME = Words("Đáng lưu ý nhất", "The weightiest")
_MENDED = Words(
    "Qua kiểm tra, những điểm chưa khớp đã được chỉnh sẵn trong tệp trả lại; không còn ô nào phải sửa:",
    "What did not fit has been put right in the workbook returned; no cell is left to mend:",
)
_LEFTOVERS = Words(
    "Ngoài ra có {n} nội dung chưa đặt được vào đúng ô, được liệt kê ở cuối trang “{sheet}”.",
    "Besides, {n} {n:entry|entries} found no cell of {n:its|their} own; {n:it is|they are} listed at the end of the "
    "sheet “{sheet}”.",
)
_PLEASE = Words("Đề nghị {unit}:", "Would {unit} please:")
_OPEN = Words(
    "1. Mở tệp kèm theo “{copy}”, xem trang “{sheet}”: mỗi dòng nêu một việc, bấm vào vị trí để đến đúng ô. Những gì "
    "đọc được từ tệp đơn vị gửi đã được điền sẵn.",
    "1. Open the attached workbook “{copy}” at its sheet “{sheet}”: a line for each thing, with a link to the cell. "
    "What could be read of your file is filled in already.",
)
_SEND = Words(
    "2. Sửa xong, lưu và gửi lại chính tệp này (định dạng .xlsx){deadline}.",
    "2. Mend it, save it and send that very workbook back (as .xlsx){deadline}.",
)
_LOOK = Words(
    "2. Kiểm tra lại; nếu có thay đổi, lưu và gửi lại chính tệp này (định dạng .xlsx){deadline}.",
    "2. Look it over; where anything changes, save it and send that very workbook back (as .xlsx){deadline}.",
)
_SOON = Words(" trong thời gian sớm nhất", " as soon as you can")
_DEADLINE = Words(", hạn gửi: {hour} ngày {day}", ", by {hour} on {day}")
_THANKS = Words("Trân trọng cảm ơn.", "With thanks.")
#: What may stand in what people typed and has no business in a message that is passed on.
_PRIVATE = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w/])\+?\d(?:[ .-]?\d){8,}(?![\w/])")


def message(
    campaign: Campaign, unit: Unit, returned: Returned, lines: Sequence[Line], copy: str, language: Language
) -> str:
    """Return the message about a marked-up copy whose file is called `copy`; lines end in \\n."""
    settings = campaign.settings
    superior = settings.superior or _SOMEBODY.in_(language)
    saved = _SAVED.say(language, saved=_at(returned)) if returned.saved else ""
    sheet = to_mend.title(language)
    text = [
        _TO.say(language, unit=unit.name),
        _ABOUT.say(language, campaign=settings.name),
        "",
        _RECEIVED.say(
            language, superior=superior, file=_bare(returned.file.rpartition("/")[2]), unit=unit.name, saved=saved
        ),
        "",
        _summary(returned, lines, language),
        *_worst(returned, lines, language),
    ]  # fmt: skip
    if returned.leftovers:
        text.append(_LEFTOVERS.say(language, n=len(returned.leftovers), sheet=sheet))
    deadline = _SOON.in_(language)
    moment = settings.deadline
    if moment and not (returned.saved and returned.saved > moment):
        deadline = _DEADLINE.say(language, hour=moment.strftime("%H:%M"), day=moment.strftime("%d/%m/%Y"))
    todo = bool(returned.open or returned.leftovers)
    text += [
        "",
        _PLEASE.say(language, unit=unit.name),
        _OPEN.say(language, copy=copy, sheet=sheet),
        (_SEND if todo else _LOOK).say(language, deadline=deadline),
        "",
        _THANKS.in_(language),
        superior,
    ]
    return "\n".join(text) + "\n"


def _summary(returned: Returned, lines: Sequence[Line], language: Language) -> str:
    if not returned.open:
        return _MENDED.in_(language)
    which = _SOME if sum(line.first.left.open for line in lines) > _WORST else _ALL
    points = shown(returned.points_at_stake, language)
    counts = to_mend.counted(returned.open, language)
    return _FOUND.say(language, counts=counts, points=points, which=which.in_(language))


def _worst(returned: Returned, lines: Sequence[Line], language: Language) -> list[str]:
    """Return the first lines of the list in words."""
    about = [line for line in lines if line.first.left.open] or [
        line for line in lines if line.first.left is Left.MENDED
    ]
    return [f"- {_bare(line.message.in_(language))}" for line in about[:_WORST]]


def _bare(text: str) -> str:
    """Return a text on one line, without e-mail addresses and telephone numbers."""
    return _PRIVATE.sub("…", " ".join(clean(text).split()))


def _at(returned: Returned) -> str:
    return returned.saved.strftime("%H:%M %d/%m/%Y") if returned.saved else ""
