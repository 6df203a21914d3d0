"""Reading the score tables back: which row is which criterion, what was entered in it, and what belongs nowhere."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from cchc_xlsx.model import arithmetic
from cchc_xlsx.model.book import EMPTY, Book, Cell
from cchc_xlsx.model.criteria import CriteriaSet
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.submission import (
    TEXTS,
    CopiedSheet,
    Entry,
    Printed,
    Score,
    State,
    Total,
    Uncertain,
    Unplaced,
    Why,
)
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.merged import shown_elsewhere
from cchc_xlsx.workbooks.tables import (
    Found,
    Row,
    Spot,
    bare_year,
    number_of,
    score_of,
    text_of,
    total_of,
)
from cchc_xlsx.workbooks.unit.codes import coded, plain_code
from cchc_xlsx.workbooks.unit.headed import tables_by_headings
from cchc_xlsx.workbooks.unit.self_score import TABLE
from cchc_xlsx.workbooks.unit.strays import tables_by_layout


@dataclass(frozen=True)
class Scores:
    """What the score tables of a workbook say; `tables` are those it was taken from, `seen` all sheets with any."""

    entries: tuple[Entry, ...]
    totals: tuple[Total, ...]
    printed: tuple[Printed, ...]
    unplaced: tuple[Unplaced, ...]
    copies: tuple[CopiedSheet, ...]
    uncertain: tuple[Uncertain, ...]
    by_headings: tuple[str, ...]
    tables: tuple[Found, ...]
    seen: frozenset[str] = frozenset()


def parse_scores(book: Book, found: Sequence[Found], criteria: CriteriaSet, file: str = "") -> Scores:
    """Return what the score tables say, in the order they stand; `found` are those that still have their marker.

    Of a sheet that was copied the first counts. Sheets whose hidden keys are gone are known by their headings or by
    the layout of the others, and only fill in the criteria that no other table has: somebody's own list of the scores
    does not count twice.
    """
    originals, copies = _without_copies([_Read.of(each, criteria) for each in found])
    have = {entry.criterion for each in originals for entry in each.entries}
    recovered: list[_Read] = []
    seen = {each.sheet.title for each in found}
    if not have.issuperset(criterion.code for criterion in criteria.scored):
        tables = list(tables_by_headings(book, TABLE, "self_score", file, criteria, seen))
        seen |= {table.sheet.title for table in tables}
        tables += tables_by_layout(book, found, file, criteria, seen)
        seen |= {table.sheet.title for table in tables}
        wanted = {leaf.code for leaf in criteria.leaves} - have
        recovered = _recovered([_Read.of(table, criteria) for table in tables], wanted)
    reads = (*originals, *recovered)
    return Scores(
        entries=tuple(entry for each in reads for entry in each.entries),
        totals=tuple(total for each in reads for total in each.totals),
        printed=tuple(printed for each in reads for printed in each.printed),
        unplaced=tuple(unplaced for each in reads for unplaced in each.unplaced),
        copies=tuple(copies),
        uncertain=tuple(uncertain for each in reads for uncertain in each.uncertain),
        by_headings=tuple(dict.fromkeys(each.table.sheet.title for each in recovered)),
        tables=tuple(each.table for each in reads),
        seen=frozenset(seen),
    )


def _recovered(reads: Sequence[_Read], wanted: Container[str]) -> list[_Read]:
    """Return what tables without keys say of the criteria `wanted`, each only once where they say the same.

    What only repeats other cells comes last and adds to nothing that is there; before it, what has most columns.
    """
    repeats = [each.repeats for each in reads]
    order = sorted(range(len(reads)), key=lambda at: (repeats[at], -len(reads[at].table.keys & {*TABLE.keys}), at))
    met: dict[str, Entry] = {}
    kept: dict[int, _Read] = {}
    for at in order:
        each = reads[at]
        new = [
            entry
            for entry in each.entries
            if entry.criterion in wanted
            and not (entry.criterion in met and (repeats[at] or _adds_nothing(entry, met[entry.criterion])))
        ]
        if new or any(not uncertain.criterion for uncertain in each.uncertain):
            kept[at] = each.only({entry.criterion for entry in new})
            met = {entry.criterion: entry for entry in new} | met
    return [kept[at] for at in sorted(kept)]


def _adds_nothing(entry: Entry, earlier: Entry) -> bool:
    """Tell whether a row says nothing that an earlier one of its criterion does not say."""
    if entry.score.state is not State.EMPTY and entry.score != earlier.score:
        return False
    return all(not entry.text(key) or entry.text(key) == earlier.text(key) for key in TEXTS)


@dataclass(frozen=True)
class _Read:
    """What one table says."""

    table: Found
    codes: frozenset[str]
    entries: tuple[Entry, ...]
    totals: tuple[Total, ...]
    printed: tuple[Printed, ...]
    unplaced: tuple[Unplaced, ...]
    uncertain: tuple[Uncertain, ...]
    strange: frozenset[str]

    @classmethod
    def of(cls, table: Found, criteria: CriteriaSet) -> _Read:
        """Read a table."""
        rows = coded(table.rows, criteria)
        merged = shown_elsewhere(table, ("self_score", *TEXTS))
        headed = table.rows[0].places if table.by_headings and table.rows else ()
        others = [key for key in headed if key not in TABLE.by_key]
        entries: list[Entry] = []
        totals: list[Total] = []
        printed: list[Printed] = []
        unplaced: list[Unplaced] = []
        spots: _Spots | None = None
        for row, code, _ in rows:
            if spots is None or spots.columns is not row.columns or spots.stands is not row.stands:
                spots = _Spots.of(row)
            criterion = criteria.by_code.get(code)
            maximum = criterion.maximum if criterion else None
            if not code:
                unplaced += _entered(row, code, ("self_score", *TEXTS))
                continue
            printed.append(_printed(row, code, spots))
            if criterion and not criteria.is_leaf(code):
                column, stand = spots.score
                totals.append(total_of(code, row.line.get(column, EMPTY), row.place_at(stand), maximum))
                if any(row.texts(spots.texts)):
                    unplaced += _entered(row, code, TEXTS)
            else:
                entries.append(_entry(row, code, maximum, spots, table, merged))
                if others:
                    unplaced += _entered(row, code, others, Why.NO_COLUMN)
        uncertain = tuple(each.uncertain for each in rows if each.uncertain)
        codes = frozenset(each.criterion for each in printed)
        strange = frozenset(entry.criterion for entry in entries if entry.criterion not in criteria.by_code)
        return cls(table, codes, tuple(entries), tuple(totals), tuple(printed), tuple(unplaced), uncertain, strange)

    @property
    def repeats(self) -> bool:
        """Whether its scores only repeat other cells, as an overview does."""
        scores = [entry.score for entry in self.entries if entry.score.state is not State.EMPTY]
        return bool(scores) and all(score.formula and arithmetic.result(score.formula) is None for score in scores)

    def only(self, wanted: Container[str]) -> _Read:
        """Return what it says of some criteria, by their codes, and of codes that no criterion has; no totals."""
        strange = self.strange
        entries = tuple(entry for entry in self.entries if entry.criterion in wanted or entry.criterion in strange)
        uncertain = tuple(each for each in self.uncertain if not each.criterion or each.criterion in wanted)
        unplaced = tuple(
            each
            for each in self.unplaced
            if each.why is not Why.NO_COLUMN or each.code in wanted or each.code in strange
        )
        return replace(self, entries=entries, totals=(), uncertain=uncertain, unplaced=unplaced)


def _without_copies(reads: Sequence[_Read]) -> tuple[list[_Read], list[CopiedSheet]]:
    """Return the tables without those that hold again what an earlier sheet holds, and those."""
    originals: list[_Read] = []
    copies: list[CopiedSheet] = []
    for each in reads:
        original = next((earlier for earlier in originals if _is_copy(each, earlier)), None)
        if original is None:
            originals.append(each)
            continue
        first = {entry.criterion: entry for entry in reversed(original.entries)}
        differing = tuple(e.criterion for e in each.entries if e.criterion in first and e != first[e.criterion])
        copies.append(CopiedSheet(each.table.sheet.title, original.table.sheet.title, differing))
    return originals, copies


def _is_copy(table: _Read, earlier: _Read) -> bool:
    """Tell whether a table has the rows of another sheet's: all of them, as a copy has, or all but what was added."""
    if table.codes.isdisjoint(earlier.codes):  # as nearly all are
        return False
    several = len(table.codes) > 1 and table.table.sheet.title != earlier.table.sheet.title
    return several and len(table.codes & earlier.codes) * 2 > len(table.codes | earlier.codes)


def _entered(row: Row, code: str, keys: Iterable[str], why: Why = Why.NO_CRITERION) -> list[Unplaced]:
    """Return what was entered in a row where nothing can be."""
    return [
        Unplaced(code, key, text, row.place(key), why)
        for key in keys
        if (text := row.text(key)) and not row.cell(key).formula
    ]


class _Spots(NamedTuple):
    """Where rows have what is read of each: most tables have one kind of rows, whose columns are found once."""

    columns: Mapping[str, int]
    stands: Mapping[str, int]
    printed: tuple[Spot, ...]
    score: Spot
    texts: tuple[Spot, ...]
    stood: tuple[int, ...]

    @classmethod
    def of(cls, row: Row) -> _Spots:
        """Return those of a row."""
        printed, (score,), texts = map(row.spots, (("criterion", "name", "maximum"), ("self_score",), TEXTS))
        return cls(row.columns, row.stands, printed, score, texts, tuple(stand for _, stand in texts))


def _printed(row: Row, code: str, spots: _Spots) -> Printed:
    (at_code, stand), (at_name, name_column), (at_maximum, maximum_column) = spots.printed
    line = row.line.get
    cells = line(at_name, EMPTY), line(at_maximum, EMPTY), line(at_code, EMPTY)
    _, name, maximum, shown = _print.get(tuple(map(id, cells))) or _print_of(cells)
    return Printed(code, name, maximum, shown, row.place_at(stand), name_column, maximum_column)


_Print: TypeAlias = tuple[tuple[Cell, ...], str, Decimal | None, str]
#: What rows print, by their very cells: all units' workbooks have those from the reader's memory. They are held with
#: it, so that no other cells can come to stand where they did.
_print: dict[tuple[int, ...], _Print] = {}
_MOST = 4_096  # rows


def _print_of(cells: tuple[Cell, Cell, Cell]) -> _Print:
    """Return the cells of name, maximum and code with what they print."""
    name, maximum, code = cells
    if len(_print) >= _MOST:
        _print.clear()
    found = _print[tuple(map(id, cells))] = cells, text_of(name), number_of(maximum), plain_code(code)
    return found


_DATE = TEXTS.index("evidence_date")


def _entry(
    row: Row, code: str, maximum: Decimal | None, spots: _Spots, found: Found, merged: Mapping[Place, Place]
) -> Entry:
    column, stand = spots.score
    place = row.place_at(stand)
    if merged and (head := merged.get(place)):  # what stands under a merged cell all the same, nobody can see
        score = Score(State.EMPTY, place=place, covered_by=head)
    else:
        score = score_of(row.line.get(column, EMPTY), place, maximum)
    texts = row.texts(spots.texts)
    if merged:
        places = map(row.place_at, spots.stood)
        texts = [_shown(text, place, found, merged) for text, place in zip(texts, places, strict=True)]
    cell = row.line.get(spots.texts[_DATE][0], EMPTY)
    if cell.date and (year := bare_year(cell)):
        texts[_DATE] = year
    evidence, number, date, explanation, remark = texts
    stood = row.place_at(spots.printed[0][1])
    return Entry(code, score, evidence, number, date, explanation, remark, stood, spots.stood)


def _shown(text: str, place: Place, found: Found, merged: Mapping[Place, Place]) -> str:
    """Return what people see in the place of a text, where a merged area may cover it."""
    head = merged.get(place)
    return text_of(found.sheet.at(head.row, head.column)) if head and not text else text
