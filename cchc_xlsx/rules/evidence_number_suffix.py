"""A document's number has a letter after its digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._evidence import resting_on_evidence
from cchc_xlsx.rules._words import listed
from cchc_xlsx.terms import Words
from cchc_xlsx.text import pattern

RULE = Rule(
    code="E02",
    name="evidence_number_suffix",
    severity=Severity.WARNING,
    scope=Scope.CONTENT,
    title=Words(
        "Số văn bản có thêm chữ",
        "A document number with a letter",
    ),
    why=Words(
        "Số văn bản chèn thêm chữ a, b (ví dụ 12a/KH-UBND) thường là văn bản được bổ sung sau; có nơi Hội"
        " đồng thẩm định cho 0 điểm. Chương trình không tự trừ điểm.",
        "A number with a letter put in, such as 12a/KH-UBND, mostly marks a document slipped in later; in"
        " some places the appraisal council gives zero. Nothing is deducted here.",
    ),
    message=Words(
        "{place}: tài liệu kiểm chứng của tiêu chí {code} có số văn bản thêm chữ: {numbers}; Hội đồng "
        "thẩm định có thể cho 0 điểm.",
        "{place}: the evidence of criterion {code} has document numbers with a letter: {numbers}; the "
        "council may give zero.",
    ),
    fix=Words(
        "Hãy kiểm tra lại số, ký hiệu theo sổ văn bản đi; nếu đúng như vậy, hãy bổ sung văn bản khác hoặc giải trình.",
        "Please check the number in the register of documents; if it is right, add another document or explain it.",
    ),
)
#: 12a/KH-UBND, 12b/2023/NQ-HĐND, and as the Party writes them 12a-KH/ĐU.
SUFFIXED = pattern(
    r"(?<![\w/.,-])\d{1,6} ?[A-Za-zĐđ]\s?(?:/\s?(?:\d{4}/)?[A-ZĐ]{2,}|-\s?[A-ZĐ]{2,}\s?/)[\w-]*(?:/[\w-]+)*"
)
#: What `SUFFIXED` cannot do without.
_MAY = re.compile(r"\d ?[A-Za-zĐđ]\s?[/-]")
_TEXTS = ("evidence_number", "evidence")


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each row whose evidence has such numbers; at stake is the score."""
    if not _MAY.search(
        "\n".join(chain.from_iterable(submission.texts[key] for key in _TEXTS))
    ):  # as in most files: looked at once and not cell by cell
        return
    for entry, criterion, points in resting_on_evidence(submission, campaign):
        for key in _TEXTS:
            if numbers := list(dict.fromkeys(found[0].rstrip() for found in SUFFIXED.finditer(entry.text(key)))):
                yield RULE.found(
                    entry.place_of(key),
                    criterion=criterion.code,
                    points_at_stake=points,
                    code=criterion.code,
                    numbers=listed(numbers),
                )
                break
