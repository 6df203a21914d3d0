"""Small words that several rules put into their messages: lists, names of criteria, what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from cchc_xlsx.model.criteria import Criterion
from cchc_xlsx.model.points import filled
from cchc_xlsx.terms import Words

NOTHING = Words("", "")
NO_REASON = Words("không nêu", "none given")
#: So many are named one by one; of the rest only the number is told.
NAMED = 10


def listed(items: Sequence[object], limit: int = NAMED) -> Words:
    """Return the first `limit` of the items, semicolons between them, and how many more there are."""
    first = [filled(Words("{item}", "{item}"), item=item) for item in items[:limit]]
    text = Words("; ".join(item.vi for item in first), "; ".join(item.en for item in first))
    rest = len(items) - limit
    return (
        filled(Words("{text} và {rest} mục khác", "{text} and {rest} more"), text=text, rest=rest) if rest > 0 else text
    )


def called(code: str) -> Words:
    """Return what a code is called: area 3, criterion 3.2.6, or ("") the whole."""
    if not code:
        return Words("toàn bộ các lĩnh vực", "all areas together")
    words = Words("tiêu chí {code}", "criterion {code}") if "." in code else Words("lĩnh vực {code}", "area {code}")
    return filled(words, code=code)


def short(text: str, limit: int = 60) -> str:
    """Return a text as it is quoted in a sentence: on one line, its end left off where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def at_stake(criterion: Criterion) -> Decimal:
    """Return the points that a criterion decides: its maximum, of a penalty the points it can take off."""
    return criterion.highest - criterion.lowest


def written(moment: datetime | None, form: str = "%d/%m/%Y %H:%M") -> Words:
    """Return a moment as it is written here: 30/11/2023 17:00."""
    text = moment.strftime(form) if moment else ""
    return Words(text, text) if text else Words("không rõ", "unknown")


def apart(one: datetime | None, other: datetime | None) -> tuple[Words, Words]:
    """Return two moments as they are written, with their seconds where their minutes are the same."""
    pair = written(one), written(other)
    return pair if pair[0] != pair[1] else (written(one, "%d/%m/%Y %H:%M:%S"), written(other, "%d/%m/%Y %H:%M:%S"))
