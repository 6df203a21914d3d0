"""What is done to any text: cleaning it at the door, folding it for comparison, making file names of it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any, AnyStr, cast
from unicodedata import combining


class _Later:
    """A pattern that is compiled when something is first asked of it, and then in nobody's way."""

    def __init__(self, expression: Any, flags: int) -> None:
        self._told = expression, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._told), name)
        setattr(self, name, found)
        return found


def pattern(expression: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern as `re.compile` does, but compiled when it is first used: most are for what seldom comes."""
    return cast("re.Pattern[AnyStr]", _Later(expression, flags))


#: Characters that take no room on paper and change no meaning here (zero-width, joiners, marks of direction, BOM).
_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
#: Control characters that no spreadsheet shows; tab and line breaks stay.
_CONTROL = dict.fromkeys([*range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF])


_LONG = 300  # characters of a text whose cleaned and folded forms are not worth remembering


def clean(text: str) -> str:
    """Return `text` in NFC, without invisible and control characters, its ends trimmed; line breaks stay.

    Of an apostrophe alone, as is typed to begin a text in a cell, nothing is left.
    """
    return _clean(text) if len(text) <= _LONG else _clean.__wrapped__(text)


@lru_cache(maxsize=8192)
def _clean(text: str) -> str:
    # What is printable has no control or invisible characters, and no blanks but the plain one.
    if text.isprintable() and "  " not in text and (text.isascii() or unicodedata.is_normalized("NFC", text)):
        text = text.strip()
        return "" if text == "'" else text
    text = unicodedata.normalize("NFC", text.translate(_INVISIBLE).translate(_CONTROL))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cleaned = "\n".join(re.sub(r"[^\S\n]+", " ", line).strip() for line in lines).strip()
    return "" if cleaned == "'" else cleaned


def fold(text: str) -> str:
    """Return `text` as it is compared: no marks, no case, single spaces; “Đông  Hòa” and “đông hoà” are one."""
    return _fold(text) if len(text) <= _LONG else _fold.__wrapped__(text)


@lru_cache(maxsize=8192)
def _fold(text: str) -> str:
    bare = clean(text)
    if not bare.isascii():
        bare = unicodedata.normalize("NFD", bare.replace("Đ", "D").replace("đ", "d"))
        bare = "".join([c for c in bare if not combining(c)])
    return " ".join(bare.casefold().split())


def letters(text: str) -> str:
    """Return the ASCII signs of a text without marks and case, in their order, as `fold` leaves them; blanks stay.

    For a first look at much text at once: what is not in here is in none of it when it is folded.
    """
    if text.isascii():
        return text.casefold()
    bare = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d")).casefold()
    return bare.encode("ascii", "ignore").decode()


_ADDRESS = pattern(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
#: A Vietnamese number: 0 or +84, then nine digits (ten of a landline), alone or in groups. No decimal begins so.
_TELEPHONE = pattern(r"(?<![\w.,/-])(?:\+?84[ .-]?|0)[235789](?:[ .-]?\d){8,9}(?![\w/])")


def discreet(text: str) -> str:
    """Return `text` with e-mail addresses and telephone numbers covered but for their ends: `091…78`, `v…@vidu.vn`."""
    text = _ADDRESS.sub(lambda found: found[0][0] + "…@" + found[0].partition("@")[2], text)
    return _TELEPHONE.sub(lambda found: f"{found[0][:3]}…{found[0][-2:]}", text)


def forget() -> None:
    """Let go of what is remembered of texts, as before a great many that are others."""
    _clean.cache_clear()
    _fold.cache_clear()


def slug(text: str) -> str:
    """Return `text` as an ASCII part of a file name: `Xã Hà Bắc` gives `xa-ha-bac`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def numeric(code: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts codes as people count: 3.2.9 before 3.2.10, numbers before letters."""
    parts = re.split(r"[.\s]+", code.strip("."))
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def fold_in_place(text: str) -> tuple[str, list[int]]:
    """Return `text` folded letter by letter, and for each letter of it the place in `text` that it comes from.

    As `fold`, but blanks and line breaks stay as many as they are, and full-width signs become narrow ones.
    """
    folded = [_letters_of(sign) for sign in text]
    return "".join(folded), [place for place, letters in enumerate(folded) for _ in letters]


@lru_cache(maxsize=4096)
def _letters_of(sign: str) -> str:
    """Return the letters that one sign is folded to."""
    if ord(sign) in _INVISIBLE or (ord(sign) in _CONTROL and sign not in "\v\f\x85"):
        return ""
    wide = unicodedata.decomposition(sign).startswith("<wide>")
    bare = unicodedata.normalize("NFKC" if wide else "NFD", sign.replace("Đ", "D").replace("đ", "d"))
    return "".join(
        "\n" if letter in "\n\r\v\f\x85\u2028\u2029" else " " if letter.isspace() else letter
        for letter in bare.casefold()
        if not combining(letter)
    )
