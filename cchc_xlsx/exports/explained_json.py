"""An explanation for programs: the figures with their places, and the same sentences that people read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cchc_xlsx.exports import tong_hop_json
from cchc_xlsx.exports.table import SCORES, score_lines
from cchc_xlsx.model.book import plain
from cchc_xlsx.model.explanation import Explanation
from cchc_xlsx.terms import Language

FORMAT = 1
_OF_SCORE = ("criterion", "criterion_name", "area", "source", "maximum", "score", "state", "typed", "sheet", "cell")


def told(explanation: Explanation, language: Language) -> dict[str, Any]:
    """Return plain data: the unit, its file, what was asked about, findings, and the sentences with their subjects."""
    result, file = explanation.result, explanation.received
    unit = tong_hop_json.unit(result)
    scores = {each["criterion"]: each for each in _scores(explanation)}
    codes = {leaf.code for leaf in explanation.summary.campaign.criteria.leaves_of(explanation.code)}
    return {
        "format": FORMAT,
        "unit": {key: value for key, value in unit.items() if key not in ("areas", "criteria", "file")}
        | {"reason": result.reason or None, "ranked_among": result.ranked_among or None},
        "file": {"path": file.path, "sha256": file.sha256, "saved": file.saved.isoformat() if file.saved else None}
        if file
        else None,
        "asked": explanation.code or None,
        "criteria": [score for code, score in scores.items() if code in codes or not explanation.code],
        "areas": unit["areas"],
        "sources": [
            {
                "source": each.source.value,
                "points": plain(each.points),
                "maximum": plain(each.maximum),
                "cut": plain(each.cut),
            }
            for each in (result.card.sources if result.card else ())
        ],
        "findings": tong_hop_json.findings(explanation.findings, language),
        "reasons": [{"about": each.step.value, "text": each.words.in_(language)} for each in explanation.reasons],
    }


def _scores(explanation: Explanation) -> list[dict[str, Any]]:
    """Return the unit's rows of the table of scores, as far as they tell of a score."""
    places = [SCORES.keys.index(key) for key in _OF_SCORE]
    unit = SCORES.keys.index("unit")
    rows = (line for line in score_lines(explanation.summary) if line[unit] == explanation.result.unit.code)
    facts = ([line[place] for place in places] for line in rows)
    return [
        dict(zip(_OF_SCORE, (plain(f) if isinstance(f, Decimal) else f for f in line), strict=True)) for line in facts
    ]
