"""From leaves back to the text that names them in the fewest letters: parents, ranges and exceptions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeAlias

from cchc_xlsx.model.criteria import CriteriaSet
from cchc_xlsx.text import numeric

#: Parts of a list in their order, and what it costs to read them: letters, then exceptions.
_Told: TypeAlias = tuple[tuple[int, int], tuple[str, ...]]
_NOTHING: _Told = ((0, 0), ())
_BETWEEN = "; "
_FEWEST = 3  # criteria in a row that are told as a range; two are told one by one


def written(codes: Collection[str], criteria: CriteriaSet) -> str:
    """Return the shortest list that `grammar.read` takes for these leaves, in the order of the tree.

    Exceptions never stand within exceptions: people read this. Codes that are no leaves of the set are left out.
    """
    wanted = {leaf.code for leaf in criteria.leaves} & set(codes)
    told = _siblings(_sorted(criteria, ""), wanted, criteria, exceptions=True)[1]
    # A set that forgets a parent still has its leaves; nothing above them can name them.
    reached = {leaf.code for area in criteria.areas for leaf in criteria.leaves_of(area.code)}
    orphans = [leaf.code for leaf in criteria.leaves if leaf.code in wanted and leaf.code not in reached]
    return _BETWEEN.join((*told, *orphans))


def _sorted(criteria: CriteriaSet, parent: str) -> list[str]:
    return sorted((child.code for child in criteria.children(parent)), key=numeric)


def _siblings(nodes: Sequence[str], wanted: Collection[str], criteria: CriteriaSet, *, exceptions: bool) -> _Told:
    """Return the cheapest telling of the wanted leaves below siblings, which are given in the order people count."""
    leaves = [[leaf.code for leaf in criteria.leaves_of(node)] for node in nodes]
    best: list[_Told] = [_NOTHING]
    for end in range(1, len(nodes) + 1):
        alone = _one(nodes[end - 1], leaves[end - 1], wanted, criteria, exceptions=exceptions)
        ways = [_joined(best[end - 1], alone)]
        for start in range(end - _FEWEST, -1, -1):
            if not _bounded(nodes, start, end):
                continue
            inside = [leaf for below in leaves[start:end] for leaf in below]
            missing = [leaf for leaf in inside if leaf not in wanted]
            if not missing or (exceptions and len(missing) < len(inside)):
                name = f"{nodes[start]} đến {nodes[end - 1]}"
                ways.append(_joined(best[start], _less(name, nodes[start:end], missing, criteria)))
        best.append(min(ways, key=lambda way: way[0]))
    return best[-1]


def _bounded(nodes: Sequence[str], start: int, end: int) -> bool:
    """Tell whether a range over these takes in no sibling that counts as high as one of its ends (1.1 and 1.01)."""
    before = start == 0 or numeric(nodes[start - 1]) < numeric(nodes[start])
    return before and (end == len(nodes) or numeric(nodes[end - 1]) < numeric(nodes[end]))


def _one(
    node: str, leaves: Sequence[str], wanted: Collection[str], criteria: CriteriaSet, *, exceptions: bool
) -> _Told:
    """Return the cheapest telling of the wanted leaves of one criterion."""
    missing = [leaf for leaf in leaves if leaf not in wanted]
    if len(missing) == len(leaves):
        return _NOTHING
    if not missing:
        return _less(node, (), (), criteria)
    ways = [_siblings(_sorted(criteria, node), wanted, criteria, exceptions=exceptions)]
    if exceptions:
        ways.append(_less(node, _sorted(criteria, node), missing, criteria))
    return min(ways, key=lambda way: way[0])


def _less(name: str, nodes: Sequence[str], missing: Sequence[str], criteria: CriteriaSet) -> _Told:
    """Return the telling of a name with an exception of the missing leaves, which stand below `nodes`."""
    if not missing:
        return (len(name), 0), (name,)
    inside = _BETWEEN.join(_siblings(nodes, missing, criteria, exceptions=False)[1])
    text = f"{name} (trừ {inside})"
    return (len(text), 1), (text,)


def _joined(first: _Told, second: _Told) -> _Told:
    between = len(_BETWEEN) if first[1] and second[1] else 0
    cost = (first[0][0] + second[0][0] + between, first[0][1] + second[0][1])
    return cost, first[1] + second[1]
