"""Knowing a table's columns by what people see above them: our own headings, common synonyms, in one row or several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cchc_xlsx.model.book import Cell, Kind, Sheet
from cchc_xlsx.text import clean, pattern, slug
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.layout import Holds, Table

_SHORTEST = 3  # letters of a heading cut short
_LONGEST = 200  # letters of a heading at all
_DEEPEST = 3  # rows of headings
_FARTHEST = 2000  # rows that are searched for headings: no criteria set is a tenth as long
#: A heading with one of these is another's to fill in; only a name in full is stronger.
_COUNCIL = ("tham-dinh", "hoi-dong", "cap-tren")
_ASIDE = pattern(r"\([^()]*\)|\[[^\[\]]*\]")


@dataclass(frozen=True)
class Headings:
    """The headings of one table: the rows they stand in, what each column is headed, and the columns of each key.

    A key with several columns is that of two headings that mean the same. `exact` are the keys of which a heading is
    known in full, not only by its beginning.
    """

    first: int
    last: int
    texts: Mapping[int, str]
    columns: Mapping[str, tuple[int, ...]]
    exact: frozenset[str]

    def key_of(self, column: int) -> str:
        """Return the key that a column may have; "" where its heading names none."""
        return next((key for key, columns in self.columns.items() if column in columns), "")


def headings_in(line: Mapping[int, Cell], table: Table) -> dict[str, int]:
    """Return the columns whose cell in a row is a heading of a table, by key: in either language, or cut short.

    A text that begins two headings names neither, and one that stands twice names no column.
    """
    texts = {column: cell.text for column, cell in line.items() if cell.kind is Kind.TEXT}
    found, _ = _named({column: (text,) for column, text in texts.items()}, _Names(table))
    return {key: columns[0] for key, columns in found.items() if len(columns) == 1}


def heading_rows(sheet: Sheet, lines: Mapping[int, Mapping[int, Cell]], table: Table, needed: str) -> list[Headings]:
    """Return the headings of each table of a sheet, from top to bottom; `needed` is the key that each must have.

    The best are those that name most columns. Others are such that name theirs in full: no row of data does.
    """
    merged, names = _across(sheet), _Names(table)
    blocks = [
        block
        for row in sorted(lines)[:_FARTHEST]
        for depth in range(1, _DEEPEST + 1)
        if depth == 1 or row - depth + 1 in lines
        if (block := _block(lines, merged, row, depth, names)) and needed in block.columns and len(block.columns) > 1
    ]
    blocks.sort(key=lambda block: (-len(block.columns), block.last - block.first, block.first))
    chosen: list[Headings] = []
    taken: set[int] = set()
    for block in blocks:
        rows = range(block.first, block.last + 1)
        if taken.isdisjoint(rows) and (not chosen or (needed in block.exact and len(block.exact) > 1)):
            chosen.append(block)
            taken.update(rows)
    return sorted(chosen, key=lambda block: block.first)


def _across(sheet: Sheet) -> dict[tuple[int, int], tuple[int, int]]:
    """Return, of each cell that an area merged across columns covers in its first row, the cell whose text it shows."""
    return {
        (area[0], column): (area[0], area[1])
        for area in sheet.merged
        for column in range(area[1], min(area[3], area[1] + 64) + 1)
        if area[3] > area[1]
    }


def _block(
    lines: Mapping[int, Mapping[int, Cell]],
    merged: Mapping[tuple[int, int], tuple[int, int]],
    last: int,
    depth: int,
    names: _Names,
) -> Headings | None:
    """Return what so many rows, down to `last`, say as the headings of a table; None where they name nothing.

    Each column may be named by its lowest cell, or by all of its cells together: “Điểm” above “tối đa”.
    """
    rows = range(last - depth + 1, last + 1)
    columns = sorted({column for row in rows for column in lines.get(row, {})})
    if depth > 1:
        columns = sorted({*columns, *(column for row, column in merged if row in rows)})
    forms: dict[int, tuple[str, ...]] = {}
    texts: dict[int, str] = {}
    for column in columns:
        shown: list[tuple[str, bool]] = []
        for row in rows:
            wide = (row, column) in merged
            head = merged.get((row, column), (row, column))
            cell = lines.get(head[0], {}).get(head[1])
            if cell and cell.kind is Kind.TEXT and (text := clean(cell.text)) and len(text) <= _LONGEST:
                shown.append((text, wide))
        if not shown:
            continue
        # What is merged over several columns names none of them alone, but perhaps with what stands below it.
        alone = [text for text, wide in shown[-1:] if not wide or depth == 1]
        together = [" ".join(text for text, _ in shown)] if len(shown) > 1 else []
        if alone or together:
            forms[column] = (*alone, *together)
            texts[column] = (together or alone)[0]
    found, exact = _named(forms, names)
    return Headings(rows[0], last, texts, found, exact) if found else None


def _named(forms: Mapping[int, Sequence[str]], names: _Names) -> tuple[dict[str, tuple[int, ...]], frozenset[str]]:
    """Return the columns of each key, and the keys that are named in full.

    Of texts, a column that is named in full comes before others that only begin alike; points are not so chosen.
    """
    whole: dict[str, list[int]] = {}
    begun: dict[str, list[int]] = {}
    for column, texts in forms.items():
        if key := next(filter(None, map(names.in_full, texts)), ""):
            whole.setdefault(key, []).append(column)
        elif key := names.begun(texts[0]):
            begun.setdefault(key, []).append(column)
    found: dict[str, tuple[int, ...]] = {}
    for each in names.table.columns:
        full, part = whole.get(each.key, []), begun.get(each.key, [])
        both = full if full and each.holds not in (Holds.SCORE, Holds.PEOPLE) else [*full, *part]
        if both:
            found[each.key] = tuple(sorted(both))
    return found, frozenset(whole)


class _Names:
    """What the columns of a table are called, ready for looking up; each text is looked up once."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._full: dict[str, set[str]] = {}
        self._known: dict[str, set[str]] = {}
        for column in table.columns:
            names = {slug(name) for name in (column.header.vi, column.header.en, *column.synonyms)}
            for name in (*names, slug(column.key)):
                self._full.setdefault(name, set()).add(column.key)
            for name in names:
                self._known.setdefault(name, set()).add(column.key)
        self._met: dict[tuple[bool, str], str] = {}

    def in_full(self, text: str) -> str:
        """Return the key of the one column that is called so, what stands in brackets left out or not; or ""."""
        if (True, text) not in self._met:
            wanted = {slug(text), slug(_ASIDE.sub(" ", text))} - {""}
            self._met[True, text] = _only(key for name in wanted for key in self._full.get(name, ()))
        return self._met[True, text]

    def begun(self, text: str) -> str:
        """Return the key of the one column whose name begins with a text, or the other way round; or ""."""
        if (False, text) not in self._met:
            wanted = slug(_ASIDE.sub(" ", text))
            near = (
                keys
                for name, keys in self._known.items()
                if name.startswith(wanted) or (len(name) >= _SHORTEST and wanted.startswith(f"{name}-"))
            )
            ours = len(wanted) >= _SHORTEST and not any(words in wanted for words in _COUNCIL)
            self._met[False, text] = _only(key for keys in near for key in keys) if ours else ""
        return self._met[False, text]


def _only(keys: Iterable[str]) -> str:
    """Return the one key there is; "" for none, or for several."""
    found = set(keys)
    return found.pop() if len(found) == 1 else ""
