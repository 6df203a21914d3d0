"""The criteria set: a tree of criteria, told by codes, with maxima in points."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Iterator
from dataclasses import field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from cchc_xlsx.model.book import plain
from cchc_xlsx.model.place import NOWHERE, Place
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.text import fold
from cchc_xlsx.values import dataclass


class Source(StrEnum):
    """Where a criterion's points come from."""

    SELF = "self"  # the unit scores itself, a council appraises
    SURVEY = "survey"  # a sociological survey; the superior gives the points
    BONUS = "bonus"  # added on top of the maximum
    PENALTY = "penalty"  # taken off: the score is zero or negative


class Verdict(StrEnum):
    """What can be said of one number in a score cell."""

    FINE = "fine"
    BELOW = "below"
    ABOVE = "above"
    OFF_LIST = "off_list"
    OFF_STEP = "off_step"


# An enumeration is slow to tell its members, and these are asked for of each score.
_PENALTY, _SURVEY, _FINE = Source.PENALTY, Source.SURVEY, Verdict.FINE


@dataclass(frozen=True, slots=True)
class Criterion:
    """A row of the criteria set. `maximum` is in points, None where it is not known.

    `step` and `allowed` are optional: the grain of a score, or the only values it may take.
    """

    code: str
    name: str
    maximum: Decimal | None
    source: Source = Source.SELF
    step: Decimal | None = None
    allowed: tuple[Decimal, ...] = ()
    scoring: str = ""
    evidence: str = ""
    place: Place = field(default=NOWHERE, compare=False)

    def __hash__(self) -> int:
        """Return the hash of its code: those that are equal have the same, and it is asked for of each score."""
        return hash(self.code)

    @property
    def key(self) -> str:
        """The hidden key of its row: a text that no program turns into a number or a date."""
        return f"TC-{self.code}"

    @property
    def parent(self) -> str:
        """The code it stands under by its own writing: 3.2.6 stands under 3.2; "" for an area."""
        return self.code.rpartition(".")[0]

    @property
    def lowest(self) -> Decimal:
        """The lowest score it may be given: 0, or the whole penalty."""
        return -abs(self.maximum or ZERO) if self.source is _PENALTY else ZERO

    @property
    def highest(self) -> Decimal:
        """The highest score it may be given: its maximum; 0 for a penalty."""
        return ZERO if self.source is _PENALTY else (self.maximum or ZERO)

    @property
    def scored_by_unit(self) -> bool:
        """Whether the unit itself gives this score."""
        return self.source is not _SURVEY

    def verdict(self, score: Decimal) -> Verdict:
        """Judge one score against what the criterion allows."""
        if score < self.lowest:
            return Verdict.BELOW
        if score > self.highest:
            return Verdict.ABOVE
        if self.allowed:  # a list says all there is to say; a step beside it says nothing more
            return _FINE if score in self.allowed else Verdict.OFF_LIST
        if self.step and score % self.step:
            return Verdict.OFF_STEP
        return _FINE


def counts_in(child: Criterion, parent: Criterion) -> bool:
    """Tell whether a child is part of the parent's maximum: bonus and penalty stand beside it, unless it is one."""
    return child.source not in (Source.BONUS, Source.PENALTY) or child.source is parent.source


@dataclass(frozen=True)
class CriteriaSet:
    """The criteria in their written order. Codes may repeat and parents be absent: the audit says so, not this.

    Every question about the tree is answered here and nowhere else.
    """

    criteria: tuple[Criterion, ...]

    def __iter__(self) -> Iterator[Criterion]:
        return iter(self.criteria)

    def __len__(self) -> int:
        return len(self.criteria)

    @cached_property
    def by_code(self) -> dict[str, Criterion]:
        """Criterion of each code; the first where a code stands twice."""
        found: dict[str, Criterion] = {}
        for criterion in self.criteria:
            found.setdefault(criterion.code, criterion)
        return found

    @cached_property
    def by_folded_name(self) -> dict[str, frozenset[str]]:
        """The codes that have a name, by the name as it is compared."""
        found: dict[str, set[str]] = {}
        for criterion in self.by_code.values():
            found.setdefault(fold(criterion.name), set()).add(criterion.code)
        return {name: frozenset(codes) for name, codes in found.items()}

    @cached_property
    def _children(self) -> dict[str, tuple[Criterion, ...]]:
        children: dict[str, list[Criterion]] = {}
        for criterion in self.by_code.values():
            if criterion.code:
                children.setdefault(criterion.parent, []).append(criterion)
        return {code: tuple(below) for code, below in children.items()}

    @cached_property
    def _below(self) -> dict[str, tuple[Criterion, ...]]:
        return {code: self._walked(code) for code in ("", *self.by_code)}

    def _walked(self, code: str) -> tuple[Criterion, ...]:
        return tuple(c for child in self.children(code) for c in (child, *self._walked(child.code)))

    @cached_property
    def _leaves_of(self) -> dict[str, tuple[Criterion, ...]]:
        leaves = {leaf.code for leaf in self.leaves}
        return {
            code: (criterion,) if code in leaves else tuple(c for c in self.below(code) if c.code in leaves)
            for code, criterion in self.by_code.items()
        }

    @cached_property
    def scored_by_code(self) -> dict[str, Criterion]:
        """The leaves that the unit scores itself, by their codes."""
        return {criterion.code: criterion for criterion in self.scored}

    def children(self, code: str) -> tuple[Criterion, ...]:
        """Return the criteria right below `code`, in written order."""
        return self._children.get(code, ())

    @cached_property
    def areas(self) -> tuple[Criterion, ...]:
        """The areas: criteria with a one-level code."""
        return self.children("")

    @cached_property
    def leaves(self) -> tuple[Criterion, ...]:
        """The criteria with nothing below them: those that are scored."""
        return tuple(c for c in self.by_code.values() if not self.children(c.code))

    @cached_property
    def scored(self) -> tuple[Criterion, ...]:
        """The leaves that the unit scores itself."""
        return tuple(c for c in self.leaves if c.scored_by_unit)

    def is_leaf(self, code: str) -> bool:
        """Tell whether `code` is known and has nothing below it."""
        return code in self.by_code and code not in self._children

    def below(self, code: str) -> tuple[Criterion, ...]:
        """Return every criterion below `code` at any depth, in tree order."""
        found = self._below.get(code)
        return self._walked(code) if found is None else found

    def leaves_of(self, code: str) -> tuple[Criterion, ...]:
        """Return the leaves at or below `code`."""
        found = self._leaves_of.get(code)
        return tuple(c for c in self.below(code) if self.is_leaf(c.code)) if found is None else found

    def area_of(self, code: str) -> str:
        """Return the code of the area that `code` belongs to."""
        return code.partition(".")[0]

    @cached_property
    def area_by_code(self) -> dict[str, str]:
        """The code of the area that each known code belongs to."""
        return {code: self.area_of(code) for code in self.by_code}

    def depth(self, code: str) -> int:
        """Return the level of a code in its own writing: 1 for an area, 3 for 3.2.6."""
        return code.count(".") + 1

    def nearest(self, code: str) -> str:
        """Return the known code most like a wrong one; "" where none is near.

        The same parts in another order come first (8.2.3.2 is a slip for 8.3.2.2), then what stands under the same
        parent, then anything.
        """
        swapped = [known for known in self.by_code if sorted(known.split(".")) == sorted(code.split("."))]
        beside = [
            known for known in self.by_code if "." in code and known.rpartition(".")[0] == code.rpartition(".")[0]
        ]
        import difflib  # of use for slips only

        near = difflib.get_close_matches(code, swapped or beside or list(self.by_code), n=1, cutoff=0.6)
        return next(iter(near), "")

    def only(self, codes: Collection[str]) -> CriteriaSet:
        """Return these leaves and what stands above them; a maximum above is the sum of what is there below it."""

        def kept(criterion: Criterion) -> Criterion | None:
            leaves = self.leaves_of(criterion.code)
            wanted = [leaf for leaf in leaves if leaf.code in codes]
            if len(wanted) in (0, len(leaves)):
                return criterion if wanted else None
            below = [child for each in self.children(criterion.code) if (child := kept(each))]
            maxima = [child.maximum for child in below if counts_in(child, criterion) and child.maximum is not None]
            return replace(criterion, maximum=sum(maxima, ZERO) if maxima else None)

        return CriteriaSet(tuple(part for each in self.by_code.values() if (part := kept(each))))

    @property
    def maximum(self) -> Decimal:
        """The sum of the areas' maxima, bonus and penalty left out: what 100 % means."""
        return sum((a.maximum or ZERO for a in self.areas if a.source in (Source.SELF, Source.SURVEY)), ZERO)

    @cached_property
    def fingerprint(self) -> str:
        """Twelve letters that change when a code, name, maximum or kind of a criterion does."""
        lines = [
            "|".join((c.code, c.name, "?" if c.maximum is None else plain(c.maximum), c.source)) for c in self.criteria
        ]
        digest = hashlib.sha256("\n".join(lines).encode()).digest()
        return base64.b32encode(digest).decode()[:12]
