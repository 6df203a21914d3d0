"""Every rule keeps the shape of a rule: found by its file, told in both languages, with a code of its own."""

from __future__ import annotations

import pkgutil
import re
from pathlib import Path
from string import Formatter

import pytest

from cchc_xlsx import rules
from cchc_xlsx.model.finding import Severity
from cchc_xlsx.rules import Check, Scope, _columns, _index, _listing
from cchc_xlsx.terms import Words
from cchc_xlsx.workbooks import campaign as campaign_workbook
from cchc_xlsx.workbooks.campaign.settings import SETTINGS
from cchc_xlsx.workbooks.unit import assignment, self_score

ALL = rules.checks()
every_rule = pytest.mark.parametrize("check", ALL, ids=[check.rule.name for check in ALL])


def texts(check: Check) -> dict[str, Words]:
    rule = check.rule
    return {"title": rule.title, "why": rule.why, "message": rule.message, "fix": rule.fix}


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_file_is_a_rule_named_like_its_file() -> None:
    files = {module.name for module in pkgutil.iter_modules(rules.__path__) if not module.name.startswith("_")}
    assert {check.rule.name for check in ALL} == files
    assert all(check.check.__module__ == f"cchc_xlsx.rules.{check.rule.name}" for check in ALL)


def test_codes_are_unique_and_well_formed() -> None:
    codes = [check.rule.code for check in ALL]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[A-Z]\d\d", code) for code in codes)


def test_codes_of_one_scope_begin_with_its_letters() -> None:
    letters = {
        Scope.CAMPAIGN: "C",
        Scope.FILE: "F",
        Scope.IDENTITY: "I",
        Scope.STRUCTURE: "L",
        Scope.CONTENT: "STE",
        Scope.INTAKE: "U",
        Scope.RESULT: "R",
        Scope.GATHERED: "G",
    }
    assert all(check.rule.code[0] in letters[check.rule.scope] for check in ALL)


@every_rule
def test_a_rule_speaks_both_languages(check: Check) -> None:
    for words in texts(check).values():
        assert words.vi.strip()
        assert words.en.strip()
        assert words.vi != words.en


@every_rule
def test_both_languages_tell_the_same_facts(check: Check) -> None:
    for words in (check.rule.message, check.rule.fix):
        assert facts(words.vi) == facts(words.en)
    for words in (check.rule.title, check.rule.why):
        assert not facts(words.vi) | facts(words.en)


@every_rule
def test_sentences_end_as_sentences_and_titles_do_not(check: Check) -> None:
    for kind, words in texts(check).items():
        for text in words:
            bare = re.sub(r"\{\w+\}", "", text)
            assert bare == bare.strip()
            assert "  " not in text
            assert bare.endswith(".") is (kind != "title"), text


@every_rule
def test_a_rule_has_a_manual(check: Check) -> None:
    assert check.manual.endswith(".")
    assert (check.check.__doc__ or "").strip().endswith(".")


@every_rule
def test_a_rule_that_ends_a_file_says_what_becomes_of_it(check: Check) -> None:
    noted = check.rule.severity is Severity.NOTE  # of a file that is read all the same
    if check.rule.severity is Severity.FATAL or (check.rule.scope is Scope.FILE and not noted):
        assert check.rule.outcome is not None


def test_no_english_word_leaves_open_whether_it_is_one_or_many() -> None:
    for path in sorted(Path(rules.__file__).parents[1].rglob("*.py")):
        found = re.findall(r"\w+\([a-z]*s\)(?=[ .,:;])", path.read_text(encoding="utf-8"))
        assert not [each for each in found if each.endswith("(s)")], path


def test_the_outline_of_a_rule_has_words_for_many() -> None:
    assert rules.outline(Words("{n} ô: {cells}", "{n} {n:cell|cells}: {cells}")) == Words("… ô: …", "… cells: …")


def test_columns_are_called_as_the_layout_calls_them() -> None:
    tables = [*campaign_workbook.TABLES, self_score.TABLE, assignment.TABLE]
    headers = {f"{table.name}.{column.key}": column.header for table in tables for column in table.columns}
    headers |= {f"settings.{column.key}": column.header for column in SETTINGS}
    assert {table.name: table.title for table in tables} == _columns.SHEETS
    for part, words in _columns.COLUMNS.items():
        assert words == headers[part]
    needed = {f"{table.name}.{column.key}" for table in tables for column in table.columns if column.required}
    assert needed <= set(_columns.COLUMNS)


@pytest.mark.parametrize("asked", ["S04", " s04 ", "score_above_maximum"])
def test_a_rule_is_found_by_its_code_and_by_its_name(asked: str) -> None:
    found = rules.rule(asked)
    assert found is not None
    assert found.rule.name == "score_above_maximum"


def test_an_unknown_rule_is_not_found() -> None:
    assert rules.rule("Z99") is None


def test_the_index_says_what_the_rules_say() -> None:
    assert rules.listed() == rules.listed_anew(), "please run: python dev.py docs"


def test_a_file_that_the_index_lacks_is_a_rule_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_index, "INDEX", _index.INDEX[1:])
    assert _listing.listed.__wrapped__() == rules.listed_anew()


def test_the_rules_of_a_scope_are_all_that_have_it() -> None:
    for scope in Scope:
        assert rules.checks(scope) == tuple(check for check in ALL if check.rule.scope is scope)
    assert list(rules.rules_by_code()) == [check.rule.code for check in ALL]
    assert [rules.rules_by_code()[check.rule.code] for check in ALL] == [check.rule for check in ALL]
