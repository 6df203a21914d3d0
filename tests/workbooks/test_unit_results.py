"""What LibreOffice makes of a unit's workbook: the results we store are true, and what is typed comes back as typed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from cchc_xlsx.assigning import understood
from cchc_xlsx.batch.pressing import workbooks
from cchc_xlsx.excel.other import read_ods
from cchc_xlsx.excel.read import read
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.book import EMPTY, Cell, Kind, a1
from cchc_xlsx.model.campaign import Assignment, Unit
from cchc_xlsx.model.identity import Identity
from cchc_xlsx.model.submission import State, Trouble
from cchc_xlsx.scoring import score
from cchc_xlsx.workbooks.unit import assignment, fill_unit, identity, parse_unit, self_check, self_score
from cchc_xlsx.workbooks.unit.marks import SIGNS, Mark
from tests.office import recalculated, require_office, type_into
from tests.workbooks.cases import crowd, entry, every_entry, every_kind, in_turn, template

pytestmark = pytest.mark.office

_HAIR = Decimal("1e-9")


def filled(name, language="vi"):
    """Return a campaign and the book of its first unit, filled as the name says."""
    ha_trung, large, every = template("ha-trung-2023"), template("bo-lon-gia-dinh"), every_kind()
    campaign, entries, given = {
        "ha-trung, empty": (ha_trung, (), None),
        "ha-trung, filled": (ha_trung, in_turn(ha_trung), crowd(ha_trung, 6)),
        "large, empty": (large, (), None),
        "large, filled": (large, in_turn(large), None),
        "large, a crowd": (large, in_turn(large), crowd(large, 25)),
        "every kind of entry": (every, every_entry(every), None),
        "every kind, empty": (every, (), None),
    }[name]
    return campaign, fill_unit(campaign, campaign.units[0], language, entries=entries, given=given)


CASES = [
    ("ha-trung, empty", "vi"),
    ("ha-trung, filled", "en"),
    ("large, empty", "vi"),
    ("large, filled", "en"),
    ("large, a crowd", "vi"),
    ("every kind of entry", "vi"),
    ("every kind of entry", "en"),
    ("every kind, empty", "en"),
]


def same(stored: Cell, found: Cell) -> bool:
    """Tell whether two results are the same to a person: numbers to a hair, nothing and an empty text alike."""
    if Kind.NUMBER in (stored.kind, found.kind):
        return stored.kind is found.kind and abs(Decimal(stored.text) - Decimal(found.text)) <= _HAIR
    nothing = {Kind.EMPTY: Kind.TEXT}
    kinds = [nothing.get(each.kind, each.kind) for each in (stored, found)]
    return kinds[0] is kinds[1] and stored.text == found.text


def untrue(book, calculated):
    """Return what stands where a formula's stored result is not what was calculated."""
    return [
        f"{sheet.title}!{a1(*spot)}: stored {cell.text!r}, calculated {calculated.sheet(sheet.title).at(*spot).text!r}"
        for sheet in book.sheets
        for spot, cell in sheet.cells.items()
        if cell.formula and not same(cell, calculated.sheet(sheet.title).at(*spot))
    ]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    require_office()
    return tmp_path_factory.mktemp("office")


@pytest.mark.parametrize(("name", "language"), CASES)
def test_every_stored_result_is_what_libreoffice_calculates(name, language, desk):
    _, book = filled(name, language)
    path = desk / "in" / f"{name} {language}.xlsx"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(written(book))
    calculated = read(recalculated(path, desk).read_bytes())
    formulas = {(s.title, spot) for s in book.sheets for spot, cell in s.cells.items() if cell.formula}
    kept = {(s.title, spot) for s in calculated.sheets for spot, cell in s.cells.items() if cell.formula}
    assert len(formulas) > 500
    assert kept == formulas
    assert untrue(book, calculated) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_stored_result_of_a_stamped_workbook_is_what_libreoffice_calculates(language, desk):
    large = template("bo-lon-gia-dinh")
    codes = [criterion.code for criterion in large.criteria.scored]
    rows = [Assignment("x", f"Công chức {n} & tổ {n}", "; ".join(codes[n : 120 + n : 11])) for n in range(11)]
    campaign = understood(replace(large, units=(Unit("x", "Xã <Của> Riêng & Mình"),), assignments=tuple(rows)))
    ((_, data),) = workbooks(campaign, campaign.units, language)
    path = desk / f"stamped {language}.xlsx"
    path.write_bytes(data)
    book, calculated = read(data), read(recalculated(path, desk / "out").read_bytes())
    assert sum(bool(cell.formula) for sheet in book.sheets for cell in sheet.cells.values()) > 500
    assert untrue(book, calculated) == []


def test_a_stored_result_that_is_not_true_would_be_seen(desk):
    """The test above would fail if it could: LibreOffice really calculates anew, and a difference is really found."""
    _, book = filled("ha-trung, empty")
    area = book.sheets[2]
    spot = (self_score.FIRST, self_score.column("self_score"))
    lie = book.put(area.title, spot, Cell(Kind.NUMBER, "5", area.at(*spot).formula))
    path = desk / "lie.xlsx"
    path.write_bytes(written(lie))
    calculated = read(recalculated(path, desk / "out").read_bytes())
    assert untrue(lie, calculated) == [f"{area.title}!{a1(*spot)}: stored '5', calculated '0'"]


# --- typed into, and saved

_PROOF = {"evidence": "Báo cáo số 1, mục II", "evidence_number": "12/BC-UBND", "evidence_date": "30/01/2023"}
#: By criterion of Hà Trung: what is typed as its score and beside it.
TYPED = {
    "1.1": {"self_score": 4, **_PROOF},
    "1.2": {"self_score": 3.5, **_PROOF, "explanation": "Chậm một kỳ báo cáo"},
    "1.3": {"self_score": 2.5, **_PROOF},  # above the maximum
    "1.4": {"self_score": -1, "explanation": "Nhầm"},
    "2.1": {"self_score": "hai điểm"},
    "2.2": {"self_score": 0},
    "2.3": {"self_score": "KAD", "explanation": "Không phát sinh"},
    "3.1": {"self_score": 0, "explanation": "Chưa làm", "remark": "Sẽ làm"},
    "3.2": {"self_score": 1, "evidence": " "},  # a blank is no evidence
    "7.7": {"self_score": 1.25, **_PROOF, "explanation": "Một phần"},
}
MARKS = {
    "1.1": Mark.FINE,
    "1.2": Mark.FINE,
    "1.3": Mark.ABOVE,
    "1.4": Mark.BELOW,
    "2.1": Mark.NOT_A_NUMBER,
    "2.2": Mark.EXPLANATION_MISSING,
    "2.3": Mark.NOT_APPLICABLE,
    "3.1": Mark.FINE,
    "3.2": Mark.EVIDENCE_MISSING,
    "7.7": Mark.FINE,
}
OFFICERS = {"1.1": "Lan ;  Lan Anh;Bình ", "1.2": "Lan Anh", "1.3": "Bình", "2.1": " Lan"}
LISTED = ("Lan", "Lan Anh", "Bình ")


def places(book, campaign):
    """Return the place of each criterion's row on its sheet: (title, row)."""
    found = {}
    for n, area in enumerate(campaign.criteria.areas):
        for row, criterion in enumerate((area, *campaign.criteria.below(area.code)), self_score.FIRST):
            found[criterion.code] = (book.sheets[2 + n].title, row)
    return found


@pytest.fixture(scope="module", params=["xlsx", "ods"])
def back(request, desk):
    """A workbook of Hà Trung, handed out, typed into with LibreOffice, saved, and read again."""
    require_office(uno=True)
    campaign = template("ha-trung-2023")
    book = fill_unit(campaign, campaign.units[0], "vi")
    rows = places(book, campaign)
    cells = {
        (rows[code][0], a1(rows[code][1], self_score.column(key))): value
        for code, values in TYPED.items()
        for key, value in values.items()
    }
    title = book.sheets[1].title
    lines = {c.code: row for row, c in enumerate(campaign.criteria.scored, assignment.FIRST)}
    cells |= {(title, a1(lines[code], assignment.column("officers"))): text for code, text in OFFICERS.items()}
    cells |= {(title, a1(assignment.FIRST + n, assignment.beside("officer"))): name for n, name in enumerate(LISTED)}
    path = desk / "15280.xlsx"
    path.write_bytes(written(book))
    saved = type_into(path, desk / f"saved-{request.param}" / f"15280.{request.param}", cells, save_as=request.param)
    data = saved.read_bytes()
    return campaign, book, (read(data) if request.param == "xlsx" else read_ods(data)), request.param


def test_what_was_typed_is_read_back_as_typed(back):
    campaign, _, saved, _ = back
    submission = parse_unit(saved, campaign.criteria)
    assert submission.lacking == ()
    assert [e.criterion for e in submission.entries] == [c.code for c in campaign.criteria.scored]
    for found in submission.entries:
        typed = dict(TYPED.get(found.criterion, {}))
        value = typed.pop("self_score", None)
        wanted = entry(found.criterion, Decimal(str(value)) if isinstance(value, int | float) else value,
                       **{key: text.strip() for key, text in typed.items()})  # fmt: skip
        assert replace(found, score=replace(found.score, typed="")) == replace(
            wanted, score=replace(wanted.score, typed="")
        )


def test_who_was_named_is_read_back(back):
    campaign, _, saved, _ = back
    given = {g.criterion: g.officers for g in parse_unit(saved, campaign.criteria).given}
    assert given == {c.code: () for c in campaign.criteria.scored} | {
        "1.1": ("Lan", "Lan Anh", "Bình"), "1.2": ("Lan Anh",), "1.3": ("Bình",), "2.1": ("Lan",),
    }  # fmt: skip
    assert parse_unit(saved, campaign.criteria).officers == ("Lan", "Lan Anh", "Bình")


def test_the_identity_comes_back_in_all_four_carriers(back):
    campaign, book, saved, _ = back
    found = parse_unit(saved, campaign.criteria).identities
    wanted = parse_unit(book, campaign.criteria).identity
    assert isinstance(wanted, Identity)
    assert set(found) == {wanted}
    assert set(identity.CARRIERS) - found[wanted] == set()


def test_live_signs_follow_what_was_typed(back):
    campaign, book, saved, _ = back
    for code, (title, row) in places(book, campaign).items():
        if campaign.criteria.is_leaf(code):
            sign = saved.sheet(title).at(row, self_score.column("sign")).text
            assert sign == SIGNS[MARKS.get(code, Mark.EMPTY)].vi, code


def test_live_totals_follow_what_was_typed(back):
    campaign, _, saved, _ = back
    submission = parse_unit(saved, campaign.criteria)
    card = score(submission, campaign)
    totals: dict[str, set[Decimal]] = {}
    for total in submission.totals:
        totals.setdefault(total.criterion, set()).add(total.value)
    assert totals == {a.code: {a.points} for a in card.areas} | {"": {card.points}}
    assert card.points == Decimal("11.25")
    assert {s.code: s.state for s in card.criteria}["2.3"] is State.NOT_APPLICABLE


def test_live_counts_and_sentences_are_those_of_a_workbook_handed_out_so_filled(back):
    """What LibreOffice calculates after typing is what we store when the same entries are poured in."""
    campaign, book, saved, _ = back
    submission = parse_unit(saved, campaign.criteria)
    twin = fill_unit(campaign, campaign.units[0], "vi", entries=submission.entries, given=submission.given)
    overview = twin.sheets[-2]
    officers = next(row for (row, _), cell in overview.cells.items() if cell.text == self_check.BY_OFFICER.marker)
    compared = [
        (sheet.title, a1(*spot), saved.sheet(sheet.title).at(*spot).text, cell.text)
        for sheet in twin.sheets[2:-1]
        for spot, cell in sheet.cells.items()
        if cell.formula and (spot[0] < officers if sheet is overview else spot[1] != self_score.column("officers"))
    ]
    assert len(compared) > 150
    assert [each for each in compared if each[2] != each[3]] == []
    verdict = {c.text for (row, _), c in overview.cells.items() if row < officers and c.formula}
    assert self_check.NOT_READY.vi in verdict
    untouched = {c.text for s in book.sheets[2:-1] for c in s.cells.values() if c.formula}
    assert len({each[3] for each in compared} - untouched) > 10, "nothing has changed by typing"


def test_the_tables_by_officer_follow_who_was_named(back):
    """Blanks about the separators and names inside other names change nothing."""
    _, book, saved, _ = back
    sheet = saved.sheet(book.sheets[1].title)
    loads = [
        tuple(sheet.at(assignment.FIRST + n, assignment.beside(key)).text
              for key in ("criteria", "maximum", "owed", "owed_maximum"))
        for n in range(len(LISTED))
    ]  # fmt: skip
    assert loads == [("2", "5", "1", "1"), ("2", "8", "0", "0"), ("2", "6", "1", "2")]
    overview = saved.sheet(self_check.TABLE.title.vi)
    names = {cell.text: row for (row, column), cell in overview.cells.items() if column == 3}
    line = [overview.at(names["Lan Anh"], self_check.BY_OFFICER.offset(key)).text
            for key in ("number", "maximum", "self_score", "criteria", "filled", "empty", "wrong")]  # fmt: skip
    assert line == ["2", "8", "7.5", "2", "2", "0", "0"]


def test_the_score_sheets_show_who_was_named(back):
    campaign, book, saved, _ = back
    title, row = places(book, campaign)["1.2"]
    assert saved.sheet(title).at(row, self_score.column("officers")).text == "Lan Anh"


def test_a_workbook_saved_twice_by_libreoffice_is_read_the_same(back, desk):
    """A colleague opens what a colleague saved."""
    campaign, _, saved, kind = back
    again = read(recalculated(desk / f"saved-{kind}" / f"15280.{kind}", desk / "again").read_bytes())
    one, other = (parse_unit(each, campaign.criteria) for each in (saved, again))
    assert (one.entries, one.given) == (other.entries, other.given)
    assert [(t.criterion, t.value) for t in one.totals] == [(t.criterion, t.value) for t in other.totals]


def test_a_truth_value_is_no_score():
    assert entry("1.1", True).score.trouble is Trouble.BOOLEAN


def test_a_workbook_that_lost_a_row_is_never_complete(desk):
    """As when a person takes the protection off and deletes a criterion's row: nothing else is missing."""
    require_office()
    campaign = template("ha-trung-2023")
    full = [
        entry(c.code, c.highest, evidence="Báo cáo", evidence_number="1/BC", evidence_date="01/02/2023")
        for c in campaign.criteria.scored
    ]
    book = fill_unit(campaign, campaign.units[0], "vi", entries=full)
    overview = book.sheet(self_check.TABLE.title.vi)
    verdict = next(place for place, cell in overview.cells.items() if cell.text == self_check.READY.vi)
    sheet, row = places(book, campaign)["1.3"]
    for column in range(len(self_score.TABLE.columns) + 1):
        book = book.put(sheet, (row, column), EMPTY)
    path = desk / "lost.xlsx"
    path.write_bytes(written(book))
    made = read(recalculated(path, desk / "lost").read_bytes())
    assert made.sheet(overview.title).at(*verdict).text == self_check.NOT_READY.vi
    line = next(n for n, c in enumerate(campaign.criteria.scored, assignment.FIRST) if c.code == "1.3")
    shown = made.sheet(assignment.TABLE.title.vi)
    assert shown.at(line, assignment.column("sign")).text == SIGNS[Mark.ROW_LOST].vi
    assert not [cell for sheet in made.sheets for cell in sheet.cells.values() if cell.kind is Kind.ERROR]
