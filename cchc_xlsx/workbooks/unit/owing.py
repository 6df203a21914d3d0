"""Who still owes what: the criteria of each officer, and of these what is not scored yet or entered wrongly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cchc_xlsx.model.criteria import CriteriaSet, Criterion
from cchc_xlsx.model.parts import Owing
from cchc_xlsx.model.submission import Entry
from cchc_xlsx.workbooks.unit.assignment import people_in
from cchc_xlsx.workbooks.unit.marks import WRONG, Mark, mark_of

#: Marks of a score that is still owed.
OWED = (Mark.EMPTY, *WRONG)


def owing(
    criteria: CriteriaSet,
    entries: Iterable[Entry],
    officers: Mapping[str, Sequence[str]],
    listed: Iterable[str] = (),
) -> tuple[Owing, ...]:
    """Return what each officer owes, in the order in which they are first named; what is nobody's comes last.

    `officers` names those of each criterion, `listed` officers besides, whether anything is theirs or not.
    """
    entered = {entry.criterion: entry for entry in entries}
    theirs: dict[str, list[Criterion]] = {name: [] for name in listed}
    nobodys: list[Criterion] = []
    for criterion in criteria.scored:
        names = people_in(";".join(officers.get(criterion.code, ())))
        for name in names:
            theirs.setdefault(name, []).append(criterion)
        if not names:
            nobodys.append(criterion)
    groups = [*theirs.items(), *([("", nobodys)] if nobodys else [])]

    def is_owed(criterion: Criterion) -> bool:
        return mark_of(entered.get(criterion.code) or Entry(criterion.code), criterion) in OWED

    return tuple(Owing(name, tuple(own), tuple(c for c in own if is_owed(c))) for name, own in groups)
