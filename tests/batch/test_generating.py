"""What `generate` promises: a workbook a unit, rightly named, whatever their number, and nothing received in danger."""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import os
import tracemalloc
from decimal import Decimal

import pytest

from cchc_xlsx import batch, rules
from cchc_xlsx.batch import Folder, Unusable, Wrong, generating, pressing, workers
from cchc_xlsx.excel import write
from cchc_xlsx.excel.read import read
from cchc_xlsx.excel.stamp import Master
from cchc_xlsx.model.book import Book, Cell, Kind
from cchc_xlsx.model.campaign import Unit
from cchc_xlsx.workbooks.unit import parse_unit, self_score
from tests.builders import CAMPAIGN, bytes_of, campaign, cchc, filled, founded, merged, send, unit_of


def names(*units):
    return list(batch.file_names(campaign(units=units)).values())


def test_files_are_named_by_code_and_name_and_keep_leading_zeros(tmp_path):
    folder = founded(tmp_path / "dot")
    paths = batch.generate(folder)
    assert [path.name for path in paths] == ["00101-xa-mot.xlsx", "00102-xa-hai.xlsx", "00103-phuong-ba.xlsx"]
    assert sorted(path.name for path in folder.issued.iterdir()) == sorted(path.name for path in paths)
    for unit, path in zip(CAMPAIGN.units, paths, strict=True):
        submission = parse_unit(read(path.read_bytes()), CAMPAIGN.criteria)
        assert submission.identity.unit == unit.code


def test_no_two_units_share_a_file_name_and_none_is_too_long_for_a_disk():
    same = names(Unit("A.1", "Xã Đông"), Unit("A-1", "Xã Dong"), Unit("a1", "Xã X"), Unit("A1", "Xa X"))
    assert len({name.casefold() for name in same}) == 4
    (long,) = names(Unit("00101", "Xã " + "rất dài " * 60))
    assert len(long) <= 120
    assert long.startswith("00101-xa-rat-dai")


def test_a_units_file_is_named_the_same_when_it_is_made_alone(tmp_path):
    folder = founded(tmp_path / "dot", campaign(units=(Unit("A.1", "Xã X"), Unit("A-1", "Xã X"))))
    together = bytes_of(folder.issued) if batch.generate(folder) else {}
    assert len(together) == 2
    for code in ("A.1", "A-1"):
        (alone,) = batch.generate(folder, units=[code], to=tmp_path / code)
        assert alone.read_bytes() == together[alone.name]


def test_units_whose_names_are_one_in_ascii_get_a_file_each(tmp_path):
    folder = founded(tmp_path / "dot", campaign(units=(Unit("00201", "Xã Hòa"), Unit("00202", "Xã Hoà"))))
    assert [path.name for path in batch.generate(folder)] == ["00201-xa-hoa.xlsx", "00202-xa-hoa.xlsx"]


@pytest.mark.parametrize(
    "code",
    ["../../etc/x", "a/b", "a\\b", "C:x", "a|b", "", "xã", "a b", "a\tb", "x" * 31, "=1+1", "con:", "<b>", "a*", '"'],
)
def test_a_hostile_unit_code_stops_generate_and_nothing_is_written(tmp_path, code):
    folder = founded(tmp_path / "dot", campaign(units=(Unit(code, "Xã Một"),)))
    with pytest.raises(Unusable):
        batch.generate(folder)
    assert not folder.issued.exists()
    assert not list(tmp_path.glob("etc*"))


@pytest.mark.parametrize("identity", ["", "có dấu", "a b", "a|b", "../x", "x" * 61])
def test_a_campaign_id_that_files_cannot_carry_stops_generate(tmp_path, identity):
    folder = founded(tmp_path / "dot", campaign(id=identity))
    with pytest.raises(Unusable):
        batch.generate(folder)


@pytest.mark.parametrize("code", ["a", "A-1", "0", "00101", "x" * 30, "1.2_3", "con", "nul", "-", "..."])
def test_a_unit_code_that_the_audit_lets_pass_goes_out_and_comes_back(tmp_path, code):
    of = campaign(units=(Unit(code, "Xã Một"),))
    if any(finding.blocking for finding in rules.audit(of)):
        pytest.skip("the audit refuses it")
    folder = founded(tmp_path / "dot", of)
    (path,) = batch.generate(folder)
    assert path.parent == folder.issued
    send(folder, "tra.xlsx", filled(code, of=of))
    assert unit_of(merged(folder), code)["status"] == "complete"


def test_only_the_units_named_are_made(tmp_path):
    folder = founded(tmp_path / "dot")
    assert [path.name for path in batch.generate(folder, units=["00103", "00101"])] == [
        "00101-xa-mot.xlsx",
        "00103-phuong-ba.xlsx",
    ]
    with pytest.raises(Wrong) as caught:
        batch.generate(folder, units=["00101", "101"])
    assert "101" in caught.value.words.vi


@pytest.mark.parametrize("target", ["nhan-ve", "nhan-ve/lan-2", "./phat-hanh/../nhan-ve"])
@pytest.mark.parametrize("command", ["generate", "merge"])
def test_nothing_is_ever_written_among_what_came_back(tmp_path, command, target):
    folder = founded(tmp_path / "dot")
    send(folder, "00101-xa-mot.xlsx", filled("00101", {"1.1": Decimal(7)}))
    send(folder, "tong-hop.xlsx", b"mine")
    before = bytes_of(folder.received)
    ran = cchc(command, "-C", folder.root, "--to", folder.root / target)
    assert ran.code == 2
    assert bytes_of(folder.received) == before


def test_results_are_not_written_into_another_folder_that_is_read(tmp_path):
    folder = founded(tmp_path / "dot")
    (tmp_path / "thu").mkdir()
    (tmp_path / "thu" / "a.xlsx").write_bytes(filled("00101"))
    assert cchc("merge", "-C", folder.root, "--from", tmp_path / "thu", "--to", tmp_path / "thu").code == 2
    assert [path.name for path in (tmp_path / "thu").iterdir()] == ["a.xlsx"]


def many(count):
    units = tuple(Unit(f"{number:05}", f"Xã số {number}") for number in range(1, count + 1))
    return campaign(units=units)


def test_400_units_are_made_with_no_more_than_one_book_alive(tmp_path, monkeypatch):
    folder = founded(tmp_path / "dot", many(400))
    alive = []
    real = Master.stamp

    def counting(master, own):
        if next(made) % 50 == 0:
            gc.collect()
            alive.append(sum(isinstance(thing, Book) for thing in gc.get_objects()))
        return real(master, own)

    made = itertools.count()
    monkeypatch.setattr(Master, "stamp", counting)
    before = sum(isinstance(thing, Book) for thing in gc.get_objects())
    assert len(set(batch.generate(folder))) == 400
    assert len(alive) == 8
    assert max(alive) <= before + 1  # the stencil of all of them


@pytest.mark.parametrize("method", ["fork", "spawn"])
@pytest.mark.parametrize("cores", [2, 3])
def test_several_processes_make_the_same_workbooks_in_the_same_order(monkeypatch, method, cores):
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip("this system starts no process so")
    many = campaign(units=tuple(Unit(f"{number:05}", f"Xã {number}") for number in range(75)))
    alone = list(pressing.workbooks(many, many.units, "vi"))
    started = []
    monkeypatch.setattr(pressing, "_MANY", 75)
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    monkeypatch.setattr(workers, "_method", lambda: started.append(method) or method)
    assert list(pressing.workbooks(many, many.units, "vi")) == alone
    assert started == [method]


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="what is patched here is copied")
def test_what_a_process_that_dies_was_to_make_is_made_all_the_same(monkeypatch):
    many = campaign(units=tuple(Unit(f"{number:05}", f"Xã {number}") for number in range(70)))
    alone = list(pressing.workbooks(many, many.units, "vi"))
    monkeypatch.setattr(pressing, "_MANY", 70)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    real, parent = pressing._some, os.getpid()

    def deadly(press, units, first):
        if os.getpid() != parent and first == 32:
            os._exit(1)
        return real(press, units, first)

    monkeypatch.setattr(pressing, "_some", deadly)
    monkeypatch.setattr(workers, "_method", lambda: "fork")
    assert list(pressing.workbooks(many, many.units, "vi")) == alone


def test_memory_does_not_grow_with_the_number_of_units_written(tmp_path):
    folder = founded(tmp_path / "dot", many(20))
    used = {}

    def after(done, _all):
        if done in (5, 20):
            gc.collect()
            used[done] = tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        batch.generate(folder, progress=after)
    finally:
        tracemalloc.stop()
    assert used[20] - used[5] < 200_000  # a single workbook of these weighs more


def test_a_made_up_campaign_of_many_units_ranks_them_all(tmp_path):
    folder = founded(tmp_path / "dot", many(30))
    of = many(30)
    for unit in of.units:
        send(folder, f"{unit.code}.xlsx", filled(unit.code, {"1.1": Decimal(int(unit.code))}, of))
    told = merged(folder)
    assert [unit["rank"] for unit in told["units"]] == list(range(30, 0, -1))


def test_init_names_the_templates_it_knows(tmp_path):
    ran = cchc("init", tmp_path / "x", "--template", "khong-co")
    assert ran.code == 2
    for name in batch.templates():
        assert name in ran.err
    assert not (tmp_path / "x").exists()


def test_init_leaves_a_campaign_that_is_there_alone(tmp_path):
    folder = founded(tmp_path / "dot")
    before = folder.campaign.read_bytes()
    assert cchc("init", folder.root).code == 2
    assert folder.campaign.read_bytes() == before


@pytest.mark.parametrize("template", batch.templates())
def test_every_template_makes_a_folder_with_all_its_parts(tmp_path, template):
    folder = Folder(tmp_path / "đợt [1] & $x")
    assert batch.init(folder, template) == folder.campaign
    parts = (folder.issued, folder.received, folder.returned, folder.results)
    assert all(part.is_dir() for part in parts)
    assert folder.campaign.read_bytes() == batch.templates()[template].read_bytes()


def test_workbooks_of_units_that_are_no_more_are_named(tmp_path):
    folder = founded(tmp_path / "dot", many(2))
    batch.generate(folder)
    assert batch.stale(folder) == []
    old = folder.issued / "00001-xa-cu.xlsx"
    old.write_bytes(b"")
    assert batch.stale(folder) == [old]


# --- what somebody has filled in where the workbooks are handed out


def generated(folder, **more):
    kept = []
    return batch.generate(folder, kept=kept.append, **more), kept


@pytest.mark.parametrize(
    "data",
    [
        filled("00101", {"1.1": 3, "1.2": None, "2.1": None, "2.2": None}),
        filled("00101", {"1.1": "hai điểm"}),
        filled("00101")[:3000],
        b"%PDF-1.7",
    ],
    ids=["a score", "what is no score", "damaged", "another kind"],
)
def test_a_workbook_that_somebody_has_filled_in_is_not_written_over(tmp_path, data):
    folder = founded(tmp_path / "dot")
    first, *others = batch.generate(folder)
    first.write_bytes(data)
    assert generated(folder) == (others, [first])
    assert first.read_bytes() == data
    assert generated(folder, overwrite=True) == ([first, *others], [])
    assert first.read_bytes() != data


def test_evidence_alone_is_not_written_over_either(tmp_path):
    folder = founded(tmp_path / "dot")
    first, *_ = batch.generate(folder)
    book = read(first.read_bytes())
    book = book.put("LV 1", (self_score.FIRST + 1, self_score.column("evidence")), Cell(Kind.TEXT, "Kế hoạch"))
    first.write_bytes(write.written(book))
    assert generated(folder)[1] == [first]


def test_workbooks_nobody_has_touched_are_made_anew_without_a_word(tmp_path):
    folder = founded(tmp_path / "dot")
    paths = batch.generate(folder)
    before = bytes_of(folder.issued)
    paths[0].write_bytes(write.written(read(paths[0].read_bytes())))  # saved by another program, nothing entered
    paths[1].write_bytes(b"")
    assert generated(folder) == (paths, [])
    assert bytes_of(folder.issued) == before


def test_nothing_is_read_where_nothing_is(tmp_path, monkeypatch):
    folder = founded(tmp_path / "dot")
    opened = []
    monkeypatch.setattr(generating, "open_book", lambda data, name="": opened.append(name))
    batch.generate(folder)
    batch.generate(folder)
    assert opened == []


def test_the_command_names_what_it_left_and_ends_with_1(tmp_path):
    folder = founded(tmp_path / "dot")
    first, *others = batch.generate(folder)
    first.write_bytes(filled("00101"))
    ran = cchc("generate", "-C", folder.root)
    assert ran.code == 1
    assert str(first) in ran.err
    assert "--overwrite" in ran.err
    assert ran.out.split("\n")[:-1] == [str(path) for path in others]
    assert cchc("generate", "-C", folder.root, "--overwrite").code == 0
    assert cchc("generate", "-C", folder.root).code == 0
