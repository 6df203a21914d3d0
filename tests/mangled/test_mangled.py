"""Every mangled workbook ends as its recipe says: this outcome, these rules and no others, these scores."""

from __future__ import annotations

import pytest

from cchc_xlsx import batch
from cchc_xlsx.rules import Scope, checks
from tests.builders import CAMPAIGN, PYTHON, file_of, founded, merged, send, state_of, unit_of
from tests.mangled.registry import TOLD, UNIT, base, base_entries, collection, texts_of

CASES = collection()


@pytest.fixture
def folder(tmp_path):
    return founded(tmp_path / "dot")


def scores_told(told):
    return {line["code"]: (line["state"], line["score"]) for line in unit_of(told, UNIT)["criteria"]}


def test_the_workbook_that_all_begin_with_is_without_fault(folder):
    send(folder, "goc.xlsx", base())
    told = merged(folder)
    assert file_of(told, "goc.xlsx")["outcome"] == "counted"
    assert [finding for finding in told["findings"] if finding["file"] or finding["unit"] == UNIT] == []
    assert scores_told(told) == TOLD
    assert unit_of(told, UNIT)["status"] == "complete"


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_mangled_workbook_ends_as_its_recipe_says(case, folder):
    send(folder, case.file, case.make())
    before = state_of(folder.root)
    told = merged(folder)
    line = file_of(told, case.file)
    found = [finding for finding in told["findings"] if finding["file"] == case.file]
    assert (line["outcome"], {finding["rule"] for finding in found}) == (case.outcome, case.rules), line["reason"]
    assert {path: mark for path, mark in state_of(folder.root).items() if not path.startswith("ket-qua/")} == before
    for finding in found:
        assert finding["message"].startswith(case.file) or finding["sheet"]
        assert not PYTHON.search(finding["message"] + finding["fix"])
    if case.outcome == "counted":
        assert scores_told(told) == TOLD | case.changed
        if case.texts:
            (entries,) = (r.content.entries for r in batch.check(folder)[1].intake.counted.values())
            now = {entry.criterion: texts_of(entry) for entry in entries}
            was = {code: texts_of(entry) for code, entry in base_entries().items()}
            assert {code: now[code] for code in was if code in now} == {code: was[code] for code in now if code in was}
    else:
        assert unit_of(told, UNIT)["status"] == "missing"
        assert unit_of(told, UNIT)["criteria"] == []
        assert any(finding["message"] == line["reason"] and finding["fix"] for finding in found)


def test_every_rule_for_returned_files_that_a_single_file_can_earn_is_earned_here():
    of_one = (Scope.FILE, Scope.IDENTITY, Scope.STRUCTURE, Scope.CONTENT)
    one_file = {c.rule.code for c in checks() if c.rule.scope in of_one}
    earned = set().union(*(case.rules for case in CASES.values()))
    assert earned <= one_file
    assert sorted(one_file - earned) == list(ELSEWHERE)


#: Rules no recipe here earns: what they say needs another campaign than the made-up one, or a file that is held.
ELSEWHERE = ("F06", "S05", "S08")


def test_the_collection_covers_the_campaign():
    assert set(TOLD) == {criterion.code for criterion in CAMPAIGN.criteria.scored}
