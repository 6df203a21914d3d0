"""A unit's report of its self scores, in words: each area with its criteria, what was explained, and the sum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from cchc_xlsx import scoring
from cchc_xlsx.exports.reports.offices import DOTS, unit_office
from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.model.criteria import Criterion, Source
from cchc_xlsx.model.points import ZERO, points_told, shown
from cchc_xlsx.model.report import ReportArea, ReportLine, UnitReport
from cchc_xlsx.model.submission import Entry, State, Submission
from cchc_xlsx.model.summary import AreaScore, CriterionScore, Scorecard
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.text import clean
from cchc_xlsx.workbooks.summary.notes import POLICIES

_OUT_OF = Words("{points}/{maximum} điểm", "{points}/{maximum} points")
_POINTS = Words("{points} điểm", "{points} points")
_CONSISTS = Words("{result}, gồm:", "{result}, of which:")
_NOT_APPLICABLE = Words("không áp dụng", "not applicable")
_EMPTY = Words("chưa chấm", "not scored")
_UNREADABLE = Words("chưa hợp lệ (trong tệp ghi “{typed}”)", "not valid (the workbook says “{typed}”)")
_OUT_OF_RANGE = Words("{result}, chưa hợp lệ", "{result}, not valid")
_SURVEYED = Words("do cấp trên cho điểm, đơn vị không tự chấm", "given by the superior, not scored by the unit")
_EVIDENCE = Words("Tài liệu kiểm chứng: {evidence}", "Evidence: {evidence}")
_NUMBER = Words("số {number}", "No. {number}")
_DATE = Words("ngày {date}", "of {date}")
_UNSCORED = Words("Còn {count} tiêu chí chưa chấm: {codes}.", "Not scored yet: {count} criteria ({codes}).")
_INVALID = Words(
    "Còn {count} tiêu chí có điểm chưa hợp lệ: {codes}.", "Scores that are not valid: {count} criteria ({codes})."
)
_CUT = {
    Source.BONUS: Words(
        "Điểm thưởng tính theo mức trần của đợt, {cut} điểm vượt trần không được tính.",
        "Bonus points are capped; {cut} points above the cap do not count.",
    ),
    Source.PENALTY: Words(
        "Điểm phạt tính theo mức trần của đợt, {cut} điểm vượt trần không bị trừ.",
        "Penalty points are capped; {cut} points beyond the cap are not taken off.",
    ),
}


def unit_report(
    campaign: Campaign,
    unit: Unit,
    submission: Submission,
    card: Scorecard,
    language: Language,
    notes: Sequence[str] = (),
) -> UnitReport:
    """Return the report of a unit by what it sent and its card; `notes` are told after those that the card asks for."""
    settings = campaign.settings
    survey = {c.code for c in campaign.criteria.leaves if c.source is Source.SURVEY}
    own = scoring.scorecard([each for each in card.criteria if each.code not in survey], campaign)
    entries = {criterion.code: entry for entry, criterion in submission.matched(campaign.criteria)}
    teller = _Teller(campaign, own, entries, language)
    states = {state: [each.code for each in own.criteria if each.state is state] for state in State}
    return UnitReport(
        language=language,
        office=unit_office(unit.name, settings.sign_off, settings.superior, language),
        unit_code=unit.code,
        unit=unit.name,
        superior=settings.superior or DOTS,
        decision=settings.decision or DOTS,
        campaign=settings.name,
        year=str(settings.year or "……"),
        signed_in=str(settings.deadline.year if settings.deadline else settings.year or "……"),
        areas=tuple(teller.areas()),
        points=teller.number(own.points),
        maximum=teller.number(own.maximum),
        index=shown(own.index, language, settings.decimals),
        unscored=len(states[State.EMPTY]),
        invalid=len(states[State.INVALID]),
        notes=(*_notes(campaign, own, states, language), *notes),
    )


def _notes(
    campaign: Campaign, card: Scorecard, states: Mapping[State, Sequence[str]], language: Language
) -> Iterator[str]:
    for state, words in ((State.EMPTY, _UNSCORED), (State.INVALID, _INVALID)):
        if codes := states[state]:
            yield words.say(language, count=len(codes), codes="; ".join(codes))
    if states[State.NOT_APPLICABLE]:
        yield POLICIES[campaign.settings.not_applicable].in_(language)
    for each in card.sources:
        if each.cut:
            yield _CUT[each.source].say(language, cut=shown(abs(each.cut), language))


class _Teller:
    """What all lines of one report share: the scores, the entries, the language."""

    def __init__(self, campaign: Campaign, card: Scorecard, entries: Mapping[str, Entry], language: Language) -> None:
        self.campaign, self.entries, self.language = campaign, entries, language
        self.criteria = campaign.criteria
        self.decimals = campaign.settings.decimals
        self.card = card
        self.scores = {each.code: each for each in card.criteria}

    def number(self, number: Decimal | None) -> str:
        return points_told(number, self.language, self.decimals)

    def areas(self) -> Iterator[ReportArea]:
        sums = {area.code: area for area in self.card.areas}
        for area in self.criteria.areas:
            whole = sums.get(area.code, AreaScore(area.code, ZERO, ZERO))
            lines = tuple(self.line(each) for each in self.criteria.below(area.code))
            leaf = not lines
            result = self.leaf(area) if leaf else self.consists(area, whole.points, whole.maximum)
            yield ReportArea(
                area.code, area.name, result, self.number(whole.points), self.number(whole.maximum),
                self.remark(area) if leaf else "", lines,
            )  # fmt: skip

    def line(self, criterion: Criterion) -> ReportLine:
        code = criterion.code
        leaf = self.criteria.is_leaf(code)
        if leaf:
            score = self.scores.get(code)
            result, points, maximum = self.leaf(criterion), score.score if score else None, criterion.maximum
        else:
            points, maximum = self.sums(code)
            result = self.consists(criterion, points, maximum)
        explanation, evidence = self.said(code)
        return ReportLine(
            code, criterion.name, self.criteria.depth(code), not leaf, result, self.number(points),
            self.number(maximum), explanation, evidence, self.remark(criterion),
        )  # fmt: skip

    def sums(self, code: str) -> tuple[Decimal, Decimal]:
        """Return points and applicable maximum below a criterion that is no area; nothing is rescaled there."""
        below = [self.scores[leaf.code] for leaf in self.criteria.leaves_of(code) if leaf.code in self.scores]
        found = [scoring.applied(*each, scoring.Sum(), self.campaign) for each in scoring.sums(below, self.campaign)]
        return sum((points for points, _ in found), ZERO), sum((maximum for _, maximum in found), ZERO)

    def consists(self, criterion: Criterion, points: Decimal, maximum: Decimal) -> str:
        """Return the result of a criterion with others below it; that nothing of it is the unit's, where it is so."""
        if not any(leaf.code in self.scores for leaf in self.criteria.leaves_of(criterion.code)):
            return _SURVEYED.in_(self.language)
        return _CONSISTS.say(self.language, result=self.out_of(points, maximum))

    def out_of(self, points: Decimal, maximum: Decimal | None) -> str:
        words = _OUT_OF if maximum else _POINTS
        return words.say(self.language, points=self.number(points), maximum=self.number(maximum))

    def leaf(self, criterion: Criterion) -> str:
        score = self.scores.get(criterion.code)
        if score is None:
            return _SURVEYED.in_(self.language)
        return self.judged(score, criterion)

    def judged(self, score: CriterionScore, criterion: Criterion) -> str:
        if score.state is State.EMPTY:
            return _EMPTY.in_(self.language)
        if score.state is State.NOT_APPLICABLE:
            return _NOT_APPLICABLE.in_(self.language)
        if score.score is None:
            return _UNREADABLE.say(self.language, typed=_flat(score.typed))
        told = self.out_of(score.score, None if criterion.source is Source.PENALTY else score.maximum)
        return _OUT_OF_RANGE.say(self.language, result=told) if score.state is State.INVALID else told

    def remark(self, criterion: Criterion) -> str:
        explanation, evidence = self.said(criterion.code)
        parts = [explanation] if explanation else []
        parts += [_EVIDENCE.say(self.language, evidence=evidence)] if evidence else []
        return f" ({'. '.join(part.rstrip('.') for part in parts)})" if parts else ""

    def said(self, code: str) -> tuple[str, str]:
        """Return the explanation and the evidence of a criterion, each on one line."""
        entry = self.entries.get(code)
        if entry is None:
            return "", ""
        number, date = _flat(entry.evidence_number), _flat(entry.evidence_date)
        parts = [_flat(entry.evidence)]
        parts += [_NUMBER.say(self.language, number=number)] if number else []
        about = ", ".join(filter(None, parts))
        if date:
            about = " ".join(filter(None, (about, _DATE.say(self.language, date=date))))
        return _flat(entry.explanation), about


def _flat(text: str) -> str:
    return " ".join(clean(text).split())
