"""The summary for programs: format 1. Keys may be added, none changed; numbers of points are strings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

from cchc_xlsx.model.book import plain
from cchc_xlsx.model.finding import Finding
from cchc_xlsx.model.summary import Account, CriterionScore, FileOutcome, Result, Summary
from cchc_xlsx.terms import Language

FORMAT = 1


def export(summary: Summary, language: Language) -> bytes:
    """Return the bytes of `tong-hop.json`: UTF-8, sentences in `language`."""
    settings = summary.campaign.settings
    told = {
        "format": FORMAT,
        "campaign": {"id": settings.id, "name": settings.name, "year": settings.year},
        "units": [_unit(result) for result in summary.results],
        "files": files(summary.files, language),
        "findings": findings(summary.findings, language),
        "account": account(summary.account),
    }
    return dumped(told).encode()


def dumped(told: object) -> str:
    """Return plain data as JSON text that people can read too."""
    pieces: list[str] = []
    _dump(told, "\n", pieces)
    return "".join(pieces) + "\n"


def _dump(told: object, line: str, pieces: list[str]) -> None:
    """Put the pieces of a JSON text, as `json` makes it with an indent of one, which it does piece by piece in Python.

    `line` is what begins a line beside this one.
    """
    if isinstance(told, CriterionScore):
        pieces.append(_criterion_told(told, line))
    elif isinstance(told, dict) and told:
        before = "{" + line + " "
        for key, value in told.items():
            pieces.append(f"{before}{encode_basestring(key)}: ")
            if type(value) is str:
                pieces.append(encode_basestring(value))
            else:
                _dump(value, line + " ", pieces)
            before = "," + line + " "
        pieces.append(line + "}")
    elif isinstance(told, list) and told:
        before = "[" + line + " "
        for value in told:
            pieces.append(before)
            _dump(value, line + " ", pieces)
            before = "," + line + " "
        pieces.append(line + "]")
    else:
        pieces.append(json.dumps(told, ensure_ascii=False))


@lru_cache(maxsize=1 << 14)
def _criterion_told(each: CriterionScore, line: str) -> str:
    pieces: list[str] = []
    _dump(_criterion(each), line, pieces)
    return "".join(pieces)


def unit(result: Result) -> dict[str, Any]:
    """Return one unit's line."""
    return {**_unit(result), "criteria": [_criterion(each) for each in (result.card.criteria if result.card else ())]}


def _unit(result: Result) -> dict[str, Any]:
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
        "areas": [
            {"code": area.code, "points": _text(area.points), "maximum": _text(area.maximum)}
            for area in (card.areas if card else ())
        ],
        "criteria": list(card.criteria if card else ()),  # told by `dumped`, most of them more than once
        "file": result.file,
    }


def _criterion(each: CriterionScore) -> dict[str, str | None]:
    return {"code": each.code, "score": _text(each.score), "maximum": _text(each.maximum), "state": each.state.value}


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
