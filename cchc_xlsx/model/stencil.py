"""A book with openings: what many workbooks share, and what each of them has of its own. No file in here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cchc_xlsx.model.book import Book
from cchc_xlsx.values import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell that may differ; `sheet` counts from zero. A formula stays as it is, its stored result may differ.

    `wide` takes a text of some length as a formula's result, otherwise there is room for a number only. `restyled`
    says that the style, or the kind of a formula's result, may differ, too.
    """

    sheet: int
    row: int
    column: int
    wide: bool = False
    restyled: bool = False


@dataclass(frozen=True, slots=True)
class Stencil:
    """A book, the cells of it that may differ, and the sheets (counted from zero) whose margins may.

    What a change does not name stays as it is in `book`, in the same style. Its custom properties may differ as well.
    """

    book: Book
    spots: tuple[Spot, ...]
    pages: tuple[int, ...] = ()


class Change(NamedTuple):
    """What stands in some of the spots (counted from zero); without a style they keep the one they have.

    They are of one make: all of them formulas or none, all wide or none, in one style. A number is told by its digits.
    """

    places: Sequence[int]
    text: str
    style: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class Own:
    """Everything that one workbook has of its own: cells, the left of the margins above by sheet, custom properties."""

    changes: Sequence[Change]
    lefts: Mapping[int, str]
    properties: Mapping[str, str]
