"""Salvaging: what is whole in a damaged file is kept, what is not is named, and nothing is made up."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_xlsx.excel.door import open_book
from cchc_xlsx.excel.read import Limits, read
from cchc_xlsx.excel.salvage import salvage
from cchc_xlsx.model.book import Book
from cchc_xlsx.model.received import Refused
from tests.builders import filled
from tests.excel.workshop import SHEET, parts, zipped

GOOD = filled()
ROWS = '<row r="1"><c r="A1"><v>2.5</v></c></row>'


def names(data):
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.namelist()


def without_list(data):
    """Return a zip whose list of parts, at its end, is cut off."""
    return data[: data.index(b"PK\x01\x02")]


def spoilt(data, part, at=40, length=30):
    """Return a zip with a hole in the packed bytes of one part."""
    start = data.index(part.encode()) + len(part) + at
    return data[:start] + bytes(length) + data[start + length :]


def titles(book):
    return [sheet.title for sheet in book.sheets]


def test_a_file_without_its_list_of_parts_is_read_whole():
    data = without_list(GOOD)
    assert isinstance(open_book(data), Refused)
    found = salvage(data)
    assert (found.lost, found.doubtful, found.rebuilt) == ((), (), False)
    assert read(found.data) == read(GOOD)


def test_parts_written_as_a_stream_are_found_whole_too():
    class OneWay(BytesIO):
        def seekable(self):
            return False

        def seek(self, *_):
            raise OSError

        def tell(self):
            raise OSError

    out = OneWay()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(ROWS).items():
            archive.writestr(name, content)
    data = out.getvalue()
    assert data[6] & 8, "the sizes stand behind the data"
    found = salvage(without_list(data))
    assert (found.lost, found.doubtful) == ((), ())
    assert read(found.data).sheets[0].at(0, 0).text == "2.5"


def test_a_worksheet_that_is_broken_costs_that_worksheet_only():
    found = salvage(spoilt(GOOD, "xl/worksheets/sheet3.xml"))
    assert found.lost == ("xl/worksheets/sheet3.xml",)
    book, whole = read(found.data), read(GOOD)
    assert titles(book) == titles(whole)
    assert not book.sheets[2].cells
    assert [s for n, s in enumerate(book.sheets) if n != 2] == [s for n, s in enumerate(whole.sheets) if n != 2]


def test_a_list_of_strings_that_no_cell_needs_is_not_missed():
    for cell, lost in (
        ('<c r="A1" t="inlineStr"><is><t>x</t></is></c>', ()),
        ('<c r="A1" t="s"><v>0</v></c>', ("xl/sharedstrings.xml",)),
    ):
        made = parts(f'<row r="1">{cell}</row>')
        del made["xl/sharedStrings.xml"]
        assert salvage(without_list(zipped(made))).lost == lost


def test_a_file_cut_off_names_the_worksheets_that_never_came():
    made = parts(ROWS)
    order = [*(name for name in made if name != SHEET), "xl/worksheets/sheet2.xml", SHEET]
    made["xl/worksheets/sheet2.xml"] = made[SHEET]
    data = zipped({name: made[name] for name in order})
    found = salvage(data[: data.rindex(b"PK\x03\x04", 0, data.index(b"PK\x01\x02"))])
    assert found.lost == (SHEET,)
    assert not read(found.data).sheets[0].cells


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_lost_list_of_sheets_is_made_anew_with_the_titles_that_are_known(part):
    found = salvage(spoilt(GOOD, part))
    assert found.rebuilt
    assert part in found.lost
    assert titles(read(found.data)) == titles(read(GOOD))


def test_without_known_titles_sheets_are_numbered():
    made = parts(ROWS)
    del made["xl/workbook.xml"]
    assert titles(read(salvage(zipped(made)).data)) == ["Trang 1"]


def test_a_checksum_that_is_wrong_makes_a_part_doubtful_not_lost():
    data = zipped(parts(ROWS), zipfile.ZIP_STORED)
    changed = data.replace(b"<v>2.5</v>", b"<v>3.5</v>")
    assert isinstance(open_book(changed), Refused)
    found = salvage(changed)
    assert found.doubtful == (SHEET,)
    assert read(found.data).sheets[0].at(0, 0).text == "3.5"


def test_pictures_and_macros_are_left_behind_and_a_broken_one_costs_nothing():
    made = {**parts(ROWS), "xl/media/image1.png": b"\x89PNG" + bytes(200), "xl/vbaProject.bin": b"\xd0\xcf" * 50}
    found = salvage(spoilt(zipped(made), "xl/media/image1.png", 5, 5))
    assert not {"xl/media/image1.png", "xl/vbaproject.bin"} & set(names(found.data))
    assert read(found.data).sheets[0].at(0, 0).text == "2.5"


def test_the_first_whole_part_of_a_name_is_taken():
    first, second = parts(ROWS), parts(ROWS.replace("2.5", "9"))
    data = without_list(zipped(first)) + zipped(second)
    assert read(salvage(data).data).sheets[0].at(0, 0).text == "2.5"


def test_a_workbook_inside_a_part_is_not_taken_for_parts_of_its_own():
    inner = zipped(parts(ROWS.replace("2.5", "9")), zipfile.ZIP_STORED)
    made = {"docProps/inner.xml": b"<a>", **parts(ROWS)}
    data = zipped({"xl/embeddings/inner.xlsx": inner, **made}, zipfile.ZIP_STORED)
    assert read(salvage(data).data).sheets[0].at(0, 0).text == "2.5"


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"%PDF-1.7", GOOD[:2000], zipped({"a.txt": b"x"}), zipped({"word/document.xml": b"<a/>"})],
    ids=["nothing", "a mark", "a pdf", "cut off early", "another zip", "a letter"],
)
def test_where_no_worksheet_is_whole_there_is_nothing_to_salvage(data):
    assert salvage(data) is None


def test_entities_are_refused_in_salvaging_too():
    made = {**parts(ROWS), SHEET: '<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'}
    assert salvage(zipped(made)) is None


def test_a_bomb_is_not_inflated_beyond_the_limits():
    bomb = f"<worksheet>{' ' * 5_000_000}</worksheet>"
    made = {**parts(ROWS), "xl/worksheets/sheet2.xml": bomb}
    found = salvage(without_list(zipped(made)), Limits(part=1_000_000))
    assert found.lost == ("xl/worksheets/sheet2.xml",)
    assert (
        salvage(without_list(zipped({f"xl/worksheets/sheet{n}.xml": bomb for n in range(9)})), Limits(part=10)) is None
    )


def test_a_file_above_the_limit_is_not_looked_at():
    assert salvage(GOOD, Limits(file=100)) is None


@given(st.data())
def test_whatever_the_damage_a_salvaged_file_is_a_sound_zip_and_nothing_is_raised(data):
    whole = zipped(parts(ROWS))
    bytes_ = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(bytes_) - 1))
        bytes_[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=9))
    found = salvage(bytes(bytes_[: data.draw(st.integers(0, len(bytes_)))]))
    if found:
        with zipfile.ZipFile(BytesIO(found.data)) as archive:
            assert archive.testzip() is None
        assert isinstance(open_book(found.data), Book | Refused)


def test_headers_without_end_are_not_followed_for_ever():
    header = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, 0, 0, 19, 0) + b"xl/worksheets/a.xml"
    assert salvage(header * 50_000) is None
