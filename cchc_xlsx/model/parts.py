"""The work of a unit in parts: what each officer owes, what became of the parts they sent, what is in dispute."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from cchc_xlsx.model.criteria import Criterion
from cchc_xlsx.model.finding import Finding
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.submission import Entered
from cchc_xlsx.values import dataclass


@dataclass(frozen=True, slots=True)
class Owing:
    """An officer's criteria, and those of them that are still owed; `officer` is "" for what is nobody's.

    A criterion of several officers is owed by each of them.
    """

    officer: str
    criteria: tuple[Criterion, ...]
    owed: tuple[Criterion, ...]

    @property
    def points(self) -> Decimal:
        """The sum of the maxima of all of them."""
        return sum((c.maximum or ZERO for c in self.criteria), ZERO)

    @property
    def points_owed(self) -> Decimal:
        """The sum of the maxima still owed."""
        return sum((c.maximum or ZERO for c in self.owed), ZERO)


@dataclass(frozen=True, slots=True)
class Dispute:
    """A score that has been given differently; `given` are the values, the unit's own first (its officer is "")."""

    criterion: str
    given: tuple[Entered, ...]


class Turn(StrEnum):
    """What became of a file that was given as a part."""

    TAKEN = "taken"
    KNOWN = "known"  # it was put in by an earlier run
    SAME = "same"  # the same bytes as another file
    SUPERSEDED = "superseded"  # its officer has sent a newer one
    WHOLE = "whole"  # a workbook of the whole unit
    ANOTHER_UNIT = "another_unit"
    STRANGER = "stranger"  # of somebody whom the unit's workbook does not name
    REFUSED = "refused"  # of another campaign, unreadable, not ours
    PASSED_OVER = "passed_over"  # what splitting itself puts beside the parts, and the unit's workbook itself


@dataclass(frozen=True, slots=True)
class Came:
    """A file given as a part: whose it is where that is known, and what became of it.

    `by` is the file that counts instead, or the unit it is of; `reason` the finding that refuses it.
    """

    path: str
    sha256: str
    turn: Turn
    officer: str = ""
    by: str = ""
    reason: Finding | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """Where an officer stands: what is owed, and the file that their part stood in ("" where none has come)."""

    owing: Owing
    file: str = ""
