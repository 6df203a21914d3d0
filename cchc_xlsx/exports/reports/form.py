"""What the templates of both reports have in common: head, title, and the words that end them."""

from __future__ import annotations

from cchc_xlsx.terms import Language, Words
from cchc_xlsx.word.form import Form
from cchc_xlsx.workbooks.unit.forms import MOTTO, NATION

_NUMBER = Words("Số:        /{{ office.symbol }}", "No.:        /{{ office.symbol }}")
_DATE = Words(
    "{{ office.place }}, ngày      tháng      năm {{ signed_in }}",
    "{{ office.place }}, date      month      {{ signed_in }}",
)
_KIND = Words("BÁO CÁO", "REPORT")
RECIPIENTS = Words("Nơi nhận:", "Recipients:")
BLANK = "- ……………………;"
FILED = Words("- Lưu: VT.", "- Filed: VT.")
PROPOSALS = Words("{roman}. ĐỀ XUẤT, KIẾN NGHỊ", "{roman}. PROPOSALS")


def begun(about: Words, language: Language, below: Words | None = None) -> Form:
    """Return a template with its head and title: what it is about, and a line below that."""
    form = Form(about.in_(language).replace(" {{ year }}", ""), language)
    form.head(
        ("{{ office.over }}", "{{ office.name }}"),
        _NUMBER.in_(language),
        (NATION.in_(language), MOTTO.in_(language)),
        _DATE.in_(language),
    )
    lines = [_KIND.in_(language), about.in_(language)] + ([below.in_(language)] if below else [])
    form.title(*lines)
    return form
