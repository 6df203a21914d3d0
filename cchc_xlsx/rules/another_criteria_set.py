"""A workbook was issued from another criteria set."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Outcome
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._printed import is_another_set
from cchc_xlsx.terms import Words

RULE = Rule(
    code="I09",
    name="another_criteria_set",
    severity=Severity.FATAL,
    scope=Scope.IDENTITY,
    title=Words("Tệp theo bộ tiêu chí khác", "A workbook of another criteria set"),
    why=Words(
        "Mã tiêu chí giống nhau nhưng nội dung khác thì điểm không thể đối chiếu; tính nhầm là sai xếp hạng.",
        "Where codes mean other criteria, scores cannot be compared; counting them would spoil the ranking.",
    ),
    message=Words(
        "{place}: phần lớn tiêu chí trong tệp không phải là tiêu chí của đợt này, nên không tính tệp này.",
        "{place}: most criteria in the file are not those of this campaign, so that it does not count.",
    ),
    fix=Words(
        "Hãy phát hành lại tệp cho đơn vị theo bộ tiêu chí hiện tại; nội dung cũ có thể chuyển sang bằng “cchc "
        "rescue”.",
        "Please issue the unit’s workbook anew; what was entered can be carried over with “cchc rescue”.",
    ),
    outcome=Outcome.EXCLUDED,
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding where the fingerprint is not the campaign's and most criteria are not either."""
    identity = submission.identity
    if not identity or identity.campaign != campaign.settings.id:
        return
    if identity.fingerprint != campaign.criteria.fingerprint and is_another_set(submission, campaign):
        yield RULE.found(Place(file=submission.file))
