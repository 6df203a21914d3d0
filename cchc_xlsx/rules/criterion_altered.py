"""The maximum or the name of a criterion was changed by hand in the file."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.submission import Printed, Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._printed import differing
from cchc_xlsx.rules._words import listed
from cchc_xlsx.terms import Words

RULE = Rule(
    code="L11",
    name="criterion_altered",
    severity=Severity.WARNING,
    scope=Scope.STRUCTURE,
    title=Words("Điểm tối đa hoặc tên tiêu chí bị sửa trong tệp", "A maximum or a name changed in the file"),
    why=Words(
        "Điểm tối đa và tên tiêu chí luôn lấy theo sổ đợt chấm điểm; đơn vị sửa các ô này thì bản in, bản ký có con "
        "số khác.",
        "Maxima and names are always the campaign workbook’s; where a unit has changed them, its printed copy says "
        "otherwise.",
    ),
    message=Words(
        "{place}: tiêu chí đã bị sửa trong tệp ({changes}); điểm tối đa và tên vẫn lấy theo sổ đợt chấm điểm.",
        "{place}: criteria were changed in the file ({changes}); maxima and names are those of the campaign workbook "
        "all the same.",
    ),
    fix=Words(
        "Hãy đề nghị đơn vị chấm lại theo đúng bộ tiêu chí đã ban hành, không sửa các ô khóa.",
        "Please ask the unit to score by the criteria as they were issued, and to leave the locked cells alone.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a warning for each sheet with altered criteria, in a file that was issued from the criteria as they are."""
    identity = submission.identity
    if not identity or identity.fingerprint != campaign.criteria.fingerprint:
        return
    sheets: dict[str, list[tuple[Printed, Place, Words]]] = {}
    for printed, place, change in differing(submission, campaign):
        if identity.part and not campaign.criteria.is_leaf(printed.criterion):
            continue  # an officer's part shows the sums of what is theirs
        sheets.setdefault(place.sheet, []).append((printed, place, change))
    for changes in sheets.values():
        printed, first, _ = changes[0]
        yield RULE.found(
            first,
            criterion=printed.criterion,
            also=tuple(place for _, place, _ in changes[1:]),
            changes=listed([change for *_, change in changes]),
        )
