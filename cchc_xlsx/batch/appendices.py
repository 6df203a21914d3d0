"""An appendix of assignments in whatever file it came: a document, a workbook, a table in a text file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cchc_xlsx.assigning.appendix import Appendix, rows_in
from cchc_xlsx.batch.folder import told
from cchc_xlsx.batch.trouble import Wrong, cannot_read
from cchc_xlsx.excel.door import open_book
from cchc_xlsx.excel.separated import read_csv
from cchc_xlsx.model.campaign import Assignment
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.received import Refusal, Refused
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.campaign import assignments
from cchc_xlsx.workbooks.tables import Found, tables_in, text_of
from cchc_xlsx.workbooks.unit import assignment as unit_assignment

_NO_APPENDIX = Words(
    "Không tìm thấy bảng phân công trong “{file}”. Bảng cần có cột “Cơ quan, đơn vị, cán bộ, công chức thực hiện” và "
    "cột “Tiêu chí”; hãy kiểm tra dòng tiêu đề của bảng.",
    "There is no table of assignments in “{file}”. It needs a column “Assignee” and a column “Criteria”; please look "
    "at its row of headings.",
)
_REFUSED = {
    Refusal.EMPTY: Words("tệp trống", "it is empty"),
    Refusal.LOCK_FILE: Words("đây là tệp tạm của chương trình, không phải phụ lục", "it is a program's leftover"),
    Refusal.PASSWORD: Words("tệp có mật khẩu", "it is locked by a password"),
    Refusal.TOO_LARGE: Words("tệp quá lớn so với một phụ lục", "it is too large for an appendix"),
    Refusal.UNSAFE: Words(
        "tệp có cấu trúc không an toàn nên không được mở", "it is built in an unsafe way and was not opened"
    ),
    Refusal.BROKEN: Words("tệp bị hỏng", "it is broken"),
    Refusal.TOO_SLOW: Words("đọc tệp mất quá nhiều thời gian", "it takes too long to read"),
}
_NOT_A_TABLE = Words(
    "đây không phải tệp Word (.docx), Excel (.xlsx) hay CSV", "it is no Word (.docx), Excel (.xlsx) or CSV file"
)
_CANNOT_READ = Words(
    "Không đọc được phụ lục “{file}”: {why}. Hãy mở tệp, lưu lại ở định dạng .docx hoặc .xlsx rồi chạy lại.",
    "The appendix “{file}” cannot be read: {why}. Please open it, save it as .docx or .xlsx and run this again.",
)


def read_appendix(path: Path, language: Language = "vi") -> Appendix:
    """Return the appendix that a file holds: a document, a workbook (of a campaign or a unit too), a text file.

    Raises Unreachable where it cannot be read, Wrong where it holds none.
    """
    from cchc_xlsx.word.read import read_docx

    try:
        data = path.read_bytes()
    except OSError as error:
        raise cannot_read(path) from error
    name = told(Path(path.name))
    opened = open_book(data, path.name)
    word = isinstance(opened, Refused) and opened.detail == "docx"
    if word:
        opened = read_docx(data, language)
    elif isinstance(opened, Refused) and _a_text(opened, path):
        opened = read_csv(data, name)
    if isinstance(opened, Refused):
        why = _REFUSED.get(opened.reason, _NOT_A_TABLE)
        raise Wrong(filled(_CANNOT_READ, file=name, why=why))
    found = {each.name: each for each in reversed(tuple(tables_in(opened, name)))}
    if assignments.TABLE.name in found:
        return Appendix(assignments.parse([found[assignments.TABLE.name]]), 1)
    if unit_assignment.TABLE.name in found:
        return Appendix(tuple(_given(found[unit_assignment.TABLE.name])), 1, by_criterion=True)
    appendix = rows_in(opened, text_of, name, flowing=word)
    if not appendix.tables:
        raise Wrong(filled(_NO_APPENDIX, file=name))
    return appendix


def _a_text(refused: Refused, path: Path) -> bool:
    """Tell whether a file that is no workbook may be a table in a text file."""
    named = path.suffix.casefold() in (".csv", ".tsv", ".txt")
    return refused.reason is Refusal.NOT_A_WORKBOOK and (
        refused.detail == "csv" or (named and refused.detail in ("", "text", "eml"))
    )


def _given(table: Found) -> Sequence[Assignment]:
    """Return the rows of a unit's own sheet of assignments: a criterion each, and who answers for it."""
    return [
        Assignment("", row.text("officers"), row.text("criterion"), place=row.place("officers")) for row in table.rows
    ]
