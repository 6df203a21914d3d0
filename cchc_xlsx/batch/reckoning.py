"""The arithmetic of a scorecard in words: sums, what does not apply, caps, index, rank and grade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from cchc_xlsx import scoring
from cchc_xlsx.model.campaign import Campaign, NotApplicablePolicy, RankingRule
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.points import GRAIN, ZERO, filled, rounded, shown
from cchc_xlsx.model.submission import State
from cchc_xlsx.model.summary import CriterionScore, Result, Scorecard, Summary
from cchc_xlsx.terms import Words
from cchc_xlsx.workbooks.campaign.criteria import TABLE as CRITERIA

SOURCES = {Source(value): words for value, words in CRITERIA.column("source").choices}
_DECIMALS = 6  # of a number without end, as it is written out
_MOST = 10  # units named that share a rank
_SUM = Words("{source}: {summands} {sum} điểm.", "{source}: {summands} {sum} points.")
_TERM = Words("{value} ({code})", "{value} ({code})")
_EMPTY = Words("chưa chấm", "not scored")
_NOT_APPLICABLE = Words("không áp dụng", "does not apply")
_UNREADABLE = Words("không đọc được", "unreadable")
_NONE = Words("không có điểm nào", "no points")
_FULL = Words(
    "{source}: tiêu chí không áp dụng được tính đủ điểm: {points} + {removed} {result} điểm, trên tối đa {maximum}.",
    "{source}: criteria that do not apply count in full: {points} + {removed} {result} points, of {maximum}.",
)
_OUT = Words(
    "{source}: tiêu chí không áp dụng được loại khỏi điểm tối đa: {maximum} − {removed} {result}.",
    "{source}: criteria that do not apply leave the maximum: {maximum} − {removed} {result}.",
)
_SCALED = Words(
    "{source}: có tiêu chí không áp dụng nên quy đổi theo phần còn lại: điểm {points} × {whole} ÷ {left} {result}; tối "
    "đa {applicable} × {whole} ÷ {left} {most}.",
    "{source}: some criteria do not apply, so the rest is scaled up: points {points} × {whole} ÷ {left} {result}; "
    "maximum {applicable} × {whole} ÷ {left} {most}.",
)
_CAPPED = Words(
    "{source}: vượt trần nên tính {kept} điểm (phần vượt trần: {cut}).",
    "{source}: beyond the cap, so {kept} points count (beyond it: {cut}).",
)
_BESIDE = Words(
    "{source} được cộng vào điểm, không cộng vào điểm tối đa.", "{source} is in the points, not in the maximum."
)
_AREA = Words(
    "Lĩnh vực {code} “{name}” {points} điểm, trên tối đa áp dụng {maximum}.",
    "Area {code} “{name}” {points} points, of an applicable maximum of {maximum}.",
)
_AREA_BESIDE = Words(
    "Lĩnh vực {code} “{name}” {points} điểm, không tính vào điểm tối đa.",
    "Area {code} “{name}” {points} points, beside the maximum.",
)
_TOTAL = Words("Tổng điểm: {summands} {sum}.", "Points: {summands} {sum}.")
_MAXIMUM = Words("Điểm tối đa áp dụng: {summands} {sum}.", "Applicable maximum: {summands} {sum}.")
_INDEX = Words("Chỉ số: {points} ÷ {maximum} × 100 {index} %.", "Index: {points} ÷ {maximum} × 100 {index} %.")
_ROUNDED = Words(
    "Số hiển thị làm tròn đến {decimals} chữ số thập phân: {index} %.",
    "It is shown rounded to {decimals} decimals: {index} %.",
)
_NO_INDEX = Words(
    "Không còn điểm tối đa nào áp dụng nên không có chỉ số.", "Nothing is left to divide by, so there is no index."
)
_RANK = {
    RankingRule.DENSE: Words(
        "Hạng {rank}/{among}{group}: có {levels} mức kết quả cao hơn (của {better} đơn vị), nên hạng là {levels} + 1.",
        "Rank {rank} of {among}{group}: there are {levels} higher results (of {better} units), so the rank is "
        "{levels} + 1.",
    ),
    RankingRule.COMPETITION: Words(
        "Hạng {rank}/{among}{group}: có {better} đơn vị có kết quả cao hơn, nên hạng là {better} + 1.",
        "Rank {rank} of {among}{group}: there are {better} units with a higher result, so the rank is {better} + 1.",
    ),
}
_FIRST = Words(
    "Hạng {rank}/{among}{group}: không đơn vị nào có kết quả cao hơn.",
    "Rank {rank} of {among}{group}: no unit has a higher result.",
)
_GROUP = Words(" trong nhóm “{group}”", " in the group “{group}”")
_NO_GROUP = Words("", "")
_ABOVE = Words(
    "Ngay phía trên: {name} ({code}), chỉ số {index} %, hơn {gap} điểm phần trăm.",
    "Next above: {name} ({code}), index {index} %, {gap} percentage points more.",
)
_BROKEN = Words(
    "{name} ({code}) có cùng chỉ số; phân định theo {by}: {other} so với {own}.",
    "{name} ({code}) has the same index; what decides is {by}: {other} against {own}.",
)
_SHARED = Words("Cùng hạng: {names}.", "The rank is shared with {names}.")
_AND_MORE = Words("{names} và {more} đơn vị khác", "{names} and {more} more")
_CRITERION = Words("điểm tiêu chí {code}", "the points of criterion {code}")
_BANDS = Words(
    "Xếp loại “{grade}”: chỉ số chưa làm tròn {index} % không thấp hơn cận dưới {lower} % của mức này{above}.",
    "Grade “{grade}”: the unrounded index {index} % is not below {lower} %, where that band begins{above}.",
)
_BELOW_NEXT = Words(
    " và thấp hơn cận dưới {upper} % của mức “{name}”", " and is below {upper} %, where “{name}” begins"
)
_NO_GRADE = Words(
    "Chưa có xếp loại: chỉ số {index} % thấp hơn cận dưới của mọi mức.",
    "No grade: the index {index} % is below the lower bound of every band.",
)
_NEAR = Words(
    "Lưu ý: chỉ số chưa làm tròn {index} % chỉ cách cận {lower} % của mức “{name}” {gap} điểm phần trăm.",
    "Please note: the unrounded index {index} % is only {gap} percentage points from {lower} %, the bound of “{name}”.",
)


def number(value: Decimal) -> Words:
    """Return a number in all its digits; one without end to six decimals."""
    exact = value == value.quantize(GRAIN)
    vi, en = (shown(value, language, None if exact else _DECIMALS) for language in ("vi", "en"))
    return Words(vi, en)


def equals(value: Decimal) -> Words:
    """Return a number as the result of a sum: `= 3,5`, or `≈ 3,608247`."""
    sign = "=" if value == value.quantize(GRAIN) else "≈"
    return Words(*(f"{sign} {text}" for text in number(value)))


def _added(parts: Sequence[Words]) -> Words:
    """Return summands as people write them: what is negative is taken off."""
    vi, en = (" + ".join(texts).replace("+ -", "− ") for texts in zip(*parts, strict=True))
    return Words(vi, en)


def _value(score: CriterionScore) -> Words:
    if score.score is not None:
        return number(score.score)
    return {State.EMPTY: _EMPTY, State.NOT_APPLICABLE: _NOT_APPLICABLE}.get(score.state, _UNREADABLE)


def within(scores: Sequence[CriterionScore], card: Scorecard, campaign: Campaign) -> Iterator[Words]:
    """Yield how the sum of some criteria came about: by source, criterion by criterion, then the policy at work."""
    own = dict(scoring.sums(card.criteria, campaign)).get(Source.SELF, scoring.Sum())
    for source, part in scoring.sums(scores, campaign):
        terms = [
            filled(_TERM, value=_value(each), code=each.code)
            for each in scores
            if campaign.criteria.by_code[each.code].source is source
        ]
        yield filled(_SUM, source=SOURCES[source], summands=_added(terms), sum=equals(part.points))
        yield from _policy(source, part, own, campaign)


def _policy(source: Source, part: scoring.Sum, own: scoring.Sum, campaign: Campaign) -> Iterator[Words]:
    """Yield what the policy for criteria that do not apply makes of a sum; nothing where it changes nothing."""
    policy = campaign.settings.not_applicable
    points, maximum = scoring.applied(source, part, own, campaign)
    told = SOURCES[source]
    if source in (Source.BONUS, Source.PENALTY):
        yield filled(_BESIDE, source=told)
    elif policy is NotApplicablePolicy.RESCALED and source is Source.SELF and own.applicable:
        if own.removed:
            yield filled(
                _SCALED, source=told, points=number(part.points), whole=number(own.maximum),
                left=number(own.applicable), result=equals(points), applicable=number(part.applicable),
                most=equals(maximum),
            )  # fmt: skip
    elif part.removed and policy is NotApplicablePolicy.FULL:
        yield filled(
            _FULL, source=told, points=number(part.points), removed=number(part.removed), result=equals(points),
            maximum=number(maximum),
        )  # fmt: skip
    elif part.removed:
        yield filled(
            _OUT, source=told, maximum=number(part.maximum), removed=number(part.removed), result=equals(maximum)
        )


def area(code: str, card: Scorecard, campaign: Campaign) -> Iterator[Words]:
    """Yield the points of an area, and what they are out of; nothing for an area that the card has not got."""
    for each in card.areas:
        if each.code == code:
            top = campaign.criteria.by_code[code]
            words = _AREA_BESIDE if top.source in (Source.BONUS, Source.PENALTY) else _AREA
            yield filled(words, code=code, name=top.name, points=equals(each.points), maximum=number(each.maximum))


def sources(card: Scorecard, campaign: Campaign) -> Iterator[Words]:
    """Yield how the points of each source came about from the areas', the policy and its cap at work."""
    by_area = {
        top.code: dict(
            scoring.sums((s for s in card.criteria if campaign.criteria.area_of(s.code) == top.code), campaign)
        )
        for top in campaign.criteria.areas
    }
    whole = dict(scoring.sums(card.criteria, campaign))
    own = whole.get(Source.SELF, scoring.Sum())
    for source, part in whole.items():
        terms = [
            filled(_TERM, value=number(parts[source].points), code=code)
            for code, parts in by_area.items()
            if source in parts
        ]
        yield filled(_SUM, source=SOURCES[source], summands=_added(terms), sum=equals(part.points))
        yield from _policy(source, part, own, campaign)
        counted = card.source(source)
        if counted and counted.cut:
            yield filled(_CAPPED, source=SOURCES[source], kept=number(counted.points), cut=number(counted.cut))


def total(card: Scorecard, campaign: Campaign) -> Iterator[Words]:
    """Yield the sum over the sources, the maximum, and the index."""
    points = [filled(_TERM, value=number(each.points), code=SOURCES[each.source]) for each in card.sources]
    most = [
        filled(_TERM, value=number(each.maximum), code=SOURCES[each.source])
        for each in card.sources
        if each.source in (Source.SELF, Source.SURVEY)
    ]
    yield filled(_TOTAL, summands=_added(points) if points else _NONE, sum=equals(card.points))
    yield filled(_MAXIMUM, summands=_added(most) if most else _NONE, sum=equals(card.maximum))
    if card.index is None:
        yield _NO_INDEX
        return
    yield filled(_INDEX, points=number(card.points), maximum=number(card.maximum), index=equals(card.index))
    decimals = campaign.settings.decimals
    if card.index != rounded(card.index, decimals):
        told = Words(shown(card.index, "vi", decimals), shown(card.index, "en", decimals))
        yield filled(_ROUNDED, decimals=decimals, index=told)


def rank(result: Result, summary: Summary) -> Iterator[Words]:
    """Yield how a unit's rank came about: who stands above, who shares it, and what decided between equals."""
    campaign = summary.campaign
    peers = {
        other.unit.code: (other, scoring.order_of(other.card, campaign))
        for other in summary.results
        if other.rank is not None and other.card and other.unit.group == result.unit.group
    }
    if result.rank is None or result.unit.code not in peers:
        return
    _, own = peers[result.unit.code]
    above = [(other, key) for other, key in peers.values() if key > own]
    group = filled(_GROUP, group=result.unit.group) if result.unit.group else _NO_GROUP
    yield filled(
        _RANK[campaign.settings.ranking] if above else _FIRST, rank=result.rank, among=result.ranked_among, group=group,
        better=len(above), levels=len({key for _, key in above}),
    )  # fmt: skip
    nearest = min(above, key=lambda each: each[1], default=None)
    if nearest and nearest[1][0] != own[0]:
        other, key = nearest
        told = {"name": other.unit.name, "code": other.unit.code}
        yield filled(_ABOVE, **told, index=number(key[0]), gap=_gap(key[0] - own[0]))
    for other, key in peers.values():
        if key != own and key[0] == own[0]:
            place = next(place for place, (a, b) in enumerate(zip(key, own, strict=True)) if a != b)
            by = _tie_break(campaign.settings.tie_breaks[place - 1])
            yield filled(
                _BROKEN, name=other.unit.name, code=other.unit.code, by=by, other=number(key[place]),
                own=number(own[place]),
            )  # fmt: skip
    shared = [other for other, key in peers.values() if key == own and other is not result]
    if shared:
        names = ", ".join(f"{other.unit.name} ({other.unit.code})" for other in shared[:_MOST])
        more = len(shared) - _MOST
        yield filled(_SHARED, names=filled(_AND_MORE, names=names, more=more) if more > 0 else names)


def _gap(value: Decimal) -> Words:
    """Return a difference with the digits it takes to see that it is one."""
    text = number(value)
    return (
        text
        if value == value.quantize(GRAIN) or abs(value) >= GRAIN
        else Words(f"{value:.1E}".replace(".", ","), f"{value:.1E}")
    )


def _tie_break(name: str) -> Words:
    if name in set(Source):
        told = SOURCES[Source(name)]
        return Words(told.vi[0].lower() + told.vi[1:], told.en[0].lower() + told.en[1:])
    return filled(_CRITERION, code=name)


def grade(result: Result, campaign: Campaign) -> Iterator[Words]:
    """Yield which bounds make a unit's grade, and the bounds that its index all but touches."""
    card = result.card
    bands = sorted(
        ((band.lower, band.name) for band in campaign.bands if band.lower is not None), key=lambda each: each[0]
    )
    if result.rank is None or card is None or card.index is None or not bands:
        return
    index = number(card.index)
    held = [(lower, name) for lower, name in bands if lower <= card.index]
    if not held:
        yield filled(_NO_GRADE, index=index)
    else:
        lower, name = held[-1]
        nxt = bands[len(held)] if len(held) < len(bands) else None
        above = filled(_BELOW_NEXT, upper=number(nxt[0]), name=nxt[1]) if nxt else _NO_GROUP
        yield filled(_BANDS, grade=name, index=index, lower=number(lower), above=above)
    for band in (band for band in campaign.bands if band.near(card.index)):
        lower = band.lower or ZERO
        yield filled(_NEAR, index=index, lower=number(lower), name=band.name, gap=_gap(abs(card.index - lower)))
