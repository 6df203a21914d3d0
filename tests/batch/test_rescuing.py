"""Rescuing: whatever can still be read of a workbook comes out in a fresh one of its unit, and the rest is said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from cchc_xlsx import batch
from cchc_xlsx.assigning import understood
from cchc_xlsx.excel.read import read
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.book import Book, Cell, Sheet, cell
from cchc_xlsx.model.campaign import Settings
from cchc_xlsx.model.criteria import CriteriaSet
from cchc_xlsx.model.finding import Severity
from cchc_xlsx.model.received import Refused
from cchc_xlsx.workbooks.tables import tables_in
from cchc_xlsx.workbooks.unit import fill_unit, parse_unit, self_score
from tests.builders import (
    CAMPAIGN,
    campaign,
    entries,
    file_of,
    filled,
    founded,
    merged,
    send,
    state_of,
    with_identity,
)
from tests.excel.test_salvage import spoilt, without_list

WRONG = {"1.1": 50, "1.2": "hai", "2.1": "2,5", "2.2": None}


@pytest.fixture
def folder(tmp_path):
    return founded(tmp_path / "dot")


def scores(path):
    entries = parse_unit(read(path.read_bytes()), CAMPAIGN.criteria).entries
    return {e.criterion: e.score.value for e in entries if e.score.value is not None}


def rescued(folder, data, name="hỏng.xlsx", **more):
    return batch.rescue(folder, send(folder, name, data), **more)


def told(result):
    return [mend.message.vi for mend in result.returned.mends]


def test_a_sound_workbook_is_poured_as_the_marked_up_copy_is(folder):
    result = rescued(folder, filled("00101", WRONG))
    assert result.path == folder.returned / "00101-xa-mot-cuu.xlsx"
    assert result.unit.code == "00101"
    assert scores(result.path) == {"1.1": 50, "2.1": cell_value("2.5")}
    assert result.blocking
    assert [table.name for table in tables_in(read(result.path.read_bytes()))].count("to_mend") == 1


def cell_value(text):
    from decimal import Decimal

    return Decimal(text)


def test_a_file_without_its_list_of_parts_loses_nothing_and_says_so(folder):
    data = without_list(filled("00101", WRONG))
    result = rescued(folder, data)
    assert scores(result.path) == {"1.1": 50, "2.1": cell_value("2.5")}
    (damage,) = (m for m in result.returned.mends if not m.rule)
    assert (damage.severity, damage.left.open) == (Severity.NOTE, False)


def test_a_lost_worksheet_is_said_and_its_scores_are_asked_for(folder):
    book = read(filled("00101"))
    number = [sheet.title for sheet in book.sheets].index("LV 2") + 1
    result = rescued(folder, spoilt(filled("00101"), f"xl/worksheets/sheet{number}.xml"))
    assert scores(result.path) == {"1.1": 40, "1.2": 20}
    assert result.blocking
    assert any(f"sheet{number}.xml" in text for text in told(result))
    assert {m.criterion for m in result.returned.open if m.rule == "S01"} == {"2.1", "2.2"}


def test_nothing_to_mend_is_nothing_to_mend(folder):
    result = rescued(folder, filled("00101"))
    assert not result.blocking
    assert result.returned.open == result.returned.leftovers == ()


def test_a_file_that_names_no_unit_needs_one_and_its_name_suggests_it(folder):
    bare = with_identity(lambda _text: "")
    for name, code in (("gui 00102 lan 2.xlsx", "00102"), ("xa-hai.xlsx", "00102"), ("bài nộp.xlsx", "00101")):
        with pytest.raises(batch.Wrong) as wrong:
            rescued(folder, filled("00101", after=bare), name)
        assert f"--unit {code}" in wrong.value.words.vi
    assert not folder.returned.exists() or not list(folder.returned.iterdir())
    result = rescued(folder, filled("00101", {"1.1": 7}, after=bare), "bài nộp.xlsx", unit="00102")
    assert result.path.name == "00102-xa-hai-cuu.xlsx"
    assert scores(result.path)["1.1"] == 7


def test_where_nothing_suggests_a_unit_none_is_guessed(folder):
    with pytest.raises(batch.Wrong) as wrong:
        rescued(folder, written(Book((Sheet("a", {(0, 0): cell("Bảng điểm")}),))), "a.xlsx")
    assert "--unit" in wrong.value.words.vi
    assert "ví dụ" not in wrong.value.words.vi


def test_two_identities_need_the_unit_to_be_named(folder):
    both = with_identity(lambda t: t.replace("00101", "00102"), sheets=lambda title: title == "LV 2")
    with pytest.raises(batch.Wrong, match="00101, 00102"):
        rescued(folder, filled("00101", after=both))
    result = rescued(folder, filled("00101", after=both), unit="00101")
    assert any("00102" in text for text in told(result))


def test_a_unit_that_is_not_of_the_campaign_is_refused(folder):
    with pytest.raises(batch.Wrong, match="09999"):
        rescued(folder, filled("00101"), unit="09999")
    with pytest.raises(batch.Wrong, match="09999"):
        rescued(folder, filled("09999"))


def test_last_years_workbook_is_poured_where_code_and_name_agree_and_the_rest_is_listed(folder):
    other = CriteriaSet(
        tuple(
            replace(c, name="Tiêu chí đã đổi tên") if c.code == "1.2" else c
            for c in CAMPAIGN.criteria
        )
    )  # fmt: skip
    last_year = understood(
        replace(CAMPAIGN, settings=Settings(id="nam-ngoai", name="Đợt trước", year=2023), criteria=other)
    )
    result = rescued(folder, filled("00101", {"1.1": 33, "1.2": 11}, of=last_year))
    assert scores(result.path) == {"1.1": 33, "2.1": cell_value("22.5"), "2.2": cell_value("17.5")}
    (left,) = (each for each in result.returned.leftovers if each.key == "self_score")
    assert (left.code, left.text) == ("1.2", "11")
    assert "Tiêu chí đã đổi tên" in left.why.vi
    assert result.blocking


def test_another_layout_is_no_obstacle(folder):
    newer = with_identity(lambda text: text.replace("|1|", "|99|"))
    assert scores(rescued(folder, filled("00101", after=newer)).path)["1.1"] == 40


def test_a_workbook_whose_criteria_changed_since_is_trusted_as_in_merging(tmp_path):
    changed = CriteriaSet(tuple(replace(c, name=f"{c.name} (mới)") for c in CAMPAIGN.criteria))
    folder = founded(tmp_path / "dot", campaign(criteria=changed))
    assert scores(rescued(folder, filled("00101")).path)["1.2"] == 20


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04", filled("00101")[:3000]], ids=range(4))
def test_what_holds_nothing_cannot_be_rescued_and_says_why(folder, data):
    with pytest.raises(batch.Unreachable) as trouble:
        rescued(folder, data)
    assert "hỏng.xlsx" in trouble.value.words.vi
    assert trouble.value.words.vi.endswith(".")


def test_a_file_that_is_not_there_cannot_be_rescued(folder, tmp_path):
    with pytest.raises(batch.Unreachable):
        batch.rescue(folder, tmp_path / "không có.xlsx")
    with pytest.raises(batch.Unreachable):
        batch.rescue(folder, tmp_path)


def test_what_came_back_is_never_touched(folder, tmp_path):
    send(folder, "a.xlsx", filled("00101", WRONG))
    before = state_of(folder.received)
    batch.rescue(folder, folder.received / "a.xlsx", to=tmp_path / "ra")
    assert state_of(folder.received) == before
    with pytest.raises(batch.Wrong):
        batch.rescue(folder, folder.received / "a.xlsx", to=folder.received)


def test_salvaging_is_for_rescuing_alone(folder):
    from cchc_xlsx.excel.door import open_book

    data = without_list(filled("00101"))
    assert isinstance(open_book(data), Refused)
    path = send(folder, "a.xlsx", data)
    _, taken = batch.check(folder, [path])
    assert [file.outcome.value for file in taken.files] == ["unreadable"]


def test_the_row_of_a_strange_code_is_listed_not_lost(folder):
    def strange(book):
        row = max(r for r, _ in book.sheet("LV 1").cells) + 1
        for key, value in (("key", "TC-8.8"), ("self_score", 4)):
            book = book.put("LV 1", (row, self_score.column(key)), cell(value))
        return book

    result = rescued(folder, filled("00101", after=strange))
    assert [(each.code, each.text) for each in result.returned.leftovers] == [("8.8", "4")]


def rebuilt(book):
    """Return a workbook as somebody types it anew: one sheet, our headings, no keys, no identity."""
    lines = {}
    for area in ("LV 1", "LV 2"):
        sheet = book.sheet(area)
        for (row, column), each in sheet.cells.items():
            if row >= 5 and column > 1 and not each.text.startswith("cchc/"):
                lines[(row + (0 if area == "LV 1" else 20), column)] = Cell(each.kind, each.text)
    return Book((Sheet("Bảng chấm", lines),))


def test_a_table_typed_anew_is_rescued_by_its_headings_and_codes(folder):
    made = entries(CAMPAIGN, {"1.1": Decimal("12.5")})
    book = rebuilt(fill_unit(CAMPAIGN, CAMPAIGN.by_unit["00102"], "vi", entries=made))
    result = rescued(folder, written(book), "tự kẻ lại.xlsx", unit="00102")
    assert scores(result.path) == {"1.1": Decimal("12.5"), "1.2": 20, "2.1": Decimal("22.5"), "2.2": Decimal("17.5")}
    told = merged(folder)
    assert file_of(told, "tự kẻ lại.xlsx")["outcome"] == "foreign"
    assert "cchc rescue" in next(f["fix"] for f in told["findings"] if f["file"] == "tự kẻ lại.xlsx")
