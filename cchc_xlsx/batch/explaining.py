"""Explaining a figure: the file that counts, its cell, the rules that touched it, then sums, rank and grade."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from cchc_xlsx.batch import cells, reckoning
from cchc_xlsx.batch.folder import Folder, received
from cchc_xlsx.batch.intake import Taken, take_in
from cchc_xlsx.batch.means import MEANS, Means
from cchc_xlsx.batch.opening import usable
from cchc_xlsx.batch.summing import summary_of
from cchc_xlsx.batch.trouble import Wrong
from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.explanation import Explanation, Reason, Step
from cchc_xlsx.model.finding import Finding
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.received import Outcome, Received
from cchc_xlsx.model.submission import NO_SCORE, Score, State, Submission
from cchc_xlsx.model.summary import Result, Status, Summary
from cchc_xlsx.rules import survey_missing, unit_missing
from cchc_xlsx.terms import Words
from cchc_xlsx.text import fold
from cchc_xlsx.workbooks.summary.listing import OUTCOME, SEVERITY
from cchc_xlsx.workbooks.tables import written_moment

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
        "There {errors:is|are} {errors} {errors:error|errors} to mend, so the unit is shown and not ranked.",
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
_NOTHING_APPLIES = Words(
    "Đơn vị đã chấm đủ và không còn lỗi, nhưng không có tiêu chí nào áp dụng nên không có chỉ số và không xếp hạng.",
    "The unit has scored everything and has no errors, but nothing applies to it: it has no index and no rank.",
)
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
_RULE = Words("{code} ({severity}): {message} {fix}", "{code} ({severity}): {message} {fix}")
_NO_RULE = Words("Không quy tắc kiểm tra nào nêu vấn đề ở đây.", "No rule has found anything here.")
_MORE_RULES = Words("Ngoài ra còn {count} cảnh báo, ghi chú; xem bằng “cchc check”.",
                    "Besides, warnings and notes: {count}; see “cchc check”.")  # fmt: skip
_LIGHT_RULES = Words("Không có lỗi; có {count} cảnh báo, ghi chú, xem bằng “cchc check”.",
                     "No errors; warnings and notes: {count}, see “cchc check”.")  # fmt: skip
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
    taken = take_in(received(folder, source), campaign, means, scored=True)
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
    raise Wrong(filled(_NO_UNIT, typed=cells.quoted(wanted), near=guess))


def _criterion(typed: str, campaign: Campaign) -> str:
    """Return the code of the criterion or area that somebody named; "" where nobody did."""
    wanted = typed.strip().rstrip(".")
    if not wanted or wanted in campaign.criteria.by_code:
        return wanted
    near = campaign.criteria.nearest(wanted)
    guess = filled(_NEAR, known=f"{near} ({campaign.criteria.by_code[near].name})") if near else _SEE_CRITERIA
    raise Wrong(filled(_NO_CRITERION, typed=cells.quoted(wanted), near=guess))


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
    whole = set(_of_whole_unit(result, criteria, summary.campaign))

    def meant(finding: Finding) -> bool:
        if finding.unit != result.unit.code:
            return False
        if not code:
            return True
        if finding.place.file and finding.place.file != result.file:
            return False
        return (
            finding.criterion in criteria
            or finding.name in whole
            or (cell is not None and cell in (finding.place, *finding.also))
        )

    return tuple(filter(meant, summary.findings))


def _of_whole_unit(result: Result, criteria: Collection[str], campaign: Campaign) -> Iterator[str]:
    """Yield the rules whose findings name no criterion and leave these without points all the same."""
    if result.status is Status.MISSING:
        yield unit_missing.RULE.name
    given = campaign.survey_scores.get(result.unit.code, {})
    leaves = (leaf for leaf in campaign.criteria.leaves if leaf.code in criteria and leaf.source is Source.SURVEY)
    if any(leaf.code not in given or given[leaf.code].score.state is State.EMPTY for leaf in leaves):
        yield survey_missing.RULE.name


def _status(result: Result, summary: Summary) -> Iterator[Words]:
    errors = sum(f.unit == result.unit.code and f.blocking for f in summary.findings)
    unranked = result.status is Status.COMPLETE and result.rank is None
    words = _NOTHING_APPLIES if unranked else _STATUS[result.status]
    yield filled(words, errors=errors, reason=result.reason.rstrip("."))


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
        yield Step.CELL, cells.cell(score, criterion, campaign)
        yield Step.MAXIMUM, cells.maximum(criterion)
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


def _rules(found: tuple[Finding, ...], *, whole: bool = True) -> Iterator[Words]:
    """Yield the findings; of a whole unit the errors, and how many lighter ones there are."""
    shown = [finding for finding in found if finding.blocking or not whole]
    for finding in shown:
        severity = Words(*(text.partition(" ")[2] for text in SEVERITY[finding.severity]))
        yield filled(_RULE, code=finding.rule, severity=severity, message=finding.message, fix=finding.fix)
    if len(found) > len(shown):
        yield filled(_MORE_RULES if shown else _LIGHT_RULES, count=len(found) - len(shown))
    elif not found:
        yield _NO_RULE
