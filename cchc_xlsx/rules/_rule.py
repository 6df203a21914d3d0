"""What a rule is: its scope, its words, and the findings it makes."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import NOWHERE, Place
from cchc_xlsx.model.points import ZERO, filled
from cchc_xlsx.terms import Words
from cchc_xlsx.text import discreet
from cchc_xlsx.values import dataclass

if TYPE_CHECKING:
    from cchc_xlsx.model.received import Outcome


class Scope(StrEnum):
    """What a rule looks at, in the order of looking; a fatal finding ends the looking at that file."""

    CAMPAIGN = "campaign"  # check(campaign)
    FILE = "file"  # check(received)
    IDENTITY = "identity"  # check(submission, campaign)
    STRUCTURE = "structure"  # check(submission, campaign)
    CONTENT = "content"  # check(submission, campaign)
    INTAKE = "intake"  # check(intake, campaign)
    RESULT = "result"  # check(results, campaign)
    GATHERED = "gathered"  # check(gathered, campaign)


@dataclass(frozen=True)
class Rule:
    """A rule: a stable code, a readable name (that of its file), and every word it says.

    `message` and `fix` are sentences with `{facts}`; `{place}` is always known. `outcome` is what becomes of a file
    that has earned a fatal finding of this rule. `wanting`: something is only missing, nothing is wrong. `gone`: what
    it names is not in the file, and a fresh workbook has only the room for it. `doubtful`: what was read is likely,
    not certain, and somebody has to look at it. `superior`: only the superior can mend it, so no sender is asked to.
    """

    code: str
    name: str
    severity: Severity
    scope: Scope
    title: Words
    why: Words
    message: Words
    fix: Words
    outcome: Outcome | None = None
    wanting: bool = False
    gone: bool = False
    doubtful: bool = False
    superior: bool = False

    def found(
        self,
        place: Place = NOWHERE,
        *,
        unit: str = "",
        criterion: str = "",
        points_at_stake: Decimal = ZERO,
        also: tuple[Place, ...] = (),
        **facts: object,
    ) -> Finding:
        """Return a finding of this rule; Decimals and `Words` among the facts are put into each language.

        E-mail addresses and telephone numbers that somebody typed are made discreet, but for the campaign workbook's.
        """

        discreetly = discreet if self.scope is not Scope.CAMPAIGN else str
        return Finding(
            rule=self.code,
            name=self.name,
            severity=self.severity,
            message=_placed(filled(self.message, place=_HERE, **facts), place, discreetly),
            fix=_placed(filled(self.fix, place=_HERE, **facts), place, discreetly),
            place=place,
            unit=unit,
            criterion=criterion,
            points_at_stake=points_at_stake,
            also=also,
        )


#: Stands for the place while a message is made, which may hold what looks like a telephone number.
_HERE = "\0"


def _placed(words: Words, place: Place, discreetly: Callable[[str], str]) -> Words:
    """Return a message with its place put in, and what people typed made discreet: findings are passed on."""
    return Words(*(discreetly(text).replace(_HERE, str(place)) for text in words))


def outline(words: Words) -> Words:
    """Return the words of a rule with “…” where a finding has its facts: for explaining the rule itself."""
    return Words(*(re.sub(r"\{\w+\}", "…", re.sub(r"\{\w+:[^|}]*\|([^}]*)\}", r"\1", text)) for text in words))
