"""The ranking as people read it on a terminal, with the rule for ties below it."""

from __future__ import annotations

import click

from cchc_xlsx.cli.show import show_findings
from cchc_xlsx.cli.table import show_table
from cchc_xlsx.model.points import points_told, shown
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.summary.figures import order
from cchc_xlsx.workbooks.summary.listing import STATUS
from cchc_xlsx.workbooks.summary.notes import ties
from cchc_xlsx.workbooks.summary.ranking import TABLE, facts

_COLUMNS = ("rank", "unit", "name", "points", "maximum", "index", "grade", "status")
_LATE = Words("muộn", "late")


def show_ranking(summary: Summary, language: Language, *, findings: bool = True) -> None:
    """Print the ranking, the rule for ties, and (unless told not to) the findings."""
    decimals = summary.campaign.settings.decimals
    rows = []
    for result in order(summary):
        card, ranked = result.card, result.rank is not None
        rows.append(
            (
                f"{result.rank}/{result.ranked_among}" if ranked else "–",
                result.unit.code,
                result.unit.name,
                points_told(card.points if card else None, language, decimals),
                points_told(card.maximum if card else None, language, decimals),
                shown(card.index if card and ranked else None, language, decimals),
                result.grade or "–",
                STATUS[result.status].in_(language) + (f" ({_LATE.in_(language)})" if result.late else ""),
            )
        )
    show_table([TABLE.column(key).header.in_(language) for key in _COLUMNS], rows, right=(3, 4, 5))
    click.echo(facts(summary, language))
    click.echo(ties(summary.campaign, language))
    click.echo()
    if findings:
        show_findings(summary.findings, language)
