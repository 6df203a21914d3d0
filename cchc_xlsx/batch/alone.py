"""A unit's workbook by itself, without the campaign workbook that it was made from: for the unit's own use only.

Codes, names and maxima are read from the filled workbook, which nothing else here does. What its identity carries is a
mark of the criteria as they were handed out, so that it can be told whether they are still those.
"""

from __future__ import annotations

from pathlib import Path

from cchc_xlsx.batch.folder import told
from cchc_xlsx.batch.trouble import Wrong, cannot_read
from cchc_xlsx.excel.door import open_book
from cchc_xlsx.model.book import Book
from cchc_xlsx.model.campaign import LAYOUT, Campaign, Settings, Unit
from cchc_xlsx.model.criteria import CriteriaSet, Criterion, Source
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.terms import Words
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.tables import tables_in
from cchc_xlsx.workbooks.unit import parse_unit, self_score
from cchc_xlsx.workbooks.unit.titles import name_in, year_in

_NOT_ONE = Words(
    "“{path}” không phải là tệp tự chấm điểm còn nguyên của một đơn vị. Hãy nêu đúng tệp do “cchc generate” tạo ra, "
    "hoặc dùng -C để chỉ thư mục đợt chấm điểm.",
    "“{path}” is not the whole workbook of a unit. Please name one that “cchc generate” made, or say by -C where the "
    "campaign folder is.",
)
_A_PART = Words(
    "“{path}” là phần việc của một người ({officer}), không phải tệp của cả đơn vị. Hãy ghép các phần bằng "
    "“cchc combine” trước.",
    "“{path}” is one officer's part ({officer}), not the unit's workbook. Please put the parts together with "
    "“cchc combine” first.",
)
_NEWER = Words(
    "“{path}” do một phiên bản mới hơn tạo ra; hãy cập nhật chương trình.",
    "“{path}” was made by a newer version; please upgrade.",
)


@dataclass(frozen=True)
class Alone:
    """What a workbook says of itself: a campaign with its criteria and its one unit, and what was entered.

    `proved`: its criteria are those that were handed out, by the mark in its identity.
    """

    campaign: Campaign
    unit: Unit
    submission: Submission
    proved: bool


def workbook_alone(file: Path) -> Alone:
    """Return a unit's workbook by itself; raises Unreachable where it is not there, Wrong where it is none."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise cannot_read(file) from error
    opened = open_book(data, file.name)
    bare = parse_unit(opened, CriteriaSet(()), told(file)) if isinstance(opened, Book) else None
    if not isinstance(opened, Book) or bare is None or bare.identity is None or bare.lacking or not bare.printed:
        raise Wrong(filled(_NOT_ONE, path=file))
    identity = bare.identity
    if identity.part:
        raise Wrong(filled(_A_PART, path=file, officer=bare.assignee))
    if identity.layout > LAYOUT:
        raise Wrong(filled(_NEWER, path=file))
    surveyed = _given_by_the_superior(opened)
    first: dict[str, Criterion] = {}
    for row in bare.printed:
        source = Source.SURVEY if row.criterion in surveyed else Source.SELF
        first.setdefault(row.criterion, Criterion(row.criterion, row.name, row.maximum, source))
    criteria = CriteriaSet(tuple(first.values()))
    unit = Unit(identity.unit, name_in(opened, identity.unit) or identity.unit)
    settings = Settings(id=identity.campaign, year=year_in(opened))
    return Alone(
        Campaign(settings, criteria, (unit,)),
        unit,
        parse_unit(opened, criteria, told(file)),
        criteria.fingerprint == identity.fingerprint,
    )


def _given_by_the_superior(book: Book) -> frozenset[str]:
    """Return the codes of the rows that the workbook itself marks as the superior's to score."""
    rows = (row for table in tables_in(book, "", (self_score.TABLE,)) for row in table.rows)
    return frozenset(
        row.text("key").removeprefix("TC-") for row in rows if row.text("sign") in tuple(self_score.SURVEY)
    )
