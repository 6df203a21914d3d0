"""Reports in words: everything that a template in Word may name, figures already written as people read them.

The fields are what templates hold on to: some may be added, none renamed.
"""

from __future__ import annotations

from cchc_xlsx.terms import Language
from cchc_xlsx.values import dataclass


@dataclass(frozen=True, slots=True)
class Office:
    """Who issues a report: the two lines of its head, its name within a sentence, the place of the date line."""

    over: str
    name: str
    body: str
    place: str
    symbol: str  # behind the number: BC-UBND
    sign_off: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A criterion below an area. `result` is `4/4 điểm`, with `, gồm:` where others stand below it (`group`).

    `remark` is explanation and evidence in brackets with a blank before; "" where there is neither.
    """

    code: str
    name: str
    level: int
    group: bool
    result: str
    points: str
    maximum: str
    explanation: str
    evidence: str
    remark: str


@dataclass(frozen=True, slots=True)
class ReportArea:
    """An area with everything below it, in tree order; `lines` is empty and `remark` may be told where it is a leaf."""

    code: str
    name: str
    result: str
    points: str
    maximum: str
    remark: str
    lines: tuple[ReportLine, ...]


@dataclass(frozen=True, slots=True)
class UnitReport:
    """A unit's report of its self scores; the survey's points are the superior's and in none of its sums.

    `notes` are sentences that a reader of the figures has to know; `unscored` and `invalid` count the criteria that
    are not scored, or not so that it can be read.
    """

    language: Language
    office: Office
    unit_code: str
    unit: str
    superior: str
    decision: str
    campaign: str
    year: str
    signed_in: str
    areas: tuple[ReportArea, ...]
    points: str
    maximum: str
    index: str
    unscored: int
    invalid: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit in a list, with what is said of it: the reason it is excluded, how many criteria it lacks."""

    code: str
    name: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class RankedUnit:
    """A row of the ranking, or of the units that cannot be ranked: then `rank`, `index` and `grade` are a dash.

    The points by source are a dash where the campaign has none such. `areas` are points and applicable maximum of each
    area, as `15/17`, in the order of the report's areas.
    """

    number: int
    code: str
    name: str
    points: str
    maximum: str
    index: str
    grade: str
    rank: str
    status: str
    self_points: str
    survey_points: str
    bonus_points: str
    penalty_points: str
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RankedGroup:
    """The units ranked among each other, with the means of their points, maxima and indices; `name` may be ""."""

    name: str
    units: tuple[RankedUnit, ...]
    points: str
    maximum: str
    index: str


@dataclass(frozen=True, slots=True)
class GradeShare:
    """How many of the ranked units have a grade, and how many in a hundred."""

    number: int
    name: str
    count: int
    share: str


@dataclass(frozen=True, slots=True)
class AreaMean:
    """An area over the ranked units: mean points and maximum, their share in per cent, highest and lowest points.

    All of these are a dash while no unit is ranked.
    """

    code: str
    name: str
    maximum: str
    mean: str
    share: str
    highest: str
    lowest: str


@dataclass(frozen=True, slots=True)
class LostPoints:
    """A criterion on which the ranked units lose points: mean score and loss, and how many stay below the maximum."""

    code: str
    name: str
    maximum: str
    mean: str
    lost: str
    below: int
    among: int


@dataclass(frozen=True, slots=True)
class NamedFinding:
    """The findings of one rule: what it is called, how bad it is, on how many units and cells, points at stake."""

    rule: str
    title: str
    severity: str
    units: int
    count: int
    points: str


@dataclass(frozen=True, slots=True)
class SummaryReport:
    """The superior's report of results. Means, highest and lowest are those of the ranked units, "–" without any.

    `several_sources`: points come from more than the self scores, so that it is worth telling them apart. `ranking`
    holds a group for each that has ranked units, `others` the units that cannot be ranked, `all_units` both.
    """

    language: Language
    office: Office
    superior: str
    decision: str
    campaign: str
    year: str
    signed_in: str
    total: int
    received: int
    complete: int
    ranked: int
    incomplete: tuple[NamedUnit, ...]
    errors: tuple[NamedUnit, ...]
    missing: tuple[NamedUnit, ...]
    late: tuple[NamedUnit, ...]
    excluded: tuple[NamedUnit, ...]
    files: str
    mean: str
    highest: str
    highest_units: str
    lowest: str
    lowest_units: str
    ranking: tuple[RankedGroup, ...]
    others: tuple[RankedUnit, ...]
    all_units: tuple[RankedUnit, ...]
    several_sources: bool
    grades: tuple[GradeShare, ...]
    areas: tuple[AreaMean, ...]
    lost: tuple[LostPoints, ...]
    findings: tuple[NamedFinding, ...]
    notes: tuple[str, ...]
