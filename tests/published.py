"""Three published rankings as campaigns: their figures are real, what was not published with them is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from cchc_xlsx.assigning import understood
from cchc_xlsx.excel.write import written
from cchc_xlsx.model.book import Value, cell
from cchc_xlsx.model.campaign import Assignment, Band, Campaign, Settings, SurveyScore, Unit
from cchc_xlsx.model.criteria import CriteriaSet, Criterion, Source
from cchc_xlsx.model.place import NOWHERE
from cchc_xlsx.model.submission import Entry
from cchc_xlsx.workbooks.campaign import fill_campaign
from cchc_xlsx.workbooks.tables import score_of
from cchc_xlsx.workbooks.unit import fill_unit

_SAVED = datetime(2024, 1, 15, 2, 30)


@dataclass(frozen=True)
class Line:
    """A line of a published table: what went in, and what was published of it, as it was printed."""

    name: str
    scores: Mapping[str, Value]
    survey: str = ""
    index: str = ""
    rank: int = 0


@dataclass(frozen=True)
class Published:
    """A published ranking: where it stands, its criteria as far as the figures need them, its lines."""

    story: str
    settings: Settings
    criteria: tuple[Criterion, ...]
    lines: tuple[Line, ...]
    bands: tuple[Band, ...] = field(default=())

    @property
    def campaign(self) -> Campaign:
        """Return the campaign of the sample."""
        units = tuple(Unit(f"{n:05}", line.name) for n, line in enumerate(self.lines, 1))
        leaves = [c for c in self.criteria if c.source is Source.SURVEY]
        survey = tuple(
            SurveyScore(unit.code, leaves[0].code, score_of(cell(Decimal(line.survey)), NOWHERE))
            for unit, line in zip(units, self.lines, strict=True)
            if line.survey
        )
        rows = (Assignment("", "Văn phòng", "; ".join(c.code for c in self.criteria if c.source is Source.SELF)),)
        return understood(Campaign(self.settings, CriteriaSet(self.criteria), units, rows, self.bands, survey=survey))

    def workbook(self) -> bytes:
        """Return the campaign workbook."""
        return written(fill_campaign(self.campaign, "vi"))

    def returned(self) -> dict[str, bytes]:
        """Return the workbooks that came back, by file name, filled in by a program."""
        campaign = self.campaign
        made = {}
        for unit, line in zip(campaign.units, self.lines, strict=True):
            entries = [
                Entry(
                    leaf.code,
                    score_of(cell(line.scores[leaf.code]), NOWHERE),
                    evidence="Theo bảng đã công bố",
                    explanation="Theo bảng đã công bố",
                )
                for leaf in campaign.criteria.scored
            ]
            book = fill_unit(campaign, unit, "vi", entries=entries)
            made[unit.file_name] = written(replace(book, saved=_SAVED))
        return made


def _settings(key: str, name: str, year: int, superior: str, decision: str, notice: str) -> Settings:
    return Settings(key, name, year, superior, decision=decision, notice=notice)


def _binh_duong() -> Published:
    rows = (
        ("51.75", "32.83", "84,58"),
        ("48.75", "33.25", "82,00"),
        ("47.45", "32.82", "80,27"),
        ("46.8", "32.24", "79,04"),
    )
    return Published(
        "binh-duong-cap-huyen",
        _settings(
            "binh-duong-cap-huyen", "Chỉ số CCHC cấp huyện tỉnh Bình Dương (bốn dòng đã công bố)", 2018,
            "UBND tỉnh Bình Dương", "Quyết định 2071/QĐ-UBND năm 2018",
            "Số liệu điểm là thật; tên đơn vị không có trong nguồn nên đánh số, bộ tiêu chí rút gọn còn hai dòng.",
        ),
        (
            Criterion("1", "Điểm thẩm định", Decimal(65)),
            Criterion("2", "Điểm điều tra xã hội học", Decimal(35), source=Source.SURVEY),
        ),
        tuple(
            Line(f"Đơn vị thứ {n}", {"1": Decimal(own)}, survey, index, n)
            for n, (own, survey, index) in enumerate(rows, 1)
        ),
    )  # fmt: skip


def _quan_3() -> Published:
    rows = (("96", 1), ("94", 2), ("92.5", 3), ("92.5", 3), ("92.25", 4))
    return Published(
        "quan-3-2019",
        _settings(
            "quan-3-2019", "Chỉ số CCHC các phường Quận 3 (năm dòng đã công bố)", 2019, "UBND Quận 3", "",
            "Số liệu điểm là thật; tên phường đánh số, bộ tiêu chí rút gọn còn một dòng.",
        ),
        (Criterion("1", "Tổng điểm", Decimal(100)),),
        tuple(
            Line(f"Phường thứ {n}", {"1": Decimal(own)}, index=own.replace(".", ","), rank=rank)
            for n, (own, rank) in enumerate(rows, 1)
        ),
        (Band("A", Decimal(90)),),
    )  # fmt: skip


def _thanh_hoa() -> Published:
    return Published(
        "thanh-hoa-2023",
        _settings(
            "thanh-hoa-2023", "Chỉ số CCHC cấp sở tỉnh Thanh Hóa (một dòng đã công bố)", 2023,
            "UBND tỉnh Thanh Hóa", "",
            "Số điểm 68,32 và chỉ số 81,33 % là thật; điểm tối đa 84 suy ra từ hai số đó, bộ tiêu chí rút gọn còn hai "
            "dòng.",
        ),
        (
            Criterion("1", "Phần áp dụng cho đơn vị", Decimal(84)),
            Criterion("2", "Phần không phát sinh nhiệm vụ", Decimal(16)),
        ),
        (Line("Ban Dân tộc", {"1": Decimal("68.32"), "2": "KAD"}, index="81,33", rank=1),),
    )  # fmt: skip


PUBLISHED = (_binh_duong(), _quan_3(), _thanh_hoa())
