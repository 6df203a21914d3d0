"""The seal as a file, and read back; and what came of verifying it, for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from cchc_xlsx.exports.tong_hop_json import entry, streamed
from cchc_xlsx.model.book import plain
from cchc_xlsx.model.seal import Changed, Mark, Ranked, Seal, Verified
from cchc_xlsx.terms import LANGUAGES

NAME = "tong-hop.lock.json"
FORMAT = 1
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def export(seal: Seal) -> bytes:
    """Return the bytes of `tong-hop.lock.json`."""
    return "".join(pieces(seal)).encode()


def pieces(seal: Seal) -> Iterator[str]:
    """Yield the text of `tong-hop.lock.json` bit by bit, each file and each unit by itself."""
    told: dict[str, object] = {
        "format": FORMAT,
        "tool": {"name": "cchc_xlsx", "version": seal.version},
        "campaign": seal.campaign,
        "options": {"language": seal.language, "limits": dict(sorted(seal.limits.items()))},
        "received": seal.received,
        "inputs": (entry({"role": each.role, **_mark(each)}) for each in seal.inputs),
        "files": (entry({**_mark(each), "container": each.container or None}) for each in seal.files),
        "results": (entry(_mark(each)) for each in seal.results),
        "ranking": (entry({"unit": each.unit, "name": each.name, **_place(each)}) for each in seal.ranking),
    }
    return streamed(told)


def reads_as(lines: Iterable[bytes], seal: Seal) -> bool:
    """Tell whether the lines of a seal, as `pieces` lays them out, say just this; one entry is held at a time."""
    meant = {key: iter(getattr(seal, key)) for key in _ENTRIES}
    rest: list[bytes] = []
    held: list[bytes] = []
    key = ""
    try:
        for line in lines:
            if line == b"  {\n":
                held = [line]
            elif not held:
                rest.append(line)
                key = line.split(b'"')[1].decode() if line.startswith(b' "') else key
            elif line.rstrip(b",\n") == b"  }":
                told = _ENTRIES[key](json.loads(b"".join([*held, b"}"])))
                if told != next(meant[key], None):
                    return False
                held = []
            else:
                held.append(line)
        left = [each for entries in meant.values() for each in entries]
        bare = replace(seal, inputs=(), files=(), results=(), ranking=())
        return not left and not held and _seal(json.loads(b"".join(rest))) == bare
    except _WRONG:
        return False


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
        found = _seal(json.loads(data))
    except _WRONG:
        return None
    return found if found.results else None


_WRONG = (ValueError, TypeError, LookupError, AttributeError, InvalidOperation, StopIteration, RecursionError)


def _seal(told: dict[str, Any]) -> Seal:
    """Return the seal that was told; raises one of `_WRONG` where that is none."""
    if told["format"] != FORMAT or told["tool"]["name"] != "cchc_xlsx":
        raise ValueError(told["format"])
    language = next(known for known in LANGUAGES if known == told["options"]["language"])
    return Seal(
        version=_text(told["tool"]["version"]),
        campaign=_text(told["campaign"]),
        language=language,
        received=_text(told["received"]),
        limits={_text(name): _size(value) for name, value in told["options"]["limits"].items()},
        **{key: tuple(map(make, told[key])) for key, make in _ENTRIES.items()},
    )


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


#: What becomes of the entries of each list.
_ENTRIES: Mapping[str, Callable[[dict[str, Any]], Any]] = {
    "inputs": lambda told: Mark(_text(told["path"]), _text(told["sha256"]), _text(told["role"])),
    "files": lambda told: Mark(_text(told["path"]), _text(told["sha256"]), container=_text(told["container"] or "")),
    "results": lambda told: Mark(_text(told["path"]), _text(told["sha256"])),
    "ranking": _placed,
}


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
