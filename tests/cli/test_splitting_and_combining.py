"""`split`, `combine` and `status --owed` on the line: tables, JSON, exit codes, both languages."""

from __future__ import annotations

import pytest

from cchc_xlsx.excel.write import written
from cchc_xlsx.model.campaign import Assignment
from cchc_xlsx.model.submission import Given
from cchc_xlsx.workbooks.unit import fill_unit
from tests.builders import PYTHON, campaign, cchc, entries, founded, send

OF = campaign(assignments=(Assignment("", "Lê An", "1.1; 2.1"), Assignment("", "Trần Bình", "2.1; 1.2")))


@pytest.fixture
def folder(tmp_path):
    return founded(tmp_path / "dot", OF)


def part(folder, officer, scores=None):
    codes = {c for c, names in OF.officers_of("00101").items() if officer in names}
    found = [e for e in entries(OF, scores) if e.criterion in codes]
    path = folder.root / "ve" / f"{officer}.xlsx"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(written(fill_unit(OF, OF.units[0], "vi", entries=found, part=officer)))
    return path


@pytest.fixture
def unit(folder):
    assert cchc("generate", "-C", folder.root).code == 0
    path = folder.issued / "00101-xa-mot.xlsx"
    assert path.is_file()
    return path


def test_split_prints_who_gets_what_and_says_what_nobody_has(folder, unit):
    ran = cchc("split", unit, "-C", folder.root)
    assert ran.code == 0
    assert "Lê An" in ran.out
    assert "62,5" in ran.out
    assert "01-le-an.xlsx" in ran.out
    assert "1 tiêu chí của Xã Một chưa giao cho ai: 2.2." in ran.err
    assert "Đã tạo 2 phần việc của Xã Một" in ran.err


def test_split_tells_programs_the_same(folder):
    told = cchc("split", "--unit", "00101", "-C", folder.root, "--format", "json").told
    (made,) = told["units"]
    assert [(p["officer"], p["codes"], p["points"], p["file"]) for p in made["parts"]] == [
        ("Lê An", ["1.1", "2.1"], "62.5", "01-le-an.xlsx"),
        ("Trần Bình", ["1.2", "2.1"], "42.5", "02-tran-binh.xlsx"),
        (None, ["2.2"], "17.5", None),
    ]
    assert made["parts"][0]["shared"] == {"2.1": ["Trần Bình"]}


def test_split_warns_of_a_unit_without_an_assignment(tmp_path):
    folder = founded(tmp_path / "trong", campaign(assignments=()))
    ran = cchc("split", "-C", folder.root)
    assert ran.code == 0
    assert "Xã Hai chưa có phân công" in ran.err


def test_combine_prints_officers_disputes_and_what_is_owed(folder, unit):
    parts = [part(folder, "Lê An", {"2.1": 20}), part(folder, "Trần Bình", {"2.1": 21})]
    ran = cchc("combine", unit, *parts, "-C", folder.root)
    assert ran.code == 1
    for words in ("Lê An.xlsx", "20 của “Lê An”", "21 của “Trần Bình”", "Chưa giao cho ai"):
        assert words in ran.out, words
    assert (
        "00101-xa-mot-ghep.xlsx: 2/2 người đã gửi; còn 2 tiêu chí chưa xong, trong đó 1 tiêu chí chờ chốt điểm."
        in ran.err
    )


def test_combine_tells_programs_the_same(folder, unit):
    parts = [part(folder, "Lê An", {"2.1": 20}), part(folder, "Trần Bình", {"2.1": "KAD"})]
    told = cchc("combine", unit, *parts, "-C", folder.root, "--format", "json").told
    assert told["unit"] == "00101"
    assert [(f["path"], f["outcome"], f["officer"]) for f in told["files"]] == [
        ("Lê An.xlsx", "taken", "Lê An"), ("Trần Bình.xlsx", "taken", "Trần Bình"),
    ]  # fmt: skip
    (dispute,) = told["disputes"]
    assert dispute["criterion"] == "2.1"
    assert [(g["officer"], g["score"], g["state"]) for g in dispute["given"]] == [
        ("Lê An", "20", "scored"), ("Trần Bình", None, "not_applicable"),
    ]  # fmt: skip
    assert [(o["officer"], o["owed"], o["points_owed"]) for o in told["officers"]] == [
        ("Lê An", [], "0"), ("Trần Bình", [], "0"), (None, ["2.2"], "17.5"),
    ]  # fmt: skip
    assert all(isinstance(f["message"], str) for f in told["findings"])


def test_combine_ends_with_0_where_nothing_is_left_to_do(tmp_path):
    of = campaign(assignments=(Assignment("", "Lê An", "1; 2"),))
    folder = founded(tmp_path / "d", of)
    cchc("generate", "-C", folder.root)
    path = folder.root / "an.xlsx"
    path.write_bytes(written(fill_unit(of, of.units[0], "vi", entries=entries(of), part="Lê An")))
    ran = cchc("combine", folder.issued / "00101-xa-mot.xlsx", path, "-C", folder.root, "--to", tmp_path / "kq.xlsx")
    assert ran.code == 0
    assert (tmp_path / "kq.xlsx").is_file()
    assert cchc("check", tmp_path / "kq.xlsx", "-C", folder.root).code == 0


@pytest.mark.parametrize("language", ["vi", "en"])
def test_nothing_a_programmer_would_say_is_said(folder, unit, language):
    broken = folder.root / "ve" / "hỏng.xlsx"
    parts = [part(folder, "Lê An", {"2.1": "hai"}), part(folder, "Trần Bình", {"2.1": 21}), broken, unit]
    broken.write_bytes(b"PK\x03\x04 nothing")
    for command in (["split", unit], ["combine", unit, *parts], ["status", "--owed"]):
        ran = cchc(*command, "-C", folder.root, "--language", language)
        assert ran.code in (0, 1)
        assert not PYTHON.search(ran.out + ran.err)
        assert "{" not in ran.out + ran.err


def test_wrong_usage_is_2_and_what_is_not_there_3(folder, unit):
    assert cchc("combine", unit, "-C", folder.root).code == 2
    assert cchc("split", unit, "--unit", "00101", "-C", folder.root).code == 2
    assert cchc("split", "--unit", "9", "-C", folder.root).code == 2
    assert cchc("split", folder.root / "gone.xlsx", "-C", folder.root).code == 3
    assert cchc("combine", unit, folder.root / "gone.xlsx", "-C", folder.root).code == 3
    path = part(folder, "Lê An")
    assert cchc("combine", unit, path, "-C", folder.root, "--to", path).code == 2
    assert cchc("split", path, "-C", folder.root).code == 2


# --- who still owes what


def test_status_tells_who_owes_what_by_the_assignment_changed_in_the_units_workbook(folder):
    named = (Given("1.1", ("Hoàng Dung",)), Given("2.2", ("Hoàng Dung", "Lê An")))
    found = entries(OF, {"1.1": None, "2.2": "hai điểm"})
    send(folder, "a.xlsx", written(fill_unit(OF, OF.units[0], "vi", entries=found, given=named)))
    told = cchc("status", "-C", folder.root, "--format", "json").told
    owed = {u["code"]: {o["officer"]: (o["owed"], o["points_owed"]) for o in u["owed"]} for u in told["units"]}
    assert owed["00101"] == {
        "Lê An": (["2.2"], "17.5"), "Trần Bình": ([], "0"), "Hoàng Dung": (["1.1", "2.2"], "57.5"), None: ([], "0"),
    }  # fmt: skip
    assert owed["00102"] == {
        "Lê An": (["1.1", "2.1"], "62.5"),
        "Trần Bình": (["1.2", "2.1"], "42.5"),
        None: (["2.2"], "17.5"),
    }


def test_a_score_typed_as_text_that_is_understood_is_not_owed(folder):
    found = entries(OF, {"1.1": "39,5"})
    send(folder, "a.xlsx", written(fill_unit(OF, OF.units[0], "vi", entries=found)))
    told = cchc("status", "-C", folder.root, "--format", "json").told
    assert all(not o["owed"] for o in told["units"][0]["owed"])


def test_status_shows_it_to_people_when_asked(folder):
    assert "Trần Bình" not in cchc("status", "-C", folder.root).out
    ran = cchc("status", "--owed", "-C", folder.root)
    line = next(line for line in ran.out.splitlines() if "Trần Bình" in line)
    assert line.split()[-4:] == ["2/2", "42,5", "1.2;", "2.1"]


def test_status_says_so_where_nothing_is_owed(tmp_path):
    of = campaign(units=OF.units[:1])
    folder = founded(tmp_path / "d", of)
    send(folder, "a.xlsx", written(fill_unit(of, of.units[0], "vi", entries=entries(of))))
    assert "Không còn tiêu chí nào phải chấm." in cchc("status", "--owed", "-C", folder.root).out
