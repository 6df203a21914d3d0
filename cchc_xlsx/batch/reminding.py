"""Reminding: a short text for each unit that has sent nothing, or something that has to be mended, or sent it late."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from cchc_xlsx import assigning, rules
from cchc_xlsx.batch.folder import Folder, put
from cchc_xlsx.batch.means import MEANS, Means
from cchc_xlsx.batch.naming import file_names, spare
from cchc_xlsx.model.finding import Finding
from cchc_xlsx.model.received import Outcome
from cchc_xlsx.model.submission import State
from cchc_xlsx.model.summary import Result, Status, Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.reminder import Due, Reminder, Why, fill_reminders
from cchc_xlsx.workbooks.reminder.message import message
from cchc_xlsx.workbooks.unit import to_mend

NAME = "nhac-viec.xlsx"


@dataclass(frozen=True)
class Reminded:
    """All reminders in the order of the units' codes, where the sheet went, and the marked-up copies not made yet."""

    reminders: tuple[Reminder, ...]
    written: Path
    lacking: tuple[Path, ...]
    errors: bool


def remind(
    folder: Folder,
    now: datetime,
    language: Language = "vi",
    *,
    source: Path | None = None,
    to: Path | None = None,
    means: Means = MEANS,
) -> Reminded:
    """Write `nhac-viec.xlsx` with a text for each unit to be reminded; `now` is Vietnam's time.

    Excluded units are not reminded. Raises Unusable, Wrong and Unreachable as `merge` does.
    """
    from cchc_xlsx.batch import standing
    from cchc_xlsx.excel.write import written

    target = to or folder.results
    for kept in (folder.received, source or folder.received):
        spare(kept, target)
    summary = standing(folder, source=source, means=means).summary
    names = file_names(summary.campaign)
    sheet = to_mend.title(language)
    made = []
    for result in summary.results:
        due = replace(_due(result, summary, names[result.unit.code]), issued=names[result.unit.code])
        if due.why:
            made.append(Reminder(due, message(summary.campaign, due, now, sheet, language)))
    reminders = tuple(made)
    path = target / NAME
    went = put({path: written(fill_reminders(summary.campaign, reminders, language))}, now)[path]
    copies = (folder.returned / each.due.copy for each in reminders if each.due.copy)
    errors = any(finding.blocking for finding in summary.findings)
    return Reminded(reminders, went, tuple(path for path in copies if not path.is_file()), errors)


def _due(result: Result, summary: Summary, copy: str) -> Due:
    """Return what there is to remind a unit of; nothing in `why` where there is nothing."""
    unit = result.unit
    if result.status is Status.EXCLUDED:
        return Due(unit, ())
    if result.status is Status.MISSING:
        return _unreceived(result, summary)
    known = rules.rules_by_code()
    blocking = [f for f in summary.findings if f.unit == unit.code and f.blocking and not known[f.rule].superior]
    scored = {criterion.code for criterion in summary.campaign.criteria.scored}
    empty = [e.code for e in result.card.criteria if e.state is State.EMPTY and e.code in scored] if result.card else []
    errors = 0
    if result.status is not Status.COMPLETE:
        errors = sum(not (empty and known[finding.rule].wanting) for finding in blocking)
    why = [Why.ERRORS] if errors else []
    why += [Why.INCOMPLETE] if empty else []
    why += [Why.LATE] if result.late else []
    return Due(
        unit,
        tuple(why),
        errors=errors,
        count=len(empty),
        unscored=assigning.written(empty, summary.campaign.criteria),
        file=result.file or "",
        copy=copy if errors or empty else "",
    )


def _unreceived(result: Result, summary: Summary) -> Due:
    """Return what to say to a unit of which nothing counts: that nothing came, or why what came cannot be used."""
    own = [file for file in summary.files if file.unit == result.unit.code and file.outcome is not Outcome.SUPERSEDED]
    reason = next((file for file in own if file.reason), None)
    if reason is None or reason.reason is None:
        return Due(result.unit, (Why.MISSING,))
    return Due(result.unit, (Why.UNUSABLE,), file=reason.path, reason=_bare(reason.reason))


def _bare(finding: Finding) -> Words:
    """Return what a finding says, without the place that it begins with."""
    return Words(*(text.removeprefix(f"{finding.place}: ") for text in finding.message))
