"""Who issues a report, by name alone: a people's committee or another body, as documents write them."""

from __future__ import annotations

import re

from cchc_xlsx.model.report import Office
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.text import fold
from cchc_xlsx.workbooks.summary.ranking import agency
from cchc_xlsx.workbooks.unit.forms import COMMITTEE, DEFAULT_SIGN_OFF

DOTS = "……………"
_BODY = Words("Ủy ban nhân dân {name}", "the People's Committee of {name}")
_KINDS = ("xa", "phuong", "thi tran", "dac khu", "huyen", "quan", "thi xa", "thanh pho", "tinh")  # folded
_COMMITTEE = re.compile(r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+(.+)", re.IGNORECASE | re.DOTALL)
_HEADS = Words("THỦ TRƯỞNG CƠ QUAN", "HEAD OF OFFICE")


def unit_office(name: str, sign_off: str, superior: str, language: Language) -> Office:
    """Return the office of a unit; one whose name begins with no kind of territory is a body of the superior's."""
    kind, place = _parted(name)
    signers = tuple(line.strip() for line in (sign_off or DEFAULT_SIGN_OFF).split("|"))
    if not kind:
        return Office(agency(superior), name.upper(), name, DOTS, "BC-……", signers)
    body = _BODY.say(language, name=f"{kind.lower()} {place}")
    return Office(COMMITTEE.in_(language), name.upper(), body, place, "BC-UBND", signers)


def superior_office(name: str, language: Language) -> Office:
    """Return the office of the superior, who signs as its kind does."""
    found = _COMMITTEE.fullmatch(name.strip())
    kind, place = _parted(found[1]) if found else ("", "")
    if not found:
        return Office("", name.upper() or DOTS, name or DOTS, DOTS, "BC-……", (_HEADS.in_(language),))
    territory = f"{kind.lower()} {place}".strip()
    body = _BODY.say(language, name=territory)
    signers = tuple(DEFAULT_SIGN_OFF.split("|"))
    return Office(COMMITTEE.in_(language), territory.upper(), body, place or DOTS, "BC-UBND", signers)


def _parted(name: str) -> tuple[str, str]:
    """Return the kind of a territory and its own name: “Xã”, “Hà Bắc”; "" and the name where it tells no kind."""
    words = name.split()
    for count in (2, 1):
        if len(words) > count and fold(" ".join(words[:count])) in _KINDS:
            return " ".join(words[:count]), " ".join(words[count:])
    return "", " ".join(words)
