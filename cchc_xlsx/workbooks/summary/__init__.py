"""The summary `tong-hop.xlsx`: ranking, areas, matrix, findings, files, and units of which nothing came."""

from __future__ import annotations

from cchc_xlsx.model.book import Book
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language
from cchc_xlsx.workbooks.summary import areas, files, findings, matrix, missing, ranking


def fill_summary(summary: Summary, language: Language, *, received: str = "../nhan-ve") -> Book:
    """Return the summary workbook; `received` is the path from it to the folder of returned files, for links."""
    return Book(
        (
            ranking.fill(summary, language),
            areas.fill(summary, language),
            matrix.fill(summary, language),
            findings.fill(summary, language, received),
            files.fill(summary, language, received),
            missing.fill(summary, language),
        )
    )
