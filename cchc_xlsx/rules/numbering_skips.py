"""The numbering of criteria that stand side by side leaves numbers out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.points import filled
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._codes import flaw
from cchc_xlsx.rules._words import NAMED
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C13",
    name="numbering_skips",
    severity=Severity.WARNING,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Số thứ tự tiêu chí bị nhảy",
        "The numbering skips",
    ),
    why=Words(
        "Mã trong quyết định thường liền nhau; số bị nhảy thường là dấu hiệu bỏ sót một dòng khi chép.",
        "Codes in a decision usually run on; a gap often means that a row was left out in copying.",
    ),
    message=Words(
        "{place}: trước mã {code} còn thiếu {missing}.",
        "{place}: before {code}, {missing} left out.",
    ),
    fix=Words(
        "Hãy đối chiếu với quyết định và bổ sung dòng còn thiếu; nếu quyết định đánh số như vậy thì có thể bỏ qua.",
        "Please compare with the decision and add what was left out; where the decision itself numbers "
        "so, this may stay.",
    ),
)
ONE = Words("mã {codes}", "the code {codes} is")
SEVERAL = Words("các mã {codes}", "the codes {codes} are")
MORE = Words("{count} mã ({codes}; …)", "{count} codes ({codes}; …) are")


def _number(code: str) -> int:
    """Return the number at the end of a code; 0 where it is none, or too long for a number in an order."""
    last = code.rpartition(".")[2]
    return int(last) if last.isdecimal() and len(last) <= 6 else 0


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield one finding for each group of siblings whose numbers do not run from 1 without a gap."""
    known = campaign.criteria.by_code
    groups = dict.fromkeys(c.parent for c in known.values() if not flaw(c.code) and (not c.parent or c.parent in known))
    for parent in groups:
        numbers = {n: c for c in campaign.criteria.children(parent) if (n := _number(c.code))}
        if not numbers:
            continue
        count = max(numbers) - len(numbers)
        gaps = list(islice((n for n in range(1, max(numbers)) if n not in numbers), NAMED))
        if gaps:
            after = numbers[min(n for n in numbers if n > gaps[0])]
            codes = "; ".join(f"{parent}.{n}".lstrip(".") for n in gaps)
            missing = ONE if count == 1 else MORE if count > len(gaps) else SEVERAL
            yield RULE.found(
                after.place,
                criterion=after.code,
                code=after.code,
                missing=filled(missing, codes=codes, count=count),
            )
