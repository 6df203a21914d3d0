"""What a unit sent back: each value as it was typed, with its place. Nothing here has been judged yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar, cast

from cchc_xlsx.model.book import Extra
from cchc_xlsx.model.criteria import CriteriaSet, Criterion, Verdict
from cchc_xlsx.model.identity import Identity, part_of
from cchc_xlsx.model.place import NOWHERE, Place
from cchc_xlsx.values import dataclass

T = TypeVar("T")


class State(StrEnum):
    """What a score is: a number, nothing, not applicable, or something that is no score."""

    SCORED = "scored"
    EMPTY = "empty"
    NOT_APPLICABLE = "not_applicable"
    INVALID = "invalid"


class Trouble(StrEnum):
    """Why a cell gives no number."""

    NONE = ""
    NOT_A_NUMBER = "not_a_number"  # “hai điểm”, x, -
    AMBIGUOUS = "ambiguous"  # 1.000: one or a thousand; 1.234,5: thousands at any rate
    TOO_LARGE = "too_large"  # 1e308: a number, but of no score
    ERROR = "error"  # #REF!
    DATE = "date"  # Excel made a date of it
    PERCENT = "percent"  # 38,5 %: 38.5 points, or 0.385, as the file holds it
    UNCALCULATED = "uncalculated"  # a formula without a result
    BOOLEAN = "boolean"
    OTHER_MAXIMUM = "other_maximum"  # 4/6 where the maximum is 5.5
    STALE = "stale"  # a formula of plain figures whose stored result is not what they give


@dataclass(frozen=True, slots=True)
class Score:
    """A score cell. `value` is in points, None unless `state` is `scored`; `typed` is what stood there.

    `as_text`: it stood there as a text, which formulas do not add. `reckoned`: the file held a formula without its
    result, and `value` is what its figures give. `covered_by` is the cell whose merged area covers this one: what a
    person sees here stands there.
    """

    state: State
    value: Decimal | None = None
    typed: str = ""
    trouble: Trouble = Trouble.NONE
    formula: str = ""
    place: Place = field(default=NOWHERE, compare=False)
    as_text: bool = field(default=False, compare=False)
    reckoned: bool = field(default=False, compare=False)
    covered_by: Place = field(default=NOWHERE, compare=False)


NO_SCORE = Score(State.EMPTY)


@dataclass(frozen=True, slots=True)
class Said:
    """A text cell and its place."""

    text: str = ""
    place: Place = field(default=NOWHERE, compare=False)

    def __bool__(self) -> bool:
        return bool(self.text)


#: What is entered in a score row beside the score, by the keys of the layout.
TEXTS = ("evidence", "evidence_number", "evidence_date", "explanation", "remark")


@dataclass(frozen=True, slots=True)
class Entry:
    """A score row of the unit's workbook: what was entered for one criterion, texts as typed.

    `place` is where the row has its code; its `TEXTS` stand in the same row, in these `columns`, where they are known.
    """

    criterion: str
    score: Score = NO_SCORE
    evidence: str = ""
    evidence_number: str = ""
    evidence_date: str = ""
    explanation: str = ""
    remark: str = ""
    place: Place = field(default=NOWHERE, compare=False)
    columns: tuple[int, ...] = field(default=(), compare=False)

    def text(self, key: str) -> str:
        """Return one of its `TEXTS`."""
        return cast(str, getattr(self, key))

    def place_of(self, key: str) -> Place:
        """Return where one of its `TEXTS` stands; where it has its code if that is not known."""
        return self.place._replace(column=self.columns[TEXTS.index(key)]) if self.columns else self.place


@dataclass(frozen=True, slots=True)
class Total:
    """A total the file shows for a criterion with others below it, or ("") for the whole. Evidence, never truth.

    `formula`: whether it is reckoned from other cells; None where the file does not tell.
    """

    criterion: str
    value: Decimal | None
    formula: bool | None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Given:
    """A row of the assignment sheet: the officers named for one criterion, in their order."""

    criterion: str
    officers: tuple[str, ...]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Printed:
    """What the file itself prints of a criterion, at any level. Evidence of changes made by hand, never truth.

    `code` is the one people see, where it is a text; the hidden key says which criterion the row is. `place` is that
    of the code; name and maximum have their own columns.
    """

    criterion: str
    name: str
    maximum: Decimal | None
    code: str = ""
    place: Place = field(default=NOWHERE, compare=False)
    name_column: int = field(default=-1, compare=False)
    maximum_column: int = field(default=-1, compare=False)

    @property
    def name_place(self) -> Place:
        """Where the name stands, in the row of the code."""
        return self.place._replace(column=self.name_column)

    @property
    def maximum_place(self) -> Place:
        """Where the maximum stands, in the row of the code."""
        return self.place._replace(column=self.maximum_column)


class Why(StrEnum):
    """Why something that was entered has no place."""

    NO_CRITERION = "no_criterion"  # its row tells no criterion
    NO_COLUMN = "no_column"  # its heading names none of the columns
    NO_TABLE = "no_table"  # nothing tells which of the row's figures is the score
    SEVERAL_SCORES = "several_scores"  # more than one column may be that of the scores


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something that was entered and has no place: `key` is its column, `code` what the row calls itself.

    `key` is that of the layout, or a heading that the layout has not got, or `ROW` for all that a row holds.
    """

    code: str
    key: str
    text: str
    place: Place = field(default=NOWHERE, compare=False)
    why: Why = Why.NO_CRITERION


ROW = "row"


@dataclass(frozen=True, slots=True)
class CopiedSheet:
    """A sheet that holds the rows of another once more; `differing` are the criteria in which the two differ."""

    sheet: str
    original: str
    differing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A row whose printed code a program has changed (7.10 to 7.1, 8.4.2 to a date): what it may have been.

    `criterion` is the code where its place among its siblings leaves one, "" where it does not.
    """

    typed: str
    criterion: str
    candidates: tuple[str, ...]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Entered:
    """What somebody gave for one cell of a workbook that was put together from parts, as that workbook keeps it.

    `key` is the column; `officer` is "" for the unit's own value. `score` is what was given in a score cell, `text`
    what in any other. With neither criterion nor key it only tells that the officer's part was received. `saved` is
    the file's time (Vietnam's). `overruled`: the unit has decided otherwise since; `chosen`: it picks this one, in the
    cell `place`.
    """

    criterion: str
    key: str
    officer: str
    score: Score = NO_SCORE
    text: str = ""
    file: str = ""
    sha256: str = ""
    saved: datetime | None = None
    overruled: bool = False
    chosen: bool = False
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Submission:
    """A unit's workbook as it came back.

    `identities` are the distinct identities found, with the carriers (`cell`, `hidden`, `name`, `property`) each
    stood in. `lacking` are the tables or columns (`table` or `table.key`) that the workbook must have and has not;
    `lacking_on` are the titles of the sheets whose table is without such a column.
    `sheets` are the titles of the sheets that carry each identity, `titled` the names of units that titles print.
    `by_headings` are the sheets whose table had lost its hidden keys and was known by its headings and codes.
    `entered` tells of a workbook put together from parts who gave what.
    """

    identities: Mapping[Identity, frozenset[str]]
    entries: tuple[Entry, ...] = ()
    totals: tuple[Total, ...] = ()
    given: tuple[Given, ...] = ()
    officers: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    lacking_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sheets: Mapping[Identity, tuple[str, ...]] = field(default_factory=dict)
    titled: tuple[Said, ...] = ()
    printed: tuple[Printed, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    copies: tuple[CopiedSheet, ...] = ()
    uncertain: tuple[Uncertain, ...] = ()
    by_headings: tuple[str, ...] = ()
    entered: tuple[Entered, ...] = ()
    extras: frozenset[Extra] = frozenset()
    saved: datetime | None = field(default=None, compare=False)
    program: str = field(default="", compare=False)
    file: str = field(default="", compare=False)

    def __getstate__(self) -> dict[str, object]:
        """What travels between processes: what was read, not what was worked out of it."""
        return {name: value for name, value in self.__dict__.items() if name != "memory"}

    @cached_property
    def memory(self) -> dict[str, Any]:
        """What has been worked out of it, for whoever asks again, with the criteria that it was held against."""
        return {}

    def once(self, what: str, criteria: CriteriaSet | None, make: Callable[[], T]) -> T:
        """Return what `make` gives, made only once for these criteria (None where they play no part)."""
        known = self.memory.get(what)
        if known is None or known[0] is not criteria:
            known = self.memory[what] = criteria, make()
        return cast(T, known[1])

    @property
    def identity(self) -> Identity | None:
        """The identity, where the file has exactly one."""
        return next(iter(self.identities)) if len(self.identities) == 1 else None

    @property
    def assignee(self) -> str:
        """Whose part of the unit's work it is, as far as its assignment sheet tells; "" for a whole workbook."""
        part = self.identity.part if self.identity else ""
        names = (name for given in self.given for name in given.officers)
        return next((name for name in names if part_of(name) == part), part) if part else ""

    @property
    def texts(self) -> Mapping[str, Sequence[str]]:
        """What was entered beside the scores, by column: of each row its text."""

        def columns() -> Mapping[str, Sequence[str]]:
            rows = [(e.evidence, e.evidence_number, e.evidence_date, e.explanation, e.remark) for e in self.entries]
            return dict(zip(TEXTS, zip(*rows, strict=True) if rows else [()] * len(TEXTS), strict=True))

        return self.once("texts", None, columns)

    @property
    def words(self) -> Sequence[str]:
        """All words of those texts; those of one text stand together, in their order."""
        return self.once("words", None, lambda: "\n".join(chain.from_iterable(self.texts.values())).split())

    def matched(self, criteria: CriteriaSet) -> Iterator[tuple[Entry, Criterion]]:
        """Yield each row of a criterion that the unit scores itself; of a criterion found twice, the first row."""
        return iter(self.once("matched", criteria, lambda: tuple(self._matched(criteria))))

    def _matched(self, criteria: CriteriaSet) -> Iterator[tuple[Entry, Criterion]]:
        met: set[str] = set()
        for entry in self.entries:
            criterion = criteria.scored_by_code.get(entry.criterion)
            if criterion and criterion.code not in met:
                met.add(criterion.code)
                yield entry, criterion

    def altered(self, criteria: CriteriaSet) -> Iterator[tuple[Printed, Criterion]]:
        """Yield each row that prints its criterion otherwise than the criteria have it: code, name or maximum."""
        return iter(self.once("altered", criteria, lambda: tuple(self._altered(criteria))))

    def _altered(self, criteria: CriteriaSet) -> Iterator[tuple[Printed, Criterion]]:
        for printed in self.printed:
            ours = criteria.by_code.get(code := printed.criterion)
            if ours and not (printed.name == ours.name and printed.maximum == ours.maximum and printed.code == code):
                yield printed, ours

    def differences(self, newer: Submission) -> Iterator[tuple[Place, Decimal | str, Decimal | str]]:
        """Yield each cell in which a newer workbook of the unit says something else: its place, and what stood there.

        The place is that of the newer workbook, or of this one where the newer has no such row.
        """
        old, new = self._entered, newer._entered
        for key in dict.fromkeys((*old, *new)):
            (was, there), (now, here) = old.get(key, ("", NOWHERE)), new.get(key, ("", NOWHERE))
            if was != now:
                yield here if key in new else there, was, now

    @property
    def _entered(self) -> dict[tuple[str, str], tuple[Decimal | str, Place]]:
        """What was entered, by criterion and column; of a criterion found twice the first row."""
        found: dict[tuple[str, str], tuple[Decimal | str, Place]] = {}
        for entry in self.entries:
            score = entry.score
            value = score.typed if score.value is None else score.value
            found.setdefault((entry.criterion, "self_score"), (value, score.place))
            for key in TEXTS:
                found.setdefault((entry.criterion, key), (entry.text(key), entry.place_of(key)))
        for given in self.given:
            found.setdefault((given.criterion, "officers"), ("; ".join(given.officers), given.place))
        return found

    def in_state(self, criteria: CriteriaSet, state: State) -> Iterator[tuple[Entry, Criterion]]:
        """Yield the matched rows whose score is in a state."""
        return iter(self.once("states", criteria, lambda: self._by_state(criteria)).get(state, ()))

    def _by_state(self, criteria: CriteriaSet) -> dict[State, list[tuple[Entry, Criterion]]]:
        found: dict[State, list[tuple[Entry, Criterion]]] = {}
        for row in self.matched(criteria):
            found.setdefault(row[0].score.state, []).append(row)
        return found

    def numbers(self, criteria: CriteriaSet) -> Iterator[tuple[Entry, Criterion, Decimal]]:
        """Yield the matched rows whose score is a number."""
        return iter(self.once("numbers", criteria, lambda: tuple(self._numbers(criteria))))

    def _numbers(self, criteria: CriteriaSet) -> Iterator[tuple[Entry, Criterion, Decimal]]:
        for entry, criterion in self.matched(criteria):
            if entry.score.value is not None:
                yield entry, criterion, entry.score.value

    def judged(self, criteria: CriteriaSet, verdict: Verdict) -> Iterator[tuple[Entry, Criterion, Decimal]]:
        """Yield the matched rows whose score is a number that comes to this verdict."""
        for entry, criterion, score, found in self.once("judged", criteria, lambda: tuple(self._judged(criteria))):
            if found is verdict:
                yield entry, criterion, score

    def _judged(self, criteria: CriteriaSet) -> Iterator[tuple[Entry, Criterion, Decimal, Verdict]]:
        fine = Verdict.FINE
        for entry, criterion, score in self.numbers(criteria):
            if (found := criterion.verdict(score)) is not fine:
                yield entry, criterion, score, found
