"""Ranks that lie close: the gap to the rank above, and what is pending that could turn them round."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

from cchc_xlsx.model.book import Sheet, Value, a1
from cchc_xlsx.model.points import ZERO, filled, shown
from cchc_xlsx.model.summary import Result, Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.summary.figures import at_stake
from cchc_xlsx.workbooks.summary.listing import FIRST, begin, finish, style_of
from cchc_xlsx.workbooks.summary.spans import few, groups, index_of

#: A gap of no more than this many per cent of index counts as close.
BOUND = Decimal("0.1")

_ABOUT = filled(
    Words(
        "Đơn vị kém hạng trên không quá {bound} điểm phần trăm, hoặc điểm cần làm rõ của hai đơn vị đủ để đổi thứ tự.",
        "Units no more than {bound} percentage points below the rank above, or with points at stake, of either unit, "
        "that could change the order.",
    ),
    bound=BOUND,
)
_TURNS = Words("⇅ có thể đổi thứ tự", "⇅ could change the order")
_CLOSE = Words("≈ sát nhau", "≈ close")

TABLE = Table(
    "near_ties",
    1,
    Words("Thứ hạng sát nhau", "Near ties"),
    _ABOUT,
    (
        Column("group", Words("Nhóm", "Group"), Words("Nhóm xếp hạng.", "The group."), 12),
        Column("rank", Words("Hạng", "Rank"), Words("Hạng.", "Its rank."), 7, Holds.WHOLE),
        Column("unit", Words("Mã đơn vị", "Code"), Words("Mã đơn vị.", "The unit's code."), 10, Holds.CODE),
        Column("name", Words("Đơn vị", "Unit"), Words("Tên đơn vị.", "The unit's name."), 28),
        Column("index", Words("Chỉ số (%)", "Index (%)"), Words("Chưa làm tròn.", "Unrounded."), 10, Holds.POINTS),
        Column("above", Words("Đơn vị ở hạng trên", "The rank above"), Words("Ai đứng trên.", "Who is above."), 28),
        Column("above_index", Words("Chỉ số hạng trên (%)", "Index above (%)"), Words("Chưa làm tròn.", "Unrounded."),
               11, Holds.POINTS),
        Column("gap", Words("Khoảng cách", "Gap"), Words("Chênh lệch chỉ số.", "Difference of the indices."), 10,
               Holds.POINTS),
        Column("stake", Words("Điểm cần làm rõ", "Points at stake"), Words("Của đơn vị.", "Of the unit."), 10,
               Holds.POINTS),
        Column("above_stake", Words("Điểm cần làm rõ của hạng trên", "At stake above"),
               Words("Của đơn vị ở hạng trên.", "Of the unit above."), 12, Holds.POINTS),
        Column("note", Words("Nhận xét", "Remark"), Words("Có thể đổi thứ tự không.", "Whether it could change."), 20,
               Holds.SIGN),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Near:
    """A unit close to the rank above. `above` are the units of that rank; stakes are in points, `gap` in per cent.

    `above_stake` is the largest of those above; `turns`: what is at stake could change the order.
    """

    result: Result
    above: tuple[Result, ...]
    gap: Decimal
    stake: Decimal
    above_stake: Decimal
    turns: bool


def near_ties(summary: Summary) -> tuple[Near, ...]:
    """Return the units close to the rank above them, group by group, from the first rank down."""
    stakes = at_stake(summary)
    found = []
    for group in groups(summary):
        ranks = [tuple(those) for _, those in itertools.groupby(group.ranked, lambda result: result.rank)]
        for above, those in itertools.pairwise(ranks):
            largest = max(above, key=lambda each: stakes.get(each.unit.code, ZERO))
            found += [close for result in those if (close := _near(result, above, largest, stakes))]
    return tuple(found)


def _near(result: Result, above: tuple[Result, ...], largest: Result, stakes: dict[str, Decimal]) -> Near | None:
    gap = index_of(above[0]) - index_of(result)
    stake = stakes.get(result.unit.code, ZERO)
    above_stake = stakes.get(largest.unit.code, ZERO)
    movable = _in_index(stake, result) + _in_index(above_stake, largest)
    turns = bool(stake or above_stake) and movable >= gap
    return Near(result, above, gap, stake, above_stake, turns) if gap <= BOUND or turns else None


def _in_index(points: Decimal, result: Result) -> Decimal:
    maximum = result.card.maximum if result.card else ZERO
    return points / maximum * 100 if maximum else ZERO


_SAID = Words(
    "Hạng {rank}{group} {name} ({index} %) kém hạng trên – {above} – {gap} điểm phần trăm",
    "Rank {rank}{group} {name} ({index} %) lies {gap} percentage points below {above}",
)
_SAID_TURNS = Words(
    "; còn {stake} điểm cần làm rõ, có thể đổi thứ tự.", "; points at stake ({stake}) could change that."
)


def said(near: Near, language: Language, decimals: int) -> str:
    """Return a sentence about a near tie."""
    group = f" ({near.result.unit.group})" if near.result.unit.group else ""
    gap = max(decimals, 3) if near.gap and near.gap < Decimal(1).scaleb(-decimals) else decimals
    told = _SAID.say(
        language,
        rank=near.result.rank,
        group=group,
        name=near.result.unit.name,
        index=shown(index_of(near.result), language, decimals),
        above=few([each.unit.name for each in near.above], language, 40),
        gap=shown(near.gap, language, gap),
    )
    if not near.turns:
        return f"{told}."
    return told + _SAID_TURNS.say(language, stake=shown(near.stake + near.above_stake, language))


def fill(summary: Summary, language: Language, found: Sequence[Near]) -> Sheet:
    """Return the sheet of all near ties."""
    draft = begin(TABLE, summary, language)
    draft.follow(FIRST, lambda to: _rows(to, found, summary.campaign.settings.decimals))
    finish(draft, TABLE, FIRST + len(found), summary, frozen=TABLE.offset("name") + 1)
    return draft.sheet()


def _rows(draft: Draft, found: Sequence[Near], decimals: int) -> Iterator[None]:
    language = draft.language
    of: tuple[Result, ...] = ()
    for row, near in enumerate(found, FIRST):
        if near.above is not of:
            of = near.above
            above = few([each.unit.name for each in of], language)
        values: dict[str, Value] = {
            "group": near.result.unit.group,
            "rank": near.result.rank,
            "unit": near.result.unit.code,
            "name": near.result.unit.name,
            "index": index_of(near.result),
            "above": above,
            "above_index": index_of(near.above[0]),
            "gap": near.gap,
            "stake": near.stake or None,
            "above_stake": near.above_stake or None,
            "note": (_TURNS if near.turns else _CLOSE).in_(language),
        }
        high, low = (a1(row, TABLE.offset(key)) for key in ("above_index", "index"))
        for column in TABLE.columns:
            style = f"points{max(decimals, 3)}" if column.key == "gap" else style_of(column, decimals)
            style += ".warn" if column.key == "note" and near.turns else ""
            formula = f"{high}-{low}" if column.key == "gap" else ""
            draft.put(row, TABLE.offset(column.key), values[column.key], style, formula=formula)
        yield
