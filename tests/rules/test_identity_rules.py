"""Whose a workbook is: a wrong identity ends the looking, a lost carrier is only noted."""

from __future__ import annotations

from typing import Any

import pytest

from cchc_xlsx.model.campaign import LAYOUT
from cchc_xlsx.model.finding import Finding
from cchc_xlsx.model.received import Outcome
from cchc_xlsx.rules import inspect, rules_by_code
from tests.rules.builders import (
    CARRIERS,
    FILE,
    campaign,
    criteria,
    criterion,
    identity,
    names,
    only,
    received,
    submission,
)


def found_in(identities: dict[Any, frozenset[str]], **changes: Any) -> tuple[Finding, ...]:
    return inspect(received(submission(identities=identities)), campaign(**changes))


def test_a_workbook_without_identity_is_not_ours() -> None:
    found = only(found_in({}), "not_our_workbook")
    assert found.place.file == FILE
    assert rules_by_code()[found.rule].outcome is Outcome.FOREIGN


def test_a_workbook_of_two_units_is_excluded_and_both_are_named() -> None:
    found = only(found_in({identity(): CARRIERS, identity(unit="05599"): CARRIERS}), "identity_conflicting")
    assert "Xã Một (05596)" in found.message.vi
    assert "Xã Hai (05599)" in found.message.vi
    assert rules_by_code()[found.rule].outcome is Outcome.EXCLUDED


def test_a_workbook_of_another_campaign_is_foreign_and_both_are_named() -> None:
    found = only(found_in({identity(campaign="made-up-2023", unit="9"): frozenset({"cell"})}), "another_campaign")
    assert "made-up-2023" in found.message.vi
    assert "made-up-2024" in found.message.vi
    assert rules_by_code()[found.rule].outcome is Outcome.FOREIGN


def test_a_workbook_of_an_unknown_unit_is_excluded_with_a_suggestion() -> None:
    found = only(found_in({identity(unit="5596"): CARRIERS}), "unknown_unit")
    assert "Có lẽ là 05596 (Xã Một)" in found.fix.vi
    assert rules_by_code()[found.rule].outcome is Outcome.EXCLUDED


def test_a_unit_like_no_other_brings_no_suggestion() -> None:
    found = only(found_in({identity(unit="ABCDEFGH"): CARRIERS}), "unknown_unit")
    assert found.fix.vi.startswith("Hãy ")


def test_a_newer_layout_is_excluded() -> None:
    found = only(found_in({identity(layout=LAYOUT + 1): CARRIERS}), "layout_too_new")
    assert str(LAYOUT + 1) in found.message.vi
    assert rules_by_code()[found.rule].outcome is Outcome.EXCLUDED


def test_an_older_layout_is_read_and_said() -> None:
    found = only(found_in({identity(layout=LAYOUT - 1): CARRIERS}), "layout_older")
    assert not found.blocking
    assert f"số {LAYOUT - 1}" in found.message.vi


def test_criteria_changed_since_are_told_and_the_scores_still_judged() -> None:
    renamed = criteria(criterion("1.1", "40", name="Tên mới"))
    found = only(found_in({identity(): CARRIERS}, criteria=renamed), "criteria_changed")
    assert not found.blocking


@pytest.mark.parametrize(
    ("lost", "vi"),
    [("cell", "ô ở đầu các trang"), ("hidden", "trang ẩn"), ("name", "tên vùng"), ("property", "thuộc tính của tệp")],
)
def test_a_lost_carrier_is_named_and_harmless(lost: str, vi: str) -> None:
    found = only(found_in({identity(): CARRIERS - {lost}}), "identity_carrier_lost")
    assert vi in found.message.vi
    assert found.points_at_stake == 0


def test_a_wrong_identity_ends_the_looking() -> None:
    empty = submission(identities={}, lacking=("self_score",), without=["1.1"])
    assert names(inspect(received(empty), campaign())) == ["not_our_workbook"]


def test_a_file_named_for_another_unit_of_the_campaign_is_told() -> None:
    renamed = submission(identities={identity(): CARRIERS}, file="nop/05599-xa-hai.xlsx")
    found = only(inspect(received(renamed), campaign()), "file_named_for_another")
    assert not found.blocking
    assert "Xã Hai (mã 05599)" in found.message.vi


@pytest.mark.parametrize("name", ["05596-xa-mot.xlsx", "bao cao cuoi cung (2).xlsx", "055990.xlsx"])
def test_a_name_that_agrees_or_says_nothing_is_fine(name: str) -> None:
    assert inspect(received(submission(identities={identity(): CARRIERS}, file=name)), campaign()) == ()
