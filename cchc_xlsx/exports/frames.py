"""The summary as pandas DataFrames, for analysts."""

from __future__ import annotations

import pandas as pd

from cchc_xlsx.model.summary import Summary


def units_frame(summary: Summary) -> pd.DataFrame:
    """Return a row a unit: code, name, group, status, points, maximum, index, rank, grade.

    Points are `Decimal` objects, None where a unit has not got them; nothing is rounded.
    """
    rows = [
        {
            "code": result.unit.code,
            "name": result.unit.name,
            "group": result.unit.group,
            "status": result.status.value,
            "points": result.card.points if result.card else None,
            "maximum": result.card.maximum if result.card else None,
            "index": result.card.index if result.card and result.rank is not None else None,
            "rank": result.rank,
            "grade": result.grade,
        }
        for result in summary.results
    ]
    return pd.DataFrame(rows, dtype=object)


def scores_frame(summary: Summary) -> pd.DataFrame:
    """Return a row a unit and criterion: unit, criterion, score, maximum, state; units without a file have none."""
    rows = [
        {
            "unit": result.unit.code,
            "criterion": each.code,
            "score": each.score,
            "maximum": each.maximum,
            "state": each.state.value,
        }
        for result in summary.results
        if result.card
        for each in result.card.criteria
    ]
    return pd.DataFrame(rows, columns=["unit", "criterion", "score", "maximum", "state"], dtype=object)
