"""The score sheets: one an area, a row a criterion, live totals at every level."""

from __future__ import annotations

from decimal import Decimal

from cchc_xlsx.model.book import Condition, Page, Sheet, Value, a1, a1_area, column_name
from cchc_xlsx.model.criteria import CriteriaSet, Criterion
from cchc_xlsx.model.points import ZERO, filled, shown
from cchc_xlsx.model.submission import TEXTS, Score, Trouble
from cchc_xlsx.terms import Words, heading
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.unit import assignment
from cchc_xlsx.workbooks.unit.forms import margins, table_signature
from cchc_xlsx.workbooks.unit.marks import (
    SIGNS,
    STYLES,
    Mark,
    is_number,
    mark_formula,
    mark_of,
    says_not_applicable,
    sign_formula,
)
from cchc_xlsx.workbooks.unit.plan import Plan, remote_area

TABLE = Table(
    "self_score",
    1,
    Words("Tự chấm", "Self score"),
    Words(
        "Bảng tự chấm điểm của một lĩnh vực: mỗi dòng một tiêu chí; chỉ nhập vào các ô nền vàng nhạt.",
        "The self scores of an area, a row a criterion; only the light yellow cells are to be filled in.",
    ),
    (
        Column("key", Words("Khóa", "Key"), Words("Khóa ẩn của dòng.", "The row's hidden key."), 4, Holds.CODE,
               required=True, hidden=True),
        Column("criterion", Words("Mã", "Code"), Words("Mã tiêu chí.", "The criterion's code."), 7, Holds.CODE,
               required=True,
               synonyms=("Mã tiêu chí", "Mã số", "Mã số tiêu chí", "Số thứ tự", "STT", "TT", "Số TT", "No.",
                         "Criterion code")),
        Column("name", Words("Lĩnh vực, tiêu chí, tiêu chí thành phần", "Area, criterion, sub-criterion"),
               Words("Tên tiêu chí.", "The criterion's name."), 38,
               synonyms=("Tên tiêu chí", "Tiêu chí", "Lĩnh vực", "Lĩnh vực, tiêu chí", "Tên lĩnh vực, tiêu chí",
                         "Tiêu chí, tiêu chí thành phần", "Tiêu chí đánh giá", "Nội dung", "Nội dung tiêu chí",
                         "Nội dung đánh giá", "Criterion name", "Name", "Criteria")),
        Column("officers", Words("Người thực hiện", "Officers"),
               Words("Lấy từ trang Phân công; muốn đổi, hãy đổi ở trang đó.",
                     "Taken from the assignment sheet; change it there."), 18, Holds.PEOPLE,
               synonyms=("Người phụ trách", "Cán bộ phụ trách", "Công chức phụ trách", "Cơ quan, đơn vị thực hiện",
                         "Responsible")),
        Column("maximum", heading("maximum"),
               Words("Điểm tối đa theo bộ tiêu chí.", "The maximum of the criteria set."), 7, Holds.POINTS,
               required=True,
               synonyms=("Điểm chuẩn", "Tối đa", "Thang điểm", "Mức điểm tối đa", "Điểm quy định", "Maximum score",
                         "Maximum points", "Max score", "Max points")),
        Column("self_score", heading("self_score"),
               Words("Điểm đơn vị tự chấm, từ 0 đến điểm tối đa; không được điểm thì nhập 0; không phát sinh nhiệm vụ "
                     "thì nhập KAD.",
                     "The unit's own score, 0 to the maximum; enter 0 for no points, KAD where there is no such task."),
               8, Holds.SCORE, open=True, required=True,
               synonyms=("Tự chấm", "Tự chấm điểm", "Điểm tự đánh giá", "Tự đánh giá", "Tự đánh giá, chấm điểm",
                         "Điểm tự đánh giá, chấm điểm", "Điểm số tự chấm", "Kết quả tự chấm", "Điểm đơn vị tự chấm",
                         "Điểm xã tự chấm", "Đơn vị tự chấm", "Xã tự chấm", "Self-assessment", "Self-assessed score",
                         "Own score")),
        Column("sign", Words("Tình trạng", "State"),
               Words("Tự động: dòng này còn thiếu gì.", "Automatic: what the row still lacks."), 15, Holds.SIGN),
        Column("evidence", Words("Tài liệu kiểm chứng: tên, trích yếu", "Evidence: title"),
               Words("Tên loại, trích yếu văn bản và mục, trang có nội dung chứng minh; nhiều tài liệu cách nhau bằng "
                     "dấu chấm phẩy.",
                     "Kind and title of the document, with the section that proves it; several apart by semicolons."),
               34, open=True, required=True,
               synonyms=("Tài liệu kiểm chứng", "Tài liệu minh chứng", "Văn bản kiểm chứng", "Minh chứng",
                         "Kiểm chứng", "Tên văn bản", "Tên tài liệu", "Tên, trích yếu", "Trích yếu", "Evidence")),
        Column("evidence_number", Words("Số, ký hiệu", "Number"),
               Words("Số, ký hiệu văn bản, ví dụ 12/KH-UBND. Số có thêm chữ (12a) có thể bị Hội đồng cho 0 điểm.",
                     "The document's number, such as 12/KH-UBND. With a letter (12a) the council may give zero."),
               15, Holds.CODE, open=True, required=True,
               synonyms=("Số hiệu", "Số văn bản", "Số hiệu văn bản", "Document number")),
        Column("evidence_date", Words("Ngày ban hành", "Date"),
               Words("Ngày/tháng/năm ban hành, ví dụ 30/01/2023; phải thuộc năm chấm điểm.",
                     "Day/month/year of issue, such as 30/01/2023; within the year scored."),
               13, Holds.CODE, open=True, required=True,
               synonyms=("Ngày văn bản", "Ngày tháng", "Ngày, tháng, năm", "Ngày ký", "Date of issue")),
        Column("explanation", Words("Giải trình", "Explanation"),
               Words("Bắt buộc khi điểm thấp hơn điểm tối đa hoặc không áp dụng: nêu lý do.",
                     "Needed where the score is below the maximum or not applicable: the reason."),
               26, open=True, required=True,
               synonyms=("Nội dung giải trình", "Thuyết minh", "Lý do", "Lý do trừ điểm", "Lý do mất điểm", "Reason")),
        Column("remark", Words("Ghi chú", "Remark"), Words("Không bắt buộc.", "Optional."), 12, open=True,
               synonyms=("Ghi chú của đơn vị", "Note", "Notes")),
        Column("mark", Words("Mã tình trạng", "Mark"), Words("Mã ẩn của tình trạng.", "The state's hidden code."), 4,
               Holds.WHOLE, hidden=True),
    ),
)  # fmt: skip

_TOP = 4  # the row of the keys
FIRST = _TOP + 2  # the first row of data: the area itself
TITLE = Words(
    "BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {year} – {unit}",
    "SELF SCORES FOR THE REFORM INDEX {year} – {unit}",
)
_PART_TITLE = Words(
    "PHẦN VIỆC CỦA {assignee} – TỰ CHẤM ĐIỂM NĂM {year} – {unit}",
    "THE PART OF {assignee} – SELF SCORES {year} – {unit}",
)
_SUBTITLE = Words("Lĩnh vực {code}. {name} (tối đa {maximum} điểm)", "Area {code}. {name} (maximum {maximum})")
_LIVE = (
    (Words("Ô chưa chấm: ", "Not scored: "), (Mark.EMPTY,)),
    (Words("    Ô không phải số: ", "    Not a number: "), (Mark.NOT_A_NUMBER,)),
    (Words("    Ô vượt điểm tối đa: ", "    Above the maximum: "), (Mark.ABOVE,)),
    (Words("    Ô sai mức điểm: ", "    Otherwise out of range: "), (Mark.BELOW, Mark.OFF_GRAIN)),
    (Words("    Thiếu tài liệu: ", "    Evidence missing: "), (Mark.EVIDENCE_MISSING,)),
)
NOT_ASKED = "–"  # stands for a total of which nothing is the unit's to give
SURVEY = Words("◆ Cấp trên cho điểm", "◆ Given by the superior")
_PENALTY = Words(
    "Điểm phạt là số âm: hãy nhập từ {lowest} đến 0; không bị phạt thì nhập 0, không áp dụng thì nhập KAD.",
    "A penalty is negative: enter {lowest} to 0; 0 for no penalty, KAD where it does not apply.",
)
_STEP = Words(
    "Hãy nhập từ 0 đến điểm tối đa, là bội số của {step}; không được điểm thì nhập 0, không áp dụng thì nhập KAD.",
    "Enter 0 to the maximum, a multiple of {step}; 0 for no points, KAD where it does not apply.",
)
ENTER = Words(
    "Hãy nhập số từ 0 đến điểm tối đa của tiêu chí, hoặc KAD nếu không áp dụng.",
    "Please enter a number from 0 to the criterion's maximum, or KAD where it does not apply.",
)
_BAD_CHOICE = Words(
    "Hãy chọn một mức điểm trong danh sách, hoặc KAD nếu không áp dụng.",
    "Please choose a score from the list, or KAD where it does not apply.",
)


def column(key: str) -> int:
    """Return the sheet column of a key."""
    return TABLE.offset(key)


def last_row(plan: Plan, area: Criterion) -> int:
    """Return the last data row of an area's sheet."""
    return FIRST + len(plan.rows_of(area)) - 1


def points_of(plan: Plan, code: str) -> Decimal:
    """Return the live total of a criterion as a spreadsheet adds it: numbers only."""
    criteria = plan.campaign.criteria
    scores = (plan.entry(leaf.code).score for leaf in criteria.leaves_of(code) if leaf.scored_by_unit)
    return sum((s.value for s in scores if s.value is not None and is_number(s)), ZERO)


def asked(plan: Plan, code: str) -> bool:
    """Tell whether the unit gives any score at or below a criterion; a survey's scores are the superior's to give."""
    return any(leaf.scored_by_unit for leaf in plan.campaign.criteria.leaves_of(code))


def fill(plan: Plan, area: Criterion) -> Sheet:
    """Return the score sheet of one area."""
    return _ScoreSheet(plan, area).sheet()


class _ScoreSheet:
    """One score sheet in the making."""

    def __init__(self, plan: Plan, area: Criterion) -> None:
        self.plan, self.area = plan, area
        self.criteria: CriteriaSet = plan.campaign.criteria
        self.rows = {c.code: row for row, c in enumerate(plan.rows_of(area), FIRST)}
        self.last = last_row(plan, area)
        self.draft = Draft(plan.area_title(area), plan.language, protected=True)

    def sheet(self) -> Sheet:
        """Return the finished sheet."""
        self._head()
        self.draft.lay(TABLE, _TOP, 0, height=48)
        for code in self.rows:
            self._row(self.criteria.by_code[code])
        self._marks_and_prompts()
        self._foot()
        return self.draft.sheet()

    def _head(self) -> None:
        draft, plan = self.draft, self.plan
        draft.put(0, 2, str(plan.identity), "identity")
        facts = {"year": plan.campaign.settings.year, "unit": plan.unit.name.upper()}
        title = TITLE.say(plan.language, **facts)
        if plan.part:
            title = _PART_TITLE.say(plan.language, assignee=plan.part.assignee.upper(), **facts)
        draft.put(1, 2, title, "title_left")
        maximum = shown(self.area.maximum, plan.language)
        draft.put(2, 2, _SUBTITLE.say(plan.language, code=self.area.code, name=self.area.name, maximum=maximum),
                  "heading")  # fmt: skip
        formula, result = self._live()
        draft.put(3, 2, result, "live", formula=formula)
        draft.skip(range(4))

    def _live(self) -> tuple[str, str]:
        marks = a1_area((FIRST, column("mark"), self.last, column("mark")), fixed="rc")
        counts = [mark_of(self.plan.entry(c.code), c) for c in self._scored()]
        parts, result = [], ""
        for words, kinds in _LIVE:
            text = words.in_(self.plan.language)
            parts.append(f'"{text}"&(' + "+".join(f"COUNTIF({marks},{kind:d})" for kind in kinds) + ")")
            result += f"{text}{sum(counts.count(kind) for kind in kinds)}"
        return "&".join(parts), result

    def _scored(self) -> list[Criterion]:
        return [c for c in self.criteria.leaves_of(self.area.code) if c.scored_by_unit]

    def _row(self, criterion: Criterion) -> None:
        row, draft, leaf = self.rows[criterion.code], self.draft, self.criteria.is_leaf(criterion.code)
        suffix = "" if leaf else ".area" if criterion is self.area else ".group"
        values: dict[str, Value] = {
            "key": criterion.key,
            "criterion": criterion.code,
            "name": criterion.name,
            "maximum": criterion.maximum,
        }
        for each in TABLE.columns:
            style = each.style if leaf and criterion.scored_by_unit else each.style.removesuffix(".open")
            draft.put(row, column(each.key), values.get(each.key), "key" if each.hidden else style + suffix)
        if not leaf:
            self._total(criterion, row, f"points{suffix}")
        elif not criterion.scored_by_unit:
            draft.put(row, column("sign"), SURVEY, "sign")
        else:
            self._entry(criterion, row)

    def _total(self, criterion: Criterion, row: int, style: str) -> None:
        if not asked(self.plan, criterion.code):
            self.draft.put(row, column("self_score"), NOT_ASKED, style)
            return
        children = [self.rows[child.code] for child in self.criteria.children(criterion.code)]
        formula = f"SUM({ranges(children, column_name(column('self_score')))})"
        points = points_of(self.plan, criterion.code)
        self.draft.put(row, column("self_score"), points, style, formula=formula)

    def _entry(self, criterion: Criterion, row: int) -> None:
        draft, plan, entry = self.draft, self.plan, self.plan.entry(criterion.code)
        officers = plan.officers.get(criterion.code, ())
        draft.put(row, column("officers"), assignment.written(officers), "text",
                  formula=assignment.officers_formula(plan, a1(row, column("key"), fixed="c")))  # fmt: skip
        score = TABLE.column("self_score")
        draft.put(row, column("self_score"), value_of(entry.score), score.style)
        for key in TEXTS:
            draft.put(row, column(key), entry.text(key), TABLE.column(key).style)
        mark = mark_of(entry, criterion)

        def at(key: str) -> str:
            return a1(row, column(key), fixed="c")

        formula = mark_formula(
            criterion,
            score=at("self_score"),
            maximum=at("maximum"),
            evidence=(at("evidence"), at("evidence_number"), at("evidence_date")),
            explanation=at("explanation"),
            allowed=plan.allowed_range(criterion),
        )
        draft.put(row, column("mark"), int(mark), "key", formula=formula)
        sign = sign_formula(at("mark"), plan.language)
        draft.put(row, column("sign"), SIGNS[mark], "sign", formula=sign)
        self._validate(criterion, row)

    def _validate(self, criterion: Criterion, row: int) -> None:
        spot = (row, column("self_score"), row, column("self_score"))
        score = TABLE.column("self_score")
        if criterion.allowed:
            self.draft.choose(spot, self.plan.allowed_range(criterion, with_kad=True), score)
            return
        cell, maximum = a1(row, column("self_score")), a1(row, column("maximum"))
        low, high = ("0", maximum) if criterion.lowest == 0 else (f"-ABS({maximum})", "0")
        step = ""
        if criterion.step:
            grain = shown(criterion.step, "en")
            step = f",ABS({cell}/{grain}-ROUND({cell}/{grain},0))<0.000001"
        condition = f"IF(ISNUMBER({cell}),AND({cell}>={low},{cell}<={high}{step}),{says_not_applicable(cell)})"
        error, prompt = ENTER, None
        if criterion.lowest < 0:
            error = prompt = filled(_PENALTY, lowest=criterion.lowest)
        elif criterion.step:
            error = prompt = filled(_STEP, step=criterion.step)
        self.draft.demand(spot, condition, score, error, prompt=prompt)

    def _marks_and_prompts(self) -> None:
        draft = self.draft
        mark = a1(FIRST, column("mark"), fixed="c")
        for key in ("self_score", "sign"):
            area = (FIRST, column(key), self.last, column(key))
            for style, kinds in STYLES:
                test = ",".join(f"{mark}={kind:d}" for kind in kinds)
                draft.conditions.append(Condition(area, f"AND(ISNUMBER({mark}),OR({test}))", style))
        draft.tidy((FIRST, column("self_score"), self.last, column("self_score")))
        for key in TEXTS:
            draft.guide((FIRST, column(key), self.last, column(key)), TABLE.column(key))

    def _foot(self) -> None:
        draft, plan = self.draft, self.plan
        end = self.last
        if asked(plan, self.area.code) and not plan.part:
            start = self.last + 2
            end = table_signature(
                draft, start, plan.campaign, left=(column("criterion"), column("officers")),
                right=(column("evidence"), column("remark")),
            )  # fmt: skip
            draft.skip(range(start, end + 1))
        left, right = margins(plan.unit, plan.language)
        draft.freeze = (FIRST, column("officers"))
        draft.filter = (_TOP + 1, column("criterion"), self.last, column("remark"))
        draft.tab = "input"
        draft.page = Page(
            repeat=(_TOP + 1, _TOP + 1),
            area=(1, column("criterion"), end, column("remark")),
            left=left,
            right=right,
            below=plan.campaign.settings.name,
        )


def value_of(score: Score) -> Value:
    """Return what stands in the cell of a score; the mirror of `score_of`."""
    if score.trouble is Trouble.BOOLEAN:
        return score.typed == "TRUE"
    return score.value if is_number(score) else score.typed or None


def ranges(rows: list[int], letters: str) -> str:
    """Return rows of one column as ranges and single cells: `G7:G12,G14`."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return ",".join(
        f"{letters}{first + 1}" if first == last else f"{letters}{first + 1}:{letters}{last + 1}"
        for first, last in runs
    )


def lookup(plan: Plan, area: Criterion, key_cell: str, wanted: str) -> str:
    """Return the formula part that finds a criterion's cell on an area's sheet by its hidden key."""
    title = plan.area_title(area)
    found = remote_area(title, FIRST, last_row(plan, area), column(wanted))
    keys = remote_area(title, FIRST, last_row(plan, area), column("key"))
    return f"INDEX({found},MATCH({key_cell},{keys},0))"
