"""The language in which appendices name criteria: from the text people write to the leaves it means.

    list      = { [ role ":" ] part separator }
    separator = ";" | "," | line break | "và" | "&"
    part      = ( range | everything ) { exception | role | "(" role ")" }
    range     = { word } code [ ( "đến" | "tới" | "-" | "–" | "—" | "→" ) { word } code ]
    everything= ( "toàn bộ" | "tất cả" ) { word }
    exception = "(" ( "trừ" | "ngoại trừ" | "không gồm" | "không bao gồm" ) list ")"
              | the same without brackets; then it reaches as far as codes of what it is taken from follow
    role      = "chủ trì" | "phối hợp" | "tham gia"
    word      = "từ" | "hết" | "cả" | "các" | "lĩnh vực" | [ "bộ" ] "tiêu chí" [ "thành phần" ] | "nội dung" | "mục"
              | "mã"

A code with others below it means all its leaves. A range stands within one parent and counts as people do (3.2.9 before
3.2.10). Marks of tone and capitals make no difference, nor do single full stops and colons, a dash that begins a line,
or how wide a blank is. A role said before a colon holds for what follows in the list. Whatever is wrong becomes a
`Flaw` with its place in the text; nothing raises.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from cchc_xlsx.assigning.tokens import Token, tokens
from cchc_xlsx.model.campaign import Flaw, Slip
from cchc_xlsx.model.criteria import CriteriaSet
from cchc_xlsx.text import fold_in_place, numeric
from cchc_xlsx.values import dataclass

_DEEPEST = 8  # exceptions within exceptions; nobody means more
#: What may stand after a part.
_AFTER = ("separator", "line", "close", "end")
_FINISH = Token("end", "", 0, 0)
_SEPARATOR, _CODE = " *[;,] *", r"[0-9]+(?:\.[0-9]+)*"
_PLAIN = re.compile(f" *{_CODE}(?:{_SEPARATOR}{_CODE})* *")


@dataclass(frozen=True)
class Reading:
    """What a list of codes means: its leaves in the order named, each once; those led or only helped with; its flaws.

    `leads` and `helps` are empty where the text says nothing about roles.
    """

    codes: tuple[str, ...]
    leads: tuple[str, ...]
    helps: tuple[str, ...]
    flaws: tuple[Flaw, ...]


def read(text: str, criteria: CriteriaSet) -> Reading:
    """Return what a list of codes means in a set of criteria."""
    return _plain(text, criteria) or _Parser(text, criteria).reading()


def _plain(text: str, criteria: CriteriaSet) -> Reading | None:
    """Return what a list of leaves that the unit scores means, each named once; None for any other list."""
    if not _PLAIN.fullmatch(text):
        return None
    codes = tuple(re.split(_SEPARATOR, text.strip(" ")))
    once = len(set(codes)) == len(codes)
    return Reading(codes, (), (), ()) if once and criteria.scored_by_code.keys() >= set(codes) else None


@lru_cache(8)
def _folded(codes: tuple[str, ...]) -> Mapping[str, str]:
    """Return the code that folded letters mean; a campaign has thousands of lists and one set of criteria."""
    return {fold_in_place(code)[0]: code for code in reversed(codes)}


class _Parser:
    """Walks over the tokens once; `at` is where it stands."""

    def __init__(self, text: str, criteria: CriteriaSet) -> None:
        self.text = text
        self.criteria = criteria
        self.tokens = list(tokens(text))
        self.at = 0
        self.flaws: list[Flaw] = []
        self.role = ""  # said before a colon
        self.known = _folded(tuple(criteria.by_code))
        self.closing = dict(self._pairs())

    def _pairs(self) -> Iterator[tuple[int, int]]:
        """Yield each opening bracket that is closed, with the one that closes it."""
        opened: list[int] = []
        for place, token in enumerate(self.tokens):
            if token.kind == "open":
                opened.append(place)
            elif token.kind == "close" and opened:
                yield opened.pop(), place

    def reading(self) -> Reading:
        codes: dict[str, str] = {}  # leaf → role
        while self.skip():
            if self.token.kind == "close":
                self.flaw(Slip.BRACKET, self.at, self.at + 1)
                self.at += 1
                continue
            first = self.at
            leaves, role = self.part(0)
            again = [leaf for leaf in leaves if leaf in codes]
            if again and not (role and len(again) == len(leaves)):  # to say the role of one among many is no repetition
                self.flaw(Slip.TWICE, first, self.at)
            elif leaves and not any(self.criteria.by_code[leaf].scored_by_unit for leaf in leaves):
                self.flaw(Slip.UNSCORED, first, self.at)
            for leaf in leaves:
                codes[leaf] = role or codes.get(leaf, "")
        return Reading(
            tuple(codes),
            tuple(leaf for leaf, role in codes.items() if role == "leads"),
            tuple(leaf for leaf, role in codes.items() if role == "helps"),
            tuple(self.placed()),
        )

    @property
    def token(self) -> Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else _FINISH

    def skip(self) -> bool:
        """Go on to what begins a part; False where nothing is left."""
        while self.token.kind in ("separator", "line", "dash"):
            self.at += 1
        return self.at < len(self.tokens)

    def over_lines(self, *kinds: str) -> bool:
        """Go on to a token of these kinds, line breaks passed over; False, and nowhere, where none is next."""
        place = self.at
        while place < len(self.tokens) and self.tokens[place].kind == "line":
            place += 1
        if place < len(self.tokens) and self.tokens[place].kind in kinds:
            self.at = place
            return True
        return False

    def flaw(self, slip: Slip, first: int, end: int) -> None:
        """Note a flaw of the tokens from `first` up to `end`."""
        start, stop = self.tokens[first].start, self.tokens[end - 1].end
        self.flaws.append(Flaw(slip, self.text[start:stop], start, stop))

    def placed(self) -> Iterator[Flaw]:
        """Yield the flaws by their places, each with the known codes on either side of it."""
        named = [(token.start, code) for token in self.tokens if (code := self.code_of(token))]
        starts = [start for start, _ in named]
        for flaw in sorted(self.flaws, key=lambda flaw: (flaw.start, flaw.end)):
            before, after = bisect_left(starts, flaw.start), bisect_left(starts, flaw.end)
            yield replace(
                flaw,
                before=named[before - 1][1] if before else "",
                after=named[after][1] if after < len(named) else "",
            )

    def code_of(self, token: Token) -> str:
        """Return the code that a token names, one with criteria below it where the set forgets itself; else ""."""
        written = self.text[token.start : token.end]
        if written in self.criteria.by_code:
            return written
        if token.kind != "code":
            return ""
        return self.known.get(token.text) or (token.text if self.criteria.children(token.text) else "")

    def part(self, depth: int) -> tuple[tuple[str, ...], str]:
        """Read one part; return its leaves, none where it is wrong, and the role said of it."""
        if self.token.kind in ("leads", "helps"):
            self.role = self.token.kind
            self.at += 1
            if self.token.kind in ("separator", "line", "end"):
                return (), ""
        first, role = self.at, self.role
        leaves = self.range()
        while leaves is not None and (self.said() or self.token.kind == "except" or self.over_lines("open")):
            if self.said():
                role = self.token.kind
                self.at += 1
            elif self.token.kind == "except":
                leaves = self.exception(leaves, first, bare=True, depth=depth)
            elif (inner := self.inner()) == "except":
                leaves = self.exception(leaves, first, bare=False, depth=depth)
            elif inner in ("leads", "helps") and self.closing.get(self.at) == self.at + 2:
                role, self.at = inner, self.at + 3
            else:
                start = self.at
                self.at = self.closing.get(start, start) + 1
                slip = Slip.UNKNOWN if start in self.closing else Slip.BRACKET
                self.flaw(slip, start, self.at)
        if leaves is None or self.token.kind not in (*_AFTER, "leads", "helps"):
            self.rest(first)
            return (), ""
        return leaves, role

    def said(self) -> bool:
        """Tell whether a role stands here that is said of what stands before it."""
        return self.token.kind in ("leads", "helps") and not self.token.text.endswith(":")

    def inner(self) -> str:
        """Return the kind of the first token in the bracket that opens here."""
        return self.tokens[self.at + 1].kind if self.at + 1 < len(self.tokens) else ""

    def rest(self, first: int) -> None:
        """Pass over what is left of a part that names nothing, whole brackets with it."""
        while self.token.kind not in _AFTER or self.at == first:
            self.at = self.closing.get(self.at, self.at) + 1
        self.flaws = [flaw for flaw in self.flaws if flaw.start < self.tokens[first].start]
        self.flaw(Slip.UNKNOWN, first, self.at)

    def words(self) -> bool:
        """Pass over the words before a code; tell whether they say “everything”."""
        everything = False
        while self.token.kind in ("word", "all") and not self.code_of(self.token):
            everything = everything or self.token.kind == "all"
            self.at += 1
        return everything

    def range(self) -> tuple[str, ...] | None:
        """Read a code, a range or “everything”; return its leaves, None where there is nothing of the kind.

        What is of the kind and wrong gives a flaw and no leaves.
        """
        first = self.at
        everything = self.words()
        if self.at > first:
            self.over_lines("code")
        if self.token.kind != "code" and not self.code_of(self.token):
            return tuple(leaf.code for leaf in self.criteria.leaves) if everything else None
        begin = self.at
        self.at += 1
        if not (self.token.kind == "dash" or self.over_lines("to")):
            return self.leaves(self.code_of(self.tokens[begin]), begin)
        self.at += 1
        self.over_lines("word", "code")
        self.words()
        end = self.at
        if self.token.kind != "code" and not self.code_of(self.token):
            return None
        self.at += 1
        low, high = self.code_of(self.tokens[begin]), self.code_of(self.tokens[end])
        if not low or not high:
            for place, code in ((begin, low), (end, high)):
                if not code:
                    self.flaw(Slip.UNKNOWN, place, place + 1)
            return ()
        parent = low.rpartition(".")[0]
        if parent != high.rpartition(".")[0]:
            self.flaw(Slip.ACROSS, first, self.at)
            return ()
        if numeric(low) > numeric(high):
            self.flaw(Slip.UPSIDE_DOWN, first, self.at)
            return ()
        within = [c.code for c in self.criteria.children(parent) if numeric(low) <= numeric(c.code) <= numeric(high)]
        return tuple(leaf.code for code in sorted(within, key=numeric) for leaf in self.criteria.leaves_of(code))

    def leaves(self, code: str, place: int) -> tuple[str, ...]:
        if not code:
            self.flaw(Slip.UNKNOWN, place, place + 1)
        return tuple(leaf.code for leaf in self.criteria.leaves_of(code)) if code else ()

    def exception(self, leaves: tuple[str, ...], first: int, *, bare: bool, depth: int) -> tuple[str, ...]:
        """Read an exception from leaves, whose part began at `first`; return what it leaves of them."""
        start = self.at
        closed = None if bare else self.closing.get(start)
        if not bare and closed is None:
            self.flaw(Slip.BRACKET, start, start + 1)
        if depth == _DEEPEST:
            self.at = len(self.tokens) if closed is None else closed + 1
            self.flaw(Slip.UNKNOWN, start, self.at)
            return leaves
        self.at += 1 if bare else 2
        told, before = self.role, len(self.flaws)
        gone: set[str] = set()
        named = False
        while self.excepted_next(leaves, closed, named):
            begin = self.at
            less = self.part(depth + 1)[0] if closed is not None else (self.range() or ())
            if self.at == begin:
                break
            named = True
            met = {leaf for leaf in less if leaf in leaves}
            if less and leaves and not met:
                self.flaw(Slip.EXCEPTS_NOTHING, begin, self.at)
            elif met and met <= gone:
                self.flaw(Slip.TWICE, begin, self.at)
            gone |= met
        self.role = told
        if closed is not None:
            self.at = closed + 1
        if not named and len(self.flaws) == before:
            self.flaw(Slip.EXCEPTION_EMPTY, start, self.at)
        left = tuple(leaf for leaf in leaves if leaf not in gone)
        if leaves and not left:
            self.flaw(Slip.NOTHING_LEFT, first, self.at)
        return left

    def excepted_next(self, leaves: tuple[str, ...], closed: int | None, named: bool) -> bool:
        """Go on to the next part of an exception; False where it ends.

        Without a bracket that closes it, it ends before what is no part of the leaves.
        """
        if closed is not None:
            self.skip()
            return self.at < closed
        if not named:
            return self.over_lines("code", "word", "all")
        here, flaws = self.at, len(self.flaws)
        self.skip()
        begin = self.at
        more = self.range()
        self.at = begin
        del self.flaws[flaws:]
        if more and set(more) <= set(leaves):
            return True
        self.at = here
        return False
