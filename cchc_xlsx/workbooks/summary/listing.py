"""What the sheets of the summary share: title, table, freezing, printing; and words for states and outcomes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from decimal import Decimal

from cchc_xlsx.model.book import Page, a1_area
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.finding import Severity
from cchc_xlsx.model.received import Outcome
from cchc_xlsx.model.submission import State
from cchc_xlsx.model.summary import Account, Status, Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table

TOP = 3  # the row of the keys
FIRST = TOP + 2
#: Of more units than this, sheets with a row for each flow: they are never held whole.
MOST_HELD = 250
WIDEST = 205  # characters across a page of A4 on its side, so that people can still read them

STATUS: Mapping[Status, Words] = {
    Status.COMPLETE: Words("✓ Đầy đủ", "✓ Complete"),
    Status.INCOMPLETE: Words("○ Chưa chấm đủ", "○ Incomplete"),
    Status.ERRORS: Words("✗ Có lỗi", "✗ Has errors"),
    Status.MISSING: Words("– Chưa có tệp", "– Nothing received"),
    Status.EXCLUDED: Words("◇ Không xếp hạng", "◇ Excluded"),
}
#: What a state's cell is coloured with, beside its sign.
TONE: Mapping[Status, str] = {
    Status.COMPLETE: "",
    Status.INCOMPLETE: ".warn",
    Status.ERRORS: ".bad",
    Status.MISSING: ".warn",
    Status.EXCLUDED: ".warn",
}
SEVERITY: Mapping[Severity, Words] = {
    Severity.FATAL: Words("✗✗ Không dùng được", "✗✗ Fatal"),
    Severity.ERROR: Words("✗ Lỗi", "✗ Error"),
    Severity.WARNING: Words("! Cảnh báo", "! Warning"),
    Severity.NOTE: Words("i Ghi chú", "i Note"),
}
SEVERITY_STYLE: Mapping[Severity, str] = {
    Severity.FATAL: ".bad",
    Severity.ERROR: ".bad",
    Severity.WARNING: ".warn",
    Severity.NOTE: "",
}
OUTCOME: Mapping[Outcome, Words] = {
    Outcome.COUNTED: Words("✓ Được tính", "✓ Counted"),
    Outcome.SUPERSEDED: Words("↻ Đã được thay bằng tệp khác", "↻ Superseded"),
    Outcome.EXCLUDED: Words("✗ Không tính", "✗ Excluded"),
    Outcome.FOREIGN: Words("? Không thuộc đợt này", "? Not of this campaign"),
    Outcome.UNREADABLE: Words("✗ Không đọc được", "✗ Unreadable"),
}
STATE: Mapping[State, Words] = {
    State.SCORED: Words("đã chấm", "scored"),
    State.EMPTY: Words("chưa chấm", "not scored"),
    State.NOT_APPLICABLE: Words("KAD", "N/A"),
    State.INVALID: Words("✗", "✗"),
}
SOURCE: Mapping[Source, Words] = {
    Source.SELF: Words("Điểm tự chấm (chưa thẩm định)", "Self score (not yet appraised)"),
    Source.SURVEY: Words("Điểm điều tra XHH", "Survey"),
    Source.BONUS: Words("Điểm thưởng", "Bonus"),
    Source.PENALTY: Words("Điểm phạt", "Penalty"),
}


_FILES = Words(
    "Tệp: tìm thấy {found} = được tính {counted} + đã được thay {superseded} + không tính {excluded} + không thuộc "
    "đợt này {foreign} + không đọc được {unreadable}.",
    "Files: found {found} = counted {counted} + superseded {superseded} + excluded {excluded} + foreign {foreign} + "
    "unreadable {unreadable}.",
)
_SCORES = Words(
    "Ô điểm: phải chấm {asked} = đã chấm {scored} + chưa chấm {empty} + không áp dụng {not_applicable} + không hợp lệ "
    "{invalid} + của đơn vị chưa có tệp {missing}.",
    "Scores: asked {asked} = scored {scored} + empty {empty} + not applicable {not_applicable} + invalid {invalid} + "
    "of units without a file {missing}.",
)


def files_told(outcomes: Mapping[Outcome, int], found: int, language: Language) -> str:
    """Return the sentence that accounts for every file found."""
    return _FILES.say(language, found=found, **{outcome.value: outcomes.get(outcome, 0) for outcome in Outcome})


def account_told(account: Account, language: Language) -> tuple[str, str]:
    """Return the sentences that account for every file found and every score asked for."""
    states = {state.value: n for state, n in account.states.items()}
    scores = _SCORES.say(language, asked=account.asked, missing=account.missing, **states)
    return files_told(account.outcomes, account.found, language), scores


def flows(summary: Summary) -> bool:
    """Tell whether sheets with a row for each unit are too large to be held whole."""
    return len(summary.results) > MOST_HELD


def begin(table: Table, summary: Summary, language: Language, *, top: int = TOP) -> Draft:
    """Return a sheet with title and the table's heads; data begins two rows below `top`, by default at `FIRST`."""
    draft = Draft(table.title.in_(language), language, flows=flows(summary))
    settings = summary.campaign.settings
    draft.put(0, 1, f"{table.title.in_(language).upper()} – {settings.name}", "title_left")
    draft.put(1, 1, table.about, "note")
    draft.skip(range(top))
    draft.lay(table, top, 0, height=40)
    draft.tab = "result"
    return draft


def style_of(column: Column, decimals: int) -> str:
    """Return the style of a column, points shown with the campaign's number of decimals."""
    return f"points{decimals}" if column.holds is Holds.POINTS else column.style


def finish(
    draft: Draft,
    table: Table,
    end: int,
    summary: Summary,
    *,
    frozen: int = 2,
    top: int = TOP,
    filtered: int | None = None,
) -> None:
    """Freeze the heads and the columns before `frozen`, switch the filter on, and set the page.

    `end` is the row after the last, `filtered` the row after the last that the filter is for, `top` that of the keys.
    A table too wide to be read on one page goes over several, each with the frozen columns.
    """
    last, first = len(table.columns), top + 2
    draft.freeze = (first, frozen)
    if (filtered or end) > first:
        draft.filter = (top + 1, 1, (filtered or end) - 1, last)
    widths = [column.width for column in table.columns]
    kept = sum(widths[: frozen - 1])
    wide = max(math.ceil((sum(widths) - kept) / (WIDEST - kept)), 1)
    draft.page = Page(
        repeat=(top + 1, top + 1),
        area=(0, 1, max(end, first), last),
        below=summary.campaign.settings.name,
        wide=wide,
        repeat_columns=(1, frozen - 1) if wide > 1 else None,
    )


def fit(draft: Draft, widths: Iterable[float]) -> int:
    """Set the widths of a page's columns and a narrow one behind them, and return that: charts need it to end in."""
    wide = [*widths, 1]
    for column, width in enumerate(wide, 1):  # each table of the page has set widths of its own
        draft.columns[column] = (width, False, "")
    return len(wide)


def note(draft: Draft, row: int, text: str | Words, room: int = 1000) -> int:
    """Put a sentence below a table, in lines of so many characters, and return the row after it."""
    from textwrap import wrap  # here: a terminal shows words of this file only

    told = text.in_(draft.language) if isinstance(text, Words) else text
    lines = wrap(told, room, subsequent_indent="   ") or [told]
    for below, line in enumerate(lines):
        draft.put(row + below, 1, line, "note")
    draft.skip(range(row, row + len(lines)))
    return row + len(lines)


def paragraph(draft: Draft, row: int, text: str, table: Table, style: str = "note") -> int:
    """Put a text below each other in lines as wide as a table; return the first row below it."""
    from textwrap import wrap

    width = sum(column.width for column in table.columns if not column.hidden)
    lines = wrap(text, max(int(width * 1.05), 20)) or [""]
    for below, line in enumerate(lines):
        draft.put(row + below, 1, line, style)
    draft.skip(range(row, row + len(lines)))
    return row + len(lines)


def section(draft: Draft, row: int, title: str | Words) -> int:
    """Put the heading of a part of a page and return the row after it."""
    draft.put(row, 1, title, "heading")
    draft.skip((row,))
    return row + 1


def mean_row(
    draft: Draft, table: Table, row: int, label: Words | str, values: Mapping[str, Decimal | None],
    styles: Mapping[str, str], rows: tuple[int, int], *, by: str = "",
) -> None:  # fmt: skip
    """Put a row of means over the ranked units in `rows`, ends included; `values` are by column.

    With `by`, the column of ranks, only rows with a rank such as 3/10 are taken; else all rows are.
    """
    draft.skip((row,))
    for column in table.columns:
        at, value = table.offset(column.key), values.get(column.key)
        if value is None:
            draft.put(row, at, None, f"{column.style}.total")
            continue
        area = a1_area((rows[0], at, rows[1], at))
        rank = table.offset(by) if by else 0
        formula = f'AVERAGEIF({a1_area((rows[0], rank, rows[1], rank))},"*/*",{area})' if by else f"AVERAGE({area})"
        draft.put(row, at, value, f"{styles.get(column.key, column.style)}.total", formula=formula)
    draft.put(row, table.offset("name"), label, "text.total")
