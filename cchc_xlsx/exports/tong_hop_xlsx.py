"""The summary as a workbook for people."""

from __future__ import annotations

from cchc_xlsx.excel.write import written
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language
from cchc_xlsx.workbooks.summary import fill_summary


def export(summary: Summary, language: Language) -> bytes:
    """Return the bytes of `tong-hop.xlsx`."""
    return written(fill_summary(summary, language))
