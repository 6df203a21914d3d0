"""The quick look at the texts that cells of an .xlsx file share; no answer where in doubt, as in `quick`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import overload

from cchc_xlsx.excel.pieces import LARGE, LONG, Odd, allowed, begins, meant, run_through
from cchc_xlsx.excel.shared import unescaped
from cchc_xlsx.model.book import EMPTY, Cell, Kind, is_marked

_SHORT = 400  # bytes of a text that many units may have: what one unit says in many words no other will say
_TEXT = Kind.TEXT  # an enumeration is slow to tell its members


class Texts(Sequence[str]):
    """The texts that cells share, in their order, and the cells that they give, None for an empty text.

    Those with one of our marks in them are held apart from the `plain`; both are by numbers as cells tell them.
    """

    __slots__ = ("_cells", "longest", "marked", "plain")

    def __init__(self, cells: list[Cell | None], marked: Iterable[int], longest: int) -> None:
        """`marked` are the numbers of those with a mark, `longest` is how many characters one has at most."""
        while len(_numbers) < len(cells):
            _numbers.append(b"%d" % len(_numbers))
        self._cells, self.longest = cells, longest
        self.plain: dict[bytes, Cell | None] = dict(zip(_numbers, cells, strict=False))
        self.marked = {_numbers[at]: self.plain.pop(_numbers[at]) or EMPTY for at in marked}

    @classmethod
    def of(cls, texts: Sequence[str] = ()) -> Texts:
        """Return these texts."""
        cells = [Cell(_TEXT, text) if text else None for text in texts]
        marked = [at for at, text in enumerate(texts) if is_marked(text)]
        return cls(cells, marked, max(map(len, texts), default=0))

    def __len__(self) -> int:
        return len(self._cells)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [(cell or EMPTY).text for cell in self._cells[at]]
        return (self._cells[at] or EMPTY).text


def texts_in(data: bytes) -> Texts | None:
    """Return the texts that cells share; None where the part is not ordinary."""
    start, end = data.find(b"<si>"), data.rfind(b"</si>") + len(b"</si>")
    if len(data) > LARGE or not 0 < start < end or not begins(data) or data[end:].rstrip() != b"</sst>":
        return None
    try:
        run_through(data[:start] + b"</sst>", _nothing_but_the_list)
        return _texts(data[start:end], data.count(b"<", start, end))
    except Odd:
        return None


def _nothing_but_the_list(tag: str, _: dict[str, str]) -> None:
    """See that no text, told in another way, stands before those that are told as usual: it has its number, too."""
    if tag != "sst":
        raise Odd


#: How a text begins, in two ways that mean the same to a text between tags, and how it ends.
_SI, _SPACED, _END_SI = b"<si><t>", b'<si><t xml:space="preserve">', b"</t></si>"
#: Cells of texts that were met before, by how those are told; none that is marked is among them.
_remembered: dict[bytes, Cell] = {}
#: How cells tell the numbers of texts.
_numbers: list[bytes] = []


def _texts(told: bytes, tags: int) -> Texts:
    """Return the texts of elements that follow each other: each a `si` with one `t` in it, and no other tag.

    `tags` is how often `<` stands in all of it.
    """
    told = told.replace(_SPACED, _SI)
    pieces = told[len(_SI) : -len(_END_SI)].split(_END_SI + _SI)
    if not (told.startswith(_SI) and told.endswith(_END_SI) and tags == 4 * len(pieces)):
        raise Odd
    if len(_remembered) > 8 * LONG:
        _remembered.clear()
    cells = list(map(_remembered.get, pieces))
    new = [at for at, known in enumerate(cells) if known is None and pieces[at]]
    marked: list[int] = []
    for at, text in zip(new, _meant([pieces[at] for at in new]), strict=True):
        cells[at] = cell = Cell(_TEXT, text) if text else None
        if is_marked(text):
            marked.append(at)
        elif cell and len(pieces[at]) <= _SHORT:
            _remembered[pieces[at]] = cell
    return Texts(cells, marked, max(map(len, pieces)))


def _meant(pieces: Sequence[bytes]) -> list[str]:
    """Return texts between tags as they are meant; in none of them is there a `<`."""
    told = allowed(b"<".join(pieces))
    texts = told.split("<") if pieces else []
    if "&" in told:
        texts = [meant(text) for text in texts]
    return [unescaped(text) for text in texts] if "_x" in told else texts


def forget() -> None:
    """Let go of what is remembered of texts."""
    _remembered.clear()
    _numbers.clear()
