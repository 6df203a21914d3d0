"""What a marked-up copy says, for programs: the findings with what is left of them, and what found no place."""

from __future__ import annotations

from typing import Any

from cchc_xlsx.model.book import plain
from cchc_xlsx.model.returned import Leftover, Mend, Returned
from cchc_xlsx.terms import Language

FORMAT = 1


def told(returned: Returned, unit: str, written: str, language: Language) -> dict[str, Any]:
    """Return plain data: for which unit, the path written, findings and leftovers."""
    return {
        "format": FORMAT,
        "unit": unit,
        "written": written,
        "findings": [_mend(each, language) for each in returned.mends],
        "not_placed": [_leftover(each, language) for each in returned.leftovers],
    }


def _mend(mend: Mend, language: Language) -> dict[str, Any]:
    place = mend.places[0] if mend.places else None
    return {
        "rule": mend.rule or None,
        "severity": mend.severity.value,
        "left": mend.left.value,
        "sheet": place.sheet if place else None,
        "cell": place.cell if place else None,
        "criterion": mend.criterion or None,
        "message": mend.message.in_(language),
        "fix": mend.fix.in_(language),
        "points_at_stake": plain(mend.points_at_stake),
    }


def _leftover(leftover: Leftover, language: Language) -> dict[str, Any]:
    return {
        "sheet": leftover.place.sheet or None,
        "cell": leftover.place.cell or None,
        "code": leftover.code or None,
        "column": leftover.key or None,
        "text": leftover.text,
        "why": leftover.why.in_(language),
    }
