"""The campaign workbook `dot-cham.xlsx`: the one specification, filled in by the superior unit."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_xlsx.model.book import Book
from cchc_xlsx.model.campaign import Campaign, Misread
from cchc_xlsx.model.criteria import CriteriaSet
from cchc_xlsx.terms import Language
from cchc_xlsx.workbooks.campaign import (
    assignments,
    bands,
    criteria,
    guide,
    settings,
    units,
)
from cchc_xlsx.workbooks.layout import Table
from cchc_xlsx.workbooks.tables import Found, lacking, tables_in

TABLES: tuple[Table, ...] = (settings.TABLE, criteria.TABLE, units.TABLE, assignments.TABLE, bands.TABLE)


def fill_campaign(campaign: Campaign, language: Language) -> Book:
    """Return the campaign workbook of a campaign; the mirror of `parse_campaign`."""
    return Book(
        (
            guide.fill(campaign, TABLES, language),
            settings.fill(campaign.settings, language),
            criteria.fill(campaign.criteria, language),
            units.fill(campaign.units, language),
            assignments.fill(campaign.assignments, language),
            bands.fill(campaign.bands, language),
        ),
        properties={"cchc": "CCHC1|campaign-workbook"},
    )


def parse_campaign(book: Book) -> Campaign:
    """Return what a campaign workbook says. What cannot be understood is listed in `misread` and `missing`."""
    found: dict[str, list[Found]] = {}
    for each in tables_in(book):
        found.setdefault(each.name, []).append(each)
    missing = tuple(part for table in TABLES for part in lacking(found.get(table.name, []), table))
    misread: list[Misread] = []

    def rows(table: Table) -> Sequence[Found]:
        return found.get(table.name, [])

    return Campaign(
        settings=settings.parse(rows(settings.TABLE), misread),
        criteria=CriteriaSet(criteria.parse(rows(criteria.TABLE), misread)),
        units=units.parse(rows(units.TABLE)),
        assignments=assignments.parse(rows(assignments.TABLE)),
        bands=bands.parse(rows(bands.TABLE), misread),
        misread=tuple(misread),
        missing=missing,
    )
