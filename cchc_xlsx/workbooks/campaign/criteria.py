"""The sheet of criteria: the decision's table, one row a criterion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from cchc_xlsx.model import points
from cchc_xlsx.model.book import Sheet, Value
from cchc_xlsx.model.campaign import Misread
from cchc_xlsx.model.criteria import CriteriaSet, Criterion, Source
from cchc_xlsx.terms import Language, Words, heading
from cchc_xlsx.workbooks.campaign.listing import list_sheet
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.tables import Found, Row, blank, number_of, text_of

TABLE = Table(
    "criteria",
    1,
    Words("Bộ tiêu chí", "Criteria"),
    Words(
        "Nhập nguyên văn theo quyết định: lĩnh vực (mã một cấp), tiêu chí, tiêu chí thành phần. "
        "Điểm tối đa của mỗi dòng phải bằng tổng các dòng ngay dưới nó.",
        "Enter them as the decision has them: areas (one-level codes), criteria, sub-criteria. "
        "The maximum of a row must be the sum of the rows right below it.",
    ),
    (
        Column("criterion", Words("Mã", "Code"),
               Words("Mã tiêu chí, ví dụ 3.2.6. Luôn là chữ: 7.1 và 7.10 là hai tiêu chí.",
                     "The criterion's code, such as 3.2.6. Always text: 7.1 and 7.10 are two criteria."),
               9, Holds.CODE, open=True, required=True),
        Column("name", Words("Tên lĩnh vực, tiêu chí", "Name"),
               Words("Tên như trong quyết định.", "The name as the decision has it."), 58, open=True, required=True),
        Column("maximum", heading("maximum"),
               Words("Điểm tối đa, ví dụ 2,5. Để trống là chưa biết, không phải là 0.",
                     "The maximum, such as 2.5. Empty means not known, which is not zero."),
               10, Holds.POINTS, open=True, required=True),
        Column("source", Words("Nguồn điểm", "Points from"),
               Words("Ai cho điểm: đơn vị tự chấm, điều tra xã hội học, điểm thưởng, điểm phạt. Để trống là tự chấm.",
                     "Who gives the points: self score, survey, bonus, penalty. Empty means self score."),
               18, Holds.CHOICE, open=True,
               choices=((Source.SELF, Words("Tự chấm", "Self score")),
                        (Source.SURVEY, Words("Điều tra XHH", "Survey")),
                        (Source.BONUS, Words("Điểm thưởng", "Bonus")),
                        (Source.PENALTY, Words("Điểm phạt", "Penalty")))),
        Column("step", Words("Bước điểm", "Step"),
               Words("Không bắt buộc: điểm phải là bội số của bước này, ví dụ 0,25.",
                     "Optional: scores must be a multiple of it, such as 0.25."), 9, Holds.POINTS, open=True),
        Column("allowed", Words("Các mức điểm được phép", "Allowed scores"),
               Words("Không bắt buộc: các mức điểm, cách nhau bằng dấu chấm phẩy. Ví dụ: 0; 0,5; 1.",
                     "Optional: the only scores allowed, apart by semicolons. Example: 0; 0.5; 1."),
               18, Holds.POINTS_LIST, open=True),
        Column("scoring", Words("Cách chấm điểm", "How it is scored"),
               Words("Cách tính điểm theo hướng dẫn.", "How the guidance scores it."), 44, open=True),
        Column("evidence", Words("Tài liệu kiểm chứng cần có", "Evidence it needs"),
               Words("Tài liệu mà đơn vị phải nêu.", "The evidence a unit has to give."), 44, open=True),
    ),
)  # fmt: skip


def fill(criteria: CriteriaSet, language: Language) -> Sheet:
    """Return the sheet of criteria, the rows of areas and of groups set off."""
    rows = [_row(criterion, language) for criterion in criteria]
    draft = list_sheet(TABLE, rows, language, spare=30)
    for position, style in list(draft.styles.items()):
        row = position[0] - 4
        if 0 <= row < len(rows) and position[1] >= 1:
            criterion = criteria.criteria[row]
            if not criteria.is_leaf(criterion.code):
                draft.styles[position] = f"{style}.{'area' if not criterion.parent else 'group'}"
    return draft.sheet()


def _row(criterion: Criterion, language: Language) -> dict[str, Value]:
    source = TABLE.column("source").words_of(criterion.source, language)
    return {
        "criterion": criterion.code,
        "name": criterion.name,
        "maximum": criterion.maximum,
        "source": source,
        "step": criterion.step,
        "allowed": "; ".join(points.shown(value, language) for value in criterion.allowed),
        "scoring": criterion.scoring,
        "evidence": criterion.evidence,
    }


def parse(found: Sequence[Found], misread: list[Misread]) -> tuple[Criterion, ...]:
    """Return the criteria in the order of their rows."""
    return tuple(_criterion(row, misread) for each in found for row in each.rows)


def _criterion(row: Row, misread: list[Misread]) -> Criterion:
    def number(key: str) -> Decimal | None:
        value = number_of(row.cell(key))
        if value is None and not blank(row.cell(key)):
            typed = row.text(key) or f"={row.cell(key).formula}"
            misread.append(Misread(f"{TABLE.name}.{key}", typed, row.place(key)))
        return value

    source = TABLE.column("source").choice(row.text("source")) if row.text("source") else Source.SELF
    if source is None:
        misread.append(Misread(f"{TABLE.name}.source", row.text("source"), row.place("source")))
    return Criterion(
        code=row.text("criterion").rstrip(".").strip(),
        name=" ".join(row.text("name").split()),
        maximum=number("maximum"),
        source=Source(source or Source.SELF),
        step=number("step"),
        allowed=_allowed(row, misread),
        scoring=row.text("scoring"),
        evidence=row.text("evidence"),
        place=row.place("criterion"),
    )


def _allowed(row: Row, misread: list[Misread]) -> tuple[Decimal, ...]:
    text = text_of(row.cell("allowed"))
    parts = [part for part in re.split(r"[;\n|]", text) if part.strip()]
    values = [points.typed(part) for part in parts]
    if None in values:
        misread.append(Misread(f"{TABLE.name}.allowed", text, row.place("allowed")))
    return tuple(value for value in values if value is not None)
