"""The build of a unit's workbook: tables, columns and rows that are missing, doubled or strange."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.received import Outcome
from cchc_xlsx.model.submission import State, Submission
from cchc_xlsx.rules import inspect, rules_by_code
from tests.rules.builders import FILE, campaign, entry, names, no_score, only, received, submission


def found_in(given: Submission) -> tuple[Finding, ...]:
    return inspect(received(given), campaign())


@pytest.mark.parametrize(
    ("lacking", "vi"),
    [
        (("self_score",), "bảng tự chấm điểm"),
        (("self_score.self_score",), "cột “Điểm tự chấm”"),
        (("self_score.key", "self_score.criterion"), "cột “Mã”"),
    ],
)
def test_a_file_without_readable_scores_is_excluded(lacking: tuple[str, ...], vi: str) -> None:
    found = only(found_in(submission(lacking=lacking)), "score_table_missing")
    assert found.severity is Severity.FATAL
    assert rules_by_code()[found.rule].outcome is Outcome.EXCLUDED
    assert vi in found.message.vi
    assert found.place.file == FILE


@pytest.mark.parametrize(
    ("part", "vi"),
    [
        ("self_score.evidence", "Tài liệu kiểm chứng"),
        ("self_score.key", "Khóa"),
        ("self_score.criterion", "Mã"),
        ("assignment", "trang “Phân công”"),
        ("assignment.officers", "Người thực hiện"),
        ("assignment.unheard_of", "unheard_of"),
    ],
)
def test_a_column_that_scores_can_do_without_is_a_warning(part: str, vi: str) -> None:
    found = only(found_in(submission(lacking=(part,))), "column_missing")
    assert vi in found.message.vi
    assert found.severity is Severity.WARNING


def test_a_criterion_without_a_row_stakes_its_maximum() -> None:
    found = only(found_in(submission(without=["1.2.2"])), "criterion_missing")
    assert (found.criterion, found.points_at_stake) == ("1.2.2", 8)
    assert found.place.file == FILE


def test_a_penalty_without_a_row_stakes_the_whole_penalty() -> None:
    found = only(found_in(submission(without=["3"])), "criterion_missing")
    assert found.points_at_stake == 5


def test_a_survey_needs_no_row_and_may_have_an_empty_one() -> None:
    assert found_in(submission(more=[entry("2.2", no_score())])) == ()


def test_a_criterion_in_two_rows_names_both() -> None:
    found = only(found_in(submission(more=[entry("1.2.2", "7.5", 15)])), "criterion_twice")
    assert (found.criterion, found.points_at_stake) == ("1.2.2", 8)
    assert found.place.cell == "C16"
    assert "điểm 7,5" in found.message.vi
    assert "LV 1!G11" in found.message.vi or "LV 1!C11" in found.message.vi
    assert "score 7.5" in found.message.en


def test_a_second_row_that_is_empty_is_told_as_such() -> None:
    found = only(found_in(submission(more=[entry("1.2.2", no_score(), 15)])), "criterion_twice")
    assert "chưa có điểm" in found.message.vi


def test_a_score_under_an_unknown_code_is_told_with_a_suggestion() -> None:
    found = only(found_in(submission(more=[entry("1.2.7", "4", 15)])), "criterion_unknown")
    assert found.points_at_stake == Decimal(4)
    assert found.place.cell == "C16"
    assert found.fix.vi.startswith("Có lẽ là 1.2")


def test_an_unknown_row_without_a_score_is_let_be() -> None:
    assert found_in(submission(more=[entry("ghi chú", no_score(), 15)])) == ()


def test_an_unknown_row_said_not_to_apply_is_told() -> None:
    found = only(found_in(submission(more=[entry("9.9.9.9", no_score(State.NOT_APPLICABLE), 15)])), "criterion_unknown")
    assert found.points_at_stake == 0


def test_a_missing_table_ends_the_looking() -> None:
    assert names(found_in(Submission(submission().identities, lacking=("self_score",)))) == ["score_table_missing"]
