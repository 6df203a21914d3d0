"""The result: a scorecard for each unit, and the summary of a campaign."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import overload

from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.finding import Finding
from cchc_xlsx.model.place import NOWHERE, Place
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.received import Outcome
from cchc_xlsx.model.submission import State
from cchc_xlsx.values import dataclass


class Status(StrEnum):
    """Where a unit stands."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"  # scores are missing, nothing else is wrong
    ERRORS = "errors"
    MISSING = "missing"  # nothing received
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """The score of one leaf. `score` is None where none was entered; `maximum` is that of the criteria set.

    `typed` is what stood in the cell. The file of `place` is left out where it is the unit's own, `Result.file`, and
    where it is the campaign workbook, for a score of the survey: so that units share what is the same.
    """

    code: str
    score: Decimal | None
    maximum: Decimal
    state: State
    typed: str = field(default="", compare=False)
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class AreaScore:
    """The points of an area and the maximum that applies to the unit."""

    code: str
    points: Decimal
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class SourceScore:
    """The points that come from one source, its cap applied, and the maximum they are part of (0 for bonus, penalty).

    `cut` is what the cap took away from the sum of the scores: positive for a bonus, negative for a penalty.
    """

    source: Source
    points: Decimal
    maximum: Decimal
    cut: Decimal = ZERO


class Scores(Sequence[CriterionScore]):
    """The scores of a unit by their numbers among those of all units, in a third of the room that a tuple takes.

    It is equal to any tuple of the same scores, and is told as one when it travels.
    """

    __slots__ = ("_known", "_numbers")

    def __init__(self, known: Sequence[CriterionScore], numbers: Sequence[int]) -> None:
        """`known` may grow after this; what is there already has to stay where it is."""
        self._known = known
        self._numbers = array("H" if max(numbers, default=0) < 1 << 16 else "L", numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[CriterionScore]:
        return map(self._known.__getitem__, self._numbers)

    @overload
    def __getitem__(self, at: int) -> CriterionScore: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[CriterionScore, ...]: ...
    def __getitem__(self, at: int | slice) -> CriterionScore | tuple[CriterionScore, ...]:
        return tuple(self)[at] if isinstance(at, slice) else self._known[self._numbers[at]]

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Scores | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> tuple[type[tuple[CriterionScore, ...]], tuple[tuple[CriterionScore, ...]]]:
        return tuple, (tuple(self),)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The points of one unit, in full precision. `index` is in per cent; None where there is nothing to divide.

    `sources` are those that the campaign has, in the order of `Source`; their points add up to the whole. So do the
    areas' points, less what the caps cut.
    """

    points: Decimal
    maximum: Decimal
    index: Decimal | None
    areas: tuple[AreaScore, ...]
    criteria: Sequence[CriterionScore]
    sources: tuple[SourceScore, ...] = ()

    def source(self, source: Source) -> SourceScore | None:
        """Return what came from one source; None where the campaign has none such, or it has not come yet."""
        return next((each for each in self.sources if each.source is source), None)


@dataclass(frozen=True, slots=True)
class Result:
    """A unit's line of the summary. What it has not got is None; `ranked_among` is the size of its group.

    `file` is the path of the file that counts, `saved` when it was last saved (Vietnam's time), as far as is known.
    """

    unit: Unit
    status: Status
    card: Scorecard | None = None
    rank: int | None = None
    ranked_among: int = 0
    grade: str | None = None
    file: str | None = None
    late: bool = False
    saved: datetime | None = None

    @property
    def reason(self) -> str:
        """Why an excluded unit is not ranked; "" for any other."""
        return self.unit.excluded


@dataclass(frozen=True, slots=True)
class EarlierUnit:
    """A unit in an earlier summary; what it had not got is None. `scores` are by criterion."""

    code: str
    name: str
    points: Decimal | None
    index: Decimal | None
    rank: int | None
    grade: str | None
    scores: Mapping[str, Decimal]


@dataclass(frozen=True)
class Earlier:
    """An earlier summary, as far as this one is compared with it: its campaign, its criteria, its units by code.

    `criteria` holds name and maximum of each criterion; it is empty where the summary does not tell them.
    """

    name: str
    year: int
    units: Mapping[str, EarlierUnit]
    criteria: Mapping[str, tuple[str, Decimal | None]]


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one received file; `reason` is the finding that says why it is not counted.

    `container` is the zip or e-mail that it lies in, by the path of that below the folder; "" for a file by itself.
    """

    path: str
    sha256: str
    outcome: Outcome
    unit: str | None = None
    reason: Finding | None = None
    container: str = ""


@dataclass(frozen=True)
class Summary:
    """All units in the order of their codes, all files in the order of their paths, all findings worst first.

    `found` is how many files were found, counted apart from what became of them. `earlier` is the summary of an
    earlier year that this one is compared with, where one was given.
    """

    campaign: Campaign
    results: tuple[Result, ...]
    files: tuple[FileOutcome, ...]
    findings: tuple[Finding, ...]
    found: int = 0
    earlier: Earlier | None = None

    @property
    def account(self) -> Account:
        """What became of every file and of every score asked for."""
        outcomes = Counter(file.outcome for file in self.files)
        states = Counter(each.state for result in self.results if result.card for each in result.card.criteria)
        asked = len(self.campaign.counted)
        without = sum(result.card is None for result in self.results)
        return Account(
            found=self.found,
            outcomes={outcome: outcomes[outcome] for outcome in Outcome},
            asked=len(self.campaign.by_unit) * asked,
            states={state: states[state] for state in State},
            missing=without * asked,
        )


@dataclass(frozen=True, slots=True)
class Account:
    """The books of a merge: nothing received and nothing asked for goes missing.

    `asked` is units × criteria that they score; `missing` are those of units of which nothing counts.
    """

    found: int
    outcomes: Mapping[Outcome, int]
    asked: int
    states: Mapping[State, int]
    missing: int

    @property
    def balanced(self) -> bool:
        """Whether both sums come out."""
        files = self.found == sum(self.outcomes.values())
        return files and self.asked == sum(self.states.values()) + self.missing
