"""The criteria have been changed since the workbook was issued."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import LAYOUT, Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._printed import GONE, NEW, differing, is_another_set
from cchc_xlsx.rules._words import NOTHING, listed, short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="I06",
    name="criteria_changed",
    severity=Severity.WARNING,
    scope=Scope.IDENTITY,
    title=Words(
        "Bộ tiêu chí đã thay đổi sau khi phát hành",
        "The criteria changed after the workbook was issued",
    ),
    why=Words(
        "Điểm tối đa và tên tiêu chí luôn lấy theo sổ đợt chấm điểm hiện tại; đơn vị chấm theo bản cũ có "
        "thể đã thấy con số khác.",
        "Maxima and names are always those of the campaign workbook as it is now; a unit that used an "
        "earlier one may have seen other figures.",
    ),
    message=Words(
        "{place}: tệp được phát hành từ một bản khác của bộ tiêu chí{changes}; điểm tối đa và tên tiêu chí được "
        "lấy theo sổ đợt chấm điểm hiện tại.",
        "{place}: the file was issued from another state of the criteria{changes}; maxima and names are taken from"
        " the campaign workbook as it is now.",
    ),
    fix=Words(
        "Hãy xem lại các tiêu chí đã sửa; nếu ảnh hưởng đến điểm, hãy phát hành lại tệp cho đơn vị.",
        "Please look at the criteria that were changed; where scores are affected, issue the unit's workbook anew.",
    ),
)
CHANGES = Words(" ({changes})", " ({changes})")


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding where the fingerprint of the criteria is not the campaign's."""
    identity = submission.identity
    if not identity or identity.campaign != campaign.settings.id or identity.layout > LAYOUT:
        return
    if identity.fingerprint != campaign.criteria.fingerprint and not is_another_set(submission, campaign):
        changes = list(_changes(submission, campaign))
        told = filled(CHANGES, changes=listed(changes)) if changes else NOTHING
        yield RULE.found(Place(file=submission.file), changes=told)


def _changes(submission: Submission, campaign: Campaign) -> Iterator[Words]:
    """Yield how the criteria differ: what is printed otherwise, what is no longer there, and what is new."""
    codes = {printed.criterion: None for printed in submission.printed}
    yield from (change for *_, change in differing(submission, campaign))
    yield from (filled(GONE, code=short(code, 30)) for code in codes if code not in campaign.criteria.by_code)
    yield from (filled(NEW, code=code) for code in campaign.criteria.by_code if codes and code not in codes)
