"""Reports: every figure of the summary in words, xã Hà Bắc's in its very shape, and nothing that people wrote lost."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import docx
import pytest

from cchc_xlsx import batch
from cchc_xlsx.batch import Folder
from cchc_xlsx.batch.demo import demo
from cchc_xlsx.batch.trouble import Unreachable, Wrong
from cchc_xlsx.model.campaign import NotApplicablePolicy, SurveyScore
from cchc_xlsx.model.criteria import CriteriaSet, Criterion, Source
from cchc_xlsx.model.points import rounded
from cchc_xlsx.model.submission import Score, State
from cchc_xlsx.model.summary import Status
from cchc_xlsx.scoring import score, scorecard
from cchc_xlsx.stock import samples_folder
from cchc_xlsx.workbooks.unit import fill_unit, parse_unit
from tests.builders import CAMPAIGN, UNITS, bytes_of, campaign, cchc, entries, filled, founded, results, send, state_of
from tests.office import convert
from tests.workbooks.summaries import campaign_of, summary_of

NOW = datetime(2024, 12, 24, 8, 30)


def text_of(path):
    """Return all text of a document, tables too, a line for each paragraph."""
    document = docx.Document(io.BytesIO(path.read_bytes()))
    body = document.element.body
    return "\n".join("".join(t.text or "" for t in p.iter("{*}t", "{*}br")) for p in body.iter("{*}p"))


@pytest.fixture
def folder(tmp_path):
    folder = founded(tmp_path)
    send(folder, "mot.xlsx", filled("00101", {"1.1": Decimal("30.25"), "2.1": "KAD"}))
    send(folder, "ba.xlsx", filled("00103", {"1.2": None, "2.2": "hai điểm"}))
    return folder


@pytest.fixture(scope="module")
def shown_folder(tmp_path_factory):
    """The demo, with every kind of trouble in it, merged and reported."""
    folder = Folder(tmp_path_factory.mktemp("bao-cao") / "dot")
    demo(folder.root)
    batch.report(folder)
    batch.report_units(folder)
    return folder


def told(number, decimals=None):
    number = Decimal(number) if decimals is None else rounded(Decimal(number), decimals)
    return format(number, "f").replace(".", ",")


def numbers_in(text):
    return set(re.findall(r"(?<![\w,.-])-?\d+(?:,\d+)?(?![\w,])", text))


def test_every_figure_of_the_summary_stands_in_the_superiors_report(shown_folder):
    check_summary(results(shown_folder), text_of(shown_folder.results / "bao-cao.docx"))


@pytest.mark.office
def test_libreoffice_shows_every_figure_of_the_summary(shown_folder, tmp_path):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    pdf = convert(shown_folder.results / "bao-cao.docx", "pdf", tmp_path)
    shown = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    check_summary(results(shown_folder), shown)
    assert "Điểm tự chấm, chưa thẩm định" in shown


def check_summary(told_by_json, text):
    numbers = numbers_in(text)
    for unit in told_by_json["units"]:
        if unit["points"] is None:
            continue
        assert {told(unit["points"]), told(unit["maximum"])} <= numbers
        if unit["rank"]:
            assert told(unit["index"], 2) in numbers
            assert re.search(rf"\b{unit['rank']}/\d+\b", text)
            assert unit["grade"] in text
        for area in unit["areas"]:
            assert f"{told(area['points'])}/{told(area['maximum'])}" in text


def test_every_figure_of_a_unit_stands_in_its_report(shown_folder):
    units = [unit for unit in results(shown_folder)["units"] if unit["points"] is not None]
    assert len(units) == 11
    for unit in units:
        (path,) = (shown_folder.results / "bao-cao").glob(f"{unit['code']}-*.docx")
        lines = text_of(path).splitlines()
        total = (
            f"Tổng điểm tự chấm {told(unit['points'])} điểm, trên tổng điểm tối đa áp dụng là {told(unit['maximum'])} "
        )
        assert any(line.startswith(total) for line in lines)
        for each in unit["criteria"]:
            (line,) = (line for line in lines if line.startswith(f"{each['code']}. "))
            expected = {
                "empty": ": chưa chấm",
                "not_applicable": ": không áp dụng",
                "scored": f": {told(each['score'] or 0)}/{told(each['maximum'])} điểm",
            }
            assert expected.get(each["state"], "chưa hợp lệ") in line
        for area in unit["areas"]:
            (line,) = (line for line in lines if line.startswith(f"{area['code']}. "))
            assert line.endswith(f": {told(area['points'])}/{told(area['maximum'])} điểm, gồm:")


def test_the_report_of_xa_ha_bac_is_in_the_very_shape_of_its_own(tmp_path):
    folder = Folder(tmp_path)
    batch.init(folder, "ha-trung-2023")
    sent = samples_folder() / "ha-bac-2023" / "nhan-ve" / "15280-xa-ha-bac.xlsx"
    shutil.copy(sent, folder.received)
    ((code, path),) = batch.report_units(folder, ["15280"]).written
    assert (code, path.name) == ("15280", "15280-xa-ha-bac.docx")
    check_ha_bac(text_of(path).splitlines())
    assert "Kính gửi: UBND huyện Hà Trung" in text_of(path)
    assert "Thực hiện Hướng dẫn số 3683/HD-UBND ngày 30/10/2023 của UBND huyện Hà Trung, " in text_of(path)


def check_ha_bac(lines):
    for expected in (
        "ỦY BAN NHÂN DÂN",
        "XÃ HÀ BẮC",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số:        /BC-UBND",
        "Hà Bắc, ngày      tháng      năm 2023",
        "BÁO CÁO",
        "Kết quả tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm 2023",
        "1. Công tác chỉ đạo, điều hành CCHC: 15/17 điểm, gồm:",
        "1.1. Xây dựng Kế hoạch CCHC hằng năm: 4/4 điểm",
        "1.5. Sáng kiến trong cải cách hành chính: 0/2 điểm",
        "2. Cải cách thể chế: 11/11 điểm, gồm:",
        "5. Cải cách chế độ công vụ: 12/14 điểm, gồm:",
        "5.4. Đánh giá, xếp loại cán bộ, công chức: 3/5 điểm (Trong năm có 01 công chức bị kỷ luật khiển trách)",
        "7. Xây dựng và phát triển chính quyền điện tử, chính quyền số: 15,5/17 điểm, gồm:",
        "7.2. Ứng dụng công nghệ thông tin tại đơn vị: 2,5/2,5 điểm",
        "7.4. Cung cấp dịch vụ công trực tuyến: 4/5,5 điểm",
        "Nơi nhận:",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    ):
        assert lines.count(expected) == 1, expected
    assert sum(line.startswith("Tổng điểm tự chấm 94,5 điểm") for line in lines) == 1
    assert not any(re.search(r"\d\.\d+/|/\d+\.\d", line) for line in lines)


def test_a_commune_makes_its_report_from_its_workbook_alone(tmp_path):
    sent = samples_folder() / "ha-bac-2023" / "nhan-ve" / "15280-xa-ha-bac.xlsx"
    own = tmp_path / "gui lai.xlsx"
    shutil.copy(sent, own)
    before = state_of(tmp_path)
    ((code, path),) = batch.report_own(own, Folder(tmp_path)).written
    assert (code, path) == ("15280", tmp_path / "gui lai-bao-cao.docx")
    lines = text_of(path).splitlines()
    check_ha_bac(lines)
    assert any("mã, tên và điểm tối đa trong tệp đúng như khi phát hành" in line for line in lines)
    assert before.items() <= state_of(tmp_path).items()


def test_a_maximum_changed_by_hand_is_told_in_a_report_made_from_the_workbook_alone(tmp_path):
    def raised(book):
        (title,) = (sheet.title for sheet in book.sheets if sheet.title == "LV 1")
        sheet = book.sheet(title)
        spot = next(s for s, each in sheet.cells.items() if each.text == "40")
        return book.put(title, spot, replace(sheet.cells[spot], text="50"))

    path = tmp_path / "a.xlsx"
    path.write_bytes(filled("00101", after=raised))
    ((_, made),) = batch.report_own(path, Folder(tmp_path)).written
    assert "chưa đối chiếu được với bộ tiêu chí" in text_of(made)
    assert "1.1. Kế hoạch: 40/50 điểm" in text_of(made)


def test_in_a_campaign_folder_the_campaign_workbook_holds_for_the_own_report_too(folder, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(filled("00101"))
    ((_, made),) = batch.report_own(path, folder).written
    assert "Kính gửi: UBND tỉnh Mẫu" in text_of(made)
    assert "Số liệu lấy từ tệp" not in text_of(made)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", filled("00101")[:500]])
def test_what_is_no_workbook_of_a_unit_gives_no_own_report(tmp_path, data):
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with pytest.raises(Wrong, match="not the whole workbook of a unit"):
        batch.report_own(path, Folder(tmp_path))
    with pytest.raises(Unreachable):
        batch.report_own(tmp_path / "b.xlsx", Folder(tmp_path))


def test_an_officers_part_is_not_taken_for_the_unit(tmp_path):
    from cchc_xlsx.excel.write import written

    path = tmp_path / "a.xlsx"
    path.write_bytes(written(fill_unit(CAMPAIGN, UNITS[0], "vi", part="Công chức Văn phòng")))
    with pytest.raises(Wrong, match="Công chức Văn phòng"):
        batch.report_own(path, Folder(tmp_path))


def test_not_applicable_empty_and_wrong_are_three_things(folder):
    done = batch.report_units(folder)
    texts = {code: text_of(path) for code, path in done.written}
    assert "2.1. Một cửa: không áp dụng (Còn nhiệm vụ chưa hoàn thành." in texts["00101"]
    assert "Tiêu chí không áp dụng được loại khỏi điểm tối đa." in texts["00101"]
    assert "1.1. Kế hoạch: 30,25/40 điểm (" in texts["00101"]
    assert "Tài liệu kiểm chứng: Báo cáo năm, số 12/BC-UBND ngày 30/01/2024)" in texts["00101"]
    assert "1.2. Báo cáo: chưa chấm" in texts["00103"]
    assert "2.2. Trực tuyến: chưa hợp lệ (trong tệp ghi “hai điểm”)" in texts["00103"]
    assert "Còn 1 tiêu chí chưa chấm: 1.2." in texts["00103"]
    assert [unit.code for unit in done.skipped] == ["00102"]
    assert done.errors


def test_the_superiors_report_names_who_is_missing_and_who_has_errors(folder):
    ((_, path),) = batch.report(folder).written
    lines = text_of(path).splitlines()
    assert "- Chưa có tệp được tính: Xã Hai." in lines
    assert "- Có lỗi, chưa xếp hạng: Phường Ba (2 lỗi)." in lines
    assert any(line.startswith("Tổng số 3 đơn vị; đã nhận tệp được tính của 2 đơn vị, ") for line in lines)
    assert "TỈNH MẪU" in lines
    assert any("Các số liệu dưới đây là điểm tự chấm, chưa thẩm định." in line for line in lines)


def test_an_excluded_unit_is_named_with_its_reason(tmp_path):
    units = (replace(UNITS[0], excluded="Số liệu không trung thực"), *UNITS[1:])
    folder = founded(tmp_path)
    of = campaign(units=units)
    from cchc_xlsx.batch.intake import take_in
    from cchc_xlsx.batch.summing import summary_of
    from cchc_xlsx.exports.reports.superior import summary_report

    path = send(folder, "a.xlsx", filled("00101"))
    report = summary_report(summary_of(of, take_in([(path, "a.xlsx")], of)), "vi")
    assert [(unit.name, unit.remark) for unit in report.excluded] == [("Xã Một", "Số liệu không trung thực")]
    assert report.ranked == 0
    assert (report.mean, report.highest, report.highest_units) == ("–", "–", "–")


def test_of_many_units_with_the_highest_index_a_few_are_named():
    from cchc_xlsx.batch.intake import take_in
    from cchc_xlsx.batch.summing import summary_of
    from cchc_xlsx.exports.reports.superior import summary_report

    summary = summary_of(CAMPAIGN, take_in([], CAMPAIGN))
    submission = parse_unit(fill_unit(CAMPAIGN, UNITS[0], "vi", entries=entries(CAMPAIGN)), CAMPAIGN.criteria)
    best = replace(summary.results[0], card=score(submission, CAMPAIGN, "00101"), rank=1, ranked_among=7)
    report = summary_report(replace(summary, results=(best,) * 7), "vi")
    assert report.highest_units == "; ".join(["Xã Một"] * 5) + " và 2 đơn vị khác"
    assert (report.highest, report.mean) == ("100,00", "100,00")
    assert report.lost == ()


def test_where_nothing_is_ranked_no_number_of_a_part_is_skipped(tmp_path):
    folder = founded(tmp_path)
    batch.report(folder)
    text = text_of(folder.results / "bao-cao.docx")
    assert "2. Xếp hạng" in text
    assert not re.search(r"^[345]\. ", text, re.MULTILINE)
    ran = cchc("report", "--all", "-C", tmp_path)
    assert "Chưa có báo cáo nào được ghi." in ran.err


def test_a_unit_to_which_an_area_does_not_apply_is_not_the_lowest_in_it():
    from cchc_xlsx.exports.reports.superior import summary_report

    of = campaign_of(3)
    summary = summary_of(of, troubled=False)
    one, *others = summary.results
    scores = tuple(
        replace(e, score=None, state=State.NOT_APPLICABLE) if e.code.startswith("2.") else e for e in one.card.criteria
    )
    report = summary_report(replace(summary, results=(replace(one, card=scorecard(scores, of)), *others)), "vi")
    assert next(area for area in report.areas if area.code == "2").lowest != "0"


def test_a_campaign_without_any_file_has_a_report_too(tmp_path):
    ((_, path),) = batch.report(founded(tmp_path)).written
    assert "Chưa có đơn vị nào đủ điều kiện xếp hạng" in text_of(path)


def mixed():
    """Return a campaign with a survey, a bonus and a penalty, of three levels, and its units' entries."""
    criteria = CriteriaSet(
        (
            Criterion("1", "Chung", Decimal(60)),
            Criterion("1.1", "Nhóm", Decimal(20)),
            Criterion("1.1.1", "A", Decimal(10)),
            Criterion("1.1.2", "B", Decimal(10)),
            Criterion("1.2", "Điều tra", Decimal(40), Source.SURVEY),
            Criterion("2", "Điều tra khác", Decimal(5), Source.SURVEY),
            Criterion("3", "Thưởng", Decimal(2), Source.BONUS),
            Criterion("4", "Phạt", Decimal(3), Source.PENALTY),
        )
    )
    of = campaign(criteria=criteria, not_applicable=NotApplicablePolicy.DENOMINATOR, bonus_cap=Decimal(1))
    return replace(of, survey=(SurveyScore("00101", "1.2", Score(State.SCORED, Decimal(33), "33")),))


def test_what_the_superior_gives_is_in_no_sum_of_a_units_report():
    from cchc_xlsx.exports.reports.unit import unit_report

    of = mixed()
    scores = {"1.1.1": Decimal("7.5"), "1.1.2": Decimal(10), "3": Decimal(2), "4": Decimal("-1.5")}
    submission = parse_unit(fill_unit(of, UNITS[0], "vi", entries=entries(of, scores)), of.criteria)
    report = unit_report(of, UNITS[0], submission, score(submission, of, "00101"), "vi")
    first, survey, bonus, penalty = report.areas
    assert [(line.code, line.result) for line in first.lines] == [
        ("1.1", "17,5/20 điểm, gồm:"),
        ("1.1.1", "7,5/10 điểm"),
        ("1.1.2", "10/10 điểm"),
        ("1.2", "do cấp trên cho điểm, đơn vị không tự chấm"),
    ]
    assert first.result == "17,5/20 điểm, gồm:"
    assert survey.result == "do cấp trên cho điểm, đơn vị không tự chấm"
    assert (bonus.result, penalty.result) == ("2/2 điểm", "-1,5 điểm")
    assert (report.points, report.maximum) == ("17", "20")
    assert "1 điểm vượt trần" in " ".join(report.notes)


def test_where_what_does_not_apply_counts_in_full_it_does_so_at_every_level():
    from cchc_xlsx.exports.reports.unit import unit_report

    of = mixed()
    of = replace(of, settings=replace(of.settings, not_applicable=NotApplicablePolicy.FULL), survey=())
    submission = parse_unit(fill_unit(of, UNITS[0], "vi", entries=entries(of, {"1.1.1": "KAD"})), of.criteria)
    first, *_ = unit_report(of, UNITS[0], submission, score(submission, of, "00101"), "vi").areas
    assert (first.result, first.lines[0].result) == ("20/20 điểm, gồm:", "20/20 điểm, gồm:")


def test_a_report_is_dated_in_the_year_it_is_due():
    from cchc_xlsx.exports.reports.superior import summary_report
    from cchc_xlsx.exports.reports.unit import unit_report

    of = campaign(year=2024, deadline=datetime(2025, 1, 15, 17))
    submission = parse_unit(fill_unit(of, UNITS[0], "vi", entries=entries(of)), of.criteria)
    report = unit_report(of, UNITS[0], submission, score(submission, of, "00101"), "vi")
    assert (report.year, report.signed_in) == ("2024", "2025")
    summary = summary_report(summary_of(campaign_of(3), troubled=False), "vi")
    assert (summary.year, summary.signed_in) == ("2023", "2023")


def test_bonus_and_penalty_stand_beside_any_maximum_in_the_superiors_report():
    from cchc_xlsx.exports.reports.superior import summary_report

    report = summary_report(summary_of(campaign_of(6, extra=True), troubled=False), "vi")
    for unit in report.all_units:
        *_, last, bonus, penalty = unit.areas
        assert last.endswith("/17")
        assert "/" not in bonus + penalty
    assert [area.maximum for area in report.areas][-3:] == ["17", "–", "–"]
    assert [lost.maximum for lost in report.lost if lost.code == "10"] in ([], ["3"])


def test_a_unit_that_lacks_only_the_survey_is_not_said_to_have_scored_too_little():
    from cchc_xlsx.exports.reports.superior import summary_report

    given = (SurveyScore("00002", "8", Score(State.SCORED, Decimal(9), "9")),)
    of = replace(campaign_of(2, survey=True), survey=given)
    summary = summary_of(of, troubled=False)
    one, *others = summary.results
    scores = tuple(replace(e, score=None, state=State.EMPTY) if e.code == "8" else e for e in one.card.criteria)
    one = replace(one, status=Status.INCOMPLETE, rank=None, grade=None, card=scorecard(scores, of))
    (named,) = summary_report(replace(summary, results=(one, *others)), "vi").incomplete
    assert named.remark == "chưa có điểm điều tra xã hội học"


def test_a_template_of_ones_own_is_used_and_a_flaw_in_it_is_told_before_anything_is_written(folder, tmp_path):
    form = docx.Document()
    form.add_paragraph("THÔNG BÁO {{ unit|upper }}: {{ points }} điểm")
    form.save(tmp_path / "mau.docx")
    done = batch.report_units(folder, ["00101"], template=tmp_path / "mau.docx")
    assert text_of(done.written[0][1]) == "THÔNG BÁO XÃ MỘT: 67,75 điểm"
    form.add_paragraph("Lỗi {{ khong_co }}")
    form.save(tmp_path / "mau.docx")
    before = bytes_of(folder.results)
    with pytest.raises(Wrong) as caught:
        batch.report_units(folder, template=tmp_path / "mau.docx")
    assert "ở đoạn “Lỗi {{ khong_co }}”: báo cáo này không có trường “khong_co”" in caught.value.words.vi
    assert bytes_of(folder.results) == before


def test_the_template_written_out_gives_the_same_report_and_no_file_is_overwritten_by_it(folder, tmp_path):
    plain = batch.report(folder).written[0][1].read_bytes()
    path = batch.write_template(batch.Kind.SUMMARY, tmp_path / "mau.docx")
    assert batch.report(folder, template=path).written[0][1].read_bytes() == plain
    with pytest.raises(Wrong, match="is there already"):
        batch.write_template(batch.Kind.SUMMARY, path)
    with pytest.raises(Wrong, match=r"has to end in \.docx"):
        batch.write_template(batch.Kind.UNIT, tmp_path / "mau.doc")


def test_a_template_of_the_other_kind_is_told_as_such(folder, tmp_path):
    path = batch.write_template(batch.Kind.SUMMARY, tmp_path / "mau.docx")
    with pytest.raises(Wrong, match="belongs to the other kind of report"):
        batch.report_units(folder, template=path)


def test_two_runs_give_the_same_bytes_and_touch_nothing_received(folder):
    received = state_of(folder.received)
    batch.report(folder)
    batch.report_units(folder)
    before = bytes_of(folder.results)
    batch.report(folder)
    batch.report_units(folder)
    assert bytes_of(folder.results) == before
    assert state_of(folder.received) == received


def test_a_report_that_somebody_has_written_in_is_kept(folder):
    ((_, path),) = batch.report(folder).written
    document = docx.Document(io.BytesIO(path.read_bytes()))
    document.add_paragraph("Đề xuất: thêm biên chế.")
    document.save(path)
    mine = path.read_bytes()
    with pytest.raises(Wrong, match="has been written in"):
        batch.report(folder)
    done = batch.report(folder, now=NOW)
    kept = path.with_name("bao-cao (2024-12-24 08.30.00).docx")
    assert done.kept == {path: kept}
    assert kept.read_bytes() == mine
    assert "thêm biên chế" not in text_of(path)


def test_a_report_that_nobody_has_written_in_follows_the_figures(folder):
    ((_, path),) = batch.report(folder).written
    send(folder, "hai.xlsx", filled("00102"))
    assert not batch.report(folder, now=NOW).kept
    assert "Xã Hai" in text_of(path)
    assert [each.name for each in folder.results.glob("bao-cao*")] == ["bao-cao.docx"]


def test_a_units_report_of_an_earlier_run_is_named_when_its_file_is_gone(folder):
    batch.report_units(folder)
    (folder.received / "mot.xlsx").unlink()
    done = batch.report_units(folder)
    assert [path.name for path in done.stale] == ["00101-xa-mot.docx"]


@pytest.mark.parametrize("name", ["{{ 7 }}", "{% raw %}", "<w:p/> & <b>", "{#", "}}"])
def test_a_name_in_a_file_is_never_markup_nor_a_tag(tmp_path, name):
    of = campaign(units=(replace(UNITS[0], name=f"Xã {name}"),))
    folder = founded(tmp_path, of)
    told_of = [replace(entry, explanation=f"vì {name}") for entry in entries(of)]
    from cchc_xlsx.excel.write import written

    send(
        folder,
        "a.xlsx",
        written(replace(fill_unit(of, of.units[0], "vi", entries=told_of), saved=datetime(2024, 11, 20))),
    )
    ((_, path),) = batch.report_units(folder).written
    text = text_of(path)
    assert f"Xã {name}".upper() in text
    assert text.count(f"(vì {name}. Tài liệu kiểm chứng") == 4
    assert f"Xã {name}" in text_of(batch.report(folder).written[0][1])


def test_nothing_is_reported_into_what_came_back(folder):
    with pytest.raises(Wrong, match="Nothing is written to"):
        batch.report(folder, to=folder.received / "x")
    with pytest.raises(Wrong, match="Nothing is written to"):
        batch.report_own(folder.received / "mot.xlsx", folder)


def test_a_body_that_is_no_territory_signs_by_its_own_name():
    from cchc_xlsx.exports.reports.offices import superior_office, unit_office

    office = unit_office("Sở Nội vụ", "GIÁM ĐỐC", "UBND tỉnh Mẫu", "vi")
    assert (office.over, office.name, office.body) == ("ỦY BAN NHÂN DÂN TỈNH MẪU", "SỞ NỘI VỤ", "Sở Nội vụ")
    assert office.sign_off == ("GIÁM ĐỐC",)
    assert unit_office("Thị trấn Hà Trung", "", "", "vi").place == "Hà Trung"
    superior = superior_office("UBND thành phố Huế", "vi")
    assert (superior.over, superior.name, superior.place) == ("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HUẾ", "Huế")
    assert superior_office("Sở Nội vụ tỉnh Mẫu", "vi").name == "SỞ NỘI VỤ TỈNH MẪU"
