"""Scorecards on their way from a worker, and as they are held: what several units have in common is held once.

A worker tells each score as the bytes that say all of it; most have been told of another unit before. So the one who
is told makes few objects, and of a unit holds no more than numbers.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TypeAlias, TypeVar

from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.submission import State
from cchc_xlsx.model.summary import AreaScore, CriterionScore, Scorecard, Scores, SourceScore

#: Points, maximum and index as texts; then areas, criteria and sources.
Told: TypeAlias = tuple[str, str, str | None, tuple[bytes, ...], tuple[bytes, ...], tuple[bytes, ...]]
T = TypeVar("T")
_MOST = 1 << 15  # scores that a worker remembers having told
_PLAIN = 2  # the version of `marshal` in which the same is told in the same bytes, whoever else holds it


def told(card: Scorecard) -> Told:
    """Return a scorecard as it is sent."""
    if len(_known) > _MOST:
        _known.clear()
    index = None if card.index is None else str(card.index)
    scores = [_known[id(each)][0] if id(each) in _known else _remembered(each) for each in card.criteria]
    areas = [_bytes(each.code, str(each.points), str(each.maximum)) for each in card.areas]
    sources = [_bytes(each.source.value, str(each.points), str(each.maximum), str(each.cut)) for each in card.sources]
    return str(card.points), str(card.maximum), index, tuple(areas), tuple(scores), tuple(sources)


#: What was told of the scores that are shared by units, each with that score: while it is held its number stays its.
_known: dict[int, tuple[bytes, CriterionScore]] = {}


def _remembered(each: CriterionScore) -> bytes:
    score = None if each.score is None else str(each.score)
    made = _bytes(each.code, score, str(each.maximum), each.state.value, each.typed, *each.place)
    _known[id(each)] = made, each
    return made


def _bytes(*parts: str | int | None) -> bytes:
    return marshal.dumps(parts, _PLAIN)


class Cards:
    """Makes scorecards of what is told of them, for as long as there are any to come."""

    def __init__(self) -> None:
        self._scores: list[CriterionScore] = []
        self._numbers: dict[bytes, int] = {}
        self._areas: dict[bytes, AreaScore] = {}
        self._sources: dict[bytes, SourceScore] = {}
        self._points: dict[str, Decimal] = {}

    def held(self, told: Told) -> Scorecard:
        """Return the scorecard that was told."""
        points, maximum, index, areas, scores, sources = told
        known = self._numbers
        return Scorecard(
            self._number(points),
            self._number(maximum),
            None if index is None else self._number(index),
            _each(areas, self._areas, self._area),
            Scores(self._scores, [known[each] if each in known else self._new(each) for each in scores]),
            _each(sources, self._sources, self._source),
        )

    def _new(self, told: bytes) -> int:
        code, score, maximum, state, typed, *place = marshal.loads(told)
        value = None if score is None else self._number(score)
        self._scores.append(CriterionScore(code, value, self._number(maximum), State(state), typed, Place(*place)))
        self._numbers[told] = len(self._scores) - 1
        return self._numbers[told]

    def _area(self, told: bytes) -> AreaScore:
        code, *points = marshal.loads(told)
        return AreaScore(code, *map(self._number, points))

    def _source(self, told: bytes) -> SourceScore:
        source, *points = marshal.loads(told)
        return SourceScore(Source(source), *map(self._number, points))

    def _number(self, digits: str) -> Decimal:
        """Return one object for the same number, written the same way."""
        return self._points.get(digits) or self._points.setdefault(digits, Decimal(digits))


def _each(told: Iterable[bytes], known: dict[bytes, T], make: Callable[[bytes], T]) -> tuple[T, ...]:
    return tuple([known.get(each) or known.setdefault(each, make(each)) for each in told])
