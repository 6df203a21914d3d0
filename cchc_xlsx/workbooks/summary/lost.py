"""The criteria on which the ranked units lose most points, from most to least."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from cchc_xlsx.model.book import Sheet, Value, a1, a1_area
from cchc_xlsx.model.criteria import Criterion
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language, Words, heading
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.summary.figures import Tally, tally
from cchc_xlsx.workbooks.summary.listing import FIRST, begin, finish, mean_row

TABLE = Table(
    "lost",
    1,
    Words("Tiêu chí mất nhiều điểm", "Points lost"),
    Words(
        "Các tiêu chí mà những đơn vị được xếp hạng mất nhiều điểm nhất, xếp từ nhiều xuống ít.",
        "The criteria on which the ranked units lose most points, from most to least.",
    ),
    (
        Column("number", Words("STT", "No."), Words("Số thứ tự.", "Running number."), 6, Holds.WHOLE),
        Column("criterion", Words("Mã", "Code"), Words("Mã tiêu chí.", "The criterion's code."), 9, Holds.CODE),
        Column("name", Words("Tiêu chí", "Criterion"), Words("Tên tiêu chí.", "The criterion's name."), 60),
        Column("maximum", heading("maximum"), Words("Điểm tối đa.", "The maximum."), 9, Holds.POINTS),
        Column("units", Words("Số đơn vị áp dụng", "Units it applies to"),
               Words("Số đơn vị được xếp hạng có điểm ở tiêu chí này.", "Ranked units with a score on it."), 10,
               Holds.WHOLE),
        Column("losing", Words("Số đơn vị mất điểm", "Units losing points"),
               Words("Số đơn vị chưa đạt điểm tối đa.", "Units below the maximum."), 10, Holds.WHOLE),
        Column("lost", Words("Tổng điểm mất", "Points lost"), Words("Tổng số điểm bị mất.", "All points lost on it."),
               10, Holds.POINTS),
        Column("each", Words("Bình quân mỗi đơn vị", "Per unit"),
               Words("Tổng điểm mất / số đơn vị áp dụng.", "Points lost / units it applies to."), 10, Holds.POINTS),
        Column("share", Words("Tỷ trọng (%)", "Share (%)"),
               Words("Phần trong tổng số điểm mất ở mọi tiêu chí.", "Part of the points lost on all criteria."), 10,
               Holds.POINTS),
    ),
)  # fmt: skip
_TOTAL = Words("Cộng", "Total")
_NONE = Words("Chưa có điểm mất để liệt kê.", "No points lost to be listed.")


@dataclass(frozen=True, slots=True)
class Loss:
    """What the ranked units lose on a criterion: all points, how many units it applies to, how many lose."""

    criterion: Criterion
    points: Decimal
    units: int
    losing: int


def losses(summary: Summary, sums: Mapping[str, Tally] | None = None) -> list[Loss]:
    """Return the criteria on which ranked units lose points, most points first; `sums` are those of `tally`."""
    sums = sums or tally(summary)
    found = [(criterion, sums[criterion.code]) for criterion in summary.campaign.counted]
    losses = [Loss(criterion, of.lost, of.scored, of.losing) for criterion, of in found if of.lost]
    return sorted(losses, key=lambda loss: -loss.points)


def fill(summary: Summary, language: Language, sums: Mapping[str, Tally] | None = None) -> Sheet:
    """Return the sheet; `sums` are those of `tally`, where they are at hand."""
    found = losses(summary, sums)
    draft = begin(TABLE, summary, language)
    if not found:
        draft.put(FIRST, 1, _NONE, "note")
        draft.skip((FIRST,))
        finish(draft, TABLE, FIRST + 1, summary, filtered=FIRST)
        return draft.sheet()
    end = FIRST + len(found)
    whole = sum((loss.points for loss in found), ZERO)
    total = a1(end, TABLE.offset("lost"), fixed="rc")
    for row, loss in enumerate(found, FIRST):
        at = {key: a1(row, TABLE.offset(key)) for key in TABLE.keys}
        values: dict[str, Value] = {
            "number": row - FIRST + 1,
            "criterion": loss.criterion.code,
            "name": loss.criterion.name,
            "maximum": loss.criterion.maximum,
            "units": loss.units,
            "losing": loss.losing,
            "lost": loss.points,
            "each": loss.points / loss.units,
            "share": loss.points / whole * 100,
        }
        formulas = {"each": f"{at['lost']}/{at['units']}", "share": f"{at['lost']}/{total}*100"}
        for column in TABLE.columns:
            style = {"each": "points2", "share": "percent"}.get(column.key, column.style)
            draft.put(row, TABLE.offset(column.key), values[column.key], style, formula=formulas.get(column.key, ""))
    _total(draft, end, whole)
    finish(draft, TABLE, end + 1, summary, frozen=TABLE.offset("name") + 1, filtered=end)
    return draft.sheet()


def _total(draft: Draft, row: int, whole: Decimal) -> None:
    mean_row(draft, TABLE, row, _TOTAL.in_(draft.language), {}, {}, (FIRST, row - 1))
    column = TABLE.offset("lost")
    draft.put(row, column, whole, "points.total", formula=f"SUM({a1_area((FIRST, column, row - 1, column))})")
