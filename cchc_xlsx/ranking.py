"""From values to ranks and grades."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from cchc_xlsx.model.campaign import Band, RankingRule

#: What is ranked: a number, or several, the later ones to decide where the earlier are equal.
Value = TypeVar("Value", Decimal, tuple[Decimal, ...])


def ranks(values: Mapping[str, Value], rule: RankingRule) -> dict[str, int]:
    """Return the rank of each value, highest first, equal values equal.

    Dense ranking counts 1, 2, 2, 3, as published tables do; competition ranking 1, 2, 2, 4. Where a value is
    several numbers, the second decides between those whose first are equal, and so on.

    >>> scores = {"a": Decimal("92.5"), "b": Decimal(94), "c": Decimal("92.5"), "d": Decimal("92.25")}
    >>> ranks(scores, RankingRule.DENSE)
    {'b': 1, 'a': 2, 'c': 2, 'd': 3}
    >>> ranks(scores, RankingRule.COMPETITION)
    {'b': 1, 'a': 2, 'c': 2, 'd': 4}
    """
    ordered = sorted(values, key=lambda name: values[name], reverse=True)
    found: dict[str, int] = {}
    rank = 0
    for place, name in enumerate(ordered, 1):
        if place == 1 or values[name] != values[ordered[place - 2]]:
            rank = place if rule is RankingRule.COMPETITION else rank + 1
        found[name] = rank
    return found


def grade(index: Decimal, bands: Sequence[Band]) -> str | None:
    """Return the name of the band an unrounded index falls into, lower bounds included; None below all of them."""
    fitting = [band for band in bands if band.lower is not None and index >= band.lower]
    return max(fitting, key=lambda band: band.lower or Decimal(0)).name if fitting else None
