"""Splitting: each officer gets a workbook and a message, the list tells who gets what, nothing handed in is lost."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cchc_xlsx import batch
from cchc_xlsx.batch.splitting import LIST
from cchc_xlsx.excel.read import read
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.campaign import Assignment
from cchc_xlsx.model.criteria import Criterion
from cchc_xlsx.model.parts import Owing
from cchc_xlsx.model.submission import Given
from cchc_xlsx.workbooks.handout import Handed
from cchc_xlsx.workbooks.handout.message import message
from cchc_xlsx.workbooks.tables import tables_in
from cchc_xlsx.workbooks.unit import fill_unit, parse_unit
from tests.builders import CRITERIA, SAVED, bytes_of, campaign, filled, founded, send, state_of

ROWS = (
    Assignment("", "Lê An", "1.1; 2.1"),
    Assignment("", "Trần Bình", "2.1; 1.2", "thay khi vắng"),
    Assignment("", "Trường A; Trường B", "1.2"),
    Assignment("", "Vắng", ""),
)
OF = campaign(assignments=ROWS)
NAMES = ["1-le-an", "2-tran-binh", "3-truong-a", "4-truong-b"]


@pytest.fixture
def folder(tmp_path):
    return founded(tmp_path / "dot", OF)


def submission(path):
    return parse_unit(read(path.read_bytes()), CRITERIA, path.name)


def listed(path):
    """Return the rows of the list, by what is in the column of officers."""
    rows = (row for table in tables_in(read(path.read_bytes())) if table.name == "parts" for row in table.rows)
    return {row.text("officer"): row for row in rows}


def issued(folder, **changes):
    """Put a workbook of the unit beside the campaign, as its clerk has it."""
    path = folder.root / "00101-xa-mot.xlsx"
    path.write_bytes(written(fill_unit(OF, OF.units[0], "vi", **changes)))
    return path


def test_everybody_named_gets_a_workbook_and_a_message_and_there_is_a_list(folder):
    (done,) = batch.split(folder, units=["00101"])
    assert done.folder == folder.issued / "00101-xa-mot-phan-viec"
    names = sorted(path.name for path in done.folder.iterdir())
    assert names == sorted([LIST, *(f"0{n}.{kind}" for n in NAMES for kind in ("xlsx", "txt"))])
    assert [each.owing.officer for each in done.handed] == ["Lê An", "Trần Bình", "Trường A", "Trường B", "Vắng", ""]
    for each in done.handed[:4]:
        found = submission(done.folder / each.file)
        assert found.assignee == each.owing.officer
        assert [e.criterion for e in found.entries] == [c.code for c in each.owing.criteria]


def test_without_units_the_parts_of_all_are_made_each_in_its_own_folder(folder):
    done = batch.split(folder)
    assert [each.folder.name for each in done] == [
        "00101-xa-mot-phan-viec", "00102-xa-hai-phan-viec", "00103-phuong-ba-phan-viec",
    ]  # fmt: skip
    assert batch.stale(folder) == [], "parts are no workbooks of units"


def test_the_list_tells_criteria_points_sharing_file_and_what_nobody_has(folder):
    (done,) = batch.split(folder, units=["00101"])
    rows = listed(done.folder / LIST)
    assert rows["Lê An"].text("codes") == "1.1; 2.1"
    assert (rows["Lê An"].text("criteria"), rows["Lê An"].text("maximum")) == ("2", "62.5")
    assert rows["Lê An"].text("shared") == "2.1: Trần Bình"
    assert rows["Lê An"].text("file") == "01-le-an.xlsx"
    assert rows["Trần Bình"].text("remark") == "thay khi vắng"
    assert rows["Vắng"].text("file") == ""
    assert rows["! Chưa giao cho ai"].text("codes") == "2.2"


def test_a_message_tells_what_to_do_to_whom_and_with_whom(folder):
    (done,) = batch.split(folder, units=["00101"])
    text = (done.folder / "02-tran-binh.txt").read_text(encoding="utf-8")
    for words in ("Kính gửi: Trần Bình", "02-tran-binh.xlsx", "1.2; 2.1", "42,5 điểm", "2.1: Lê An", "17:00",
                  "thay khi vắng", "người tổng hợp của Xã Một"):  # fmt: skip
        assert words in text, words
    english = batch.split(folder, language="en", units=["00101"])[0]
    text = (english.folder / "02-tran-binh.txt").read_text(encoding="utf-8")
    assert "To: Trần Bình" in text
    assert "42.5 points" in text


def test_what_the_units_workbook_holds_is_in_the_parts_and_its_own_assignment_counts(folder):
    named = (Given("1.1", ("Lê An", "Hoàng Dung")), Given("2.2", ("Hoàng Dung",)))
    scores = parse_unit(read(filled("00101", {"1.1": 7, "2.2": "KAD"}, OF)), CRITERIA).entries
    path = issued(folder, entries=scores, given=named)
    (done,) = batch.split(folder, path)
    assert done.folder == folder.root / "00101-xa-mot-phan-viec"
    assert [e.owing.officer for e in done.handed if e.file] == ["Lê An", "Hoàng Dung"]
    dung = submission(done.folder / next(e.file for e in done.handed if e.owing.officer == "Hoàng Dung"))
    assert {e.criterion: e.score.typed for e in dung.entries} == {"1.1": "7", "2.2": "KAD"}
    assert dung.entries[0].evidence == "Báo cáo năm"
    assert next(e for e in done.handed if not e.owing.officer).codes == "1.2; 2.1"


def test_splitting_twice_gives_the_same_bytes_and_changes_no_input(folder):
    path = issued(folder)
    before = state_of(folder.root)
    one = batch.split(folder, path)[0].folder
    first = bytes_of(one)
    batch.split(folder, path)
    assert bytes_of(one) == first
    assert {name: state for name, state in state_of(folder.root).items() if name in before} == before


def test_parts_of_an_earlier_run_that_do_not_hold_any_more_are_named_and_left(folder):
    (done,) = batch.split(folder, units=["00101"])
    path = issued(folder, given=[Given("1.1", ("Lê An",))], officers=())
    (again,) = batch.split(folder, path, to=done.folder)
    assert (done.folder / "02-tran-binh.xlsx") in again.stale
    assert (done.folder / "02-tran-binh.xlsx").is_file()
    assert not any(path.name == "01-le-an.xlsx" for path in again.stale)


def test_a_unit_without_an_assignment_has_no_parts_but_a_list_that_says_so(tmp_path):
    folder = founded(tmp_path / "d", campaign(assignments=()))
    (done,) = batch.split(folder, units=["00101"])
    assert [each.file for each in done.handed] == [""]
    assert listed(done.folder / LIST)["! Chưa giao cho ai"].text("criteria") == "4"


def test_what_is_no_workbook_of_a_unit_is_refused_with_the_reason(folder, tmp_path):
    (done,) = batch.split(folder, units=["00101"])
    with pytest.raises(batch.Wrong, match="only the part of “Lê An”"):
        batch.split(folder, done.folder / "01-le-an.xlsx")
    other = tmp_path / "x.xlsx"
    other.write_bytes(filled("00999", of=OF))
    with pytest.raises(batch.Wrong, match="00999"):
        batch.split(folder, other)
    other.write_bytes(b"")
    with pytest.raises(batch.Unreachable, match=r"x\.xlsx"):
        batch.split(folder, other)
    with pytest.raises(batch.Unreachable, match=r"gone\.xlsx"):
        batch.split(folder, tmp_path / "gone.xlsx")
    with pytest.raises(batch.Wrong, match="not both"):
        batch.split(folder, other, units=["00101"])


def test_nothing_is_written_among_what_came_back(folder):
    path = send(folder, "a.xlsx", filled("00101", of=OF), SAVED)
    with pytest.raises(batch.Wrong, match="nhan-ve"):
        batch.split(folder, path)
    assert sorted(p.name for p in folder.received.iterdir()) == ["a.xlsx"]
    (done,) = batch.split(folder, path, to=folder.root / "chia")
    assert done.folder == folder.root / "chia"


def test_points_are_left_out_of_a_message_where_no_maximum_is_known():
    for maximum, told in ((None, False), (Decimal("2.5"), True)):
        criterion = Criterion("1.1", "Kế hoạch", maximum)
        text = message(OF, OF.units[0], Handed(Owing("Lê An", (criterion,), (criterion,)), "1.1", "a.xlsx"), "vi")
        assert ("tối đa 2,5 điểm" in text) is told
        assert ("tối đa" in text) is told
