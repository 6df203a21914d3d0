"""A paper of an office: a title and one table, before anybody has decided what kind of file it becomes."""

from __future__ import annotations

from cchc_xlsx.terms import Language
from cchc_xlsx.values import dataclass


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column of the table: its heading, its width in millimetres, whether its cells are centred."""

    header: str
    width: int
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """An appendix: what it is called, which document it comes with, its table.

    `rows` hold a text for each column; `headings` are the numbers of the rows that head those below them.
    """

    label: str
    title: tuple[str, ...]
    attached: str
    columns: tuple[PaperColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    language: Language
    headings: frozenset[int] = frozenset()
