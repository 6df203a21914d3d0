"""Made-up summaries of any size: scored, ranked and graded as the tool does it, with everything that can be told."""

from __future__ import annotations

import random
import re
from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from cchc_xlsx import ranking, scoring
from cchc_xlsx.model.campaign import Band, Campaign, RankingRule, Settings, SurveyScore, Unit
from cchc_xlsx.model.criteria import CriteriaSet, Criterion, Source
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.submission import Score, State
from cchc_xlsx.model.summary import (
    CriterionScore,
    Earlier,
    EarlierUnit,
    Result,
    Scorecard,
    Status,
    Summary,
)
from cchc_xlsx.terms import Words
from cchc_xlsx.workbooks.summary.listing import STATUS
from tests.remake_templates import campaign_of_texts
from tests.workbooks.cases import TEMPLATES

BANDS = (
    Band("Xuất sắc", Decimal(90)),
    Band("Tốt", Decimal(80)),
    Band("Khá", Decimal(70)),
    Band("Trung bình", Decimal(50)),
)
_NAMES = ("An Bình", "Bình Minh", "Cẩm Sơn", "Đồng Tâm", "Hòa Lạc", "Kim Long", "Lương Thiện", "Mỹ Thọ", "Phú Cường")
_SURVEY = (Criterion("8", "Điều tra xã hội học", Decimal(20), Source.SURVEY),)
_EXTRA = (
    Criterion("9", "Điểm thưởng", Decimal(5), Source.BONUS),
    Criterion("10", "Điểm phạt", Decimal(3), Source.PENALTY),
)


def name_of(number: int) -> str:
    """Return a name for the n-th unit, made up."""
    return f"Xã {_NAMES[number % len(_NAMES)]} {number // len(_NAMES) + 1}"


def campaign_of(n: int, groups: tuple[str, ...] = ("",), *, survey: bool = False, extra: bool = False) -> Campaign:
    """Return a campaign of so many units over the real set of Hà Trung, with a survey or with bonus and penalty."""
    real = campaign_of_texts(TEMPLATES / "ha-trung-2023")
    criteria = (*real.criteria.criteria, *(_SURVEY if survey else ()), *(_EXTRA if extra else ()))
    units = tuple(Unit(f"{number:05}", name_of(number), groups[number % len(groups)]) for number in range(1, n + 1))
    settings = replace(real.settings, superior="UBND tỉnh Mẫu", bonus_cap=Decimal(2) if extra else None)
    return replace(real, settings=settings, criteria=CriteriaSet(criteria), units=units, bands=BANDS)


def summary_of(campaign: Campaign, *, seed: int = 1, troubled: bool = True) -> Summary:
    """Return a summary of made-up scores; where it is `troubled`, every tenth unit is not ranked, for every reason."""
    chance = random.Random(seed)  # made up, and the same in every run
    cards = {unit.code: _card(campaign, chance) for unit in campaign.sorted_units}
    reasons = (Status.ERRORS, Status.MISSING, Status.INCOMPLETE, Status.EXCLUDED)
    states = {
        unit.code: reasons[n // 10 % 4] if troubled and n % 10 == 9 else Status.COMPLETE
        for n, unit in enumerate(campaign.sorted_units)
    }
    return made(campaign, cards, states, findings=_findings(campaign, chance) if troubled else ())


def made(
    campaign: Campaign,
    cards: dict[str, Scorecard],
    states: dict[str, Status] | None = None,
    *,
    findings: tuple[Finding, ...] = (),
    earlier: Earlier | None = None,
) -> Summary:
    """Return the summary of scorecards, ranked and graded as the campaign says."""
    states = {unit.code: (states or {}).get(unit.code, Status.COMPLETE) for unit in campaign.sorted_units}
    placed: dict[str, tuple[int, int]] = {}
    for group in {unit.group for unit in campaign.units}:
        values = {
            unit.code: scoring.order_of(cards[unit.code], campaign)
            for unit in campaign.sorted_units
            if unit.group == group and states[unit.code] is Status.COMPLETE
        }
        ranks = ranking.ranks(values, campaign.settings.ranking)
        placed |= {code: (rank, len(values)) for code, rank in ranks.items()}
    results = []
    for n, unit in enumerate(campaign.sorted_units):
        state = states[unit.code]
        card = None if state is Status.MISSING else cards[unit.code]
        rank, among = placed.get(unit.code, (None, 0))
        grade = ranking.grade(card.index, campaign.bands) if rank and card and card.index is not None else None
        if state is Status.EXCLUDED:
            unit = replace(unit, excluded="Không trung thực trong tài liệu kiểm chứng")
        file = None if state is Status.MISSING else unit.file_name
        results.append(Result(unit, state, card, rank, among, grade, file, late=n % 7 == 3 and file is not None))
    return Summary(campaign, tuple(results), (), findings, 0, earlier)


def card_of(campaign: Campaign, scores: dict[str, Decimal]) -> Scorecard:
    """Return the scorecard of scores by criterion; every other criterion has its maximum."""
    return scoring.scorecard(
        [
            CriterionScore(c.code, value, c.maximum or Decimal(0), State.SCORED, str(value))
            for c in campaign.counted
            for value in [scores.get(c.code, c.highest if c.source in (Source.SELF, Source.SURVEY) else Decimal(0))]
        ],
        campaign,
    )


def _card(campaign: Campaign, chance: random.Random) -> Scorecard:
    share = chance.uniform(0.55, 0.97)
    scores = {}
    for criterion in campaign.counted:
        whole = criterion.maximum or Decimal(0)
        steps = int(whole * 4)
        part = Decimal(sum(chance.random() < share for _ in range(steps))) / 4
        scores[criterion.code] = -min(part, Decimal("0.5")) if criterion.source is Source.PENALTY else part
    return card_of(campaign, scores)


def surveyed(campaign: Campaign) -> Campaign:
    """Return the campaign with the survey's points, 15 of 20 for every unit."""
    score = Score(State.SCORED, Decimal(15), "15")
    given = tuple(SurveyScore(unit.code, "8", score) for unit in campaign.units)
    return replace(campaign, survey=given)


def finding(unit: str, points: Decimal | int, *, criterion: str = "1.1", file: str = "") -> Finding:
    """Return a warning with points at stake."""
    told = Words("Ô điểm: chưa nêu tài liệu.", "The score names no evidence.")
    place = Place(file, "LV 1", 6, 6)
    return Finding("E05", "evidence_missing", Severity.WARNING, told, told, place, unit, criterion, Decimal(points))


def _findings(campaign: Campaign, chance: random.Random) -> tuple[Finding, ...]:
    units = [unit for n, unit in enumerate(campaign.sorted_units) if n % 5 == 2]
    return tuple(finding(u.code, Decimal(chance.randint(1, 4)) / 4, file=u.file_name) for u in units)


def earlier_of(summary: Summary, *, seed: int = 5) -> Earlier:
    """Return a year before a summary: near figures, one unit gone and one new, one criterion changed."""
    chance = random.Random(seed)
    criteria = {c.code: (c.name, c.maximum) for c in summary.campaign.criteria.criteria}
    first = summary.campaign.criteria.scored[0]
    criteria[first.code] = (f"{first.name} (bản cũ)", first.maximum)
    units = {}
    for result in summary.results[1:]:
        if result.card is None:
            continue
        scores = {
            each.code: max(each.score - Decimal(chance.choice((0, 0, 0, 1, -1))) / 4, Decimal(0))
            for each in result.card.criteria
            if each.score is not None
        }
        points = sum(scores.values(), Decimal(0))
        index = points / result.card.maximum * 100
        units[result.unit.code] = EarlierUnit(
            result.unit.code, result.unit.name, points, index, None, ranking.grade(index, BANDS), scores
        )
    ranks = ranking.ranks({code: each.index or Decimal(0) for code, each in units.items()}, RankingRule.DENSE)
    units = {code: replace(each, rank=ranks[code]) for code, each in units.items()}
    units["99999"] = EarlierUnit("99999", "Xã Đã Sáp Nhập", Decimal(80), Decimal(80), 99, "Tốt", {})
    settings: Settings = summary.campaign.settings
    return Earlier(f"Đợt năm {settings.year - 1}", settings.year - 1, units, criteria)


_REST = re.compile(
    r"(?:SUM|SUMPRODUCT|COUNTIF|COUNTA|AVERAGEIF|AVERAGE|MAX|MIN|ROUND|\$?[A-Z]{1,3}\$?[0-9]+|[0-9.]+|[-+*/<>=(),:& ])*"
)


#: Texts of ours that formulas count by.
_OWN = {"<", "<0", "*/*", "muộn", "late", *(text for words in STATUS.values() for text in words)}


def only_cells(formula: str, titles: Collection[str]) -> bool:
    """Tell whether a formula names nothing but cells of sheets of these titles, numbers and a few functions."""
    formula = re.sub(r'"([^"]*)"', lambda text: "0" if text[1] in _OWN else text[0], formula)
    named = re.findall(r"'([^']*)'!", formula)
    return set(named) <= set(titles) and bool(_REST.fullmatch(re.sub(r"'[^']*'!", "", formula)))
