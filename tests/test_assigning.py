"""The texts of appendices: what they mean, and what of them is a slip."""

from __future__ import annotations

import pytest

from cchc_xlsx.assigning import codes_in
from cchc_xlsx.batch import Folder, campaign_of, init
from cchc_xlsx.model.criteria import CriteriaSet, Criterion

CODES = ["1", "1.1", "1.2", *(f"1.2.{n}" for n in range(1, 12)), "1.3", "7", "7.1", "7.10"]
SET = CriteriaSet(tuple(Criterion(code, "", None) for code in CODES))


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        ("1.1; 7.10.", ["1.1", "7.10"]),
        ("7.1", ["7.1"]),
        ("1.1, 1.3\n7.1;", ["1.1", "1.3", "7.1"]),
        ("1.2.9 đến 1.2.11", ["1.2.9", "1.2.10", "1.2.11"]),
        ("từ 1.2.1 - 1.2.2", ["1.2.1", "1.2.2"]),
        ("1.2 (trừ 1.2.1; 1.2.3 đến 1.2.11)", ["1.2.2"]),
        ("1.1; 1.1", ["1.1"]),
        ("", []),
    ],
)
def test_a_text_means_its_leaves(text, leaves):
    assert codes_in(text, SET) == (tuple(leaves), ())


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("1.9; 1.1", ["1.9"]),
        ("1.1 đến 7.10", ["1.1 đến 7.10"]),
        ("1.2 (trừ 1.2.99)", ["1.2.99"]),
        ("Ban thanh tra", ["Ban thanh tra"]),
    ],
)
def test_what_names_no_criterion_is_told(text, unknown):
    assert codes_in(text, SET)[1] == tuple(unknown)


def test_the_appendix_of_boc_nhieu_is_understood_but_for_its_slip(tmp_path):
    init(Folder(tmp_path), "thai-nguyen-4203")
    campaign = campaign_of(Folder(tmp_path))
    assert [part for row in campaign.assignments for part in row.unknown] == ["8.2.3.2"]
    officers = campaign.officers_of("05596")
    assert [code for code, named in officers.items() if not named] == ["1.6.1", "8.3.2.2"]
    assert len(officers["3.2.6"]) == len(officers["3.2.7"]) == 3
    assert len(officers["8.1.2"]) == 2
    assert officers["7.1"] != officers["7.10"]
    assert officers["3.2.8"] == ("Công chức 10",)
    assert officers["3.2.13"] == ("Công chức 07",)
