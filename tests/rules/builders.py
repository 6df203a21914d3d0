"""A campaign and a submission in which nothing is wrong, and ways to spoil one thing in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from cchc_xlsx.model.book import cell as cell_of
from cchc_xlsx.model.book import plain
from cchc_xlsx.model.campaign import LAYOUT, Assignment, Band, Campaign, Flaw, Settings, Slip, SurveyScore, Unit
from cchc_xlsx.model.criteria import CriteriaSet, Criterion, Source
from cchc_xlsx.model.finding import Finding
from cchc_xlsx.model.identity import Identity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Received, Refused
from cchc_xlsx.model.submission import TEXTS, Entry, Score, State, Submission, Total, Trouble
from cchc_xlsx.workbooks.tables import score_of

FILE = "05596-xa-mot.xlsx"
SHEET = "LV 1"
CARRIERS = frozenset(("cell", "hidden", "name", "property"))
SETTINGS = Settings(
    id="made-up-2024",
    name="Đợt chấm điểm làm mẫu",
    year=2024,
    superior="UBND tỉnh Mẫu",
    deadline=datetime(2024, 11, 30, 17),
)


def points(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def criterion(code: str, maximum: str | None, source: Source = Source.SELF, row: int = 0, **more: Any) -> Criterion:
    name = more.pop("name", f"Tiêu chí làm mẫu {code}")
    return Criterion(code, name, points(maximum), source, place=Place("", "Bộ tiêu chí", row, 1), **more)


def criteria(*changes: Criterion, without: Iterable[str] = ()) -> CriteriaSet:
    """Return a made-up set of 100 points; a change replaces the criterion of its code, or comes at the end."""
    rows = [
        ("1", "60", Source.SELF),
        ("1.1", "40", Source.SELF),
        ("1.2", "20", Source.SELF),
        ("1.2.1", "12", Source.SELF),
        ("1.2.2", "8", Source.SELF),
        ("2", "40", Source.SELF),
        ("2.1", "30", Source.SELF),
        ("2.2", "10", Source.SURVEY),
        ("3", "5", Source.PENALTY),
    ]
    made = {code: criterion(code, maximum, source, row) for row, (code, maximum, source) in enumerate(rows, 4)}
    for row, change in enumerate(changes, 20):
        old = made.get(change.code)
        made[change.code] = replace(change, place=old.place if old else Place("", "Bộ tiêu chí", row, 1))
    return CriteriaSet(tuple(c for code, c in made.items() if code not in set(without)))


def unit(code: str, name: str, row: int = 4, **more: Any) -> Unit:
    return Unit(code, name, place=Place("", "Đơn vị", row, 1), **more)


def assignment(unit: str, assignee: str, criteria: str, codes: tuple[str, ...] = (), **more: Any) -> Assignment:
    """Return a row of the assignment, its codes understood as told; `unknown` are parts of it that name nothing."""
    more.setdefault("flaws", tuple(Flaw(Slip.UNKNOWN, part, 0, len(part)) for part in more.get("unknown", ())))
    return Assignment(unit, assignee, criteria, codes=codes, place=Place("", "Phân công", 4, 3), **more)


def survey(unit: str, criterion: str, typed: str, row: int = 4) -> SurveyScore:
    """Return a row of the survey's sheet, its score read as a cell is."""
    place = Place("", "Điều tra XHH", row, 3)
    return SurveyScore(unit, criterion, score_of(cell_of(typed), place, Decimal(10)), place=place._replace(column=1))


def band(name: str, lower: str | None, row: int = 4) -> Band:
    return Band(name, points(lower), Place("", "Xếp loại", row, 1))


UNITS = (unit("05596", "Xã Một", email="mot@mau.gov.vn"), unit("05599", "Xã Hai", 5, email="hai@mau.gov.vn"))
ASSIGNMENTS = (
    assignment("", "Công chức Văn phòng", "1; 2", ("1.1", "1.2.1", "1.2.2", "2.1")),
    assignment("", "Thanh tra", "3", ("3",)),
)
BANDS = (band("Tốt", "80"), band("Khá", "50", 5), band("Yếu", "0", 6))


def campaign(**changes: Any) -> Campaign:
    fields: dict[str, Any] = {
        "settings": SETTINGS,
        "criteria": criteria(),
        "units": UNITS,
        "assignments": ASSIGNMENTS,
        "bands": BANDS,
    }
    return Campaign(**{**fields, **changes})


def cell(row: int, column: int = 6) -> Place:
    return Place(FILE, SHEET, row, column)


#: The row of each criterion in the unit's workbook.
ROWS = {"1": 6, "1.1": 7, "1.2": 8, "1.2.1": 9, "1.2.2": 10, "2": 11, "2.1": 12, "2.2": 13, "3": 14}


def score(value: str, typed: str = "", *, row: int = 7, formula: str = "") -> Score:
    number = Decimal(value)
    return Score(State.SCORED, number, typed or plain(number), Trouble.NONE, formula, cell(row), as_text=bool(typed))


def invalid(typed: str, trouble: Trouble, row: int = 7) -> Score:
    return Score(State.INVALID, None, typed, trouble, "", cell(row))


def no_score(state: State = State.EMPTY, row: int = 7) -> Score:
    return Score(state, None, "KAD" if state is State.NOT_APPLICABLE else "", Trouble.NONE, "", cell(row))


def entry(code: str, given: Score | str, row: int = 0, **said: str) -> Entry:
    """Return a row of the score table, with evidence and without explanation unless `said` tells otherwise."""
    row = row or ROWS.get(code, 30)
    texts = {
        "evidence": "Kế hoạch cải cách hành chính",
        "evidence_number": "12/KH-UBND",
        "evidence_date": "30/01/2024",
        "explanation": "",
        "remark": "",
        **said,
    }
    made = score(given, row=row) if isinstance(given, str) else replace(given, place=cell(row))
    return Entry(code, made, **texts, place=cell(row, 2), columns=tuple(range(8, 8 + len(TEXTS))))


def total(code: str, value: str | None, *, formula: bool | None = True, row: int = 0) -> Total:
    return Total(code, points(value), formula, cell(row or ROWS.get(code, 20)))


def identity(**changes: Any) -> Identity:
    made = Identity(SETTINGS.id, "05596", LAYOUT, criteria().fingerprint)
    return replace(made, **changes)


FULL = {"1.1": "40", "1.2.1": "12", "1.2.2": "8", "2.1": "30", "3": "0"}


def submission(*changes: Entry, without: Iterable[str] = (), more: Iterable[Entry] = (), **fields: Any) -> Submission:
    """Return a submission that reaches every maximum; a change takes the place of its criterion's row."""
    entries = {code: entry(code, value) for code, value in FULL.items() if code not in set(without)}
    entries.update({change.criterion: change for change in changes})
    defaults: dict[str, Any] = {
        "identities": {identity(): CARRIERS},
        "saved": datetime(2024, 11, 1, 8),
        "file": FILE,
    }
    return Submission(**{**defaults, **fields, "entries": (*entries.values(), *more)})


def received(content: Submission | Refused | None = None, path: str = FILE, **fields: Any) -> Received:
    modified = fields.pop("modified", datetime(2024, 11, 1, 9))
    return Received(path, fields.pop("sha256", "00"), modified, submission() if content is None else content)


def names(findings: Iterable[Finding]) -> list[str]:
    return sorted(finding.name for finding in findings)


def only(findings: Iterable[Finding], name: str) -> Finding:
    """Return the one finding there is; it has to be of the rule `name`, and there may be no other."""
    found = list(findings)
    assert names(found) == [name], [finding.message.en for finding in found]
    return found[0]
