"""A zip of XML parts, opened with limits: what a received file may weigh, and what it may not do."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple, TypeAlias, TypeVar
from xml.parsers import expat

from cchc_xlsx.model.received import Refusal, Refused
from cchc_xlsx.values import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a received file may weigh; a workbook of scores stays far below (of 2,400 real ones 99.9 % do)."""

    file: int = 20_000_000  # bytes as received
    parts: int = 2_000  # files in the zip
    unpacked: int = 200_000_000  # bytes of all parts: as declared, and again as read
    part: int = 60_000_000  # bytes of one part that is read
    small: int = 2_000_000  # bytes of a part that describes: workbook, relations, properties
    ratio: int = 200  # unpacked to packed bytes, of a part above 1 MiB
    sheets: int = 200
    cells: int = 200_000  # cells of all sheets that hold something, and merged areas
    text: int = 20_000_000  # characters in all those cells, a shared text counted wherever it stands
    depth: int = 200  # XML elements within each other
    seconds: float = 20  # for one file
    container: int = 200_000_000  # bytes of a zip or an e-mail that holds received files
    members: int = 500  # files within it
    memory: int = 1_500_000_000  # bytes of a process that reads, where the system can limit them


LIMITS = Limits()
#: The limits on the bytes of one part: of a file that lies in a container, of what holds the cells, of what describes.
Bound = Literal["file", "part", "small"]
#: What is ours may weigh more than what strangers send.
OURS = replace(
    LIMITS, file=1 << 31, unpacked=1 << 33, part=1 << 32, small=1 << 31, cells=1 << 31, text=1 << 33, ratio=1 << 20,
    sheets=1 << 16, parts=1 << 20,
)  # fmt: skip


class Unreadable(Exception):
    """No book could be made of these bytes; `refused` says why, and by which limit where one was passed."""

    def __init__(self, reason: Refusal, detail: str = "", limit: str = "") -> None:
        super().__init__(reason, detail, limit)
        self.refused = Refused(reason, detail, limit)


class Element(NamedTuple):
    """An XML element: its name and its attributes' names without prefix, and the pieces of its own text."""

    name: str
    attributes: dict[str, str]
    pieces: list[str]

    @property
    def text(self) -> str:
        """The text directly inside, without that of elements within."""
        return "".join(self.pieces)


#: Called when an element ends, with the elements it stands in; it is the last one.
Visit: TypeAlias = Callable[[list[Element]], None]
T = TypeVar("T")
#: Makes something of a part: of its bytes, its name, and how deep its elements may lie within each other.
Tell: TypeAlias = Callable[[bytes, str, int], T]


def broken(error: Exception, detail: str) -> Unreadable:
    """Return what an error of a library means for the file: out of memory is too large, anything else is broken."""
    if isinstance(error, MemoryError):
        return Unreadable(Refusal.TOO_LARGE, detail, "memory")
    return Unreadable(Refusal.BROKEN, detail)


class Package:
    """The parts of a zip, found by name in any case. The zip is checked whole before any part is read."""

    def __init__(self, data: bytes, limits: Limits = LIMITS, opened: zipfile.ZipFile | None = None) -> None:
        """Raise Unreadable where the zip is broken, unsafe, encrypted or beyond the limits.

        `opened` are the same bytes as a zip, where somebody has opened them before.
        """
        self.limits = limits
        if not data:
            raise Unreadable(Refusal.EMPTY)
        if len(data) > limits.file:
            raise Unreadable(Refusal.TOO_LARGE, "file", "file")
        self._data, self._zip = data, opened or open_zip(data)
        members = self._zip.infolist()
        if len(members) > limits.parts:
            raise Unreadable(Refusal.TOO_LARGE, "zip", "parts")
        if sum(member.file_size for member in members) > limits.unpacked:
            raise Unreadable(Refusal.TOO_LARGE, "zip", "unpacked")
        self._left = limits.unpacked
        self._members: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            name = _checked(member, limits).casefold()
            if name in self._members:
                raise Unreadable(Refusal.UNSAFE, member.orig_filename)
            self._members[name] = member
        starts = sorted([each.header_offset for each in members] + [self._zip.start_dir])
        self._ends = dict(pairwise(starts))  # where what follows a member begins

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._members

    def __iter__(self) -> Iterator[str]:
        """Yield the parts' names, with `/` and in small letters."""
        return iter(self._members)

    def read(self, name: str, limit: Bound) -> bytes:
        """Return a part whole, its checksum verified; Unreadable where it is missing, broken or beyond a limit."""
        member = self._members.get(name.casefold())
        if member is None:
            raise Unreadable(Refusal.BROKEN, name)
        self._left -= member.file_size
        if member.file_size > getattr(self.limits, limit) or self._left < 0:
            raise Unreadable(Refusal.TOO_LARGE, name, limit if self._left >= 0 else "unpacked")
        try:
            ordinary = _inflated(self._data, member, self._ends.get(member.header_offset, 0))
            if ordinary is not None:
                return ordinary
            with self._zip.open(member) as file:
                data = file.read(member.file_size + 1)  # the zip module stops at the declared size, then checks
        except Exception as error:  # zipfile and zlib raise about twenty kinds on bytes made to trip them
            raise broken(error, name) from error
        if len(data) != member.file_size:
            raise Unreadable(Refusal.UNSAFE, name)
        return data

    def walk(self, name: str, visit: Visit, limit: Bound = "small") -> None:
        """Call `visit` for each element of an XML part as it ends; Unreadable as in `read`, and where XML is unsafe."""
        walk(self.read(name, limit), name, self.limits.depth, visit)

    def told(self, name: str, tell: Tell[T], limit: Bound = "small") -> T:
        """Return what `tell` makes of a part; it is given the bytes, the name and how deep elements may lie."""
        return tell(self.read(name, limit), name, self.limits.depth)

    def told_optional(self, name: str, tell: Tell[T], otherwise: T) -> T:
        """Do as `told`, but return `otherwise` of a part that is missing or broken; what is unsafe is still refused."""
        try:
            return self.told(name, tell)
        except Unreadable as error:
            if error.refused.reason is not Refusal.BROKEN:
                raise
            return otherwise

    def walk_optional(self, name: str, visit: Visit) -> None:
        """Do as `walk`, but pass over a part that is missing or broken; what is unsafe is still refused."""
        self.told_optional(name, lambda data, part, deepest: walk(data, part, deepest, visit), None)


_HEADER = 30  # bytes of what stands before a member's name
_USUAL_FLAGS = 0x80E  # how it was deflated, sizes told behind, names in UTF-8


def _inflated(data: bytes, member: zipfile.ZipInfo, end: int) -> bytes | None:
    """Return an ordinary member whole, its size and checksum verified; None where the zip module has to look at it.

    `end` is where what follows it begins. The zip module takes a third as long again for the same.
    """
    at = member.header_offset
    name = data[at + _HEADER : at + _HEADER + int.from_bytes(data[at + 26 : at + 28], "little")]
    start = at + _HEADER + len(name) + int.from_bytes(data[at + 28 : at + 30], "little")
    if (
        member.compress_type != zipfile.ZIP_DEFLATED
        or member.flag_bits & ~_USUAL_FLAGS
        or data[at : at + 4] != b"PK\3\4"
        or not name.isascii()
        or name.decode("ascii") != member.orig_filename
        or start + member.compress_size > end
    ):
        return None
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        found = inflater.decompress(data[start : start + member.compress_size], member.file_size + 1)
    except zlib.error:
        return None
    whole = inflater.eof and not inflater.unused_data and len(found) == member.file_size
    return found if whole and zlib.crc32(found) == member.CRC else None


def walk(data: bytes, name: str, deepest: int, visit: Visit) -> None:
    """Call `visit` for each element of XML as it ends; Unreadable where it is broken or unsafe."""
    stack: list[Element] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        bare = {key.rpartition(":")[2]: value for key, value in attributes.items() if not key.startswith("xmlns")}
        stack.append(Element(tag.rpartition(":")[2], bare, []))
        if len(stack) > deepest:
            raise Unreadable(Refusal.UNSAFE, name, "depth")

    def end(_: str) -> None:
        visit(stack)
        stack.pop()

    def text(piece: str) -> None:
        stack[-1].pieces.append(piece)

    parse(data, name, start, end, text)


def remembered(tell: Tell[T]) -> Tell[T]:
    """Return `tell` with a memory: parts that describe a workbook are the same, byte by byte, in most files.

    What it returns is shared by all who ask, and must not be changed.
    """
    known = lru_cache(maxsize=32)(tell)

    def told(data: bytes, name: str, deepest: int) -> T:
        return known(data, name, deepest) if len(data) <= _REMEMBERED else tell(data, name, deepest)

    return told


_REMEMBERED = 100_000  # bytes


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Return the bytes as a zip whose list of files can be read; Unreadable where it cannot."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # as in `Package.read`
        raise broken(error, "zip") from error


def parse(
    xml: str | bytes,
    part: str,
    start: Callable[[str, dict[str, str]], None] | None,
    end: Callable[[str], None] | None,
    text: Callable[[str], None] | None,
) -> None:
    """Run through an XML part. Unreadable where it is broken, or declares a document type: no spreadsheet does."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise Unreadable(Refusal.UNSAFE, part)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two: encodings nobody knows
        raise Unreadable(Refusal.BROKEN, part) from error


def moment(text: str) -> datetime | None:
    """Return an ISO time as UTC without zone; None where it is none."""
    try:
        found = datetime.fromisoformat(text.strip())
        return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
    except (ValueError, OverflowError):
        return None


def _checked(member: zipfile.ZipInfo, limits: Limits) -> str:
    """Return a member's name with `/`, or raise Unreadable."""
    name = member.orig_filename.replace("\\", "/")
    linked = member.create_system == 3 and stat.S_ISLNK(member.external_attr >> 16)
    climbs = name.startswith("/") or ".." in name.split("/") or ":" in name or "\0" in name
    bomb = member.file_size > 1 << 20 and member.file_size > limits.ratio * member.compress_size
    if linked or climbs:
        raise Unreadable(Refusal.UNSAFE, name)
    if bomb:
        raise Unreadable(Refusal.UNSAFE, name, "ratio")
    if member.flag_bits & 1:
        raise Unreadable(Refusal.PASSWORD, name)
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable(Refusal.BROKEN, name)
    return name
