"""What a summary is written as: one format a file. `EXPORTS` names the files that every merge makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cchc_xlsx.exports import tong_hop_json, tong_hop_xlsx
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language

EXPORTS: Mapping[str, Callable[[Summary, Language], bytes]] = {
    "tong-hop.xlsx": tong_hop_xlsx.export,
    "tong-hop.json": tong_hop_json.export,
}
