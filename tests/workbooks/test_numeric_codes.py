"""Codes that a person or a program turned into numbers: told where a zero may be lost, silent elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cchc_xlsx.model.book import Cell, Kind
from cchc_xlsx.model.campaign import Campaign, Settings, Unit
from cchc_xlsx.model.criteria import CriteriaSet, Criterion
from cchc_xlsx.rules import audit
from cchc_xlsx.workbooks.campaign import fill_campaign, parse_campaign

CRITERIA = CriteriaSet(tuple(Criterion(code, "Tên", None) for code in ("1", "1.1", "1.2")))
UNITS = (Unit("05596", "Xã Một"), Unit("15280", "Xã Hai"))


def typed(sheet: str, cell: tuple[int, int], number: str) -> Campaign:
    book = fill_campaign(Campaign(Settings("a", "a", 2024, "UBND tỉnh"), CRITERIA, UNITS), "vi")
    assert book.sheet(sheet).at(*cell).kind is Kind.TEXT
    return parse_campaign(book.put(sheet, cell, Cell(Kind.NUMBER, number)))


@pytest.mark.parametrize(("sheet", "cell", "number"), [("Bộ tiêu chí", (5, 1), "1.1"), ("Đơn vị", (4, 1), "5596")])
def test_a_code_that_may_have_lost_a_zero_is_told_with_its_place(sheet, cell, number):
    found = [f for f in audit(typed(sheet, cell, number)) if f.name == "code_typed_as_number"]
    assert [(f.place.sheet, f.place.row, f.place.column, f.blocking) for f in found] == [(sheet, *cell, False)]
    assert f"“{number}”" in found[0].message.vi


@pytest.mark.parametrize(("sheet", "cell", "number"), [("Bộ tiêu chí", (4, 1), "1"), ("Đơn vị", (5, 1), "15280")])
def test_a_code_that_lost_nothing_is_fine(sheet, cell, number):
    campaign = typed(sheet, cell, number)
    assert campaign.numeric == ()
    assert campaign == replace(campaign, numeric=())
