"""The mirrors: what is filled in is read back, and what is written is read again."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_xlsx.assigning import understood
from cchc_xlsx.excel.read import read
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.book import Book, Cell, Kind, Sheet
from cchc_xlsx.workbooks.campaign import fill_campaign, parse_campaign
from cchc_xlsx.workbooks.unit import fill_unit, parse_unit
from tests.strategies import campaigns, entries, givens

languages = st.sampled_from(["vi", "en"])


@given(campaigns(), languages)
@settings(max_examples=60)
def test_a_campaign_filled_into_its_workbook_is_read_back_the_same(campaign, language):
    assert understood(parse_campaign(fill_campaign(campaign, language))) == campaign


@given(st.data(), languages)
@settings(max_examples=60)
def test_entries_filled_into_a_units_workbook_are_read_back_the_same(data, language):
    campaign = data.draw(campaigns())
    entered, named = data.draw(entries(campaign.criteria)), data.draw(givens(campaign.criteria))
    book = fill_unit(campaign, campaign.units[0], language, entries=entered, given=named)
    submission = parse_unit(book, campaign.criteria)
    asked = {entry.criterion: entry for entry in submission.entries}
    assert tuple(asked[entry.criterion] for entry in entered) == entered
    assert submission.given == named
    assert submission.identity is not None
    assert submission.identity.unit == campaign.units[0].code
    assert not submission.lacking


@given(st.data())
@settings(max_examples=25)
def test_a_units_workbook_written_and_read_is_the_same_book(data):
    campaign = data.draw(campaigns())
    book = fill_unit(campaign, campaign.units[0], "vi", entries=data.draw(entries(campaign.criteria)))
    assert read(written(book)) == book


_texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=30)
_numbers = st.decimals(-1000, 1000, places=3, allow_nan=False).map(lambda n: format(n.normalize(), "f"))
_cells = st.one_of(
    st.builds(Cell, st.just(Kind.TEXT), _texts),
    st.builds(Cell, st.just(Kind.NUMBER), _numbers.filter(lambda n: n != "-0")),
    st.builds(Cell, st.just(Kind.BOOLEAN), st.sampled_from(["TRUE", "FALSE"])),
    st.builds(Cell, st.just(Kind.TEXT), _texts, st.just('"a"&"b"')),
    st.builds(Cell, st.just(Kind.NUMBER), st.just("2.5"), st.just("SUM(A1:A3)")),
    st.builds(Cell, st.just(Kind.NUMBER), st.integers(30000, 50000).map(str), st.just(""), st.just(True)),
)
_sheets = st.lists(
    st.dictionaries(st.tuples(st.integers(0, 50), st.integers(0, 30)), _cells, max_size=20), min_size=1, max_size=3
)


@given(_sheets, st.dictionaries(st.sampled_from(["cchc", "khác"]), _texts.map(str.strip).filter(bool), max_size=2))
@settings(max_examples=80)
def test_any_book_written_and_read_is_the_same_book(sheets, properties):
    book = Book(tuple(Sheet(f"Trang {n}", cells) for n, cells in enumerate(sheets)), properties=properties)
    assert read(written(book)) == book


def test_the_same_book_gives_the_same_bytes():
    book = Book((Sheet("a", {(0, 0): Cell(Kind.NUMBER, str(Decimal("2.5")))}),))
    assert written(book) == written(book)
