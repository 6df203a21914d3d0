"""The result: a scorecard for each unit, and the summary of a campaign."""

from __future__ import annotations

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
    """What became of one received file; `reason` is the code of the finding that says why it is not counted."""

    path: str
    sha256: str
    outcome: Outcome
    unit: str | None = None
    reason: Finding | None = None


@dataclass(frozen=True)
class Summary:
    """All units in the order of their codes, all files in the order of their paths, all findings worst first."""

    campaign: Campaign
    results: tuple[Result, ...]
    files: tuple[FileOutcome, ...]
    findings: tuple[Finding, ...]
