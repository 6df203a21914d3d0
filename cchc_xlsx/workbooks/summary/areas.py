"""The points of each unit by area, with their share of the maximum; the best and the worst share carry a sign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from cchc_xlsx.model.book import Sheet, Value
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.points import shown as told
from cchc_xlsx.model.submission import State
from cchc_xlsx.model.summary import Result, Scorecard, Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.summary.figures import applying, groups, order, percent, ranked, sources
from cchc_xlsx.workbooks.summary.links import link_page, page_titles
from cchc_xlsx.workbooks.summary.listing import FIRST, STATE, begin, finish, mean_row, style_of
from cchc_xlsx.workbooks.summary.spans import Shown

_UNIT = (
    Column("unit", Words("Mã đơn vị", "Code"), Words("Mã đơn vị.", "The unit's code."), 9, Holds.CODE),
    Column("name", Words("Đơn vị", "Unit"), Words("Tên đơn vị.", "The unit's name."), 28),
    Column("group", Words("Nhóm", "Group"), Words("Nhóm xếp hạng.", "The group it is ranked in."), 10),
    Column("rank", Words("Xếp hạng", "Rank"), Words("Hạng / số đơn vị được xếp hạng trong nhóm.",
                                                    "Rank / units ranked in the group."), 9),
)  # fmt: skip
_SHARE = Words("{code}: % điểm tối đa", "{code}: % of maximum")
_SHARE_ABOUT = Words("Điểm / điểm tối đa áp dụng của lĩnh vực × 100; ▲ cao nhất, ▼ thấp nhất trong nhóm.",
                     "Points / applicable maximum of the area × 100; ▲ best, ▼ worst of the group.")  # fmt: skip
_ABOUT = Words(
    "Điểm theo lĩnh vực và tỷ lệ so với điểm tối đa áp dụng; ▲ cao nhất, ▼ thấp nhất trong các đơn vị được xếp hạng "
    "của nhóm.",
    "Points by area and their share of the applicable maximum; ▲ best and ▼ worst among the ranked units of a group.",
)
_MEAN = Words("Trung bình các đơn vị được xếp hạng", "Mean of the units ranked")
_CAPPED = Words("Tổng điểm (sau khi áp mức trần)", "Points (after caps)")
_WHOLE = Words("Tổng điểm", "Points")


def table(summary: Summary) -> Table:
    """Return the table: the points of each area, the whole, then the share of each area's maximum."""
    campaign = summary.campaign
    counted = _counted(summary)
    parts, shares = [], []
    for area in campaign.criteria.areas:
        points = (f"{area.code}. {area.name} ({told(area.maximum, 'vi')} điểm)",
                  f"{area.code}. {area.name} ({told(area.maximum, 'en')} points)")  # fmt: skip
        about = Words("Điểm của lĩnh vực.", "Points of the area.")
        parts.append(Column(f"area_{area.code}", Words(*points), about, 14, Holds.POINTS))
        if area.code in counted and area.source in (Source.SELF, Source.SURVEY):
            share = Words(_SHARE.say("vi", code=area.code), _SHARE.say("en", code=area.code))
            shares.append(Column(f"share_{area.code}", share, _SHARE_ABOUT, 9, Holds.POINTS))
    unit = tuple(column for column in _UNIT if column.key != "group" or any(groups(summary)))
    capped = {Source.BONUS, Source.PENALTY} & set(sources(summary))
    whole = Column("points", _CAPPED if capped else _WHOLE, Words("Tổng điểm.", "All points."), 11, Holds.POINTS)
    return Table("areas", 1, Words("Theo lĩnh vực", "By area"), _ABOUT, (*unit, *parts, whole, *shares))


def shown(summary: Summary, language: Language) -> Shown:
    """Return where each unit stands on the sheet."""
    layout = table(summary)
    rows = {result.unit.code: row for row, result in enumerate(order(summary), FIRST)}
    return Shown(layout.title.in_(language), layout, rows, FIRST - 1)


def fill(summary: Summary, language: Language) -> Sheet:
    """Return the sheet."""
    layout = table(summary)
    draft = begin(layout, summary, language)
    draft.rows[FIRST - 1] = (96, False)
    draft.follow(FIRST, lambda to: _rows(to, summary, layout))
    row = FIRST + len(summary.results)
    end = _means(draft, summary, layout, row)
    finish(draft, layout, end, summary, frozen=layout.offset("name") + 1, filtered=row)
    return draft.sheet()


def _rows(draft: Draft, summary: Summary, layout: Table) -> Iterator[None]:
    decimals = summary.campaign.settings.decimals
    marks, pages, counted = _extremes(summary), page_titles(summary), _counted(summary)
    styles = [(at, column.key, _style(column, decimals)) for at, column in enumerate(layout.columns, 1)]
    for row, result in enumerate(order(summary), FIRST):
        values, marked = _values(result, summary, draft.language, counted), marks.get(result.unit.code, {})
        for at, key, style in styles:
            draft.put(row, at, values.get(key), style + marked.get(key, ""))
        link_page(draft, row, layout.offset("name"), result.unit.code, pages)
        yield


def _style(column: Column, decimals: int) -> str:
    if column.key.startswith("share_"):
        return "percent"
    return "centre" if column.key in ("group", "rank") else style_of(column, decimals)


def _counted(summary: Summary) -> frozenset[str]:
    """Return the codes of the areas of which anything counts."""
    return frozenset(summary.campaign.criteria.area_of(leaf.code) for leaf in summary.campaign.counted)


def _values(result: Result, summary: Summary, language: Language, counted: frozenset[str]) -> Mapping[str, Value]:
    rank = f"{result.rank}/{result.ranked_among}" if result.rank is not None else "–"
    values: dict[str, Value] = {"unit": result.unit.code, "name": result.unit.name, "rank": rank}
    values["group"] = result.unit.group
    if result.card:
        values["points"] = result.card.points
        there = applying(result.card, summary)
        for area in (area for area in result.card.areas if area.code in counted):
            values[f"area_{area.code}"] = (
                area.points if area.code in there or area.maximum else STATE[State.NOT_APPLICABLE].in_(language)
            )
            values[f"share_{area.code}"] = percent(area.points, area.maximum)
    return values


def _extremes(summary: Summary) -> Mapping[str, Mapping[str, str]]:
    """Return the modifier of the best and the worst shares among the ranked units of each group, by unit, then column.

    What at least half of the units share is no distinction.
    """
    found: dict[str, dict[str, str]] = {}
    members: dict[str, list[tuple[str, Scorecard]]] = {}
    for result, card, _ in ranked(summary):
        members.setdefault(result.unit.group, []).append((result.unit.code, card))
    for cards in members.values():
        for area in summary.campaign.criteria.areas:
            shares = {
                code: share
                for code, card in cards
                for part in card.areas
                if part.code == area.code and (share := percent(part.points, part.maximum)) is not None
            }
            for choose, mark in ((max, ".best"), (min, ".worst")):
                extreme = choose(shares.values(), default=None)
                those = [code for code, share in shares.items() if share == extreme]
                for code in those if len(those) * 2 < len(shares) else ():
                    found.setdefault(code, {})[f"share_{area.code}"] = mark
    return found


def _means(draft: Draft, summary: Summary, layout: Table, row: int) -> int:
    """Put the row of means below the units and return the row after it."""
    found = [result for result, _, _ in ranked(summary)]
    if not found:
        return row
    decimals, counted = summary.campaign.settings.decimals, _counted(summary)
    sums = {column.key: (ZERO, 0) for column in layout.columns if column.holds is Holds.POINTS}
    for result in found:
        for key, value in _values(result, summary, draft.language, counted).items():
            if key in sums and isinstance(value, Decimal):
                sums[key] = sums[key][0] + value, sums[key][1] + 1
    values = {key: whole / count for key, (whole, count) in sums.items() if count}
    styles = {column.key: _style(column, decimals) for column in layout.columns}
    mean_row(draft, layout, row, _MEAN.in_(draft.language), values, styles, (FIRST, row - 1), by="rank")
    return row + 1
