"""The large made-up template: its text is what its script makes, and it is what it says it is."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from fractions import Fraction
from types import ModuleType

import pytest

from cchc_xlsx.stock import templates_folder


@pytest.fixture(scope="module")
def large() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("make_large", templates_folder() / "make_large.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_large"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["make_large"]


def test_the_text_of_the_large_template_is_what_its_script_makes(large: ModuleType) -> None:
    there = {path.name: path.read_text("utf-8") for path in large.FOLDER.glob("*.csv")}
    assert there == large.texts()


def test_it_has_150_leaves_in_four_levels_and_164_units(large: ModuleType) -> None:
    nodes = [node for area in large.areas() for node in area.walk()]
    assert sum(not node.below for node in nodes) == 150
    assert max(node.code.count(".") for node in nodes) == 3
    units = list(large.units())
    assert len({unit[0] for unit in units}) == len({unit[1] for unit in units}) == 164


def test_self_scores_and_survey_make_a_hundred_points(large: ModuleType) -> None:
    extra = {"bonus", "penalty"}
    parts = [area.maximum for area in large.areas() if area.below[-1].kind not in extra]
    assert (len(parts), sum(parts)) == (8, Fraction(100))


def test_no_name_is_told_twice_among_the_leaves(large: ModuleType) -> None:
    names = [node.name for area in large.areas() for node in area.walk() if node.kind]
    assert len(names) == len(set(names))
