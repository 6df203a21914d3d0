"""A workbook carries more than one identity."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.identity import Identity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.received import Outcome
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import listed
from cchc_xlsx.terms import Words

RULE = Rule(
    code="I02",
    name="identity_conflicting",
    severity=Severity.FATAL,
    scope=Scope.IDENTITY,
    title=Words(
        "Tệp mang nhiều mã nhận biết khác nhau",
        "The file carries identities that differ",
    ),
    why=Words(
        "Tệp ghép từ các trang của nhiều đơn vị hoặc nhiều đợt thì không biết điểm nào của ai.",
        "In a workbook put together from sheets of several units or campaigns nobody can tell whose scores are whose.",
    ),
    message=Words(
        "{place}: các trang trong tệp thuộc về nhiều nơi: {identities}.",
        "{place}: the sheets of the file belong to different places: {identities}.",
    ),
    fix=Words(
        "Hãy đề nghị đơn vị gửi lại đúng một tệp đã được phát hành cho mình, không chép trang từ tệp của đơn vị khác.",
        "Please ask the unit to send the one workbook it was given, without sheets from other units' workbooks.",
    ),
    outcome=Outcome.EXCLUDED,
)
ONE = Words("đơn vị {unit}, đợt {campaign} ({where})", "unit {unit}, campaign {campaign} ({where})")
SHEETS = Words("trang {sheets}", "on {sheets}")
ELSEWHERE = Words("thuộc tính của tệp", "in the file's properties")


def _name(code: str, campaign: Campaign) -> str:
    known = campaign.by_unit.get(code)
    return f"{known.name} ({code})" if known else code


def _told(identity: Identity, submission: Submission, campaign: Campaign) -> Words:
    """Return whose an identity is, and where it stands: the sheets that carry it, or what else does."""
    sheets = submission.sheets.get(identity, ())
    where = filled(SHEETS, sheets=listed(sheets)) if sheets else ELSEWHERE
    return filled(ONE, campaign=identity.campaign, unit=_name(identity.unit, campaign), where=where)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for a workbook with several identities, and name them."""
    if len(submission.identities) > 1:
        told = sorted(submission.identities, key=str)
        names = listed([_told(identity, submission, campaign) for identity in told])
        yield RULE.found(Place(file=submission.file), identities=names)
