"""Summaries put together: what a province makes of its districts is what it would have made of all their communes."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from cchc_xlsx.batch import Folder, audit, merge
from cchc_xlsx.batch.gathering import summary_of_summaries
from cchc_xlsx.batch.intake import Taken
from cchc_xlsx.batch.summing import summed
from cchc_xlsx.exports.tong_hop_json import export, unit
from cchc_xlsx.exports.tong_hop_read import earlier_of, part_of
from cchc_xlsx.model.book import cell
from cchc_xlsx.model.campaign import Band, SurveyScore
from cchc_xlsx.model.criteria import CriteriaSet, Source
from cchc_xlsx.model.gathered import Gathered
from cchc_xlsx.model.place import NOWHERE
from cchc_xlsx.model.received import Intake
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.workbooks.tables import score_of
from tests.builders import CAMPAIGN, campaign, cchc, filled, founded, send
from tests.summaries import UNITS, WITH_SURVEY, summaries


def part(summary: Summary, codes: set[str]) -> Summary:
    """Return the summary that a folder with only some of the units would make."""
    whole = summary.campaign
    own = replace(
        whole,
        units=tuple(each for each in whole.units if each.code in codes),
        survey=tuple(each for each in whole.survey if each.unit in codes),
    )
    results = [replace(r, rank=None, ranked_among=0, grade=None) for r in summary.results if r.unit.code in codes]
    return summed(own, results, Taken(Intake({}), (), ()))


def told(summary: Summary) -> list[dict[str, object]]:
    return [{key: value for key, value in unit(each).items() if key != "file"} for each in summary.results]


@given(summaries(), st.sets(st.sampled_from([each.code for each in UNITS])), st.booleans())
def test_the_summary_of_summaries_is_the_summary_of_all(summary: Summary, some: set[str], listed: bool) -> None:
    rest = {each.code for each in UNITS} - some
    parts = tuple(
        part_of(export(part(summary, codes), "vi"), f"{n}/ket-qua/tong-hop.json", f"{n}")
        for n, codes in enumerate((some, rest))
    )
    assert not any(each.faulty for each in parts)
    own = replace(summary.campaign, survey=(), units=summary.campaign.units if listed else ())
    again, _ = summary_of_summaries(Gathered(parts), own)
    assert told(again) == told(summary)
    assert again.account.balanced


@given(summaries())
def test_an_earlier_summary_tells_what_this_one_is_compared_with(summary: Summary) -> None:
    earlier = earlier_of(export(summary, "vi"))
    assert earlier is not None
    assert earlier.year == summary.campaign.settings.year
    for each in summary.results:
        before = earlier.units[each.unit.code]
        assert (before.points, before.rank) == (each.card.points if each.card else None, each.rank)
        given = {c.code: c.score for c in each.card.criteria if c.score is not None} if each.card else {}
        assert before.scores == given


KEYS = st.sampled_from(["format", "campaign", "units", "criteria", "findings", "name", "code"])
anything = st.recursive(
    st.none() | st.text(max_size=4) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
).map(lambda told: json.dumps(told).encode())


@given(st.binary(max_size=60) | anything)
def test_whatever_a_file_holds_it_is_a_summary_or_it_is_told_to_be_none(data: bytes) -> None:
    assert part_of(data, "x.json", "00").faulty
    assert earlier_of(data) is None


# --- by the command


def district(root: Path, codes: tuple[str, ...], **scores: dict[str, object]) -> Path:
    """Make a campaign folder of some units with what they sent merged; return its `tong-hop.json`."""
    units = tuple(each for each in CAMPAIGN.units if each.code in codes)
    folder = founded(root, campaign(units=units))
    for code in codes:
        send(folder, f"{code}.xlsx", filled(code, scores.get(f"u{code}")))
    merge(folder)
    return folder.results / "tong-hop.json"


@pytest.fixture
def province(tmp_path: Path) -> tuple[Folder, Path, Path]:
    one = district(tmp_path / "huyen-a", ("00101",), u00101={"1.1": Decimal(0)})
    two = district(tmp_path / "huyen-b", ("00102", "00103"))
    return founded(tmp_path / "tinh"), one, two


def gathered(folder: Folder, *paths: Path) -> dict[str, Any]:
    ran = cchc("merge", "-C", folder.root, *paths)
    assert "Traceback" not in ran.err
    return {"code": ran.code, **json.loads((folder.results / "tong-hop.json").read_text(encoding="utf-8"))}


def rules_in(result: dict[str, Any]) -> list[str]:
    return sorted(finding["name"] for finding in result["findings"])


def test_a_province_ranks_the_communes_of_its_districts(province):
    folder, one, two = province
    result = gathered(folder, one, two)
    assert result["code"] == 0
    assert [(u["code"], u["rank"], u["file"]) for u in result["units"]] == [
        ("00101", 2, "huyen-a/ket-qua/tong-hop.json"),
        ("00102", 1, "huyen-b/ket-qua/tong-hop.json"),
        ("00103", 1, "huyen-b/ket-qua/tong-hop.json"),
    ]
    assert [file["outcome"] for file in result["files"]] == ["counted", "counted"]


def test_the_order_in_which_they_are_named_changes_nothing(province):
    folder, one, two = province
    assert gathered(folder, one, two) == gathered(folder, two, one)


def test_a_district_that_is_not_there_leaves_its_units_missing(province):
    folder, one, _ = province
    result = gathered(folder, one)
    assert [u["status"] for u in result["units"]] == ["complete", "missing", "missing"]
    assert rules_in(result) == ["unit_missing", "unit_missing"]


def test_a_unit_in_two_summaries_is_told_and_not_ranked(province, tmp_path):
    folder, one, two = province
    again = district(tmp_path / "huyen-c", ("00101",))
    result = gathered(folder, one, two, again)
    assert result["code"] == 1
    assert rules_in(result) == ["unit_in_two_summaries"]
    assert "huyen-a/ket-qua/tong-hop.json" in result["findings"][0]["message"]
    assert next((u["status"], u["rank"]) for u in result["units"]) == ("errors", None)


def test_the_same_summary_named_twice_counts_once(province, tmp_path):
    folder, one, two = province
    copy = tmp_path / "ban-sao.json"
    shutil.copyfile(one, copy)
    result = gathered(folder, one, two, copy)
    assert result["code"] == 0
    assert sorted(file["outcome"] for file in result["files"]) == ["counted", "counted", "superseded"]
    assert rules_in(result) == ["summary_twice"]


def test_a_summary_of_other_criteria_is_named_with_the_codes_that_differ(province, tmp_path):
    folder, one, two = province
    criteria = [replace(c, name="Tên khác") if c.code == "1.1" else c for c in CAMPAIGN.criteria]
    other = founded(tmp_path / "khac", campaign(criteria=CriteriaSet(tuple(criteria)), units=CAMPAIGN.units[:1]))
    merge(other)
    result = gathered(folder, one, two, other.results / "tong-hop.json")
    assert rules_in(result) == ["summary_of_other_criteria"]
    assert result["findings"][0]["message"].endswith("ở: 1.1.")
    assert [file["outcome"] for file in result["files"]].count("foreign") == 1


def test_a_file_that_is_no_summary_is_unreadable_and_the_others_count(province, tmp_path):
    folder, one, two = province
    wrong = tmp_path / "sai.json"
    wrong.write_text('{"format": 1}', encoding="utf-8")
    result = gathered(folder, one, two, wrong)
    assert (result["code"], rules_in(result)) == (1, ["summary_unreadable"])
    assert all(u["rank"] for u in result["units"])


def test_a_unit_that_the_province_does_not_list_is_told(province):
    folder, one, two = province
    own = founded(folder.root.parent / "tinh-2", campaign(units=CAMPAIGN.units[:2]))
    result = gathered(own, one, two)
    assert rules_in(result) == ["unit_not_listed"]
    assert "00103" in result["findings"][0]["message"]


def test_without_a_list_of_its_own_it_takes_every_unit(province):
    folder, one, two = province
    own = founded(folder.root.parent / "tinh-3", campaign(units=(), assignments=()))
    assert [u["code"] for u in gathered(own, one, two)["units"]] == ["00101", "00102", "00103"]


def test_errors_of_a_district_are_told_by_the_province_too(tmp_path):
    one = district(tmp_path / "huyen-a", ("00101",), u00101={"1.1": Decimal(99)})
    two = district(tmp_path / "huyen-b", ("00102", "00103"))
    result = gathered(founded(tmp_path / "tinh"), one, two)
    (finding,) = [each for each in result["findings"] if each["severity"] == "error"]
    assert finding["name"] == "score_above_maximum"
    assert finding["file"] == "huyen-a/ket-qua/tong-hop.json/00101.xlsx"
    assert next((u["status"], u["rank"]) for u in result["units"]) == ("errors", None)


def test_a_district_that_was_not_surveyed_is_told_beside_one_that_was(tmp_path):
    score = SurveyScore("00101", "8", score_of(cell(Decimal(15)), NOWHERE))
    parts = []
    for name, code, survey in (("a", "00101", (score,)), ("b", "00102", ())):
        units = tuple(each for each in CAMPAIGN.units if each.code == code)
        of = replace(campaign(criteria=WITH_SURVEY, units=units), survey=survey)
        folder = founded(tmp_path / name, of)
        send(folder, f"{code}.xlsx", filled(code, of=of))
        merge(folder)
        parts.append(folder.results / "tong-hop.json")
    result = gathered(founded(tmp_path / "tinh", campaign(criteria=WITH_SURVEY, units=CAMPAIGN.units[:2])), *parts)
    assert [u["status"] for u in result["units"]] == ["complete", "incomplete"]
    assert [(f["name"], f["unit"]) for f in result["findings"] if f["severity"] == "error"] == [
        ("survey_missing", "00102")
    ]


def test_what_holds_for_all_units_together_is_found_once(tmp_path):
    """A rank near a bound, a unit kept out, a unit missing: told by the province alone, not by the district again."""
    near = {"1.1": Decimal(0)}
    units = (CAMPAIGN.units[0], replace(CAMPAIGN.units[1], excluded="Tổ chức lại"), CAMPAIGN.units[2])
    folder = founded(tmp_path / "huyen", campaign(units=units))
    send(folder, "00101.xlsx", filled("00101", near))
    index = next(r for r in merge(folder).summary.results if r.unit.code == "00101").card.index
    bands = (Band("Tốt", index), Band("Yếu", Decimal(0)))
    folder = founded(tmp_path / "huyen-2", replace(campaign(units=units), bands=bands))
    send(folder, "00101.xlsx", filled("00101", near))
    merge(folder)
    own = founded(tmp_path / "tinh", replace(campaign(), bands=bands))
    result = gathered(own, folder.results / "tong-hop.json")
    assert rules_in(result) == ["index_near_bound", "unit_excluded", "unit_missing"]


def test_nothing_can_be_sent_back_where_summaries_are_put_together(province):
    folder, one, two = province
    assert cchc("merge", "-C", folder.root, "--return", one, two).code == 2
    assert not folder.results.exists()


def test_a_province_has_its_report_on_the_summaries(province):
    folder, one, two = province
    assert cchc("report", "-C", folder.root, "--summary", one, "--summary", two).code == 0
    document = Document(folder.results / "bao-cao.docx")
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {unit.name for unit in CAMPAIGN.units} <= cells


def test_a_year_that_is_not_before_this_one_is_told(province):
    folder, one, two = province
    ran = cchc("merge", "-C", folder.root, one, two, "--earlier", one)
    assert ran.code == 0
    assert "không trước năm 2024" in ran.err


def test_a_table_that_an_earlier_run_left_is_told(province):
    folder, one, two = province
    assert "lần tổng hợp trước" not in cchc("merge", "-C", folder.root, one, two, "--export", "csv").err
    assert "bang-diem.csv là của lần tổng hợp trước" in cchc("merge", "-C", folder.root, one, two).err


def test_a_file_that_is_not_there_is_said_with_3(province, tmp_path):
    folder, _, _ = province
    assert cchc("merge", "-C", folder.root, tmp_path / "khong-co.json").code == 3


def test_a_year_to_compare_with_that_is_none_is_said_with_2(province, tmp_path):
    folder, _, _ = province
    wrong = tmp_path / "sai.json"
    wrong.write_text("[]", encoding="utf-8")
    assert cchc("merge", "-C", folder.root, "--earlier", wrong).code == 2


# --- the survey's file beside the campaign workbook


@pytest.mark.parametrize(
    "text",
    [
        "Mã đơn vị;Điểm điều tra\n00101;15,5\n00102;12\n00103;20\n",
        "Kết quả điều tra\n\nSTT,Mã đơn vị,Tên,Điểm điều tra\n1,00101,Xã Một,15.5\n2,00102,x,12\n3,00103,y,20\n",
    ],
)
def test_a_survey_file_beside_the_workbook_is_read(tmp_path, text):
    of = campaign(criteria=WITH_SURVEY)
    folder = founded(tmp_path, of)
    (tmp_path / "dieu-tra.csv").write_text(text, encoding="utf-8-sig")
    for each in of.units:
        send(folder, f"{each.code}.xlsx", filled(each.code, of=of))
    units = {r.unit.code: r for r in merge(folder).summary.results}
    assert {code: r.card.source(Source.SURVEY).points for code, r in units.items()} == {
        "00101": Decimal("15.5"), "00102": 12, "00103": 20,
    }  # fmt: skip
    (given,) = (c for c in units["00101"].card.criteria if c.code == "8")
    assert (given.place.file, given.typed) == ("dieu-tra.csv", "15,5" if ";" in text else "15.5")


@pytest.mark.parametrize("text", ["9,025", "9.025", "0,500"])
def test_a_mean_of_three_decimals_in_a_survey_file_is_no_number_of_thousands(tmp_path, text):
    folder = founded(tmp_path, campaign(criteria=WITH_SURVEY))
    (tmp_path / "dieu-tra.csv").write_text(f"Mã đơn vị;Điểm điều tra\n00101;{text}\n", encoding="utf-8")
    given, findings = audit(folder)
    assert [f.name for f in findings if f.name.startswith("survey_score")] == []
    assert given.survey_scores["00101"]["8"].score.value == Decimal(text.replace(",", "."))


def test_a_survey_file_without_its_columns_is_said_and_nothing_is_merged(tmp_path):
    folder = founded(tmp_path, campaign(criteria=WITH_SURVEY))
    (tmp_path / "dieu-tra.csv").write_text("Đơn vị;Điểm\nXã Một;3\n", encoding="utf-8")
    ran = cchc("merge", "-C", tmp_path)
    assert ran.code == 2
    assert "dieu-tra.csv" in ran.err
    assert not folder.results.exists()


def test_a_wrong_row_of_the_survey_file_is_found_where_it_stands(tmp_path):
    founded(tmp_path, campaign(criteria=WITH_SURVEY))
    (tmp_path / "dieu-tra.csv").write_text("Mã đơn vị;Điểm điều tra\n00101;25\n", encoding="utf-8")
    ran = cchc("spec", "-C", tmp_path, "--format", "json")
    (finding,) = [f for f in json.loads(ran.out)["findings"] if f["name"] == "survey_score_unsuitable"]
    assert (finding["file"], finding["cell"]) == ("dieu-tra.csv", "B2")
