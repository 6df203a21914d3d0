"""The template of a unit's report that comes with the tool, in the form that the field files."""

from __future__ import annotations

from cchc_xlsx.exports.reports.form import BLANK, FILED, PROPOSALS, RECIPIENTS, begun
from cchc_xlsx.terms import Language, Words

_TO = Words("Kính gửi: {{ superior }}", "To: {{ superior }}")
_AS_ABOVE = Words("- Như trên;", "- As above;")
_DIFFICULTIES = Words("{roman}. KHÓ KHĂN, VƯỚNG MẮC", "{roman}. DIFFICULTIES")
_UNIT_ABOUT = Words(
    "Kết quả tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm {{ year }}",
    "Self-assessment and self scores of the administrative reform index {{ year }}",
)
_UNIT_OPENING = Words(
    "Thực hiện {{ decision }}, {{ office.body }} báo cáo kết quả tự đánh giá, chấm điểm Chỉ số cải cách hành chính "
    "năm {{ year }} như sau:",
    "Under {{ decision }}, {{ office.body }} reports its self-assessment and self scores of the administrative reform "
    "index {{ year }} as follows:",
)
_UNIT_RESULT = Words("I. KẾT QUẢ TỰ ĐÁNH GIÁ, CHẤM ĐIỂM", "I. SELF SCORES")
_AREA = "{{ area.code }}. {{ area.name }}: {{ area.result }}{{ area.remark }}"
_LINE = "{{ line.code }}. {{ line.name }}: {{ line.result }}{{ line.remark }}"
_TOTAL = Words(
    "Tổng điểm tự chấm {{ points }} điểm, trên tổng điểm tối đa áp dụng là {{ maximum }} điểm (đạt {{ index }} %).",
    "Total of the self scores: {{ points }} points, of an applicable maximum of {{ maximum }} ({{ index }} %).",
)
_UNIT_END = Words(
    "Trên đây là báo cáo kết quả tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm {{ year }} của "
    "{{ office.body }}; kính đề nghị {{ superior }} xem xét, thẩm định./.",
    "This is the report of {{ office.body }} on its self scores of the administrative reform index {{ year }}, for "
    "{{ superior }} to appraise./.",
)


def unit_template(language: Language) -> bytes:
    """Return the template of a unit's report as the bytes of a .docx file; its tags name fields of `UnitReport`."""
    form = begun(_UNIT_ABOUT, language)
    form.line(_TO.in_(language), align="center", first=0, before=4, after=10)
    form.line(_UNIT_OPENING.in_(language))
    form.heading(_UNIT_RESULT.in_(language))
    form.tag("for area in areas")
    form.line(_AREA, bold=True, before=4, keep=True)
    form.tag("for line in area.lines")
    form.tag("if line.group")
    form.line(_LINE, italic=True, keep=True)
    form.tag("else")
    form.line(_LINE)
    form.tag("endif")
    form.tag("endfor")
    form.tag("endfor")
    form.line(_TOTAL.in_(language), bold=True, before=6)
    form.tag("for note in notes")
    form.line("{{ note }}", italic=True)
    form.tag("endfor")
    for roman, words in (("II", _DIFFICULTIES), ("III", PROPOSALS)):
        form.heading(words.say(language, roman=roman))
        form.blanks()
    form.line(_UNIT_END.in_(language), before=6, after=14)
    form.closing(RECIPIENTS.in_(language), (_AS_ABOVE.in_(language), BLANK, FILED.in_(language)), "office.sign_off")
    return form.data()
