"""The whole loop on the set of Hà Trung 2023: one real unit, eleven made-up ones, and the mistakes people make."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from cchc_xlsx import batch
from cchc_xlsx.assigning import understood
from cchc_xlsx.batch.folder import put
from cchc_xlsx.batch.trouble import Wrong, cannot_read
from cchc_xlsx.model.book import Book, Value, cell
from cchc_xlsx.model.campaign import Assignment, Campaign, Unit
from cchc_xlsx.model.criteria import Criterion
from cchc_xlsx.model.place import NOWHERE
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.submission import TEXTS, Entry
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.stock import samples_folder
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.campaign import fill_campaign
from cchc_xlsx.workbooks.tables import score_of
from cchc_xlsx.workbooks.unit import fill_unit, self_score

TEMPLATE = "ha-trung-2023"
REAL = "15280"  # xã Hà Bắc
_MADE_UP = (
    "An Bình", "Bình Minh", "Cẩm Sơn", "Đồng Tâm", "Hòa Lạc", "Kim Long",
    "Lương Thiện", "Mỹ Thọ", "Phú Cường", "Tân Hưng", "Vĩnh Phúc",
)  # fmt: skip
_ROLES = (
    ("Công chức Văn phòng – Thống kê", "1; 3.1; 3.2; 3.3; 3.4"),
    ("Công chức Tư pháp – Hộ tịch", "2; 3.5; 3.6; 3.7"),
    ("Công chức Địa chính – Xây dựng", "3.8; 3.9; 6.5"),
    ("Chủ tịch UBND xã", "1.7; 4; 5.1; 5.2"),
    ("Công chức Văn hóa – Xã hội", "5.3; 5.4; 5.5; 7"),
    ("Công chức Tài chính – Kế toán", "6"),
)
_DEADLINE = datetime(2023, 11, 30, 17, 0)
_SENT = datetime(2023, 11, 28, 2, 0)  # UTC: 09:00 in Vietnam
_LATE = datetime(2023, 12, 2, 3, 0)
_NOTICE = "ĐỢT CHẠY THỬ: mọi đơn vị trừ xã Hà Bắc, phân công, hạn gửi và tài liệu kiểm chứng đều là giả định."
_NOT_EMPTY = Words(
    "Thư mục “{path}” đã có dữ liệu. Hãy chọn một thư mục mới, ví dụ: cchc demo chay-thu-2.",
    "The folder “{path}” is not empty. Please name a new one, such as: cchc demo trial-2.",
)

#: What a person types into a criterion's cells, by key of the score table.
Typed = dict[str, dict[str, Value]]


@dataclass(frozen=True)
class _Return:
    """A workbook that comes back: what is typed into it, by when, and what else is done to the book."""

    typed: Callable[[Campaign, random.Random], Typed]
    saved: datetime = _SENT
    after: Callable[[Book, Campaign], Book] = lambda book, _campaign: book
    name: str = ""


def demo(folder: Path, language: Language = "vi") -> Summary:
    """Run the loop in a new folder and return the summary. Raises Wrong where the folder holds anything."""
    try:
        used = folder.exists() and any(folder.iterdir())
    except OSError as error:
        raise cannot_read(folder) from error
    if used:
        raise Wrong(filled(_NOT_EMPTY, path=folder))
    from cchc_xlsx.excel.write import written

    place = batch.Folder(folder)
    batch.init(place, TEMPLATE)
    campaign = _campaign(batch.campaign_of(place))
    put({place.campaign: written(fill_campaign(campaign, language))})
    batch.generate(place, language)
    put({place.received / path: data for path, data in _returns(campaign, language).items()})
    return batch.merge(place, language).summary


def _campaign(template: Campaign) -> Campaign:
    """Return the template with made-up units, roles and a deadline."""
    settings = replace(
        template.settings, name=f"{template.settings.name} (CHẠY THỬ)", deadline=_DEADLINE, notice=_NOTICE
    )
    real = template.by_unit[REAL]
    made_up = tuple(
        Unit(f"9{number:04}", f"Xã {name} (giả định)", real.group, f"xa9{number:04}@vidu.example")
        for number, name in enumerate(_MADE_UP, 1)
    )
    assignments = tuple(Assignment("", assignee, criteria) for assignee, criteria in _ROLES)
    return understood(replace(template, settings=settings, units=(real, *made_up), assignments=assignments))


def _returns(campaign: Campaign, language: Language) -> dict[str, bytes]:
    """Return the files that come back, by path: right ones, wrong ones, and one that is none of ours."""
    from cchc_xlsx.excel.write import written

    files: dict[str, bytes] = {}
    for number, (unit, returns) in enumerate(zip(campaign.units, _CAST, strict=True)):
        for back in returns:
            typed = back.typed(campaign, random.Random(number))  # made up, and the same in every run
            entries = [_entry(code, values) for code, values in typed.items()]
            book = fill_unit(campaign, unit, language, entries=entries)
            book = back.after(replace(book, saved=back.saved), campaign)
            files[back.name or unit.file_name] = written(book)
    files["zalo/bao-cao-cchc.xlsx"] = b"%PDF-1.7\n% a report that somebody renamed\n"
    return files


def _entry(code: str, values: Mapping[str, Value]) -> Entry:
    evidence, number, date, explanation, remark = (str(values.get(key) or "") for key in TEXTS)
    return Entry(code, score_of(cell(values.get("self_score")), NOWHERE), evidence, number, date, explanation, remark)


def real_scores() -> Typed:
    """Return xã Hà Bắc's self scores of 2023 as its report writes them, with its explanations."""
    path = samples_folder() / "ha-bac-2023" / "diem-tu-cham.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["criterion"]: {
                "self_score": Decimal(row["self_score"].replace(",", ".")),
                "explanation": row["explanation"] or None,
            }
            for row in csv.DictReader(file)
        }


def _real(campaign: Campaign, _chance: random.Random) -> Typed:
    typed = real_scores()
    for criterion in campaign.criteria.scored:
        values = typed[criterion.code]
        if values["self_score"]:
            values |= _document(criterion, campaign)
        if values["self_score"] != criterion.maximum:
            values["explanation"] = values["explanation"] or "(giả định) Chưa thực hiện đầy đủ trong năm."
    return typed


def _document(criterion: Criterion, campaign: Campaign) -> dict[str, Value]:
    """Return a made-up document, different for each criterion and always the same."""
    number = int(criterion.code.replace(".", "")) % 97 + 3
    year = campaign.settings.year
    return {
        "evidence": f"(giả định) Báo cáo về “{criterion.name}”, mục II",
        "evidence_number": f"{number}/BC-UBND",
        "evidence_date": f"{number % 27 + 1:02}/{number % 10 + 1:02}/{year}",
    }


def _good(share: float) -> Callable[[Campaign, random.Random], Typed]:
    """Return a filling that keeps about `share` of the points, each loss explained, each score proved."""

    def fill(campaign: Campaign, chance: random.Random) -> Typed:
        typed: Typed = {}
        for criterion in campaign.criteria.scored:
            whole = criterion.maximum or Decimal(0)
            score = whole if chance.random() < share else max(whole - Decimal("0.5") * chance.randint(1, 3), Decimal(0))
            values: dict[str, Value] = {"self_score": score}
            if score:
                values |= _document(criterion, campaign)
            if score < whole:
                values["explanation"] = "(giả định) Còn nhiệm vụ chưa hoàn thành đúng hạn."
            typed[criterion.code] = values
        return typed

    return fill


def _with(share: float, **changes: dict[str, Value]) -> Callable[[Campaign, random.Random], Typed]:
    """Return a good filling with some cells typed otherwise; criteria are named like `c1_3` for 1.3."""

    def fill(campaign: Campaign, chance: random.Random) -> Typed:
        typed = _good(share)(campaign, chance)
        for name, values in changes.items():
            typed[name[1:].replace("_", ".")] |= values
        return typed

    return fill


def _without_area(share: float, area: str) -> Callable[[Campaign, random.Random], Typed]:
    def fill(campaign: Campaign, chance: random.Random) -> Typed:
        typed = _good(share)(campaign, chance)
        return {code: values for code, values in typed.items() if campaign.criteria.area_of(code) != area}

    return fill


def _total_typed_over(book: Book, campaign: Campaign) -> Book:
    """Return the book with the total of area 6 typed over by hand."""
    sheet = next(s.title for s in book.sheets if s.title.endswith("6"))
    return book.put(sheet, (self_score.FIRST, self_score.column("self_score")), cell(Decimal(12)))


#: What each unit does, in the order of the units. The mistakes are those that clerks of such systems report.
_CAST: tuple[tuple[_Return, ...], ...] = (
    (_Return(_real),),
    (_Return(_good(0.9)),),
    (_Return(_with(0.85, c1_3={"self_score": Decimal("2.5")})),),  # above the maximum
    (_Return(_with(0.8, c2_2={"self_score": "hai điểm"}, c3_4={"self_score": "2,5"})),),  # words; a comma as text
    (_Return(_without_area(0.9, "7")),),  # an area nobody scored
    (_Return(_good(0.75), after=_total_typed_over),),
    (_Return(_good(0.6), name="lan-1/90006-xa-kim-long.xlsx"), _Return(_good(0.8), datetime(2023, 11, 29, 8, 30))),
    (_Return(_good(0.9), saved=_LATE),),  # sent late
    (_Return(_with(0.9, c1_1={"evidence_number": "12a/KH-UBND"}, c1_2={"evidence_date": "15/12/2022"})),),
    (_Return(_with(0.8, c7_7={"self_score": "KAD", "explanation": "(giả định) Không phát sinh nhiệm vụ."})),),
    (_Return(_with(0.85, c4_1={"evidence": None, "evidence_number": None, "evidence_date": None})),),
    (),  # has not sent anything
)
