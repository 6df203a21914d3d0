"""The charts of the ranking: all units, or the first and the last of many, each group by itself."""

from __future__ import annotations

from decimal import Decimal

from cchc_xlsx.model.book import Chart, ChartKind, Series
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.summary.listing import note, section
from cchc_xlsx.workbooks.summary.spans import Group, Shown, groups, index_of, ranked_in
from cchc_xlsx.workbooks.summary.standing import LAST, ROOM, STANDING

#: A picture of more bars than this is none any more.
_MOST_BARS = 20
_MOST_GROUPS = 3
_MIDDLE = 5  # the column after which the right chart of two begins
_PARTS = Words(
    "Biểu đồ chỉ nêu {shown} đơn vị đầu và {shown} đơn vị cuối trong {all} đơn vị được xếp hạng{group}; đủ mọi đơn vị "
    "ở trang “{sheet}”.",
    "The charts show the first {shown} and the last {shown} of the {all} units ranked{group}; all of them stand on the "
    "sheet “{sheet}”.",
)
_OF_GROUP = Words(" trong nhóm {name}", " in group {name}")
_MANY_GROUPS = Words(
    "Đợt có {n} nhóm xếp hạng riêng; biểu đồ nêu chỉ số trung bình từng nhóm, thứ hạng từng đơn vị ở trang “{sheet}”.",
    "There are {n} groups ranked apart; the chart shows the mean of each, the ranks stand on the sheet “{sheet}”.",
)
_RANKING = Words("XẾP HẠNG", "RANKING")


def bars(draft: Draft, row: int, summary: Summary, every: Group, ranking: Shown) -> int:
    """Put the charts of the ranking, two beside each other: of all units, or of the first and the last of many."""
    language = draft.language
    row = section(draft, row, _RANKING)
    found = [group for group in groups(summary) if group.ranked]
    if len(found) > _MOST_GROUPS:
        return _means_of_groups(draft, row, summary, len(found), ranking)
    pictures: list[tuple[str, str, int, int, Group]] = []
    for group in found:
        name = group.called(language) if len(found) > 1 else ""
        n, most = len(group.ranked), _MOST_BARS if len(found) == 1 else _MOST_BARS // 2
        if n <= _MOST_BARS:
            parts = [(0, n - 1)]
        elif n <= 2 * most:
            parts = [(0, (n - 1) // 2), ((n - 1) // 2 + 1, n - 1)]
        else:
            parts = [(0, most - 1), (n - most, n - 1)]
            of_group = _OF_GROUP.say(language, name=name) if name else ""
            told = _PARTS.say(language, shown=most, all=n, group=of_group, sheet=ranking.sheet)
            row = note(draft, row, told, ROOM)
        pictures += [(name, _part_name(first, last, n, language), first, last, group) for first, last in parts]
    top = max((index_of(group.ranked[0]) for group in found), default=ZERO)
    highest = Decimal(100) if top <= 100 else None
    alone = len(pictures) == 1
    for place, (name, part, first, last, group) in enumerate(pictures):
        left = place % 2 == 0
        if left:
            tall = 5 + max(int((p[3] - p[2] + 1) * 0.8) + 1 for p in pictures[place : place + 2])
        columns = (1, LAST) if alone else (1, _MIDDLE) if left else (_MIDDLE + 1, LAST)
        spots = ranked_in(ranking, group)
        if spots:
            chart = Chart(
                ChartKind.BAR,
                " – ".join(filter(None, (Words("Chỉ số (%)", "Index (%)").in_(language), name, part))),
                (Series(spots.heading, spots.names.part(first, last).area, spots.indices.part(first, last).area,
                        spots.indices.sheet),),
                (row, columns[0], row + tall - 1, columns[1]),
                lowest=ZERO,
                highest=highest,
                decimals=summary.campaign.settings.decimals,
                labels=True,
            )  # fmt: skip
            draft.chart(chart)
        if not left or place == len(pictures) - 1:
            row += tall
    return row


def _part_name(first: int, last: int, n: int, language: Language) -> str:
    if (first, last) == (0, n - 1):
        return ""
    words = Words("đơn vị thứ {first}–{last}", "units {first}–{last}")
    return words.say(language, first=first + 1, last=last + 1)


def _means_of_groups(draft: Draft, row: int, summary: Summary, n: int, ranking: Shown) -> int:
    """Put a chart of the groups' means, which stand in the first table of the page."""
    language = draft.language
    row = note(draft, row, _MANY_GROUPS.say(language, n=n, sheet=ranking.sheet), ROOM)
    top = next(place[0] for place, cell in draft.cells.items() if cell.text == STANDING.marker)
    rows, column = len(groups(summary)), STANDING.offset("mean")
    tall = max(10, int(rows * 0.8) + 5)
    draft.chart(
        Chart(
            ChartKind.BAR,
            Words("Chỉ số trung bình theo nhóm (%)", "Mean index by group (%)").in_(language),
            (Series((top + 1, column), (top + 2, 2, top + 1 + rows, 2), (top + 2, column, top + 1 + rows, column)),),
            (row, 1, row + tall - 1, LAST),
            lowest=ZERO,
            decimals=summary.campaign.settings.decimals,
            labels=True,
        )
    )
    return row + tall
