"""The result: a scorecard for each unit, and the summary of a campaign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.model.finding import Finding
from cchc_xlsx.model.received import Outcome
from cchc_xlsx.model.submission import State


class Status(StrEnum):
    """Where a unit stands."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"  # scores are missing, nothing else is wrong
    ERRORS = "errors"
    MISSING = "missing"  # nothing received
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """The score of one leaf. `score` is None where none was entered; `maximum` is that of the criteria set."""

    code: str
    score: Decimal | None
    maximum: Decimal
    state: State


@dataclass(frozen=True, slots=True)
class AreaScore:
    """The points of an area and the maximum that applies to the unit."""

    code: str
    points: Decimal
    maximum: Decimal


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The points of one unit, in full precision. `index` is in per cent; None where there is nothing to divide."""

    points: Decimal
    maximum: Decimal
    index: Decimal | None
    areas: tuple[AreaScore, ...]
    criteria: tuple[CriterionScore, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A unit's line of the summary. What it has not got is None; `ranked_among` is the size of its group."""

    unit: Unit
    status: Status
    card: Scorecard | None = None
    rank: int | None = None
    ranked_among: int = 0
    grade: str | None = None
    file: str | None = None
    late: bool = False


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

    `found` is how many files were found, counted apart from what became of them.
    """

    campaign: Campaign
    results: tuple[Result, ...]
    files: tuple[FileOutcome, ...]
    findings: tuple[Finding, ...]
    found: int = 0

    @property
    def account(self) -> Account:
        """What became of every file and of every score asked for."""
        outcomes = Counter(file.outcome for file in self.files)
        states = Counter(each.state for result in self.results if result.card for each in result.card.criteria)
        asked = len(self.campaign.criteria.scored)
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
