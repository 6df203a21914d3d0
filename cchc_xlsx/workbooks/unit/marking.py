"""Marking the cells of a marked-up copy: a thick border, a sign with the line's number beside it, and a comment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType

from cchc_xlsx.model.book import Cell, Kind, Position, Sheet
from cchc_xlsx.model.finding import Severity
from cchc_xlsx.model.returned import Mend
from cchc_xlsx.terms import Words
from cchc_xlsx.workbooks.unit import assignment, self_score
from cchc_xlsx.workbooks.unit.mending import SEVERITY, Line, column_at
from cchc_xlsx.workbooks.unit.plan import Plan

_STYLE = {Severity.FATAL: ".wrong", Severity.ERROR: ".wrong", Severity.WARNING: ".doubt", Severity.NOTE: ".doubt"}
_SIGN = {Severity.FATAL: "✗", Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTE: "i"}
_ITEM = Words("{sign} mục {number}", "{sign} item {number}")
_NOTE = Words("{severity} (mục {number}): {message}\n→ {fix}", "{severity} (item {number}): {message}\n→ {fix}")
_LONGEST = 1_500  # characters of a comment; the sheet has the whole


def marked(sheets: Sequence[Sheet], plan: Plan, lines: Sequence[Line]) -> Iterator[Sheet]:
    """Yield the sheets with the cells marked that the open lines speak of; none of them stays the first to be shown."""
    marks: dict[str, dict[Position, list[tuple[Line, Mend]]]] = {}
    for line in lines:
        for mend in line.mends:
            for place in mend.places if mend.left.open else ():
                if column_at(place, plan):
                    marks.setdefault(place.sheet, {}).setdefault((place.row, place.column), []).append((line, mend))
    for sheet in sheets:
        yield _marked(sheet, marks.get(sheet.title, {}), plan)


def _marked(sheet: Sheet, marks: dict[Position, list[tuple[Line, Mend]]], plan: Plan) -> Sheet:
    cells, styles, notes = dict(sheet.cells), dict(sheet.look.styles), dict(sheet.look.notes)
    table = assignment.TABLE if sheet.title == assignment.title(plan) else self_score.TABLE
    beside: dict[Position, list[str]] = {}
    for (row, column), found in sorted(marks.items()):
        worst = min((mend.severity for _, mend in found), key=lambda severity: severity.rank)
        styles[row, column] = styles.get((row, column), "text") + _STYLE[worst]
        notes[row, column] = "\n".join(_note(line, mend, plan) for line, mend in found)[:_LONGEST]
        signs = beside.setdefault((row, table.offset("sign")), [])
        for line, mend in found:
            sign = _ITEM.say(plan.language, sign=_SIGN[mend.severity], number=line.number)
            if sign not in signs:
                signs.append(sign)
    for position, signs in beside.items():
        cells[position] = _signed(sheet.at(*position), "\n".join(signs))
        styles.setdefault(position, "sign")
    look = replace(sheet.look, styles=MappingProxyType(styles), notes=MappingProxyType(notes), active=False)
    return replace(sheet, cells=MappingProxyType(cells), look=look)


def _signed(cell: Cell, signs: str) -> Cell:
    """Return a cell of the state with signs below what it shows; what it shows goes on living."""
    if not cell.formula:
        return Cell(Kind.TEXT, f"{cell.text}\n{signs}".strip())
    broken = '"&CHAR(10)&"'.join(signs.split("\n"))
    return Cell(Kind.TEXT, f"{cell.text}\n{signs}", f'{cell.formula}&CHAR(10)&"{broken}"')


def _note(line: Line, mend: Mend, plan: Plan) -> str:
    language = plan.language
    return _NOTE.say(
        language,
        severity=SEVERITY[mend.severity].in_(language),
        number=line.number,
        message=mend.message.in_(language),
        fix=mend.fix.in_(language),
    )
