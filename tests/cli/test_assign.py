"""`cchc assign`: an appendix goes in as it was published, what is wrong with it is named, and it comes out again."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from cchc_xlsx import batch
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.campaign import Assignment
from cchc_xlsx.stock import templates_folder
from cchc_xlsx.workbooks.campaign import fill_campaign
from tests.builders import CAMPAIGN, PYTHON, campaign, cchc, founded, state_of
from tests.word.documents import HEAD, document

UNIT = "05596"
GOOD = [list(HEAD), ["1", "Ông A", "1.1; 2.1.", ""], ["2", "Bà B (chủ trì)", "1.2; 2 (trừ 2.1)", "x"]]
BAD = [list(HEAD), ["1", "Ông A", "1.1; 2.9; 2.1", ""], ["2", "Bà B", "1.2", ""]]


@pytest.fixture
def folder(tmp_path):
    return founded(tmp_path / "dot")


def appendix(folder, rows, name="phu-luc.docx"):
    path = folder.root / name
    path.write_bytes(document(rows))
    return path


def assign(folder, *line):
    return cchc("assign", *line, "-C", folder.root)


def rows_of(folder, unit="00101"):
    return [(a.assignee, a.criteria, a.remark) for a in batch.campaign_of(folder).assignments if a.unit == unit]


# Taking in.


def test_an_appendix_without_errors_becomes_the_units_rows_and_the_rest_stays(folder):
    before = batch.campaign_of(folder)
    ran = assign(folder, appendix(folder, GOOD), "--unit", "00101")
    assert ran.code == 0, ran.err
    assert rows_of(folder) == [("Ông A", "1.1; 2.1.", ""), ("Bà B (chủ trì)", "1.2; 2 (trừ 2.1)", "x")]
    after = batch.campaign_of(folder)
    assert replace(after, assignments=()) == replace(before, assignments=())
    assert [row for row in after.assignments if row.unit != "00101"] == list(before.assignments)
    assert after.officers_of("00101") == {"1.1": ("Ông A",), "1.2": ("Bà B",), "2.1": ("Ông A",), "2.2": ("Bà B",)}
    assert "62,5" in ran.out
    assert "37,5" in ran.out
    assert "2 người, cơ quan thực hiện; 4/4 tiêu chí" in ran.out
    assert sorted(path.name for path in folder.root.glob("*.xlsx")) == ["dot-cham.xlsx"]


def test_taken_in_again_nothing_changes(folder):
    path = appendix(folder, GOOD)
    assign(folder, path, "--unit", "00101")
    before = state_of(folder.root)
    ran = assign(folder, path, "--unit", "00101")
    assert ran.code == 0
    assert "không cần ghi" in ran.err
    assert state_of(folder.root) == before


def test_new_rows_take_the_place_of_old_ones_and_the_former_workbook_is_kept(folder):
    assign(folder, appendix(folder, GOOD), "--unit", "00101")
    assign(folder, appendix(folder, GOOD), "--unit", "00102")
    former = folder.campaign.read_bytes()
    one = [list(HEAD), ["1", "Ông C", "1; 2", ""]]
    ran = assign(folder, appendix(folder, one), "--unit", "00101")
    assert ran.code == 0, ran.err
    assert rows_of(folder) == [("Ông C", "1; 2", "")]
    assert len(rows_of(folder, "00102")) == 2
    (kept,) = folder.root.glob("dot-cham (*).xlsx")
    assert kept.read_bytes() == former
    assert kept.name in ran.err


def test_with_errors_nothing_is_written_unless_asked(folder):
    path = appendix(folder, BAD)
    before = state_of(folder.root)
    ran = assign(folder, path, "--unit", "00101")
    assert ran.code == 1
    assert "“2.9” (từ ký tự thứ 6" in ran.out
    assert "--force" in ran.err
    assert state_of(folder.root) == before
    forced = assign(folder, path, "--unit", "00101", "--force")
    assert forced.code == 1
    assert "các lệnh khác" in forced.err
    assert "C41" in forced.err
    assert cchc("generate", "-C", folder.root).code == 2
    assert rows_of(folder)[0] == ("Ông A", "1.1; 2.9; 2.1", "")
    assert cchc("spec", "-C", folder.root).code == 1


def test_a_dry_run_shows_and_writes_nothing(folder):
    path = appendix(folder, GOOD)
    before = state_of(folder.root)
    ran = assign(folder, path, "--unit", "00101", "--dry-run")
    assert ran.code == 0
    assert "Ông A" in ran.out
    assert state_of(folder.root) == before


def test_without_a_file_the_workbooks_own_assignment_is_shown(folder):
    ran = assign(folder, "--unit", "00102")
    assert ran.code == 0
    assert "Công chức Văn phòng" in ran.out
    assert "100" in ran.out


def test_unknown_maxima_are_said_to_be_unknown(tmp_path):
    criteria = replace(CAMPAIGN.criteria, criteria=tuple(replace(c, maximum=None) if c.code == "1.2" else c
                                                         for c in CAMPAIGN.criteria))  # fmt: skip
    folder = founded(tmp_path / "dot", campaign(criteria=criteria))
    assert "80 + ?" in assign(folder, "--unit", "00101").out


def test_an_owners_own_columns_sheets_and_colours_stay(folder):
    workbook = openpyxl.load_workbook(folder.campaign)
    workbook["Phân công"]["G5"] = "riêng"
    workbook.create_sheet("Ghi chép")["A1"] = "mật"
    workbook.save(folder.campaign)
    assert assign(folder, appendix(folder, GOOD), "--unit", "00101").code == 0
    workbook = openpyxl.load_workbook(folder.campaign)
    assert workbook["Phân công"]["G5"].value == "riêng"
    assert workbook["Ghi chép"]["A1"].value == "mật"


def test_a_table_without_room_below_it_is_left_alone(folder):
    workbook = openpyxl.load_workbook(folder.campaign)
    workbook["Phân công"]["D7"] = "ghi chú của tôi"
    workbook["Phân công"]["A7"] = "cchc/skip"
    workbook.save(folder.campaign)
    before = folder.campaign.read_bytes()
    ran = assign(folder, appendix(folder, GOOD), "--unit", "00101")
    assert ran.code == 2
    assert "không còn chỗ" in ran.err
    assert folder.campaign.read_bytes() == before


# Usage and trouble.


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("x.docx", "--export"), "--export không dùng cùng FILE"),
        (("--export", "--force"), "--export không dùng cùng FILE"),
        (("--by", "criterion"), "chỉ dùng cùng --export"),
        (("--unit", "99999"), "Không có đơn vị nào mang mã 99999"),
        ((), "hãy nêu đơn vị bằng --unit"),
        (("--export", "--unit", "00101", "--to", "a.pdf"), ".docx, .xlsx, .csv"),
        (("--export", "--unit", "00101", "--by", "someone"), "--by"),
    ],
)
def test_wrong_usage_is_told(folder, line, words):
    ran = assign(folder, *line)
    assert ran.code == 2, ran.err
    assert words in ran.err
    assert not PYTHON.search(ran.err)


def test_a_file_that_is_not_there_is_3_and_one_that_is_no_appendix_2(folder):
    assert assign(folder, "khong-co.docx", "--unit", "00101").code == 3
    (folder.root / "a.docx").write_bytes(b"%PDF-1.4")
    ran = assign(folder, folder.root / "a.docx", "--unit", "00101")
    assert ran.code == 2
    assert "Không đọc được phụ lục “a.docx”" in ran.err


def test_an_appendix_is_not_written_among_what_came_back(folder):
    ran = assign(folder, "--export", "--unit", "00101", "--to", folder.received / "a.docx")
    assert ran.code == 2
    assert not list(folder.received.iterdir())


def test_a_unit_without_assignment_has_no_appendix(tmp_path):
    folder = founded(tmp_path / "dot", campaign(assignments=()))
    ran = assign(folder, "--export", "--unit", "00101")
    assert ran.code == 2
    assert "chưa có phân công" in ran.err


def test_english_is_spoken_where_it_is_asked_for(folder):
    ran = assign(folder, appendix(folder, BAD), "--unit", "00101", "--language", "en")
    assert "there is no criterion “2.9” (from sign 6 on" in ran.out
    assert "Nothing was written" in ran.err


# The real appendix: xã Bộc Nhiêu, 2024, as it was published.


def published_rows():
    text = (templates_folder() / "thai-nguyen-4203" / "assignments.csv").read_text("utf-8-sig")
    return [(row["assignee"], row["criteria"], row["remark"]) for row in csv.DictReader(io.StringIO(text))]


def in_form(kind):
    rows = [HEAD, *((str(number), *row) for number, row in enumerate(published_rows(), 1))]
    if kind == "docx":  # broken over pages, its heading repeated
        return document([list(row) for row in rows[:9]], [list(row) for row in [HEAD, *rows[9:]]])
    if kind == "xlsx":
        workbook = openpyxl.Workbook()
        for row in [("PHỤ LỤC",), (), *rows]:
            workbook.active.append(row)
        buffer = io.BytesIO()
        workbook.save(buffer)
        return buffer.getvalue()
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")


@pytest.fixture
def boc_nhieu(tmp_path):
    folder = batch.Folder(tmp_path / "boc-nhieu")
    batch.init(folder, "thai-nguyen-4203")
    empty = replace(batch.campaign_of(folder), assignments=())
    folder.campaign.write_bytes(written(fill_campaign(empty, "vi")))
    return folder


@pytest.mark.parametrize("kind", ["csv", "docx", "xlsx"])
def test_the_appendix_of_boc_nhieu_goes_in_as_it_was_published(boc_nhieu, kind):
    path = boc_nhieu.root / f"phu-luc.{kind}"
    path.write_bytes(in_form(kind))
    ran = assign(boc_nhieu, path, "--unit", UNIT, "--format", "json")
    assert ran.code == 1
    told = json.loads(ran.out)
    assert not told["written"]
    assert rows_of(boc_nhieu, UNIT) == []

    assert len(told["assignees"]) == 18
    assert [(row["assignee"], row["unknown"]) for row in told["assignees"] if row["unknown"]] == [
        ("Công chức 11", ["8.2.3.2"])
    ]
    assert told["assignees"][4]["officers"] == ["Trường mầm non", "Trường THCS", "Trường Tiểu học"]
    assert (told["assignees"][17]["group"], told["assignees"][17]["open_ended"]) == (True, True)
    assert all(row["points"] is None for row in told["assignees"])

    officers = {each["code"]: each["officers"] for each in told["criteria"]}
    assert len(officers) == 103
    assert [code for code, named in officers.items() if not named] == ["1.6.1", "8.3.2.2"]
    assert officers["3.2.6"] == officers["3.2.7"] == ["Công chức 07", "Công chức 08", "Công chức 11"]
    assert officers["8.1.2"] == ["Công chức 13", "Công chức 14"]
    assert officers["7.1"] == ["Đảng ủy"]
    assert officers["7.10"] == ["Công chức 10"]
    assert [code for code, named in officers.items() if code.startswith("3.2.") and "Công chức 10" in named] == [
        "3.2.1", "3.2.2", "3.2.3", "3.2.4", "3.2.5", "3.2.8", "3.2.9",
    ]  # fmt: skip

    findings = {each["name"]: each for each in told["findings"]}
    assert len(findings) == len(told["findings"]) == 4
    unknown = findings["assignment_unknown_criterion"]
    assert "“8.2.3.2” (từ ký tự thứ 32" in unknown["message"]
    assert "Có lẽ là 8.3.2.2, tiêu chí chưa giao cho ai" in unknown["fix"]
    assert "1.6.1; 8.3.2.2" in findings["criterion_unassigned"]["message"]
    assert "3.2.6 (3); 3.2.7 (3); 8.1.2 (2)" in findings["criterion_shared"]["message"]
    assert "HĐND; UB MTTQ" in findings["assignment_group_open"]["message"]

    assert assign(boc_nhieu, path, "--unit", UNIT, "--force").code == 1
    assert rows_of(boc_nhieu, UNIT) == published_rows()


@pytest.mark.parametrize("form", ["docx", "xlsx", "csv"])
@pytest.mark.parametrize("by", ["assignee", "criterion"])
def test_the_appendix_of_boc_nhieu_comes_out_and_goes_in_again(boc_nhieu, form, by):
    (boc_nhieu.root / "a.csv").write_bytes(in_form("csv"))
    assign(boc_nhieu, boc_nhieu.root / "a.csv", "--unit", UNIT, "--force")
    meant = batch.campaign_of(boc_nhieu).officers_of(UNIT)
    out = boc_nhieu.root / f"b.{form}"
    ran = assign(boc_nhieu, "--export", "--by", by, "--to", out)
    assert ran.code == 0, ran.err
    assert ran.out.strip() == str(out)
    first = out.read_bytes()
    assign(boc_nhieu, "--export", "--by", by, "--to", out)
    assert out.read_bytes() == first
    assign(boc_nhieu, out, "--unit", UNIT, "--force")
    after = batch.campaign_of(boc_nhieu)
    assert after.officers_of(UNIT) == meant
    assert [part for row in after.assignments for part in row.unknown] == ["8.2.3.2"]
    if by == "assignee":
        rows = {row.assignee: row.criteria for row in after.assignments}
        assert len(rows) == 18
        assert rows["Công chức 09"] == "4.2.1 đến 4.2.3; 5; 8.1.1"
        assert rows["HĐND"] == "1.4; 4.1"


def test_the_usual_appendix_is_a_document_among_the_results(boc_nhieu):
    (boc_nhieu.root / "a.csv").write_bytes(in_form("csv"))
    assign(boc_nhieu, boc_nhieu.root / "a.csv", "--unit", UNIT, "--force")
    assert Path(assign(boc_nhieu, "--export").out.strip()) == boc_nhieu.results / "phan-cong-05596.docx"
    assert assign(boc_nhieu, "--export", "--by", "criterion").out.strip().endswith("phan-cong-05596-theo-tieu-chi.docx")


def test_a_row_of_another_unit_is_not_taken_for_this_one(folder):
    rows = (Assignment("00102", "Ông A", "1; 2"),)
    path = folder.root / "khac.xlsx"
    path.write_bytes(written(fill_campaign(campaign(assignments=rows), "vi")))
    ran = assign(folder, path, "--unit", "00101")
    assert ran.code == 2
    assert "không có dòng nào của đơn vị 00101" in ran.err
    assert assign(folder, path, "--unit", "00102").code == 0
    assert rows_of(folder, "00102") == [("Ông A", "1; 2", "")]
