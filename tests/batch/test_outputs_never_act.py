"""What lands in outputs can never act: whatever stands in a name, a remark, a piece of evidence or a file's name."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
from dataclasses import replace
from xml.sax.saxutils import escape, unescape

import pytest
from openpyxl import load_workbook

from cchc_xlsx.excel.door import open_book
from cchc_xlsx.excel.write import written
from cchc_xlsx.exports import TABLES
from cchc_xlsx.exports.bang_diem import from_parquet
from cchc_xlsx.model.book import Book
from cchc_xlsx.model.campaign import Assignment
from cchc_xlsx.model.criteria import CriteriaSet
from cchc_xlsx.model.submission import Entry
from cchc_xlsx.workbooks.unit import fill_unit
from tests.builders import CAMPAIGN, campaign, cchc, entries, filled, founded, merged, send
from tests.mangled.parts import Parts
from tests.workbooks.summaries import only_cells

#: Stands in every field until the hostile text takes its place, in the XML: a text has no other way in.
HERE = "CHOCAM"
HOSTILE = {
    "a call of a program": "=cmd|' /C calc'!A0",
    "a formula": '=HYPERLINK("http://vidu.example","x")',
    "a plus": "+1+cmd|' /C calc'!A0",
    "a minus": "-1",
    "an at sign": "@SUM(1)",
    "a formula over an area": "{=1}",
    "a web address": "http://vidu.example/x",
    "a mail address": "mailto:a@vidu.example",
    "a link within": "internal:x",
    "a link outside": "external:\\\\host\\x",
    "a share": "\\\\host\\x",
    "a tab first": "\t=1",
    "a line break first": "\r\n=1",
    "control characters": "a\x00\x07\x1b[2Jb\x9b",
    "half of a surrogate pair": "a\ud83db",
    "what is no character": "a\ufffe\uffffb",
    "forty thousand characters": "dài " * 10_000,
    "marks of rich text": "<r><t>x</t></r>",
    "an escape": "_x0041_ _x000D_",
    "an escape of an escape": "_x005F_x0007_",
    "turned direction": "abc\u202ecba\u2066\u200f",
    "markup": "<script>alert(1)</script>&amp;]]>",
    "codes of a margin": '&D&F&"Arial"&99&G',
    "braces": "{place} {0} %s [red]x[/red]",
    "quotes": "\"'“x",
    "a number's look": "1.000",
}
_EXPORTS = tuple(word for form in TABLES for word in ("--export", form))
_COMMANDS = (
    ("generate",),
    ("check",),
    ("merge", "--return", *_EXPORTS),
    ("status",),
    ("remind",),
    ("verify",),
    ("explain", "00103", "1.1"),
    ("explain", "00103", "1", "--format", "json"),
)
#: How a field of a CSV file begins that a spreadsheet program takes for a formula; no number of ours does.
ACTS = re.compile(r"\s*[=+@＝＋－＠]|\s*-(?![0-9.]+$)")
#: Characters of a cell.
_LONGEST = 32_767
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
#: The one kind of link to a file that we write: from the results to what came back. xlsxwriter turns the strokes.
_OURS = re.compile(r"\.\.[/\\]nhan-ve[/\\]")


def as_xml(text):
    """Return a text as it stands in XML: what XML forbids in Excel's escapes."""
    text = re.sub("_(?=x[0-9A-F]{4}_)", "_x005F_", text)
    bare = "".join(f"_x{ord(c):04X}_" if _ILLEGAL.match(c) or c == "\r" else c for c in text)
    return escape(bare, {'"': "&quot;"})


def planted(data, text):
    """Return a workbook with the text wherever the placeholder stood."""
    parts = Parts.of(data)
    for name, content in parts.items():
        parts[name] = content.replace(HERE.encode(), as_xml(text).encode())
    return parts.zipped()


def hostile_campaign():
    """Return a campaign with the placeholder in every field that is a text."""
    criteria = CriteriaSet(
        tuple(
            replace(c, name=f"{HERE}{c.code}", scoring=HERE, evidence=HERE, remark=HERE)
            if hasattr(c, "remark")
            else replace(c, name=HERE, scoring=HERE, evidence=HERE)
            for c in CAMPAIGN.criteria.criteria
        )
    )
    units = tuple(replace(u, name=f"{HERE}{u.code}", group=HERE) for u in CAMPAIGN.units)
    given = (Assignment("", HERE, "1; 2", HERE),)
    texts = dict.fromkeys(("name", "superior", "decision", "sign_off", "notice"), HERE)
    return replace(campaign(criteria=criteria, units=units, assignments=given, **texts),
                   bands=tuple(replace(band, name=f"{HERE}{n}") for n, band in enumerate(CAMPAIGN.bands)))  # fmt: skip


def everything_run(root, text):
    """Make a campaign full of the text, have units answer with it, run every command; return folder and streams."""
    of = hostile_campaign()
    folder = founded(root, of)
    folder.campaign.write_bytes(planted(folder.campaign.read_bytes(), text))
    for unit in of.units[:2]:
        texts = dict.fromkeys(("evidence", "evidence_number", "evidence_date", "explanation", "remark"), HERE)
        answered: list[Entry] = [replace(entry, **texts) for entry in entries(of)]
        book = fill_unit(of, unit, "vi", entries=answered)
        send(folder, f"{unit.code}.xlsx", planted(written(book), text))
    wrong = filled("00103", {"1.1": HERE, "1.2": HERE}, of)
    send(folder, "sai.xlsx", planted(wrong, text))
    streams = ""
    for command in _COMMANDS:
        ran = cchc(*command, "-C", folder.root)
        assert ran.code in (0, 1), ran.err
        streams += ran.out + ran.err
    return folder, streams


def outputs(folder):
    """Yield what was written: every file that is neither the campaign's nor came back."""
    for path in sorted(folder.root.rglob("*")):
        if path.is_file() and path != folder.campaign and folder.received not in path.parents:
            yield path


def key_of(path, folder):
    """Return what tells an output from the others, whatever the name of a unit has made of its name."""
    return path.relative_to(folder.root).parent / f"{path.name[:5]}.{path.name.partition('.')[2]}"


def texts_of(path):
    """Return every text of an output that is no workbook of sheets."""
    if path.suffix == ".parquet":
        return "\n".join(str(fact) for line in from_parquet(path.read_bytes()) for fact in line)
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".json":
        assert json.loads(text)
    if path.suffix == ".csv":
        fields = [field for line in csv.reader(io.StringIO(text, newline="")) for field in line]
        assert not [field for field in fields if ACTS.match(field)]
    return text


def formulas(data):
    """Return each formula of a workbook with where it stands."""
    parts = Parts.of(data)
    found = {}
    for name, content in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            cells = re.findall(rb'<c r="([A-Z]+\d+)"[^>]*><f[^>]*>(.*?)</f>', content, re.DOTALL)
            assert len(cells) == content.count(b"<f>") + content.count(b"<f ")
            found |= {(name, cell): formula for cell, formula in cells}
    return found


def shapes(data):
    """Return the formulas of a workbook without their numbers: more officers make more rows, no other formulas."""
    return {re.sub(rb"\d+", b"#", formula) for formula in formulas(data).values()}


def links(data):
    """Return the targets outside the workbook, and the cells that lead within."""
    outside, inside = [], []
    for name, content in Parts.of(data).items():
        if name.endswith(".rels"):
            outside += re.findall(rb'Target="([^"]*)" TargetMode="External"', content)
        inside += re.findall(rb'<hyperlink [^>]*location="([^"]*)"', content)
    return [each.decode() for each in outside], [each.decode() for each in inside]


@pytest.fixture(scope="module")
def harmless(tmp_path_factory):
    """The outputs where an ordinary text stands in every field."""
    folder, _ = everything_run(tmp_path_factory.mktemp("lanh") / "dot", "Bình thường")
    return {key_of(path, folder): path.read_bytes() for path in outputs(folder)}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_output_has_a_formula_a_link_or_a_control_character_of_theirs(tmp_path, harmless, text):
    folder, streams = everything_run(tmp_path / "dot", text)
    made = {key_of(path, folder): path for path in outputs(folder)}
    assert set(made) == set(harmless)
    for key, path in made.items():
        data = path.read_bytes()
        if path.suffix != ".xlsx":
            assert not _ILLEGAL.search(texts_of(path))
            continue
        assert shapes(data) <= shapes(harmless[key])
        book = open_book(data)
        assert isinstance(book, Book)
        outside, inside = links(data)
        for target in outside:
            assert _OURS.match(target), target
        titles = {sheet.title for sheet in book.sheets} | {"LV 1", "LV 2"}
        assert {target.rpartition("!")[0].strip("'") for target in inside} <= titles
        texts = [cell.text for sheet in book.sheets for cell in sheet.cells.values()]
        assert not any(_ILLEGAL.search(each) for each in texts)
        assert max(map(len, texts)) <= _LONGEST
        sheets = load_workbook(io.BytesIO(data)).worksheets
        ours = {formula.decode() for formula in formulas(data).values()}
        for sheet in sheets:
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type != "f" or escape(str(cell.value).removeprefix("=")) in ours
        names = set(zipfile.ZipFile(path).namelist())
        assert not any(re.search(r"vba|macro|externalLink|embeddings|connections|query", name) for name in names)
    assert all(c.isprintable() or c in "\n\t" or unicodedata.category(c) == "Zs" for c in streams if c != "\u200b")


NAMES = [text for text in HOSTILE.values() if len(text) < 200 and not re.search("[\0/\ud800-\udfff]", text)]


@pytest.mark.parametrize("text", NAMES)
def test_no_name_of_a_file_acts(tmp_path, text):
    folder = founded(tmp_path / "dot")
    name = f"{text}.xlsx"
    try:
        send(folder, name, filled("00101"))
        send(folder, f"{text} (hỏng)", b"PK\x03\x04")
    except OSError as error:
        pytest.skip(f"this file system refuses the name: {error}")
    told = merged(folder)
    assert sorted(line["outcome"] for line in told["files"]) == ["counted", "unreadable"]
    data = (folder.results / "tong-hop.xlsx").read_bytes()
    titles = load_workbook(io.BytesIO(data)).sheetnames
    assert all(only_cells(unescape(formula.decode()), titles) for formula in formulas(data).values())
    for target in links(data)[0]:
        assert _OURS.match(target), target
    book = open_book(data)
    assert isinstance(book, Book)
    texts = [cell.text for sheet in book.sheets for cell in sheet.cells.values()]
    assert not any(_ILLEGAL.search(each) for each in texts)
    assert not _ILLEGAL.search((folder.results / "tong-hop.json").read_text(encoding="utf-8"))
    assert all(line["path"].isprintable() for line in told["files"])
