"""A file counts by a decision in the campaign workbook."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Intake
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import NO_REASON, short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="U07",
    name="file_chosen",
    severity=Severity.NOTE,
    scope=Scope.INTAKE,
    title=Words("Tệp được tính theo quyết định", "A file that counts by decision"),
    why=Words(
        "Người phụ trách đã chọn tính tệp này trong sổ đợt chấm điểm; quyết định và lý do được in trong kết quả.",
        "The people in charge have chosen this file in the campaign workbook; that and the reason are printed in the "
        "results.",
    ),
    message=Words(
        "{place}: tệp này được tính theo quyết định tại {row} của sổ đợt chấm điểm. Lý do: {reason}.",
        "{place}: this file counts by the decision at {row} of the campaign workbook. Reason: {reason}.",
    ),
    fix=Words(
        "Không cần làm gì; nếu muốn để chương trình tự chọn, hãy xóa dòng quyết định đó.",
        "Nothing has to be done; to leave the choice to the program, please clear that row.",
    ),
)


def check(intake: Intake, campaign: Campaign) -> Iterator[Finding]:
    """Yield a note for each file that counts by decision, with the reason."""
    for unit, choice in intake.chosen.items():
        reason = short(choice.reason, 200).rstrip(".") or NO_REASON
        yield RULE.found(Place(file=intake.counted[unit].path), unit=unit, row=choice.place, reason=reason)
