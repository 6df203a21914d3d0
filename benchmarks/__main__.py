"""All benchmarks in one run: `python benchmarks [--quick] [--json FILE] [--only PART …] [--keep FOLDER]`.

Makes its own made-up data, runs the product and what others would use side by side, in turn, and prints what each cost,
medians, and how the ratios stand to the goals. CPU counts unless a line says “wall”. Whole, it takes about an hour and
three gigabytes of disk for ten thousand workbooks; `--quick` a few minutes, with which goals are not judged that speak
of thousands. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

import check
import generate
import returned
import summary

LIBRARIES = ("xlsxwriter", "openpyxl", "pandas", "python-calamine", "click")


class Sizes(NamedTuple):
    """How much is made and how often it is run."""

    stamped: tuple[int, ...]
    files: int
    merged: int
    cores: int
    growth: tuple[int, ...]
    summary: int
    rounds: int


WHOLE = Sizes((300, 1_000), 300, 200, 3_000, (100, 300, 1_000, 3_000, 10_000), 10_000, 5)
QUICK = Sizes((100,), 40, 40, 100, (50, 100), 300, 3)


class Goal(NamedTuple):
    """A goal: the ratio (or the megabytes) that may be reached at most, and what was found."""

    what: str
    most: float
    found: float

    @property
    def met(self) -> bool:
        """Whether it is met."""
        return self.found <= self.most


class Part(NamedTuple):
    """One table, and the goals that it shows."""

    name: str
    heads: tuple[str, ...]
    rows: Sequence[Sequence[str | float | int | None]]
    goals: Sequence[Goal]


def stamping(sizes: Sizes, _made: check.Made) -> Iterator[Part]:
    """Making workbooks."""
    for units in sizes.stamped:
        lines = generate.measured(units, rounds=sizes.rounds)
        rows = [(each.way, each.cpu, each.wall, each.to_copy, 1 / each.to_xlsxwriter) for each in lines]
        ours = next(each for each in lines if each.way == "cchc generate")
        goals = [
            Goal(f"generate {units}, to xlsxwriter whole", 1 / 20, ours.to_xlsxwriter),
            Goal(f"generate {units}, to raw copy", 12, ours.to_copy),
        ]
        yield Part(f"generate, {units} units, ms each", ("", "CPU", "wall", "× copy", "xlsxwriter ÷"), rows, goals)


def _part(name: str, rows: Sequence[check.Row], goals: Sequence[Goal]) -> Part:
    heads = ("", "files", "CPU ms a file", "wall ms a file", "ratio", "MB", "MB, worker")
    told = [
        (r.name, r.files, r.cpu / r.files * 1e3, r.wall / r.files * 1e3, r.ratio, r.peak, r.worker) for r in rows
    ]  # fmt: skip
    return Part(name, heads, told, goals)


def checking(sizes: Sizes, made: check.Made) -> Iterator[Part]:
    """Reading and judging."""
    rows = check.checking(made, sizes.files, sizes.rounds)
    goals = [
        Goal("check in one process, to bare calamine", 2.0, rows[1].ratio),
        Goal("check in a worker, to bare calamine", 2.5, rows[2].ratio),
    ]
    yield _part("check", rows, goals)
    rows = check.unusual(made, sizes.files, sizes.rounds)
    yield _part("one file in twenty unusual", rows, [Goal("5 % unusual files, to none", 2.0, rows[1].ratio)])


def merging(sizes: Sizes, made: check.Made) -> Iterator[Part]:
    """Check and merge, whole processes."""
    rows = check.merging(made, sizes.merged, sizes.rounds)
    calamine, openpyxl = (rows[0].cpu / row.cpu for row in rows[1:])
    goals = [
        Goal(f"check + merge of {sizes.merged}, to pandas with openpyxl", 1 / 12, openpyxl),
        Goal(f"check + merge of {sizes.merged}, to pandas with calamine", 1 / 6, calamine),
    ]
    yield _part("check + merge, whole process", rows, goals)


def cores(sizes: Sizes, made: check.Made) -> Iterator[Part]:
    """Two cores."""
    rows = check.cores(made, sizes.cores, min(3, sizes.rounds))
    goals = [
        Goal(f"two cores, {how}, wall", 0.62, rows[at].ratio) for at, how in ((1, "fork"), (3, "spawn"))
    ]  # fmt: skip
    yield _part("two cores, ratios by wall", rows, goals)


def growing(sizes: Sizes, made: check.Made) -> Iterator[Part]:
    """More and more files, checked and merged by two workers, once each."""
    rows = check.growth(made, sizes.growth, 1, "check + merge, two workers")
    at = {row.files: row for row in rows}
    goals = []
    if 300 in at and 3_000 in at:
        goals.append(Goal("peak at 3,000 to that at 300", 1.3, at[3_000].peak / at[300].peak))
    if 1_000 in at and 10_000 in at:
        goals += [
            Goal("MB in the main process at 10,000", 80, at[10_000].peak),
            Goal("MB in a worker at 10,000", 60, at[10_000].worker),
            Goal("CPU a file at 10,000 to that at 1,000", 1.1, at[10_000].ratio / at[1_000].ratio),
        ]
    yield _part("check + merge, growth", rows, goals)


def summing(sizes: Sizes, _made: check.Made) -> Iterator[Part]:
    """The summary of many units."""
    lines = summary.lines(sizes.summary, min(3, sizes.rounds))
    rows = [(each.way, each.cpu, each.ratio, each.held, each.allocated) for each in lines]
    ours = lines[1]
    goals = [
        Goal(f"summary of {sizes.summary}, to xlsxwriter with constant memory", 1.5, ours.ratio),
        Goal(f"MB for the summary of {sizes.summary}", 40, ours.held or ours.allocated or 0),
    ]
    yield Part(f"summary, {sizes.summary} units", ("", "CPU s", "ratio", "MB held", "MB allocated"), rows, goals)


def starting(sizes: Sizes, made: check.Made) -> Iterator[Part]:
    """Whole commands."""
    rows = check.starting(made, 4 * sizes.rounds)
    mosts = {"cchc --help": 1.4, "cchc rule": 1.4, "cchc check of one file": 3.0}
    goals = [
        Goal(f"{row.name}, to import click, wall", mosts[row.name], row.ratio) for row in rows if row.name in mosts
    ]
    told = [(row.name, row.wall * 1e3, row.ratio) for row in rows]
    yield Part("start, whole process", ("", "wall ms", "ratio"), told, goals)


PARTS: dict[str, Callable[[Sizes, check.Made], Iterator[Part]]] = {
    "generate": stamping,
    "check": checking,
    "merge": merging,
    "cores": cores,
    "growth": growing,
    "summary": summing,
    "start": starting,
}


def machine() -> str:
    """Return what it ran on, and with which versions."""
    system = f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}"
    return ", ".join((f"{os.cpu_count()} cores", system, *(f"{name} {version(name)}" for name in LIBRARIES)))


def shown(part: Part) -> str:
    """Return a table in Markdown, and its goals."""

    def cell(value: str | float | None) -> str:
        if isinstance(value, float):
            return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
        return "–" if value is None else f"{value:,}" if isinstance(value, int) else value

    lines = [
        f"\n### {part.name}\n",
        f"| {' | '.join(part.heads)} |",
        f"|{'---|' * len(part.heads)}",
        *(f"| {' | '.join(map(cell, row))} |" for row in part.rows),
        "",
        *(f"- {'met' if goal.met else 'NOT MET'}: {goal.what}: {_ratio(goal)}" for goal in part.goals),
    ]
    return "\n".join(lines)


def _ratio(goal: Goal) -> str:
    if goal.most < 0.5:
        return f"1/{1 / goal.found:.1f} (goal 1/{1 / goal.most:.0f})"
    return f"{goal.found:.2f} (goal {goal.most:g})"


def main() -> int:
    """Print all tables; return 0, whatever goals are met."""
    parser = argparse.ArgumentParser(prog="python benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few files, few rounds")
    parser.add_argument("--json", type=Path, help="where the figures go as JSON, too")
    parser.add_argument("--rounds", type=int, help="how often each way is run")
    parser.add_argument("--only", nargs="*", choices=list(PARTS), default=list(PARTS))
    parser.add_argument("--keep", type=Path, help="where the made-up folders are kept for another time")
    args = parser.parse_args()
    sizes = QUICK if args.quick else WHOLE
    sizes = sizes._replace(rounds=args.rounds or sizes.rounds)
    told: dict[str, Any] = {"machine": machine(), "sizes": sizes._asdict(), "parts": []}
    print(told["machine"], flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        home = args.keep or Path(temporary)

        def made(files: int, unusual: int) -> Path:
            return returned.make(home / f"{files}-{unusual}", files, unusual).root

        for name in args.only:
            for part in PARTS[name](sizes, made):
                print(shown(part), flush=True)
                goals = [goal._asdict() | {"met": goal.met} for goal in part.goals]
                told["parts"].append(part._asdict() | {"goals": goals})
                if args.json:
                    args.json.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
