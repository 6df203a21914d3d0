"""Summaries of many units: sheets that flow hold what they would hold at once, and the matrix has a row a unit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cchc_xlsx.excel import flow, write
from cchc_xlsx.excel.read import read
from cchc_xlsx.exports import proof, tong_hop_json, tong_hop_xlsx
from cchc_xlsx.model.book import Book, Kind
from cchc_xlsx.workbooks.summary import fill_summary, listing, lost, matrix, turned
from cchc_xlsx.workbooks.summary.figures import tally
from cchc_xlsx.workbooks.tables import tables_in
from tests.office import recalculated, require_office
from tests.workbooks.made_up import made_up

SUMMARIES = {
    "all sources, groups, a year before": made_up(24, 56, extra=True, groups=("Xã", "Phường"), earlier=True),
    "self scores alone": made_up(12),
    "one unit": made_up(1),
    "nobody": made_up(0),
}
FLOWING = {"Xếp hạng", "Theo lĩnh vực", "Tình trạng", "Cần xem lại", "Tệp nhận về"}


@pytest.fixture
def many(monkeypatch):
    """As if every number of units were many."""
    monkeypatch.setattr(listing, "MOST_HELD", -1)
    monkeypatch.setattr(matrix, "MOST_ACROSS", -1)


def at_once(summary, language="vi"):
    """Return the summary with everything held, its matrix turned all the same."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(listing, "MOST_HELD", 1 << 30)
        return fill_summary(summary, language)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", SUMMARIES)
def test_a_summary_that_flows_is_the_one_held_at_once(many, name, language):
    flowing, held = fill_summary(SUMMARIES[name], language), at_once(SUMMARIES[name], language)
    assert all(sheet.flow is None or sheet.flow.few for sheet in held.sheets)
    if language == "vi":
        assert {sheet.title for sheet in flowing.sheets if sheet.flow} >= {*FLOWING, "Ma trận điểm"}
    for one, other in zip(flowing.sheets, held.sheets, strict=True):
        whole, other = one.whole(), other.whole()
        assert whole == other
        for part in other.look.__slots__:
            assert getattr(whole.look, part) == getattr(other.look, part), f"{other.title}: {part}"


@pytest.mark.parametrize("name", SUMMARIES)
def test_its_file_holds_what_the_other_file_holds(many, name):
    data = tong_hop_xlsx.export(SUMMARIES[name], "vi")
    assert read(data) == read(write.written(at_once(SUMMARIES[name])))
    assert data == tong_hop_xlsx.export(SUMMARIES[name], "vi"), "the same bytes every time"
    assert not proof.differences({"tong-hop.xlsx": data}, SUMMARIES[name], "vi")


def test_libreoffice_reckons_the_figures_that_were_stored(many, tmp_path):
    require_office()
    summary = SUMMARIES["all sources, groups, a year before"]
    path = tmp_path / "tong-hop.xlsx"
    path.write_bytes(tong_hop_xlsx.export(summary, "vi"))
    again, compared = read(recalculated(path, tmp_path / "ra").read_bytes()), 0
    for sheet in at_once(summary).sheets:
        for position, cell in sheet.whole().cells.items():
            found = again.sheet(sheet.title).at(*position)
            where = f"{sheet.title} {position} {cell}"
            if cell.kind is Kind.NUMBER:
                assert found.kind is Kind.NUMBER, where
                assert float(found.text) == pytest.approx(float(cell.text), abs=1e-9), where
                compared += 1
            else:
                assert (found.kind, found.text) == (cell.kind, cell.text), where
    assert compared > 2_000


@pytest.mark.parametrize(("units", "flows", "turns"), [(250, False, False), (251, True, True)])
def test_only_large_summaries_flow_and_turn_their_matrix(units, flows, turns):
    summary = made_up(units, 8)
    assert (listing.flows(summary), matrix.turns(summary)) == (flows, turns)
    tables = {table.name for table in tables_in(Book((fill_summary(summary, "vi").sheet("Ma trận điểm").whole(),)))}
    assert tables == {"matrix_by_unit" if turns else "matrix"}


# --- the matrix turned


def rows(sheet, key):
    (table,) = tables_in(Book((sheet,)))
    return {row.text(key): row for row in table.rows}


@pytest.mark.parametrize("name", ["all sources, groups, a year before", "self scores alone", "one unit"])
def test_the_turned_matrix_has_the_scores_of_the_other(name):
    summary = SUMMARIES[name]
    by_criterion = rows(matrix.fill(summary, "vi"), "criterion")
    by_unit = rows(turned.fill(summary, "vi", tally(summary)), "unit")
    assert list(by_unit) == [result.unit.code for result in matrix.units_of(summary)]
    assert set(by_criterion) == {criterion.code for criterion in summary.campaign.counted}
    for unit, row in by_unit.items():
        for criterion, other in by_criterion.items():
            assert row.cell(f"criterion_{criterion}") == other.cell(f"unit_{unit}")


@pytest.mark.parametrize("name", ["all sources, groups, a year before", "self scores alone"])
def test_above_it_stand_the_figures_of_each_criterion(name):
    summary = SUMMARIES[name]
    by_criterion = rows(matrix.fill(summary, "vi"), "criterion")
    sheet, layout = turned.fill(summary, "vi", tally(summary)), turned.table(summary)
    for row, key in enumerate(("maximum", "mean", "share", "losing"), 2):
        assert sheet.at(row, 2).text == matrix.table(summary).column(key).header.vi
        for criterion, other in by_criterion.items():
            found, meant = sheet.at(row, layout.offset(f"criterion_{criterion}")), other.cell(key)
            assert (found.kind, found.text, bool(found.formula)) == (meant.kind, meant.text, bool(meant.formula))
    assert sheet.look.freeze == (8, layout.offset("rank") + 1), "heads and units stay in sight"


def test_a_criterion_without_a_score_has_no_mean():
    summary = SUMMARIES["nobody"]
    sheet = turned.fill(summary, "vi", tally(summary))
    assert sheet.at(2, 4).kind is Kind.NUMBER
    assert {sheet.at(row, 4).kind for row in (3, 4, 5)} == {Kind.EMPTY}


def test_points_lost_are_the_same_from_the_sums_at_hand():
    summary = SUMMARIES["all sources, groups, a year before"]
    assert lost.losses(summary, tally(summary)) == lost.losses(summary)


# --- what is read back


def changed(data, position, value):
    book = read(data)
    title = "Xếp hạng"
    cell = book.sheet(title).at(*position)
    assert cell.text != value
    return flow.written(book.put(title, position, type(cell)(cell.kind, value)))


@pytest.mark.parametrize("key", ["points", "rank", "unit"])
def test_a_wrong_figure_in_the_ranking_is_noticed(many, key):
    summary = SUMMARIES["self scores alone"]
    data = tong_hop_xlsx.export(summary, "vi")
    (table,) = tables_in(Book((read(data).sheet("Xếp hạng"),)))
    place = table.rows[0].places[key]
    wrong = {"points": "1", "rank": "7/9", "unit": "99999"}[key]
    assert proof.differences({"tong-hop.xlsx": changed(data, (place.row, place.column), wrong)}, summary, "vi")


@pytest.mark.parametrize("name", SUMMARIES)
def test_the_json_told_bit_by_bit_is_the_json_told_whole(name):
    summary = SUMMARIES[name]
    settings = summary.campaign.settings
    whole = {
        "format": tong_hop_json.FORMAT,
        "campaign": {"id": settings.id, "name": settings.name, "year": settings.year},
        "criteria": [tong_hop_json.criterion(each) for each in summary.campaign.criteria],
        "units": [tong_hop_json.unit(result) for result in summary.results],
        "files": tong_hop_json.files(summary.files, "vi"),
        "findings": tong_hop_json.findings(summary.findings, "vi"),
        "account": tong_hop_json.account(summary.account),
    }
    assert tong_hop_json.export(summary, "vi") == tong_hop_json.dumped(whole).encode()
    assert len(list(tong_hop_json.pieces(summary, "vi"))) > len(summary.results)


@pytest.mark.parametrize("name", SUMMARIES)
def test_the_json_is_read_back_unit_by_unit(name):
    summary = SUMMARIES[name]
    data = tong_hop_json.export(summary, "vi")
    assert not proof.differences({"tong-hop.json": data}, summary, "vi")
    ranked = next((r for r in summary.results if r.rank is not None and r.card), None)
    if ranked and ranked.card:
        told = f'"points": "{ranked.card.points.normalize():f}"'.encode()
        assert told in data
        wrong = data.replace(told, f'"points": "{ranked.card.points + Decimal(1)}"'.encode(), 1)
        assert proof.differences({"tong-hop.json": wrong}, summary, "vi") == ("tong-hop.json",)
        cut = data[: data.rindex(b'\n   "code": ')]
        assert proof.differences({"tong-hop.json": cut}, summary, "vi")
