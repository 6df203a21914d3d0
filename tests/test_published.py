"""Rankings as they were published come out again, digit for digit."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal

import pytest

from cchc_xlsx.batch import Folder, merge, summarise
from cchc_xlsx.model.points import shown
from cchc_xlsx.stock import samples_folder
from cchc_xlsx.workbooks.summary.ranking import facts
from tests.published import PUBLISHED


@pytest.mark.parametrize("table", PUBLISHED, ids=lambda table: table.story)
def test_the_sample_gives_the_index_and_the_rank_that_were_published(table, tmp_path):
    shutil.copytree(samples_folder() / table.story, tmp_path / "story")
    merged = merge(Folder(tmp_path / "story"))
    told = json.loads((tmp_path / "story" / "ket-qua" / "tong-hop.json").read_text(encoding="utf-8"))
    assert [(shown(Decimal(unit["index"]), "vi", 2), unit["rank"]) for unit in told["units"]] == [
        (shown(Decimal(line.index.replace(",", ".")), "vi", 2), line.rank) for line in table.lines
    ]
    assert not [finding for finding in merged.summary.findings if finding.blocking]


@pytest.mark.parametrize("table", PUBLISHED, ids=lambda table: table.story)
def test_the_samples_files_are_the_ones_made_from_the_figures(table):
    story = samples_folder() / table.story
    assert (story / "dot-cham.xlsx").read_bytes() == table.workbook()
    made = table.returned()
    assert {path.name: path.read_bytes() for path in (story / "nhan-ve").iterdir()} == made


def test_the_mean_of_binh_duongs_four_lines_is_told(tmp_path):
    shutil.copytree(samples_folder() / "binh-duong-cap-huyen", tmp_path / "story")
    mean = (Decimal("84.58") + 82 + Decimal("80.27") + Decimal("79.04")) / 4
    assert f"trung bình {shown(mean, 'vi', 2)} %" in facts(summarise(Folder(tmp_path / "story")), "vi")
