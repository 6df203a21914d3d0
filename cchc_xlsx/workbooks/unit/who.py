"""The sheet of a workbook that was put together from parts: who gave which value, in which file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cchc_xlsx.model.book import Page, Sheet, Value
from cchc_xlsx.model.submission import NO_SCORE, Entered
from cchc_xlsx.terms import Words
from cchc_xlsx.workbooks.draft import Draft
from cchc_xlsx.workbooks.layout import Column, Holds, Table
from cchc_xlsx.workbooks.tables import Found, score_of
from cchc_xlsx.workbooks.unit.plan import Plan
from cchc_xlsx.workbooks.unit.self_score import value_of

_RECEIVED, _TAKEN, _DISPUTED, _OVERRULED = "received", "taken", "disputed", "overruled"
TABLE = Table(
    "entered",
    1,
    Words("Người nhập", "Who entered what"),
    Words(
        "Ai đã nhập giá trị nào, trong tệp nào. Dòng “≠ Khác nhau” chờ đơn vị chốt: đánh x vào cột “Chọn” ở dòng đúng "
        "rồi ghép lại, hoặc nhập thẳng giá trị đúng vào trang tự chấm điểm.",
        "Who gave which value, in which file. Lines “≠ Differ” wait for a decision: put an x into “Choose” beside the "
        "right value and combine again, or type the right value into the score sheet.",
    ),
    (
        Column("criterion", Words("Tiêu chí", "Criterion"), Words("Mã tiêu chí.", "The criterion's code."), 9,
               Holds.CODE, required=True),
        Column("key", Words("Khóa cột", "Column's key"), Words("Khóa ẩn của cột.", "The column's hidden key."), 4,
               Holds.CODE, required=True, hidden=True),
        Column("column", Words("Cột", "Column"), Words("Tên cột đã nhập.", "The column it was entered in."), 17),
        Column("value", Words("Giá trị", "Value"), Words("Giá trị đã nhập.", "What was entered."), 40,
               required=True),
        Column("officer", Words("Người nhập", "Entered by"),
               Words("Người gửi phần việc; “Đơn vị” là giá trị của chính đơn vị.",
                     "Whose part it stood in; “The unit” is the unit's own value."), 26),
        Column("name", Words("Tên để tìm", "Name sought"),
               Words("Cột ẩn: tên người nhập, trống là đơn vị.", "Hidden: the officer, empty for the unit itself."), 4,
               hidden=True),
        Column("state", Words("Tình trạng", "State"),
               Words("Đã lấy, còn khác nhau chờ chốt, hay đơn vị đã chốt giá trị khác.",
                     "Taken, differing until decided, or decided otherwise by the unit."), 19, Holds.CHOICE,
               choices=(
                   (_RECEIVED, Words("✓ Đã nhận", "✓ Received")),
                   (_TAKEN, Words("✓ Đã lấy", "✓ Taken")),
                   (_DISPUTED, Words("≠ Khác nhau", "≠ Differ")),
                   (_OVERRULED, Words("– Đã chốt khác", "– Decided otherwise")),
               )),
        Column("choose", Words("Chọn", "Choose"),
               Words("Đánh x ở dòng có giá trị đúng, rồi ghép lại.",
                     "An x beside the right value; then combine again."),
               7, open=True),
        Column("file", Words("Tệp", "File"), Words("Tệp phần việc.", "The file it came in."), 30),
        Column("saved", Words("Lưu lúc", "Saved at"), Words("Tệp được lưu lúc nào.", "When that file was saved."), 19,
               Holds.CODE),
        Column("sha256", Words("Dấu SHA-256 của tệp", "The file's SHA-256"),
               Words("Dấu để nhận ra đúng tệp.", "The mark that tells that file from all others."), 14, Holds.CODE),
    ),
    optional=True,
)  # fmt: skip
_TITLE = Words("AI ĐÃ NHẬP GÌ – {unit}", "WHO ENTERED WHAT – {unit}")
_UNIT = Words("Đơn vị", "The unit")
_WHOLE = Words("(toàn bộ phần việc)", "(the whole part)")
_TOP = 4
FIRST = _TOP + 2
_FORM = "%Y-%m-%d %H:%M:%S"


def fill(plan: Plan, entered: Sequence[Entered]) -> Sheet:
    """Return the sheet."""
    from cchc_xlsx.workbooks.unit.combining import disputed  # here: who reads the sheet needs none of these
    from cchc_xlsx.workbooks.unit.pouring import header_of, quiet

    language = plan.language
    draft = Draft(TABLE.title.in_(language), language, protected=True)
    draft.put(0, 2, str(plan.identity), "identity")
    draft.put(1, 1, _TITLE.say(language, unit=plan.unit.name.upper()), "title_left")
    draft.put(2, 1, TABLE.about, "note")
    draft.skip(range(_TOP))
    draft.lay(TABLE, _TOP, 0, height=36)
    dispute = disputed(entered)
    last = FIRST
    for last, each in enumerate(entered, FIRST):
        differs = each.key == "self_score" and each.criterion in dispute
        state = _RECEIVED if not each.key else _OVERRULED if each.overruled else _DISPUTED if differs else _TAKEN
        values: dict[str, Value] = {
            "criterion": each.criterion,
            "key": each.key or "-",
            "column": (header_of(each.key) if each.key else _WHOLE).in_(language),
            "value": value_of(each.score) if each.key == "self_score" else each.text,
            "officer": each.officer or _UNIT.in_(language),
            "name": quiet(each.officer),
            "state": TABLE.column("state").words_of(state, language),
            "choose": "x" if each.chosen else None,
            "file": quiet(each.file),
            "saved": each.saved.strftime(_FORM) if each.saved else "",
            "sha256": each.sha256,
        }
        for column in TABLE.columns:
            style = "key" if column.hidden else column.style
            if column.key == "value" and each.key == "self_score":
                style = "points"
            if column.key in ("value", "state") and state == _DISPUTED:
                style += ".bad"
            if column.key == "sha256":
                style = "hash"
            draft.put(last, TABLE.offset(column.key), values[column.key], style)
    draft.guide((FIRST, TABLE.offset("choose"), last, TABLE.offset("choose")), TABLE.column("choose"))
    draft.freeze = (FIRST, 0)
    draft.filter = (_TOP + 1, 1, last, len(TABLE.columns))
    draft.tab = "check"
    draft.page = Page(
        repeat=(_TOP + 1, _TOP + 1), area=(1, 1, last, len(TABLE.columns)), below=plan.campaign.settings.name
    )
    return draft.sheet()


def parse(found: Sequence[Found]) -> tuple[Entered, ...]:
    """Return who gave what; nothing where the workbook was not put together from parts."""
    lines = []
    for row in (row for each in found for row in each.rows):
        key = row.text("key").strip("-")
        scored = key == "self_score"
        lines.append(
            Entered(
                row.text("criterion"),
                key,
                row.text("name"),
                score=score_of(row.cell("value"), row.place("value")) if scored else NO_SCORE,
                text="" if scored else row.text("value"),
                file=row.text("file"),
                sha256=row.text("sha256"),
                saved=_moment(row.text("saved")),
                overruled=TABLE.column("state").choice(row.text("state")) == _OVERRULED,
                chosen=bool(row.text("choose")),
                place=row.place("choose"),
            )
        )
    return tuple(lines)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, _FORM)
    except ValueError:
        return None
