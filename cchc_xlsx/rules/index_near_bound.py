"""The index of a unit lies within a hundredth of the bound of a grade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.points import ZERO, rounded
from cchc_xlsx.model.summary import Result
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="R01",
    name="index_near_bound",
    severity=Severity.NOTE,
    scope=Scope.RESULT,
    title=Words(
        "Chỉ số sát cận của mức xếp loại",
        "An index close to the bound of a grade",
    ),
    why=Words(
        "Xếp loại xét trên chỉ số chưa làm tròn; khi chỉ số cách cận dưới không quá 0,01 điểm phần trăm, số đã làm "
        "tròn có thể cho người đọc thấy một mức khác.",
        "Grades go by the unrounded index; within a hundredth of a bound, the rounded figure may look like the other "
        "grade.",
    ),
    message=Words(
        "Đơn vị {name} (mã {code}): chỉ số {index} % cách cận {lower} % của mức “{band}” không quá 0,01; xếp loại "
        "theo số "
        "chưa làm tròn là “{grade}”.",
        "Unit {name} (code {code}): the index {index} % lies within 0.01 of {lower} %, where “{band}” begins; by the "
        "unrounded figure the grade is “{grade}”.",
    ),
    fix=Words(
        "Hãy kiểm tra lại điểm của đơn vị trước khi công bố xếp loại.",
        "Please look at the unit’s scores once more before the grade is published.",
    ),
)
NO_GRADE = Words("chưa xếp loại", "none")


def check(results: Sequence[Result], campaign: Campaign) -> Iterator[Finding]:
    """Yield a note for each ranked unit and bound that are no further apart than a hundredth of a per cent."""
    for result in results:
        index = result.card.index if result.card and result.rank is not None else None
        for band in campaign.bands:
            if index is not None and band.near(index):
                yield RULE.found(
                    unit=result.unit.code,
                    name=short(result.unit.name),
                    code=result.unit.code,
                    index=rounded(index, 6).normalize(),
                    lower=band.lower or ZERO,
                    band=short(band.name),
                    grade=short(result.grade) if result.grade else NO_GRADE,
                )
