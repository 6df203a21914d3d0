"""stdout carries data and nothing else, stderr the talk; JSON is as fixed, key by key."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from decimal import Decimal

import pytest

from cchc_xlsx import batch, rules
from tests.builders import ROOT, campaign, cchc, cchc_apart, environment_without_settings, filled, founded, send

UNIT = {
    "code": str,
    "name": str,
    "group": str,
    "status": str,
    "points": (str, None),
    "maximum": (str, None),
    "index": (str, None),
    "rank": (int, None),
    "grade": (str, None),
    "areas": list,
    "criteria": list,
    "file": (str, None),
}
AREA = {"code": str, "points": str, "maximum": str}
CRITERION = {"code": str, "score": (str, None), "maximum": str, "state": str}
FILE = {"path": str, "sha256": str, "outcome": str, "unit": (str, None), "reason": (str, None)}
FINDING = {
    "rule": str,
    "severity": str,
    "unit": (str, None),
    "file": (str, None),
    "sheet": (str, None),
    "cell": (str, None),
    "criterion": (str, None),
    "message": str,
    "fix": str,
    "points_at_stake": (str, None),
}
STATUSES = {"complete", "incomplete", "errors", "missing", "excluded"}
STATES = {"scored", "empty", "not_applicable", "invalid"}
OUTCOMES = {"counted", "superseded", "excluded", "foreign", "unreadable"}
SEVERITIES = {"fatal", "error", "warning", "note"}
POINTS = re.compile(r"-?\d+(\.\d*[1-9])?")


@pytest.fixture
def folder(tmp_path):
    """A folder with a good unit, one with every kind of error, one missing, and files of every outcome."""
    folder = founded(tmp_path / "đợt 1")
    good = filled("00101", {"1.1": Decimal("2.50"), "1.2": "KAD", "2.1": Decimal("0.000001")})
    send(folder, "a.xlsx", good)
    send(folder, "b.xlsx", good)
    send(folder, "c.xlsx", filled("00102", {"1.1": Decimal(100), "1.2": None, "2.1": "hai", "2.2": "KAD"}))
    send(folder, "d.xlsx", b"%PDF-1.4\n")
    send(folder, "e.xlsx", b"")
    send(folder, "f.xlsx", filled("99999"))
    return folder


def holds(line, shape):
    """Assert that every key of the fixed shape is there with a value of its type."""
    for key, kinds in shape.items():
        allowed = kinds if isinstance(kinds, tuple) else (kinds,)
        assert key in line
        value = line[key]
        assert (value is None and None in allowed) or type(value) in allowed, (key, value)
        assert value != "" or key in ("group", "sha256"), f"{key} should be null"


def test_tong_hop_json_has_the_keys_and_types_that_are_fixed(folder):
    batch.merge(folder)
    told = json.loads((folder.results / "tong-hop.json").read_text(encoding="utf-8"))
    assert told["format"] == 1
    assert told["campaign"] == {"id": "lam-mau-2024", "name": "Đợt làm mẫu", "year": 2024}
    for unit in told["units"]:
        holds(unit, UNIT)
        assert unit["status"] in STATUSES
        for area in unit["areas"]:
            holds(area, AREA)
        for criterion in unit["criteria"]:
            holds(criterion, CRITERION)
            assert criterion["state"] in STATES
    for file in told["files"]:
        holds(file, FILE)
        assert file["outcome"] in OUTCOMES
        assert re.fullmatch(r"[0-9a-f]{64}", file["sha256"])
        assert (file["reason"] is None) == (file["outcome"] == "counted")
    for finding in told["findings"]:
        holds(finding, FINDING)
        assert finding["severity"] in SEVERITIES
    assert {file["outcome"] for file in told["files"]} == OUTCOMES
    assert {unit["status"] for unit in told["units"]} == {"complete", "errors", "missing"}
    states = {criterion["state"] for unit in told["units"] for criterion in unit["criteria"]}
    assert states == STATES


def test_points_are_strings_of_plain_digits(folder):
    batch.merge(folder)
    told = json.loads((folder.results / "tong-hop.json").read_text(encoding="utf-8"))
    numbers = [unit[key] for unit in told["units"] for key in ("points", "maximum", "index")]
    numbers += [area[key] for unit in told["units"] for area in unit["areas"] for key in ("points", "maximum")]
    numbers += [each[key] for unit in told["units"] for each in unit["criteria"] for key in ("score", "maximum")]
    numbers += [finding["points_at_stake"] for finding in told["findings"]]
    assert all(POINTS.fullmatch(number) for number in numbers if number is not None)
    good = told["units"][0]
    assert [each["score"] for each in good["criteria"]] == ["2.5", None, "0.000001", "17.5"]
    assert good["points"] == "20.000001"
    assert good["maximum"] == "80"


def test_a_unit_that_has_not_got_something_has_null_there(folder):
    batch.merge(folder)
    told = json.loads((folder.results / "tong-hop.json").read_text(encoding="utf-8"))
    _, errors, missing = told["units"]
    assert (errors["rank"], errors["index"], errors["grade"]) == (None, None, None)
    assert errors["file"] == "c.xlsx"
    assert errors["points"] is not None
    nothing = {key: missing[key] for key in ("points", "maximum", "index", "rank", "grade", "file")}
    assert nothing == dict.fromkeys(nothing)
    assert missing["areas"] == missing["criteria"] == []


def test_a_finding_names_file_sheet_cell_criterion_and_points(folder):
    batch.merge(folder)
    told = json.loads((folder.results / "tong-hop.json").read_text(encoding="utf-8"))
    (above,) = (finding for finding in told["findings"] if finding["rule"] == "S04")
    assert {key: above[key] for key in ("severity", "unit", "file", "sheet", "criterion", "points_at_stake")} == {
        "severity": "error",
        "unit": "00102",
        "file": "c.xlsx",
        "sheet": "LV 1",
        "criterion": "1.1",
        "points_at_stake": "40",
    }
    assert re.fullmatch(r"[A-Z]+[1-9]\d*", above["cell"])
    assert "100" in above["message"]
    assert "40" in above["fix"]


@pytest.mark.parametrize("line", ["check", "merge", "status", "spec", "explain 00101", "verify"])
def test_json_on_stdout_is_json_and_nothing_else(folder, line):
    batch.merge(folder)
    ran = cchc(*line.split(), "-C", folder.root, "--format", "json")
    assert ran.told["format"] == 1
    assert ran.out.startswith("{\n")
    assert ran.out.endswith("}\n")


def test_merge_prints_the_json_that_it_writes(folder):
    ran = cchc("merge", "-C", folder.root, "--format", "json")
    assert ran.out == (folder.results / "tong-hop.json").read_text(encoding="utf-8")
    assert "tong-hop.xlsx" in ran.err


def test_check_prints_the_same_files_and_findings_as_the_merge(folder):
    told, merged = (cchc(command, "-C", folder.root, "--format", "json").told for command in ("check", "merge"))
    assert told["files"] == merged["files"]
    assert told["findings"] == merged["findings"]


def test_status_prints_units_files_and_findings(folder):
    told, merged = (cchc(command, "-C", folder.root, "--format", "json").told for command in ("status", "merge"))
    assert told["files"] == merged["files"]
    assert told["findings"] == merged["findings"]
    assert [unit["status"] for unit in told["units"]] == [unit["status"] for unit in merged["units"]]


def test_spec_prints_the_findings_of_the_campaign_workbook(tmp_path):
    folder = founded(tmp_path / "dot", campaign(units=(*campaign().units, campaign().units[0])))
    told = cchc("spec", "-C", folder.root, "--format", "json").told
    for finding in told["findings"]:
        holds(finding, FINDING)
    assert "error" in {finding["severity"] for finding in told["findings"]}


def test_rule_prints_every_rule_or_one(folder):
    ran = cchc("rule", "--format", "json")
    assert [rule["code"] for rule in ran.told] == sorted(rules.rules_by_code())
    assert len(cchc("rule", "s04", "--format", "json").told) == 1
    assert ran.err == ""


def test_data_goes_to_stdout_and_talk_to_stderr(folder, tmp_path):
    assert cchc("init", tmp_path / "mới").out == ""
    ran = cchc("generate", "-C", folder.root)
    assert ran.out.splitlines() == [str(path) for path in sorted(folder.issued.iterdir())]
    assert "3" in ran.err
    assert "Đã tạo" not in ran.out
    ran = cchc("merge", "-C", folder.root)
    assert "Xã Một" in ran.out
    assert "Đã ghi" in ran.err
    assert "Đã ghi" not in ran.out


def test_no_colours_and_no_bars_where_nobody_sees_them(folder):
    for command in ("generate", "status", "check", "merge"):
        ran = cchc(command, "-C", folder.root)
        assert "\x1b" not in ran.out + ran.err
        assert "\r" not in ran.out + ran.err


def test_what_is_printed_is_utf_8_whatever_the_console_says(folder):
    for command in (["merge"], ["merge", "--format", "json"], ["--help"]):
        more = [] if command == ["--help"] else ["-C", folder.root]
        ran = cchc_apart(*command, *more, PYTHONIOENCODING="ascii", LC_ALL="C")
        text = ran.stdout.decode("utf-8")
        assert "?" not in text or command != ["merge", "--format", "json"]
        assert "điểm" in text
        ran.stderr.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="no terminals of POSIX")
def test_a_bar_goes_to_a_terminal_on_stderr_and_never_to_stdout(folder):
    import pty

    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "cchc_xlsx", "merge", "-C", str(folder.root), "--format", "json"],
        env={**environment_without_settings(), "PYTHONPATH": str(ROOT), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=slave,
    )
    os.close(slave)
    with process:
        out = process.stdout.read()
    talk = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        talk += part
    os.close(master)
    assert json.loads(out)["format"] == 1
    assert "Đang tổng hợp".encode() in talk


def test_long_paths_and_tables_are_not_cut_where_nobodys_terminal_limits_them(folder):
    name = "thư mục rất dài " * 8 + "/" + "tệp " * 30 + ".xlsx"
    send(folder, name, b"%PDF-1.4\n")
    ran = cchc("check", "-C", folder.root)
    assert name in ran.out


def test_patterns_that_the_shell_left_to_us_are_spelt_out(folder):
    ran = cchc("check", "-C", folder.root, folder.received / "[ab].xlsx", "--format", "json")
    assert [file["path"].rpartition("/")[2] for file in ran.told["files"]] == ["a.xlsx", "b.xlsx"]
    assert cchc("check", "-C", folder.root, folder.received / "*.ods").code == 3
    send(folder, "x[1].xlsx", b"%PDF-1.4\n")
    ran = cchc("check", "-C", folder.root, folder.received / "x[1].xlsx", "--format", "json")
    assert ran.told["files"][0]["outcome"] == "foreign"
