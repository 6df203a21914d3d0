"""Making the workbooks that are handed out: a master for all units, stamped with what is each unit's own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from cchc_xlsx.batch.workers import Lost, Workers
from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.terms import Language
from cchc_xlsx.workbooks.unit import fill_unit
from cchc_xlsx.workbooks.unit.stencil import Crew, Frame, crew_of

if TYPE_CHECKING:
    from cchc_xlsx.excel.splice import Known
    from cchc_xlsx.excel.stamp import Master


_MANY = 1_000  # units from which on processes of their own pay
_TOGETHER = 32  # workbooks that a process makes before it hands them over
_SECONDS = 600  # for these; one that takes longer is made here


def workbooks(campaign: Campaign, units: Sequence[Unit], language: Language) -> Iterator[tuple[Unit, bytes]]:
    """Yield the workbook of each unit as bytes; only a few are alive at a time.

    They are cell by cell those of `fill_unit`, and do not depend on which other units are made with them. Those of
    very many units are made by as many processes as the machine has cores.
    """
    press, cores = Press(campaign, language), os.cpu_count() or 1
    if len(units) < _MANY or cores == 1:
        for unit in units:
            yield unit, press.workbook(unit)
        return
    made: dict[int, Sequence[bytes]] = {}
    due = 0
    with Workers(partial(_some, press, units), jobs=cores, seconds=_SECONDS) as workers:
        for first, result in workers.run(range(0, len(units), _TOGETHER), lambda _: ()):
            made[first] = _some(press, units, first) if isinstance(result, Lost) else result
            while due in made:
                yield from zip(units[due : due + _TOGETHER], made.pop(due), strict=True)
                due += _TOGETHER


def _some(press: Press, units: Sequence[Unit], first: int) -> list[bytes]:
    """Return the workbooks of the units from `first` on, as many as are made together."""
    return [press.workbook(unit) for unit in units[first : first + _TOGETHER]]


class Press:
    """The masters of one campaign, each poured when a unit first needs it: few, since most units are alike in size."""

    def __init__(self, campaign: Campaign, language: Language) -> None:
        self._campaign, self._language = campaign, language
        self._frames: dict[int, Frame] = {}
        self._masters: dict[tuple[int, int], Master | None] = {}
        self._known: Known = {}

    def workbook(self, unit: Unit) -> bytes:
        """Return a unit's workbook."""
        from cchc_xlsx.excel import write

        crew = crew_of(self._campaign, unit)
        return self._stamped(crew) or write.written(fill_unit(self._campaign, unit, self._language))

    def _stamped(self, crew: Crew) -> bytes | None:
        """Return the workbook stamped; None where it has something that only writing it whole does right."""
        from cchc_xlsx.excel.stamp import WIDTHS, TooLong, Unfit

        if crew.room not in self._frames:
            self._frames[crew.room] = Frame(self._campaign, self._language, crew.room)
        own = self._frames[crew.room].own(crew)
        for width in WIDTHS:
            try:
                master = self._master(crew.room, width)
                return master.stamp(own) if master else None
            except TooLong:
                continue
            except Unfit:
                break
        return None

    def _master(self, room: int, width: int) -> Master | None:
        from cchc_xlsx.excel.stamp import Master, Unfit

        if (room, width) not in self._masters:
            try:
                self._masters[room, width] = Master(self._frames[room].stencil, width, self._known)
            except Unfit:
                self._masters[room, width] = None
        return self._masters[room, width]
