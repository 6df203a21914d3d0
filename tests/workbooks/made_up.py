"""Made-up summaries of any size: every state, every source, groups, a year before; the same in every run."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from cchc_xlsx import ranking, scoring
from cchc_xlsx.model.book import Book, Sheet
from cchc_xlsx.model.campaign import Band, Campaign, Settings, SurveyScore, Unit
from cchc_xlsx.model.criteria import CriteriaSet, Criterion, Source
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Outcome
from cchc_xlsx.model.submission import Score, State
from cchc_xlsx.model.summary import (
    CriterionScore,
    Earlier,
    EarlierUnit,
    FileOutcome,
    Result,
    Scorecard,
    Status,
    Summary,
)
from cchc_xlsx.terms import Words

BANDS = (Band("Tốt", Decimal(80)), Band("Khá", Decimal(70)), Band("Trung bình", Decimal(50)), Band("Yếu", Decimal(0)))
_AREAS = (
    "Công tác chỉ đạo, điều hành cải cách hành chính", "Cải cách thể chế", "Cải cách thủ tục hành chính",
    "Cải cách tổ chức bộ máy hành chính nhà nước", "Cải cách chế độ công vụ", "Cải cách tài chính công",
    "Xây dựng và phát triển chính quyền điện tử, chính quyền số", "Tác động của cải cách hành chính",
)  # fmt: skip
_NAMES = ("Hà Bắc", "Vĩnh Phúc", "Bộc Nhiêu", "Yên Dương", "Lĩnh Toại", "Hoạt Giang", "Tam Đảo", "Phú Lạc", "Quy Kỳ")


def criteria(count: int, *, extra: bool = False) -> CriteriaSet:
    """Return about `count` leaves in eight areas, about 100 points in all; `extra` adds survey, bonus and penalty."""
    per, found = max(count // len(_AREAS), 1), []
    each = Decimal(max(50 // per, 1)) / 4
    for number, name in enumerate(_AREAS, 1):
        found.append(Criterion(str(number), name, each * per))
        for leaf in range(1, per + 1):
            text = f"Tiêu chí thành phần giả định số {number}.{leaf} về {name.lower()}"
            found.append(Criterion(f"{number}.{leaf}", text, each))
    if extra:
        found += [
            Criterion("9", "Điều tra xã hội học", Decimal(20), Source.SURVEY),
            Criterion("9.1", "Mức độ hài lòng của người dân", Decimal(20), Source.SURVEY),
            Criterion("10", "Điểm thưởng", Decimal(5), Source.BONUS),
            Criterion("10.1", "Sáng kiến", Decimal(5), Source.BONUS),
            Criterion("11", "Điểm phạt", Decimal(3), Source.PENALTY),
            Criterion("11.1", "Báo cáo chậm", Decimal(3), Source.PENALTY),
        ]
    return CriteriaSet(tuple(found))


def made_up(
    units: int, leaves: int = 40, *, extra: bool = False, groups: tuple[str, ...] = ("",), earlier: bool = False,
    **settings: object,
) -> Summary:  # fmt: skip
    """Return a summary of so many units and criteria; of the first units one is missing, one has errors and so on."""
    chance = random.Random(units * 1000 + leaves)
    those = tuple(
        Unit(f"{15000 + n * 7:05}", f"Xã {_NAMES[n % len(_NAMES)]} {n + 1} (giả định)", groups[n % len(groups)])
        for n in range(units)
    )
    whole = criteria(leaves, extra=extra)
    survey = tuple(
        SurveyScore(unit.code, "9.1", Score(State.SCORED, Decimal(chance.randint(40, 80)) / 4, place=_at("", 5, 3)))
        for unit in those
        if extra
    )
    base = Settings("gia-dinh-2024", "Chấm điểm Chỉ số cải cách hành chính cấp xã năm 2024 (giả định)", 2024,
                    "UBND tỉnh Giả Định", deadline=datetime(2024, 11, 30, 17),
                    decision="Kèm theo Quyết định giả định số 1/QĐ-UBND")  # fmt: skip
    campaign = Campaign(replace(base, **settings), whole, those, (), BANDS, survey=survey)
    rows = [_unit(campaign, unit, number, chance) for number, unit in enumerate(those)]
    results = _placed(campaign, [result for result, _ in rows])
    findings = sorted((each for _, found in rows for each in found), key=lambda each: each.severity.rank)
    files = tuple(_file(result) for result in results if result.file)
    before = _earlier(campaign, results, chance) if earlier else None
    return Summary(campaign, results, files, tuple(findings), len(files), before)


def _at(file: str, row: int, column: int) -> Place:
    return Place(file, "LV 1" if file or column > 3 else "Điều tra", row, column)


def _unit(campaign: Campaign, unit: Unit, number: int, chance: random.Random) -> tuple[Result, list[Finding]]:
    path = f"lan 1/{unit.code}-xa.xlsx"
    kind = number % 12
    if kind == 3:
        return Result(unit, Status.MISSING), [_finding("unit_missing", Severity.ERROR, unit.code, Place(), 0)]
    skill = chance.uniform(0.6, 0.98)
    scores, found = [], []
    for row, criterion in enumerate(campaign.counted, 5):
        place = _at("", row, 6)
        if criterion.source is Source.SURVEY:
            given = campaign.survey_scores[unit.code][criterion.code].score
            scores.append(CriterionScore(criterion.code, given.value, Decimal(20), State.SCORED, "", given.place))
            continue
        part = Decimal(min(chance.randint(int(skill * 12) - 3, 12), 10)) / 10
        value = (criterion.highest - criterion.lowest) * part + criterion.lowest
        scores.append(CriterionScore(criterion.code, value, criterion.maximum or Decimal(0), State.SCORED, "", place))
    status = Status.COMPLETE
    if kind == 5:
        scores[0] = replace(scores[0], score=scores[0].maximum + 1, state=State.INVALID, typed="quá")
        found.append(_finding("score_above_maximum", Severity.ERROR, unit.code, _at(path, 5, 6), 1))
        status = Status.ERRORS
    if kind == 7:
        scores[1] = replace(scores[1], score=None, state=State.EMPTY)
        found.append(_finding("score_missing", Severity.ERROR, unit.code, _at(path, 6, 6), 2))
        status = Status.INCOMPLETE
    if kind == 8:
        scores[2] = replace(scores[2], score=None, state=State.NOT_APPLICABLE, typed="KAD")
    if kind in (1, 5, 8, 10):
        found += [
            _finding("evidence_missing", Severity.WARNING, unit.code, _at(path, 9 + each, 7), each)
            for each in range(1, 8)
        ]
    if kind == 9:
        unit, status = replace(unit, excluded="báo cáo không trung thực"), Status.EXCLUDED
    card = scoring.scorecard(scores, campaign)
    saved = datetime(2024, 12, 1 + number % 3, 9, 30) if kind == 2 else datetime(2024, 11, 20, 9, 30)
    return Result(unit, status, card, file=path, late=kind == 2, saved=saved), found


def _finding(rule: str, severity: Severity, unit: str, place: Place, points: int) -> Finding:
    about = Words(
        f"{place or unit}: điều giả định về {rule}, viết thành một câu dài như câu thật để xem có vừa ô không.",
        f"{place or unit}: a made-up matter about {rule}, a sentence as long as real ones to see whether it fits.",
    )
    fix = Words("Hãy sửa điều giả định này.", "Please mend this made-up matter.")
    return Finding(rule, rule, severity, about, fix, place, unit, "1.1" if place.sheet else "", Decimal(points))


def _file(result: Result) -> FileOutcome:
    return FileOutcome(result.file or "", "0" * 64, Outcome.COUNTED, result.unit.code)


def _placed(campaign: Campaign, results: list[Result]) -> tuple[Result, ...]:
    """Return the results with ranks and grades."""
    placed: dict[str, tuple[int, int]] = {}
    for group in dict.fromkeys(result.unit.group for result in results):
        values = {
            r.unit.code: scoring.order_of(r.card, campaign)
            for r in results
            if r.unit.group == group and r.status is Status.COMPLETE and r.card
        }
        placed |= {c: (rank, len(values)) for c, rank in ranking.ranks(values, campaign.settings.ranking).items()}
    made = []
    for result in results:
        if result.unit.code in placed and result.card and result.card.index is not None:
            rank, among = placed[result.unit.code]
            grade = ranking.grade(result.card.index, campaign.bands)
            result = replace(result, rank=rank, ranked_among=among, grade=grade)
        made.append(result)
    return tuple(made)


def _earlier(campaign: Campaign, results: tuple[Result, ...], chance: random.Random) -> Earlier:
    units = {}
    for number, result in enumerate(results, 1):
        card: Scorecard | None = result.card
        if card is None or card.index is None:
            continue
        scores = {s.code: s.score * Decimal(chance.randint(7, 10)) / 10 for s in card.criteria if s.score is not None}
        points = sum(scores.values(), Decimal(0))
        units[result.unit.code] = EarlierUnit(
            result.unit.code, result.unit.name, points, points / card.maximum * 100, number, "Khá", scores
        )
    known = {c.code: (c.name, c.maximum) for c in campaign.criteria}
    return Earlier("Chấm điểm năm 2023 (giả định)", 2023, units, known)


def indices(values: Mapping[str, str], *, stake: Mapping[str, str] | None = None) -> Summary:
    """Return a summary of units with these indices, by code, and warnings over so many points."""
    campaign = Campaign(
        Settings("thu", "Thử", 2024, "UBND tỉnh Thử"), CriteriaSet((Criterion("1", "Lĩnh vực", Decimal(100)),)),
        tuple(Unit(code, f"Xã {code}") for code in values), (), BANDS,
    )  # fmt: skip
    results = [
        Result(
            unit, Status.COMPLETE,
            scoring.scorecard([CriterionScore("1", Decimal(values[unit.code]), Decimal(100), State.SCORED)], campaign),
            file=f"{unit.code}.xlsx",
        )
        for unit in campaign.units
    ]  # fmt: skip
    findings = tuple(
        replace(_finding("evidence_missing", Severity.WARNING, code, _at(f"{code}.xlsx", 5, 6), 0),
                points_at_stake=Decimal(points))
        for code, points in (stake or {}).items()
    )  # fmt: skip
    placed = _placed(campaign, results)
    return Summary(campaign, placed, tuple(_file(result) for result in placed), findings, len(placed))


def book_of(*sheets: Sheet) -> Book:
    """Return a book of these sheets."""
    return Book(sheets)
