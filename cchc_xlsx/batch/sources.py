"""What is to be read: a file that came, and the way to it through what it lies in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal, TypeAlias

from cchc_xlsx.values import dataclass

Container: TypeAlias = Literal["zip", "eml"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step into a container: its kind, and the member's number and time (UTC) in it."""

    kind: Container
    index: int
    modified: datetime | None


@dataclass(frozen=True, slots=True)
class Source:
    """A file that came: where it lies, the name it goes by, and the way to it through containers."""

    path: Path
    name: str
    inside: tuple[Step, ...] = ()
    containers: tuple[str, ...] = ()  # the names of those it lies in, that of the file on the disk first

    @property
    def container(self) -> str:
        """What the file on the disk goes by, where this one lies within it; else ""."""
        return self.containers[0] if self.containers else ""
