"""What happens to sheets, rows and codes, and whose workbook it is (L06–L12, I09–I11)."""

from __future__ import annotations

from cchc_xlsx.model.criteria import CriteriaSet
from tests.builders import CRITERIA, campaign, filled
from tests.mangled.parts import AREA_1, AREA_2, CHECK, GUIDE, STRINGS, Parts
from tests.mangled.registry import SCORES, UNIT, mangled


@mangled("L06")
def a_score_sheet_copied(parts):
    """“LV 1 (2)”: the same rows once more; they count once."""
    parts.new_sheet("LV 1 (2)", parts[AREA_1])


@mangled("L12")
def a_score_sheet_copied_and_changed(parts):
    """Which of the two was meant a person has to say; the first one counts."""
    parts.new_sheet("LV 1 (2)", parts[AREA_1].replace(b"<v>38.5</v>", b"<v>12</v>"))


@mangled("L08")
def a_row_of_keys_cut_out(parts):
    """Known by its codes and headings instead."""
    parts.move(AREA_1, lambda row, column: None if row == 4 else (row - (row > 4), column))


@mangled("L08")
def hidden_columns_cut_out(parts):
    """The marker's column and that of the keys: tidied away by somebody who shows all that is hidden."""
    parts.move(AREA_1, lambda row, column: None if column < 2 else (row, column - 2))


@mangled("L07", texts=False)
def something_entered_beside_no_criterion(parts):
    """A row without key and code, with a score in it."""
    parts.change(AREA_1, "</sheetData>", '<row r="90"><c r="G90"><v>5</v></c></row></sheetData>')


@mangled("L10")
def a_code_that_became_a_number(parts):
    """1.1 is 1.1 all the same, and its hidden key says so; the key is gone here."""
    parts.cell(AREA_1, "B8", "")
    parts.cell(AREA_1, "C8", "<v>1.1</v>")


@mangled("L11")
def a_maximum_changed_by_hand(parts):
    parts.cell(AREA_1, "F8", "<v>50</v>")


@mangled("L11")
def a_name_changed_by_hand(parts):
    parts.write(AREA_1, "D8", "Kế hoạch và báo cáo quý")


@mangled("I11")
def a_heading_of_another_unit(parts):
    """A sheet of another unit under this unit's identity."""
    other = Parts.of(filled("00102", SCORES))
    assert GUIDE in other
    parts.write(AREA_1, "C2", other.text_at(AREA_1, "C2").replace("&amp;", "&"))


@mangled("I09", outcome="excluded")
def another_set_of_criteria(_parts):
    """The right campaign's name, other criteria altogether."""
    others = CriteriaSet(tuple(c.__class__(f"9{c.code}", f"Khác {c.name}", c.maximum) for c in CRITERIA.criteria))
    return filled(UNIT, {}, campaign(criteria=others))


@mangled("I10")
def a_layout_of_before(parts):
    """Layout 0 of the same criteria is read, and said."""
    identity = parts.text_at(CHECK, "C1")
    for part in (STRINGS, "docProps/custom.xml"):
        parts.change(part, identity.replace("|", r"\|"), identity.replace("|1|", "|0|"))


@mangled("L06")
def the_second_area_copied_hidden(parts):
    parts.new_sheet("Sao lưu", parts[AREA_2], 'state="hidden"')


@mangled("L03", "L09", "T01", changed={"1.1": ("empty", None)}, texts=False)
def a_code_that_became_a_date_of_no_criterion(parts):
    """The key is gone, the code a date that no code gives, and the name wiped out."""
    parts.cell(AREA_1, "B8", "")
    parts.cell(AREA_1, "D8", "")
    parts.cell(AREA_1, "C8", "<v>45657</v>")


@mangled("L11", "L13")
def visible_columns_of_two_rows_exchanged(parts):
    """Codes and names were sorted, the hidden keys stayed: whose the scores are a person has to say."""
    first, second = parts.text_at(AREA_1, "D8"), parts.text_at(AREA_1, "D9")
    parts.write(AREA_1, "C8", "1.2")
    parts.write(AREA_1, "C9", "1.1")
    parts.write(AREA_1, "D8", second)
    parts.write(AREA_1, "D9", first)
