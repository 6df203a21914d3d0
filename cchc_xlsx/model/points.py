"""Points: exact decimal numbers, how they are read from what people type and how they are shown."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

from cchc_xlsx.model.book import plain
from cchc_xlsx.terms import LANGUAGES, Language, Told, Words
from cchc_xlsx.text import clean, fold, pattern

ZERO = Decimal(0)
#: So much two sums may differ, of which one was reckoned in binary.
GRAIN = Decimal("0.000001")
#: What is beyond 15 digits, or 12 decimals, is dust of binary arithmetic (0.30000000000000004) and was not typed.
_DIGITS_KEPT = Context(prec=15, rounding=ROUND_HALF_UP)
_DECIMALS_KEPT = Decimal("1e-12")
_MOST = 10**9
_NUMBER = pattern(r"[+-]?[0-9]{1,6}(?:[.,][0-9]{1,15})?")
_UNIT = pattern(r"\s*(?:điểm|đ|diem|points?)\.?$", re.IGNORECASE)
_DIGITS = pattern(r"\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,6})?\s*", re.ASCII)
#: Groups of three digits with one kind of sign between them, and perhaps decimals behind another kind.
_GROUPED = pattern(r"([+-]?[1-9][0-9]{0,2})([.,' ])([0-9]{3}(?:\2[0-9]{3})*)(?:(?!\2)[.,]([0-9]{1,15}))?")
#: The fractions that are one character and have an end in decimals; ⅓ and its like have none, and are no numbers here.
_VULGAR = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅕": "0.2", "⅖": "0.4", "⅗": "0.6", "⅘": "0.8", "⅛": "0.125",
           "⅜": "0.375", "⅝": "0.625", "⅞": "0.875", "⅒": "0.1"}  # fmt: skip
_MIXED = pattern(rf"([+-]?)([0-9]{{0,6}})\s?([{''.join(_VULGAR)}])")
#: Full-width signs of East Asian keyboards, the minus of mathematics, curly apostrophes: by table, since Unicode's own
#: folding (NFKC) would make 22 of 2².
WIDE = str.maketrans("０１２３４５６７８９．，－＋％／−’‘", "0123456789.,-+%/-''")


def exact(digits: str) -> Decimal | None:
    """Return the number a file writes in plain or scientific digits; None where it is none or not finite."""
    return _exact(digits) if len(digits) <= _LONG else _exact.__wrapped__(digits)


_LONG = 40  # characters of a number that is not worth remembering


@lru_cache(maxsize=4096)
def _exact(digits: str) -> Decimal | None:
    if not _DIGITS.fullmatch(digits):  # Decimal alone would take 1_5 for 15, and digits of any script
        return None
    try:
        number = Decimal(digits.strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or not -_MOST <= number <= _MOST:  # `abs` fails on a million digits
        return None
    return settled(number)


def far_too_large(text: str) -> bool:
    """Tell whether a text is a number that no score can be: 1e308, 9999999 (a score typed as text has six digits)."""
    bare = _bare(text).replace(",", ".")
    return bool(_DIGITS.fullmatch(bare)) and not -(10**6) < Decimal(bare) < 10**6


@lru_cache(maxsize=4096)
def settled(number: Decimal) -> Decimal:
    """Return `number` without the dust of binary arithmetic: 0.30000000000000004 becomes 0.3, 0.1234567 stays."""
    kept = _DIGITS_KEPT.plus(number)
    return Decimal(plain(kept.quantize(_DECIMALS_KEPT, rounding=ROUND_HALF_UP)))


def difference(one: Decimal, other: Decimal) -> Decimal:
    """Return by how much two sums differ; 0 where that is no more than binary arithmetic leaves."""
    if one == other:
        return ZERO
    return Decimal(plain((one - other).quantize(GRAIN, rounding=ROUND_HALF_UP)))


def typed(text: str) -> Decimal | None:
    """Return the number a person typed; None where it is none, or could be two.

    Understood are `2,5`, ` 2.5 `, `2.5 điểm`, `2½`, `１．５`, `'3`. A number with what is or could be a thousands
    separator (`1.000`, `1,000`, `1 000`, `1.234,5`) is not: `readings` tells what it may be.
    """
    bare = _bare(text)
    if bare[-1:] in _VULGAR and (mixed := _MIXED.fullmatch(bare)):
        sign, whole, fraction = mixed.groups()
        return Decimal(plain(Decimal(f"{sign}1") * (Decimal(whole or 0) + Decimal(_VULGAR[fraction]))))
    if not _NUMBER.fullmatch(bare) or (bare[-4:-3] in (".", ",") and _GROUPED.fullmatch(bare)):
        return None
    return Decimal(plain(Decimal(bare.replace(",", "."))))


def readings(text: str) -> tuple[Decimal, ...]:
    """Return every number that a text may stand for: `1.000` gives 1 and 1000, `1.234,5` gives 1234.5, `x` none."""
    number = typed(text)
    if number is not None:
        return (number,)
    grouped = _GROUPED.fullmatch(_bare(text))
    if not grouped:
        return ()
    first, sign, rest, decimals = grouped.groups()
    thousands = Decimal(first + rest.replace(sign, "") + (f".{decimals}" if decimals else ""))
    found = [thousands]
    if len(rest) == 3 and not decimals and sign in ".,":
        found.insert(0, Decimal(f"{first}.{rest}"))
    return tuple(Decimal(plain(each)) for each in found)


def out_of(text: str) -> tuple[Decimal, Decimal] | None:
    """Return the two numbers of `4/5,5` or `15 / 17 điểm`, points and what they are out of; None where it is no such.

    `1/2` is one of two points and never a half: it counts only where the criterion's maximum is 2.
    """
    part, slash, whole = _bare(text).partition("/")
    points, maximum = typed(part), typed(whole)
    return (points, maximum) if slash and points is not None and maximum is not None else None


def _bare(text: str) -> str:
    """Return a text as a number is looked for in it: plain digits and signs, no unit, no leading apostrophe."""
    return _UNIT.sub("", clean(text).translate(WIDE).lstrip("'")).strip()


def percentage(text: str) -> Decimal | None:
    """Return the number before the per cent sign of `38,5 %`; None where a text is no percentage."""
    bare = _bare(text)
    return typed(bare[:-1]) if bare.endswith("%") else None


#: What may stand between the words that say that a criterion does not apply, and those words.
_BETWEEN = dict.fromkeys(map(ord, " .()[]:,;–—-"))
_NOT_APPLICABLE = frozenset(
    ("kad", "khongapdung", "kadkhongapdung", "khongapdungkad", "n/a", "notapplicable", "n/anotapplicable",
     "notapplicablen/a")
)  # fmt: skip


def says_not_applicable(text: str) -> bool:
    """Tell whether a text says that a criterion does not apply: `KAD`, `K.A.D`, “Không áp dụng (KAD)”, `n/a`."""
    return fold(text).translate(_BETWEEN) in _NOT_APPLICABLE


def rounded(number: Decimal, decimals: int) -> Decimal:
    """Return `number` rounded half up, as people are taught; only ever for showing."""
    return number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


_ENDLESS = 6  # decimals that are shown of a number without end


def shown(number: Decimal | None, language: Language, decimals: int | None = None) -> str:
    """Return a number for people: decimal comma in Vietnamese; all its digits unless `decimals` is given.

    Of a number without end these are six decimals. An absent number is shown as an en dash.
    """
    if number is None:
        return "–"
    if decimals is None:
        text = plain(number if number == settled(number) else rounded(number, _ENDLESS))
    else:
        text = format(rounded(number, decimals), "f")
    return text.replace(".", ",") if language == "vi" else text


def points_told(number: Decimal | None, language: Language, decimals: int) -> str:
    """Return points for people: all their digits; what has no end in decimals is rounded half up."""
    return shown(number, language, None if number is None or number == settled(number) else decimals)


def filled(words: Words, /, **facts: object) -> Words:
    """Return `words` with facts filled in; Decimals and `Words` among them are put into each language."""

    def told(fact: object, language: Language) -> object:
        if isinstance(fact, Words):
            return fact.in_(language)
        return Told(shown(fact, language), one=fact == 1) if isinstance(fact, Decimal) else fact

    vi, en = (words.say(lang, **{key: told(fact, lang) for key, fact in facts.items()}) for lang in LANGUAGES)
    return Words(vi, en)
