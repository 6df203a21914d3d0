"""This year beside an earlier one: points, index and rank of each unit, and how they changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from cchc_xlsx.model.book import Page, Sheet, Value, a1
from cchc_xlsx.model.points import ZERO, shown
from cchc_xlsx.model.summary import Earlier, EarlierUnit, Result, Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.summary.figures import order
from cchc_xlsx.workbooks.summary.listing import flows
from cchc_xlsx.workbooks.summary.spans import UNAPPRAISED, mean

TITLE = Words("So với năm trước", "Last year")
_ABOUT = Words(
    "So sánh năm {now} với năm {then}: ▲ tăng, ▼ giảm, = không đổi; hạng nhỏ hơn là tiến lên (▲).",
    "{now} beside {then}: ▲ up, ▼ down, = unchanged; a smaller rank is a step up (▲).",
)
_MAXIMA = Words(
    "Điểm tối đa hai năm có thể khác nhau; khi đó hãy so sánh chỉ số.",
    "The maxima of the two years may differ; compare the indices then.",
)


def table(then: int, now: int) -> Table:
    """Return the table of the units; its headings name both years."""

    def of(key: str, vi: str, en: str, holds: Holds = Holds.POINTS) -> tuple[Column, Column, Column]:
        years = tuple(
            Column(f"{key}_{when}", Words(f"{vi} {year}", f"{en} {year}"), Words(vi, en), 9.5, holds)
            for when, year in (("then", then), ("now", now))
        )
        change = Column(
            f"{key}_change",
            Words(f"{vi}: thay đổi", f"{en}: change"),
            Words("Năm nay so với năm trước.", "This year against the earlier."),
            11,
            holds,
        )
        return (*years, change)  # type: ignore[return-value]

    return Table(
        "last_year",
        1,
        TITLE,
        _ABOUT,
        (
            Column("number", Words("STT", "No."), Words("Số thứ tự.", "Running number."), 6, Holds.WHOLE),
            Column("unit", Words("Mã đơn vị", "Code"), Words("Mã đơn vị.", "The unit's code."), 9, Holds.CODE),
            Column("name", Words("Đơn vị", "Unit"), Words("Tên đơn vị.", "The unit's name."), 28),
            *of("points", "Điểm", "Points"),
            *of("index", "Chỉ số (%)", "Index (%)"),
            *of("rank", "Hạng", "Rank", Holds.WHOLE),
            Column("note", Words("Ghi chú", "Remark"), Words("Mới, không còn.", "New or gone."), 20, Holds.SIGN),
        ),
    )


_NEW = Words("+ mới", "+ new")
_GONE = Words("– không còn", "– gone")
_UNRANKED = Words("chưa xếp hạng", "not ranked")
_UNITS = Words(
    "{both} đơn vị có ở cả hai năm ({up} tăng, {down} giảm, {same} giữ nguyên chỉ số); {new} đơn vị mới, {gone} đơn vị "
    "không còn.",
    "{both} {both:unit is|units are} in both years (index up {up}, down {down}, same {same}); {new} new, {gone} gone.",
)
_MEANS = Words(
    "Chỉ số trung bình của các đơn vị có ở cả hai năm: {then} % → {now} % ({change}).",
    "Mean index of the units in both years: {then} % → {now} % ({change}).",
)
TOP = 6  # the row of the table's keys


@dataclass(frozen=True, slots=True)
class Pair:
    """A unit in two years; None where it was not, or is not, there."""

    code: str
    name: str
    then: EarlierUnit | None
    now: Result | None

    @property
    def index_then(self) -> Decimal | None:
        """Its index of the earlier year."""
        return self.then.index if self.then else None

    @property
    def index_now(self) -> Decimal | None:
        """Its index of this year; None where it has no rank."""
        return self.now.card.index if self.now and self.now.card and self.now.rank is not None else None

    @property
    def change(self) -> Decimal | None:
        """How its index changed; None where it has not got both."""
        if self.index_then is None or self.index_now is None:
            return None
        return self.index_now - self.index_then


def pairs(summary: Summary, earlier: Earlier) -> tuple[Pair, ...]:
    """Return every unit of either year: those compared by their change, the largest first, the new, the gone."""
    listed = [Pair(r.unit.code, r.unit.name, earlier.units.get(r.unit.code), r) for r in order(summary)]
    known = {pair.code for pair in listed}
    gone = [Pair(unit.code, unit.name, unit, None) for code, unit in sorted(earlier.units.items()) if code not in known]
    compared = [(pair.change, pair) for pair in listed]
    ranked = sorted(((change, pair) for change, pair in compared if change is not None), key=lambda each: -each[0])
    others = sorted((pair for change, pair in compared if change is None), key=lambda pair: pair.then is None)
    return (*(pair for _, pair in ranked), *others, *gone)


def fill(summary: Summary, language: Language, earlier: Earlier) -> Sheet:
    """Return the sheet."""
    settings = summary.campaign.settings
    layout = table(earlier.year, settings.year)
    last = len(layout.columns)
    draft = Draft(TITLE.in_(language), language, flows=flows(summary))
    draft.put(0, 1, f"{TITLE.in_(language).upper()} – {settings.name}", "title_left")
    draft.put(1, 1, f"{_ABOUT.say(language, now=settings.year, then=earlier.year)} {UNAPPRAISED.in_(language)}", "note")
    draft.put(2, 1, f"{earlier.name}. {_MAXIMA.in_(language)}", "note")
    found = pairs(summary, earlier)
    for row, told in enumerate(_told(found, language, settings.decimals), 3):
        draft.put(row, 1, told, "note")
    draft.skip(range(TOP))
    draft.lay(layout, TOP, 0, height=52)
    draft.follow(TOP + 2, lambda to: _units(to, layout, found, settings.decimals))
    end = TOP + 2 + len(found)
    draft.freeze = (TOP + 2, layout.offset("name") + 1)
    if found:
        draft.filter = (TOP + 1, 1, end - 1, last)
    draft.tab = "result"
    draft.page = Page(repeat=(TOP + 1, TOP + 1), area=(0, 1, end - 1, last), below=settings.name)
    return draft.sheet()


def _told(found: Sequence[Pair], language: Language, decimals: int) -> Iterable[str]:
    changes = [(pair.index_then or ZERO, change) for pair in found if (change := pair.change) is not None]
    both = [pair for pair in found if pair.then and pair.now]
    yield _UNITS.say(
        language,
        both=len(both),
        up=sum(change > 0 for _, change in changes),
        down=sum(change < 0 for _, change in changes),
        same=sum(not change for _, change in changes),
        new=sum(pair.then is None for pair in found),
        gone=sum(pair.now is None for pair in found),
    )
    if changes:
        then, change = mean([old for old, _ in changes]), mean([change for _, change in changes])
        sign = "▲ +" if change > 0 else "▼ " if change < 0 else "= "
        yield _MEANS.say(
            language,
            then=shown(then, language, decimals),
            now=shown(then + change, language, decimals),
            change=sign + shown(change, language, decimals),
        )


def _units(draft: Draft, layout: Table, found: Sequence[Pair], decimals: int) -> Iterator[None]:
    language = draft.language
    for number, pair in enumerate(found, 1):
        row = TOP + 1 + number
        then, now = pair.then, pair.now
        card = now.card if now else None
        figures: dict[str, tuple[Decimal | int | None, Decimal | int | None]] = {
            "points": (then.points if then else None, card.points if card else None),
            "index": (pair.index_then, pair.index_now),
            "rank": (then.rank if then else None, now.rank if now else None),
        }
        values: dict[str, Value] = {"number": number, "unit": pair.code, "name": pair.name}
        remark = _NEW if then is None else _GONE if now is None else _UNRANKED if now.rank is None else None
        values["note"] = remark.in_(language) if remark else None
        formulas: dict[str, str] = {}
        for key, (old, new) in figures.items():
            values |= {f"{key}_then": old, f"{key}_now": new}
            if old is not None and new is not None:
                better, worse = ("then", "now") if key == "rank" else ("now", "then")
                values[f"{key}_change"] = old - new if key == "rank" else new - old
                cells = [a1(row, layout.offset(f"{key}_{when}")) for when in (better, worse)]
                formulas[f"{key}_change"] = "-".join(cells)
        for column in layout.columns:
            style = column.style
            if column.key.endswith("_change"):
                style = "change" if column.key == "rank_change" else f"change{decimals}"
            elif column.holds is Holds.POINTS:
                style = f"points{decimals}"
            at = layout.offset(column.key)
            draft.put(row, at, values.get(column.key), style, formula=formulas.get(column.key, ""))
        yield
