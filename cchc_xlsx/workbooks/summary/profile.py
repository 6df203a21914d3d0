"""The page of one unit: results beside its group and the year before, by area and source, losses, strengths, findings.

The page prints on one sheet of A4. Below it, not printed, stands every score with a link to the cell it came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cchc_xlsx.model.book import Page, Sheet, a1
from cchc_xlsx.model.points import shown
from cchc_xlsx.model.summary import EarlierUnit, Result, Scorecard, Status, Summary
from cchc_xlsx.terms import Language, Words, heading
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.summary import profile_grid, profile_tables
from cchc_xlsx.workbooks.summary.figures import Means, errors, findings_of, means, warnings
from cchc_xlsx.workbooks.summary.links import containers_of, page_titles
from cchc_xlsx.workbooks.summary.listing import STATUS
from cchc_xlsx.workbooks.summary.profile_grid import CODE, FIFTH, LAST, MAXIMUM, MEAN, NAME, SCORE, TABLE, Whole, at

_BACK = Words("← Bảng xếp hạng", "← Ranking")
_TITLE = Words("KẾT QUẢ TỰ ĐÁNH GIÁ, CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {year}",
               "RESULTS OF THE SELF-ASSESSMENT, REFORM INDEX {year}")  # fmt: skip
_UNIT = Words("{name} (mã {code})", "{name} (code {code})")
_STATE = Words("{status}; {errors} lỗi, {warnings} cảnh báo. Điểm tự chấm chưa được thẩm định.",
               "{status}; {errors} errors, {warnings} warnings. The self scores have not been appraised.")  # fmt: skip
_LATE = Words(" Tệp lưu sau hạn gửi.", " The file was saved after the deadline.")
_REASON = Words(" Lý do không xếp hạng: {reason}.", " Reason: {reason}.")
_WHOLE = (
    None, Words("Kết quả chung", "Result"), heading("maximum"), Words("Tổng điểm", "Points"),
    Words("Chỉ số (%)", "Index (%)"), Words("Xếp loại", "Grade"), Words("Xếp hạng", "Rank"),
)  # fmt: skip
_THIS = Words("Năm {year}", "{year}")
_GROUP_MEAN = Words("Trung bình {units} đơn vị được xếp hạng", "Mean of {units} ranked units")
_OF_GROUP = Words("Trung bình nhóm {group} ({units} đơn vị được xếp hạng)", "Mean of {group} ({units} ranked units)")
_CHANGE = Words("Thay đổi so với năm {year}", "Change since {year}")
_NOTHING = Words("Chưa nhận được tệp nào tính được của đơn vị.", "Nothing that counts has come from this unit.")
_MOVED = Words("Tiêu chí thay đổi nhiều nhất so với năm {year}: {criteria}.",
               "Criteria that moved most since {year}: {criteria}.")  # fmt: skip
_MOST_MOVED = 6


def pages(summary: Summary, language: Language, received: str, *, findings: str, ranking: str) -> Iterator[Sheet]:
    """Yield the page of each unit in the order of the codes; none where the units are too many for pages."""
    titles = page_titles(summary)
    if not titles:
        return
    whole = Whole(
        summary, language, received, findings, ranking, means(summary), findings_of(summary), containers_of(summary),
        {criterion.code: criterion for criterion in summary.campaign.counted},
    )  # fmt: skip
    for result in summary.results:
        if title := titles.get(result.unit.code):
            yield fill(whole, result, title)


def fill(whole: Whole, result: Result, title: str) -> Sheet:
    """Return the page of one unit."""
    draft = Draft(title, whole.language)
    group = whole.means[result.unit.group]
    draft.put(0, CODE, _BACK, "recipient")
    draft.link(0, CODE, whole.ranking)
    row = _whole(draft, whole, result, group, _head(draft, whole, result))
    told = profile_tables.told(whole, result, group)
    if result.card:
        row = profile_tables.areas(draft, whole, result.card, group, row + 1)
        row = profile_tables.criteria(draft, whole, row, told)
    else:
        draft.lines[row] = whole.line(profile_grid.text, _NOTHING, "heading")
    end = profile_tables.findings(draft, whole, result, row + 1)
    own = {row for part in (draft.cells, draft.styles) for row, _ in part}
    draft.skip(own)
    blank = whole.line(profile_grid.blank)
    draft.lines |= {row: blank for row in range(end + 1) if row not in own and row not in draft.lines}
    if result.card:
        profile_tables.scores(draft, whole, result, end + 2, told)
    draft.columns |= {0: (2, True, "")}
    draft.columns |= {column: (part.width, part.hidden, "") for column, part in enumerate(TABLE.columns, 1)}
    draft.page = Page(
        landscape=False, single=True, area=(1, CODE, end, LAST), below=whole.summary.campaign.settings.name
    )
    return draft.sheet()


def _head(draft: Draft, whole: Whole, result: Result) -> int:
    settings, language = whole.summary.campaign.settings, whole.language
    found = whole.found.get(result.unit.code, ())
    draft.lines[1] = whole.line(_across, _TITLE.say(language, year=settings.year), "title")
    draft.across(2, CODE, LAST, _UNIT.say(language, name=result.unit.name, code=result.unit.code), "title")
    told = _STATE.say(language, status=STATUS[result.status].in_(language), errors=errors(found),
                      warnings=warnings(found))  # fmt: skip
    told += _LATE.in_(language) if result.late else ""
    draft.lines[3] = whole.line(_across, told, "subtitle")
    if result.status is not Status.EXCLUDED:
        return 5
    draft.across(4, CODE, LAST, _REASON.say(language, reason=result.reason.strip().rstrip(".") or "–"), "subtitle")
    return 6


def _across(draft: Draft, text: str, style: str) -> None:
    draft.across(0, CODE, LAST, text, style)


def _whole(draft: Draft, whole: Whole, result: Result, group: Means, row: int) -> int:
    """Put the table of the whole result: this year, the mean of the group, the year before; return the row after it."""
    language, settings, card = whole.language, whole.summary.campaign.settings, result.card
    draft.lines[row] = whole.line(profile_grid.headings, *_WHOLE)
    is_ranked = result.rank is not None
    lines: list[tuple[str, Decimal | None, Decimal | None, Decimal | None, str, str]] = [
        (
            _THIS.say(language, year=settings.year), card.maximum if card else None, card.points if card else None,
            card.index if card and is_ranked else None, result.grade or "–",
            f"{result.rank}/{result.ranked_among}" if is_ranked else "–",
        )
    ]  # fmt: skip
    named = _OF_GROUP if result.unit.group else _GROUP_MEAN
    label = named.say(language, group=result.unit.group, units=group.units)
    lines.append((label, group.maximum, group.points, group.index, "", ""))
    earlier = whole.summary.earlier
    before = earlier.units.get(result.unit.code) if earlier else None
    if earlier and before:
        rank = str(before.rank) if before.rank is not None else "–"
        lines.append(
            (_THIS.say(language, year=earlier.year), None, before.points, before.index, before.grade or "–", rank)
        )
    first = row + 1
    for below, told in enumerate(lines, first):
        draft.lines[below] = whole.line(_line, whole.decimals, below == first, *told)
    end = first + len(lines)
    if earlier and before:
        _change(draft, result, before, end, (first, end - 1), _CHANGE.say(language, year=earlier.year))
        end += 1
        if moved := _moved(whole, card, before):
            draft.put(end, CODE, _MOVED.say(language, year=earlier.year, criteria=moved), "note")
            end += 1
    return end


def _line(
    draft: Draft, decimals: int, own: bool, label: str, maximum: Decimal | None, points: Decimal | None,
    index: Decimal | None, grade: str, rank: str,
) -> None:  # fmt: skip
    form = f"points{decimals}" + ".bold" * own
    draft.put(0, CODE, label, "block")
    draft.put(0, NAME, None, "block")
    for column, number in ((MAXIMUM, maximum), (SCORE, points), (FIFTH, index)):
        formula = f"{at(SCORE)}/{at(MAXIMUM)}*100" if own and column == FIFTH else ""
        draft.put(0, column, number, form, formula=formula if number else "")
    draft.put(0, MEAN, grade, "centre")
    draft.put(0, LAST, rank, "centre")


def _change(
    draft: Draft, result: Result, before: EarlierUnit, row: int, rows: tuple[int, int], label: str
) -> None:  # fmt: skip
    draft.put(row, CODE, label, "block")
    for column in range(NAME, LAST + 1):
        draft.put(row, column, None, "block" if column == NAME else "centre")
    card = result.card
    pairs = ((SCORE, card.points if card else None, before.points),
             (FIFTH, card.index if card and result.rank is not None else None, before.index))  # fmt: skip
    for column, now, then in pairs:
        if now is not None and then is not None:
            draft.put(row, column, now - then, "trend", formula=f"{a1(rows[0], column)}-{a1(rows[1], column)}")
    if result.rank is not None and before.rank is not None:
        draft.put(row, LAST, before.rank - result.rank, "moved")  # up is better: a smaller rank


def _moved(whole: Whole, card: Scorecard | None, before: EarlierUnit) -> str:
    """Return the criteria whose points moved most, of those with the same maximum in both years."""
    earlier, changes = whole.summary.earlier, []
    for score in card.criteria if card and earlier else ():
        then = before.scores.get(score.code)
        known = earlier.criteria.get(score.code) if earlier else None
        same = known is None or known[1] is None or known[1] == score.maximum
        if score.score is not None and then is not None and same and score.score != then:
            changes.append((score.code, score.score - then))
    changes.sort(key=lambda each: -abs(each[1]))
    signs = {True: "+", False: "−"}
    return "; ".join(
        f"{code} ({signs[change > 0]}{shown(abs(change), whole.language)})" for code, change in changes[:_MOST_MOVED]
    )
