"""The page that says it all: what came, how it came out, by area and by source, what is close and what is pending."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from cchc_xlsx.model.book import Page, Sheet
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.summary import near
from cchc_xlsx.workbooks.summary.bars import bars
from cchc_xlsx.workbooks.summary.distribution import grade_rows, shares
from cchc_xlsx.workbooks.summary.listing import fit, note, section
from cchc_xlsx.workbooks.summary.means import by_area, by_source
from cchc_xlsx.workbooks.summary.pending import pending
from cchc_xlsx.workbooks.summary.ranking import agency
from cchc_xlsx.workbooks.summary.spans import (
    NO_SURVEY,
    UNAPPRAISED,
    Group,
    Shown,
    everybody,
    ranked_in,
    survey_lacking,
)
from cchc_xlsx.workbooks.summary.standing import HALF, LAST, ROOM, STANDING, standing, widths

_HEAD = Words("TỔNG QUAN KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {year}", "THE REFORM INDEX {year} AT A GLANCE")


_SUBTITLE = 100  # characters of a line in the middle
_LINES = 6  # of a list on the page; the rest is counted and stands on its own sheet
_PAGE = 105  # rows that one page can hold and still be read

_COUNTED = Words("TÌNH HÌNH NHẬN VÀ KẾT QUẢ", "WHAT CAME AND HOW IT CAME OUT")
_SPREAD = Words("PHÂN BỐ XẾP LOẠI", "GRADES")
_CLOSE = Words("THỨ HẠNG SÁT NHAU", "CLOSE RANKS")
_PENDING = Words("VIỆC CÒN LẠI", "WHAT IS PENDING")
_MORE = Words("– … và {n} trường hợp nữa; xem trang “{sheet}”.", "– … and {n} more; see the sheet “{sheet}”.")
_NO_NEAR = Words("Không có thứ hạng nào sát nhau.", "No ranks are close.")
_SIGNER = Words("(Ký, ghi rõ họ tên, đóng dấu)", "(Signature, full name, seal)")
_NATION = Words("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIETNAM")
_MOTTO = Words("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness")


def fill(summary: Summary, language: Language, ranking: Shown, areas: Shown, close: Sequence[near.Near]) -> Sheet:
    """Return the sheet; its formulas and charts refer to the ranking and to the points by area."""
    draft = Draft(STANDING.title.in_(language), language)
    every = everybody(summary, language)
    second = 0  # where a second page would begin
    row = standing(draft, section(draft, _head(draft, summary) + 1, _COUNTED), summary, every, ranking)
    if every.ranked:
        row = _spread(draft, row + 1, summary, every, ranking)
        row = by_area(draft, row + 1, summary, every, areas)
        row = by_source(draft, row, summary, every, ranking)
        second = row + 1
        row = bars(draft, second, summary, every, ranking)
        row = _near(draft, row + 1, summary, close)
    row = _list(draft, row + 1, _PENDING, pending(summary, language))
    draft.across(row + 1, HALF + 2, LAST, agency(summary.campaign.settings.superior), "signer")
    draft.across(row + 2, HALF + 2, LAST, _SIGNER, "signer_note")
    row += 2 + 4  # room to sign
    last = fit(draft, widths(summary.campaign.settings.decimals))
    draft.tab = "result"
    draft.active = True
    single = row <= _PAGE
    draft.page = Page(
        landscape=False,
        area=(0, 1, row, last),
        below=summary.campaign.settings.name,
        single=single,
        breaks=() if single or not second else (second,),
    )
    return draft.sheet()


def _head(draft: Draft, summary: Summary) -> int:
    """Put the head of an administrative document with the campaign's title, and return the row after it."""
    settings = summary.campaign.settings
    left, right = (1, 4), (HALF, LAST)
    draft.across(0, *left, agency(settings.superior), "agency")
    draft.across(0, *right, _NATION, "nation")
    draft.across(1, *left, "─────────", "rule")
    draft.across(1, *right, _MOTTO, "motto")
    draft.across(2, *right, "───────────────────────", "rule")
    draft.across(3, 1, LAST, _HEAD.say(draft.language, year=settings.year), "title")
    lines = [line for text in (settings.name, settings.decision) for line in textwrap.wrap(text, _SUBTITLE)]
    for row, line in enumerate(lines, 4):
        draft.across(row, 1, LAST, line, "subtitle")
    draft.skip(range(4 + len(lines)))
    return note(draft, 4 + len(lines), _unfinished(summary, draft.language), ROOM)


def _unfinished(summary: Summary, language: Language) -> str:
    told = [UNAPPRAISED, *([NO_SURVEY] if survey_lacking(summary) else [])]
    return " ".join(words.in_(language) for words in told)


def _spread(draft: Draft, row: int, summary: Summary, every: Group, ranking: Shown) -> int:
    lines = shares(summary, every)
    if not lines:
        return row - 1
    row = section(draft, row, _SPREAD)
    return grade_rows(draft, row, summary, lines, ranked_in(ranking, every), remarks=False, chart=(HALF, LAST))


def _near(draft: Draft, row: int, summary: Summary, close: Sequence[near.Near]) -> int:
    language, decimals = draft.language, summary.campaign.settings.decimals
    lines = [f"– {near.said(each, language, decimals)}" for each in close[:_LINES]]
    if len(close) > _LINES:
        lines.append(_MORE.say(language, n=len(close) - _LINES, sheet=near.TABLE.title.in_(language)))
    title = near.TABLE.about.in_(language)
    return _list(draft, row, _CLOSE, [title, *(lines or [_NO_NEAR.in_(language)])])


def _list(draft: Draft, row: int, title: Words, lines: Sequence[str]) -> int:
    row = section(draft, row, title)
    for line in lines:
        row = note(draft, row, line, ROOM)
    return row
