"""The text of a reminder: short, polite, ready to be pasted into Zalo or an e-mail."""

from __future__ import annotations

from datetime import datetime

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.text import clean, discreet
from cchc_xlsx.workbooks.reminder import Due, Why

_TO = Words("Kính gửi: {unit}", "To: {unit}")
_CONTACT = Words(" ({contact})", " ({contact})")
_ABOUT = Words("Về: {campaign}", "About: {campaign}")
_MISSING = Words(
    "Đến nay {superior} chưa nhận được tệp tự chấm điểm của {unit}.",
    "{superior} has not received the self scores of {unit} yet.",
)
_SEND = Words(
    "Đề nghị hoàn thành tệp đã cấp “{issued}” và gửi lại (định dạng .xlsx){when}.",
    "Would you please complete the workbook handed out, “{issued}”, and send it back (as .xlsx){when}.",
)
_UNUSABLE = Words(
    "{superior} đã nhận tệp “{file}” của {unit} nhưng chưa dùng được: {reason}",
    "{superior} has received “{file}” of {unit}, but it cannot be used: {reason}",
)
_AGAIN = Words(
    "Đề nghị nhập nội dung vào tệp đã cấp “{issued}” và gửi lại (định dạng .xlsx){when}.",
    "Would you please enter it in the workbook handed out, “{issued}”, and send that back (as .xlsx){when}.",
)
_RECEIVED = Words(
    "{superior} đã nhận tệp “{file}” của {unit}. Qua kiểm tra, tệp {what}.",
    "{superior} has received “{file}” of {unit}. It {what}.",
)
_ERRORS = Words("còn {count} lỗi cần sửa", "has {count} {count:error|errors} to mend")
_UNSCORED = Words(
    "còn {count} tiêu chí chưa chấm (mã {codes})", "lacks scores of {count} {count:criterion|criteria} ({codes})"
)
_AND = Words(" và ", " and ")
_COPY = Words(
    "Các chỗ cần sửa được đánh dấu trong tệp trả lại “{copy}” (xem trang “{sheet}”). Đề nghị sửa ngay trong tệp đó rồi "
    "gửi lại{when}.",
    "The places are marked in the workbook returned, “{copy}” (see its sheet “{sheet}”). Would you please mend them "
    "right there and send it back{when}.",
)
_LATE = Words(
    "{superior} đã nhận tệp “{file}” của {unit} sau hạn gửi ({deadline}); việc gửi muộn được ghi nhận, không bị trừ "
    "điểm. Đơn vị không phải gửi lại.",
    "{superior} has received “{file}” of {unit} after the deadline ({deadline}); that is noted and "
    "nothing is deducted; you need not send it again.",
)
_NEXT = Words("Rất mong đơn vị gửi đúng hạn trong các lần sau.", "We hope to receive it in time on the next occasion.")
_BY = Words(" trước hạn {deadline}", " by {deadline}")
_OVERDUE = Words(
    " trong thời gian sớm nhất, vì đã quá hạn gửi ({deadline})",
    " as soon as you can, since the deadline ({deadline}) has passed",
)
_SOON = Words(" trong thời gian sớm nhất", " as soon as you can")
_MOMENT = Words("{hour} ngày {day}", "{hour} on {day}")
_HELP = Words(
    "Nếu đã gửi hoặc cần hỗ trợ, xin trả lời tin nhắn này. Trân trọng cảm ơn.",
    "If you have sent it already or need help, please reply to this message. With thanks.",
)
_SOMEBODY = Words("Cơ quan tổng hợp", "The office that merges")


def message(campaign: Campaign, due: Due, now: datetime, sheet: str, language: Language) -> str:
    """Return the text; `now` (Vietnam's time) tells whether the deadline has passed, `sheet` what to look at first."""
    settings, unit = campaign.settings, due.unit
    superior = settings.superior or _SOMEBODY.in_(language)
    facts = {"superior": superior, "unit": unit.name, "file": _bare(due.file.rpartition("/")[2])}
    when = _when(settings.deadline, now, language)
    contact = _CONTACT.say(language, contact=unit.contact) if unit.contact else ""
    lines = [_TO.say(language, unit=unit.name) + contact, _ABOUT.say(language, campaign=settings.name), ""]
    if Why.MISSING in due.why:
        lines += [_MISSING.say(language, **facts), _SEND.say(language, issued=due.issued, when=when)]
    elif Why.UNUSABLE in due.why:
        reason = _bare(due.reason.in_(language)) if due.reason else ""
        lines += [_UNUSABLE.say(language, reason=reason, **facts), _AGAIN.say(language, issued=due.issued, when=when)]
    elif due.errors or due.count:
        parts = [_ERRORS.say(language, count=due.errors)] if due.errors else []
        parts += [_UNSCORED.say(language, count=due.count, codes=due.unscored)] if due.count else []
        lines += [
            _RECEIVED.say(language, what=_AND.in_(language).join(parts), **facts),
            _COPY.say(language, copy=due.copy, sheet=sheet, when=when),
        ]
    elif settings.deadline:
        lines += [_LATE.say(language, deadline=_moment(settings.deadline, language), **facts), _NEXT.in_(language)]
    return "\n".join([*lines, "", _HELP.in_(language), superior]) + "\n"


def _when(deadline: datetime | None, now: datetime, language: Language) -> str:
    if deadline is None:
        return _SOON.in_(language)
    return (_OVERDUE if now > deadline else _BY).say(language, deadline=_moment(deadline, language))


def _moment(moment: datetime, language: Language) -> str:
    return _MOMENT.say(language, hour=moment.strftime("%H:%M"), day=moment.strftime("%d/%m/%Y"))


def _bare(text: str) -> str:
    """Return what somebody else wrote on one line, addresses and telephone numbers covered."""
    return discreet(" ".join(clean(text).split()))
