"""Times writing a large summary beside xlsxwriter alone: `python benchmarks/summary.py [units [rounds]] [--json]`.

The summary is made up: the large set's criteria, a file and a finding of each unit. Counted is what turns it into
`tong-hop.xlsx`: every sheet, dressed. Beside it xlsxwriter writes the same values bare, in its constant-memory
mode, formulas as their results. Both ways run in turn; the table has medians of CPU seconds. Memory is measured in
processes of their own, that make the summary first: what writing takes on top of it, as the system counts it (Linux)
and as Python allocates it.
"""

from __future__ import annotations

import io
import json
import multiprocessing
import platform
import random
import resource
import statistics
import sys
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import xlsxwriter

from cchc_xlsx import scoring
from cchc_xlsx.assigning import understood
from cchc_xlsx.batch import Folder, campaign_of, templates
from cchc_xlsx.batch.summing import placed
from cchc_xlsx.exports import proof, tong_hop_json, tong_hop_xlsx
from cchc_xlsx.exports.stored import Stored
from cchc_xlsx.model.book import Book, Kind
from cchc_xlsx.model.campaign import Unit
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Outcome
from cchc_xlsx.model.submission import State
from cchc_xlsx.model.summary import CriterionScore, FileOutcome, Result, Status, Summary
from cchc_xlsx.terms import Words
from cchc_xlsx.workbooks.summary import fill_summary

ROUNDS = 5
_WARNING = Words("Điểm {code} của {name}: chưa nêu tài liệu kiểm chứng.", "{name}, {code}: no evidence is named.")


@dataclass(frozen=True, slots=True)
class Line:
    """A way: CPU seconds (the median), its ratio to the bare one, and megabytes on top of the summary.

    `held` is what the process grew by, `allocated` what Python held at most; None where that was not measured.
    """

    way: str
    cpu: float
    ratio: float
    held: float | None = None
    allocated: float | None = None


def summary_of(units: int) -> Summary:
    """Return the made-up summary of so many units: nine of ten ranked, equal scores shared."""

    class Template(Folder):
        @property
        def campaign(self) -> Path:
            return self.root

    chance = random.Random(1)
    large = understood(campaign_of(Template(templates()["bo-lon-gia-dinh"])))
    made = tuple(Unit(f"{10_000 + number}", f"Xã Giả Định {number}") for number in range(units))
    campaign = replace(large, units=made, assignments=())
    choices = {
        c.code: [
            CriterionScore(c.code, score, c.maximum or Decimal(0), State.SCORED)
            for score in (Decimal(step) * c.highest / 4 for step in (0, 1, 2, 3, 4, 4, 4, 4))
        ]
        for c in campaign.counted
    }
    results, files, findings = [], [], []
    for number, unit in enumerate(campaign.sorted_units):
        path = f"{unit.code}-xa-gia-dinh-{number}.xlsx"
        card = scoring.scorecard([chance.choice(each) for each in choices.values()], campaign)
        status = Status.INCOMPLETE if number % 10 == 9 else Status.COMPLETE
        results.append(Result(unit, status, card, file=path))
        files.append(FileOutcome(path, f"{number:064x}", Outcome.COUNTED, unit.code))
        code = chance.choice(campaign.counted).code
        message = Words(*(told.format(code=code, name=unit.name) for told in (_WARNING.vi, _WARNING.en)))
        place = Place(path, "LV 1", 6 + number % 20, 6)
        findings.append(
            Finding("E05", "evidence_missing", Severity.WARNING, message, message, place, unit.code, code, Decimal(1))
        )
    return Summary(campaign, placed(results, campaign), tuple(files), tuple(findings), units)


Values = Mapping[str, Sequence[tuple[int, Sequence[tuple[int, str | float]]]]]


def values_of(book: Book) -> Values:
    """Return the bare values of every sheet, row by row."""
    found = {}
    for sheet in book.sheets:
        rows: dict[int, list[tuple[int, str | float]]] = {}
        for piece in sheet.pieces():
            for (row, column), cell in sorted(piece.cells.items()):
                value = float(cell.text) if cell.kind is Kind.NUMBER else cell.text
                rows.setdefault(row, []).append((column, value))
        found[sheet.title] = list(rows.items())
    return found


def bare(values: Values) -> bytes:
    """Return a workbook of the values, as xlsxwriter writes them with constant memory."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True})
    for title, rows in values.items():
        sheet = book.add_worksheet(title)
        for row, cells in rows:
            for column, value in cells:
                if isinstance(value, str):
                    sheet.write_string(row, column, value)
                else:
                    sheet.write_number(row, column, value)
    book.close()
    return buffer.getvalue()


def _workbook(summary: Summary) -> Stored:
    made = Stored()
    tong_hop_xlsx.write(summary, "vi", made.file)
    return made


def _json(summary: Summary) -> Stored:
    made = Stored()
    tong_hop_json.write(summary, "vi", made.file)
    return made


def _proved(summary: Summary) -> None:
    if proof.differences({"tong-hop.xlsx": _workbook(summary)}, summary, "vi"):
        raise RuntimeError("what was read back is not what was written")


BARE = "xlsxwriter, constant_memory, bare"
WAYS: Mapping[str, Callable[[Summary], object]] = {
    "tong-hop.xlsx": _workbook,
    "tong-hop.xlsx, and read back": _proved,
    "tong-hop.json": _json,
}


def memory(way: Callable[[Summary], object], units: int) -> tuple[float | None, float]:
    """Return the megabytes that a way takes on top of the summary: of the process, and as Python allocates."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1, maxtasksperchild=1) as pool:
        held = pool.apply(_held, (way, units))
    with context.Pool(1, maxtasksperchild=1) as pool:
        return held, pool.apply(_allocated, (way, units))


def _held(way: Callable[[Summary], object], units: int) -> float | None:
    way(summary_of(20))  # imports
    summary = summary_of(units)
    reset = Path("/proc/self/clear_refs")
    if not reset.exists():
        return None
    before = _status("VmRSS")
    reset.write_text("5")  # the peak begins anew
    way(summary)
    return (_status("VmHWM") - before) / 1024


def _status(key: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith(f"{key}:"))


def _allocated(way: Callable[[Summary], object], units: int) -> float:
    way(summary_of(20))
    summary = summary_of(units)
    tracemalloc.start()
    way(summary)
    return tracemalloc.get_traced_memory()[1] / 1_000_000


def lines(units: int, rounds: int = ROUNDS) -> list[Line]:
    """Return the table of a summary of so many units."""
    summary = summary_of(units)
    ways: Mapping[str, Callable[[], object]] = {
        BARE: partial(bare, values_of(fill_summary(summary, "vi"))),
        **{name: partial(way, summary) for name, way in WAYS.items()},
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            start = _cpu()
            way()
            taken[name].append(_cpu() - start)
    del ways, summary
    first = statistics.median(taken[BARE])
    found = []
    for name, seconds in taken.items():
        median = statistics.median(seconds)
        more = memory(WAYS[name], units) if name in WAYS else (None, None)
        found.append(Line(name, median, median / first, *more))
    return found


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main(units: int, rounds: int = ROUNDS, *, as_json: bool = False) -> int:
    """Print the table; return 0."""
    table = lines(units, rounds)
    if as_json:
        print(json.dumps({"units": units, "lines": [asdict(line) for line in table]}, indent=1))
        return 0
    print(f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}, xlsxwriter")
    print(f"{xlsxwriter.__version__}; {units} units, {len(summary_of(1).campaign.counted)} criteria, {rounds} rounds")
    print(f"\n{'':36} {'CPU s':>8} {'ratio':>7} {'MB held':>9} {'allocated':>10}")
    for line in table:
        held, allocated = ("–" if each is None else f"{each:.0f}" for each in (line.held, line.allocated))
        print(f"{line.way:36} {line.cpu:8.2f} {line.ratio:7.2f} {held:>9} {allocated:>10}")
    return 0


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    sys.exit(main(*(numbers or [10_000]), as_json="--json" in sys.argv))
