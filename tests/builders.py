"""A small made-up campaign in a folder, workbooks as units send them back, and the command line run from here."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from cchc_xlsx import batch
from cchc_xlsx.assigning import understood
from cchc_xlsx.batch import Folder
from cchc_xlsx.cli.program import run
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.book import Book, Cell, Value, cell
from cchc_xlsx.model.campaign import Assignment, Band, Campaign, Settings, Unit
from cchc_xlsx.model.criteria import CriteriaSet, Criterion, Source
from cchc_xlsx.model.place import NOWHERE
from cchc_xlsx.model.submission import Entry
from cchc_xlsx.workbooks.campaign import fill_campaign
from cchc_xlsx.workbooks.tables import score_of
from cchc_xlsx.workbooks.unit import fill_unit

ROOT = Path(__file__).resolve().parent.parent
SAVED = datetime(2024, 11, 20, 1)
CRITERIA = CriteriaSet(
    (
        Criterion("1", "Chỉ đạo, điều hành", Decimal(60)),
        Criterion("1.1", "Kế hoạch", Decimal(40)),
        Criterion("1.2", "Báo cáo", Decimal(20)),
        Criterion("2", "Thủ tục hành chính", Decimal(40)),
        Criterion("2.1", "Một cửa", Decimal("22.5")),
        Criterion("2.2", "Trực tuyến", Decimal("17.5"), step=Decimal("0.5")),
    )
)
UNITS = (
    Unit("00101", "Xã Một", "Xã", "mot@vidu.example"),
    Unit("00102", "Xã Hai", "Xã", "hai@vidu.example"),
    Unit("00103", "Phường Ba", "Phường", "ba@vidu.example"),
)
CAMPAIGN = understood(
    Campaign(
        Settings(
            id="lam-mau-2024",
            name="Đợt làm mẫu",
            year=2024,
            superior="UBND tỉnh Mẫu",
            deadline=datetime(2024, 11, 30, 17),
        ),
        CRITERIA,
        UNITS,
        (Assignment("", "Công chức Văn phòng", "1; 2"),),
        (Band("Tốt", Decimal(80)), Band("Khá", Decimal(50)), Band("Yếu", Decimal(0))),
    )
)
#: Words of the programmer's that no message may hold.
PYTHON = re.compile(r"Traceback|Exception|Errno|\bNone\b|\w+Error\b|<class|object at 0x|\bException\b|errno|decimal\.")


def campaign(**settings: Any) -> Campaign:
    """Return the made-up campaign with some settings changed; `units` and `criteria` change those."""
    parts = {key: settings.pop(key) for key in ("units", "criteria", "assignments") if key in settings}
    return understood(replace(CAMPAIGN, settings=replace(CAMPAIGN.settings, **settings), **parts))


@cache
def _default_workbook() -> bytes:
    return written(fill_campaign(CAMPAIGN, "vi"))


def founded(root: Path, of: Campaign = CAMPAIGN) -> Folder:
    """Make a campaign folder that nothing has come back to yet."""
    folder = Folder(root)
    folder.received.mkdir(parents=True)
    folder.campaign.write_bytes(_default_workbook() if of is CAMPAIGN else written(fill_campaign(of, "vi")))
    return folder


def entries(of: Campaign, scores: Mapping[str, Value] | None = None) -> list[Entry]:
    """Return what a unit enters: every maximum unless `scores` tells otherwise, all of it proved and explained."""
    made = []
    for criterion in of.criteria.scored:
        value = (scores or {}).get(criterion.code, criterion.maximum if criterion.source is Source.SELF else Decimal(0))
        made.append(
            Entry(
                criterion.code,
                score_of(cell(value), NOWHERE),
                evidence="Báo cáo năm",
                evidence_number="12/BC-UBND",
                evidence_date="30/01/2024",
                explanation="Còn nhiệm vụ chưa hoàn thành.",
            )
        )
    return made


def filled(
    unit: str = "00101",
    scores: Mapping[str, Value] | None = None,
    of: Campaign = CAMPAIGN,
    *,
    saved: datetime | None = SAVED,
    after: Callable[[Book], Book] = lambda book: book,
) -> bytes:
    """Return the bytes of a unit's workbook with its scores in it, last saved (UTC) when told."""
    whose = of.by_unit.get(unit) or Unit(unit, "Xã Lạ")
    book = after(fill_unit(of, whose, "vi", entries=entries(of, scores)))
    data = written(replace(book, saved=saved or SAVED))
    return data if saved else without_time(data)


def without_time(data: bytes) -> bytes:
    """Return a workbook as a program leaves it that writes no time into it."""
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"<dcterms:(created|modified).*?</dcterms:\1>", b"", part)
            new.writestr(zipfile.ZipInfo(name), part)
    return out.getvalue()


def with_identity(change: Callable[[str], str], *, sheets: Callable[[str], bool] = lambda _title: True) -> Any:
    """Return a change of a book that rewrites the identity in its carriers, on the sheets chosen."""

    def after(book: Book) -> Book:
        for sheet in book.sheets:
            for position, each in sheet.cells.items():
                if each.text.startswith("CCHC1|") and sheets(sheet.title):
                    book = book.put(sheet.title, position, Cell(each.kind, change(each.text)))
        properties = {key: change(text) if sheets("") else text for key, text in book.properties.items()}
        return replace(book, properties=properties)

    return after


def send(folder: Folder, name: str, data: bytes, modified: datetime | None = None) -> Path:
    """Put a file among what came back, its file time (UTC) as told."""
    path = folder.received / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    moment = (modified or SAVED).replace(tzinfo=UTC).timestamp()
    os.utime(path, (moment, moment))
    return path


def merged(folder: Folder, **more: Any) -> dict[str, Any]:
    """Merge and return what `tong-hop.json` holds."""
    batch.merge(folder, **more)
    return results(folder)


def results(folder: Folder) -> dict[str, Any]:
    """Return what `tong-hop.json` holds."""
    return json.loads((folder.results / "tong-hop.json").read_text(encoding="utf-8"))


def unit_of(told: Mapping[str, Any], code: str) -> dict[str, Any]:
    """Return a unit's line of the JSON."""
    return next(unit for unit in told["units"] if unit["code"] == code)


def file_of(told: Mapping[str, Any], path: str) -> dict[str, Any]:
    """Return the one line of a file in the JSON."""
    (line,) = (file for file in told["files"] if file["path"] == path)
    return line


def state_of(root: Path) -> dict[str, tuple[str, int]]:
    """Return every file below a folder with the mark of its bytes and its time."""
    return {
        path.relative_to(root).as_posix(): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def bytes_of(root: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


@dataclass(frozen=True)
class Ran:
    """What a command line came to."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> Any:
        """What stands on stdout as JSON."""
        return json.loads(self.out)


def cchc(*arguments: object) -> Ran:
    """Run a command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([str(argument) for argument in arguments])
    return Ran(code, out.getvalue(), err.getvalue())


def cchc_apart(*arguments: object, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command line in a process of its own, as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "cchc_xlsx", *map(str, arguments)],
        cwd=cwd,
        env={**environment_without_settings(), "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        timeout=120,
        check=False,
    )


def environment_without_settings() -> dict[str, str]:
    """Return the environment without what would change the language or the encoding of the command."""
    return {key: value for key, value in os.environ.items() if key not in ("CCHC_LANGUAGE", "LANGUAGE", "PYTHONUTF8")}


class Failing:
    """A function of the system that fails on its n-th call, as on a full disk; `calls` counts them."""

    def __init__(self, real: Callable[..., Any], at: int = 0, error: BaseException | None = None) -> None:
        self.real, self.at, self.calls = real, at, 0
        self.error = error or OSError(28, "No space left on device")

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        self.calls += 1
        if self.calls == self.at:
            raise self.error
        return self.real(*arguments, **options)
