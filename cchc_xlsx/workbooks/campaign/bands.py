"""The sheet of bands: the grades and the index each begins at."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_xlsx.model.book import Sheet
from cchc_xlsx.model.campaign import Band, Misread
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.campaign.listing import list_sheet
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.tables import Found, blank, number_of

TABLE = Table(
    "bands",
    1,
    Words("Xếp loại", "Grades"),
    Words(
        "Mức xếp loại và cận dưới của chỉ số (%), tính cả cận dưới; xét trên giá trị chưa làm tròn.",
        "The grades and the index (%) each begins at, the bound included; the unrounded value decides.",
    ),
    (
        Column("name", Words("Xếp loại", "Grade"),
               Words("Tên mức, ví dụ Xuất sắc.", "The grade's name, such as Xuất sắc."), 24, open=True, required=True),
        Column("from", Words("Từ (%)", "From (%)"),
               Words("Cận dưới của chỉ số, từ 0 đến 100.", "The lower bound of the index, 0 to 100."),
               12, Holds.POINTS, open=True, required=True),
    ),
    optional=True,
)  # fmt: skip


def fill(bands: Sequence[Band], language: Language) -> Sheet:
    """Return the sheet of bands."""
    return list_sheet(TABLE, [{"name": b.name, "from": b.lower} for b in bands], language, spare=8).sheet()


def parse(found: Sequence[Found], misread: list[Misread]) -> tuple[Band, ...]:
    """Return the bands in the order of their rows."""
    bands = []
    for row in (row for each in found for row in each.rows):
        lower = number_of(row.cell("from"))
        if lower is None and not blank(row.cell("from")):
            misread.append(Misread(f"{TABLE.name}.from", row.text("from"), row.place("from")))
        bands.append(Band(" ".join(row.text("name").split()), lower, row.place("name")))
    return tuple(bands)
