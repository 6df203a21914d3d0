"""From what came back to the summary: scorecards, statuses, ranks within groups, grades."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cchc_xlsx import ranking, rules, scoring
from cchc_xlsx.batch.intake import Taken
from cchc_xlsx.batch.own import listed, officers_by
from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.model.finding import Finding
from cchc_xlsx.model.parts import Owing
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.model.summary import Result, Scorecard, Status, Summary
from cchc_xlsx.workbooks.unit.owing import owing
from cchc_xlsx.workbooks.unit.pouring import Poured, pour


def summary_of(campaign: Campaign, taken: Taken) -> Summary:
    """Return the summary: scorecards, statuses, ranks within groups, grades."""
    cards: dict[str, Scorecard] = {}
    for code, received in taken.intake.counted.items():
        if code in taken.cards:
            cards[code] = taken.cards[code]
        elif isinstance(received.content, Submission):
            cards[code] = scoring.score(received.content, campaign)
    blocking: dict[str, list[Finding]] = {}
    for finding in taken.findings:
        if finding.blocking and finding.place.file not in taken.overtaken:
            blocking.setdefault(finding.unit, []).append(finding)
    status = {unit.code: _status(unit, taken, blocking.get(unit.code, ())) for unit in campaign.sorted_units}
    placed: dict[str, tuple[int, int]] = {}
    for group in dict.fromkeys(unit.group for unit in campaign.sorted_units):
        values = {
            unit.code: index
            for unit in campaign.sorted_units
            if unit.group == group
            and status[unit.code] is Status.COMPLETE
            and (index := cards[unit.code].index) is not None
        }
        for code, rank in ranking.ranks(values, campaign.settings.ranking).items():
            placed[code] = (rank, len(values))
    results = tuple(_result(unit, campaign, taken, cards, status, placed) for unit in campaign.sorted_units)
    summary = Summary(campaign, results, taken.files, taken.findings, taken.found)
    if not summary.account.balanced:  # a fault of ours: better no result than one with a hole in it
        raise RuntimeError(f"the books do not balance: {summary.account}")
    return summary


def owed_of(campaign: Campaign, taken: Taken) -> dict[str, tuple[Owing, ...]]:
    """Return, for each unit, what its officers still owe by the file that counts; all of it where none does."""
    owed = {}
    for unit in campaign.sorted_units:
        received = taken.intake.counted.get(unit.code)
        content = received.content if received else None
        poured = pour(content, campaign, unit.code) if isinstance(content, Submission) else Poured()
        officers = officers_by(campaign, unit, poured)
        owed[unit.code] = owing(campaign.criteria, poured.entries, officers, listed(campaign, unit, poured))
    return owed


def _status(unit: Unit, taken: Taken, blocking: Sequence[Finding]) -> Status:
    if unit.code not in taken.intake.counted:
        return Status.MISSING
    if all(rules.rules_by_code()[finding.rule].wanting for finding in blocking):
        return Status.INCOMPLETE if blocking else Status.COMPLETE
    return Status.ERRORS


def _result(
    unit: Unit,
    campaign: Campaign,
    taken: Taken,
    cards: dict[str, Scorecard],
    status: dict[str, Status],
    placed: dict[str, tuple[int, int]],
) -> Result:
    received, card = taken.intake.counted.get(unit.code), cards.get(unit.code)
    rank, among = placed.get(unit.code, (None, 0))
    graded = card is not None and card.index is not None and status[unit.code] is Status.COMPLETE
    return Result(
        unit=unit,
        status=status[unit.code],
        card=card,
        rank=rank,
        ranked_among=among,
        grade=ranking.grade(card.index, campaign.bands) if graded and card and card.index is not None else None,
        file=received.path if received else None,
        late=bool(received and is_late(received.saved, campaign)),
    )


def is_late(saved: datetime | None, campaign: Campaign) -> bool:
    """Tell whether a time lies after the campaign's deadline."""
    return bool(saved and campaign.settings.deadline and saved > campaign.settings.deadline)
