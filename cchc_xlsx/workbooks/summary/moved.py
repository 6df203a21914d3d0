"""What moved most against an earlier year: charts of the units' indices, and the criteria whose means changed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cchc_xlsx.model.book import Chart, ChartKind, Page, Series, Sheet, a1
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.summary import Earlier, Summary
from cchc_xlsx.terms import Language, Words, heading
from cchc_xlsx.text import clean
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.summary.listing import fit, note, section
from cchc_xlsx.workbooks.summary.spans import UNAPPRAISED
from cchc_xlsx.workbooks.summary.years import TOP, Pair, pairs, table

TITLE = Words("Thay đổi nổi bật", "What moved")
_ABOUT = Words(
    "Thay đổi chỉ số của từng đơn vị và điểm trung bình của tiêu chí, năm {now} so với năm {then}: ▲ tăng, ▼ giảm.",
    "How the units' indices and the criteria's means changed, {now} against {then}: ▲ up, ▼ down.",
)
CRITERIA = Table(
    "criteria_moved",
    1,
    TITLE,
    _ABOUT,
    (
        Column("number", Words("STT", "No."), Words("Số thứ tự.", "Running number."), 6, Holds.WHOLE),
        Column("criterion", Words("Mã", "Code"), Words("Mã tiêu chí.", "The criterion's code."), 9, Holds.CODE),
        Column("name", heading("criterion"), Words("Tên tiêu chí.", "The criterion's name."), 46),
        Column("maximum", heading("maximum"), Words("Điểm tối đa.", "The maximum."), 9.5, Holds.POINTS),
        Column("then", Words("Trung bình năm trước", "Mean then"), Words("Năm trước.", "Then."), 9.5, Holds.POINTS),
        Column("now", Words("Trung bình năm nay", "Mean now"), Words("Năm nay.", "Now."), 11, Holds.POINTS),
        Column("change", Words("Thay đổi", "Change"), Words("Thay đổi.", "The change."), 9.5, Holds.POINTS),
        Column("units", Words("Số đơn vị", "Units"), Words("Có điểm cả hai năm.", "Scored in both."), 9.5, Holds.WHOLE),
    ),
)
_MOVED = Words("Tiêu chí thay đổi nhiều nhất (điểm trung bình)", "Criteria that moved most (mean points)")
_COMPARED = Words(
    "Chỉ so sánh tiêu chí có tên và điểm tối đa như nhau ở cả hai năm: {same} tiêu chí; không so sánh {other}.",
    "Only criteria of the same name and maximum in both years are compared: {same}; left out: {other}.",
)
_UNTOLD = Words(
    "Tệp của năm trước không ghi tên và điểm tối đa của tiêu chí nên không so sánh được {other} tiêu chí.",
    "The earlier file does not tell names and maxima, so that {other} criteria cannot be compared.",
)
_STEADY = Words("Không tiêu chí nào thay đổi.", "No criterion has moved.")
_CHANGE = Words("Thay đổi chỉ số (điểm phần trăm)", "Change of the index (percentage points)")
_ENDS = Words(
    "Biểu đồ chỉ nêu {shown} đơn vị tăng nhiều nhất và {shown} đơn vị giảm nhiều nhất (hoặc tăng ít nhất).",
    "The charts show the {shown} units that rose most and the {shown} that fell most, or rose least.",
)
_RISEN = Words("{n} đơn vị đầu bảng", "the first {n}")
_FALLEN = Words("{n} đơn vị cuối bảng", "the last {n}")
_MOST = 10  # criteria
_MOST_BARS = 20
_LAST = 8


@dataclass(frozen=True)
class Moved:
    """The mean of a criterion in two years, over so many units that were scored in both."""

    code: str
    then: Decimal
    now: Decimal
    units: int


def comparable(summary: Summary, earlier: Earlier) -> tuple[str, ...]:
    """Return the codes of the criteria whose name and maximum are the same in both years."""
    return tuple(
        c.code
        for c in summary.campaign.counted
        if (old := earlier.criteria.get(c.code)) and clean(old[0]) == clean(c.name) and old[1] == c.maximum
    )


def moved(summary: Summary, earlier: Earlier) -> tuple[Moved, ...]:
    """Return the comparable criteria whose mean has changed, over the units scored in both years, most moved first."""
    sums = dict.fromkeys(comparable(summary, earlier), (ZERO, ZERO, 0))
    for result in summary.results:
        before = earlier.units.get(result.unit.code)
        if before is None or result.card is None or result.rank is None:
            continue
        for each in result.card.criteria:
            old = before.scores.get(each.code)
            if old is not None and each.score is not None and each.code in sums:
                then, now, units = sums[each.code]
                sums[each.code] = then + old, now + each.score, units + 1
    found = [Moved(code, then / units, now / units, units) for code, (then, now, units) in sums.items() if units]
    return tuple(sorted((each for each in found if each.now != each.then), key=lambda each: -abs(each.now - each.then)))


def fill(summary: Summary, language: Language, earlier: Earlier) -> Sheet:
    """Return the sheet; its charts show figures of the sheet of the units."""
    settings = summary.campaign.settings
    draft = Draft(TITLE.in_(language), language)
    draft.put(0, 1, f"{TITLE.in_(language).upper()} – {settings.name}", "title_left")
    draft.put(1, 1, _ABOUT.say(language, now=settings.year, then=earlier.year), "note")
    draft.put(2, 1, UNAPPRAISED, "note")
    draft.skip(range(3))
    layout = table(earlier.year, settings.year)
    row = _charts(draft, 4, layout, pairs(summary, earlier), settings.decimals)
    row = _criteria(draft, row + 1, summary, earlier)
    last = fit(draft, [column.width for column in CRITERIA.columns])
    draft.tab = "result"
    draft.page = Page(landscape=False, area=(0, 1, row, last), below=settings.name)
    return draft.sheet()


def _charts(draft: Draft, row: int, layout: Table, found: Sequence[Pair], decimals: int) -> int:
    """Put charts of the changes of index: of all units, or of the first and the last of many."""
    language, first = draft.language, TOP + 2
    n = sum(pair.change is not None for pair in found)
    if not n:
        return row
    sheet = layout.title.in_(language)
    many = n > 2 * _MOST_BARS
    if many:
        row = note(draft, row, _ENDS.say(language, shown=_MOST_BARS))
    half = (n + 1) // 2
    parts = [(0, n)] if n <= _MOST_BARS else [(0, _MOST_BARS), (n - _MOST_BARS, n)] if many else [(0, half), (half, n)]
    names, changes = layout.offset("name"), layout.offset("index_change")
    tall = 5 + max(int((stop - start) * 0.8) + 1 for start, stop in parts)
    sides = ((1, _LAST),) if len(parts) == 1 else ((1, 3), (4, _LAST))
    words = (_RISEN, _FALLEN) if len(parts) > 1 else (None,)
    for (start, stop), side, which in zip(parts, sides, words, strict=True):
        title = _CHANGE.in_(language) + (f" – {which.say(language, n=stop - start)}" if which else "")
        top, bottom = first + start, first + stop - 1
        draft.chart(
            Chart(
                ChartKind.BAR,
                title,
                (Series((TOP + 1, changes), (top, names, bottom, names), (top, changes, bottom, changes), sheet),),
                (row, side[0], row + tall - 1, side[1]),
                decimals=decimals,
                labels=True,
            )
        )
    return row + tall


def _criteria(draft: Draft, row: int, summary: Summary, earlier: Earlier) -> int:
    language, decimals = draft.language, summary.campaign.settings.decimals
    row = section(draft, row, _MOVED)
    same = len(comparable(summary, earlier))
    words = _COMPARED if earlier.criteria else _UNTOLD
    row = note(draft, row, words.say(language, same=same, other=len(summary.campaign.counted) - same))
    found = moved(summary, earlier)[:_MOST]
    if not found:
        return row if not same else note(draft, row, _STEADY)
    draft.lay(CRITERIA, row, 0, height=36)
    row += 2
    for number, each in enumerate(found, 1):
        criterion = summary.campaign.criteria.by_code[each.code]
        then, now = (a1(row, CRITERIA.offset(key)) for key in ("then", "now"))
        draft.put(row, 1, number, "whole")
        draft.put(row, 2, each.code, "code")
        draft.put(row, 3, criterion.name, "text")
        draft.put(row, 4, criterion.maximum, "points")
        draft.put(row, 5, each.then, f"points{decimals}")
        draft.put(row, 6, each.now, f"points{decimals}")
        draft.put(row, 7, each.now - each.then, f"change{decimals}", formula=f"{now}-{then}")
        draft.put(row, 8, each.units, "whole")
        row += 1
    return row
