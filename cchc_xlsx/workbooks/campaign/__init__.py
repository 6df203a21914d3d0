"""The campaign workbook `dot-cham.xlsx`: the one specification, filled in by the superior unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cchc_xlsx.model.book import Book, Kind
from cchc_xlsx.model.campaign import Campaign, Misread
from cchc_xlsx.model.criteria import CriteriaSet
from cchc_xlsx.terms import Language
from cchc_xlsx.workbooks.campaign import (
    assignments,
    bands,
    choices,
    criteria,
    guide,
    settings,
    survey,
    units,
)
from cchc_xlsx.workbooks.layout import Table
from cchc_xlsx.workbooks.tables import Found, lacking, tables_in

TABLES: tuple[Table, ...] = (
    settings.TABLE,
    criteria.TABLE,
    units.TABLE,
    assignments.TABLE,
    bands.TABLE,
    survey.TABLE,
    choices.TABLE,
)


#: Digits of a commune's code (QĐ 19/2025/QĐ-TTg).
_DIGITS = 5
#: The columns of codes, and what a number there may have lost: a zero at its end (7.10) or at its beginning (05596).
_CODES = (
    (criteria.TABLE, "criterion", "."),
    (units.TABLE, "code", ""),
    (assignments.TABLE, "unit", ""),
    (assignments.TABLE, "criteria", "."),
    (survey.TABLE, "unit", ""),
    (survey.TABLE, "criterion", "."),
)


def numeric_codes(found: Mapping[str, Sequence[Found]]) -> Iterator[Misread]:
    """Yield each code typed as a number that may have lost a zero: 7.1, or 5596 where others have five digits."""
    for table, key, sign in _CODES:
        rows = [row for each in found.get(table.name, ()) for row in each.rows]
        longest = max((len(row.text(key)) for row in rows), default=0)
        for row in rows:
            text = row.text(key)
            short = sign in text if sign else len(text) < max(longest, _DIGITS)
            if row.cell(key).kind is Kind.NUMBER and short:
                yield Misread(f"{table.name}.{key}", text, row.place(key))


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
            survey.fill(campaign.survey, language),
            choices.fill(campaign.choices, language),
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

    criteria_set = CriteriaSet(criteria.parse(rows(criteria.TABLE), misread))
    return Campaign(
        settings=settings.parse(rows(settings.TABLE), misread),
        criteria=criteria_set,
        units=units.parse(rows(units.TABLE)),
        assignments=assignments.parse(rows(assignments.TABLE)),
        bands=bands.parse(rows(bands.TABLE), misread),
        choices=choices.parse(rows(choices.TABLE), misread),
        survey=survey.parse(rows(survey.TABLE), criteria_set),
        misread=tuple(misread),
        missing=missing,
        numeric=tuple(numeric_codes(found)),
    )
