"""The campaign folder: the names of its parts, and writing into it whole or not at all."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Folder:
    """A campaign folder. The names are ASCII on purpose: old zips, long Windows paths, decomposed Unicode."""

    root: Path

    @property
    def campaign(self) -> Path:
        """The campaign workbook."""
        return self.root / "dot-cham.xlsx"

    @property
    def issued(self) -> Path:
        """The workbooks handed out."""
        return self.root / "phat-hanh"

    @property
    def received(self) -> Path:
        """Whatever came back; never modified."""
        return self.root / "nhan-ve"

    @property
    def returned(self) -> Path:
        """What goes back to the senders."""
        return self.root / "tra-lai"

    @property
    def results(self) -> Path:
        """The results."""
        return self.root / "ket-qua"


def files_below(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file below a folder with its path from there (`/`, NFC), sorted; links to folders are not followed."""
    found = []
    for folder, _, names in os.walk(root):
        for name in names:
            path = Path(folder, name)
            found.append((unicodedata.normalize("NFC", path.relative_to(root).as_posix()), path))
    for name, path in sorted(found):
        yield path, name
