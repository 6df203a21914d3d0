"""The tables of documents: every cell where it stands, whoever made the file; and no file can do harm."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from cchc_xlsx.model.book import Book
from cchc_xlsx.model.received import Refusal, Refused
from cchc_xlsx.word.read import read_docx
from tests.word.documents import document, with_part

PART = "word/document.xml"


def texts(data):
    book = read_docx(data)
    assert isinstance(book, Book), book
    return [{at: cell.text for at, cell in sheet.cells.items()} for sheet in book.sheets]


def changed(data, old, new):
    assert old.encode() in zipfile.ZipFile(io.BytesIO(data)).read(PART)
    return with_part(data, PART, lambda xml: xml.replace(old.encode(), new.encode()))


def test_every_table_is_a_sheet_and_every_cell_stands_in_its_place():
    data = document([["a", "b"], ["c", ""]], [["d"]])
    assert texts(data) == [{(0, 0): "a", (0, 1): "b", (1, 0): "c"}, {(0, 0): "d"}]
    book = read_docx(data, "en")
    assert [sheet.title for sheet in book.sheets] == ["Table 1", "Table 2"]
    assert [sheet.title for sheet in read_docx(data).sheets] == ["Bảng 1", "Bảng 2"]


def test_merged_cells_are_told_and_hold_their_text_once():
    def merge(made):
        table = made.tables[0]
        table.cell(0, 0).merge(table.cell(0, 2))
        table.cell(1, 1).merge(table.cell(2, 1))

    data = document([["a", "", ""], ["b", "c", "d"], ["e", "", "f"]], after=merge)
    (sheet,) = read_docx(data).sheets
    assert {at: cell.text for at, cell in sheet.cells.items()} == {
        (0, 0): "a", (1, 0): "b", (1, 1): "c", (1, 2): "d", (2, 0): "e", (2, 2): "f",
    }  # fmt: skip
    assert set(sheet.merged) == {(0, 0, 0, 2), (1, 1, 2, 1)}


def test_a_table_within_a_cell_is_a_table_of_its_own():
    def nest(made):
        inner = made.tables[0].cell(0, 0).add_table(1, 1)
        inner.cell(0, 0).text = "trong"

    assert texts(document([["ngoài", "b"]], after=nest)) == [{(0, 0): "ngoài", (0, 1): "b"}, {(0, 0): "trong"}]


def test_lines_tabs_and_runs_of_a_cell_are_one_text():
    def write(made):
        cell = made.tables[0].cell(0, 0)
        cell.text = ""
        cell.paragraphs[0].add_run("3.2 (tr")
        cell.paragraphs[0].add_run("ừ 3.2.6;").bold = True
        cell.paragraphs[0].add_run("\t3.2.7)")
        cell.add_paragraph("7.1\n7.10")

    assert texts(document([["x"]], after=write)) == [{(0, 0): "3.2 (trừ 3.2.6; 3.2.7)\n7.1\n7.10"}]


def test_proposed_insertions_count_and_proposed_deletions_do_not():
    data = document([["cũ", "giữ"], ["hàng", "x"]])
    data = changed(data, "<w:r><w:t>cũ</w:t></w:r>", '<w:del w:id="1"><w:r><w:delText>cũ</w:delText></w:r></w:del>'
                   '<w:ins w:id="2"><w:r><w:t>mới</w:t></w:r></w:ins>')  # fmt: skip
    assert texts(data)[0][0, 0] == "mới"
    moved = changed(data, "<w:r><w:t>hàng</w:t></w:r>", '<w:moveFrom w:id="3"><w:r><w:t>hàng</w:t></w:r></w:moveFrom>')
    assert (1, 0) not in texts(moved)[0]


def test_rows_and_cells_in_content_controls_and_links_are_read():
    data = document([["a", "b"]])
    run = "<w:r><w:t>a</w:t></w:r>"
    data = changed(data, run, f"<w:sdt><w:sdtContent><w:hyperlink>{run}</w:hyperlink></w:sdtContent></w:sdt>")
    data = changed(data, "<w:tr>", "<w:sdt><w:sdtContent><w:tr>")
    data = changed(data, "</w:tr>", "</w:tr></w:sdtContent></w:sdt>")
    assert texts(data) == [{(0, 0): "a", (0, 1): "b"}]


def test_a_number_that_word_makes_itself_is_seen():
    def number(made):
        made.tables[0].cell(0, 0).paragraphs[0]._p.get_or_add_pPr().get_or_add_numPr()

    assert texts(document([["", "b"]], after=number)) == [{(0, 0): "•", (0, 1): "b"}]


def test_a_document_with_a_link_to_nowhere_is_read():
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    lost = b'<Relationship Id="rId99" Type="' + kind + b'" Target="NULL"/></Relationships>'
    relations = "word/_rels/document.xml.rels"
    data = with_part(document([["a"]]), relations, lambda xml: xml.replace(b"</Relationships>", lost))
    assert texts(data) == [{(0, 0): "a"}]


def test_a_document_saved_as_strict_open_xml_is_read():
    usual, strict = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert texts(with_part(document([["a"]]), PART, lambda xml: xml.replace(usual, strict))) == [{(0, 0): "a"}]


def refusal(data):
    found = read_docx(data)
    assert isinstance(found, Refused)
    return found.reason


def bomb():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<a>" + b" " * 50_000_000 + b"</a>")
    return buffer.getvalue()


ENTITIES = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
WIDE = b'<w:tcPr><w:gridSpan w:val="900000"/>'
OUTSIDE = b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (lambda data: b"", Refusal.EMPTY),
        (lambda data: b"PK\x03\x04 no zip at all", Refusal.BROKEN),
        (lambda data: data[: len(data) // 2], Refusal.BROKEN),
        (lambda data: bomb(), Refusal.UNSAFE),
        (lambda data: with_part(data, PART, lambda xml: xml.replace(b"<w:document", ENTITIES + b"<w:document", 1)),
         Refusal.UNSAFE),
        (lambda data: with_part(data, PART, lambda xml: xml.replace(b"<w:document", OUTSIDE + b"<w:document", 1)),
         Refusal.UNSAFE),
        (lambda data: with_part(data, PART, lambda xml: xml.replace(b"<w:body>", b"<w:body>" + b"<w:p>" * 300)),
         Refusal.UNSAFE),
        (lambda data: with_part(data, PART, lambda xml: b"<w:document"), Refusal.BROKEN),
        (lambda data: with_part(data, PART, lambda xml: xml.replace(b"<w:tcPr>", WIDE)),
         Refusal.TOO_LARGE),
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused(made, reason):
    assert refusal(made(document([["a"]]))) is reason


def test_bytes_changed_at_random_give_tables_or_a_refusal_and_nothing_else():
    good = document([["TT", "Tiêu chí"], ["1", "1.1"]])
    dice = random.Random(4)
    for _ in range(150):
        data = bytearray(good)
        for _ in range(dice.randint(1, 30)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        assert isinstance(read_docx(bytes(data)), Book | Refused)
    for _ in range(100):

        def spoilt(xml):
            xml = bytearray(xml)
            for _ in range(dice.randint(1, 8)):
                at = dice.randrange(len(xml))
                xml[at : at + dice.randint(0, 20)] = bytes(dice.choices(b'<>/"&;w:tcr 09', k=dice.randint(0, 9)))
            return bytes(xml)

        assert isinstance(read_docx(with_part(good, PART, spoilt)), Book | Refused)
