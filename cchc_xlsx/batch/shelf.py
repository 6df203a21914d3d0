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
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import datetime
from decimal import Decimal
from functools import lru_cache, partial
from itertools import starmap
from operator import attrgetter
from typing import Any, TypeAlias

from cchc_xlsx.model.book import Extra
from cchc_xlsx.model.finding import Finding
from cchc_xlsx.model.identity import Identity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Refused
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
from cchc_xlsx.terms import Words

_IN_MEMORY = 1 << 20  # bytes that a shelf holds before it takes to a temporary file
_LONG = 100  # characters of what was typed that no other unit will have typed
_AT_HAND = 4  # submissions unpacked last
_NONE: frozenset[Extra] = frozenset()
_LOOSE = pickle.PROTO  # what is not compressed begins with; zlib's beginning is another
_LENGTH = 4  # bytes that tell how many follow
#: What stays at hand of a submission that is put away: whose it is, and when and by what it was saved.
Light: TypeAlias = tuple[Mapping[Identity, frozenset[str]], frozenset[Extra], datetime | None, str]
_light = attrgetter("identities", "extras", "saved", "program")
_HEAVY = {field.name for field in fields(Submission)} - {"identities", "extras", "saved", "program", "file"}


def _by_fields(kind: type[Any]) -> Callable[[Any], tuple[Any, tuple[Any, ...]]]:
    get = attrgetter(*(field.name for field in fields(kind)))
    return lambda thing: (kind, get(thing))


# A frozen dataclass would tell its fields one by one, in Python: by far the dearest part of sending.
for _kind in (
    CopiedSheet, Entered, Finding, Identity, Refused, Score, Uncertain, Unplaced,
):  # fmt: skip
    copyreg.pickle(_kind, _by_fields(_kind))
copyreg.pickle(Place, lambda place: (Place, tuple(place)))


# Of rows there are hundreds, each with up to eight places: what lies within them is told with them, in one go.
def _said_told(said: Said) -> tuple[Any, ...]:
    return (said.text, *said.place)


def _said(text: str, *place: Any) -> Said:
    return Said(text, Place(*place))


def _total_told(row: Total) -> tuple[Any, ...]:
    return (row.criterion, row.value, row.formula, *row.place)


def _total(criterion: str, value: Decimal | None, formula: bool | None, *place: Any) -> Total:
    return Total(criterion, value, formula, Place(*place))


def _given_told(row: Given) -> tuple[Any, ...]:
    return (row.criterion, row.officers, *row.place)


def _given(criterion: str, officers: tuple[str, ...], *place: Any) -> Given:
    return Given(criterion, officers, Place(*place))


def _printed_told(row: Printed) -> tuple[Any, ...]:
    columns = row.name_column, row.maximum_column
    return (row.criterion, row.name, row.maximum, row.code, *columns, *row.place)


def _printed(
    criterion: str, name: str, maximum: Decimal | None, code: str, at_name: int, at_maximum: int, *place: Any
) -> Printed:
    return Printed(criterion, name, maximum, code, Place(*place), at_name, at_maximum)


def _entry_told(row: Entry) -> tuple[Any, ...]:
    score = row.score
    texts = row.evidence, row.evidence_number, row.evidence_date, row.explanation, row.remark
    said = score.state, score.value, score.typed, score.trouble, score.formula, score.as_text, score.reckoned
    return (row.criterion, said, texts, row.columns, *score.place, *score.covered_by, *row.place)


def _entry(
    criterion: str, said: tuple[Any, ...], texts: tuple[str, ...], columns: tuple[int, ...], *places: Any
) -> Entry:
    own, covered, row = (Place(*places[at : at + 4]) for at in range(0, len(places), 4))
    state, value, typed, trouble, formula, as_text, reckoned = said
    score = Score(state, value, typed, trouble, formula, own, as_text, reckoned, covered)
    evidence, number, date, explanation, remark = texts
    return Entry(criterion, score, evidence, number, date, explanation, remark, row, columns)


def _by_row(kind: type[Any], make: Callable[..., Any], tell: Callable[[Any], tuple[Any, ...]]) -> None:
    copyreg.pickle(kind, lambda row: (make, tell(row)))


_by_row(Said, _said, _said_told)
_by_row(Total, _total, _total_told)
_by_row(Given, _given, _given_told)
_by_row(Printed, _printed, _printed_told)
_by_row(Entry, _entry, _entry_told)

#: The fields of a submission that are hundreds of rows, how each row is told and made: a submission tells them itself.
_ROWS: Mapping[str, tuple[Callable[[Any], tuple[Any, ...]], Callable[..., Any]]] = {
    "entries": (_entry_told, _entry),
    "printed": (_printed_told, _printed),
    "totals": (_total_told, _total),
    "given": (_given_told, _given),
}
_OTHERS = tuple(field.name for field in fields(Submission) if field.name not in _ROWS)
_others = attrgetter(*_OTHERS)


def _submission_told(submission: Submission) -> tuple[Any, tuple[Any, ...]]:
    rows = [[tell(row) for row in getattr(submission, name)] for name, (tell, _) in _ROWS.items()]
    return _submission, (rows, _others(submission))


def _submission(told: list[list[tuple[Any, ...]]], others: tuple[Any, ...]) -> Submission:
    made: dict[str, Any] = dict(zip(_OTHERS, others, strict=True))
    for (name, (_, make)), rows in zip(_ROWS.items(), told, strict=True):
        made[name] = tuple(starmap(make, rows))
    return Submission(**made)


copyreg.pickle(Submission, _submission_told)


@lru_cache(maxsize=512)
def _words(vi: str, en: str) -> Words:
    """Return one object for the same words: what a rule says to do is said of many files."""
    return Words(vi, en)


copyreg.pickle(Words, lambda words: (_words, tuple(words)))


def packed(submission: Submission, *, loosely: bool = False) -> tuple[Light, bytes]:
    """Return what stays at hand of a submission, and all of it as bytes: a quarter of the room, if not `loosely`."""
    whole = pickle.dumps(submission, protocol=5)
    return _light(submission), whole if loosely else zlib.compress(whole, 1)


@lru_cache(maxsize=256)
def _carriers(*found: str) -> frozenset[str]:
    return frozenset(found)


class Shelf:
    """Packed submissions in the order they came: a megabyte of them in memory, more in a file that has no name."""

    def __init__(self) -> None:
        import tempfile  # here: workers have no shelf

        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # it lives as long as the shelf
        self._end = 0
        self.unpacked = lru_cache(maxsize=_AT_HAND)(self._unpacked)
        weakref.finalize(self, self._file.close)

    def put(self, file: str, light: Light, whole: bytes) -> Submission:
        """Put a packed submission away; return one that fetches from here what is not light in it."""
        at = self._end
        try:
            self._file.seek(at)
            self._file.write(len(whole).to_bytes(_LENGTH, "big"))
            self._file.write(whole)
        except OSError:  # no room for temporary files: then it stays in memory
            return Shelved(file, light, self, whole)
        self._end += _LENGTH + len(whole)
        return Shelved(file, light, self, at)

    def _unpacked(self, at: int | bytes) -> Submission:
        """Return the submission that lies there, or that these bytes are."""
        if isinstance(at, int):
            self._file.seek(at)
            at = self._file.read(int.from_bytes(self._file.read(_LENGTH), "big"))
        found: Submission = pickle.loads(at if at.startswith(_LOOSE) else zlib.decompress(at))
        return found


class Shelved(Submission):
    """A submission on a shelf; it says all that the one says that was put there."""

    __slots__ = ("_at", "_shelf", "_whose", "extras", "file", "program", "saved")
    _at: int | bytes
    _shelf: Shelf
    _whose: tuple[tuple[Identity, frozenset[str]], ...]

    def __init__(self, file: str, light: Light, shelf: Shelf, at: int | bytes) -> None:
        whose, extras, saved, program = light
        put = partial(object.__setattr__, self)
        put("_whose", tuple((_slim(identity), _carriers(*sorted(found))) for identity, found in whose.items()))
        put("_shelf", shelf)
        put("_at", at)
        put("extras", frozenset(extras) or _NONE)
        put("file", file)
        put("program", sys.intern(program))
        put("saved", saved)

    @property
    def identities(self) -> Mapping[Identity, frozenset[str]]:
        """The distinct identities found, with their carriers."""
        return dict(self._whose)

    def fetched(self) -> Submission:
        """Return what lies on the shelf."""
        return self._shelf.unpacked(self._at)

    def __reduce__(self) -> tuple[Callable[..., Submission], tuple[Submission]]:
        return replace, (self.fetched(),)


def _slim(identity: Identity) -> Identity:
    """Return an identity that shares its texts with those of other units."""
    return replace(identity, campaign=sys.intern(identity.campaign), fingerprint=sys.intern(identity.fingerprint))


def _fetched(name: str) -> property:
    return property(lambda self: getattr(self.fetched(), name))


for _name in (*_HEAVY, "memory"):
    setattr(Shelved, _name, _fetched(_name))
