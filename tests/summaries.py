"""Whole summaries made up: units of every status, a survey or none, what does not apply, caps and tie-breaks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from cchc_xlsx import scoring
from cchc_xlsx.batch.intake import Taken
from cchc_xlsx.batch.summing import summed
from cchc_xlsx.model.book import cell
from cchc_xlsx.model.campaign import NotApplicablePolicy, SurveyScore, Unit
from cchc_xlsx.model.criteria import CriteriaSet, Criterion, Source
from cchc_xlsx.model.place import NOWHERE
from cchc_xlsx.model.received import Intake
from cchc_xlsx.model.submission import Score, State
from cchc_xlsx.model.summary import Result, Status, Summary
from cchc_xlsx.workbooks.tables import score_of
from tests.builders import CAMPAIGN, campaign

WITH_SURVEY = CriteriaSet(
    (
        *CAMPAIGN.criteria,
        Criterion("8", "Điều tra", Decimal(20), source=Source.SURVEY),
        Criterion("9", "Thưởng", Decimal(5), source=Source.BONUS),
    )
)
UNITS = tuple(Unit(f"{n:05}", f"Xã số {n}", "Xã" if n % 3 else "Phường") for n in range(1, 8))


def points(maximum: Decimal) -> st.SearchStrategy[Decimal]:
    return st.integers(0, int(maximum * 4)).map(lambda n: Decimal(n) / 4)


@st.composite
def summaries(draw: st.DrawFn) -> Summary:
    """The summary of seven units, some of them missing, incomplete, wrong or kept out."""
    surveyed = draw(st.booleans())
    units = tuple(replace(unit, excluded=draw(st.sampled_from(["", "", "", "Tổ chức lại"]))) for unit in UNITS)
    survey = tuple(
        SurveyScore(unit.code, "8", score_of(cell(draw(points(Decimal(20)))), NOWHERE)) for unit in units if surveyed
    )
    settings = {"tie_breaks": draw(st.sampled_from([(), ("1",), ("survey", "2")])), "bonus_cap": Decimal(2)}
    settings["not_applicable"] = draw(st.sampled_from(NotApplicablePolicy))
    whole = replace(campaign(criteria=WITH_SURVEY, units=units, **settings), survey=survey)
    results = []
    for each in units:
        kind = draw(st.sampled_from([Status.COMPLETE, Status.COMPLETE, Status.ERRORS, Status.MISSING]))
        status = Status.EXCLUDED if each.excluded else kind
        if kind is Status.MISSING:
            results.append(Result(each, status))
            continue
        scores = []
        for leaf in whole.counted:
            value = draw(st.none() | points(leaf.highest))
            given = Score(State.SCORED, value) if value is not None else Score(State.NOT_APPLICABLE, typed="KAD")
            own = whole.survey_scores.get(each.code, {}).get(leaf.code)
            scores.append(scoring.judged(leaf, own.score if own else given))
        results.append(Result(each, status, scoring.scorecard(scores, whole), file=f"{each.code}.xlsx"))
    return summed(whole, results, Taken(Intake({}), (), ()))
