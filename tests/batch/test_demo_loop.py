"""The demo is the whole loop: it runs in a new folder, always the same, with xã Hà Bắc's real points in it."""

from __future__ import annotations

import pytest

from cchc_xlsx import demo
from cchc_xlsx.batch import Folder, merge
from cchc_xlsx.batch.demo import REAL
from tests.builders import Ran, bytes_of, cchc, results, state_of, unit_of


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> tuple[Folder, Ran]:
    root = tmp_path_factory.mktemp("demo") / "chạy thử"
    return Folder(root), cchc("demo", root)


def test_the_demo_ends_well_and_shows_the_ranking(shown):
    folder, ran = shown
    assert ran.code == 0
    assert "Xã Hà Bắc" in ran.out
    assert "94,5" in ran.out
    assert str(folder.root) in ran.err


def test_ha_bac_has_its_real_points_in_the_demo(shown):
    unit = unit_of(results(shown[0]), REAL)
    assert (unit["points"], unit["maximum"], unit["status"]) == ("94.5", "100", "complete")
    assert [area["points"] for area in unit["areas"]] == ["15", "11", "18", "11", "12", "12", "15.5"]


def test_what_is_made_up_says_so(shown):
    told = results(shown[0])
    assert all("giả định" in unit["name"] for unit in told["units"] if unit["code"] != REAL)
    assert "CHẠY THỬ" in told["campaign"]["name"]


def test_the_demo_shows_typical_mistakes(shown):
    told = results(shown[0])
    assert {file["outcome"] for file in told["files"]} >= {"counted", "superseded", "foreign"}
    assert {unit["status"] for unit in told["units"]} == {"complete", "incomplete", "errors", "missing"}
    assert {finding["rule"] for finding in told["findings"]} >= {"S01", "S02", "S04", "T01", "U01", "U02", "U04", "F03"}


def test_two_demos_are_the_same_but_for_where_they_stand(shown, tmp_path):
    demo(tmp_path / "b")
    first, second = bytes_of(shown[0].root), bytes_of(tmp_path / "b")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_merging_the_demos_folder_again_changes_nothing(shown):
    before = {path: mark for path, (mark, _) in state_of(shown[0].root).items()}
    merge(shown[0])
    assert {path: mark for path, (mark, _) in state_of(shown[0].root).items()} == before


def test_the_demo_refuses_a_folder_that_holds_anything(tmp_path):
    (tmp_path / "mine.txt").write_text("của tôi", encoding="utf-8")
    ran = cchc("demo", tmp_path)
    assert ran.code == 2
    assert "cchc demo" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_demo_takes_an_empty_folder_and_speaks_english_when_asked(tmp_path):
    ran = cchc("demo", tmp_path, "--language", "en")
    assert ran.code == 0
    assert "94.5" in ran.out
    assert unit_of(results(Folder(tmp_path)), REAL)["points"] == "94.5"
