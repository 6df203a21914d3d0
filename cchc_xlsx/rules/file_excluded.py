"""A file is kept out by a decision in the campaign workbook."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Intake, Outcome
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import NO_REASON, short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="U05",
    name="file_excluded",
    severity=Severity.NOTE,
    scope=Scope.INTAKE,
    title=Words("Tệp không được tính theo quyết định", "A file left out by decision"),
    why=Words(
        "Người phụ trách đã quyết định không tính tệp này trong sổ đợt chấm điểm; quyết định và lý do được in trong "
        "kết quả.",
        "The people in charge have left this file out in the campaign workbook; that and the reason are printed in the "
        "results.",
    ),
    message=Words(
        "{place}: tệp này không được tính theo quyết định tại {row} của sổ đợt chấm điểm. Lý do: {reason}.",
        "{place}: this file is left out by the decision at {row} of the campaign workbook. Reason: {reason}.",
    ),
    fix=Words(
        "Không cần làm gì; nếu muốn tính lại tệp này, hãy xóa dòng quyết định đó.",
        "Nothing has to be done; to let the file count again, please clear that row.",
    ),
    outcome=Outcome.EXCLUDED,
)


def check(intake: Intake, campaign: Campaign) -> Iterator[Finding]:
    """Yield a note for each file kept out by decision, with the reason."""
    for file, choice in intake.excluded:
        reason = short(choice.reason, 200).rstrip(".") or NO_REASON
        yield RULE.found(Place(file=file.path), row=choice.place, reason=reason)
