"""A result that has been made and not yet written: a little of it is held, the rest lies in a file without a name."""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Iterator
from hashlib import sha256
from typing import IO, cast

_IN_MEMORY = 1 << 18  # bytes
_CHUNK = 1 << 18


class Stored:
    """Bytes that are written once, into `file`, and read as often as anybody wants."""

    def __init__(self) -> None:
        kept = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # it lives as long as this does
        weakref.finalize(self, kept.close)
        self.file = cast("IO[bytes]", kept)

    def __iter__(self) -> Iterator[bytes]:
        """Yield all bytes, a quarter of a megabyte at a time."""
        self.file.seek(0)
        while chunk := self.file.read(_CHUNK):
            yield chunk

    def read(self) -> bytes:
        """Return all bytes."""
        return b"".join(self)

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes."""
        digest = sha256()
        for chunk in self:
            digest.update(chunk)
        return digest.hexdigest()


def stored(*pieces: bytes) -> Stored:
    """Return bytes as a result."""
    found = Stored()
    found.file.writelines(pieces)
    return found
