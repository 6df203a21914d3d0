"""Putting the parts of a unit's work together, cell by cell: what is settled, what is in dispute, who gave what.

Nothing is settled by who came last. A score that two have given differently is in dispute until the unit decides; of
texts all that differ are kept. Who gave what goes into the workbook, so that a later run adds to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from typing import TypeAlias

from cchc_xlsx.model.criteria import CriteriaSet
from cchc_xlsx.model.parts import Dispute
from cchc_xlsx.model.returned import Leftover
from cchc_xlsx.model.submission import NO_SCORE, Entered, Entry, Given, Score, State
from cchc_xlsx.text import clean
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.unit.pouring import TOO_LONG, pieces

#: Columns that are settled together: a document's title, number and date stay beside each other.
GROUPS: tuple[tuple[str, ...], ...] = (
    ("self_score",),
    ("evidence", "evidence_number", "evidence_date"),
    ("explanation",),
    ("remark",),
)
_NONE = "–"  # stands where one of several documents has no number or no date
#: What stands in the cells of a group.
_Values: TypeAlias = "tuple[Score, ...] | tuple[str, ...]"


@dataclass(frozen=True, slots=True)
class Part:
    """The part that an officer has sent: of which file, and what is entered in the rows that are theirs.

    `codes` are those rows, entered or not; `saved` is the file's time.
    """

    officer: str
    codes: frozenset[str]
    entries: Mapping[str, Entry]
    file: str = ""
    sha256: str = ""
    saved: datetime | None = None


@dataclass(frozen=True, slots=True)
class Combined:
    """A unit's work put together: entries, who gave them, what is in dispute, and texts too long for one cell."""

    entries: tuple[Entry, ...]
    entered: tuple[Entered, ...]
    disputes: tuple[Dispute, ...] = ()
    leftovers: tuple[Leftover, ...] = ()


@dataclass(frozen=True, slots=True)
class _Voice:
    """What one of them gives for the cells of a group."""

    officer: str
    values: _Values
    file: str = ""
    sha256: str = ""
    saved: datetime | None = None
    overruled: bool = False
    chosen: bool = False


def combined(
    criteria: CriteriaSet,
    entries: Sequence[Entry],
    given: Sequence[Given],
    recorded: Sequence[Entered],
    parts: Sequence[Part],
) -> Combined:
    """Return a unit's entries with the parts poured in.

    `recorded` is who gave what of the entries in earlier runs; a part replaces what its officer gave then. What the
    unit has changed since stands as its decision, and what was given before is not held against it again.
    """
    old = {entry.criterion: entry for entry in entries}
    officers = {each.criterion: each.officers for each in given}
    said: dict[tuple[str, tuple[str, ...]], list[Entered]] = {}
    for each in recorded:
        group = next((group for group in GROUPS if each.key in group), None)
        if group:
            said.setdefault((each.criterion, group), []).append(each)
    made: list[Entry] = []
    who: list[Entered] = list(_receipts(recorded, parts))
    disputes: list[Dispute] = []
    leftovers: list[Leftover] = []
    for criterion in criteria.scored:
        code = criterion.code
        entry = old.get(code, Entry(code))
        for group in GROUPS:
            voices = _heard(code, group, entry, said.get((code, group), []), parts)
            order = {name: place for place, name in enumerate(("", *officers.get(code, ())))}
            voices.sort(key=lambda voice: order.get(voice.officer, len(order)))
            values, disputed = _settled(voices)
            fitting = _fitting(values)
            entry = _with(entry, group, fitting)
            leftovers += _beyond(code, group, values)
            told = list(_told(code, group, voices))
            if disputed:
                disputes.append(Dispute(code, tuple(each for each in told if not each.overruled)))
            if any(voice.officer for voice in voices):
                who += told
        made.append(entry)
    return Combined(tuple(made), tuple(who), tuple(disputes), tuple(leftovers))


def disputed(entered: Sequence[Entered]) -> frozenset[str]:
    """Return the criteria whose scores are in dispute, by what is recorded."""
    scores: dict[str, set[tuple[object, ...]]] = {}
    for each in entered:
        if each.key == "self_score" and not each.overruled:
            scores.setdefault(each.criterion, set()).add(_meaning(each.score))
    return frozenset(code for code, values in scores.items() if len(values) > 1)


def picked_apart(recorded: Sequence[Entered]) -> Iterator[tuple[Entered, ...]]:
    """Yield the lines that a unit has picked together for the same cells though they differ: none of them decides."""
    said: dict[tuple[str, tuple[str, ...]], list[Entered]] = {}
    for group in GROUPS:
        for each in recorded:
            if each.key in group:
                said.setdefault((each.criterion, group), []).append(each)
    for (_, group), lines in said.items():
        picked = [voice.values for voice in _voices(group, lines) if voice.chosen]
        if not all(_alike(values, picked[0]) for values in picked):
            yield tuple(line for line in lines if line.chosen)


def _receipts(recorded: Sequence[Entered], parts: Sequence[Part]) -> Iterator[Entered]:
    """Yield the lines that tell whose parts have come, sorted by name."""
    known = {each.officer: each for each in recorded if not each.key}
    known |= {p.officer: Entered("", "", p.officer, file=p.file, sha256=p.sha256, saved=p.saved) for p in parts}
    yield from (known[officer] for officer in sorted(known))


def _heard(
    code: str, group: tuple[str, ...], entry: Entry, said: Sequence[Entered], parts: Sequence[Part]
) -> list[_Voice]:
    """Return what everybody has to say about the cells of a group, the unit's own included."""
    voices = _decided(list(_voices(group, said)), _values(entry, group))
    own = any(not voice.officer for voice in voices)
    for part in parts:
        if code not in part.codes:
            continue
        before = next((voice for voice in voices if voice.officer == part.officer), None)
        values = _values(part.entries.get(code, Entry(code)), group)
        voices = [voice for voice in voices if voice is not before]
        if any(values):
            same = before is not None and _alike(before.values, values)
            overruled = before is not None and before.overruled and same and own
            voices.append(_Voice(part.officer, values, part.file, part.sha256, part.saved, overruled))
    return voices


def _decided(voices: list[_Voice], now: _Values) -> list[_Voice]:
    """Return what was recorded, in the light of what the workbook holds now and what the unit has picked."""
    before, _ = _settled(voices)
    picked = [voice.values for voice in voices if voice.chosen]
    if not _alike(_fitting(before), now):
        decision = now
    elif picked and all(_alike(each, picked[0]) for each in picked):
        decision = picked[0]
    else:
        return [replace(voice, chosen=False) for voice in voices]
    others = [replace(voice, overruled=True, chosen=False) for voice in voices if voice.officer]
    return [*([_Voice("", decision)] if any(decision) else []), *others]


def _voices(group: tuple[str, ...], said: Sequence[Entered]) -> Iterator[_Voice]:
    """Yield what was recorded for the cells of a group, by officer in the order of the lines."""
    by: dict[str, dict[str, Entered]] = {}
    for each in said:
        by.setdefault(each.officer, {}).setdefault(each.key, each)
    for officer, lines in by.items():
        first = next(iter(lines.values()))
        scored = group == ("self_score",)
        values: _Values = (first.score,) if scored else tuple(lines[key].text if key in lines else "" for key in group)
        over, picked = (any(getattr(line, sign) for line in lines.values()) for sign in ("overruled", "chosen"))
        if any(values):
            yield _Voice(officer, values, first.file, first.sha256, first.saved, over, picked)


def _told(code: str, group: tuple[str, ...], voices: Sequence[_Voice]) -> Iterator[Entered]:
    """Yield the lines that record what everybody has given; the mirror of `_voices`."""
    for voice in voices:
        for key, value in zip(group, voice.values, strict=True):
            if value:
                line = Entered(code, key, voice.officer, overruled=voice.overruled)
                line = replace(line, file=voice.file, sha256=voice.sha256, saved=voice.saved)
                yield replace(line, score=value) if isinstance(value, Score) else replace(line, text=str(value))


def _settled(voices: Sequence[_Voice]) -> tuple[_Values, bool]:
    """Return what follows from all that is said and not overruled, and whether it is in dispute."""
    heard = [voice for voice in voices if not voice.overruled]
    if not heard:
        return (), False
    scores = [value for voice in heard for value in voice.values if isinstance(value, Score)]
    if not scores:
        return _together([tuple(map(str, voice.values)) for voice in heard]), False
    if len({_meaning(score) for score in scores}) == 1:
        return (scores[0],), False
    own = next((voice.values for voice in heard if not voice.officer), ())
    return own, True


def _together(texts: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return texts of several people as one: word for word where one of them says all, else item by item."""
    lists = [_items(each) for each in texts]
    for text, items in zip(texts, lists, strict=True):
        if all(_within(other, items) for other in lists):
            return text
    kept: list[tuple[str, ...]] = []
    every = [item for items in lists for item in items]
    for item in every:
        if item not in kept and not any(other != item and _covers(other, item) for other in every):
            kept.append(item)
    return tuple(_joined(column) for column in zip(*kept, strict=True))


def _items(text: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the documents (or sentences) of a text, each with what stands beside it.

    Where the columns do not have equally many, nobody can tell what belongs together: then all of it is one.
    """
    columns = [[part.strip() for part in column.rstrip(" ;").split(";")] if column else [] for column in text]
    lengths = {len(column) for column in columns if column}
    return list(zip_longest(*columns, fillvalue="")) if len(lengths) == 1 else [text]


def _within(some: Sequence[tuple[str, ...]], whole: Sequence[tuple[str, ...]]) -> bool:
    return all(any(_covers(other, item) for other in whole) for item in some)


def _covers(other: tuple[str, ...], item: tuple[str, ...]) -> bool:
    """Tell whether an item says all that another one says."""
    return all(mine in ("", _NONE, theirs) for mine, theirs in zip(item, other, strict=True))


def _joined(column: Sequence[str]) -> str:
    """Return one column of several items; a place that holds nothing is kept where something follows it."""
    parts = [part.rstrip(" ;") for part in column]
    while parts and not parts[-1]:
        parts.pop()
    return "; ".join(part or _NONE for part in parts)


def _fitting(values: _Values) -> _Values:
    """Return values as cells can hold them."""
    return tuple(value if isinstance(value, Score) else clean(pieces(value)[0]) for value in values)  # type: ignore[return-value]


def _beyond(code: str, group: tuple[str, ...], values: _Values) -> Iterator[Leftover]:
    for key, value in zip(group, values, strict=False):
        if isinstance(value, str):
            yield from (Leftover(code, key, piece, TOO_LONG) for piece in pieces(value)[1:])


def _values(entry: Entry, group: tuple[str, ...]) -> _Values:
    """Return what stands in the cells of a group; nothing at all where all of them are empty."""
    if group == ("self_score",):
        return () if entry.score.state is State.EMPTY else (entry.score,)
    texts = tuple(entry.text(key) for key in group)
    return texts if any(texts) else ()


def _with(entry: Entry, group: tuple[str, ...], values: _Values) -> Entry:
    """Return an entry with the cells of a group as given; the mirror of `_values`."""
    if group == ("self_score",):
        score = next((value for value in values if isinstance(value, Score)), NO_SCORE)
        return replace(entry, score=score)
    texts = [str(value) for value in values] or [""] * len(group)
    return replace(entry, **dict(zip(group, texts, strict=True)))  # type: ignore[arg-type]


def _alike(one: _Values, other: _Values) -> bool:
    """Tell whether two say the same; nothing and empty texts are alike."""
    return [*map(_said, one)] == [*map(_said, other)] or not (any(one) or any(other))


def _said(value: Score | str) -> object:
    return _meaning(value) if isinstance(value, Score) else value


def _meaning(score: Score) -> tuple[object, ...]:
    """Return what a score means: KAD is KAD, whatever its spelling."""
    if score.state is State.NOT_APPLICABLE:
        return (score.state,)
    return score.state, score.value, "" if score.value is not None else score.typed
