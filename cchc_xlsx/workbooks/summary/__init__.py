"""The summary `tong-hop.xlsx`: the page that says it all, then ranking, distribution, areas, matrix and the rest."""

from __future__ import annotations

from dataclasses import replace

from cchc_xlsx.model.book import Book, Sheet
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language


def fill_summary(summary: Summary, language: Language, *, received: str = "../nhan-ve") -> Book:
    """Return the summary workbook; `received` is the path from it to the folder of returned files, for links."""
    # Not above: who only needs the words of `listing` does not wait for all sheets.
    from cchc_xlsx.workbooks.summary import (
        areas,
        board,
        distribution,
        files,
        findings,
        lost,
        matrix,
        near,
        overview,
        profile,
        ranking,
        turned,
    )
    from cchc_xlsx.workbooks.summary.figures import tally

    ranked = ranking.fill(summary, language)
    ranked = replace(ranked, look=replace(ranked.look, active=False))
    place = ranking.shown(summary, language)
    close, sums = near.near_ties(summary), tally(summary)
    titles = {"findings": findings.TABLE.title.in_(language), "ranking": ranking.TABLE.title.in_(language)}
    return Book(
        (
            overview.fill(summary, language, place, areas.shown(summary, language), close),
            ranked,
            distribution.fill(summary, language, place),
            *_beside_earlier(summary, language),
            *((near.fill(summary, language, close),) if close else ()),
            areas.fill(summary, language),
            turned.fill(summary, language, sums) if matrix.turns(summary) else matrix.fill(summary, language, sums),
            lost.fill(summary, language, sums),
            board.fill(summary, language, received, files.TABLE.title.in_(language)),
            findings.fill(summary, language, received),
            files.fill(summary, language, received),
            *profile.pages(summary, language, received, **titles),
        )
    )


def _beside_earlier(summary: Summary, language: Language) -> tuple[Sheet, ...]:
    from cchc_xlsx.workbooks.summary import moved, years

    if summary.earlier is None:
        return ()
    return years.fill(summary, language, summary.earlier), moved.fill(summary, language, summary.earlier)
