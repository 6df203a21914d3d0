"""Combining: the parts that came back, whatever they are called, make the unit's workbook again; nothing is settled."""

from __future__ import annotations

import io
import itertools
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from cchc_xlsx import batch
from cchc_xlsx.excel.read import read
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.book import EMPTY, Cell, Kind, a1
from cchc_xlsx.model.campaign import Assignment
from cchc_xlsx.model.criteria import CriteriaSet
from cchc_xlsx.model.finding import Severity
from cchc_xlsx.model.parts import Turn
from cchc_xlsx.model.submission import Given
from cchc_xlsx.workbooks.tables import tables_in
from cchc_xlsx.workbooks.unit import fill_unit, parse_unit
from tests.builders import CRITERIA, SAVED, campaign, entries, founded, merged, send, state_of, unit_of
from tests.office import recalculated, require_office, type_into
from tests.workbooks.test_unit_results import untrue

ROWS = (
    Assignment("", "Lê An", "1.1; 2.1"),
    Assignment("", "Trần Bình", "2.1; 1.2"),
    Assignment("", "Hoàng Dung", "2.2"),
)
OF = campaign(assignments=ROWS)
AN, BINH, DUNG = "Lê An", "Trần Bình", "Hoàng Dung"


@pytest.fixture
def folder(tmp_path):
    return founded(tmp_path / "dot", OF)


@pytest.fixture
def desk(tmp_path):
    """Where the clerk keeps the unit's workbook and the parts."""
    desk = tmp_path / "xa-mot"
    (desk / "ve").mkdir(parents=True)
    return desk


def whole(desk, name="xa-mot.xlsx", unit=0, **changes):
    path = desk / name
    path.write_bytes(written(fill_unit(OF, OF.units[unit], "vi", **changes)))
    return path


def part(desk, officer, scores=None, *, of=OF, name="", unit=0, minutes=0, after=lambda book: book, **changes):
    """Put an officer's part among those that came back, saved that many minutes after the first."""
    codes = {c for c, names in of.officers_of(of.units[unit].code).items() if officer in names}
    found = [e for e in entries(of, scores) if e.criterion in codes]
    changes.setdefault("entries", found)
    book = fill_unit(of, of.units[unit], "vi", part=officer, **changes)
    path = desk / "ve" / (name or f"{officer}.xlsx")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(written(replace(after(book), saved=SAVED + timedelta(minutes=minutes))))
    return path


def scores(joined):
    found = parse_unit(read(joined.path.read_bytes()), CRITERIA).entries
    return {e.criterion: e.score.typed for e in found if e.score.typed}


def turns(joined):
    return {each.path: each.turn for each in joined.files}


def said(joined, severity=None):
    return [m.message.vi for m in joined.returned.mends if severity is None or m.severity is severity]


def test_all_parts_make_the_workbook_of_the_whole_unit(folder, desk):
    unit = whole(desk)
    for officer in (AN, BINH, DUNG):
        part(desk, officer)
    joined = batch.combine(folder, unit, [desk / "ve"])
    assert joined.path == desk / "xa-mot-ghep.xlsx"
    assert not joined.blocking
    assert scores(joined) == {"1.1": "40", "1.2": "20", "2.1": "22.5", "2.2": "17.5"}
    assert [(s.owing.officer, s.file, len(s.owing.owed)) for s in joined.shares] == [
        (AN, f"{AN}.xlsx", 0), (BINH, f"{BINH}.xlsx", 0), (DUNG, f"{DUNG}.xlsx", 0),
    ]  # fmt: skip


def test_the_combined_workbook_is_merged_like_any_other(folder, desk):
    for officer in (AN, BINH, DUNG):
        part(desk, officer)
    joined = batch.combine(folder, whole(desk), [desk / "ve"])
    send(folder, "00101.xlsx", joined.path.read_bytes())
    told = merged(folder)
    assert (unit_of(told, "00101")["status"], unit_of(told, "00101")["points"]) == ("complete", "100")


def test_a_part_by_itself_is_not_merged_and_the_unit_is_told_why(folder, desk):
    send(folder, "an.xlsx", part(desk, AN).read_bytes())
    told = merged(folder)
    assert unit_of(told, "00101")["status"] == "missing"
    assert [(f["outcome"], f["unit"]) for f in told["files"]] == [("excluded", "00101")]
    assert any(f["rule"] == "I12" and AN in f["message"] for f in told["findings"])


def test_what_is_still_owed_is_told_by_officer_with_points(folder, desk):
    part(desk, BINH, {"1.2": None})
    joined = batch.combine(folder, whole(desk), [desk / "ve"])
    owed = {s.owing.officer: ([c.code for c in s.owing.owed], s.owing.points_owed, s.file) for s in joined.shares}
    assert owed[AN][:1] == (["1.1"],)
    assert owed[AN][1] == 40
    assert owed[AN][2] == ""
    assert owed[BINH] == (["1.2"], 20, f"{BINH}.xlsx")
    messages = said(joined, Severity.WARNING)
    assert any(
        "“Hoàng Dung” còn 1/1 tiêu chí chưa chấm xong (17,5 điểm): 2.2; chưa gửi phần việc." in m for m in messages
    )
    assert any("“Trần Bình” còn 1/2" in m and f"đã gửi “{BINH}.xlsx”" in m for m in messages)
    assert joined.blocking


def test_two_different_scores_are_told_with_both_values_people_and_files(folder, desk):
    part(desk, AN, {"2.1": 20}, minutes=0)
    part(desk, BINH, {"2.1": 21}, minutes=99)
    part(desk, DUNG)
    joined = batch.combine(folder, whole(desk), [desk / "ve"])
    assert "2.1" not in scores(joined), "never the last one"
    (message,) = (m for m in joined.returned.mends if m.criterion == "2.1")
    for words in ("20 của “Lê An” trong “Lê An.xlsx”", "21 của “Trần Bình” trong “Trần Bình.xlsx”", "để trống"):
        assert words in message.message.vi
    assert message.points_at_stake == CRITERIA.by_code["2.1"].maximum
    (place,) = message.places
    row = read(joined.path.read_bytes()).sheet(place.sheet)
    assert row.at(place.row, 1).text == "TC-2.1"
    assert not any("Lê An” còn" in m for m in said(joined)), "they have given it"


def test_the_units_own_score_stays_where_a_part_differs(folder, desk):
    unit = whole(desk, entries=[e for e in entries(OF, {"1.1": 30}) if e.criterion == "1.1"])
    part(desk, AN, {"1.1": 35})
    joined = batch.combine(folder, unit, [desk / "ve"])
    assert scores(joined)["1.1"] == "30"
    assert any("30 có sẵn trong tệp của đơn vị; 35 của “Lê An”" in m and "giữ giá trị" in m for m in said(joined))


def test_later_parts_are_added_to_the_combined_workbook(folder, desk):
    an = part(desk, AN)
    first = batch.combine(folder, whole(desk), [an])
    second = batch.combine(folder, first.path, [part(desk, BINH), part(desk, DUNG)])
    assert second.path == desk / "xa-mot-ghep-2.xlsx"
    assert not second.blocking
    assert {s.owing.officer: s.file for s in second.shares} == {n: f"{n}.xlsx" for n in (AN, BINH, DUNG)}
    assert scores(second) == {"1.1": "40", "1.2": "20", "2.1": "22.5", "2.2": "17.5"}


def test_any_order_and_any_grouping_of_files_give_the_same_entries(folder, desk):
    files = [
        part(desk, AN, {"1.1": 10}, name="a1.xlsx"),
        part(desk, AN, {"1.1": 11, "2.1": 5}, name="a2.xlsx", minutes=5),
        part(desk, BINH, {"2.1": 6}, name="b.xlsx", minutes=1),
    ]
    unit = whole(desk)
    wanted = None
    for number, order in enumerate(itertools.permutations(files)):
        path = unit
        for step, batch_of in enumerate([order[:1], order[1:]] if number % 2 else [[f] for f in (*order, order[0])]):
            path = batch.combine(folder, path, batch_of, to=desk / f"{number}-{step}.xlsx").path
        found = parse_unit(read(path.read_bytes()), CRITERIA)
        result = (found.entries, set(found.entered))
        wanted = wanted or result
        assert result == wanted, [f.name for f in order]
    assert {e.criterion: e.score.typed for e in wanted[0] if e.score.typed} == {"1.1": "11", "1.2": "20"}


def test_of_two_files_of_one_officer_the_one_saved_last_counts_and_that_is_said(folder, desk):
    part(desk, AN, {"1.1": 10}, name="moi.xlsx", minutes=9)
    part(desk, AN, {"1.1": 20}, name="cu.xlsx")
    joined = batch.combine(folder, whole(desk), [desk / "ve"])
    assert scores(joined)["1.1"] == "10"
    assert turns(joined) == {"moi.xlsx": Turn.TAKEN, "cu.xlsx": Turn.SUPERSEDED}
    assert any("“cu.xlsx” không được lấy" in m and "moi.xlsx" in m for m in said(joined, Severity.WARNING))


def test_the_same_file_twice_counts_once_and_an_old_one_again_changes_nothing(folder, desk):
    an = part(desk, AN)
    (desk / "ve" / "bản sao.xlsx").write_bytes(an.read_bytes())
    first = batch.combine(folder, whole(desk), [desk / "ve"])
    assert sorted(turns(first).values()) == [Turn.SAME, Turn.TAKEN]
    second = batch.combine(folder, first.path, [an])
    assert turns(second) == {an.name: Turn.KNOWN}
    assert scores(second) == scores(first)
    assert second.returned.parts == 0


def test_parts_come_in_zips_and_folders_too(folder, desk):
    with zipfile.ZipFile(desk / "ve" / "gui.zip", "w") as archive:
        archive.write(part(desk, AN), "a.xlsx")
    (desk / "ve" / f"{AN}.xlsx").unlink()
    part(desk, BINH, name="sau/b.xlsx")
    joined = batch.combine(folder, whole(desk), [desk / "ve"])
    assert turns(joined) == {"gui.zip/a.xlsx": Turn.TAKEN, "sau/b.xlsx": Turn.TAKEN}


def unlike(desk, folder):
    """Yield what may lie among the parts, with what becomes of it."""
    yield part(desk, AN, unit=1, name="xa-hai.xlsx"), Turn.ANOTHER_UNIT, "Xã Hai (00102)"
    other = replace(OF, settings=replace(OF.settings, id="nam-truoc"))
    yield part(desk, AN, of=other, name="nam-truoc.xlsx"), Turn.REFUSED, "nam-truoc"
    yield whole(desk / "ve", "ca-don-vi.xlsx", entries=entries(OF)), Turn.WHOLE, "tệp chung của cả đơn vị"
    strange = campaign(assignments=(Assignment("", "Người Lạ", "1.1"),))
    yield part(desk, "Người Lạ", of=strange, name="la.xlsx"), Turn.STRANGER, "Người Lạ"
    (desk / "ve" / "rong.xlsx").write_bytes(b"")
    yield desk / "ve" / "rong.xlsx", Turn.REFUSED, "rong.xlsx"
    (desk / "ve" / "anh.jpg").write_bytes(b"\xff\xd8\xff\xe0 anh")
    yield desk / "ve" / "anh.jpg", Turn.REFUSED, "anh.jpg"


def test_what_is_no_part_of_this_unit_is_named_and_not_put_in(folder, desk):
    unit = whole(desk)
    for path, turn, words in unlike(desk, folder):
        joined = batch.combine(folder, unit, [path], to=desk / "kq.xlsx")
        assert turns(joined) == {path.name: turn}, path.name
        assert scores(joined) == {}
        assert joined.blocking
        assert any(words in message for message in said(joined, Severity.ERROR)), path.name


def test_the_values_of_a_stranger_are_listed_word_for_word(folder, desk):
    strange = campaign(assignments=(Assignment("", "Người Lạ", "1.1"),))
    joined = batch.combine(folder, whole(desk), [part(desk, "Người Lạ", {"1.1": 12}, of=strange)])
    assert ("1.1", "self_score", "12") in {(x.code, x.key, x.text) for x in joined.returned.leftovers}


def test_entries_outside_an_officers_rows_are_listed_and_not_put_in(folder, desk):
    """As when the clerk has given a criterion to somebody else since."""
    an = part(desk, AN, {"1.1": 33})
    named = (Given("1.1", (BINH,)), Given("2.1", (AN,)))
    joined = batch.combine(folder, whole(desk, given=named), [an])
    assert "1.1" not in scores(joined)
    assert scores(joined)["2.1"] == "22.5"
    left = {(x.code, x.key): x for x in joined.returned.leftovers}
    assert left["1.1", "self_score"].text == "33"
    assert left["1.1", "self_score"].place.cell
    assert an.name in left["1.1", "self_score"].why.vi
    assert any("không giao cho người này" in message for message in said(joined, Severity.ERROR))


def test_a_part_made_before_the_criteria_were_renamed_gives_only_what_is_called_the_same(folder, desk):
    old = CriteriaSet(tuple(replace(c, name="Tên cũ") if c.code == "1.1" else c for c in CRITERIA))
    joined = batch.combine(folder, whole(desk), [part(desk, AN, of=campaign(criteria=old, assignments=ROWS))])
    assert set(scores(joined)) == {"2.1"}
    assert any("Tên cũ" in x.why.vi and x.code == "1.1" for x in joined.returned.leftovers)
    assert any(m.rule == "I06" for m in joined.returned.mends)


def without(*codes):
    """Return a change of a book that deletes rows."""

    def after(book):
        for table in (t for t in tables_in(book) if t.name == "self_score"):
            for row in (r for r in table.rows if r.text("criterion") in codes):
                for place in row.places.values():
                    book = book.put(place.sheet, (place.row, place.column), EMPTY)
        return book

    return after


def without_scores(book):
    """Take away the key and the heading of the scores' column: then nothing tells which cells are scores."""
    for table in (t for t in tables_in(book) if t.name == "self_score"):
        for (row, column), cell in table.sheet.cells.items():
            if cell.text == "self_score":
                book = book.put(table.sheet.title, (row, column), EMPTY)
                book = book.put(table.sheet.title, (row + 1, column), EMPTY)
    return book


def test_a_row_of_their_own_that_an_officer_has_deleted_is_told(folder, desk):
    joined = batch.combine(folder, whole(desk), [part(desk, AN, after=without("1.1"))])
    (told,) = (m for m in joined.returned.mends if m.rule == "L03")
    assert "1.1" in told.message.vi
    assert not any(code in told.message.vi for code in ("1.2", "2.2")), "what is not theirs is not missing"
    assert scores(joined) == {"2.1": "22.5"}


def test_a_part_whose_scores_cannot_be_found_is_refused_and_not_taken_for_empty(folder, desk):
    joined = batch.combine(folder, whole(desk), [part(desk, AN, after=without_scores)])
    assert list(turns(joined).values()) == [Turn.REFUSED]
    assert not next(s for s in joined.shares if s.owing.officer == AN).file
    assert joined.blocking


def test_who_gave_what_in_which_file_stands_in_the_workbook(folder, desk):
    part(desk, AN)
    joined = batch.combine(folder, whole(desk), [desk / "ve"])
    (table,) = (t for t in tables_in(read(joined.path.read_bytes())) if t.name == "entered")
    rows = {(row.text("criterion"), row.text("key")): row for row in table.rows}
    row = rows["1.1", "self_score"]
    assert [row.text(key) for key in ("value", "officer", "file")] == ["40", AN, f"{AN}.xlsx"]
    assert len(row.text("sha256")) == 64


def test_an_x_on_the_sheet_of_who_entered_what_decides_a_dispute(folder, desk):
    files = [part(desk, AN, {"2.1": 20}), part(desk, BINH, {"2.1": 21})]
    first = batch.combine(folder, whole(desk), files)
    book = read(first.path.read_bytes())
    (table,) = (t for t in tables_in(book) if t.name == "entered")
    row = next(r for r in table.rows if r.text("officer") == BINH and r.text("criterion") == "2.1")
    place = row.places["choose"]
    book = book.put(place.sheet, (place.row, place.column), Cell(Kind.TEXT, "x"))
    first.path.write_bytes(written(book))
    second = batch.combine(folder, first.path, files)
    assert scores(second)["2.1"] == "21"
    assert second.disputes == ()
    assert batch.combine(folder, second.path, files).disputes == ()


def test_two_x_on_one_dispute_decide_nothing_and_are_told_with_their_cells(folder, desk):
    files = [part(desk, AN, {"2.1": 20}), part(desk, BINH, {"2.1": 21})]
    first = batch.combine(folder, whole(desk), files)
    book = read(first.path.read_bytes())
    (table,) = (t for t in tables_in(book) if t.name == "entered")
    rows = [row for row in table.rows if row.text("criterion") == "2.1" and row.text("key") == "self_score"]
    places = [row.places["choose"] for row in rows]
    for place in places:
        book = book.put(place.sheet, (place.row, place.column), Cell(Kind.TEXT, "x"))
    first.path.write_bytes(written(book))
    second = batch.combine(folder, first.path, files)
    assert [dispute.criterion for dispute in second.disputes] == ["2.1"]
    (message,) = (text for text in said(second, Severity.ERROR) if "đánh x" in text)
    assert len(places) == 2
    assert all(str(place) in message for place in places)
    assert f"“{first.path.name}”" in message
    assert second.blocking


def test_two_x_on_scores_that_are_the_same_decide(folder, desk):
    files = [part(desk, AN, {"2.1": 20}), part(desk, BINH, {"2.1": 20})]
    first = batch.combine(folder, whole(desk), files)
    assert not [text for text in said(first) if "đánh x" in text]


def test_a_part_given_twice_is_told_by_its_path(folder, desk):
    one = part(desk, AN)
    other = desk / "gửi lại" / one.name
    other.parent.mkdir()
    other.write_bytes(one.read_bytes())
    joined = batch.combine(folder, whole(desk), [one, other])
    assert set(turns(joined)) == {one.as_posix(), other.as_posix()}
    assert sorted(turns(joined).values()) == [Turn.SAME, Turn.TAKEN]


def test_a_dispute_survives_a_second_round_of_splitting(folder, desk):
    first = batch.combine(folder, whole(desk), [part(desk, AN, {"2.1": 20}), part(desk, BINH, {"2.1": 21})])
    (done,) = batch.split(folder, first.path, to=desk / "vong-2")
    again = [done.folder / each.file for each in done.handed if each.file]
    given = {}
    for each in (e for e in done.handed if e.owing.officer in (AN, BINH)):
        found = parse_unit(read((done.folder / each.file).read_bytes()), CRITERIA).entries
        given[each.owing.officer] = next(e.score.typed for e in found if e.criterion == "2.1")
    assert given == {AN: "20", BINH: "21"}, "each finds their own again"
    for path in again:  # the officers open and save them
        path.write_bytes(written(replace(read(path.read_bytes()), saved=SAVED + timedelta(days=1))))
    second = batch.combine(folder, first.path, again)
    assert [d.criterion for d in second.disputes] == ["2.1"]


def test_an_input_is_never_overwritten_nor_changed(folder, desk):
    unit, an = whole(desk), part(desk, AN)
    before = state_of(desk)
    with pytest.raises(batch.Wrong, match="not overwritten"):
        batch.combine(folder, unit, [an], to=unit)
    with pytest.raises(batch.Wrong, match="not overwritten"):
        batch.combine(folder, unit, [an], to=an)
    batch.combine(folder, unit, [an])
    assert {name: state for name, state in state_of(desk).items() if name in before} == before


def test_the_same_run_twice_writes_one_file_and_a_result_that_somebody_changed_is_kept(folder, desk):
    unit, an = whole(desk), part(desk, AN)
    first = batch.combine(folder, unit, [an])
    assert batch.combine(folder, unit, [an]).path == first.path
    first.path.write_bytes(first.path.read_bytes() + b" ")
    assert batch.combine(folder, unit, [an]).path == desk / "xa-mot-ghep-2.xlsx"


def test_what_splitting_puts_beside_the_parts_is_passed_over(folder, desk):
    unit = whole(desk)
    (done,) = batch.split(folder, unit, to=desk / "ve")
    joined = batch.combine(folder, unit, [desk])
    assert {name: turn for name, turn in turns(joined).items() if turn is not Turn.TAKEN} == dict.fromkeys(
        ("xa-mot.xlsx", "ve/danh-sach.xlsx", *(f"ve/{e.file[:-5]}.txt" for e in done.handed if e.file)),
        Turn.PASSED_OVER,
    )
    assert scores(joined) == {}
    assert all(share.file for share in joined.shares)


def test_what_cannot_be_a_units_workbook_or_is_not_there_is_refused(folder, desk):
    an = part(desk, AN)
    with pytest.raises(batch.Wrong, match="only the part"):
        batch.combine(folder, an, [an])
    with pytest.raises(batch.Unreachable):
        batch.combine(folder, whole(desk), [desk / "gone.xlsx"])
    with pytest.raises(batch.Wrong, match="nhan-ve"):
        batch.combine(folder, whole(desk), [an], to=folder.received / "x.xlsx")


def test_many_documents_of_one_criterion_are_all_kept(folder, desk):
    def named(officer, title):
        changed = [replace(e, evidence=title) for e in entries(OF) if e.criterion == "2.1"]
        return part(desk, officer, entries=changed)

    joined = batch.combine(folder, whole(desk), [named(BINH, "Tờ trình"), named(AN, "Kế hoạch")])
    entry = next(e for e in parse_unit(read(joined.path.read_bytes()), CRITERIA).entries if e.criterion == "2.1")
    assert entry.evidence == "Kế hoạch; Tờ trình", "in the order of the assignment"
    assert entry.evidence_number == "12/BC-UBND; 12/BC-UBND"


def test_a_macro_in_a_part_is_told_and_its_values_are_taken(folder, desk):
    path = part(desk, AN)
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/vbaProject.bin", b"\0")
    path.write_bytes(out.getvalue())
    joined = batch.combine(folder, whole(desk), [path])
    assert scores(joined)["1.1"] == "40"
    assert any(m.rule.startswith("F") for m in joined.returned.mends)


# --- LibreOffice


def places(path):
    """Return the cell of each criterion's column in a workbook: (sheet, cell) by (code, key)."""
    rows = (r for t in tables_in(read(path.read_bytes())) if t.name == "self_score" for r in t.rows)
    return {(r.text("criterion"), key): (p.sheet, a1(p.row, p.column)) for r in rows for key, p in r.places.items()}


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_parts_typed_into_and_saved_by_libreoffice_combine_as_those_filled_by_a_program(folder, desk, kind):
    require_office(uno=True)
    unit = whole(desk)
    (done,) = batch.split(folder, unit, to=desk / "chia")
    typed = {("1.1", "self_score"): 38.5, ("1.1", "evidence"): "Kế hoạch", ("1.1", "explanation"): "Chậm",
             ("2.1", "self_score"): "KAD", ("2.1", "explanation"): "Không phát sinh", ("1.2", "self_score"): 0,
             ("1.2", "explanation"): "Chưa làm"}  # fmt: skip
    for each in (e for e in done.handed if e.owing.officer in (AN, BINH)):
        path = done.folder / each.file
        where = places(path)
        cells = {where[key]: value for key, value in typed.items() if key in where}
        type_into(path, desk / "ve" / f"{path.stem}.{kind}", cells, save_as=kind)
    joined = batch.combine(folder, unit, sorted((desk / "ve").glob(f"*.{kind}")))
    found = {e.criterion: e for e in parse_unit(read(joined.path.read_bytes()), CRITERIA).entries}
    assert scores(joined) == {"1.1": "38.5", "2.1": "KAD", "1.2": "0"}
    assert (found["1.1"].evidence, found["1.1"].explanation) == ("Kế hoạch", "Chậm")
    assert found["2.1"].explanation == "Không phát sinh"
    assert [s.owing.officer for s in joined.shares if s.file] == [AN, BINH]
    saved = recalculated(joined.path, desk / "mo-lai")
    assert untrue(read(joined.path.read_bytes()), read(saved.read_bytes())) == []
    later = batch.combine(folder, saved, [part(desk, DUNG)])
    assert scores(later) == {**scores(joined), "2.2": "17.5"}
    assert later.disputes == ()
    assert datetime.min not in [e.saved for e in parse_unit(read(later.path.read_bytes()), CRITERIA).entered]
