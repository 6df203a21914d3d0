"""From one campaign workbook to a workbook for every commune, and back to a ranked summary.

The public verbs are those of the command `cchc`: `init`, `audit`, `generate`, `check`, `merge`, `verify`,
`summarise`, `explain`, `return_copies`, `rescue`; `units_frame` and `scores_frame` give a summary as pandas
DataFrames. All are loaded when first asked for, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"
__all__ = [
    "Folder",
    "audit",
    "check",
    "demo",
    "explain",
    "generate",
    "init",
    "merge",
    "rescue",
    "return_copies",
    "scores_frame",
    "summarise",
    "templates",
    "units_frame",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name == "demo":
        from cchc_xlsx.batch.demo import demo

        return demo
    if name in ("scores_frame", "units_frame"):
        from cchc_xlsx.exports import frames

        return getattr(frames, name)
    if name in __all__:
        from cchc_xlsx import batch

        return getattr(batch, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
