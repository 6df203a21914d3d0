"""A worker that is started before it is known what for, while the command line is still being imported.

Of a command that opens one file, most of the time goes into importing: the command line and the campaign here, the
reader and the rules there. Whoever needs a worker takes this one first.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cchc_xlsx.batch.processes import Copied, Line

_waiting: list[Copied] = []


def prepare() -> None:
    """Start one, where processes can be copied and a core is free for it; the caller has started no thread yet."""
    if sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1:
        from cchc_xlsx.batch.processes import Copied  # here: most commands need none

        with suppress(OSError):  # no room for one more: then a worker is started when it is needed, or fails there
            _waiting.append(Copied(_life))


def taken() -> Copied | None:
    """Return the one that waits, which is the caller's then; None where there is none."""
    return _waiting.pop() if _waiting else None


def dismiss() -> None:
    """Stop the one that nobody took, as the program ends; it would see that, but not while it imports."""
    while waiting := taken():
        waiting.stop()


def _life(line: Line) -> None:
    from cchc_xlsx.batch.workers import serve_when_told, spare_collector

    spare_collector()
    from cchc_xlsx.batch.receiving import ready

    ready()
    serve_when_told(line)
