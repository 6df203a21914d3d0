"""The command line; here it is entered, and `program` is what it does.

Nothing is imported here that takes time: what `check` needs beside it, a process of its own imports meanwhile.
"""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command `cchc`: UTF-8 whatever the console's code page."""
    gc.set_threshold(50_000, 20, 100)  # what is imported stays, and to look through it again and again takes its time
    from cchc_xlsx.batch import spare

    if sys.argv[1:2] == ["check"] and not {"-h", "--help"}.intersection(sys.argv):
        spare.prepare()
    from cchc_xlsx.cli.program import run

    if sys.stdout is None:  # nobody listens at all: the stream was closed, or the program has no console
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    code = run(sys.argv[1:])
    spare.dismiss()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # whoever reads has gone away, or the disk is full: Python has its ways of saying so
        sys.exit(code)
    os._exit(code)  # nothing is left to be done; to take thousands of objects apart would cost a tenth of the time
