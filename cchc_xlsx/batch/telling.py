"""What combining has to say: of the files that came, of scores in dispute, and of what is still owed, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.parts import Came, Dispute, Owing, Turn
from cchc_xlsx.model.points import ZERO, filled, shown
from cchc_xlsx.model.returned import Left, Mend
from cchc_xlsx.model.submission import Entered
from cchc_xlsx.rules import rules_by_code
from cchc_xlsx.terms import Words
from cchc_xlsx.workbooks.unit.mending import spot
from cchc_xlsx.workbooks.unit.plan import Plan
from cchc_xlsx.workbooks.unit.pouring import header_of
from cchc_xlsx.workbooks.unit.who import TABLE as WHO

_Said = tuple[Severity, Words, Words, Words]  # how bad, title, message, fix
_NOT_TAKEN = Words("Tệp không được ghép", "A file was not put in")
_TWICE = Words("Phần việc được gửi nhiều lần", "A part was sent more than once")
_ABOUT: Mapping[Turn, _Said] = {
    Turn.WHOLE: (
        Severity.ERROR,
        _NOT_TAKEN,
        Words("“{file}” là tệp chung của cả đơn vị, không phải phần việc của một người; nội dung không được lấy vào.",
              "“{file}” is a workbook of the whole unit, not one person's part; nothing of it was put in."),
        Words("Nếu muốn ghép vào tệp đó, hãy nêu nó ở vị trí đầu của lệnh; nếu cần giá trị trong đó, hãy nhập tay.",
              "To put parts into that one, name it first in the command; where its values matter, enter them by hand."),
    ),
    Turn.ANOTHER_UNIT: (
        Severity.ERROR,
        _NOT_TAKEN,
        Words("“{file}” là tệp của {by}, không phải của {unit}; nội dung không được lấy vào.",
              "“{file}” is of {by}, not of {unit}; nothing of it was put in."),
        Words("Hãy chuyển tệp cho đúng đơn vị, hoặc đề nghị người gửi gửi lại phần việc của đơn vị này.",
              "Please pass it on to that unit, or ask the sender for the part of this unit."),
    ),
    Turn.STRANGER: (
        Severity.ERROR,
        _NOT_TAKEN,
        Words("“{file}” là phần việc của “{officer}”, nhưng trang Phân công của {unit} không có tên này; các giá trị "
              "được nêu ở bảng cuối trang.",
              "“{file}” is the part of “{officer}”, whom the assignment of {unit} does not name; its values stand in "
              "the table at the end."),
        Words("Hãy sửa tên ở trang Phân công cho khớp rồi ghép lại, hoặc nhập các giá trị còn cần vào đúng ô.",
              "Please make the name on the assignment sheet agree and combine again, or enter what is needed by hand."),
    ),
    Turn.SUPERSEDED: (
        Severity.WARNING,
        _TWICE,
        Words("“{file}” không được lấy, vì “{officer}” có bản lưu sau là “{by}”.",
              "“{file}” was not put in: “{officer}” has one saved later, “{by}”."),
        Words("Nếu bản kia mới đúng, hãy mở tệp đúng, lưu lại rồi ghép lại.",
              "Where the other one is right, please open that, save it again and combine again."),
    ),
    Turn.SAME: (
        Severity.NOTE,
        _TWICE,
        Words("“{file}” giống hệt “{by}”; chỉ tính một lần.", "“{file}” is the same as “{by}”; it counts once."),
        Words("Không phải sửa gì.", "Nothing has to be done."),
    ),
    Turn.KNOWN: (
        Severity.NOTE,
        _TWICE,
        Words("“{file}” của “{officer}” đã được ghép từ lần trước.",
              "“{file}” of “{officer}” was put in by an earlier run already."),
        Words("Không phải sửa gì.", "Nothing has to be done."),
    ),
    Turn.PASSED_OVER: (
        Severity.NOTE,
        Words("Tệp không phải phần việc", "Not a part"),
        Words("“{file}” không phải phần việc gửi về (tệp của chính đơn vị, danh sách hoặc lời nhắn); đã bỏ qua.",
              "“{file}” is no part sent back (the unit's own workbook, the list or a message); it was passed over."),
        Words("Không phải sửa gì.", "Nothing has to be done."),
    ),
}  # fmt: skip
_STRAYED = Words("Nhập ngoài phần được giao", "Entered outside the part")
_STRAYS = Words(
    "“{file}” của “{officer}” có nội dung ở tiêu chí không giao cho người này; các giá trị đó không được lấy vào, được "
    "nêu ở bảng cuối trang.",
    "“{file}” of “{officer}” has entries in criteria that are not theirs; these were not put in and stand in the table "
    "at the end.",
)
_STRAY_FIX = Words(
    "Nếu nội dung đó đúng, hãy giao tiêu chí cho người này ở trang Phân công rồi ghép lại, hoặc nhập vào đúng ô.",
    "Where they are right, give the criterion to this officer on the assignment sheet and combine again, or enter them "
    "by hand.",
)
_OUTSIDE = Words("tiêu chí này không giao cho “{officer}”.", "this criterion is not given to “{officer}”.")
_DISPUTE = Words("Hai người nhập khác nhau", "Entered differently")
_DIFFERS = Words(
    "Tiêu chí {code} có các điểm khác nhau: {given}. Ô điểm {kept}.",
    "Criterion {code} was scored differently: {given}. The cell {kept}.",
)
_GIVEN = Words("{value} của “{officer}” trong “{file}”", "{value} by “{officer}” in “{file}”")
_OWN = Words("{value} có sẵn trong tệp của đơn vị", "{value} in the unit's own workbook")
_KEEPS = Words("giữ giá trị của đơn vị", "keeps the unit's own value")
_EMPTY = Words("được để trống", "is left empty")
_DECIDE = Words(
    "Hãy nhập điểm đúng vào ô, hoặc đánh x ở dòng đúng trên trang “{who}” rồi ghép lại.",
    "Please type the right score into the cell, or put an x beside it on the sheet “{who}” and combine again.",
)
_PICKED = Words("Nhiều dòng cùng được đánh x", "Several lines picked for one cell")
_PICKS = Words(
    "Tiêu chí {code}, cột “{column}”: nhiều dòng có nội dung khác nhau cùng được đánh x trong tệp “{file}” ({cells}), "
    "nên chưa chọn dòng nào.",
    "Criterion {code}, “{column}”: several lines that differ are picked in “{file}” ({cells}), so that none of them "
    "was taken.",
)
_PICK_ONE = Words(
    "Hãy đánh x ở một dòng thôi trên trang “{who}” rồi ghép lại.",
    "Please put an x beside one of them only, on the sheet “{who}”, and combine again.",
)
_OWED = Words("Còn phải chấm", "Still owed")
_OWES = Words(
    "“{officer}” còn {owed}/{all} tiêu chí chưa chấm xong ({points} điểm): {codes}; {state}.",
    "“{officer}” still owes {owed} of {all} {all:criterion|criteria} ({points} {points:point|points}): {codes}; "
    "{state}.",
)
_NOBODY = Words(
    "Còn {owed} tiêu chí chưa giao cho ai và chưa chấm ({points} điểm): {codes}.",
    "Given to nobody and not scored yet: {owed} {owed:criterion|criteria} ({points} {points:point|points}): {codes}.",
)
_SENT = Words("đã gửi “{file}”", "they have sent “{file}”")
_NOT_SENT = Words("chưa gửi phần việc", "their part has not come")
_ASK = Words(
    "Đề nghị người này bổ sung vào phần việc của mình và gửi lại; rồi ghép tiếp vào chính tệp này.",
    "Please ask them to complete their part and send it again; then combine it into this very workbook.",
)
_GIVE = Words(
    "Hãy giao các tiêu chí này cho người thực hiện ở trang Phân công, hoặc chấm trực tiếp trong tệp này.",
    "Please give them to somebody on the assignment sheet, or score them in this workbook.",
)


def about_file(came: Came, unit: Unit) -> Mend | None:
    """Return what is to be said of a file given as a part; None where it was put in and that is all."""
    if came.reason:
        return replace(about_finding(came.reason), left=Left.TO_CHECK, severity=Severity.ERROR)
    if came.turn not in _ABOUT:
        return None
    severity, title, message, fix = _ABOUT[came.turn]
    left = Left.TOLD if severity is Severity.NOTE else Left.TO_CHECK
    facts = {"file": came.path, "officer": came.officer, "by": came.by, "unit": unit.name}
    return Mend("", title, severity, filled(message, **facts), filled(fix, **facts), left)


def about_finding(finding: Finding) -> Mend:
    """Return a rule's finding on a part."""
    left = Left.TOLD if finding.severity is Severity.NOTE else Left.TO_CHECK
    title = rules_by_code()[finding.rule].title
    return Mend(finding.rule, title, finding.severity, finding.message, finding.fix, left)


def about_outside(file: str, officer: str) -> Mend:
    """Return what is to be said of a part with entries in rows that are not its officer's."""
    message = filled(_STRAYS, file=file, officer=officer)
    return Mend("", _STRAYED, Severity.ERROR, message, _STRAY_FIX, Left.TO_CHECK)


def outside(officer: str) -> Words:
    """Return why a value of an officer was not put in."""
    return filled(_OUTSIDE, officer=officer)


def about_dispute(dispute: Dispute, campaign: Campaign, plan: Plan) -> Mend:
    """Return what is to be said of a score in dispute: every value, whose it is, and in which file it stands."""
    criterion = campaign.criteria.by_code[dispute.criterion]
    given = tuple(map(_value, dispute.given))
    listed = Words("; ".join(each.vi for each in given), "; ".join(each.en for each in given))
    kept = _KEEPS if any(not each.officer for each in dispute.given) else _EMPTY
    return Mend(
        rule="",
        title=_DISPUTE,
        severity=Severity.ERROR,
        message=filled(_DIFFERS, code=dispute.criterion, given=listed, kept=kept),
        fix=filled(_DECIDE, who=WHO.title),
        left=Left.TO_MEND,
        criterion=dispute.criterion,
        points_at_stake=abs(criterion.maximum or ZERO),
        places=(spot(dispute.criterion, plan),),
    )


def about_picks(picks: Sequence[Entered], file: str) -> Mend:
    """Return what is to be said of several lines picked for the same cell."""
    facts = {
        "code": picks[0].criterion,
        "column": header_of(picks[0].key),
        "cells": "; ".join(str(each.place) for each in picks),
        "file": file,
        "who": WHO.title,
    }
    message, fix = filled(_PICKS, **facts), filled(_PICK_ONE, **facts)
    return Mend("", _PICKED, Severity.ERROR, message, fix, Left.TO_CHECK)


def value_told(each: Entered) -> Words:
    """Return a value that somebody gave, as people read it."""
    score = each.score
    if score.value is None:
        return Words(f"“{score.typed}”", f"“{score.typed}”")
    return Words(shown(score.value, "vi"), shown(score.value, "en"))


def _value(each: Entered) -> Words:
    return filled(_GIVEN if each.officer else _OWN, value=value_told(each), officer=each.officer, file=each.file)


def about_owed(owed: Owing, file: str) -> Mend:
    """Return what is to be said of what an officer still owes."""
    facts = {
        "owed": len(owed.owed),
        "all": len(owed.criteria),
        "points": owed.points_owed,
        "codes": "; ".join(criterion.code for criterion in owed.owed),
    }
    if owed.officer:
        state = filled(_SENT, file=file) if file else _NOT_SENT
        message, fix = filled(_OWES, officer=owed.officer, state=state, **facts), _ASK
    else:
        message, fix = filled(_NOBODY, **facts), _GIVE
    # No points of its own: the rules tell the same ones, criterion by criterion.
    return Mend("", _OWED, Severity.WARNING, message, fix, Left.TO_CHECK)
