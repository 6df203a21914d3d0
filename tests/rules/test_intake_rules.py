"""The whole of what came back: who is missing, what replaced what, what came late."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from cchc_xlsx.model.campaign import Decision, FileChoice
from cchc_xlsx.model.place import NOWHERE, Place
from cchc_xlsx.model.received import Intake, Outcome, Preferred, Received, Replaced
from cchc_xlsx.rules import audit, rules_by_code, survey_intake
from tests.rules.builders import (
    SETTINGS,
    UNITS,
    campaign,
    entry,
    only,
    received,
    submission,
    survey,
)

ALL = {"05596": received(path="mot.xlsx"), "05599": received(path="hai.xlsx")}


def saved(moment: datetime | None, path: str = "cu.xlsx") -> Received:
    return received(submission(saved=moment), path)


def test_a_full_intake_in_time_has_no_findings() -> None:
    assert survey_intake(Intake(ALL), campaign()) == ()


def test_a_unit_that_sent_nothing_is_missing() -> None:
    found = only(survey_intake(Intake({"05596": ALL["05596"]}), campaign()), "unit_missing")
    assert (found.unit, found.place, found.points_at_stake) == ("05599", NOWHERE, 0)
    assert found.blocking
    assert "Xã Hai (mã 05599)" in found.message.vi
    assert "@" not in found.message.vi + found.fix.vi, "an address is nobody else's business: the summary is published"


@pytest.mark.parametrize(
    ("because", "vi"),
    [
        (Preferred.SAVED, "được lưu sau (01/11/2024 15:00, tệp này 31/10/2024 16:30)"),
        (Preferred.MODIFIED, "ngày sửa đổi mới hơn (01/11/2024 16:00:00, tệp này 01/11/2024 16:00:00)"),
        (Preferred.NAME, "cùng thời điểm lưu"),
    ],
)
def test_a_replaced_file_says_by_what_and_why(because: Preferred, vi: str) -> None:
    old = Replaced(saved(datetime(2024, 10, 31, 9, 30)), "05596", ALL["05596"], because)
    found = only(survey_intake(Intake(ALL, (old,)), campaign()), "file_superseded")
    assert (found.unit, found.place.file) == ("05596", "cu.xlsx")
    assert "mot.xlsx" in found.message.vi
    assert vi in found.message.vi
    assert rules_by_code()[found.rule].outcome is Outcome.SUPERSEDED


def test_two_files_saved_in_one_minute_are_told_with_their_seconds() -> None:
    newer = saved(datetime(2024, 10, 31, 9, 30, 45), "moi.xlsx")
    old = Replaced(saved(datetime(2024, 10, 31, 9, 30, 5)), "05596", newer, Preferred.SAVED)
    found = only(survey_intake(Intake(ALL, (old,)), campaign()), "file_superseded")
    assert "được lưu sau (31/10/2024 16:30:45, tệp này 31/10/2024 16:30:05)" in found.message.vi


def test_a_file_late_by_seconds_is_told_with_them() -> None:
    late = {**ALL, "05599": saved(datetime(2024, 11, 30, 10, 0, 1), "hai.xlsx")}
    found = only(survey_intake(Intake(late), campaign()), "submitted_late")
    assert "lưu lúc 30/11/2024 17:00:01, sau hạn gửi 30/11/2024 17:00:00" in found.message.vi


def test_one_of_something_is_told_as_one_in_english() -> None:
    newer = received(submission(entry("1.1", "39.5")), "mot.xlsx")
    old = Replaced(received(path="cu.xlsx"), "05596", newer, Preferred.SAVED)
    message = only(survey_intake(Intake(ALL, (old,)), campaign()), "file_superseded").message
    assert "they differ in 1 cell: " in message.en
    assert "khác nhau ở 1 ô: " in message.vi


def test_a_replaced_file_without_a_time_says_so() -> None:
    old = Replaced(saved(None), "05596", ALL["05596"], Preferred.SAVED)
    assert "tệp này không rõ" in only(survey_intake(Intake(ALL, (old,)), campaign()), "file_superseded").message.vi


def test_the_same_file_twice_is_only_noted() -> None:
    old = Replaced(saved(None), "05596", ALL["05596"], Preferred.SAME)
    found = only(survey_intake(Intake(ALL, (old,)), campaign()), "file_duplicate")
    assert (found.unit, found.place.file, found.blocking) == ("05596", "cu.xlsx", False)
    assert rules_by_code()[found.rule].outcome is Outcome.SUPERSEDED


def test_a_file_saved_after_the_deadline_is_late_and_loses_nothing() -> None:
    late = {**ALL, "05599": saved(datetime(2024, 11, 30, 10, 1), "hai.xlsx")}  # the file's times are UTC
    found = only(survey_intake(Intake(late), campaign()), "submitted_late")
    assert (found.unit, found.place.file, found.points_at_stake) == ("05599", "hai.xlsx", 0)
    assert "30/11/2024 17:01" in found.message.vi
    assert "30/11/2024 17:00" in found.message.vi
    assert not found.blocking


def test_a_file_saved_at_the_deadline_is_in_time() -> None:
    prompt = {**ALL, "05599": saved(datetime(2024, 11, 30, 10), "hai.xlsx")}
    assert survey_intake(Intake(prompt), campaign()) == ()


def test_without_a_deadline_nothing_is_late() -> None:
    late = {**ALL, "05599": saved(datetime(2025, 11, 30), "hai.xlsx")}
    assert survey_intake(Intake(late), campaign(settings=replace(SETTINGS, deadline=None))) == ()


def test_a_file_whose_time_is_unknown_is_not_late() -> None:
    unknown = {**ALL, "05599": received(submission(saved=None), "hai.xlsx", modified=None)}
    assert survey_intake(Intake(unknown), campaign()) == ()


# --- decisions of people


def choice(file: str, decision: Decision | None = Decision.EXCLUDE, reason: str = "Bản thử") -> FileChoice:
    return FileChoice(file, decision, reason, Place("", "Xử lý tệp", 4, 1))


def test_a_file_kept_out_by_decision_says_where_it_was_decided_and_why() -> None:
    found = only(
        survey_intake(Intake(ALL, excluded=((received(path="thu.xlsx"), choice("thu.xlsx")),)), campaign()),
        "file_excluded",
    )
    assert found.place.file == "thu.xlsx"
    assert "Xử lý tệp!B5" in found.message.vi
    assert "Lý do: Bản thử." in found.message.vi
    assert not found.blocking
    assert rules_by_code()[found.rule].outcome is Outcome.EXCLUDED


@pytest.mark.parametrize(("reason", "told"), [("Bản đã ký", "Lý do: Bản đã ký."), ("", "Lý do: không nêu.")])
def test_a_file_that_counts_by_decision_says_where_it_was_decided_and_why(reason: str, told: str) -> None:
    chosen = {"05596": choice("mot.xlsx", Decision.COUNT, reason)}
    found = only(survey_intake(Intake(ALL, chosen=chosen), campaign()), "file_chosen")
    assert (found.unit, found.place.file, found.blocking) == ("05596", "mot.xlsx", False)
    assert "Xử lý tệp!B5" in found.message.vi
    assert told in found.message.vi


def test_a_decision_without_a_file_is_told() -> None:
    found = only(survey_intake(Intake(ALL, unmatched=(choice("nham.xlsx"),)), campaign()), "choice_unmatched")
    assert "“nham.xlsx”" in found.message.vi
    assert found.place == Place("", "Xử lý tệp", 4, 1)


def test_a_file_replaced_by_decision_tells_the_reason() -> None:
    old = Replaced(received(path="cu.xlsx"), "05596", ALL["05596"], Preferred.CHOSEN, "Bản đã ký")
    assert "lý do: Bản đã ký" in only(survey_intake(Intake(ALL, (old,)), campaign()), "file_superseded").message.vi


def test_a_replaced_file_says_in_which_cells_it_differs() -> None:
    newer = received(submission(entry("1.1", "39.5"), entry("2.1", "30", evidence="")), "mot.xlsx")
    old = Replaced(received(path="cu.xlsx"), "05596", newer, Preferred.SAVED)
    message = only(survey_intake(Intake(ALL, (old,)), campaign()), "file_superseded").message
    assert "khác nhau ở 2 ô: LV 1!G8 (40 → 39,5); LV 1!I13 (Kế hoạch cải cách hành chính → trống)" in message.vi
    assert "LV 1!G8 (40 → 39.5)" in message.en


def test_a_replaced_file_with_the_same_content_says_so() -> None:
    old = Replaced(received(path="cu.xlsx"), "05596", received(path="moi.xlsx"), Preferred.SAVED)
    assert "giống nhau" in only(survey_intake(Intake(ALL, (old,)), campaign()), "file_superseded").message.vi


@pytest.mark.parametrize(
    ("choices", "name"),
    [
        ([choice("a.xlsx", None)], "choice_incomplete"),
        ([choice("")], "choice_incomplete"),
        ([choice("a.xlsx", reason="")], "choice_reason_missing"),
        ([choice("a.xlsx"), choice("A.xlsx", Decision.COUNT)], "choice_contradictory"),
    ],
)
def test_a_decision_that_is_not_clear_is_told_before_anything_counts(choices: list[FileChoice], name: str) -> None:
    found = only(audit(campaign(choices=tuple(choices))), name)
    assert found.place == Place("", "Xử lý tệp", 4, 1)
    assert found.blocking == (name != "choice_reason_missing")


def test_clear_decisions_are_fine() -> None:
    assert (
        audit(campaign(choices=(choice("a.xlsx"), choice("b.xlsx", Decision.COUNT), choice("b.xlsx", Decision.COUNT))))
        == ()
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Lan, 0912 345 678", "Lan, 091…78"),
        ("+84912345678", "+84…78"),
        ("Tel. 024.3856.1234", "Tel. 024…34"),
        ("lan.nguyen@vidu.vn", "l…@vidu.vn"),
        ("12/KH-UBND ngày 01.02.2023", "12/KH-UBND ngày 01.02.2023"),
        ("0,30000000000", "0,30000000000"),
        ("0.2345678912", "0.2345678912"),
    ],
)
def test_addresses_and_telephone_numbers_are_covered_in_what_is_passed_on(text: str, told: str) -> None:
    found = survey_intake(Intake(ALL, unmatched=(choice(text),)), campaign())
    assert f"“{told}”" in only(found, "choice_unmatched").message.vi


# --- the survey, and units kept out


def test_before_the_survey_has_come_it_is_missed_of_nobody() -> None:
    assert survey_intake(Intake(ALL), campaign(survey=(survey("05596", "2.2", ""),))) == ()


def test_once_the_survey_has_come_a_unit_without_its_score_is_told() -> None:
    found = only(survey_intake(Intake(ALL), campaign(survey=(survey("05596", "2.2", "8"),))), "survey_missing")
    assert (found.unit, found.points_at_stake) == ("05599", 10)
    assert found.blocking
    assert rules_by_code()[found.rule].wanting
    assert "Xã Hai (mã 05599)" in found.message.vi
    assert "2.2" in found.message.vi


def test_a_survey_cell_left_empty_is_missing_and_not_zero() -> None:
    given = (survey("05596", "2.2", "0"), survey("05599", "2.2", "", 5))
    assert only(survey_intake(Intake(ALL), campaign(survey=given)), "survey_missing").unit == "05599"


def test_a_unit_kept_out_is_noted_with_the_reason_and_is_not_missing() -> None:
    units = (UNITS[0], replace(UNITS[1], excluded="Kê khai không trung thực."))
    found = only(survey_intake(Intake({"05596": ALL["05596"]}), campaign(units=units)), "unit_excluded")
    assert found.unit == "05599"
    assert "không xếp hạng: Kê khai không trung thực." in found.message.vi
