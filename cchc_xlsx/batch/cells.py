"""A score cell in words: where it stands, what was typed there, how it was read, and what it may hold."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.batch.reckoning import number
from cchc_xlsx.exports.table import CAMPAIGN_WORKBOOK
from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import Criterion, Source
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.points import filled, readings
from cchc_xlsx.model.submission import Score, State, Trouble
from cchc_xlsx.terms import Words
from cchc_xlsx.text import clean, discreet

_QUOTED = 80  # characters of a cell that are quoted
_SURVEYED = Words(
    "Điểm của tiêu chí này do điều tra xã hội học, cấp trên nhập; không lấy từ tệp của đơn vị.",
    "The points of this criterion come from the survey, entered by the superior, not from the unit's file.",
)
_NO_SURVEY = Words(
    "Cấp trên chưa nhập điểm điều tra nào nên tiêu chí chưa được tính vào điểm và điểm tối đa.",
    "No points of the survey have been entered, so the criterion is in neither points nor maximum yet.",
)
_NO_ROW = Words(
    "Không tìm thấy dòng của tiêu chí này nên chưa có điểm; đó không phải là 0 điểm.",
    "No row of this criterion was found, so it has no score; that is not zero points.",
)
_NO_SURVEY_ROW = Words(
    "Chưa nhập điểm điều tra của đơn vị ở tiêu chí này; đó không phải là 0 điểm.",
    "The unit's points of the survey under this criterion have not been entered; that is not zero points.",
)
_NO_CELL = Words(
    "Đơn vị chưa có tệp được tính nên không có ô điểm.", "No file of the unit counts, so there is no cell."
)
_WRITTEN_IN = Words("{place}: {read}", "{place}: {read}")
_SURVEY_FILE = Words("“{file}”, {place}", "“{file}”, {place}")
_CELL_EMPTY = Words("ô để trống, nghĩa là chưa chấm; không phải là 0 điểm.", "the cell is empty: not scored, not zero.")
_CELL_KAD = Words("ô ghi “{typed}”, đọc là không áp dụng.", "the cell says “{typed}”: it does not apply.")
_CELL_NUMBER = Words("ô ghi số {value}.", "the cell holds the number {value}.")
_CELL_TEXT = Words("ô ghi chữ “{typed}”, đọc là số {value}.", "the cell holds the text “{typed}”, read as {value}.")
_CELL_FORMULA = Words(
    "ô có công thức ={formula}; kết quả lưu trong tệp là {value}.",
    "the cell holds the formula ={formula}; the result stored in the file is {value}.",
)
_CELL_RECKONED = Words(
    "ô có công thức ={formula} chưa có kết quả; tính từ các con số trong đó được {value}.",
    "the cell holds the formula ={formula} without a result; its figures give {value}.",
)
_INVALID = {
    Trouble.TOO_LARGE: Words("số này lớn đến mức không thể là điểm", "the number is far too large for a score"),
    Trouble.NOT_A_NUMBER: Words("không phải là số", "which is no number"),
    Trouble.AMBIGUOUS: Words("có thể hiểu là {readings}", "which may be {readings}"),
    Trouble.ERROR: Words("là lỗi của bảng tính", "an error of the spreadsheet"),
    Trouble.DATE: Words("là ngày tháng", "which is a date"),
    Trouble.PERCENT: Words("hiển thị phần trăm, chưa rõ là bao nhiêu điểm", "a percentage, which may be two scores"),
    Trouble.UNCALCULATED: Words("là công thức chưa có kết quả", "a formula without a result"),
    Trouble.BOOLEAN: Words("là giá trị đúng, sai", "which is true or false"),
    Trouble.OTHER_MAXIMUM: Words(
        "không phải trên điểm tối đa {maximum} của tiêu chí", "which is not out of the criterion's maximum {maximum}"
    ),
    Trouble.STALE: Words(
        "kết quả lưu trong tệp không đúng với các con số của công thức",
        "whose stored result is not what the figures of the formula give",
    ),
}
_CELL_INVALID = Words(
    "ô ghi “{typed}”, {why}, nên không tính được điểm nào.", "the cell says “{typed}”, {why}, so no points count."
)
_COVERED = Words(
    "Ô này nằm trong vùng ô đã trộn; nội dung nhìn thấy đứng ở {place}.",
    "This cell is part of a merged area; what people see stands in {place}.",
)
_OUTSIDE = Words(
    "Điểm {value} nằm ngoài mức cho phép; vẫn được cộng như đã nhập, và đơn vị chưa được xếp hạng.",
    "The score {value} is not allowed; it is added as entered, and the unit is not ranked.",
)
_MAXIMUM = Words("Điểm tối đa {maximum}, theo {place} của sổ đợt chấm điểm; {range}.",
                 "The maximum is {maximum}, by {place} of the campaign workbook; {range}.")  # fmt: skip
_FROM_TO = Words("được chấm từ {lowest} đến {highest}", "scores go from {lowest} to {highest}")
_STEPS = Words("{range}, bước {step}", "{range} in steps of {step}")
_ALLOWED = Words("các mức được phép: {values}", "allowed are {values}")
_NO_MAXIMUM = Words("Sổ đợt chấm điểm chưa có điểm tối đa của tiêu chí này.",
                    "The campaign workbook has no maximum of this criterion yet.")  # fmt: skip


def cell(score: Score | None, criterion: Criterion, campaign: Campaign) -> Iterator[Words]:
    """Yield where a score stands, what was typed there, and how it was read."""
    survey = criterion.source is Source.SURVEY
    if survey:
        yield _SURVEYED
        if not campaign.surveyed:
            yield _NO_SURVEY
            return
    if score is None:
        yield _NO_CELL
        return
    if not score.place.cell and score.state is State.EMPTY:
        yield _NO_SURVEY_ROW if survey else _NO_ROW
        return
    place: Place | Words = score.place
    if survey:
        place = filled(_SURVEY_FILE, file=score.place.file or CAMPAIGN_WORKBOOK, place=score.place)
    yield filled(_WRITTEN_IN, place=place, read=_read(score, criterion))
    if score.covered_by.cell:
        yield filled(_COVERED, place=score.covered_by)
    if score.value is not None and not criterion.lowest <= score.value <= criterion.highest:
        yield filled(_OUTSIDE, value=number(score.value))


def _read(score: Score, criterion: Criterion) -> Words:
    typed = quoted(score.typed)
    if score.state is State.EMPTY:
        return _CELL_EMPTY
    if score.state is State.NOT_APPLICABLE:
        return filled(_CELL_KAD, typed=typed)
    if score.value is None:
        told = tuple(map(number, readings(score.typed)))
        some = Words("; ".join(each.vi for each in told), "; ".join(each.en for each in told))
        why = filled(_INVALID[score.trouble or Trouble.NOT_A_NUMBER], readings=some, maximum=criterion.maximum)
        return filled(_CELL_INVALID, typed=typed, why=why)
    value = number(score.value)
    if score.formula:
        words = _CELL_RECKONED if score.reckoned else _CELL_FORMULA
        return filled(words, formula=quoted(score.formula), value=value)
    return filled(_CELL_TEXT, typed=typed, value=value) if score.as_text else filled(_CELL_NUMBER, value=value)


def maximum(criterion: Criterion) -> Iterator[Words]:
    """Yield the maximum of a criterion, where the campaign workbook says so, and which scores it may be given."""
    if criterion.maximum is None:
        yield _NO_MAXIMUM
        return
    told = filled(_FROM_TO, lowest=number(criterion.lowest), highest=number(criterion.highest))
    if criterion.allowed:
        values = tuple(map(number, criterion.allowed))
        told = filled(_ALLOWED, values=Words("; ".join(v.vi for v in values), "; ".join(v.en for v in values)))
    elif criterion.step:
        told = filled(_STEPS, range=told, step=number(criterion.step))
    yield filled(_MAXIMUM, maximum=number(criterion.maximum), place=criterion.place, range=told)


def quoted(text: str) -> str:
    """Return what somebody typed as it is quoted: on one line, not too long, no number or address of a person."""
    line = " ".join(discreet(clean(text)).split())
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…"
