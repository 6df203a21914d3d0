"""The templates are what their texts say, and can be used as what they say they are."""

from __future__ import annotations

import pytest

from cchc_xlsx.batch import Folder, audit, init, templates
from tests.remake_templates import remade


@pytest.mark.parametrize("path", sorted(remade()), ids=lambda path: path.parent.name)
def test_a_template_is_what_its_texts_make(path):
    assert path.read_bytes() == remade()[path], "please run: python tests/remake_templates.py"


def _audited(name, tmp_path):
    folder = Folder(tmp_path)
    init(folder, name)
    return audit(folder)


def test_the_templates_are_these():
    assert set(templates()) == {"ha-trung-2023", "thai-nguyen-4203", "bo-lon-gia-dinh", "trong"}


@pytest.mark.parametrize("name", ["ha-trung-2023", "bo-lon-gia-dinh"])
def test_a_complete_template_has_no_errors(name, tmp_path):
    _, findings = _audited(name, tmp_path)
    assert [f.message.en for f in findings if f.blocking] == []


def test_ha_trung_is_the_real_set(tmp_path):
    campaign, _ = _audited("ha-trung-2023", tmp_path)
    assert [str(area.maximum) for area in campaign.criteria.areas] == ["17", "11", "18", "11", "14", "12", "17"]
    assert (len(campaign.criteria.leaves), campaign.criteria.maximum) == (40, 100)


def test_thai_nguyen_has_its_codes_and_says_that_it_is_to_be_completed(tmp_path):
    campaign, findings = _audited("thai-nguyen-4203", tmp_path)
    assert (len(campaign.criteria), len(campaign.criteria.leaves), len(campaign.criteria.areas)) == (125, 103, 8)
    assert {f.name for f in findings} >= {"maximum_missing", "template_notice", "criterion_unassigned"}
    slips = [f for f in findings if f.name == "assignment_unknown_criterion"]
    assert ["8.3.2.2" in f.fix.vi for f in slips if "8.2.3.2" in f.message.vi] == [True]


def test_the_large_set_is_large_and_says_that_it_is_made_up(tmp_path):
    campaign, findings = _audited("bo-lon-gia-dinh", tmp_path)
    assert 140 <= len(campaign.criteria.leaves) <= 160
    assert max(campaign.criteria.depth(c.code) for c in campaign.criteria) == 4
    assert len(campaign.units) >= 160
    assert "template_notice" in {f.name for f in findings}
