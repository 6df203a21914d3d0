"""Rescuing a damaged, old or hand-rebuilt workbook: all that can be read of it is poured into a fresh one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from cchc_xlsx import rules
from cchc_xlsx.batch.folder import Folder, put, told
from cchc_xlsx.batch.intake import GRACE, LOST
from cchc_xlsx.batch.naming import chosen, file_names, spare
from cchc_xlsx.batch.opening import usable
from cchc_xlsx.batch.receiving import bounded
from cchc_xlsx.batch.returning import answered
from cchc_xlsx.batch.trouble import Unreachable, Wrong, cannot_read
from cchc_xlsx.batch.workers import Lost, Workers
from cchc_xlsx.excel.door import open_book
from cchc_xlsx.excel.read import LIMITS, Limits
from cchc_xlsx.excel.salvage import Salvaged, salvage
from cchc_xlsx.model.book import Book, Kind
from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import NOWHERE
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.received import Received, Refusal, Refused
from cchc_xlsx.model.returned import Left, Mend, Returned
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.text import fold, slug
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.unit import parse_unit, self_score
from cchc_xlsx.workbooks.unit.mending import Line, spot
from cchc_xlsx.workbooks.unit.plan import Plan
from cchc_xlsx.workbooks.unit.pouring import doubt_of, pour
from cchc_xlsx.workbooks.unit.serials import Dated, dated

SUFFIX = "-cuu"
_TOP = 12  # rows of a sheet where a title may stand
_WHOSE = Words(
    "Tệp “{path}” không cho biết là của đơn vị nào{cause}. Hãy thêm --unit và mã đơn vị{suggestion}.",
    "“{path}” does not say which unit it is from{cause}. Please add --unit and the unit's code{suggestion}.",
)
_SEVERAL = Words(" (mang mã của nhiều đơn vị: {codes})", " (it names several: {codes})")
_STRANGE = Words(
    " (mang mã “{codes}” không có trong danh sách đơn vị)", " (it names “{codes}”, which is no unit of the campaign)"
)
_PERHAPS = Words(", ví dụ --unit {code} nếu là {name}", ", such as --unit {code} if it is that of {name}")
_NO_HOPE = Words(
    "Không cứu được “{path}”: {message} {fix}",
    "“{path}” cannot be rescued: {message} {fix}",
)
_DAMAGED = Words("Tệp bị hỏng một phần", "The file is damaged in part")
_BROKEN = Words(
    "Tệp không mở được như một sổ tính nguyên vẹn; các phần còn nguyên được đọc từng phần một.",
    "The file does not open as a whole workbook; the parts that are whole were read one by one.",
)
_LOST = Words("Phần “{part}” của tệp bị hỏng, không đọc được.", "The part “{part}” of the file is lost.")
_DOUBTFUL = Words(
    "Phần “{part}” của tệp có dấu hiệu bị thay đổi do hỏng; số liệu đọc được có thể sai.",
    "The part “{part}” of the file was altered by the damage; what was read of it may be wrong.",
)
_REBUILT = Words(
    "Danh sách trang của tệp bị mất; tên và thứ tự các trang được đặt lại.",
    "The file's list of sheets is lost; their titles and order were made anew.",
)
_COMPARE = Words(
    "Đề nghị đối chiếu với bản in hoặc bản lưu khác và bổ sung những gì còn thiếu.",
    "Please hold this against a print or another copy, and add what is missing.",
)
_DATES = Words("Ngày được hiểu từ con số", "A date understood from a number")
_NUMBER = Words(
    "Ngày ban hành ở tiêu chí {code} chỉ còn là số {number} vì tệp bị mất định dạng; được hiểu là ngày {date}.",
    "Of the date of the evidence of criterion {code} only the number {number} is left, the file having lost its "
    "formats; it was understood as {date}.",
)
_DATE_FIX = Words(
    "Đề nghị đối chiếu với văn bản; nếu sai, hãy nhập lại ngày.",
    "Please hold it against the document, and enter the date anew where it is wrong.",
)
_NOT_THEIRS = Words("Tệp mang mã của đơn vị khác", "The file names another unit")
_NAMES = Words(
    "Tệp mang mã đơn vị {codes}, nhưng được điền cho {name} (mã {code}) theo yêu cầu.",
    "The file names the unit {codes}, but was filled in for {name} (code {code}) as asked.",
)
_ASK = Words("Đề nghị xác nhận đúng là tệp của đơn vị.", "Please make sure that it is this unit's.")


@dataclass(frozen=True)
class Rescued:
    """What was saved of a file: for which unit, where it was written, and what it says about it, line by line."""

    path: Path
    unit: Unit
    returned: Returned
    lines: tuple[Line, ...]

    @property
    def blocking(self) -> bool:
        """Whether something is left to do that keeps the unit from being ranked."""
        return any(m.severity in (Severity.FATAL, Severity.ERROR) for m in self.returned.open)


def rescue(
    folder: Folder,
    file: Path,
    language: Language = "vi",
    *,
    unit: str = "",
    to: Path | None = None,
    limits: Limits = LIMITS,
) -> Rescued:
    """Pour all that can be read of a file into a fresh workbook of its unit, and list what to look at.

    The unit is the one the file names, or `unit`. Scores of another campaign are poured where code and name agree.
    Raises Wrong where nobody says whose it is, Unreachable where nothing can be read of it or the copy not be written.
    """
    from cchc_xlsx.excel.write import written

    campaign = usable(folder)
    target = to or folder.returned
    spare(folder.received, target)
    chosen(campaign, [unit] if unit else [])
    received, book, salvaged = _received(file, campaign, limits)
    submission = received.content
    assert isinstance(submission, Submission)
    owner = _owner(submission, book, campaign, file, unit)
    numbers: tuple[Dated, ...] = ()
    if salvaged and salvaged.styles_lost:
        submission, numbers = dated(submission, book, campaign.settings.year)
        received = replace(received, content=submission)
    plan = Plan(campaign, owner, language, {}, {}, ())
    copy = answered(
        received,
        pour(submission, campaign, owner.code, doubt_of(submission, campaign)),
        _findings(received, submission, campaign),
        campaign,
        owner,
        language,
        f"{Path(file_names(campaign)[owner.code]).stem}{SUFFIX}.xlsx",
        (*_besides(submission, owner, salvaged), *(_dated(each, plan) for each in numbers)),
    )
    path = target / copy.name
    put({path: written(copy.book)})
    return Rescued(path, owner, copy.returned, copy.lines)


def _received(file: Path, campaign: Campaign, limits: Limits) -> tuple[Received, Book, Salvaged | None]:
    """Return a file, the book in it, and what was salvaged where it was damaged; raises Unreachable."""
    try:
        if not file.is_file():
            raise cannot_read(file)
        with file.open("rb") as opened:
            data = opened.read(limits.file + 1)
    except OSError as error:
        raise cannot_read(file) from error
    name, digest = told(file), hashlib.sha256(data).hexdigest()
    work = partial(_opened, limits=limits)
    with Workers(work, jobs=1, seconds=limits.seconds + GRACE, memory=limits.memory) as workers:
        ((_, found),) = workers.run([data], lambda _: ())
    book, salvaged = (LOST[found], None) if isinstance(found, Lost) else found
    if isinstance(book, Refused):
        finding = rules.inspect(Received(name, digest, None, bounded(book, limits)), campaign)[0]
        message = Words(*(text.removeprefix(f"{finding.place}: ") for text in finding.message))
        raise Unreachable(filled(_NO_HOPE, path=file, message=message, fix=finding.fix))
    submission = parse_unit(book, campaign.criteria, name)
    if submission.saved and submission.saved.year == datetime.max.year:  # no hour can be added there
        submission = replace(submission, saved=None)
    return Received(name, digest, None, submission), book, salvaged


def _findings(received: Received, submission: Submission, campaign: Campaign) -> tuple[Finding, ...]:
    """Return the findings on a file; whosever it is, those on its build belong to them."""
    found = rules.inspect(received, campaign)
    scopes = {code: rule.scope for code, rule in rules.rules_by_code().items()}
    if any(each.severity is Severity.FATAL and scopes[each.rule] is rules.Scope.IDENTITY for each in found):
        found += rules.structure(submission, campaign)
    return found


def _opened(data: bytes, limits: Limits) -> tuple[Book | Refused, Salvaged | None]:
    """Return the book in a file, put together again from what is whole of it where it does not open."""
    book = open_book(data, limits=limits)
    if isinstance(book, Refused) and book.reason is not Refusal.PASSWORD and (salvaged := salvage(data, limits)):
        again = open_book(salvaged.data, limits=limits)
        return (again, salvaged) if isinstance(again, Book) else (book, salvaged)
    return book, None


def _owner(submission: Submission, book: Book, campaign: Campaign, file: Path, asked: str) -> Unit:
    """Return the unit that a file is for; raises Wrong with the one that its name or titles suggest."""
    if asked:
        return campaign.by_unit[asked]
    codes = sorted({identity.unit for identity in submission.identities})
    if len(codes) == 1 and codes[0] in campaign.by_unit:
        return campaign.by_unit[codes[0]]
    cause = filled(_SEVERAL if len(codes) > 1 else _STRANGE, codes=", ".join(codes)) if codes else Words("", "")
    likely = _likely(book, campaign, file)
    suggestion = filled(_PERHAPS, code=likely.code, name=likely.name) if likely else Words("", "")
    raise Wrong(filled(_WHOSE, path=file, cause=cause, suggestion=suggestion))


def _likely(book: Book, campaign: Campaign, file: Path) -> Unit | None:
    """Return the one unit whose code or name stands in the file's name, or else whose name stands in a title."""
    name = file.stem.casefold()
    titles = [
        fold(cell.text) for s in book.sheets for (r, _), cell in s.cells.items() if r < _TOP and cell.kind is Kind.TEXT
    ]
    ways = (
        lambda unit: re.search(rf"(?<![0-9a-z]){re.escape(unit.code.casefold())}(?![0-9a-z])", name),
        lambda unit: len(slug(unit.name)) > 3 and slug(unit.name) in slug(file.stem),
        lambda unit: len(unit.name) > 3 and any(fold(unit.name) in title for title in titles),
    )
    for way in ways:
        fitting = [unit for unit in campaign.sorted_units if way(unit)]
        if len(fitting) == 1:
            return fitting[0]
    return None


def _dated(each: Dated, plan: Plan) -> Mend:
    """Return what is told of a date that was a number."""
    message = filled(_NUMBER, code=each.criterion, number=each.number, date=each.date)
    row = spot(each.criterion, plan)
    places = () if row is NOWHERE else (row._replace(column=self_score.column("evidence_date")),)
    return Mend("", _DATES, Severity.WARNING, message, _DATE_FIX, Left.TO_CHECK, each.criterion, places=places)


def _besides(submission: Submission, unit: Unit, salvaged: Salvaged | None) -> Iterator[Mend]:
    """Yield what no rule says: damage, and a file that names another unit."""

    def mend(title: Words, severity: Severity, message: Words, fix: Words) -> Mend:
        left = Left.TOLD if severity is Severity.NOTE else Left.TO_CHECK
        return Mend("", title, severity, message, fix, left)

    if salvaged:
        yield mend(_DAMAGED, Severity.NOTE, _BROKEN, _COMPARE)
        for parts, words in ((salvaged.lost, _LOST), (salvaged.doubtful, _DOUBTFUL)):
            for part in parts:
                read = part.startswith("xl/worksheets/sheet") or part == "xl/sharedstrings.xml"
                severity = Severity.ERROR if read else Severity.NOTE
                yield mend(_DAMAGED, severity, filled(words, part=part), _COMPARE)
        if salvaged.rebuilt:
            yield mend(_DAMAGED, Severity.WARNING, _REBUILT, _COMPARE)
    codes = sorted({identity.unit for identity in submission.identities} - {unit.code})
    if codes:
        message = filled(_NAMES, codes=", ".join(codes), name=unit.name, code=unit.code)
        yield mend(_NOT_THEIRS, Severity.WARNING, message, _ASK)
