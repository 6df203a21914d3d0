"""Make what the samples hold: `python tests/remake_samples.py` (expected outputs), with `--filled` the workbook too.

The filled workbook of `ha-bac-2023` is what LibreOffice saves after the scores were typed into the workbook handed out;
it is kept as a file because no two versions of LibreOffice write the same bytes.
"""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
from pathlib import Path

from cchc_xlsx.batch import Folder, generate, init
from cchc_xlsx.batch.demo import REAL, TEMPLATE, real_scores
from cchc_xlsx.excel.door import open_book
from cchc_xlsx.model.book import Book
from cchc_xlsx.workbooks.tables import tables_in
from tests.office import type_into
from tests.test_samples import STORIES, play

STORY = Path(__file__).parent.parent / "samples" / "ha-bac-2023"


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
    for story in STORIES:
        expect(story)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
