"""The list of the rules: from the index, as long as it fits the files."""

from __future__ import annotations

import importlib
import os
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cchc_xlsx.rules import __path__ as _home
from cchc_xlsx.terms import Words

if TYPE_CHECKING:
    from cchc_xlsx.rules._rule import Rule


class Listed(NamedTuple):
    """A rule as it is listed: code, name (that of its file), severity, scope and title."""

    code: str
    name: str
    severity: str
    scope: str
    title: Words


@cache
def listed() -> tuple[Listed, ...]:
    """Return every rule by code; no rule's file is imported, unless files have come or gone since the index was made.

    So a new file is a rule at once, and the index saves time and decides nothing.
    """
    from cchc_xlsx.rules._index import INDEX

    return INDEX if sorted(each.name for each in INDEX) == _names() else listed_anew()


def listed_anew() -> tuple[Listed, ...]:
    """Return every rule by code, as its file says."""
    found: list[Rule] = [importlib.import_module(f"cchc_xlsx.rules.{name}").RULE for name in _names()]
    return tuple(sorted(Listed(r.code, r.name, r.severity.value, r.scope.value, r.title) for r in found))


def _names() -> list[str]:
    """Return the names of the files that are rules, sorted."""
    try:
        files = [name for home in _home for name in os.listdir(home)]  # noqa: PTH208
    except OSError:  # the package lies in an archive, or is part of a program
        files = []
    names = [name.removesuffix(".py") for name in files if name.endswith(".py")]
    if not names:
        import pkgutil

        names = [module.name for module in pkgutil.iter_modules(_home)]
    return sorted(name for name in names if not name.startswith("_"))
