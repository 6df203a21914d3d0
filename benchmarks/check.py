"""Times reading, judging and merging beside what others would do: `python benchmarks/check.py [--files N] …`.

Every way is a process of its own over the same files; the ways run in turn, A B C A B C, and the medians count. CPU is
that of a process and of all its workers, user and system; imports and the reading of the campaign workbook are left
out, but not where a whole process is timed. Peaks are what the system saw, of the process and of its largest worker.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

#: Makes a folder of so many filled workbooks, one in so many of them unusual, and returns where it is.
Made = Callable[[int, int], Path]
HERE = Path(__file__).resolve().parent


class Row(NamedTuple):
    """What one way cost: medians of CPU and wall seconds, CPU (or wall) against the first of its table, peaks in MB."""

    name: str
    files: int
    cpu: float
    wall: float
    ratio: float
    peak: float
    worker: float


# Ways: each is given the campaign folder, and is run in a process of its own.


def ours_alone(root: Path) -> Callable[[], object]:
    """Judge every file in this very process, all rules at work, as a worker does."""
    from cchc_xlsx import rules
    from cchc_xlsx.batch import Folder, usable
    from cchc_xlsx.batch.receiving import Source, judge
    from cchc_xlsx.batch.workers import spare_collector

    campaign = usable(Folder(root))
    rules.ready()
    spare_collector()
    return lambda: [_count(judge(Source(p, p.name), campaign)) for p in _files(root)]


def ours(root: Path, jobs: int = 1, method: str = "fork") -> Callable[[], object]:
    """Take the folder in, in workers that can be ended."""
    from cchc_xlsx.batch import Folder, Means, check

    return lambda: check(Folder(root), means=Means(jobs=jobs, method=method)) and None  # type: ignore[arg-type]


def calamine(root: Path) -> Callable[[], object]:
    """Read the values of all sheets with python-calamine, and nothing else."""
    from python_calamine import CalamineWorkbook

    def read(path: Path) -> None:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()

    return lambda: [read(path) for path in _files(root)]


def by_openpyxl(root: Path) -> Callable[[], object]:
    """Read the values of all sheets with openpyxl, and nothing else."""
    from openpyxl import load_workbook

    def read(path: Path) -> None:
        for sheet in load_workbook(path):
            for _ in sheet.iter_rows(values_only=True):
                pass

    return lambda: [read(path) for path in _files(root)]


def merged(root: Path, jobs: int = 1) -> Callable[[], object]:
    """Check and merge as the command does, imports and all."""

    def run() -> None:
        from cchc_xlsx.batch import Folder, Means, merge

        gc.set_threshold(50_000, 20, 100)  # as the command does
        merge(Folder(root), means=Means(jobs=jobs))

    return run


def pandas_loop(root: Path, engine: str) -> Callable[[], object]:
    """Do what a user would write: read all sheets of all files, put them below each other, write one workbook."""

    def run() -> None:
        import pandas as pd

        frames = []
        for path in _files(root):
            for name, frame in pd.read_excel(path, sheet_name=None, header=None, engine=engine).items():
                frame.insert(0, "sheet", name)
                frame.insert(0, "file", path.name)
                frames.append(frame)
        pd.concat(frames, ignore_index=True).to_excel(root / "pandas.xlsx", index=False)

    return run


WAYS: dict[str, Callable[[Path], Callable[[], object]]] = {
    "python-calamine, all sheets, values only": calamine,
    "check in one process": ours_alone,
    "check in a worker": ours,
    "openpyxl, all sheets, values only": by_openpyxl,
    "check in two workers": lambda root: ours(root, 2),
    "check in two workers, spawned": lambda root: ours(root, 2, "spawn"),
    "check in a worker, spawned": lambda root: ours(root, 1, "spawn"),
    "check + merge": merged,
    "check + merge, two workers": lambda root: merged(root, 2),
    "pandas loop with openpyxl": lambda root: pandas_loop(root, "openpyxl"),
    "pandas loop with python-calamine": lambda root: pandas_loop(root, "calamine"),
}
WHOLE = {"check + merge", "check + merge, two workers", "pandas loop with openpyxl", "pandas loop with python-calamine"}


def _files(root: Path) -> list[Path]:
    return sorted((root / "nhan-ve").iterdir())


def _count(judged: object) -> None:
    """Keep nothing of a file."""


def _one(way: str, root: Path) -> None:
    """Run a way and print what it cost, as JSON."""
    import resource

    start = time.perf_counter()
    run = WAYS[way](root)
    first, begun = _cpu(), time.perf_counter()
    run()
    cpu, ended = _cpu(), time.perf_counter()
    if way in WHOLE:
        first, begun = 0.0, start
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps({"cpu": cpu - first, "wall": ended - begun, "peak": _peak(), "worker": worker}))


def _peak() -> float:
    """Return the most memory that this process had at a time, in MB; `getrusage` would tell that of who started it."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text("ascii").partition("VmHWM:")[2].split()[0]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _cpu() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def table(ways: Sequence[str], root: Path, rounds: int, *, by_wall: bool = False) -> list[Row]:
    """Run the ways in turn over one folder and return a row each; the first is what the others are held against."""
    found: dict[str, list[dict[str, float]]] = {way: [] for way in ways}
    for _ in range(rounds):
        for way in ways:
            argv = [sys.executable, str(Path(__file__).resolve()), "--way", way, str(root)]
            run = subprocess.run(argv, capture_output=True, check=True, text=True, env=_compiled())
            found[way].append(json.loads(run.stdout))
    rows = []
    for way, runs in found.items():
        cpu, wall = (statistics.median(run[key] for run in runs) for key in ("cpu", "wall"))
        first = rows[0] if rows else None
        ratio = 1.0 if first is None else (wall / first.wall if by_wall else cpu / first.cpu)
        peaks = (max(run[key] for run in runs) for key in ("peak", "worker"))
        rows.append(Row(way, len(_files(root)), cpu, wall, ratio, *peaks))
    return rows


def checking(made: Made, files: int, rounds: int) -> list[Row]:
    """Reading and judging against bare python-calamine."""
    return table(list(WAYS)[:4], made(files, 0), rounds)


def unusual(made: Made, files: int, rounds: int) -> list[Row]:
    """Judging where one file in twenty is for the strict reader, against judging ordinary files alone."""
    found: list[list[Row]] = []
    for _ in range(rounds):
        found.append([table(["check in a worker"], made(files, every), 1)[0] for every in (0, 20)])
    rows = []
    for name, runs in zip(("ordinary files alone", "one in twenty unusual"), zip(*found, strict=True), strict=True):
        cpu, wall = statistics.median(run.cpu for run in runs), statistics.median(run.wall for run in runs)
        ratio = cpu / rows[0].cpu if rows else 1.0
        rows.append(Row(name, files, cpu, wall, ratio, max(run.peak for run in runs), max(run.worker for run in runs)))
    return rows


def merging(made: Made, files: int, rounds: int) -> list[Row]:
    """Check and merge, whole processes, against loops with pandas that check nothing."""
    ways = ["check + merge", "pandas loop with python-calamine", "pandas loop with openpyxl"]
    return table(ways, made(files, 0), rounds)


def cores(made: Made, files: int, rounds: int) -> list[Row]:
    """One worker against two, by wall time."""
    root = made(files, 0)
    forked = table(["check in a worker", "check in two workers"], root, rounds, by_wall=True)
    spawned = table(["check in a worker, spawned", "check in two workers, spawned"], root, rounds, by_wall=True)
    return forked + spawned


def growth(made: Made, sizes: Sequence[int], rounds: int, way: str = "check in two workers") -> list[Row]:
    """The same over more and more files; the ratio is CPU a file against the smallest."""
    rows = [table([way], made(size, 0), rounds)[0] for size in sizes]
    return [row._replace(ratio=(row.cpu / row.files) / (rows[0].cpu / rows[0].files)) for row in rows]


_COMMAND = ["-c", "import sys; from cchc_xlsx.cli import main; sys.exit(main())"]  # what the command `cchc` holds
STARTS = {
    "python -c 'import click'": ["-c", "import click"],
    "cchc --help": [*_COMMAND, "--help"],
    "cchc rule": [*_COMMAND, "rule"],
    "cchc rule S04": [*_COMMAND, "rule", "S04"],
    "cchc check of one file": [*_COMMAND, "check"],
}


def _compiled() -> dict[str, str]:
    """Return an environment in which what is run from a checkout is compiled once, as an installation is."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def starting(made: Made, rounds: int) -> list[Row]:
    """Whole processes as they start, against one that only imports click; peaks are not told."""
    root = made(1, 0)
    walls: dict[str, list[float]] = {name: [] for name in STARTS}
    for _ in range(rounds + 1):  # the first may have to compile what is installed from a checkout
        for name, argv in STARTS.items():
            begun = time.perf_counter()
            subprocess.run([sys.executable, *argv], cwd=root, capture_output=True, check=False, env=_compiled())
            walls[name].append(time.perf_counter() - begun)
    medians = {name: statistics.median(times[1:]) for name, times in walls.items()}
    first = next(iter(medians.values()))
    return [Row(name, 1, 0.0, wall, wall / first, 0.0, 0.0) for name, wall in medians.items()]


def shown(title: str, rows: Sequence[Row]) -> str:
    """Return a table as text."""
    lines = [f"{title:42} {'files':>6} {'cpu ms':>9} {'wall ms':>9} {'ratio':>6} {'MB':>5} {'worker':>6}"]
    for row in rows:
        each = (1000 / row.files) if row.files else 0.0
        lines.append(
            f"{row.name:42} {row.files:6} {row.cpu * each:9.2f} {row.wall * each:9.2f} {row.ratio:6.2f}"
            f" {row.peak:5.0f} {row.worker:6.0f}"
        )
    return "\n".join(lines) + "\n"


def main() -> int:
    """Print all tables, milliseconds a file; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument("--merged", type=int, default=60)
    parser.add_argument("--cores", type=int, default=300)
    parser.add_argument("--growth", type=int, nargs="*", default=[100, 300])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="where the made-up folders are kept for another time")
    parser.add_argument("--way", nargs=2, metavar=("WAY", "FOLDER"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.way:
        _one(args.way[0], Path(args.way[1]))
        return 0
    from returned import make

    with tempfile.TemporaryDirectory() as temporary:
        home = args.keep or Path(temporary)

        def made(files: int, unusual: int) -> Path:
            return make(home / f"{files}-{unusual}", files, unusual).root

        print(shown("check", checking(made, args.files, args.rounds)))
        print(shown("one file in twenty unusual", unusual(made, args.files, args.rounds)))
        print(shown("check + merge, whole process", merging(made, args.merged, args.rounds)))
        print(shown("two cores, by wall", cores(made, args.cores, args.rounds)))
        print(shown("growth, cpu a file", growth(made, args.growth, 1)))
        print(shown("start", starting(made, 3 * args.rounds)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
