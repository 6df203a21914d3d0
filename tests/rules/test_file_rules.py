"""Files that give no workbook: each is named for what it is, and its outcome follows from the rule."""

from __future__ import annotations

import pytest

from cchc_xlsx.model.book import Extra
from cchc_xlsx.model.finding import Severity
from cchc_xlsx.model.received import Outcome, Refusal, Refused
from cchc_xlsx.rules import inspect, rules_by_code
from tests.rules.builders import campaign, only, received, submission

RULES = [
    (Refusal.EMPTY, "file_unreadable", Outcome.UNREADABLE),
    (Refusal.BROKEN, "file_unreadable", Outcome.UNREADABLE),
    (Refusal.TOO_LARGE, "file_unreadable", Outcome.UNREADABLE),
    (Refusal.TOO_SLOW, "file_unreadable", Outcome.UNREADABLE),
    (Refusal.CRASHED, "file_unreadable", Outcome.UNREADABLE),
    (Refusal.OLD_FORMAT, "file_unreadable", Outcome.UNREADABLE),
    (Refusal.UNSAFE, "file_unreadable", Outcome.UNREADABLE),
    (Refusal.PASSWORD, "file_password", Outcome.UNREADABLE),
    (Refusal.NOT_A_WORKBOOK, "file_not_a_workbook", Outcome.FOREIGN),
    (Refusal.ARCHIVE, "file_archive", Outcome.FOREIGN),
    (Refusal.LOCK_FILE, "file_leftover", Outcome.FOREIGN),
    (Refusal.LOCKED, "file_locked", Outcome.UNREADABLE),
]


@pytest.mark.parametrize(("reason", "name", "outcome"), RULES, ids=[reason for reason, _, _ in RULES])
def test_a_refused_file_earns_one_rule_that_says_what_becomes_of_it(
    reason: Refusal, name: str, outcome: Outcome
) -> None:
    found = only(inspect(received(Refused(reason), "xã/một.xlsx"), campaign()), name)
    assert found.place.file == "xã/một.xlsx"
    assert found.message.vi.startswith("xã/một.xlsx: ")
    assert rules_by_code()[found.rule].outcome is outcome
    assert found.severity is (Severity.NOTE if reason is Refusal.LOCK_FILE else Severity.FATAL)


def test_no_reason_for_refusing_is_without_a_rule() -> None:
    assert {reason for reason, _, _ in RULES} == set(Refusal)


def test_each_cause_of_an_unreadable_file_has_words_of_its_own() -> None:
    reasons = [reason for reason, name, _ in RULES if name == "file_unreadable"]
    found = [only(inspect(received(Refused(reason)), campaign()), "file_unreadable") for reason in reasons]
    assert len({finding.message for finding in found}) == len(reasons)


@pytest.mark.parametrize(
    ("detail", "vi", "en"),
    [
        ("pdf", "đây là tệp PDF,", "this is a PDF file,"),
        (".DOCX", "văn bản Word", "a Word document"),
        ("jpg", "tệp ảnh", "a picture"),
        ("sqlite", "tệp loại khác (sqlite)", "a file of another kind (sqlite)"),
        ("", "tệp không rõ loại", "a file of an unknown kind"),
    ],
)
def test_a_file_of_another_kind_is_called_by_its_kind(detail: str, vi: str, en: str) -> None:
    found = only(inspect(received(Refused(Refusal.NOT_A_WORKBOOK, detail)), campaign()), "file_not_a_workbook")
    assert vi in found.message.vi
    assert en in found.message.en


@pytest.mark.parametrize("detail", ["msg", "eml"])
def test_of_a_mail_one_is_asked_to_save_the_attachment(detail: str) -> None:
    found = only(inspect(received(Refused(Refusal.NOT_A_WORKBOOK, detail)), campaign()), "file_not_a_workbook")
    assert "lưu tệp Excel đính kèm" in found.fix.vi
    assert "save the Excel workbook attached" in found.fix.en


@pytest.mark.parametrize("reason", [Refusal.TOO_LARGE, Refusal.TOO_SLOW, Refusal.CRASHED, Refusal.UNSAFE])
def test_a_limit_that_was_passed_is_named_with_the_option_that_raises_it(reason: Refusal) -> None:
    refused = Refused(reason, "", "seconds", 20.0)
    found = only(inspect(received(refused), campaign()), "file_unreadable")
    assert "“seconds”: số giây để đọc một tệp, nhiều nhất 20)" in found.message.vi
    assert "“seconds”: seconds to read a file, at most 20)" in found.message.en
    assert "--limit seconds=N, trong đó N lớn hơn 20." in found.fix.vi
    assert "--limit seconds=N, N being above 20." in found.fix.en


def test_an_archive_is_called_by_its_kind() -> None:
    found = only(inspect(received(Refused(Refusal.ARCHIVE, "rar")), campaign()), "file_archive")
    assert "(rar)" in found.message.vi


@pytest.mark.parametrize(
    ("extra", "name"),
    [
        (Extra.MACROS, "file_carries_macros"),
        (Extra.LINKS, "file_carries_links"),
        (Extra.VALUES_ONLY, "file_values_only"),
    ],
)
def test_what_a_file_carries_beside_its_cells_is_noted_and_keeps_nobody_from_being_ranked(
    extra: Extra, name: str
) -> None:
    found = only(inspect(received(submission(extras=frozenset({extra})), "một.xlsm"), campaign()), name)
    assert (found.place.file, found.severity) == ("một.xlsm", Severity.NOTE)
    assert found.message.vi.startswith("một.xlsm: ")


def test_each_extra_has_a_note_of_its_own() -> None:
    found = inspect(received(submission(extras=frozenset(Extra))), campaign())
    assert len({finding.rule for finding in found}) == len(found) == len(Extra)


def test_a_sound_file_passes_every_level() -> None:
    assert inspect(received(), campaign()) == ()
