"""A unit's own workbook, as its clerk names it: read like any other, but it has to be usable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from cchc_xlsx.batch.folder import told
from cchc_xlsx.batch.intake import judged_files
from cchc_xlsx.batch.means import Means
from cchc_xlsx.batch.sources import Source
from cchc_xlsx.batch.trouble import Unreachable, Wrong, cannot_read
from cchc_xlsx.model.campaign import Assignment, Campaign, Unit
from cchc_xlsx.model.finding import Severity
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.received import Received
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.terms import Words
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.unit.assignment import people_in
from cchc_xlsx.workbooks.unit.pouring import Poured, pour

_CANNOT_USE = Words(
    "Không dùng được “{path}” làm tệp của đơn vị: {message} {fix}",
    "“{path}” cannot be used as the unit's workbook: {message} {fix}",
)
_ONE = Words(
    "“{path}” không phải là một sổ tính. Hãy nêu đúng tệp tự chấm điểm của đơn vị.",
    "“{path}” is not one workbook. Please name the unit's workbook itself.",
)


@dataclass(frozen=True)
class Own:
    """A unit's workbook: the file, the unit, and what of it goes into a fresh one."""

    received: Received
    submission: Submission
    unit: Unit
    poured: Poured


def own_workbook(file: Path, campaign: Campaign, means: Means) -> Own:
    """Return a unit's workbook; raises Unreachable where it is not there, Wrong where it cannot be used as one."""
    if not file.is_file():
        raise cannot_read(file)
    judged, _ = judged_files([Source(file, told(file))], campaign, means)
    received, findings = (judged[0][1].received, judged[0][1].findings) if len(judged) == 1 else (None, ())
    fatal = next((each for each in findings if each.severity is Severity.FATAL), None)
    content = received.content if received else None
    if isinstance(content, Submission) and not fatal and received:
        identity = content.identity
        assert identity  # a workbook without one has earned a fatal finding
        unit = campaign.by_unit[identity.unit]
        return Own(received, content, unit, pour(content, campaign, unit.code))
    why = fatal or next(iter(findings), None)
    if why is None:
        raise Wrong(filled(_ONE, path=file))
    message = Words(*(text.removeprefix(f"{why.place}: ") for text in why.message))
    kind = Wrong if isinstance(content, Submission) else Unreachable
    raise kind(filled(_CANNOT_USE, path=file, message=message, fix=why.fix))


def officers_by(campaign: Campaign, unit: Unit, poured: Poured) -> Mapping[str, tuple[str, ...]]:
    """Return who is named for each criterion: by the workbook, else by the campaign."""
    if poured.given is None:
        named: Mapping[str, Sequence[str]] = campaign.officers_of(unit.code)
    else:
        named = {given.criterion: given.officers for given in poured.given}
    return {code: people_in(";".join(names)) for code, names in named.items()}


def names_in(row: Assignment) -> tuple[str, ...]:
    """Return whom a row of the appendix names."""
    return tuple(name for officer in row.named for name in people_in(officer))


def listed(campaign: Campaign, unit: Unit, poured: Poured) -> list[str]:
    """Return those who are listed, in the order of the list, whether anything is theirs or not."""
    rows = campaign.assignments_of(unit.code) if poured.given is None else ()
    return list(dict.fromkeys([*(name for row in rows for name in names_in(row)), *poured.officers]))
