"""Many files written one after the other, each whole or not at all, without waiting for the disk at each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cchc_xlsx.batch.folder import Unfinished, give_name, sweep
from cchc_xlsx.batch.trouble import cannot_write

_TOGETHER = 32  # files that are flushed at once
_WAITING = 16  # threads; they only wait for the disk, which brings all that wait to it in one go


def put_each(files: Iterable[tuple[Path, bytes]]) -> Iterator[Path]:
    """Put files under their names and yield each path when it is there; a reader sees the old file or the new, whole.

    No contents are held. Raises Unreachable where one cannot be written; those before it in their order are there.
    """
    staged: list[tuple[Unfinished, Path]] = []
    swept: set[Path] = set()
    try:
        with ThreadPoolExecutor(_WAITING) as pool:
            for path, data in files:
                if path.parent not in swept:
                    sweep(path.parent)
                    swept.add(path.parent)
                try:
                    staged.append((Unfinished(path, data), path))
                except OSError as error:
                    yield from _land(staged, pool)
                    raise cannot_write(path) from error
                if len(staged) == _TOGETHER:
                    yield from _land(staged, pool)
            yield from _land(staged, pool)
    finally:
        for unfinished, _ in staged:
            unfinished.discard()


def _land(staged: list[tuple[Unfinished, Path]], pool: ThreadPoolExecutor) -> Iterator[Path]:
    """Bring what is staged to the disk and give each file its name."""
    flushed = pool.map(Unfinished.flush, [unfinished for unfinished, _ in staged])
    while staged:
        unfinished, path = staged[0]
        try:
            next(flushed)
            give_name(unfinished.name, path)
        except OSError as error:
            raise cannot_write(path) from error
        del staged[0]
        yield path
