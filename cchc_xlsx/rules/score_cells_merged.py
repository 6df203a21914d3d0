"""The score cells of several criteria have been merged into one."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import NOWHERE, Place
from cchc_xlsx.model.submission import Entry, Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import listed
from cchc_xlsx.terms import Words

RULE = Rule(
    code="S10",
    name="score_cells_merged",
    severity=Severity.WARNING,
    scope=Scope.CONTENT,
    title=Words("Ô điểm của nhiều tiêu chí bị gộp làm một", "Score cells of several criteria merged into one"),
    why=Words(
        "Mỗi tiêu chí có điểm riêng; một số ghi chung cho nhiều tiêu chí không cho biết mỗi tiêu chí được bao nhiêu.",
        "Each criterion has a score of its own; one figure for several does not say how much each of them gets.",
    ),
    message=Words(
        "{place}: ô điểm của các tiêu chí {codes} bị gộp làm một; số ghi ở đó chỉ tính cho dòng đầu tiên.",
        "{place}: the score cells of the criteria {codes} are merged; what stands there counts for the first row only.",
    ),
    fix=Words(
        "Hãy bỏ gộp ô (Merge & Center) rồi nhập điểm riêng cho từng tiêu chí.",
        "Please unmerge the cells and enter a score for each criterion.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each merged area over the scores of several rows, at the cell that counts."""
    groups: dict[Place, list[Entry]] = {}
    for entry, _ in submission.matched(campaign.criteria):
        if entry.score.covered_by != NOWHERE:
            groups.setdefault(entry.score.covered_by, []).append(entry)
    for head, covered in groups.items():
        first = [entry for entry, _ in submission.matched(campaign.criteria) if entry.score.place == head]
        yield RULE.found(
            head,
            criterion=first[0].criterion if first else "",
            also=tuple(entry.score.place for entry in covered),
            codes=listed([entry.criterion for entry in (*first, *covered)]),
        )
