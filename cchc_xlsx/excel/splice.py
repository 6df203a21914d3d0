"""A zip archive with cuts: what lies between them is compressed once, what goes into them is put in each time.

A part with cuts is one ordinary deflate stream. The pieces between the cuts are blocks compressed beforehand; what goes
into a cut is a stored block between them, so nothing is compressed anew. A piece may refer to the pieces before it,
which is what makes alike rows small. So the width of a cut is fixed, and blanks fill it up, which XML does not mind
between elements; only behind a cut without a width nothing refers to anything before.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

#: The width of a cut that takes any text.
FREE = 0
_EMPTY_BLOCK = b"\x00\x00\xff\xff"  # what ends a flush: the lengths of a stored block with nothing in it
_HELD = b"\0"  # fills a cut in the compressor's memory; no XML has it, so nothing behind the cut can refer to it
_MOST = 0xFFFF  # bytes in a stored block
_FEW = 12  # as many blanks are stored; more of them take about as many bytes when compressed
_MIDNIGHT = (0, 33)  # 1 January 1980: a clock would make two runs differ


class Unfit(ValueError):
    """A workbook that is to be written whole: it has something that the writer treats in a way of its own."""


class TooLong(Unfit):
    """There is no room for a text; there may be in a wider cut."""


class Ink(NamedTuple):
    """What goes into a cut: as the XML has it, and as it stands in the compressed stream."""

    plain: bytes
    packed: bytes


class Cut(NamedTuple):
    """Where something is to be put into a part, from and to in bytes; `key` is what it is asked for by."""

    start: int
    end: int
    width: int
    key: Hashable


#: Parts and their cuts, and the pieces that these make of them.
Known: TypeAlias = dict[tuple[bytes, Sequence[Cut]], Sequence[Ink]]


class _Part(NamedTuple):
    """A part of the archive: its pieces and cuts from `first` up to `end`; without any, the whole record as it is."""

    name: bytes
    attributes: int
    first: int
    end: int
    record: bytes
    crc: int
    size: int
    length: int


class Spliced:
    """An archive whose parts are cut. `cuts` tells where each cut is in a filling.

    `known` keeps parts that have been cut: archives that are alike have most of them in common.
    """

    def __init__(self, data: bytes, cuts_in: Callable[[str, bytes], Sequence[Cut]], known: Known) -> None:
        self.cuts: dict[Hashable, int] = {}
        #: Pieces and, between them, what stands in the cuts unless something else is put in.
        self._plain: list[bytes] = []
        self._packed: list[bytes] = []
        self._parts: list[_Part] = []
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                first, xml = len(self._plain), archive.read(info)
                if cuts := tuple(sorted(cuts_in(info.filename, xml))):
                    self.cuts |= {cut.key: first + 2 * number + 1 for number, cut in enumerate(cuts)}
                    if (xml, cuts) not in known:
                        known[xml, cuts] = _pieces(xml, cuts)
                    for plain, packed in known[xml, cuts]:
                        self._plain.append(plain)
                        self._packed.append(packed)
                at = info.header_offset + 30 + sum(struct.unpack_from("<2H", data, info.header_offset + 26))
                name, packed = info.filename.encode(), data[at : at + info.compress_size]
                about = info.CRC, info.file_size, info.compress_size
                record = _header(name, *about) + packed
                self._parts.append(_Part(name, info.external_attr, first, len(self._plain), record, *about))

    def filling(self) -> tuple[list[bytes], list[bytes]]:
        """Return what is to be changed at the cuts, plain and packed, and then given to `filled`."""
        return self._plain.copy(), self._packed.copy()

    def standing(self, key: Hashable) -> bytes:
        """Return what stands in a cut, and the blanks behind it."""
        return self._plain[self.cuts[key]]

    def filled(self, plain: Sequence[bytes], packed: Sequence[bytes]) -> bytes:
        """Return the archive with a filling."""
        pieces: list[bytes] = []
        central: list[bytes] = []
        at = 0
        for name, attributes, first, end, record, crc, size, length in self._parts:
            start = at
            if first == end:
                pieces.append(record)
                at += len(record)
            else:
                xml, body = b"".join(plain[first:end]), b"".join(packed[first:end])
                crc, size, length = zlib.crc32(xml), len(xml), len(body)
                header = _header(name, crc, size, length)
                pieces += header, body
                at += len(header) + length
            about = (20, 0, 8, *_MIDNIGHT, crc, length, size, len(name), 0, 0, 0, 0, attributes, start)
            central += struct.pack("<4s6H3L5H2L", b"PK\1\2", 20 | 3 << 8, *about), name
        directory, number = b"".join(central), len(self._parts)
        pieces += directory, struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, number, number, len(directory), at, 0)
        return b"".join(pieces)


def _pieces(xml: bytes, cuts: Sequence[Cut]) -> Sequence[Ink]:
    """Return a part in pieces and, between them, what stands in its cuts."""
    machine, behind = zlib.compressobj(6, zlib.DEFLATED, -15), 0
    pieces: list[Ink] = []
    for start, end, width, _ in cuts:
        flushed = machine.compress(xml[behind:start])
        flushed += machine.flush(zlib.Z_SYNC_FLUSH if width else zlib.Z_FULL_FLUSH)
        pieces += Ink(xml[behind:start], flushed.removesuffix(_EMPTY_BLOCK)), ink(xml[start:end], width)
        machine.compress(_HELD * width)
        machine.flush(zlib.Z_SYNC_FLUSH)
        behind = end
    return *pieces, Ink(xml[behind:], machine.compress(xml[behind:]) + machine.flush())


def _header(name: bytes, crc: int, size: int, length: int) -> bytes:
    return struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, *_MIDNIGHT, crc, length, size, len(name), 0) + name


def ink(text: bytes, width: int) -> Ink:
    """Return a text as it goes into a cut of that width; raises TooLong."""
    length = len(text)
    blanks = width - length if width else 0
    if blanks < 0 or length > _MOST:
        raise TooLong(text)
    if blanks < _FEW:
        text += b" " * blanks
        return Ink(text, _lengths(length + blanks) + text)
    return Ink(text + b" " * blanks, _lengths(length) + text + _blanks(blanks))


@lru_cache(4096)
def _lengths(length: int) -> bytes:
    return struct.pack("<2H", length, length ^ _MOST)


@lru_cache(4096)
def _blanks(number: int) -> bytes:
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    return machine.compress(b" " * number) + machine.flush(zlib.Z_SYNC_FLUSH)


def compressed(text: bytes) -> Ink:
    """Return a text as it goes into a cut without a width, compressed by itself."""
    machine = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Ink(text, _EMPTY_BLOCK + machine.compress(text) + machine.flush(zlib.Z_SYNC_FLUSH))
