"""What a summary is written as: one format a file. `EXPORTS` names the files that every merge makes.

A format is given the summary, the language, the path from its file to the folder with what came back, for links, and
the file that it goes into.
It is imported when it is made: nobody who only checks waits for a writer of workbooks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib.util import find_spec
from typing import IO, TypeAlias

from cchc_xlsx.exports.stored import Stored, stored
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language


def _xlsx(summary: Summary, language: Language, received: str, target: IO[bytes]) -> None:
    from cchc_xlsx.exports import tong_hop_xlsx

    tong_hop_xlsx.write(summary, language, target, received)


def _json(summary: Summary, language: Language, _received: str, target: IO[bytes]) -> None:
    from cchc_xlsx.exports import tong_hop_json

    tong_hop_json.write(summary, language, target)


#: What writes a result into an open file.
Export: TypeAlias = Callable[[Summary, Language, str, IO[bytes]], None]
EXPORTS: Mapping[str, Export] = {
    "tong-hop.xlsx": _xlsx,
    "tong-hop.json": _json,
}
#: The formats of the table of scores that may be asked for besides.
TABLES = ("csv", "json", "parquet", "xlsx")


def made(summary: Summary, language: Language, received: str, tables: Iterable[str] = ()) -> dict[str, Stored]:
    """Return every result by its file name: those of `EXPORTS`, and the table of scores in the formats asked for."""
    found: dict[str, Stored] = {}
    for name, export in EXPORTS.items():
        found[name] = Stored()
        export(summary, language, received, found[name].file)
    for form in dict.fromkeys(tables):
        from cchc_xlsx.exports.bang_diem import FORMATS, STEM

        found[f"{STEM}.{form}"] = stored(FORMATS[form][0](summary, language))
    return found


def lacking(tables: Iterable[str]) -> str:
    """Return the library that one of these formats needs and that is not installed; "" where nothing is lacking."""
    return "pyarrow" if "parquet" in tables and find_spec("pyarrow") is None else ""
