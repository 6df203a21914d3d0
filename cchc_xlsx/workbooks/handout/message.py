"""The short message that goes with an officer's part: ready for e-mail or Zalo, plain text."""

from __future__ import annotations

from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.model.points import filled
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.handout import Handed, told
from cchc_xlsx.workbooks.unit import self_check

_TO = Words("Kính gửi: {officer}", "To: {officer}")
_ABOUT = Words("Về: {campaign}", "About: {campaign}")
_GIVEN = Words(
    "{unit} gửi tệp “{file}” để tự chấm điểm {count} tiêu chí được giao{points}: {codes}.",
    "{unit} sends you the workbook “{file}”, to score the {count} {count:criterion|criteria} given to you{points}: "
    "{codes}.",
)
_POINTS = Words(", tối đa {points} điểm", ", {points} {points:point|points} at most")
_FILLED = Words(
    "Trong tệp đã có sẵn điểm của {count} tiêu chí; đề nghị xem lại.",
    "It holds the {count:score|scores} of {count} {count:criterion|criteria} already; please look {count:it|them} "
    "over.",
)
_SHARED = Words(
    "Tiêu chí giao chung với người khác ({shared}): mỗi người vẫn nhập vào tệp của mình; đề nghị thống nhất điểm trước "
    "khi gửi.",
    "Criteria that others have as well ({shared}): each enters them in a workbook of their own; please agree on the "
    "score first.",
)
_REMARK = Words("Ghi chú của bảng phân công: {remark}", "Remark of the assignment: {remark}")
_PLEASE = Words("Đề nghị:", "Would you please:")
_ENTER = Words(
    "1. Mở tệp kèm theo, nhập điểm, tài liệu kiểm chứng và giải trình vào các ô nền vàng nhạt, đến khi trang “{sheet}” "
    "hiện “{ready}”.",
    "1. Open the attached workbook and enter scores, evidence and explanations in the light yellow cells, until the "
    "sheet “{sheet}” reads “{ready}”.",
)
_SEND = Words(
    "2. Lưu và gửi lại chính tệp này (định dạng .xlsx) cho người tổng hợp của {unit}{deadline}.",
    "2. Save it and send that very workbook back (as .xlsx) to the clerk of {unit}{deadline}.",
)
_DEADLINE = Words(
    ", trước hạn của đơn vị là {hour} ngày {day}", ", well before the unit's own deadline, {hour} on {day}"
)
_SOON = Words(" trong thời gian sớm nhất", " as soon as you can")
_THANKS = Words("Trân trọng cảm ơn.", "With thanks.")


def message(campaign: Campaign, unit: Unit, handed: Handed, language: Language) -> str:
    """Return the message for one officer; lines end in \\n."""
    own, moment = handed.owing, campaign.settings.deadline
    points = filled(_POINTS, points=own.points).in_(language) if own.points else ""
    deadline = _SOON.in_(language)
    if moment:
        deadline = _DEADLINE.say(language, hour=moment.strftime("%H:%M"), day=moment.strftime("%d/%m/%Y"))
    already = len(own.criteria) - len(own.owed)
    lines = [
        _TO.say(language, officer=own.officer),
        _ABOUT.say(language, campaign=campaign.settings.name),
        "",
        _GIVEN.say(
            language, unit=unit.name, file=handed.file, count=len(own.criteria), points=points, codes=handed.codes
        ),
        *([_FILLED.say(language, count=already)] if already else []),
        *([_SHARED.say(language, shared=told(handed.shared))] if handed.shared else []),
        *([_REMARK.say(language, remark=" ".join(handed.remark.split()))] if handed.remark else []),
        "",
        _PLEASE.in_(language),
        _ENTER.say(language, sheet=self_check.TABLE.title.in_(language), ready=self_check.READY.in_(language)),
        _SEND.say(language, unit=unit.name, deadline=deadline),
        "",
        _THANKS.in_(language),
        unit.name,
    ]
    return "\n".join(lines) + "\n"
