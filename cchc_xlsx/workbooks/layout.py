"""What a table is: its marker, its columns, and for each column everything anybody has to know about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property

from cchc_xlsx.terms import Language, Words
from cchc_xlsx.text import fold
from cchc_xlsx.values import dataclass

#: In the marker's column: this row belongs to the sheet's furniture, not to the data.
SKIP = "cchc/skip"
MARKER = re.compile(r"cchc/([a-z_]+)/([0-9]{1,4})")


class Holds(StrEnum):
    """What the cells of a column hold; drives number format, validation and reading alike."""

    TEXT = "text"
    CODE = "code"  # text always, never a number
    POINTS = "points"
    SCORE = "score"  # points, or KAD
    WHOLE = "whole"  # a whole number
    TRUTH = "truth"  # true or false
    MOMENT = "moment"  # a date, with or without a time
    CHOICE = "choice"
    POINTS_LIST = "points_list"  # 0; 0,5; 1
    PEOPLE = "people"  # names separated by ;
    SIGN = "sign"  # a sign and words, by formula


_STYLES: Mapping[Holds, str] = {
    Holds.TEXT: "text",
    Holds.CODE: "code",
    Holds.POINTS: "points",
    Holds.SCORE: "score",
    Holds.WHOLE: "whole",
    Holds.TRUTH: "centre",
    Holds.MOMENT: "moment",
    Holds.CHOICE: "text",
    Holds.POINTS_LIST: "text",
    Holds.PEOPLE: "text",
    Holds.SIGN: "sign",
}


@dataclass(frozen=True)
class Column:
    """A column of a table.

    `about` is the sentence of the guide and of the layout page; `prompt` what a person sees on entering the cell
    (`about` where it is empty). `required`: the key must be there for the table to be read. `choices` are the values
    and the words shown for them. `width` is in characters. `synonyms` are other headings that people give the column
    in tables of their own; a heading may also be cut short, and case, marks and signs make no difference.
    """

    key: str
    header: Words
    about: Words
    width: float
    holds: Holds = Holds.TEXT
    open: bool = False
    required: bool = False
    hidden: bool = False
    prompt: Words | None = None
    choices: tuple[tuple[str, Words], ...] = ()
    synonyms: tuple[str, ...] = ()

    @property
    def style(self) -> str:
        """The name of the style of its cells."""
        if not self.open:
            return _STYLES[self.holds]
        return "score.open" if self.holds is Holds.POINTS else f"{_STYLES[self.holds]}.open"

    def words_of(self, value: str, language: Language) -> str:
        """Return the words shown for a choice."""
        return dict(self.choices)[value].in_(language)

    def choice(self, text: str) -> str | None:
        """Return the choice a person wrote, by its value or its words in either language; None where it is none."""
        wanted = fold(text)
        for value, words in self.choices:
            if wanted in (fold(value), fold(words.vi), fold(words.en)):
                return value
        return None


@dataclass(frozen=True)
class Table:
    """A table: marker `cchc/<name>/<version>`, then its columns to the right of the marker's own hidden column.

    A workbook may do without an `optional` table.
    """

    name: str
    version: int
    title: Words
    about: Words
    columns: tuple[Column, ...]
    optional: bool = False

    @property
    def marker(self) -> str:
        """The text in the first cell of the hidden key row."""
        return f"cchc/{self.name}/{self.version}"

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of its columns, from left to right."""
        return tuple(column.key for column in self.columns)

    def column(self, key: str) -> Column:
        """Return the column of that key; KeyError where there is none."""
        return self.by_key[key]

    @cached_property
    def by_key(self) -> Mapping[str, Column]:
        """Column of each key."""
        return {column.key: column for column in self.columns}

    @cached_property
    def _offsets(self) -> Mapping[str, int]:
        return {key: offset for offset, key in enumerate(self.keys, 1)}

    def offset(self, key: str) -> int:
        """Return how far right of the marker a column stands; KeyError where there is none of that key."""
        return self._offsets[key]
