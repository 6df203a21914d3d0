"""Fuzzes the door: `python benchmarks/fuzz.py --inputs 100000 --seed 1` tries so many mutated workbooks.

Each input is a mangled workbook of the tests, changed anew; what shows something not seen before is changed further.
It goes the way of a received file: opened, parsed, judged by every rule, scored. The contract: a `Book` or a `Refused`
comes out of the door, findings with place and fix out of the rules, no exception, within seconds and memory. What
breaks it is written to a folder, with the bytes and the recipe: the seed's name and the numbers of the changes.
POSIX only. The machine is named where figures are quoted.
"""

from __future__ import annotations

import argparse
import io
import json
import mmap
import os
import platform
import random
import resource
import signal
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cchc_xlsx import rules, scoring  # noqa: E402
from cchc_xlsx.excel import door  # noqa: E402
from cchc_xlsx.model.book import Book  # noqa: E402
from cchc_xlsx.model.received import Received, Refused  # noqa: E402
from cchc_xlsx.model.submission import Submission  # noqa: E402
from cchc_xlsx.workbooks.unit import parse_unit  # noqa: E402
from tests.builders import CAMPAIGN  # noqa: E402
from tests.mangled.mutate import File, mutated, packed, raw  # noqa: E402
from tests.mangled.registry import base, collection  # noqa: E402

SECONDS, MEMORY = 5.0, 1 << 30  # for one input
_LARGEST = 200_000  # bytes of a seed, unpacked: what is larger takes the time of hundreds
_KEPT = 3_000  # inputs that are changed further


class TooSlow(BaseException):
    """The time of one input is over; no `except Exception` on the way may swallow it."""


@dataclass(frozen=True)
class Seed:
    """What is changed further: the parts, and how they came about: a case's name and the numbers of the changes."""

    file: File
    name: str
    steps: tuple[int, ...] = ()


@dataclass
class Report:
    """What a run came to."""

    tried: int = 0
    seconds: float = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)
    novel: int = 0


@cache
def _made() -> tuple[tuple[str, bytes], ...]:
    return (("base", base()), *((case.name, case.make()) for case in collection().values()))


@cache
def seeds() -> tuple[Seed, ...]:
    """Return the mangled workbooks that are zips and not large."""
    found = []
    for name, data in _made():
        if _is_old(data):
            continue
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                if sum(member.file_size for member in archive.infolist()) < _LARGEST:
                    found.append(Seed(tuple((m.filename, archive.read(m)) for m in archive.infolist()), name))
        except Exception:  # broken on purpose
            continue
    return tuple(found)


def old_seeds() -> list[tuple[str, bytes]]:
    """Return the mangled workbooks of formats that another program reads, in a process of its own."""
    return [(name, data) for name, data in _made() if _is_old(data) and len(data) < _LARGEST]


def _is_old(data: bytes) -> bool:
    return data.startswith(b"\xd0\xcf\x11\xe0") or b"oasis.opendocument.spreadsheet" in data[:200]


def judged(data: bytes) -> tuple[str, tuple[object, ...]]:
    """Send bytes the way of a received file; return the outcome, and what tells a new way through from a known one.

    Raises whatever should not come out.
    """
    raised: list[tuple[str, int]] = []
    with _watched(raised):
        opened = door.open_book(data)
    content: Submission | Refused
    if isinstance(opened, Refused):
        content, sign = opened, ()
        if opened.detail in ("MemoryError", "RecursionError"):
            raise RuntimeError(f"swallowed: {opened.detail}")
    else:
        assert isinstance(opened, Book)
        content = parse_unit(opened, CAMPAIGN.criteria, "x.xlsx")
        troubles = frozenset(entry.score.trouble for entry in content.entries)
        sign = (troubles, content.lacking, len(content.identities), len(content.totals))
    received = Received("x.xlsx", "", None, content)
    findings = rules.inspect(received, CAMPAIGN)
    for finding in findings:
        assert finding.place.file == "x.xlsx"
        for text in (*finding.message, *finding.fix):
            assert text.rstrip().endswith((".", "…")), text
            text.encode()  # no half of a surrogate pair may reach an output
    if isinstance(content, Submission):
        card = scoring.score(content, CAMPAIGN)
        assert all(each.score is None or each.score.is_finite() for each in card.criteria)
        outcome = "read"
    else:
        assert findings, "refused without a word"
        stumbled = opened.detail.endswith(("Error", "Exception", "Overflow"))  # what the door caught at the last moment
        outcome = f"refused: {content.reason.value}" + (f" ({opened.detail})" if stumbled else "")
    return outcome, (outcome, tuple(raised), frozenset(finding.rule for finding in findings), sign)


class _watched:
    """Notes where in the code a file is called unreadable: the cheapest coverage there is."""

    def __init__(self, raised: list[tuple[str, int]]) -> None:
        self.raised = raised

    def __enter__(self) -> None:
        self.real = door.Unreadable.__init__
        raised, real = self.raised, self.real

        def noting(error: door.Unreadable, *arguments: object) -> None:
            caller = sys._getframe(1)
            raised.append((caller.f_code.co_name, caller.f_lineno))
            real(error, *arguments)  # type: ignore[arg-type]

        door.Unreadable.__init__ = noting  # type: ignore[method-assign, assignment]

    def __exit__(self, *_: object) -> None:
        door.Unreadable.__init__ = self.real  # type: ignore[method-assign]


def limited(data: bytes) -> tuple[str, tuple[object, ...]]:
    """Do as `judged`, with a limit of processor time: a busy machine is no fault of the file."""

    def over(*_: object) -> None:
        raise TooSlow

    signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        return judged(data)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def again(recipe: Mapping[str, object]) -> bytes:
    """Return the bytes of a recipe as it was written down: a case's name, the numbers of its changes."""
    by_name = {seed.name: seed for seed in seeds()}
    file, others = by_name[str(recipe["case"])].file, [seed.file for seed in by_name.values()]
    steps = [int(step) for step in recipe["steps"]]  # type: ignore[attr-defined]
    for step in steps:
        file = mutated(file, random.Random(step), others)
    return packed(file, random.Random(~steps[-1]))


def work(start: int, inputs: int, number: int, until: float, note: mmap.mmap, out: Connection) -> None:
    """Try inputs from `start` on, and tell of each what came of it; be a process that may die."""
    now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() if os.name == "posix" else 0
    resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY, now + MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    chance = random.Random(f"{number}/{start}")
    pool = list(seeds())
    others = [seed.file for seed in pool]
    known: set[int] = set()
    for n in range(start, inputs):
        if time.monotonic() > until:
            break
        seed = chance.choice(pool) if chance.random() < 0.5 else pool[-chance.randrange(1, min(len(pool), 200) + 1)]
        step = chance.getrandbits(48)
        file = mutated(seed.file, random.Random(step), others)
        data = packed(file, random.Random(~step))
        recipe = json.dumps({"case": seed.name, "steps": [*seed.steps, step]}).encode()
        note[: len(recipe) + 1] = recipe + b"\0"
        trouble = ""
        outcome, sign = "found", ()
        try:
            outcome, sign = limited(data)
        except TooSlow:
            trouble = "too slow\n" + traceback.format_exc()
        except Exception:
            trouble = traceback.format_exc()
        novel = hash(sign) not in known
        known.add(hash(sign))
        if novel and not trouble and len(pool) < _KEPT and sum(len(c) for _, c in file) < _LARGEST * 2:
            pool.append(Seed(file, seed.name, (*seed.steps, step)))
        out.send((n, outcome, novel, trouble, recipe.decode() if trouble else "", data if trouble else b""))
    out.send(None)


def run(inputs: int, number: int, seconds: float, folder: Path, *, quiet: bool = False) -> Report:
    """Try so many inputs, or for so many seconds; a process that dies is a find, and another one goes on."""
    seeds()  # made once: the processes inherit them
    report, started = Report(), time.monotonic()
    until = started + seconds
    note = mmap.mmap(-1, 1 << 16)
    while report.tried < inputs and time.monotonic() < until:
        here, there = Pipe(duplex=False)
        child = os.fork()
        if not child:
            here.close()
            try:
                work(report.tried, inputs, number, until, note, there)
            finally:
                os._exit(0)
        there.close()
        ended = False
        try:
            while (told := here.recv()) is not None:
                n, outcome, novel, trouble, recipe, data = told
                report.tried, report.novel = n + 1, report.novel + novel
                report.outcomes[outcome] += 1
                if trouble:
                    _write(report, folder, trouble, recipe, data)
                if not quiet and report.tried % 5000 == 0:
                    print(f"{report.tried} tried, {report.novel} new ways, {len(report.found)} finds", file=sys.stderr)
            ended = True
        except EOFError:
            pass
        _, status = os.waitpid(child, 0)
        if ended:
            break
        recipe = note[: note.find(b"\0")].decode()
        _write(report, folder, f"the process died: {status}", recipe, again(json.loads(recipe)))
        report.tried += 1
        report.outcomes["found"] += 1
    report.seconds = time.monotonic() - started
    return report


def run_old(inputs: int, number: int, seconds: float, folder: Path) -> Report:
    """Try so many changed .xls and .ods files; each is read by a process of its own, so these are few."""
    report, started, chance, pool = Report(), time.monotonic(), random.Random(number), old_seeds()
    while report.tried < inputs and time.monotonic() - started < seconds:
        name, data = chance.choice(pool)
        step = chance.getrandbits(48)
        data = _old_changed(data, random.Random(step))
        try:
            outcome, _ = limited_old(data)
        except (Exception, TooSlow):
            outcome = "found"
            recipe = json.dumps({"old case": name, "steps": [step]})
            _write(report, folder, traceback.format_exc(), recipe, data)
        report.tried += 1
        report.outcomes[outcome] += 1
    report.seconds = time.monotonic() - started
    return report


def limited_old(data: bytes) -> tuple[str, tuple[object, ...]]:
    """Do as `judged`; the reader's own limit of time is twenty seconds, so this one waits longer."""
    started = time.monotonic()
    told = judged(data)
    if time.monotonic() - started > 25:
        raise TooSlow
    return told


def _old_changed(data: bytes, chance: random.Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            file = tuple((m.filename, archive.read(m)) for m in archive.infolist())
    except zipfile.BadZipFile:
        return raw(data, chance)
    return packed(mutated(file, chance, [file]), chance)


def _write(report: Report, folder: Path, trouble: str, recipe: str, data: bytes) -> None:
    """Write a find down, each kind once: the same last line is the same find."""
    kind = " ".join(trouble.strip().splitlines()[-1:])[:200]
    place = [line.strip() for line in trouble.splitlines() if line.strip().startswith('File "')][-1:]
    kind = f"{kind} {''.join(place)}"
    if kind in report.found:
        return
    report.found.append(kind)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"find-{len(report.found):03}"
    (folder / f"{name}.xlsx").write_bytes(data)
    (folder / f"{name}.txt").write_text(f"{recipe}\n\n{trouble}", encoding="utf-8")


def told(title: str, report: Report) -> str:
    """Return a report as lines."""
    rate = report.tried / report.seconds if report.seconds else 0
    lines = [f"{title}: {report.tried} inputs in {report.seconds:.0f} s, {rate:.0f} a second; {report.novel} new ways"]
    lines += [f"  {count:8}  {outcome}" for outcome, count in report.outcomes.most_common()]
    lines += [f"  {len(report.found)} finds", *(f"    {kind}" for kind in report.found)]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Print what came of the run; return 1 where anything was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=10_000, help="inputs to try")
    parser.add_argument("--old", type=int, default=-1, help=".xls and .ods files to try (a process each)")
    parser.add_argument("--seed", type=int, default=1, help="the number the chances begin with")
    parser.add_argument("--seconds", type=float, default=1e9, help="stop after so long, each kind of files")
    parser.add_argument("--folder", type=Path, default=Path("fuzz-finds"), help="where finds are written")
    parser.add_argument("--recipe", help="a recipe as it stands in a find: write its bytes to stdout instead")
    given = parser.parse_args(arguments)
    if given.recipe:
        sys.stdout.buffer.write(again(json.loads(given.recipe)))
        return 0
    print(f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}, seed {given.seed}")
    report = run(given.inputs, given.seed, given.seconds, given.folder)
    print(told("workbooks", report))
    few = given.inputs // 200 if given.old < 0 else given.old
    old = run_old(few, given.seed, given.seconds, given.folder / "old")
    print(told(".xls and .ods", old))
    return 1 if report.found or old.found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
