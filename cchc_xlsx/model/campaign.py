"""The campaign: everything the campaign workbook says, read once and passed on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from cchc_xlsx.model.criteria import CriteriaSet, Criterion, Source
from cchc_xlsx.model.place import NOWHERE, Place
from cchc_xlsx.model.submission import NO_SCORE, Score
from cchc_xlsx.text import fold, numeric, slug
from cchc_xlsx.values import dataclass

#: The layout of the unit's workbook that this version writes; older ones are read too, newer ones refused.
LAYOUT = 1
#: An index no further than this many per cent from a bound is worth a second look before its grade is published.
HAIR = Decimal("0.01")
_SHORTEST_MARK = 12  # letters of a SHA-256 that tell one file from all others


class RankingRule(StrEnum):
    """How equal values are ranked."""

    DENSE = "dense"  # 1, 2, 2, 3: what published tables show
    COMPETITION = "competition"  # 1, 2, 2, 4


class NotApplicablePolicy(StrEnum):
    """What a criterion that does not apply does to the index."""

    FULL = "full"  # it counts in full
    DENOMINATOR = "denominator"  # its maximum leaves the denominator
    RESCALED = "rescaled"  # the rest is scaled up to the whole maximum


class Level(StrEnum):
    """The level of the superior unit."""

    DISTRICT = "district"
    PROVINCE = "province"
    MINISTRY = "ministry"


@dataclass(frozen=True, slots=True)
class Settings:
    """The sheet of settings. The deadline is Vietnamese time, without zone.

    The caps are in points, the penalty's a size without its sign; None for no cap but the maxima. `tie_breaks` are, in
    their order, what decides between equal indices: codes of criteria, or values of `Source`; as typed where unknown.
    """

    id: str = ""
    name: str = ""
    year: int = 0
    superior: str = ""
    level: Level = Level.PROVINCE
    decision: str = ""
    deadline: datetime | None = None
    decimals: int = 2
    ranking: RankingRule = RankingRule.DENSE
    not_applicable: NotApplicablePolicy = NotApplicablePolicy.DENOMINATOR
    bonus_cap: Decimal | None = None
    penalty_cap: Decimal | None = None
    tie_breaks: tuple[str, ...] = ()
    sign_off: str = ""
    notice: str = ""  # said plainly by `spec` and on the first sheet: made up, to be completed …


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that is scored. `code` is text always (leading zeros). `excluded` is why it is not ranked, "" if it is."""

    code: str
    name: str
    group: str = ""
    email: str = ""
    contact: str = ""
    excluded: str = ""
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def file_name(self) -> str:
        """The name of the workbook handed out to it."""
        return f"{self.code}-{slug(self.name) or 'x'}.xlsx"


class Slip(StrEnum):
    """What can be wrong with a part of a list of codes."""

    UNKNOWN = "unknown"  # names no criterion
    ACROSS = "across"  # a range whose ends do not stand under the same criterion
    UPSIDE_DOWN = "upside_down"  # a range whose end comes before its beginning
    BRACKET = "bracket"  # a bracket without its other half
    EXCEPTS_NOTHING = "excepts_nothing"  # an exception of what was not given in the first place
    EXCEPTION_EMPTY = "exception_empty"  # “trừ” and then nothing
    NOTHING_LEFT = "nothing_left"  # an exception that takes everything away
    TWICE = "twice"  # given before in the same list
    UNSCORED = "unscored"  # nothing in it is scored by the unit itself

    @property
    def lost(self) -> bool:
        """Whether the part gives no criterion at all, so that somebody has to write it anew."""
        return self in (Slip.UNKNOWN, Slip.ACROSS, Slip.UPSIDE_DOWN)


@dataclass(frozen=True, slots=True)
class Flaw:
    """A slip in a list of codes: the part as it is written, and where it stands in the text, from zero, end excluded.

    `before` and `after` are the nearest known codes named on either side of it; "" where there is none.
    """

    slip: Slip
    text: str
    start: int
    end: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A row of the appendix: who, and the criteria as they are written there.

    The rest is what was understood of it. `officers` are the persons and bodies that the row names, the one who leads
    first. Of `codes`, the leaves, `leads` are those marked as led by them, `helps` those they only help with. Where
    the row stands for a group, `officers` is its name, `members` who belongs to it, and `open_ended` says that the
    list of them ends in “…”. `unknown` are the parts that give no criterion, `flaws` everything that is wrong.
    """

    unit: str
    assignee: str
    criteria: str
    remark: str = ""
    codes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)
    officers: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    group: bool = False
    members: tuple[str, ...] = ()
    open_ended: bool = False
    flaws: tuple[Flaw, ...] = field(default=(), compare=False)

    @property
    def named(self) -> tuple[str, ...]:
        """Who answers for it: the officers understood, or the text itself where nobody has tried."""
        return self.officers or ((self.assignee,) if self.assignee else ())


@dataclass(frozen=True, slots=True)
class Band:
    """A grade and the index it begins at, in per cent, the bound included."""

    name: str
    lower: Decimal | None
    place: Place = field(default=NOWHERE, compare=False)

    def near(self, index: Decimal) -> bool:
        """Tell whether an unrounded index all but reaches the bound, or has only just reached it."""
        return bool(self.lower) and abs(index - (self.lower or 0)) <= HAIR


@dataclass(frozen=True, slots=True)
class SurveyScore:
    """What the sociological survey gave a unit under one criterion, as the superior entered it."""

    unit: str
    criterion: str
    score: Score = NO_SCORE
    remark: str = ""
    place: Place = field(default=NOWHERE, compare=False)


class Decision(StrEnum):
    """What people have decided about a received file."""

    COUNT = "count"
    EXCLUDE = "exclude"


@dataclass(frozen=True, slots=True)
class FileChoice:
    """A row of the sheet of decisions: a received file by its path or name, or by its SHA-256, and what becomes of it.

    One that names a zip or an e-mail holds for every file in it that no row of its own is about.
    `decision` is None where the row does not say what was decided.
    """

    file: str
    decision: Decision | None
    reason: str = ""
    place: Place = field(default=NOWHERE, compare=False)

    def means(self, path: str, sha256: str) -> bool:
        """Tell whether this is about the file of that path (below the folder, with `/`) and that mark."""
        wanted = self.file.replace("\\", "/").strip("/").casefold()
        known = path.casefold()
        return bool(wanted) and (known == wanted or known.endswith(f"/{wanted}") or self._marks(sha256))

    def _marks(self, sha256: str) -> bool:
        bare = self.file.strip().casefold()
        return len(bare) >= _SHORTEST_MARK and sha256.startswith(bare)


@dataclass(frozen=True, slots=True)
class Misread:
    """A cell of the campaign workbook that does not hold what its column asks for."""

    column: str  # `sheet.key` of the layout
    typed: str
    place: Place


@dataclass(frozen=True)
class Campaign:
    """The one specification of a campaign.

    `misread` are the cells that could not be understood, `missing` the sheets or columns (`sheet` or `sheet.key`)
    that the workbook should have and has not, `numeric` the codes typed as numbers that may have lost a zero.
    """

    settings: Settings
    criteria: CriteriaSet
    units: tuple[Unit, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    bands: tuple[Band, ...] = ()
    choices: tuple[FileChoice, ...] = ()
    survey: tuple[SurveyScore, ...] = ()
    misread: tuple[Misread, ...] = field(default=(), compare=False)
    missing: tuple[str, ...] = field(default=(), compare=False)
    numeric: tuple[Misread, ...] = field(default=(), compare=False)

    @cached_property
    def by_unit(self) -> dict[str, Unit]:
        """Unit of each code; the first where a code stands twice."""
        found: dict[str, Unit] = {}
        for unit in self.units:
            found.setdefault(unit.code, unit)
        return found

    @cached_property
    def folded_names(self) -> frozenset[str]:
        """The names of the units as they are compared."""
        return frozenset(fold(unit.name) for unit in self.by_unit.values())

    @cached_property
    def sorted_units(self) -> tuple[Unit, ...]:
        """The units in the order of their codes."""
        return tuple(sorted(self.by_unit.values(), key=lambda unit: numeric(unit.code)))

    @cached_property
    def surveyed(self) -> bool:
        """Whether the survey's points have come: from then on they are asked of every unit."""
        return any(each.score.value is not None for each in self.survey)

    @cached_property
    def counted(self) -> tuple[Criterion, ...]:
        """The leaves whose points make the index: those that the unit scores itself, and the survey's once it came."""
        return tuple(c for c in self.criteria.leaves if c.scored_by_unit or self.surveyed)

    @cached_property
    def survey_scores(self) -> dict[str, dict[str, SurveyScore]]:
        """The survey's scores of each unit, by criterion; the first where there are two."""
        found: dict[str, dict[str, SurveyScore]] = {}
        for each in self.survey:
            criterion = self.criteria.by_code.get(each.criterion)
            if criterion and criterion.source is Source.SURVEY and self.criteria.is_leaf(criterion.code):
                found.setdefault(each.unit, {}).setdefault(each.criterion, each)
        return found

    @cached_property
    def _rows(self) -> dict[str, tuple[Assignment, ...]]:
        """Assignment rows of each unit; "" has those that hold for every unit without its own."""
        found: dict[str, list[Assignment]] = {}
        for row in self.assignments:
            found.setdefault(row.unit, []).append(row)
        return {unit: tuple(rows) for unit, rows in found.items()}

    def assignments_of(self, unit: str) -> tuple[Assignment, ...]:
        """Return the rows that hold for a unit: its own, or those for every unit where it has none."""
        return self._rows.get(unit) or self._rows.get("", ())

    def officers_of(self, unit: str) -> dict[str, tuple[str, ...]]:
        """Return, for each leaf that the unit scores itself, the officers named for it, the one who leads first.

        Who is marked as leading comes first, who only helps last; else the order of the rows holds.
        """
        given: dict[str, tuple[str, ...]] = dict.fromkeys(self.criteria.scored_by_code, ())
        rows = [(_by_part(row), tuple(dict.fromkeys(row.named))) for row in self.assignments_of(unit)]
        for part in range(3):
            for codes, officers in rows:
                for code in codes[part]:
                    if (before := given.get(code)) is not None:
                        given[code] = tuple(dict.fromkeys(before + officers)) if before else officers
        return given


def _by_part(row: Assignment) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """Return the codes a row leads, simply has, and helps with."""
    if not row.leads and not row.helps:
        return (), row.codes, ()
    leads, helps = set(row.leads), set(row.helps) - set(row.leads)
    rest = [code for code in row.codes if code not in leads and code not in helps]
    return [c for c in row.codes if c in leads], rest, [c for c in row.codes if c in helps]
