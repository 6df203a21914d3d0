"""A part of a unit's workbook: only what is its officer's, told apart from the whole, and true in every result."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_xlsx.assigning import understood
from cchc_xlsx.excel.read import read
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.campaign import LAYOUT, Assignment, Campaign, Settings, Unit
from cchc_xlsx.model.criteria import CriteriaSet, Criterion, Source
from cchc_xlsx.model.identity import Identity, identity_in, part_of
from cchc_xlsx.rules import inspect
from cchc_xlsx.workbooks.unit import fill_unit, identity, parse_unit
from cchc_xlsx.workbooks.unit.assignment import people_in
from tests.office import recalculated, require_office
from tests.rules.builders import campaign as ruled
from tests.rules.builders import identity as any_identity
from tests.rules.builders import only, received, submission
from tests.strategies import campaigns, entries, givens
from tests.workbooks.cases import crowd, every_entry, every_kind, in_turn, template
from tests.workbooks.test_unit_results import untrue

CRITERIA = CriteriaSet(
    (
        Criterion("1", "Chỉ đạo", Decimal(8)),
        Criterion("1.1", "Kế hoạch", Decimal(5)),
        Criterion("1.1.1", "Ban hành", Decimal(3)),
        Criterion("1.1.2", "Thực hiện", Decimal(2)),
        Criterion("1.2", "Báo cáo", Decimal(3)),
        Criterion("2", "Thủ tục", Decimal(6)),
        Criterion("2.1", "Một cửa", Decimal(2)),
        Criterion("2.2", "Trực tuyến", Decimal(4)),
        Criterion("2.3", "Thưởng", Decimal(1), source=Source.BONUS),
        Criterion("3", "Điều tra", Decimal(7), source=Source.SURVEY),
    )
)
CAMPAIGN = understood(
    Campaign(
        Settings("d-2024", "Đợt thử", 2024, superior="UBND tỉnh Mẫu", decision="Quyết định 1", sign_off="CHỦ TỊCH XÃ"),
        CRITERIA,
        (Unit("00101", "Xã Một"),),
        (Assignment("", "Lê An", "1.1; 2.1; 2.3"), Assignment("", "Trần Bình", "2.1; 1.2; 2.2")),
    )
)


def part(officer="Lê An", **more):
    return fill_unit(CAMPAIGN, CAMPAIGN.units[0], "vi", part=officer, **more)


def texts(book):
    return [cell.text for sheet in book.sheets for cell in sheet.cells.values()]


def test_a_part_holds_only_its_officers_criteria():
    found = parse_unit(part(), CRITERIA)
    assert [e.criterion for e in found.entries] == ["1.1.1", "1.1.2", "2.1", "2.3"]
    assert [g.criterion for g in found.given] == ["1.1.1", "1.1.2", "2.1", "2.3"]
    assert {p.criterion for p in found.printed} == {"1", "1.1", "1.1.1", "1.1.2", "2", "2.1", "2.3"}
    assert not any("Trực tuyến" in text or "Điều tra" in text for text in texts(part()))
    assert found.lacking == ()


def test_the_maximum_of_a_group_is_the_sum_of_what_is_there():
    maxima = {p.criterion: p.maximum for p in parse_unit(part(), CRITERIA).printed}
    assert maxima["1"] == maxima["1.1"] == 5
    assert maxima["2"] == 2, "a bonus stands beside the maximum"
    assert parse_unit(part("Trần Bình"), CRITERIA).printed[0].maximum == 3


def test_a_group_that_is_there_as_a_whole_keeps_its_maximum_whatever_its_sum():
    strange = CriteriaSet((Criterion("1", "", Decimal(9)), Criterion("1.1", "", Decimal(1)), Criterion("2", "", None)))
    assert strange.only(["1.1"]).criteria == strange.criteria[:2]
    assert strange.only(["2"]).criteria == strange.criteria[2:]
    assert strange.only([]).criteria == ()


def test_a_maximum_that_is_not_known_stays_unknown_above():
    unknown = CriteriaSet(tuple(Criterion(code, "", None) for code in ("1", "1.1", "1.2")))
    assert [c.maximum for c in unknown.only(["1.2"])] == [None, None]


def test_a_shared_criterion_names_the_others():
    given = {g.criterion: g.officers for g in parse_unit(part(), CRITERIA).given}
    assert given["2.1"] == ("Lê An", "Trần Bình")
    assert parse_unit(part("Trần Bình"), CRITERIA).assignee == "Trần Bình"


def test_the_identity_tells_the_part_in_all_four_carriers_and_keeps_the_whole_sets_fingerprint():
    whole = parse_unit(fill_unit(CAMPAIGN, CAMPAIGN.units[0], "vi"), CRITERIA)
    found = parse_unit(read(written(part())), CRITERIA)
    (told,) = found.identities
    assert told == Identity("d-2024", "00101", LAYOUT, CRITERIA.fingerprint, part_of("Lê An"))
    assert found.identities[told] == set(identity.CARRIERS)
    assert whole.identity == Identity("d-2024", "00101", LAYOUT, CRITERIA.fingerprint)


def test_names_that_differ_in_their_marks_alone_are_two_parts():
    names = ["Nguyễn Văn Tuân", "Nguyễn Văn Tuấn", "NGUYỄN VĂN TUÂN", "阮文俊", "Ban A; B"]
    assert len({part_of(name) for name in names}) == len(names)
    assert part_of(" Nguyễn  Văn Tuân ") == part_of("Nguyễn Văn Tuân")


@given(st.text(max_size=80))
def test_any_name_makes_an_identity_that_is_read_back(name):
    told = Identity("a", "1", 1, "A" * 12, part_of(name))
    assert identity_in(f"x {told} y") == told


def test_nothing_but_the_score_rows_can_be_typed_into():
    book = openpyxl.load_workbook(io.BytesIO(written(part())))
    for sheet in book.worksheets:
        assert sheet.protection.sheet, sheet.title
        open_cells = [c for row in sheet.iter_rows() for c in row if not c.protection.locked]
        assert bool(open_cells) == sheet.title.startswith("LV"), sheet.title
    assert not book["Phân công"].data_validations.dataValidation


def test_a_part_speaks_to_its_officer_and_of_no_chairmans_signature():
    said = "\n".join(texts(part()))
    assert "CHỦ TỊCH XÃ" not in said
    assert "NGƯỜI LẬP BIỂU" not in said
    assert "LÊ AN" in said
    assert "Người tổng hợp của Xã Một" in said
    assert "CHỦ TỊCH XÃ" in "\n".join(texts(fill_unit(CAMPAIGN, CAMPAIGN.units[0], "vi")))


def test_score_sheets_of_whole_and_part_can_be_filtered_by_officer():
    for book in (part(), fill_unit(CAMPAIGN, CAMPAIGN.units[0], "vi")):
        opened = openpyxl.load_workbook(io.BytesIO(written(book)))
        for sheet in (s for s in opened.worksheets if s.title.startswith("LV") and s["D7"].value is not None):
            first, last = sheet.auto_filter.ref.split(":")
            assert first.startswith("C")
            assert sheet["E6"].value == "Người thực hiện"
            assert last[0] >= "E"
            assert sheet.protection.autoFilter is False, "filtering is allowed on the locked sheet"


def test_a_part_is_refused_where_a_whole_workbook_is_wanted():
    told = any_identity(part=part_of("Trần Bình"))
    found = only(
        inspect(received(submission(identities={told: frozenset(identity.CARRIERS)})), ruled()), "part_of_workbook"
    )
    assert found.severity == "fatal"
    assert "cchc combine" in found.fix.vi


@given(st.data())
@settings(max_examples=25)
def test_a_part_written_and_read_is_the_same_book_and_holds_what_was_entered(data):
    campaign = data.draw(campaigns())
    named, entered = data.draw(givens(campaign.criteria)), data.draw(entries(campaign.criteria))
    officers = sorted({name for g in named for name in g.officers})
    for officer in officers[:1]:
        book = fill_unit(campaign, campaign.units[0], "vi", entries=entered, given=named, part=officer)
        assert read(written(book)) == book
        found = parse_unit(book, campaign.criteria)
        own = {g.criterion: g for g in named if officer in g.officers}
        assert {e.criterion: e for e in found.entries} == {e.criterion: e for e in entered if e.criterion in own}
        assert found.given == tuple(own.values())
        assert found.assignee == officer


# --- what LibreOffice makes of it

_HA_TRUNG = template("ha-trung-2023")
CASES = {
    "empty": (_HA_TRUNG, (), crowd(_HA_TRUNG, 6), "vi"),
    "filled": (_HA_TRUNG, in_turn(_HA_TRUNG), crowd(_HA_TRUNG, 6), "en"),
    "every kind": (every_kind(), every_entry(every_kind()), None, "vi"),
}


@pytest.mark.office
@pytest.mark.parametrize("name", CASES)
def test_every_stored_result_of_a_part_is_what_libreoffice_calculates(name, tmp_path):
    require_office()
    campaign, entered, named, language = CASES[name]
    officers = campaign.officers_of(campaign.units[0].code).values()
    names = (
        {n for given in named for n in given.officers}
        if named
        else {n for o in officers for n in people_in(";".join(o))}
    )
    for number, officer in enumerate(sorted(names)[:3]):
        book = fill_unit(campaign, campaign.units[0], language, entries=entered, given=named, part=officer)
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(written(book))
        calculated = read(recalculated(path, tmp_path / "out").read_bytes())
        assert sum(bool(cell.formula) for sheet in book.sheets for cell in sheet.cells.values()) > 50
        assert untrue(book, calculated) == [], officer
