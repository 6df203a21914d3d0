"""What a summary is written as: one format a file. `EXPORTS` names the files that every merge makes.

A format is given the summary, the language, and the path from its file to the folder with what came back, for links.
It is imported when it is made: nobody who only checks waits for a writer of workbooks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

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
