"""The seal of a summary: what it names, and that verifying finds every change and nothing else."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import zipfile
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cchc_xlsx
from cchc_xlsx import batch
from cchc_xlsx.batch import Folder, Means, Wrong, merging, verifying
from cchc_xlsx.exports import lock_json
from cchc_xlsx.exports.tong_hop_json import dumped
from cchc_xlsx.model.seal import Change, Changed, Mark, Ranked, Seal, changes
from tests.builders import SAVED, bytes_of, cchc, filled, founded, send, state_of

LOCK = "tong-hop.lock.json"


def zipped(**files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.xlsx", SAVED.timetuple()[:6]), data)
    return buffer.getvalue()


@pytest.fixture
def folder(tmp_path):
    """A campaign merged and sealed: two units, one of them in a zip, and a file that is no workbook."""
    folder = founded(tmp_path / "dot")
    send(folder, "a.xlsx", filled("00101", {"1.1": Decimal(30)}))
    send(folder, "gui/b.zip", zipped(b=filled("00102", {"1.1": Decimal(35)})))
    send(folder, "anh.jpg", b"\xff\xd8\xff\xe0 no picture")
    batch.merge(folder)
    return folder


def sealed(folder):
    return json.loads((folder.results / LOCK).read_bytes())


def mark(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def told(marks):
    return [(each.path, each.change) for each in marks]


def test_the_seal_names_every_input_every_file_and_every_result_with_its_hash(folder):
    seal = sealed(folder)
    assert seal["inputs"] == [{"role": "campaign", "path": "dot-cham.xlsx", "sha256": mark(folder.campaign)}]
    assert [(each["path"], each["container"]) for each in seal["files"]] == [
        ("a.xlsx", None), ("anh.jpg", None), ("gui/b.zip", None), ("gui/b.zip/b.xlsx", "gui/b.zip"),
    ]  # fmt: skip
    for each in seal["files"]:
        if not each["container"]:
            assert each["sha256"] == mark(folder.received / each["path"])
    assert {each["path"] for each in seal["results"]} == {"tong-hop.xlsx", "tong-hop.json"}
    for each in seal["results"]:
        assert each["sha256"] == mark(folder.results / each["path"])
    assert seal["tool"] == {"name": "cchc_xlsx", "version": cchc_xlsx.__version__}
    assert [(unit["unit"], unit["points"], unit["rank"]) for unit in seal["ranking"]] == [
        ("00101", "90", 2), ("00102", "95", 1), ("00103", None, None),
    ]  # fmt: skip


def test_results_stand_and_nothing_is_written_by_looking(folder):
    before = state_of(folder.root)
    found = batch.verify(folder)
    assert found.stands
    assert state_of(folder.root) == before


def test_a_copy_elsewhere_stands_and_has_the_same_seal(folder, tmp_path, monkeypatch):
    shutil.copytree(folder.root, tmp_path / "chỗ khác")
    copy = Folder(tmp_path / "chỗ khác")
    assert batch.verify(copy).stands
    batch.merge(copy)
    assert bytes_of(copy.results) == bytes_of(folder.results)
    monkeypatch.chdir(copy.root)
    assert batch.verify(Folder(copy.root.relative_to(copy.root))).stands


def test_a_file_that_changed_is_named_and_so_is_whose_rank_it_moves(folder):
    send(folder, "a.xlsx", filled("00101", {"1.1": Decimal(38)}))
    found = batch.verify(folder)
    assert told(found.files) == [("a.xlsx", Change.CHANGED)]
    assert not found.inputs
    assert not found.results
    moved = {old.unit: ((old.points, old.rank), (new.points, new.rank)) for old, new in found.units}
    assert moved == {"00101": ((90, 2), (98, 1)), "00102": ((95, 1), (95, 2))}
    assert not found.stands


def test_a_file_in_a_zip_is_told_by_the_zip(folder):
    send(folder, "gui/b.zip", zipped(b=filled("00102", {"1.1": Decimal(20)})))
    found = batch.verify(folder)
    assert told(found.files) == [("gui/b.zip", Change.CHANGED)]
    assert {old.unit for old, _ in found.units} == {"00101", "00102"}


def test_new_and_lost_files_are_told_though_no_rank_moves(folder):
    (folder.received / "anh.jpg").rename(folder.received / "anh2.jpg")
    found = batch.verify(folder)
    assert told(found.files) == [("anh.jpg", Change.GONE), ("anh2.jpg", Change.NEW)]
    assert found.units == ()
    assert not found.stands


def test_a_changed_campaign_workbook_is_an_input_that_changed(folder, tmp_path):
    from tests.builders import campaign

    other = founded(tmp_path / "khac", campaign(decimals=1))
    shutil.copy(other.campaign, folder.campaign)
    found = batch.verify(folder)
    assert found.inputs == (Changed("dot-cham.xlsx", Change.CHANGED, "campaign"),)
    assert not found.stands


def test_a_campaign_workbook_that_cannot_be_used_any_more_is_told_with_the_rest(folder):
    folder.campaign.write_bytes(b"not a workbook")
    (folder.received / "a.xlsx").unlink()
    ran = cchc("verify", "-C", folder.root)
    assert ran.code == 1
    assert "dot-cham.xlsx" in ran.out
    assert "a.xlsx" in ran.out
    assert "cchc spec" in ran.out


@pytest.mark.parametrize("name", ["tong-hop.xlsx", "tong-hop.json"])
def test_a_result_altered_by_hand_or_gone_is_named(folder, name):
    path = folder.results / name
    path.write_bytes(path.read_bytes() + b" ")
    found = batch.verify(folder)
    assert told(found.results) == [(name, Change.CHANGED)]
    assert not found.units
    path.unlink()
    assert told(batch.verify(folder).results) == [(name, Change.GONE)]


def test_a_table_of_an_earlier_run_among_the_results_is_named(folder):
    batch.merge(folder, tables=["csv"])
    assert batch.verify(folder).stands
    batch.merge(folder)
    assert told(batch.verify(folder).results) == [("bang-diem.csv", Change.NEW)]


def test_tables_are_sealed_and_made_again(folder):
    batch.merge(folder, tables=["csv", "parquet", "xlsx", "json"])
    assert batch.verify(folder).stands
    assert batch.verify(folder).otherwise == ()


def test_a_ranking_altered_in_the_seal_itself_does_not_come_out_again(folder):
    path = folder.results / LOCK
    seal = sealed(folder)
    seal["ranking"][0] |= {"rank": 1, "points": "99"}
    path.write_text(json.dumps(seal), encoding="utf-8")
    ((old, new),) = batch.verify(folder).units
    assert (old.rank, old.points, new.rank, new.points) == (1, 99, 2, 90)


def test_a_unit_that_is_new_or_gone_is_told(folder, tmp_path):
    from tests.builders import UNITS, campaign

    other = founded(tmp_path / "khac", campaign(units=(*UNITS[:2], replace(UNITS[2], code="00104"))))
    shutil.copy(other.campaign, folder.campaign)
    found = batch.verify(folder)
    assert [(old.unit if old else None, new.unit if new else None) for old, new in found.units] == [
        ("00103", None), (None, "00104"),
    ]  # fmt: skip
    assert cchc("verify", "-C", folder.root).code == 1


def test_another_version_is_said_and_compared_all_the_same(folder, monkeypatch):
    monkeypatch.setattr(verifying, "__version__", "9.9.9")
    found = batch.verify(folder)
    assert (found.seal.version, found.version) == (cchc_xlsx.__version__, "9.9.9")
    assert found.stands
    ran = cchc("verify", "-C", folder.root)
    assert ran.code == 0
    assert "9.9.9" in ran.out


def test_results_written_otherwise_by_another_version_still_stand_and_that_is_said(folder, monkeypatch):
    real = merging.make

    def otherwise(*arguments, **options):
        made = real(*arguments, **options)
        first, *rest = made.seal.results
        return replace(made, seal=replace(made.seal, results=(replace(first, sha256="0" * 64), *rest)))

    monkeypatch.setattr(verifying, "make", otherwise)
    found = batch.verify(folder)
    assert found.stands
    assert found.otherwise == ("tong-hop.xlsx",)
    assert "tong-hop.xlsx" in cchc("verify", "-C", folder.root).out


def test_the_language_and_the_limits_of_the_merge_are_those_of_the_verifying(folder):
    small = Means(limits=replace(Means().limits, file=10_000))
    batch.merge(folder, "en", means=small)
    seal = sealed(folder)
    assert seal["options"] == {"language": "en", "limits": {"file": 10_000}}
    found = batch.verify(folder)
    assert found.stands
    assert found.otherwise == ()
    assert cchc("verify", "-C", folder.root).code == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_folder_whose_name_is_no_text_is_sealed_all_the_same(folder, tmp_path):
    source = tmp_path / os.fsdecode(b"th\xff\n\x1b")
    try:
        folder.received.rename(source)
    except OSError as error:
        pytest.skip(f"this file system refuses the name: {error}")
    batch.merge(folder, source=source)
    assert batch.verify(folder, source=source).stands


def test_results_elsewhere_are_verified_where_they_lie(folder, tmp_path):
    source = folder.received.rename(tmp_path / "thư đến")
    target = tmp_path / "ra"
    batch.merge(folder, source=source, to=target)
    with pytest.raises(Wrong, match="from"):
        batch.verify(folder, lock=target / LOCK)
    assert batch.verify(folder, lock=target / LOCK, source=source).stands


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"format": 2}', b"[" * 100_000, b'{"format": 1, "tool": 3}'],
    ids=["empty", "object", "list", "null", "bytes", "later", "deep", "wrong"],
)
def test_what_is_no_seal_is_a_sentence(folder, data):
    (folder.results / LOCK).write_bytes(data)
    ran = cchc("verify", "-C", folder.root)
    assert ran.code == 2
    assert "cchc merge" in ran.err


def test_a_lacking_seal_is_a_sentence(folder):
    (folder.results / LOCK).unlink()
    ran = cchc("verify", "-C", folder.root)
    assert ran.code == 2
    assert "cchc merge" in ran.err


@pytest.mark.parametrize(
    "change",
    [
        {"options": {"language": "vi", "limits": {"khong_co": 5}}},
        {"options": {"language": "vi", "limits": {"file": -5}}},
        {"options": {"language": "fr", "limits": {}}},
        {"campaign": "\x1b[2Jx"},
        {"ranking": [{"unit": "1", "name": "x", "status": "x", "points": "NaN", "index": None, "rank": 1,
                      "grade": None}]},
        {"results": []},
        {"files": [{"path": 3, "sha256": "", "container": None}]},
    ],
)  # fmt: skip
def test_a_seal_that_was_tampered_with_is_refused_not_followed(folder, change):
    (folder.results / LOCK).write_text(json.dumps(sealed(folder) | change), encoding="utf-8")
    assert cchc("verify", "-C", folder.root).code == 2


def test_the_command_says_in_both_languages_what_changed_and_programs_read_it(folder):
    send(folder, "a.xlsx", filled("00101", {"1.1": Decimal(38)}))
    vi, en = cchc("verify", "-C", folder.root), cchc("verify", "-C", folder.root, "--language", "en")
    assert vi.code == en.code == 1
    assert "a.xlsx" in vi.out
    assert "90 → 98" in vi.out
    assert "is not as it was" not in en.out
    assert "has changed" in en.out
    told = json.loads(cchc("verify", "-C", folder.root, "--format", "json").out)
    assert told["stands"] is False
    assert told["files"] == [{"path": "a.xlsx", "change": "changed"}]
    assert [(u["unit"], u["sealed"]["rank"], u["now"]["rank"]) for u in told["ranking"]] == [
        ("00101", 2, 1), ("00102", 1, 2),
    ]  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="no pipes among files")
def test_a_pipe_among_what_came_back_does_not_hold_up_the_seal(folder):
    os.mkfifo(folder.received / "ong")
    batch.merge(folder)
    assert batch.verify(folder).stands


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=12)
HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)
POINTS = st.none() | st.decimals(-100, 100, places=3).map(lambda number: number.normalize())
MARKS = st.lists(st.builds(Mark, WORDS, HASHES), max_size=5).map(tuple)
PLACES = st.builds(Ranked, WORDS, WORDS, WORDS, POINTS, POINTS, st.none() | st.integers(1, 99), st.none() | WORDS)


INPUTS = st.lists(st.builds(Mark, WORDS, HASHES, WORDS), max_size=3).map(tuple)
FILES = st.lists(st.builds(Mark, WORDS, HASHES, container=WORDS | st.just("")), max_size=5).map(tuple)
SEALS = st.builds(
    Seal,
    version=WORDS,
    campaign=WORDS,
    language=st.sampled_from(["vi", "en"]),
    received=WORDS,
    inputs=INPUTS,
    files=FILES,
    results=MARKS.filter(bool),
    ranking=st.lists(PLACES, max_size=5).map(tuple),
    limits=st.dictionaries(WORDS, st.integers(1, 10**9), max_size=3),
)


@given(SEALS)
@settings(max_examples=60, deadline=None)
def test_a_seal_written_and_read_is_the_same(seal):
    assert lock_json.parsed(lock_json.export(seal)) == seal


def lines_of(seal):
    return io.BytesIO("".join(lock_json.pieces(seal)).encode())


@given(SEALS)
@settings(max_examples=60, deadline=None)
def test_a_seal_is_read_back_entry_by_entry_as_it_is_read_whole(seal):
    assert lock_json.reads_as(lines_of(seal), seal)
    told = json.loads(lock_json.export(seal))
    assert lock_json.export(seal).decode() == dumped(told)


@given(SEALS, SEALS)
@settings(max_examples=60, deadline=None)
def test_any_other_seal_is_not_what_was_meant(seal, other):
    for field in fields(Seal):
        mixed = replace(seal, **{field.name: getattr(other, field.name)})
        assert lock_json.reads_as(lines_of(mixed), seal) is (mixed == seal)


def test_a_seal_that_breaks_off_or_holds_more_is_not_what_was_meant():
    seal = Seal("1", "a", "vi", "b", (Mark("i", "0", "c"),), (Mark("f", "1"),) * 2, (Mark("r", "2"),), ())
    lines = lines_of(seal).readlines()
    assert lock_json.reads_as(lines, seal)
    for number in range(len(lines)):
        assert not lock_json.reads_as([*lines[:number], *lines[number + 1 :]], seal)
        assert not lock_json.reads_as(lines[:number], seal)


@given(MARKS, MARKS)
def test_changes_name_each_path_that_differs_once_and_no_other(old, new):
    before, now = ({mark.path: mark.sha256 for mark in marks} for marks in (old, new))
    found = list(changes(old, new))
    assert [each.path for each in found] == sorted(
        path for path in {*before, *now} if before.get(path) != now.get(path)
    )
    for each in found:
        assert (each.path in before, each.path in now) == {
            Change.CHANGED: (True, True), Change.NEW: (False, True), Change.GONE: (True, False),
        }[each.change]  # fmt: skip
