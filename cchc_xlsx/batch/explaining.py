"""Explaining a figure: the file that counts, its cell, the rules that touched it, then sums, rank and grade."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

from cchc_xlsx.batch import reckoning
from cchc_xlsx.batch.folder import Folder
from cchc_xlsx.batch.intake import MEANS, Means, Taken, take_in
from cchc_xlsx.batch.opening import received, usable
from cchc_xlsx.batch.summing import summary_of
from cchc_xlsx.batch.trouble import Wrong
from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import Criterion, Source
from cchc_xlsx.model.explanation import Explanation, Reason, Step
from cchc_xlsx.model.finding import Finding
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.points import filled, readings
from cchc_xlsx.model.received import Outcome, Received
from cchc_xlsx.model.submission import NO_SCORE, Score, State, Submission, Trouble
from cchc_xlsx.model.summary import Result, Status, Summary
from cchc_xlsx.terms import Words
from cchc_xlsx.text import clean, discreet, fold
from cchc_xlsx.workbooks.summary.listing import OUTCOME, SEVERITY
from cchc_xlsx.workbooks.tables import written_moment

_QUOTED = 80  # characters of a cell that are quoted
_NO_UNIT = Words(
    "Không có đơn vị nào mang mã hoặc tên “{typed}”.{near}", "No unit has the code or name “{typed}”.{near}"
)
_NO_CRITERION = Words("Không có tiêu chí “{typed}”.{near}", "There is no criterion “{typed}”.{near}")
_NEAR = Words(" Có phải là {known}?", " Did you mean {known}?")
_SEE_UNITS = Words(" Hãy xem cột “Mã đơn vị” ở trang “Đơn vị”.", " Please see the column “Code” of the sheet “Units”.")
_SEE_CRITERIA = Words(" Hãy xem trang “Bộ tiêu chí”.", " Please see the sheet “Criteria”.")
_STATUS = {
    Status.COMPLETE: Words(
        "Đơn vị đã chấm đủ và không còn lỗi nên được xếp hạng. Điểm tự chấm chưa thẩm định.",
        "The unit has scored everything and has no errors, so it is ranked. Self scores are not yet appraised.",
    ),
    Status.INCOMPLETE: Words(
        "Đơn vị còn thiếu điểm nên được nêu điểm nhưng chưa xếp hạng.",
        "Scores of the unit are missing, so it is shown and not ranked.",
    ),
    Status.ERRORS: Words(
        "Đơn vị còn {errors} lỗi phải sửa nên được nêu điểm nhưng chưa xếp hạng.",
        "There are {errors} errors to mend, so the unit is shown and not ranked.",
    ),
    Status.MISSING: Words(
        "Chưa có tệp nào của đơn vị được tính: đơn vị không có điểm, và đó không phải là 0 điểm.",
        "No file of the unit counts: it has no points, and that is not zero points.",
    ),
    Status.EXCLUDED: Words(
        "Cấp trên không xếp hạng đơn vị này; lý do: {reason}.",
        "The superior leaves this unit out of the ranking; reason: {reason}.",
    ),
}
_COUNTED = Words(
    "Tính theo tệp “{path}”, lưu lúc {saved} (giờ Việt Nam), mã băm SHA-256 {mark}.",
    "The file “{path}” counts, saved at {saved} (Vietnam's time), SHA-256 {mark}.",
)
_UNKNOWN_TIME = Words("không rõ thời điểm", "an unknown time")
_ONLY = Words("Không có tệp nào khác của đơn vị.", "There is no other file of the unit.")
_LATE = Words(
    "Tệp được lưu sau hạn gửi {deadline}; việc này chỉ được ghi nhận, không bị trừ điểm.",
    "It was saved after the deadline {deadline}, which is recorded; nothing is deducted.",
)
_OTHER = Words("“{path}”: {outcome}.", "“{path}”: {outcome}.")
_NOTHING_CAME = Words(
    "Trong các tệp nhận về không có tệp nào nhận ra là của đơn vị.",
    "No file among those received is known to be of the unit.",
)
_SURVEYED = Words(
    "Điểm của tiêu chí này do điều tra xã hội học, cấp trên nhập; không lấy từ tệp của đơn vị.",
    "The points of this criterion come from the survey, entered by the superior, not from the unit's file.",
)
_NO_SURVEY = Words(
    "Cấp trên chưa nhập điểm điều tra nào nên tiêu chí chưa được tính vào điểm và điểm tối đa.",
    "No points of the survey have been entered, so the criterion is in neither points nor maximum yet.",
)
_NO_ROW = Words(
    "Không tìm thấy dòng của tiêu chí này nên chưa có điểm; đó không phải là 0 điểm.",
    "No row of this criterion was found, so it has no score; that is not zero points.",
)
_NO_CELL = Words(
    "Đơn vị chưa có tệp được tính nên không có ô điểm.", "No file of the unit counts, so there is no cell."
)
_WRITTEN_IN = Words("{place}: {read}", "{place}: {read}")
_SURVEY_FILE = Words("“{file}”, {place}", "“{file}”, {place}")
_CELL_EMPTY = Words("ô để trống, nghĩa là chưa chấm; không phải là 0 điểm.", "the cell is empty: not scored, not zero.")
_CELL_KAD = Words("ô ghi “{typed}”, đọc là không áp dụng.", "the cell says “{typed}”: it does not apply.")
_CELL_NUMBER = Words("ô ghi số {value}.", "the cell holds the number {value}.")
_CELL_TEXT = Words("ô ghi chữ “{typed}”, đọc là số {value}.", "the cell holds the text “{typed}”, read as {value}.")
_CELL_FORMULA = Words(
    "ô có công thức ={formula}; kết quả lưu trong tệp là {value}.",
    "the cell holds the formula ={formula}; the result stored in the file is {value}.",
)
_CELL_RECKONED = Words(
    "ô có công thức ={formula} chưa có kết quả; tính từ các con số trong đó được {value}.",
    "the cell holds the formula ={formula} without a result; its figures give {value}.",
)
_INVALID = {
    Trouble.NOT_A_NUMBER: Words("không phải là số", "which is no number"),
    Trouble.AMBIGUOUS: Words("có thể hiểu là {readings}", "which may be {readings}"),
    Trouble.ERROR: Words("là lỗi của bảng tính", "an error of the spreadsheet"),
    Trouble.DATE: Words("là ngày tháng", "which is a date"),
    Trouble.UNCALCULATED: Words("là công thức chưa có kết quả", "a formula without a result"),
    Trouble.BOOLEAN: Words("là giá trị đúng, sai", "which is true or false"),
    Trouble.OTHER_MAXIMUM: Words(
        "không phải trên điểm tối đa {maximum} của tiêu chí", "which is not out of the criterion's maximum {maximum}"
    ),
    Trouble.STALE: Words(
        "kết quả lưu trong tệp không đúng với các con số của công thức",
        "whose stored result is not what the figures of the formula give",
    ),
}
_CELL_INVALID = Words(
    "ô ghi “{typed}”, {why}, nên không tính được điểm nào.", "the cell says “{typed}”, {why}, so no points count."
)
_COVERED = Words(
    "Ô này nằm trong vùng ô đã trộn; nội dung nhìn thấy đứng ở {place}.",
    "This cell is part of a merged area; what people see stands in {place}.",
)
_OUTSIDE = Words(
    "Điểm {value} nằm ngoài mức cho phép; vẫn được cộng như đã nhập, và đơn vị chưa được xếp hạng.",
    "The score {value} is not allowed; it is added as entered, and the unit is not ranked.",
)
_MAXIMUM = Words("Điểm tối đa {maximum}, theo {place} của sổ đợt chấm điểm; {range}.",
                 "The maximum is {maximum}, by {place} of the campaign workbook; {range}.")  # fmt: skip
_FROM_TO = Words("được chấm từ {lowest} đến {highest}", "scores go from {lowest} to {highest}")
_STEPS = Words("{range}, bước {step}", "{range} in steps of {step}")
_ALLOWED = Words("các mức được phép: {values}", "allowed are {values}")
_NO_MAXIMUM = Words("Sổ đợt chấm điểm chưa có điểm tối đa của tiêu chí này.",
                    "The campaign workbook has no maximum of this criterion yet.")  # fmt: skip
_RULE = Words("{code} ({severity}): {message} {fix}", "{code} ({severity}): {message} {fix}")
_NO_RULE = Words("Không quy tắc kiểm tra nào nêu vấn đề ở đây.", "No rule has found anything here.")
_MORE_RULES = Words("Ngoài ra còn {count} cảnh báo, ghi chú; xem bằng “cchc check”.",
                    "Besides, there are {count} warnings and notes; see “cchc check”.")  # fmt: skip
_PART_OF = Words("Tiêu chí thuộc lĩnh vực {code}.", "The criterion is part of area {code}.")


def explain(
    folder: Folder, unit: str, criterion: str = "", *, source: Path | None = None, means: Means = MEANS
) -> Explanation:
    """Return where the figures of a unit come from, or those of one criterion or area of it; writes nothing.

    `unit` is its code or its name. Raises Wrong for a unit or a criterion that the campaign has not got, Unusable for
    a campaign with errors, Unreachable where something cannot be read.
    """
    campaign = usable(folder)
    code, asked = _unit(unit, campaign), _criterion(criterion, campaign)
    taken = take_in(received(folder, source), campaign, means)
    return explained(summary_of(campaign, taken), taken, code, asked)


def explained(summary: Summary, taken: Taken, unit: str, code: str = "") -> Explanation:
    """Return where the figures of a unit come from; `unit` and `code` are those of the campaign."""
    result = next(each for each in summary.results if each.unit.code == unit)
    file = taken.intake.counted.get(unit)
    score = _score(file, code, summary.campaign, unit)
    found = _touching(result, code, score, summary)
    parts: list[tuple[Step, Iterable[Words]]] = [
        (Step.STATUS, _status(result, summary)),
        (Step.FILE, _file(result, file, taken, summary.campaign)),
    ]
    if code:
        parts += _of_criterion(result, code, score, found, summary)
    else:
        parts.append((Step.RULES, _rules(found)))
    parts += _of_unit(result, summary, whole=not code)
    reasons = tuple(Reason(step, words) for step, sentences in parts for words in sentences)
    return Explanation(summary, result, code, file, found, reasons)


def _unit(typed: str, campaign: Campaign) -> str:
    """Return the code of the unit that somebody named by code or name."""
    wanted = typed.strip()
    if wanted in campaign.by_unit:
        return wanted
    named = [unit.code for unit in campaign.sorted_units if fold(unit.name) == fold(wanted)]
    if len(named) == 1:
        return named[0]
    names = {fold(name): unit for unit in campaign.sorted_units for name in (unit.code, unit.name)}
    near = difflib.get_close_matches(fold(wanted), names, n=1, cutoff=0.6)
    guess = filled(_NEAR, known=f"{names[near[0]].code} ({names[near[0]].name})") if near else _SEE_UNITS
    raise Wrong(filled(_NO_UNIT, typed=_quoted(wanted), near=guess))


def _criterion(typed: str, campaign: Campaign) -> str:
    """Return the code of the criterion or area that somebody named; "" where nobody did."""
    wanted = typed.strip().rstrip(".")
    if not wanted or wanted in campaign.criteria.by_code:
        return wanted
    near = campaign.criteria.nearest(wanted)
    guess = filled(_NEAR, known=f"{near} ({campaign.criteria.by_code[near].name})") if near else _SEE_CRITERIA
    raise Wrong(filled(_NO_CRITERION, typed=_quoted(wanted), near=guess))


def _quoted(text: str) -> str:
    """Return what somebody typed as it is quoted: on one line, not too long, no number or address of a person."""
    line = " ".join(discreet(clean(text)).split())
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…"


def _score(file: Received | None, code: str, campaign: Campaign, unit: str) -> Score | None:
    """Return the score of a leaf as it was read; None where `code` is none, or nothing was read at all."""
    criterion = campaign.criteria.by_code.get(code)
    if criterion is None or not campaign.criteria.is_leaf(code):
        return None
    if criterion.source is Source.SURVEY:
        given = campaign.survey_scores.get(unit, {}).get(code)
        return given.score if given else NO_SCORE
    if file is None or not isinstance(file.content, Submission):
        return None
    matched = file.content.matched(campaign.criteria)
    return next((entry.score for entry, known in matched if known.code == code), NO_SCORE)


def _touching(result: Result, code: str, score: Score | None, summary: Summary) -> tuple[Finding, ...]:
    """Return the findings on what was asked about: of its criteria, or of its cell; all of the unit's for the whole."""
    criteria = {code, *(criterion.code for criterion in summary.campaign.criteria.below(code))}
    cell = score.place if score and score.place.cell else None

    def meant(finding: Finding) -> bool:
        if finding.unit != result.unit.code:
            return False
        if not code:
            return True
        if finding.place.file and finding.place.file != result.file:
            return False
        return finding.criterion in criteria or (cell is not None and cell in (finding.place, *finding.also))

    return tuple(filter(meant, summary.findings))


def _status(result: Result, summary: Summary) -> Iterator[Words]:
    errors = sum(f.unit == result.unit.code and f.blocking for f in summary.findings)
    yield filled(_STATUS[result.status], errors=errors, reason=result.reason.rstrip("."))


def _file(result: Result, file: Received | None, taken: Taken, campaign: Campaign) -> Iterator[Words]:
    """Yield which file counts, and for each other one of the unit why it does not."""
    if file:
        moment = written_moment(file.saved) if file.saved else _UNKNOWN_TIME
        yield filled(_COUNTED, path=file.path, saved=moment, mark=file.sha256)
        if result.late and campaign.settings.deadline:
            yield filled(_LATE, deadline=written_moment(campaign.settings.deadline))
    others = [each for each in taken.files if each.unit == result.unit.code and each.outcome is not Outcome.COUNTED]
    for other in others:
        known = OUTCOME[other.outcome]
        told = Words(*(text.partition(" ")[2] for text in known))
        yield other.reason.message if other.reason else filled(_OTHER, path=other.path, outcome=told)
    if not others:
        yield _ONLY if file else _NOTHING_CAME


def _of_criterion(
    result: Result, code: str, score: Score | None, found: tuple[Finding, ...], summary: Summary
) -> Iterator[tuple[Step, Iterable[Words]]]:
    """Yield the steps of a criterion or an area: its cell, its maximum, the rules, its sum and that of its area."""
    campaign, card = summary.campaign, result.card
    criterion = campaign.criteria.by_code[code]
    leaf = campaign.criteria.is_leaf(code)
    if leaf:
        yield Step.CELL, _cell(score, criterion, campaign)
        yield Step.MAXIMUM, _maximum(criterion)
    yield Step.RULES, _rules(found, whole=False)
    top = campaign.criteria.area_of(code)
    if card:
        under = top if leaf else code
        codes = {each.code for each in campaign.criteria.leaves_of(under)}
        scores = [each for each in card.criteria if each.code in codes]
        if leaf:
            yield Step.CRITERIA, [filled(_PART_OF, code=top)]
        yield Step.CRITERIA, reckoning.within(scores, card, campaign)
        yield Step.AREA, reckoning.area(top, card, campaign)


def _of_unit(result: Result, summary: Summary, *, whole: bool) -> Iterator[tuple[Step, Iterable[Words]]]:
    """Yield the steps from the areas to the grade."""
    card, campaign = result.card, summary.campaign
    if card is None:
        return
    if whole:
        for top in campaign.criteria.areas:
            yield Step.AREA, reckoning.area(top.code, card, campaign)
    yield Step.SOURCE, reckoning.sources(card, campaign)
    yield Step.TOTAL, reckoning.total(card, campaign)
    yield Step.RANK, reckoning.rank(result, summary)
    yield Step.GRADE, reckoning.grade(result, campaign)


def _cell(score: Score | None, criterion: Criterion, campaign: Campaign) -> Iterator[Words]:
    """Yield where a score stands, what was typed there, and how it was read."""
    survey = criterion.source is Source.SURVEY
    if survey:
        yield _SURVEYED
        if not campaign.surveyed:
            yield _NO_SURVEY
            return
    if score is None:
        yield _NO_CELL
        return
    if not score.place.cell and score.state is State.EMPTY:
        yield _NO_ROW
        return
    place: Place | Words = score.place
    if survey:
        place = filled(_SURVEY_FILE, file=score.place.file or "dot-cham.xlsx", place=score.place)
    yield filled(_WRITTEN_IN, place=place, read=_read(score, criterion))
    if score.covered_by.cell:
        yield filled(_COVERED, place=score.covered_by)
    if score.value is not None and not criterion.lowest <= score.value <= criterion.highest:
        yield filled(_OUTSIDE, value=reckoning.number(score.value))


def _read(score: Score, criterion: Criterion) -> Words:
    typed = _quoted(score.typed)
    if score.state is State.EMPTY:
        return _CELL_EMPTY
    if score.state is State.NOT_APPLICABLE:
        return filled(_CELL_KAD, typed=typed)
    if score.value is None:
        told = tuple(map(reckoning.number, readings(score.typed)))
        some = Words("; ".join(each.vi for each in told), "; ".join(each.en for each in told))
        why = filled(_INVALID[score.trouble or Trouble.NOT_A_NUMBER], readings=some, maximum=criterion.maximum)
        return filled(_CELL_INVALID, typed=typed, why=why)
    value = reckoning.number(score.value)
    if score.formula:
        words = _CELL_RECKONED if score.reckoned else _CELL_FORMULA
        return filled(words, formula=_quoted(score.formula), value=value)
    return filled(_CELL_TEXT, typed=typed, value=value) if score.as_text else filled(_CELL_NUMBER, value=value)


def _maximum(criterion: Criterion) -> Iterator[Words]:
    if criterion.maximum is None:
        yield _NO_MAXIMUM
        return
    told = filled(_FROM_TO, lowest=reckoning.number(criterion.lowest), highest=reckoning.number(criterion.highest))
    if criterion.allowed:
        values = tuple(map(reckoning.number, criterion.allowed))
        told = filled(_ALLOWED, values=Words("; ".join(v.vi for v in values), "; ".join(v.en for v in values)))
    elif criterion.step:
        told = filled(_STEPS, range=told, step=reckoning.number(criterion.step))
    yield filled(_MAXIMUM, maximum=reckoning.number(criterion.maximum), place=criterion.place, range=told)


def _rules(found: tuple[Finding, ...], *, whole: bool = True) -> Iterator[Words]:
    """Yield the findings; of a whole unit the errors, and how many lighter ones there are."""
    shown = [finding for finding in found if finding.blocking or not whole]
    for finding in shown:
        severity = Words(*(text.partition(" ")[2] for text in SEVERITY[finding.severity]))
        yield filled(_RULE, code=finding.rule, severity=severity, message=finding.message, fix=finding.fix)
    if len(found) > len(shown):
        yield filled(_MORE_RULES, count=len(found) - len(shown))
    elif not found:
        yield _NO_RULE
