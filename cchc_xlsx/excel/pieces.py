"""Pieces of XML parts that are looked at one by one, instead of a parser running through the whole.

Each has been through expat once, or is of a form so narrow that no reader of XML can take it for anything else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from cchc_xlsx.excel.package import Unreadable, parse

Start: TypeAlias = Callable[[str, dict[str, str]], None]


class Odd(Exception):
    """This part is not for the quick look."""


#: Bytes that XML forbids or changes (line ends), and what may not stand in a text: U+FFFE, U+FFFF, the end of a CDATA.
_CONTROLS = bytes({*range(0x20)} - {0x09, 0x0A})
_NEVER = (b"\xef\xbf\xbe", b"\xef\xbf\xbf", b"]]>")
#: How a part begins that says how it is written: in UTF-8.
_BEGINNINGS = frozenset(
    b'<?xml version="1.0" encoding="%b-8"%b' % (name, alone)
    for name in (b"UTF", b"utf")
    for alone in (b"", b' standalone="yes"', b' standalone="no"')
)
LONG = 1_000  # characters or bytes of a piece that is not worth remembering
LARGE = 8_000_000  # bytes of a part that is not ordinary


def begins(data: bytes) -> bool:
    """Tell whether a part begins as nearly all do: in UTF-8, or without a word about it."""
    end = data.find(b"?>", 0, 100)
    if end >= 0 and data[:end] not in _BEGINNINGS:
        return False
    root = data[end + 2 : end + 100].lstrip() if end >= 0 else data[:2]
    return root.startswith(b"<") and root[1:2].islower()


def allowed(data: bytes) -> str:
    """Return bytes of a part as text; Odd where XML forbids or changes any of it."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise Odd from None
    if len(data) <= LONG and text.isprintable() and "]]>" not in text:  # nothing of that kind is printable
        return text
    if len(data.translate(None, _CONTROLS)) < len(data) or any(never in data for never in _NEVER):
        raise Odd
    return text


def meant(told: str) -> str:
    """Return a text between tags as XML means it."""
    if "&" not in told:
        return told
    bare = told.replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&apos;", "'")
    if bare.count("&") == bare.count("&amp;"):  # nothing but what XML itself has names for
        return bare.replace("&amp;", "&")
    return _decoded(told) if len(told) <= LONG else _decoded.__wrapped__(told)


@lru_cache(maxsize=2048)
def _decoded(told: str) -> str:
    pieces: list[str] = []
    run_through(f"<t>{told}</t>", text=pieces.append)
    return "".join(pieces)


def run_through(
    xml: str | bytes,
    start: Start | None = None,
    text: Callable[[str], None] | None = None,
    end: Callable[[str], None] | None = None,
) -> None:
    """Run through a piece of XML; Odd where it is broken or declares a document type."""
    try:
        parse(xml, "", start, end, text)
    except Unreadable:
        raise Odd from None
