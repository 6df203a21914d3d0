"""A paper as a document: the form that the decree lays down, the same bytes each time."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.shared import Mm, Pt

from cchc_xlsx.model.paper import Paper, PaperColumn
from cchc_xlsx.word.write import written
from tests.office import convert

COLUMNS = (PaperColumn("TT", 12, centred=True), PaperColumn("Cơ quan", 60), PaperColumn("Tiêu chí", 93))


def paper(count=3, **more):
    rows = tuple((str(n), f"Công chức {n}", f"{n}.1 đến {n}.9") for n in range(1, count + 1))
    return Paper("Phụ lục", ("PHÂN CÔNG", "CỦA XÃ MỘT"), "(Kèm theo …)", COLUMNS, rows, "vi", **more)


def opened(data):
    return docx.Document(io.BytesIO(data))


def test_the_same_paper_gives_the_same_bytes_whatever_the_clock(monkeypatch):
    first = written(paper())
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 5, 6, 7, 8, 9, 0, 0, 0))
    assert written(paper()) == first
    times = {member.date_time for member in zipfile.ZipFile(io.BytesIO(first)).infolist()}
    assert times == {(2020, 1, 1, 0, 0, 0)}


def test_the_page_is_as_the_decree_lays_it_down():
    document = opened(written(paper()))
    (section,) = document.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 20 <= round(section.top_margin.mm) <= 25
    assert 20 <= round(section.bottom_margin.mm) <= 25
    assert 30 <= round(section.left_margin.mm) <= 35
    assert 15 <= round(section.right_margin.mm) <= 20
    normal = document.styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert sum(column.width for column in COLUMNS) == Mm(210) // Mm(1) - 30 - 15


def test_title_in_bold_capitals_and_what_it_comes_with_in_italics():
    paragraphs = opened(written(paper())).paragraphs
    assert [p.text for p in paragraphs[:4]] == ["Phụ lục", "PHÂN CÔNG", "CỦA XÃ MỘT", "(Kèm theo …)"]
    assert [(p.runs[0].bold, p.runs[0].italic) for p in paragraphs[:4]] == [(True, False)] * 3 + [(False, True)]


def test_the_head_of_the_table_comes_again_on_each_page_and_no_row_is_broken():
    (table,) = opened(written(paper())).tables
    assert [cell.text for cell in table.rows[0].cells] == ["TT", "Cơ quan", "Tiêu chí"]
    assert [cell.text for cell in table.rows[2].cells] == ["2", "Công chức 2", "2.1 đến 2.9"]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert "w:tblHeader" not in table.rows[1]._tr.xml
    assert all("w:cantSplit" in row._tr.xml for row in table.rows)


def test_a_row_that_heads_others_goes_across_the_table():
    made = paper()
    made = Paper("", made.title, "", COLUMNS, (("1. Lĩnh vực", "", ""), *made.rows), "vi", headings=frozenset((0,)))
    (table,) = opened(written(made)).tables
    assert {cell.text for cell in table.rows[1].cells} == {"1. Lĩnh vực"}


def test_signs_that_no_document_may_hold_are_left_out():
    made = Paper("", ("A\x00\ud800B",), "", (PaperColumn("x", 165),), (("a\x0bb\x01",),), "vi")
    assert opened(written(made)).tables[0].cell(1, 0).text == "ab"


@pytest.mark.office
def test_it_prints_with_its_head_on_every_page_and_numbers_from_the_second_on(tmp_path):
    if not shutil.which("pdftotext") or not _writer():
        pytest.skip("LibreOffice Writer or pdftotext is not installed")
    (tmp_path / "a.docx").write_bytes(written(paper(60)))
    pdf = convert(tmp_path / "a.docx", "pdf", tmp_path / "out")
    pages = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout.split(
        "\f"
    )
    pages = [page for page in pages if page.strip()]
    assert len(pages) > 1
    assert all("Cơ quan" in page for page in pages)
    assert pages[0].split()[0] == "Phụ"
    assert [page.split()[0] for page in pages[1:]] == [str(n) for n in range(2, len(pages) + 1)]


def _writer():
    program = shutil.which("soffice")
    if not program:
        return False
    return any(Path(program).resolve().parent.glob("libswlo.so"))
