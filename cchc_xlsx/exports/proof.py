"""Reading a result back before it takes its name: what stands in the bytes has to be what was summed up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from cchc_xlsx.excel.package import LIMITS
from cchc_xlsx.excel.read import read
from cchc_xlsx.model.book import Kind
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language
from cchc_xlsx.workbooks.summary import ranking
from cchc_xlsx.workbooks.tables import Row, tables_in

#: What is ours may weigh more than what strangers send.
_OURS = replace(LIMITS, file=1 << 31, unpacked=1 << 33, part=1 << 32, cells=1 << 31, text=1 << 33, ratio=1 << 20)
#: Code, points and rank of each unit; None where it has not got them.
_Line = tuple[str, float | None, int | None]


def differences(files: Mapping[str, bytes], summary: Summary, language: Language) -> tuple[str, ...]:
    """Return the names of the results, by their file names, whose points or ranks are not those of the summary."""
    meant = sorted(_meant(summary))
    readers = {"tong-hop.xlsx": lambda data: _in_workbook(data, language), "tong-hop.json": _in_json}
    return tuple(name for name, data in files.items() if name in readers and sorted(readers[name](data)) != meant)


def _meant(summary: Summary) -> list[_Line]:
    return [(r.unit.code, float(r.card.points) if r.card else None, r.rank) for r in summary.results]


def _in_json(data: bytes) -> list[_Line]:
    units = json.loads(data, object_hook=_without_criteria)["units"]
    return [
        (unit["code"], None if unit["points"] is None else float(Decimal(unit["points"])), unit["rank"])
        for unit in units
    ]


def _without_criteria(told: dict[str, Any]) -> dict[str, Any] | None:
    return None if "state" in told else told


def _in_workbook(data: bytes, language: Language) -> list[_Line]:
    book = read(data, _OURS, only=ranking.TABLE.title.in_(language))
    found = [table for table in tables_in(book) if table.name == ranking.TABLE.name]
    return [_line(row) for table in found for row in table.rows if row.cell("unit").kind is Kind.TEXT]


def _line(row: Row) -> _Line:
    points, rank = row.cell("points"), row.text("rank").partition("/")[0]
    number = float(points.text) if points.kind is Kind.NUMBER else None
    return row.text("unit"), number, int(rank) if rank.isdecimal() else None
