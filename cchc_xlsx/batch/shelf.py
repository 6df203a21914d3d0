"""A shelf for what was read: submissions packed by workers, unpacked only for who asks, and not held in memory.

Of a file that came, a merge needs the identity, the times and the scorecard; what was entered in every cell is asked
for in few of them (two files of one unit, a marked-up copy). So a submission travels and rests as packed bytes.
"""

from __future__ import annotations

import copyreg
import pickle
import sys
import weakref
import zlib
from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal
from functools import lru_cache, partial
from operator import attrgetter
from typing import Any

from cchc_xlsx.model.book import Extra
from cchc_xlsx.model.finding import Finding
from cchc_xlsx.model.identity import Identity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Received, Refused
from cchc_xlsx.model.submission import (
    CopiedSheet,
    Entered,
    Entry,
    Given,
    Printed,
    Said,
    Score,
    Submission,
    Total,
    Uncertain,
    Unplaced,
)
from cchc_xlsx.model.summary import AreaScore, CriterionScore, Scorecard, SourceScore
from cchc_xlsx.terms import Words

_IN_MEMORY = 4_000_000  # bytes that a shelf holds before it takes to a temporary file
_LONG = 100  # characters of what was typed that no other unit will have typed
_AT_HAND = 4  # submissions unpacked last
_NONE: frozenset[Extra] = frozenset()
#: What stays of a submission that is put away.
_LIGHT = ("identities", "extras", "saved", "program", "file")
_HEAVY = tuple(field.name for field in fields(Submission) if field.name not in _LIGHT)


def _by_fields(kind: type[Any]) -> Callable[[Any], tuple[Any, tuple[Any, ...]]]:
    get = attrgetter(*(field.name for field in fields(kind)))
    return lambda thing: (kind, get(thing))


# A frozen dataclass would tell its fields one by one, in Python: by far the dearest part of sending.
for _kind in (
    CopiedSheet, Entered, Finding, Given, Identity, Received, Refused, Score, Submission, Total, Uncertain, Unplaced,
):  # fmt: skip
    copyreg.pickle(_kind, _by_fields(_kind))
copyreg.pickle(Place, lambda place: (Place, tuple(place)))


# Of rows there are hundreds, each with up to eight places: what lies within them is told with them, in one go.
def _said_told(said: Said) -> tuple[Any, tuple[Any, ...]]:
    return _said, (said.text, *said.place)


def _said(text: str, *place: Any) -> Said:
    return Said(text, Place(*place))


def _printed_told(row: Printed) -> tuple[Any, tuple[Any, ...]]:
    columns = row.name_column, row.maximum_column
    return _printed, (row.criterion, row.name, row.maximum, row.code, *columns, *row.place)


def _printed(
    criterion: str, name: str, maximum: Decimal | None, code: str, at_name: int, at_maximum: int, *place: Any
) -> Printed:
    return Printed(criterion, name, maximum, code, Place(*place), at_name, at_maximum)


def _entry_told(row: Entry) -> tuple[Any, tuple[Any, ...]]:
    score = row.score
    texts = row.evidence, row.evidence_number, row.evidence_date, row.explanation, row.remark
    said = score.state, score.value, score.typed, score.trouble, score.formula, score.as_text, score.reckoned
    return _entry, (row.criterion, said, texts, row.columns, *score.place, *score.covered_by, *row.place)


def _entry(
    criterion: str, said: tuple[Any, ...], texts: tuple[str, ...], columns: tuple[int, ...], *places: Any
) -> Entry:
    own, covered, row = (Place(*places[at : at + 4]) for at in range(0, len(places), 4))
    state, value, typed, trouble, formula, as_text, reckoned = said
    score = Score(state, value, typed, trouble, formula, own, as_text, reckoned, covered)
    evidence, number, date, explanation, remark = texts
    return Entry(criterion, score, evidence, number, date, explanation, remark, row, columns)


copyreg.pickle(Said, _said_told)
copyreg.pickle(Printed, _printed_told)
copyreg.pickle(Entry, _entry_told)


@lru_cache(maxsize=1 << 16)
def _shared(kind: type[Any], *told: Any) -> Any:
    """Return one object for all units that were given the same."""
    return kind(*told)


def _by_sharing(kind: type[Any]) -> Callable[[Any], tuple[Any, tuple[Any, ...]]]:
    tell = _by_fields(kind)

    def told(thing: Any) -> tuple[Any, tuple[Any, ...]]:
        found = tell(thing)
        return found if len(getattr(thing, "typed", "")) > _LONG else (_shared, (kind, *found[1]))

    return told


@lru_cache(maxsize=4096)
def _words(vi: str, en: str) -> Words:
    """Return one object for the same words: what a rule says to do is said of many files."""
    return Words(vi, en)


copyreg.pickle(Words, lambda words: (_words, tuple(words)))
for _each in (AreaScore, CriterionScore, SourceScore):
    copyreg.pickle(_each, _by_sharing(_each))


@lru_cache(maxsize=1 << 14)
def _number(digits: str) -> Decimal:
    """Return one object for the same number, written the same way."""
    return Decimal(digits)


def _card(points: str, maximum: str, index: str | None, *parts: Any) -> Scorecard:
    return Scorecard(_number(points), _number(maximum), None if index is None else _number(index), *parts)


def _card_told(card: Scorecard) -> tuple[Any, tuple[Any, ...]]:
    index = None if card.index is None else str(card.index)
    return _card, (str(card.points), str(card.maximum), index, card.areas, card.criteria, card.sources)


copyreg.pickle(Scorecard, _card_told)


def packed(submission: Submission) -> bytes:
    """Return a submission as bytes."""
    return zlib.compress(pickle.dumps(submission, protocol=5), 1)


def lightened(submission: Submission) -> Submission:
    """Return what stays at hand of a submission: whose it is, and when and by what it was saved."""
    return Submission(**{name: getattr(submission, name) for name in _LIGHT})


@lru_cache(maxsize=256)
def _carriers(*found: str) -> frozenset[str]:
    return frozenset(found)


def _slim(identity: Identity) -> Identity:
    """Return an identity that shares its texts with those of other units."""
    return replace(identity, campaign=sys.intern(identity.campaign), fingerprint=sys.intern(identity.fingerprint))


class Shelf:
    """Packed submissions in the order they came: a few megabytes in memory, more in a file that has no name."""

    def __init__(self) -> None:
        import tempfile  # here: workers have no shelf

        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # it lives as long as the shelf
        self._end = 0
        self._unpacked = lru_cache(maxsize=_AT_HAND)(self._read)
        weakref.finalize(self, self._file.close)

    def put(self, light: Submission, whole: bytes) -> Submission:
        """Put a packed submission away; return one that fetches from here what is not light in it."""
        at, length = self._end, len(whole)
        try:
            self._file.seek(at)
            self._file.write(whole)
        except OSError:  # no room for temporary files: then it stays in memory
            return Shelved(light, partial(_unpacked, whole))
        self._end += length
        return Shelved(light, partial(self._unpacked, at, length))

    def _read(self, at: int, length: int) -> Submission:
        self._file.seek(at)
        return _unpacked(self._file.read(length))


def _unpacked(whole: bytes) -> Submission:
    found: Submission = pickle.loads(zlib.decompress(whole))
    return found


class Shelved(Submission):
    """A submission on a shelf; it says all that the one says that was put there."""

    def __init__(self, light: Submission, fetch: Callable[[], Submission]) -> None:
        carried = {_slim(identity): _carriers(*sorted(found)) for identity, found in light.identities.items()}
        object.__setattr__(self, "identities", carried)
        object.__setattr__(self, "extras", frozenset(light.extras) or _NONE)
        for name in _LIGHT[2:]:  # one by one, and in this order: objects that are built alike share their keys
            object.__setattr__(self, name, getattr(light, name))
        object.__setattr__(self, "fetch", fetch)

    def __reduce__(self) -> tuple[Callable[..., Submission], tuple[Submission]]:
        return replace, (self.__dict__["fetch"](),)


def _fetched(name: str) -> property:
    return property(lambda self: getattr(self.__dict__["fetch"](), name))


for _name in (*_HEAVY, "memory"):
    setattr(Shelved, _name, _fetched(_name))
