"""From what came back to the summary: scorecards, statuses, ranks within groups, grades."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from cchc_xlsx import ranking, rules, scoring
from cchc_xlsx.batch.intake import Taken
from cchc_xlsx.batch.own import listed, officers_by
from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.model.finding import Finding
from cchc_xlsx.model.parts import Owing
from cchc_xlsx.model.received import Received
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.model.summary import Earlier, Result, Scorecard, Status, Summary
from cchc_xlsx.workbooks.unit.owing import owing
from cchc_xlsx.workbooks.unit.pouring import Poured, pour


def summary_of(campaign: Campaign, taken: Taken, earlier: Earlier | None = None) -> Summary:
    """Return the summary: scorecards, statuses, ranks within groups, grades; `earlier` is put beside it."""
    blocking: dict[str, list[Finding]] = {}
    for finding in taken.findings:
        if finding.blocking and finding.place.file not in taken.overtaken:
            blocking.setdefault(finding.unit, []).append(finding)
    results = tuple(_result(unit, campaign, taken, blocking.get(unit.code, ())) for unit in campaign.sorted_units)
    return summed(campaign, results, taken, earlier)


def summed(campaign: Campaign, results: Iterable[Result], taken: Taken, earlier: Earlier | None = None) -> Summary:
    """Return the summary of units whose points and statuses are known; ranks, grades and what to say of them are not.

    Raises RuntimeError where the books do not balance: a fault of ours, and better no result than one with a hole.
    """
    ranked = placed(results, campaign)
    findings = rules.sorted_findings((*taken.findings, *rules.look_at(ranked, campaign)))
    summary = Summary(campaign, ranked, taken.files, findings, taken.found, earlier)
    if not summary.account.balanced:
        raise RuntimeError(f"the books do not balance: {summary.account}")
    return summary


def placed(results: Iterable[Result], campaign: Campaign) -> tuple[Result, ...]:
    """Return results with rank and grade: those of complete units, ranked within their groups."""
    results = tuple(results)
    groups: dict[str, dict[str, tuple[Decimal, ...]]] = {}
    for each in results:
        if each.status is Status.COMPLETE and each.card and each.card.index is not None:
            groups.setdefault(each.unit.group, {})[each.unit.code] = scoring.order_of(each.card, campaign)
    ranks = {group: ranking.ranks(values, campaign.settings.ranking) for group, values in groups.items()}

    def one(each: Result) -> Result:
        rank = ranks.get(each.unit.group, {}).get(each.unit.code)
        if rank is None or each.card is None or each.card.index is None:
            return each
        grade = ranking.grade(each.card.index, campaign.bands)
        return replace(each, rank=rank, ranked_among=len(groups[each.unit.group]), grade=grade)

    return tuple(one(each) for each in results)


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
    if unit.excluded:
        return Status.EXCLUDED
    if unit.code not in taken.intake.counted:
        return Status.MISSING
    if all(rules.rules_by_code()[finding.rule].wanting for finding in blocking):
        return Status.INCOMPLETE if blocking else Status.COMPLETE
    return Status.ERRORS


def _result(unit: Unit, campaign: Campaign, taken: Taken, blocking: Sequence[Finding]) -> Result:
    received = taken.intake.counted.get(unit.code)
    return Result(
        unit=unit,
        status=_status(unit, taken, blocking),
        card=_card(unit, received, campaign, taken),
        file=received.path if received else None,
        late=bool(received and is_late(received.saved, campaign)),
        saved=received.saved if received else None,
    )


def _card(unit: Unit, received: Received | None, campaign: Campaign, taken: Taken) -> Scorecard | None:
    """Return a unit's scorecard, as the worker made it or made here."""
    if received is None or not isinstance(received.content, Submission):
        return None
    return taken.cards.get(unit.code) or scoring.score(received.content, campaign, unit.code)


def is_late(saved: datetime | None, campaign: Campaign) -> bool:
    """Tell whether a time lies after the campaign's deadline."""
    return bool(saved and campaign.settings.deadline and saved > campaign.settings.deadline)
