"""Times the loop on the made-up large set beside what a user would write: `python benchmarks/loop.py [units]`.

Each way runs in turn, A B C A B C, several rounds; the table gives medians of CPU milliseconds a workbook and their
ratio to the first way of its block. Figures of different machines do not compare; ratios do, more or less.
"""

from __future__ import annotations

import io
import platform
import random
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pandas as pd
from python_calamine import CalamineWorkbook

from cchc_xlsx import rules
from cchc_xlsx.assigning import understood
from cchc_xlsx.batch import Folder, campaign_of, templates
from cchc_xlsx.excel.door import open_book
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.book import Book, cell
from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.place import NOWHERE
from cchc_xlsx.model.received import Received
from cchc_xlsx.model.submission import Entry, Said
from cchc_xlsx.workbooks.tables import score_of
from cchc_xlsx.workbooks.unit import fill_unit, parse_unit

ROUNDS = 5


def campaign() -> Campaign:
    """Return the made-up large campaign that comes with the package."""

    class Template(Folder):
        @property
        def campaign(self) -> Path:
            return self.root

    return understood(campaign_of(Template(templates()["bo-lon-gia-dinh"])))


def filled(made_up: Campaign, number: int) -> bytes:
    """Return a unit's workbook, filled in with made-up scores."""
    chance = random.Random(number)
    unit = made_up.units[number % len(made_up.units)]
    entries = [
        Entry(c.code, score_of(cell(c.highest if chance.random() < 0.8 else c.lowest), NOWHERE), Said("Báo cáo số 1"))
        for c in made_up.criteria.scored
    ]
    return written(fill_unit(made_up, unit, "vi", entries=entries))


def check(data: bytes, made_up: Campaign) -> None:
    """Read and judge a returned workbook as `cchc check` does."""
    book = open_book(data)
    assert isinstance(book, Book)
    rules.inspect(Received("x.xlsx", "", None, parse_unit(book, made_up.criteria, "x.xlsx")), made_up)


def main(units: int) -> int:
    """Print the table; return 0."""
    made_up = campaign()
    files = [filled(made_up, number) for number in range(units)]
    blocks: Mapping[str, Mapping[str, Callable[[], object]]] = {
        "make a workbook": {
            "cchc generate": lambda: [written(fill_unit(made_up, u, "vi")) for u in made_up.units[:units]],
            "openpyxl load, set, save": lambda: [_openpyxl(data) for data in files],
        },
        "read a returned workbook": {
            "cchc check, all rules": lambda: [check(data, made_up) for data in files],
            "python-calamine, values only": lambda: [_calamine(data) for data in files],
            "openpyxl, values only": lambda: [openpyxl.load_workbook(io.BytesIO(d), data_only=True) for d in files],
            "pandas with openpyxl": lambda: [
                pd.read_excel(io.BytesIO(d), sheet_name=None, engine="openpyxl") for d in files
            ],
        },
    }
    print(f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}; {units} workbooks of")
    print(f"{len(made_up.criteria.scored)} criteria, {ROUNDS} rounds in turn; CPU ms a workbook")
    for title, ways in blocks.items():
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                start = time.process_time()
                way()
                times[name].append((time.process_time() - start) * 1000 / units)
        first = statistics.median(next(iter(times.values())))
        print(f"\n{title:32} {'median':>8} {'min':>8} {'max':>8} {'ratio':>7}")
        for name, taken in times.items():
            median = statistics.median(taken)
            print(f"{name:32} {median:8.1f} {min(taken):8.1f} {max(taken):8.1f} {median / first:7.2f}")
    return 0


def _openpyxl(data: bytes) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    workbook.worksheets[2]["G8"] = 1
    workbook.save(io.BytesIO())


def _calamine(data: bytes) -> list[list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
