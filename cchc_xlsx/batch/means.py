"""By what means files are read: what they may weigh and take, how many at a time."""

from __future__ import annotations

import os
from collections.abc import Callable

from cchc_xlsx.batch.workers import Method
from cchc_xlsx.excel.package import LIMITS, Limits
from cchc_xlsx.values import dataclass

#: Called after each file with how many are done and how many there are.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Means:
    """How files are read: limits of what they may weigh and take, and processes at a time (0: one a core)."""

    limits: Limits = LIMITS
    jobs: int = 0
    method: Method | None = None
    progress: Progress | None = None

    @property
    def processes(self) -> int:
        """How many files are read at a time."""
        return self.jobs or os.cpu_count() or 1


MEANS = Means()
