"""The summary `tong-hop.xlsx`: ranking, areas, matrix, points lost, board, findings, files, and a page a unit."""

from __future__ import annotations

from cchc_xlsx.model.book import Book
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language
from cchc_xlsx.workbooks.summary import areas, board, files, findings, lost, matrix, profile, ranking


def fill_summary(summary: Summary, language: Language, *, received: str = "../nhan-ve") -> Book:
    """Return the summary workbook; `received` is the path from it to the folder of returned files, for links."""
    titles = {"findings": findings.TABLE.title.in_(language), "ranking": ranking.TABLE.title.in_(language)}
    return Book(
        (
            ranking.fill(summary, language),
            areas.fill(summary, language),
            matrix.fill(summary, language),
            lost.fill(summary, language),
            board.fill(summary, language, received, files.TABLE.title.in_(language)),
            findings.fill(summary, language, received),
            files.fill(summary, language, received),
            *profile.pages(summary, language, received, **titles),
        )
    )
