"""The summary as a workbook for people."""

from __future__ import annotations

import io
from typing import IO

from cchc_xlsx.excel import flow
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language
from cchc_xlsx.workbooks.summary import fill_summary


def export(summary: Summary, language: Language, received: str = "../nhan-ve") -> bytes:
    """Return the bytes of `tong-hop.xlsx`; `received` is the path from it to what came back, for links."""
    buffer = io.BytesIO()
    write(summary, language, buffer, received)
    return buffer.getvalue()


def write(summary: Summary, language: Language, target: IO[bytes], received: str = "../nhan-ve") -> None:
    """Write `tong-hop.xlsx` into an open file, as `export` returns it."""
    flow.write(fill_summary(summary, language, received=received), target)
