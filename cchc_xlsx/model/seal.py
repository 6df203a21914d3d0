"""The seal of a summary: the mark of everything it was made of and of every result, and how two of them differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from decimal import Decimal
from enum import StrEnum

from cchc_xlsx.model.summary import Result
from cchc_xlsx.terms import Language
from cchc_xlsx.values import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A file by its path (with `/`), and the SHA-256 of its bytes; "" where they could not be read.

    `role` is what an input is for (`campaign` …), `container` the zip or e-mail that a received file lies in.
    """

    path: str
    sha256: str
    role: str = ""
    container: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Where a unit stands in the ranking; what it has not got is None."""

    unit: str
    name: str = field(compare=False)
    status: str
    points: Decimal | None
    index: Decimal | None
    rank: int | None
    grade: str | None


def ranked(result: Result) -> Ranked:
    """Return where a unit stands."""
    card = result.card
    index = card.index if card and result.rank is not None else None
    points = card.points if card else None
    return Ranked(result.unit.code, result.unit.name, result.status.value, points, index, result.rank, result.grade)


@dataclass(frozen=True)
class Seal:
    """What a summary was made of, by which version and with which options, and what came of it.

    Paths of `inputs` and of `received`, the folder of what came back, are those from the campaign folder; those of
    `files` from `received`, those of `results` from where the seal lies. `limits` are those that were changed.
    """

    version: str
    campaign: str
    language: Language
    received: str
    inputs: tuple[Mark, ...]
    files: tuple[Mark, ...]
    results: tuple[Mark, ...]
    ranking: tuple[Ranked, ...]
    limits: Mapping[str, float] = field(default_factory=dict)


class Change(StrEnum):
    """What has become of a file since the seal was set."""

    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Changed:
    """A file that is not what it was; `role` is what an input is for."""

    path: str
    change: Change
    role: str = ""


def changes(sealed: Iterable[Mark], now: Iterable[Mark]) -> Iterator[Changed]:
    """Yield what differs between two sets of files, by path; a file in a zip goes without saying where the zip does."""
    old, new = ({mark.path: mark for mark in marks} for marks in (sealed, now))
    differing = {path for path in {*old, *new} if path not in old or path not in new or old[path] != new[path]}
    for path in sorted(differing):
        mark = new.get(path) or old[path]
        if mark.container not in differing:
            change = Change.GONE if path not in new else Change.NEW if path not in old else Change.CHANGED
            yield Changed(path, change, mark.role)


@dataclass(frozen=True)
class Verified:
    """What became of a seal. `units` are those that stand elsewhere now, as sealed and as made (None: not there).

    `remade`: the ranking could be made again. `otherwise` are results that come out with other bytes though nothing
    they are made of has changed, as another version may write them.
    """

    seal: Seal
    version: str
    inputs: tuple[Changed, ...]
    files: tuple[Changed, ...]
    results: tuple[Changed, ...]
    remade: bool = True
    units: tuple[tuple[Ranked | None, Ranked | None], ...] = ()
    otherwise: tuple[str, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether nothing has changed and the ranking comes out as it was sealed."""
        return self.remade and not (self.inputs or self.files or self.results or self.units)
