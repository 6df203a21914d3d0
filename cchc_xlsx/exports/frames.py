"""The summary as pandas DataFrames, for analysts: the tidy tables of `cchc_xlsx.exports.table`."""

from __future__ import annotations

import pandas as pd

from cchc_xlsx.exports.table import SCORES, UNITS, score_lines, unit_lines
from cchc_xlsx.model.summary import Summary


def units_frame(summary: Summary) -> pd.DataFrame:
    """Return a row a unit, with the columns of `UNITS`: code, name, status, points by source, index, rank, file.

    Points are `Decimal` objects; what a unit has not got is None; nothing is rounded.
    """
    return pd.DataFrame(list(unit_lines(summary)), columns=list(UNITS.keys), dtype=object)


def scores_frame(summary: Summary) -> pd.DataFrame:
    """Return a row a unit and criterion, with the columns of `SCORES`: score, state, what was typed, and its place.

    Units of which nothing came have their rows too; what they have not got is None.
    """
    return pd.DataFrame(list(score_lines(summary)), columns=list(SCORES.keys), dtype=object)
