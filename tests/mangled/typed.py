"""What people and programs put into cells: what is a number counts, what is none is said, and nothing is guessed."""

from __future__ import annotations

from tests.mangled.parts import AREA_1, AREA_2, BOOK, CHECK, SCORE, STYLES
from tests.mangled.registry import EMPTY, INVALID, mangled


def _style(parts, number_format: str) -> str:
    """Add a style that shows a number so; return its attribute."""
    count = parts[STYLES].partition(b"<cellXfs")[2].partition(b"</cellXfs>")[0].count(b"<xf ")
    parts.change(STYLES, "</cellXfs>", f'<xf numFmtId="{number_format}" fontId="0" fillId="0" borderId="0"/></cellXfs>')
    return f's="{count}"'


@mangled("S01", changed={"1.1": EMPTY})
def a_score_taken_out(parts):
    parts.score("")


@mangled("S01", changed={"1.1": EMPTY})
def a_blank_that_cannot_be_seen(parts):
    """No-break and zero-width spaces are nothing, not a score and not a zero."""
    parts.score_text(" \u00a0\u200b\ufeff ")


@mangled("S02", changed={"1.1": INVALID})
def words_for_a_score(parts):
    parts.score_text("hai điểm")


@mangled("S02", changed={"1.1": INVALID})
def a_dash_for_a_score(parts):
    parts.score_text("-")


@mangled("S09", "T01")
def a_score_stored_as_text(parts):
    """A Vietnamese keyboard in an English Excel, a cell made text: the number is there all the same."""
    parts.score_text("38,5")


@mangled()
def a_score_with_the_dust_of_binary_sums(parts):
    """Written as a program that reckons in binary does; the double is 38.5's own."""
    parts.cell(AREA_1, SCORE, "<v>38.500000000000000</v>")


@mangled()
def a_score_with_an_exponent(parts):
    parts.cell(AREA_1, SCORE, "<v>3.85E1</v>")


@mangled("S04", changed={"1.1": ("invalid", "385")})
def a_score_without_its_comma(parts):
    parts.score("<v>385</v>", sum_="385")


@mangled("S03", changed={"1.1": ("invalid", "-1")})
def a_score_below_nothing(parts):
    parts.score("<v>-1</v>", sum_="-1")


@mangled("S02", "T01", changed={"1.1": INVALID})
def a_score_that_excel_made_a_date_of(parts):
    """4.5 became 4 May."""
    parts.score("<v>45416</v>", _style(parts, "14"), sum_="45416")


@mangled("S02", "T01", changed={"1.1": INVALID})
def a_score_as_an_iso_date(parts):
    parts.score("<v>2024-05-04T00:00:00</v>", 't="d"', sum_="45416")


@mangled("S04", changed={"1.1": ("invalid", "45416")})
def a_date_whose_format_is_lost(parts):
    """In a cell that shows two decimals a date is a large number; LibreOffice leaves nothing else of `4/5`."""
    parts.score("<v>45416</v>", sum_="45416")


@mangled("S02", "T01", changed={"1.1": INVALID})
def a_score_shown_as_a_percentage(parts):
    """What a person sees as 38,5 % is 0.385 in the file: which of the two are the points, only they can say."""
    parts.score("<v>0.385</v>", _style(parts, "10"), sum_="0.385")


@mangled("S02", "T01", changed={"1.1": INVALID})
def a_score_of_hundred_per_cent(parts):
    parts.score("<v>1</v>", _style(parts, "9"), sum_="1")


@mangled("S02", "T01", changed={"1.1": INVALID})
def a_score_in_a_percentage_of_ones_own(parts):
    """A format that a person has made; a sign in quotes would be no percentage."""
    parts.change(
        STYLES, "<cellXfs", '<numFmts count="1"><numFmt numFmtId="199" formatCode="0.0\\ %"/></numFmts><cellXfs'
    )
    parts.score("<v>0.385</v>", _style(parts, "199"), sum_="0.385")


@mangled("S02", changed={"1.1": INVALID})
def a_percentage_typed_as_text(parts):
    parts.score_text("38,5%")


@mangled("S02", changed={"1.1": INVALID})
def a_broken_reference(parts):
    parts.score("<f>#REF!*2</f><v>#REF!</v>", 't="e"', sum_="#REF!")


@mangled("S02", changed={"1.1": INVALID})
def a_value_not_available(parts):
    parts.score("<v>#N/A</v>", 't="e"', sum_="#N/A")


@mangled("S02", changed={"1.1": INVALID})
def a_tick_for_a_score(parts):
    parts.score("<v>1</v>", 't="b"')


@mangled("S07")
def a_score_by_formula(parts):
    parts.cell(AREA_1, SCORE, "<f>30+8.5</f><v>38.5</v>")


@mangled("S07")
def a_score_by_a_formula_told_elsewhere(parts):
    """The text of a shared formula stands in another cell."""
    parts.cell(AREA_1, SCORE, '<f t="shared" si="7"/><v>38.5</v>')


@mangled("S02", changed={"1.1": INVALID})
def a_formula_that_reaches_out_and_has_no_result(parts):
    parts.score("<f>SUM(Z1:Z9)</f>")


@mangled("S02", changed={"1.1": INVALID})
def not_a_number_of_machines(parts):
    parts.score("<v>NaN</v>")


@mangled("S02", changed={"1.1": INVALID})
def an_infinite_number(parts):
    parts.score("<v>INF</v>")


@mangled("S02", changed={"1.1": INVALID})
def a_number_no_machine_can_hold(parts):
    parts.score("<v>1E400</v>")


@mangled("S02", changed={"1.1": INVALID})
def a_number_of_a_million_digits(parts):
    parts.score(f"<v>{'9' * 1_000_000}</v>")


@mangled("S02", changed={"1.1": INVALID})
def a_number_with_a_billion_zeros(parts):
    """Sixteen bytes that cost gigabytes where they are written out."""
    parts.score("<v>1E999999999</v>")


@mangled("S06", changed={"2.2": ("scored", "17.3")})
def a_score_off_its_step(parts):
    parts.cell(AREA_2, "G9", "<v>17.3</v>")
    for part in (AREA_2, CHECK):
        parts.change(part, "</f><v>17.5</v>", "</f><v>17.3</v>")
    parts.change(CHECK, "</f><v>56</v>", "</f><v>55.8</v>")


@mangled("T01")
def a_stale_total(parts):
    """The total that somebody sees is not the sum of the scores; ours is."""
    parts.cell(AREA_1, "G7", "<f>SUM(G8:G9)</f><v>12</v>")


@mangled(texts=False)
def an_evidence_date_from_1904(parts):
    """16 January 2020 by the calendar of old Macs is the day that was typed."""
    parts.change(BOOK, "<workbookPr ", '<workbookPr date1904="1" ')
    parts.cell(AREA_1, "K8", "<v>43859</v>", _style(parts, "14"))


@mangled()
def an_evidence_date_as_a_date(parts):
    parts.cell(AREA_1, "K8", "<v>45321</v>", _style(parts, "14"))


@mangled()
def an_evidence_date_in_iso_form(parts):
    parts.cell(AREA_1, "K8", "<v>2024-01-30</v>", 't="d"')


@mangled("E04", texts=False)
def an_evidence_date_that_is_none(parts):
    parts.write(AREA_1, "K8", "cuối tháng Giêng")


@mangled("E02", texts=False)
def a_document_number_with_a_letter(parts):
    parts.write(AREA_1, "J8", "12a/BC-UBND")


@mangled("E01", texts=False)
def evidence_taken_out(parts):
    for cell in ("I8", "J8", "K8"):
        parts.cell(AREA_1, cell, "")


@mangled("E06", texts=False)
def an_explanation_taken_out(parts):
    parts.cell(AREA_1, "L8", "")


@mangled("E03", texts=False)
def a_document_of_another_year(parts):
    parts.write(AREA_1, "K8", "30/01/2022")


@mangled("E05", texts=False)
def a_scanned_document(parts):
    parts.write(AREA_1, "I8", "Báo cáo năm (bản scan, chưa ký số)")
