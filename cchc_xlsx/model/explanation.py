"""An explanation: where a figure of the summary comes from, sentence by sentence, from the file to the grade."""

from __future__ import annotations

from enum import StrEnum

from cchc_xlsx.model.finding import Finding
from cchc_xlsx.model.received import Received
from cchc_xlsx.model.summary import Result, Summary
from cchc_xlsx.terms import Words
from cchc_xlsx.values import dataclass


class Step(StrEnum):
    """What a sentence is about: the steps from a file to a grade, in their order."""

    STATUS = "status"
    FILE = "file"
    CELL = "cell"
    MAXIMUM = "maximum"
    RULES = "rules"
    CRITERIA = "criteria"
    AREA = "area"
    SOURCE = "source"
    TOTAL = "total"
    RANK = "rank"
    GRADE = "grade"


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of an explanation."""

    step: Step
    words: Words


@dataclass(frozen=True)
class Explanation:
    """Where a unit's figures come from; `code` is the criterion or area asked about, "" for the whole.

    `received` is the file that counts, `findings` are those that touch what was asked about.
    """

    summary: Summary
    result: Result
    code: str
    received: Received | None
    findings: tuple[Finding, ...]
    reasons: tuple[Reason, ...]
