"""Reading a result back before it takes its name: what stands in the bytes has to be what was summed up."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal

from cchc_xlsx.excel.package import OURS
from cchc_xlsx.excel.read import read
from cchc_xlsx.exports.bang_diem import FORMATS, STEM
from cchc_xlsx.exports.table import SCORES, Fact, Line, score_lines
from cchc_xlsx.model.book import Kind
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language
from cchc_xlsx.workbooks.summary import ranking
from cchc_xlsx.workbooks.tables import Row, tables_in

#: Code, points and rank of each unit; None where it has not got them.
_Line = tuple[str, float | None, int | None]


def differences(files: Mapping[str, bytes], summary: Summary, language: Language) -> tuple[str, ...]:
    """Return the names of the results, by their file names, whose points or ranks are not those of the summary."""
    meant = sorted(_meant(summary))
    readers = {"tong-hop.xlsx": lambda data: _in_workbook(data, language), "tong-hop.json": _in_json}
    wrong = [name for name, data in files.items() if name in readers and sorted(readers[name](data)) != meant]
    wrong += [name for name, data in files.items() if name.startswith(f"{STEM}.") and _unlike(name, data, summary)]
    return tuple(wrong)


def _meant(summary: Summary) -> list[_Line]:
    return [(r.unit.code, float(r.card.points) if r.card else None, r.rank) for r in summary.results]


def _in_json(data: bytes) -> list[_Line]:
    units = json.loads(data)["units"]
    return [
        (unit["code"], None if unit["points"] is None else float(Decimal(unit["points"])), unit["rank"])
        for unit in units
    ]


def _in_workbook(data: bytes, language: Language) -> list[_Line]:
    book = read(data, OURS, only=ranking.TABLE.title.in_(language))
    found = [table for table in tables_in(book) if table.name == ranking.TABLE.name]
    return [_line(row) for table in found for row in table.rows if row.cell("unit").kind is Kind.TEXT]


def _line(row: Row) -> _Line:
    points, rank = row.cell("points"), row.text("rank").partition("/")[0]
    number = float(points.text) if points.kind is Kind.NUMBER else None
    return row.text("unit"), number, int(rank) if rank.isdecimal() else None


def _unlike(name: str, data: bytes, summary: Summary) -> bool:
    """Tell whether a table of scores, read back, has other units, criteria, scores or states than the summary."""
    _, read_back = FORMATS[name.rpartition(".")[2]]
    keys = [SCORES.keys.index(key) for key in ("unit", "criterion", "state", "score")]

    def told(lines: Iterable[Line]) -> list[tuple[Fact | float, ...]]:
        facts = ([line[key] for key in keys] for line in lines)
        return [(*rest, None if score is None else float(str(score))) for *rest, score in facts]

    return told(read_back(data)) != told(score_lines(summary))
