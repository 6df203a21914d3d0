"""What is exported besides the numbers: links that lead to the files, and frames that round nothing."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from urllib.parse import unquote
from xml.sax.saxutils import unescape

import pytest

from cchc_xlsx import batch, exports
from cchc_xlsx.excel.package import OURS
from cchc_xlsx.excel.read import read
from cchc_xlsx.exports import tong_hop_json, tong_hop_xlsx
from cchc_xlsx.exports.proof import differences
from cchc_xlsx.model.campaign import Unit
from tests.builders import bytes_of, campaign, filled, founded, send
from tests.workbooks.summaries import summary_of

NAMES = ["a b.xlsx", "c#d.xlsx", "e%20f.xlsx", "[g] {0}.xlsx", "h&i'j.xlsx", "thư mục/đ ổ.xlsx"]


def links(workbook):
    """Return the files that the links of a workbook lead to, as paths from its folder."""
    with zipfile.ZipFile(workbook) as parts:
        found = [
            target
            for name in parts.namelist()
            if name.startswith("xl/worksheets/_rels/")
            for target in re.findall(r'Target="([^"]*)"', parts.read(name).decode())
        ]
    return {unquote(unescape(target).partition("#")[0]).replace("\\", "/") for target in found}


@pytest.mark.parametrize("elsewhere", [False, True])
def test_links_lead_to_the_files_wherever_they_were_read_and_results_written(tmp_path, elsewhere):
    folder = founded(tmp_path / "đợt")
    for number, name in enumerate(NAMES):
        send(folder, name, filled("00101", {"1.1": Decimal(41 + number)}))
    source, target = folder.received, folder.results
    if elsewhere:
        source, target = folder.received.rename(tmp_path / "thư đến"), tmp_path / "ra" / "đây"
        batch.merge(folder, source=source, to=target)
    else:
        batch.merge(folder)
    led = {(target / link).resolve() for link in links(target / "tong-hop.xlsx")}
    assert led == {(source / name).resolve() for name in NAMES}


def test_frames_hold_decimals_and_nothing_where_a_unit_has_nothing(tmp_path):
    from cchc_xlsx.exports.frames import scores_frame, units_frame

    folder = founded(tmp_path / "dot")
    send(folder, "a.xlsx", filled("00101", {"1.1": Decimal("2.5"), "1.2": "KAD", "2.1": Decimal(0)}))
    send(folder, "b.xlsx", filled("00102", {"1.1": None}))
    summary = batch.summarise(folder)
    units, scores = units_frame(summary), scores_frame(summary)
    assert list(units["code"]) == ["00101", "00102", "00103"]
    assert units["points"][0] == Decimal(20)
    assert isinstance(units["points"][0], Decimal)
    assert list(units["rank"]) == [1, None, None]
    assert units["points"][2] is units["maximum"][2] is units["index"][1] is None
    assert list(scores["score"]) == [
        *(Decimal("2.5"), None, Decimal(0), Decimal("17.5")),
        *(None, Decimal(20), Decimal("22.5"), Decimal("17.5")),
        *(None, None, None, None),
    ]
    assert list(scores["state"][:3]) == ["scored", "not_applicable", "scored"]


@pytest.mark.parametrize("spoilt", ["tong-hop.xlsx", "tong-hop.json"])
def test_a_result_that_does_not_say_what_was_summed_up_is_never_written(tmp_path, monkeypatch, spoilt):
    folder = founded(tmp_path / "dot")
    send(folder, "a.xlsx", filled("00101"))
    batch.merge(folder)
    before = bytes_of(folder.results)
    real = exports.EXPORTS[spoilt]

    def wrong(summary, language, received, target):
        first, *others = summary.results
        card = replace(first.card, points=first.card.points + Decimal("0.1"))
        return real(replace(summary, results=(replace(first, card=card), *others)), language, received, target)

    monkeypatch.setitem(exports.EXPORTS, spoilt, wrong)
    send(folder, "b.xlsx", filled("00102"))
    with pytest.raises(RuntimeError, match=spoilt):
        batch.merge(folder)
    assert bytes_of(folder.results) == before


def test_a_page_for_each_of_two_hundred_units_can_be_read_back():
    units = tuple(Unit(f"{number:05}", f"Xã số {number}") for number in range(1, 201))
    summary = summary_of(campaign(units=units), troubled=False)
    data = tong_hop_xlsx.export(summary, "vi")
    assert len(read(data, OURS).sheets) > 200
    assert differences({"tong-hop.xlsx": data}, summary, "vi") == ()


@pytest.mark.parametrize(
    "told",
    [{}, [], "", None, True, 7, 'a\n"b" \u2028 é \x7f', {"a": {}, "b": [], "c": None}, [[1, [2]], {"x": [{}, "đ"]}]],
    ids=repr,
)
def test_json_is_written_as_the_library_writes_it(told):
    assert tong_hop_json.dumped(told) == json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def test_the_whole_of_the_json_is_written_as_the_library_writes_it(tmp_path):
    folder = founded(tmp_path / "dot")
    send(folder, "a.xlsx", filled("00101", {"1.1": 40, "1.2": "KAD", "2.1": "x"}))
    batch.merge(folder)
    text = (folder.results / "tong-hop.json").read_text("utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"
