"""Whose workbook it is: identities lost, mixed and of other campaigns."""

from __future__ import annotations

from datetime import datetime

from cchc_xlsx.excel.write import written
from cchc_xlsx.model.identity import identity_in
from cchc_xlsx.workbooks.unit import fill_unit
from tests.builders import CAMPAIGN, campaign, filled, with_identity
from tests.mangled.parts import AREA_1, AREA_2, ASSIGNMENT, BOOK, CHECK, CUSTOM, GUIDE, HIDDEN, STRINGS, Parts
from tests.mangled.registry import SCORES, UNIT, mangled

_SHEETS = (GUIDE, ASSIGNMENT, AREA_1, CHECK, AREA_2)


def _clear_heads(parts, *sheets: str) -> None:
    for sheet in sheets:
        parts.cell(sheet, "B1" if sheet == GUIDE else "C1", "")


def _identity(parts) -> str:
    return parts.text_at(HIDDEN, "A1")


@mangled("I07")
def the_property_lost(parts):
    """ExcelJS, Google."""
    parts.drop(CUSTOM)


@mangled("I07")
def the_properties_broken(parts):
    """What cannot be read of them costs nobody a score."""
    parts[CUSTOM] = parts[CUSTOM][:100]


@mangled("I07")
def the_names_lost(parts):
    parts.change(BOOK, "<definedNames>.*</definedNames>", "")


@mangled("I07")
def the_cells_at_the_head_cleared(parts):
    _clear_heads(parts, *_SHEETS)


@mangled("I07")
def all_carriers_lost_but_one_cell(parts):
    parts.drop(CUSTOM)
    parts.change(BOOK, "<definedNames>.*</definedNames>", "")
    _clear_heads(parts, *_SHEETS[:-1])
    parts.cell(HIDDEN, "A1", "")


@mangled("I01", outcome="foreign")
def every_carrier_lost(parts):
    parts.drop(CUSTOM)
    _clear_heads(parts, *_SHEETS)
    parts.cell(HIDDEN, "A1", "")


@mangled("I02", outcome="excluded")
def a_sheet_of_another_unit_pasted_over(parts):
    other = Parts.of(filled("00102", {"1.1": 1}))
    parts.write(AREA_1, "C1", _identity(other))


@mangled("I02", outcome="excluded")
def a_property_of_another_unit(parts):
    parts.change(CUSTOM, rf"\|{UNIT}\|", "|00102|")


@mangled("I03", outcome="foreign")
def last_years_workbook(_parts):
    return filled(UNIT, SCORES, campaign(id="lam-mau-2023"))


@mangled("I04", outcome="excluded")
def a_unit_that_there_is_not(_parts):
    return filled("00999", SCORES)


@mangled("I05", outcome="excluded")
def a_layout_still_to_come(_parts):
    return filled(UNIT, SCORES, after=with_identity(lambda text: text.replace("|1|", "|99|")))


@mangled("I06")
def a_fingerprint_of_other_criteria(parts):
    """Issued before the campaign workbook was changed."""
    identity = _identity(parts)
    found = identity_in(identity)
    assert found
    for part in (STRINGS, CUSTOM):
        parts.change(part, found.fingerprint, "A" * 12)


@mangled()
def names_typed_into_the_identity_of_no_consequence(parts):
    """A blank before and after it, as a paste leaves."""
    parts.write(AREA_1, "C1", f"  {_identity(parts)} ")


@mangled("I08", file="00102-xa-hai.xlsx")
def a_name_of_another_unit(_parts):
    """The name is a hint only: the file counts for the unit it says it is of."""
    return filled(UNIT, SCORES, saved=datetime(2024, 11, 20, 2))


@mangled("I12", outcome="excluded")
def a_part_sent_by_itself(_parts):
    """An officer sends their own part to the superior instead of to the unit's clerk."""
    (officer,) = {name for names in CAMPAIGN.officers_of(UNIT).values() for name in names}
    return written(fill_unit(CAMPAIGN, CAMPAIGN.by_unit[UNIT], "vi", part=officer))
