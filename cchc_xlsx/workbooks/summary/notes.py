"""What is printed below the ranking: its rules, and what a reader has to know of single units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from cchc_xlsx.model.campaign import Campaign, NotApplicablePolicy, RankingRule
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.points import shown
from cchc_xlsx.model.summary import Status, Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.summary.figures import groups, ranked
from cchc_xlsx.workbooks.summary.links import MOST_PAGES, page_titles
from cchc_xlsx.workbooks.summary.near import TABLE, near_ties

TIES = {
    RankingRule.DENSE: Words(
        "Đơn vị có chỉ số bằng nhau cùng hạng; hạng kế tiếp liền sau (1, 2, 2, 3).",
        "Units of equal index share a rank; the next rank follows at once (1, 2, 2, 3).",
    ),
    RankingRule.COMPETITION: Words(
        "Đơn vị có chỉ số bằng nhau cùng hạng; hạng kế tiếp bỏ cách theo số đơn vị đồng hạng (1, 2, 2, 4).",
        "Units of equal index share a rank; the next rank leaves the gap (1, 2, 2, 4).",
    ),
}
_BROKEN = {
    RankingRule.DENSE: Words("vẫn bằng nhau thì cùng hạng; hạng kế tiếp liền sau (1, 2, 2, 3).",
                             "if still equal they share a rank; the next rank follows at once (1, 2, 2, 3)."),
    RankingRule.COMPETITION: Words(
        "vẫn bằng nhau thì cùng hạng; hạng kế tiếp bỏ cách theo số đơn vị đồng hạng (1, 2, 2, 4).",
        "if still equal they share a rank; the next rank leaves the gap (1, 2, 2, 4)."),
}  # fmt: skip
_BREAKS = Words("Đơn vị có chỉ số bằng nhau được xét tiếp, đơn vị cao hơn xếp trên, lần lượt theo: {names}; {rest}",
                "Between units of equal index the higher goes first by, in this order: {names}; {rest}")  # fmt: skip
_BREAK = {
    Source.SELF: Words("điểm tự chấm", "the self score"),
    Source.SURVEY: Words("điểm điều tra xã hội học", "the survey"),
    Source.BONUS: Words("điểm thưởng", "the bonus"),
    Source.PENALTY: Words("điểm phạt (bị trừ ít hơn xếp trên)", "the penalty (the smaller one first)"),
}
_BREAK_CRITERION = Words("điểm mục {code}", "the points of {code}")
POLICIES = {
    NotApplicablePolicy.FULL: Words("Tiêu chí không áp dụng được tính đủ điểm.",
                                    "Criteria that do not apply count in full."),
    NotApplicablePolicy.DENOMINATOR: Words("Tiêu chí không áp dụng được loại khỏi điểm tối đa.",
                                           "Criteria that do not apply leave the maximum."),
    NotApplicablePolicy.RESCALED: Words("Tiêu chí không áp dụng: điểm quy đổi theo phần còn lại.",
                                        "Criteria that do not apply: the rest is scaled up."),
}  # fmt: skip
_APPRAISAL = Words("Điểm tự chấm là điểm của đơn vị, chưa thẩm định.",
                   "The self scores are the units' own and have not been appraised.")  # fmt: skip
_GENERAL = (
    Words("Xếp hạng và xếp loại theo chỉ số chưa làm tròn, cận dưới của mức được tính vào mức ấy; số hiển thị làm tròn "
          "đến {decimals} chữ số thập phân.",
          "Ranks and grades go by the unrounded index, lower bounds included; what is shown is rounded to {decimals} "
          "decimals."),
    Words("Đơn vị có lỗi hoặc chưa chấm đủ được nêu điểm nhưng chưa xếp hạng; đơn vị chưa có tệp để trống, "
          "không tính là 0 điểm.",
          "Units with errors or scores missing are shown, not ranked; nothing received is not zero points."),
)  # fmt: skip
_APART = Words("Các nhóm đơn vị được xếp hạng riêng.", "Groups of units are ranked apart.")
_SURVEY_TO_COME = Words(
    "Chưa có điểm điều tra xã hội học: phần điểm này chưa được tính vào điểm và điểm tối đa.",
    "The points of the survey have not come yet: they are in neither points nor maximum.",
)
_SURVEY_COUNTED = Words(
    "Điểm điều tra xã hội học do cấp trên nhập, được tính vào điểm và điểm tối đa.",
    "The points of the survey, given by the superior, are in points and maximum.",
)
_ON_TOP = Words("Điểm thưởng, điểm phạt được tính vào tổng điểm nhưng không vào điểm tối đa.",
                "Bonus and penalty are in the points but not in the maximum.")  # fmt: skip
_CAPS = {
    Source.BONUS: Words("Tổng điểm thưởng không quá {cap}.", "The bonus is {cap} at most."),
    Source.PENALTY: Words("Tổng điểm phạt không quá {cap}.", "The penalty is {cap} at most."),
}
_CUT = Words(" Đã giảm theo mức này: {units}.", " Cut down to that: {units}.")
_NEAR = Words("Chỉ số cách cận xếp loại không quá 0,01, cần xem kỹ trước khi công bố: {units}.",
              "Within 0.01 of a bound between grades, worth a look before publishing: {units}.")  # fmt: skip
_NEAR_ONE = Words("{name} ({index} %, cận {bound}: {grade})", "{name} ({index} %, bound {bound}: {grade})")
_NO_GRADE = Words("không xếp loại", "no grade")
_EXCLUDED = Words("◇ Không xếp hạng, các đơn vị đứng sau được dồn hạng lên: {units}.",
                  "◇ Not ranked, those behind close up: {units}.")  # fmt: skip
_EXCLUDED_ONE = Words("{name} (lý do: {reason})", "{name} (reason: {reason})")
_NOTHING_APPLIES = Words("Không có tiêu chí nào áp dụng nên không có chỉ số, không xếp hạng: {units}.",
                         "Nothing applies to them, so they have no index and no rank: {units}.")  # fmt: skip
_PENDING = Words(
    "Thứ hạng có thể thay đổi khi làm rõ các điểm cần xem lại (chi tiết ở trang “{sheet}”): {units}.",
    "Ranks that may change once the points at stake are settled (see the sheet “{sheet}”): {units}.",
)
_PENDING_ONE = Words(
    "{name} (hạng {rank}, kém hạng trên {gap} %)", "{name} (rank {rank}, {gap} % below the rank above)"
)
_NO_PAGES = Words(
    "Có hơn {most} đơn vị nên sổ này không kèm trang kết quả của từng đơn vị; lệnh “cchc report” lập báo cáo cho từng "
    "đơn vị.",
    "There are more than {most} units, so this workbook has no page for each of them; the command “cchc report” makes "
    "a report for each.",
)
_MORE = Words("; và {count} đơn vị khác", "; and {count} others")
_MOST_NAMED = 12


def notes(summary: Summary, language: Language) -> list[str]:
    """Return the sentences, each to stand on lines of its own."""
    campaign = summary.campaign
    settings = campaign.settings
    rules = (_APPRAISAL, POLICIES[settings.not_applicable], *_GENERAL)
    return [
        ties(campaign, language),
        *([_APART.in_(language)] if len(groups(summary)) > 1 else []),
        *(words.say(language, decimals=settings.decimals) for words in rules),
        *_by_source(summary, language),
        *_near_bounds(summary, language),
        *_may_change(summary, language),
        *_excluded(summary, language),
        *([] if page_titles(summary) or not summary.results else [_NO_PAGES.say(language, most=MOST_PAGES)]),
    ]


def ties(campaign: Campaign, language: Language) -> str:
    """Return the rule for units of equal index, with what the campaign has declared to decide between them."""
    settings = campaign.settings
    if not settings.tie_breaks:
        return TIES[settings.ranking].in_(language)
    names = "; ".join(
        _BREAK[Source(name)].in_(language) if name in set(Source) else _BREAK_CRITERION.say(language, code=name)
        for name in settings.tie_breaks
    )
    return _BREAKS.say(language, names=names, rest=_BROKEN[settings.ranking].in_(language))


def _by_source(summary: Summary, language: Language) -> Iterator[str]:
    campaign = summary.campaign
    has = {leaf.source for leaf in campaign.criteria.leaves}
    if Source.SURVEY in has:
        yield (_SURVEY_COUNTED if campaign.surveyed else _SURVEY_TO_COME).in_(language)
    if has & {Source.BONUS, Source.PENALTY}:
        yield _ON_TOP.in_(language)
    caps: Mapping[Source, Decimal | None] = {
        Source.BONUS: campaign.settings.bonus_cap,
        Source.PENALTY: campaign.settings.penalty_cap,
    }
    for source, cap in caps.items():
        if source in has and cap is not None:
            told = _CAPS[source].say(language, cap=shown(cap, language))
            cut = [
                f"{result.unit.name} ({shown(abs(part.cut), language)})"
                for result in summary.results
                if result.card and (part := result.card.source(source)) and part.cut
            ]
            yield told + (_CUT.say(language, units=_listed(cut, language)) if cut else "")


def _near_bounds(summary: Summary, language: Language) -> Iterator[str]:
    decimals = summary.campaign.settings.decimals + 2
    near = [
        _NEAR_ONE.say(
            language,
            name=result.unit.name,
            index=shown(index, language, decimals),
            bound=shown(band.lower, language),
            grade=result.grade or _NO_GRADE.in_(language),
        )
        for result, _, index in ranked(summary)
        for band in summary.campaign.bands
        if band.near(index)
    ]
    if near:
        yield _NEAR.say(language, units=_listed(near, language))


def _may_change(summary: Summary, language: Language) -> Iterator[str]:
    decimals = summary.campaign.settings.decimals
    units = [
        _PENDING_ONE.say(
            language,
            name=near.result.unit.name,
            rank=f"{near.result.rank}/{near.result.ranked_among}",
            gap=shown(near.gap, language, decimals),
        )
        for near in near_ties(summary)
        if near.turns
    ]
    if units:
        yield _PENDING.say(language, sheet=TABLE.title.in_(language), units=_listed(units, language))


def _excluded(summary: Summary, language: Language) -> Iterator[str]:
    units = [
        _EXCLUDED_ONE.say(language, name=result.unit.name, reason=result.reason.strip().rstrip(".") or "–")
        for result in summary.results
        if result.status is Status.EXCLUDED
    ]
    if units:
        yield _EXCLUDED.say(language, units="; ".join(units))  # every one, however many: their ranks are missing above
    units = [r.unit.name for r in summary.results if r.status is Status.COMPLETE and r.rank is None]
    if units:
        yield _NOTHING_APPLIES.say(language, units="; ".join(units))


def _listed(units: Sequence[str], language: Language) -> str:
    rest = len(units) - _MOST_NAMED
    told = "; ".join(units[:_MOST_NAMED])
    return told + (_MORE.say(language, count=rest) if rest > 0 else "")
