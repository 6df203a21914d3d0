"""The summary as a workbook for people."""

from __future__ import annotations

from cchc_xlsx.excel.flow import written
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language
from cchc_xlsx.workbooks.summary import fill_summary


def export(summary: Summary, language: Language, received: str = "../nhan-ve") -> bytes:
    """Return the bytes of `tong-hop.xlsx`; `received` is the path from it to what came back, for links."""
    return written(fill_summary(summary, language, received=received))
