"""The rules, one a file; this package finds them and sets them to work.

A rule's file holds `RULE` (its code, severity and words) and `check`, a generator of findings. What `check` is given
depends on the rule's scope; see `Scope`. Nothing has to be registered: a file in this folder is a rule, unless its
name begins with an underscore. `_index.py` is made from them (`python dev.py docs`), so that they can be listed, and
those of one scope found, without importing them all.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cchc_xlsx.rules._listing import Listed, listed, listed_anew
    from cchc_xlsx.rules._looking import (
        Check,
        audit,
        checks,
        inspect,
        look_at,
        ready,
        rule,
        rules_by_code,
        sorted_findings,
        structure,
        survey_gathered,
        survey_intake,
    )
    from cchc_xlsx.rules._rule import Rule, Scope, outline

__all__ = [
    "Check",
    "Listed",
    "Rule",
    "Scope",
    "audit",
    "checks",
    "inspect",
    "listed",
    "listed_anew",
    "look_at",
    "outline",
    "ready",
    "rule",
    "rules_by_code",
    "sorted_findings",
    "structure",
    "survey_gathered",
    "survey_intake",
]

#: Where the others are than in `_looking`.
_ROOMS = {
    "Listed": "_listing",
    "listed": "_listing",
    "listed_anew": "_listing",
    "Rule": "_rule",
    "Scope": "_rule",
    "outline": "_rule",
}


def __getattr__(name: str) -> Any:
    """Return what is asked for; who lists the rules does not wait for what they look at."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(importlib.import_module(f"{__name__}.{_ROOMS.get(name, '_looking')}"), name)
    globals()[name] = found
    return found
