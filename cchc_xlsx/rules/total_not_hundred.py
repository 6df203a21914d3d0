"""The areas' maxima do not add up to 100."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C18",
    name="total_not_hundred",
    severity=Severity.NOTE,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Tổng điểm tối đa khác 100",
        "The whole maximum is not 100",
    ),
    why=Words(
        "Bộ tiêu chí thường có thang điểm 100, nhưng không phải luôn như vậy; chỉ số luôn được tính theo "
        "tổng điểm tối đa thực tế.",
        "A criteria set usually has 100 points, though not always; the index is reckoned from the actual "
        "maximum in any case.",
    ),
    message=Words(
        "Tổng điểm tối đa của các lĩnh vực là {total}, không phải 100.",
        "The maxima of the areas add up to {total}, not to 100.",
    ),
    fix=Words(
        "Nếu quyết định quy định như vậy thì không cần làm gì; nếu không, hãy kiểm tra lại điểm tối đa "
        "của từng lĩnh vực.",
        "Where the decision says so, nothing has to be done; otherwise please check the maximum of each area.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a note where the maxima of all areas are known and do not make 100."""
    areas = campaign.criteria.areas
    if areas and all(area.maximum is not None for area in areas) and campaign.criteria.maximum != 100:
        yield RULE.found(total=campaign.criteria.maximum)
