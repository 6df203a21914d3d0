"""Summaries of other campaign folders, put together into one: a province over districts, the country over provinces."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from cchc_xlsx.model.campaign import Unit
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.finding import Finding
from cchc_xlsx.model.summary import CriterionScore, Status
from cchc_xlsx.values import dataclass


@dataclass(frozen=True, slots=True)
class PartUnit:
    """A unit as a summary tells it; `scores` are None where nothing of it counted there."""

    unit: Unit
    status: Status
    scores: tuple[CriterionScore, ...] | None
    late: bool = False


@dataclass(frozen=True)
class Part:
    """One `tong-hop.json`: its path, the mark of its bytes, and what it tells; `faulty` where it is no summary.

    `criteria` holds name, maximum and source of each criterion.
    """

    path: str
    sha256: str
    name: str = ""
    criteria: Mapping[str, tuple[str, Decimal | None, Source]] | None = None
    units: tuple[PartUnit, ...] = ()
    findings: tuple[Finding, ...] = ()
    faulty: bool = False


@dataclass(frozen=True)
class Gathered:
    """The summaries in the order they were named, each path once."""

    parts: tuple[Part, ...]
