"""Where everything of one unit's workbook stands: sheets, rows, lists. Reckoned once, used by every sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from cchc_xlsx.model.book import a1, a1_area, quoted
from cchc_xlsx.model.campaign import LAYOUT, Campaign, Unit
from cchc_xlsx.model.criteria import CriteriaSet, Criterion
from cchc_xlsx.model.identity import Identity, part_of
from cchc_xlsx.model.submission import Entry
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.text import pattern
from cchc_xlsx.values import dataclass

HIDDEN_SHEET = "cchc"  # the hidden sheet that carries the identity and the lists
_AREA_SHEET = Words("LV {code}", "Area {code}")
_UNFIT = pattern(r"[\[\]:*?/\\]")  # in a sheet's title
_LONGEST = 31


@dataclass(frozen=True, slots=True)
class Part:
    """One assignee's part of a unit's work, and the whole set of criteria that it is taken from."""

    assignee: str
    whole: CriteriaSet


@dataclass(frozen=True)
class Plan:
    """A unit, its campaign, what is already entered, and the places that follow from them.

    `entries` are by criterion; `officers` names the assignees of each criterion; `assignees` is their list, and `room`
    the number of rows for it. In the plan of a `part` the campaign has only the criteria of that part.
    """

    campaign: Campaign
    unit: Unit
    language: Language
    entries: Mapping[str, Entry]
    officers: Mapping[str, tuple[str, ...]]
    assignees: tuple[str, ...]
    room: int = 0
    part: Part | None = None

    @property
    def identity(self) -> Identity:
        """The identity that every sheet carries."""
        settings, part = self.campaign.settings, self.part
        whole = part.whole if part else self.campaign.criteria
        return Identity(settings.id, self.unit.code, LAYOUT, whole.fingerprint, part_of(part.assignee) if part else "")

    def area_title(self, area: Criterion) -> str:
        """Return the title of an area's score sheet."""
        return self._area_titles[area.code]

    @cached_property
    def _area_titles(self) -> dict[str, str]:
        """Title of each area's sheet: such as Excel allows, and no two that Excel would take for one."""
        titles: dict[str, str] = {}
        for area in self.campaign.criteria.areas:
            bare = _UNFIT.sub("-", _AREA_SHEET.say(self.language, code=area.code)).strip("'")
            title, number = bare[:_LONGEST].rstrip("'"), 1
            while title.casefold() in (other.casefold() for other in titles.values()):
                number += 1
                tail = f" ({number})"
                title = bare[: _LONGEST - len(tail)] + tail
            titles[area.code] = title
        return titles

    def rows_of(self, area: Criterion) -> tuple[Criterion, ...]:
        """Return the criteria on an area's score sheet: the area itself, then all below it in tree order."""
        return (area, *self.campaign.criteria.below(area.code))

    def entry(self, code: str) -> Entry:
        """Return what is entered for a criterion, or an empty entry."""
        return self.entries.get(code) or Entry(code)

    def own(self, officer: str) -> Sequence[Criterion]:
        """Return the criteria that an officer is named for, in tree order; none for nobody ("")."""
        return self._own.get(officer, ())

    @cached_property
    def _own(self) -> dict[str, list[Criterion]]:
        found: dict[str, list[Criterion]] = {}
        for criterion in self.campaign.criteria.scored:
            for officer in dict.fromkeys(self.officers.get(criterion.code, ())):
                found.setdefault(officer, []).append(criterion)
        return found

    @cached_property
    def lists(self) -> dict[tuple[Decimal, ...], int]:
        """Column on the hidden sheet of each distinct list of allowed scores."""
        columns: dict[tuple[Decimal, ...], int] = {}
        for criterion in self.campaign.criteria.scored:
            if criterion.allowed:
                columns.setdefault(criterion.allowed, len(columns) + 1)
        return columns

    def allowed_range(self, criterion: Criterion, *, with_kad: bool = False) -> str:
        """Return the range with a criterion's allowed scores (and KAD below them); "" where it has none."""
        if not criterion.allowed:
            return ""
        column = self.lists[criterion.allowed]
        last = LIST_TOP + len(criterion.allowed) - (0 if with_kad else 1)
        return f"{quoted(HIDDEN_SHEET)}!{a1_area((LIST_TOP, column, last, column), fixed='rc')}"


LIST_TOP = 2  # the row where the lists on the hidden sheet begin


def remote(sheet: str, row: int, column: int) -> str:
    """Return a fixed reference to a cell of another sheet."""
    return f"{quoted(sheet)}!{a1(row, column, fixed='rc')}"


def remote_area(sheet: str, first: int, last: int, column: int) -> str:
    """Return a fixed reference to part of a column of another sheet."""
    return f"{quoted(sheet)}!{a1_area((first, column, last, column), fixed='rc')}"
