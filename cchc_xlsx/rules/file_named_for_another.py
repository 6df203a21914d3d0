"""A file bears the name of another unit's workbook than the one it says it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="I08",
    name="file_named_for_another",
    severity=Severity.WARNING,
    scope=Scope.IDENTITY,
    title=Words("Tên tệp là của đơn vị khác", "A file named for another unit"),
    why=Words(
        "Đơn vị được nhận biết bằng mã trong tệp, tên tệp chỉ là gợi ý; hai bên khác nhau có thể do một xã đã điền vào "
        "tệp của xã bên cạnh.",
        "A unit is known by the identity inside, the name is only a hint; where they differ, a unit may have filled in "
        "its neighbour's workbook.",
    ),
    message=Words(
        "{place}: tên tệp là của {named} (mã {named_code}), nhưng mã nhận biết trong tệp là của {unit_name} "
        "(mã {code}); tệp được tính cho {unit_name}.",
        "{place}: the name is that of {named} (code {named_code}), but the identity inside is that of {unit_name} "
        "(code {code}); it counts for {unit_name}.",
    ),
    fix=Words(
        "Hãy hỏi lại đơn vị gửi; nếu đã điền nhầm tệp, hãy đưa tệp này ra khỏi thư mục và đề nghị gửi lại đúng tệp.",
        "Please ask the sender; if the wrong workbook was filled in, take this file out and have the right one sent.",
    ),
)
#: Where a code at the beginning of a name may end.
_END = re.compile(r"(?![A-Za-z0-9])")


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding where the file's name begins with the code of another unit of the campaign."""
    identity = submission.identity
    name = submission.file.rpartition("/")[2]
    for end in reversed([found.start() for found in _END.finditer(name)]):
        code = name[:end]
        if code in campaign.by_unit:
            if identity and identity.unit in campaign.by_unit and identity.unit != code:
                yield RULE.found(
                    Place(file=submission.file),
                    named=short(campaign.by_unit[code].name),
                    named_code=code,
                    unit_name=short(campaign.by_unit[identity.unit].name),
                    code=identity.unit,
                )
            return
