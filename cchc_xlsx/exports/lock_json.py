"""The seal as a file, and read back; and what came of verifying it, for programs."""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from cchc_xlsx.exports.tong_hop_json import dumped
from cchc_xlsx.model.book import plain
from cchc_xlsx.model.seal import Changed, Mark, Ranked, Seal, Verified
from cchc_xlsx.terms import LANGUAGES

NAME = "tong-hop.lock.json"
FORMAT = 1
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def export(seal: Seal) -> bytes:
    """Return the bytes of `tong-hop.lock.json`."""
    told = {
        "format": FORMAT,
        "tool": {"name": "cchc_xlsx", "version": seal.version},
        "campaign": seal.campaign,
        "options": {"language": seal.language, "limits": dict(sorted(seal.limits.items()))},
        "received": seal.received,
        "inputs": [{"role": each.role, **_mark(each)} for each in seal.inputs],
        "files": [{**_mark(each), "container": each.container or None} for each in seal.files],
        "results": [_mark(each) for each in seal.results],
        "ranking": [{"unit": each.unit, "name": each.name, **_place(each)} for each in seal.ranking],
    }
    return dumped(told).encode()


def _mark(mark: Mark) -> dict[str, Any]:
    return {"path": mark.path, "sha256": mark.sha256}


def _place(place: Ranked) -> dict[str, Any]:
    return {
        "status": place.status,
        "points": None if place.points is None else plain(place.points),
        "index": None if place.index is None else plain(place.index),
        "rank": place.rank,
        "grade": place.grade,
    }


def parsed(data: bytes) -> Seal | None:
    """Return the seal that a file holds; None where it is no seal, or one of a later format."""
    try:
        told = json.loads(data)
        if told["format"] != FORMAT or told["tool"]["name"] != "cchc_xlsx" or not told["results"]:
            return None
        language = next(known for known in LANGUAGES if known == told["options"]["language"])
        limits = {_text(name): _size(value) for name, value in told["options"]["limits"].items()}
        return Seal(
            version=_text(told["tool"]["version"]),
            campaign=_text(told["campaign"]),
            language=language,
            received=_text(told["received"]),
            inputs=tuple(Mark(_text(e["path"]), _text(e["sha256"]), _text(e["role"])) for e in told["inputs"]),
            files=tuple(
                Mark(_text(e["path"]), _text(e["sha256"]), container=_text(e["container"] or "")) for e in told["files"]
            ),
            results=tuple(Mark(_text(e["path"]), _text(e["sha256"])) for e in told["results"]),
            ranking=tuple(map(_placed, told["ranking"])),
            limits=limits,
        )
    except (ValueError, TypeError, LookupError, AttributeError, InvalidOperation, StopIteration, RecursionError):
        return None


def _placed(told: dict[str, Any]) -> Ranked:
    points, index, rank, grade = (told[key] for key in ("points", "index", "rank", "grade"))
    return Ranked(
        unit=_text(told["unit"]),
        name=_text(told["name"]),
        status=_text(told["status"]),
        points=None if points is None else _number(points),
        index=None if index is None else _number(index),
        rank=None if rank is None else int(rank),
        grade=None if grade is None else _text(grade),
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or _CONTROL.search(value):  # it is printed: no terminal is to be steered by it
        raise TypeError(value)
    return value


def _size(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 10**13:
        raise TypeError(value)
    return value


def _number(value: object) -> Decimal:
    number = Decimal(_text(value))
    if not number.is_finite():
        raise ValueError(value)
    return number


def verified(found: Verified) -> dict[str, Any]:
    """Return what came of verifying a seal, as plain data."""
    return {
        "format": FORMAT,
        "stands": found.stands,
        "version": {"sealed": found.seal.version, "now": found.version},
        "inputs": [{"role": each.role, **_changed(each)} for each in found.inputs],
        "files": [_changed(each) for each in found.files],
        "results": [_changed(each) for each in found.results],
        "remade": found.remade,
        "ranking": [
            {
                "unit": (old or new or _NOWHERE).unit,
                "name": (new or old or _NOWHERE).name,
                "sealed": _place(old) if old else None,
                "now": _place(new) if new else None,
            }
            for old, new in found.units
        ],
        "other_bytes": list(found.otherwise),
    }


_NOWHERE = Ranked("", "", "", None, None, None, None)


def _changed(each: Changed) -> dict[str, Any]:
    return {"path": each.path, "change": each.change.value}
