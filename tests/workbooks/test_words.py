"""Every column says what it is, in both languages, and the guide leaves none out."""

from __future__ import annotations

import pytest

from cchc_xlsx.model.campaign import LAYOUT
from cchc_xlsx.terms import LANGUAGES
from cchc_xlsx.workbooks import campaign as campaign_workbook
from cchc_xlsx.workbooks import handout
from cchc_xlsx.workbooks import unit as unit_workbook
from cchc_xlsx.workbooks.campaign import fill_campaign
from cchc_xlsx.workbooks.campaign.settings import SETTINGS
from cchc_xlsx.workbooks.layout import MARKER
from cchc_xlsx.workbooks.summary import areas, board, files, findings, lost, matrix, profile_grid, ranking, turned
from cchc_xlsx.workbooks.tables import tables_in
from cchc_xlsx.workbooks.unit import fill_unit
from cchc_xlsx.workbooks.unit.marks import ADVICE, SIGNS, STYLES, WANTING, WRONG, Mark
from tests.workbooks.cases import every_kind, template

TABLES = (
    *campaign_workbook.TABLES, *unit_workbook.TABLES, files.TABLE, findings.TABLE, board.TABLE, lost.TABLE,
    profile_grid.TABLE, ranking.TABLE, handout.TABLE,
)  # fmt: skip
COLUMNS = [pytest.param(c, id=f"{t.name}.{c.key}") for t in TABLES for c in t.columns]
COLUMNS += [pytest.param(c, id=f"settings: {c.key}") for c in SETTINGS]
#: What PRODUCT fixes of the layout: keys that other programs hold on to.
FIXED = {
    "self_score": {"key", "criterion", "maximum", "self_score", "evidence", "evidence_number", "evidence_date",
                   "explanation"},
    "assignment": {"criterion", "officers"},
    "criteria": {"criterion", "name", "maximum"},
    "units": {"code", "name", "group", "email"},
    "assignments": {"unit", "assignee", "criteria", "remark"},
    "bands": {"name", "from"},
    "settings": {"setting", "value"},
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_has_a_heading_and_says_what_it_is(column, language):
    prompt = (column.prompt or column.about).in_(language)
    assert column.header.in_(language).strip()
    assert column.about.in_(language).endswith(".")
    assert prompt.endswith(".")
    assert len(prompt) <= 255, "Excel cuts a prompt there"


@pytest.mark.parametrize("column", COLUMNS)
def test_the_two_languages_are_two(column):
    assert column.about.vi != column.about.en


@pytest.mark.parametrize("table", [pytest.param(t, id=t.name) for t in TABLES])
def test_a_table_has_a_marker_a_title_and_keys_of_its_own(table):
    assert MARKER.fullmatch(table.marker)
    assert all(table.title)
    assert all(words.endswith(".") for words in table.about)
    assert len(set(table.keys)) == len(table.keys)


def test_the_keys_other_programs_hold_on_to_are_there():
    assert LAYOUT == 1
    for name, keys in FIXED.items():
        table = next(t for t in TABLES if t.name == name)
        assert table.version == 1
        assert keys <= set(table.keys), name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [fill_campaign, lambda c, language: fill_unit(c, c.units[0], language)])
def test_the_tables_of_a_workbook_carry_their_keys(make, language):
    by_name = {t.name: t for t in TABLES}
    found = list(tables_in(make(template("bo-lon-gia-dinh"), language)))
    assert len(found) >= 5
    for each in found:
        assert set(by_name[each.name].keys) == each.keys


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_units_guide_tells_of_every_cell_to_fill_in_and_every_sign(language):
    campaign = every_kind()
    guide = fill_unit(campaign, campaign.units[0], language).sheets[0]
    texts = {cell.text for cell in guide.cells.values()}
    for table in (table for table in unit_workbook.TABLES if not table.optional):
        for column in table.columns:
            if column.open:
                assert column.header.in_(language) in texts, column.key
                assert (column.prompt or column.about).in_(language) in texts, column.key
    for sign, advice in zip(SIGNS, ADVICE, strict=True):
        assert sign.in_(language) in texts
        assert advice.in_(language) in texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_units_guide_tells_how_criteria_with_rules_of_their_own_are_scored(language):
    campaign = template("bo-lon-gia-dinh")
    guide = fill_unit(campaign, campaign.units[0], language).sheets[0]
    labels = {cell.text for (_, column), cell in guide.cells.items() if column == 1}
    told = "\n".join(cell.text for (_, column), cell in guide.cells.items() if column == 2)
    for c in campaign.criteria.scored:
        assert f"{c.code}. {c.name}" in labels
        assert c.scoring in told
        assert c.evidence in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_campaigns_guide_tells_of_every_column(language):
    guide = fill_campaign(template("ha-trung-2023"), language).sheets[0]
    texts = {cell.text for cell in guide.cells.values()}
    for table in campaign_workbook.TABLES:
        for column in table.columns:
            if not column.hidden:
                assert column.header.in_(language) in texts
                assert column.about.in_(language) in texts


def test_every_mark_has_a_sign_an_advice_and_a_sign_that_no_other_has():
    assert len(SIGNS) == len(ADVICE) == len(Mark)
    for language in LANGUAGES:
        assert len({sign.in_(language) for sign in SIGNS}) == len(Mark)


def test_colour_never_speaks_alone():
    """Whatever is coloured has a sign whose first letter is no word."""
    for _, kinds in STYLES:
        for kind in kinds:
            assert not SIGNS[kind].vi[0].isalnum()
    assert {kind for _, kinds in STYLES for kind in kinds} == {*WRONG, *WANTING, Mark.EMPTY}


def test_the_tables_made_for_a_campaign_say_what_they_are_too():
    class Few:
        campaign = template("ha-trung-2023")
        results = ()

    for table in (areas.table(Few()), matrix.table(Few()), turned.table(Few())):
        assert all(column.header.vi and column.header.en and column.about.vi for column in table.columns)
