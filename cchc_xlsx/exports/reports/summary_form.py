"""The template of the superior's report of results that comes with the tool."""

from __future__ import annotations

from cchc_xlsx.exports.reports.form import BLANK, FILED, PROPOSALS, RECIPIENTS, begun
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.word.form import Column, Form

_NOT_APPRAISED = Words("(Điểm tự chấm, chưa thẩm định)", "(Self scores, not yet appraised)")
_ABOUT = Words(
    "Kết quả tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm {{ year }} của các đơn vị",
    "Results of the units' self scores of the administrative reform index {{ year }}",
)
_GROUNDS = (
    Words("Căn cứ {{ decision }};", "Under {{ decision }};"),
    Words("Căn cứ kết quả tự đánh giá, chấm điểm của các đơn vị,", "and on the units' self-assessments and scores,"),
)
_OPENING = Words(
    "{{ office.body }} báo cáo kết quả tổng hợp như sau. Các số liệu dưới đây là điểm "
    "tự chấm, chưa thẩm định{% if several_sources %}, cùng điểm điều tra xã hội học, điểm thưởng, điểm phạt đã có"
    "{% endif %}.",
    "Hereby {{ office.body }} reports the results as follows. All figures are self scores, not "
    "yet appraised{% if several_sources %}, with the points of the survey, bonus and penalty that are there"
    "{% endif %}.",
)
_RECEIVED_TITLE = Words("I. TÌNH HÌNH GỬI KẾT QUẢ", "I. WHAT WAS RECEIVED")
_RECEIVED = Words(
    "Tổng số {{ total }} đơn vị; đã nhận tệp được tính của {{ received }} đơn vị, trong đó {{ complete }} đơn vị chấm "
    "đầy đủ, {{ incomplete|length }} đơn vị chưa chấm đủ, {{ errors|length }} đơn vị có lỗi; {{ missing|length }} đơn "
    "vị chưa có tệp được tính; {{ late|length }} đơn vị gửi muộn; {{ excluded|length }} đơn vị không xếp hạng. "
    "{{ files }}",
    "Units: {{ total }}; with a file that counts: {{ received }}, of which complete {{ complete }}, incomplete "
    "{{ incomplete|length }}, with errors {{ errors|length }}; without: {{ missing|length }}; late: {{ late|length }}; "
    "excluded from ranking: {{ excluded|length }}. {{ files }}",
)
_LISTS = (
    ("missing", Words("- Chưa có tệp được tính: ", "- Nothing received that counts: ")),
    ("late", Words("- Gửi muộn: ", "- Late: ")),
    ("incomplete", Words("- Chưa chấm đủ: ", "- Incomplete: ")),
    ("errors", Words("- Có lỗi, chưa xếp hạng: ", "- With errors, not ranked yet: ")),
    ("excluded", Words("- Không xếp hạng: ", "- Excluded from ranking: ")),
)
_NAMES = (
    "{% for unit in NAME %}{{ unit.name }}{% if unit.remark %} ({{ unit.remark }}){% endif %}"
    "{% if not loop.last %}; {% endif %}{% endfor %}."
)
_RESULTS_TITLE = Words("II. KẾT QUẢ", "II. RESULTS")
_COMMON = Words("1. Kết quả chung", "1. Overall")
_FACTS = Words(
    "Có {{ ranked }} đơn vị được xếp hạng. Chỉ số trung bình {{ mean }} %; cao nhất {{ highest }} % "
    "({{ highest_units }}); thấp nhất {{ lowest }} % ({{ lowest_units }}).",
    "Ranked: {{ ranked }} units. Mean index {{ mean }} %; highest {{ highest }} % ({{ highest_units }}); lowest "
    "{{ lowest }} % ({{ lowest_units }}).",
)
_NOBODY = Words(
    "Chưa có đơn vị nào đủ điều kiện xếp hạng; điểm đã chấm của các đơn vị nêu ở bảng dưới đây.",
    "No unit can be ranked yet; the points so far stand in the table below.",
)
_RANKING = Words("2. Xếp hạng", "2. Ranking")
_GROUP = Words("Nhóm {{ group.name }}", "Group {{ group.name }}")
_OTHERS = Words("Các đơn vị chưa xếp hạng", "Units that are not ranked")
_BY_SOURCE = Words("Điểm theo nguồn", "Points by source")
_GRADES = Words("3. Phân bố xếp loại", "3. Distribution over grades")
_AREAS = Words("4. Kết quả theo lĩnh vực", "4. Results by area")
_LOST = Words("5. Các tiêu chí mất nhiều điểm nhất", "5. Criteria on which most points are lost")
_NONE_LOST = Words("Không có tiêu chí nào mất điểm.", "No points are lost.")
_FINDINGS = Words("III. NHỮNG ĐIỂM CẦN LƯU Ý", "III. FINDINGS WORTH NAMING")
_NO_FINDINGS = Words("Không có lỗi hay cảnh báo.", "No errors, no warnings.")
_END = Words(
    "Trên đây là báo cáo kết quả tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm {{ year }}./.",
    "This is the report of the self scores of the administrative reform index {{ year }}./.",
)
_APPENDIX = Words("Phụ lục", "Appendix")
_APPENDIX_ABOUT = Words("ĐIỂM TỰ CHẤM THEO LĨNH VỰC CỦA TỪNG ĐƠN VỊ", "SELF SCORES OF EACH UNIT BY AREA")
_APPENDIX_KEY = Words(
    "(Điểm/điểm tối đa áp dụng. {% for area in areas %}{{ area.code }}: {{ area.name }}{% if not loop.last %}; "
    "{% endif %}{% endfor %})",
    "(Points/applicable maximum. {% for area in areas %}{{ area.code }}: {{ area.name }}{% if not loop.last %}; "
    "{% endif %}{% endfor %})",
)

_STT = Words("STT", "No.")
_UNIT = Words("Đơn vị", "Unit")
_POINTS = Words("Điểm", "Points")
_MAXIMUM = Words("Điểm tối đa", "Maximum")
_INDEX = Words("Chỉ số (%)", "Index (%)")
_GRADE = Words("Xếp loại", "Grade")
_RANK = Words("Xếp hạng", "Rank")
_STATUS = Words("Tình trạng", "State")
_MEAN = Words("Trung bình", "Mean")
_SOURCES = (
    ("self_points", Words("Tự chấm", "Self scores")),
    ("survey_points", Words("Điều tra XHH", "Survey")),
    ("bonus_points", Words("Điểm thưởng", "Bonus")),
    ("penalty_points", Words("Điểm phạt", "Penalty")),
)


def summary_template(language: Language) -> bytes:
    """Return the template as the bytes of a .docx file; its tags name fields of `SummaryReport`."""
    form = begun(_ABOUT, language, _NOT_APPRAISED)
    for place, words in enumerate(_GROUNDS):
        form.line(words.in_(language), italic=True, before=0 if place else 4)
    form.line(_OPENING.in_(language))
    form.heading(_RECEIVED_TITLE.in_(language))
    form.line(_RECEIVED.in_(language))
    for name, words in _LISTS:
        form.tag(f"if {name}")
        form.line(words.in_(language) + _NAMES.replace("NAME", name))
        form.tag("endif")
    form.heading(_RESULTS_TITLE.in_(language))
    _results(form, language)
    form.heading(_FINDINGS.in_(language))
    form.tag("if findings")
    form.table(
        (
            Column(Words("Nội dung", "What"), "{{ each.title }}", 77),
            Column(Words("Mức độ", "Severity"), "{{ each.severity }}", 28),
            Column(Words("Số đơn vị", "Units"), '{{ each.units or "–" }}', 18, "center"),
            Column(Words("Số lần", "Times"), "{{ each.count }}", 18, "center"),
            Column(Words("Điểm liên quan", "Points at stake"), "{{ each.points }}", 24, "right"),
        ),
        "each in findings",
    )
    form.tag("else")
    form.line(_NO_FINDINGS.in_(language))
    form.tag("endif")
    form.heading(PROPOSALS.say(language, roman="IV"))
    form.blanks()
    form.line(_END.in_(language), before=6, after=14)
    form.closing(RECIPIENTS.in_(language), (BLANK, BLANK, FILED.in_(language)), "office.sign_off")
    _appendix(form, language)
    return form.data()


def _results(form: Form, language: Language) -> None:
    form.heading(_COMMON.in_(language))
    form.tag("if ranked")
    form.line(_FACTS.in_(language))
    form.tag("else")
    form.line(_NOBODY.in_(language))
    form.tag("endif")
    form.heading(_RANKING.in_(language))
    _ranking(form, language)
    form.tag("if grades")
    form.heading(_GRADES.in_(language))
    form.table(
        (
            Column(_STT, "{{ each.number }}", 15, "center"),
            Column(_GRADE, "{{ each.name }}", 70),
            Column(Words("Số lượng", "Units"), "{{ each.count }}", 40, "center"),
            Column(Words("Tỷ lệ (%)", "Share (%)"), "{{ each.share }}", 40, "right"),
        ),
        "each in grades",
    )
    form.tag("endif")
    form.tag("if ranked")
    form.heading(_AREAS.in_(language))
    form.table(
        (
            Column(Words("Mã", "Code"), "{{ area.code }}", 13, "center"),
            Column(Words("Lĩnh vực", "Area"), "{{ area.name }}", 56),
            Column(_MAXIMUM, "{{ area.maximum }}", 19, "right"),
            Column(Words("Điểm trung bình", "Mean"), "{{ area.mean }}", 20, "right"),
            Column(Words("Tỷ lệ (%)", "Share (%)"), "{{ area.share }}", 19, "right"),
            Column(Words("Cao nhất", "Highest"), "{{ area.highest }}", 19, "right"),
            Column(Words("Thấp nhất", "Lowest"), "{{ area.lowest }}", 19, "right"),
        ),
        "area in areas",
    )
    form.heading(_LOST.in_(language))
    form.tag("if lost")
    form.table(
        (
            Column(Words("Mã", "Code"), "{{ each.code }}", 15, "center"),
            Column(Words("Tiêu chí", "Criterion"), "{{ each.name }}", 69),
            Column(_MAXIMUM, "{{ each.maximum }}", 19, "right"),
            Column(Words("Điểm trung bình", "Mean"), "{{ each.mean }}", 20, "right"),
            Column(Words("Mất trung bình", "Mean loss"), "{{ each.lost }}", 20, "right"),
            Column(Words("Số đơn vị mất điểm", "Units below"), "{{ each.below }}/{{ each.among }}", 22, "center"),
        ),
        "each in lost",
    )
    form.tag("else")
    form.line(_NONE_LOST.in_(language))
    form.tag("endif")
    form.tag("endif")


def _ranking(form: Form, language: Language) -> None:
    figures = (
        Column(_POINTS, "{{ unit.points }}", 19, "right", "{{ group.points }}"),
        Column(_MAXIMUM, "{{ unit.maximum }}", 19, "right", "{{ group.maximum }}"),
        Column(_INDEX, "{{ unit.index }}", 20, "right", "{{ group.index }}"),
        Column(_GRADE, "{{ unit.grade }}", 24, "center"),
        Column(_RANK, "{{ unit.rank }}", 21, "center"),
    )
    number = Column(_STT, "{{ unit.number }}", 13, "center")
    form.tag("for group in ranking")
    form.tag("if group.name")
    form.line(_GROUP.in_(language), italic=True, keep=True)
    form.tag("endif")
    form.table(
        (number, Column(_UNIT, "{{ unit.name }}", 49, foot=_MEAN), *figures),
        "unit in group.units",
        foot=True,
    )
    form.tag("endfor")
    form.tag("if others")
    form.line(_OTHERS.in_(language), italic=True, keep=True)
    form.table(
        (
            number,
            Column(_UNIT, "{{ unit.name }}", 62),
            Column(_POINTS, "{{ unit.points }}", 23, "right"),
            Column(_MAXIMUM, "{{ unit.maximum }}", 23, "right"),
            Column(_STATUS, "{{ unit.status }}", 44),
        ),
        "unit in others",
    )
    form.tag("endif")
    form.tag("if several_sources")
    form.line(_BY_SOURCE.in_(language), italic=True, keep=True)
    form.table(
        (
            number,
            Column(_UNIT, "{{ unit.name }}", 57),
            *(Column(words, f"{{{{ unit.{name} }}}}", 19, "right") for name, words in _SOURCES),
            Column(_POINTS, "{{ unit.points }}", 19, "right"),
        ),
        "unit in all_units",
    )
    form.tag("endif")
    form.tag("for note in notes")
    form.line("– {{ note }}", italic=True, after=2)
    form.tag("endfor")


def _appendix(form: Form, language: Language) -> None:
    form.across()
    form.line(_APPENDIX.in_(language), align="center", bold=True, first=0, after=0)
    form.line(_APPENDIX_ABOUT.in_(language), align="center", bold=True, first=0, after=0)
    form.line(_APPENDIX_KEY.in_(language), align="center", italic=True, first=0, after=8)
    form.table(
        (
            Column(_STT, "{{ unit.number }}", 13, "center"),
            Column(_UNIT, "{{ unit.name }}", 60),
            Column("{{ area.code }}", "{{ points }}", 22, "right", each=("area in areas", "points in unit.areas")),
            Column(_POINTS, "{{ unit.points }}", 22, "right"),
        ),
        "unit in all_units",
        size=10,
    )
