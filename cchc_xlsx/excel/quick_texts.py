"""The quick look at the texts that cells of an .xlsx file share; no answer where in doubt, as in `quick`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cchc_xlsx.excel.pieces import BEGINNING, LARGE, LONG, Odd, allowed, meant, run_through
from cchc_xlsx.excel.shared import unescaped
from cchc_xlsx.model.book import MARKS, Cell, Kind, is_marked

_SHORT = 300  # characters of a text that many units may have: what one unit says in many words no other will say


class Texts(NamedTuple):
    """The cells that the shared texts give, by how a cell ends that refers to them; None for an empty text.

    Those with one of our marks in them are held apart.
    """

    plain: Mapping[bytes, Cell | None]
    marked: Mapping[bytes, Cell]


def texts_in(data: bytes) -> list[str] | None:
    """Return the texts that cells share, in their order; None where the part is not ordinary."""
    start, end = data.find(b"<si>"), data.rfind(b"</si>") + len(b"</si>")
    if len(data) > LARGE or not 0 < start < end or not BEGINNING.match(data) or data[end:].rstrip() != b"</sst>":
        return None
    try:
        run_through(data[:start] + b"</sst>", _nothing_but_the_list)
        return _texts(allowed(data[start:end]), data.count(b"<", start, end))
    except Odd:
        return None


def _nothing_but_the_list(tag: str, _: dict[str, str]) -> None:
    """See that no text, told in another way, stands before those that are told as usual: it has its number, too."""
    if tag != "sst":
        raise Odd


#: How a text begins, in two ways that mean the same to a text between tags, and how it ends.
_SI, _SPACED, _END_SI = "<si><t>", '<si><t xml:space="preserve">', "</t></si>"


def _texts(told: str, tags: int) -> list[str]:
    """Return the texts of elements that follow each other: each a `si` with one `t` in it, and no other tag.

    `tags` is how often `<` stands in all of it.
    """
    told = told.replace(_SPACED, _SI)
    found = told[len(_SI) : -len(_END_SI)].split(_END_SI + _SI)
    if not (told.startswith(_SI) and told.endswith(_END_SI) and tags == 4 * len(found)):
        raise Odd
    if "&" in told:
        found = [meant(text) if "&" in text else text for text in found]
    return [unescaped(text) for text in found] if "_x" in told else found


_TEXT = Kind.TEXT  # an enumeration is slow to tell its members
MARKED = Cell(_TEXT, MARKS[0])  # in place of each that is marked
#: Cells of texts that were met before, by those texts; none that is marked is among them.
_remembered: dict[str, Cell] = {}


def cells_of_texts(texts: Sequence[str]) -> Texts:
    """Return the cells that refer to the shared texts."""
    if len(_remembered) > 16 * LONG:
        _remembered.clear()
    while len(_numbers) < len(texts):
        _numbers.append(b"%d</v></c>" % len(_numbers))
    found = list(map(_remembered.get, texts))
    marked: dict[bytes, Cell] = {}
    for at, known in enumerate(found):
        if known is None and (text := texts[at]):
            cell = Cell(_TEXT, text)
            if is_marked(text):
                marked[_numbers[at]] = cell
            else:
                found[at] = cell
                if len(text) <= _SHORT:
                    _remembered[text] = cell
    plain: dict[bytes, Cell | None] = dict(zip(_numbers, found, strict=False))
    for end in marked:
        del plain[end]
    return Texts(plain, marked)


_numbers: list[bytes] = []


def forget() -> None:
    """Let go of what is remembered of texts."""
    _remembered.clear()
    _numbers.clear()
