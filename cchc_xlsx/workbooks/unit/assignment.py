"""The assignment sheet: criterion → officers, the clerk's to change, and beside it who owes what."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache

from cchc_xlsx.model.book import Condition, Page, Sheet, Value, a1, a1_area
from cchc_xlsx.model.criteria import Criterion
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.submission import Entry, Given
from cchc_xlsx.terms import Words, heading
from cchc_xlsx.text import clean
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.tables import Found
from cchc_xlsx.workbooks.unit.forms import margins, table_signature
from cchc_xlsx.workbooks.unit.marks import (
    SIGNS,
    STYLES,
    WRONG,
    Mark,
    is_number,
    mark_of,
    sign_formula,
)
from cchc_xlsx.workbooks.unit.plan import Plan, remote_area

TABLE = Table(
    "assignment",
    1,
    Words("Phân công", "Assignment"),
    Words(
        "Ai thực hiện tiêu chí nào; có thể sửa cột “Người thực hiện”, các trang lĩnh vực tự đổi theo.",
        "Who answers for which criterion; change the column “Officers”, the score sheets follow.",
    ),
    (
        Column("key", Words("Khóa", "Key"), Words("Khóa ẩn của dòng.", "The row's hidden key."), 4, Holds.CODE,
               hidden=True),
        Column("criterion", Words("Mã", "Code"), Words("Mã tiêu chí.", "The criterion's code."), 8, Holds.CODE,
               required=True),
        Column("name", Words("Tiêu chí", "Criterion"), Words("Tên tiêu chí.", "The criterion's name."), 42),
        Column("maximum", heading("maximum"), Words("Điểm tối đa.", "The maximum."), 8, Holds.POINTS),
        Column("officers", Words("Người thực hiện", "Officers"),
               Words("Chọn trong danh sách bên phải hoặc nhập tên; nhiều người cách nhau bằng dấu chấm phẩy, người "
                     "đứng đầu là người chủ trì.",
                     "Choose from the list on the right or type names; several apart by semicolons, the first one "
                     "leads."),
               34, Holds.PEOPLE, open=True, required=True),
        Column("points", Words("Điểm tự chấm", "Self score"),
               Words("Tự động lấy từ trang tự chấm điểm.", "Automatic, from the score sheet."), 8, Holds.POINTS),
        Column("sign", Words("Tình trạng", "State"),
               Words("Tự động lấy từ trang tự chấm điểm.", "Automatic, from the score sheet."), 17, Holds.SIGN),
        Column("mark", Words("Mã tình trạng", "Mark"), Words("Mã ẩn của tình trạng.", "The state's hidden code."), 4,
               Holds.WHOLE, hidden=True),
        Column("sought", Words("Tên để tìm", "Sought"),
               Words("Cột ẩn: tên người thực hiện giữa các dấu chấm phẩy, để các bảng theo người tìm thấy.",
                     "Hidden: the officers between semicolons, where the tables by officer look for them."), 4,
               hidden=True),
    ),
)  # fmt: skip

OFFICERS = Table(
    "officers",
    1,
    Words("Người thực hiện", "Officers"),
    Words(
        "Danh sách người thực hiện và phần việc của từng người; có thể thêm, sửa tên.",
        "The officers and what each owes; names may be added or changed.",
    ),
    (
        Column("officer", Words("Người, cơ quan thực hiện", "Officer"),
               Words("Tên người hoặc cơ quan thực hiện.", "The person or body."), 34, open=True, required=True),
        Column("criteria", Words("Số tiêu chí", "Criteria"),
               Words("Số tiêu chí được giao.", "How many criteria are theirs."), 9, Holds.WHOLE),
        Column("maximum", Words("Tổng điểm tối đa", "Points"),
               Words("Tổng điểm tối đa của các tiêu chí được giao.", "The sum of their maxima."), 10, Holds.POINTS),
        Column("owed", Words("Còn phải chấm", "Still owed"),
               Words("Số tiêu chí chưa chấm hoặc nhập sai.", "Criteria not scored yet or entered wrongly."),
               10, Holds.WHOLE),
        Column("owed_maximum", Words("Điểm còn phải chấm", "Points owed"),
               Words("Tổng điểm tối đa của các tiêu chí còn phải chấm.", "The sum of the maxima still owed."),
               10, Holds.POINTS),
    ),
)  # fmt: skip

_TOP = 4
FIRST = _TOP + 2
#: The second table's marker stands one free column right of the first.
_BESIDE = len(TABLE.columns) + 2
SPARE = 12  # free rows for officers beyond those known
TITLE = Words("PHÂN CÔNG THỰC HIỆN TIÊU CHÍ NĂM {year} – {unit}", "ASSIGNMENT OF CRITERIA {year} – {unit}")
_PART_TITLE = Words("PHẦN VIỆC CỦA {assignee} – NĂM {year} – {unit}", "THE PART OF {assignee} – {year} – {unit}")
_PART_NOTE = Words(
    "Trang này chỉ để xem: các tiêu chí được giao, những người cùng thực hiện và tình trạng chấm điểm.",
    "This sheet is only to be looked at: the criteria given, who shares them, and how far they are scored.",
)
_UNASSIGNED = Words("Tiêu chí chưa phân công: ", "Criteria not assigned: ")

#: Given an area, a cell with a hidden key and a column of the score sheet: the formula that finds that cell.
Lookup = Callable[[Plan, Criterion, str, str], str]


def column(key: str) -> int:
    """Return the sheet column of a key of the first table."""
    return TABLE.offset(key)


def beside(key: str) -> int:
    """Return the sheet column of a key of the table of officers."""
    return _BESIDE + OFFICERS.offset(key)


def last_row(plan: Plan) -> int:
    """Return the last row of the first table; it has one at least, so that no range is turned upside down."""
    return FIRST + max(len(plan.campaign.criteria.scored), 1) - 1


def last_officer(plan: Plan) -> int:
    """Return the last row of the table of officers, the free rows included."""
    return FIRST + len(plan.assignees) + spare(plan) - 1


def spare(plan: Plan) -> int:
    """Return how many free rows for officers there are; a part has none."""
    return 0 if plan.part else SPARE


def title(plan: Plan) -> str:
    """Return the sheet's title."""
    return TABLE.title.in_(plan.language)


def officers_formula(plan: Plan, key_cell: str) -> str:
    """Return the formula that shows a criterion's officers on another sheet."""
    names = remote_area(title(plan), FIRST, last_row(plan), column("officers"))
    keys = remote_area(title(plan), FIRST, last_row(plan), column("key"))
    return f'IFERROR(INDEX({names},MATCH({key_cell},{keys},0))&"","")'


def written(officers: Sequence[str]) -> str:
    """Return officers as one cell holds them; the mirror of `people_in`."""
    return "; ".join(officers)


def sought(officers: Sequence[str]) -> str:
    """Return officers as the tables by officer look for them; the twin of `sought_formula`."""
    return f";{';'.join(officers)};"


def sought_formula(cell: str) -> str:
    """Return the formula that sets a cell's officers between separators, so that “Lan” is not found in “Lan Anh”."""
    # TRIM makes one blank of many; what is left of them stands right before or after a separator.
    lines = f'";"&TRIM(SUBSTITUTE({cell},CHAR(10),";"))&";"'
    return f'SUBSTITUTE(SUBSTITUTE({lines},"; ",";")," ;",";")'


def is_theirs(officer: str, column: str) -> str:
    """Return the condition, for each row of a column `sought`, that the officer in a cell is among them."""
    return f'ISNUMBER(FIND(";"&TRIM({officer})&";",{column}))'


@lru_cache(maxsize=1024)
def people_in(text: str) -> tuple[str, ...]:
    """Return the officers named in a cell, apart by `;` or line breaks, each once."""
    names = (" ".join(part.split()) for part in re.split(r"[;\n]", clean(text)))
    return tuple(dict.fromkeys(name for name in names if name))


def fill(plan: Plan, lookup: Lookup) -> Sheet:
    """Return the assignment sheet."""
    draft = Draft(title(plan), plan.language, protected=True)
    draft.put(0, 2, str(plan.identity), "identity")
    facts = {"year": plan.campaign.settings.year, "unit": plan.unit.name.upper()}
    if plan.part:
        title_text = _PART_TITLE.say(plan.language, assignee=plan.part.assignee.upper(), **facts)
        draft.put(1, 2, title_text, "title_left")
        draft.put(2, 2, _PART_NOTE, "note")
    else:
        draft.put(1, 2, TITLE.say(plan.language, **facts), "title_left")
        draft.put(2, 2, TABLE.about, "note")
        draft.put(2, beside("officer"), OFFICERS.about, "note")
        _unassigned(draft, plan)
    draft.skip(range(4))
    draft.lay(TABLE, _TOP, 0, height=48)
    draft.columns[_BESIDE - 1] = (2, False, "")
    draft.lay(OFFICERS, _TOP, _BESIDE, height=48)
    criteria = plan.campaign.criteria
    for row, criterion in enumerate(criteria.scored, FIRST):
        _criterion(draft, plan, lookup, row, criterion)
    for row in range(FIRST, last_officer(plan) + 1):
        place = row - FIRST
        _officer(draft, plan, row, plan.assignees[place] if place < len(plan.assignees) else "")
    _finish(draft, plan)
    return draft.sheet()


def _unassigned(draft: Draft, plan: Plan) -> None:
    unassigned = sum(not plan.officers.get(c.code) for c in plan.campaign.criteria.scored)
    text = _UNASSIGNED.in_(plan.language)
    names = a1_area((FIRST, column("officers"), last_row(plan), column("officers")), fixed="rc")
    keys = a1_area((FIRST, column("key"), last_row(plan), column("key")), fixed="rc")
    draft.put(3, 2, f"{text}{unassigned}", "live",
              formula=f'"{text}"&SUMPRODUCT((LEN({keys})>0)*(LEN({names})=0))')  # fmt: skip


def _criterion(draft: Draft, plan: Plan, lookup: Lookup, row: int, criterion: Criterion) -> None:
    entry = plan.entry(criterion.code)
    mark = mark_of(entry, criterion)
    area = plan.campaign.criteria.by_code[plan.campaign.criteria.area_of(criterion.code)]
    key = a1(row, column("key"), fixed="c")
    mark_cell = a1(row, column("mark"), fixed="c")
    values: dict[str, Value] = {
        "key": criterion.key,
        "criterion": criterion.code,
        "name": criterion.name,
        "maximum": criterion.maximum,
        "officers": written(plan.officers.get(criterion.code, ())),
    }
    for each in TABLE.columns:
        style = each.style.removesuffix(".open") if plan.part else each.style
        draft.put(row, column(each.key), values.get(each.key), "key" if each.hidden else style)
    draft.put(
        row, column("mark"), int(mark), "key", formula=f"IFERROR({lookup(plan, area, key, 'mark')},{Mark.ROW_LOST:d})"
    )
    draft.put(row, column("sign"), SIGNS[mark], "sign", formula=sign_formula(mark_cell, plan.language))
    named = plan.officers.get(criterion.code, ())
    formula = sought_formula(a1(row, column("officers"), fixed="c"))
    draft.put(row, column("sought"), sought(named), "key", formula=formula)
    score = lookup(plan, area, key, "self_score")
    draft.put(row, column("points"), _shown(entry), "points",
              formula=f'IF(OR({mark_cell}={Mark.EMPTY:d},{mark_cell}={Mark.ROW_LOST:d}),"",{score})')  # fmt: skip


def _shown(entry: Entry) -> Value:
    """Return the stored result of the cell that repeats a score."""
    score = entry.score
    return score.value if is_number(score) else score.typed


def _officer(draft: Draft, plan: Plan, row: int, name: str) -> None:
    cell = a1(row, beside("officer"), fixed="c")
    last = last_row(plan)

    def all_of(key: str) -> str:
        return a1_area((FIRST, column(key), last, column(key)), fixed="rc")

    mine = is_theirs(cell, all_of("sought"))
    marks = all_of("mark")
    wrong = "+".join(f"({marks}={kind:d})" for kind in (Mark.EMPTY, *WRONG))
    sums = {
        "criteria": f"SUMPRODUCT(--{mine})",
        "maximum": f"SUMPRODUCT({mine}*{all_of('maximum')})",
        "owed": f"SUMPRODUCT({mine}*({wrong}))",
        "owed_maximum": f"SUMPRODUCT({mine}*({wrong})*{all_of('maximum')})",
    }
    results = load_of(plan, name)
    tone = "" if name else ".spare"
    draft.put(row, beside("officer"), name, "text" if plan.part else "text.open")
    for key, formula in sums.items():
        draft.put(row, beside(key), results[key] if name else "", OFFICERS.column(key).style + tone,
                  formula=f'IF(TRIM({cell})="","",{formula})')  # fmt: skip


def load_of(plan: Plan, officer: str) -> dict[str, Decimal]:
    """Return what an officer owes: criteria, points, and of these what is not scored yet or entered wrongly."""
    mine = [c for c in plan.campaign.criteria.scored if officer in plan.officers.get(c.code, ())]
    owed = [c for c in mine if mark_of(plan.entry(c.code), c) in (Mark.EMPTY, *WRONG)]
    return {
        "criteria": Decimal(len(mine)),
        "maximum": sum((c.maximum or ZERO for c in mine), ZERO),
        "owed": Decimal(len(owed)),
        "owed_maximum": sum((c.maximum or ZERO for c in owed), ZERO),
    }


def _finish(draft: Draft, plan: Plan) -> None:
    last = last_row(plan)
    mark = a1(FIRST, column("mark"), fixed="c")
    names = (FIRST, beside("officer"), last_officer(plan), beside("officer"))
    officers = (FIRST, column("officers"), last, column("officers"))
    if not plan.part:
        draft.choose(officers, a1_area(names, fixed="rc"), TABLE.column("officers"), strict=False)
        draft.guide(names, OFFICERS.column("officer"))
    for style, kinds in STYLES:
        test = ",".join(f"{mark}={kind:d}" for kind in kinds)
        draft.conditions.append(Condition((FIRST, column("sign"), last, column("sign")), f"OR({test})", style))
    first = a1(FIRST, column("officers"), fixed="c")
    draft.conditions.append(Condition(officers, f"LEN({first})=0", "empty"))
    draft.tidy((FIRST, column("points"), last, column("points")))
    draft.tidy((FIRST, beside("maximum"), last_officer(plan), beside("owed_maximum")))
    end = max(last, last_officer(plan))
    if not plan.part:
        start = end + 2
        end = table_signature(
            draft, start, plan.campaign, left=(column("criterion"), column("maximum")),
            right=(beside("officer"), beside("owed_maximum")),
        )  # fmt: skip
        draft.skip(range(start, end + 1))
        draft.skip(range(start, end + 1), _BESIDE)
    left, right = margins(plan.unit, plan.language)
    draft.freeze = (FIRST, column("name"))
    draft.filter = (_TOP + 1, column("criterion"), last, column("sign"))
    draft.tab = "check" if plan.part else "input"
    draft.page = Page(
        repeat=(_TOP + 1, _TOP + 1),
        area=(1, column("criterion"), end, beside("owed_maximum")),
        left=left,
        right=right,
        below=plan.campaign.settings.name,
    )


def parse(found: Sequence[Found], officers: Sequence[Found]) -> tuple[tuple[Given, ...], tuple[str, ...]]:
    """Return who is named for which criterion, and the list of officers."""
    given = []
    for row in (row for each in found for row in each.rows):
        key = row.text("key")
        code = key.removeprefix("TC-") if key.startswith("TC-") else row.text("criterion").rstrip(".")
        if code:
            given.append(Given(code, people_in(row.text("officers")), row.place("officers")))
    names = dict.fromkeys(row.text("officer") for each in officers for row in each.rows)
    return tuple(given), tuple(name for name in names if name)
