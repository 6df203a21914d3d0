"""Tables that have lost their hidden keys, or never had any: known by their headings, codes and names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from cchc_xlsx.model.book import Book, Cell, Kind, Sheet, column_name
from cchc_xlsx.model.criteria import CriteriaSet
from cchc_xlsx.model.place import NOWHERE
from cchc_xlsx.model.submission import State
from cchc_xlsx.text import clean, fold, pattern
from cchc_xlsx.workbooks.headings import Headings, heading_rows
from cchc_xlsx.workbooks.layout import MARKER, SKIP, Table
from cchc_xlsx.workbooks.tables import Found, Lines, Row, blank, lines_of, row_of, score_of, text_of
from cchc_xlsx.workbooks.unit.codes import KEY, candidates, coded, known_code, plain_code

#: What looks like a code, whether the criteria know it or not.
_CODE = pattern(r"[0-9]{1,3}(?:\.[0-9]{1,3}){0,5}")
#: A code and a name in one cell: `1.1. Kế hoạch`.
_BOTH = pattern(r"([0-9]{1,3}(?:\.[0-9]{1,3})+)[\s.,:)–-]+(?=[^\W\d])")
_NUMBERING = pattern(r"[(\[]?(?:([0-9]{1,2})|[A-ZĐ])[)\]]?(?:\s*=.*)?")
_TOTAL = pattern(r"(?:tong|cong|total|sum)\b")
_PART = pattern(r"[IVXLC]+|[A-ZĐ]")  # the code of a part of a table: I, II, A, B
_OURS = ("key", "criterion", "name")  # the columns that tell which criterion a row is


def unmarked(book: Book, but: Container[str] = ()) -> Iterator[Sheet]:
    """Yield the sheets without any marker of a table."""
    for sheet in book.sheets:
        if sheet.title not in but and not any(MARKER.fullmatch(cell.text.strip()) for cell in sheet.cells.values()):
            yield sheet


def tables_by_headings(
    book: Book, table: Table, needed: str, file: str, criteria: CriteriaSet, but: Container[str] = ()
) -> Iterator[Found]:
    """Yield each table of a sheet without any marker whose headings name the column `needed`, and no two for it.

    Its rows reach from below the headings to the last that tells a criterion or holds a score. What is headed
    otherwise is kept by its heading.
    """
    for sheet in unmarked(book, but):
        lines = lines_of(sheet)
        found = heading_rows(sheet, lines, table, needed)
        numbers = sorted(lines)
        ends = [*(bisect_left(numbers, headings.first) for headings in found[1:]), len(numbers)]
        for headings, end in zip(found, ends, strict=False):
            rows = numbers[bisect_right(numbers, headings.last) : end]
            columns = _columns(lines, rows, headings, needed, criteria)
            kept = tuple(_rows(sheet, lines, file, rows, columns, needed, criteria)) if columns else ()
            if kept:
                yield Found(table.name, table.version, sheet, frozenset(columns), kept, by_headings=True)


def _columns(
    lines: Lines, rows: Sequence[int], headings: Headings, needed: str, criteria: CriteriaSet
) -> dict[str, int]:
    """Return the column of each key; none where nothing tells the rows, or two columns may be the one needed."""
    wanted = headings.columns[needed]
    if len(wanted) > 1:
        wanted = tuple(c for c in wanted if any(not blank(lines[row][c]) for row in rows if c in lines[row]))
    telling = {
        "key": key_column(lines, rows, criteria),
        "criterion": code_column(lines, rows, criteria, headings),
        "name": None,
    }
    telling["name"] = _name_column(lines, rows, criteria, headings, telling["criterion"])
    if len(wanted) != 1 or all(column is None for column in telling.values()):
        return {}
    columns = {key: column for key, column in telling.items() if column is not None}
    columns[needed] = wanted[0]
    for key, found in headings.columns.items():
        if len(found) == 1 and key not in (*_OURS, needed) and found[0] not in columns.values():
            columns[key] = found[0]
    return columns | _others(lines, rows, headings, columns, criteria)


def _others(
    lines: Lines, rows: Sequence[int], headings: Headings, columns: Mapping[str, int], criteria: CriteriaSet
) -> dict[str, int]:
    """Return the columns that are none of the table's, by what stands above them, else by their letters."""
    others: dict[str, int] = {}
    for column in sorted({column for row in rows for column in lines[row]} - set(columns.values())):
        if headings.key_of(column) in _OURS:
            continue  # running numbers, or the codes once more
        text = headings.texts.get(column, "")
        if not text and not any(lines[row][column].kind is Kind.TEXT for row in rows if column in lines[row]):
            continue
        letters = column_name(column)
        label = " ".join(text.split()) or letters
        others[label if label not in (*columns, *others) else f"{label} ({letters})"] = column
    return others


def key_column(lines: Lines, rows: Iterable[int], criteria: CriteriaSet) -> int | None:
    """Return the column that holds most hidden keys of known criteria; None where no column holds any."""
    counts: dict[int, int] = {}
    for row in rows:
        for column, cell in lines[row].items():
            if cell.kind is Kind.TEXT and (text := clean(cell.text)).startswith(KEY):
                counts[column] = counts.get(column, 0) + (text.removeprefix(KEY) in criteria.by_code)
    return _most(counts)


def code_column(
    lines: Lines, rows: Iterable[int], criteria: CriteriaSet, headings: Headings | None = None
) -> int | None:
    """Return the column that holds most codes of criteria that are scored, whatever stands above it; else None.

    Codes that became numbers count where no heading says that the numbers are something else. Where two columns tell
    two criteria of one row, neither is believed.
    """
    met: dict[int, dict[int, str]] = {}
    for row in rows:
        for column, cell in lines[row].items():
            text = headings.texts.get(column, "") if headings else ""
            headed = headings.key_of(column) if headings else ""
            if headed not in ("", "criterion", "name"):
                continue
            code = known_code(cell, criteria)
            if not code and cell.kind is Kind.NUMBER and (headed == "criterion" or not text):
                code = next(candidates(cell, criteria), "")
            if criteria.is_leaf(code):
                met.setdefault(column, {})[row] = code
    counts = {column: len(set(codes.values())) for column, codes in met.items()}
    best = _most(counts)
    if best is None:
        return None
    rivals = (codes for column, codes in met.items() if column != best and counts[column] * 2 > counts[best])
    typed = {row for row in met[best] if lines[row][best].kind is Kind.TEXT}
    if any(codes.get(row, met[best][row]) != met[best][row] for codes in rivals for row in typed):
        return None
    return best


def _name_column(
    lines: Lines, rows: Iterable[int], criteria: CriteriaSet, headings: Headings, code: int | None
) -> int | None:
    """Return the column that holds most names of criteria, or codes before names; else the one headed so, or None."""
    names = {fold(leaf.name) for leaf in criteria.leaves if leaf.name}
    counts: dict[int, int] = {}
    for row in rows:
        for column, cell in lines[row].items():
            if column != code and cell.kind is Kind.TEXT and headings.key_of(column) in ("", "name", "criterion"):
                text = clean(cell.text)
                both = _BOTH.match(text)
                known = fold(text[both.end() :] if both else text) in names or bool(
                    both and both[1] in criteria.by_code
                )
                counts[column] = counts.get(column, 0) + known
    best = _most(counts)
    if best is not None or code is None:
        return best
    headed = [column for column in headings.columns.get("name", ()) if column != code]
    return headed[0] if len(headed) == 1 else None


def _most(counts: Mapping[int, int]) -> int | None:
    return max((c for c in sorted(counts) if counts[c]), key=lambda column: counts[column], default=None)


def _rows(
    sheet: Sheet,
    lines: Lines,
    file: str,
    rows: Sequence[int],
    columns: Mapping[str, int],
    needed: str,
    criteria: CriteriaSet,
) -> Iterator[Row]:
    """Yield the rows of a table, without those that only number its columns, add up or begin a part."""
    names = {fold(leaf.name) for leaf in criteria.leaves if leaf.name}
    made: list[Row] = []
    for at, number in enumerate(rows):
        line = lines[number]
        if furniture(line) or (at < 2 and _numbers_columns(line)):
            continue
        row = row_of(sheet, line, file, number, columns)
        if not _adds_up(row, criteria, names):
            made.append(_settled(row, criteria))
    last = -1
    for at, each in enumerate(coded(made, criteria)):
        holds = needed == "self_score" and score_of(each.row.cell(needed), NOWHERE).state in (
            State.SCORED,
            State.NOT_APPLICABLE,
        )
        if each.code in criteria.by_code or each.uncertain or holds:
            last = at
    yield from made[: last + 1]


def furniture(line: Mapping[int, Cell]) -> bool:
    """Tell whether a row is marked as none of a table's data."""
    return any(cell.kind is Kind.TEXT and clean(cell.text) == SKIP for cell in line.values())


def _numbers_columns(line: Mapping[int, Cell]) -> bool:
    """Tell whether a row only numbers the columns: 1, 2, 3, or (1), (2), (3)=(2)-(1), or A, B, 1, 2."""
    found = [_NUMBERING.fullmatch(text_of(line[column])) for column in sorted(line) if not blank(line[column])]
    if len(found) < 2 or not all(found):
        return False
    numbers = [int(each[1]) for each in found if each and each[1]]
    return all(after == before + 1 for before, after in pairwise(numbers))


def _adds_up(row: Row, criteria: CriteriaSet, names: Container[str]) -> bool:
    """Tell whether a row is a total, or the heading of a part; the name of a criterion is neither."""
    if (
        known_code(row.cell("criterion"), criteria)
        or row.text("key").startswith(KEY)
        or fold(row.text("name")) in names
    ):
        return False
    texts = [text for key in ("criterion", "name") if (text := row.text(key))]
    return any(_TOTAL.match(fold(text)) for text in texts) or bool(_PART.fullmatch(row.text("criterion")))


def _settled(row: Row, criteria: CriteriaSet) -> Row:
    """Return a row with its code and its name each in their own place, and nothing for a code that is none."""
    cells, stands = {key: row.cell(key) for key in row.columns}, dict(row.stands)
    cell, name = row.cell("criterion"), row.text("name")
    both = _BOTH.match(name)
    code = known_code(cell, criteria) or plain_code(cell)
    if both and (blank(cell) or both[1] == code):
        cells["name"] = Cell(Kind.TEXT, name[both.end() :])
        cells["criterion"] = cell if code else Cell(Kind.TEXT, both[1])
        stands.setdefault("criterion", row.place("name").column)
    elif cell.kind is Kind.TEXT and not known_code(cell, criteria) and not _CODE.fullmatch(code):
        cells.pop("criterion", None)
    return row.read_as(cells, stands)
