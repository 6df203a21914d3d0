"""The campaign folder: the names of its parts, and writing into it whole or not at all."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path, PurePath
from time import sleep, time
from typing import TypeAlias

from cchc_xlsx.batch.trouble import Unreachable, cannot_read, cannot_write
from cchc_xlsx.model.points import filled
from cchc_xlsx.terms import Words
from cchc_xlsx.text import pattern
from cchc_xlsx.values import dataclass

_TEMPORARY = (".cchc-", ".tmp")  # how the name of an unfinished file begins and ends
_STALE = 3_600  # seconds after which nobody is still writing it
_PAUSES = (0.1, 0.3)  # seconds: a scanner for viruses lets go of a new file soon
_NO_FOLDER = Words(
    "Không tìm thấy thư mục “{path}”. Hãy chép các tệp nhận về vào đó rồi chạy lại.",
    "There is no folder “{path}”. Please put what came back into it and run again.",
)


@dataclass(frozen=True)
class Folder:
    """A campaign folder. The names are ASCII on purpose: old zips, long Windows paths, decomposed Unicode."""

    root: Path

    @property
    def campaign(self) -> Path:
        """The campaign workbook."""
        return self.root / "dot-cham.xlsx"

    @property
    def survey(self) -> tuple[Path, ...]:
        """Files that may hold the survey's points beside the campaign workbook, whether they are there or not."""
        return self.root / "dieu-tra.xlsx", self.root / "dieu-tra.csv"

    @property
    def issued(self) -> Path:
        """The workbooks handed out."""
        return self.root / "phat-hanh"

    @property
    def received(self) -> Path:
        """Whatever came back; never modified."""
        return self.root / "nhan-ve"

    @property
    def returned(self) -> Path:
        """What goes back to the senders."""
        return self.root / "tra-lai"

    @property
    def results(self) -> Path:
        """The results."""
        return self.root / "ket-qua"


def files_below(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file below a folder with the name it goes by: its path from there, with `/`; sorted by that name.

    Links to folders are not followed. They, and folders that do not open, are yielded like files, so that nothing
    is passed over in silence. OSError where the folder itself does not open.
    """
    found: list[Path] = []

    def closed(error: OSError) -> None:
        if Path(error.filename) == root:
            raise error
        found.append(Path(error.filename))

    for folder, folders, names in os.walk(root, onerror=closed):
        found += (Path(folder, name) for name in names)
        found += (path for name in folders if (path := Path(folder, name)).is_symlink())
    met: set[str] = set()
    for name, _, path in sorted((told(path.relative_to(root)), os.fsencode(path), path) for path in found):
        unique, number = name, 2
        while unique in met:  # two names that Unicode holds for one
            unique, number = f"{name} ({number})", number + 1
        met.add(unique)
        yield path, unique


def received(folder: Folder, source: Path | None = None) -> list[tuple[Path, str]]:
    """Return each file that came back with the name it goes by; raises Unreachable where the folder does not open."""
    root = source or folder.received
    if not root.is_dir():
        raise Unreachable(filled(_NO_FOLDER, path=root))
    try:
        return list(files_below(root))
    except OSError as error:
        raise cannot_read(root) from error


_TURNING = pattern(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def told(path: PurePath) -> str:
    """Return a path as it is written everywhere: with `/`, in NFC, and `\\x1b` for what no text can hold.

    Marks that turn the direction of writing, which make one name look like another, are told as `\\u202e`.
    """
    # Names are bytes, of UTF-8 wherever people share files, whatever the locale of this process is.
    text = unicodedata.normalize("NFC", os.fsencode(path.as_posix()).decode("utf-8", "surrogateescape"))
    bare = "".join(f"\\x{ord(c) & 0xFF:02x}" if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
    return bare if bare.isascii() else _TURNING.sub(lambda found: f"\\u{ord(found[0]):04x}", bare)


#: What a file is to hold: bytes, or whatever yields them piece by piece, as often as it is asked.
Content: TypeAlias = bytes | Iterable[bytes]


def put(files: Mapping[Path, Content], now: datetime | None = None) -> dict[Path, Path]:
    """Put files under their names, all of them or none: a reader sees the old ones or the new ones, all whole.

    Returns where each went: where another program holds the old file open, and the time is told, that is a name
    beside it with the date. Raises Unreachable, the old files back in their places, where one cannot be written.
    """
    staged: list[tuple[Unfinished, Path]] = []
    done: list[tuple[Path, Path | None]] = []
    went: dict[Path, Path] = {}
    path = Path()
    try:
        for folder in dict.fromkeys(path.parent for path in files):
            sweep(folder)
        for path, data in files.items():
            staged.append((_staged(path, data), path))
        for unfinished, path in staged:
            went[path], old = _placed(unfinished.name, path, now)
            done.append((went[path], old))
        return went
    except BaseException as error:
        for changed, old in done:
            with suppress(OSError):
                if old is None:
                    changed.unlink()
                else:
                    old.replace(changed)
        if isinstance(error, OSError):
            raise cannot_write(path) from error
        raise
    finally:
        for unfinished, _ in staged:
            unfinished.discard()
            with suppress(OSError):
                _aside(unfinished.name).unlink(missing_ok=True)


def _placed(temporary: Path, path: Path, now: datetime | None) -> tuple[Path, Path | None]:
    """Give a finished file its name, or a dated one beside it; return that, and where what stood there is kept."""
    old = _kept(path, _aside(temporary))
    try:
        give_name(temporary, path)
        return path, old
    except PermissionError:
        if now is None or old is None:
            raise
    old.unlink()
    beside = path.with_name(f"{path.stem} ({now:%Y-%m-%d %H.%M}){path.suffix}")
    old = _kept(beside, old)
    temporary.replace(beside)
    return beside, old


def _aside(temporary: Path) -> Path:
    """Return where the old file is kept while a new one takes its name."""
    return temporary.with_name(f"{temporary.name.removesuffix(_TEMPORARY[1])}.old{_TEMPORARY[1]}")


def _kept(path: Path, aside: Path) -> Path | None:
    """Keep a file under a second name, a copy of it where the disk knows no such thing; None where there is none."""
    if not path.is_file():
        return None
    try:
        os.link(path, aside)
    except OSError:
        shutil.copyfile(path, aside)
    return aside


def give_name(temporary: Path, path: Path) -> None:
    """Give a finished file its name; tried again for a moment where another program holds the old one (Windows)."""
    for pause in _PAUSES:
        try:
            os.replace(temporary, path)  # noqa: PTH105
            return
        except PermissionError:
            sleep(pause)
    temporary.replace(path)


def sweep(folder: Path) -> None:
    """Remove what a run that was ended by force has left; not what another run may be writing just now."""
    with suppress(OSError):  # what is in the way of writing will be told then
        for left in folder.glob(f"{_TEMPORARY[0]}*{_TEMPORARY[1]}"):
            if time() - left.stat().st_mtime > _STALE:
                left.unlink()


class Unfinished:
    """A new file beside the one that it will be: it holds all that it is to hold, and that was read back.

    `flush` brings it to the disk and closes it; then it may be given its name. OSError where it cannot be written.
    """

    def __init__(self, path: Path, data: Content) -> None:
        import tempfile  # here: who only reads writes none

        begin, end = _TEMPORARY
        try:
            handle, name = tempfile.mkstemp(prefix=begin, suffix=end, dir=path.parent)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=begin, suffix=end, dir=path.parent)
        self.name = Path(name)
        self._file = os.fdopen(handle, "wb")
        try:
            for chunk in _chunks(data):
                self._file.write(chunk)
            self._file.flush()
            os.lseek(handle, 0, os.SEEK_SET)
            if any(_read(handle, len(chunk)) != chunk for chunk in _chunks(data)) or os.read(handle, 1):
                raise OSError("what was written is not what is read back")
            with suppress(OSError):  # some network drives know no rights
                os.chmod(name, 0o644)  # noqa: PTH101
        except BaseException:
            self.discard()
            raise

    def flush(self) -> None:
        """Wait until its bytes are on the disk."""
        os.fsync(self._file.fileno())
        self._file.close()

    def discard(self) -> None:
        """Remove it unless it has got its name."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self.name.unlink(missing_ok=True)


def _read(handle: int, length: int) -> bytes:
    """Read so many bytes, or as many as there are: a system may give fewer at a time."""
    data = os.read(handle, length)
    while len(data) < length and (more := os.read(handle, length - len(data))):
        data += more
    return data


def _staged(path: Path, data: Content) -> Unfinished:
    """Return a new file beside `path` that holds it all, on the disk."""
    unfinished = Unfinished(path, data)
    try:
        unfinished.flush()
    except BaseException:
        unfinished.discard()
        raise
    return unfinished


def _chunks(data: Content) -> Iterable[bytes]:
    return (data,) if isinstance(data, bytes) else data


def way(goal: Path, start: Path) -> str:
    """Return the path to `goal` as links in `start` write it: relative, or whole where another drive holds it."""
    try:
        return Path(os.path.relpath(goal.resolve(), start.resolve())).as_posix()
    except ValueError:
        return goal.resolve().as_posix()
