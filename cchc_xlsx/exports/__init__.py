"""What a summary is written as: one format a file. `EXPORTS` names the files that every merge makes.

A format is given the summary, the language, and the path from its file to the folder with what came back, for links.
It is imported when it is made: nobody who only checks waits for a writer of workbooks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib.util import find_spec

from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language


def _xlsx(summary: Summary, language: Language, received: str) -> bytes:
    from cchc_xlsx.exports import tong_hop_xlsx

    return tong_hop_xlsx.export(summary, language, received)


def _json(summary: Summary, language: Language, _received: str) -> bytes:
    from cchc_xlsx.exports import tong_hop_json

    return tong_hop_json.export(summary, language)


EXPORTS: Mapping[str, Callable[[Summary, Language, str], bytes]] = {
    "tong-hop.xlsx": _xlsx,
    "tong-hop.json": _json,
}
#: The formats of the table of scores that may be asked for besides.
TABLES = ("csv", "json", "parquet", "xlsx")


def made(summary: Summary, language: Language, received: str, tables: Iterable[str] = ()) -> dict[str, bytes]:
    """Return every result by its file name: those of `EXPORTS`, and the table of scores in the formats asked for."""
    found = {name: make(summary, language, received) for name, make in EXPORTS.items()}
    for form in dict.fromkeys(tables):
        from cchc_xlsx.exports.bang_diem import FORMATS, STEM

        found[f"{STEM}.{form}"] = FORMATS[form][0](summary, language)
    return found


def lacking(tables: Iterable[str]) -> str:
    """Return the library that one of these formats needs and that is not installed; "" where nothing is lacking."""
    return "pyarrow" if "parquet" in tables and find_spec("pyarrow") is None else ""
