"""The same input gives the same bytes, in whatever order and under whatever names the files come."""

from __future__ import annotations

import shutil
from decimal import Decimal

from cchc_xlsx import batch
from cchc_xlsx.batch import Folder
from cchc_xlsx.batch import folder as folders
from tests.builders import bytes_of, filled, founded, merged, send

SENT = {
    "c.xlsx": ("00101", {"1.1": Decimal(30)}),
    "a.xlsx": ("00102", {"1.1": Decimal(30)}),
    "b/b.xlsx": ("00103", {"1.2": "KAD", "2.2": "sai"}),
}


def sent(root):
    folder = founded(root)
    for name, (unit, scores) in SENT.items():
        send(folder, name, filled(unit, scores))
    return folder


def test_two_merges_of_one_folder_give_the_same_bytes(tmp_path):
    folder = sent(tmp_path / "dot")
    batch.merge(folder)
    first = bytes_of(folder.results)
    assert set(first) == {"tong-hop.xlsx", "tong-hop.json", "tong-hop.lock.json"}
    batch.merge(folder)
    assert bytes_of(folder.results) == first


def test_a_copy_of_the_folder_elsewhere_gives_the_same_bytes(tmp_path, monkeypatch):
    folder = sent(tmp_path / "dot")
    batch.merge(folder)
    shutil.copytree(folder.root, tmp_path / "chỗ khác")
    copy = Folder(tmp_path / "chỗ khác")
    shutil.rmtree(copy.results)
    monkeypatch.chdir(copy.root)
    batch.merge(Folder(copy.root.relative_to(copy.root)))
    assert bytes_of(copy.results) == bytes_of(folder.results)


def test_two_runs_of_generate_give_the_same_bytes(tmp_path):
    folder = founded(tmp_path / "dot")
    paths = batch.generate(folder)
    first = bytes_of(folder.issued)
    assert len(first) == len(paths) == 3
    batch.generate(folder, to=tmp_path / "khác")
    assert bytes_of(tmp_path / "khác") == first
    batch.generate(folder, units=["00102"])
    assert bytes_of(folder.issued) == first


def test_the_result_does_not_depend_on_the_order_of_the_listing(tmp_path, monkeypatch):
    folder = sent(tmp_path / "dot")
    send(folder, "d.xlsx", filled("00101", {"1.1": Decimal(31)}))
    send(folder, "e.xlsx", filled("00101", {"1.1": Decimal(31)}))
    batch.merge(folder)
    first = bytes_of(folder.results)
    real = folders.files_below
    monkeypatch.setattr(folders, "files_below", lambda root: reversed(list(real(root))))
    told = merged(folder)
    told["files"].sort(key=lambda file: file["path"])
    monkeypatch.undo()
    assert told == merged(folder)
    assert bytes_of(folder.results) == first


def test_points_ranks_and_statuses_do_not_depend_on_the_names_of_the_files(tmp_path):
    folder, other = sent(tmp_path / "dot"), founded(tmp_path / "khac")
    for number, name in enumerate(sorted(SENT, reverse=True)):
        send(other, f"{number}.xlsx", (folder.received / name).read_bytes())
    first, second = merged(folder), merged(other)
    for told in (first, second):
        for unit in told["units"]:
            del unit["file"]
    assert first["units"] == second["units"]


def test_equal_points_share_a_rank_and_groups_are_ranked_apart(tmp_path):
    folder = founded(tmp_path / "dot")
    for unit in ("00101", "00102"):
        send(folder, f"{unit}.xlsx", filled(unit, {"1.1": Decimal(30)}))
    send(folder, "00103.xlsx", filled("00103", {"1.1": Decimal(10)}))
    assert [unit["rank"] for unit in merged(folder)["units"]] == [1, 1, 1]
