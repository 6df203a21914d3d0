"""What a unit's empty workbook shares with those of all other units, and what it has of its own.

`frame.own(crew)` filled into `frame.stencil` is `fill_unit(campaign, unit, language)`: only names, who does what, and
what follows from these differ. Reckoning that takes a hundredth of the time of filling a workbook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from cchc_xlsx.model.book import Cell, Position, Sheet, Value, cell, plain
from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.stencil import Change, Own, Spot, Stencil
from cchc_xlsx.terms import Language
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.layout import Table
from cchc_xlsx.workbooks.unit import assignment, self_check, self_score
from cchc_xlsx.workbooks.unit.plan import Plan
from cchc_xlsx.workbooks.unit.planning import everybody, people_of
from cchc_xlsx.workbooks.unit.sheets import book_of, sheets_of

#: Stand for a unit's name and code. No text has U+FFFE, which is no character and is cleaned away at the door.
_MARK, _NAME, _CODE = "\ufffe", "\ufffen", "\ufffec"
_ASSIGNMENT = 1  # the place of the sheet in the book


@dataclass(frozen=True, slots=True)
class Crew:
    """A unit, the officers of each criterion, and each officer once."""

    unit: Unit
    people: Mapping[str, tuple[str, ...]]
    assignees: tuple[str, ...]

    @property
    def room(self) -> int:
        """The rows for officers in its workbook; units with the same number share a frame."""
        return assignment.room_for(len(self.assignees))


def crew_of(campaign: Campaign, unit: Unit) -> Crew:
    """Return who does what in a unit."""
    people = people_of(campaign.officers_of(unit.code))
    return Crew(unit, people, everybody(campaign, unit, people))


class _List:
    """A list of officers: the spots of each line and the styles of a line that is taken, both by column."""

    def __init__(
        self, lines: Sequence[Mapping[str, int]], look: Mapping[str, str], of_one: Mapping[str, Value]
    ) -> None:
        self._officer = [line["officer"] for line in lines], look["officer"]
        self._number = [line["number"] for line in lines] if "number" in look else [], look.get("number", "")
        # Every other number is the sum of the maxima, or so many times that of an officer with one criterion.
        alike: dict[tuple[int | None, str], list[str]] = {}
        for key, value in of_one.items():
            times = None if key.endswith("maximum") else int(str(value))
            alike.setdefault((times, look[key]), []).append(key)
        self._sums = [(*each, [tuple(line[key] for key in keys) for line in lines]) for each, keys in alike.items()]
        self._same: dict[int, list[Change]] = {}

    def changes(self, officers: Sequence[str], counts: Sequence[int], points: Sequence[Decimal]) -> list[Change]:
        """Return what stands in the lines of these officers."""
        changes = self._same.setdefault(len(officers), []) or self._always(len(officers))
        changes = changes.copy()
        places, style = self._officer
        changes += [Change((at,), each, style) for at, each in zip(places, officers, strict=False)]
        for times, style, lines in self._sums:
            if times != 0:
                numbers = points if times is None else counts if times == 1 else [times * count for count in counts]
                told = zip(lines, numbers, strict=False)
                changes += [Change(places, _digits(number), style, True) for places, number in told]
        return changes

    def _always(self, officers: int) -> list[Change]:
        """Return what stands in the lines of so many officers, whoever they are."""
        places, style = self._number
        changes = self._same[officers]
        changes += [Change((at,), str(line), style, True) for line, at in enumerate(places[:officers], 1)]
        for times, style, lines in self._sums:
            if times == 0 and officers:
                changes.append(Change(tuple(at for line in lines[:officers] for at in line), "0", style, True))
        return changes


@lru_cache(1024)  # the same few numbers come again and again
def _digits(number: Decimal | int) -> str:
    return plain(Decimal(number))


def _filled(text: str, unit: Unit) -> str:
    """Return a text with a unit's name and code in it."""
    return text.replace(_NAME.upper(), unit.name.upper()).replace(_NAME, unit.name).replace(_CODE, unit.code)


def _with(sheet: Sheet, cells: Mapping[Position, Cell], styles: Mapping[Position, str]) -> Sheet:
    look = replace(sheet.look, styles=MappingProxyType(styles))
    return replace(sheet, cells=MappingProxyType(cells), look=look)


class Frame:
    """All that units with about as many officers share; see the module."""

    def __init__(self, campaign: Campaign, language: Language, room: int) -> None:
        # A unit with one officer who has nothing to do shows how a line of an officer looks, and a free one.
        self._plan = plan = Plan(campaign, Unit(_CODE, _NAME), language, {}, {}, (_MARK,), room)
        book = book_of(plan, sheets_of(plan))
        self._spots: list[Spot] = []
        self._texts: dict[tuple[str, str], list[int]] = {}
        cells = [dict(sheet.cells) for sheet in book.sheets]
        styles = [dict(sheet.look.styles) for sheet in book.sheets]
        self._free_texts(cells, styles)
        self._free_criteria()
        one = plan.campaign.criteria.scored[:1]
        self._lists = (
            self._free_list(assignment.OFFICERS, assignment.load_of(plan, one), cells, styles),
            self._free_list(self_check.BY_OFFICER, self_check.officer_results(plan, one), cells, styles),
        )
        sheets = tuple(map(_with, book.sheets, cells, styles))
        self._lefts = {i: left for i, sheet in enumerate(sheets) if _MARK in (left := sheet.look.page.left)}
        self._properties = book.properties
        self.stencil = Stencil(replace(book, sheets=sheets), tuple(self._spots), tuple(self._lefts))

    def _free(self, spot: Spot) -> int:
        """Note a cell that may differ; return its place."""
        self._spots.append(spot)
        return len(self._spots) - 1

    def _free_texts(self, cells: Sequence[dict[Position, Cell]], styles: Sequence[dict[Position, str]]) -> None:
        for sheet, each in enumerate(cells):
            for at, content in sorted(each.items()):
                if _MARK in content.text and not content.formula and content.text != _MARK:
                    alike = content.text, styles[sheet].get(at, "")
                    self._texts.setdefault(alike, []).append(self._free(Spot(sheet, *at)))
                    del each[at]

    def _free_criteria(self) -> None:
        """Note where each criterion's officers stand: as typed, as they are looked for, as score sheets show them."""
        criteria = self._plan.campaign.criteria
        shown: dict[str, int] = {}
        for sheet, area in enumerate(criteria.areas, _ASSIGNMENT + 1):
            for row, criterion in enumerate(self._plan.rows_of(area), self_score.FIRST):
                if criteria.is_leaf(criterion.code) and criterion.scored_by_unit:
                    shown[criterion.code] = self._free(Spot(sheet, row, self_score.column("officers"), wide=True))
        self._criteria: dict[str, tuple[int, int, int, Decimal]] = {}
        for row, criterion in enumerate(criteria.scored, assignment.FIRST):
            typed = self._free(Spot(_ASSIGNMENT, row, assignment.column("officers")))
            sought = self._free(Spot(_ASSIGNMENT, row, assignment.column("sought"), wide=True))
            maximum = criterion.maximum or ZERO
            self._criteria[criterion.code] = (typed, shown[criterion.code], sought, maximum)
        self._unassigned = self._free(Spot(_ASSIGNMENT, *assignment.UNASSIGNED, wide=True))

    def _free_list(
        self, table: Table, of_one: Mapping[str, Value], cells: list[dict[Position, Cell]],
        styles: list[dict[Position, str]],
    ) -> _List:  # fmt: skip
        """Free the lines of a list of officers; `of_one` are the numbers in the line of who has one criterion."""
        sheet, (key_row, left) = next(
            (i, at) for i, each in enumerate(cells) for at, content in each.items() if content.text == table.marker
        )
        row = key_row + 2
        columns = {part.key: left + 1 + offset for offset, part in enumerate(table.columns) if not part.hidden}
        look = {key: styles[sheet][row, at] for key, at in columns.items()}
        lines = [
            {key: self._free(Spot(sheet, row + line, at, key == "officer", True)) for key, at in columns.items()}
            for line in range(assignment.most_in(self._plan.room))
        ]
        for at in columns.values():
            styles[sheet][row, at] = styles[sheet][row + 1, at]
            content = cells[sheet].pop((row, at))
            if content.formula:
                cells[sheet][row, at] = cell("", content.formula)
        return _List(lines, look, of_one)

    def own(self, crew: Crew) -> Own:
        """Return what a unit's workbook has of its own. Raises ValueError where the unit needs another frame."""
        if crew.room != self._plan.room:
            raise ValueError(f"a frame with {self._plan.room} lines for officers, and {len(crew.assignees)} officers")
        unit = crew.unit
        changes = [Change(places, _filled(text, unit)) for (text, _), places in self._texts.items()]
        together: dict[tuple[str, ...], list[tuple[int, int, int, Decimal]]] = {}
        for code, officers in crew.people.items():
            together.setdefault(officers, []).append(self._criteria[code])
        free = together.pop((), ())
        count: dict[str, int] = dict.fromkeys(crew.assignees, 0)
        points: dict[str, Decimal] = dict.fromkeys(crew.assignees, ZERO)
        for officers, spots in together.items():
            typed, shown, sought, maxima = zip(*spots, strict=True)
            names = assignment.written(officers)
            changes += Change(typed, names), Change(shown, names), Change(sought, assignment.sought(officers))
            maximum = sum(maxima, ZERO)
            for officer in officers:
                count[officer] += len(spots)
                points[officer] += maximum
        changes.append(Change((self._unassigned,), assignment.unassigned(self._plan.language, len(free))))
        for each in self._lists:
            changes += each.changes(crew.assignees, [*count.values()], [*points.values()])
        lefts = {text: _filled(text, unit) for text in dict.fromkeys(self._lefts.values())}
        return Own(
            changes,
            {sheet: lefts[text] for sheet, text in self._lefts.items()},
            {key: _filled(text, unit) for key, text in self._properties.items()},
        )
