"""Verifying a seal: the ranking is made again from what lies there, in memory, and held against what was sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

from cchc_xlsx import __version__
from cchc_xlsx.batch.folder import Folder, received, told, way
from cchc_xlsx.batch.means import MEANS, Means
from cchc_xlsx.batch.merging import make
from cchc_xlsx.batch.sealing import EARLIER, SUMMARY, inputs_of, mark_of, marks_on_disk
from cchc_xlsx.batch.trouble import Unusable, Wrong, cannot_read
from cchc_xlsx.excel.package import LIMITS
from cchc_xlsx.exports import TABLES, lacking
from cchc_xlsx.exports.bang_diem import STEM
from cchc_xlsx.exports.lock_json import NAME, parsed
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.seal import Changed, Mark, Ranked, Seal, Verified, changes
from cchc_xlsx.terms import Words

_NO_SEAL = Words(
    "Chưa có niêm phong “{path}”. Hãy chạy “cchc merge” để lập kết quả và niêm phong.",
    "There is no seal “{path}”. Please run “cchc merge”, which makes the results and seals them.",
)
_NOT_A_SEAL = Words(
    "“{path}” không phải là niêm phong mà phiên bản này đọc được. Hãy chạy “cchc merge” để lập lại kết quả và niêm "
    "phong, hoặc dùng phiên bản cchc đã lập ra nó.",
    "“{path}” is no seal that this version can read. Please run “cchc merge” to make the results and seal them again, "
    "or use the version of cchc that made it.",
)
_ELSEWHERE = Words(
    "Kết quả này được lập từ thư mục “{sealed}”, không phải “{read}”. Hãy nêu thư mục đó bằng --from.",
    "These results were made from the folder “{sealed}”, not “{read}”. Please name it with --from.",
)


def verify(folder: Folder, *, lock: Path | None = None, source: Path | None = None, means: Means = MEANS) -> Verified:
    """Return what has become of sealed results: what changed, and whether the ranking comes out again. Writes nothing.

    `lock` is the seal where it is not in the folder of results. The limits of `means` are those of the seal. Raises
    Wrong where there is no seal or it tells of another folder than the one read, Unreachable where that does not open.
    """
    path = lock or folder.results / NAME
    seal = _seal(path)
    read = source or folder.received
    here = told(Path(way(read, folder.root)))
    if seal.received and source is None and seal.received != here:
        raise Wrong(filled(_ELSEWHERE, sealed=seal.received, read=here))
    found = received(folder, source) if seal.received else []
    summaries = [folder.root / mark.path for mark in seal.inputs if mark.role == SUMMARY]
    earlier = next((folder.root / mark.path for mark in seal.inputs if mark.role == EARLIER), None)
    inputs = tuple(changes(seal.inputs, (mark for mark in inputs_of(folder, earlier, summaries) if mark.sha256)))
    files = tuple(changes((mark for mark in seal.files if not mark.container), marks_on_disk(found)))
    results = tuple(_results(seal, path.parent))
    begun = Verified(seal, __version__, inputs, files, results)
    names = [mark.path for mark in seal.results]
    tables = [form for form in TABLES if f"{STEM}.{form}" in names and not lacking([form])]
    limits = replace(LIMITS, **dict(seal.limits))  # type: ignore[arg-type]  # the seconds may be a fraction
    means = replace(means, limits=limits)
    try:
        made = make(
            folder,
            seal.language,
            source=source,
            to=path.parent,
            means=means,
            tables=tables,
            earlier=earlier,
            summaries=summaries,
        )
    except Unusable:
        return replace(begun, remade=False)
    remade = {mark.path: mark for mark in made.seal.results}
    differing = [mark.path for mark in seal.results if mark.path in remade and mark != remade[mark.path]]
    same = not (inputs or files)
    return replace(begun, units=_moved(seal.ranking, made.seal.ranking), otherwise=tuple(differing) if same else ())


def _seal(path: Path) -> Seal:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise Wrong(filled(_NO_SEAL, path=path)) from error
    except OSError as error:
        raise cannot_read(path) from error
    seal = parsed(data)
    known = {each.name for each in fields(LIMITS)}
    if seal is None or not set(seal.limits) <= known:
        raise Wrong(filled(_NOT_A_SEAL, path=path))
    return seal


def _results(seal: Seal, folder: Path) -> list[Changed]:
    """Return the results that are not as they were sealed, and tables of another run that lie among them."""
    names = {mark.path for mark in seal.results}
    stray = {f"{STEM}.{form}" for form in TABLES} - names
    here = [Mark(name, mark_of(folder / name)) for name in sorted({*names, *stray}) if (folder / name).exists()]
    return list(changes(seal.results, here))


def _moved(sealed: Sequence[Ranked], now: Sequence[Ranked]) -> tuple[tuple[Ranked | None, Ranked | None], ...]:
    """Return the units that stand elsewhere, in the order in which they were sealed, new ones last."""
    old, new = ({each.unit: each for each in ranking} for ranking in (sealed, now))
    pairs = ((old.get(unit), new.get(unit)) for unit in dict.fromkeys((*old, *new)))
    return tuple((was, is_now) for was, is_now in pairs if was != is_now)
