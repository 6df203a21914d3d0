"""Putting parts together, as a matter of values: what was split comes back whole, and nothing is settled in silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_xlsx.model.book import cell
from cchc_xlsx.model.place import NOWHERE
from cchc_xlsx.model.submission import NO_SCORE, TEXTS, Entered, Entry, Given, State
from cchc_xlsx.workbooks.tables import score_of
from cchc_xlsx.workbooks.unit import fill_unit, parse_unit
from cchc_xlsx.workbooks.unit.combining import Combined, Part, combined, disputed
from cchc_xlsx.workbooks.unit.pouring import Poured, pour
from tests.builders import CAMPAIGN, CRITERIA
from tests.strategies import campaigns, entries, givens
from tests.workbooks.cases import entry

UNIT = CAMPAIGN.units[0]
SAVED = datetime(2024, 11, 20, 8)


def poured(campaign, unit, **filled) -> Poured:
    """Return what is read from a workbook that was filled so."""
    return pour(parse_unit(fill_unit(campaign, unit, "vi", **filled), campaign.criteria), campaign, unit.code)


def codes_by(named: Sequence[Given]) -> dict[str, frozenset[str]]:
    officers = dict.fromkeys(name for each in named for name in each.officers)
    return {name: frozenset(g.criterion for g in named if name in g.officers) for name in officers}


def part_of_workbook(campaign, named, entered, officer, codes) -> Part:
    """Return the part of an officer, read from the workbook that they got and filled."""
    unit = campaign.units[0]
    read = poured(campaign, unit, entries=entered, given=named, part=officer)
    return Part(officer, codes, {e.criterion: e for e in read.entries}, f"{officer}.xlsx", "0" * 64, SAVED)


@given(st.data())
@settings(max_examples=20)
def test_what_was_split_and_filled_comes_back_as_if_the_whole_had_been_filled(data):
    campaign = data.draw(campaigns())
    entered, named = data.draw(entries(campaign.criteria)), data.draw(givens(campaign.criteria))
    parts = [part_of_workbook(campaign, named, entered, name, codes) for name, codes in codes_by(named).items()]
    assert all(set(part.entries) == part.codes for part in parts)
    made = combined(campaign.criteria, (), named, (), data.draw(st.permutations(parts)))
    whole = {e.criterion: e for e in poured(campaign, campaign.units[0], entries=entered, given=named).entries}
    given_to_somebody = {g.criterion for g in named if g.officers}
    assert made.entries == tuple(whole[e.criterion] if e.criterion in given_to_somebody else Entry(e.criterion)
                                 for e in made.entries)  # fmt: skip
    assert made.disputes == made.leftovers == ()


def again(campaign, named, made: Combined) -> Poured:
    """Return what a combined workbook says when it is read again."""
    return poured(campaign, campaign.units[0], entries=made.entries, given=named, entered=made.entered)


@st.composite
def several(draw):
    """A campaign whose officers do not agree: each has entries of their own."""
    campaign = draw(campaigns())
    named = draw(givens(campaign.criteria))
    parts = []
    for name, codes in codes_by(named).items():
        parts.append(part_of_workbook(campaign, named, draw(entries(campaign.criteria)), name, codes))
    return campaign, named, parts


@given(several(), st.data())
@settings(max_examples=20)
def test_parts_put_in_one_by_one_in_any_order_and_again_give_what_all_at_once_give(case, data):
    campaign, named, parts = case
    once = combined(campaign.criteria, (), named, (), parts)
    base = Poured()
    for part in [
        *data.draw(st.permutations(parts)),
        *data.draw(st.lists(st.sampled_from(parts or [None]), max_size=2)),
    ]:
        if part:
            made = combined(campaign.criteria, base.entries, named, base.entered, [part])
            base = again(campaign, named, made)
            assert made.entries == base.entries, "the workbook does not hold what was put in"
    if parts:
        assert base.entries == once.entries
        assert {d.criterion for d in made.disputes} == {d.criterion for d in once.disputes}
        assert set(base.entered) == set(again(campaign, named, once).entered)


def meaning(score):
    return "KAD" if score.state is State.NOT_APPLICABLE else score.value if score.value is not None else score.typed


@given(several(), st.data())
@settings(max_examples=20)
def test_a_score_given_differently_is_never_settled_and_always_told(case, data):
    campaign, named, parts = case
    own = data.draw(st.none() | entries(campaign.criteria))
    base = poured(campaign, campaign.units[0], entries=own or (), given=named)
    made = combined(campaign.criteria, base.entries, named, (), parts)
    found = {e.criterion: e.score for e in made.entries}
    mine = {e.criterion: e.score for e in base.entries}
    told = {dispute.criterion: dispute for dispute in made.disputes}
    for each in named:
        code = each.criterion
        theirs = [p.entries[code].score for p in parts if code in p.codes and p.entries[code].score != NO_SCORE]
        values = {meaning(s) for s in (*theirs, mine[code]) if s != NO_SCORE}
        if len(values) > 1:
            assert {meaning(g.score) for g in told[code].given} == values
            assert found[code] == mine[code], "the unit's own stays, and where there is none the cell is empty"
        else:
            assert code not in told
            assert meaning(found[code]) == (values.pop() if values else "")
    # A second look, with nothing new, has the same to tell.
    twice = combined(campaign.criteria, (read := again(campaign, named, made)).entries, named, read.entered, [])
    assert {d.criterion for d in twice.disputes} == set(told) == disputed(made.entered)


# --- small cases

NAMED = (Given("1.1", ("An", "Bình")), Given("1.2", ("An",)), Given("2.1", ("Bình", "An")), Given("2.2", ()))


def part(officer, *found: Entry, file="", sha="a") -> Part:
    codes = frozenset(g.criterion for g in NAMED if officer in g.officers)
    return Part(officer, codes, {e.criterion: e for e in found}, file or f"{officer}.xlsx", sha * 64, SAVED)


def put(base: Poured, *parts: Part) -> Combined:
    return combined(CRITERIA, base.entries, NAMED, base.entered, parts)


def read(made: Combined) -> Poured:
    return again(CAMPAIGN, NAMED, made)


def cell_of(made: Combined, code: str) -> Entry:
    return next(e for e in made.entries if e.criterion == code)


def test_each_value_is_recorded_with_who_gave_it_and_in_which_file():
    made = put(Poured(), part("An", entry("1.2", 5, "Kế hoạch"), file="a.xlsx"))
    lines = {(e.criterion, e.key): e for e in made.entered}
    assert set(lines) == {("", ""), ("1.2", "self_score"), ("1.2", "evidence")}
    assert lines["1.2", "self_score"].score.value == 5
    assert {(e.officer, e.file, e.sha256, e.saved) for e in made.entered} == {("An", "a.xlsx", "a" * 64, SAVED)}


def test_the_record_survives_writing_and_reading():
    made = put(Poured(), part("An", entry("1.1", 5, "x")), part("Bình", entry("1.1", "KAD", "y"), entry("2.1", "hai")))
    assert read(made).entered == made.entered


def test_documents_of_several_keep_their_numbers_and_dates_beside_them():
    made = put(
        Poured(),
        part("Bình", entry("1.1", 5, "Báo cáo", evidence_date="30/01/2024")),
        part("An", entry("1.1", 5, "Kế hoạch; Tờ trình", evidence_number="1/KH; 2/TTr")),
    )
    found = cell_of(made, "1.1")
    assert found.evidence == "Kế hoạch; Tờ trình; Báo cáo"
    assert found.evidence_number == "1/KH; 2/TTr"
    assert found.evidence_date == "–; –; 30/01/2024"


def test_a_document_that_two_name_is_kept_once():
    made = put(
        Poured(),
        part("An", entry("1.1", 5, "Kế hoạch; Báo cáo", evidence_number="1/KH; 2/BC")),
        part("Bình", entry("1.1", 5, "Báo cáo; Tờ trình", evidence_number="2/BC; 3/TTr")),
    )
    assert cell_of(made, "1.1").evidence == "Kế hoạch; Báo cáo; Tờ trình"
    assert cell_of(made, "1.1").evidence_number == "1/KH; 2/BC; 3/TTr"


def test_where_numbers_and_documents_do_not_pair_nothing_is_dropped():
    made = put(
        Poured(),
        part("An", entry("1.1", 5, "Kế hoạch; Báo cáo; Tờ trình", evidence_number="1/KH; 2/BC")),
        part("Bình", entry("1.1", 5, "Báo cáo", evidence_number="2/BC")),
    )
    found = cell_of(made, "1.1")
    assert found.evidence == "Kế hoạch; Báo cáo; Tờ trình; Báo cáo"
    assert found.evidence_number == "1/KH; 2/BC; 2/BC"


def test_explanations_of_several_are_all_kept_in_the_order_of_the_assignment():
    made = put(
        Poured(), part("An", entry("2.1", 5, reason="Chậm")), part("Bình", entry("2.1", 5, reason="Thiếu người"))
    )
    assert cell_of(made, "2.1").explanation == "Thiếu người; Chậm"


@pytest.mark.parametrize("text", ["a;", "a ; b", "một\nhai", ";"])
def test_a_text_of_one_person_stays_word_for_word(text):
    base = poured(CAMPAIGN, UNIT, entries=[entry("1.1", None, text)], given=NAMED)
    made = put(Poured(), part("An", *base.entries), part("Bình", entry("1.1", 5)))
    assert cell_of(made, "1.1").evidence == text


@pytest.mark.parametrize("key", TEXTS)
def test_texts_together_too_long_for_a_cell_go_on_among_the_leftovers(key):
    long = [Entry("1.1", **{key: sign * 20_000}) for sign in "ab"]
    made = put(Poured(), part("An", long[0]), part("Bình", long[1]))
    kept = cell_of(made, "1.1").text(key)
    rest = "".join(left.text for left in made.leftovers)
    assert (kept + rest).replace(" ", "") == "a" * 20_000 + ";" + "b" * 20_000
    after = put(read(made))
    assert after.entries == made.entries, "nobody has changed anything"
    assert not any(e.overruled for e in after.entered)


def test_a_later_part_replaces_what_its_officer_gave_and_only_that():
    first = put(Poured(), part("An", entry("1.1", 5, "Cũ"), entry("1.2", 3)), part("Bình", entry("1.1", 5, "Khác")))
    made = put(read(first), part("An", entry("1.1", 5, "Mới"), sha="b"))
    assert cell_of(made, "1.1").evidence == "Mới; Khác"
    assert cell_of(made, "1.2").score == NO_SCORE, "withdrawn"


def test_two_who_come_to_agree_are_no_longer_in_dispute():
    first = put(Poured(), part("An", entry("1.1", 5)), part("Bình", entry("1.1", 4)))
    assert [d.criterion for d in first.disputes] == ["1.1"]
    made = put(read(first), part("An", entry("1.1", 4), sha="b"))
    assert made.disputes == ()
    assert cell_of(made, "1.1").score.value == 4


def typed(made: Combined, code: str, value) -> Poured:
    """Return the combined workbook after the clerk has typed into a score cell."""
    changed = [replace(e, score=score_of(cell(value), NOWHERE)) if e.criterion == code else e for e in made.entries]
    return read(replace(made, entries=tuple(changed)))


def test_what_the_clerk_types_settles_a_dispute_for_good():
    first = put(Poured(), part("An", entry("1.1", 5)), part("Bình", entry("1.1", 4)))
    base = typed(first, "1.1", Decimal("4.5"))
    for _ in range(3):
        made = put(base)
        assert made.disputes == ()
        assert cell_of(made, "1.1").score.value == Decimal("4.5")
        base = read(made)
    made = put(base, part("An", entry("1.1", 5), sha="b"))
    assert made.disputes == (), "An has not changed it; the clerk has decided on that very value"
    made = put(base, part("An", entry("1.1", 3), sha="b"))
    assert [(g.officer, g.score.value) for d in made.disputes for g in d.given] == [("", Decimal("4.5")), ("An", 3)]
    assert cell_of(made, "1.1").score.value == Decimal("4.5")


def test_an_x_beside_a_value_settles_a_dispute_for_it():
    first = put(Poured(), part("An", entry("1.1", 5)), part("Bình", entry("1.1", 4)))
    chosen = [replace(e, chosen=e.officer == "Bình" and e.key == "self_score") for e in first.entered]
    made = put(read(replace(first, entered=tuple(chosen))))
    assert cell_of(made, "1.1").score.value == 4
    assert made.disputes == ()
    assert put(read(made)).disputes == ()


def test_an_x_beside_both_settles_nothing():
    first = put(Poured(), part("An", entry("1.1", 5)), part("Bình", entry("1.1", 4)))
    chosen = [replace(e, chosen=e.key == "self_score") for e in first.entered]
    assert put(read(replace(first, entered=tuple(chosen)))).disputes


def test_a_value_that_the_clerk_empties_stays_empty_until_somebody_gives_it_anew():
    first = put(Poured(), part("An", entry("1.2", 5)))
    emptied = put(typed(first, "1.2", None))
    assert cell_of(emptied, "1.2").score == NO_SCORE
    assert cell_of(put(read(emptied)), "1.2").score == NO_SCORE
    made = put(read(emptied), part("An", entry("1.2", 5), sha="b"))
    assert cell_of(made, "1.2").score.value == 5


def test_the_units_own_value_is_kept_against_a_part_and_the_difference_told_every_time():
    base = poured(CAMPAIGN, UNIT, entries=[entry("1.2", 7)], given=NAMED)
    made = put(base, part("An", entry("1.2", 5)))
    for _ in range(3):
        assert cell_of(made, "1.2").score.value == 7
        assert [g.officer for d in made.disputes for g in d.given] == ["", "An"]
        made = put(read(made))


def test_kad_in_other_letters_is_no_dispute():
    made = put(Poured(), part("An", entry("1.1", "KAD")), part("Bình", entry("1.1", "n/a")))
    assert made.disputes == ()
    assert cell_of(made, "1.1").score.state is State.NOT_APPLICABLE


def test_a_record_of_a_column_that_nobody_knows_is_passed_over():
    strange = Entered("1.1", "appraised", "An", text="x")
    assert combined(CRITERIA, (), NAMED, [strange], []).entered == ()
