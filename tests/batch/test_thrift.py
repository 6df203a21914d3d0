"""What makes a check quick, counted and not timed: what is imported, and how often a received file is opened."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import tracemalloc
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from cchc_xlsx import batch
from cchc_xlsx.batch import Means, checking, intake, opening
from cchc_xlsx.batch.cards import Cards, told
from cchc_xlsx.batch.checking import begin_with
from cchc_xlsx.batch.folder import received
from cchc_xlsx.batch.receiving import Judged, Source, judge, send, unpacked
from cchc_xlsx.batch.shelf import Shelf, packed
from cchc_xlsx.batch.trouble import Unreachable, Unusable
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.submission import Entry, Given, Printed, Said, Score, State, Submission, Total, Trouble
from cchc_xlsx.model.summary import CriterionScore, Scores
from cchc_xlsx.rules import listed
from cchc_xlsx.scoring import score, scorecard
from tests.batch.test_containers import zipped
from tests.builders import filled, founded
from tests.builders import send as sent

HEAVY = {"pandas", "numpy", "openpyxl", "xlsxwriter", "python_calamine", "docx"}
NEEDLESS = {
    *HEAVY,
    "rich",
    "email",
    "multiprocessing",
    "zipfile",
    "cchc_xlsx.rules",
    "cchc_xlsx.batch",
    "cchc_xlsx.excel",
}
RAN = (
    "import json, sys; from cchc_xlsx.cli.program import run; run(sys.argv[1:]); print(json.dumps(sorted(sys.modules)))"
)


def modules(*arguments):
    """Return the modules that a command has imported when it is done."""
    ran = subprocess.run(
        [sys.executable, "-c", RAN, *map(str, arguments)], capture_output=True, check=True, encoding="utf-8"
    )
    return set(json.loads(ran.stdout.splitlines()[-1]))


@pytest.fixture
def folder(tmp_path):
    folder = founded(tmp_path / "dot")
    sent(folder, "gui-lai.xlsx", filled("00101", {"1.1": 40}))
    return folder


def ours(*arguments):
    """Return the modules of the package that a command has imported when it is done, without the package's name."""
    return {name.removeprefix("cchc_xlsx.") for name in modules(*arguments) if name.startswith("cchc_xlsx.")}


def rule_files(names):
    return {name.removeprefix("rules.") for name in names if name.startswith("rules.") and "._" not in name}


def test_help_needs_nothing_but_the_command_line():
    assert not modules("--help") & NEEDLESS
    assert ours("--help") == {"cli", "cli.commands", "cli.options", "cli.program", "terms"}


def test_a_command_imports_no_other_command():
    assert {name for name in ours("spec", "--help") if name.startswith("cli.commands.")} == {"cli.commands.spec"}


def test_a_check_needs_no_library_of_spreadsheets(folder):
    assert not modules("check", "-C", folder.root, "--jobs", 1) & HEAVY


def of_scope(*scopes):
    return {each.name for each in listed() if each.scope in scopes}


def test_a_check_imports_what_it_looks_with_and_what_it_shows(folder):
    sent(folder, "them.xlsx", filled("00102"))
    told = ours("check", "-C", folder.root, "--jobs", 1)
    assert not told & {"exports.tong_hop_json", "workbooks.reminder", "workbooks.summary.ranking", "excel.other"}
    assert rule_files(told) == {each.name for each in listed()} - of_scope("result", "gathered")
    assert "rich" not in modules("check", "-C", folder.root, "--jobs", 1)


def test_a_check_of_one_file_leaves_the_rules_for_files_to_the_worker(folder):
    told = ours("check", "-C", folder.root, folder.received / "gui-lai.xlsx")
    assert rule_files(told) == of_scope("campaign", "intake")


COPIES = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a worker starts afresh")


@COPIES
def test_a_check_of_one_file_imports_no_library_of_processes_and_no_reader_of_what_came(folder):
    told = modules("check", "-C", folder.root, folder.received / "gui-lai.xlsx")
    assert not told & {"multiprocessing", "socket", "subprocess", "textwrap", "cchc_xlsx.workbooks.unit"}


def test_a_worker_is_started_before_what_only_one_of_the_two_needs_is_imported(folder):
    script = """
import json, sys
from cchc_xlsx.batch import checking
from cchc_xlsx.cli.program import run
plainly = checking.begin_with
def noted(*arguments):
    global there
    there = [name.removeprefix("cchc_xlsx.") for name in sys.modules]
    return plainly(*arguments)
checking.begin_with = noted
if __name__ == "__main__":
    run(sys.argv[1:])
    print(json.dumps(there))
"""
    argv = [sys.executable, "-c", script, "check", "-C", str(folder.root)]
    there = set(json.loads(subprocess.run(argv, capture_output=True, check=True).stdout.splitlines()[-1]))
    assert "excel.package" in there
    assert not there & {"assigning", "workbooks.campaign", "workbooks.unit", "rules._looking", "batch.intake"}


def test_a_file_is_opened_while_the_campaign_workbook_is_read(folder, monkeypatch):
    order = []
    monkeypatch.setattr(checking, "begin_with", noted(order, checking.begin_with))
    monkeypatch.setattr(opening, "campaign_of", noted(order, opening.campaign_of))
    monkeypatch.setattr(intake, "take_in", noted(order, intake.take_in))
    assert [each.outcome for each in batch.check(folder)[1].files] == ["counted"]
    assert order == ["begin_with", "campaign_of", "take_in"]


def noted(order, function):
    def noting(*arguments, **options):
        order.append(function.__name__)
        return function(*arguments, **options)

    return noting


@pytest.mark.parametrize(("jobs", "ahead"), [(1, 0), (2, 2), (3, 2)])
def test_files_are_opened_ahead_where_each_has_a_worker_of_its_own(folder, jobs, ahead):
    sent(folder, "them.xlsx", filled("00102"))
    with begin_with(received(folder), Means(jobs=jobs)) as begun:
        assert len(begun.tasks) == ahead


@pytest.mark.parametrize("method", ["spawn"] if sys.platform == "win32" else ["fork", "spawn"])
def test_what_is_found_ahead_is_what_is_found_in_one_go(folder, method):
    sent(folder, "hong.xlsx", b"PK\x03\x04 no workbook")
    sent(folder, "them.zip", zipped({"trong.xlsx": filled("00102", {"1.1": 30}), "anh.jpg": b"\xff\xd8\xff"}))
    few, many = (batch.check(folder, means=Means(jobs=jobs, method=method))[1] for jobs in (9, 1))
    assert len(few.files) == few.found == 4
    assert (few.files, few.findings, few.intake) == (many.files, many.findings, many.intake)


def test_what_the_campaign_workbook_has_earned_is_told_before_a_file_that_is_not_there(folder):
    missing = [folder.root / "khong-co.xlsx"]
    with pytest.raises(Unreachable):
        batch.check(folder, missing)
    folder.campaign.write_bytes(b"")
    for files in (missing, [folder.received / "gui-lai.xlsx"]):
        with pytest.raises(Unusable):
            batch.check(folder, files)


@COPIES
def test_a_file_is_read_once_where_it_is_opened_ahead(folder, tmp_path, monkeypatch):
    plainly = Path.open

    def counted(path, *arguments, **options):
        if path.name == "gui-lai.xlsx":
            with (tmp_path / "opened").open("a") as log:
                log.write("once\n")
        return plainly(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", counted)
    batch.check(folder)
    assert (tmp_path / "opened").read_text() == "once\n"


def test_an_audit_imports_the_rules_for_campaigns_only(folder):
    assert rule_files(ours("spec", "-C", folder.root)) == {each.name for each in listed() if each.scope == "campaign"}


def test_reading_and_judging_needs_no_library_of_spreadsheets(folder):
    told = """
import json, sys; from pathlib import Path
from types import SimpleNamespace
from cchc_xlsx.batch import Folder, check
from cchc_xlsx.batch.cards import Cards, told
from cchc_xlsx.batch.receiving import Source, judge
campaign, _ = check(Folder(Path(sys.argv[1])))
judge(Source(Path(sys.argv[2]), "a.xlsx"), campaign)
print(json.dumps(sorted(sys.modules)))
"""
    argv = [sys.executable, "-c", told, str(folder.root), str(folder.received / "gui-lai.xlsx")]
    ran = subprocess.run(argv, capture_output=True, check=True, encoding="utf-8")
    assert not set(json.loads(ran.stdout)) & (HEAVY - {"python_calamine"})


def test_rules_are_listed_without_importing_one():
    told = ours("rule")
    assert not rule_files(told)
    assert not {name for name in told if name.startswith(("model", "batch", "excel", "workbooks"))}
    assert not modules("rule") & (HEAVY | {"rich", "dataclasses"})


def test_a_rule_is_explained_by_its_file_alone():
    told = ours("rule", "S04")
    assert rule_files(told) == {"score_above_maximum"}
    assert not {name for name in told if name.startswith(("batch", "excel", "workbooks"))}


def test_a_received_file_is_opened_once(folder, monkeypatch):
    opened = []
    plainly = Path.open

    def counted(path, *arguments, **options):
        opened.append(path)
        return plainly(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", counted)
    file = folder.received / "gui-lai.xlsx"
    assert isinstance(judge(Source(file, file.name), batch.campaign_of(folder)), Judged)
    assert opened.count(file) == 1


def taken(source, campaign, shelf):
    """Return a file as a worker sends it and its parent holds it."""
    return unpacked(pickle.loads(pickle.dumps(send(source, campaign, scored=True))), source, shelf, Cards())


def test_what_comes_from_the_shelf_says_all_that_was_put_there(folder):
    campaign = batch.campaign_of(folder)
    file = folder.received / "gui-lai.xlsx"
    there = judge(Source(file, file.name), campaign).received.content
    shelf = Shelf()
    came = taken(Source(file, file.name), campaign, shelf)
    here = came.received.content
    assert {name: getattr(here, name) for name in there.__dataclass_fields__} == {
        name: getattr(there, name) for name in there.__dataclass_fields__
    }
    assert list(here.matched(campaign.criteria)) == list(there.matched(campaign.criteria))
    assert (here.identity, here.assignee) == (there.identity, there.assignee)
    assert list(here.differences(there)) == []
    assert came.card == score(there, campaign)


def test_rows_come_through_packing_with_every_part_of_them():
    places = (Place("a.xlsx", f"LV {number}", number, number + 1) for number in range(20))
    score = Score(
        State.SCORED, Decimal("1.50"), "1,50", Trouble.NOT_A_NUMBER, "1+0.5", next(places), True, True, next(places)
    )
    rows = (
        Entry("1.1", score, *(f"câu {number}" for number in range(5)), next(places), (7, 8, 9, 10, 11)),
        Printed("1.1", "Tên", Decimal(2), "1.1.", next(places), next(places), next(places)),
        Said("một mình", next(places)),
        Total("1", Decimal("1.50"), True, next(places)),
        Given("1.1", ("Bà A", "Ông B"), next(places)),
    )
    for row in rows:
        told = {field.name: getattr(row, field.name) for field in fields(row)}
        assert all(value != field.default for value, field in zip(told.values(), fields(row), strict=True))
        assert repr(pickle.loads(pickle.dumps(row, protocol=5))) == repr(row)
    assert len(fields(Score)) == 9


def test_a_submission_comes_through_packing_with_all_its_places(folder):
    source = Source(sent(folder, "gui-lai.xlsx", filled("00101")), "gui-lai.xlsx")
    judged = judge(source, batch.campaign_of(folder))
    assert isinstance(judged, Judged)
    content = judged.received.content
    assert isinstance(content, Submission)
    shelf = Shelf()
    for loosely in (True, False):
        found = shelf.put("gui-lai.xlsx", *packed(content, loosely=loosely))
        assert found.__reduce__()[1][0] == content
        for name in ("entries", "printed", "totals", "given"):
            assert getattr(content, name)
            assert repr(getattr(found, name)) == repr(getattr(content, name))
    assert len(packed(content)[1]) < len(packed(content, loosely=True)[1])


def test_a_shelf_without_room_on_the_disk_keeps_what_it_is_given(folder, monkeypatch):
    campaign = batch.campaign_of(folder)
    file = folder.received / "gui-lai.xlsx"
    shelf = Shelf()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shelf._file, "write", full)
    came = taken(Source(file, file.name), campaign, shelf)
    assert came.received.content.entries == judge(Source(file, file.name), campaign).received.content.entries


def test_a_shelf_gives_back_each_of_many(folder, monkeypatch):
    monkeypatch.setattr("cchc_xlsx.batch.shelf._IN_MEMORY", 1000)
    campaign = batch.campaign_of(folder)
    shelf, came = Shelf(), []
    for number in range(6):
        sent(folder, f"{number}.xlsx", filled("00101", {"1.1": number}))
        file = folder.received / f"{number}.xlsx"
        came.append(taken(Source(file, file.name), campaign, shelf).received.content)
    assert [each.entries[0].score.value for each in came] == list(range(6))


def test_what_lies_on_the_shelf_is_not_held_in_memory(folder, monkeypatch):
    monkeypatch.setattr("cchc_xlsx.batch.shelf._IN_MEMORY", 1)
    campaign = batch.campaign_of(folder)
    file = folder.received / "gui-lai.xlsx"
    there = send(Source(file, file.name), campaign)
    shelf = Shelf()
    kept = [shelf.put(file.name, there.content, bytes(bytearray(50_000))) for _ in range(3)]
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    kept += [shelf.put(file.name, there.content, bytes(bytearray(50_000))) for _ in range(20)]
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert len(kept) == 23
    assert grown < 50_000


def grown(make, times=200):
    """Return how many bytes each of so many takes that `make` makes, those made before being there already."""
    kept = [make(number) for number in range(50)]
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    kept += [make(number) for number in range(50, 50 + times)]
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert len(kept) == 50 + times
    return (after - before) / times


@pytest.fixture(scope="module")
def large():
    """The scorecard of a unit under more than a hundred criteria, and the campaign."""
    campaign = batch.campaign_of(SimpleNamespace(campaign=batch.templates()["bo-lon-gia-dinh"], survey=()))
    return score(Submission({}), campaign), campaign


def test_a_scorecard_takes_two_bytes_for_a_score_that_another_unit_has_too(large):
    card, _ = large
    cards, many = Cards(), len(card.criteria)
    assert many > 100
    assert grown(lambda _: cards.held(pickle.loads(pickle.dumps(told(card))))) < 500 + 2 * many


def test_a_scorecard_comes_from_its_worker_as_it_is(large):
    card, campaign = large
    first, *rest = card.criteria
    typed = replace(first, score=Decimal("0.50"), state=State.SCORED, typed="0,5\x1f0", place=Place("", "LV 1", 3, 4))
    cards = Cards()
    for mine in (card, scorecard([typed, *rest], campaign), card):
        came = cards.held(pickle.loads(pickle.dumps(told(mine))))
        assert repr(came) == repr(mine)
        assert (came, hash(came)) == (mine, hash(mine))
        assert came.criteria[0].typed == mine.criteria[0].typed
        assert came.criteria[1:3] == mine.criteria[1:3]
        assert pickle.loads(pickle.dumps(came)) == mine


def test_numbers_of_scores_have_room_for_any_number_of_them():
    known = [CriterionScore(str(number), None, Decimal(1), State.EMPTY) for number in range(70_000)]
    assert [each.code for each in Scores(known, [0, 65_536, 69_999])] == ["0", "65536", "69999"]
    assert Scores(known, [1, 2]) == (known[1], known[2]) != Scores(known, [2, 1])
    assert not Scores(known, [])


def test_a_file_that_came_takes_less_than_a_kilobyte_beside_its_card(folder, monkeypatch):
    monkeypatch.setattr("cchc_xlsx.batch.shelf._IN_MEMORY", 1)
    campaign = batch.campaign_of(folder)
    file = folder.received / "gui-lai.xlsx"
    there = pickle.dumps(send(Source(file, file.name), campaign))
    shelf, cards = Shelf(), Cards()
    names = [Source(file, f"{number}.xlsx") for number in range(250)]
    assert grown(lambda number: unpacked(pickle.loads(there), names[number], shelf, cards)) < 1000
