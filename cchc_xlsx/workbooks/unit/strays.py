"""Score sheets without headings: read by their sisters' layout where that is certain, else listed row by row."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from cchc_xlsx.model.book import EMPTY, Book, Cell, Kind, Sheet
from cchc_xlsx.model.criteria import CriteriaSet
from cchc_xlsx.model.place import NOWHERE, Place
from cchc_xlsx.model.submission import ROW, State, Unplaced, Why
from cchc_xlsx.text import clean, pattern
from cchc_xlsx.workbooks.headings import heading_rows
from cchc_xlsx.workbooks.tables import Found, Row, blank, lines_of, number_of, row_of, score_of, text_of
from cchc_xlsx.workbooks.unit.codes import KEY, candidates, known_code, plain_code
from cchc_xlsx.workbooks.unit.headed import code_column, furniture, key_column, unmarked
from cchc_xlsx.workbooks.unit.marks import SIGNS
from cchc_xlsx.workbooks.unit.self_score import TABLE

_DOTTED = pattern(r"[0-9]{1,3}(?:\.[0-9]{1,3})+")
_SIGNS = frozenset(text for words in SIGNS for text in words)
#: How far right of the hidden key each column stands.
_Layout = Mapping[str, int]


def tables_by_layout(
    book: Book, found: Sequence[Found], file: str, criteria: CriteriaSet, but: Container[str] = ()
) -> Iterator[Found]:
    """Yield each score table whose headings are gone and whose rows still have their hidden keys.

    Its columns stand as in another score table of the book, or as they are issued; that is believed only where the
    columns on either side of the scores hold what they must.
    """
    layouts = list(_layouts(found))
    for sheet in unmarked(book, but):
        lines = lines_of(sheet)
        at = key_column(lines, lines, criteria)
        if at is None:
            continue
        keyed = [row for row in sorted(lines) if _keyed(lines[row].get(at, EMPTY), criteria)]
        numbers = [row for row in sorted(lines) if keyed[0] <= row <= keyed[-1] and not furniture(lines[row])]
        for layout in layouts:
            columns = {key: at + offset for key, offset in layout.items() if at + offset >= 0}
            rows = tuple(row_of(sheet, lines[row], file, row, columns) for row in numbers)
            if _is_certain(rows, criteria):
                yield Found(TABLE.name, TABLE.version, sheet, frozenset(columns), rows, by_headings=True)
                break


def _layouts(found: Sequence[Found]) -> Iterator[_Layout]:
    for each in found:
        columns = {key: place.column for key, place in each.rows[0].places.items()} if each.rows else {}
        if "key" in columns:
            yield {key: column - columns["key"] for key, column in columns.items() if key in TABLE.by_key}
    yield {key: TABLE.offset(key) - TABLE.offset("key") for key in TABLE.keys}


def _keyed(cell: Cell, criteria: CriteriaSet) -> bool:
    return cell.kind is Kind.TEXT and clean(cell.text).removeprefix(KEY) in criteria.by_code


def _is_certain(rows: Sequence[Row], criteria: CriteriaSet) -> bool:
    """Tell whether most rows show their code and maximum before the score, and the state and its mark behind it."""
    checked = [(row, leaf) for row in rows for leaf in criteria.scored if row.text("key") == leaf.key]
    fitting = 0
    for row, leaf in checked:
        code, sign, mark = row.cell("criterion"), row.cell("sign"), row.cell("mark")
        fitting += (
            (known_code(code, criteria) == leaf.code or leaf.code in candidates(code, criteria))
            and number_of(row.cell("maximum")) == leaf.maximum
            and (bool(sign.formula) or text_of(sign).partition("\n")[0] in _SIGNS)
            and (bool(mark.formula) or mark.kind is Kind.NUMBER)
        )
    return fitting * 2 > len(checked)


def strays(
    book: Book, file: str, criteria: CriteriaSet, wanted: Container[str], but: Container[str] = ()
) -> Iterator[Unplaced]:
    """Yield each row with a code and a score on sheets that no table was found on, with all that it holds.

    Only rows of the criteria `wanted`, and beside them rows whose codes are unknown.
    """
    for sheet in unmarked(book, but):
        lines = lines_of(sheet)
        headed = heading_rows(sheet, lines, TABLE, "self_score")
        why = Why.SEVERAL_SCORES if any(len(h.columns["self_score"]) > 1 for h in headed) else Why.NO_TABLE
        below = {row: lines[row] for row in lines if not headed or row > headed[0].last}
        key, code = key_column(below, below, criteria), code_column(below, below, criteria)
        rows = [(row, _code_in(below[row], key, code, criteria)) for row in sorted(below)]
        if any(found in wanted for _, found in rows):
            for row, found in rows:
                if found in wanted or (found not in criteria.by_code and _DOTTED.fullmatch(found)):
                    yield from _told(sheet, below[row], file, row, found, (key, code), why)


def _code_in(line: Mapping[int, Cell], key: int | None, code: int | None, criteria: CriteriaSet) -> str:
    """Return the code that a row shows, by its key or in the column of codes; "" for none."""
    hidden = clean(line.get(key, EMPTY).text) if key is not None else ""
    if hidden.startswith(KEY):
        return hidden.removeprefix(KEY)
    cell = line.get(code, EMPTY) if code is not None else EMPTY
    known = [*candidates(cell, criteria)] if cell.kind is Kind.NUMBER else []
    return known_code(cell, criteria) or (known[0] if len(known) == 1 else plain_code(cell))


def _told(
    sheet: Sheet, line: Mapping[int, Cell], file: str, row: int, code: str, but: Iterable[int | None], why: Why
) -> Iterator[Unplaced]:
    """Yield what a row holds beside its code, where a score is among it."""
    cells = {column: line[column] for column in sorted(line) if column not in but and not blank(line[column])}
    scores = [c for c in cells if score_of(cells[c], NOWHERE).state in (State.SCORED, State.NOT_APPLICABLE)]
    if scores:
        text = " | ".join(said for cell in cells.values() if (said := " ".join(text_of(cell).split())))
        yield Unplaced(code, ROW, text, Place(file, sheet.title, row, scores[-1]), why)
