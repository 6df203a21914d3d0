"""Xã Bộc Nhiêu: its published appendix, split, filled and combined, leaf by leaf."""

from __future__ import annotations

import shutil
import zipfile

import pytest

from cchc_xlsx import batch
from cchc_xlsx.batch import Folder
from cchc_xlsx.excel.read import read
from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.stock import samples_folder
from cchc_xlsx.workbooks.campaign import parse_campaign
from cchc_xlsx.workbooks.unit import parse_unit
from tests.remake_samples import ABSENT, boc_nhieu, filled_parts

SAMPLE = samples_folder() / "boc-nhieu-2024"


def leaves(parent: str, first: int, last: int) -> list[str]:
    return [f"{parent}.{n}" for n in range(first, last + 1)]


#: The appendix, spelt out by hand from the published text: each row's leaves, with its slip (8.2.3.2) set right.
ROWS = {
    "Đảng ủy": ["1.7", "7.1"],
    "HĐND": ["1.4", *leaves("4.1", 1, 4)],
    "Ban thanh tra nhân dân": ["4.3.6"],
    "Ban Giám sát đầu tư của cộng đồng": ["4.3.7"],
    "Trường mầm non; Trường THCS, Trường Tiểu học": leaves("8.4.1", 1, 3),
    "Trạm Y tế": leaves("8.4.3", 1, 3),
    "Công chức 07": [*leaves("2", 1, 6), "3.2.6", "3.2.7", "3.2.13", "3.2.14", "4.2.4"],
    "Công chức 08": ["1.5.1", "3.2.6", "3.2.7", "8.3.4", "8.4.4"],
    "Công chức 09": [*leaves("4.2", 1, 3), *leaves("5", 1, 8), "8.1.1"],
    "Công chức 10": ["1.1", "1.2", "1.3", "1.5.2", "1.6.2", "1.8", "1.9", "3.1", *leaves("3.2", 1, 5), "3.2.8", "3.2.9",
                     "3.3", *leaves("4.2", 5, 9), *leaves("7", 2, 17)],
    "Công chức 11": ["3.2.6", "3.2.7", "3.2.12", "8.3.2.1", "8.3.2.2", "8.3.5", "8.5.2"],
    "Công chức 12": ["8.3.1", "8.3.3", "8.5.1"],
    "Công chức 13": ["6.1", "6.2", "8.1.2"],
    "Công chức 14": ["6.3", "6.4", "8.1.2"],
    "Công chức 15": ["3.2.11", "8.2.1", "8.2.2"],
    "Công chức 16": ["3.2.10", "8.2.3"],
    "Công chức 17": ["8.4.2"],
    "Các tiêu chí nhiều người thực hiện": leaves("4.3", 1, 5),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(SAMPLE, tmp_path / "x")
    return Folder(tmp_path / "x")


def rows_of(officers: dict[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """Return the rows of the appendix that each leaf is given by; a row may name several bodies."""
    return {code: [row for row in ROWS if any(name in row for name in names)] for code, names in officers.items()}


def wanted(campaign: Campaign) -> dict[str, list[str]]:
    return {leaf.code: [row for row, codes in ROWS.items() if leaf.code in codes] for leaf in campaign.criteria.leaves}


def test_every_leaf_has_exactly_the_assignees_that_the_appendix_says(folder):
    campaign = batch.campaign_of(folder)
    officers = campaign.officers_of("05596")
    assert len(officers) == 103
    assert rows_of(officers) == wanted(campaign)
    assert [len(wanted(campaign)[code]) for code in ("3.2.6", "3.2.7", "8.1.2", "1.6.1")] == [3, 3, 2, 0]


def test_so_it_is_on_the_assignment_sheet_and_in_the_parts(folder):
    campaign = batch.campaign_of(folder)
    (path,) = batch.generate(folder)
    found = parse_unit(read(path.read_bytes()), campaign.criteria)
    assert rows_of({g.criterion: g.officers for g in found.given}) == wanted(campaign)
    (done,) = batch.split(folder, path, to=folder.root / "phan-viec")
    parts = [parse_unit(read((done.folder / e.file).read_bytes()), campaign.criteria) for e in done.handed if e.file]
    seen: dict[str, tuple[str, ...]] = {leaf.code: () for leaf in campaign.criteria.leaves}
    for part in parts:
        for entry in part.entries:
            seen[entry.criterion] += (part.assignee,)
    assert rows_of(seen) == wanted(campaign)
    assert {row for names in seen.values() for name in names for row in ROWS if name in row} == set(ROWS)


def test_its_two_real_defects_are_named(folder):
    _, findings = batch.audit(Folder(folder.root / "nguyen-van"))
    unknown = next(f for f in findings if f.name == "assignment_unknown_criterion")
    assert "8.2.3.2" in unknown.message.vi
    assert "8.3.2.2" in unknown.fix.vi
    unassigned = next(f for f in findings if f.name == "criterion_unassigned")
    assert "1.6.1" in unassigned.message.vi


def test_combined_every_leaf_has_what_its_officers_gave_and_the_rest_is_said(folder):
    (path,) = batch.generate(folder)
    joined = batch.combine(folder, path, [folder.root / "phan-viec-nhan-ve.zip"], to=folder.root / "kq.xlsx")
    found = {
        e.criterion: e for e in parse_unit(read(joined.path.read_bytes()), batch.campaign_of(folder).criteria).entries
    }
    empty = {code for code, entry in found.items() if entry.score.value is None}
    assert empty == {"1.6.1", "8.1.2", "8.4.2"}
    assert [d.criterion for d in joined.disputes] == ["8.1.2"]
    assert "L11" not in {mend.rule for mend in joined.returned.mends}, "a part shows the sums of what is theirs"
    owed = {s.owing.officer: [c.code for c in s.owing.owed] for s in joined.shares if s.owing.owed}
    assert owed == {ABSENT: ["8.4.2"], "": ["1.6.1"]}
    assert len(found["3.2.6"].evidence.split("; ")) == len(found["3.2.6"].evidence_number.split("; ")) == 3


def test_the_sample_says_in_its_name_that_its_maxima_are_made_up(folder):
    settings = batch.campaign_of(folder).settings
    assert "GIẢ ĐỊNH" in settings.name
    assert "GIẢ ĐỊNH" in settings.notice


def test_the_samples_workbooks_hold_what_the_program_puts_into_them_now():
    """Where this fails: `python tests/remake_samples.py --parts`."""
    for name, mended in (("dot-cham.xlsx", True), ("nguyen-van/dot-cham.xlsx", False)):
        assert parse_campaign(read((SAMPLE / name).read_bytes())) == boc_nhieu(mended=mended), name
    criteria = boc_nhieu(mended=True).criteria
    with zipfile.ZipFile(SAMPLE / "phan-viec-nhan-ve.zip") as archive:
        held = {name: parse_unit(read(archive.read(name)), criteria) for name in archive.namelist()}
    assert held == {name: parse_unit(read(data), criteria) for name, data in filled_parts().items()}
