"""Filling in templates: what people write in them, what strangers typed into the fields, and nothing of it acts."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import replace
from functools import cache

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cchc_xlsx.exports.reports.summary_form import summary_template
from cchc_xlsx.exports.reports.unit_form import unit_template
from cchc_xlsx.model.report import Office, ReportArea, ReportLine, UnitReport
from cchc_xlsx.word.form import Column, Form
from cchc_xlsx.word.page import ILLEGAL
from cchc_xlsx.word.render import Flaw, Wrongness, rendered, touched
from tests.office import convert

OFFICE = Office("ỦY BAN NHÂN DÂN", "XÃ MỘT", "Ủy ban nhân dân xã Một", "Một", "BC-UBND", ("TM. ỦY BAN", "CHỦ TỊCH"))
LINE = ReportLine("1.1", "Kế hoạch", 2, False, "4/4 điểm", "4", "4", "", "", "")
REPORT = UnitReport(
    "vi", OFFICE, "00101", "Xã Một", "UBND tỉnh Mẫu", "Quyết định 1", "Đợt mẫu", "2024", "2024",
    (ReportArea("1", "Chỉ đạo", "4/4 điểm, gồm:", "4", "4", "", (LINE,)),), "4", "4", "100,00", 0, 0, (),
)  # fmt: skip
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NASTY = (
    "{{ unit }}", "{% for x in areas %}", "{%p if x %}", "{{", "}}", "{#", "{_{ x }_}", "{{r x}}", "{", "%}",
    "<w:p/>", "</w:t></w:r>", "a & b &amp; <b>\"'", "&#123;&#123; unit }}", "]]>", "\\", "${x}", "x\u202ey",
)  # fmt: skip


def template(*lines, table=None):
    form = Form("Mẫu", "vi")
    for line in lines:
        form.document.add_paragraph(line)
    if table:
        form.table(*table)
    return form.data()


def texts(data):
    assert isinstance(data, bytes), data
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


@cache
def twice():
    return template("{{ unit }}|{% for area in areas %}{{ area.name }}{% endfor %}")


def said(name):
    return texts(rendered(twice(), named(name)))


def named(name):
    return replace(REPORT, unit=name, areas=(replace(REPORT.areas[0], name=name),))


@pytest.mark.parametrize("name", NASTY)
def test_a_field_is_text_whatever_stands_in_it(name):
    assert said(name) == [f"{name}|{name}"]


@given(st.lists(st.sampled_from([*"{}%#<>&'\"_ rptc\n\t", "Xã", "w:p", "unit", "&amp;"]), max_size=14).map("".join))
@example("{" * 3 + " unit " + "}" * 3)
@settings(max_examples=60)
def test_no_mix_of_signs_acts_or_gets_lost(name):
    assert said(name) == [f"{name}|{name}"]


@given(st.text(max_size=12))
@settings(max_examples=60)
def test_any_text_at_all_gives_a_document_that_opens(name):
    (line,) = said(name)
    kept = name.translate(ILLEGAL)
    assert line.replace("\n", "").replace("\r", "") == f"{kept}|{kept}".replace("\n", "").replace("\r", "")


def test_line_breaks_in_a_field_stay_line_breaks_of_one_paragraph():
    assert said("a\nb") == ["a\nb|a\nb"]


def test_turning_escaping_off_in_a_template_does_not_let_a_field_act():
    made = template("{% autoescape false %}{{ unit }}{% endautoescape %}")
    assert texts(rendered(made, named("<w:p/>&{{ x }}"))) == ["<w:p/>&{{ x }}"]


def test_rows_and_columns_come_once_for_each():
    columns = (Column("Mã", "{{ area.code }}", 40), Column("Tên", "{{ area.name }}", 100, foot="hết"))
    data = rendered(template(table=(columns, "area in areas")), replace(REPORT, areas=REPORT.areas * 3))
    assert isinstance(data, bytes)
    (table,) = docx.Document(io.BytesIO(data)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Mã", "Tên"], *[["1", "Chỉ đạo"]] * 3]


def test_a_tag_that_word_has_torn_into_runs_is_still_one():
    form = Form("Mẫu", "vi")
    paragraph = form.document.add_paragraph()
    for piece in ("{", "{ un", "it", " }", "}"):
        paragraph.add_run(piece).bold = piece == "it"
    assert texts(rendered(form.data(), REPORT)) == ["Xã Một"]


@pytest.mark.parametrize(
    ("text", "wrong", "detail"),
    [
        ("Ông {{ ten_khong_co }}", Wrongness.UNKNOWN, "ten_khong_co"),
        ("Ông {{ office.khong_co }}", Wrongness.UNKNOWN, "khong_co"),
        ("Ông {{ unit", Wrongness.SYNTAX, ""),
        ("Ông {% for area in areas %}", Wrongness.SYNTAX, ""),
        ("Ông {{ unit.__class__ }}", Wrongness.FORBIDDEN, ""),
        ("Ông {{ ''.__class__.__mro__ }}", Wrongness.FORBIDDEN, ""),
        ("Ông {{ 'a' * 1000000000 }}", Wrongness.FORBIDDEN, ""),
        ("Ông {{ 9 ** 9 }}", Wrongness.FORBIDDEN, ""),
        ("Ông {{ unit|safe }}", Wrongness.SYNTAX, ""),
        ("Ông {{ unscored / unscored }}", Wrongness.FAILED, "ZeroDivisionError"),
        ("Ông {% include 'x' %}", Wrongness.FAILED, ""),
        ("Ông {{ range(9) }}", Wrongness.UNKNOWN, "range"),
    ],
)
def test_a_flaw_is_told_with_its_paragraph(text, wrong, detail):
    flaw = rendered(template("Dòng đầu", text, "Dòng cuối"), REPORT)
    assert isinstance(flaw, Flaw)
    assert flaw.wrong is wrong
    if wrong is not Wrongness.SYNTAX:
        assert detail in flaw.detail
        assert flaw.paragraph.startswith("Ông")


@pytest.mark.parametrize("data", [b"", b"PK", b"%PDF-1.7", b"PK\x03\x04" + b"\0" * 50])
def test_what_is_no_document_is_told_so(data):
    assert rendered(data, REPORT) == replace(rendered(data, REPORT), wrong=Wrongness.NOT_A_DOCUMENT)


def rezipped(data, name, change):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            new.writestr(each, change(old.read(each)) if each == name else old.read(each))
    return out.getvalue()


def test_a_template_that_declares_entities_or_fetches_from_outside_is_not_used():
    bomb = rezipped(
        template("x"), "word/document.xml", lambda xml: xml.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "c">]>', 1)
    )
    flaw = rendered(bomb, REPORT)
    assert isinstance(flaw, Flaw)
    assert flaw.wrong is Wrongness.NOT_A_DOCUMENT
    for kind, fine in (("attachedTemplate", False), ("image", False), ("hyperlink", True)):
        link = (f'<Relationship Id="rId99" Type="{RELATIONS}/{kind}" '
                'Target="http://vidu.example/x" TargetMode="External"/></Relationships>').encode()  # fmt: skip
        outside = rezipped(
            template("x"), "word/_rels/document.xml.rels", lambda xml, link=link: xml.replace(b"</Relationships>", link)
        )
        made = rendered(outside, REPORT)
        assert isinstance(made, bytes) is fine
        assert fine or made == Flaw(Wrongness.POINTS_OUTSIDE, detail="word/_rels/document.xml.rels")


@given(st.data())
@settings(max_examples=40)
def test_a_template_with_broken_bytes_never_raises(data):
    whole = bytearray(unit_template("vi"))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(rendered(bytes(whole), REPORT), bytes | Flaw)


@pytest.mark.parametrize("make", [unit_template, summary_template])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_templates_are_the_same_each_time_and_as_the_decree_lays_down(make, language):
    assert make(language) == make(language)
    section = docx.Document(io.BytesIO(make(language))).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 20 <= round(section.top_margin.mm) <= 25
    assert 20 <= round(section.bottom_margin.mm) <= 25
    assert 30 <= round(section.left_margin.mm) <= 35
    assert 15 <= round(section.right_margin.mm) <= 20
    assert section.different_first_page_header_footer


def test_the_same_report_gives_the_same_bytes_whatever_the_clock(monkeypatch):
    first = rendered(unit_template("vi"), REPORT)
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 5, 6, 7, 8, 9, 0, 0, 0))
    assert rendered(unit_template("vi"), REPORT) == first
    assert isinstance(first, bytes)
    assert {member.date_time for member in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {(2020, 1, 1, 0, 0, 0)}


def test_a_report_knows_whether_somebody_has_written_in_it():
    made = rendered(unit_template("vi"), REPORT)
    assert isinstance(made, bytes)
    assert not touched(made)
    document = docx.Document(io.BytesIO(made))
    document.add_paragraph("Khó khăn: thiếu người.")
    out = io.BytesIO()
    document.save(out)
    assert touched(out.getvalue())
    assert touched(b"")
    assert touched(unit_template("vi"))


@pytest.mark.office
def test_a_table_with_more_columns_than_fit_stays_within_its_page(tmp_path):
    many = tuple(replace(REPORT.areas[0], code=str(n)) for n in range(1, 13))
    columns = (Column("STT", "x", 13), Column("{{ area.code }}", "{{ area.points }}", 22, each=("area in areas",) * 2))
    data = rendered(template(table=(columns, "line in office.sign_off")), replace(REPORT, areas=many))
    assert isinstance(data, bytes)
    document = docx.Document(io.BytesIO(data))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["STT", *(str(n) for n in range(1, 13))]
    assert sum(column.width.mm for column in table.columns) <= 165.1
    (tmp_path / "a.docx").write_bytes(data)
    pdf = convert(tmp_path / "a.docx", "pdf", tmp_path / "out")
    shown = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    assert re.search(r"1\s+2\s+3.*12", shown)
