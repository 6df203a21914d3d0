"""`check --return`, `merge --return` and `rescue` on the line: exit codes, streams, both languages."""

from __future__ import annotations

import json
import re

import pytest

from tests.builders import PYTHON, bytes_of, campaign, cchc, filled, founded, send, with_identity

WRONG = {"1.1": 50, "1.2": "hai", "2.2": None}


@pytest.fixture
def folder(tmp_path):
    folder = founded(tmp_path / "dot")
    send(folder, "a.xlsx", filled("00101", WRONG))
    send(folder, "b.xlsx", filled("00102"))
    send(folder, "c.xlsx", filled("00103"))
    return folder


@pytest.mark.parametrize("command", ["check", "merge"])
def test_copies_are_written_only_when_asked_for_and_change_nothing_else(folder, command):
    plain = cchc(command, "-C", folder.root, "--format", "json")
    assert not folder.returned.exists()
    ran = cchc(command, "-C", folder.root, "--format", "json", "--return")
    assert (ran.code, ran.out) == (plain.code, plain.out) == (1, plain.out)
    assert set(bytes_of(folder.returned)) == {"00101-xa-mot.xlsx", "00101-xa-mot.txt"}
    assert "Đã ghi 1 tệp trả lại" in ran.err
    assert str(folder.returned) in ran.err


def test_another_folder_may_be_named_and_goes_without_the_switch(folder, tmp_path):
    ran = cchc("check", "-C", folder.root, "--return-to", tmp_path / "ra")
    assert ran.code == 1
    assert len(bytes_of(tmp_path / "ra")) == 2
    assert not folder.returned.exists()


def test_old_copies_are_named_and_left(folder):
    cchc("check", "-C", folder.root, "--return")
    send(folder, "a.xlsx", filled("00101"))
    ran = cchc("merge", "-C", folder.root, "--return")
    assert ran.code == 0
    assert "Không đơn vị nào cần tệp trả lại." in ran.err
    assert "00101-xa-mot.xlsx, 00101-xa-mot.txt" in ran.err
    assert len(bytes_of(folder.returned)) == 2


def test_the_received_folder_is_refused(folder):
    ran = cchc("check", "-C", folder.root, "--return-to", folder.received)
    assert ran.code == 2
    assert "nhan-ve" in ran.err


def test_rescue_prints_what_to_mend_and_ends_with_1(folder):
    ran = cchc("rescue", folder.received / "a.xlsx", "-C", folder.root)
    assert ran.code == 1
    assert "Điểm tự chấm 50 vượt điểm tối đa 40" in ran.out
    assert "00101-xa-mot-cuu.xlsx" in ran.err
    assert list(bytes_of(folder.returned)) == ["00101-xa-mot-cuu.xlsx"]


def test_rescue_ends_with_0_where_nothing_is_to_mend(folder):
    ran = cchc("rescue", folder.received / "b.xlsx", "-C", folder.root)
    assert (ran.code, ran.out.strip()) == (0, "Không có lỗi hay cảnh báo.")


def test_rescue_tells_programs_the_same(folder):
    ran = cchc("rescue", folder.received / "a.xlsx", "-C", folder.root, "--format", "json")
    told = json.loads(ran.out)
    assert (told["format"], told["unit"], told["not_placed"]) == (1, "00101", [])
    first = next(each for each in told["findings"] if each["rule"] == "S04")
    assert first["left"] == "to_mend"
    assert (first["sheet"], first["criterion"], first["points_at_stake"]) == ("LV 1", "1.1", "40")


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        (["c.xlsx", "--unit", "09999"], 2, "09999"),
        (["nobody.xlsx"], 2, "--unit 00102"),
        (["pdf.xlsx"], 3, "pdf.xlsx"),
        (["không có.xlsx"], 3, "không có.xlsx"),
        ([], 2, "FILE"),
    ],
)
def test_what_stops_a_rescue_is_said_in_a_sentence(folder, line, code, words):
    send(folder, "nobody.xlsx", filled("00102", after=with_identity(lambda _t: "")))
    send(folder, "pdf.xlsx", b"%PDF-1.4")
    paths = [folder.received / part if part.endswith(".xlsx") else part for part in line]
    ran = cchc("rescue", *paths, "-C", folder.root)
    assert ran.code == code
    assert ran.out == ""
    assert words in ran.err
    assert not PYTHON.search(ran.err)


_LETTERS = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


def test_english_copies_speak_english(tmp_path):
    of = campaign(name="Campaign 2024", superior="Province", units=campaign().units[:1])
    folder = founded(tmp_path / "dot", of)
    send(folder, "a.xlsx", filled("00101", {"1.1": 50}, of))
    ran = cchc("check", "-C", folder.root, "--return", "--language", "en")
    assert "Marked-up copies written: 1" in ran.err
    text = (folder.returned / "00101-xa-mot.txt").read_text(encoding="utf-8")
    assert not _LETTERS.search(text.replace("Xã Một", ""))
    assert "above the maximum" in text
    help_ = cchc("rescue", "--help", "--language", "en").out
    assert not _LETTERS.search(help_)
    assert _LETTERS.search(cchc("rescue", "--help").out)
    told = cchc("rescue", folder.received / "a.xlsx", "-C", folder.root, "--language", "en")
    assert not _LETTERS.search((told.out + told.err).replace("Xã Một", ""))
