"""A finding: what is wrong, where, how to mend it, and how many points are at stake."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from cchc_xlsx.model.place import NOWHERE, Place
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.terms import Words
from cchc_xlsx.values import dataclass


class Severity(StrEnum):
    """How bad it is, worst first."""

    FATAL = "fatal"  # the file cannot be used
    ERROR = "error"  # the unit cannot be ranked until it is mended
    WARNING = "warning"  # a person should look
    NOTE = "note"  # worth knowing

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """A judgement of one rule about one place. `message` and `fix` are whole sentences in both languages.

    `also` are the other places that it speaks of, where one finding stands for many cells.
    """

    rule: str
    name: str
    severity: Severity
    message: Words
    fix: Words
    place: Place = NOWHERE
    unit: str = ""
    criterion: str = ""
    points_at_stake: Decimal = ZERO
    also: tuple[Place, ...] = ()

    @property
    def blocking(self) -> bool:
        """Whether it keeps a unit from being ranked."""
        return self.severity in (Severity.FATAL, Severity.ERROR)
