"""The points of each unit by area."""

from __future__ import annotations

from cchc_xlsx.model.book import Sheet, Value
from cchc_xlsx.model.points import shown
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.summary.listing import FIRST, begin, finish, rows
from cchc_xlsx.workbooks.summary.ranking import order

_UNIT = (
    Column("unit", Words("Mã đơn vị", "Code"), Words("Mã đơn vị.", "The unit's code."), 11, Holds.CODE),
    Column("name", Words("Đơn vị", "Unit"), Words("Tên đơn vị.", "The unit's name."), 32),
)


def table(summary: Summary) -> Table:
    """Return the table: a column an area, then the whole."""
    areas = tuple(
        Column(
            f"area_{area.code}",
            Words(f"{area.code}. {area.name} ({shown(area.maximum, 'vi')} điểm)",
                  f"{area.code}. {area.name} ({shown(area.maximum, 'en')} points)"),
            Words("Điểm của lĩnh vực.", "Points of the area."), 17, Holds.POINTS,
        )
        for area in summary.campaign.criteria.areas
    )  # fmt: skip
    whole = Column("points", Words("Tổng điểm", "Points"), Words("Tổng điểm.", "All points."), 11, Holds.POINTS)
    about = Words("Điểm tự chấm theo lĩnh vực, chưa thẩm định.", "Self scores by area, not yet appraised.")
    return Table("areas", 1, Words("Theo lĩnh vực", "By area"), about, (*_UNIT, *areas, whole))


def fill(summary: Summary, language: Language) -> Sheet:
    """Return the sheet."""
    layout = table(summary)
    draft = begin(layout, summary, language)
    draft.rows[FIRST - 1] = (96, False)
    lines: list[dict[str, Value]] = []
    for result in order(summary):
        line: dict[str, Value] = {"unit": result.unit.code, "name": result.unit.name}
        if result.card:
            line |= {f"area_{area.code}": area.points for area in result.card.areas} | {"points": result.card.points}
        lines.append(line)
    end = rows(draft, layout, lines, summary)
    finish(draft, layout, end, summary, frozen=3)
    return draft.sheet()
