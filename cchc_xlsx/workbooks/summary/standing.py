"""The first table of the overview: what came of each group and how it came out, with formulas over the ranking."""

from __future__ import annotations

from decimal import Decimal

from cchc_xlsx.model.book import Value, a1
from cchc_xlsx.model.summary import Status, Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.summary.distribution import NOBODY
from cchc_xlsx.workbooks.summary.listing import note
from cchc_xlsx.workbooks.summary.spans import Group, Shown, few, groups, index_of, mean, percent, ranked_in

#: The columns of the page: number, name, then figures; the right half begins at `HALF`.
LAST = 13
HALF = 6
ROOM = 155  # characters of a line of its notes


def widths(decimals: int) -> tuple[float, ...]:
    """Return the widths of the page's columns, in characters, for figures of so many decimals."""
    return (5, 26, *[max(7.5, decimals + 5)] * (LAST - 2))


def whole(key: str, vi: str, en: str) -> Column:
    """Return a column of counts."""
    return Column(key, Words(vi, en), Words(vi, en), 7.5, Holds.WHOLE)


def points(key: str, vi: str, en: str) -> Column:
    """Return a column of points or per cents."""
    return Column(key, Words(vi, en), Words(vi, en), 7.5, Holds.POINTS)


_ABOUT = Words("Số liệu chính của đợt.", "The main figures.")
STANDING = Table(
    "overview",
    1,
    Words("Tổng quan", "Overview"),
    _ABOUT,
    (
        whole("number", "TT", "No."),
        Column("group", Words("Nhóm", "Group"), Words("Nhóm xếp hạng.", "The group."), 26),
        whole("units", "Số đơn vị", "Units"),
        whole("received", "Đã nhận", "Received"),
        whole("late", "Gửi muộn", "Late"),
        whole("errors", "Có lỗi", "With errors"),
        whole("incomplete", "Chưa chấm đủ", "Not all scored"),
        whole("missing", "Chưa có tệp", "Nothing received"),
        whole("excluded", "Không xếp hạng", "Excluded"),
        whole("ranked", "Được xếp hạng", "Ranked"),
        points("mean", "Trung bình (%)", "Mean (%)"),
        points("high", "Cao nhất (%)", "Highest (%)"),
        points("low", "Thấp nhất (%)", "Lowest (%)"),
    ),
)
#: The highest and the lowest of so many groups are named.
_MOST_LINES = 4
_ENDS = Words(
    "{group}Cao nhất: {high} ({highest}). Thấp nhất: {low} ({lowest}).",
    "{group}Highest: {high} ({highest}). Lowest: {low} ({lowest}).",
)


def standing(draft: Draft, row: int, summary: Summary, every: Group, ranking: Shown) -> int:
    """Put the table, a row a group and one of all units, with who is first and last, and return the row after it."""
    language, decimals = draft.language, summary.campaign.settings.decimals
    draft.lay(STANDING, row, 0, height=50)
    found = groups(summary)
    first = row = row + 2
    apart = found if len(found) > 1 else ()
    for number, group in enumerate([*apart, every], 1):
        total = bool(apart) and group is every
        values, told = _counts(group), _indices(group, ranking)
        if total:
            sums = {key: STANDING.offset(key) for key in values}
            told |= {key: (values[key], f"SUM({a1(first, at)}:{a1(row - 1, at)})") for key, at in sums.items()}
        else:
            told |= {key: (value, "") for key, value in values.items()}
        tone = ".total" if total else ""
        for column in STANDING.columns:
            value, formula = told.get(column.key, (None, ""))
            style = f"points{decimals}" if column.holds is Holds.POINTS else column.style
            draft.put(row, STANDING.offset(column.key), value, style + tone, formula=formula)
        draft.put(row, 1, None if total else number, f"whole{tone}")
        draft.put(row, 2, group.called(language), f"text{tone}")
        if total:
            draft.skip((row,))
        row += 1
    for group in [*apart[:_MOST_LINES], *([] if apart else [every])]:
        if group.ranked:
            row = note(draft, row, _ends(group, language, decimals, named=bool(apart)), ROOM)
    if not every.ranked:
        row = note(draft, row, NOBODY)
    return row


def _indices(group: Group, ranking: Shown) -> dict[str, tuple[Value, str]]:
    """Return mean, highest and lowest index of a group, each with its formula where the ranking gives one."""
    if not group.ranked:
        return {}
    indices = [index_of(result) for result in group.ranked]
    found: dict[str, tuple[Value, str]] = {
        "mean": (mean(indices), ""),
        "high": (max(indices), ""),
        "low": (min(indices), ""),
    }
    if own := ranked_in(ranking, group):
        cells = own.indices.reference
        found |= {
            "mean": (mean(indices), own.mean),
            "high": (own.highest, f"MAX({cells})"),
            "low": (own.lowest, f"MIN({cells})"),
        }
    return found


def _counts(group: Group) -> dict[str, int]:
    states = [result.status for result in group.results]
    return {
        "units": len(group.results),
        "received": sum(result.file is not None for result in group.results),
        "late": sum(result.late for result in group.results),
        "errors": states.count(Status.ERRORS),
        "incomplete": states.count(Status.INCOMPLETE),
        "missing": states.count(Status.MISSING),
        "excluded": states.count(Status.EXCLUDED),
        "ranked": len(group.ranked),
    }


def _ends(group: Group, language: Language, decimals: int, *, named: bool) -> str:
    high, low = index_of(group.ranked[0]), index_of(group.ranked[-1])

    def names(index: Decimal) -> str:
        return few([r.unit.name for r in group.ranked if index_of(r) == index], language, 60)

    return _ENDS.say(
        language,
        group=f"{group.called(language)} – " if named else "",
        high=names(high),
        highest=percent(high, language, decimals),
        low=names(low),
        lowest=percent(low, language, decimals),
    )
