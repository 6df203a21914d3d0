"""The audit of a campaign workbook: each defect earns its rule, and only that."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from cchc_xlsx.model.campaign import Flaw, Misread, Slip
from cchc_xlsx.model.criteria import CriteriaSet, Source
from cchc_xlsx.model.finding import Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.rules import audit
from tests.rules.builders import (
    ASSIGNMENTS,
    BANDS,
    SETTINGS,
    UNITS,
    assignment,
    band,
    campaign,
    criteria,
    criterion,
    names,
    only,
    survey,
    unit,
)

TYPED = Misread("criteria.maximum", "hai", Place("", "Bộ tiêu chí", 5, 3))
LEAVES = ("1.1", "1.2.1", "1.2.2", "2.1", "3")
MANY = [criterion(f"2.{n}", None) for n in range(1, 9)]


def with_settings(**changes: Any) -> dict[str, Any]:
    return {"settings": replace(SETTINGS, **changes)}


def test_a_sound_campaign_has_no_findings() -> None:
    assert audit(campaign()) == ()


def slipped(slip: Slip, part: str) -> dict[str, Any]:
    """Return rows of which one has a slip in its list, and another all criteria."""
    flawed = assignment("", "Công chức", part, flaws=(Flaw(slip, part, 6, 6 + len(part)),))
    return {"assignments": (*ASSIGNMENTS, flawed)}


def group(**known: Any) -> dict[str, Any]:
    """Return rows of which one stands for a group."""
    return {"assignments": (ASSIGNMENTS[0], assignment("", "Nhiều người thực hiện", "3", ("3",), group=True, **known))}


#: One defect a row: the rule it earns, the cell it is found at ("" where it stands nowhere), and what is spoilt.
DEFECTS: list[tuple[str, str, dict[str, Any]]] = [
    ("campaign_sheet_missing", "", {"missing": ("bands",), "bands": ()}),
    ("campaign_sheet_missing", "", {"missing": ("criteria.step",)}),
    ("campaign_value_unreadable", "D6", {"misread": (TYPED,), "criteria": criteria(criterion("1.1", None))}),
    ("setting_missing", "", with_settings(id="")),
    ("setting_missing", "", with_settings(name="")),
    ("setting_missing", "", with_settings(year=0)),
    ("setting_missing", "", with_settings(superior="")),
    ("deadline_missing", "", with_settings(deadline=None)),
    ("campaign_id_unsuitable", "", with_settings(id="hà-trung-2024")),
    ("campaign_id_unsuitable", "", with_settings(id="-2024")),
    ("campaign_id_unsuitable", "", with_settings(id="a" * 61)),
    ("year_unlikely", "", with_settings(year=1924)),
    ("year_unlikely", "", with_settings(year=2101)),
    ("criteria_absent", "", {"criteria": CriteriaSet(()), "assignments": ASSIGNMENTS}),
    ("criterion_code_twice", "B31", {"criteria": CriteriaSet((*criteria(), criterion("1.1", "40", row=30)))}),
    ("criterion_parent_missing", "B21", {"criteria": criteria(criterion("3.1.1", "0.5", Source.SURVEY))}),
    (
        "numbering_skips",
        "B21",
        {
            "criteria": criteria(criterion("5", "1", Source.BONUS)),
            "assignments": (assignment("", "A", "tất cả", (*LEAVES, "5")),),
        },
    ),
    ("maximum_missing", "B13", {"criteria": criteria(criterion("3", None, Source.PENALTY))}),
    (
        "maximum_negative",
        "B12",
        {
            "criteria": criteria(
                criterion("2.2", "-10", Source.SURVEY),
                criterion("2", "20"),
                criterion("1", "80"),
                criterion("1.1", "60"),
            )
        },
    ),
    ("maximum_zero", "B13", {"criteria": criteria(criterion("3", "0", Source.PENALTY))}),
    ("maximum_sum_differs", "B7", {"criteria": criteria(criterion("1.2.1", "11.5"))}),
    ("total_not_hundred", "", {"criteria": criteria(criterion("2.1", "31"), criterion("2", "41"))}),
    ("criterion_name_missing", "B6", {"criteria": criteria(criterion("1.1", "40", name=""))}),
    ("step_unsuitable", "B6", {"criteria": criteria(criterion("1.1", "40", step=Decimal("0.3")))}),
    ("step_unsuitable", "B6", {"criteria": criteria(criterion("1.1", "40", step=Decimal("80")))}),
    ("step_unsuitable", "B6", {"criteria": criteria(criterion("1.1", "40", step=Decimal("-1")))}),
    ("step_unsuitable", "B6", {"criteria": criteria(criterion("1.1", "40", allowed=(Decimal(0), Decimal(41))))}),
    ("template_notice", "", with_settings(notice="Dữ liệu làm mẫu.")),
    ("units_absent", "", {"units": ()}),
    ("unit_code_missing", "B7", {"units": (*UNITS, unit("", "Xã Ba", 6))}),
    ("unit_code_twice", "B7", {"units": (*UNITS, unit("05596", "Xã Ba", 6))}),
    ("unit_name_missing", "B7", {"units": (*UNITS, unit("05601", "", 6))}),
    ("unit_name_twice", "B7", {"units": (*UNITS, unit("05601", "XÃ  MỘT", 6))}),
    ("unit_email_twice", "B7", {"units": (*UNITS, unit("05601", "Xã Ba", 6, email="ba@mau.gov.vn; MOT@mau.gov.vn"))}),
    ("unit_email_unsuitable", "B7", {"units": (*UNITS, unit("05601", "Xã Ba", 6, email="ba.mau.gov.vn"))}),
    ("unit_email_unsuitable", "B7", {"units": (*UNITS, unit("05601", "Xã Ba", 6, email="a@b.vn, c@d.vn"))}),
    ("unit_code_unsuitable", "B7", {"units": (*UNITS, unit("xã 3", "Xã Ba", 6))}),
    ("assignment_unknown_unit", "D5", {"assignments": (*ASSIGNMENTS, assignment("05595", "A", "1.1", ("1.1",)))}),
    (
        "assignment_unknown_criterion",
        "D5",
        {"assignments": (*ASSIGNMENTS, assignment("", "A", "1.2.7", unknown=("1.2.7",)))},
    ),
    ("criterion_unassigned", "D5", {"assignments": ASSIGNMENTS[:1]}),
    ("assignments_absent", "", {"assignments": ()}),
    ("assignee_missing", "D5", {"assignments": (*ASSIGNMENTS, assignment("", "", "1.1", ("1.1",)))}),
    ("assignment_empty", "D5", {"assignments": (*ASSIGNMENTS, assignment("", "Công chức", ""))}),
    ("assignment_empty", "D5", {"assignments": (*ASSIGNMENTS, assignment("", "Công chức", " ;."))}),
    ("assignment_range_across", "D5", slipped(Slip.ACROSS, "1.1 đến 2.1")),
    ("assignment_range_upside_down", "D5", slipped(Slip.UPSIDE_DOWN, "1.2.2 đến 1.2.1")),
    ("assignment_bracket_open", "D5", slipped(Slip.BRACKET, "(")),
    ("assignment_exception_idle", "D5", slipped(Slip.EXCEPTS_NOTHING, "2.1")),
    ("assignment_exception_idle", "D5", slipped(Slip.EXCEPTION_EMPTY, "(trừ )")),
    ("assignment_exception_idle", "D5", slipped(Slip.NOTHING_LEFT, "1.1 (trừ 1.1)")),
    ("assignment_twice", "D5", slipped(Slip.TWICE, "1.1")),
    ("assignment_twice", "D5", {"assignments": (*ASSIGNMENTS, assignment("", "THANH  TRA", "3", ("3",)))}),
    ("assignment_unscored", "D5", slipped(Slip.UNSCORED, "2.2")),
    ("criterion_shared", "D5", {"assignments": (*ASSIGNMENTS, assignment("", "Công chức", "3", ("3",)))}),
    ("assignment_group_open", "D5", group(members=("HĐND", "MTTQ"), open_ended=True)),
    ("assignment_group_unnamed", "D5", group()),
    ("bands_overlap", "B8", {"bands": (*BANDS, band("Trung bình", "50.0", 7))}),
    ("band_name_twice", "B8", {"bands": (*BANDS, band("tốt", "90", 7))}),
    ("band_bound_missing", "B8", {"bands": (*BANDS, band("Xuất sắc", None, 7))}),
    ("band_name_missing", "B8", {"bands": (*BANDS, band("", "90", 7))}),
    ("bands_absent", "", {"bands": ()}),
    ("band_bound_unlikely", "B8", {"bands": (*BANDS, band("Xuất sắc", "900", 7))}),
    ("bands_leave_gap", "B6", {"bands": BANDS[:2]}),
    ("survey_unit_unknown", "B5", {"survey": (survey("05999", "2.2", "8"),)}),
    ("survey_unit_unknown", "B5", {"survey": (survey("", "2.2", "8"),)}),
    ("survey_criterion_unsuitable", "B5", {"survey": (survey("05596", "2.1", "8"),)}),
    ("survey_criterion_unsuitable", "B5", {"survey": (survey("05596", "2.7", "8"),)}),
    ("survey_criterion_unsuitable", "B5", {"survey": (survey("05596", "", "8"),)}),
    ("survey_twice", "B9", {"survey": (survey("05596", "2.2", "8"), survey("05596", "2.2", "8", 8))}),
    ("survey_score_unsuitable", "D5", {"survey": (survey("05596", "2.2", "10,5"),)}),
    ("survey_score_unsuitable", "D5", {"survey": (survey("05596", "2.2", "-1"),)}),
    ("survey_score_unsuitable", "D5", {"survey": (survey("05596", "2.2", "tám"),)}),
    ("tie_break_unknown", "", with_settings(tie_breaks=("2.1", "2.7"))),
]


@pytest.mark.parametrize(("name", "at", "spoilt"), DEFECTS, ids=[f"{d[0]}-{n}" for n, d in enumerate(DEFECTS)])
def test_a_defect_earns_its_rule_and_no_other(name: str, at: str, spoilt: dict[str, Any]) -> None:
    found = only(audit(campaign(**spoilt)), name)
    assert found.place.cell == at


FINE: list[tuple[str, dict[str, Any]]] = [
    ("a_campaign_id_may_hold_dots_and_hyphens", with_settings(id="A.b_c-2024")),
    ("a_year_at_either_end_is_likely", with_settings(year=2000)),
    (
        "two_codes_that_differ_by_a_zero_are_two",
        {
            "criteria": criteria(*(criterion(f"2.1.{n}", "3") for n in range(1, 11))),
            "assignments": (assignment("", "A", "tất cả", (*LEAVES, *(f"2.1.{n}" for n in range(1, 11)))),),
        },
    ),
    (
        "letters_may_number_areas",
        {
            "criteria": criteria(criterion("A", "0.5", Source.BONUS)),
            "assignments": (assignment("", "A", "tất cả", (*LEAVES, "A")),),
        },
    ),
    ("a_penalty_may_be_written_as_a_negative_maximum", {"criteria": criteria(criterion("3", "-5", Source.PENALTY))}),
    (
        "bonus_stands_beside_the_maximum",
        {
            "criteria": criteria(criterion("2.3", "3", Source.BONUS)),
            "assignments": (assignment("", "A", "tất cả", (*LEAVES, "2.3")),),
        },
    ),
    (
        "penalties_add_up_by_their_size",
        {
            "criteria": criteria(criterion("3.1", "-2", Source.PENALTY), criterion("3.2", "3", Source.PENALTY)),
            "assignments": (assignment("", "A", "tất cả", (*LEAVES, "3.1", "3.2")),),
        },
    ),
    ("a_step_that_divides_the_maximum_is_fine", {"criteria": criteria(criterion("1.1", "40", step=Decimal("0.25")))}),
    (
        "allowed_scores_may_reach_the_maximum",
        {"criteria": criteria(criterion("1.1", "40", allowed=(Decimal(0), Decimal(40))))},
    ),
    (
        "a_penalty_may_allow_negative_scores",
        {"criteria": criteria(criterion("3", "5", Source.PENALTY, allowed=(Decimal(-5), Decimal(0))))},
    ),
    (
        "one_name_in_two_groups_is_fine",
        {"units": (unit("05596", "Đông Hòa", group="Xã"), unit("05599", "Đông Hoà", 5, group="Phường"))},
    ),
    (
        "several_addresses_of_one_unit_are_fine",
        {"units": (unit("05596", "Xã Một", email="a@mau.gov.vn; b@mau.gov.vn\na@mau.gov.vn"),)},
    ),
    ("a_group_whose_people_are_all_named", group(members=("HĐND", "MTTQ"))),
    (
        "the_surveys_points_may_be_the_maximum_or_not_known_yet",
        {"survey": (survey("05596", "2.2", "10"), survey("05599", "2.2", "", 5))},
    ),
    ("codes_and_sources_may_decide_between_equals", with_settings(tie_breaks=("2", "1.2.1", "survey", "penalty"))),
    ("a_unit_may_have_rows_of_its_own", {"assignments": (*ASSIGNMENTS, assignment("05596", "A", "tất cả", LEAVES))}),
    ("a_grade_may_begin_above_a_hundred", {"bands": (*BANDS, band("Xuất sắc", "105", 7))}),
]


@pytest.mark.parametrize("sound", [case[1] for case in FINE], ids=[case[0] for case in FINE])
def test_what_is_right_passes_silently(sound: dict[str, Any]) -> None:
    assert names(audit(campaign(**sound))) == []


BAD_CODES = ("1..3", "1.3.", ".3", "1.3 a", "1/3", "")


@pytest.mark.parametrize("code", BAD_CODES)
def test_a_code_of_other_signs_is_unsuitable(code: str) -> None:
    more = criterion(code, "1", Source.BONUS, row=30)
    found = audit(campaign(criteria=CriteriaSet((*criteria(), more)), assignments=()))
    assert names(found) == ["assignments_absent", "code_unsuitable"]


def test_a_misread_maximum_is_not_missing_as_well() -> None:
    found = only(
        audit(campaign(misread=(TYPED,), criteria=criteria(criterion("1.1", None)))), "campaign_value_unreadable"
    )
    assert "hai" in found.message.vi
    assert "Điểm tối đa" in found.message.vi


def test_a_misread_bound_or_deadline_is_not_missing_as_well() -> None:
    bound = Misread("bands.from", "tám mươi", Place("", "Xếp loại", 7, 2))
    deadline = Misread("settings.deadline", "cuối năm", Place("", "Cài đặt", 10, 3))
    only(audit(campaign(misread=(bound,), bands=(*BANDS, band("Xuất sắc", None, 7)))), "campaign_value_unreadable")
    found = audit(campaign(misread=(deadline,), **with_settings(deadline=None)))
    assert "30/11/2024 17:00" in only(found, "campaign_value_unreadable").fix.vi


@pytest.mark.parametrize("table", ["settings", "criteria", "units", "assignments", "bands"])
def test_a_missing_sheet_is_told_once(table: str) -> None:
    empty = {
        "settings": with_settings(id="", name="", year=0, superior="", deadline=None),
        "criteria": {"criteria": CriteriaSet(())},
        "units": {"units": ()},
        "assignments": {"assignments": ()},
        "bands": {"bands": ()},
    }[table]
    only(audit(campaign(missing=(table,), **empty)), "campaign_sheet_missing")


MISSING_COLUMNS: list[tuple[str, dict[str, Any]]] = [
    ("criteria.maximum", {"criteria": CriteriaSet(tuple(replace(c, maximum=None) for c in criteria()))}),
    ("criteria.name", {"criteria": CriteriaSet(tuple(replace(c, name="") for c in criteria()))}),
    ("units.name", {"units": tuple(replace(u, name="") for u in UNITS)}),
    ("units.code", {"units": tuple(replace(u, code="") for u in UNITS)}),
    ("assignments.assignee", {"assignments": tuple(replace(a, assignee="") for a in ASSIGNMENTS)}),
    ("bands.from", {"bands": tuple(replace(b, lower=None) for b in BANDS)}),
    ("bands.name", {"bands": tuple(replace(b, name="") for b in BANDS)}),
]


@pytest.mark.parametrize(("part", "empty"), MISSING_COLUMNS, ids=[case[0] for case in MISSING_COLUMNS])
def test_a_missing_column_is_told_once(part: str, empty: dict[str, Any]) -> None:
    only(audit(campaign(missing=(part,), **empty)), "campaign_sheet_missing")


def test_a_message_names_the_sheet_and_the_column() -> None:
    found = only(audit(campaign(missing=("criteria.maximum",))), "campaign_sheet_missing")
    assert "cột “Điểm tối đa” của trang “Bộ tiêu chí”" in found.message.vi
    assert "column “Maximum” of the sheet “Criteria”" in found.message.en


def test_many_maxima_missing_in_an_area_are_one_finding() -> None:
    changed = criteria(*MANY, criterion("1.1", None))
    found = [f for f in audit(campaign(criteria=changed)) if f.name == "maximum_missing"]
    assert [f.criterion for f in found] == ["1.1", "2.1"]
    assert "8 tiêu chí thuộc lĩnh vực 2 (2.1; 2.2; 2.3;" in found[1].message.vi


def test_many_names_missing_in_an_area_are_one_finding() -> None:
    changed = criteria(*(replace(c, name="", maximum=Decimal(5)) for c in MANY))
    found = [f for f in audit(campaign(criteria=changed)) if f.name == "criterion_name_missing"]
    assert len(found) == 1


def test_a_sum_that_differs_names_both_figures_and_stakes_the_difference() -> None:
    found = only(audit(campaign(criteria=criteria(criterion("1.2.1", "11.5")))), "maximum_sum_differs")
    assert found.points_at_stake == Decimal("0.5")
    assert found.criterion == "1.2"
    assert "20" in found.message.vi
    assert "19,5" in found.message.vi
    assert "19.5" in found.message.en


def test_a_gap_in_the_numbering_names_what_is_left_out() -> None:
    changed = criteria(criterion("2.5", "0", Source.SURVEY), without=["2.1"])
    found = [f for f in audit(campaign(criteria=changed)) if f.name == "numbering_skips"]
    assert len(found) == 1
    assert "2.1; 2.3; 2.4" in found[0].message.vi


def test_a_huge_number_in_a_code_is_no_trouble() -> None:
    changed = criteria(criterion("2.999999", "0", Source.SURVEY), criterion(f"1.{'9' * 5000}", "0", Source.SURVEY))
    found = [f for f in audit(campaign(criteria=changed)) if f.name == "numbering_skips"]
    assert [f.criterion for f in found] == ["2.999999"]
    assert "999996" in found[0].message.vi


def test_a_wrong_unit_and_a_wrong_code_bring_a_suggestion() -> None:
    wrong_unit = (*ASSIGNMENTS, assignment("5596", "A", "1.1", ("1.1",)))
    assert "Có lẽ là 05596 (Xã Một)" in only(audit(campaign(assignments=wrong_unit)), "assignment_unknown_unit").fix.vi
    wrong_code = (*ASSIGNMENTS, assignment("05596", "A", "1.2.7; tất cả", LEAVES, unknown=("1.2.7",)))
    found = only(audit(campaign(assignments=wrong_code)), "assignment_unknown_criterion")
    assert "Có lẽ là 1.2." in found.fix.vi
    assert found.unit == "05596"


def test_a_slip_is_told_with_its_place_in_the_text() -> None:
    message = only(audit(campaign(**slipped(Slip.ACROSS, "1.1 đến 2.1"))), "assignment_range_across").message
    assert "từ ký tự thứ 7" in message.vi
    assert "“1.1 đến 2.1”" in message.en


@pytest.mark.parametrize(
    ("part", "before", "after", "given", "meant"),
    [
        ("1.2.1.2", "1.1", "2.1", ("1.1",), "1.2.1"),  # a part too many
        ("1.1.2", "1.1", "2.1", ("1.1", "1.2.1", "2.1", "3"), "1.2.2"),  # the parts beside each other change places
        ("2.1.2", "1.2.1", "2.1", ("1.1", "1.2.1", "2.1", "3"), "1.2.2, tiêu chí chưa giao cho ai"),
        ("2.3", "", "", LEAVES, "2.1"),
        ("9.9.9.9", "1.2.1", "2.1", ("1.1", "1.2.1", "2.1", "3"), "1.2.2, tiêu chí chưa giao cho ai"),
    ],
)
def test_the_suggestion_goes_by_the_letters_and_by_the_place(
    part: str, before: str, after: str, given: tuple[str, ...], meant: str
) -> None:
    flaw = Flaw(Slip.UNKNOWN, part, 0, len(part), before, after)
    rows = (assignment("", "A", part, given, flaws=(flaw,)),)
    found = next(f for f in audit(campaign(assignments=rows)) if f.name == "assignment_unknown_criterion")
    assert f"Có lẽ là {meant}" in found.fix.vi


def test_letters_and_place_that_disagree_are_both_told() -> None:
    flaw = Flaw(Slip.UNKNOWN, "2.3", 0, 3, "1.2.1", "2.1")
    rows = (assignment("", "A", "2.3", ("1.1", "1.2.1", "2.1", "3"), flaws=(flaw,)),)
    found = next(f for f in audit(campaign(assignments=rows)) if f.name == "assignment_unknown_criterion")
    assert "2.1, hoặc theo vị trí trong danh sách là 1.2.2" in found.fix.vi


def test_a_word_that_is_no_code_brings_no_suggestion() -> None:
    rows = (*ASSIGNMENTS, assignment("", "A", "các việc khác", flaws=(Flaw(Slip.UNKNOWN, "các việc khác", 0, 13),)))
    assert "Có lẽ" not in only(audit(campaign(assignments=rows)), "assignment_unknown_criterion").fix.vi


def test_the_slip_of_boc_nhieu_is_taken_for_the_criterion_that_is_nobodys() -> None:
    codes = ["8", "8.2", "8.2.3", "8.3", "8.3.1", "8.3.2", "8.3.2.1", "8.3.2.2", "8.3.5"]
    flaw = Flaw(Slip.UNKNOWN, "8.2.3.2", 0, 7, "8.3.2.1", "8.3.5")
    rows = (assignment("", "A", "", ("8.2.3", "8.3.1", "8.3.2.1", "8.3.5"), flaws=(flaw,)),)
    made = campaign(criteria=CriteriaSet(tuple(criterion(code, "1") for code in codes)), assignments=rows)
    found = next(f for f in audit(made) if f.name == "assignment_unknown_criterion")
    assert "Có lẽ là 8.3.2.2, tiêu chí chưa giao cho ai" in found.fix.vi


def test_unassigned_criteria_are_told_once_for_each_unit_with_rows_of_its_own() -> None:
    own = (*ASSIGNMENTS, assignment("05599", "A", "1", ("1.1", "1.2.1", "1.2.2")))
    found = only(audit(campaign(assignments=own)), "criterion_unassigned")
    assert found.unit == "05599"
    assert "2.1; 3" in found.message.vi


def test_only_ten_of_many_unassigned_criteria_are_named() -> None:
    more = criteria(*(criterion(f"2.1.{n}", "2") for n in range(1, 16)))
    found = only(audit(campaign(criteria=more)), "criterion_unassigned")
    assert "15 tiêu chí" in found.message.vi
    assert "2.1.10 và 5 mục khác" in found.message.vi
    assert "2.1.11" not in found.message.vi


def test_notes_and_warnings_do_not_keep_a_campaign_from_being_used() -> None:
    found = audit(campaign(bands=(), assignments=()))
    assert {f.severity for f in found} == {Severity.NOTE}
    assert not any(f.blocking for f in found)


def test_names_that_differ_in_their_marks_are_two_names() -> None:
    units = (*UNITS, unit("05601", "Xã Đông Hải", 6), unit("05602", "Xã Đồng Hải", 7))
    assert "unit_name_twice" not in {finding.name for finding in audit(campaign(units=units))}
