"""Any bytes at all among what came back have an outcome, and what does not count a finding: never an exception."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import PYTHON, founded, merged, send, state_of, unit_of
from tests.mangled.mutate import mutated, packed, raw
from tests.mangled.parts import AREA_1, AREA_2, Parts, zipped
from tests.mangled.registry import TOLD, UNIT, base, base_entries, collection

OUTCOMES = {"counted", "superseded", "excluded", "foreign", "unreadable"}
_MAGIC = (b"", b"PK\x03\x04", b"PK\x05\x06", b"<?xml", b"\xff\xfe", b"%PDF", b"From: ", b"Rar!", b"\x09\x08\x10\0")
_parts = st.sampled_from(sorted(Parts.of(base())))
_bytes = st.tuples(st.sampled_from(_MAGIC), st.binary(max_size=300)).map(b"".join)
_numbers = st.integers(0, 2**32)


def of_a_name_and_parts(members):
    return zipped([(name, content) for name, content in members])


def of_a_workbook(number):
    """A mangled workbook, mangled once more."""
    file = tuple(Parts.of(base()).items())
    return packed(mutated(file, random.Random(number), [file]), random.Random(number))


def of_any_case(name_and_number):
    name, number = name_and_number
    return raw(collection()[name].make(), random.Random(number))


def small(case):
    return case not in ("a_million_cells", "a_bomb_for_a_sheet", "a_bomb_for_the_texts", "a_bomb_for_the_properties")


#: What may come back: noise, zips of anything, workbooks with something wrong, other files with something wrong.
anything = st.one_of(
    _bytes,
    st.lists(st.tuples(st.one_of(_parts, st.text(max_size=9)), _bytes), max_size=5).map(of_a_name_and_parts),
    _numbers.map(of_a_workbook),
    st.tuples(st.sampled_from(sorted(filter(small, collection()))), _numbers).map(of_any_case),
)
file_names = st.sampled_from(["a.xlsx", "a.XLSM", "a.ods", "a.xls", "a.pdf", "a", "xã/á.xlsx"])


@settings(max_examples=60)
@given(files=st.lists(st.tuples(file_names, anything), min_size=1, max_size=3, unique_by=lambda file: file[0]))
def test_any_bytes_have_an_outcome_and_what_does_not_count_a_finding(tmp_path_factory, files):
    folder = founded(tmp_path_factory.mktemp("bat-ky") / "dot")
    for name, data in files:
        send(folder, name, data)
    before = state_of(folder.received)
    told = merged(folder)
    assert state_of(folder.received) == before
    for name, _ in files:
        lines = [line for line in told["files"] if name in (line["path"], line["container"])]
        assert lines
        for line in lines:
            assert line["outcome"] in OUTCOMES
            if line["outcome"] != "counted":
                found = [finding for finding in told["findings"] if finding["file"] == line["path"]]
                assert line["reason"] in [finding["message"] for finding in found]
                for finding in found:
                    assert finding["message"].endswith(".")
                    assert finding["fix"].endswith(".")
                    assert not PYTHON.search(finding["message"] + finding["fix"])


_HARMLESS = ("a_score_sheet_that_is_hidden", "an_extra_sheet", "dimension_of_one_cell", "names_of_add_ins",
             "protection_taken_off", "sheets_in_another_order", "texts_within_their_cells", "the_hidden_sheet_shown",
             "the_property_lost")  # fmt: skip
_shift = st.integers(0, 3)


@settings(max_examples=40)
@given(data=st.data())
def test_harmless_mangling_of_any_kind_leaves_every_score(tmp_path_factory, data):
    """Rows and columns put in, rows sorted, sheets renamed and hidden, clothes changed: several at once."""
    parts = Parts.of(base())
    for area in (AREA_1, AREA_2):
        rows = dict(zip((7, 8), data.draw(st.permutations((7, 8))), strict=True))
        gaps = data.draw(st.lists(_shift, min_size=30, max_size=30))
        columns = data.draw(st.permutations(range(1, 14)))
        right = data.draw(_shift)

        def move(row, column, rows=rows, gaps=gaps, columns=columns, right=right):
            row = rows.get(row, row)
            column = columns[column - 1] if 1 <= column <= 13 else column
            return row + sum(gaps[: row + 1]), column + right

        parts.move(area, move)
    for name in data.draw(st.lists(st.sampled_from(_HARMLESS), unique=True, max_size=4).map(sorted)):
        collection()[name].recipe(parts)
    if data.draw(st.booleans()):  # last: what comes after would not find the XML's head
        collection()["a_byte_order_mark_before_each_part"].recipe(parts)
    folder = founded(tmp_path_factory.mktemp("lanh") / "dot")
    send(folder, "a.xlsx", parts.zipped())
    told = merged(folder)
    unit = unit_of(told, UNIT)
    assert unit["status"] == "complete"
    assert {line["code"]: (line["state"], line["score"]) for line in unit["criteria"]} == TOLD
    assert {finding["rule"] for finding in told["findings"] if finding["file"]} <= {"I07"}
    assert set(base_entries()) == set(TOLD)
