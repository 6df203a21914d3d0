"""Tables that people make themselves: rows under headings of their own, as a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from cchc_xlsx.model.book import Area, Book, Sheet, Value, cell
from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import Criterion
from tests.builders import CAMPAIGN

#: What a person has scored; nobody gives themselves the maximum everywhere.
SCORES = {"1.1": Decimal("12.5"), "1.2": Decimal(20), "2.1": Decimal("22.5"), "2.2": Decimal(17)}
_CODES = ("mã", "stt", "tt", "số tt", "code", "no", "khóa")
_NAMES = ("tên", "lĩnh vực", "tiêu chí", "nội dung", "criteri", "name")
_MAXIMA = ("điểm tối đa", "tối đa", "điểm chuẩn", "thang", "max")
_SCORES = ("điểm tự", "tự", "self", "xã tự", "own")

Cellar = Callable[[str, Criterion], Value]


def usual(heading: str, criterion: Criterion) -> Value:
    """Return what stands below a heading in the row of a criterion."""
    wanted = heading.strip().casefold()
    leaf = CAMPAIGN.criteria.is_leaf(criterion.code)
    if wanted.startswith(_CODES) and not wanted.startswith("mã tình trạng"):
        return criterion.code
    if wanted.startswith(_NAMES):
        return criterion.name
    if wanted.startswith(_MAXIMA):
        return criterion.maximum
    if wanted.startswith(_SCORES):
        return SCORES[criterion.code] if leaf else Decimal(99)
    if wanted.startswith(("tài liệu", "minh chứng", "evidence")):
        return f"Báo cáo {criterion.code}" if leaf else None
    if "thẩm định" in wanted:
        return None
    if wanted.startswith(("giải trình", "ghi chú")):
        return f"Lý do {criterion.code}" if leaf else None
    return None


def lines(headings: str, content: Cellar = usual, of: Campaign = CAMPAIGN) -> list[list[Value]]:
    """Return a table: its headings, apart by |, and a row a criterion."""
    heads = [each.strip() for each in headings.split("|")]
    return [list(heads), *([content(head, each) for head in heads] for each in of.criteria)]


def sheet(rows: Iterable[Sequence[Value]], merged: tuple[Area, ...] = ()) -> Book:
    """Return a book with one sheet that has a title and, from its fifth row on, these rows."""
    cells = {(0, 0): cell("BẢNG TỰ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH – XÃ MỘT")}
    for row, values in enumerate(rows, 4):
        cells |= {(row, column): cell(value) for column, value in enumerate(values) if value not in (None, "")}
    return Book((Sheet("Bảng chấm", cells, merged=merged),))
