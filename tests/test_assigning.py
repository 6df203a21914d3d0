"""The texts of appendices: what they mean, what of them is a slip and where, and how they are written shortest."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_xlsx.assigning import codes_in, people_of, read, understood, written
from cchc_xlsx.batch import Folder, campaign_of, init
from cchc_xlsx.model.campaign import Assignment, Campaign, Settings, Slip
from cchc_xlsx.model.criteria import CriteriaSet, Criterion, Source
from cchc_xlsx.text import numeric

CODES = ["1", "1.1", "1.2", *(f"1.2.{n}" for n in range(1, 12)), "1.3", "7", "7.1", "7.10"]
SET = CriteriaSet(tuple(Criterion(code, "", None) for code in CODES))
TWO = [f"1.2.{n}" for n in range(1, 12)]  # the leaves of 1.2
ALL = ["1.1", *TWO, "1.3", "7.1", "7.10"]


def without(*codes):
    return [code for code in TWO if code not in codes]


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        ("1.1; 7.10.", ["1.1", "7.10"]),
        ("7.1", ["7.1"]),
        ("1.1, 1.3\n7.1;", ["1.1", "1.3", "7.1"]),
        ("1.1 và 1.3 & 7.1", ["1.1", "1.3", "7.1"]),
        ("1.1.;1.3.; 7.1.", ["1.1", "1.3", "7.1"]),
        ("- 1.1\n- 1.3", ["1.1", "1.3"]),
        ("1.2.9 đến 1.2.11", ["1.2.9", "1.2.10", "1.2.11"]),
        ("từ 1.2.1 - 1.2.2", ["1.2.1", "1.2.2"]),
        ("1.2.1–1.2.2", ["1.2.1", "1.2.2"]),
        ("1.2.1 — 1.2.2", ["1.2.1", "1.2.2"]),
        ("từ tiêu chí 1.2.1 đến tiêu chí 1.2.2", ["1.2.1", "1.2.2"]),
        ("1.2.1. đến 1.2.2.", ["1.2.1", "1.2.2"]),
        ("1.2.1 đến\n1.2.2", ["1.2.1", "1.2.2"]),
        ("1.2.1\nđến 1.2.2", ["1.2.1", "1.2.2"]),
        ("1.2.3 đến 1.2.3", ["1.2.3"]),
        ("1.1 đến 1.3", ["1.1", *TWO, "1.3"]),
        ("1 đến 7", ALL),
        ("lĩnh vực 1 - lĩnh vực 7", ALL),
        ("1.2 (trừ 1.2.1; 1.2.3 đến 1.2.11)", ["1.2.2"]),
        ("1.2 (trừ 1.2.1,1.2.2)", without("1.2.1", "1.2.2")),
        ("1.2(trừ: 1.2.1)", without("1.2.1")),
        ("1.2 [ngoại trừ 1.2.1]", without("1.2.1")),
        ("1.2 (không bao gồm 1.2.1)", without("1.2.1")),
        ("1.2\n(trừ 1.2.1;\n1.2.2)", without("1.2.1", "1.2.2")),
        ("1.2 trừ 1.2.1; 1.2.2; 1.3", [*without("1.2.1", "1.2.2"), "1.3"]),
        ("1 (trừ 1.2 (trừ 1.2.5))", ["1.1", "1.2.5", "1.3"]),
        ("1.1 đến 1.3 (trừ 1.2)", ["1.1", "1.3"]),
        ("cả lĩnh vực 7", ["7.1", "7.10"]),
        ("Lĩnh vực 7; Tiêu chí 1.1", ["7.1", "7.10", "1.1"]),
        ("toàn bộ lĩnh vực 7", ["7.1", "7.10"]),
        ("Toàn bộ", ALL),
        ("tất cả các tiêu chí", ALL),
        ("tất cả (trừ lĩnh vực 1)", ["7.1", "7.10"]),
        ("1.2.6 (chủ trì); 1.2.7 (phối hợp)", ["1.2.6", "1.2.7"]),
        ("", []),
        (" ; ;\n.", []),
    ],
)
def test_a_text_means_its_leaves(text, leaves):
    reading = read(text, SET)
    assert list(reading.codes) == leaves
    assert reading.flaws == ()
    assert codes_in(text, SET) == (tuple(leaves), ())


@pytest.mark.parametrize(
    "text",
    [
        "từ 1.2.1 đến 1.2.4; 1.2 (trừ 1.2.1 đến 1.2.4)",
        "toàn bộ lĩnh vực 7; tiêu chí 1.1",
    ],
)
@pytest.mark.parametrize(
    "other",
    [
        lambda text: unicodedata.normalize("NFD", text),
        str.upper,
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(" ", "  \u200b"),
        lambda text: "\ufeff" + text.replace(".", ".\u2060"),
        lambda text: text.translate(str.maketrans("0123456789.;()", "０１２３４５６７８９．；（）")),
        lambda text: text.replace("trừ", "tru").replace("đến", "den").replace("toàn bộ", "tòan bộ"),
        lambda text: text.replace("trừ", "trư\u0300"),
    ],
)
def test_no_way_of_typing_the_same_letters_changes_the_meaning(text, other):
    assert read(other(text), SET).codes == read(text, SET).codes
    assert read(other(text), SET).flaws == ()


@pytest.mark.parametrize(
    ("text", "slip", "part", "start"),
    [
        ("1.1; 1.9; 1.3", Slip.UNKNOWN, "1.9", 5),
        ("1.1; Ban thanh tra (xã)", Slip.UNKNOWN, "Ban thanh tra (xã)", 5),
        ("1.1 1.3", Slip.UNKNOWN, "1.1 1.3", 0),
        ("1.1; 1.3…", Slip.UNKNOWN, "1.3…", 5),
        ("1.3; tất cả các tiêu chí còn lại", Slip.UNKNOWN, "tất cả các tiêu chí còn lại", 5),
        ("1.2.1 đến 1.2.99", Slip.UNKNOWN, "1.2.99", 10),
        ("1.2.1 đến", Slip.UNKNOWN, "1.2.1 đến", 0),
        ("1.2 (trừ 1.2.99)", Slip.UNKNOWN, "1.2.99", 9),
        ("1.2 (11 tiêu chí)", Slip.UNKNOWN, "(11 tiêu chí)", 4),
        (".1", Slip.UNKNOWN, ".1", 0),
        ("1.1; 1.1 đến 7.10", Slip.ACROSS, "1.1 đến 7.10", 5),
        ("1.1 - 1.2.1", Slip.ACROSS, "1.1 - 1.2.1", 0),
        ("1.2.10 đến 1.2.9", Slip.UPSIDE_DOWN, "1.2.10 đến 1.2.9", 0),
        ("1.1; 1.2 (trừ 1.2.1; 1.2.2", Slip.BRACKET, "(", 9),
        ("1.1; 1.3)", Slip.BRACKET, ")", 8),
        ("1.2 (trừ 7.1)", Slip.EXCEPTS_NOTHING, "7.1", 9),
        ("1.2 (trừ 1.2.1; 1.3)", Slip.EXCEPTS_NOTHING, "1.3", 16),
        ("1.2 (trừ )", Slip.EXCEPTION_EMPTY, "(trừ )", 4),
        ("1.2 trừ", Slip.EXCEPTION_EMPTY, "trừ", 4),
        ("1.2 (trừ 1.2.1 đến 1.2.11)", Slip.NOTHING_LEFT, "1.2 (trừ 1.2.1 đến 1.2.11)", 0),
        ("1.1; 1.3; 1.1", Slip.TWICE, "1.1", 10),
        ("1.2; 1.2.5", Slip.TWICE, "1.2.5", 5),
        ("1.2.5; 1.2", Slip.TWICE, "1.2", 7),
        ("1.2 (trừ 1.2.1; 1.2.1)", Slip.TWICE, "1.2.1", 16),
    ],
)
def test_a_slip_is_told_once_and_where_it_stands(text, slip, part, start):
    (flaw,) = read(text, SET).flaws
    assert (flaw.slip, flaw.text, flaw.start) == (slip, part, start)
    assert text[flaw.start : flaw.end] == part


def test_the_place_of_a_slip_counts_the_signs_of_the_text_as_it_stands():
    text = unicodedata.normalize("NFD", "trừ\u200b 1.2") + "; １.９"
    flaw = read(text, SET).flaws[-1]
    assert text[flaw.start : flaw.end] == "１.９"


def test_an_exception_that_is_not_closed_reaches_as_far_as_it_makes_sense():
    assert list(read("1.2 (trừ 1.2.1; 1.2.2; 1.3", SET).codes) == [*without("1.2.1", "1.2.2"), "1.3"]


def test_a_slip_knows_what_is_named_beside_it():
    flaw = read("1.2.1 đến 1.2.2; 1.2.33; 1.2.4", SET).flaws[0]
    assert (flaw.before, flaw.after) == ("1.2.2", "1.2.4")


@pytest.mark.parametrize(
    "text",
    ["1.1; 1.3 (chủ trì); 7 (phối hợp)", "1.1; chủ trì: 1.3; phối hợp: 7",
     "1.1; 1.3 chủ trì; 7.1 (Phối hợp); 7.10 phối hợp",
     "1.1; 1.3; 7; 1.3 (chủ trì); 7 (phối hợp)"],
)  # fmt: skip
def test_who_leads_and_who_helps_is_said_of_each_criterion(text):
    reading = read(text, SET)
    assert (reading.leads, reading.helps) == (("1.3",), ("7.1", "7.10"))
    assert reading.flaws == ()


def test_what_a_survey_scores_is_no_work_of_the_units():
    criteria = CriteriaSet(
        (Criterion("1", "", None), Criterion("1.1", "", None, Source.SURVEY), Criterion("2", "", None))
    )
    assert [flaw.slip for flaw in read("1.1; 2", criteria).flaws] == [Slip.UNSCORED]
    assert read("1 đến 2", criteria).flaws == ()


@given(
    st.lists(st.tuples(st.sampled_from([*CODES, "9", "1.2.12", "7.1.", "1..1", "1.10", ""]), st.sampled_from(";, ")))
)
def test_a_list_of_bare_codes_means_the_same_whether_or_not_a_line_ends_behind_it(parts):
    text = "".join(f"{code}{sign} " for code, sign in parts).rstrip("; ")
    surveyed = CriteriaSet((*SET.criteria, Criterion("9", "", None, Source.SURVEY)))
    for criteria in (SET, surveyed):
        assert read(text, criteria) == read(f"{text}\n", criteria)


def test_a_parent_that_the_set_forgets_still_means_its_leaves():
    criteria = CriteriaSet((Criterion("1.1.1", "", None), Criterion("1.1.2", "", None)))
    assert read("1.1", criteria).codes == ("1.1.1", "1.1.2")


@pytest.mark.parametrize(
    "text",
    ["(" * 20_000, "1.2 (trừ " * 3_000, "1.2 trừ " * 3_000, "1.2 (trừ 1.2.1; " * 2_000, "1.9; " * 5_000, ")" * 20_000,
     "1.1 - " * 5_000, "(trừ" * 5_000, "chủ trì " * 5_000],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_a_text_made_to_trip_is_read_all_the_same(text):
    assert read(text, SET).flaws


# Property tests over random trees.


@st.composite
def trees(draw):
    """A set of up to four levels, in the order of counting or shuffled."""
    codes = []

    def grow(code, level):
        codes.append(code)
        if level < 4 and draw(st.integers(0, 2)):
            for number in draw(st.lists(st.integers(1, 14), max_size=6, unique=True)):
                grow(f"{code}.{number}", level + 1)

    for area in range(1, draw(st.integers(1, 4)) + 1):
        grow(str(area), 1)
    shuffled = draw(st.permutations(codes)) if draw(st.booleans()) else sorted(codes, key=numeric)
    return CriteriaSet(tuple(Criterion(code, "", None) for code in shuffled))


def flat(criteria, codes):
    return "; ".join(leaf.code for leaf in criteria.leaves if leaf.code in codes)


@given(st.data())
def test_what_is_written_is_read_as_the_same_leaves_in_the_order_of_the_tree(data):
    criteria = data.draw(trees())
    leaves = sorted((leaf.code for leaf in criteria.leaves), key=numeric)
    codes = data.draw(st.sets(st.sampled_from(leaves)))
    text = written(codes, criteria)
    reading = read(text, criteria)
    assert sorted(reading.codes, key=numeric) == [code for code in leaves if code in codes]
    if [criterion.code for criterion in criteria] == sorted(criteria.by_code, key=numeric):
        assert list(reading.codes) == [code for code in leaves if code in codes]
    assert reading.flaws == ()
    assert len(text) <= len(flat(criteria, codes))
    assert written(reading.codes, criteria) == text


@given(st.data())
def test_it_does_not_matter_how_the_rest_of_a_list_is_written(data):
    criteria = data.draw(trees())
    codes = [criterion.code for criterion in criteria]
    parts = data.draw(st.lists(st.sampled_from(codes), min_size=1, max_size=6))
    mark = data.draw(st.sampled_from(["; ", ";", ", ", "\n", " ;\n", " và "]))
    meant = {leaf.code for part in parts for leaf in criteria.leaves_of(part)}
    assert set(read(mark.join(parts), criteria).codes) == meant


@given(st.data())
def test_an_exception_takes_away_what_it_names_and_no_more(data):
    criteria = data.draw(trees())
    base = data.draw(st.sampled_from([criterion.code for criterion in criteria]))
    less = data.draw(st.lists(st.sampled_from([criterion.code for criterion in criteria]), min_size=1, max_size=3))
    gone = {leaf.code for code in less for leaf in criteria.leaves_of(code)}
    left = [leaf.code for leaf in criteria.leaves_of(base) if leaf.code not in gone]
    assert list(read(f"{base} (trừ {'; '.join(less)})", criteria).codes) == left


PIECES = st.sampled_from(
    ["1", "1.2", "1.2.3", "7.10", "9.9", ";", ",", "\n", "đến", "-", "–", "trừ", "(", ")", "[", "toàn bộ", "lĩnh vực",
     "và", "chủ trì", "phối hợp:", "…", "..", ".", "ngoại trừ", "Ban", " ", "\u00a0", "\u0300", "từ", ":", "&", "cả"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map(" ".join) | st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60))
def test_whatever_is_written_gives_leaves_and_flaws_and_nothing_else(text):
    reading = read(text, SET)
    assert set(reading.codes) <= set(ALL)
    assert len(set(reading.codes)) == len(reading.codes)
    assert {*reading.leads, *reading.helps} <= set(reading.codes)
    for flaw in reading.flaws:
        assert 0 <= flaw.start < flaw.end <= len(text)
        assert text[flaw.start : flaw.end] == flaw.text


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        (["7.1", "7.10"], "7"),
        (ALL, "1; 7"),
        (["1.2.1", "1.2.2"], "1.2.1; 1.2.2"),
        (["1.2.1", "1.2.2", "1.2.3"], "1.2.1 đến 1.2.3"),
        (without("1.2.6", "1.2.7"), "1.2 (trừ 1.2.6; 1.2.7)"),
        (without("1.2.1", "1.2.2", "1.2.3", "1.2.11"), "1.2.4 đến 1.2.10"),
        (["1.1", *without("1.2.5"), "1.3"], "1 (trừ 1.2.5)"),
        (["1.9", "1"], ""),
        ([], ""),
    ],
)
def test_the_shortest_notation_has_parents_ranges_and_exceptions(codes, text):
    assert written(codes, SET) == text


# Who stands in a row.


@pytest.mark.parametrize(
    ("text", "officers"),
    [
        ("Đảng ủy", ["Đảng ủy"]),
        ("Trường mầm non; Trường THCS, Trường Tiểu học", ["Trường mầm non", "Trường THCS", "Trường Tiểu học"]),
        ("HĐND, Ban thanh tra (xã, thôn)", ["HĐND", "Ban thanh tra (xã, thôn)"]),
        ("Bà Trần Thị B, công chức Văn phòng – Thống kê", ["Bà Trần Thị B, công chức Văn phòng – Thống kê"]),
        ("Trần Văn A, Phó Chủ tịch UBND", ["Trần Văn A, Phó Chủ tịch UBND"]),
        ("Ông A\nÔng C", ["Ông A", "Ông C"]),
        ("Ban Giám sát đầu tư\ncủa cộng đồng", ["Ban Giám sát đầu tư của cộng đồng"]),
        ("- Ông A\n- Bà B", ["Ông A", "Bà B"]),
        ("Ông A; Bà  B; Ông A;", ["Ông A", "Bà B"]),
        ("Ông A; Bà B (chủ trì)", ["Bà B", "Ông A"]),
        ("Ông A (phối hợp); Bà B; Ông C", ["Bà B", "Ông C", "Ông A"]),
        ("Chủ trì: Bà B; phối hợp: Ông A, Ông C", ["Bà B", "Ông A", "Ông C"]),
        ("", []),
    ],
)
def test_a_row_names_persons_and_bodies_the_one_who_leads_first(text, officers):
    assert list(people_of(text).officers) == officers


@pytest.mark.parametrize("end", ["...", "…", ", v.v.", ", ...", " vv"])
def test_a_group_keeps_its_name_its_members_and_the_open_end_of_their_list(end):
    people = people_of("Các tiêu chí nhiều người thực hiện", f"HĐND, UB MTTQ; Công chức 13{end}")
    assert people.officers == ("Các tiêu chí nhiều người thực hiện",)
    assert people.group
    assert people.members == ("HĐND", "UB MTTQ", "Công chức 13")
    assert people.open_ended
    assert not people_of("Các tiêu chí nhiều người thực hiện", "HĐND, UB MTTQ").open_ended


@given(st.text(max_size=60), st.text(max_size=60))
def test_whoever_is_named_nothing_raises(assignee, remark):
    people = people_of(assignee, remark)
    assert all(name == " ".join(name.split()) for name in people.officers)


def campaign(*rows):
    return understood(Campaign(Settings(), SET, assignments=tuple(Assignment("", *row) for row in rows)))


def test_of_several_rows_the_first_leads_unless_another_is_marked():
    assert campaign(("A", "1"), ("B", "1.1"), ("C", "1.3 (chủ trì)")).officers_of("")["1.1"] == ("A", "B")
    assert campaign(("A", "1"), ("C", "1.3 (chủ trì)")).officers_of("")["1.3"] == ("C", "A")
    assert campaign(("A (phối hợp)", "1"), ("B", "1.1")).officers_of("")["1.1"] == ("B", "A")
    assert campaign(("A", "1"), ("B (chủ trì)", "1.1")).officers_of("")["1.1"] == ("B", "A")


# The real appendix.


def test_the_appendix_of_boc_nhieu_is_understood_but_for_its_slip(tmp_path):
    init(Folder(tmp_path), "thai-nguyen-4203")
    campaign = campaign_of(Folder(tmp_path))
    assert [part for row in campaign.assignments for part in row.unknown] == ["8.2.3.2"]
    officers = campaign.officers_of("05596")
    assert len(officers) == 103
    assert [code for code, named in officers.items() if not named] == ["1.6.1", "8.3.2.2"]
    assert officers["3.2.6"] == officers["3.2.7"] == ("Công chức 07", "Công chức 08", "Công chức 11")
    assert officers["8.1.2"] == ("Công chức 13", "Công chức 14")
    assert (officers["7.1"], officers["7.10"]) == (("Đảng ủy",), ("Công chức 10",))
    assert officers["8.4.1.2"] == ("Trường mầm non", "Trường THCS", "Trường Tiểu học")
    left = [code for code, named in officers.items() if code.startswith("3.2.") and "Công chức 10" in named]
    assert left == ["3.2.1", "3.2.2", "3.2.3", "3.2.4", "3.2.5", "3.2.8", "3.2.9"]
    group = campaign.assignments[-1]
    assert officers["4.3.3"] == group.officers == ("Các tiêu chí nhiều người thực hiện",)
    assert (len(group.members), group.open_ended) == (8, True)
