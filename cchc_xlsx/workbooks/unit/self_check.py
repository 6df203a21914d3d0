"""The self-check: per area and per officer what is filled, what is wrong, and one large line that says it all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cchc_xlsx.model.book import Condition, Page, Sheet, Value, a1, column_name
from cchc_xlsx.model.criteria import Criterion, Source
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.submission import Total
from cchc_xlsx.terms import Words, heading
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.tables import Found, total_of
from cchc_xlsx.workbooks.unit import assignment, self_score
from cchc_xlsx.workbooks.unit.forms import head, signature
from cchc_xlsx.workbooks.unit.marks import WRONG, Mark, mark_of
from cchc_xlsx.workbooks.unit.plan import Plan, remote, remote_area

WHOLE_KEY = "TC-*"  # the hidden key of the row with the whole

_COUNTS: dict[str, tuple[Mark, ...]] = {
    "empty": (Mark.EMPTY,),
    "wrong": WRONG,
    "above": (Mark.ABOVE,),
    "evidence_missing": (Mark.EVIDENCE_MISSING,),
    "explanation_missing": (Mark.EXPLANATION_MISSING,),
}
_FILLED = (Mark.FINE, Mark.EVIDENCE_MISSING, Mark.EXPLANATION_MISSING, Mark.NOT_APPLICABLE)

TABLE = Table(
    "self_check",
    1,
    Words("Tổng hợp", "Overview"),
    Words(
        "Tự động: tổng điểm và tình trạng của từng lĩnh vực, từng người; in trang này để ký.",
        "Automatic: points and state of each area and officer; print this sheet to be signed.",
    ),
    (
        Column("key", Words("Khóa", "Key"), Words("Khóa ẩn của dòng.", "The row's hidden key."), 4, Holds.CODE,
               hidden=True),
        Column("criterion", Words("Mã", "Code"), Words("Mã lĩnh vực.", "The area's code."), 7, Holds.CODE),
        Column("name", Words("Lĩnh vực", "Area"), Words("Tên lĩnh vực.", "The area's name."), 46),
        Column("maximum", heading("maximum"), Words("Điểm tối đa của lĩnh vực.", "The area's maximum."), 9,
               Holds.POINTS),
        Column("self_score", heading("self_score"), Words("Tổng điểm tự chấm.", "The sum of the self scores."), 9,
               Holds.POINTS),
        Column("criteria", Words("Số tiêu chí", "Criteria"), Words("Số tiêu chí phải chấm.", "Criteria to score."),
               9, Holds.WHOLE),
        Column("filled", Words("Đã chấm", "Scored"), Words("Số tiêu chí đã chấm hợp lệ.", "Criteria scored rightly."),
               9, Holds.WHOLE),
        Column("empty", Words("Chưa chấm", "Not scored"), Words("Số ô điểm còn trống.", "Score cells still empty."),
               9, Holds.WHOLE),
        Column("wrong", Words("Nhập sai", "Wrong"),
               Words("Số ô không phải số, vượt điểm tối đa hoặc sai mức điểm.",
                     "Cells that are no number, above the maximum or not an allowed score."), 9, Holds.WHOLE),
        Column("above", Words("Trong đó vượt tối đa", "Of these above maximum"),
               Words("Số ô vượt điểm tối đa.", "Cells above the maximum."), 10, Holds.WHOLE),
        Column("evidence_missing", Words("Thiếu tài liệu", "Evidence missing"),
               Words("Số tiêu chí có điểm nhưng chưa nêu tài liệu kiểm chứng.", "Criteria with points, no evidence."),
               10, Holds.WHOLE),
        Column("explanation_missing", Words("Thiếu giải trình", "Explanation missing"),
               Words("Số tiêu chí mất điểm hoặc khai KAD nhưng chưa giải trình.",
                     "Criteria with points lost, or not applicable, and not explained."),
               10, Holds.WHOLE),
    ),
)  # fmt: skip

#: The same columns for officers, but for who they are; the maximum is the sum of their criteria's.
_OFFICER_COLUMNS = {
    "criterion": Column("number", Words("STT", "No."), Words("Số thứ tự.", "Running number."), 7, Holds.WHOLE),
    "name": Column("officer", Words("Người thực hiện", "Officer"),
                   Words("Lấy từ trang Phân công.", "Taken from the assignment sheet."), 46),
    "maximum": Column("maximum", heading("maximum"),
                      Words("Tổng điểm tối đa của các tiêu chí được giao.", "The sum of their criteria's maxima."), 9,
                      Holds.POINTS),
}  # fmt: skip
BY_OFFICER = Table(
    "self_check_officers",
    1,
    Words("Theo người thực hiện", "By officer"),
    Words("Tự động: việc của từng người.", "Automatic: what each officer has done."),
    tuple(_OFFICER_COLUMNS.get(each.key, each) for each in TABLE.columns),
)

_TITLE = Words("BẢNG TỔNG HỢP TỰ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {year}",
               "OVERVIEW OF THE SELF SCORES FOR THE REFORM INDEX {year}")  # fmt: skip
_PART_TITLE = Words(
    "TỰ KIỂM TRA PHẦN VIỆC CỦA {assignee} – NĂM {year}", "SELF-CHECK OF THE PART OF {assignee} – {year}"
)
_SUBTITLE = Words("({decision})", "({decision})")
_LINE = 120  # characters that the sheet holds beside each other, at the subtitle's size
READY = Words("ĐÃ ĐỦ", "COMPLETE")
NOT_READY = Words("CHƯA ĐỦ", "NOT COMPLETE")
_REST = (
    Words("Chưa chấm: ", "Not scored: "),
    Words("; nhập sai: ", "; wrong: "),
    Words("; thiếu tài liệu kiểm chứng: ", "; evidence missing: "),
    Words("; thiếu giải trình: ", "; explanation missing: "),
    Words(".", "."),
)
_SUM = Words("Tổng cộng", "Total")
_SHARED = Words(
    "Tiêu chí giao cho nhiều người được tính cho từng người, nên tổng theo người có thể lớn hơn tổng theo lĩnh vực.",
    "A criterion given to several officers counts for each, so the sum by officer may exceed that by area.",
)


def column(key: str) -> int:
    """Return the sheet column of a key."""
    return TABLE.offset(key)


def fill(plan: Plan) -> Sheet:
    """Return the sheet."""
    from textwrap import wrap  # here: who reads the sheet lays nothing out

    draft = Draft(TABLE.title.in_(plan.language), plan.language, protected=True)
    draft.put(0, 2, str(plan.identity), "identity")
    left, right = (column("criterion"), column("name")), (column("filled"), column("explanation_missing"))
    width = (column("criterion"), column("explanation_missing"))
    settings, part = plan.campaign.settings, plan.part
    if part:
        top, title = 1, _PART_TITLE.say(plan.language, assignee=part.assignee.upper(), year=settings.year)
        under = plan.unit.name
    else:
        top, title = head(draft, 1, plan.unit, left=left, right=right), _TITLE.say(plan.language, year=settings.year)
        under = _SUBTITLE.say(plan.language, decision=settings.decision) if settings.decision else ""
    draft.across(top, *width, title, "title")
    lines = wrap(under, _LINE) or [""]
    for below, line in enumerate(lines, 1):
        draft.across(top + below, *width, line, "subtitle")
    big = top + len(lines) + 1
    rest, keys = big + 1, big + 3
    first = keys + 2
    total = first + len(plan.campaign.criteria.areas)
    _verdict(draft, plan, big, rest, total, width)
    draft.lay(TABLE, keys, 0, height=48)
    for row, area in enumerate(plan.campaign.criteria.areas, first):
        _area(draft, plan, row, area)
    _whole(draft, plan, first, total)
    for key in ("empty", "wrong", "above", "evidence_missing", "explanation_missing"):
        cell = a1(first, column(key))
        style = "bad" if key in ("wrong", "above") else "empty" if key == "empty" else "warn"
        draft.conditions.append(Condition((first, column(key), total, column(key)), f"{cell}>0", style))
    draft.tidy((first, column("maximum"), total, column("self_score")))
    draft.skip(range(keys))
    draft.tab = "check"
    if part:
        draft.page = Page(area=(1, column("criterion"), total, column("explanation_missing")), below=settings.name)
        return draft.sheet()
    end_of_form = signature(draft, total + 2, plan.campaign, left=left, right=right)
    draft.skip(range(total + 1, end_of_form + 1))
    officers = end_of_form + 2
    end = _by_officer(draft, plan, officers)
    draft.page = Page(
        area=(1, column("criterion"), end, column("explanation_missing")),
        repeat=(officers + 3, officers + 3),
        below=settings.name,
        breaks=(end_of_form + 1,),
    )
    return draft.sheet()


def _verdict(draft: Draft, plan: Plan, big: int, rest: int, total: int, width: tuple[int, int]) -> None:
    def at(key: str) -> str:
        return a1(total, column(key), fixed="rc")

    counts = _whole_counts(plan)
    ready = not (counts["empty"] or counts["wrong"])
    yes, no = READY.in_(plan.language), NOT_READY.in_(plan.language)
    # A row that somebody deleted is counted nowhere, so the number of criteria has to be the right one too.
    whole = f"AND({at('empty')}+{at('wrong')}=0,{at('criteria')}={counts['criteria']})"
    formula = f'IF({whole},"{yes}","{no}")'
    draft.across(big, *width, yes if ready else no, "big")
    draft.put(big, width[0], yes if ready else no, "big", formula=formula)
    first = a1(big, width[0], fixed="rc")
    spread = (big, width[0], big, width[1])
    draft.conditions.append(Condition(spread, f'{first}="{yes}"', "good"))
    draft.conditions.append(Condition(spread, f'{first}<>"{yes}"', "warn"))
    keys = ("empty", "wrong", "evidence_missing", "explanation_missing")
    text = [words.in_(plan.language) for words in _REST]
    formula = f'"{text[0]}"' + "".join(f'&{at(key)}&"{part}"' for key, part in zip(keys, text[1:], strict=True))
    result = text[0] + "".join(f"{counts[key]}{part}" for key, part in zip(keys, text[1:], strict=True))
    draft.across(rest, *width, result, "subtitle")
    draft.put(rest, width[0], result, "subtitle", formula=formula)


def counts_of(plan: Plan, criteria: Sequence[Criterion]) -> dict[str, int]:
    """Return how many of some criteria stand how: the twin of the live counts."""
    marks = [mark_of(plan.entry(c.code), c) for c in criteria]
    counted = {key: sum(marks.count(kind) for kind in kinds) for key, kinds in _COUNTS.items()}
    return {"criteria": len(marks), "filled": sum(marks.count(kind) for kind in _FILLED), **counted}


def _whole_counts(plan: Plan) -> dict[str, int]:
    return counts_of(plan, plan.campaign.criteria.scored)


def _area(draft: Draft, plan: Plan, row: int, area: Criterion) -> None:
    sheet, last = plan.area_title(area), self_score.last_row(plan, area)
    marks = remote_area(sheet, self_score.FIRST, last, self_score.column("mark"))
    scored = [c for c in plan.campaign.criteria.leaves_of(area.code) if c.scored_by_unit]
    counts = counts_of(plan, scored)
    values: dict[str, Value] = {"key": area.key, "criterion": area.code, "name": area.name, "maximum": area.maximum}
    for each in TABLE.columns:
        draft.put(row, column(each.key), values.get(each.key), "key" if each.hidden else each.style)
    draft.link(row, column("name"), sheet)
    draft.styles[row, column("name")] = "link"
    key = a1(row, column("key"), fixed="c")
    points = self_score.points_of(plan, area.code) if self_score.asked(plan, area.code) else self_score.NOT_ASKED
    draft.put(row, column("self_score"), points, "points", formula=self_score.lookup(plan, area, key, "self_score"))
    draft.put(row, column("criteria"), counts["criteria"], "whole", formula=f"COUNT({marks})")
    for name, kinds in {"filled": _FILLED, **_COUNTS}.items():
        formula = "+".join(f"COUNTIF({marks},{kind:d})" for kind in kinds)
        draft.put(row, column(name), counts[name], "whole", formula=formula)


def _whole(draft: Draft, plan: Plan, first: int, total: int) -> None:
    counts = _whole_counts(plan)
    areas = plan.campaign.criteria.areas
    results: dict[str, Value] = {
        **counts,
        "maximum": plan.campaign.criteria.maximum,
        "self_score": sum((self_score.points_of(plan, a.code) for a in areas), ZERO),
    }
    for each in TABLE.columns:
        draft.put(total, column(each.key), None, "key" if each.hidden else f"{each.style}.total")
    draft.put(total, column("key"), WHOLE_KEY, "key")
    draft.put(total, column("name"), _SUM, "text.total")
    # Bonus and penalty come on top: they are no part of the maximum that 100 % means.
    whole = [row for row, a in enumerate(areas, first) if a.source not in (Source.BONUS, Source.PENALTY)]
    for key, result in results.items():
        rows = whole if key == "maximum" else list(range(first, total))
        formula = f"SUM({self_score.ranges(rows, column_name(column(key)))})" if rows else "0"
        draft.put(total, column(key), result, f"{TABLE.column(key).style}.total", formula=formula)


def _by_officer(draft: Draft, plan: Plan, top: int) -> int:
    """Put the table by officer at `top`; return its last row."""
    draft.put(top, column("criterion"), BY_OFFICER.title, "heading")
    draft.put(top + 1, column("criterion"), _SHARED, "note")
    draft.skip((top, top + 1))
    draft.lay(BY_OFFICER, top + 2, 0, height=36)
    first = top + 4
    sheet = assignment.title(plan)
    last = assignment.last_row(plan)

    def all_of(key: str) -> str:
        return remote_area(sheet, assignment.FIRST, last, assignment.column(key))

    for offset in range(plan.room):
        row = first + offset
        name = plan.assignees[offset] if offset < len(plan.assignees) else ""
        source = remote(sheet, assignment.FIRST + offset, assignment.beside("officer"))
        spare = "" if name else ".spare"
        for each in BY_OFFICER.columns:
            draft.put(row, BY_OFFICER.offset(each.key), None, "key" if each.hidden else each.style + spare)
        draft.put(row, BY_OFFICER.offset("officer"), name, f"text{spare}", formula=f'TRIM({source}&"")')
        cell = a1(row, BY_OFFICER.offset("officer"), fixed="c")
        draft.put(row, BY_OFFICER.offset("number"), offset + 1 if name else "", f"whole{spare}",
                  formula=f'IF({cell}="","",{offset + 1})')  # fmt: skip
        mine = assignment.is_theirs(cell, all_of("sought"))
        results = officer_results(plan, plan.own(name))
        for key, result in results.items():
            formula = f'IF({cell}="","",{_officer_sum(key, mine, all_of)})'
            style = BY_OFFICER.column(key).style + spare
            draft.put(row, BY_OFFICER.offset(key), result if name else "", style, formula=formula)
    end = first + plan.room - 1
    draft.tidy((first, BY_OFFICER.offset("maximum"), end, BY_OFFICER.offset("self_score")))
    for key in ("empty", "wrong", "above", "evidence_missing", "explanation_missing"):
        at = a1(first, BY_OFFICER.offset(key))
        style = "bad" if key in ("wrong", "above") else "empty" if key == "empty" else "warn"
        area = (first, BY_OFFICER.offset(key), end, BY_OFFICER.offset(key))
        draft.conditions.append(Condition(area, f"AND(ISNUMBER({at}),{at}>0)", style))
    return end


def officer_results(plan: Plan, own: Sequence[Criterion]) -> dict[str, Value]:
    """Return the results in the line of an officer who has these criteria."""
    counts = counts_of(plan, own)
    return {
        "maximum": sum((c.maximum or ZERO for c in own), ZERO),
        "self_score": sum((self_score.points_of(plan, c.code) for c in own), ZERO),
        **{key: value for key, value in counts.items() if key in BY_OFFICER.keys},
    }


def _officer_sum(key: str, mine: str, all_of: Callable[[str], str]) -> str:
    marks = all_of("mark")
    if key == "criteria":
        return f"SUMPRODUCT(--{mine})"
    if key == "maximum":
        return f"SUMPRODUCT({mine}*{all_of('maximum')})"
    if key == "self_score":
        return f"SUMPRODUCT(--{mine},{all_of('points')})"  # two arrays: text among the points counts as nothing
    kinds = _FILLED if key == "filled" else _COUNTS[key]
    return f"SUMPRODUCT({mine}*(" + "+".join(f"({marks}={kind:d})" for kind in kinds) + "))"


def parse(found: Sequence[Found]) -> tuple[Total, ...]:
    """Return the totals this sheet shows: the areas' and ("") that of the whole."""
    totals = []
    for row in (row for each in found for row in each.rows):
        key = row.text("key")
        if key.startswith("TC-"):
            code = "" if key == WHOLE_KEY else key.removeprefix("TC-")
            totals.append(total_of(code, row.cell("self_score"), row.place("self_score")))
    return tuple(totals)
