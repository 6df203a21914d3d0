"""Evidence: its risks are shown to a person, and nothing is ever deducted."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_xlsx.legacy import legacy_of, may_be_legacy
from cchc_xlsx.model.book import a1
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.submission import Entry, Given, State
from cchc_xlsx.rules import checks, evidence_number_suffix, evidence_scanned_or_unsigned, inspect
from cchc_xlsx.rules._evidence import year_in
from cchc_xlsx.text import clean, fold, letters
from tests.rules.builders import campaign, entry, names, no_score, only, received, submission

NONE = {"evidence": "", "evidence_number": "", "evidence_date": ""}
WHY = "Chưa hoàn thành nhiệm vụ."


def found_in(*changes: Entry) -> tuple[Finding, ...]:
    return inspect(received(submission(*changes)), campaign())


def test_points_without_evidence_stake_the_score() -> None:
    found = only(found_in(entry("1.1", "30.5", explanation=WHY, **NONE)), "evidence_missing")
    assert (found.place.cell, found.criterion, found.points_at_stake) == ("I8", "1.1", Decimal("30.5"))


@pytest.mark.parametrize("key", list(NONE))
def test_any_part_of_the_evidence_is_evidence(key: str) -> None:
    said = {**NONE, key: {"evidence_number": "12/KH-UBND", "evidence_date": "30/01/2024"}.get(key, "Kế hoạch")}
    assert found_in(entry("1.1", "40", **said)) == ()


def test_a_zero_and_a_penalty_need_no_evidence() -> None:
    assert found_in(entry("1.1", "0", explanation=WHY, **NONE), entry("3", "-2", explanation=WHY, **NONE)) == ()


@pytest.mark.parametrize(
    "number",
    ["12a/KH-UBND", "12b/BC-UBND", "12A/KH-UBND", "5 b/BC-UBND", "12a/2024/NQ-HĐND", "45a-KH/ĐU", "9đ/QĐ-UBND"],
)
def test_a_number_with_a_letter_is_told_and_named(number: str) -> None:
    found = only(found_in(entry("1.1", "40", evidence_number=f"11/KH-UBND; {number}")), "evidence_number_suffix")
    assert (found.place.cell, found.criterion, found.points_at_stake) == ("J8", "1.1", 40)
    assert number in found.message.vi
    assert "11/KH-UBND" not in found.message.vi
    assert "có thể cho 0 điểm" in found.message.vi


def test_a_number_with_a_letter_is_found_in_the_title_too() -> None:
    found = only(found_in(entry("1.1", "40", evidence="Báo cáo số 12a/BC-UBND")), "evidence_number_suffix")
    assert found.place.cell == "I8"


@pytest.mark.parametrize(
    "number",
    ["12/KH-UBND", "12/2024/NQ-HĐND", "12-KH/ĐU", "Phụ lục 1a/1b", "mẫu 2a", "ngày 30/12/2024", "1149/QĐ-BNV", "B12/x"],
)
def test_an_ordinary_number_is_fine(number: str) -> None:
    assert found_in(entry("1.1", "40", evidence_number=number, evidence=number)) == ()


@pytest.mark.parametrize(
    "dates",
    ["30/12/2023", "01/01/2025", "30-12-2023", "30.12.2023", "2023-12-30", "ngày 30 tháng 12 năm 2023",
     "01/02/2024; 30/12/2023", "01/02/2024\n30/12/2023"],
)  # fmt: skip
def test_a_date_of_another_year_is_told_and_named(dates: str) -> None:
    found = only(found_in(entry("1.1", "40", evidence_date=dates)), "evidence_date_outside_year")
    assert (found.place.cell, found.criterion, found.points_at_stake) == ("K8", "1.1", 40)
    assert "/2023" in found.message.vi or "/2025" in found.message.vi
    assert "01/02/2024" not in found.message.vi


@pytest.mark.parametrize("dates", ["01/01/2024", "31.12.2024; 2024-06-05", "5/2/2024\n6-2-2024", ""])
def test_dates_of_the_year_scored_are_fine(dates: str) -> None:
    assert found_in(entry("1.1", "40", evidence_date=dates)) == ()


@pytest.mark.parametrize(
    ("text", "year"),
    [("2023", 2023), (" năm 2023 ", 2023), ("NĂM2023", 2023), ("Year 1900", 1900), ("2100", 2100), ("1899", None),
     ("2101", None), ("12023", None), ("quý 2023", None), ("２０２３", None), ("²023", None),
     ("023", None), ("", None)],
)  # fmt: skip
def test_a_year_may_stand_in_place_of_a_date(text: str, year: int | None) -> None:
    assert year_in(text) == year


@pytest.mark.parametrize("text", ["quý II", "2024", "31/02/2024", "45321"])
def test_a_text_without_a_date_is_noted(text: str) -> None:
    found = only(found_in(entry("1.1", "40", evidence_date=text)), "evidence_date_unreadable")
    assert (found.place.cell, found.severity, found.points_at_stake) == ("K8", Severity.NOTE, 0)
    assert text in found.message.vi


@pytest.mark.parametrize("typed", ["2024", "năm 2024", "Năm 2024"])
def test_a_year_alone_is_told_as_a_year_alone(typed: str) -> None:
    found = only(found_in(entry("1.1", "40", evidence_date=typed)), "evidence_date_unreadable")
    assert "chỉ ghi năm" in found.message.vi
    assert "only a year" in found.message.en


def test_a_year_alone_that_is_not_the_one_scored_is_told_as_another_too() -> None:
    found = found_in(entry("1.1", "40", evidence_date="2022"))
    assert names(found) == ["evidence_date_outside_year", "evidence_date_unreadable"]
    assert "có ngày 2022, không thuộc năm 2024" in found[0].message.vi


@pytest.mark.parametrize(
    "words",
    ["bản scan", "Bản SCAN", "scan", "văn bản quét", "BẢN CHỤP", "chưa ký", "chưa kí", "chưa ký số", "không ký số",
     "ban chup", "photo", "photocopy"],
)  # fmt: skip
@pytest.mark.parametrize("key", ["evidence", "remark", "explanation"])
def test_evidence_said_to_be_scanned_or_unsigned_is_told(words: str, key: str) -> None:
    found = only(found_in(entry("1.1", "40", **{key: f"Báo cáo ({words})."})), "evidence_scanned_or_unsigned")
    assert (found.criterion, found.points_at_stake) == ("1.1", 40)
    assert found.place.cell == {"evidence": "I8", "remark": "M8", "explanation": "L8"}[key]


@pytest.mark.parametrize("text", ["Quyết định về quy trình", "chưa kỷ luật công chức", "đã ký số", "Scandinavia"])
def test_words_that_only_look_alike_are_fine(text: str) -> None:
    assert found_in(entry("1.1", "40", evidence=text)) == ()


def test_points_lost_without_explanation_stake_what_is_lost() -> None:
    found = only(found_in(entry("1.1", "38.5")), "explanation_missing")
    assert (found.place.cell, found.criterion, found.points_at_stake) == ("L8", "1.1", Decimal("1.5"))
    assert "38,5" in found.message.vi


def test_not_applicable_without_explanation_stakes_the_maximum() -> None:
    found = only(found_in(entry("1.1", no_score(State.NOT_APPLICABLE))), "explanation_missing")
    assert found.points_at_stake == 40
    assert "KAD" in found.message.vi


def test_a_penalty_without_explanation_is_told() -> None:
    assert only(found_in(entry("3", "-2")), "explanation_missing").points_at_stake == 2


def test_points_lost_and_explained_are_fine() -> None:
    assert found_in(entry("1.1", "38", explanation=WHY)) == ()


def test_no_rule_on_evidence_keeps_a_unit_from_being_ranked() -> None:
    about = [check.rule for check in checks() if check.rule.code.startswith("E")]
    assert about
    assert all(rule.severity in (Severity.WARNING, Severity.NOTE) for rule in about)
    risky = [rule for rule in about if rule.severity is Severity.WARNING]
    assert all("không tự trừ điểm" in rule.why.vi for rule in risky)
    assert all("Nothing is deducted" in rule.why.en for rule in risky)


OLD = "KÕ ho¹ch c¶i c¸ch hµnh chÝnh"  # Kế hoạch cải cách hành chính, in TCVN3


def test_old_encodings_are_told_once_for_a_column_with_all_its_places() -> None:
    changed = (
        entry("1.1", "40", evidence=OLD, remark=OLD),
        entry("1.2.1", "12", evidence=OLD),
        entry("2.1", "30", evidence=f"x {OLD}"),
    )
    evidence, remark = sorted(found_in(*changed), key=lambda finding: finding.place.column)
    assert evidence.name == remark.name == "text_in_old_encoding"
    assert (evidence.place.cell, [place.cell for place in evidence.also]) == ("I8", ["I10", "I13"])
    assert (remark.place.cell, remark.also) == (a1(7, 12), ())
    assert "3 ô ở cột “Tài liệu kiểm chứng: tên, trích yếu”" in evidence.message.vi
    assert f"TCVN3 (ABC)), ví dụ “{OLD}”" in evidence.message.vi
    assert not evidence.blocking


def test_names_of_officers_in_an_old_encoding_are_told_in_their_column() -> None:
    given = Given("1.1", ("NguyÔn V¨n B×nh", "TrÇn ThÞ HËu"), Place("a.xlsx", "Phân công", 6, 5))
    found = only(inspect(received(submission(given=(given,))), campaign()), "text_in_old_encoding")
    assert (str(found.place), "cột “Người thực hiện”" in found.message.vi) == ("Phân công!F7", True)


def test_two_old_encodings_in_one_column_are_told_apart() -> None:
    misread = "Kế hoạch cải cách".encode().decode("cp1252", errors="ignore")
    found = found_in(entry("1.1", "40", evidence=OLD), entry("1.2.1", "12", evidence=misread))
    assert names(found) == ["text_in_old_encoding"] * 2
    assert ["UTF-8" in finding.message.vi for finding in found] == [False, True]


def test_unicode_texts_are_in_no_old_encoding() -> None:
    assert found_in(entry("1.1", "40", evidence="Kế hoạch", remark="Đã ký số, đúng hạn", explanation="Cà phê")) == ()


@given(st.text(st.sampled_from("sScCaAnNáàãÁđĐưƯaakKyýỳiI ọoO\u0323\u0301\u2028\n\tpPhHtTſßquẹếeuUrRç“”chụupb-")))
def test_the_first_look_at_all_texts_misses_none_that_the_rule_would_find(text):
    if evidence_scanned_or_unsigned.SAID.search(fold(text)):
        assert evidence_scanned_or_unsigned._may_say_so(f"a\n{clean(text)}\nb".split())


@given(st.text(st.sampled_from("0123 12a/bKHĐđ-NQUB\u2028\n\t.,w")))
def test_the_first_look_at_all_numbers_misses_none_that_the_rule_would_find(text):
    if evidence_number_suffix.SUFFIXED.search(text):
        assert evidence_number_suffix._MAY.search(f"a\n{text}\nb")


@given(st.text())
def test_letters_are_what_folding_leaves_of_a_text_in_ascii(text):
    folded = fold(text).encode("ascii", "ignore").decode()
    assert "".join(folded.split()) == "".join(letters(clean(text)).split())


@given(st.lists(st.text(st.sampled_from("áº»§Ã¡Ä‘ µ·ViÖt Nam céng hßa xaõ hoäi\n"), max_size=30), max_size=5))
def test_no_text_in_an_old_encoding_is_missed_among_others(texts):
    if any(map(legacy_of, texts)):
        assert may_be_legacy([word for text in texts for word in text.split()])
