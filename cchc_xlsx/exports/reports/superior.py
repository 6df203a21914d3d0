"""The superior's report of results, in words: what was received, ranking, grades, areas, lost points, findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from cchc_xlsx import rules
from cchc_xlsx.exports.reports.offices import DOTS, superior_office
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.points import ZERO, points_told, shown
from cchc_xlsx.model.report import (
    AreaMean,
    GradeShare,
    LostPoints,
    NamedFinding,
    NamedUnit,
    RankedGroup,
    RankedUnit,
    SummaryReport,
)
from cchc_xlsx.model.submission import State
from cchc_xlsx.model.summary import AreaScore, Result, Scorecard, Status, Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.summary.figures import order
from cchc_xlsx.workbooks.summary.listing import SEVERITY, STATUS, files_told
from cchc_xlsx.workbooks.summary.notes import POLICIES, ties

MOST_LOST, MOST_FINDINGS, _FEW = 10, 10, 5
_NONE = "–"
_UNGRADED = Words("Chưa xếp loại", "No grade")
_MORE = Words(" và {count} đơn vị khác", " and {count} others")
_LACKS = Words("còn {count} tiêu chí chưa chấm", "{count} {count:criterion|criteria} not scored")
_LACKS_SURVEY = Words("chưa có điểm điều tra xã hội học", "without the survey's points")
_ERRORS = Words("{count} lỗi", "{count} {count:error|errors}")
_ROUNDED = Words(
    "Xếp hạng và xếp loại theo chỉ số chưa làm tròn; chỉ số, tỷ lệ và số trung bình trong báo cáo làm tròn đến "
    "{decimals} chữ số thập phân.",
    "Ranks and grades go by the unrounded index; index, shares and means are rounded to {decimals} decimals here.",
)


def summary_report(summary: Summary, language: Language) -> SummaryReport:
    """Return the report of a summary. Means are over the units that are ranked; the others are named with why."""
    teller = _Teller(summary, language)
    settings = summary.campaign.settings
    status = {each: [r for r in summary.results if r.status is each] for each in Status}
    indices = [card.index for card in teller.cards if card.index is not None]
    highest, lowest = max(indices, default=None), min(indices, default=None)
    return SummaryReport(
        language=language,
        office=superior_office(settings.superior, language),
        superior=settings.superior or DOTS,
        decision=settings.decision or DOTS,
        campaign=settings.name,
        year=str(settings.year or "……"),
        signed_in=str(settings.deadline.year if settings.deadline else settings.year or "……"),
        total=len(summary.results),
        received=sum(result.file is not None for result in summary.results),
        complete=len(status[Status.COMPLETE]),
        ranked=len(teller.ranked),
        incomplete=_named(status[Status.INCOMPLETE], teller.lacks),
        errors=_named(status[Status.ERRORS], teller.errors),
        missing=_named(status[Status.MISSING]),
        late=_named(result for result in summary.results if result.late),
        excluded=_named(status[Status.EXCLUDED], lambda result: result.reason),
        files=files_told(summary.account.outcomes, summary.found, language),
        mean=teller.mean(indices),
        highest=teller.index(highest),
        highest_units=teller.holders(highest),
        lowest=teller.index(lowest),
        lowest_units=teller.holders(lowest),
        ranking=tuple(teller.groups()),
        others=tuple(teller.units(r for r in order(summary) if r.rank is None)),
        all_units=tuple(teller.units(order(summary))),
        several_sources=any(len(result.card.sources) > 1 for result in summary.results if result.card),
        grades=tuple(teller.grades()),
        areas=tuple(teller.areas()),
        lost=tuple(teller.lost())[:MOST_LOST],
        findings=tuple(_findings(summary.findings, language))[:MOST_FINDINGS],
        notes=(
            ties(summary.campaign, language),
            POLICIES[settings.not_applicable].in_(language),
            _ROUNDED.say(language, decimals=settings.decimals),
        ),
    )


def _named(results: Iterable[Result], why: Callable[[Result], str] = lambda _result: "") -> tuple[NamedUnit, ...]:
    return tuple(NamedUnit(result.unit.code, result.unit.name, why(result)) for result in results)


class _Teller:
    """What all parts of the report share: the summary, the units that are ranked, the language."""

    def __init__(self, summary: Summary, language: Language) -> None:
        self.summary, self.language = summary, language
        self.campaign = summary.campaign
        self.decimals = summary.campaign.settings.decimals
        self.ranked = [result for result in summary.results if result.rank is not None]
        self.cards: list[Scorecard] = [result.card for result in self.ranked if result.card]
        criteria = self.campaign.criteria
        within = {criteria.area_of(leaf.code) for leaf in self.campaign.counted}
        self.counted = [area for area in criteria.areas if area.code in within]

    def points(self, number: Decimal | None) -> str:
        return points_told(number, self.language, self.decimals)

    def index(self, number: Decimal | None) -> str:
        return shown(number, self.language, self.decimals)

    def mean(self, numbers: list[Decimal]) -> str:
        return self.index(sum(numbers, ZERO) / len(numbers)) if numbers else _NONE

    def holders(self, index: Decimal | None) -> str:
        """Return the names of the ranked units of an index; of many the first, and how many more there are."""
        names = [r.unit.name for r in self.ranked if r.card and index is not None and r.card.index == index]
        told = "; ".join(names[:_FEW]) or _NONE
        return told + (_MORE.say(self.language, count=len(names) - _FEW) if len(names) > _FEW else "")

    def lacks(self, result: Result) -> str:
        empty = [each.code for each in result.card.criteria if each.state is State.EMPTY] if result.card else []
        own = sum(self.campaign.criteria.by_code[code].scored_by_unit for code in empty)
        told = [_LACKS.say(self.language, count=own)] if own else []
        told += [_LACKS_SURVEY.in_(self.language)] if own < len(empty) else []
        return ", ".join(told)

    def errors(self, result: Result) -> str:
        count = sum(f.unit == result.unit.code and f.blocking for f in self.summary.findings)
        return _ERRORS.say(self.language, count=count)

    def groups(self) -> Iterator[RankedGroup]:
        for name in dict.fromkeys(result.unit.group for result in order(self.summary) if result.rank is not None):
            own = [r for r in order(self.summary) if r.rank is not None and r.unit.group == name]
            cards = [result.card for result in own if result.card]
            yield RankedGroup(
                name,
                tuple(self.units(own)),
                self.mean([card.points for card in cards]),
                self.points(sum((card.maximum for card in cards), ZERO) / len(cards) if cards else None),
                self.mean([card.index for card in cards if card.index is not None]),
            )

    def units(self, results: Iterable[Result]) -> Iterator[RankedUnit]:
        for number, result in enumerate(results, 1):
            card, ranked = result.card, result.rank is not None
            sums = {area.code: area for area in card.areas} if card else {}

            def of(source: Source, card: Scorecard | None = card) -> str:
                found = card.source(source) if card else None
                return self.points(found.points if found else None)

            yield RankedUnit(
                number=number,
                code=result.unit.code,
                name=result.unit.name,
                points=self.points(card.points if card else None),
                maximum=self.points(card.maximum if card else None),
                index=self.index(card.index if card and ranked else None),
                grade=result.grade or _NONE,
                rank=f"{result.rank}/{result.ranked_among}" if ranked else _NONE,
                status=STATUS[result.status].in_(self.language),
                self_points=of(Source.SELF),
                survey_points=of(Source.SURVEY),
                bonus_points=of(Source.BONUS),
                penalty_points=of(Source.PENALTY),
                areas=tuple(self.out_of(sums.get(area.code), area.source) for area in self.counted),
            )

    def out_of(self, area: AreaScore | None, source: Source) -> str:
        """Return the points of an area and their maximum; bonus and penalty stand beside any maximum."""
        if area is None:
            return _NONE
        beside = source in (Source.BONUS, Source.PENALTY) and not area.maximum
        return self.points(area.points) + ("" if beside else f"/{self.points(area.maximum)}")

    def grades(self) -> Iterator[GradeShare]:
        names = [band.name for band in self.campaign.bands]
        bands = sorted(self.campaign.bands, key=lambda band: band.lower or ZERO, reverse=True)
        counts = {band.name: sum(r.grade == band.name for r in self.ranked) for band in bands}
        without = sum(result.grade not in names for result in self.ranked)
        if without:
            counts[_UNGRADED.in_(self.language)] = without
        for number, (name, count) in enumerate(counts.items() if self.ranked else (), 1):
            share = Decimal(count) / len(self.ranked) * 100
            yield GradeShare(number, name, count, self.index(share))

    def areas(self) -> Iterator[AreaMean]:
        for area in self.counted:
            own = [each for card in self.cards for each in card.areas if each.code == area.code]
            points = sum((each.points for each in own), ZERO)
            maximum = sum((each.maximum for each in own), ZERO)
            held = [each.points for each in own if each.maximum or not maximum]  # where nothing applies, nobody is last
            yield AreaMean(
                area.code,
                area.name,
                self.points(maximum / len(own) if maximum else None),
                self.index(points / len(own) if own else None),
                self.index(points / maximum * 100 if maximum else None),
                self.points(max(held, default=None)),
                self.points(min(held, default=None)),
            )

    def lost(self) -> Iterator[LostPoints]:
        """Yield the criteria of which points are lost, most first; where a criterion does not apply nothing is lost."""
        found = []
        for place, criterion in enumerate(self.campaign.counted):
            scores = [
                each.score
                for card in self.cards
                for each in card.criteria
                if each.code == criterion.code and each.score is not None
            ]
            lost = sum((criterion.highest - score for score in scores), ZERO)
            if scores and lost > 0 and criterion.source is not Source.BONUS:
                mean, below = sum(scores, ZERO) / len(scores), sum(score < criterion.highest for score in scores)
                told = LostPoints(
                    criterion.code, criterion.name, self.points(criterion.maximum), self.index(mean),
                    self.index(lost / len(scores)), below, len(scores),
                )  # fmt: skip
                found.append((-lost / len(scores), place, told))
        yield from (told for _, _, told in sorted(found, key=lambda each: each[:2]))


def _findings(findings: Iterable[Finding], language: Language) -> Iterator[NamedFinding]:
    """Yield what the rules found, notes left out: worst first, then by the points at stake."""
    groups: dict[tuple[str, Severity], list[Finding]] = {}
    for finding in findings:
        if finding.severity is not Severity.NOTE:
            groups.setdefault((finding.rule, finding.severity), []).append(finding)
    titles = rules.rules_by_code()

    def stake(group: list[Finding]) -> Decimal:
        return sum((finding.points_at_stake for finding in group), ZERO)

    for (rule, severity), group in sorted(groups.items(), key=lambda g: (g[0][1].rank, -stake(g[1]), g[0][0])):
        yield NamedFinding(
            rule,
            titles[rule].title.in_(language),
            SEVERITY[severity].in_(language),
            len({finding.unit for finding in group if finding.unit}),
            len(group),
            shown(stake(group), language),
        )
