"""Back to the sender: a marked-up copy and a message for each unit with something to mend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from cchc_xlsx import rules
from cchc_xlsx.batch.folder import Folder, put
from cchc_xlsx.batch.intake import Taken
from cchc_xlsx.batch.means import Progress
from cchc_xlsx.batch.naming import file_names, spare
from cchc_xlsx.model.book import Book
from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import NOWHERE
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.received import Outcome, Received
from cchc_xlsx.model.returned import Left, Leftover, Mend, Returned
from cchc_xlsx.model.submission import State, Submission
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.unit import READ, fill_unit, parse_unit
from cchc_xlsx.workbooks.unit.mending import Line, lines_of, spot
from cchc_xlsx.workbooks.unit.message import message
from cchc_xlsx.workbooks.unit.plan import Plan
from cchc_xlsx.workbooks.unit.pouring import Poured, pour

MENDED = Words(
    "Đã được chỉnh sẵn trong tệp này; đề nghị xem lại.", "It has been put right in this workbook; please look it over."
)
CHECK = Words(
    "Nội dung chưa đặt được nêu ở bảng cuối trang này; đề nghị xem lại và nhập vào đúng ô nếu cần.",
    "What found no place stands in the table at the end of this sheet; please check, and enter it where needed.",
)
ANEW = Words(
    "Tệp này được tạo lại từ nội dung đọc được; đề nghị đối chiếu toàn bộ với bản đã gửi.",
    "This workbook was made anew from what could be read; please hold all of it against the one sent.",
)
TOLD = Words("Không phải sửa gì trong tệp này.", "Nothing in this workbook needs mending for it.")
GONE = Words(
    "Tệp này đã có lại chỗ để nhập nhưng không đọc được nội dung cũ từ tệp đã gửi; đề nghị nhập lại theo bản lưu hoặc "
    "bản in của đơn vị.",
    "This workbook has room for it again, but nothing of it could be read; please enter it anew from a copy or print.",
)
DOUBT = Words(
    "Những gì đọc được theo cách này đã được điền vào tệp này; đề nghị đối chiếu với bản đã gửi.",
    "What was read in this way is filled in here; please hold it against what was sent.",
)
ANOTHER = Words(
    "Tệp này không lấy từ tệp đó. Nếu tệp đó có nội dung mới hơn, đề nghị nhập vào tệp này rồi gửi lại.",
    "This workbook was not filled from that file. Where that file has anything newer, please enter it here.",
)


@dataclass(frozen=True)
class Copy:
    """A marked-up copy in the making: its file name, the workbook, what it says, and the message that goes with it."""

    name: str
    book: Book
    returned: Returned
    lines: tuple[Line, ...]
    message: str


@dataclass(frozen=True)
class Copies:
    """What went back: the workbooks written (each with a message beside it), and older ones not needed any more."""

    folder: Path
    written: tuple[Path, ...] = ()
    stale: tuple[Path, ...] = ()


def return_copies(
    folder: Folder,
    campaign: Campaign,
    taken: Taken,
    language: Language = "vi",
    *,
    source: Path | None = None,
    to: Path | None = None,
    whole: bool = True,
    progress: Progress | None = None,
) -> Copies:
    """Write a marked-up copy and a message for each unit that has something to mend in a file of its own.

    Notes alone make no copy. Earlier copies that do not hold any more are named, not removed: of all units, or without
    `whole` of those looked at. Raises Wrong where the copies would go among what came back, Unreachable where one
    cannot be written.
    """
    from cchc_xlsx.excel.write import written

    target = to or folder.returned
    for kept in (folder.received, source or folder.received):
        spare(kept, target)
    names = file_names(campaign)
    sources = list(_sources(campaign, taken))
    paths: list[Path] = []
    for done, (unit, received) in enumerate(sources, 1):
        path = target / names[unit.code]
        beside = path.with_suffix(".txt")
        findings = [f for f in taken.findings if f.unit == unit.code and not rules.rules_by_code()[f.rule].superior]
        if any(finding.severity is not Severity.NOTE for finding in findings):
            copy = _copy(received, findings, campaign, unit, language, path.name)
            if worth_returning(copy.returned):
                put({path: written(copy.book), beside: posted(copy.message)})
                paths.append(path)
        if progress:
            progress(done, len(sources))
    looked_at = names.values() if whole else (names[unit.code] for unit, _ in sources)
    old = (target / name for name in looked_at if target / name not in paths)
    stale = (each for path in old for each in (path, path.with_suffix(".txt")) if each.is_file())
    return Copies(target, tuple(paths), tuple(stale))


def worth_returning(returned: Returned) -> bool:
    """Tell whether a copy is worth a sender's time: something above a note was wrong with what stands in it."""
    return any(mend.left is not Left.TOLD and mend.severity is not Severity.NOTE for mend in returned.mends)


def posted(text: str) -> bytes:
    """Return a message as the bytes of its file: UTF-8, and lines as Windows ends them."""
    return text.replace("\n", "\r\n").encode()


def _sources(campaign: Campaign, taken: Taken) -> Iterator[tuple[Unit, Received]]:
    """Yield the units that sent something, in the order of their codes, with the file that their copy is made from.

    That is the file that counts; where none does, the one last saved of those that say whose they are.
    """
    excluded = {file.path for file in taken.files if file.outcome is Outcome.EXCLUDED}
    for unit in campaign.sorted_units:
        if unit.code in taken.intake.counted:
            yield unit, taken.intake.counted[unit.code]
            continue
        own = [
            (str(file.saved or ""), file.path, file)
            for file in taken.unused
            if file.path in excluded
            and isinstance(file.content, Submission)
            and file.content.identity
            and file.content.identity.unit == unit.code
        ]
        if own:
            yield unit, max(own)[-1]


def _copy(
    received: Received, findings: Iterable[Finding], campaign: Campaign, unit: Unit, language: Language, name: str
) -> Copy:
    """Return the marked-up copy that answers a file whose content is a submission."""
    submission = received.content
    if not isinstance(submission, Submission):
        raise TypeError("only what could be read is answered")
    poured = pour(submission, campaign, unit.code)
    return answered(received, poured, findings, campaign, unit, language, name)


def answered(
    received: Received,
    poured: Poured,
    findings: Iterable[Finding],
    campaign: Campaign,
    unit: Unit,
    language: Language,
    name: str,
    more: Sequence[Mend] = (),
    parts: int | None = None,
) -> Copy:
    """Return the marked-up copy called `name` that answers a file; `more` are told besides the findings.

    `parts`: it was put together from that many parts besides the file.

    What of the findings is left to do is not guessed: the fresh workbook is judged by the same rules.
    """

    def fresh(returned: Returned | None = None) -> Book:
        return fill_unit(
            campaign, unit, language, entries=poured.entries, given=poured.given, officers=poured.officers,
            returned=returned, entered=poured.entered,
        )  # fmt: skip

    again = Received(name, "", None, parse_unit(fresh(), campaign.criteria, name))
    plan = Plan(campaign, unit, language, {}, {}, ())
    left = list(rules.inspect(again, campaign))
    mends = [*more]
    for finding in findings:
        mends.append(_mend(finding, received, again, left, poured.leftovers, plan))
    asked = {mend.criterion for mend in more if mend.left is Left.TO_MEND}
    for finding in left:  # what is missing because it is in dispute is told once
        if not (rules.rules_by_code()[finding.rule].wanting and finding.criterion in asked):
            mends.append(_still(finding, finding))
    returned = Returned(received.path, received.saved, tuple(sorted(mends, key=_urgency)), poured.leftovers, parts)
    lines = lines_of(returned, plan)
    return Copy(name, fresh(returned), returned, lines, message(campaign, unit, returned, lines, name, language))


def _urgency(mend: Mend) -> tuple[bool, int]:
    return not mend.left.open, mend.severity.rank


def _mend(
    finding: Finding,
    received: Received,
    again: Received,
    left: list[Finding],
    leftovers: Sequence[Leftover],
    plan: Plan,
) -> Mend:
    """Return a finding on what was sent as its sender is told of it; what of it is left is taken out of `left`.

    `again` is the fresh workbook.
    """
    if finding.place.file != received.path:
        state = Left.TO_CHECK if finding.blocking else Left.TOLD
        return _told(finding, state, ANOTHER if finding.blocking else TOLD)
    still = next((f for f in left if (f.rule, f.criterion) == (finding.rule, finding.criterion)), None)
    if still:
        left.remove(still)
        return _still(finding, still)
    rule = rules.rules_by_code()[finding.rule]
    if rule.scope in (rules.Scope.INTAKE, rules.Scope.FILE):
        return _told(finding, Left.TOLD, TOLD, bare=True)
    loose = any(_about(each, finding) for each in leftovers)
    state, fix = (Left.TO_CHECK, CHECK) if loose else (Left.MENDED, MENDED)
    if rule.doubtful and not loose:
        state, fix = Left.TO_CHECK, DOUBT
    elif rule.gone and _is_gone(finding, received, again, plan.campaign):
        # The cells that are still empty have a finding each, with the points that hang on them.
        finding, state, fix = replace(finding, points_at_stake=ZERO), Left.TO_CHECK, CHECK if loose else GONE
    elif finding.severity is Severity.FATAL:
        state, fix = Left.TO_CHECK, ANEW
    mend = _told(finding, state, fix, bare=True)
    place = spot(finding.criterion, plan)
    return replace(mend, places=() if place is NOWHERE else (place,))


def _is_gone(finding: Finding, received: Received, again: Received, campaign: Campaign) -> bool:
    """Tell whether what a finding says is lost is still not there in the fresh workbook."""
    if not isinstance(received.content, Submission) or not isinstance(again.content, Submission):
        raise TypeError("only what could be read is answered")
    if not finding.criterion:
        return any(_holds_entries(part) for part in received.content.lacking)
    criteria = campaign.criteria
    had = {criterion for _, criterion in received.content.matched(criteria)}
    return any(
        criterion not in had and entry.score.state is State.EMPTY
        for entry, criterion in again.content.matched(criteria)
        if criteria.area_of(criterion.code) == criteria.area_of(finding.criterion)
    )


def _holds_entries(part: str) -> bool:
    """Tell whether a table, or a column `table.key`, is one that people fill in."""
    name, _, key = part.partition(".")
    columns = next(table.by_key for table in READ if table.name == name)
    return columns[key].open if key else True


def _about(leftover: Leftover, finding: Finding) -> bool:
    """Tell whether something that found no place is what a finding speaks of: by its criterion, or by its row."""
    row = (leftover.place.sheet, leftover.place.row) == (finding.place.sheet, finding.place.row)
    return bool(finding.place.cell and row) or bool(finding.criterion and leftover.code == finding.criterion)


def _still(finding: Finding, there: Finding) -> Mend:
    """Return a finding that is left in the fresh workbook, where it stands there."""
    places = tuple(place for place in (there.place, *there.also) if place.cell)
    return replace(_told(finding, Left.TO_MEND, finding.fix, bare=True), places=places)


def _told(finding: Finding, left: Left, fix: Words, *, bare: bool = False) -> Mend:
    """Return a finding as its sender is told of it; `bare`: without the place it begins with."""
    place = f"{finding.place}: " if bare else ""
    return Mend(
        rule=finding.rule,
        title=rules.rules_by_code()[finding.rule].title,
        severity=finding.severity,
        message=Words(*(_without(place, text) for text in finding.message)),
        fix=fix,
        left=left,
        criterion=finding.criterion,
        points_at_stake=finding.points_at_stake,
    )


def _without(place: str, text: str) -> str:
    """Return a sentence without the place that it begins with."""
    if not place or not text.startswith(place):
        return text
    bare = text.removeprefix(place)
    return bare[:1].upper() + bare[1:]
