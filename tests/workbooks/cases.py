"""Campaigns and entries that tests share: the real set, the large one, and one with every kind of everything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from cchc_xlsx.assigning import understood
from cchc_xlsx.model.book import Value, cell
from cchc_xlsx.model.campaign import Assignment, Campaign, Settings, Unit
from cchc_xlsx.model.criteria import CriteriaSet, Criterion, Source
from cchc_xlsx.model.place import NOWHERE
from cchc_xlsx.model.submission import Entry, Given
from cchc_xlsx.workbooks.tables import score_of
from tests.remake_templates import campaign_of_texts

TEMPLATES = Path(__file__).parent.parent.parent / "workbook_templates"


@cache
def template(name: str) -> Campaign:
    """Return the campaign of a template, its assignments understood."""
    return understood(campaign_of_texts(TEMPLATES / name))


def entry(
    code: str, score: Value = None, proof: str = "", reason: str = "", maximum: Decimal | None = None, **more: str
) -> Entry:
    """Return an entry as a person would type it: a score, a document's title, an explanation."""
    texts = {"evidence": proof, "explanation": reason, **more}
    return Entry(code, score_of(cell(score), NOWHERE, maximum), **texts)


@dataclass(frozen=True)
class Kind:
    """A kind of entry: what is typed as the score of a criterion, and beside it."""

    score: Callable[[Criterion], Value]
    proof: str = ""
    reason: str = ""
    more: Mapping[str, str] | None = None

    def of(self, criterion: Criterion) -> Entry:
        return entry(
            criterion.code, self.score(criterion), self.proof, self.reason, criterion.maximum, **(self.more or {})
        )


def _always(value: Value) -> Callable[[Criterion], Value]:
    return lambda _criterion: value


_GRAIN = Decimal("0.5")
#: Every kind of entry there is, by name. A truth value is left out: LibreOffice takes it for 1, Excel for no number.
KINDS: Mapping[str, Kind] = {
    "missing": Kind(_always(None)),
    "missing, all else given": Kind(_always(None), "Báo cáo", "Chưa chấm"),
    "words": Kind(_always("hai điểm"), "Báo cáo"),
    "a number typed as text": Kind(_always("1,5"), "Báo cáo", "Còn thiếu"),
    "points out of the maximum": Kind(lambda c: f"0,5/{c.maximum}", "Báo cáo", "Còn thiếu"),
    "points out of another maximum": Kind(_always("1/99"), "Báo cáo"),
    "a vulgar fraction": Kind(_always("½"), "Báo cáo", "Còn thiếu"),
    "a whole number typed as text": Kind(_always("1"), "Báo cáo", "Còn thiếu"),
    "a number after an apostrophe": Kind(_always("'1"), "Báo cáo", "Còn thiếu"),
    "two readings": Kind(_always("1.000"), "Báo cáo"),
    "a sign": Kind(_always("-")),
    "a wildcard": Kind(_always("*")),
    "what Excel would take for a formula": Kind(_always("=1+1")),
    "above the maximum": Kind(lambda c: c.highest + _GRAIN, "Báo cáo", "Nhầm"),
    "below the lowest": Kind(lambda c: c.lowest - _GRAIN, "Báo cáo", "Nhầm"),
    "off step and list": Kind(lambda c: (c.highest + c.lowest) / 2 + Decimal("0.125"), "Báo cáo", "Một phần"),
    "on the list, off the step": Kind(lambda c: c.highest - Decimal("0.75"), "Báo cáo", "Một phần"),
    "hairs below the maximum": Kind(lambda c: c.highest - Decimal("0.000001"), "Báo cáo"),
    "KAD explained": Kind(_always("KAD"), "", "Không phát sinh"),
    "KAD unexplained": Kind(_always("KAD")),
    "kad in small letters": Kind(_always("kad"), "", "Không phát sinh"),
    "KAD in words": Kind(_always("Không áp dụng"), "", "Không phát sinh"),
    "KAD in English": Kind(_always("n/a"), "", "Không phát sinh"),
    "KAD with points": Kind(_always("K.A.D"), "", "Không phát sinh"),
    "KAD twice": Kind(_always("Không áp dụng (KAD)"), "", "Không phát sinh"),
    "KAD in brackets": Kind(_always("(KAD)"), "", "Không phát sinh"),
    "zero unexplained": Kind(_always(0)),
    "zero explained": Kind(_always(0), "", "Chưa làm"),
    "the maximum, proved": Kind(lambda c: c.highest, "Báo cáo"),
    "the maximum, unproved": Kind(lambda c: c.highest),
    "the lowest, explained": Kind(lambda c: c.lowest, "Báo cáo", "Đã khắc phục"),
    "proved by a number alone": Kind(lambda c: c.highest, more={"evidence_number": "12a/KH-UBND"}),
    "proved by a date alone": Kind(lambda c: c.highest, more={"evidence_date": "30/01/2023"}),
    "half, unexplained": Kind(lambda c: (c.highest + c.lowest) / 2, "Báo cáo"),
    "half, explained": Kind(lambda c: (c.highest + c.lowest) / 2, "Báo cáo", "Một phần"),
}

_TYPES: Mapping[str, Criterion] = {
    "1": Criterion("", "thường", Decimal(2)),
    "2": Criterion("", "theo bước", Decimal("1.5"), step=Decimal("0.25")),
    "3": Criterion("", "theo mức", Decimal("1.25"), allowed=(Decimal(0), Decimal("0.5"), Decimal("1.25"))),
    "4": Criterion("", "theo mức và bước", Decimal(1), step=Decimal("0.5"),
                   allowed=(Decimal(0), Decimal("0.25"), Decimal(1))),
    "5": Criterion("", "thưởng", Decimal(1), source=Source.BONUS),
    "6": Criterion("", "phạt", Decimal("1.5"), source=Source.PENALTY, step=Decimal("0.25")),
    "7": Criterion("", "điều tra", Decimal(3), source=Source.SURVEY),
}  # fmt: skip

#: Names that hold one another, blanks at their ends, signs that formulas or patterns could stumble over.
PEOPLE = ("Lan", "Lan Anh", "Thu Lan ", "  Lê  Bình", 'O\'Hara "Tý" & <b>', "*", "Anh; Thu Lan", "Ban A, B", "Vắng")


@cache
def every_kind() -> Campaign:
    """Return a campaign with an area for each type of criterion, and in it a criterion for each kind of entry."""
    criteria: list[Criterion] = []
    for area, form in _TYPES.items():
        whole = (form.maximum or 0) * len(KINDS)
        criteria.append(Criterion(area, f"Lĩnh vực {form.name} & 'khác' <1>", Decimal(whole), source=form.source))
        for group in (1, 2):
            names = list(KINDS)[group - 1 :: 2]
            part = (form.maximum or Decimal(0)) * len(names)
            criteria.append(Criterion(f"{area}.{group}", f"Nhóm {group}", part, source=form.source))
            criteria += [
                replace(form, code=f"{area}.{group}.{n}", name=f"{form.name}: {name}")
                for n, name in enumerate(names, 1)
            ]
    criteria.append(Criterion("8", "Lĩnh vực chỉ có một dòng", Decimal(2)))
    codes = [c.code for c in criteria if c.source is not Source.SURVEY and c.code.count(".") == 2]
    rows = tuple(Assignment("", name, "; ".join(codes[n :: 3 + n])) for n, name in enumerate(PEOPLE) if name != "Vắng")
    settings = Settings("thu", "2023: thử mọi loại & 'khác'", 2023, 'UBND tỉnh <A> & "B"', decision="Quyết định 1/QĐ")
    units = (Unit("00001", "Xã Một"), Unit("00002", "Xã Hai"))
    absent = Assignment("", "Vắng", "")
    return understood(Campaign(settings, CriteriaSet(tuple(criteria)), units, (*rows, absent)))


def every_entry(campaign: Campaign) -> tuple[Entry, ...]:
    """Return an entry of every kind for every type of criterion."""
    return tuple(
        KINDS[c.name.partition(": ")[2]].of(c) if ": " in c.name else entry(c.code, 1, "Báo cáo", "Một phần")
        for c in campaign.criteria.scored
    )


def in_turn(campaign: Campaign) -> tuple[Entry, ...]:
    """Return an entry for each criterion of any campaign, of one kind after another."""
    kinds = list(KINDS.values())
    return tuple(kinds[n % len(kinds)].of(c) for n, c in enumerate(campaign.criteria.scored))


def crowd(campaign: Campaign, people: int) -> tuple[Given, ...]:
    """Return that many officers, spread over all criteria, up to three for one."""
    names = [f"Nguyễn Thị Người Thứ {n}" for n in range(1, people + 1)]
    return tuple(
        Given(c.code, tuple(dict.fromkeys(names[(n * k) % people] for k in range(1, 2 + n % 3))))
        for n, c in enumerate(campaign.criteria.scored)
    )
