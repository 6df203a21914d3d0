"""What goes back to a sender: each finding as the sender has to see it, and what could not be placed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from cchc_xlsx.model.finding import Severity
from cchc_xlsx.model.place import NOWHERE, Place
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.terms import Words
from cchc_xlsx.values import dataclass


class Left(StrEnum):
    """What a finding leaves to do in the marked-up copy."""

    TO_MEND = "to_mend"  # it is still wrong there
    TO_CHECK = "to_check"  # the copy is right in form, but something was chosen or left out on the way
    MENDED = "mended"  # pouring everything into a fresh workbook has mended it
    TOLD = "told"  # nothing of it stands in a cell of the copy

    @property
    def open(self) -> bool:
        """Whether somebody has to do something."""
        return self in (Left.TO_MEND, Left.TO_CHECK)


@dataclass(frozen=True, slots=True)
class Mend:
    """A finding as its sender is told of it: `places` are in the marked-up copy, `message` names no place.

    `rule` is "" for what no rule says: damage found while salvaging.
    """

    rule: str
    title: Words
    severity: Severity
    message: Words
    fix: Words
    left: Left
    criterion: str = ""
    points_at_stake: Decimal = ZERO
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Leftover:
    """Something that was entered and stands in no cell of the copy: `place` is in the file received.

    `code` is what its row calls itself, `key` its column, `why` a sentence.
    """

    code: str
    key: str
    text: str
    why: Words
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Returned:
    """What a marked-up copy says of the file it answers, which was called `file` and `saved` then (Vietnam's time).

    `parts` is how many parts were put into it, None where it was not put together from parts. `mends` are in the order
    in which they are told: what is to be done first, worst first.
    """

    file: str = ""
    saved: datetime | None = None
    mends: tuple[Mend, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    parts: int | None = None

    @property
    def open(self) -> tuple[Mend, ...]:
        """The findings that ask for something to be done."""
        return tuple(mend for mend in self.mends if mend.left.open)

    @property
    def points_at_stake(self) -> Decimal:
        """The points that hang on what is to be done; a criterion with several findings counts once."""
        return counted_once(self.open, {})


def counted_once(mends: Iterable[Mend], met: dict[str, Decimal]) -> Decimal:
    """Return the points that hang on what is to be done, beyond those of the criteria `met` before, and note these."""
    points = ZERO
    for mend in mends:
        if not mend.left.open:
            continue
        before = met.get(mend.criterion, ZERO) if mend.criterion else ZERO
        points += max(mend.points_at_stake - before, ZERO)
        if mend.criterion:
            met[mend.criterion] = max(before, mend.points_at_stake)
    return points
