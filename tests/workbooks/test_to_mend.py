"""A marked-up copy: the same workbook with what is to be mended marked, and before it the sheet that lists it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_xlsx.excel.read import read
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.book import a1
from cchc_xlsx.model.campaign import Unit
from cchc_xlsx.model.finding import Severity
from cchc_xlsx.model.identity import Identity
from cchc_xlsx.model.place import NOWHERE, Place
from cchc_xlsx.model.returned import Left, Leftover, Mend, Returned
from cchc_xlsx.model.submission import Given, Printed, Score, State, Submission, Trouble, Unplaced
from cchc_xlsx.terms import LANGUAGES, Words
from cchc_xlsx.text import clean
from cchc_xlsx.workbooks.tables import tables_in
from cchc_xlsx.workbooks.unit import assignment, fill_unit, parse_unit, self_score, to_mend
from cchc_xlsx.workbooks.unit.mending import lines_of, spot
from cchc_xlsx.workbooks.unit.message import message
from cchc_xlsx.workbooks.unit.plan import Plan
from cchc_xlsx.workbooks.unit.pouring import doubt_of, pour, settled
from tests.strategies import campaigns, entries, givens
from tests.workbooks.cases import crowd, entry, every_entry, every_kind, in_turn, template

CAMPAIGN = template("ha-trung-2023")
UNIT = CAMPAIGN.units[0]
PLAN = Plan(CAMPAIGN, UNIT, "vi", {}, {}, ())
SCORE, EVIDENCE = self_score.column("self_score"), self_score.column("evidence")


def words(text):
    return Words(text, f"{text} (en)")


def mend(code="1.1", severity=Severity.ERROR, left=Left.TO_MEND, rule="S04", column=SCORE, **more):
    """Return a finding that stands at a cell of a criterion's row."""
    at = spot(code, PLAN)
    given = {
        "title": words("Vượt"),
        "message": words(f"Điểm của {code} vượt."),
        "fix": words("Hãy nhập lại."),
        "criterion": code,
        "points_at_stake": Decimal(1),
        "places": (at._replace(column=column),),
    }
    return Mend(rule=rule, severity=severity, left=left, **{**given, **more})


def copy(*mends, leftovers=(), language="vi", entered=()):
    returned = Returned("xa/15280.xlsx", mends=mends, leftovers=tuple(leftovers))
    return fill_unit(CAMPAIGN, UNIT, language, entries=entered, returned=returned)


def rows_of(book, name="to_mend"):
    (found,) = (table for table in tables_in(book) if table.name == name)
    return list(found.rows)


def texts(sheet):
    return {found.text for found in sheet.cells.values()}


# --- one engine


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("campaign", [CAMPAIGN, every_kind()], ids=["real", "every kind"])
def test_a_copy_in_which_nothing_is_wrong_is_the_fresh_workbook_behind_one_more_sheet(campaign, language):
    entered, named = in_turn(campaign), crowd(campaign, 7)
    fresh = fill_unit(campaign, campaign.units[0], language, entries=entered, given=named)
    made = fill_unit(campaign, campaign.units[0], language, entries=entered, given=named, returned=Returned())
    first, *rest = made.sheets
    assert first.title == to_mend.title(language)
    assert tuple(rest) == fresh.sheets
    assert (made.names, made.properties) == (fresh.names, fresh.properties)
    for ours, theirs in zip(rest, fresh.sheets, strict=True):
        assert ours.look == replace(theirs.look, active=False)
    assert first.look.active, "two active sheets would be edited together"


@given(st.data(), st.sampled_from(LANGUAGES))
def test_what_is_poured_into_a_copy_and_read_back_is_what_was_sent(data, language):
    campaign = data.draw(campaigns())
    unit = campaign.units[0]
    sent = Submission({}, data.draw(entries(campaign.criteria)), given=data.draw(givens(campaign.criteria)),
                      officers=("Người mới; hai tên", "Không có việc"))  # fmt: skip
    poured = pour(sent, campaign, unit.code)
    assert not poured.leftovers
    book = fill_unit(campaign, unit, language, entries=poured.entries, given=poured.given, officers=poured.officers,
                     returned=Returned("a.xlsx"))  # fmt: skip
    again = parse_unit(read(written(book)), campaign.criteria)
    assert again.identity is not None
    assert {e.criterion: bare(e) for e in again.entries if e.criterion in {s.criterion for s in sent.entries}} == {
        e.criterion: bare(e) for e in sent.entries
    }
    assert again.given == sent.given
    assert set(sent.officers) <= set(again.officers)


def bare(each):
    """Return an entry without the clothes of its score: what counts and what was said."""
    said = (each.evidence, each.evidence_number, each.evidence_date, each.explanation, each.remark)
    return each.score.state, each.score.value, said


NASTY = ["=1+1", "+84 91", "@x", "<r>đậm</r>", "<r><t>x</t></r>", "a\x00b\x0bc", "_x0041_", "cchc/skip",
         "cchc/self_score/1", "CCHC1|kia|00009|1|ABCDEFGHIJKL", "  hai  đầu ", "dòng 1\ndòng 2", "😀" * 3,
         "http://a.vn", "-", "0", "KAD", "“x”"]  # fmt: skip


@pytest.mark.parametrize("text", NASTY)
def test_whatever_a_text_says_it_comes_back_and_does_nothing(text):
    code = CAMPAIGN.criteria.scored[0].code
    sent = Submission({}, (entry(code, "x", clean(text), clean(text), remark=clean(text)),))
    poured = pour(sent, CAMPAIGN, UNIT.code)
    leftovers = (Leftover("9.9", "evidence", text, words("Không rõ."), Place("a", "LV 1", 3, 3)),)
    returned = Returned(text, mends=(mend(message=words(text), fix=words(text)),), leftovers=leftovers)
    book = read(written(fill_unit(CAMPAIGN, UNIT, "vi", entries=poured.entries, returned=returned)))
    again = parse_unit(book, CAMPAIGN.criteria)
    (found,) = (each for each in again.entries if each.criterion == code)
    told = clean(text).replace("CCHC1|", "CCHC1 |")
    told = f"“{told}”" if told.startswith("cchc/") else told
    assert (found.evidence, found.explanation, found.remark) == (told,) * 3
    assert again.identity == PLAN.identity
    assert len(again.entries) == len(CAMPAIGN.criteria.leaves)
    (row,) = rows_of(book, "not_placed")
    assert row.text("text") == told
    assert not any(sheet.title == "Cần sửa" and each.formula for sheet in book.sheets for each in sheet.cells.values())


def test_a_text_too_long_for_a_cell_goes_on_in_the_table_below_and_nothing_is_lost():
    text = "".join(chr(0x4E00 + n % 20_000) for n in range(40_000))
    code = CAMPAIGN.criteria.scored[0].code
    poured = pour(Submission({}, (entry(code, 1, text),)), CAMPAIGN, UNIT.code)
    book = fill_unit(CAMPAIGN, UNIT, "vi", entries=poured.entries, returned=Returned(leftovers=poured.leftovers))
    book = read(written(book))
    (found,) = (e for e in parse_unit(book, CAMPAIGN.criteria).entries if e.criterion == code)
    assert found.evidence + "".join(row.text("text") for row in rows_of(book, "not_placed")) == text


# --- pouring


@pytest.mark.parametrize(
    ("score", "typed"),
    [
        (Score(State.SCORED, Decimal("2.5"), "2,5"), "2.5"),
        (Score(State.SCORED, Decimal("2.5"), "2.5", formula="1+1.5"), "2.5"),
        (Score(State.NOT_APPLICABLE, None, "(KAD)"), "KAD"),
        (Score(State.NOT_APPLICABLE, None, "Không áp dụng"), "Không áp dụng"),
    ],
)
def test_a_score_that_is_understood_is_poured_as_the_sheet_itself_understands_it(score, typed):
    assert settled(score) == Score(score.state, score.value, typed)


@pytest.mark.parametrize(
    "score",
    [
        Score(State.INVALID, None, "5", Trouble.STALE, "2+2"),
        Score(State.INVALID, None, "02/05/2023", Trouble.DATE),
        Score(State.INVALID, None, "#REF!", Trouble.ERROR, "A1"),
        Score(State.INVALID, None, "=A1", Trouble.UNCALCULATED, "A1"),
        Score(State.INVALID, None, "TRUE", Trouble.BOOLEAN),
        Score(State.INVALID, None, "1.000", Trouble.AMBIGUOUS),
        Score(State.INVALID, None, "KAD", Trouble.OTHER_MAXIMUM),
    ],
    ids=lambda score: score.trouble.value,
)
def test_a_score_that_was_not_understood_never_becomes_one_by_being_poured(score):
    campaign = every_kind()
    code = campaign.criteria.scored[0].code
    poured = pour(Submission({}, (replace(entry(code), score=score),)), campaign, "00001")
    book = read(written(fill_unit(campaign, campaign.units[0], "vi", entries=poured.entries)))
    (found,) = (e for e in parse_unit(book, campaign.criteria).entries if e.criterion == code)
    assert found.score.state is State.INVALID
    assert score.typed in found.score.typed or score.formula in found.score.typed


def reasons(poured):
    return [(each.code, each.key, each.text) for each in poured.leftovers]


def test_of_a_criterion_found_twice_the_first_row_is_poured_and_what_differs_in_the_other_is_listed():
    code = CAMPAIGN.criteria.scored[0].code
    first, second = entry(code, 1, "Báo cáo", "Lý do"), entry(code, 2, "Báo cáo", "Lý do khác")
    poured = pour(Submission({}, (first, second, first)), CAMPAIGN, UNIT.code)
    assert [bare(e) for e in poured.entries] == [bare(first)]
    assert reasons(poured) == [(code, "self_score", "2"), (code, "explanation", "Lý do khác")]


def test_what_belongs_to_no_open_cell_is_listed_with_its_reason():
    campaign = every_kind()
    survey = next(c.code for c in campaign.criteria.leaves if not c.scored_by_unit)
    sent = Submission(
        {},
        (entry("99.9", 3, "x"), entry(survey, 2), entry("1.1", 5), entry("98")),
        unplaced=(Unplaced("7.1", "explanation", "thêm", Place("a", "Trang", 1, 1)),),
        given=(Given("99.9", ("Lan",)), Given(survey, ())),
    )
    poured = pour(sent, campaign, "00001")
    assert poured.entries == ()
    assert reasons(poured) == [
        ("99.9", "self_score", "3"), ("99.9", "evidence", "x"), (survey, "self_score", "2"),
        ("1.1", "self_score", "5"), ("99.9", "officers", "Lan"), ("7.1", "explanation", "thêm"),
    ]  # fmt: skip
    assert len({each.why for each in poured.leftovers}) == 4


def test_the_assignment_of_the_campaign_stands_where_the_file_has_none():
    code, other = (c.code for c in CAMPAIGN.criteria.scored[:2])
    own = CAMPAIGN.officers_of(UNIT.code)
    lost = Submission({}, given=(Given(code, ()),), lacking=("assignment.officers",))
    assert pour(lost, CAMPAIGN, UNIT.code).given is None
    some = pour(Submission({}, given=(Given(code, ("Lan",)),)), CAMPAIGN, UNIT.code).given
    assert {g.criterion: g.officers for g in some or ()} == {**own, code: ("Lan",)}
    assert other in own
    twice = Submission({}, given=(Given(code, ("Lan",)), Given(code, ("Bình",))))
    assert reasons(pour(twice, CAMPAIGN, UNIT.code)) == [(code, "officers", "Bình")]


def test_the_points_of_the_lines_add_up_to_those_of_the_head():
    returned = Returned(
        mends=(
            mend("1.1", Severity.ERROR, rule="S02", points_at_stake=Decimal(3)),
            mend("1.1", Severity.WARNING, rule="E01", points_at_stake=Decimal(5)),
            mend("", Severity.WARNING, rule="T01", points_at_stake=Decimal("0.5")),
            mend("1.2", Severity.WARNING, rule="E01", points_at_stake=Decimal(2), left=Left.MENDED),
        )
    )
    lines = lines_of(returned, PLAN)
    assert [line.points for line in lines] == [3, 2, Decimal("0.5"), 0]
    assert returned.points_at_stake == sum(line.points for line in lines) == Decimal("5.5")


def doubted(printed, campaign_id):
    code = CAMPAIGN.criteria.scored[0].code
    mine = {Identity(campaign_id, UNIT.code, 1, "ABCDEFGHIJKL"): frozenset(["cell"])} if campaign_id else {}
    sent = Submission(mine, (entry(code, 1),), printed=tuple(Printed(code, name, None) for name in printed))
    return [bare(e)[1] for e in pour(sent, CAMPAIGN, UNIT.code, doubt_of(sent, CAMPAIGN)).entries]


def test_a_row_of_another_campaign_is_poured_only_where_code_and_name_agree():
    name = CAMPAIGN.criteria.scored[0].name
    assert doubted([name.upper() + "  "], "nam-ngoai") == [1]
    assert doubted(["Tên khác hẳn"], "nam-ngoai") == []
    assert doubted([], "nam-ngoai") == []
    assert doubted(["Tên khác hẳn"], CAMPAIGN.settings.id) == [1], "its own campaign is trusted, as in merging"
    assert doubted([], "") == [1], "a table somebody made again need not show names"
    assert doubted(["Tên khác hẳn"], "") == []


# --- the list


def test_the_worst_stands_first_and_what_is_mended_already_last():
    book = copy(
        mend("1.1", Severity.NOTE, rule="E04"),
        mend("1.2", Severity.ERROR, Left.MENDED, rule="L03"),
        mend("1.3", Severity.WARNING, rule="E02"),
        mend("1.4", Severity.ERROR, rule="S02", points_at_stake=Decimal(1)),
        mend("1.5", Severity.ERROR, rule="S04", points_at_stake=Decimal(3)),
        mend("1.6", Severity.FATAL, Left.TO_CHECK, rule="L01"),
        mend("1.7", Severity.WARNING, Left.TOLD, rule="U04", places=()),
    )
    rows = rows_of(book)
    assert [row.text("criterion") for row in rows] == ["1.6", "1.5", "1.4", "1.3", "1.1", "1.2", "1.7"]
    assert [row.text("number") for row in rows] == [str(n) for n in range(1, 8)]
    assert all(len(row.text(key).split()[0]) <= 2 for row in rows for key in ("severity", "left")), "signs, not colour"


def test_many_alike_are_one_line_with_their_number_their_cells_and_their_points():
    codes = [c.code for c in CAMPAIGN.criteria.scored[:9]]
    book = copy(*(mend(code, Severity.WARNING, rule="E01", column=EVIDENCE) for code in codes))
    (row,) = rows_of(book)
    assert (row.text("count"), row.text("points"), row.text("criterion")) == ("9", "9", "")
    assert "9 ô ở cột “Tài liệu kiểm chứng: tên, trích yếu” (LV 1!I8:I14; LV 2!I8:I9)" in row.text("message")
    assert row.text("fix") == "Hãy nhập lại."


def test_few_alike_and_those_of_other_columns_are_told_one_by_one():
    codes = [c.code for c in CAMPAIGN.criteria.scored[:5]]
    several = [mend(code, rule="S02") for code in codes] + [mend("3.1", rule="S02", column=EVIDENCE)]
    assert len(rows_of(copy(*several))) == 6


def test_many_that_ask_for_different_things_are_told_what_their_column_asks_for():
    codes = [c.code for c in CAMPAIGN.criteria.scored[:6]]
    (row,) = rows_of(copy(*(mend(code, fix=words(f"Hãy nhập từ 0 đến {n}.")) for n, code in enumerate(codes))))
    assert row.text("fix") == self_score.ENTER.vi


@given(st.lists(st.tuples(st.sampled_from([c.code for c in CAMPAIGN.criteria.scored]), st.sampled_from(["S02", "E01"]),
                          st.sampled_from(Left)), max_size=60))  # fmt: skip
def test_every_finding_is_on_the_sheet_exactly_once(some):
    mends = tuple(mend(code, rule=rule, left=left) for code, rule, left in some)
    lines = lines_of(Returned(mends=mends), PLAN)
    told = [m for line in lines for m in line.mends]
    assert len(told) == len(mends)
    assert all(told.count(m) == mends.count(m) for m in mends)
    rows = rows_of(copy(*mends)) if mends else []
    assert sum(int(row.text("count")) for row in rows) == len(mends)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_line_leads_to_its_cell(language):
    returned = Returned("a.xlsx", mends=(mend("1.3"), mend("2.2", left=Left.MENDED, rule="L03")))
    plan = Plan(CAMPAIGN, UNIT, language, {}, {}, ())
    moved = tuple(replace(m, places=(spot(m.criterion, plan),)) for m in returned.mends)
    book = fill_unit(CAMPAIGN, UNIT, language, returned=replace(returned, mends=moved))
    sheet = book.sheets[0]
    for row, code in ((to_mend.FIRST, "1.3"), (to_mend.FIRST + 1, "2.2")):
        target = sheet.look.links[row, to_mend.TABLE.offset("place")]
        title, _, name = target.removeprefix("internal:").partition("!")
        home = book.sheet(title.strip("'"))
        (at,) = (r for r, c in home.cells if c == self_score.column("criterion") and a1(r, SCORE) == name)
        assert home.at(at, self_score.column("criterion")).text == code


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_head_says_whose_it_is_what_it_answers_and_what_to_do(language):
    returned = Returned("xa/tệp cũ.xlsx", None, (mend(), mend("1.2", left=Left.MENDED)))
    sheet = fill_unit(CAMPAIGN, UNIT, language, returned=returned).sheets[0]
    told = "\n".join(texts(sheet))
    assert UNIT.name.upper() in told
    assert CAMPAIGN.settings.name in told
    assert "“tệp cũ.xlsx”" in told
    assert ("Có 1 lỗi phải sửa; điểm liên quan: 1." if language == "vi" else "1 error to mend;") in told
    assert sheet.look.page.landscape
    assert sheet.look.page.area is not None


def test_nothing_left_over_means_no_second_table():
    assert not [table for table in tables_in(copy(mend())) if table.name == "not_placed"]


# --- marks


def test_a_cell_to_mend_has_colour_sign_and_comment():
    book = copy(mend("1.3"), mend("1.3", Severity.WARNING, rule="E01", column=EVIDENCE))
    at = spot("1.3", PLAN)
    sheet = book.sheet(at.sheet)
    assert sheet.look.styles[at.row, SCORE].endswith(".wrong")
    assert sheet.look.styles[at.row, EVIDENCE].endswith(".doubt")
    assert sheet.look.notes[at.row, SCORE] == "✗ Lỗi (mục 1): Điểm của 1.3 vượt.\n→ Hãy nhập lại."
    state = sheet.at(at.row, self_score.column("sign"))
    assert state.text == "○ Chưa chấm\n✗ mục 1\n! mục 2"
    assert state.formula.endswith('&CHAR(10)&"✗ mục 1"&CHAR(10)&"! mục 2"')


def test_what_is_mended_or_only_told_is_not_marked():
    book = copy(mend("1.3", left=Left.MENDED), mend("1.4", left=Left.TOLD))
    assert not any(sheet.look.notes for sheet in book.sheets)


def test_an_assignment_can_be_marked_too():
    title = assignment.title(PLAN)
    place = Place("", title, assignment.FIRST, assignment.column("officers"))
    book = copy(mend(places=(place,)))
    assert (place.row, place.column) in book.sheet(title).look.notes
    assert book.sheet(title).at(place.row, assignment.column("sign")).text.endswith("✗ mục 1")


def test_a_marked_up_copy_of_everything_wrong_is_read_like_any_other():
    campaign = every_kind()
    unit, entered = campaign.units[0], every_entry(campaign)
    plan = Plan(campaign, unit, "vi", {}, {}, ())
    mends = tuple(replace(mend(), criterion=c.code, places=(spot(c.code, plan),)) for c in campaign.criteria.scored)
    plain = parse_unit(read(written(fill_unit(campaign, unit, "vi", entries=entered))), campaign.criteria)
    book = fill_unit(campaign, unit, "vi", entries=entered, returned=Returned("a", mends=mends))
    marked = parse_unit(read(written(book)), campaign.criteria)
    assert (marked.entries, marked.given, marked.officers) == (plain.entries, plain.given, plain.officers)
    assert marked.identity == plain.identity
    assert not marked.lacking


# --- the message


def told(*mends, campaign=CAMPAIGN, unit=UNIT, language="vi", **more):
    returned = Returned("xa/15280.xlsx", mends=mends, **more)
    plan = Plan(campaign, unit, language, {}, {}, ())
    return message(campaign, unit, returned, lines_of(returned, plan), "15280-xa.xlsx", language)


def test_the_message_names_the_three_worst_things_and_no_more():
    codes = ("1.1", "1.2", "1.3", "1.4")
    text = told(*(mend(code, points_at_stake=Decimal(n), rule=f"S0{n}") for n, code in enumerate(codes, 1)))
    assert [line for line in text.splitlines() if line.startswith("- ")] == [
        f"- Điểm của {code} vượt." for code in ("1.4", "1.3", "1.2")
    ]
    assert "4 lỗi phải sửa; điểm liên quan: 10. Đáng lưu ý nhất:" in text
    assert text.startswith(f"Kính gửi: {UNIT.name}\n")
    assert text.rstrip().endswith(CAMPAIGN.settings.superior)
    assert "“15280-xa.xlsx”" in text


def test_addresses_and_telephone_numbers_do_not_reach_the_message():
    wrong = mend(message=words("“lan.anh+x@xa.gov.vn, 0912 345 678, +84912345678, 0373-852-123” không phải là điểm."))
    text = told(wrong)
    assert "@" not in text
    assert not any(number in text for number in ("345", "8491", "852"))
    assert "không phải là điểm" in text


def test_codes_and_points_and_dates_stay_in_the_message():
    wrong = mend(message=words("Tiêu chí 1.1.2 có 12,25 điểm, ngày 30/01/2024, số 12345678/QĐ."))
    assert "1.1.2 có 12,25 điểm, ngày 30/01/2024, số 12345678/QĐ." in told(wrong)


def test_the_deadline_is_told_while_it_can_be_kept():
    settings = replace(CAMPAIGN.settings, deadline=datetime(2024, 11, 30, 17))
    campaign = replace(CAMPAIGN, settings=settings)
    assert "hạn gửi: 17:00 ngày 30/11/2024" in told(mend(), campaign=campaign, saved=datetime(2024, 11, 20, 8))
    late = told(mend(), campaign=campaign, saved=datetime(2024, 12, 2, 8))
    assert "hạn gửi" not in late
    assert "trong thời gian sớm nhất" in late
    assert "hạn gửi" not in told(mend())


def test_where_nothing_is_left_to_mend_the_message_says_so():
    text = told(mend(left=Left.MENDED))
    assert "không còn ô nào phải sửa" in text
    assert "phải sửa;" not in text


def test_the_message_speaks_one_language():
    text = told(mend(message=Words("Sai.", "Wrong.")), language="en", unit=Unit("1", "Commune"),
                campaign=replace(CAMPAIGN, settings=replace(CAMPAIGN.settings, name="C", superior="S")))  # fmt: skip
    assert text.isascii() or not set(text) & set("ăâđêôơưạảấầ")
    assert "To: Commune" in text


def test_a_place_of_a_code_nobody_knows_is_nowhere():
    assert spot("99.9", PLAN) is NOWHERE
