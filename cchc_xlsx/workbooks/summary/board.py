"""The status board: where each unit stands, what came from it, and what to do next; who is waited for comes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from cchc_xlsx.model.book import Sheet, Value, a1_area
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.received import Outcome
from cchc_xlsx.model.submission import State
from cchc_xlsx.model.summary import Result, Status, Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.summary.figures import at_stake, tallies
from cchc_xlsx.workbooks.summary.links import containers_of, link_page, page_titles
from cchc_xlsx.workbooks.summary.listing import STATUS, TONE, begin, finish

TABLE = Table(
    "board",
    1,
    Words("Tình trạng", "Board"),
    Words(
        "Mọi đơn vị và việc cần làm tiếp; đơn vị còn phải chờ đứng trước. Dùng bộ lọc để lấy riêng một tình trạng.",
        "Every unit and what to do next; those still waited for come first. Use the filter for one state alone.",
    ),
    (
        Column("unit", Words("Mã đơn vị", "Code"), Words("Mã đơn vị.", "The unit's code."), 9, Holds.CODE),
        Column("name", Words("Đơn vị", "Unit"), Words("Tên đơn vị.", "The unit's name."), 26),
        Column("group", Words("Nhóm", "Group"), Words("Nhóm xếp hạng.", "The group."), 10),
        Column("status", Words("Tình trạng", "State"), Words("Tình trạng của đơn vị.", "Where the unit stands."), 18,
               Holds.SIGN),
        Column("late", Words("Gửi muộn", "Late"), Words("Lưu sau hạn gửi; không bị trừ điểm.",
                                                        "Saved after the deadline; nothing is deducted."), 8),
        Column("errors", Words("Số lỗi", "Errors"), Words("Số lỗi phải sửa.", "Errors to mend."), 8, Holds.WHOLE),
        Column("warnings", Words("Số cảnh báo", "Warnings"), Words("Số điều cần có người xem.",
                                                                   "Things a person should look at."), 9, Holds.WHOLE),
        Column("stake", Words("Điểm liên quan", "Points at stake"),
               Words("Số điểm mà các phát hiện liên quan đến, mỗi tiêu chí tính một lần.",
                     "Points that findings speak of, each criterion once."), 9, Holds.POINTS),
        Column("empty", Words("Còn thiếu điểm", "Scores missing"),
               Words("Số tiêu chí chưa có điểm.", "Criteria without a score."), 8, Holds.WHOLE),
        Column("received", Words("Tệp nhận được", "Files received"), Words("Số tệp của đơn vị đã nhận.",
                                                                         "Files received of it."), 7, Holds.WHOLE),
        Column("superseded", Words("Đã được thay", "Superseded"), Words("Số tệp đã được tệp khác thay.",
                                                                       "Files that another has replaced."), 8,
               Holds.WHOLE),
        Column("excluded", Words("Không tính", "Excluded"), Words("Số tệp không tính.", "Files not counted."), 7,
               Holds.WHOLE),
        Column("unreadable", Words("Không đọc được", "Unreadable"), Words("Số tệp không đọc được.",
                                                                          "Files that cannot be read."), 10,
               Holds.WHOLE),
        Column("saved", Words("Lưu ngày", "Saved"), Words("Lần lưu cuối của tệp được tính, giờ Việt Nam.",
                                                          "When the file that counts was last saved."), 11,
               Holds.MOMENT),
        Column("file", Words("Tệp được tính", "File that counts"), Words("Bấm để mở tệp.", "Leads to the file."), 20),
        Column("next", Words("Việc cần làm tiếp", "What to do next"), Words("Việc cần làm tiếp.",
                                                                            "What to do next."), 38),
    ),
)  # fmt: skip
_WAITING = (Status.MISSING, Status.ERRORS, Status.INCOMPLETE, Status.EXCLUDED, Status.COMPLETE)
_ALL = Words("Tất cả đơn vị", "All units")
_LATE = Words("Gửi muộn", "Late")
_IS_LATE = Words("muộn", "late")
_UNKNOWN = Words(
    "Ngoài ra có {count} tệp chưa rõ của đơn vị nào; xem trang “{sheet}”.",
    "Besides, {count} files are of no known unit; see the sheet “{sheet}”.",
)
_COUNTS = 2  # the row with the names of the states; the numbers stand below it
_TOP = 5
_FIRST = _TOP + 2
_NEXT = {
    Status.COMPLETE: Words("Không còn việc phải làm.", "Nothing is left to do."),
    Status.EXCLUDED: Words("Không xếp hạng: {reason}.", "Not ranked: {reason}."),
    Status.MISSING: Words("Nhắc đơn vị gửi tệp.", "Remind the unit to send its file."),
    Status.INCOMPLETE: Words("Đề nghị đơn vị chấm nốt {empty} tiêu chí.",
                             "Ask the unit for {empty} {empty:score|scores} that {empty:is|are} missing."),
    Status.ERRORS: Words("Gửi lại bản đánh dấu, đề nghị đơn vị sửa {errors} lỗi.",
                         "Send the marked-up copy back; {errors} {errors:error|errors} to be mended."),
}  # fmt: skip
_AND_EMPTY = Words(
    "Trong đó còn {empty} tiêu chí chưa có điểm.", "Among them {empty} {empty:score is|scores are} missing."
)
_SURVEY = Words("Nhập điểm điều tra còn thiếu của đơn vị ({survey} tiêu chí).",
                "Enter the survey's scores of the unit that are missing: {survey}.")  # fmt: skip
_RESEND = Words("Đã nhận {count} tệp nhưng không tệp nào tính được; xem lý do ở trang “{sheet}” và đề nghị gửi lại.",
                "{count} {count:file|files} came, none counts; see “{sheet}” and ask for another.")  # fmt: skip
_LOOK = Words(
    "Xem {warnings} cảnh báo trước khi thẩm định.",
    "Look at {warnings} {warnings:warning|warnings} before the appraisal.",
)


def table(summary: Summary) -> Table:
    """Return the columns that the campaign needs: the group only where there are groups."""
    if any(result.unit.group for result in summary.results):
        return TABLE
    columns = tuple(column for column in TABLE.columns if column.key != "group")
    return Table(TABLE.name, TABLE.version, TABLE.title, TABLE.about, columns)


def order(summary: Summary) -> list[Result]:
    """Return the units as the board shows them: by what is waited for, else in the order of their codes."""
    return sorted(summary.results, key=lambda result: _WAITING.index(result.status))


def fill(summary: Summary, language: Language, received: str, files_title: str) -> Sheet:
    """Return the sheet; `received` is the path to the returned files, `files_title` the sheet that lists them."""
    layout = table(summary)
    draft = begin(layout, summary, language, top=_TOP)
    draft.follow(_FIRST, lambda to: _rows(to, summary, layout, received, files_title))
    end = _FIRST + len(summary.results)
    _counts(draft, summary, layout, end)
    if unknown := sum(file.unit is None for file in summary.files):
        draft.put(_COUNTS + 2, 1, _UNKNOWN.say(language, count=unknown, sheet=files_title), "note")
    finish(draft, layout, end, summary, frozen=layout.offset("name") + 1, top=_TOP)
    return draft.sheet()


def _rows(draft: Draft, summary: Summary, layout: Table, received: str, files_title: str) -> Iterator[None]:
    language = draft.language
    found, stake = tallies(summary), at_stake(summary)
    containers, pages = containers_of(summary), page_titles(summary)
    surveyed = {leaf.code for leaf in summary.campaign.criteria.leaves if leaf.source is Source.SURVEY}
    came = Counter((file.unit, file.outcome) for file in summary.files)
    for row, result in enumerate(order(summary), _FIRST):
        code = result.unit.code
        files = {outcome: came[code, outcome] for outcome in Outcome}
        tally = found.get(code, (0, 0))
        values = {
            **_values(result, tally, files, language),
            "stake": stake.get(code),
            "next": next_step(result, tally, sum(files.values()), files_title, surveyed, language),
        }
        for column in layout.columns:
            style = {"late": "centre", "group": "centre"}.get(column.key, column.style)
            tone = TONE[result.status] if column.key == "status" else ""
            draft.put(row, layout.offset(column.key), values[column.key], style + tone)
        link_page(draft, row, layout.offset("name"), code, pages)
        if result.file:
            draft.link_file(row, layout.offset("file"), f"{received}/{containers.get(result.file, result.file)}")
            draft.styles[row, layout.offset("file")] = "link"
        yield


def _values(
    result: Result, tally: tuple[int, int], files: Mapping[Outcome, int], language: Language
) -> dict[str, Value]:
    came = sum(files.values())
    return {
        "unit": result.unit.code,
        "name": result.unit.name,
        "group": result.unit.group,
        "status": STATUS[result.status].in_(language),
        "late": _IS_LATE.in_(language) if result.late else None,
        "errors": tally[0] if result.status is not Status.MISSING else None,
        "warnings": tally[1],
        "empty": len(_empty(result)) if result.card else None,
        "received": came,
        "superseded": files[Outcome.SUPERSEDED] or None,
        "excluded": (files[Outcome.EXCLUDED] + files[Outcome.FOREIGN]) or None,
        "unreadable": files[Outcome.UNREADABLE] or None,
        "saved": result.saved,
        "file": result.file,
    }


_EMPTY = State.EMPTY  # asking the enumeration takes longer than the rest


def _empty(result: Result) -> list[str]:
    return [score.code for score in result.card.criteria if score.state is _EMPTY] if result.card else []


def next_step(
    result: Result,
    tally: tuple[int, int],
    came: int,
    files_title: str,
    surveyed: Collection[str],
    language: Language,
) -> str:
    """Return the sentence that says what to do about a unit of so many errors and warnings, `came` files of it.

    `surveyed` are the criteria that the superior enters.
    """
    if result.status is Status.MISSING and came:
        return _RESEND.say(language, count=came, sheet=files_title)
    wrong, doubts = tally
    if result.status is Status.COMPLETE and doubts:
        return _LOOK.say(language, warnings=doubts)
    empty = len([code for code in _empty(result) if code not in surveyed])
    survey = len(_empty(result)) - empty
    mended = wrong - bool(survey)  # one finding tells of all the survey's scores that a unit lacks
    facts = {"errors": mended, "empty": empty, "reason": result.reason.strip().rstrip(".") or "–"}
    told = [_NEXT[result.status].say(language, **facts)] if empty or result.status is not Status.INCOMPLETE else []
    if result.status is Status.ERRORS and empty:
        told.append(_AND_EMPTY.say(language, empty=empty))
    if result.status in (Status.ERRORS, Status.INCOMPLETE) and survey:
        told.append(_SURVEY.say(language, survey=survey))
    return " ".join(told)


def _counts(draft: Draft, summary: Summary, layout: Table, end: int) -> None:
    """Put how many units stand how above the table, reckoned from its columns."""
    status, late = layout.offset("status"), layout.offset("late")
    results = summary.results
    cells: list[tuple[str, int, str]] = [
        (_ALL.in_(draft.language), len(results), f"COUNTA({_column(layout.offset('unit'), end)})")
    ]
    for state in _WAITING:
        words = STATUS[state].in_(draft.language)
        number = sum(result.status is state for result in results)
        cells.append((words, number, f'COUNTIF({_column(status, end)},"{words}")'))
    of_late = _IS_LATE.in_(draft.language)
    cells.append((_LATE.in_(draft.language), sum(r.late for r in results),
                  f'COUNTIF({_column(late, end)},"{of_late}")'))  # fmt: skip
    for column, (words, number, formula) in enumerate(cells, layout.offset("name")):
        draft.put(_COUNTS, column, words, "header")
        draft.put(_COUNTS + 1, column, number, "whole.bold", formula=formula if results else "")


def _column(column: int, end: int) -> str:
    return a1_area((_FIRST, column, end - 1, column), fixed="rc")
