"""The pieces of a list of codes: codes, words, signs, each with its place in the text, however it was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from cchc_xlsx.text import fold_in_place, pattern

_END = r"(?!\w|\.\w)"
_TOKEN = pattern(
    rf"""
      (?P<blank>\ +|\.(?![\w.])|:)
    | (?P<line>\n)
    | (?P<separator>[;,&]|va{_END})
    | (?P<open>[(\[{{])
    | (?P<close>[)\]}}])
    | (?P<except>(?:ngoai\ +)?tru{_END}|khong\ +(?:bao\ +)?gom{_END})
    | (?P<to>(?:den|toi){_END})
    | (?P<dash>[-‐‑‒–—―−→]+>?)
    | (?P<leads>chu\ +tri(?:\ *:|{_END}))
    | (?P<helps>(?:phoi\ +hop|tham\ +gia)(?:\ *:|{_END}))
    | (?P<all>(?:toan\ +bo|tat\ +ca){_END})
    | (?P<word>(?:tu|het|cac?|(?:bo\ +)?tieu\ +chi(?:\ +thanh\ +phan)?|linh\ +vuc|noi\ +dung|muc|ma){_END})
    | (?P<code>[^\W_]+(?:\.[^\W_]+)*)
    | (?P<other>\.{{2,}}|.)
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """A piece of the text: its kind, its folded letters, and where it stands in the text, end excluded."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text, without blanks."""
    folded, places = fold_in_place(text)
    for found in _TOKEN.finditer(folded):
        if found.lastgroup != "blank":
            end = places[found.end() - 1] + 1
            while end < len(text) and unicodedata.combining(text[end]):
                end += 1
            yield Token(found.lastgroup or "", found[0], places[found.start()], end)
