"""The summary for programs: format 1. Keys may be added, none changed; numbers of points are strings."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring
from typing import IO, Any

from cchc_xlsx.model.book import plain
from cchc_xlsx.model.criteria import Criterion
from cchc_xlsx.model.finding import Finding
from cchc_xlsx.model.summary import Account, CriterionScore, FileOutcome, Result, Summary
from cchc_xlsx.terms import Language
from cchc_xlsx.workbooks.reminder import Reminder

FORMAT = 1


def export(summary: Summary, language: Language) -> bytes:
    """Return the bytes of `tong-hop.json`: UTF-8, sentences in `language`."""
    buffer = io.BytesIO()
    write(summary, language, buffer)
    return buffer.getvalue()


def write(summary: Summary, language: Language, target: IO[bytes]) -> None:
    """Write `tong-hop.json` into an open file, as `export` returns it, and hold no more than a unit of it."""
    for piece in pieces(summary, language):
        target.write(piece.encode())


def pieces(summary: Summary, language: Language) -> Iterator[str]:
    """Yield the text of `tong-hop.json` bit by bit, each unit, file and finding by itself; `dumped` would tell all."""
    settings = summary.campaign.settings
    told: Mapping[str, object] = {
        "format": FORMAT,
        "campaign": {"id": settings.id, "name": settings.name, "year": settings.year},
        "criteria": (entry(criterion(each)) for each in summary.campaign.criteria),
        "units": map(_unit, summary.results),
        "files": (entry(each) for file in summary.files for each in files((file,), language)),
        "findings": (entry(each) for finding in summary.findings for each in findings((finding,), language)),
        "account": account(summary.account),
    }
    return streamed(told)


def streamed(told: Mapping[str, object]) -> Iterator[str]:
    """Yield plain data as `dumped` returns it, bit by bit; iterators are lists, and yield texts of `entry`."""
    for number, (key, value) in enumerate(told.items()):
        yield f'{"," if number else "{"}\n "{key}": '
        if not isinstance(value, Iterator):
            yield _deeper(value, 1)
            continue
        first = next(value, None)
        yield "[]" if first is None else f"[\n  {first}"
        for each in value:
            yield f",\n  {each}"
        yield "" if first is None else "\n ]"
    yield "\n}\n"


def entry(told: object) -> str:
    """Return plain data as JSON text that stands in a list of `streamed`."""
    return _deeper(told, 2)


def dumped(told: object) -> str:
    """Return plain data as JSON text that people can read too."""
    return _deeper(told, 0) + "\n"


def _deeper(told: object, depth: int) -> str:
    """Return plain data as JSON text that stands so deep within other data.

    As `json.dumps` does with an indent of 1, whose way is slow and leaves circles behind for the garbage collector.
    """
    if isinstance(told, str):
        return encode_basestring(told)
    inner, outer = "\n" + " " * (depth + 1), "\n" + " " * depth
    if told and isinstance(told, dict):
        lines = [f"{encode_basestring(key)}: {_deeper(value, depth + 1)}" for key, value in told.items()]
        return f"{{{inner}{f',{inner}'.join(lines)}{outer}}}"
    if told and isinstance(told, list | tuple):
        return f"[{inner}{f',{inner}'.join([_deeper(each, depth + 1) for each in told])}{outer}]"
    return json.dumps(told, ensure_ascii=False)


def _unit(result: Result) -> str:
    """Return one unit's line as JSON text: what `unit` tells of it, with the scores put in that many units share."""
    if result.card is None:
        return _deeper(unit(result), 2)
    scores = ",\n    ".join(map(_score, result.card.criteria))
    return _deeper(unit(replace(result, card=replace(result.card, criteria=()))), 2).replace(
        '\n   "criteria": []', f'\n   "criteria": [\n    {scores}\n   ]' if scores else '\n   "criteria": []'
    )


@lru_cache(maxsize=8192)
def _score(each: CriterionScore) -> str:
    return _deeper(_told(each), 4)


def _told(each: CriterionScore) -> dict[str, Any]:
    return {
        "code": each.code,
        "score": _text(each.score),
        "maximum": _text(each.maximum),
        "state": each.state.value,
    }


def criterion(each: Criterion) -> dict[str, Any]:
    """Return one criterion of the set, at any level."""
    return {"code": each.code, "name": each.name, "maximum": _text(each.maximum), "source": each.source.value}


def unit(result: Result) -> dict[str, Any]:
    """Return one unit's line."""
    card = result.card
    return {
        "code": result.unit.code,
        "name": result.unit.name,
        "group": result.unit.group,
        "status": result.status.value,
        "points": _text(card.points if card else None),
        "maximum": _text(card.maximum if card else None),
        "index": _text(card.index if card and result.rank is not None else None),
        "rank": result.rank,
        "grade": result.grade,
        "late": result.late,
        "reason": result.reason or None,
        "sources": [
            {"source": each.source.value, "points": _text(each.points), "maximum": _text(each.maximum)}
            for each in (card.sources if card else ())
        ],
        "areas": [
            {"code": area.code, "points": _text(area.points), "maximum": _text(area.maximum)}
            for area in (card.areas if card else ())
        ],
        "criteria": [_told(each) for each in (card.criteria if card else ())],
        "file": result.file,
    }


def reminder(each: Reminder) -> dict[str, Any]:
    """Return one reminder, as `cchc remind` prints it."""
    due = each.due
    return {
        "code": due.unit.code,
        "name": due.unit.name,
        "contact": due.unit.contact,
        "email": due.unit.email,
        "why": [why.value for why in due.why],
        "errors": due.errors,
        "not_scored": due.count,
        "file": due.file or None,
        "copy": due.copy or None,
        "text": each.text,
    }


def files(outcomes: Sequence[FileOutcome], language: Language) -> list[dict[str, Any]]:
    """Return what became of each file."""
    return [
        {
            "path": each.path,
            "sha256": each.sha256,
            "outcome": each.outcome.value,
            "unit": each.unit,
            "reason": each.reason.message.in_(language) if each.reason else None,
            "container": each.container or None,
        }
        for each in outcomes
    ]


def findings(found: Sequence[Finding], language: Language) -> list[dict[str, Any]]:
    """Return the findings."""
    return [
        {
            "rule": each.rule,
            "name": each.name,
            "severity": each.severity.value,
            "unit": each.unit or None,
            "file": each.place.file or None,
            "sheet": each.place.sheet or None,
            "cell": each.place.cell or None,
            "criterion": each.criterion or None,
            "message": each.message.in_(language),
            "fix": each.fix.in_(language),
            "points_at_stake": plain(each.points_at_stake),
        }
        for each in found
    ]


def account(books: Account) -> dict[str, Any]:
    """Return the books: what became of the files found, and of the scores asked for."""
    return {
        "files": {"found": books.found, **{outcome.value: n for outcome, n in books.outcomes.items()}},
        "scores": {
            "asked": books.asked,
            **{state.value: n for state, n in books.states.items()},
            "missing": books.missing,
        },
    }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)
