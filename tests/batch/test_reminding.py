"""Reminders: to whom, why, and in what words; one sheet with all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from cchc_xlsx import batch
from cchc_xlsx.batch.trouble import Wrong
from cchc_xlsx.model.book import cell
from cchc_xlsx.model.campaign import SurveyScore
from cchc_xlsx.model.place import NOWHERE
from cchc_xlsx.model.summary import Status
from cchc_xlsx.workbooks.reminder import TABLE, Due, Why
from cchc_xlsx.workbooks.reminder.message import message
from cchc_xlsx.workbooks.summary import board
from cchc_xlsx.workbooks.tables import score_of
from tests.builders import CAMPAIGN, PYTHON, UNITS, bytes_of, campaign, cchc, filled, founded, send, state_of
from tests.summaries import WITH_SURVEY

BEFORE, AFTER = datetime(2024, 11, 30, 16, 59), datetime(2024, 11, 30, 17, 1)


def reminded(folder, now=BEFORE, **more):
    done = batch.remind(folder, now, **more)
    return {each.due.unit.code: each for each in done.reminders}


@pytest.fixture
def folder(tmp_path):
    return founded(tmp_path)


def test_a_unit_with_all_right_is_not_reminded(folder):
    for unit in UNITS:
        send(folder, f"{unit.code}.xlsx", filled(unit.code))
    assert reminded(folder) == {}


def test_a_unit_that_sent_nothing_is_told_its_file_and_the_deadline(folder):
    each = reminded(folder)["00102"]
    assert each.due.why == (Why.MISSING,)
    assert each.text == (
        "Kính gửi: Xã Hai\n"
        "Về: Đợt làm mẫu\n"
        "\n"
        "Đến nay UBND tỉnh Mẫu chưa nhận được tệp tự chấm điểm của Xã Hai.\n"
        "Đề nghị hoàn thành tệp đã cấp “00102-xa-hai.xlsx” và gửi lại (định dạng .xlsx) trước hạn 17:00 ngày "
        "30/11/2024.\n"
        "\n"
        "Nếu đã gửi hoặc cần hỗ trợ, xin trả lời tin nhắn này. Trân trọng cảm ơn.\n"
        "UBND tỉnh Mẫu\n"
    )


def test_whether_the_deadline_has_passed_is_told_by_the_time_given(folder):
    assert "trước hạn 17:00" in reminded(folder, BEFORE)["00101"].text
    assert "vì đã quá hạn gửi (17:00 ngày 30/11/2024)" in reminded(folder, AFTER)["00101"].text


def test_without_a_deadline_as_soon_as_they_can(tmp_path):
    folder = founded(tmp_path, campaign(deadline=None))
    assert "trong thời gian sớm nhất." in reminded(folder)["00101"].text


def test_errors_and_scores_missing_are_counted_and_the_marked_up_copy_is_named(folder):
    send(folder, "gửi/mot.xlsx", filled("00101", {"1.1": 41, "1.2": "hai", "2.1": None, "2.2": None}))
    each = reminded(folder)["00101"]
    assert each.due.why == (Why.ERRORS, Why.INCOMPLETE)
    assert "“mot.xlsx” của Xã Một. Qua kiểm tra, tệp còn 2 lỗi cần sửa và còn 2 tiêu chí chưa chấm (mã 2)." in each.text
    assert "“00101-xa-mot.xlsx” (xem trang “Cần sửa”)" in each.text


def test_a_unit_that_is_only_incomplete_has_no_errors(folder):
    send(folder, "a.xlsx", filled("00101", {"1.1": None}))
    due = reminded(folder)["00101"].due
    assert (due.why, due.errors, due.count, due.unscored) == ((Why.INCOMPLETE,), 0, 1, "1.1")


def test_a_survey_score_that_the_superior_has_not_entered_is_no_unit_s_to_mend(tmp_path):
    """Neither reminder nor marked-up copy asks the unit for it, and the board says whose turn it is."""
    of = campaign(criteria=WITH_SURVEY)
    of = replace(of, survey=(SurveyScore("00102", "8", score_of(cell(Decimal(9)), NOWHERE)),))
    folder = founded(tmp_path, of)
    send(folder, "a.xlsx", filled("00101", of=of))
    send(folder, "b.xlsx", filled("00103", {"1.1": None}, of))
    assert "00101" not in reminded(folder)
    assert reminded(folder)["00103"].due.errors == 0
    summary = batch.merge(folder).summary
    assert [result.status for result in summary.results if result.unit.code == "00101"] == [Status.INCOMPLETE]
    campaign_, taken = batch.check(folder)
    copies = batch.return_copies(folder, campaign_, taken)
    assert [path.name for path in copies.written] == ["00103-phuong-ba.xlsx"]
    sheet = board.fill(summary, "vi", "../nhan-ve", "Tệp nhận về")
    texts = {cell.text for cell in sheet.cells.values()}
    assert "Nhập điểm điều tra còn thiếu của đơn vị (1 tiêu chí)." in texts
    assert "Đề nghị đơn vị chấm nốt 1 tiêu chí. Nhập điểm điều tra còn thiếu của đơn vị (1 tiêu chí)." in texts


def test_a_late_unit_is_told_that_nothing_is_deducted(folder):
    send(folder, "a.xlsx", filled("00101", saved=datetime(2024, 12, 1)))
    each = reminded(folder, AFTER)["00101"]
    assert each.due.why == (Why.LATE,)
    assert "không bị trừ điểm" in each.text
    assert not each.due.copy


def test_a_file_that_does_not_say_whose_it_is_leaves_the_unit_missing(folder):
    send(folder, "00101.xlsx", filled("00101", of=campaign(id="dot-khac")))
    send(folder, "moi.xlsx", filled("00101")[:5000])
    assert reminded(folder)["00101"].due.why == (Why.MISSING,)


def test_a_file_that_cannot_be_used_is_told_with_the_reason(folder):
    def without_scores(book):
        return replace(book, sheets=tuple(sheet for sheet in book.sheets if not sheet.title.startswith("LV")))

    send(folder, "gui/a.xlsx", filled("00101", after=without_scores))
    each = reminded(folder)["00101"]
    assert each.due.why == (Why.UNUSABLE,)
    assert "đã nhận tệp “a.xlsx” của Xã Một nhưng chưa dùng được: " in each.text
    assert each.due.reason
    assert each.due.reason.vi in each.text
    assert "tệp đã cấp “00101-xa-mot.xlsx” và gửi lại (định dạng .xlsx) trước hạn" in each.text


def test_the_reason_of_a_file_that_cannot_be_used_stands_in_the_text():
    from cchc_xlsx.terms import Words

    due = Due(UNITS[0], (Why.UNUSABLE,), file="a/b.xlsx", reason=Words("Tệp thiếu trang, gọi 0912345678.", "x"))
    text = message(CAMPAIGN, due, BEFORE, "Cần sửa", "vi")
    assert "đã nhận tệp “b.xlsx” của Xã Một nhưng chưa dùng được: Tệp thiếu trang, gọi 091…78.\n" in text


def test_an_excluded_unit_is_not_reminded(folder, monkeypatch):
    from cchc_xlsx.batch import reminding
    from cchc_xlsx.batch.intake import take_in
    from cchc_xlsx.batch.summing import summary_of

    of = campaign(units=(replace(UNITS[0], excluded="Sắp xếp lại"), UNITS[1]))
    summary = summary_of(of, take_in([], of))
    whys = [reminding._due(result, summary, "x").why for result in summary.results]
    assert whys == [(), (Why.MISSING,)]


def test_all_of_them_stand_in_one_sheet_with_contact_and_mail_of_the_campaign_workbook(tmp_path):
    units = (replace(UNITS[0], contact="Bà Lan, 0912 345 678"), *UNITS[1:])
    folder = founded(tmp_path, campaign(units=units))
    done = batch.remind(folder, BEFORE)
    sheet = openpyxl.load_workbook(folder.results / "nhac-viec.xlsx").active
    keys = {cell.value: cell.column for row in sheet.iter_rows() for cell in row if cell.value in TABLE.by_key}
    rows = [
        [sheet.cell(row, keys[key]).value for key in ("unit", "contact", "email", "why", "text")] for row in range(6, 9)
    ]
    assert rows == [
        [each.due.unit.code, each.due.unit.contact or None, each.due.unit.email, "chưa gửi tệp", each.text.rstrip("\n")]
        for each in done.reminders
    ]
    assert rows[0][1] == "Bà Lan, 0912 345 678"
    assert "Kính gửi: Xã Một (Bà Lan, 0912 345 678)" in rows[0][4]


def test_two_runs_give_the_same_bytes_and_touch_nothing_received(folder):
    send(folder, "a.xlsx", filled("00101", {"1.1": None}))
    received = state_of(folder.received)
    batch.remind(folder, BEFORE)
    before = bytes_of(folder.results)
    batch.remind(folder, datetime(2024, 11, 1))
    assert bytes_of(folder.results) == before
    assert state_of(folder.received) == received
    with pytest.raises(Wrong):
        batch.remind(folder, BEFORE, to=folder.received)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_command_prints_texts_and_says_which_copies_are_not_there_yet(folder, language):
    send(folder, "a.xlsx", filled("00101", {"1.1": "?"}))
    ran = cchc("remind", "-C", folder.root, "--language", language)
    assert ran.code == 1
    assert ("Kính gửi: Xã Một" if language == "vi" else "To: Xã Một") in ran.out
    assert "merge --return" in ran.err
    assert not PYTHON.search(ran.out + ran.err)
    cchc("merge", "--return", "-C", folder.root)
    assert "merge --return" not in cchc("remind", "-C", folder.root, "--language", language).err


def test_the_command_gives_json(folder):
    send(folder, "a.xlsx", filled("00101", {"1.1": None}))
    told = cchc("remind", "-C", folder.root, "--format", "json").told
    first = told["reminders"][0]
    assert {key: first[key] for key in ("code", "name", "email", "why", "errors", "not_scored", "file", "copy")} == {
        "code": "00101",
        "name": "Xã Một",
        "email": "mot@vidu.example",
        "why": ["incomplete"],
        "errors": 0,
        "not_scored": 1,
        "file": "a.xlsx",
        "copy": "00101-xa-mot.xlsx",
    }
    assert Path(folder.results / "nhac-viec.xlsx").is_file()
