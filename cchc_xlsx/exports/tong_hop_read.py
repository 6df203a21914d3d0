"""Reading a `tong-hop.json` again: as a part of a larger summary, or as that of an earlier year."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from cchc_xlsx.exports.tong_hop_json import FORMAT
from cchc_xlsx.model.campaign import Unit
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.gathered import Part, PartUnit
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.submission import State
from cchc_xlsx.model.summary import CriterionScore, Earlier, EarlierUnit, Status
from cchc_xlsx.terms import Words
from cchc_xlsx.text import clean

#: A number of points as we write it; the shares behind an index may have 28 digits.
_PLAIN = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,60})?")
#: What may go wrong in data that is not built as ours is.
_WRONG = (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError)


def part_of(data: bytes, path: str, sha256: str) -> Part:
    """Return a summary as a part of a larger one; a faulty part where the bytes are none. Never raises for them."""
    try:
        told = _told(data)
        return Part(
            path,
            sha256,
            _text(told["campaign"]["name"]),
            {
                _text(each["code"]): (_text(each["name"]), _number(each["maximum"]), Source(each["source"]))
                for each in told["criteria"]
            },
            tuple(_unit(each) for each in told["units"]),
            tuple(_finding(each, path) for each in told["findings"]),
        )
    except _WRONG:
        return Part(path, sha256, faulty=True)


def earlier_of(data: bytes) -> Earlier | None:
    """Return the summary of an earlier year; None where the bytes are none."""
    try:
        told = _told(data)
        return Earlier(
            _text(told["campaign"]["name"]),
            int(told["campaign"]["year"]),
            {_text(each["code"]): _earlier_unit(each) for each in told["units"]},
            {_text(each["code"]): (_text(each["name"]), _number(each["maximum"])) for each in told.get("criteria", ())},
        )
    except _WRONG:
        return None


def _told(data: bytes) -> Mapping[str, Any]:
    told: Mapping[str, Any] = json.loads(data.decode("utf-8-sig"))
    if told["format"] != FORMAT:
        raise ValueError("another format")
    return told


def _unit(told: Mapping[str, Any]) -> PartUnit:
    unit = Unit(
        _text(told["code"]), _text(told["name"]), _text(told["group"]), excluded=_text(told.get("reason") or "")
    )
    scores = _scores(told["criteria"]) if told["points"] is not None else None
    return PartUnit(unit, Status(told["status"]), scores, bool(told.get("late")))


def _scores(told: Sequence[Mapping[str, Any]]) -> tuple[CriterionScore, ...]:
    return tuple(
        CriterionScore(
            _text(each["code"]),
            _number(each["score"]),
            _number(each["maximum"]) or ZERO,
            State(each["state"]),
            each["score"] or "",
        )
        for each in told
    )


def _finding(told: Mapping[str, Any], path: str) -> Finding:
    """Return a finding of that summary, told of its own file; in the language in which it was written."""
    message, fix = _text(told["message"]), _text(told["fix"])
    return Finding(
        _text(told["rule"]),
        _text(told.get("name") or ""),
        Severity(told["severity"]),
        Words(message, message),
        Words(fix, fix),
        Place(f"{path}/{_text(told['file'])}" if told["file"] else path, _text(told["sheet"] or "")),
        _text(told["unit"] or ""),
        _text(told["criterion"] or ""),
        _number(told["points_at_stake"]) or ZERO,
    )


def _earlier_unit(told: Mapping[str, Any]) -> EarlierUnit:
    scores = {_text(each["code"]): _number(each["score"]) for each in told["criteria"]}
    return EarlierUnit(
        _text(told["code"]),
        _text(told["name"]),
        _number(told["points"]),
        _number(told["index"]),
        None if told["rank"] is None else int(told["rank"]),
        None if told["grade"] is None else _text(told["grade"]),
        {code: score for code, score in scores.items() if score is not None},
    )


def _text(told: object) -> str:
    if not isinstance(told, str):
        raise TypeError("not a text")
    return clean(told)


def _number(told: object) -> Decimal | None:
    if told is None:
        return None
    text = _text(told)
    if not _PLAIN.fullmatch(text):
        raise ValueError("not a number")
    return Decimal(text)
