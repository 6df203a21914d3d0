"""The tidy table of scores as a file, in four formats, and read back from each; the columns are those of `SCORES`."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext

from cchc_xlsx.exports.table import SCORES, Fact, Line, score_lines
from cchc_xlsx.model.book import EMPTY, Book, Page, Sheet, plain
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds

STEM = "bang-diem"
_BOM = b"\xef\xbb\xbf"  # without it Excel takes UTF-8 for an old code page
_ROWS = 1_048_575  # of a sheet, its heads left out
#: What a spreadsheet program takes for a formula, at the beginning of a field or where it may see one begin: behind a
#: semicolon, which parts the columns on many computers, and behind a line break.
_ACTS = re.compile(r"(^|[;\t\r\n])(?=\s*['=+\-@＝＋－＠])")
_GUARDED = re.compile(r"(^|[;\t\r\n])'")
_PRECISION = 38  # digits of a decimal in a Parquet file
_SCALE: Mapping[str, int] = {"index": 28}  # of those, behind the point
_SCALE_OF_POINTS = 6
_LEGEND = Words("Chú giải", "Legend")
_LEGEND_HEADS = (
    Words("Cột", "Column"),
    Words("Kiểu", "Holds"),
    Words("Tên", "Name"),
    Words("Ý nghĩa", "What it is"),
    Words("Giá trị", "Values"),
)


def as_csv(summary: Summary, _language: Language = "vi") -> bytes:
    """Return UTF-8 with its mark, commas between fields, decimal points; a text that could act is guarded by `'`."""
    from cchc_xlsx.exports.frames import scores_frame

    text = scores_frame(summary).map(_field).to_csv(index=False, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    return _BOM + text.encode()


def _field(value: Fact) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return plain(value)
        case str():
            return _ACTS.sub(r"\1'", value)
        case _:
            return str(value)


def from_csv(data: bytes) -> list[Line]:
    """Return the rows of such a file."""
    text = data.removeprefix(_BOM).decode()
    _, *lines = csv.reader(io.StringIO(text, newline=""))
    return [
        tuple(_fact(_GUARDED.sub(r"\1", field), c) for field, c in zip(line, SCORES.columns, strict=True))
        for line in lines
    ]


def _fact(text: str | None, column: Column) -> Fact:
    """Return what a field of a column says; None where it is empty."""
    if not text:
        return None
    match column.holds:
        case Holds.POINTS:
            return Decimal(text)
        case Holds.WHOLE:
            return int(text)
        case Holds.TRUTH:
            return text == "true"
        case _:
            return text


def as_json(summary: Summary, _language: Language = "vi") -> bytes:
    """Return a list of objects, a row each; points are strings, as in `tong-hop.json`."""
    from cchc_xlsx.exports.frames import scores_frame
    from cchc_xlsx.exports.tong_hop_json import dumped

    rows = scores_frame(summary).to_dict(orient="records")
    told = [{key: plain(value) if isinstance(value, Decimal) else value for key, value in row.items()} for row in rows]
    return dumped(told).encode()


def from_json(data: bytes) -> list[Line]:
    """Return the rows of such a file."""
    return [
        tuple(_fact(row[c.key], c) if c.holds is Holds.POINTS else row[c.key] for c in SCORES.columns)
        for row in json.loads(data)
    ]


def as_parquet(summary: Summary, _language: Language = "vi") -> bytes:
    """Return a Parquet file: texts, whole numbers, truths, and exact decimals (of the index, 28 behind the point)."""
    import pyarrow
    from pyarrow import parquet

    from cchc_xlsx.exports.frames import scores_frame

    frame = scores_frame(summary)
    types = {
        column.key: pyarrow.decimal128(_PRECISION, _scale(column.key))
        if column.holds is Holds.POINTS
        else {Holds.WHOLE: pyarrow.int64(), Holds.TRUTH: pyarrow.bool_()}.get(column.holds, pyarrow.string())
        for column in SCORES.columns
    }
    for column in SCORES.columns:
        if column.holds is Holds.POINTS:
            scale = _scale(column.key)
            frame[column.key] = frame[column.key].map(lambda value, scale=scale: _scaled(value, scale)).astype(object)
    schema = pyarrow.schema(list(types.items()))
    # Without the notes that pandas would leave in it, which name the versions of libraries.
    table = pyarrow.Table.from_pandas(frame, schema=schema, preserve_index=False).replace_schema_metadata(None)
    buffer = io.BytesIO()
    parquet.write_table(table, buffer)
    return buffer.getvalue()


def _scale(key: str) -> int:
    return _SCALE.get(key, _SCALE_OF_POINTS)


def _scaled(value: Decimal | None, scale: int) -> Decimal | None:
    """Return a number with so many decimals; None for what no column of this format holds (above 10^10)."""
    if value is None:
        return None
    with localcontext(prec=_PRECISION, rounding=ROUND_HALF_UP):
        try:
            return value.quantize(Decimal(1).scaleb(-scale))
        except InvalidOperation:
            return None


def from_parquet(data: bytes) -> list[Line]:
    """Return the rows of such a file."""
    from pyarrow import parquet

    columns = parquet.read_table(io.BytesIO(data)).to_pydict()
    return list(zip(*(columns[key] for key in SCORES.keys), strict=True))


def as_xlsx(summary: Summary, language: Language = "vi") -> bytes:
    """Return a workbook: the table, codes as texts and points as numbers, and a sheet that explains the columns.

    The heads are the keys of the columns, for programs. A number has the fifteen digits of a spreadsheet program.
    """
    from cchc_xlsx.excel.write import written

    lines = list(score_lines(summary))
    parts = [lines[start : start + _ROWS] for start in range(0, len(lines), _ROWS)] or [[]]
    return written(Book((*(_sheet(part, n, language) for n, part in enumerate(parts, 1)), _legend(language))))


def _sheet(lines: Sequence[Line], number: int, language: Language) -> Sheet:
    title = SCORES.title.in_(language)
    draft = Draft(title if number == 1 else f"{title} {number}", language)
    styles = [{Holds.POINTS: "points", Holds.WHOLE: "whole"}.get(c.holds, "code_left") for c in SCORES.columns]
    for place, column in enumerate(SCORES.columns):
        draft.put(0, place, column.key, "header")
        draft.columns[place] = (column.width, False, "")
    for row, line in enumerate(lines, 1):
        for place, value in enumerate(line):
            draft.put(row, place, value, styles[place])
    last = len(SCORES.columns) - 1
    draft.freeze, draft.filter = (1, 0), (0, 0, len(lines), last)
    draft.page = Page(repeat=(0, 0), area=(0, 0, len(lines), last))
    draft.tab = "result"
    return draft.sheet()


def _legend(language: Language) -> Sheet:
    draft = Draft(_LEGEND.in_(language), language)
    for place, (head, width) in enumerate(zip(_LEGEND_HEADS, (16, 10, 22, 70, 50), strict=True)):
        draft.put(0, place, head, "header")
        draft.columns[place] = (width, False, "")
    for row, column in enumerate(SCORES.columns, 1):
        values = "; ".join(f"{value} ({words.in_(language)})" for value, words in column.choices)
        for place, value in enumerate((column.key, column.holds.value, column.header, column.about, values)):
            draft.put(row, place, value, "text")
    draft.freeze, draft.page, draft.tab = (1, 0), Page(repeat=(0, 0)), "guide"
    return draft.sheet()


def from_xlsx(data: bytes) -> list[Line]:
    """Return the rows of such a workbook, numbers with the digits they have in it."""
    from cchc_xlsx.excel.package import OURS
    from cchc_xlsx.excel.read import read
    from cchc_xlsx.workbooks.tables import lines_of

    return [
        tuple(
            _fact(cells.get(place, EMPTY).text.lower() if c.holds is Holds.TRUTH else cells.get(place, EMPTY).text, c)
            for place, c in enumerate(SCORES.columns)
        )
        for sheet in read(data, OURS).sheets[:-1]
        for _, cells in sorted(lines_of(sheet).items())[1:]
    ]


_Writes = Callable[[Summary, Language], bytes]
#: The formats that may be asked for, by the ending of the file's name: how they are written, and read back.
FORMATS: Mapping[str, tuple[_Writes, Callable[[bytes], list[Line]]]] = {
    "csv": (as_csv, from_csv),
    "json": (as_json, from_json),
    "parquet": (as_parquet, from_parquet),
    "xlsx": (as_xlsx, from_xlsx),
}
