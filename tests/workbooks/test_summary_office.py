"""The summary in LibreOffice: every formula gives the figure that was stored; and the same bytes every time."""

from __future__ import annotations

import pytest

from cchc_xlsx.excel.read import read
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.book import Kind
from cchc_xlsx.model.campaign import NotApplicablePolicy
from cchc_xlsx.workbooks.summary import fill_summary
from tests.office import recalculated, require_office
from tests.workbooks.made_up import made_up

SUMMARIES = {
    "all sources, groups, a year before": lambda: made_up(24, 56, extra=True, groups=("Xã", "Phường"), earlier=True),
    "self scores alone": lambda: made_up(12),
    "rescaled": lambda: made_up(12, 56, extra=True, not_applicable=NotApplicablePolicy.RESCALED),
    "one unit": lambda: made_up(1),
    "nobody": lambda: made_up(0),
}


@pytest.mark.parametrize(("name", "language"), [*((name, "vi") for name in SUMMARIES), (next(iter(SUMMARIES)), "en")])
def test_a_recalculation_gives_the_stored_figures(tmp_path, name, language):
    require_office()
    book = fill_summary(SUMMARIES[name](), language).whole()
    path = tmp_path / "tong-hop.xlsx"
    path.write_bytes(written(book))
    again = read(recalculated(path, tmp_path / "ra").read_bytes())
    compared = 0
    for sheet in book.sheets:
        other = again.sheet(sheet.title)
        for position, cell in sheet.cells.items():
            if cell.formula:
                found = other.at(*position)
                where = f"{sheet.title} {position} {cell.formula}"
                assert found.kind is cell.kind is Kind.NUMBER, where
                assert float(found.text) == pytest.approx(float(cell.text), abs=1e-9), where
                compared += 1
    assert compared >= {"nobody": 0, "one unit": 20}.get(name, 200)


@pytest.mark.parametrize("name", SUMMARIES)
def test_two_runs_give_the_same_bytes(name):
    assert written(fill_summary(SUMMARIES[name](), "vi")) == written(fill_summary(SUMMARIES[name](), "vi"))
