"""The collection of mangled workbooks: what a case is, and how a recipe enters it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import import_module

from cchc_xlsx.excel.door import open_book
from cchc_xlsx.model.book import Book
from cchc_xlsx.model.submission import TEXTS, Entry
from cchc_xlsx.workbooks.unit import parse_unit
from tests.builders import CRITERIA, filled
from tests.mangled.parts import Parts

UNIT = "00101"
#: What the unit has scored before anything happens to its workbook: of every kind one that is right.
SCORES = {"1.1": Decimal("38.5"), "1.2": "KAD", "2.1": Decimal(0), "2.2": Decimal("17.5")}
#: The same as `tong-hop.json` tells it: state and score.
TOLD = {
    "1.1": ("scored", "38.5"),
    "1.2": ("not_applicable", None),
    "2.1": ("scored", "0"),
    "2.2": ("scored", "17.5"),
}
EMPTY, INVALID = ("empty", None), ("invalid", None)
#: Modules whose recipes are in the collection.
MODULES = ("clothes", "moved", "typed", "carriers", "company", "zips", "markup", "strangers",
           "structure", "values", "foreign")  # fmt: skip

Recipe = Callable[[Parts], bytes | None]


@dataclass(frozen=True)
class Case:
    """One defect: how it is made, and what must come of the file.

    `rules` are all the rules that have something to say of the file, no more and no fewer. `changed` are the
    criteria that come out otherwise than they went in, as (state, score); nothing else may. `texts` tells whether
    evidence and explanations must be the same, too.
    """

    name: str
    about: str
    recipe: Recipe
    make: Callable[[], bytes]
    outcome: str
    rules: frozenset[str]
    changed: Mapping[str, tuple[str, str | None]]
    texts: bool
    file: str


CASES: dict[str, Case] = {}


def mangled(
    *rules: str,
    outcome: str = "counted",
    changed: Mapping[str, tuple[str, str | None]] | None = None,
    texts: bool = True,
    file: str = "gui-lai.xlsx",
) -> Callable[[Recipe], Recipe]:
    """Enter a recipe into the collection. It changes the parts it is given, or returns other bytes in their place."""

    def enter(recipe: Recipe) -> Recipe:
        def make() -> bytes:
            parts = Parts.of(base())
            made = recipe(parts)
            made = parts.zipped() if made is None else made
            assert made != Parts.of(base()).zipped(), "the recipe has changed nothing"
            return made

        name = recipe.__name__
        assert name not in CASES, name
        about = inspect.getdoc(recipe) or ""
        CASES[name] = Case(name, about, recipe, make, outcome, frozenset(rules), changed or {}, texts, file)
        return recipe

    return enter


def collection() -> Mapping[str, Case]:
    """Return every case by its name."""
    for module in MODULES:
        import_module(f"tests.mangled.{module}")
    return CASES


@cache
def base() -> bytes:
    """Return the workbook that all recipes begin with: freshly generated and filled in."""
    return filled(UNIT, SCORES)


@cache
def base_entries() -> Mapping[str, Entry]:
    """Return what stands in that workbook, by criterion."""
    book = open_book(base())
    assert isinstance(book, Book)
    return {entry.criterion: entry for entry in parse_unit(book, CRITERIA).entries}


def texts_of(entry: Entry) -> tuple[str, ...]:
    """Return the texts of an entry."""
    return tuple(map(entry.text, TEXTS))
