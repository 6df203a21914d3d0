"""Reading a result back before it takes its name: what stands in the bytes has to be what was summed up."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import IO

from cchc_xlsx.excel.rows import visit_rows
from cchc_xlsx.exports.bang_diem import FORMATS, STEM
from cchc_xlsx.exports.stored import Stored
from cchc_xlsx.exports.table import SCORES, Fact, Line, score_lines
from cchc_xlsx.model.book import EMPTY, Cell, Kind
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language
from cchc_xlsx.workbooks.layout import SKIP
from cchc_xlsx.workbooks.summary import ranking

#: Code, points and rank of each unit; None where it has not got them.
_Line = tuple[str, float | None, int | None]


def differences(files: Mapping[str, bytes | Stored], summary: Summary, language: Language) -> tuple[str, ...]:
    """Return the names of the results, by their file names, whose points or ranks are not those of the summary."""
    meant = sorted(_meant(summary))
    readers: Mapping[str, Callable[[bytes | Stored], list[_Line]]] = {
        "tong-hop.xlsx": lambda data: _in_workbook(
            io.BytesIO(data) if isinstance(data, bytes) else data.file, language
        ),
        "tong-hop.json": lambda data: _in_json([data] if isinstance(data, bytes) else data),
    }
    wrong = [name for name, data in files.items() if name in readers and sorted(readers[name](data)) != meant]
    wrong += [
        name for name, data in files.items() if name.startswith(f"{STEM}.") and _unlike(name, _all(data), summary)
    ]
    return tuple(wrong)


def _all(data: bytes | Stored) -> bytes:
    return data if isinstance(data, bytes) else data.read()


def _meant(summary: Summary) -> list[_Line]:
    return [(r.unit.code, float(r.card.points) if r.card else None, r.rank) for r in summary.results]


#: Around the units of `tong-hop.json`, and between them: they are read one by one, for all at once would be too much.
_BEGIN, _END, _BETWEEN = b'\n "units": [\n  ', b"\n ],", b",\n  {"


def _in_json(chunks: Iterable[bytes]) -> list[_Line]:
    """Return what a `tong-hop.json` tells, nothing where it breaks off."""
    found: list[_Line] = []
    held, begun = b"", False
    for chunk in chunks:
        held += chunk
        if not begun:
            before, begin, after = held.partition(_BEGIN)
            begun, held = bool(begin), after or before
        if begun:
            told, end, _ = held.partition(_END)
            *units, rest = told.split(_BETWEEN)
            found += map(_unit, units)
            if end:
                return [*found, _unit(rest)]
            held = rest
    return []


def _unit(told: bytes) -> _Line:
    unit = json.loads(told if told.startswith(b"{") else b"{" + told)
    return unit["code"], None if unit["points"] is None else float(Decimal(unit["points"])), unit["rank"]


def _in_workbook(file: IO[bytes], language: Language) -> list[_Line]:
    found: list[_Line] = []
    columns: dict[str, int] = {}

    def visit(line: Mapping[int, Cell]) -> None:
        mark = line.get(0, EMPTY).text
        if mark == ranking.TABLE.marker:
            columns.update({cell.text: column for column, cell in line.items()})
        elif columns and mark != SKIP:
            unit, points, rank = (line.get(columns[key], EMPTY) for key in ("unit", "points", "rank"))
            if unit.kind is Kind.TEXT:
                number = float(points.text) if points.kind is Kind.NUMBER else None
                place = rank.text.partition("/")[0]
                found.append((unit.text, number, int(place) if place.isdecimal() else None))

    visit_rows(file, ranking.TABLE.title.in_(language), visit)
    return found


def _unlike(name: str, data: bytes, summary: Summary) -> bool:
    """Tell whether a table of scores, read back, has other units, criteria, scores or states than the summary."""
    _, read_back = FORMATS[name.rpartition(".")[2]]
    keys = [SCORES.keys.index(key) for key in ("unit", "criterion", "state", "score")]

    def told(lines: Iterable[Line]) -> list[tuple[Fact | float, ...]]:
        facts = ([line[key] for key in keys] for line in lines)
        return [(*rest, None if score is None else float(str(score))) for *rest, score in facts]

    return told(read_back(data)) != told(score_lines(summary))
