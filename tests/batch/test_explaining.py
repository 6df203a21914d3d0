"""Explaining a figure: every step from the file to the grade is told, and the arithmetic written out comes true."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings

from cchc_xlsx import batch, scoring
from cchc_xlsx.batch import cells, explained, reckoning
from cchc_xlsx.batch.receiving import Received
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.book import Cell, Kind, cell
from cchc_xlsx.model.campaign import Band, NotApplicablePolicy, RankingRule, SurveyScore
from cchc_xlsx.model.criteria import CriteriaSet, Criterion, Source
from cchc_xlsx.model.explanation import Step
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.submission import Score, State, Trouble
from cchc_xlsx.terms import LANGUAGES
from cchc_xlsx.workbooks.campaign import fill_campaign
from cchc_xlsx.workbooks.summary.notes import notes
from cchc_xlsx.workbooks.tables import score_of
from tests.batch.test_sums import summaries
from tests.builders import CAMPAIGN, CRITERIA, UNITS, campaign, cchc, filled, founded, send
from tests.summaries import WITH_SURVEY


def told(explanation, step=None, language="vi"):
    """Return the sentences of a step, or all of them, as one text."""
    return "\n".join(r.words.in_(language) for r in explanation.reasons if step in (None, r.step))


def explain(folder, *asked, step=None, language="vi"):
    return told(batch.explain(folder, *asked), step, language)


@pytest.fixture
def folder(tmp_path):
    return founded(tmp_path / "dot")


def test_the_file_that_counts_is_told_with_its_mark_and_time_and_why_the_other_does_not(folder):
    import hashlib

    data = filled("00101", {"1.1": Decimal(30)})
    send(folder, "cu.xlsx", filled("00101", {"1.1": Decimal(20)}, saved=datetime(2024, 11, 19, 1)))
    send(folder, "moi.xlsx", data)
    text = explain(folder, "00101", step=Step.FILE)
    assert "“moi.xlsx”, lưu lúc 20/11/2024 08:00" in text
    assert hashlib.sha256(data).hexdigest() in text
    assert re.search(r"cu\.xlsx: không tính tệp này, vì đã có tệp “moi\.xlsx”", text)


def test_a_late_file_is_told_as_such(folder):
    send(folder, "a.xlsx", filled("00101", saved=datetime(2024, 12, 5)))
    assert "sau hạn gửi 30/11/2024 17:00" in explain(folder, "00101", step=Step.FILE)


CELLS = {
    "a number": (Decimal("2.5"), "LV 1!G8: ô ghi số 2,5."),
    "a text": ("2,5", "LV 1!G8: ô ghi chữ “2,5”, đọc là số 2,5."),
    "out of the maximum": ("38/40", "LV 1!G8: ô ghi chữ “38/40”, đọc là số 38."),
    "not applicable": ("KAD", "LV 1!G8: ô ghi “KAD”, đọc là không áp dụng."),
    "words": ("hai điểm", "LV 1!G8: ô ghi “hai điểm”, không phải là số, nên không tính được điểm nào."),
    "two readings": ("1.000", "LV 1!G8: ô ghi “1.000”, có thể hiểu là 1; 1000, nên không tính được điểm nào."),
    "another maximum": ("3/50", "không phải trên điểm tối đa 40 của tiêu chí"),
    "a truth": (True, "là giá trị đúng, sai"),
    "nothing": (None, "LV 1!G8: ô để trống, nghĩa là chưa chấm; không phải là 0 điểm."),
}


@pytest.mark.parametrize(("value", "sentence"), CELLS.values(), ids=CELLS)
def test_a_cell_is_told_with_what_was_typed_and_how_it_was_read(folder, value, sentence):
    send(folder, "a.xlsx", filled("00101", {"1.1": value}))
    assert sentence in explain(folder, "00101", "1.1", step=Step.CELL)


FORMULAS = {
    "a result": (Cell(Kind.NUMBER, "12.5", "A1*2"), "ô có công thức =A1*2; kết quả lưu trong tệp là 12,5."),
    "no result": (Cell(Kind.EMPTY, "", "10+2.5"), "có công thức =10+2.5 chưa có kết quả; tính từ các con số trong đó"),
    "nothing to reckon": (Cell(Kind.EMPTY, "", "A1*2"), "là công thức chưa có kết quả"),
    "an error": (Cell(Kind.ERROR, "#REF!"), "“#REF!”, là lỗi của bảng tính"),
    "a date": (Cell(Kind.NUMBER, "45000", date=True), "là ngày tháng"),
    "a stale one": (Cell(Kind.NUMBER, "9", "10+2.5"), "kết quả lưu trong tệp không đúng với các con số của công thức"),
}


@pytest.mark.parametrize(("cell", "sentence"), FORMULAS.values(), ids=FORMULAS)
def test_a_formula_is_told_with_its_result(cell, sentence):
    score = score_of(cell, Place("", "LV 1", 7, 6), Decimal(40))
    (words,) = cells.cell(score, CRITERIA.by_code["1.1"], CAMPAIGN)
    assert words.vi.startswith("LV 1!G8: ")
    assert sentence in words.vi


def test_every_trouble_of_a_cell_can_be_told():
    for trouble in set(Trouble) - {Trouble.NONE}:
        score = Score(State.INVALID, None, "38,5 %", trouble, place=Place("", "LV 1", 7, 6))
        (words,) = cells.cell(score, CRITERIA.by_code["1.1"], CAMPAIGN)
        assert "“38,5 %”" in words.vi
        assert "{" not in words.vi + words.en


def test_what_is_negative_is_taken_off_and_stands_beside_the_maximum(folder):
    criteria = CriteriaSet((*CRITERIA, Criterion("9", "Điểm phạt", Decimal(5), Source.PENALTY)))
    of = campaign(criteria=criteria)
    folder.campaign.write_bytes(written(fill_campaign(of, "vi")))
    send(folder, "a.xlsx", filled("00101", {"9": Decimal(-3)}, of))
    text = explain(folder, "00101", "9")
    assert "Lĩnh vực 9 “Điểm phạt” = -3 điểm, không tính vào điểm tối đa." in text
    assert "100 (Tự chấm) − 3 (Điểm phạt) = 97" in text


def test_a_survey_score_that_is_missing_is_told_with_its_rule(folder):
    of = campaign(criteria=WITH_SURVEY)
    of = replace(of, survey=(SurveyScore("00102", "8", score_of(cell(Decimal(9)), Place())),))
    folder.campaign.write_bytes(written(fill_campaign(of, "vi")))
    send(folder, "a.xlsx", filled("00101", of=of))
    for asked in ("8", ""):
        assert "Chưa có điểm điều tra" in explain(folder, "00101", *filter(None, [asked]), step=Step.RULES)
    assert "Chưa nhập điểm điều tra của đơn vị" in explain(folder, "00101", "8", step=Step.CELL)
    assert explain(folder, "00101", "1.1", step=Step.RULES) == "Không quy tắc kiểm tra nào nêu vấn đề ở đây."


def test_a_criterion_of_a_missing_unit_is_told_with_the_rule_that_it_is_missing(folder):
    assert "Chưa có tệp nào được tính" in explain(folder, "00101", "1.1", step=Step.RULES)


def test_a_unit_to_which_nothing_applies_is_complete_and_not_said_to_be_ranked(folder):
    send(folder, "a.xlsx", filled("00101", dict.fromkeys(("1.1", "1.2", "2.1", "2.2"), "KAD")))
    send(folder, "b.xlsx", filled("00102"))
    assert "không có chỉ số và không xếp hạng" in explain(folder, "00101", step=Step.STATUS)
    summary = batch.merge(folder).summary
    assert "Không có tiêu chí nào áp dụng nên không có chỉ số, không xếp hạng: Xã Một." in notes(summary, "vi")


def test_warnings_alone_are_not_said_to_be_besides_anything(folder):
    send(folder, "a.xlsx", filled("00101", saved=datetime(2024, 12, 5)))
    assert explain(folder, "00101", step=Step.RULES).startswith("Không có lỗi; có 1 cảnh báo, ghi chú")


def test_a_score_shown_in_a_merged_area_is_told_by_the_cell_that_people_see():
    score = replace(score_of(Cell(Kind.EMPTY), Place("", "LV 1", 7, 6)), covered_by=Place("", "LV 1", 5, 6))
    *_, last = cells.cell(score, CRITERIA.by_code["1.1"], CAMPAIGN)
    assert "LV 1!G6" in last.vi


def test_a_row_that_is_not_there_is_told_and_is_no_zero(folder):
    send(folder, "a.xlsx", filled("00101", after=lambda book: without_row(book, "TC-1.2")))
    assert explain(folder, "00101", "1.2", step=Step.CELL).startswith("Không tìm thấy dòng")


def without_row(book, key):
    for sheet in book.sheets:
        for (row, _), each in sheet.cells.items():
            if each.text == key:
                cells = {spot: content for spot, content in sheet.cells.items() if spot[0] != row}
                new = replace(sheet, cells=cells)
                book = replace(book, sheets=tuple(new if old is sheet else old for old in book.sheets))
    return book


def test_the_rules_that_touched_a_cell_are_told_and_no_others(folder):
    send(folder, "a.xlsx", filled("00101", {"1.1": Decimal(41), "2.1": "sai"}))
    text = explain(folder, "00101", "1.1", step=Step.RULES)
    assert re.match(r"S\d\d \(Lỗi\): LV 1!G8: ", text)
    assert "sai" not in text
    assert explain(folder, "00101", "2.2", step=Step.RULES) == "Không quy tắc kiểm tra nào nêu vấn đề ở đây."
    assert "nằm ngoài mức cho phép" in explain(folder, "00101", "1.1", step=Step.CELL)
    both = explain(folder, "00101", step=Step.RULES)
    assert "LV 1!G8" in both
    assert "LV 2!G8" in both


def test_a_maximum_is_told_by_the_row_of_the_campaign_workbook(folder):
    send(folder, "a.xlsx", filled("00101"))
    assert "Điểm tối đa 17,5, theo Bộ tiêu chí!B10 của sổ đợt chấm điểm; được chấm từ 0 đến 17,5, bước 0,5." in explain(
        folder, "00101", "2.2", step=Step.MAXIMUM
    )


def test_the_way_from_a_criterion_to_the_index_is_written_out(folder):
    send(folder, "a.xlsx", filled("00101", {"1.1": Decimal("30.25"), "2.1": "KAD"}))
    text = explain(folder, "00101", "1.1")
    assert "Tự chấm: 30,25 (1.1) + 20 (1.2) = 50,25 điểm." in text
    assert "Lĩnh vực 1 “Chỉ đạo, điều hành” = 50,25 điểm, trên tối đa áp dụng 60." in text
    assert "Tự chấm: 50,25 (1) + 17,5 (2) = 67,75 điểm." in text
    assert "loại khỏi điểm tối đa: 100 − 22,5 = 77,5." in text
    assert "Chỉ số: 67,75 ÷ 77,5 × 100 ≈ 87,419355 %." in text
    assert "làm tròn đến 2 chữ số thập phân: 87,42 %" in text


POLICIES = {
    NotApplicablePolicy.FULL: "Tự chấm: tiêu chí không áp dụng được tính đủ điểm: 67,75 + 22,5 = 90,25 điểm, trên tối "
    "đa 100.",
    NotApplicablePolicy.DENOMINATOR: "Tự chấm: tiêu chí không áp dụng được loại khỏi điểm tối đa: 100 − 22,5 = 77,5.",
    NotApplicablePolicy.RESCALED: "điểm 67,75 × 100 ÷ 77,5 ≈ 87,419355; tối đa 77,5 × 100 ÷ 77,5 = 100.",
}


@pytest.mark.parametrize(("policy", "sentence"), POLICIES.items(), ids=POLICIES)
def test_each_policy_for_what_does_not_apply_is_written_out(tmp_path, policy, sentence):
    folder = founded(tmp_path / "dot", campaign(not_applicable=policy))
    send(folder, "a.xlsx", filled("00101", {"1.1": Decimal("30.25"), "2.1": "KAD"}))
    assert sentence in explain(folder, "00101", step=Step.SOURCE)


def with_sources(**settings_):
    criteria = CriteriaSet(
        (
            Criterion("1", "Tự chấm", Decimal(60)), Criterion("1.1", "a", Decimal(60)),
            Criterion("2", "Người dân", Decimal(40)), Criterion("2.1", "Hài lòng", Decimal(40), Source.SURVEY),
            Criterion("3", "Thưởng", Decimal(5), Source.BONUS), Criterion("3.1", "b", Decimal(5), Source.BONUS),
            Criterion("4", "Phạt", Decimal(5), Source.PENALTY), Criterion("4.1", "c", Decimal(5), Source.PENALTY),
        )
    )  # fmt: skip
    score = Score(State.SCORED, Decimal("30.5"), "30,5", place=Place("", "Điều tra", 6, 3))
    survey = tuple(SurveyScore(unit.code, "2.1", score) for unit in UNITS)
    return replace(campaign(criteria=criteria, assignments=(), **settings_), survey=survey)


def taken_of(folder, of):
    """Return the summary and the taking in of a campaign whose survey stands in no workbook yet."""
    _, taken = batch.check(folder)
    return batch.summary_of(of, taken), taken


def test_survey_bonus_penalty_and_caps_are_written_out(tmp_path):
    of = with_sources(bonus_cap=Decimal(2), penalty_cap=Decimal(1))
    folder = founded(tmp_path / "dot", of)
    send(folder, "a.xlsx", filled("00101", {"1.1": Decimal(50), "3.1": Decimal(3), "4.1": Decimal(-4)}, of))
    summary, taken = taken_of(folder, of)
    text = told(explained(summary, taken, "00101"))
    assert "Điểm thưởng: vượt trần nên tính 2 điểm (phần vượt trần: 1)." in text
    assert "Điểm phạt: vượt trần nên tính -1 điểm (phần vượt trần: -3)." in text
    assert "Tổng điểm: 50 (Tự chấm) + 30,5 (Điều tra XHH) + 2 (Điểm thưởng) − 1 (Điểm phạt) = 81,5." in text
    assert "Điểm tối đa áp dụng: 60 (Tự chấm) + 40 (Điều tra XHH) = 100." in text
    asked = told(explained(summary, taken, "00101", "2.1"), Step.CELL)
    assert "điều tra xã hội học" in asked
    assert "“dot-cham.xlsx”, Điều tra!D7: ô ghi số 30,5." in asked


def test_a_survey_that_has_not_come_is_told(tmp_path):
    of = with_sources()
    folder = founded(tmp_path / "dot", replace(of, survey=()))
    send(folder, "a.xlsx", filled("00101", {"1.1": Decimal(50)}, of))
    assert "chưa được tính vào điểm và điểm tối đa" in explain(folder, "00101", "2.1", step=Step.CELL)


COMMUNES = tuple(replace(UNITS[0], code=f"0010{n}", name=f"Xã {n}") for n in range(1, 6))


def ranked(tmp_path, points, **settings_):
    of = campaign(units=COMMUNES, **settings_)
    folder = founded(tmp_path / "dot", of)
    for unit, scores in zip(COMMUNES, points, strict=False):
        given = dict(zip(("1.1", "1.2"), map(Decimal, scores), strict=True))
        send(folder, f"{unit.code}.xlsx", filled(unit.code, given, of))
    return folder


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (RankingRule.DENSE, "Hạng 3/5 trong nhóm “Xã”: có 2 mức kết quả cao hơn (của 3 đơn vị), nên hạng là 2 + 1."),
        (RankingRule.COMPETITION, "Hạng 4/5 trong nhóm “Xã”: có 3 đơn vị có kết quả cao hơn, nên hạng là 3 + 1."),
    ],
)
def test_a_rank_is_told_by_who_stands_above(tmp_path, rule, sentence):
    points = [(40, 20), (35, 20), (35, 20), (34, 20), (10, 20)]
    folder = ranked(tmp_path, points, ranking=rule)
    text = explain(folder, "00104", step=Step.RANK)
    assert sentence in text
    assert "Ngay phía trên: Xã 2 (00102), chỉ số 95 %, hơn 1 điểm phần trăm." in text
    assert "không đơn vị nào có kết quả cao hơn" in explain(folder, "00101", step=Step.RANK)
    assert "Cùng hạng: Xã 3 (00103)." in explain(folder, "00102", step=Step.RANK)


def test_what_decided_between_equals_is_told(tmp_path):
    folder = ranked(tmp_path, [(35, 20), (40, 15)])
    of = campaign(units=COMMUNES, tie_breaks=("1.1",))
    summary, taken = taken_of(folder, of)
    text = told(explained(summary, taken, "00101"), Step.RANK)
    assert "Xã 2 (00102) có cùng chỉ số; phân định theo điểm tiêu chí 1.1: 40 so với 35." in text


def test_a_grade_is_told_by_its_bounds_and_a_near_bound_is_named(tmp_path):
    bands = (Band("Tốt", Decimal(90)), Band("Khá", Decimal(70)), Band("Yếu", Decimal(60)))
    of = replace(CAMPAIGN, bands=bands)
    folder = founded(tmp_path / "dot", of)
    send(folder, "a.xlsx", filled("00101", {"1.1": Decimal("29.995")}, of))
    send(folder, "b.xlsx", filled("00102", {"1.1": Decimal(0), "1.2": Decimal("10.01")}, of))
    send(folder, "c.xlsx", filled("00103", {"1.1": Decimal(0), "1.2": Decimal(0), "2.1": Decimal(0)}, of))
    first = explain(folder, "00101", step=Step.GRADE)
    assert "Xếp loại “Khá”: chỉ số chưa làm tròn 89,995 % không thấp hơn cận dưới 70 %" in first
    assert "thấp hơn cận dưới 90 % của mức “Tốt”" in first
    assert "chỉ cách cận 90 % của mức “Tốt” 0,005 điểm phần trăm" in first
    assert "Lưu ý" not in explain(folder, "00102", step=Step.GRADE)
    assert "thấp hơn cận dưới của mọi mức" in explain(folder, "00103", step=Step.GRADE)


def test_a_unit_that_sent_nothing_one_with_errors_and_an_excluded_one_are_told_as_such(tmp_path):
    units = (*UNITS[:2], replace(UNITS[2], excluded="Mới sáp nhập"))
    of = campaign(units=units)
    folder = founded(tmp_path / "dot", of)
    send(folder, "b.xlsx", filled("00102", {"1.1": "sai"}, of))
    assert "đó không phải là 0 điểm" in explain(folder, "00101")
    assert explain(folder, "00101", "1.1", step=Step.CELL) == "Đơn vị chưa có tệp được tính nên không có ô điểm."
    assert "còn 1 lỗi phải sửa" in explain(folder, "00102", step=Step.STATUS)
    assert explain(folder, "00102", step=Step.RANK) == ""
    summary, taken = taken_of(folder, of)
    assert "không xếp hạng đơn vị này; lý do: Mới sáp nhập." in told(explained(summary, taken, "00103"))


def test_a_unit_whose_only_file_cannot_be_read_is_told_why(folder):
    send(folder, "a.xlsx", filled("00101", after=lambda book: replace(book, sheets=book.sheets[:1])))
    text = explain(folder, "00101", step=Step.FILE)
    assert "a.xlsx" in text


def test_a_unit_is_found_by_its_name_and_an_unknown_one_has_a_nearest(folder):
    assert batch.explain(folder, "xa hai").result.unit.code == "00102"
    ran = cchc("explain", "-C", folder.root, "00110")
    assert ran.code == 2
    assert re.search(r"Có phải là 0010\d \(", ran.err)
    ran = cchc("explain", "-C", folder.root, "hoàn toàn khác", "--language", "en")
    assert ran.code == 2
    assert "Units" in ran.err


def test_an_unknown_criterion_has_a_nearest(folder):
    ran = cchc("explain", "-C", folder.root, "00101", "1.3")
    assert ran.code == 2
    assert re.search(r"Có phải là 1\.\d \(", ran.err)
    assert cchc("explain", "-C", folder.root, "00101", "xyz").code == 2


def test_programs_get_the_figures_their_places_and_the_sentences(folder):
    send(folder, "a.xlsx", filled("00101", {"1.1": Decimal("2.5"), "2.1": "sai"}))
    ran = cchc("explain", "-C", folder.root, "00101", "2.1", "--format", "json")
    assert ran.code == 1
    data = json.loads(ran.out)
    assert data["unit"]["status"] == "errors"
    assert data["asked"] == "2.1"
    (criterion,) = data["criteria"]
    assert criterion == {
        "criterion": "2.1", "criterion_name": "Một cửa", "area": "2", "source": "self", "maximum": "22.5",
        "score": None, "state": "invalid", "typed": "sai", "sheet": "LV 2", "cell": "G8",
    }  # fmt: skip
    assert [each["criterion"] for each in data["findings"]] == ["2.1"]
    assert {each["about"] for each in data["reasons"]} >= {"status", "file", "cell", "rules", "area", "total"}
    whole = json.loads(cchc("explain", "-C", folder.root, "00101", "--format", "json").out)
    assert [each["criterion"] for each in whole["criteria"]] == ["1.1", "1.2", "2.1", "2.2"]
    area = json.loads(cchc("explain", "-C", folder.root, "00101", "1", "--format", "json").out)
    assert [each["criterion"] for each in area["criteria"]] == ["1.1", "1.2"]


def test_telephone_numbers_and_addresses_in_a_cell_are_covered(folder):
    send(folder, "a.xlsx", filled("00101", {"1.1": "hỏi 0912345678, a@vidu.example"}))
    for form in ("text", "json"):
        ran = cchc("explain", "-C", folder.root, "00101", "1.1", "--format", form)
        assert "0912345678" not in ran.out
        assert "a@vidu" not in ran.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_filled_in(folder, language):
    send(folder, "a.xlsx", filled("00101", {"1.1": "x", "1.2": "KAD", "2.1": None}))
    send(folder, "b.xlsx", filled("00102"))
    summary, taken = taken_of(folder, CAMPAIGN)
    for unit in ("00101", "00102", "00103"):
        for code in ("", *(criterion.code for criterion in CRITERIA)):
            for reason in explained(summary, taken, unit, code).reasons:
                text = reason.words.in_(language)
                assert not re.search(r"[{}]|\bNone\b|Decimal", text)
                assert text[-1] in ".?…"


SUM = re.compile(r"[^:÷]*: (.*) [=≈] (-?[\d,]+)(?: điểm)?\.")


def figures(text):
    """Return the summands and the result of a sentence such as `…: 2,5 (1.1) + 1 (1.2) = 3,5 điểm.`"""
    summands, result = SUM.fullmatch(text).groups()
    numbers = re.findall(r"(?:^|\+ )(-?[\d,]+) \(", summands.replace("− ", "+ -"))
    return [Decimal(number.replace(",", ".")) for number in numbers], Decimal(result.replace(",", "."))


@given(summaries())
@settings(max_examples=60, deadline=None)
def test_every_sum_that_is_written_out_comes_true_and_ends_in_the_card(summary):
    of = summary.campaign
    for result in summary.results:
        card = result.card
        if card is None:
            continue
        for top in of.criteria.areas:
            scores = [each for each in card.criteria if of.criteria.area_of(each.code) == top.code]
            sums = dict(scoring.sums(scores, of))
            written = [words.vi for words in reckoning.within(scores, card, of) if " (" in words.vi]
            for source, text in zip(sums, (line for line in written if SUM.fullmatch(line)), strict=True):
                numbers, whole = figures(text)
                assert sum(numbers) == whole == sums[source].points
        total, maximum, *_ = (words.vi for words in reckoning.total(card, of))
        for text, expected in ((total, card.points), (maximum, card.maximum)):
            if card.sources and "không có điểm nào" not in text:
                numbers, whole = figures(text)
                assert abs(whole - expected) <= Decimal("0.000001")
                assert abs(sum(numbers) - expected) <= Decimal("0.00001")


def test_the_received_file_is_the_one_that_counts(folder):
    send(folder, "a.xlsx", filled("00101"))
    found = batch.explain(folder, "00101")
    assert isinstance(found.received, Received)
    assert found.received.path == found.result.file == "a.xlsx"
