"""Vietnamese text in an encoding of before Unicode, or read by the wrong one: recognised, never converted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache


class Legacy(StrEnum):
    """How a text is written that is Vietnamese only in an old font, or with its bytes read another way."""

    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI"
    UTF_8 = "UTF-8"  # read as if every byte were a letter: `á»§y ban`


def legacy_of(text: str) -> Legacy | None:
    """Return the encoding in which a text was typed or misread; None where it is what it seems.

    Two different words at least have to be no Vietnamese as they stand, and Vietnamese by that encoding: English,
    French, numbers of documents and Unicode text, however it is spelt, do not come to that.
    """
    if text.isascii():
        return None
    return _legacy_of(text) if len(text) <= _LONG else _legacy_of.__wrapped__(text)


def may_be_legacy(words: Sequence[str]) -> bool:
    """Tell whether texts made of these words may be written so; False only where `legacy_of` gives None for each.

    What many texts have not together, none has alone.
    """
    unknown = set(words) - _ordinary
    # All at once, as far as it goes: mostly there is nothing odd.
    odd = set() if _is_ordinary("\n".join(unknown)) else {word for word in unknown if not _is_ordinary(word)}
    if len(_ordinary) > _ROOM:
        _ordinary.clear()
    _ordinary.update(word for word in unknown - odd if len(word) <= _LONG)
    strange = " ".join(sorted(odd))
    # A misread letter counts as often as it stands there, and may go on behind a blank; a word counts once.
    return legacy_of(" ".join(words) if _MISREAD_SIGNS.search(strange) else strange) is not None


#: Words met before that speak for none of the encodings, and how many of them are kept.
_ordinary: set[str] = set()
_ROOM = 20_000


def _is_ordinary(word: str) -> bool:
    """Tell whether nothing in what stands between two blanks, or in several such, speaks for any of the encodings."""
    return word.isascii() or not (_MISREAD_SIGNS.search(word) or not all(map(_is_fine, set(_WORD.findall(word)))))


_LONG = 300  # characters of a text that is not worth remembering


@lru_cache(maxsize=4096)
def _legacy_of(text: str) -> Legacy | None:
    if len(re.findall(_MISREAD, text)) >= _ENOUGH:
        return Legacy.UTF_8
    once = " ".join(set(text.split()))  # a pattern takes its time
    words = {word for word in _WORD.findall(once) if not _is_fine(word)}
    if len(words) < _ENOUGH:
        return None
    tcvn3 = sum(_is_syllable(_by_table(word, _TCVN3)) for word in words)
    vni = sum(_is_syllable(_by_table(word.lower(), _VNI)) for word in words)
    if max(tcvn3, vni) < _ENOUGH:
        return None
    return Legacy.TCVN3 if tcvn3 > vni else Legacy.VNI


_ENOUGH = 2
#: At least two letters, or signs that stand for letters in the old fonts.
_WORD = re.compile(r"(?:[^\W\d_]|[¡¢£¤¥¦§¨©«¬\u00ad®µ¶·¸¹»¼½¾×÷]){2,}")
#: What the two or three bytes of a Vietnamese letter look like one by one.
_MISREAD = r"á[º»].|Ã[¡-¿]|Ä[‘\u0090\u0091ƒ]|Æ[°¡]"

_MISREAD_SIGNS = re.compile(r"á[º»]|Ã[¡-¿]|Ä[‘\u0090\u0091ƒ]|Æ[°¡]")

_TCVN3 = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢§£¤¥¦",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)


def _vni() -> dict[str, str]:
    """Return what one or two small letters of a VNI font show: a letter, or a letter and the sign that follows it."""
    table = dict(zip("íìæóòîñôö", "íìỉĩịỵđơư", strict=True))
    five = "ùøûõï"
    for letter, signs, shown in (
        ("a", f"{five}âáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ"),
        ("e", f"{five}âáàåãä", "éèẻẽẹêếềểễệ"),
        ("o", f"{five}âáàåãä", "óòỏõọôốồổỗộ"),
        ("u", five, "úùủũụ"),
        ("y", five[:4], "ýỳỷỹ"),
        ("ô", five, "ớờởỡợ"),
        ("ö", five, "ứừửữự"),
    ):
        table |= {letter + sign: letter_shown for sign, letter_shown in zip(signs, shown, strict=True)}
    return table


_VNI = _vni()


def _by_table(word: str, table: dict[str, str]) -> str:
    """Return what a word shows by a table; "" where a letter of it, other than an ASCII one, shows nothing."""
    shown, at = "", 0
    while at < len(word):
        for length in (2, 1):
            piece = word[at : at + length]
            letter = table.get(piece) or (piece if length == 1 and piece.isascii() else "")
            if letter:
                shown += letter
                at += len(piece)
                break
        else:
            return ""
    return shown


_TONES = "\u0300\u0301\u0303\u0309\u0323"
_CONSONANTS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_INITIALS = frozenset(("", *_CONSONANTS.split()))
_FINALS = frozenset(("", "c", "ch", "m", "n", "ng", "nh", "p", "t"))
#: The vowels of a syllable by the letters of them that may bear the tone: hòa and hoà are both written.
_BEARING = {
    "0": "a ă â e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iu oi ôi ơi ua ui ưa ưi ưu",
    "01": "oa oe uy",
    "1": "iê yê uô ươ uâ uê oă oo uơ oai oay oao oeo iêu yêu uôi ươi ươu uây uya uyu",
    "2": "uyê",
}
_NUCLEI = {vowels: bearing for bearing, listed in _BEARING.items() for vowels in listed.split()}


#: What is shown by one table or the other; a word with any other sign in it is nothing by either.
_SHOWN = frozenset((*map(chr, range(128)), *"".join((*_TCVN3, *_VNI))))


@lru_cache(maxsize=4096)
def _is_fine(word: str) -> bool:
    """Tell whether nothing in a word speaks for a table: it is ASCII, or is nothing by a table, or is a syllable."""
    return word.isascii() or not (_SHOWN.issuperset(word) or _SHOWN.issuperset(word.lower())) or _is_syllable(word)


@lru_cache(maxsize=4096)
def _is_syllable(word: str) -> bool:
    """Tell whether a word is spelt like a Vietnamese syllable, its tone where a tone is written."""
    letters, tones = "", []
    for letter in unicodedata.normalize("NFC", word.lower()):
        bare, marks = _parted(letter)
        tones += [(str(len(letters)), mark) for mark in marks]
        letters += bare
    if len(tones) > 1 or len(letters) > 7:
        return False
    for start in range(min(4, len(letters))):
        if letters[:start] not in _INITIALS:
            continue
        for end in range(start + 1, min(start + 3, len(letters)) + 1):
            bearing, final = _NUCLEI.get(letters[start:end]), letters[end:]
            if bearing is None or final not in _FINALS:
                continue
            if all(str(int(at) - start) in bearing for at, _ in tones) and _may_end(final, tones):
                return True
    return False


@lru_cache(maxsize=1024)
def _parted(letter: str) -> tuple[str, str]:
    """Return a letter without its tones, and those."""
    parts = unicodedata.normalize("NFD", letter)
    bare = "".join(part for part in parts if part not in _TONES)
    return unicodedata.normalize("NFC", bare), "".join(part for part in parts if part in _TONES)


def _may_end(final: str, tones: list[tuple[str, str]]) -> bool:
    """Tell whether a tone may stand before a final: those that stop the voice bear only two of them."""
    return final not in ("c", "ch", "p", "t") or any(tone in "\u0301\u0323" for _, tone in tones)
