"""A unit's workbook where there is much of everything, and names that programs stumble over."""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from cchc_xlsx.assigning import understood
from cchc_xlsx.excel.read import read
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.campaign import Assignment, Campaign, Settings, Unit
from cchc_xlsx.model.criteria import CriteriaSet, Criterion, Source
from cchc_xlsx.workbooks.unit import assignment, fill_unit, parse_unit, self_check, self_score
from tests.workbooks.cases import crowd, entry, in_turn, template


def sound(book):
    """Return a book's workbook as openpyxl opens it; nothing may be warned of, nothing changed by the way."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        data = written(book)
        workbook = openpyxl.load_workbook(io.BytesIO(data))
    assert read(data) == book
    for sheet in workbook:
        assert len(sheet.title) <= 31
        assert (
            max((len(str(c.value)) for row in sheet.iter_rows() for c in row if c.data_type == "f"), default=0) <= 8192
        )
        for row in sheet.row_dimensions.values():
            assert (row.height or 0) <= 409
        for part in (sheet.oddHeader, sheet.oddFooter):
            assert len(str(part)) <= 255
    return workbook


def small(areas=("1",), **settings):
    """Return a campaign with one criterion of one point in each area."""
    criteria = [
        c for a in areas for c in (Criterion(a, f"Lĩnh vực {a}", Decimal(1)), Criterion(f"{a}.1", "x", Decimal(1)))
    ]
    units = (Unit("00001", "Xã Một"),)
    return Campaign(replace(Settings("thu", "Thử", 2023, "UBND"), **settings), CriteriaSet(tuple(criteria)), units)


def filled(campaign, **more):
    return fill_unit(campaign, campaign.units[0], "vi", **more)


def test_twenty_five_officers_in_a_hundred_and_forty_criteria():
    campaign = template("bo-lon-gia-dinh")
    given = crowd(campaign, 25)
    book = filled(campaign, entries=in_turn(campaign), given=given)
    sound(book)
    submission = parse_unit(book, campaign.criteria)
    assert submission.given == given
    named = {name for g in given for name in g.officers}
    assert len(named) == 25
    assert named <= set(submission.officers)  # beside them those of the campaign, for the clerk to choose
    sheet = book.sheets[1]
    rows = range(assignment.FIRST, assignment.FIRST + len(submission.officers))
    counted = [int(sheet.at(row, assignment.beside("criteria")).text) for row in rows]
    assert sum(counted) == sum(len(g.officers) for g in given)


def test_an_area_of_sixty_rows():
    rows = [Criterion(f"1.{n}", f"Tiêu chí thứ {n}", Decimal(1)) for n in range(1, 60)]
    criteria = CriteriaSet((Criterion("1", "Lĩnh vực dài", Decimal(59)), *rows))
    campaign = replace(small(), criteria=criteria)
    book = filled(campaign, entries=[entry(c.code, 1, "x") for c in rows])
    sheet = sound(book)[book.sheets[2].title]
    total = sheet.cell(self_score.FIRST + 1, self_score.column("self_score") + 1)
    assert total.value == "=SUM(G8:G66)"
    assert book.sheets[2].at(self_score.FIRST, self_score.column("self_score")).text == "59"
    assert sheet.print_title_rows == "$6:$6"


@pytest.mark.parametrize(
    "name",
    [
        "Xã A & B", "Xã O'Hara", 'Phường "Mới"', "Xã <b>Đậm</b>", "&P&N&D", "'nháy đầu và cuối'", "=1+1", "@SUM(1)",
        "_x0041_", "Đặc khu " + "rất dài " * 30, "2 tháng 9", "&" * 120,
    ],
)  # fmt: skip
def test_a_units_name_may_be_anything(name):
    name = " ".join(name.split())
    campaign = small(name=name, superior=name, decision=name, sign_off=name)
    campaign = replace(campaign, units=(Unit("00001", name),))
    book = filled(campaign)
    workbook = sound(book)
    assert workbook[book.sheets[2].title].cell(2, 3).value.endswith(name.upper())
    left = workbook[book.sheets[2].title].oddHeader.left
    assert left.text.replace("&&", "&").startswith("ỦY BAN NHÂN DÂN\n")
    assert left.size == 11


def test_a_campaign_whose_name_begins_with_a_number_keeps_it_in_the_margin():
    book = filled(small(name="2023: đợt 1 & 2"))
    footer = sound(book)[book.sheets[2].title].oddFooter.left
    assert (footer.size, footer.text.strip()) == (10, "2023: đợt 1 && 2")


@pytest.mark.parametrize(
    "areas",
    [
        ("A", "a"), ("1/2", "1:2", "1?2"), ("x" * 40, "x" * 41, "x" * 42), ("[1]", "(1)"), ("I", "ı", "i"), ("1'", "1"),
        ("ß", "SS", "ss"), ("'", "''"), ("x" * 28 + "'y", "x" * 28),
    ],
)  # fmt: skip
def test_areas_whose_titles_would_clash_get_sheets_of_their_own(areas):
    campaign = small(areas)
    book = filled(campaign, entries=[entry(f"{a}.1", 1, "x") for a in areas])
    workbook = sound(book)
    titles = [title.casefold() for title in workbook.sheetnames]
    assert len(set(titles)) == len(titles) == len(areas) + 4
    assert [e.criterion for e in parse_unit(book, campaign.criteria).entries] == [f"{a}.1" for a in areas]
    for title in workbook.sheetnames:
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", title)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_area_is_found_by_formulas_whatever_its_title(language):
    campaign = small(("A", "a", "it's"))
    book = fill_unit(campaign, campaign.units[0], language)
    texts = " ".join(c.formula for s in book.sheets for c in s.cells.values())
    for sheet in book.sheets[2:5]:
        assert "'" + sheet.title.replace("'", "''") + "'!" in texts


def test_an_assignee_who_is_several_people_is_several_people():
    campaign = replace(small(("1", "2")), assignments=(
        Assignment("", "Ông A; Bà  B ;", "1"), Assignment("", "Bà B", "2"), Assignment("", "Ông A\nÔng C", "2"),
    ))  # fmt: skip
    book = filled(understood(campaign))
    submission = parse_unit(book, campaign.criteria)
    assert submission.officers == ("Ông A", "Bà B", "Ông C")
    assert [g.officers for g in submission.given] == [("Ông A", "Bà B"), ("Bà B", "Ông A", "Ông C")]
    sheet = book.sheets[1]
    assert [sheet.at(assignment.FIRST + n, assignment.beside("criteria")).text for n in range(3)] == ["2", "2", "1"]


def test_the_maximum_of_the_whole_leaves_bonus_and_penalty_out():
    criteria = (
        Criterion("1", "Chung", Decimal(100)),
        Criterion("2", "Thưởng", Decimal(3), source=Source.BONUS),
        Criterion("3", "Điều tra", Decimal(20), source=Source.SURVEY),
        Criterion("4", "Phạt", Decimal(5), source=Source.PENALTY),
    )
    campaign = replace(small(), criteria=CriteriaSet(criteria))
    book = filled(campaign, entries=[entry("1", 90), entry("2", 3), entry("4", -2)])
    sheet = book.sheet(self_check.TABLE.title.vi)
    row = next(row for (row, _), cell in sheet.cells.items() if cell.text == self_check.WHOLE_KEY)
    assert campaign.criteria.maximum == 120
    assert sheet.at(row, self_check.column("maximum")).text == "120"
    assert sheet.at(row, self_check.column("maximum")).formula.count(",") == 1  # two runs of rows: 1, and 3
    assert sheet.at(row, self_check.column("self_score")).text == "91"


def test_a_campaign_where_the_unit_has_nothing_to_score_still_has_a_workbook():
    criteria = CriteriaSet((Criterion("1", "Điều tra", Decimal(1), source=Source.SURVEY),))
    book = filled(replace(small(), criteria=criteria))
    sound(book)
    assert parse_unit(book, criteria).given == ()
    assert book.sheets[1].at(3, 2).text.endswith(": 0")


def test_a_long_decision_is_broken_into_lines_on_the_overview():
    decision = "Quyết định số 1 của Chủ tịch Ủy ban nhân dân tỉnh về việc ban hành Bộ tiêu chí " * 4
    book = filled(small(decision=decision.strip()))
    sheet = book.sheet(self_check.TABLE.title.vi)
    lines = [c.text for c in sheet.cells.values() if "Quyết định số" in c.text or "Ủy ban nhân dân tỉnh" in c.text]
    assert " ".join(lines) == f"({decision.strip()})"
    assert max(map(len, lines)) <= 120


def test_long_texts_are_shown_whole():
    """A row is as high as its longest text, broken into lines, asks for."""
    campaign = small()
    name = "Tỷ lệ hồ sơ thủ tục hành chính được giải quyết đúng hạn " * 4
    criteria = (campaign.criteria.criteria[0], replace(campaign.criteria.criteria[1], name=name.strip()))
    book = filled(replace(campaign, criteria=CriteriaSet(criteria)))
    sheet = sound(book)[book.sheets[2].title]
    width = sheet.column_dimensions["D"].width
    assert sheet.row_dimensions[self_score.FIRST + 2].height >= len(name) / (width * 1.2) * 14
    assert sheet.row_dimensions[self_score.FIRST + 1].height < 30
