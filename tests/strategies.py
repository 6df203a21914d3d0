"""Hypothesis strategies: made-up campaigns and what units enter, wide enough to hold what people really write."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from hypothesis import strategies as st

from cchc_xlsx.assigning import understood
from cchc_xlsx.model.book import cell, plain
from cchc_xlsx.model.campaign import (
    Assignment,
    Band,
    Campaign,
    Level,
    NotApplicablePolicy,
    RankingRule,
    Settings,
    SurveyScore,
    Unit,
)
from cchc_xlsx.model.criteria import CriteriaSet, Criterion, Source
from cchc_xlsx.model.place import NOWHERE
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.submission import Entry, Given
from cchc_xlsx.text import clean
from cchc_xlsx.workbooks.tables import score_of

#: Text as people write it, after the door has cleaned it.
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Co", "Cn", "Zl", "Zp"))
texts = st.text(LETTERS, max_size=40).map(clean).filter(lambda text: not text.startswith("cchc/"))
lines = texts.map(lambda text: " ".join(text.split()))
names = lines.filter(bool)
people = names.map(lambda text: text.replace(";", ",")).map(clean).filter(bool)
_Y2000, _Y2099 = datetime(2000, 1, 1), datetime(2099, 1, 1)
quarters = st.integers(0, 40).map(lambda n: Decimal(n) / 4)


@st.composite
def criteria_sets(draw: st.DrawFn) -> CriteriaSet:
    """Two or three levels whose maxima add up."""
    criteria: list[Criterion] = []
    for area in range(1, draw(st.integers(1, 3)) + 1):
        below: list[Criterion] = []
        for number in range(1, draw(st.integers(1, 4)) + 1):
            code = f"{area}.{number}"
            if draw(st.booleans()):
                below.append(draw(leaves(code)))
                continue
            leaves_below = [draw(leaves(f"{code}.{n}")) for n in range(1, draw(st.integers(1, 3)) + 1)]
            whole = sum((leaf.maximum or ZERO for leaf in leaves_below), ZERO)
            below += [Criterion(code, draw(names), whole), *leaves_below]
        tops = (c.maximum or ZERO for c in below if c.parent == str(area))
        criteria += [Criterion(str(area), draw(names), sum(tops, ZERO)), *below]
    return CriteriaSet(tuple(criteria))


@st.composite
def leaves(draw: st.DrawFn, code: str) -> Criterion:
    """A criterion that is scored, of any kind."""
    maximum = draw(st.integers(1, 20).map(lambda n: Decimal(n) / 2))
    grain = draw(st.sampled_from(["none", "none", "step", "list"]))
    return Criterion(
        code,
        draw(names),
        Decimal(plain(maximum)),
        source=draw(st.sampled_from([Source.SELF] * 5 + [Source.SURVEY, Source.BONUS])),
        step=Decimal("0.5") if grain == "step" else None,
        allowed=(Decimal(0), Decimal(plain(maximum))) if grain == "list" else (),
        scoring=draw(texts),
        evidence=draw(texts),
    )


caps = st.none() | st.integers(0, 40).map(lambda n: Decimal(plain(Decimal(n) / 4)))


@st.composite
def campaigns(draw: st.DrawFn) -> Campaign:
    """A campaign without errors."""
    criteria = draw(criteria_sets())
    codes = [c.code for c in criteria.scored] or [criteria.areas[0].code]
    units = tuple(
        Unit(f"{n:05}", draw(names), draw(lines), draw(lines), draw(lines), draw(st.just("") | names))
        for n in range(1, draw(st.integers(1, 4)) + 1)
    )
    rows = tuple(
        Assignment(
            draw(st.sampled_from(["", "00001"])),
            draw(people),
            "; ".join(draw(st.lists(st.sampled_from(codes), min_size=1, max_size=5))),
            draw(texts),
        )
        for _ in range(draw(st.integers(0, 4)))
    )
    settings = Settings(
        id=draw(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True)),
        name=draw(names),
        year=draw(st.integers(2000, 2099)),
        superior=draw(names),
        level=draw(st.sampled_from(Level)),
        decision=draw(texts),
        deadline=draw(
            st.none()
            | st.datetimes(min_value=_Y2000, max_value=_Y2099).map(lambda d: d.replace(second=0, microsecond=0))
        ),
        decimals=draw(st.integers(0, 6)),
        ranking=draw(st.sampled_from(RankingRule)),
        not_applicable=draw(st.sampled_from(NotApplicablePolicy)),
        bonus_cap=draw(caps),
        penalty_cap=draw(caps),
        tie_breaks=draw(st.lists(st.sampled_from([*codes, *Source]), unique=True, max_size=3).map(tuple)),
        sign_off=draw(texts),
        notice=draw(texts),
    )
    bands = tuple(Band(draw(names), Decimal(n)) for n in draw(st.lists(st.integers(0, 100), unique=True, max_size=5)))
    survey = tuple(
        SurveyScore(unit.code, leaf.code, score_of(cell(draw(st.none() | st.just(leaf.maximum))), NOWHERE))
        for unit in units
        for leaf in criteria.leaves
        if leaf.source is Source.SURVEY and draw(st.booleans())
    )
    return understood(Campaign(settings, criteria, units, rows, bands, survey=survey))


#: What people type into a score cell.
typed_scores = st.one_of(
    st.none(),
    quarters,
    st.sampled_from(
        ["KAD", "K.A.D", "hai điểm", "2,5", "2.5 điểm", "2½", "4/5", "1/0,5", "'2", "3", "-", "x", "1.000"]
    ),
    st.integers(-2, 30),
    st.booleans(),
)


@st.composite
def entries(draw: st.DrawFn, criteria: CriteriaSet) -> tuple[Entry, ...]:
    """What a unit enters: an entry for each criterion it is asked for."""
    return tuple(
        Entry(
            criterion.code,
            score_of(cell(draw(typed_scores)), NOWHERE, criterion.maximum),
            evidence=draw(texts),
            evidence_number=draw(texts),
            evidence_date=draw(texts),
            explanation=draw(texts),
            remark=draw(texts),
        )
        for criterion in criteria.scored
    )


@st.composite
def givens(draw: st.DrawFn, criteria: CriteriaSet) -> tuple[Given, ...]:
    """Who is named for each criterion."""
    return tuple(
        Given(criterion.code, tuple(dict.fromkeys(draw(st.lists(people, max_size=3))))) for criterion in criteria.scored
    )
