"""What splitting and combining came to, for programs; and who still owes what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cchc_xlsx.exports import rescued_json
from cchc_xlsx.model.book import plain
from cchc_xlsx.model.parts import Came, Dispute, Owing, Share
from cchc_xlsx.model.returned import Returned
from cchc_xlsx.model.submission import Entered
from cchc_xlsx.terms import Language
from cchc_xlsx.workbooks.handout import Handed

FORMAT = 1


def owing(each: Owing) -> dict[str, Any]:
    """Return what one officer owes; `officer` is null for criteria that are nobody's."""
    return {
        "officer": each.officer or None,
        "criteria": len(each.criteria),
        "points": plain(each.points),
        "owed": [criterion.code for criterion in each.owed],
        "points_owed": plain(each.points_owed),
    }


def handed(unit: str, folder: str, parts: Sequence[Handed]) -> dict[str, Any]:
    """Return what the officers of a unit got."""
    return {
        "unit": unit,
        "folder": folder,
        "parts": [
            {
                **owing(each.owing),
                "codes": [criterion.code for criterion in each.owing.criteria],
                "shared": {code: list(others) for code, others in each.shared},
                "file": each.file or None,
            }
            for each in parts
        ],
    }


def combined(
    returned: Returned,
    unit: str,
    written: str,
    language: Language,
    *,
    files: Sequence[Came],
    shares: Sequence[Share],
    disputes: Sequence[Dispute],
) -> dict[str, Any]:
    """Return what combining came to: files, officers, disputes, findings, and what found no place."""
    told = rescued_json.told(returned, unit, written, language)
    return {
        "format": FORMAT,
        "unit": unit,
        "written": written,
        "files": [_file(each) for each in files],
        "officers": [{**owing(each.owing), "file": each.file or None} for each in shares],
        "disputes": [
            {"criterion": each.criterion, "given": [_value(value) for value in each.given]} for each in disputes
        ],
        "findings": told["findings"],
        "not_placed": told["not_placed"],
    }


def _file(came: Came) -> dict[str, Any]:
    return {
        "path": came.path,
        "sha256": came.sha256 or None,
        "outcome": came.turn.value,
        "officer": came.officer or None,
        "rule": came.reason.rule if came.reason else None,
    }


def _value(each: Entered) -> dict[str, Any]:
    score = each.score
    return {
        "officer": each.officer or None,
        "state": score.state.value,
        "score": plain(score.value) if score.value is not None else None,
        "typed": score.typed,
        "file": each.file or None,
    }
