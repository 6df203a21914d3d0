"""Stamped is what would be written whole: every part of the archive, cell by cell, style by style, height by height."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from dataclasses import replace
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_xlsx.assigning import understood
from cchc_xlsx.batch.pressing import workbooks
from cchc_xlsx.excel import splice, stamp, write
from cchc_xlsx.excel.door import open_book
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.campaign import Assignment, Unit
from cchc_xlsx.workbooks.unit import fill_unit
from cchc_xlsx.workbooks.unit.stencil import Frame, crew_of
from tests.builders import CAMPAIGN
from tests.strategies import campaigns
from tests.workbooks.cases import template

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LARGE = template("bo-lon-gia-dinh")
SCORED = [criterion.code for criterion in LARGE.criteria.scored]


def parts(data):
    """Return each part of an archive as text in which nothing depends on the order of strings and styles."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        xml = {name: archive.read(name) for name in archive.namelist()}
    shared = ElementTree.fromstring(xml["xl/sharedStrings.xml"])
    strings = ["".join(each.itertext()) for each in shared]
    looks = _looks(ElementTree.fromstring(xml["xl/styles.xml"]))
    told = {}
    for name, text in xml.items():
        root = ElementTree.fromstring(text)
        if name.startswith("xl/worksheets/sheet"):
            _tell(root, strings, looks)
        told[name] = ElementTree.canonicalize(ElementTree.tostring(root), strip_text=False)
    assert int(shared.get("uniqueCount")) == len(strings)
    told["xl/sharedStrings.xml"] = str([sorted(set(strings)), shared.get("count")])
    told["xl/styles.xml"] = str(sorted(looks))
    return told


def _looks(styles):
    """Return what each style of cells looks like, in itself."""

    def of(kind):
        return [ElementTree.tostring(each) for each in styles.find(NS + kind)]

    fonts, fills, borders, formats = of("fonts"), of("fills"), of("borders"), styles.find(NS + "numFmts")
    codes = {each.get("numFmtId"): each.get("formatCode") for each in (formats if formats is not None else ())}
    looks = []
    for xf in styles.find(NS + "cellXfs"):
        number = xf.get("numFmtId")
        other = {key: value for key, value in xf.items() if not key.endswith("Id")}
        inner = [ElementTree.tostring(each) for each in xf]
        indices = (fonts, "fontId"), (fills, "fillId"), (borders, "borderId")
        parts = [found[int(xf.get(key))] for found, key in indices]
        looks.append((codes.get(number, number), sorted(other.items()), inner, parts))
    return [hashlib.sha1(str(look).encode()).hexdigest() for look in looks]


def _tell(sheet, strings, looks):
    for each in sheet.iter():
        if each.tail is not None and not each.tail.strip():
            each.tail = None
        if each.text is not None and not each.text.strip() and each.tag not in (NS + "f", NS + "v"):
            each.text = None
        if each.get("ht"):
            each.set("ht", str(float(each.get("ht"))))
        for key in ("s", "style"):
            if each.get(key) and each.tag in (NS + "c", NS + "row", NS + "col"):
                each.set(key, looks[int(each.get(key))])
        if each.tag == NS + "c" and each.get("t") == "s":
            value = each.find(NS + "v")
            value.text, _ = strings[int(value.text)], each.set("t", "shared")


def whole(campaign, unit, language="vi"):
    return written(fill_unit(campaign, unit, language))


def stamped(campaign, *units, language="vi"):
    return [data for _, data in workbooks(campaign, units or campaign.sorted_units, language)]


def assigned(rows, units=CAMPAIGN.units[:1], of=CAMPAIGN):
    """Return a campaign with these units and rows (unit, assignee, criteria)."""
    return understood(replace(of, units=tuple(units), assignments=tuple(Assignment(*row) for row in rows)))


def crowd(unit, officers, shift=0):
    """Return rows that give each of some officers his share of the large set."""
    return [
        (unit, name, "; ".join(SCORED[(i + shift) % len(officers) :: len(officers)])) for i, name in enumerate(officers)
    ]


OWN = assigned(
    [
        *crowd("00101", [f"Công chức {n}" for n in range(1, 13)]),
        *crowd("00102", [f"Nguyễn Văn {letter}" for letter in "ABCDEFG"], 3),
        ("00103", "Chủ tịch UBND; Văn phòng – Thống kê", "1; 2.1"),
        ("", "Mọi người", "1"),
    ],
    [
        Unit("00101", "Xã Một"),
        Unit("00102", "Phường Hai & Ba"),
        Unit("00103", "Đặc khu <Bốn>"),
        Unit("00104", "Xã Rất Xa"),
    ],
    LARGE,
)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_units_with_names_officers_and_assignments_of_their_own_are_stamped_as_they_are_written_whole(language):
    for unit, data in workbooks(OWN, OWN.units, language):
        other = whole(OWN, unit, language)
        assert open_book(data) == open_book(other)
        assert parts(data) == parts(other), unit.name


HOSTILE = [
    "A & B", "a < b > c", "“Ngoặc” 'đơn' \"kép\"", "=1+1", "#N/A", "_x0041_", "<r><t>x</t></r>", "Bộ phận\u00a0một",
    "Ủy ban nhân dân " * 12, "tên dài không có khoảng trắng".replace(" ", "") * 5, "😀 & 漢字", "&amp;", "%s {unit}",
    "A  B", "TRUE", "1", "n" * 1_700,
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_officers_and_units_are_called_stamped_is_whole(name):
    campaign = assigned(
        [("", name, "1.1"), ("", "Lan", "1"), ("", name, "2")], [Unit("00101", name), Unit("00102", "Xã Hai")]
    )
    for unit, data in workbooks(campaign, campaign.units, "vi"):
        assert parts(data) == parts(whole(campaign, unit))


@pytest.mark.parametrize("officers", [0, 1, 11, 12, 13, 60])
def test_however_many_officers_a_unit_has_stamped_is_whole(officers):
    codes = CAMPAIGN.criteria.scored
    campaign = assigned([("", f"Người {n}", codes[n % len(codes)].code) for n in range(officers)])
    (data,) = stamped(campaign)
    assert parts(data) == parts(whole(campaign, campaign.units[0]))


@given(st.data(), st.sampled_from(["vi", "en"]))
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
def test_any_campaign_is_stamped_as_it_is_written_whole(data, language):
    campaign = data.draw(campaigns())
    for unit, made in workbooks(campaign, campaign.sorted_units, language):
        assert parts(made) == parts(whole(campaign, unit, language))


def test_ordinary_units_are_never_written_whole(monkeypatch):
    poured = []
    monkeypatch.setattr(stamp, "written", lambda book: poured.append(book) or written(book))
    monkeypatch.setattr(write, "written", lambda _: pytest.fail("written whole"))
    assert len(stamped(OWN)) == 4
    assert len(poured) == 2  # one for a dozen officers, one for a few


def test_a_text_no_stencil_holds_is_written_whole_and_one_too_long_finds_a_wider_one(monkeypatch):
    asked = []
    monkeypatch.setattr(write, "written", lambda book: asked.append(book) or written(book))
    stamped(assigned([("", "Ủy ban nhân dân xã " * 40, "1.1")]))
    assert asked == []
    stamped(assigned([("", "_x0041_", "1.1")]))
    assert len(asked) == 1


def master_and_own(campaign=OWN):
    crews = [crew_of(campaign, unit) for unit in campaign.units[:2]]
    frame = Frame(campaign, "vi", crews[0].room)
    return stamp.Master(frame.stencil), [frame.own(crew) for crew in crews]


def test_at_most_three_parts_are_compressed_anew_for_a_unit(monkeypatch):
    master, owns = master_and_own()
    expected = [master.stamp(own) for own in owns]
    made = []
    real = zlib.compressobj
    monkeypatch.setattr(splice.zlib, "compressobj", lambda *how: made.append(how) or real(*how))
    for own, data in zip(owns, expected, strict=True):
        made.clear()
        assert master.stamp(own) == data
        assert len(made) <= 3


def test_what_units_share_is_copied_as_it_is_compressed():
    master, owns = master_and_own()
    one, two = (master.stamp(own) for own in owns)
    kept = 0
    cuts = set(master._spliced.cuts.values())
    pieces = {piece for at, piece in enumerate(master._spliced._packed) if at not in cuts and len(piece) > 64}
    for piece in pieces:
        assert piece in one
        assert piece in two
        kept += len(piece)
    assert kept > len(one) / 3


def test_nothing_of_one_unit_stays_in_the_workbook_of_the_next():
    names = {unit.code: unit.name for unit in OWN.units}
    for unit, data in workbooks(OWN, OWN.units, "vi"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
        for code, name in names.items():
            assert (f"|{code}|" in everything) == (code == unit.code)
            assert (escape(name.upper()) in everything) == (code == unit.code)
        assert ("Nguyễn Văn A" in everything) == (unit.code == "00102")
        assert "\ufffe" not in everything


@pytest.mark.parametrize("length", [0, 1, 30, 39, 40])
def test_a_cut_holds_a_text_and_blanks_for_the_rest_in_an_ordinary_stream(length):
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    before = machine.compress(b"before") + machine.flush(zlib.Z_SYNC_FLUSH)
    ink = splice.ink(b"x" * length, 40)
    stream = before.removesuffix(b"\0\0\xff\xff") + ink.packed + machine.flush()
    assert zlib.decompress(stream, -15) == b"before" + ink.plain == b"before" + b"x" * length + b" " * (40 - length)


def test_a_text_longer_than_its_cut_is_refused():
    with pytest.raises(splice.TooLong):
        splice.ink(b"x" * 41, 40)
