"""Points: exact decimal numbers, how they are read from what people type and how they are shown."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from cchc_xlsx.model.book import plain
from cchc_xlsx.terms import LANGUAGES, Language, Words
from cchc_xlsx.text import clean, fold

ZERO = Decimal(0)
#: Beyond this many decimals a number is an artefact of binary arithmetic (0.30000000000000004), not a score.
_GRAIN = Decimal("0.000001")
_NUMBER = re.compile(r"[+-]?[0-9]{1,6}(?:[.,][0-9]{1,6})?")
_UNIT = re.compile(r"\s*(?:điểm|đ|points?)\.?$", re.IGNORECASE)
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_WIDE = str.maketrans("０１２３４５６７８９．，－＋", "0123456789.,-+")


def exact(digits: str) -> Decimal | None:
    """Return the number a file writes in plain or scientific digits; None where it is none or not finite."""
    try:
        number = Decimal(digits)
    except InvalidOperation:
        return None
    if not number.is_finite() or not -(10**9) <= number <= 10**9:  # `abs` fails on a million digits
        return None
    return settled(number)


def settled(number: Decimal) -> Decimal:
    """Return `number` without the dust of binary arithmetic: 0.30000000000000004 becomes 0.3."""
    return Decimal(plain(number.quantize(_GRAIN, rounding=ROUND_HALF_UP)))


def typed(text: str) -> Decimal | None:
    """Return the number a person typed (`2,5`, ` 2.5 `, `2.5 điểm`); None where it is none, or could be two.

    `1.000` and `1,000` are refused: one or a thousand.
    """
    bare = _UNIT.sub("", clean(text).translate(_WIDE)).strip()
    if not _NUMBER.fullmatch(bare) or _THOUSANDS.fullmatch(bare):
        return None
    return Decimal(plain(Decimal(bare.replace(",", "."))))


def says_not_applicable(text: str) -> bool:
    """Tell whether a text says that a criterion does not apply: `KAD`, “không áp dụng”, “not applicable”."""
    return fold(text).strip(" .()") in {
        "kad",
        "khong ap dung",
        "kad - khong ap dung",
        "kad – khong ap dung",
        "n/a",
        "not applicable",
    }


def rounded(number: Decimal, decimals: int) -> Decimal:
    """Return `number` rounded half up, as people are taught; only ever for showing."""
    return number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def shown(number: Decimal | None, language: Language, decimals: int | None = None) -> str:
    """Return a number for people: decimal comma in Vietnamese; all its digits unless `decimals` is given.

    An absent number is shown as an en dash.
    """
    if number is None:
        return "–"
    text = plain(number) if decimals is None else format(rounded(number, decimals), "f")
    return text.replace(".", ",") if language == "vi" else text


def filled(words: Words, /, **facts: object) -> Words:
    """Return `words` with facts filled in; Decimals and `Words` among them are put into each language."""

    def told(fact: object, language: Language) -> object:
        if isinstance(fact, Words):
            return fact.in_(language)
        return shown(fact, language) if isinstance(fact, Decimal) else fact

    vi, en = (words.say(lang, **{key: told(fact, lang) for key, fact in facts.items()}) for lang in LANGUAGES)
    return Words(vi, en)
