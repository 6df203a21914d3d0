"""The sheet of units: who is scored, one row a unit."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_xlsx.model.book import Sheet, a1_area, quoted
from cchc_xlsx.model.campaign import Unit
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.campaign.listing import FIRST, LAST, list_sheet
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.tables import Found

TABLE = Table(
    "units",
    1,
    Words("Đơn vị", "Units"),
    Words(
        "Các đơn vị được chấm điểm. Mỗi đơn vị nhận một tệp riêng; mã đơn vị không được trùng.",
        "The units that are scored. Each gets a workbook of its own; codes must not repeat.",
    ),
    (
        Column("code", Words("Mã đơn vị", "Code"),
               Words("Mã hành chính, giữ số 0 ở đầu, ví dụ 05596.",
                     "The administrative code with its leading zeros, such as 05596."),
               12, Holds.CODE, open=True, required=True),
        Column("name", Words("Tên đơn vị", "Name"),
               Words("Tên đầy đủ, ví dụ Xã Hà Bắc.", "The full name, such as Xã Hà Bắc."), 36, open=True,
               required=True),
        Column("group", Words("Nhóm xếp hạng", "Group"),
               Words("Không bắt buộc: các nhóm xếp hạng riêng, ví dụ Xã, Phường.",
                     "Optional: groups are ranked apart, such as Xã and Phường."), 18, open=True),
        Column("email", Words("Thư điện tử", "E-mail"),
               Words("Địa chỉ nhận tệp; nhiều địa chỉ cách nhau bằng dấu chấm phẩy.",
                     "Where the workbook is sent; several addresses apart by semicolons."), 34, open=True),
        Column("contact", Words("Đầu mối liên hệ", "Contact"),
               Words("Người phụ trách, chức danh.", "The person in charge."), 34, open=True),
        Column("excluded", Words("Không xếp hạng (lý do)", "Not ranked (reason)"),
               Words("Để trống nếu đơn vị được xếp hạng. Nếu không, ghi lý do; lý do được in trong kết quả, các hạng "
                     "sau "
                     "được dồn lên.",
                     "Empty for a unit that is ranked. Else the reason; it is printed in the results, and ranks close "
                     "up."), 44, open=True),
    ),
)  # fmt: skip

_CODES = (FIRST, TABLE.offset("code"), LAST, TABLE.offset("code"))


def codes_in(language: Language) -> str:
    """Return the range of the units' codes, for drop-downs on other sheets of the workbook."""
    return f"{quoted(TABLE.title.in_(language))}!{a1_area(_CODES, fixed='rc')}"


def fill(units: Sequence[Unit], language: Language) -> Sheet:
    """Return the sheet of units."""
    rows = [{column.key: getattr(unit, column.key) for column in TABLE.columns} for unit in units]
    return list_sheet(TABLE, rows, language, spare=30).sheet()


def parse(found: Sequence[Found]) -> tuple[Unit, ...]:
    """Return the units in the order of their rows."""
    return tuple(
        Unit(
            code=row.text("code"),
            name=" ".join(row.text("name").split()),
            group=row.text("group"),
            email=row.text("email"),
            contact=row.text("contact"),
            excluded=" ".join(row.text("excluded").split()),
            place=row.place("code"),
        )
        for each in found
        for row in each.rows
    )
