"""Scores and totals: what is entered, what is allowed, and whether the file's own sums agree."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.submission import Entry, Score, State, Total, Trouble
from cchc_xlsx.rules import inspect
from tests.rules.builders import (
    CARRIERS,
    FULL,
    campaign,
    cell,
    criteria,
    criterion,
    entry,
    identity,
    invalid,
    names,
    no_score,
    only,
    received,
    score,
    submission,
    total,
)

WHY = "Chưa hoàn thành nhiệm vụ."


def found_in(*changes: Entry, **fields: Any) -> tuple[Finding, ...]:
    """Return the findings on a submission with rows changed; `criteria` may be others than the usual."""
    theirs = fields.pop("criteria", criteria())
    fields.setdefault("identities", {identity(fingerprint=theirs.fingerprint): CARRIERS})
    return inspect(received(submission(*changes, **fields)), campaign(criteria=theirs))


def test_an_empty_score_is_missing_and_stakes_the_maximum() -> None:
    found = only(found_in(entry("1.1", no_score())), "score_missing")
    assert (found.place.cell, found.criterion, found.points_at_stake) == ("G8", "1.1", 40)
    assert "từ 0 đến 40" in found.fix.vi


def test_an_empty_penalty_is_missing_and_stakes_the_whole_penalty() -> None:
    found = only(found_in(entry("3", no_score())), "score_missing")
    assert found.points_at_stake == 5
    assert "từ -5 đến 0" in found.fix.vi


def test_zero_is_a_score() -> None:
    assert found_in(entry("1.1", "0", explanation=WHY)) == ()


def test_not_applicable_is_neither_missing_nor_zero() -> None:
    assert found_in(entry("1.1", no_score(State.NOT_APPLICABLE), explanation=WHY)) == ()


@pytest.mark.parametrize(
    ("trouble", "typed", "vi"),
    [
        (Trouble.NOT_A_NUMBER, "hai điểm", "không phải là số"),
        (Trouble.ERROR, "#REF!", "báo lỗi"),
        (Trouble.BOOLEAN, "TRUE", "đúng/sai"),
        (Trouble.UNCALCULATED, "=A1", "chưa có kết quả"),
        (Trouble.AMBIGUOUS, "1.000", "hàng nghìn, có thể hiểu là 1 hoặc 1000"),
        (Trouble.AMBIGUOUS, "1.234,5", "có thể hiểu là 1234,5"),
        (Trouble.OTHER_MAXIMUM, "4/5,5", "số sau dấu gạch chéo là 5,5, còn điểm tối đa là 40"),
        (Trouble.DATE, "04/05/2024", "ngày tháng"),
        (Trouble.TOO_LARGE, "1e308", "lớn đến mức không thể là điểm"),
    ],
)
def test_what_is_no_number_is_told_with_its_cause(trouble: Trouble, typed: str, vi: str) -> None:
    found = only(found_in(entry("1.1", invalid(typed, trouble))), "score_not_a_number")
    assert (found.place.cell, found.criterion, found.points_at_stake) == ("G8", "1.1", 40)
    assert f"“{typed}”" in found.message.vi
    assert vi in found.message.vi


@pytest.mark.parametrize(
    ("shown", "readings", "meant"),
    [
        ("38.5%", "có thể hiểu là 38,5 hoặc 0,385 điểm", "Có lẽ số định nhập là 38,5 hoặc 0,385"),
        ("3850%", "có thể hiểu là 3850 hoặc 38,5 điểm", "Có lẽ số định nhập là 38,5;"),
        ("38,5 %", "có thể hiểu là 38,5 hoặc 0,385 điểm", "Có lẽ số định nhập là 38,5 hoặc 0,385"),
        ("0%", "có thể hiểu là 0 điểm", "Có lẽ số định nhập là 0;"),
        ("9000%", "có thể hiểu là 9000 hoặc 90 điểm", "Hãy đổi định dạng ô về dạng số"),
    ],
)
def test_of_a_percentage_both_readings_are_told(shown: str, readings: str, meant: str) -> None:
    found = only(found_in(entry("1.1", invalid(shown, Trouble.PERCENT))), "score_not_a_number")
    assert readings in found.message.vi
    assert meant in found.fix.vi


def test_a_date_brings_the_number_that_was_perhaps_typed() -> None:
    found = only(found_in(entry("1.1", invalid("04/05/2024", Trouble.DATE))), "score_not_a_number")
    assert "4,5" in found.fix.vi
    assert "4.5" in found.fix.en


def test_a_date_that_fits_no_score_brings_no_number() -> None:
    found = only(found_in(entry("1.2.2", invalid("20/05/2024", Trouble.DATE))), "score_not_a_number")
    assert "20,5" not in found.fix.vi


def test_a_stale_result_names_the_figure_stored_and_the_one_reckoned() -> None:
    stale = replace(invalid("0 (=12+8.5)", Trouble.STALE), formula="12+8.5")
    found = only(found_in(entry("1.1", stale)), "score_not_a_number")
    assert "“0 (=12+8.5)”" in found.message.vi
    assert "cho kết quả 20,5" in found.message.vi
    assert "give 20.5" in found.message.en


OUT_OF_5 = criteria(criterion("1.2.2", "5"), criterion("1.2", "17"), criterion("1", "57"))


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("02/05/2026", "2,5 hoặc 2 trên 5"),  # 2.5 or 2/5 by day and month
        ("05/02/2026", "2,5 hoặc 2 trên 5"),  # the same where the month comes first; 5.2 is above the maximum
        ("04/05/2026", "4,5 hoặc 4 trên 5"),
        ("01/02/2026", "1,2 hoặc 2,1 hoặc 2,26"),  # 1/2, or February 26
        ("01/02/2075", "1,2 hoặc 2,1 hoặc 2,75"),  # 2.75 where a point parts dates
        ("01/04/2005", "1,4 hoặc 4,1 hoặc 4,05 hoặc 4 trên 5"),
        ("03/03/2026", "3,3"),
        ("01/01/1900 12:00", "2,5"),  # 2,5 typed into a cell that shows dates
        ("31/12/1899 06:00", "1,25"),
        ("30/12/1899 02:30", "2,3"),  # 2:30
        ("30/12/1899 02:24", "0,1 hoặc 2,24"),
    ],
)
def test_of_a_date_every_reading_that_is_a_score_is_told(shown: str, meant: str) -> None:
    date = entry("1.2.2", invalid(shown, Trouble.DATE))
    told = [f for f in found_in(date, criteria=OUT_OF_5) if f.name == "score_not_a_number"]
    assert f"Có lẽ số định nhập là {meant};" in told[0].fix.vi


def test_a_date_saved_as_text_brings_its_readings_too() -> None:
    found = only(found_in(entry("1.2.2", invalid("02/05/2026", Trouble.NOT_A_NUMBER))), "score_not_a_number")
    assert "Có lẽ số định nhập là 2,5 hoặc 5,2;" in found.fix.vi
    found = only(found_in(entry("1.2.2", invalid("99/99/2026", Trouble.NOT_A_NUMBER))), "score_not_a_number")
    assert "Có lẽ" not in found.fix.vi


@pytest.mark.parametrize("shown", ["06/07/2026", "30/12/2026", "30/12/1899 07:10", "15/01/1900"])
def test_a_date_of_which_no_reading_is_a_score_brings_none(shown: str) -> None:
    found = [f for f in found_in(entry("1.2.2", invalid(shown, Trouble.DATE)), criteria=OUT_OF_5) if f.criterion]
    assert "Có lẽ" not in found[0].fix.vi


def test_readings_off_the_step_are_not_told() -> None:
    stepped = criteria(criterion("1.2.2", "8", step=Decimal("0.25")))
    found = only(found_in(entry("1.2.2", invalid("06/07/2026", Trouble.DATE)), criteria=stepped), "score_not_a_number")
    assert "Có lẽ" not in found.fix.vi
    found = only(found_in(entry("1.2.2", invalid("05/02/2026", Trouble.DATE)), criteria=stepped), "score_not_a_number")
    assert "Có lẽ số định nhập là 2,5;" in found.fix.vi


@pytest.mark.parametrize(
    ("score", "hint"),
    [
        ("25", "Có lẽ số định nhập là 2,5;"),
        ("75", "Có lẽ số định nhập là 7,5;"),
        ("175", "Có lẽ số định nhập là 1,75;"),
        ("46054", "giống số ngày 01/02/2026 của bảng tính: có lẽ số định nhập là 1,2 hoặc 2,1 hoặc 2,26."),
        ("46211", "giống số ngày 08/07/2026 của bảng tính: có lẽ số định nhập là 7,8 hoặc 7 trên 8."),
        ("46386", "giống số ngày 30/12/2026 của bảng tính: có lẽ nội dung vừa nhập"),
    ],
)
def test_a_score_far_above_the_maximum_brings_what_was_perhaps_meant(score: str, hint: str) -> None:
    found = only(found_in(entry("1.2.2", score)), "score_above_maximum")
    assert hint in found.fix.vi
    assert found.fix.vi.startswith("Hãy nhập từ 0 đến 8. ")


@pytest.mark.parametrize("score", ["8.5", "9", "99", "25.5", "99999", "123456"])
def test_a_score_above_the_maximum_that_nothing_explains_brings_no_guess(score: str) -> None:
    assert only(found_in(entry("1.2.2", score)), "score_above_maximum").fix.vi == "Hãy nhập từ 0 đến 8."


def test_a_penalty_typed_without_its_sign_is_told_with_it() -> None:
    found = only(found_in(entry("3", "2")), "score_above_maximum")
    assert "Điểm phạt là số âm: có lẽ số định nhập là -2." in found.fix.vi
    assert only(found_in(entry("3", "7")), "score_above_maximum").fix.vi == "Hãy nhập từ -5 đến 0."


@pytest.mark.parametrize(("code", "score", "meant"), [("1.1", "-2", "2"), ("3", "-25", "-2,5"), ("3", "-15", "-1,5")])
def test_a_score_below_the_lowest_brings_what_was_perhaps_meant(code: str, score: str, meant: str) -> None:
    assert f"Có lẽ số định nhập là {meant}." in only(found_in(entry(code, score)), "score_below_minimum").fix.vi


def test_a_hint_never_changes_the_score() -> None:
    assert found_in(entry("1.2.2", "25"))[0].points_at_stake == 8
    assert entry("1.2.2", "25").score.value == 25


def test_a_long_text_is_quoted_in_short() -> None:
    found = only(found_in(entry("1.1", invalid("dài " * 500, Trouble.NOT_A_NUMBER))), "score_not_a_number")
    assert len(found.message.vi) < 250


def test_a_score_below_zero_is_told() -> None:
    found = only(found_in(entry("1.1", "-0.5")), "score_below_minimum")
    assert (found.place.cell, found.criterion, found.points_at_stake) == ("G8", "1.1", 40)
    assert "-0,5" in found.message.vi


def test_a_penalty_beyond_the_whole_penalty_is_told() -> None:
    assert only(found_in(entry("3", "-5.5")), "score_below_minimum").points_at_stake == 5


def test_the_whole_penalty_is_fine() -> None:
    assert found_in(entry("3", "-5", explanation=WHY)) == ()


def test_a_score_above_the_maximum_is_told() -> None:
    found = only(found_in(entry("1.2.2", "8.5")), "score_above_maximum")
    assert (found.place.cell, found.criterion, found.points_at_stake) == ("G11", "1.2.2", 8)
    assert "8,5" in found.message.vi


def test_a_score_at_the_maximum_is_fine() -> None:
    assert found_in(entry("1.2.2", "8")) == ()


LISTED = criteria(criterion("1.2.2", "8", allowed=(Decimal(0), Decimal("2.5"), Decimal(8))))
STEPPED = criteria(criterion("1.2.2", "8", step=Decimal("0.25")))


def test_a_score_off_the_list_names_the_list() -> None:
    found = only(found_in(entry("1.2.2", "5", explanation=WHY), criteria=LISTED), "score_off_list")
    assert (found.place.cell, found.points_at_stake) == ("G11", 8)
    assert "0; 2,5; 8" in found.message.vi
    assert "0; 2.5; 8" in found.message.en


def test_a_score_on_the_list_is_fine() -> None:
    assert found_in(entry("1.2.2", "2.5", explanation=WHY), criteria=LISTED) == ()


def test_a_score_off_the_step_names_its_neighbours() -> None:
    found = only(found_in(entry("1.2.2", "5.3", explanation=WHY), criteria=STEPPED), "score_off_step")
    assert (found.place.cell, found.points_at_stake) == ("G11", Decimal("0.05"))
    assert "5,25 hoặc 5,5" in found.fix.vi


def test_a_penalty_off_the_step_names_its_neighbours() -> None:
    stepped = criteria(criterion("3", "5", Source.PENALTY, step=Decimal("0.5")))
    found = only(found_in(entry("3", "-1.3", explanation=WHY), criteria=stepped), "score_off_step")
    assert "-1,5 hoặc -1" in found.fix.vi


def test_a_multiple_of_the_step_is_fine() -> None:
    assert found_in(entry("1.2.2", "5.75", explanation=WHY), criteria=STEPPED) == ()


def test_a_score_by_formula_counts_and_is_noted() -> None:
    found = only(found_in(entry("1.2.2", score("8", formula="5+3"))), "score_by_formula")
    assert (found.place.cell, found.points_at_stake) == ("G11", 0)
    assert "=5+3" in found.message.vi


def test_a_formula_without_a_result_that_was_reckoned_here_says_so() -> None:
    reckoned = replace(score("8", formula="5+3"), reckoned=True)
    found = only(found_in(entry("1.2.2", reckoned)), "score_by_formula")
    assert "=5+3; tệp chưa lưu kết quả" in found.message.vi
    assert "chưa lưu" not in only(found_in(entry("1.2.2", score("8", formula="5+3"))), "score_by_formula").message.vi


def test_a_number_stored_as_text_is_noted_though_it_looks_the_same() -> None:
    found = only(found_in(entry("1.2.2", replace(score("8"), as_text=True))), "score_typed_as_text")
    assert "“8” của tiêu chí 1.2.2" in found.message.vi


def test_merged_score_cells_are_told_once_with_the_criteria_that_share_them() -> None:
    covered = [entry(code, replace(no_score(), covered_by=cell(7))) for code in ("1.2.1", "1.2.2")]
    told = found_in(*covered)
    assert names(told) == ["score_cells_merged", "score_missing", "score_missing"]
    found = next(finding for finding in told if finding.name == "score_cells_merged")
    assert (found.place.cell, found.criterion) == ("G8", "1.1")
    assert [place.cell for place in found.also] == ["G10", "G11"]
    assert "tiêu chí 1.1; 1.2.1; 1.2.2 bị gộp" in found.message.vi
    assert not found.blocking


def test_merged_score_cells_that_begin_at_a_total_name_those_they_cover() -> None:
    told = found_in(entry("1.2.1", replace(no_score(), covered_by=cell(8))))
    found = next(finding for finding in told if finding.name == "score_cells_merged")
    assert (found.place.cell, found.criterion) == ("G9", "")


def test_a_score_for_the_survey_is_told_and_does_not_count() -> None:
    found = only(found_in(more=[entry("2.2", "10")]), "score_not_asked")
    assert (found.place.cell, found.criterion) == ("G14", "2.2")


# Totals. The scores add up to 40 + 12 + 8 = 60, 30 and 0.
TOTALS = (total("1.2", "20"), total("1", "60"), total("2", "30"), total("", "90"))


def totals(*changes: Total) -> tuple[Total, ...]:
    changed = {change.criterion for change in changes}
    return (*(each for each in TOTALS if each.criterion not in changed), *changes)


def test_totals_that_agree_are_fine() -> None:
    assert found_in(totals=TOTALS) == ()


def test_a_total_without_a_value_is_no_evidence() -> None:
    assert found_in(totals=totals(total("1", None))) == ()


def test_binary_dust_in_a_total_is_no_difference() -> None:
    assert found_in(totals=totals(total("1", "60.0000000000001"))) == ()


def test_a_total_of_an_unknown_criterion_is_let_be() -> None:
    assert found_in(totals=(*TOTALS, total("9", "5"))) == ()


def test_totals_typed_over_that_agree_are_noted_together() -> None:
    typed = totals(total("1", "60", formula=False), total("", "90", formula=False), total("2", "30"))
    found = only(found_in(totals=typed), "total_typed_over")
    assert (found.place.cell, [place.cell for place in found.also]) == ("G7", ["G21"])
    assert "lĩnh vực 1; toàn bộ các lĩnh vực" in found.message.vi
    assert found.severity is Severity.NOTE


def test_a_total_typed_over_that_differs_is_told_once_and_as_a_difference() -> None:
    assert names(found_in(totals=totals(total("1", "61", formula=False), total("", "91")))) == ["total_differs"]


def test_where_the_file_tells_no_formulas_no_total_is_called_typed() -> None:
    assert found_in(totals=tuple(total(each.criterion, str(each.value), formula=None) for each in TOTALS)) == ()
    found = only(found_in(totals=totals(total("2", "31.75", formula=None), total("", "91.75"))), "total_differs")
    assert "nhập bằng tay" not in found.message.vi


def test_a_total_typed_over_is_told_with_both_figures() -> None:
    found = only(found_in(totals=totals(total("1", "61.5", formula=False))), "total_differs")
    assert (found.place.cell, found.criterion, found.points_at_stake) == ("G7", "1", Decimal("1.5"))
    assert "61,5" in found.message.vi
    assert "60" in found.message.vi
    assert "nhập bằng tay" in found.message.vi


def test_a_difference_is_told_once_where_it_arises() -> None:
    wrong = totals(total("1.2", "21", formula=False), total("1", "61"), total("", "91"))
    assert only(found_in(totals=wrong), "total_differs").criterion == "1.2"


def test_a_difference_is_told_once_though_it_stands_on_two_sheets() -> None:
    wrong = (*totals(total("1", "61", formula=False), total("", "91")), total("1", "61", row=40))
    found = only(found_in(totals=wrong), "total_differs")
    assert found.place.cell == "G7"


def test_a_whole_total_typed_over_is_told() -> None:
    found = only(found_in(totals=totals(total("", "95", formula=False))), "total_differs")
    assert (found.criterion, found.points_at_stake) == ("", 5)
    assert "toàn bộ các lĩnh vực" in found.message.vi


def test_a_score_entered_as_text_is_named_as_the_cause() -> None:
    text = entry("1.2.2", score("7.5", "7,5"), explanation=WHY)
    wrong = (total("1.2", "12"), total("1", "52"), total("2", "30"), total("", "82"))
    told = found_in(text, totals=wrong)
    assert names(told) == ["score_typed_as_text", "total_differs"]
    found = next(finding for finding in told if finding.name == "total_differs")
    assert (found.criterion, found.points_at_stake) == ("1.2", Decimal("7.5"))
    assert "điểm 7,5 tại LV 1!G11" in found.message.vi
    assert "dưới dạng chữ" in found.message.vi


def test_a_score_that_equals_the_difference_is_named_as_the_likely_cause() -> None:
    found = only(found_in(totals=totals(total("1.2", "12"), total("1", "52"), total("", "82"))), "total_differs")
    assert "LV 1!G11" in found.message.vi
    assert "có lẽ" in found.message.vi


def test_several_scores_that_equal_the_difference_are_all_named() -> None:
    found = only(
        found_in(entry("1.1", "8", explanation=WHY), totals=(total("1", "20"), total("2", "30"), total("", "50"))),
        "total_differs",
    )
    assert "một trong các ô LV 1!G8; LV 1!G11" in found.message.vi


def test_a_doubled_row_is_named_as_the_cause() -> None:
    found = found_in(more=[entry("1.2.2", "7", 15)], totals=totals(total("1", "67"), total("", "97")))
    assert [finding.name for finding in found] == ["criterion_twice", "total_differs"]
    assert "LV 1!G16" in found[1].message.vi


def test_a_date_that_the_formula_adds_is_named_as_the_cause() -> None:
    date = entry("1.2.2", invalid("04/05/2024", Trouble.DATE))
    found = found_in(date, totals=totals(total("1.2", "45428"), total("1", "45468"), total("", "45498")))
    assert [finding.name for finding in found] == ["score_not_a_number", "total_differs"]
    assert "LV 1!G11 đã bị đổi thành ngày tháng" in found[1].message.vi


def test_a_percentage_that_the_formula_adds_is_named_as_the_cause() -> None:
    share = entry("1.2.2", invalid("50%", Trouble.PERCENT))
    found = found_in(share, totals=totals(total("1.2", "12.5"), total("1", "52.5"), total("", "82.5")))
    assert [finding.name for finding in found] == ["score_not_a_number", "total_differs"]
    assert "ô LV 1!G11 hiển thị phần trăm" in found[1].message.vi


def test_formulas_that_were_not_reckoned_are_said_to_be_so() -> None:
    found = found_in(totals=tuple(total(each.criterion, "0") for each in TOTALS))
    assert {finding.name for finding in found} == {"total_differs"}
    assert all("chưa được tính lại" in finding.message.vi for finding in found)


def test_a_difference_that_nothing_explains_is_told_all_the_same() -> None:
    found = only(found_in(totals=totals(total("2", "31.75"), total("", "91.75"))), "total_differs")
    assert "đã bị sửa" in found.message.vi


def test_the_sum_of_everything_is_what_the_builders_say() -> None:
    assert sum(Decimal(value) for value in FULL.values()) == 90


def test_a_score_read_from_a_text_is_noted_with_its_reading() -> None:
    typed = Score(State.SCORED, Decimal("7.5"), "7,5 điểm", as_text=True)
    found = only(found_in(entry("1.2.2", typed, explanation=WHY)), "score_typed_as_text")
    assert (found.place.cell, found.blocking) == ("G11", False)
    assert "“7,5 điểm”" in found.message.vi
    assert "hiểu là 7,5" in found.message.vi
