"""The tidy tables: which columns they have, what these mean and hold, and their rows as plain values.

A table is tidy: one thing a row, one fact a column, nothing merged, nothing rounded. What is not there is None.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TypeAlias

from cchc_xlsx.model.criteria import Criterion, Source
from cchc_xlsx.model.submission import State
from cchc_xlsx.model.summary import CriterionScore, Result, Status, Summary
from cchc_xlsx.terms import Words, heading
from cchc_xlsx.text import clean, discreet
from cchc_xlsx.workbooks.campaign.criteria import TABLE as CRITERIA
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.summary.listing import STATE, STATUS

#: What stands in a field.
Fact: TypeAlias = "str | Decimal | int | bool | None"
Line: TypeAlias = "tuple[Fact, ...]"
#: What a score of the survey stands in, unless that is a file beside it.
CAMPAIGN_WORKBOOK = "dot-cham.xlsx"

_CAMPAIGN = (
    Column("campaign", Words("Đợt chấm điểm", "Campaign"),
           Words("Mã đợt chấm điểm.", "The campaign's identifier."), 18, Holds.CODE),
    Column("year", Words("Năm", "Year"), Words("Năm chấm điểm.", "The year that is scored."), 8, Holds.WHOLE),
)  # fmt: skip
_GROUP = Column("group", Words("Nhóm", "Group"),
                Words("Nhóm xếp hạng của đơn vị.", "The group that the unit is ranked in."), 14)  # fmt: skip
_STATUS = Column("status", Words("Tình trạng", "State of the unit"),
                 Words("Đơn vị đầy đủ, chưa chấm đủ, có lỗi, chưa có tệp, hay không xếp hạng.",
                       "Whether the unit is complete, incomplete, has errors, has sent nothing, or is excluded."),
                 13, Holds.CHOICE, choices=tuple((status.value, STATUS[status]) for status in Status))  # fmt: skip
_RANKED = (
    Column("rank", Words("Xếp hạng", "Rank"),
           Words("Hạng trong nhóm; trống khi đơn vị chưa được xếp hạng.",
                 "The rank in its group; null where the unit is not ranked."), 8, Holds.WHOLE),
    Column("ranked_among", Words("Số đơn vị xếp hạng", "Ranked among"),
           Words("Số đơn vị được xếp hạng trong nhóm.", "How many units of the group are ranked."), 10, Holds.WHOLE),
    Column("index", heading("index"),
           Words("Điểm / điểm tối đa áp dụng × 100, chưa làm tròn; trống khi chưa xếp hạng.",
                 "Points / maximum that applies × 100, not rounded; null where the unit is not ranked."),
           12, Holds.POINTS),
    Column("grade", heading("band"), Words("Mức xếp loại.", "The name of the band."), 14),
)  # fmt: skip
_LATE = Column("late", Words("Gửi muộn", "Late"),
               Words("Tệp được lưu sau hạn gửi hay không.", "Whether the file was saved after the deadline."),
               8, Holds.TRUTH)  # fmt: skip
_FILE = (
    Column("file", Words("Tệp", "File"),
           Words("Đường dẫn của tệp được tính, từ thư mục nhận về; với điểm điều tra: sổ hoặc tệp mà cấp trên đã nhập.",
                 "The path of the file that counts, from the folder of what came back; for a survey's score, the "
                 "workbook or file that the superior entered it in."), 36),
    Column("sha256", Words("SHA-256", "SHA-256"),
           Words("Mã băm của tệp được tính, để đối chiếu từng byte; trống với điểm điều tra.",
                 "The hash of the file that counts, byte by byte; null for a survey's score."), 20),
)  # fmt: skip

UNITS = Table(
    "units_table",
    1,
    Words("Bảng đơn vị", "Units"),
    Words("Mỗi dòng là một đơn vị.", "A row a unit."),
    (
        *_CAMPAIGN,
        Column("code", Words("Mã đơn vị", "Code"),
               Words("Mã đơn vị, luôn là chữ: 05596.", "The unit's code, text always: 05596."), 10, Holds.CODE),
        Column("name", Words("Đơn vị", "Unit"), Words("Tên đơn vị.", "The unit's name."), 30),
        _GROUP,
        _STATUS,
        Column("reason", Words("Lý do không xếp hạng", "Why excluded"),
               Words("Lý do cấp trên không xếp hạng đơn vị.", "Why the superior leaves it out of the ranking."), 24),
        Column("points", Words("Tổng điểm", "Points"),
               Words("Tổng điểm từ mọi nguồn, sau trần điểm thưởng, điểm phạt.",
                     "The points of all sources, caps of bonus and penalty applied."), 12, Holds.POINTS),
        Column("maximum", heading("maximum"),
               Words("Tổng điểm tối đa áp dụng cho đơn vị.", "The maximum that applies to the unit."),
               12, Holds.POINTS),
        *(
            Column(f"{source.value}_points", Words(words.vi, words.en),
                   Words(f"Phần của tổng điểm từ nguồn: {words.vi}; trống khi đợt không có nguồn này.",
                         f"The part of the points that is: {words.en}; null where the campaign has none such."),
                   12, Holds.POINTS)
            for source in Source for words in (dict(CRITERIA.column("source").choices)[source],)
        ),
        *_RANKED,
        _LATE,
        *_FILE,
    ),
)  # fmt: skip

SCORES = Table(
    "scores_table",
    1,
    Words("Bảng điểm", "Scores"),
    Words(
        "Mỗi dòng là một đơn vị và một tiêu chí chấm điểm; đơn vị chưa có tệp cũng có đủ dòng, để trống điểm.",
        "A row a unit and criterion that is scored; units of which nothing came have their rows too, without scores.",
    ),
    (
        *_CAMPAIGN,
        Column("unit", Words("Mã đơn vị", "Code"),
               Words("Mã đơn vị, luôn là chữ: 05596.", "The unit's code, text always: 05596."), 10, Holds.CODE),
        Column("unit_name", Words("Đơn vị", "Unit"), Words("Tên đơn vị.", "The unit's name."), 26),
        _GROUP,
        _STATUS,
        *_RANKED,
        _LATE,
        Column("criterion", Words("Mã tiêu chí", "Criterion"),
               Words("Mã tiêu chí, luôn là chữ: 7.1 và 7.10 là hai tiêu chí.",
                     "The criterion's code, text always: 7.1 and 7.10 are two."), 10, Holds.CODE),
        Column("criterion_name", Words("Tiêu chí", "Criterion's name"),
               Words("Tên tiêu chí theo sổ đợt chấm điểm.", "The name, by the campaign workbook."), 40),
        Column("area", Words("Lĩnh vực", "Area"),
               Words("Mã lĩnh vực của tiêu chí.", "The code of the area it belongs to."), 8, Holds.CODE),
        Column("source", CRITERIA.column("source").header,
               Words("Ai cho điểm.", "Who gives the points."), 10, Holds.CHOICE,
               choices=CRITERIA.column("source").choices),
        Column("maximum", heading("maximum"),
               Words("Điểm tối đa theo sổ đợt chấm điểm; trống khi chưa biết.",
                     "The maximum, by the campaign workbook; null where it is not known."), 10, Holds.POINTS),
        Column("score", Words("Điểm", "Score"),
               Words("Điểm như đã nhập; trống khi chưa chấm, không áp dụng hoặc không đọc được thành số.",
                     "The score as entered; null where there is none, where it does not apply or is no number."),
               10, Holds.POINTS),
        Column("state", Words("Trạng thái điểm", "State of the score"),
               Words("Đã chấm, chưa chấm, không áp dụng hay không hợp lệ; trống khi đơn vị chưa có tệp.",
                     "Scored, empty, not applicable or invalid; null where nothing of the unit counts."),
               14, Holds.CHOICE, choices=tuple((state.value, STATE[state]) for state in State)),
        Column("typed", Words("Nội dung ô", "Typed"),
               Words("Nội dung đứng trong ô điểm, trước khi đọc thành số; số điện thoại, địa chỉ thư được che bớt.",
                     "What stood in the cell, before it was read as a number; telephone numbers and mail addresses "
                     "are covered."), 16),
        *_FILE,
        Column("sheet", Words("Trang tính", "Sheet"), Words("Trang tính có ô điểm.", "The sheet of the cell."), 16),
        Column("cell", Words("Ô", "Cell"), Words("Ô điểm, ví dụ D7.", "The cell, such as D7."), 8),
    ),
)  # fmt: skip


def unit_lines(summary: Summary) -> Iterator[Line]:
    """Yield the rows of `UNITS`, in the order of the summary."""
    marks = _marks(summary)
    for result in summary.results:
        unit, card = result.unit, result.card
        yield (
            *_campaign(summary),
            unit.code,
            unit.name,
            unit.group or None,
            result.status.value,
            result.reason or None,
            card.points if card else None,
            card.maximum if card else None,
            *(part.points if card and (part := card.source(source)) else None for source in Source),
            *_ranked(result),
            result.late,
            result.file,
            marks.get(result.file or ""),
        )


def score_lines(summary: Summary) -> Iterator[Line]:
    """Yield the rows of `SCORES`: for each unit of the summary every criterion whose points count, in written order."""
    marks, campaign = _marks(summary), summary.campaign
    for result in summary.results:
        scores = {each.code: each for each in result.card.criteria} if result.card else {}
        about = (
            *_campaign(summary),
            result.unit.code,
            result.unit.name,
            result.unit.group or None,
            result.status.value,
            *_ranked(result),
            result.late,
        )
        for criterion in campaign.counted:
            yield (
                *about,
                criterion.code,
                criterion.name or None,
                campaign.criteria.area_of(criterion.code),
                criterion.source.value,
                criterion.maximum,
                *_scored(scores.get(criterion.code), criterion, result, marks),
            )


def _campaign(summary: Summary) -> Line:
    settings = summary.campaign.settings
    return settings.id, settings.year


def _ranked(result: Result) -> Line:
    if result.rank is None or result.card is None:
        return None, None, None, None
    return result.rank, result.ranked_among, result.card.index, result.grade


def _scored(score: CriterionScore | None, criterion: Criterion, result: Result, marks: Mapping[str, str]) -> Line:
    if score is None:
        return (None,) * 7
    place = score.place
    file, mark = result.file, marks.get(result.file or "")
    if criterion.source is Source.SURVEY:
        file, mark = (place.file or CAMPAIGN_WORKBOOK) if place.sheet else None, None
    typed = discreet(clean(score.typed)).encode("utf-8", "ignore").decode() or None  # no file holds half a character
    return score.score, score.state.value, typed, file, mark, place.sheet or None, place.cell or None


def _marks(summary: Summary) -> dict[str, str]:
    """Return the SHA-256 of each file by its path."""
    return {file.path: file.sha256 for file in summary.files if file.sha256}
