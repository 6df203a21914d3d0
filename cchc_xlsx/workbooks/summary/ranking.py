"""The ranking: the published form, with the rule for ties printed below it."""

from __future__ import annotations

import re
from decimal import Decimal

from cchc_xlsx.model.book import Page, Sheet, Value
from cchc_xlsx.model.campaign import NotApplicablePolicy, RankingRule
from cchc_xlsx.model.finding import Severity
from cchc_xlsx.model.points import ZERO, rounded, shown
from cchc_xlsx.model.summary import Result, Status, Summary
from cchc_xlsx.terms import Language, Words, heading
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.summary.listing import STATUS, style_of

TABLE = Table(
    "ranking",
    1,
    Words("Xếp hạng", "Ranking"),
    Words(
        "Điểm tự chấm, chưa thẩm định; xếp từ cao xuống thấp, đơn vị chưa đủ điều kiện xếp hạng đứng sau.",
        "Self scores, not yet appraised; from high to low, units that cannot be ranked yet below.",
    ),
    (
        Column("number", Words("STT", "No."), Words("Số thứ tự.", "Running number."), 6, Holds.WHOLE),
        Column("unit", Words("Mã đơn vị", "Code"), Words("Mã đơn vị.", "The unit's code."), 11, Holds.CODE),
        Column("name", Words("Đơn vị", "Unit"), Words("Tên đơn vị.", "The unit's name."), 32),
        Column("group", Words("Nhóm", "Group"), Words("Nhóm xếp hạng.", "The group it is ranked in."), 12),
        Column("points", Words("Tổng điểm tự chấm", "Points"), Words("Tổng điểm.", "The sum of its points."), 11,
               Holds.POINTS),
        Column("maximum", heading("maximum"), Words("Tổng điểm tối đa áp dụng.", "The maximum that applies."), 10,
               Holds.POINTS),
        Column("index", Words("Chỉ số (%)", "Index (%)"), Words("Điểm / điểm tối đa × 100.", "Points / maximum × 100."),
               10, Holds.POINTS),
        Column("grade", Words("Xếp loại", "Grade"), Words("Theo các mức của đợt.", "By the campaign's bands."), 13),
        Column("rank", Words("Xếp hạng", "Rank"), Words("Hạng / số đơn vị được xếp hạng trong nhóm.",
                                                        "Rank / units ranked in the group."), 10),
        Column("status", Words("Tình trạng", "State"), Words("Tình trạng của đơn vị.", "Where the unit stands."), 20,
               Holds.SIGN),
        Column("errors", Words("Số lỗi", "Errors"), Words("Số lỗi phải sửa.", "Errors to mend."), 8, Holds.WHOLE),
        Column("late", Words("Gửi muộn", "Late"), Words("Lưu sau hạn gửi; không bị trừ điểm.",
                                                        "Saved after the deadline; nothing is deducted."), 9),
    ),
)  # fmt: skip

_TITLE = Words("BẢNG XẾP HẠNG CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM {year}", "RANKING OF THE REFORM INDEX {year}")
_FACTS = Words(
    "Đã nhận {received}/{all} đơn vị; xếp hạng {ranked} đơn vị; chỉ số trung bình {mean} %, cao nhất {high} %, "
    "thấp nhất {low} %.",
    "Received {received} of {all} {all:unit|units}; {ranked} ranked; mean index {mean} %, highest {high} %, lowest "
    "{low} %.",
)
_NOBODY = Words("Đã nhận {received}/{all} đơn vị; chưa đơn vị nào đủ điều kiện xếp hạng.",
                "Received {received} of {all} {all:unit|units}; none can be ranked yet.")  # fmt: skip
_MEAN = Words("Trung bình các đơn vị được xếp hạng", "Mean of the units ranked")
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
POLICIES = {
    NotApplicablePolicy.FULL: Words("Tiêu chí không áp dụng được tính đủ điểm.",
                                    "Criteria that do not apply count in full."),
    NotApplicablePolicy.DENOMINATOR: Words("Tiêu chí không áp dụng được loại khỏi điểm tối đa.",
                                           "Criteria that do not apply leave the maximum."),
    NotApplicablePolicy.RESCALED: Words("Tiêu chí không áp dụng: điểm quy đổi theo phần còn lại.",
                                        "Criteria that do not apply: the rest is scaled up."),
}  # fmt: skip
_NOTES = (
    Words("Xếp hạng và xếp loại theo chỉ số chưa làm tròn; số hiển thị làm tròn đến {decimals} chữ số thập phân.",
          "Ranks and grades go by the unrounded index; what is shown is rounded to {decimals} "
          "{decimals:decimal|decimals}."),
    Words("Đơn vị có lỗi hoặc chưa chấm đủ được nêu điểm nhưng chưa xếp hạng; đơn vị chưa có tệp để trống, "
          "không tính là 0 điểm.",
          "Units with errors or scores missing are shown, not ranked; nothing received is not zero points."),
)  # fmt: skip
_SURVEY = Words(
    "Điểm điều tra xã hội học do cấp trên cho chưa được tính vào điểm và điểm tối đa; điểm thưởng, điểm phạt tính vào "
    "điểm nhưng không vào điểm tối đa.",
    "Points of the survey, the superior's to give, are in neither points nor maximum yet; bonus and penalty are in the "
    "points but not in the maximum.",
)
_SUPERIOR_SIGNER = Words("(Ký, ghi rõ họ tên, đóng dấu)", "(Signature, full name, seal)")

_FIRST = 10


def agency(name: str) -> str:
    """Return an agency as a document's head writes it (Nghị định 30/2020/NĐ-CP): in full and in capitals."""
    return re.sub(r"^UBND\b", "ỦY BAN NHÂN DÂN", name.strip(), flags=re.IGNORECASE).upper()


def order(summary: Summary) -> list[Result]:
    """Return the results as the ranking shows them: ranked ones by group and rank, then the others by points."""
    groups = list(dict.fromkeys(result.unit.group for result in summary.results))
    last = Decimal(-1_000_000)
    return sorted(
        summary.results,
        key=lambda r: (
            r.rank is None,
            groups.index(r.unit.group) if r.rank is not None else 0,
            r.rank or 0,
            r.card is None,
            -(r.card.points if r.card else last),
        ),
    )


def fill(summary: Summary, language: Language) -> Sheet:
    """Return the sheet."""
    draft = Draft(TABLE.title.in_(language), language)
    settings = summary.campaign.settings
    width = (1, len(TABLE.columns))
    half = TABLE.offset("group")
    draft.across(0, 1, half, agency(settings.superior), "agency")
    draft.across(0, half + 2, width[1], Words("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIETNAM"),
                 "nation")  # fmt: skip
    draft.across(1, half + 2, width[1], Words("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness"),
                 "motto")  # fmt: skip
    draft.across(1, 1, half, "─────────", "rule")
    draft.across(2, half + 2, width[1], "───────────────────────", "rule")
    draft.across(4, *width, _TITLE.say(language, year=settings.year), "title")
    draft.across(5, *width, settings.decision, "subtitle")
    draft.across(6, *width, facts(summary, language), "subtitle")
    draft.put(7, 1, TABLE.about, "note")
    draft.skip(range(8))
    draft.lay(TABLE, _FIRST - 2, 0, height=36)
    row = _FIRST
    for number, result in enumerate(order(summary), 1):
        _line(draft, summary, row, number, result)
        row += 1
    row = _mean(draft, summary, row)
    _notes(draft, summary, row + 1)
    draft.freeze = (_FIRST, TABLE.offset("group"))
    draft.filter = (_FIRST - 1, 1, max(row - 2, _FIRST), width[1])
    draft.tab = "result"
    draft.active = True
    draft.page = Page(repeat=(_FIRST - 1, _FIRST - 1), area=(0, 1, row + 12, width[1]), below=settings.name)
    return draft.sheet()


def facts(summary: Summary, language: Language) -> str:
    """Return the sentence that sums the campaign up."""
    ranked = [r.card.index for r in summary.results if r.rank is not None and r.card and r.card.index is not None]
    received = sum(result.file is not None for result in summary.results)
    told = {"received": received, "all": len(summary.results), "ranked": len(ranked)}
    if not ranked:
        return _NOBODY.say(language, **told)
    decimals = summary.campaign.settings.decimals
    figures = {"mean": sum(ranked, ZERO) / len(ranked), "high": max(ranked), "low": min(ranked)}
    return _FACTS.say(language, **told, **{key: shown(value, language, decimals) for key, value in figures.items()})


def _line(draft: Draft, summary: Summary, row: int, number: int, result: Result) -> None:
    decimals = summary.campaign.settings.decimals
    card, ranked = result.card, result.rank is not None
    blocking = (Severity.FATAL, Severity.ERROR)
    errors = sum(f.unit == result.unit.code and f.severity in blocking for f in summary.findings)
    values: dict[str, Value] = {
        "number": number,
        "unit": result.unit.code,
        "name": result.unit.name,
        "group": result.unit.group,
        "points": card.points if card else None,
        "maximum": card.maximum if card else None,
        "index": rounded(card.index, decimals) if card and card.index is not None and ranked else None,
        "grade": result.grade,
        "rank": f"{result.rank}/{result.ranked_among}" if ranked else "–",
        "status": STATUS[result.status].in_(draft.language),
        "errors": errors if result.status is not Status.MISSING else None,
        "late": Words("muộn", "late").in_(draft.language) if result.late else None,
    }
    tone = {Status.ERRORS: ".bad", Status.INCOMPLETE: ".warn", Status.MISSING: ".warn"}.get(result.status, "")
    for column in TABLE.columns:
        style = "centre" if column.key in ("rank", "grade", "group", "late") else style_of(column, decimals)
        draft.put(row, TABLE.offset(column.key), values[column.key],
                  style + (tone if column.key == "status" else ".bold" if column.key == "rank" else ""))  # fmt: skip


def _mean(draft: Draft, summary: Summary, row: int) -> int:
    ranked = [r.card for r in summary.results if r.rank is not None and r.card and r.card.index is not None]
    if not ranked:
        return row
    decimals = summary.campaign.settings.decimals
    for column in TABLE.columns:
        draft.put(row, TABLE.offset(column.key), None, f"{style_of(column, decimals)}.total")
    draft.put(row, TABLE.offset("name"), _MEAN, "text.total")
    sums = {
        "points": sum((card.points for card in ranked), ZERO),
        "maximum": sum((card.maximum for card in ranked), ZERO),
        "index": sum((card.index or ZERO for card in ranked), ZERO),
    }
    for key, value in sums.items():
        draft.put(row, TABLE.offset(key), rounded(value / len(ranked), decimals), f"points{decimals}.total")
    draft.skip((row,))
    return row + 1


def _notes(draft: Draft, summary: Summary, row: int) -> None:
    settings = summary.campaign.settings
    notes: tuple[Words, ...] = (TIES[settings.ranking], POLICIES[settings.not_applicable], *_NOTES)
    if any(not leaf.scored_by_unit for leaf in summary.campaign.criteria.leaves):
        notes = (*notes, _SURVEY)
    for below, words in enumerate(notes):
        draft.put(row + below, 1, "– " + words.say(draft.language, decimals=settings.decimals), "note")
    end = row + len(notes) + 1
    last = len(TABLE.columns)
    draft.across(end, last - 5, last, agency(settings.superior), "signer")
    draft.across(end + 1, last - 5, last, _SUPERIOR_SIGNER, "signer_note")
    draft.skip(range(row, end + 2))
