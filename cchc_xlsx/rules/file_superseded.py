"""A file is replaced by another of the same unit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.received import VIETNAM, Intake, Outcome, Preferred, Received, Replaced
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import NO_REASON, apart, listed, short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="U02",
    name="file_superseded",
    severity=Severity.WARNING,
    scope=Scope.INTAKE,
    title=Words(
        "Tệp đã được thay bằng tệp khác",
        "A file replaced by another",
    ),
    why=Words(
        "Mỗi đơn vị chỉ tính một tệp: tệp được lưu sau cùng; không trộn điểm của hai tệp.",
        "One file counts for a unit, the one saved last; scores of two files are never mixed.",
    ),
    message=Words(
        "{place}: không tính tệp này, vì đã có tệp “{other}” của cùng đơn vị {because}; {differences}.",
        "{place}: this file does not count, since “{other}” of the same unit {because}; {differences}.",
    ),
    fix=Words(
        "Nếu tệp này mới là tệp đúng, hãy chọn tệp này ở trang “Xử lý tệp” của sổ đợt chấm điểm rồi chạy lại.",
        "If this is the right one, please choose it on the sheet “Decisions on files” of the campaign workbook and run "
        "it again.",
    ),
    outcome=Outcome.SUPERSEDED,
)
SAVED = Words("được lưu sau ({newer}, tệp này {older})", "was saved later ({newer}; this one {older})")
MODIFIED = Words(
    "có ngày sửa đổi mới hơn ({newer}, tệp này {older})", "has a later file date ({newer}; this one {older})"
)
NAME = Words(
    "có cùng thời điểm lưu và tên xếp sau theo thứ tự", "was saved at the same time and comes last by its name"
)
CHOSEN = Words(
    "được chọn tính trong sổ đợt chấm điểm (lý do: {reason})", "was chosen in the campaign workbook (reason: {reason})"
)
ALIKE = Words("nội dung nhập trong hai tệp giống nhau", "what was entered is the same in both")
DIFFERING = Words("hai tệp khác nhau ở {count} ô: {cells}", "they differ in {count} {count:cell|cells}: {cells}")
CELL = Words("{place} ({old} → {new})", "{place} ({old} → {new})")
NOTHING_THERE = Words("trống", "empty")


def _because(replaced: Replaced) -> Words:
    old, new = replaced.file, replaced.by
    match replaced.because:
        case Preferred.CHOSEN:
            return filled(CHOSEN, reason=short(replaced.reason, 200).rstrip(".") or NO_REASON)
        case Preferred.SAVED:
            newer, older = apart(_inside(new), _inside(old))
            return filled(SAVED, newer=newer, older=older)
        case Preferred.MODIFIED:
            newer, older = apart(_local(new.modified), _local(old.modified))
            return filled(MODIFIED, newer=newer, older=older)
        case _:
            return NAME


def _inside(file: Received) -> datetime | None:
    return _local(file.content.saved) if isinstance(file.content, Submission) else None


def _local(moment: datetime | None) -> datetime | None:
    return moment + VIETNAM if moment else None


def _differences(replaced: Replaced) -> Words:
    """Return in which cells two files of a unit differ, by what was entered in the one and the other."""
    old, new = replaced.file.content, replaced.by.content
    if not (isinstance(old, Submission) and isinstance(new, Submission)):
        return ALIKE
    cells = [filled(CELL, place=place, old=_told(was), new=_told(now)) for place, was, now in old.differences(new)]
    return filled(DIFFERING, count=len(cells), cells=listed(cells)) if cells else ALIKE


def _told(value: Decimal | str) -> Decimal | str | Words:
    return value if isinstance(value, Decimal) else short(value, 30) or NOTHING_THERE


def check(intake: Intake, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each file that another one of its unit replaced, and say by what."""
    for old in intake.replaced:
        if old.because is not Preferred.SAME:
            yield RULE.found(
                Place(file=old.file.path),
                unit=old.unit,
                other=old.by.path,
                because=_because(old),
                differences=_differences(old),
            )
