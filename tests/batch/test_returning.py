"""Back to the sender: who gets a copy, what stands in it, and that it counts like any other when it comes back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_xlsx import batch, rules
from cchc_xlsx.batch.intake import take_in
from cchc_xlsx.batch.returning import answered
from cchc_xlsx.excel.read import read
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.book import EMPTY, a1, cell
from cchc_xlsx.model.finding import Severity
from cchc_xlsx.model.received import Received
from cchc_xlsx.model.returned import Left
from cchc_xlsx.workbooks.tables import tables_in
from cchc_xlsx.workbooks.unit import fill_unit, parse_unit, self_score
from cchc_xlsx.workbooks.unit.pouring import pour
from tests import office
from tests.builders import (
    CAMPAIGN,
    UNITS,
    Failing,
    bytes_of,
    campaign,
    cchc,
    filled,
    founded,
    merged,
    send,
    state_of,
    unit_of,
    with_identity,
)
from tests.strategies import campaigns, entries, givens

WRONG = {"1.1": 50, "1.2": "hai", "2.1": "2,5", "2.2": None}
LATER = datetime(2024, 11, 25, 1)


@pytest.fixture
def folder(tmp_path):
    return founded(tmp_path / "dot")


def returned(folder, *, files=(), **more):
    of, taken = batch.check(folder, files)
    return batch.return_copies(folder, of, taken, **more)


def book_of(folder, unit="00101"):
    (path,) = folder.returned.glob(f"{unit}-*.xlsx")
    return read(path.read_bytes())


def text_of(folder, unit="00101"):
    (path,) = folder.returned.glob(f"{unit}-*.txt")
    return path.read_bytes().decode("utf-8")


def lines_of(book, name="to_mend"):
    return [row for table in tables_in(book) if table.name == name for row in table.rows]


def rows(book, title):
    """Return the rows of a score sheet by code."""
    column = self_score.column("criterion")
    return {c.text: r for (r, k), c in book.sheet(title).cells.items() if k == column and c.text}


def typed(book, title, code, value, key="self_score"):
    return book.put(title, (rows(book, title)[code], self_score.column(key)), cell(value) if value != "" else EMPTY)


# --- who gets one


def test_a_unit_with_something_to_mend_gets_a_copy_and_a_message_under_its_own_name(folder):
    send(folder, "a.xlsx", filled("00101", WRONG))
    send(folder, "b.xlsx", filled("00102"))
    batch.generate(folder)
    copies = returned(folder)
    assert [path.name for path in copies.written] == ["00101-xa-mot.xlsx"]
    assert {path.name for path in folder.returned.iterdir()} == {"00101-xa-mot.xlsx", "00101-xa-mot.txt"}
    assert (folder.issued / "00101-xa-mot.xlsx").exists()


def test_notes_alone_make_no_copy_but_stand_in_one_that_is_made(folder):
    def vague(book):
        return typed(book, "LV 1", "1.1", "đầu năm", "evidence_date")

    send(folder, "a.xlsx", filled("00101", after=vague))
    send(folder, "b.xlsx", filled("00102", {"1.2": 50}, after=vague))
    _, taken = batch.check(folder)
    assert {(f.rule, f.severity) for f in taken.findings if f.unit == "00101"} == {("E04", Severity.NOTE)}
    assert [path.name for path in returned(folder).written] == ["00102-xa-hai.xlsx"]
    assert "E04" in {m.rule for m in answer(folder, "00102").returned.mends}


def answer(folder, unit):
    of, taken = batch.check(folder)
    received = taken.intake.counted[unit]
    found = [f for f in taken.findings if f.unit == unit]
    return answered(received, pour(received.content, of, unit), found, of, of.by_unit[unit], "vi", f"{unit}.xlsx")


def test_being_late_or_replaced_gives_nothing_to_mend_and_makes_no_copy(tmp_path):
    folder = founded(tmp_path / "dot", campaign(deadline=datetime(2024, 11, 1)))
    send(folder, "a.xlsx", filled("00101", saved=LATER))
    send(folder, "cũ/a.xlsx", filled("00101", {"1.1": 3}))
    _, taken = batch.check(folder)
    assert {"U02", "U04"} <= {f.rule for f in taken.findings}
    assert returned(folder).written == ()


def test_a_file_that_does_not_count_is_answered_where_it_says_whose_it_is(folder):
    def without_scores(book):
        return replace(book, sheets=tuple(s for s in book.sheets if not s.title.startswith("LV")))

    send(folder, "a.xlsx", filled("00101", after=without_scores))
    send(folder, "b.xlsx", filled("09999"))
    send(folder, "c.xlsx", filled("00103", of=campaign(id="nam-ngoai")))
    send(folder, "d.pdf", b"%PDF-1.4")
    assert [path.name for path in returned(folder).written] == ["00101-xa-mot.xlsx"]
    lines = lines_of(book_of(folder))
    assert lines[0].text("severity").startswith("✗✗")
    assert sum(int(line.text("count")) for line in lines if line.text("message").startswith("Chưa nhập điểm")) == 4


def test_of_several_unusable_files_the_one_saved_last_is_answered(folder):
    newer = with_identity(lambda t: t.replace("|1|", "|99|"))
    send(folder, "a.xlsx", filled("00101", {"1.1": 7}, after=newer, saved=LATER))
    send(folder, "b.xlsx", filled("00101", {"1.1": 5}, after=newer))
    returned(folder)
    book = book_of(folder)
    assert book.sheet("LV 1").at(rows(book, "LV 1")["1.1"], self_score.column("self_score")).text == "7"
    assert "“b.xlsx”" not in text_of(folder)


def test_copies_that_do_not_hold_any_more_are_named_and_left_alone(folder):
    send(folder, "a.xlsx", filled("00101", WRONG))
    returned(folder)
    before = bytes_of(folder.returned)
    send(folder, "a.xlsx", filled("00101"))
    copies = returned(folder)
    assert copies.written == ()
    assert [path.name for path in copies.stale] == ["00101-xa-mot.xlsx", "00101-xa-mot.txt"]
    assert bytes_of(folder.returned) == before


def test_looking_at_one_file_says_nothing_of_the_copies_of_other_units(folder):
    send(folder, "a.xlsx", filled("00101", WRONG))
    other = send(folder, "b.xlsx", filled("00102"))
    returned(folder)
    copies = returned(folder, files=[other], whole=False)
    assert (copies.written, copies.stale) == ((), ())


# --- what stands in it


def test_everything_entered_is_in_the_copy_and_the_scores_are_the_same(folder):
    send(folder, "a.xlsx", filled("00101", WRONG))
    sent = parse_unit(read((folder.received / "a.xlsx").read_bytes()), CAMPAIGN.criteria)
    told = merged(folder)
    returned(folder)
    copy = parse_unit(book_of(folder), CAMPAIGN.criteria)
    assert copy.identity == sent.identity
    for mine, theirs in zip(copy.entries, sent.entries, strict=True):
        assert (mine.criterion, mine.score.value, mine.score.state) == (
            theirs.criterion, theirs.score.value, theirs.score.state
        )  # fmt: skip
        assert (mine.evidence, mine.explanation, mine.remark) == (theirs.evidence, theirs.explanation, theirs.remark)
    assert (copy.given, copy.officers) == (sent.given, sent.officers)
    (folder.received / "a.xlsx").unlink()
    send(folder, "tra-loi.xlsx", next(folder.returned.glob("*.xlsx")).read_bytes())
    again = merged(folder)
    first, second = unit_of(told, "00101"), unit_of(again, "00101")
    keys = ("points", "maximum", "index", "areas")
    assert {key: first[key] for key in keys} == {key: second[key] for key in keys}
    assert [(c["code"], c["score"], c["state"]) for c in first["criteria"]] == [
        (c["code"], c["score"], c["state"]) for c in second["criteria"]
    ]


RIGHT = (("LV 1", "1.1", 40), ("LV 1", "1.2", Decimal("12.5")), ("LV 2", "2.2", 17))


def calculated(book, unit=UNITS[0]):
    """Return a copy as a program leaves it that calculates: the results stored anew, the first sheet as it was."""
    filled_in = parse_unit(book, CAMPAIGN.criteria)
    fresh = fill_unit(CAMPAIGN, unit, "vi", entries=filled_in.entries, given=filled_in.given)
    return replace(fresh, sheets=(book.sheets[0], *fresh.sheets))


def test_a_corrected_copy_comes_back_complete_and_needs_no_other(folder):
    send(folder, "a.xlsx", filled("00101", WRONG))
    returned(folder)
    book = book_of(folder)
    for title, code, value in RIGHT:
        book = typed(book, title, code, value)
    send(folder, "b.xlsx", written(replace(calculated(book), saved=LATER)))
    told = merged(folder)
    assert unit_of(told, "00101")["status"] == "complete"
    assert unit_of(told, "00101")["file"] == "b.xlsx"
    assert not [f for f in told["findings"] if f["file"] == "b.xlsx"]
    copies = returned(folder)
    assert copies.written == ()
    assert len(copies.stale) == 2


@pytest.mark.office
def test_a_copy_mended_in_a_spreadsheet_program_comes_back_complete(folder, tmp_path):
    send(folder, "a.xlsx", filled("00101", WRONG))
    (path,) = returned(folder).written
    book = book_of(folder)
    cells = {(t, a1(rows(book, t)[code], self_score.column("self_score"))): float(v) for t, code, v in RIGHT}
    out = office.type_into(path, tmp_path / "out" / "b.xlsx", cells)
    send(folder, "b.xlsx", out.read_bytes())
    told = merged(folder)
    assert unit_of(told, "00101")["file"] == "b.xlsx"
    assert unit_of(told, "00101")["status"] == "complete"
    assert returned(folder).written == ()
    assert any(sheet.title == "Cần sửa" for sheet in read(out.read_bytes()).sheets)


@pytest.mark.office
def test_what_a_copy_shows_is_what_a_spreadsheet_program_calculates(folder, tmp_path):
    send(folder, "a.xlsx", filled("00101", WRONG))
    (path,) = returned(folder).written
    again = read(office.recalculated(path, tmp_path / "out").read_bytes())
    for sheet in book_of(folder).sheets:
        for at, each in sheet.cells.items():
            if each.formula:
                assert again.sheet(sheet.title).at(*at).text == each.text, (sheet.title, a1(*at))


def test_a_copy_of_a_copy_lists_what_is_still_wrong_and_only_that(folder):
    send(folder, "a.xlsx", filled("00101", WRONG))
    returned(folder)
    send(folder, "b.xlsx", written(replace(typed(book_of(folder), "LV 1", "1.1", 40), saved=LATER)))
    returned(folder)
    lines = lines_of(book_of(folder))
    assert {line.text("criterion") for line in lines} & {"1.1", "1.2", "2.2"} == {"1.2", "2.2"}
    assert len([s for s in book_of(folder).sheets if s.title == "Cần sửa"]) == 1


def test_what_pouring_mends_is_told_as_mended_and_no_cell_is_marked_for_it(folder):
    def over(book):
        return book.put("LV 1", (self_score.FIRST, self_score.column("self_score")), cell(7))

    send(folder, "a.xlsx", filled("00101", {"2.1": "2,5"}, after=over))
    made = answer(folder, "00101")
    left = {mend.rule: mend.left for mend in made.returned.mends}
    assert left["T01"] is left["S09"] is Left.MENDED
    assert not any(sheet.look.notes for sheet in made.book.sheets)
    copy = parse_unit(made.book, CAMPAIGN.criteria)
    assert [e.score.typed for e in copy.entries if e.criterion == "2.1"] == ["2.5"]
    assert all(total.formula for total in copy.totals)


def test_a_row_that_was_deleted_is_there_again_and_asks_for_its_score(folder):
    def without(book):
        row = rows(book, "LV 1")["1.2"]
        for column in range(20):
            book = book.put("LV 1", (row, column), EMPTY)
        return book

    send(folder, "a.xlsx", filled("00101", after=without))
    left = Counter((mend.rule, mend.left) for mend in answer(folder, "00101").returned.mends)
    assert left["L03", Left.TO_CHECK] == 1
    assert left["S01", Left.TO_MEND] == 1


def test_what_could_not_be_placed_is_listed_with_its_place_and_to_be_checked(folder):
    def with_strange_rows(book):
        last = max(r for r, _ in book.sheet("LV 1").cells) + 1
        for offset, (code, score, proof) in enumerate((("9.9", 3, "chỗ lạ"), ("1.1", 4, "bản khác"))):
            for key, value in (("key", f"TC-{code}"), ("self_score", score), ("evidence", proof)):
                book = book.put("LV 1", (last + offset, self_score.column(key)), cell(value))
        return book

    send(folder, "a.xlsx", filled("00101", after=with_strange_rows))
    returned(folder)
    book = book_of(folder)
    listed = [(row.text("code"), row.text("column"), row.text("text")) for row in lines_of(book, "not_placed")]
    assert ("9.9", "Điểm tự chấm", "3") in listed
    assert ("1.1", "Tài liệu kiểm chứng: tên, trích yếu", "bản khác") in listed
    assert all(row.text("place").startswith("LV 1!") for row in lines_of(book, "not_placed"))
    lines = {line.text("message")[:12]: line.text("left") for line in lines_of(book)}
    assert set(lines.values()) >= {"? Cần kiểm tra"}
    assert "chưa đặt được" in text_of(folder)


@given(st.data())
def test_every_finding_of_a_submission_is_told_exactly_once(data):
    of = data.draw(campaigns())
    unit = of.units[0]
    book = fill_unit(of, unit, "vi", entries=data.draw(entries(of.criteria)), given=data.draw(givens(of.criteria)))
    received = Received("a.xlsx", "0", None, parse_unit(book, of.criteria, "a.xlsx"))
    found = rules.inspect(received, of)
    made = answered(received, pour(received.content, of, unit.code), found, of, unit, "vi", "b.xlsx")
    assert Counter((m.rule, m.criterion) for m in made.returned.mends) == Counter((f.rule, f.criterion) for f in found)
    assert sum(int(row.text("count")) for row in lines_of(made.book)) == len(found)
    assert {m.message for m in made.returned.mends} == {without_place(f) for f in found}


def without_place(finding):
    bare = (text.removeprefix(f"{finding.place}: ") for text in finding.message)
    return tuple(text[:1].upper() + text[1:] for text in bare)


def test_no_other_units_data_is_in_copy_or_message(folder):
    for unit, proof in (("00101", "riêng của Một"), ("00102", "riêng của Hai")):
        after = lambda book, proof=proof: typed(book, "LV 1", "1.1", proof, "evidence")  # noqa: E731
        send(folder, f"{unit}.xlsx", filled(unit, WRONG, after=after))
    returned(folder)
    for unit, other in ((UNITS[0], UNITS[1]), (UNITS[1], UNITS[0])):
        told = text_of(folder, unit.code)
        told += "\n".join(c.text for s in book_of(folder, unit.code).sheets for c in s.cells.values())
        assert unit.name in told
        for foreign in (other.name, other.code, other.email, other.name.upper(), f"riêng của {other.name[3:]}"):
            assert foreign not in told
        assert "@" not in told


def test_the_message_is_plain_text_as_windows_keeps_it(folder):
    send(folder, "a.xlsx", filled("00101", WRONG))
    returned(folder)
    raw = next(folder.returned.glob("*.txt")).read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n") > 10
    text = text_of(folder)
    assert text.startswith("Kính gửi: Xã Một\r\n")
    assert "“a.xlsx”" in text
    assert "Điểm tự chấm 50 vượt điểm tối đa 40 của tiêu chí 1.1." in text
    assert "17:00 ngày 30/11/2024" in text
    assert text.rstrip().endswith("UBND tỉnh Mẫu")


def test_places_in_the_copy_are_where_the_copy_has_them(folder):
    """The sender renamed, moved and shifted; what the copy says leads to the right cells of the copy."""

    def mangled(book):
        sheets = []
        for sheet in reversed(book.sheets):
            moved = {(r + 3, c): each for (r, c), each in sheet.cells.items()}
            sheets.append(replace(sheet, title=f"X{len(sheets)}", cells=moved))
        return replace(book, sheets=tuple(sheets))

    send(folder, "a.xlsx", filled("00101", WRONG, after=mangled))
    made = answer(folder, "00101")
    for mend in made.returned.mends:
        if mend.left is Left.TO_MEND:
            (place,) = mend.places
            sheet = made.book.sheet(place.sheet)
            assert sheet.at(place.row, self_score.column("criterion")).text == mend.criterion
            assert (place.row, place.column) in sheet.look.notes


# --- how it is written


def test_the_same_folder_gives_the_same_bytes(folder, tmp_path):
    for n, unit in enumerate(("00101", "00102", "00103")):
        send(folder, f"{n}.xlsx", filled(unit, WRONG))
    returned(folder)
    first = bytes_of(folder.returned)
    returned(folder, to=tmp_path / "khác")
    assert bytes_of(tmp_path / "khác") == first
    assert len(first) == 6


def test_nothing_is_ever_written_among_what_came_back(folder):
    send(folder, "a.xlsx", filled("00101", WRONG))
    before = state_of(folder.received)
    for target in (folder.received, folder.received / "trong"):
        with pytest.raises(batch.Wrong):
            returned(folder, to=target)
    source = folder.root / "nguồn khác"
    source.mkdir()
    with pytest.raises(batch.Wrong):
        returned(folder, source=source, to=source / "x")
    assert state_of(folder.received) == before


@pytest.mark.parametrize("number", [1, 2])
def test_a_copy_and_its_message_are_written_both_or_neither(folder, monkeypatch, number):
    import os

    send(folder, "a.xlsx", filled("00101", WRONG))
    returned(folder)
    before = bytes_of(folder.returned)
    send(folder, "a.xlsx", filled("00101", {"1.1": 99}))
    monkeypatch.setattr(os, "replace", Failing(os.replace, number))
    ran = cchc("check", "-C", folder.root, "--return")
    monkeypatch.undo()
    assert ran.code == 3
    assert bytes_of(folder.returned) == before


def test_a_finding_on_another_file_of_the_unit_is_told_with_that_files_name(folder):
    def without_scores(book):
        return replace(book, sheets=tuple(s for s in book.sheets if not s.title.startswith("LV")))

    send(folder, "a.xlsx", filled("00101", {"1.1": 50}))
    send(folder, "mới/b.xlsx", filled("00101", after=without_scores, saved=LATER))
    mends = answer(folder, "00101").returned.mends
    (fatal,) = (mend for mend in mends if mend.severity is Severity.FATAL)
    assert fatal.left is Left.TO_CHECK
    assert "mới/b.xlsx" in fatal.message.vi


def test_files_taken_in_without_a_folder_can_be_answered_too(folder):
    path = send(folder, "a.xlsx", filled("00101", WRONG))
    of = batch.campaign_of(folder)
    taken = take_in([(path, "a.xlsx")], of, all_units=False)
    assert len(batch.return_copies(folder, of, taken, whole=False).written) == 1
