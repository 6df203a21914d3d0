"""The grid of a unit's page, and what every page needs of the whole summary."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import field
from decimal import Decimal

from cchc_xlsx.model.book import ROW, Line, column_name
from cchc_xlsx.model.criteria import Criterion
from cchc_xlsx.model.finding import Finding
from cchc_xlsx.model.summary import CriterionScore, Summary
from cchc_xlsx.terms import Language, Words, heading
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.summary.figures import Means

#: Every score of the unit; its columns are the grid of the whole page.
TABLE = Table(
    "profile",
    1,
    Words("Toàn bộ điểm", "Every score"),
    Words(
        "Toàn bộ điểm của đơn vị (phần này không in); bấm vào ô “Vị trí” để mở tệp đúng chỗ.",
        "Every score of the unit (not printed); the cell “Place” opens the file at the spot.",
    ),
    (
        Column("criterion", Words("Mã", "Code"), Words("Mã tiêu chí.", "The criterion's code."), 9, Holds.CODE),
        Column("name", Words("Tiêu chí", "Criterion"), Words("Tên tiêu chí.", "The criterion's name."), 50),
        Column("maximum", heading("maximum"), Words("Điểm tối đa.", "The maximum."), 10, Holds.POINTS),
        Column("score", Words("Điểm", "Points"), Words("Điểm của đơn vị.", "The unit's points."), 10, Holds.POINTS),
        Column("lost", Words("Điểm mất", "Lost"), Words("Điểm tối đa trừ điểm của đơn vị.", "Maximum less points."),
               10, Holds.POINTS),
        Column("mean", Words("TB nhóm", "Group mean"),
               Words("Trung bình các đơn vị được xếp hạng của nhóm.", "Mean of the ranked units of its group."), 10,
               Holds.POINTS),
        Column("place", Words("Vị trí", "Place"), Words("Trang và ô của điểm.", "Sheet and cell of the score."), 18),
    ),
)  # fmt: skip
CODE, NAME, MAXIMUM, SCORE, FIFTH, MEAN, LAST = (TABLE.offset(key) for key in TABLE.keys)


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What a score comes to on the pages of a group: its line, the points lost, those above the mean of the group.

    `above` is 0 where there is no valid score or no mean, and below the mean. What is told equals nothing but itself.
    """

    score: CriterionScore
    criterion: Criterion
    mean: Decimal | None
    spots: Mapping[int, str]  # the cell that the score stands in, where that is in the unit's file
    line: Line
    lost: Decimal
    above: Decimal


@dataclass(frozen=True)
class Whole:
    """What every page needs of the whole summary, reckoned once; `findings` is the title of the sheet of findings."""

    summary: Summary
    language: Language
    received: str
    findings: str
    ranking: str
    means: Mapping[str, Means]
    found: Mapping[str, tuple[Finding, ...]]
    containers: Mapping[str, str]
    counted: Mapping[str, Criterion]
    told: dict[tuple[object, ...], Told] = field(default_factory=dict)  # what pages share
    #: The same by the identity of scores, which are kept so that no other gets it.
    near: dict[tuple[str, bool], dict[int, tuple[CriterionScore, Told | None]]] = field(default_factory=dict)
    lines: dict[tuple[object, ...], Line] = field(default_factory=dict)

    @property
    def decimals(self) -> int:
        """The campaign's number of decimals."""
        return self.summary.campaign.settings.decimals

    def line(self, fill: Callable[..., Mapping[int, str] | None], *told: Hashable) -> Line:
        """Return the line of a page that `fill` puts into the first row of a draft; it is filled once for all pages.

        `fill` is given the draft and `told`, names the row in formulas by `ROW`, and returns the spots, if any.
        """
        key = fill, *told
        if key not in self.lines:
            draft = Draft("", self.language)
            spots = fill(draft, *told)
            if (0, 0) not in draft.cells:
                draft.skip((0,))
            self.lines[key] = draft.line(spots or {})
        return self.lines[key]


def at(column: int) -> str:
    """Return how the formulas of a line name one of its cells."""
    return f"{column_name(column)}{ROW}"


def headings(draft: Draft, *words: Words | None) -> None:
    """Put the headings of a table."""
    for column, each in enumerate(words, CODE):
        draft.put(0, column, each, "header")


def text(draft: Draft, words: Words, style: str) -> None:
    """Put a text at the left of the page."""
    draft.put(0, CODE, words, style)


def blank(_draft: Draft) -> None:
    """Leave a row blank."""
