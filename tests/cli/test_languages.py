"""Vietnamese unless English is asked for, and never the words of a programmer."""

from __future__ import annotations

import re

import pytest

from cchc_xlsx import rules
from cchc_xlsx.cli.program import language_of
from tests.builders import PYTHON, campaign, cchc, filled, founded, send

#: Letters that only Vietnamese has among the two.
_LETTERS = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
#: Names and examples, which are Vietnamese in every language.
NAMES = re.compile("tiếng Việt|Tốt|[Xx]ã Hà Bắc|Xã Một|Xã Hai|Hà Trung|Xã|Phường|xã, phường|ỦY BAN NHÂN DÂN|CHỦ TỊCH")
ENGLISH = re.compile(
    r"\b(the|please|is|cannot|there|no such|missing|invalid|error|usage|try|show|commands|options)\b", re.IGNORECASE
)


def vietnamese(text):
    """Return the first Vietnamese letter of a text that stands in no name."""
    return _LETTERS.search(NAMES.sub("", text))


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch):
    monkeypatch.delenv("CCHC_LANGUAGE", raising=False)


@pytest.fixture
def folder(tmp_path):
    of = campaign(name="Campaign 2024", superior="Province", units=campaign().units[:2])
    folder = founded(tmp_path / "dot", of)
    send(folder, "a.xlsx", filled("00101", {"1.1": 50, "1.2": "x", "2.1": None}, of))
    send(folder, "b.pdf", b"%PDF-1.4\n")
    return folder


def test_the_language_is_vietnamese_by_default(folder):
    for line in (["merge"], ["check"], ["status"], ["spec"], ["verify"], ["explain", "00101"]):
        ran = cchc(*line, "-C", folder.root)
        assert vietnamese(ran.out), line


@pytest.mark.parametrize(
    "line",
    [
        ["--language", "en", "merge"],
        ["merge", "--language", "en"],
        ["merge", "--language=en"],
        ["--language=en", "merge"],
        ["--language", "EN", "merge"],
        ["merge", "--language", "vi", "--language", "en"],
        ["--language", "vi", "merge", "--language", "en"],
    ],
    ids=" ".join,
)
def test_english_may_be_asked_for_anywhere_on_the_line(folder, line):
    ran = cchc(*line, "-C", folder.root)
    assert ran.code == 1
    assert "Deadline" in ran.out or "Rank" in ran.out
    assert not vietnamese(ran.out + ran.err)


def test_english_may_be_asked_for_by_the_environment_and_the_option_wins(folder, monkeypatch):
    monkeypatch.setenv("CCHC_LANGUAGE", "en")
    assert "Written to" in cchc("merge", "-C", folder.root).err
    assert "Đã ghi" in cchc("merge", "-C", folder.root, "--language", "vi").err
    monkeypatch.setenv("CCHC_LANGUAGE", "")
    assert "Đã ghi" in cchc("merge", "-C", folder.root).err


def test_what_stands_behind_the_end_of_options_is_no_option():
    assert language_of(["check", "--", "--language", "en"]) == "vi"
    assert language_of(["check", "--language"]) == "vi"


def test_results_and_workbooks_are_in_the_language_asked_for(folder):
    cchc("merge", "-C", folder.root, "--language", "en")
    told = (folder.results / "tong-hop.json").read_text(encoding="utf-8")
    assert "above the maximum" in told
    cchc("merge", "-C", folder.root)
    assert "vượt điểm tối đa" in (folder.results / "tong-hop.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_help_of_every_command_speaks_one_language(language):
    for command in (
        [],
        ["init"],
        ["spec"],
        ["generate"],
        ["status"],
        ["check"],
        ["merge"],
        ["explain"],
        ["verify"],
        ["rescue"],
        ["rule"],
        ["demo"],
    ):
        text = cchc(*command, "--help", "--language", language).out
        assert bool(vietnamese(text)) == (language == "vi"), command
        if language == "vi":
            assert not re.search(r"Show this message|Usage:|Options:|Commands:|Arguments:|default:", text), text


USAGE = [
    ["khong-co"],
    ["merge", "--khong-co"],
    ["merge", "--format", "xml"],
    ["merge", "thua"],
    ["merge", "-C"],
    ["init"],
    ["rule", "X99"],
    ["--language", "fr", "rule"],
]

PLACEHOLDERS = re.compile(r"\[OPTIONS\]|COMMAND \[ARGS\]|\(env var: .*?\)|--\w+|“[^”]*”|'[^']*'")


@pytest.mark.parametrize("line", USAGE, ids=" ".join)
def test_what_is_said_of_wrong_usage_is_vietnamese_too(line):
    ran = cchc(*line)
    assert vietnamese(ran.err)
    assert not ENGLISH.search(PLACEHOLDERS.sub("", ran.err)), ran.err


@pytest.mark.parametrize("line", [line for line in USAGE if "--language" not in line], ids=" ".join)
def test_what_is_said_of_wrong_usage_is_english_when_asked(line):
    ran = cchc(*line, "--language", "en")
    assert not vietnamese(ran.err)
    assert ENGLISH.search(ran.err)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_message_holds_words_of_a_programmer(folder, tmp_path, language):
    lines = [
        ["merge", "-C", folder.root],
        ["check", "-C", folder.root],
        ["status", "-C", folder.root],
        ["verify", "-C", folder.root],
        ["explain", "-C", folder.root, "00101"],
        ["explain", "-C", folder.root, "00101", "1.2"],
        ["explain", "-C", folder.root, "x"],
        ["verify", "-C", tmp_path],
        ["spec", "-C", folder.root],
        ["merge", "-C", tmp_path / "không có"],
        ["merge", "-C", folder.root, "--from", "không có"],
        ["generate", "-C", folder.root, "--unit", "x"],
        ["init", folder.root],
        ["init", tmp_path / "n", "--template", "x"],
        ["demo", folder.root],
        ["rule"],
        *USAGE,
    ]
    for line in lines:
        ran = cchc(*line, "--language", language)
        assert not PYTHON.search(ran.out + ran.err), line


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_rule_explains_itself_in_one_language(language):
    for name in rules.rules_by_code():
        ran = cchc("rule", name, "--language", language)
        assert ran.code == 0
        assert not PYTHON.search(ran.out)
        assert bool(vietnamese(ran.out)) == (language == "vi"), ran.out
