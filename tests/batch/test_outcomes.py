"""Whatever comes back: every file has one outcome, nothing is silent, nothing received is touched."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from cchc_xlsx import batch, rules
from cchc_xlsx.batch import receiving
from cchc_xlsx.batch.folder import files_below
from cchc_xlsx.batch.receiving import Source, receive
from cchc_xlsx.excel.package import LIMITS
from cchc_xlsx.excel.read import read
from cchc_xlsx.model.book import Cell, Kind
from cchc_xlsx.model.campaign import Decision, FileChoice
from cchc_xlsx.model.received import Received, Refusal, Refused
from cchc_xlsx.model.summary import Status
from cchc_xlsx.workbooks import unit as unit_workbook
from cchc_xlsx.workbooks.tables import tables_in
from tests.builders import (
    CAMPAIGN,
    PYTHON,
    campaign,
    cchc,
    file_of,
    filled,
    founded,
    merged,
    send,
    state_of,
    unit_of,
    with_identity,
)

OLDER, NEWER = datetime(2024, 11, 10, 1), datetime(2024, 11, 12, 1)


@pytest.fixture
def folder(tmp_path):
    return founded(tmp_path / "dot")


def zoo(folder):
    """Send one of everything; return the outcome that each file should have, by path."""
    wrong = {
        "00101.xlsx": (filled("00101", saved=NEWER), "counted"),
        "lan 1/00101 (bản cũ).xlsx": (filled("00101", {"1.1": 3}, saved=OLDER), "superseded"),
        "zalo/00101 - Copy.xlsx": (filled("00101", saved=NEWER), "superseded"),
        "~$00101.xlsx": (b"\x05admin", "foreign"),
        ".DS_Store": (b"\0\0\0\1Bud1", "foreign"),
        "thu/Thumbs.db": (b"", "foreign"),
        "báo cáo.xlsx": (b"%PDF-1.7\n", "foreign"),
        "ảnh chụp.JPG": (b"\xff\xd8\xff\xe0", "foreign"),
        "rỗng.xlsx": (b"", "unreadable"),
        "hỏng.xlsx": (filled("00102")[:3000], "unreadable"),
        "ghi chú.txt": ("Kính gửi huyện".encode(), "foreign"),
        "năm ngoái.xlsx": (filled("00102", of=campaign(id="lam-mau-2023")), "foreign"),
        "xã lạ.xlsx": (filled("09999"), "excluded"),
        "mới quá.xlsx": (filled("00102", after=with_identity(lambda t: t.replace("|1|", "|99|"))), "excluded"),
        "ghép.xlsx": (
            filled(
                "00102",
                after=with_identity(lambda t: t.replace("00102", "00103"), sheets=lambda s: s == "LV 2"),
            ),
            "excluded",
        ),
    }
    for name, (data, _) in wrong.items():
        send(folder, name, data, NEWER)
    send(folder, "sổ đợt.xlsx", folder.campaign.read_bytes())
    return {name: outcome for name, (_, outcome) in wrong.items()} | {"sổ đợt.xlsx": "foreign"}


def test_every_file_has_exactly_one_outcome(folder):
    expected = zoo(folder)
    told = merged(folder)
    paths = [file["path"] for file in told["files"]]
    assert sorted(paths) == sorted(expected)
    assert len(set(paths)) == len(paths)
    assert {file["path"]: file["outcome"] for file in told["files"]} == expected


def test_a_file_that_does_not_count_has_a_reason_and_a_finding_with_cause_and_fix(folder):
    zoo(folder)
    told = merged(folder)
    for file in told["files"]:
        found = [finding for finding in told["findings"] if finding["file"] == file["path"]]
        if file["outcome"] == "counted":
            assert file["reason"] is None
            continue
        assert file["reason"]
        assert any(finding["message"] == file["reason"] for finding in found), file
        for finding in found:
            assert finding["message"].endswith(".")
            assert finding["fix"].endswith(".")
            assert not PYTHON.search(finding["message"] + finding["fix"])


def test_a_file_is_marked_by_the_hash_of_its_bytes(folder):
    zoo(folder)
    for file in merged(folder)["files"]:
        assert file["sha256"] == hashlib.sha256((folder.received / file["path"]).read_bytes()).hexdigest()


def test_what_came_back_is_never_modified(folder):
    zoo(folder)
    before = state_of(folder.root)
    batch.check(folder)
    batch.summarise(folder)
    assert state_of(folder.root) == before
    batch.merge(folder)
    after = state_of(folder.root)
    assert {path: mark for path, mark in after.items() if not path.startswith("ket-qua/")} == before


@pytest.mark.parametrize("reason", Refusal)
def test_every_way_a_file_can_be_refused_has_a_rule_that_says_so(reason):
    received = Received("a.xlsx", "00", None, Refused(reason, "pdf"))
    (found,) = rules.inspect(received, CAMPAIGN)
    assert found.place.file == "a.xlsx"
    assert rules.rules_by_code()[found.rule].outcome is not None


# --- which of two files counts


def test_of_two_files_the_one_saved_later_counts_whatever_their_file_times(folder):
    send(folder, "z.xlsx", filled("00101", {"1.1": 1}, saved=OLDER), NEWER)
    send(folder, "a.xlsx", filled("00101", {"1.1": 2}, saved=NEWER), OLDER)
    told = merged(folder)
    assert unit_of(told, "00101")["file"] == "a.xlsx"
    assert file_of(told, "z.xlsx")["outcome"] == "superseded"
    assert "a.xlsx" in file_of(told, "z.xlsx")["reason"]
    assert unit_of(told, "00101")["criteria"][0]["score"] == "2"


def test_of_two_files_saved_at_one_time_the_later_file_counts(folder):
    send(folder, "z.xlsx", filled("00101", {"1.1": 1}), OLDER)
    send(folder, "a.xlsx", filled("00101", {"1.1": 2}), NEWER)
    assert unit_of(merged(folder), "00101")["file"] == "a.xlsx"


def test_of_two_files_that_differ_in_no_time_the_name_that_sorts_last_counts(folder):
    send(folder, "a (2).xlsx", filled("00101", {"1.1": 1}))
    send(folder, "a (3).xlsx", filled("00101", {"1.1": 2}))
    assert unit_of(merged(folder), "00101")["file"] == "a (3).xlsx"


def test_a_file_without_a_time_inside_is_compared_by_file_time_and_does_not_always_lose(folder):
    send(folder, "excel.xlsx", filled("00101", {"1.1": 1}, saved=OLDER), OLDER)
    send(folder, "dien-thoai.xlsx", filled("00101", {"1.1": 2}, saved=None), NEWER)
    told = merged(folder)
    assert unit_of(told, "00101")["file"] == "dien-thoai.xlsx"
    assert file_of(told, "excel.xlsx")["outcome"] == "superseded"


def test_the_same_bytes_twice_count_once(folder):
    data = filled("00101")
    send(folder, "lan-1/a.xlsx", data, NEWER)
    send(folder, "lan-2/a.xlsx", data, OLDER)
    told = merged(folder)
    assert sorted(file["outcome"] for file in told["files"]) == ["counted", "superseded"]
    assert [finding["rule"] for finding in told["findings"] if finding["file"]] == ["U03"]


def test_the_name_of_a_file_is_a_hint_only(folder):
    send(folder, "00102-xa-hai.xlsx", filled("00101"))
    told = merged(folder)
    assert file_of(told, "00102-xa-hai.xlsx")["unit"] == "00101"
    assert unit_of(told, "00102")["status"] == "missing"


def decided(root, *rows):
    """Return a campaign folder whose workbook has these decisions on files."""
    choices = tuple(FileChoice(file, decision, reason) for file, decision, reason in rows)
    return founded(root, replace(CAMPAIGN, choices=choices))


def test_people_decide_which_file_counts_and_their_reason_is_printed(tmp_path):
    folder = decided(tmp_path / "dot", ("cũ.xlsx", Decision.COUNT, "Bản có chữ ký"))
    send(folder, "cũ.xlsx", filled("00101", {"1.1": 1}, saved=OLDER))
    send(folder, "mới.xlsx", filled("00101", {"1.1": 2}, saved=NEWER))
    told = merged(folder)
    assert unit_of(told, "00101")["file"] == "cũ.xlsx"
    assert "Bản có chữ ký" in file_of(told, "mới.xlsx")["reason"]


@pytest.mark.parametrize("by", ["thử.xlsx", "zalo/thử.xlsx", "zalo\\THỬ.xlsx", "sha256"])
def test_people_keep_a_file_out_and_the_reason_is_printed(tmp_path, by):
    data = filled("00101", {"1.1": "hai điểm"})
    by = hashlib.sha256(data).hexdigest() if by == "sha256" else by
    folder = decided(tmp_path / "dot", (by, Decision.EXCLUDE, "Bản thử"))
    send(folder, "zalo/thử.xlsx", data, NEWER)
    told = merged(folder)
    assert file_of(told, "zalo/thử.xlsx")["outcome"] == "excluded"
    assert "Bản thử" in file_of(told, "zalo/thử.xlsx")["reason"]
    assert unit_of(told, "00101")["status"] == "missing"
    assert [f["rule"] for f in told["findings"] if f["file"]] == ["U05"], "what is in it is nobody's concern any more"


def test_a_file_kept_out_lets_the_older_one_count(tmp_path):
    folder = decided(tmp_path / "dot", ("mới.xlsx", Decision.EXCLUDE, "Gửi nhầm"))
    send(folder, "cũ.xlsx", filled("00101", {"1.1": 1}, saved=OLDER))
    send(folder, "mới.xlsx", filled("00101", {"1.1": 2}, saved=NEWER))
    assert unit_of(merged(folder), "00101")["file"] == "cũ.xlsx"


def test_a_chosen_file_that_cannot_be_used_keeps_the_unit_from_being_ranked(tmp_path):
    folder = decided(tmp_path / "dot", ("cũ.xlsx", Decision.COUNT, "Bản có chữ ký"))
    send(folder, "cũ.xlsx", filled("00101", saved=OLDER, after=broken_in_structure))
    send(folder, "mới.xlsx", filled("00101", saved=NEWER))
    assert unit_of(merged(folder), "00101")["status"] == "errors"


def reasons(told, path):
    """Return what the results say of a decision to count a file."""
    return [f["message"] for f in told["findings"] if f["rule"] == "U07" and f["file"] == path]


def test_the_reason_of_a_file_chosen_to_count_is_printed_though_it_stands_alone(tmp_path):
    folder = decided(tmp_path / "dot", ("a.xlsx", Decision.COUNT, "Bản có chữ ký"))
    send(folder, "a.xlsx", filled("00101"))
    (message,) = reasons(merged(folder), "a.xlsx")
    assert "Bản có chữ ký" in message
    assert "Xử lý tệp!" in message


def test_the_reason_of_a_file_chosen_to_count_is_printed_though_the_other_is_kept_out(tmp_path):
    folder = decided(
        tmp_path / "dot", ("cũ.xlsx", Decision.COUNT, "Bản có chữ ký"), ("mới.xlsx", Decision.EXCLUDE, "Gửi nhầm")
    )
    send(folder, "cũ.xlsx", filled("00101", {"1.1": 1}, saved=OLDER))
    send(folder, "mới.xlsx", filled("00101", {"1.1": 2}, saved=NEWER))
    told = merged(folder)
    assert "Bản có chữ ký" in reasons(told, "cũ.xlsx")[0]
    assert "Gửi nhầm" in file_of(told, "mới.xlsx")["reason"]
    assert unit_of(told, "00101")["status"] == "complete"


def test_of_two_files_of_the_same_bytes_the_chosen_one_counts_and_the_other_is_the_duplicate(tmp_path):
    folder = decided(tmp_path / "dot", ("zalo/b.xlsx", Decision.COUNT, "Bản có chữ ký"))
    send(folder, "a.xlsx", filled("00101"), NEWER)
    send(folder, "zalo/b.xlsx", filled("00101"), OLDER)
    told = merged(folder)
    assert unit_of(told, "00101")["file"] == "zalo/b.xlsx"
    assert [f["rule"] for f in told["findings"] if f["file"] == "a.xlsx"] == ["U03"]
    assert reasons(told, "zalo/b.xlsx")


def test_a_decision_about_a_file_that_never_came_is_told(tmp_path):
    folder = decided(tmp_path / "dot", ("nhầm tên.xlsx", Decision.EXCLUDE, "Bản thử"))
    send(folder, "a.xlsx", filled("00101"))
    assert "U06" in [finding["rule"] for finding in merged(folder)["findings"]]


def test_the_books_balance_over_everything_that_can_come(folder):
    expected = zoo(folder)
    account = merged(folder)["account"]
    assert account["files"]["found"] == len(expected)
    assert sum(n for name, n in account["files"].items() if name != "found") == len(expected)
    scores = account["scores"]
    assert scores["asked"] == 12
    assert sum(n for name, n in scores.items() if name != "asked") == 12
    assert (scores["scored"], scores["missing"]) == (4, 8)


NUMBER, ADDRESS = "0912 345 678", "lan.nguyen@vidu.vn"


def with_numbers(book):
    """Return a workbook in which officers have left their telephone numbers and addresses wherever one can type."""
    private = f"Lan {NUMBER} {ADDRESS}"
    for sheet in book.sheets:
        tables = {table.name: table for table in tables_in(book) if table.sheet is sheet}
        for row in tables["self_score"].rows if "self_score" in tables else ():
            for key in ("self_score", "evidence", "evidence_number", "evidence_date", "explanation", "remark"):
                if not row.cell(key).formula:
                    place = row.place(key)
                    book = book.put(sheet.title, (place.row, place.column), Cell(Kind.TEXT, private))
        for row in tables["assignment"].rows if "assignment" in tables else ():
            place = row.place("officers")
            book = book.put(sheet.title, (place.row, place.column), Cell(Kind.TEXT, private))
    return book


def test_no_number_and_no_address_of_an_officer_reaches_the_results_or_another_units_message(folder):
    send(folder, "a.xlsx", filled("00101", saved=OLDER))
    send(folder, "b.xlsx", filled("00101", saved=NEWER, after=with_numbers))
    send(folder, "c.xlsx", filled("00102", {"1.1": 99}))
    ran = cchc("merge", "-C", folder.root, "--return")
    assert ran.code == 1
    outputs = [ran.out, ran.err, (folder.results / "tong-hop.json").read_text(encoding="utf-8")]
    summary = read((folder.results / "tong-hop.xlsx").read_bytes())
    outputs += [cell.text for sheet in summary.sheets for cell in sheet.cells.values()]
    outputs += [path.read_text(encoding="utf-8") for path in folder.returned.glob("*.txt")]
    other = read(next(folder.returned.glob("00102*.xlsx")).read_bytes())
    outputs += [cell.text for sheet in other.sheets for cell in sheet.cells.values()]
    for text in outputs:
        assert NUMBER not in text
        assert ADDRESS not in text
    assert any("091…78" in text for text in outputs), "what was found is told all the same"


# --- one unit's trouble is not another's


def test_last_years_workbook_beside_this_years_does_not_keep_a_unit_from_its_rank(folder):
    send(folder, "2023.xlsx", filled("00101", of=campaign(id="lam-mau-2023")))
    send(folder, "2024.xlsx", filled("00101"))
    told = merged(folder)
    unit = unit_of(told, "00101")
    assert (unit["status"], unit["rank"], unit["file"]) == ("complete", 1, "2024.xlsx")
    assert file_of(told, "2023.xlsx")["unit"] is None


def broken_in_structure(book):
    sheet = book.sheet("LV 1")
    lost = [position for position, cell in sheet.cells.items() if cell.text == "self_score"]
    for sheet in book.sheets:
        for position in lost:
            if sheet.at(*position).text == "self_score":
                book = book.put(sheet.title, position, replace(sheet.at(*position), text="điểm"))
    return book


def test_a_spoilt_file_that_was_sent_anew_does_not_keep_a_unit_from_its_rank(folder):
    send(folder, "lan-1.xlsx", filled("00101", saved=OLDER, after=broken_in_structure))
    send(folder, "lan-2.xlsx", filled("00101", saved=NEWER))
    told = merged(folder)
    assert file_of(told, "lan-1.xlsx")["outcome"] == "excluded"
    assert (unit_of(told, "00101")["status"], unit_of(told, "00101")["rank"]) == ("complete", 1)


def test_a_spoilt_file_newer_than_the_good_one_keeps_the_unit_from_being_ranked_till_a_person_looks(folder):
    send(folder, "lan-1.xlsx", filled("00101", saved=OLDER))
    send(folder, "lan-2.xlsx", filled("00101", saved=NEWER, after=broken_in_structure))
    told = merged(folder)
    unit = unit_of(told, "00101")
    assert (unit["status"], unit["rank"], unit["file"]) == ("errors", None, "lan-1.xlsx")
    assert unit["points"] == "100"


def test_a_rule_that_stumbles_over_one_file_does_not_stop_the_others(folder, monkeypatch):
    send(folder, "a.xlsx", filled("00101"))
    send(folder, "b.xlsx", filled("00102"))
    real = rules.inspect

    def stumbling(received, of):
        if received.path == "a.xlsx" and not isinstance(received.content, Refused):
            raise RuntimeError("made up")
        return real(received, of)

    monkeypatch.setattr(rules, "inspect", stumbling)
    told = merged(folder)
    assert file_of(told, "a.xlsx")["outcome"] == "unreadable"
    assert unit_of(told, "00102")["status"] == "complete"


def test_a_file_whose_content_nobody_foresaw_does_not_stop_the_others(folder, monkeypatch):
    send(folder, "a.xlsx", filled("00101"))
    send(folder, "b.xlsx", filled("00102"))
    real = unit_workbook.parse_unit

    def stumbling(book, criteria, file):
        if file == "a.xlsx":
            raise ArithmeticError("made up")
        return real(book, criteria, file)

    monkeypatch.setattr(unit_workbook, "parse_unit", stumbling)
    told = merged(folder)
    assert file_of(told, "a.xlsx")["outcome"] == "unreadable"
    assert unit_of(told, "00102")["status"] == "complete"


# --- odd files


def test_a_file_that_vanishes_or_may_not_be_read_is_unreadable_and_said_to_be(folder, monkeypatch):
    send(folder, "a.xlsx", filled("00101"))
    send(folder, "b.xlsx", filled("00102"))
    real = Path.open

    def opened(path, *arguments, **options):
        if path.name == "a.xlsx":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", opened)
    told = merged(folder)
    line = file_of(told, "a.xlsx")
    assert (line["outcome"], line["sha256"], line["unit"]) == ("unreadable", "", None)
    assert line["reason"]
    assert unit_of(told, "00102")["status"] == "complete"


def test_a_sub_folder_that_does_not_open_is_told_like_a_file(folder, monkeypatch):
    send(folder, "kín/a.xlsx", filled("00101"))
    real = os.scandir

    def scanned(path="."):
        if Path(path).name == "kín":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scanned)
    told = merged(folder)
    assert [(file["path"], file["outcome"]) for file in told["files"]] == [("kín", "unreadable")]


def test_a_folder_named_like_a_workbook_is_looked_into(folder):
    send(folder, "00101.xlsx/00101.xlsx", filled("00101"))
    assert unit_of(merged(folder), "00101")["file"] == "00101.xlsx/00101.xlsx"


def link(path, target):
    try:
        path.symlink_to(target, target_is_directory=Path(target).is_dir())
    except OSError as error:  # Windows, without the right to
        pytest.skip(f"no links here: {error}")


def test_a_link_to_a_file_counts_as_the_file(folder, tmp_path):
    (tmp_path / "elsewhere.xlsx").write_bytes(filled("00101"))
    link(folder.received / "a.xlsx", tmp_path / "elsewhere.xlsx")
    assert unit_of(merged(folder), "00101")["status"] == "complete"


def test_a_link_to_nothing_or_to_itself_or_to_a_folder_is_told_and_not_followed(folder, tmp_path):
    link(folder.received / "đứt.xlsx", tmp_path / "nowhere.xlsx")
    link(folder.received / "vòng.xlsx", folder.received / "vòng.xlsx")
    link(folder.received / "lên trên", folder.root)
    told = merged(folder)
    assert {file["path"]: file["outcome"] for file in told["files"]} == dict.fromkeys(
        ["lên trên", "vòng.xlsx", "đứt.xlsx"], "unreadable"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_not_waited_for(folder):
    os.mkfifo(folder.received / "ống.xlsx")
    assert file_of(merged(folder), "ống.xlsx")["outcome"] == "foreign"


def test_a_file_too_large_is_not_held_in_memory_and_yet_marked_by_its_hash(folder, monkeypatch):
    data = b"x" * (3 << 20)
    path = send(folder, "lớn.xlsx", data)
    opened = []

    def measured(data, name, limits):
        opened.append(len(data))
        return Refused(Refusal.TOO_LARGE)

    monkeypatch.setattr(receiving, "open_book", measured)
    received = receive(Source(path, "lớn.xlsx"), CAMPAIGN, replace(LIMITS, file=1000, container=1000))
    assert received.sha256 == hashlib.sha256(data).hexdigest()
    assert opened == [1001]


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "không rõ", ""])
def test_an_impossible_time_inside_a_file_stops_nothing(folder, moment):
    import io
    import re
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(filled("00101"))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb">\d{4}-[^<]*<", b">" + moment.encode() + b"<", part)
            new.writestr(zipfile.ZipInfo(name), part)
    send(folder, "a.xlsx", out.getvalue())
    assert unit_of(merged(folder), "00101")["status"] == "complete"


@pytest.mark.parametrize("timestamp", [0, -1, 253402300799, 1e12, -1e12, 1e30])
def test_an_impossible_file_time_stops_nothing(folder, monkeypatch, timestamp):
    send(folder, "a.xlsx", filled("00101", saved=None))
    real = Path.stat

    def told(path, **options):
        about = list(real(path, **options))
        about[8] = timestamp
        return os.stat_result(about) if path.name == "a.xlsx" else real(path, **options)

    monkeypatch.setattr(Path, "stat", told)
    assert unit_of(merged(folder), "00101")["file"] == "a.xlsx"


ODD = [
    "có dấu cách & [ngoặc] (2).xlsx",
    "$HOME %PATH% `ls` ;.xlsx",
    "'nháy' # thăng.xlsx",
    "x" * 240 + ".xlsx",
    "không có đuôi",
    "-rf.xlsx",
    "=1+1.xlsx",
    "{place} {0} %s.xlsx",
    "[red]đỏ[/red].xlsx",
    "đường/rất/sâu/" + "/".join(["thư mục con"] * 12) + "/a.xlsx",
]


@pytest.mark.parametrize("name", ODD, ids=range(len(ODD)))
def test_a_file_counts_whatever_it_is_called(folder, name):
    send(folder, name, filled("00101"))
    told = merged(folder)
    assert unit_of(told, "00101")["file"] == name
    assert unit_of(told, "00101")["status"] == "complete"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("raw", [b"x\x1b[2J.xlsx", b"hai\ndong.xlsx", b"x\xe3\xff.xlsx"])
def test_a_name_that_no_text_can_hold_is_told_in_escapes(folder, raw):
    data = filled("00101")
    try:
        path = os.path.join(os.fsencode(folder.received), raw)  # noqa: PTH118  # bytes
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(data)
    except OSError as error:
        pytest.skip(f"this file system refuses the name: {error}")
    told = merged(folder)
    (file,) = told["files"]
    assert file["outcome"] == "counted"
    assert "\\x" in file["path"]
    assert all(character.isprintable() for character in file["path"])


def test_two_names_that_unicode_holds_for_one_are_two_files(folder):
    name = "xã hà.xlsx"
    send(folder, unicodedata.normalize("NFC", name), filled("00101", {"1.1": 1}))
    send(folder, unicodedata.normalize("NFD", name), filled("00102"))
    if len(list(files_below(folder.received))) == 1:
        pytest.skip("this file system holds them for one")
    told = merged(folder)
    assert [file["path"] for file in told["files"]] == [
        "xã hà (2).xlsx".replace(" (2).xlsx", ".xlsx"),
        "xã hà.xlsx (2)",
    ]
    assert {file["outcome"] for file in told["files"]} == {"counted"}


def test_names_are_told_composed_however_they_came(folder):
    send(folder, unicodedata.normalize("NFD", "xã hà.xlsx"), filled("00101"))
    assert merged(folder)["files"][0]["path"] == unicodedata.normalize("NFC", "xã hà.xlsx")


# --- check with files named


def test_a_file_named_twice_is_checked_once(folder):
    path = send(folder, "a.xlsx", filled("00101"))
    _, taken = batch.check(folder, [path, path, folder.received / ".." / "nhan-ve" / "a.xlsx"])
    assert [file.outcome for file in taken.files] == ["counted"]


def test_checking_one_file_says_nothing_of_units_that_are_missing(folder):
    path = send(folder, "a.xlsx", filled("00101"))
    _, taken = batch.check(folder, [path])
    assert not taken.findings


# --- statuses


def test_a_unit_is_complete_incomplete_in_error_or_missing(folder):
    send(folder, "1.xlsx", filled("00101", {"1.1": None}))
    send(folder, "2.xlsx", filled("00102", {"1.1": "hai điểm"}))
    summary = batch.merge(folder).summary
    found = {result.unit.code: result.status for result in summary.results}
    assert found == {"00101": Status.INCOMPLETE, "00102": Status.ERRORS, "00103": Status.MISSING}
    assert all(result.rank is None and result.grade is None for result in summary.results)


def test_lateness_is_told_and_nothing_is_deducted(folder):
    send(folder, "1.xlsx", filled("00101", saved=datetime(2024, 11, 30, 10, 0)))  # 17:00 in Vietnam: in time
    send(folder, "2.xlsx", filled("00102", saved=datetime(2024, 11, 30, 10, 1)))
    told = merged(folder)
    assert [unit_of(told, code)["late"] for code in ("00101", "00102")] == [False, True]
    assert unit_of(told, "00102")["points"] == "100"
    assert unit_of(told, "00102")["rank"] == 1
    assert [f["unit"] for f in told["findings"] if f["rule"] == "U04"] == ["00102"]


def test_a_unit_is_shown_with_the_time_in_vietnam_at_which_its_file_was_saved(folder):
    send(folder, "1.xlsx", filled("00101", saved=datetime(2024, 11, 30, 20, 0)))
    saved = {result.unit.code: result.saved for result in batch.summarise(folder).results}
    assert saved == {"00101": datetime(2024, 12, 1, 3, 0), "00102": None, "00103": None}
