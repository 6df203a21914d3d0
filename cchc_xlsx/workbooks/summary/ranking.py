"""The ranking: the published form, a block a group, with its rules printed below it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from cchc_xlsx.model.book import Page, Sheet, Value, a1, a1_area
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.points import shown as said
from cchc_xlsx.model.summary import Result, Scorecard, Status, Summary
from cchc_xlsx.terms import Language, Words, heading
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.summary import notes
from cchc_xlsx.workbooks.summary.figures import gaps, groups, mean, order, ranked, sources, tallies
from cchc_xlsx.workbooks.summary.links import link_page, page_titles
from cchc_xlsx.workbooks.summary.listing import SOURCE, STATUS, TONE, flows, mean_row, paragraph, style_of
from cchc_xlsx.workbooks.summary.spans import Shown

_SOURCES = tuple(
    Column(source.value, words, Words("Điểm từ nguồn này.", "The points from this source."), 11, Holds.POINTS)
    for source, words in SOURCE.items()
)
#: Every column that a campaign may need; `table` has those that it does need.
TABLE = Table(
    "ranking",
    1,
    Words("Xếp hạng", "Ranking"),
    Words(
        "Xếp từ cao xuống thấp; đơn vị chưa đủ điều kiện xếp hạng đứng sau.",
        "From high to low; units that cannot be ranked yet stand below.",
    ),
    (
        Column("number", Words("STT", "No."), Words("Số thứ tự.", "Running number."), 6, Holds.WHOLE),
        Column("unit", Words("Mã", "Code"), Words("Mã đơn vị.", "The unit's code."), 9, Holds.CODE),
        Column("name", Words("Đơn vị", "Unit"), Words("Tên đơn vị.", "The unit's name."), 30),
        Column("group", Words("Nhóm", "Group"), Words("Nhóm xếp hạng.", "The group it is ranked in."), 11),
        *_SOURCES,
        Column("points", Words("Tổng điểm", "Points"), Words("Tổng điểm.", "The sum of its points."), 10,
               Holds.POINTS),
        Column("maximum", heading("maximum"), Words("Tổng điểm tối đa áp dụng.", "The maximum that applies."), 9,
               Holds.POINTS),
        Column("index", Words("Chỉ số (%)", "Index (%)"), Words("Điểm / điểm tối đa × 100.", "Points / maximum × 100."),
               9, Holds.POINTS),
        Column("grade", Words("Xếp loại", "Grade"), Words("Theo các mức của đợt.", "By the campaign's bands."), 12),
        Column("rank", Words("Xếp hạng", "Rank"), Words("Hạng / số đơn vị được xếp hạng trong nhóm.",
                                                        "Rank / units ranked in the group."), 10),
        Column("gap", Words("Kém hạng trên", "Gap to the rank above"),
               Words("Chỉ số thấp hơn hạng liền trên bao nhiêu.", "By how much the index is below the rank above."),
               10, Holds.POINTS),
        Column("status", Words("Tình trạng", "State"), Words("Tình trạng của đơn vị.", "Where the unit stands."), 18,
               Holds.SIGN),
        Column("errors", Words("Số lỗi", "Errors"), Words("Số lỗi phải sửa.", "Errors to mend."), 7, Holds.WHOLE),
        Column("late", Words("Gửi muộn", "Late"), Words("Lưu sau hạn gửi; không bị trừ điểm.",
                                                        "Saved after the deadline; nothing is deducted."), 8),
    ),
)  # fmt: skip

_ONLY_SELF = Words("Tổng điểm tự chấm (chưa thẩm định)", "Self score in all (not yet appraised)")
_TITLE = Words("BẢNG XẾP HẠNG CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {year}", "RANKING OF THE REFORM INDEX {year}")
_FACTS = Words(
    "Đã nhận {received}/{all} đơn vị; xếp hạng {ranked} đơn vị; chỉ số trung bình {mean} %, cao nhất {high} %, "
    "thấp nhất {low} %.",
    "Received {received} of {all} {all:unit|units}; {ranked} ranked; mean index {mean} %, highest {high} %, lowest "
    "{low} %.",
)
_NOBODY = Words("Đã nhận {received}/{all} đơn vị; chưa đơn vị nào đủ điều kiện xếp hạng.",
                "Received {received} of {all} {all:unit|units}; none can be ranked yet.")  # fmt: skip
_MEAN = Words("Trung bình các đơn vị được xếp hạng", "Mean of the units ranked")
_GROUP_MEAN = Words("Trung bình nhóm {group}", "Mean of the group {group}")
_GROUP = Words("Nhóm: {group} – {all} đơn vị, xếp hạng {ranked}", "Group: {group} – {all} units, {ranked} ranked")
NO_GROUP = Words("chưa phân nhóm", "without a group")
_SUPERIOR_SIGNER = Words("(Ký, ghi rõ họ tên, đóng dấu)", "(Signature, full name, seal)")

_FIRST = 10


def table(summary: Summary) -> Table:
    """Return the columns that the campaign needs: sources where it has several, groups, grades, lateness."""
    campaign, has = summary.campaign, sources(summary)
    apart = len(has) > 1
    needed = {
        **{source.value: apart and source in has for source in Source},
        "group": any(groups(summary)),
        "grade": bool(campaign.bands),
        "late": campaign.settings.deadline is not None,
    }
    columns = tuple(column for column in TABLE.columns if needed.get(column.key, True))
    if not apart:
        columns = tuple(replace(c, header=_ONLY_SELF, width=12) if c.key == "points" else c for c in columns)
    return replace(TABLE, columns=columns)


def agency(name: str) -> str:
    """Return an agency as a document's head writes it (Nghị định 30/2020/NĐ-CP): in full and in capitals."""
    return re.sub(r"^UBND\b", "ỦY BAN NHÂN DÂN", name.strip(), flags=re.IGNORECASE).upper()


def fill(summary: Summary, language: Language) -> Sheet:
    """Return the sheet."""
    draft, layout = Draft(TABLE.title.in_(language), language, flows=flows(summary)), table(summary)
    settings = summary.campaign.settings
    width = (1, len(layout.columns))
    _head(draft, summary, layout)
    draft.lay(layout, _FIRST - 2, 0, height=50)
    row = _rows(draft, summary, layout)
    last_of_table = row - 1
    row += 1
    for note in notes.notes(summary, language):
        row = paragraph(draft, row, f"– {note}", layout)
    signer = (max(width[1] - 5, 1), width[1])
    draft.across(row + 1, *signer, agency(settings.superior), "signer")
    draft.across(row + 2, *signer, _SUPERIOR_SIGNER, "signer_note")
    draft.skip(range(last_of_table + 1, row + 3))
    draft.freeze = (_FIRST, layout.offset("name") + 1)
    draft.filter = (_FIRST - 1, 1, max(last_of_table, _FIRST), width[1])
    draft.tab = "result"
    draft.active = True
    draft.page = Page(repeat=(_FIRST - 1, _FIRST - 1), area=(0, 1, row + 8, width[1]), below=settings.name)
    return draft.sheet()


def _head(draft: Draft, summary: Summary, layout: Table) -> None:
    settings, language = summary.campaign.settings, draft.language
    width = (1, len(layout.columns))
    half = layout.offset("name")
    draft.across(0, 1, half, agency(settings.superior), "agency")
    draft.across(0, half + 2, width[1], Words("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIETNAM"),
                 "nation")  # fmt: skip
    draft.across(1, half + 2, width[1], Words("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness"),
                 "motto")  # fmt: skip
    draft.across(1, 1, half, "─────────", "rule")
    draft.across(2, half + 2, width[1], "───────────────────────", "rule")
    draft.across(4, *width, _TITLE.say(language, year=settings.year), "title")
    draft.across(5, *width, settings.decision, "subtitle")
    draft.across(6, *width, facts(summary, language), "subtitle")
    draft.put(7, 1, layout.about, "note")
    draft.skip(range(8))


def facts(summary: Summary, language: Language) -> str:
    """Return the sentence that sums the campaign up."""
    indices = [index for _, _, index in ranked(summary)]
    received = sum(result.file is not None for result in summary.results)
    told = {"received": received, "all": len(summary.results), "ranked": len(indices)}
    if not indices:
        return _NOBODY.say(language, **told)
    decimals = summary.campaign.settings.decimals
    figures = {"mean": mean(indices), "high": max(indices), "low": min(indices)}
    return _FACTS.say(language, **told, **{key: said(value, language, decimals) for key, value in figures.items()})


def _rows(draft: Draft, summary: Summary, layout: Table) -> int:
    """Put the rows down, those of each group below its name and above its mean; return the row after the last."""
    draft.follow(_FIRST, lambda to: _lines(to, summary, layout))
    row = max((block.end for block in _blocks(summary)), default=_FIRST)
    return row + _mean(draft, summary, layout, row, _FIRST, [result for result, _, _ in ranked(summary)])


@dataclass(frozen=True, slots=True)
class _Block:
    """A group on the sheet: the row of its first unit, and the row after its last, means included."""

    group: str
    members: Sequence[Result]
    first: int
    apart: bool  # below its name and above its mean, as there are other groups

    @property
    def ranked(self) -> list[Result]:
        return [result for result in self.members if result.rank is not None]

    @property
    def end(self) -> int:
        return self.first + len(self.members) + (self.apart and any(result.card for result in self.ranked))


def _blocks(summary: Summary) -> Iterator[_Block]:
    """Yield the groups as they stand on the sheet, from top to bottom."""
    apart, row = len(groups(summary)) > 1, _FIRST
    for group, members in itertools.groupby(order(summary), lambda result: result.unit.group):
        block = _Block(group, tuple(members), row + apart, apart)
        yield block
        row = block.end


def shown(summary: Summary, language: Language) -> Shown:
    """Return where each unit stands on the sheet."""
    rows = {r.unit.code: row for block in _blocks(summary) for row, r in enumerate(block.members, block.first)}
    return Shown(TABLE.title.in_(language), table(summary), rows, _FIRST - 1)


def _lines(draft: Draft, summary: Summary, layout: Table) -> Iterator[None]:
    found, above, pages = tallies(summary), gaps(summary), page_titles(summary)
    styles = _styles(layout, summary.campaign.settings.decimals)
    number = 0
    for block in _blocks(summary):
        if block.apart:
            _group_head(draft, layout, block.first - 1, block.group, block.members)
            yield
        for row, result in enumerate(block.members, block.first):
            number += 1
            code = result.unit.code
            _line(draft, layout, styles, row, number, result, above.get(code), found.get(code, (0, 0))[0])
            link_page(draft, row, layout.offset("name"), code, pages)
            yield
        if block.apart:
            named = block.group or NO_GROUP.in_(draft.language)
            below = block.first + len(block.members)
            _mean(draft, summary, layout, below, block.first, block.ranked, named)
            yield


def _group_head(draft: Draft, layout: Table, row: int, group: str, members: Sequence[Result]) -> None:
    named = group or NO_GROUP.in_(draft.language)
    counted = {"all": len(members), "ranked": sum(result.rank is not None for result in members)}
    for column in range(1, len(layout.columns) + 1):
        draft.put(row, column, None, "block")
    draft.put(row, 1, _GROUP.say(draft.language, group=named, **counted), "block")
    draft.skip((row,))


def _line(
    draft: Draft, layout: Table, styles: Mapping[str, str], row: int, number: int, result: Result,
    gap: Decimal | None, wrong: int,
) -> None:  # fmt: skip
    card, is_ranked = result.card, result.rank is not None
    values: dict[str, Value] = {
        "number": number,
        "unit": result.unit.code,
        "name": result.unit.name,
        "group": result.unit.group,
        "grade": result.grade,
        "rank": f"{result.rank}/{result.ranked_among}" if is_ranked else "–",
        "gap": gap,
        "status": STATUS[result.status].in_(draft.language),
        "errors": wrong if result.status is not Status.MISSING else None,
        "late": Words("muộn", "late").in_(draft.language) if result.late else None,
    }
    if card:
        values |= {"points": card.points, "maximum": card.maximum, "index": card.index if is_ranked else None}
        values |= {each.source.value: each.points for each in card.sources}
    formulas = _formulas(layout, row, card, is_ranked)
    for at, (key, style) in enumerate(styles.items(), 1):
        tone = TONE[result.status] if key == "status" else ""
        draft.put(row, at, values.get(key), style + tone, formula=formulas.get(key, ""))


def _styles(layout: Table, decimals: int) -> Mapping[str, str]:
    """Return the style of each column, by its key."""
    own = {"rank": "centre.bold", "grade": "centre", "group": "centre", "late": "centre"}
    return {column.key: own.get(column.key) or style_of(column, decimals) for column in layout.columns}


def _formulas(layout: Table, row: int, card: Scorecard | None, is_ranked: bool) -> Mapping[str, str]:
    """Return the formulas of a row: the sum of the sources where they stand there, and the index."""
    found: dict[str, str] = {}
    own = [source.value for source in Source if source.value in layout.by_key]
    if card and card.sources and own:
        found["points"] = f"SUM({a1_area((row, layout.offset(own[0]), row, layout.offset(own[-1])))})"
    if card and is_ranked:
        found["index"] = f"{a1(row, layout.offset('points'))}/{a1(row, layout.offset('maximum'))}*100"
    return found


def _mean(
    draft: Draft, summary: Summary, layout: Table, row: int, first: int, those: Sequence[Result], group: str = ""
) -> int:
    """Put the mean of some ranked units below their rows and return how many rows that took."""
    cards = [result.card for result in those if result.card]
    if not cards:
        return 0
    decimals = summary.campaign.settings.decimals
    values = {
        "points": mean(card.points for card in cards),
        "maximum": mean(card.maximum for card in cards),
        "index": mean(card.index for card in cards if card.index is not None),
    }
    for source in Source:
        if source.value in layout.keys:
            parts = [part.points for card in cards if (part := card.source(source))]
            values[source.value] = mean(parts)
    styles = {column.key: style_of(column, decimals) for column in layout.columns}
    if group:
        label, rows, by = _GROUP_MEAN.say(draft.language, group=group), (first, first + len(those) - 1), ""
    else:
        label, rows, by = _MEAN.in_(draft.language), (first, row - 1), "rank"
    mean_row(draft, layout, row, label, values, styles, rows, by=by)
    return 1
