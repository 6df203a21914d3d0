"""Reading the score tables back: which row is which criterion, what was entered in it, and what belongs nowhere."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cchc_xlsx.model.book import Book
from cchc_xlsx.model.criteria import CriteriaSet
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.submission import (
    TEXTS,
    CopiedSheet,
    Entry,
    Printed,
    Said,
    Score,
    State,
    Total,
    Uncertain,
    Unplaced,
)
from cchc_xlsx.workbooks.layout import MARKER, Table
from cchc_xlsx.workbooks.merged import shown_elsewhere
from cchc_xlsx.workbooks.tables import (
    Found,
    Row,
    headings_in,
    lines_of,
    number_of,
    row_of,
    score_of,
    text_of,
    total_of,
)
from cchc_xlsx.workbooks.unit.codes import Coded, coded, shown_code
from cchc_xlsx.workbooks.unit.self_score import TABLE


@dataclass(frozen=True)
class Scores:
    """What the score tables of a workbook say; `tables` are those it was taken from."""

    entries: tuple[Entry, ...]
    totals: tuple[Total, ...]
    printed: tuple[Printed, ...]
    unplaced: tuple[Unplaced, ...]
    copies: tuple[CopiedSheet, ...]
    uncertain: tuple[Uncertain, ...]
    by_headings: tuple[str, ...]
    tables: tuple[Found, ...]


def parse_scores(book: Book, found: Sequence[Found], criteria: CriteriaSet, file: str = "") -> Scores:
    """Return what the score tables say, in the order they stand; `found` are those that still have their marker.

    Of a sheet that was copied the first counts. Sheets whose hidden keys are gone are known by their headings, and
    only fill in the criteria that no other table has: somebody's own list of the scores does not count twice.
    """
    originals, copies = _without_copies([_Read.of(each, criteria) for each in found])
    have = {entry.criterion for each in originals for entry in each.entries}
    recovered: list[_Read] = []
    if not have.issuperset(criterion.code for criterion in criteria.scored):
        marked = {each.sheet.title for each in found}
        for table in tables_by_headings(book, TABLE, ("criterion", "self_score"), file, criteria, marked):
            wanted = {leaf.code for leaf in criteria.leaves} - have
            each = _Read.of(table, criteria).only(wanted)
            if each.entries or each.uncertain:
                recovered.append(each)
                have |= {entry.criterion for entry in each.entries}
    reads = (*originals, *recovered)
    return Scores(
        entries=tuple(entry for each in reads for entry in each.entries),
        totals=tuple(total for each in reads for total in each.totals),
        printed=tuple(printed for each in reads for printed in each.printed),
        unplaced=tuple(unplaced for each in reads for unplaced in each.unplaced),
        copies=tuple(copies),
        uncertain=tuple(uncertain for each in reads for uncertain in each.uncertain),
        by_headings=tuple(each.table.sheet.title for each in recovered),
        tables=tuple(each.table for each in reads),
    )


def tables_by_headings(
    book: Book, table: Table, needed: Iterable[str], file: str, criteria: CriteriaSet, but: Iterable[str] = ()
) -> Iterator[Found]:
    """Yield a table for each sheet without any marker whose headings name at least the columns needed.

    Its rows reach from below the headings to the last one with a code that the criteria know.
    """
    for sheet in book.sheets:
        if sheet.title in but or any(MARKER.fullmatch(cell.text.strip()) for cell in sheet.cells.values()):
            continue
        lines = lines_of(sheet)
        headed = {row: headings_in(line, table) for row, line in lines.items()}
        best = max(sorted(headed), key=lambda row: len(headed[row]), default=None)
        if best is None or not headed[best].keys() >= set(needed):
            continue
        rows = [row_of(sheet, lines[row], file, row, headed[best]) for row in sorted(lines) if row > best]
        known = [at for at, each in enumerate(coded(rows, criteria)) if each.code in criteria.by_code or each.uncertain]
        kept = tuple(rows[: known[-1] + 1]) if known else ()
        yield Found(table.name, table.version, sheet, frozenset(headed[best]), kept, by_headings=True)


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

    @classmethod
    def of(cls, table: Found, criteria: CriteriaSet) -> _Read:
        """Read a table."""
        rows = coded(table.rows, criteria)
        merged = shown_elsewhere(table, ("self_score", *TEXTS))
        entries: list[Entry] = []
        totals: list[Total] = []
        unplaced: list[Unplaced] = []
        for each in rows:
            criterion = criteria.by_code.get(each.code)
            maximum = criterion.maximum if criterion else None
            if not each.code:
                unplaced += _entered(each, ("self_score", *TEXTS))
            elif criterion and not criteria.is_leaf(each.code):
                row = each.row
                totals.append(total_of(each.code, row.cell("self_score"), row.place("self_score"), maximum))
                unplaced += _entered(each, TEXTS)
            else:
                entries.append(_entry(each.row, each.code, maximum, table, merged))
        printed = tuple(_printed(each) for each in rows if each.code)
        uncertain = tuple(each.uncertain for each in rows if each.uncertain)
        codes = frozenset(each.code for each in rows if each.code)
        return cls(table, codes, tuple(entries), tuple(totals), printed, tuple(unplaced), uncertain)

    def only(self, wanted: Container[str]) -> _Read:
        """Return what it says of some criteria, by their codes; no totals."""
        entries = tuple(entry for entry in self.entries if entry.criterion in wanted)
        uncertain = tuple(each for each in self.uncertain if not each.criterion or each.criterion in wanted)
        return replace(self, entries=entries, totals=(), uncertain=uncertain)


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
    several = len(table.codes) > 1 and table.table.sheet.title != earlier.table.sheet.title
    return several and len(table.codes & earlier.codes) * 2 > len(table.codes | earlier.codes)


def _entered(each: Coded, keys: Iterable[str]) -> list[Unplaced]:
    """Return what was entered in a row where nothing can be."""
    row = each.row
    said = ((key, row.text(key), row.place(key)) for key in keys)
    return [Unplaced(each.code, key, text, place) for key, text, place in said if text and not row.cell(key).formula]


def _printed(each: Coded) -> Printed:
    row = each.row
    return Printed(each.code, row.text("name"), number_of(row.cell("maximum")), row.place("maximum"), shown_code(row))


def _entry(row: Row, code: str, maximum: Decimal | None, found: Found, merged: Mapping[Place, Place]) -> Entry:
    place = row.place("self_score")
    if head := merged.get(place):  # what stands under a merged cell all the same, nobody can see
        score = Score(State.EMPTY, place=place, covered_by=head)
    else:
        score = score_of(row.cell("self_score"), place, maximum)

    def shown(key: str) -> Said:
        head = merged.get(row.place(key))
        if head and not row.text(key):
            return Said(text_of(found.sheet.at(head.row, head.column)), row.place(key))
        return row.said(key)

    said = shown if merged else row.said
    return Entry(
        criterion=code,
        score=score,
        evidence=said("evidence"),
        evidence_number=said("evidence_number"),
        evidence_date=said("evidence_date"),
        explanation=said("explanation"),
        remark=said("remark"),
        place=row.place("criterion"),
    )
