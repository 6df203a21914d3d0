"""Make what the samples hold: `python tests/remake_samples.py` (expected outputs), with `--filled` their workbooks too.

The filled workbook of `ha-bac-2023` is what LibreOffice saves after the scores were typed into the workbook handed out;
it is kept as a file because no two versions of LibreOffice write the same bytes. The campaign workbooks of
`boc-nhieu-2024` and the parts that came back are made by the program, the same bytes every time.
"""

from __future__ import annotations

import contextlib
import csv
import shutil
import sys
import tempfile
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from cchc_xlsx.assigning import understood
from cchc_xlsx.batch import Folder, generate, init, split
from cchc_xlsx.batch.demo import REAL, TEMPLATE, real_scores
from cchc_xlsx.excel.door import open_book
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.book import Book, cell
from cchc_xlsx.model.campaign import Assignment, Campaign
from cchc_xlsx.model.criteria import CriteriaSet
from cchc_xlsx.model.place import NOWHERE
from cchc_xlsx.model.submission import Entry
from cchc_xlsx.workbooks.campaign import fill_campaign
from cchc_xlsx.workbooks.tables import score_of, tables_in
from cchc_xlsx.workbooks.unit import fill_unit
from tests.office import type_into
from tests.published import PUBLISHED
from tests.remake_templates import ROOT as TEMPLATES
from tests.remake_templates import campaign_of_texts
from tests.test_samples import STORIES, play

STORY = Path(__file__).parent.parent / "samples" / "ha-bac-2023"
BOC_NHIEU = STORY.parent / "boc-nhieu-2024"


def fill_ha_bac() -> None:
    """Write the filled workbook of xã Hà Bắc."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Folder(Path(temporary))
        init(folder, TEMPLATE)
        (issued,) = generate(folder, units=[REAL])
        book = open_book(issued.read_bytes())
        assert isinstance(book, Book)
        typed = real_scores()
        cells: dict[tuple[str, str], object] = {}
        for row in (row for table in tables_in(book) if table.name == "self_score" for row in table.rows):
            for key, value in typed.get(row.text("criterion"), {}).items():
                if value is not None:
                    cells[row.place(key).sheet, row.place(key).cell] = value
        made = type_into(issued, Path(temporary) / "filled" / issued.name, cells)
        (STORY / "nhan-ve").mkdir(exist_ok=True)
        shutil.copyfile(made, STORY / "nhan-ve" / issued.name)


def boc_nhieu(*, mended: bool) -> Campaign:
    """Return the campaign of xã Bộc Nhiêu: codes, areas and appendix are real, all names and maxima else made up.

    `mended`: with the slip of the appendix set right, without which no campaign can be used.
    """
    real = campaign_of_texts(TEMPLATES / "thai-nguyen-4203")
    leaves = {leaf.code for leaf in real.criteria.leaves}
    halves = [code for code in sorted(leaves) if code.startswith("7.")][:6]  # so that all of them add up to 100

    def maximum(code: str) -> Decimal:
        below = [leaf.code for leaf in real.criteria.leaves_of(code)]
        return sum((Decimal("0.5") if leaf in halves else Decimal(1) for leaf in below), Decimal(0))

    criteria = tuple(
        replace(c, name=c.name or f"Tiêu chí {c.code} (tên chưa công bố)", maximum=maximum(c.code))
        for c in real.criteria
    )
    with (BOC_NHIEU / "phan-cong.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            Assignment("05596", who, text.replace("8.2.3.2", "8.3.2.2") if mended else text, remark)
            for _, who, text, remark in list(csv.reader(file))[1:]
        ]
    settings = replace(
        real.settings,
        id="boc-nhieu-2024-gia-dinh",
        name="Tự chấm điểm CCHC cấp xã năm 2024, bộ tiêu chí Thái Nguyên (ĐIỂM TỐI ĐA GIẢ ĐỊNH)",
        notice="ĐIỂM TỐI ĐA, TÊN TIÊU CHÍ VÀ MỌI ĐIỂM SỐ TRONG VÍ DỤ NÀY LÀ GIẢ ĐỊNH. Có thật: mã tiêu chí, tên 8 lĩnh "
        "vực (Quyết định 4203/QĐ-UBND) và bảng phân công của xã Bộc Nhiêu (tên người thay bằng số)."
        + (" Chỗ viết nhầm 8.2.3.2 đã sửa thành 8.3.2.2; 1.6.1 vẫn chưa giao cho ai." if mended else ""),
    )
    return replace(real, settings=settings, criteria=CriteriaSet(criteria), assignments=tuple(rows))


#: Who has not sent a part, and the score that two give differently, by officer.
ABSENT = "Công chức 17"
DIFFERING = {("8.1.2", "Công chức 14"): Decimal("0.5")}
_SAVED = datetime(2024, 12, 20, 2, 30)


def filled_parts() -> dict[str, bytes]:
    """Return the parts of xã Bộc Nhiêu as they came back, by file name; a program has filled them in."""
    campaign = understood(boc_nhieu(mended=True))
    unit = campaign.units[0]
    parts: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Folder(Path(temporary))
        folder.campaign.write_bytes(written(fill_campaign(campaign, "vi")))
        for number, each in enumerate(split(folder)[0].handed, 1):
            officer = each.owing.officer
            if not each.file or officer == ABSENT:
                continue
            entries = [
                Entry(
                    c.code,
                    score_of(cell(DIFFERING.get((c.code, officer), c.maximum)), NOWHERE),
                    evidence=f"Tài liệu giả định của {officer}",
                    evidence_number=f"{number}/BC-UBND",
                    evidence_date="30/11/2024",
                    explanation="Giả định" if (c.code, officer) in DIFFERING else "",
                )
                for c in each.owing.criteria
            ]
            book = fill_unit(campaign, unit, "vi", entries=entries, part=officer)
            parts[each.file] = written(replace(book, saved=_SAVED))
    return parts


def fill_boc_nhieu() -> None:
    """Write the campaign workbooks of xã Bộc Nhiêu and the parts that came back."""
    for name, mended in (("dot-cham.xlsx", True), ("nguyen-van/dot-cham.xlsx", False)):
        (BOC_NHIEU / name).parent.mkdir(exist_ok=True)
        (BOC_NHIEU / name).write_bytes(written(fill_campaign(boc_nhieu(mended=mended), "vi")))
    with zipfile.ZipFile(BOC_NHIEU / "phan-viec-nhan-ve.zip", "w") as archive:
        for name, data in sorted(filled_parts().items()):
            archive.writestr(zipfile.ZipInfo(name, (2024, 12, 20, 9, 30, 0)), data)


def fill_published() -> None:
    """Write the campaign workbooks of the published rankings and what came back."""
    for each in PUBLISHED:
        story = STORY.parent / each.story
        (story / "nhan-ve").mkdir(parents=True, exist_ok=True)
        (story / "dot-cham.xlsx").write_bytes(each.workbook())
        for name, data in each.returned().items():
            (story / "nhan-ve" / name).write_bytes(data)


def expect(story: Path) -> None:
    """Write what a story's commands make now into its `expected/`, for the files that stand there already."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(shutil.copytree(story, Path(temporary) / "story"))
        with contextlib.chdir(copy):
            (copy / "stdout.txt").write_text(play(story), encoding="utf-8")
        for path in (path for path in (story / "expected").rglob("*") if path.is_file()):
            shutil.copyfile(copy / path.relative_to(story / "expected"), path)


def main(arguments: list[str]) -> int:
    """Remake the samples; return 0."""
    if "--filled" in arguments:
        fill_ha_bac()
    if "--filled" in arguments or "--parts" in arguments:
        fill_boc_nhieu()
        fill_published()
    for story in STORIES:
        expect(story)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
